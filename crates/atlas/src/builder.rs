//! From loaded rows to an atlas, and from one atlas to the next.

use crate::atlas::{Atlas, City, Rejection};
use crate::districts::{Combinations, Districts};
use crate::facts::{self, Facts, Languages};
use crate::index::{Entry, Marks, Order, Run, slot_category, slot_kind};
use crate::record::Record;
use crate::search::{Document, Places, Texts};
use crate::timetable::Timetables;
use okolica_model::category::Category;
use okolica_model::cells::{Cells, Edition, Editions};
use okolica_model::district::StoredDistrict;
use okolica_model::item::StoredItem;
use okolica_model::layer::MAX_ID;
use okolica_model::place::PlaceName;
use okolica_model::profile::Profile;
use okolica_model::{FieldError, ItemKey, ItemKind, Position, parallel};
use std::ops::Range;
use std::sync::Arc;

/// Gathers rows for an atlas.
pub struct Builder {
    maker: RecordMaker,
    /// As they came, without numbers of documents.
    entries: Vec<Entry>,
    /// Whether they came in the order of their keys.
    in_order: bool,
    combinations: Combinations,
    places: Vec<PlaceName>,
    cells: Cells,
    editions: Editions,
    rejections: Vec<Rejection>,
}

/// The net effect of some changes: what each row has become.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Edit {
    /// The change-log number up to which the changes go.
    pub version: u64,
    pub upserted: Vec<StoredItem>,
    pub removed: Vec<ItemKey>,
}

impl Atlas {
    #[must_use]
    pub fn builder(
        profile: Profile,
        categories: Vec<Category>,
        districts: Vec<StoredDistrict>,
    ) -> Builder {
        Builder {
            maker: RecordMaker {
                languages: Arc::default(),
                timetables: Arc::new(Timetables::new(&profile)),
                city: Arc::new(City::new(profile, categories, districts)),
            },
            entries: Vec::new(),
            in_order: true,
            combinations: Combinations::new(),
            places: Vec::new(),
            cells: Cells::default(),
            editions: Editions::default(),
            rejections: Vec::new(),
        }
    }

    /// The atlas after an edit; it shares all that the edit left alone. A row that is rejected
    /// leaves the atlas, also where an earlier state of it was good.
    #[must_use]
    pub fn apply(&self, edit: Edit) -> (Self, Vec<Rejection>) {
        let mut next = self.clone();
        next.version = edit.version;
        let mut rejections = Vec::new();
        let mut moved: Vec<u64> = Vec::new();
        let touched = edit.removed.iter().copied();
        let touched: Vec<ItemKey> = touched
            .chain(edit.upserted.iter().map(StoredItem::key))
            .collect();
        for key in touched {
            next.remove(key);
            if key.kind == ItemKind::Space {
                moved.push(key.id);
            }
        }
        let maker = RecordMaker {
            city: self.city.clone(),
            languages: self.languages.clone(),
            timetables: self.timetables.clone(),
        };
        for stored in edit.upserted {
            match maker.make(stored) {
                Ok(made) => next.insert(made.record, made.marks),
                Err(rejection) => rejections.push(rejection),
            }
        }
        for space in moved {
            next.move_guests(space);
        }
        next.by_key.settle();
        next.by_place.settle();
        next.texts.settle(|| documents(&next.by_key));
        (next, rejections)
    }

    /// Makes the index of words.
    pub fn index_words(&mut self) {
        self.texts = Texts::new(&documents(&self.by_key));
    }

    /// The same atlas with other place names.
    #[must_use]
    pub fn with_places(&self, places: &[PlaceName]) -> Self {
        let mut next = self.clone();
        next.places = Arc::new(Places::new(places, &self.city.districts));
        next.texts.forget();
        next
    }

    /// The same atlas with other population cells, of this edition.
    #[must_use]
    pub fn with_cells(&self, cells: Cells, edition: Option<Edition>) -> Self {
        let mut next = self.clone();
        next.cells = Arc::new(cells);
        next.editions.population = edition;
        next
    }

    fn remove(&mut self, key: ItemKey) {
        let Some(entry) = self.by_key.get((0, key)).cloned() else {
            return;
        };
        self.texts.remove(entry.document);
        self.by_key.remove(Order::Key.rank(&entry));
        if entry.placed() {
            self.by_place.remove(Order::Place.rank(&entry));
        }
        if let Some(guest) = guest(&entry.record)
            && let Ok(at) = self.guests.binary_search(&guest)
        {
            Arc::make_mut(&mut self.guests).remove(at);
        }
    }

