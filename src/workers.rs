//! Threads for work of more than a few milliseconds, so that it neither holds up those who read
//! requests nor takes more memory and processors than the service has.

use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// How long work waits for a permit before it is refused.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// No permit came free within [`PATIENCE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("others do long work just now")]
pub(crate) struct Busy;

/// A number of permits for heavy work. Cloning shares them.
#[derive(Debug, Clone)]
pub(crate) struct Workers(Arc<Semaphore>);

impl Workers {
    pub(crate) fn new(permits: usize) -> Self {
        Self(Arc::new(Semaphore::new(permits)))
    }

    /// A permit, for work that keeps it until it ends.
    ///
    /// # Errors
    /// [`Busy`] after [`PATIENCE`].
    pub(crate) async fn permit(&self) -> Result<OwnedSemaphorePermit, Busy> {
        let permit = timeout(PATIENCE, Arc::clone(&self.0).acquire_owned()).await;
        permit.map_err(|_| Busy)?.map_err(|_| Busy)
    }

    /// Does `work` on a thread of its own. It keeps its permit until it ends, also when nobody
    /// waits for the result any more. A panic in it goes on in the caller.
    ///
    /// # Errors
    /// [`Busy`] when no permit came free in time; `work` is then not begun.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Busy> {
        let permit = self.permit().await?;
        let done = tokio::task::spawn_blocking(move || {
            let result = work();
            drop(permit);
            result
        });
        match done.await {
            Ok(result) => Ok(result),
            Err(error) => match error.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                // Only at the very end of the process.
                Err(_) => Err(Busy),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;
    use tokio::time::Instant;

    #[tokio::test]
    async fn work_keeps_its_permit_when_its_client_hangs_up() {
        let workers = Workers::new(1);
        let (started, has_started) = tokio::sync::oneshot::channel();
        let (end, may_end) = mpsc::channel::<()>();
        let work = workers.run(move || {
            let _ = started.send(());
            let _ = may_end.recv();
        });
        tokio::select! {
            _ = work => unreachable!("it was not told to end"),
            started = has_started => started.expect("the work runs"),
        }
        assert_eq!(workers.0.available_permits(), 0, "it still runs");
        end.send(()).expect("the work waits");
        let free = workers.permit().await;
        drop(free.expect("the work has ended"));
    }

    #[tokio::test]
    async fn a_panic_gives_the_permit_back() {
        let workers = Workers::new(1);
        let other = workers.clone();
        let failed = tokio::spawn(async move { other.run(|| panic!("as if by mistake")).await });
        assert!(failed.await.is_err());
        assert_eq!(workers.run(|| 7).await, Ok(7));
    }

    #[tokio::test]
    async fn who_waits_for_too_long_is_refused() {
        let workers = Workers::new(1);
        let held = workers.permit().await.expect("nobody is before");
        tokio::time::pause();
        let asked = Instant::now();
        assert_eq!(workers.run(|| 7).await, Err(Busy));
        assert_eq!(asked.elapsed().as_secs(), PATIENCE.as_secs());
        drop(held);
        assert!(workers.permit().await.is_ok());
    }
}
