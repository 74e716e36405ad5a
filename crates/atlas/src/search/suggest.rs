//! Suggestions while somebody types.

use super::matching::Matching;
use super::segment::Level;
use crate::index::slot_category;
use crate::search::Place;
use crate::{Atlas, Record};
use okolica_model::category::Category;
use okolica_model::district::{DEFAULT_SET, StoredDistrict};
use okolica_model::filter::Filter;
use okolica_model::time::Stamp;
use okolica_model::{Layer, Position, geodesy, hash};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What somebody may mean.
#[derive(Debug, Clone, PartialEq)]
pub enum Suggestion<'a> {
    /// With how many items stand in it and under it.
    Category(&'a Category, usize),
    District(&'a StoredDistrict),
    Place(&'a Place),
    Item(&'a Record),
}

/// Of one kind at most.
const CATEGORIES: usize = 2;
const DISTRICTS: usize = 2;
const PLACES: usize = 3;

impl Atlas {
    /// At most `n` suggestions for a text that is being typed: categories that have items and
    /// districts, then items, and places last; nothing for a text without words.
    #[must_use]
    pub fn suggest(
        &self,
        text: &str,
        at: Option<Position>,
        now: Stamp,
        n: usize,
    ) -> Vec<Suggestion<'_>> {
        let matching = self.matching(text);
        if matching.words.is_empty() {
            return Vec::new();
        }
        let mut out: Vec<Suggestion<'_>> = Vec::new();
        out.extend(
            self.categories_named(&matching)
                .into_iter()
                .take(CATEGORIES),
        );
        let districts = self.districts_named(&matching).into_iter();
        out.extend(districts.take(DISTRICTS).map(Suggestion::District));
        let places = self.places(text, at, PLACES);
        let room = n.saturating_sub(out.len() + places.len());
        if !matching.is_empty() {
            let filter = Filter {
                q: Some(text.to_owned()),
                ..Filter::default()
            };
            let ranked = self.ask(Layer::Items, &filter, now).ranked(at, 0, room);
            let items = ranked.items.into_iter();
            out.extend(items.map(|item| Suggestion::Item(item.record)));
        }
        out.extend(places.into_iter().map(Suggestion::Place));
        out.truncate(n);
        out
    }

    /// At most `n` places that a text names: all its words stand in the name, or the whole name
    /// stands in the text. The best first: then the nearest, then by name.
    #[must_use]
    pub fn places(&self, text: &str, at: Option<Position>, n: usize) -> Vec<&Place> {
        let matching = self.matching(text);
        let mut found: Vec<(u32, Vec<usize>, u32)> = self
            .place_words(&matching)
            .into_iter()
            .map(|(number, (words, fit))| (number, words, fit))
            .filter(|(number, words, _)| {
                let whole = words.len() >= self.places.at(*number).length;
                words.len() == matching.words.len() || whole
            })
            .collect();
        found.sort_by_cached_key(|(number, words, fit)| {
            let place = self.places.at(*number);
            let whole = words.len() >= place.length;
            let metres = at.map_or(0.0, |at| geodesy::distance(at, place.position).get());
            let order = (
                Reverse(words.len()),
                !whole,
                Reverse(*fit),
                kind_order(place),
            );
            (order, metres as u64, place.length, *number)
        });
        found
            .into_iter()
            .take(n)
            .map(|(number, ..)| self.places.at(number))
            .collect()
    }

    /// The districts that a text names, those of the default set first.
    #[must_use]
    pub fn districts_like(&self, text: &str) -> Vec<&StoredDistrict> {
        self.districts_named(&self.matching(text))
    }

    /// The district of the default set that a place lies in.
    #[must_use]
    pub fn district_of(&self, place: &Place) -> Option<&StoredDistrict> {
        place.district.map(|number| self.city.districts.at(number))
    }

    /// What validators of answers that a text filters depend on beside the items they show: a
    /// word that stands nowhere is read as one like it, so every item and place counts. 0 without
    /// a text.
    #[must_use]
    pub fn words_version(&self, filter: &Filter) -> u64 {
        match filter.q {
            Some(_) => hash::of_words(&[self.items_version(Layer::Items), self.places.version()]),
            None => 0,
        }
    }

    /// The place whose whole name stands among the words, with the numbers of those words.
    pub(super) fn place_in(&self, matching: &Matching) -> Option<(&Place, Vec<usize>)> {
        self.place_words(matching)
            .into_iter()
            .map(|(number, (words, fit))| (self.places.at(number), words, fit))
            .filter(|(place, words, _)| words.len() >= place.length)
            .min_by_key(|(place, words, fit)| {
                (Reverse(words.len()), Reverse(*fit), kind_order(place))
            })
            .map(|(place, words, _)| (place, words))
    }

    /// Places by number, with the numbers of the words that stand in their names and how well
    /// these fit together.
    fn place_words(&self, matching: &Matching) -> BTreeMap<u32, (Vec<usize>, u32)> {
        let mut found: BTreeMap<u32, (Vec<usize>, u32)> = BTreeMap::new();
        for (at, meaning) in matching.words.iter().enumerate() {
            for (place, fit) in &meaning.places {
                let known = found.entry(*place).or_default();
                known.0.push(at);
                known.1 += u32::from(*fit);
            }
        }
        found
    }

    fn categories_named(&self, matching: &Matching) -> Vec<Suggestion<'_>> {
        let mut named: Vec<(u32, u32, bool)> = Vec::new();
        for number in 0..self.categories().len() as u32 {
            let fits: Option<Vec<(u8, Level)>> = matching
                .words
                .iter()
                .map(|meaning| {
                    let mut all = meaning.categories.iter();
                    let found = all.find(|(known, ..)| *known == number)?;
                    Some((found.1, found.2))
                })
                .collect();
            if let Some(fits) = fits
                && fits.iter().any(|(_, level)| *level == Level::Label)
            {
                let sum = fits.iter().map(|(fit, _)| u32::from(*fit)).sum();
                let own = fits.iter().all(|(_, level)| *level == Level::Label);
                named.push((number, sum, own));
            }
        }
        if named.is_empty() {
            return Vec::new();
        }
        let counts = self.items_by_category();
        named.sort_by_key(|(number, sum, own)| (!own, Reverse(*sum), *number));
        named
            .into_iter()
            .filter_map(|(number, ..)| {
                let category = self.categories().at(number);
                let under = (0..).zip(&counts);
                let count = under
                    .filter(|(other, _)| self.categories().is_under(*other, &category.id))
                    .map(|(_, count)| count)
                    .sum();
                (count > 0).then_some(Suggestion::Category(category, count))
            })
            .collect()
    }

    fn items_by_category(&self) -> Vec<usize> {
        let mut counts = vec![0; self.categories().len()];
        for slot in self.by_key.summaries().flat_map(|summary| &summary.slots) {
            counts[slot_category(slot.slot) as usize] += (slot.placed + slot.unplaced) as usize;
        }
        counts
    }

    fn districts_named(&self, matching: &Matching) -> Vec<&StoredDistrict> {
        let Some(first) = matching.words.first() else {
            return Vec::new();
        };
        let mut named: Vec<(u32, u32)> = Vec::new();
        for (number, fit) in &first.districts {
            let rest = matching.words[1..].iter().map(|meaning| {
                let found = meaning.districts.iter().find(|(known, _)| known == number);
                found.map(|(_, fit)| u32::from(*fit))
            });
            if let Some(rest) = rest.sum::<Option<u32>>() {
                named.push((*number, rest + u32::from(*fit)));
            }
        }
        named.sort_by_key(|(number, fit)| {
            let set = &self.city.districts.at(*number).district.set;
            (set != DEFAULT_SET, Reverse(*fit), *number)
        });
        named
            .into_iter()
            .map(|(number, _)| self.city.districts.at(number))
            .collect()
    }
}

/// What is meant more often comes first.
fn kind_order(place: &Place) -> u8 {
    match place.kind.as_deref() {
        Some("neighbourhood") => 0,
        Some("street") => 1,
        Some("stop") => 2,
        _ => 3,
    }
}
