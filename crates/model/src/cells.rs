//! The population cells of an atlas, and the editions of what figures are made of.

use crate::hash;
use crate::population::{CellShape, PopulationCell, StoredCell};
use crate::time::Stamp;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Every population cell, by id.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cells {
    all: Box<[StoredCell]>,
    sources: Vec<(String, usize)>,
    version: u64,
}

/// A dated state of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edition {
    /// The change-log number of its last change.
    pub number: u64,
    /// When that was.
    pub at: Stamp,
}

/// The editions that figures are made of; `None` where nothing was ever recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Editions {
    pub districts: Option<Edition>,
    pub population: Option<Edition>,
    pub categories: Option<Edition>,
}

impl StoredCell {
    /// What it says of itself, without what is not known.
    #[must_use]
    pub fn properties(&self) -> Map<String, Value> {
        let mut properties = self.cell.properties();
        properties.insert("version".to_owned(), self.version.into());
        properties
    }
}

impl PopulationCell {
    /// Everyone, 0 to 14, 15 to 64, 65 and over.
    fn groups_mut(&mut self) -> [&mut Option<f64>; 4] {
        [
            &mut self.population,
            &mut self.population_0_14,
            &mut self.population_15_64,
            &mut self.population_65plus,
        ]
    }

    fn groups(&self) -> [Option<f64>; 4] {
        [
            self.population,
            self.population_0_14,
            self.population_15_64,
            self.population_65plus,
        ]
    }

    /// Hides what would tell of fewer than `under` people: the whole cell where so few live there,
    /// all its age groups where one of them is so small, as it could be worked out of the others.
    /// Nobody at all is not hidden.
    fn hide(&mut self, under: f64) {
        let few = |people: Option<f64>| people.is_some_and(|people| people > 0.0 && people < under);
        if few(self.population) {
            self.known = false;
            self.groups_mut()
                .into_iter()
                .for_each(|group| *group = None);
        } else if self.groups()[1..].iter().copied().any(few) {
            let groups = self.groups_mut().into_iter().skip(1);
            groups.for_each(|group| *group = None);
        }
    }
}

impl Cells {
    /// With `hide_under` above 0 no cell tells of fewer people.
    #[must_use]
    pub fn new(rows: Vec<StoredCell>, hide_under: u32) -> Self {
        let mut sources: BTreeMap<String, usize> = BTreeMap::new();
        let mut all = rows;
        for StoredCell { cell, .. } in &mut all {
            // How many there are of each source is all that is asked of it.
            let source = cell.source.take().unwrap_or_default();
            *sources.entry(source).or_default() += 1;
            cell.source_id = None;
            cell.hide(hide_under.into());
        }
        all.sort_by_key(|cell| cell.id);
        let version = all.iter().fold(hide_under.into(), |sum: u64, cell| {
            sum.wrapping_add(content(cell))
        });
        Self {
            all: all.into(),
            sources: sources.into_iter().collect(),
            version,
        }
    }

    /// All, by id.
    #[must_use]
    pub fn all(&self) -> &[StoredCell] {
        &self.all
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The names of their sources, each with its number of cells; the empty name for none.
    #[must_use]
    pub fn sources(&self) -> &[(String, usize)] {
        &self.sources
    }

    /// Changes with anything of any cell; equal on every instance that holds the same rows.
    #[must_use]
    pub const fn version(&self) -> u64 {
        self.version
    }
}

/// The hash of all that a cell says.
fn content(stored: &StoredCell) -> u64 {
    let cell = &stored.cell;
    let mut words = vec![stored.id, stored.version, u64::from(cell.known)];
    let number = |number: Option<f64>| number.map_or(u64::MAX, f64::to_bits);
    words.extend(cell.groups().map(number));
    match &cell.shape {
        CellShape::Point(at) => words.extend([at.lon().to_bits(), at.lat().to_bits()]),
        CellShape::Polygon(area) => {
            for corner in area.rings().flatten() {
                words.extend([corner.x.to_bits(), corner.y.to_bits()]);
            }
        }
    }
    hash::of_words(&words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Position;

    fn cell(id: u64, population: f64, groups: [f64; 3]) -> StoredCell {
        let cell = PopulationCell {
            shape: CellShape::Point(Position::new(21.0, 52.0).expect("a position")),
            known: true,
            population: Some(population),
            population_0_14: Some(groups[0]),
            population_15_64: Some(groups[1]),
            population_65plus: Some(groups[2]),
            source: Some("GUS".to_owned()),
            source_id: None,
        };
        StoredCell {
            id,
            version: 1,
            cell,
        }
    }

    #[test]
    fn small_cells_are_hidden_only_where_that_is_asked_for() {
        let rows = || {
            vec![
                cell(3, 0.0, [0.0, 0.0, 0.0]),
                cell(2, 100.0, [2.0, 90.0, 8.0]),
                cell(1, 4.0, [1.0, 2.0, 1.0]),
                cell(4, 5.0, [0.0, 5.0, 0.0]),
            ]
        };
        let open = Cells::new(rows(), 0);
        assert!(
            open.all()
                .iter()
                .all(|stored| stored.cell.known && !stored.cell.groups().contains(&None))
        );
        assert_eq!(open.sources(), [("GUS".to_owned(), 4)]);

        let hidden = Cells::new(rows(), 5);
        let said: Vec<_> = hidden
            .all()
            .iter()
            .map(|c| (c.id, c.cell.known, c.cell.groups()))
            .collect();
        assert_eq!(
            said,
            [
                (1, false, [None; 4]),
                (2, true, [Some(100.0), None, None, None]),
                (3, true, [Some(0.0); 4]),
                (4, true, [Some(5.0), Some(0.0), Some(5.0), Some(0.0)]),
            ]
        );
        assert_ne!(open.version(), hidden.version());
    }
}
