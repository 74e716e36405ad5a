//! A filter made ready to meet entries.

use super::{Entry, Shared, Slot, Summary, UNITS_PER_DEGREE, slot_category, slot_kind};
use crate::atlas::Atlas;
use crate::facts::{FactsWanted, Verdict};
use crate::record::tag_bit;
use crate::search::Matching;
use crate::timetable::Verdicts;
use okolica_model::filter::{Filter, Near};
use okolica_model::time::Stamp;
use okolica_model::window::Window;
use okolica_model::{BBox, Layer, geodesy, hash};
use std::sync::Arc;

/// A filter on a layer, bound to one atlas and one moment.
pub(crate) struct Matcher {
    /// What each slot fails of [`dimension::LAYER`], [`dimension::CATEGORY`] and
    /// [`dimension::OTHER`], by number: it is kept if that is nothing.
    slots: Vec<u16>,
    /// What slots can't tell.
    fine: Option<Fine>,
    pub(crate) include_unknown: bool,
}

/// The parts of a filter that answers count apart from the others, as bits of a set.
pub(crate) mod dimension {
    pub(crate) const LAYER: u16 = 1;
    pub(crate) const CATEGORY: u16 = 1 << 1;
    pub(crate) const DISTRICT: u16 = 1 << 2;
    pub(crate) const ACCESS: u16 = 1 << 3;
    pub(crate) const FREE: u16 = 1 << 4;
    pub(crate) const REGISTRATION: u16 = 1 << 5;
    pub(crate) const LANGUAGE: u16 = 1 << 6;
    pub(crate) const WHEN: u16 = 1 << 7;
    pub(crate) const OPEN: u16 = 1 << 8;
    /// All that nothing is counted by.
    pub(crate) const OTHER: u16 = 1 << 9;
}

struct Fine {
    /// Hashes of the tags, any of which is enough.
    tags: Vec<u64>,
    tag_mask: u16,
    /// Which combinations of districts it keeps, by number.
    districts: Option<Vec<bool>>,
    /// The box around those districts.
    district_bounds: Option<[f64; 4]>,
    bbox: Option<BBox>,
    near: Option<Near>,
    /// The items that match the text.
    text: Option<Arc<Matching>>,
    facts: FactsWanted,
    when: Option<Arc<Verdicts>>,
    open: Option<Arc<Verdicts>>,
    not_ended: Option<Arc<Verdicts>>,
}

impl Matcher {
    pub(crate) fn new(atlas: &Atlas, layer: Layer, filter: &Filter, now: Stamp) -> Self {
        let categories = atlas.categories();
        let slots = (0..categories.len() as u32 * 2)
            .map(|slot| {
                let kind = slot_kind(slot);
                let in_category = filter.categories.is_empty()
                    || filter
                        .categories
                        .iter()
                        .any(|id| categories.is_under(slot_category(slot), id));
                [
                    (layer.holds(kind), dimension::OTHER),
                    (
                        filter.layer.is_none_or(|wanted| wanted == kind),
                        dimension::LAYER,
                    ),
                    (in_category, dimension::CATEGORY),
                ]
                .into_iter()
                .filter(|(passes, _)| !passes)
                .fold(0, |failing, (_, dimension)| failing | dimension)
            })
            .collect();
        let districts = &atlas.city.districts;
        let district = filter.district.as_ref().filter(|d| !d.codes.is_empty());
        let wanted: Option<Vec<u32>> = district.map(|wanted| {
            let numbers = wanted.codes.iter();
            numbers
                .filter_map(|code| districts.number(&wanted.set, code))
                .collect()
        });
        let verdicts = |window| atlas.timetables.verdicts(window, now);
        let fine = Fine {
            tags: filter.tags.iter().map(|tag| hash::of_text(tag)).collect(),
            tag_mask: filter
                .tags
                .iter()
                .fold(0, |mask, tag| mask | tag_bit(hash::of_text(tag))),
            district_bounds: wanted.as_ref().map(|wanted| districts.bounds(wanted)),
            districts: wanted.map(|wanted| atlas.combinations.with_any(&wanted)),
            bbox: filter.bbox,
            near: filter.near,
            text: filter.q.as_deref().map(|text| atlas.matching(text)),
            facts: FactsWanted::new(filter, &atlas.languages),
            when: filter.when.map(|when| verdicts(Window::When(when))),
            open: filter.open.map(|open| verdicts(Window::Open(open))),
            not_ended: filter.hide_ended.then(|| verdicts(Window::NotEnded)),
        };
        let needed = !fine.tags.is_empty()
            || fine.districts.is_some()
            || fine.needs_place()
            || fine.needs_entry();
        Self {
            slots,
            fine: needed.then_some(fine),
            include_unknown: filter.include_unknown,
        }
    }

