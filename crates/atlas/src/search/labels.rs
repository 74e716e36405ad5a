//! The words of what has a name besides items: categories and districts.

use super::segment::{Level, Segment, Words};
use super::words::each_word;
use crate::districts::Districts;
use okolica_model::category::Category;
use okolica_model::district::StoredDistrict;
use okolica_model::tree::CategoryTree;

/// Documents are the numbers of categories and of districts.
#[derive(Debug)]
pub(crate) struct Labels {
    pub(crate) categories: Segment,
    pub(crate) districts: Segment,
}

impl Labels {
    pub(crate) fn new(categories: &CategoryTree, districts: &Districts) -> Self {
        let all: Vec<(u32, &Category)> = (0..).zip(categories.iter()).collect();
        let read = |(_, category): &(u32, &Category), words: &mut Words<'_>| {
            // Who looks for culture looks for libraries too.
            let parent = category
                .parent
                .as_ref()
                .and_then(|id| categories.get(id.as_str()));
            for label in parent.iter().flat_map(|parent| parent.labels.values()) {
                each_word(label, |word| words.add(word, Level::Brief));
            }
            // Ids too: people know a MAL by that name.
            let id = std::iter::once(category.id.as_str());
            for label in category.labels.values().map(String::as_str).chain(id) {
                each_word(label, |word| words.add(word, Level::Label));
            }
        };
        let areas: Vec<(u32, &StoredDistrict)> = (0..).zip(districts.iter()).collect();
        let name = |(_, stored): &(u32, &StoredDistrict), words: &mut Words<'_>| {
            each_word(&stored.district.name, |word| words.add(word, Level::Brief));
        };
        Self {
            categories: Segment::new(&all, read, |entry| entry.0),
            districts: Segment::new(&areas, name, |entry| entry.0),
        }
    }
}
