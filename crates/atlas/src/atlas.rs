//! The atlas: the immutable, indexed picture of all published data at one version.

use crate::districts::{Combinations, Districts};
use crate::facts::Languages;
use crate::index::{self, Run};
use crate::record::Record;
use crate::search::{Labels, Places, Texts};
use crate::tiles::TileId;
use crate::timetable::Timetables;
use okolica_model::category::Category;
use okolica_model::cells::{Cells, Editions};
use okolica_model::district::StoredDistrict;
use okolica_model::flat::Table;
use okolica_model::profile::Profile;
use okolica_model::time::Stamp;
use okolica_model::tree::CategoryTree;
use okolica_model::window::Window;
use okolica_model::{
    BBox, FieldError, Filter, Item, ItemKey, ItemKind, Layer, Position, Vocabulary, hash,
};
use std::sync::Arc;

/// All published data at one version. A copy shares everything.
#[derive(Debug, Clone)]
pub struct Atlas {
    pub(crate) version: u64,
    pub(crate) city: Arc<City>,
    pub(crate) combinations: Arc<Combinations>,
    pub(crate) languages: Arc<Languages>,
    /// Shared with all versions of this atlas.
    pub(crate) timetables: Arc<Timetables>,
    pub(crate) by_key: Run,
    pub(crate) by_place: Run,
    /// Ids of spaces, each with that of an initiative that names it; sorted.
    pub(crate) guests: Arc<Vec<(u64, u64)>>,
    pub(crate) texts: Texts,
    pub(crate) places: Arc<Places>,
    pub(crate) cells: Arc<Cells>,
    pub(crate) editions: Editions,
}

/// What edits of items don't touch.
#[derive(Debug)]
pub(crate) struct City {
    pub(crate) profile: Profile,
    pub(crate) categories: CategoryTree,
    pub(crate) districts: Districts,
    pub(crate) labels: Labels,
    pub(crate) districts_version: u64,
    /// Changes with categories and districts.
    pub(crate) version: u64,
}

impl City {
    pub(crate) fn new(
        profile: Profile,
        categories: Vec<Category>,
        districts: Vec<StoredDistrict>,
    ) -> Self {
        let categories = CategoryTree::new(categories);
        let districts = Districts::new(districts);
        let districts_version = districts.version();
        let version = hash::of_words(&[categories.version(), districts_version]);
        let labels = Labels::new(&categories, &districts);
        Self {
            profile,
            categories,
            districts,
            labels,
            districts_version,
            version,
        }
    }
}

/// A row that breaks a rule: it is kept out of the atlas and reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    pub table: Table,
    pub id: u64,
    pub errors: Vec<FieldError>,
}

impl Atlas {
    /// The change-log number up to which it holds everything.
    #[must_use]
    pub const fn version(&self) -> u64 {
        self.version
    }

    #[must_use]
    pub fn profile(&self) -> &Profile {
        &self.city.profile
    }

    #[must_use]
    pub fn categories(&self) -> &CategoryTree {
        &self.city.categories
    }

    /// The names of the boundary sets, sorted.
    pub fn sets(&self) -> impl Iterator<Item = &str> {
        self.city.districts.sets()
    }

    /// The districts of a set, sorted by code; none when there is no such set.
    #[must_use]
    pub fn districts(&self, set: &str) -> &[StoredDistrict] {
        self.city.districts.of_set(set)
    }

    #[must_use]
    pub fn district(&self, set: &str, code: &str) -> Option<&StoredDistrict> {
        let number = self.city.districts.number(set, code)?;
        Some(self.city.districts.at(number))
    }

    /// Where people live.
    #[must_use]
    pub fn cells(&self) -> &Arc<Cells> {
        &self.cells
    }

    /// The states of districts, population and categories that it holds.
    #[must_use]
    pub const fn editions(&self) -> &Editions {
        &self.editions
    }

    /// Changes with anything of any district.
    #[must_use]
    pub fn districts_version(&self) -> u64 {
        self.city.districts_version
    }

    #[must_use]
    pub fn item(&self, key: ItemKey) -> Option<&Record> {
        self.by_key.get((0, key)).map(|entry| &*entry.record)
    }

    /// Every item, by key: spaces first.
    pub fn items(&self) -> impl Iterator<Item = &Record> {
        self.by_key.entries().map(|entry| &*entry.record)
    }

    /// Every space with its id, by id, as values.
    pub fn spaces(&self) -> impl Iterator<Item = (u64, Item)> {
        let spaces = self
            .items()
            .take_while(|record| record.key().kind == ItemKind::Space);
        spaces.map(|record| (record.key().id, record.item()))
    }