    /// Whether only what lies in some place can match.
    pub(crate) fn needs_place(&self) -> bool {
        self.fine.as_ref().is_some_and(Fine::needs_place)
    }

    /// Whether entries have to be looked at wherever they are.
    pub(crate) fn needs_entry(&self) -> bool {
        self.fine.as_ref().is_some_and(Fine::needs_entry)
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
        let refused = unplaced && self.needs_place();
        !refused && self.all_placed_match(summary)
    }

    pub(crate) fn keeps_slot(&self, slot: u32) -> bool {
        self.slots.get(slot as usize) == Some(&0)
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
        self.judge(entry).fits(self.include_unknown)
    }

    /// `false` when all entries of the summary fail in what nothing is counted by.
    pub(crate) fn may_match_otherwise(&self, summary: &Summary) -> bool {
        let other = |slot: &Slot| self.slots.get(slot.slot as usize).copied();
        let kept = |slot: &Slot| other(slot).is_some_and(|it| it & dimension::OTHER == 0);
        summary.slots.iter().any(kept)
            && self.fine.as_ref().is_none_or(|fine| {
                (fine.tags.is_empty() || fine.tag_mask & summary.tag_mask != 0)
                    && (!fine.needs_place() || fine.may_match_ground(summary))
            })
    }

    /// Whether the entry fits: unknown when something that is asked for is not known of it and
    /// nothing else speaks against it.
    pub(crate) fn judge(&self, entry: &Entry) -> Verdict {
        if !self.keeps_slot(entry.slot) {
            return Verdict::No;
        }
        self.fine
            .as_ref()
            .map_or(Verdict::Yes, |fine| fine.judge(entry))
    }

    /// The [`dimension`]s that the entry fails, the unknown being failed unless it is included.
    pub(crate) fn failing(&self, entry: &Entry) -> u16 {
        let slot = self.slots.get(entry.slot as usize);
        let mut failing = slot.copied().unwrap_or(dimension::OTHER);
        let Some(fine) = &self.fine else {
            return failing;
        };
        let mut test = |verdict: Verdict, dimension: u16| {
            if !verdict.fits(self.include_unknown) {
                failing |= dimension;
            }
        };
        let (wanted, facts) = (&fine.facts, entry.facts);
        test(wanted.access(facts), dimension::ACCESS);
        test(wanted.free(facts), dimension::FREE);
        test(wanted.registration(facts), dimension::REGISTRATION);
        test(wanted.language(facts), dimension::LANGUAGE);
        test(wanted.numbers(facts), dimension::OTHER);
        test(at(&fine.when, entry), dimension::WHEN);
        test(at(&fine.open, entry), dimension::OPEN);
        test(at(&fine.not_ended, entry), dimension::OTHER);
        if !fine.in_districts(entry) {
            failing |= dimension::DISTRICT;
        }
        // The dearest last, and only where it matters.
        if failing & dimension::OTHER == 0 && !(fine.has_words(entry) && fine.in_place(entry)) {
            failing |= dimension::OTHER;
        }
        failing
    }

    /// A moment before which no verdict changes.
    pub(crate) fn first_change(&self) -> Option<Stamp> {
        let times = self.fine.iter().flat_map(Fine::times);
        times.filter_map(Verdicts::first).min()
    }

    /// The least of `found` and when time changes the verdict on each of the entries.
    pub(crate) fn least_until(&self, entries: &[Entry], found: Option<Stamp>) -> Option<Stamp> {
        let Some(fine) = &self.fine else {
            return found;
        };
        let mut found = found;
        for entry in entries {
            // Most change later, and nothing else has to be asked of them.
            let mut times = fine.times();
            if times.any(|verdicts| verdicts.changes_before(entry.timetable, found)) {
                found = found.into_iter().chain(self.until(entry)).min();
            }
        }
        found
    }

