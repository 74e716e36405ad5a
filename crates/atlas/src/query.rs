//! A question to an atlas: a filter bound to it once, then asked for lists, counts, neighbours
//! and tiles.

use crate::atlas::Atlas;
use crate::facts::Verdict;
use crate::index::{Branch, Entry, Matcher, Run, Tally, degrees, slot_category};
use crate::record::Record;
use crate::search;
use okolica_model::category::CategoryId;
use okolica_model::filter::Filter;
use okolica_model::time::Stamp;
use okolica_model::{ItemKey, Layer, Metres, Position, geodesy};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A text that is equal exactly when the filters mean the same.
#[must_use]
pub fn cache_key(filter: &Filter) -> String {
    let pairs: Vec<String> = filter
        .to_query()
        .into_iter()
        .map(|(name, value)| match name {
            // However it was typed, the words count.
            "q" => format!("q={}", search::normal(&value)),
            _ => format!("{name}={value}"),
        })
        .collect();
    // No value can hold this control character: parsing removes or refuses it.
    pairs.join("\u{1f}")
}

/// A part of a list that is too long for one answer.
#[derive(Debug, Clone)]
pub struct Page<'a> {
    pub items: Vec<&'a Record>,
    /// All that the filter keeps, on this page or not.
    pub matched: usize,
    /// How many of them have no position, and so stand in no tile.
    pub without_position: usize,
    /// Items that fit in all that is known of them but say nothing of something that is asked
    /// for; they are among `matched` only where the filter includes them.
    pub unknown: usize,
    /// Where the next page starts: after this key. `None` on the last page.
    pub next: Option<ItemKey>,
}

/// A filter on a layer, bound to one atlas and one moment.
pub struct Asked<'a> {
    pub(crate) atlas: &'a Atlas,
    pub(crate) layer: Layer,
    pub(crate) filter: Filter,
    pub(crate) now: Stamp,
    pub(crate) matcher: Matcher,
}

impl Atlas {
    /// What the filter keeps of a layer at the moment `now`.
    #[must_use]
    pub fn ask(&self, layer: Layer, filter: &Filter, now: Stamp) -> Asked<'_> {
        Asked {
            atlas: self,
            layer,
            filter: filter.clone(),
            now,
            matcher: Matcher::new(self, layer, filter, now),
        }
    }
}

impl<'a> Asked<'a> {
    /// So many are found where they are, and then put in order. In tests so few that both ways are met.
    const FEW: usize = if cfg!(test) { 3 } else { 10_000 };

