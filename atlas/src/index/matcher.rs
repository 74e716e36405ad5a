//! A filter made ready to meet entries.

use super::{Entry, Shared, Slot, Summary, UNITS_PER_DEGREE, slot_category, slot_kind};
use crate::districts::{Combinations, Districts};
use crate::filter::{Filter, Near};
use crate::record::tag_bit;
use crate::search::Matching;
use crate::tree::CategoryTree;
use crate::{BBox, Layer, geodesy, hash};
use std::sync::Arc;

/// A filter on a layer, bound to one atlas.
pub(crate) struct Matcher {
    /// Which slots it keeps, by number.
    slots: Vec<bool>,
    /// What slots can't tell.
    fine: Option<Fine>,
}

struct Fine {
    /// Hashes of the tags, any of which is enough.
    tags: Vec<u64>,
    tag_mask: u32,
    /// Which combinations of districts it keeps, by number.
    districts: Option<Vec<bool>>,
    /// The box around those districts.
    district_bounds: Option<[f64; 4]>,
    bbox: Option<BBox>,
    near: Option<Near>,
    /// The items that match the text.
    text: Option<Arc<Matching>>,
}

impl Matcher {
    pub(crate) fn new(
        layer: Layer,
        filter: &Filter,
        categories: &CategoryTree,
        districts: &Districts,
        combinations: &Combinations,
        text: Option<Arc<Matching>>,
    ) -> Self {
        let slots = (0..categories.len() as u32 * 2)
            .map(|slot| {
                let kind = slot_kind(slot);
                layer.holds(kind)
                    && filter.layer.is_none_or(|wanted| wanted == kind)
                    && (filter.categories.is_empty()
                        || filter
                            .categories
                            .iter()
                            .any(|id| categories.is_under(slot_category(slot), id)))
            })
            .collect();
        let district = filter.district.as_ref().filter(|d| !d.codes.is_empty());
        let wanted: Option<Vec<u32>> = district.map(|wanted| {
            let numbers = wanted.codes.iter();
            numbers
                .filter_map(|code| districts.number(&wanted.set, code))
                .collect()
        });
        let fine = Fine {
            tags: filter.tags.iter().map(|tag| hash::of_text(tag)).collect(),
            tag_mask: filter
                .tags
                .iter()
                .fold(0, |mask, tag| mask | tag_bit(hash::of_text(tag))),
            district_bounds: wanted.as_ref().map(|wanted| districts.bounds(wanted)),
            districts: wanted.map(|wanted| combinations.with_any(&wanted)),
            bbox: filter.bbox,
            near: filter.near,
            text,
        };
        let needed = !fine.tags.is_empty()
            || fine.districts.is_some()
            || fine.bbox.is_some()
            || fine.near.is_some()
            || fine.text.is_some();
        Self {
            slots,
            fine: needed.then_some(fine),
        }
    }

    /// Whether every placed entry of the kept slots matches, so that the summary answers without
    /// a look at entries.
    pub(crate) fn all_placed_match(&self, summary: &Summary) -> bool {
        self.fine
            .as_ref()
            .is_none_or(|fine| fine.all_placed_match(summary))
    }

    /// The same of all entries, placed or not.
    pub(crate) fn all_match(&self, summary: &Summary) -> bool {
        let unplaced = self.slots(summary).any(|slot| slot.unplaced > 0);
        let refused = unplaced && self.fine.as_ref().is_some_and(Fine::needs_place);
        !refused && self.all_placed_match(summary)
    }

    pub(crate) fn keeps_slot(&self, slot: u32) -> bool {
        self.slots.get(slot as usize).copied().unwrap_or(false)
    }

    /// The kept slots of a summary.
    pub(crate) fn slots<'a>(&'a self, summary: &'a Summary) -> impl Iterator<Item = &'a Slot> {
        summary
            .slots
            .iter()
            .filter(|slot| self.keeps_slot(slot.slot))
    }

    /// `false` when no placed entry of the summary can match.
    pub(crate) fn may_match_placed(&self, summary: &Summary) -> bool {
        self.slots(summary).any(|slot| slot.placed > 0)
            && self
                .fine
                .as_ref()
                .is_none_or(|fine| fine.may_match_word(summary) && fine.may_match_place(summary))
    }