    /// When time changes the verdict on an entry; it may turn out then that it does not. `None`:
    /// never.
    fn until(&self, entry: &Entry) -> Option<Stamp> {
        let fine = self.fine.as_ref()?;
        if !self.keeps_slot(entry.slot) || !fine.fits_whenever(entry) {
            return None;
        }
        // While one says no, the others don't matter: all that say so have to change.
        let (mut all, mut refusing): (Option<Stamp>, Option<Stamp>) = (None, None);
        let mut refused = false;
        for verdicts in fine.times() {
            let until = verdicts.until(entry.timetable);
            if verdicts.of(entry.timetable) == Verdict::No {
                refusing = match until {
                    None => return None,
                    some => refusing.max(some),
                };
                refused = true;
            }
            all = all.into_iter().chain(until).min();
        }
        if refused { refusing } else { all }
    }
}

fn at(verdicts: &Option<Arc<Verdicts>>, entry: &Entry) -> Verdict {
    verdicts
        .as_ref()
        .map_or(Verdict::Yes, |verdicts| verdicts.of(entry.timetable))
}

impl Fine {
    const fn needs_place(&self) -> bool {
        self.bbox.is_some() || self.near.is_some()
    }

    fn all_placed_match(&self, summary: &Summary) -> bool {
        let bounds = degrees(summary.bounds);
        !self.needs_entry()
            && self.tags.is_empty()
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
        self.district_bounds
            .is_none_or(|wanted| overlap(wanted, degrees(summary.bounds)))
            && self.may_match_ground(summary)
    }

    /// By box and circle.
    fn may_match_ground(&self, summary: &Summary) -> bool {
        let bounds = degrees(summary.bounds);
        self.bbox.is_none_or(|bbox| {
            let [west, east] = [bbox.west(), bbox.east()];
            let halves = if bbox.crosses_antimeridian() {
                [[west, 180.0], [-180.0, east]]
            } else {
                [[west, east]; 2]
            };
            halves
                .iter()
                .any(|[w, e]| overlap([*w, bbox.south(), *e, bbox.north()], bounds))
        }) && self
            .near
            .is_none_or(|near| geodesy::least_distance(near.at, bounds) <= near.within.get())
    }

    fn times(&self) -> impl Iterator<Item = &Verdicts> {
        [&self.when, &self.open, &self.not_ended]
            .into_iter()
            .flatten()
            .map(|verdicts| &**verdicts)
    }

    /// Whether summaries can't tell what is asked.
    fn needs_entry(&self) -> bool {
        self.facts.is_any() || self.text.is_some() || self.times().next().is_some()
    }

    fn judge(&self, entry: &Entry) -> Verdict {
        let verdict = self.facts.judge(entry.facts);
        if verdict == Verdict::No {
            return verdict;
        }
        let verdict = verdict
            .min(at(&self.when, entry))
            .min(at(&self.open, entry))
            .min(at(&self.not_ended, entry));
        if verdict == Verdict::No || !self.has_words(entry) {
            return Verdict::No;
        }
        if self.in_districts(entry) && self.in_place(entry) {
            verdict
        } else {
            Verdict::No
        }
    }

    /// Whether the entry fits or may fit in all but time.
    fn fits_whenever(&self, entry: &Entry) -> bool {
        self.facts.judge(entry.facts) != Verdict::No
            && self.has_words(entry)
            && self.in_districts(entry)
            && self.in_place(entry)
    }

    fn has_words(&self, entry: &Entry) -> bool {
        let tagged = self.tags.is_empty()
            || (self.tag_mask & entry.tag_mask != 0 && entry.record.has_tag(&self.tags));
        tagged
            && self
                .text
                .as_ref()
                .is_none_or(|text| text.has(entry.document))
    }

    fn in_districts(&self, entry: &Entry) -> bool {
        self.districts
            .as_ref()
            .is_none_or(|kept| keeps(kept, entry.districts))
    }

    fn in_place(&self, entry: &Entry) -> bool {
        !self.needs_place()
            || entry.position().is_some_and(|position| {
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