    fn insert(&mut self, mut record: Record, mut marks: Marks) {
        // Of two rows of one key in an edit the later counts.
        self.remove(record.key());
        if let Some(space) = record.space() {
            let host = self.by_key.get((0, space));
            record.take_host(host.map(|host| &*host.record));
            marks.facts = marks.facts.at_host(host.map(|host| host.facts));
            let host = host.map(|host| host.timetable);
            marks.timetable = self.timetables.at_host(marks.timetable, host);
        }
        let mut districts = Vec::new();
        lies_in(&self.city.districts, &record, &mut districts);
        record.districts = match self.combinations.find(&districts) {
            Some(number) => number,
            None => Arc::make_mut(&mut self.combinations).number(&districts),
        };
        if let Some(guest) = guest(&record)
            && let Err(at) = self.guests.binary_search(&guest)
        {
            Arc::make_mut(&mut self.guests).insert(at, guest);
        }
        let record = Arc::new(record);
        let number = self.texts.insert(record.clone(), marks.category);
        let entry = Entry::new(record, marks, number);
        if entry.placed() {
            self.by_place.insert(entry.clone());
        }
        self.by_key.insert(entry);
    }

    /// Binds the initiatives that name this space to what it is now.
    fn move_guests(&mut self, space: u64) {
        for (_, id) in self.guests_of(space).to_vec() {
            let kind = ItemKind::Initiative;
            let Some(entry) = self.by_key.get((0, ItemKey { kind, id })) else {
                continue;
            };
            let (record, marks) = (Record::clone(&entry.record), entry.marks());
            self.insert(record, marks);
        }
    }
}

/// Every item as the index of words counts it, by number.
fn documents(by_key: &Run) -> Vec<Document> {
    let mut all: Vec<Document> = by_key
        .entries()
        .map(|entry| Document {
            number: entry.document,
            record: entry.record.clone(),
            category: slot_category(entry.slot),
        })
        .collect();
    all.sort_unstable_by_key(|document| document.number);
    all
}

/// Numbers the entries along the Z-curve, so that the items of a tile are neighbours in the index
/// of words too; those without a position come last.
fn number_documents(entries: &mut [Entry], places: &[(u64, usize)]) {
    let mut numbers = vec![None; entries.len()];
    for (number, (_, at)) in (0..).zip(places) {
        numbers[*at] = Some(number);
    }
    let mut last = places.len() as u32;
    for (entry, number) in entries.iter_mut().zip(numbers) {
        entry.document = number.unwrap_or_else(|| {
            last += 1;
            last - 1
        });
    }
}

/// The space that an initiative names, and the initiative.
fn guest(record: &Record) -> Option<(u64, u64)> {
    Some((record.space()?.id, record.key().id))
}

/// Makes records of rows: their properties become text here, which is most of the work of a load.
#[derive(Clone)]
pub struct RecordMaker {
    city: Arc<City>,
    languages: Arc<Languages>,
    timetables: Arc<Timetables>,
}

/// A row made ready for an atlas.
pub struct Made {
    record: Record,
    marks: Marks,
    /// Those that it lies in where nothing else places it.
    districts: Vec<u32>,
}

impl RecordMaker {
    /// # Errors
    /// Why the atlas can't hold the row.
    pub fn make(&self, stored: StoredItem) -> Result<Made, Rejection> {
        let category = check(&self.city, &stored)?;
        let languages = self.languages.number(&facts::languages(&stored.item));
        let marks = Marks {
            category,
            facts: Facts::of(&stored.item, languages),
            timetable: self.timetables.number(&stored.item),
        };
        let record = Record::new(stored, &self.city.categories.at(category).id);
        let mut districts = Vec::new();
        lies_in(&self.city.districts, &record, &mut districts);
        Ok(Made {
            record,
            marks,
            districts,
        })
    }
}

impl Builder {
    /// Takes a row in.
    pub fn add(&mut self, item: StoredItem) {
        let made = self.record_maker().make(item);
        self.add_made(made);
    }

    /// What makes records of rows, on as many threads as there are.
    #[must_use]
    pub fn record_maker(&self) -> RecordMaker {
        self.maker.clone()
    }

    /// Takes in what [`RecordMaker::make`] made.
    pub fn add_made(&mut self, made: Result<Made, Rejection>) {
        match made {
            Ok(made) => {
                let mut record = made.record;
                record.districts = self.combinations.number(&made.districts);
                let last = self.entries.last().map(|entry| entry.record.key());
                self.in_order &= last.is_none_or(|last| last < record.key());
                let entry = Entry::new(Arc::new(record), made.marks, 0);
                self.entries.push(entry);
            }
            Err(rejection) => self.rejections.push(rejection),
        }
    }

    /// Takes a place name in.
    pub fn add_place(&mut self, place: PlaceName) {
        self.places.push(place);
    }

    /// Takes the population cells in, and what editions the atlas will be of.
    pub fn set_ground(&mut self, cells: Cells, editions: Editions) {
        self.cells = cells;
        self.editions = editions;
    }

    /// Builds the indexes. Of two rows with one key the
    /// first counts and the second is rejected.
    #[must_use]
    pub fn finish(self, version: u64) -> (Atlas, Vec<Rejection>) {
        let (mut atlas, rejections) = self.finish_without_words(version);
        atlas.index_words();
        (atlas, rejections)
    }

