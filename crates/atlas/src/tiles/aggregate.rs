//! Points of a tile: one by one at detail zooms, gathered by cells above.

use super::grid::{self, CELL_LEVELS, DETAIL_ZOOM, TileId};
use super::{Aggregate, Feature};
use crate::index::{Entry, Matcher, Part, Run, Tally, slot_category};
use crate::query::Asked;
use okolica_model::parallel;
use okolica_model::time::Stamp;
use std::ops::RangeInclusive;

impl<'a> Asked<'a> {
    /// What the tile shows, in the order of the Z-curve.
    pub(super) fn features(&self, tile: TileId) -> Vec<Feature<'a>> {
        let mut out = Vec::new();
        if tile.z() >= DETAIL_ZOOM {
            self.each_placed(&tile.keys(), |entry| {
                out.push(Feature::Item(entry));
            });
            return out;
        }
        let level = tile.z() + CELL_LEVELS;
        for (cell, mut tally) in tile.cells().zip(self.tallies(tile)) {
            match aggregate(level, cell, &mut tally) {
                Some(aggregate) if aggregate.count > 1 => out.push(Feature::Aggregate(aggregate)),
                Some(_) => {
                    let keys = grid::cell_keys(level, cell);
                    self.each_placed(&keys, |entry| out.push(Feature::Item(entry)));
                }
                None => {}
            }
        }
        out
    }

    /// The sums of each of the tile's cells.
    fn tallies(&self, tile: TileId) -> Vec<Tally> {
        let (run, matcher) = (&self.atlas.by_place, &self.matcher);
        let level = tile.z() + CELL_LEVELS;
        let slots = self.atlas.categories().len() * 2;
        // Of what lies in the range.
        let sums = |range: RangeInclusive<u64>| {
            let cells = tile.cells().map(|cell| grid::cell_keys(level, cell));
            let parts = cells.map(|keys| {
                let keys = *keys.start().max(range.start())..=*keys.end().min(range.end());
                let mut tally = Tally::new(slots);
                if !keys.is_empty() {
                    sum(run, matcher, &keys, &mut tally);
                }
                tally
            });
            parts.collect::<Vec<_>>()
        };
        let halves = matcher.needs_entry().then(|| run.halves(&tile.keys()));
        let Some(halves) = halves.flatten() else {
            return sums(tile.keys());
        };
        let sums = &sums;
        let [mut all, others] = parallel::both(halves.map(|half| move || sums(half)));
        // Sums are whole numbers: in two parts they are the same.
        for (tally, mut other) in all.iter_mut().zip(others) {
            other.slots().iter().for_each(|slot| tally.add(slot));
        }
        all
    }

    /// When the tile next changes by time alone, or may turn out not to: its bytes are equal for
    /// all moments until then. `None`: never.
    #[must_use]
    pub fn tile_until(&self, tile: TileId) -> Option<Stamp> {
        let matcher = &self.matcher;
        let least = matcher.first_change()?;
        let run = &self.atlas.by_place;
        let find = |keys: RangeInclusive<u64>| {
            let mut found = None;
            run.walk(&keys, &mut |part| match part {
                Part::Summary { summary, .. } => {
                    found == Some(least) || !matcher.may_match_placed(summary)
                }
                Part::Entries(entries) => {
                    found = matcher.least_until(entries, found);
                    true
                }
            });
            found
        };
        match run.halves(&tile.keys()) {
            Some(halves) => {
                let found = parallel::both(halves.map(|half| move || find(half)));
                found.into_iter().flatten().min()
            }
            None => find(tile.keys()),
        }
    }

    /// Meets every matching entry of the range, in order.
    fn each_placed(&self, keys: &RangeInclusive<u64>, mut meet: impl FnMut(&'a Entry)) {
        let matcher = &self.matcher;
        self.atlas.by_place.walk(keys, &mut |part| match part {
            Part::Summary { summary, .. } => !matcher.may_match_placed(summary),
            Part::Entries(entries) => {
                entries
                    .iter()
                    .filter(|entry| matcher.matches(entry))
                    .for_each(&mut meet);
                true
            }
        });
    }
}

/// `None` when nothing was summed.
fn aggregate(level: u8, cell: u64, tally: &mut Tally) -> Option<Aggregate> {
    let mut count = 0_u32;
    let mut sums = [0_i64; 2];
    let (mut first, mut last) = (u64::MAX, 0);
    let mut categories: Vec<(u32, u32)> = Vec::new();
    for slot in tally.slots().iter().filter(|slot| slot.placed > 0) {
        count += slot.placed;
        sums[0] += slot.sums[0];
        sums[1] += slot.sums[1];
        first = first.min(slot.first);
        last = last.max(slot.last);
        // Slots are sorted, so the two kinds of a category are neighbours.
        match categories.last_mut() {
            Some((category, sum)) if *category == slot_category(slot.slot) => {
                *sum += slot.placed;
            }
            _ => categories.push((slot_category(slot.slot), slot.placed)),
        }
    }
    (count > 0).then(|| Aggregate {
        level,
        cell,
        count,
        centroid: sums.map(|sum| rounded_mean(sum, count)),
        categories,
        expansion_zoom: grid::parting_zoom(first, last),
    })
}

/// Adds every matching entry of the range to the tally: by summaries where they tell enough.
fn sum(run: &Run, matcher: &Matcher, keys: &RangeInclusive<u64>, tally: &mut Tally) {
    run.walk(keys, &mut |part| match part {
        Part::Summary { summary, whole } => {
            if whole && matcher.all_placed_match(summary) {
                matcher.slots(summary).for_each(|slot| tally.add(slot));
                return true;
            }
            !matcher.may_match_placed(summary)
        }
        Part::Entries(entries) => {
            let matching = entries.iter().filter(|entry| matcher.matches(entry));
            matching.for_each(|entry| tally.add_entry(entry));
            true
        }
    });
}

/// The mean, rounded half away from zero.
fn rounded_mean(sum: i64, count: u32) -> i64 {
    let count = i64::from(count);
    (sum * 2 + sum.signum() * count) / (count * 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_round_to_the_nearest() {
        assert_eq!(
            [5, -5, 4, -4, 0].map(|sum| rounded_mean(sum, 2)),
            [3, -3, 2, -2, 0]
        );
        assert_eq!(rounded_mean(7, 3), 2);
    }
}
