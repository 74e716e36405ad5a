//! The publisher: keeps the atlas at the state of the store, and makes writes.

use crate::store::{EditContext, Seen, Since, Store, StoreError, Watch, Write, Written};
use arc_swap::ArcSwap;
use chrono::Utc;
use okolica_atlas::{Atlas, Rejection};
use okolica_model::ItemKey;
use okolica_model::cells::Cells;
use okolica_model::flat::Table;
use okolica_model::item::StoredItem;
use okolica_model::time::Stamp;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::spawn_blocking;

/// The atlas of the moment and the way to change it. Cloning shares it.
#[derive(Clone)]
pub struct Live(Arc<Inner>);

struct Inner {
    store: Store,
    /// No population cell of an atlas tells of fewer people.
    hide_cells_under: u32,
    atlas: ArcSwap<Atlas>,
    /// Held while the next atlas is made, so that versions only grow.
    turn: tokio::sync::Mutex<()>,
    health: Mutex<Health>,
    versions: watch::Sender<u64>,
}

#[derive(Default)]
struct Health {
    /// Why the atlas does not follow.
    error: Option<String>,
    /// Why the last write could not be stored.
    write_error: Option<String>,
    rejections: BTreeMap<(Table, u64), Rejection>,
}

/// How the publisher is.
#[derive(Debug, Clone)]
pub struct LiveStatus {
    /// Whether the atlas follows the store and the store took the last write; if not, the last
    /// atlas stays up.
    pub healthy: bool,
    /// Why not.
    pub last_error: Option<String>,
    /// Rows that break a rule and are kept out of the atlas, at most [`LiveStatus::SHOWN`].
    pub rejections: Vec<Rejection>,
    /// How many there are in all.
    pub rejected: usize,
    /// The change-log number that the atlas holds.
    pub version: u64,
}

impl LiveStatus {
    /// How many rejected rows are named.
    pub const SHOWN: usize = 100;
}

impl Live {
    /// Loads the atlas and starts to follow the store. The following ends when the last clone is
    /// dropped.
    ///
    /// # Errors
    /// When the store can't be loaded.
    pub async fn start(store: Store) -> anyhow::Result<Self> {
        Self::start_hiding(store, 0).await
    }

    /// [`Live::start`]; no population cell of an atlas tells of fewer people than `cells_under`.
    ///
    /// # Errors
    /// Those of [`Live::start`].
    pub async fn start_hiding(store: Store, cells_under: u32) -> anyhow::Result<Self> {
        let (atlas, rejections) = store.load_hiding(cells_under).await?;
        let version = atlas.version();
        let inner = Inner {
            atlas: ArcSwap::from_pointee(atlas),
            turn: tokio::sync::Mutex::new(()),
            health: Mutex::default(),
            versions: watch::Sender::new(version),
            hide_cells_under: cells_under,
            store,
        };
        inner.report(&[], rejections);
        let inner = Arc::new(inner);
        tokio::spawn(follow(Arc::downgrade(&inner), inner.store.watch()));
        tokio::spawn(look_ahead(Arc::downgrade(&inner)));
        Ok(Self(inner))
    }

    /// The atlas of the moment: take it once for a request.
    #[must_use]
    pub fn atlas(&self) -> Arc<Atlas> {
        self.0.atlas.load_full()
    }

    /// Makes all edits in one transaction and returns once an atlas that holds them is out. Goes
    /// on to its end when the caller is dropped.
    ///
    /// # Errors
    /// Those of [`Store::write`].
    pub async fn write(
        &self,
        by: EditContext,
        writes: Vec<Write>,
    ) -> Result<Vec<Written>, StoreError> {
        let inner = Arc::clone(&self.0);
        let task = tokio::spawn(async move {
            let written = inner.store.write(&by, &writes).await;
            inner.note_write(written.as_ref().err());
            let written = written?;
            // They are stored: should the atlas not follow now, it will later.
            inner.catch_up().await;
            Ok(written)
        });
        task.await
            .unwrap_or_else(|error| match error.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                Err(_) => Err(StoreError::Db(sqlx::Error::PoolClosed)),
            })
    }

    #[must_use]
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    /// No population cell of an atlas tells of fewer people; 0 hides none.
    #[must_use]
    pub fn hides_cells_under(&self) -> u32 {
        self.0.hide_cells_under
    }

    #[must_use]
    pub fn status(&self) -> LiveStatus {
        let health = self.0.health();
        LiveStatus {
            healthy: health.error.is_none() && health.write_error.is_none(),
            last_error: health.error.clone().or(health.write_error.clone()),
            rejections: health
                .rejections
                .values()
                .take(LiveStatus::SHOWN)
                .cloned()
                .collect(),
            rejected: health.rejections.len(),
            version: self.atlas().version(),
        }
    }

    /// The version of each new atlas.
    #[must_use]
    pub fn subscribe(&self) -> watch::Receiver<u64> {
        self.0.versions.subscribe()
    }
}

