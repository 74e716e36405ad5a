//! The one place where reads meet the clock.

use chrono::Utc;
use okolica_atlas::time::Stamp;

pub(crate) fn now() -> Stamp {
    let now = Stamp::from_millis(Utc::now().timestamp_millis());
    now.unwrap_or_else(|| unreachable!("the clock says a year after 9999"))
}
