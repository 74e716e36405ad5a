//! The one place where reads meet the clock.

use chrono::Utc;
use okolica_model::time::Stamp;

tokio::task_local! {
    static STANDING: Stamp;
}

/// Does `work` with a clock that stands at `moment`, so that tests can ask at any time of day.
pub async fn standing<T>(moment: Stamp, work: impl Future<Output = T>) -> T {
    STANDING.scope(moment, work).await
}

pub(crate) fn now() -> Stamp {
    STANDING.try_get().unwrap_or_else(|_| {
        let now = Stamp::from_millis(Utc::now().timestamp_millis());
        now.unwrap_or_else(|| unreachable!("the clock says a year after 9999"))
    })
}