    /// At most `limit` items that the filter keeps, by key (spaces first, then by id), from the
    /// one after `after` on.
    #[must_use]
    pub fn page(&self, after: Option<ItemKey>, limit: usize) -> Page<'a> {
        let matcher = &self.matcher;
        let Count {
            matched,
            without_position,
            unknown,
        } = self.count();
        // Few are found sooner where they are than in the order of all.
        if matcher.needs_place() && matched <= Self::FEW {
            let mut keyed: Vec<(ItemKey, &Record)> = Vec::with_capacity(matched);
            self.each(|entry| keyed.push((entry.record.key(), &entry.record)));
            keyed.retain(|(key, _)| after.is_none_or(|after| *key > after));
            keyed.sort_unstable_by_key(|(key, _)| *key);
            let more = keyed.len() > limit;
            keyed.truncate(limit);
            return Page {
                next: keyed.last().filter(|_| more).map(|(key, _)| *key),
                items: keyed.into_iter().map(|(_, record)| record).collect(),
                matched,
                without_position,
                unknown,
            };
        }
        let mut items: Vec<&Record> = Vec::with_capacity(limit.min(matched));
        let mut more = false;
        self.atlas.by_key.walk_after(after, |summary, entries| {
            if !matcher.may_match(summary) {
                return false;
            }
            for entry in entries.iter().filter(|entry| matcher.matches(entry)) {
                if items.len() == limit {
                    more = true;
                    break;
                }
                items.push(&entry.record);
            }
            more
        });
        let next = items.last().filter(|_| more).map(|record| record.key());
        Page {
            items,
            matched,
            without_position,
            unknown,
            next,
        }
    }

    /// Like [`Asked::page`], of the items that a further condition keeps too. Looks at every item.
    #[must_use]
    pub fn page_where(
        &self,
        after: Option<ItemKey>,
        limit: usize,
        keep: impl Fn(&Record) -> bool,
    ) -> Page<'a> {
        let matcher = &self.matcher;
        let mut count = Count::default();
        let mut items: Vec<&Record> = Vec::new();
        let mut more = false;
        self.atlas.by_key.walk_after(None, |summary, entries| {
            if !matcher.may_match(summary) {
                return false;
            }
            for entry in entries {
                let verdict = matcher.judge(entry);
                if verdict == Verdict::No || !keep(&entry.record) {
                    continue;
                }
                count.unknown += usize::from(verdict == Verdict::Unknown);
                if !verdict.fits(matcher.include_unknown) {
                    continue;
                }
                count.matched += 1;
                count.without_position += usize::from(entry.record.position().is_none());
                if after.is_none_or(|after| entry.record.key() > after) {
                    if items.len() < limit {
                        items.push(&entry.record);
                    } else {
                        more = true;
                    }
                }
            }
            false
        });
        let next = items.last().filter(|_| more).map(|record| record.key());
        Page {
            items,
            matched: count.matched,
            without_position: count.without_position,
            unknown: count.unknown,
            next,
        }
    }

    /// How many items of each category the rest of the filter keeps; its own categories are
    /// passed over. Each item counts for its main category alone, categories without items are
    /// left out, the order is that of the tree.
    #[must_use]
    pub fn category_counts(&self) -> Vec<(&'a CategoryId, usize)> {
        let rest = Filter {
            categories: Vec::new(),
            ..self.filter.clone()
        };
        let matcher = Matcher::new(self.atlas, self.layer, &rest, self.now);
        let mut counts = vec![0; self.atlas.categories().len()];
        for slot in self.tally(&matcher).slots() {
            counts[slot_category(slot.slot) as usize] += (slot.placed + slot.unplaced) as usize;
        }
        self.atlas
            .categories()
            .iter()
            .zip(counts)
            .filter(|(_, count)| *count > 0)
            .map(|(category, count)| (&category.id, count))
            .collect()
    }

    /// The `n` items nearest to a point, with their geodesic distance: nearest first, equally
    /// near ones by key. Items without a position are near to nothing.
    #[must_use]
    pub fn nearest(&self, at: Position, n: usize) -> Vec<(&'a Record, Metres)> {
        let mut search = Search {
            at,
            matcher: &self.matcher,
            n,
            waiting: Vec::new(),
            order: BinaryHeap::new(),
            best: BinaryHeap::new(),
        };
        for branch in self.atlas.by_place.branches() {
            search.wait(branch);
        }
        search.run();
        search
            .best
            .into_sorted_vec()
            .into_iter()
            .map(|found| (&*found.entry.record, found.distance))
            .collect()
    }

    /// When the answers other than [`Asked::facets`] next change by time alone, or may turn out
    /// not to: equal for all moments until then. `None`: never.
    #[must_use]
    pub fn until(&self) -> Option<Stamp> {
        let matcher = &self.matcher;
        let least = matcher.first_change()?;
        let mut found = None;
        self.ground().walk_after(None, |summary, entries| {
            if matcher.may_match(summary) {
                found = matcher.least_until(entries, found);
            }
            found == Some(least)
        });
        found
    }

    /// All that can match, in an order in which what is asked for lies close together.
    pub(crate) fn ground(&self) -> &'a Run {
        if self.matcher.needs_place() {
            &self.atlas.by_place
        } else {
            &self.atlas.by_key
        }
    }

    pub(crate) fn count(&self) -> Count {
        let matcher = &self.matcher;
        let mut count = Count::default();
        let mut branches: Vec<Branch<'_>> = self.ground().branches().collect();
        while let Some(branch) = branches.pop() {
            let summary = branch.summary();
            if matcher.all_match(summary) {
                for slot in matcher.slots(summary) {
                    count.matched += (slot.placed + slot.unplaced) as usize;
                    count.without_position += slot.unplaced as usize;
                }
            } else if matcher.may_match(summary) {
                for entry in branch.entries() {
                    let verdict = matcher.judge(entry);
                    count.unknown += usize::from(verdict == Verdict::Unknown);
                    if verdict.fits(matcher.include_unknown) {
                        count.matched += 1;
                        count.without_position += usize::from(!entry.placed());
                    }
                }
                branches.extend(branch.branches());
            }
        }
        count
    }

    /// Meets every matching entry, in any order.
    pub(crate) fn each(&self, meet: impl FnMut(&'a Entry)) {
        self.each_in(self.ground(), meet);
    }

    /// Meets every matching entry, by key.
    pub(crate) fn each_by_key(&self, meet: impl FnMut(&'a Entry)) {
        self.each_in(&self.atlas.by_key, meet);
    }

    fn each_in(&self, run: &'a Run, mut meet: impl FnMut(&'a Entry)) {
        run.walk_after(None, |summary, entries| {
            if self.matcher.may_match(summary) {
                let matching = entries.iter().filter(|entry| self.matcher.matches(entry));
                matching.for_each(&mut meet);
            }
            false
        });
    }

    fn tally(&self, matcher: &Matcher) -> Tally {
        let mut tally = Tally::new(self.atlas.categories().len() * 2);
        let mut branches: Vec<Branch<'_>> = self.ground().branches().collect();
        while let Some(branch) = branches.pop() {
            let summary = branch.summary();
            if matcher.all_match(summary) {
                matcher.slots(summary).for_each(|slot| tally.add(slot));
            } else if matcher.may_match(summary) {
                let matching = branch.entries().iter();
                matching
                    .filter(|entry| matcher.matches(entry))
                    .for_each(|entry| tally.add_entry(entry));
                branches.extend(branch.branches());
            }
        }
        tally
    }
}

