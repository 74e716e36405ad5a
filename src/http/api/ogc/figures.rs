//! The figures of coverage that districts carry as properties: those of the question that
//! `/api/coverage` answers when nothing is asked, all spaces within 1000 m of everyone.

use crate::http::response::problem::Problem;
use crate::http::state::AppState;
use okolica_atlas::Atlas;
use okolica_cql::DISTRICT_FIGURES;
use okolica_model::time::Stamp;
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::sync::Arc;

/// Properties by the code of a district.
pub(crate) type BySet = HashMap<String, Map<String, Value>>;

/// The figures of a set.
pub(crate) async fn of_set(
    app: &AppState,
    atlas: &Arc<Atlas>,
    set: &str,
    now: Stamp,
) -> Result<BySet, Problem> {
    let coverage = app.coverage()?;
    let pairs = [("set".to_owned(), set.to_owned())];
    let asked = coverage.ask(atlas, now, &pairs, None).await?;
    let answered = coverage.answer(atlas, now, asked).await?;
    let figures = answered.answer.areas.iter().map(|area| {
        let mut all = serde_json::to_value(area).unwrap_or_default();
        let mut kept = Map::new();
        for (name, _) in DISTRICT_FIGURES {
            let value = all[name].take();
            // What has no answer is absent, as everywhere in features.
            if !value.is_null() {
                kept.insert(name.to_owned(), value);
            }
        }
        (area.code.clone(), kept)
    });
    Ok(figures.collect())
}