    /// `false` when no entry of the summary can match.
    pub(crate) fn may_match(&self, summary: &Summary) -> bool {
        let unplaced = self.slots(summary).any(|slot| slot.unplaced > 0)
            && self
                .fine
                .as_ref()
                .is_none_or(|fine| fine.may_match_word(summary) && !fine.needs_place());
        unplaced || self.may_match_placed(summary)
    }

    pub(crate) fn matches(&self, entry: &Entry) -> bool {
        self.keeps_slot(entry.slot) && self.fine.as_ref().is_none_or(|fine| fine.matches(entry))
    }
}

impl Fine {
    const fn needs_place(&self) -> bool {
        self.bbox.is_some() || self.near.is_some()
    }

    fn all_placed_match(&self, summary: &Summary) -> bool {
        let bounds = degrees(summary.bounds);
        self.tags.is_empty()
            && self.text.is_none()
            && self.districts.as_ref().is_none_or(
                |kept| matches!(summary.districts, Shared::One(number) if keeps(kept, number)),
            )
            && self.bbox.is_none_or(|bbox| {
                !bbox.crosses_antimeridian()
                    && bbox.west() <= bounds[0]
                    && bbox.south() <= bounds[1]
                    && bounds[2] <= bbox.east()
                    && bounds[3] <= bbox.north()
            })
            && self
                .near
                .is_none_or(|near| geodesy::greatest_distance(near.at, bounds) < near.within.get())
    }

    /// By tags, words and districts, which need no position.
    fn may_match_word(&self, summary: &Summary) -> bool {
        let by_district = match (&self.districts, summary.districts) {
            (Some(kept), Shared::One(number)) => keeps(kept, number),
            _ => true,
        };
        let by_text = self.text.as_ref().is_none_or(|text| {
            let [first, last] = summary.documents;
            text.has_any(first, last)
        });
        by_district && by_text && (self.tags.is_empty() || self.tag_mask & summary.tag_mask != 0)
    }

    fn may_match_place(&self, summary: &Summary) -> bool {
        let bounds = degrees(summary.bounds);
        self.district_bounds
            .is_none_or(|wanted| overlap(wanted, bounds))
            && self.bbox.is_none_or(|bbox| {
                let [west, east] = [bbox.west(), bbox.east()];
                let halves = if bbox.crosses_antimeridian() {
                    [[west, 180.0], [-180.0, east]]
                } else {
                    [[west, east]; 2]
                };
                halves
                    .iter()
                    .any(|[w, e]| overlap([*w, bbox.south(), *e, bbox.north()], bounds))
            })
            && self
                .near
                .is_none_or(|near| geodesy::least_distance(near.at, bounds) <= near.within.get())
    }

    fn matches(&self, entry: &Entry) -> bool {
        if !self.tags.is_empty()
            && (self.tag_mask & entry.tag_mask == 0 || !entry.record.has_tag(&self.tags))
        {
            return false;
        }
        if let Some(text) = &self.text
            && !text.has(entry.document)
        {
            return false;
        }
        if let Some(kept) = &self.districts
            && !keeps(kept, entry.districts)
        {
            return false;
        }
        if !self.needs_place() {
            return true;
        }
        entry.position().is_some_and(|position| {
            self.bbox.is_none_or(|bbox| bbox.contains(position))
                && self
                    .near
                    .is_none_or(|near| geodesy::is_within(near.at, position, near.within))
        })
    }
}

fn keeps(kept: &[bool], number: u32) -> bool {
    kept.get(number as usize).copied().unwrap_or(false)
}

/// The bounds of a summary in degrees, a unit wider than the rounded coordinates say.
pub(crate) fn degrees([west, south, east, north]: [i32; 4]) -> [f64; 4] {
    [
        (f64::from(west) - 1.0) / UNITS_PER_DEGREE,
        (f64::from(south) - 1.0) / UNITS_PER_DEGREE,
        (f64::from(east) + 1.0) / UNITS_PER_DEGREE,
        (f64::from(north) + 1.0) / UNITS_PER_DEGREE,
    ]
}

fn overlap(a: [f64; 4], b: [f64; 4]) -> bool {
    a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}
