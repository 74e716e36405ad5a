//! The two orders in which the atlas holds its items: by place and by key. Both are persistent:
//! a copy shares everything, an edit copies one chunk and the way to it.

mod matcher;
mod run;
mod summary;

pub(crate) use matcher::{Matcher, degrees, dimension};
pub(crate) use run::{Branch, Order, Part, Run};
pub(crate) use summary::{Shared, Slot, Summary, Tally};

use crate::facts::Facts;
use crate::record::Record;
use crate::tiles::grid;
use okolica_model::{ItemKind, Layer, Position};
use std::sync::Arc;

/// What filters and sums need of an item, beside the item.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// The key of its place along the Z-curve; 0 without a position.
    pub(crate) place: u64,
    /// Longitude and latitude in units of 10^-7 degrees, as outputs round them; without a position
    /// [`Entry::NOWHERE`].
    pub(crate) fixed: [i32; 2],
    pub(crate) slot: u32,
    pub(crate) districts: u32,
    /// Its number in the index of words.
    pub(crate) document: u32,
    /// See [`Record::tag_mask`].
    pub(crate) tag_mask: u16,
    pub(crate) timetable: u32,
    pub(crate) facts: Facts,
    /// See [`Record::validator`].
    pub(crate) hash: u64,
    pub(crate) record: Arc<Record>,
}

/// What filters ask of an item that its record does not say.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Marks {
    /// The number of its category.
    pub(crate) category: u32,
    pub(crate) facts: Facts,
    /// Its number in [`crate::timetable::Timetables`].
    pub(crate) timetable: u32,
}

impl Entry {
    pub(crate) fn new(record: Arc<Record>, marks: Marks, document: u32) -> Self {
        let position = record.position();
        Self {
            place: position.map_or(0, grid::key),
            fixed: position.map_or(Self::NOWHERE, fixed),
            slot: slot(marks.category, record.key().kind),
            districts: record.districts,
            document,
            tag_mask: record.tag_mask(),
            timetable: marks.timetable,
            facts: marks.facts,
            hash: record.validator(),
            record,
        }
    }

    pub(crate) fn marks(&self) -> Marks {
        Marks {
            category: slot_category(self.slot),
            facts: self.facts,
            timetable: self.timetable,
        }
    }

    /// No degrees come to this.
    const NOWHERE: [i32; 2] = [i32::MIN; 2];

    pub(crate) const fn placed(&self) -> bool {
        self.fixed[0] != i32::MIN
    }

    /// Its position; only entries that are placed are asked.
    pub(crate) fn position(&self) -> Option<Position> {
        self.record.position()
    }
}

/// Units of 10^-7 degrees, about a centimetre.
pub(crate) const UNITS_PER_DEGREE: f64 = 1e7;

fn fixed(position: Position) -> [i32; 2] {
    [position.lon(), position.lat()].map(|degrees| (degrees * UNITS_PER_DEGREE).round() as i32)
}

/// The number of a category and kind.
pub(crate) fn slot(category: u32, kind: ItemKind) -> u32 {
    category * 2 + kind as u32
}

pub(crate) fn slot_category(slot: u32) -> u32 {
    slot / 2
}

pub(crate) fn slot_kind(slot: u32) -> ItemKind {
    ItemKind::ALL[(slot % 2) as usize]
}

/// The sum of a layer's part of per-kind version sums.
pub(crate) fn layer_version(versions: [u64; 2], layer: Layer) -> u64 {
    ItemKind::ALL
        .into_iter()
        .filter(|kind| layer.holds(*kind))
        .fold(0, |sum, kind| sum.wrapping_add(versions[kind as usize]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_there_are_millions_of_is_small() {
        assert_eq!([size_of::<Entry>(), size_of::<Record>()], [64, 144]);
    }
}