    /// When the last date of an initiative ends, where its dates end and are known.
    #[must_use]
    pub fn last_end(&self, record: &Record) -> Option<Stamp> {
        let entry = self.by_key.get((0, record.key()))?;
        self.timetables.last(entry.timetable)
    }

    /// The initiatives that name this space, by id.
    pub fn initiatives_at(&self, space: u64) -> impl Iterator<Item = &Record> {
        self.guests_of(space).iter().filter_map(|(_, id)| {
            self.item(ItemKey {
                kind: ItemKind::Initiative,
                id: *id,
            })
        })
    }

    pub(crate) fn guests_of(&self, space: u64) -> &[(u64, u64)] {
        let from = self.guests.partition_point(|(host, _)| *host < space);
        let upto = self.guests.partition_point(|(host, _)| *host <= space);
        &self.guests[from..upto]
    }

    /// The districts that an item lies in, set by set: those that cover its position, boundaries
    /// included; without a position the one that its source states.
    pub fn districts_of(&self, record: &Record) -> impl Iterator<Item = &StoredDistrict> {
        self.combinations
            .get(record.districts)
            .iter()
            .map(|number| self.city.districts.at(*number))
    }

    /// The districts of every set that cover a position, boundaries included.
    #[must_use]
    pub fn districts_at(&self, position: Position) -> Vec<&StoredDistrict> {
        let mut numbers = Vec::new();
        self.city.districts.covering(position, &mut numbers);
        let districts = numbers.into_iter();
        districts
            .map(|number| self.city.districts.at(number))
            .collect()
    }

    /// Whether [`Atlas::districts_of`] is what the source states, not geometry.
    #[must_use]
    pub fn districts_stated(&self, record: &Record) -> bool {
        record.position().is_none() && !self.combinations.get(record.districts).is_empty()
    }

    /// The validator of a layer's collection: the wrapping sum of the hashes of id and version of
    /// its items, with the hash of categories and districts, which show in its features. Equal on
    /// every instance that holds the same rows, whatever happened before.
    #[must_use]
    pub fn items_version(&self, layer: Layer) -> u64 {
        let mut sum = self.city.version;
        for summary in self.by_key.summaries() {
            sum = sum.wrapping_add(index::layer_version(summary.versions, layer));
        }
        sum
    }

    /// The validator of a tile: like [`Atlas::items_version`], of the items in its square alone.
    #[must_use]
    pub fn tile_version(&self, layer: Layer, tile: TileId) -> u64 {
        let mut sum = self.city.version;
        self.by_place.walk(&tile.keys(), &mut |part| {
            match part {
                index::Part::Summary { whole: false, .. } => return false,
                index::Part::Summary { summary, .. } => {
                    sum = sum.wrapping_add(index::layer_version(summary.versions, layer));
                }
                index::Part::Entries(entries) => {
                    for entry in entries {
                        if layer.holds(index::slot_kind(entry.slot)) {
                            sum = sum.wrapping_add(entry.hash);
                        }
                    }
                }
            }
            true
        });
        sum
    }

    /// A box around all items that have a position.
    #[must_use]
    pub fn extent(&self) -> Option<BBox> {
        let boxes = self.by_place.summaries().map(|summary| summary.bounds);
        let all = boxes.reduce(|a, b| {
            [
                a[0].min(b[0]),
                a[1].min(b[1]),
                a[2].max(b[2]),
                a[3].max(b[3]),
            ]
        })?;
        let [west, south, east, north] = index::degrees(all);
        BBox::new(
            west.max(-180.0),
            south.max(-90.0),
            east.min(180.0),
            north.min(90.0),
        )
        .ok()
    }

    /// Works out what items do in the days around `now`, which the first question by time of each
    /// day otherwise waits for.
    pub fn prepare(&self, now: Stamp) {
        self.timetables.prepare(now);
    }

    /// Works out the dates that the filter asks for.
    pub fn work_out(&self, filter: &Filter, now: Stamp) {
        if let Some(when) = filter.when {
            self.timetables.verdicts(Window::When(when), now);
        }
    }

    /// Whether [`Atlas::ask`] would first have to do that, which may take seconds: the days around
    /// `now` are known, others are worked out when they are asked for.
    #[must_use]
    pub fn is_slow(&self, filter: &Filter, now: Stamp) -> bool {
        let window = filter.when.map(Window::When);
        window.is_some_and(|window| self.timetables.is_slow(window, now))
    }
}

impl Vocabulary for Atlas {
    fn has_category(&self, id: &str) -> bool {
        self.categories().get(id).is_some()
    }

    fn sets(&self) -> Vec<&str> {
        self.sets().collect()
    }

    fn has_district(&self, set: &str, code: &str) -> bool {
        self.district(set, code).is_some()
    }
}
