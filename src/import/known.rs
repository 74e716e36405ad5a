//! The rows of the store that an import may meet again.

use crate::store::{Bulk, Existing};
use anyhow::Result;
use okolica_model::Position;
use okolica_model::flat::Table;
use okolica_model::geodesy::distance;
use std::collections::{HashMap, HashSet};

/// Rows of the store by source (by set for districts) and source id.
#[derive(Default)]
pub(super) struct Known {
    by_id: HashMap<String, HashMap<String, Existing>>,
    /// For each source the source ids of each folded name, made when it is first asked for.
    by_name: HashMap<String, HashMap<String, Vec<String>>>,
}

/// How far a place may move, in metres, and still be the same where no id says so.
const SAME_PLACE: f64 = 50.0;

pub(super) fn is_near(a: Position, b: Position) -> bool {
    distance(a, b).get() <= SAME_PLACE
}

/// What a row of a file is in the store.
pub(super) enum Found {
    None,
    Row(Existing),
    /// More than one row that it may be.
    Several,
}

impl Known {
    /// Reads the rows of a source, once.
    pub(super) async fn load(&mut self, bulk: &mut Bulk, table: Table, source: &str) -> Result<()> {
        if !self.by_id.contains_key(source) {
            let rows = bulk.existing(table, source).await?;
            self.by_id.insert(source.to_owned(), rows);
        }
        Ok(())
    }

    pub(super) fn get(&self, source: &str, id: &str) -> Option<&Existing> {
        self.by_id.get(source)?.get(id)
    }

    pub(super) fn sources(&self) -> impl Iterator<Item = &String> {
        self.by_id.keys()
    }

    /// The store's ids of all rows.
    pub(super) fn ids(&self) -> impl Iterator<Item = u64> + '_ {
        self.by_id
            .values()
            .flat_map(HashMap::values)
            .map(|existing| existing.id)
    }

    /// The row of a source that has this folded name and stands within 50 m, or where one of both has
    /// no position begins at the same time; those that the file has already left out.
    pub(super) fn like(
        &mut self,
        source: &str,
        name: &str,
        position: Option<Position>,
        start: Option<&str>,
        claimed: &HashSet<u64>,
    ) -> Found {
        let Some(rows) = self.by_id.get(source).filter(|_| !name.is_empty()) else {
            return Found::None;
        };
        let names = self.by_name.entry(source.to_owned()).or_insert_with(|| {
            let mut names: HashMap<String, Vec<String>> = HashMap::new();
            for (id, existing) in rows {
                names
                    .entry(existing.name.clone())
                    .or_default()
                    .push(id.clone());
            }
            names
        });
        let alike = names
            .get(name)
            .into_iter()
            .flatten()
            .filter_map(|id| rows.get(id));
        let mut alike = alike.filter(|existing| {
            let here = match (existing.position, position) {
                (Some(there), Some(here)) => is_near(there, here),
                _ => existing.start.as_deref() == start,
            };
            here && !claimed.contains(&existing.id)
        });
        match (alike.next(), alike.next()) {
            (None, _) => Found::None,
            (Some(one), None) => Found::Row(one.clone()),
            (Some(_), Some(_)) => Found::Several,
        }
    }
}
