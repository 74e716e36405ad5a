//! The two-level tree of categories, as the atlas holds it.

use crate::category::{Category, CategoryId};
use crate::hash;

/// Every category, each top-level one followed by its children, both in the order of their ids.
/// A category's number is its place in that order.
#[derive(Debug, Clone, PartialEq)]
pub struct CategoryTree {
    entries: Vec<Category>,
    /// Numbers in the order of ids.
    by_id: Vec<u32>,
}

impl CategoryTree {
    /// A category whose parent is not there, or is not of the top level, stands at the top level.
    /// Of two with one id the later counts.
    pub fn new(categories: Vec<Category>) -> Self {
        let mut entries: Vec<Category> = Vec::with_capacity(categories.len());
        for category in categories {
            match entries.iter_mut().find(|known| known.id == category.id) {
                Some(known) => *known = category,
                None => entries.push(category),
            }
        }
        let tops: Vec<CategoryId> = entries
            .iter()
            .filter(|entry| entry.parent.is_none())
            .map(|entry| entry.id.clone())
            .collect();
        for entry in &mut entries {
            entry.parent = entry.parent.take().filter(|parent| tops.contains(parent));
        }
        entries.sort_by(|a, b| {
            let order = |c: &Category| {
                let top = c.parent.as_ref().unwrap_or(&c.id).clone();
                (top, c.parent.is_some(), c.id.clone())
            };
            order(a).cmp(&order(b))
        });
        let mut by_id: Vec<u32> = (0..entries.len() as u32).collect();
        by_id.sort_by(|a, b| entries[*a as usize].id.cmp(&entries[*b as usize].id));
        Self { entries, by_id }
    }

    /// Each top-level category, followed by its children.
    pub fn iter(&self) -> impl Iterator<Item = &Category> {
        self.entries.iter()
    }

    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Category> {
        self.number(id).map(|number| self.at(number))
    }

    /// The categories that stand under `id`, without itself.
    pub fn children(&self, id: &str) -> impl Iterator<Item = &Category> {
        self.entries
            .iter()
            .filter(move |entry| entry.parent.as_ref().is_some_and(|p| p.as_str() == id))
    }

    /// The label of `id` as [`Category::label`] chooses it; an unknown id is its own label.
    #[must_use]
    pub fn label<'a>(&'a self, id: &'a str, language: &str) -> &'a str {
        self.get(id).map_or(id, |category| category.label(language))
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub fn number(&self, id: &str) -> Option<u32> {
        self.by_id
            .binary_search_by(|number| self.at(*number).id.as_str().cmp(id))
            .ok()
            .map(|at| self.by_id[at])
    }

    pub fn at(&self, number: u32) -> &Category {
        &self.entries[number as usize]
    }

    /// Whether `number` is `id` or stands under it.
    pub fn is_under(&self, number: u32, id: &CategoryId) -> bool {
        let entry = self.at(number);
        entry.id == *id || entry.parent.as_ref() == Some(id)
    }

    /// Changes with any id, parent, label, symbol or colour.
    pub fn version(&self) -> u64 {
        let words: Vec<u64> = self
            .entries
            .iter()
            .map(|entry| hash::of_text(&format!("{entry:?}")))
            .collect();
        hash::of_words(&words)
    }
}