/// What a filter comes to.
#[derive(Default)]
pub(crate) struct Count {
    pub(crate) matched: usize,
    pub(crate) without_position: usize,
    pub(crate) unknown: usize,
}

/// A best-first search over the places.
struct Search<'a, 'm> {
    at: Position,
    matcher: &'m Matcher,
    n: usize,
    /// Branches to look into, found by number in `order`.
    waiting: Vec<Branch<'a>>,
    /// Those branches, nearest bound first. Bounds are whole millimetres, rounded down.
    order: BinaryHeap<Reverse<(u64, usize)>>,
    /// The best so far, worst on top.
    best: BinaryHeap<Found<'a>>,
}

impl<'a> Search<'a, '_> {
    fn wait(&mut self, branch: Branch<'a>) {
        if self.matcher.may_match_placed(branch.summary()) {
            let bound = geodesy::least_distance(self.at, degrees(branch.summary().bounds));
            let millimetres = (bound * 1000.0) as u64;
            self.order.push(Reverse((millimetres, self.waiting.len())));
            self.waiting.push(branch);
        }
    }

    fn run(&mut self) {
        while let Some(Reverse((millimetres, number))) = self.order.pop() {
            if self.is_beyond(millimetres as f64 / 1000.0) {
                break;
            }
            let branch = self.waiting[number];
            branch.branches().for_each(|inner| self.wait(inner));
            for entry in branch.entries() {
                self.meet(entry);
            }
        }
    }

    /// Whether nothing at least so far away can be among the best.
    fn is_beyond(&self, metres: f64) -> bool {
        self.best.len() == self.n
            && self
                .best
                .peek()
                .is_none_or(|worst| worst.distance.get() < metres)
    }

    fn meet(&mut self, entry: &'a Entry) {
        let Some(position) = entry.position().filter(|_| self.matcher.matches(entry)) else {
            return;
        };
        let [lon, lat] = [position.lon(), position.lat()];
        if self.is_beyond(geodesy::least_distance(self.at, [lon, lat, lon, lat])) {
            return;
        }
        let distance = geodesy::distance(self.at, position);
        self.best.push(Found { distance, entry });
        if self.best.len() > self.n {
            self.best.pop();
        }
    }
}

struct Found<'a> {
    distance: Metres,
    entry: &'a Entry,
}

impl Ord for Found<'_> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let key = |found: &Self| found.entry.record.key();
        self.distance
            .get()
            .total_cmp(&other.distance.get())
            .then_with(|| key(self).cmp(&key(other)))
    }
}

impl PartialOrd for Found<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Found<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Found<'_> {}
