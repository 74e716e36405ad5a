//! What is known of many entries at once. All sums are exact integers, so they depend neither on
//! where chunks are cut nor on the order of edits.

use super::{Entry, slot_kind};

/// The entries of one category and kind.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Slot {
    pub(crate) slot: u32,
    /// With a position.
    pub(crate) placed: u32,
    pub(crate) unplaced: u32,
    /// Sums of [`Entry::fixed`].
    pub(crate) sums: [i64; 2],
    /// The least and the greatest key of a place.
    pub(crate) first: u64,
    pub(crate) last: u64,
}

impl Slot {
    const fn empty(slot: u32) -> Self {
        Self {
            slot,
            placed: 0,
            unplaced: 0,
            sums: [0, 0],
            first: u64::MAX,
            last: 0,
        }
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.placed += other.placed;
        self.unplaced += other.unplaced;
        self.sums[0] += other.sums[0];
        self.sums[1] += other.sums[1];
        self.first = self.first.min(other.first);
        self.last = self.last.max(other.last);
    }

    fn add_entry(&mut self, entry: &Entry) {
        if !entry.placed() {
            self.unplaced += 1;
            return;
        }
        self.placed += 1;
        self.sums[0] += i64::from(entry.fixed[0]);
        self.sums[1] += i64::from(entry.fixed[1]);
        self.first = self.first.min(entry.place);
        self.last = self.last.max(entry.place);
    }
}

/// Slots being summed, found by their number.
pub(crate) struct Tally {
    /// Where the slot stands in `slots`, plus one; 0: nowhere.
    found: Vec<u32>,
    slots: Vec<Slot>,
}

impl Tally {
    /// `slots`: how many numbers there may be.
    pub(crate) fn new(slots: usize) -> Self {
        Self {
            found: vec![0; slots],
            slots: Vec::new(),
        }
    }

    fn slot(&mut self, number: u32) -> &mut Slot {
        if number as usize >= self.found.len() {
            self.found.resize(number as usize + 1, 0);
        }
        let found = &mut self.found[number as usize];
        if *found == 0 {
            self.slots.push(Slot::empty(number));
            *found = self.slots.len() as u32;
        }
        &mut self.slots[*found as usize - 1]
    }

    pub(crate) fn add(&mut self, slot: &Slot) {
        self.slot(slot.slot).add(slot);
    }

    pub(crate) fn add_entry(&mut self, entry: &Entry) {
        self.slot(entry.slot).add_entry(entry);
    }

    /// What was summed, in the order of slot numbers.
    pub(crate) fn slots(&mut self) -> &[Slot] {
        self.slots.sort_unstable_by_key(|slot| slot.slot);
        // The numbers of places in the list are stale now.
        for (at, slot) in self.slots.iter().enumerate() {
            self.found[slot.slot as usize] = at as u32 + 1;
        }
        &self.slots
    }
}

/// The summary of a chunk or of a node.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Summary {
    /// In the order of their numbers.
    pub(crate) slots: Box<[Slot]>,
    /// Wrapping sums of [`Entry::hash`], by kind.
    pub(crate) versions: [u64; 2],
    /// West, south, east, north of the placed entries in units of [`Entry::fixed`]; west lies
    /// beyond east when there are none.
    pub(crate) bounds: [i32; 4],
    pub(crate) tag_mask: u16,
    pub(crate) districts: Shared,
    /// The least and the greatest [`Entry::document`].
    pub(crate) documents: [u32; 2],
}

/// The combination of districts of many entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shared {
    /// There are no entries.
    None,
    /// All have this one.
    One(u32),
    Many,
}

impl Shared {
    fn with(self, other: Self) -> Self {
        match (self, other) {
            (Self::None, shared) | (shared, Self::None) => shared,
            (Self::One(a), Self::One(b)) if a == b => self,
            _ => Self::Many,
        }
    }
}

impl Summary {
    fn empty() -> Self {
        Self {
            slots: Box::default(),
            versions: [0, 0],
            bounds: [i32::MAX, i32::MAX, i32::MIN, i32::MIN],
            tag_mask: 0,
            districts: Shared::None,
            documents: [u32::MAX, 0],
        }
    }

    pub(crate) fn of_entries(entries: &[Entry]) -> Self {
        let mut out = Self::empty();
        let mut tally = Tally::new(0);
        for entry in entries {
            tally.add_entry(entry);
            let version = &mut out.versions[slot_kind(entry.slot) as usize];
            *version = version.wrapping_add(entry.hash);
            out.tag_mask |= entry.tag_mask;
            out.districts = out.districts.with(Shared::One(entry.districts));
            out.span([entry.document; 2]);
            if entry.placed() {
                let [lon, lat] = entry.fixed;
                out.widen([lon, lat, lon, lat]);
            }
        }
        out.slots = tally.slots().into();
        out
    }

    pub(crate) fn of_summaries<'a>(parts: impl Iterator<Item = &'a Self>) -> Self {
        let mut out = Self::empty();
        let mut tally = Tally::new(0);
        for part in parts {
            for slot in &part.slots {
                tally.add(slot);
            }
            for (sum, version) in out.versions.iter_mut().zip(part.versions) {
                *sum = sum.wrapping_add(version);
            }
            out.tag_mask |= part.tag_mask;
            out.districts = out.districts.with(part.districts);
            out.span(part.documents);
            out.widen(part.bounds);
        }
        out.slots = tally.slots().into();
        out
    }

    fn span(&mut self, [first, last]: [u32; 2]) {
        let documents = &mut self.documents;
        *documents = [documents[0].min(first), documents[1].max(last)];
    }

    fn widen(&mut self, [west, south, east, north]: [i32; 4]) {
        let bounds = &mut self.bounds;
        bounds[0] = bounds[0].min(west);
        bounds[1] = bounds[1].min(south);
        bounds[2] = bounds[2].max(east);
        bounds[3] = bounds[3].max(north);
    }
}