    /// The same without the index of words: a search finds no item until
    /// [`Atlas::index_words`].
    #[must_use]
    pub fn finish_without_words(mut self, version: u64) -> (Atlas, Vec<Rejection>) {
        self.sort();
        self.bind_guests();
        let mut guests: Vec<(u64, u64)> = (self.entries.iter())
            .filter(|entry| slot_kind(entry.slot) == ItemKind::Initiative)
            .filter_map(|entry| guest(&entry.record))
            .collect();
        guests.sort_unstable();

        let mut entries = self.entries;
        let all = &entries;
        let [mut places, more] = parallel::in_halves(entries.len(), |range| {
            let placed = range.filter(|at| all[*at].placed());
            let mut places: Vec<_> = placed.map(|at| (all[at].place, at)).collect();
            places.sort_unstable();
            places
        });
        places.extend(more);
        // Two sorted runs, which this sort only merges.
        places.sort();
        number_documents(&mut entries, &places);
        let (all, order) = (&entries, &places);
        let by_place = move |range: Range<usize>| {
            let range = order[range].iter();
            range.map(move |(_, at)| all[*at].clone())
        };
        let cut = places.len() / 2;
        let by_place = Run::new(Order::Place, [0..cut, cut..places.len()].map(by_place));
        let second = entries.split_off(entries.len() / 2);
        let atlas = Atlas {
            texts: Texts::default(),
            places: Arc::new(Places::new(&self.places, &self.maker.city.districts)),
            cells: Arc::new(self.cells),
            editions: self.editions,
            version,
            combinations: Arc::new(self.combinations),
            by_place,
            by_key: Run::new(Order::Key, [entries, second].map(Vec::into_iter)),
            languages: self.maker.languages,
            timetables: self.maker.timetables,
            guests: Arc::new(guests),
            city: self.maker.city,
        };
        (atlas, self.rejections)
    }

    /// Binds initiatives to the spaces that they name.
    fn bind_guests(&mut self) {
        let kind = |entry: &Entry| slot_kind(entry.slot);
        let spaces = (self.entries).partition_point(|entry| kind(entry) == ItemKind::Space);
        let (spaces, initiatives) = self.entries.split_at_mut(spaces);
        let districts = &self.maker.city.districts;
        for entry in initiatives {
            let host = entry.record.space().and_then(|key| {
                let at = spaces.binary_search_by_key(&key, |space| space.record.key());
                at.ok().map(|at| &spaces[at])
            });
            let Some(host) = host else {
                continue;
            };
            let mut marks = entry.marks();
            marks.facts = marks.facts.at_host(Some(host.facts));
            let timetables = &self.maker.timetables;
            marks.timetable = timetables.at_host(marks.timetable, Some(host.timetable));
            let placed = entry.placed();
            // Nobody else holds it yet.
            if let Some(record) = Arc::get_mut(&mut entry.record) {
                record.take_host(Some(&host.record));
                if !placed {
                    let mut found = Vec::new();
                    lies_in(districts, record, &mut found);
                    record.districts = self.combinations.number(&found);
                }
                *entry = Entry::new(entry.record.clone(), marks, 0);
            }
        }
    }

    fn sort(&mut self) {
        // As a store gives them.
        if self.in_order {
            return;
        }
        let entries = &mut self.entries;
        // Stable, so that of two rows with one key the first stays first.
        entries.sort_by_cached_key(|entry| entry.record.key());
        let rejections = &mut self.rejections;
        entries.dedup_by(|later, first| {
            let key = later.record.key();
            let same = key == first.record.key();
            if same {
                let expected = "an id that no other row of the table has";
                rejections.push(rejection(key, FieldError::new("id", key.id, expected)));
            }
            same
        });
    }
}

/// The number of the row's category, or why the row can't be in the atlas.
fn check(city: &City, stored: &StoredItem) -> Result<u32, Rejection> {
    let key = stored.key();
    if key.id == 0 || key.id > MAX_ID {
        let error = FieldError::new("id", key.id, "1 to 2^53 - 1");
        return Err(rejection(key, error));
    }
    let category = &stored.item.common.category;
    city.categories.number(category.as_str()).ok_or_else(|| {
        let error = FieldError::new("category", category, "the id of a category of this map");
        rejection(key, error)
    })
}

fn rejection(key: ItemKey, error: FieldError) -> Rejection {
    Rejection {
        table: key.kind.into(),
        id: key.id,
        errors: vec![error],
    }
}

/// Adds the numbers of the item's districts: by geometry, else the stated one.
fn lies_in(districts: &Districts, record: &Record, out: &mut Vec<u32>) {
    let position: Option<Position> = record.position();
    match position {
        Some(position) => districts.covering(position, out),
        None => out.extend(
            record
                .stated_district()
                .and_then(|text| districts.stated(text)),
        ),
    }
}
