//! The turns of those who ask for dates that are not worked out.

use crate::http::response::problem::Problem;
use crate::workers::Workers;
use okolica_atlas::Atlas;
use okolica_model::Filter;
use okolica_model::time::Stamp;
use std::sync::Arc;

/// Lets one question at a time have its dates worked out.
#[derive(Debug)]
pub(crate) struct Dates(Workers);

impl Default for Dates {
    fn default() -> Self {
        Self(Workers::new(1))
    }
}

impl Dates {
    /// Works out the dates that a filter asks for, where they are not known yet, beside the
    /// workers that answer others.
    pub(crate) async fn work_out(
        &self,
        atlas: &Arc<Atlas>,
        filter: &Filter,
        now: Stamp,
    ) -> Result<(), Problem> {
        if !atlas.is_slow(filter, now) {
            return Ok(());
        }
        let (atlas, filter) = (atlas.clone(), filter.clone());
        let done = self.0.run(move || atlas.work_out(&filter, now)).await;
        done.map_err(|_| Problem::busy("other dates are being worked out", 5))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workers::PATIENCE;
    use axum::http::StatusCode;
    use okolica_model::profile::Profile;
    use tokio::time::Instant;

    #[tokio::test(start_paused = true)]
    async fn who_waits_behind_others_is_sent_away_in_time() {
        let builder = Atlas::builder(Profile::default(), Vec::new(), Vec::new());
        let atlas = Arc::new(builder.finish(1).0);
        let (filter, errors) = Filter::parse([("from", "2040-01-01")], Some(&*atlas));
        assert_eq!(errors, []);
        let now = Stamp::parse("now", "2026-11-23T10:00:00Z").expect("a moment");
        let dates = Dates::default();
        let others = dates.0.permit().await.expect("a turn");
        let asked = Instant::now();
        let refused = dates.work_out(&atlas, &filter, now).await;
        let refused = refused.expect_err("others are before");
        assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(asked.elapsed().as_secs(), PATIENCE.as_secs());
        drop(others);
        let answered = dates.work_out(&atlas, &filter, now).await;
        answered.expect("it is its turn");
        assert!(
            !atlas.is_slow(&filter, now),
            "what is known is not asked again"
        );
        let _others = dates.0.permit().await.expect("a turn");
        let known = dates.work_out(&atlas, &filter, now).await;
        known.expect("who asks for what is known waits for nobody");
    }
}
