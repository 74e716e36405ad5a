//! A few made things, kept for those who ask for the same.

use quick_cache::sync::Cache;
use std::hash::Hash;

/// What was asked for lately. A thing that several ask for at once is made once.
pub(super) struct Recent<K, V>(Cache<K, V>);

impl<K: Hash + Eq + Clone + Send + Sync + 'static, V: Clone + Send + Sync + 'static> Recent<K, V> {
    pub(super) fn new(most: usize) -> Self {
        Self(Cache::new(most))
    }

    pub(super) async fn get_or_try<E>(
        &self,
        key: K,
        make: impl Future<Output = Result<V, E>>,
    ) -> Result<V, E> {
        self.0.get_or_insert_async(&key, make).await
    }
}
