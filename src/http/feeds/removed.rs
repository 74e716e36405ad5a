//! Initiatives that were removed lately: calendars hear that they are cancelled, instead of
//! keeping what nobody will hold.

use super::Feed;
use crate::http::response::problem::Problem;
use crate::http::state::AppState;
use crate::store;
use okolica_atlas::Atlas;
use okolica_model::item::{Detail, StoredItem};
use okolica_model::time::Stamp;
use okolica_model::{Item, ItemKey, ItemKind};
use std::sync::Arc;
use tokio::sync::Mutex;

/// How long a calendar is told, in milliseconds: three months.
const TOLD: i64 = 92 * 86_400_000;
/// The most removals that are told.
const MOST: u32 = 1000;

/// What was read of the change log so far.
#[derive(Debug, Default)]
pub(crate) struct Known(Mutex<(u64, Vec<store::Removed>)>);

impl Known {
    /// The removals that the atlas has, with those that were read before.
    pub(crate) async fn upto(
        &self,
        app: &AppState,
        atlas: &Atlas,
    ) -> Result<Vec<store::Removed>, Problem> {
        let mut known = self.0.lock().await;
        if known.0 < atlas.version() {
            let read = app.live()?.store().removed(known.0, MOST).await;
            let read = read.map_err(|error| {
                tracing::error!(%error, "the removed initiatives could not be read");
                Problem::busy("the change log can't be read just now", 5)
            })?;
            known.1.extend(read);
            let surplus = known.1.len().saturating_sub(MOST as usize);
            known.1.drain(..surplus);
            known.0 = known
                .1
                .last()
                .map_or(0, |last| last.change.seq)
                .max(atlas.version());
        }
        Ok(known.1.clone())
    }
}

/// An atlas of what was removed and not put back, so that the filters mean what they mean for
/// the rest; `None` when nothing was.
pub(crate) fn atlas(feed: &Feed, all: &[store::Removed]) -> Option<Arc<Atlas>> {
    let since = Stamp::from_millis(feed.now.millis() - TOLD).unwrap_or(feed.now);
    let gone: Vec<StoredItem> = all
        .iter()
        .filter(|removed| removed.change.at >= since)
        .filter(|removed| {
            let key = ItemKey {
                kind: ItemKind::Initiative,
                id: removed.change.id,
            };
            feed.atlas.item(key).is_none()
        })
        .filter_map(stored)
        .collect();
    if gone.is_empty() {
        return None;
    }
    let atlas = &feed.atlas;
    let categories = atlas.categories().iter().cloned().collect();
    let districts = atlas.sets().flat_map(|set| atlas.districts(set)).cloned();
    let mut builder = Atlas::builder(atlas.profile().clone(), categories, districts.collect());
    for item in gone {
        // What happened at a space is found where the space is.
        let host = match &item.item.detail {
            Detail::Initiative(initiative) => initiative.space,
            Detail::Space(_) => None,
        };
        let host = host.map(|id| ItemKey {
            kind: ItemKind::Space,
            id,
        });
        if let Some(record) = host.and_then(|key| atlas.item(key)) {
            builder.add(StoredItem {
                id: record.key().id,
                version: record.version(),
                created_at: record.created_at(),
                updated_at: record.updated_at(),
                item: record.item(),
            });
        }
        builder.add(item);
    }
    Some(Arc::new(builder.finish(atlas.version()).0))
}

/// `None` for a row that broke a rule: it was never published.
fn stored(removed: &store::Removed) -> Option<StoredItem> {
    let kind = ItemKind::Initiative;
    let item = Item::parse(kind, &removed.properties, removed.position).ok()?;
    Some(StoredItem {
        id: removed.change.id,
        version: removed.change.version,
        created_at: removed.change.at,
        updated_at: removed.change.at,
        item,
    })
}