/// Works out each day's dates and hours before anybody asks for them.
async fn look_ahead(live: Weak<Inner>) {
    const EVERY: Duration = Duration::from_secs(600);
    while let Some(inner) = live.upgrade() {
        let atlas = inner.atlas.load_full();
        drop(inner);
        let prepared = spawn_blocking(move || {
            let now = Utc::now().timestamp_millis();
            for ahead in [Duration::ZERO, 2 * EVERY] {
                if let Some(then) = Stamp::from_millis(now + ahead.as_millis() as i64) {
                    atlas.prepare(then);
                }
            }
        });
        if prepared.await.is_err() {
            tracing::error!("the dates and hours of the day could not be worked out");
        }
        tokio::time::sleep(EVERY).await;
    }
}

async fn follow(live: Weak<Inner>, mut watch: Watch) {
    // A mending that failed is tried again until it succeeds.
    let mut mend = false;
    loop {
        mend |= watch.next().await == Seen::Tables;
        let Some(live) = live.upgrade() else {
            return;
        };
        if mend && let Err(error) = live.store.mend().await {
            live.set_error(Some(&error));
            continue;
        }
        mend = false;
        live.catch_up().await;
        if live.takes_no_writes() {
            let tried = live.store.try_write().await;
            live.note_write(tried.as_ref().err());
        }
    }
}

impl Inner {
    /// Publishes the atlas of the store's last state; says so where it can't.
    async fn catch_up(&self) {
        let _turn = self.turn.lock().await;
        let outcome = self.next_atlas().await;
        self.set_error(outcome.as_ref().err());
    }

    async fn next_atlas(&self) -> Result<(), StoreError> {
        let atlas = self.atlas.load_full();
        match self.store.edit_since(atlas.version()).await? {
            Since::Nothing => {}
            Since::Items {
                edit,
                rejections,
                places,
                cells,
            } => {
                let read_anew = [
                    (Table::PlaceNames, places.is_some()),
                    (Table::PopulationCells, cells.is_some()),
                ];
                self.health()
                    .rejections
                    .retain(|(table, _), _| !read_anew.contains(&(*table, true)));
                let keys = edit.upserted.iter().map(StoredItem::key);
                let touched: Vec<ItemKey> = keys.chain(edit.removed.iter().copied()).collect();
                let hide_under = self.hide_cells_under;
                let apply = move || {
                    let (mut next, more) = atlas.apply(edit);
                    if let Some((rows, edition)) = cells {
                        next = next.with_cells(Cells::new(rows, hide_under), edition);
                    }
                    let next = match places {
                        Some(places) => next.with_places(&places),
                        None => next,
                    };
                    (next, more)
                };
                let (next, more) = spawn_blocking(apply)
                    .await
                    .map_err(|_| StoreError::Db(sqlx::Error::WorkerCrashed))?;
                self.report(&touched, rejections.into_iter().chain(more).collect());
                self.publish(next);
            }
            Since::Everything => {
                let (next, rejections) = self.store.load_hiding(self.hide_cells_under).await?;
                self.health().rejections.clear();
                self.report(&[], rejections);
                self.publish(next);
            }
        }
        Ok(())
    }

    fn publish(&self, atlas: Atlas) {
        let version = atlas.version();
        self.atlas.store(Arc::new(atlas));
        self.versions.send_replace(version);
    }

    /// Forgets what was said of the touched rows and notes what is wrong now.
    fn report(&self, touched: &[ItemKey], rejections: Vec<Rejection>) {
        let mut health = self.health();
        for key in touched {
            health.rejections.remove(&(key.kind.into(), key.id));
        }
        for rejection in rejections {
            let errors: Vec<String> = rejection.errors.iter().map(ToString::to_string).collect();
            let (table, id) = (rejection.table, rejection.id);
            tracing::warn!("{}/{id} is kept out: {}", table.name(), errors.join("; "));
            health.rejections.insert((table, id), rejection);
        }
    }

    fn set_error(&self, error: Option<&StoreError>) {
        let error = error.map(ToString::to_string);
        let mut health = self.health();
        if health.error != error {
            match &error {
                Some(error) => tracing::error!("the last map stays up: {error}"),
                None => tracing::info!("the map follows its store again"),
            }
            health.error = error;
        }
    }

    fn takes_no_writes(&self) -> bool {
        self.health().write_error.is_some()
    }

    /// Notes whether the store takes writes; a refusal of what was asked says that it does.
    fn note_write(&self, error: Option<&StoreError>) {
        let failure = error.filter(|error| error.is_of_the_store());
        let failure = failure.map(ToString::to_string);
        let mut health = self.health();
        if health.write_error != failure {
            match &failure {
                Some(failure) => tracing::error!("the store takes no changes: {failure}"),
                None => tracing::info!("the store takes changes again"),
            }
            health.write_error = failure;
        }
    }

    fn health(&self) -> std::sync::MutexGuard<'_, Health> {
        // Nothing that holds it can leave it half changed.
        self.health.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
