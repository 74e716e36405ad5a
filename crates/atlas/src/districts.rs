//! The boundary sets of an atlas, and which districts each item lies in.

use crate::tiles::Outlines;
use okolica_model::Position;
use okolica_model::district::{DEFAULT_SET, StoredDistrict};
use okolica_model::hash;
use okolica_model::locator::Locator;
use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;
use std::sync::OnceLock;

/// Every district, by set and code.
#[derive(Debug)]
pub(crate) struct Districts {
    /// Sorted by set and code; a district's number is its place here.
    all: Vec<StoredDistrict>,
    sets: BTreeMap<String, std::ops::Range<usize>>,
    locator: Locator,
    /// Made when a tile asks for them.
    outlines: BTreeMap<String, OnceLock<Outlines>>,
}

impl Districts {
    /// Of two districts with one set and code the later counts.
    pub(crate) fn new(districts: Vec<StoredDistrict>) -> Self {
        let by_name: BTreeMap<(String, String), StoredDistrict> = districts
            .into_iter()
            .map(|stored| {
                let name = (stored.district.set.clone(), stored.district.code.clone());
                (name, stored)
            })
            .collect();
        let all: Vec<StoredDistrict> = by_name.into_values().collect();
        let mut sets: BTreeMap<String, std::ops::Range<usize>> = BTreeMap::new();
        for (at, stored) in all.iter().enumerate() {
            sets.entry(stored.district.set.clone())
                .or_insert(at..at)
                .end = at + 1;
        }
        let locator = Locator::new(all.iter().map(|stored| &stored.district.area));
        let outlines = sets
            .keys()
            .map(|set| (set.clone(), OnceLock::new()))
            .collect();
        Self {
            all,
            sets,
            locator,
            outlines,
        }
    }

    pub(crate) fn outlines(&self, set: &str) -> Option<&Outlines> {
        let outlines = self.outlines.get(set)?;
        Some(outlines.get_or_init(|| Outlines::new(self.of_set(set))))
    }

    pub(crate) fn sets(&self) -> impl Iterator<Item = &str> {
        self.sets.keys().map(String::as_str)
    }

    /// The districts of a set, sorted by code.
    pub(crate) fn of_set(&self, set: &str) -> &[StoredDistrict] {
        self.sets
            .get(set)
            .map_or(&[], |range| &self.all[range.clone()])
    }

    pub(crate) fn number(&self, set: &str, code: &str) -> Option<u32> {
        let start = self.sets.get(set)?.start;
        self.of_set(set)
            .binary_search_by(|stored| stored.district.code.as_str().cmp(code))
            .ok()
            .map(|at| (start + at) as u32)
    }

    /// All, in the order of their numbers.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &StoredDistrict> {
        self.all.iter()
    }

    pub(crate) fn at(&self, number: u32) -> &StoredDistrict {
        &self.all[number as usize]
    }

    /// The numbers of the districts of every set that cover the position, in order.
    pub(crate) fn covering(&self, position: Position, out: &mut Vec<u32>) {
        self.locator.covering(position, out);
    }

    /// West, south, east, north of the box around these districts.
    pub(crate) fn bounds(&self, numbers: &[u32]) -> [f64; 4] {
        numbers
            .iter()
            .fold([180.0, 90.0, -180.0, -90.0], |all, number| {
                let bbox = self.at(*number).district.area.bbox();
                [
                    bbox.west().min(all[0]),
                    bbox.south().min(all[1]),
                    bbox.east().max(all[2]),
                    bbox.north().max(all[3]),
                ]
            })
    }

    /// The district of the default set that a source names by code, or else by its exact name.
    pub(crate) fn stated(&self, text: &str) -> Option<u32> {
        self.number(DEFAULT_SET, text).or_else(|| {
            let start = self.sets.get(DEFAULT_SET)?.start;
            self.of_set(DEFAULT_SET)
                .iter()
                .position(|stored| stored.district.name == text)
                .map(|at| (start + at) as u32)
        })
    }

    /// Changes with anything of any district. Ids and versions alone would not tell apart two
    /// stores that were each filled from nothing.
    pub(crate) fn version(&self) -> u64 {
        self.all.iter().fold(0, |sum, stored| {
            let district = &stored.district;
            let corners = district.area.rings().flatten();
            let outline = corners.fold(0, |hash, corner| {
                hash::of_words(&[hash, corner.x.to_bits(), corner.y.to_bits()])
            });
            let properties = serde_json::Value::Object(district.properties()).to_string();
            sum.wrapping_add(hash::of_words(&[
                stored.id,
                stored.version,
                hash::of_text(&properties),
                outline,
            ]))
        })
    }
}

/// The combinations of districts that items lie in, or of languages that they speak, each once:
/// few, so that an item holds a number and a filter is decided once a combination.
#[derive(Debug, Clone)]
pub(crate) struct Combinations<T = u32> {
    lists: Vec<Box<[T]>>,
    found: HashMap<Box<[T]>, u32>,
}

impl<T: Copy + Eq + Hash> Combinations<T> {
    pub(crate) fn new() -> Self {
        Self {
            // Number 0 is none at all.
            lists: vec![Box::default()],
            found: HashMap::from([(Box::default(), 0)]),
        }
    }

    /// The number of a combination, if it has one yet.
    pub(crate) fn find(&self, combination: &[T]) -> Option<u32> {
        self.found.get(combination).copied()
    }

    /// The number of a combination, which is given one if it has none.
    pub(crate) fn number(&mut self, combination: &[T]) -> u32 {
        self.find(combination).unwrap_or_else(|| {
            let number = self.lists.len() as u32;
            self.lists.push(combination.into());
            self.found.insert(combination.into(), number);
            number
        })
    }

    pub(crate) fn get(&self, number: u32) -> &[T] {
        self.lists.get(number as usize).map_or(&[], |list| list)
    }

    /// All, by number.
    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = &[T]> {
        self.lists.iter().map(|list| &**list)
    }

    /// For every combination whether any of these is in it.
    pub(crate) fn with_any(&self, wanted: &[T]) -> Vec<bool> {
        self.lists
            .iter()
            .map(|list| list.iter().any(|number| wanted.contains(number)))
            .collect()
    }
}
