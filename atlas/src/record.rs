//! An item as the atlas keeps it: what indexes need in fields, the rest as JSON text.

use crate::category::CategoryId;
use crate::item::{BRIEF, CONTACT, StoredItem};
use crate::time::Stamp;
use crate::{Item, ItemKey, Position, hash};
use serde_json::{Map, Value};
use std::borrow::Cow;

/// An item of the atlas.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    key: ItemKey,
    version: u64,
    created_at: Stamp,
    updated_at: Stamp,
    position: Option<Position>,
    category: CategoryId,
    contact_public: bool,
    /// Hashes of its tags.
    tags: Box<[u64]>,
    stated_district: Option<Box<str>>,
    /// The members of its JSON properties: brief ones, the rest, contact; the second and third
    /// part each start with a comma unless empty.
    text: Box<str>,
    brief_end: u32,
    contact_start: u32,
    /// The number of its combination of districts in [`crate::districts::Combinations`].
    pub(crate) districts: u32,
}

impl Record {
    pub(crate) fn new(stored: StoredItem) -> Self {
        let key = stored.key();
        let (text, brief_end, contact_start) = text_of(&stored.item.properties());
        let common = stored.item.common;
        Self {
            key,
            version: stored.version,
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            position: stored.item.position,
            category: common.category,
            contact_public: common.contact_public,
            tags: common.tags.iter().map(|tag| hash::of_text(tag)).collect(),
            stated_district: common.stated_district.map(String::into_boxed_str),
            text: text.into_boxed_str(),
            brief_end,
            contact_start,
            districts: 0,
        }
    }

    #[must_use]
    pub const fn key(&self) -> ItemKey {
        self.key
    }

    #[must_use]
    pub const fn version(&self) -> u64 {
        self.version
    }

    #[must_use]
    pub const fn created_at(&self) -> Stamp {
        self.created_at
    }

    #[must_use]
    pub const fn updated_at(&self) -> Stamp {
        self.updated_at
    }

    #[must_use]
    pub const fn position(&self) -> Option<Position> {
        self.position
    }

    #[must_use]
    pub const fn category(&self) -> &CategoryId {
        &self.category
    }

    /// Whether phone and e-mail may stand in bulk outputs.
    #[must_use]
    pub const fn contact_public(&self) -> bool {
        self.contact_public
    }

    /// May be empty.
    #[must_use]
    pub fn name(&self) -> Cow<'_, str> {
        // It is the first member of the text.
        let Some(rest) = self.text.strip_prefix("\"name\":\"") else {
            return Cow::Borrowed("");
        };
        match rest.find(['"', '\\']) {
            Some(end) if rest.as_bytes()[end] == b'"' => Cow::Borrowed(&rest[..end]),
            _ => Cow::Owned(
                self.properties()
                    .remove("name")
                    .map_or_else(String::new, |name| match name {
                        Value::String(name) => name,
                        other => other.to_string(),
                    }),
            ),
        }
    }

    /// Its nested properties, as [`Item::properties`] orders them.
    #[must_use]
    pub fn properties(&self) -> Map<String, Value> {
        object(&self.text)
    }

    /// The item parsed back from its text; costs some microseconds.
    #[must_use]
    pub fn item(&self) -> Item {
        match Item::parse(self.key.kind, &self.properties(), self.position) {
            Ok(item) => item,
            // What an item wrote, an item reads: the round trip is tested for every field.
            Err(errors) => unreachable!("{} does not read its own text: {errors:?}", self.key),
        }
    }

    pub(crate) fn stated_district(&self) -> Option<&str> {
        self.stated_district.as_deref()
    }

    pub(crate) fn has_tag(&self, tags: &[u64]) -> bool {
        self.tags.iter().any(|tag| tags.contains(tag))
    }

    /// One bit of 32 a tag.
    pub(crate) fn tag_mask(&self) -> u32 {
        self.tags.iter().fold(0, |mask, tag| mask | tag_bit(*tag))
    }

    /// The hash of id and version that validators sum.
    pub(crate) fn hash(&self) -> u64 {
        hash::of_words(&[self.key.kind as u64, self.key.id, self.version])
    }

    /// The JSON members that a tile carries.
    pub(crate) fn brief_text(&self) -> &str {
        &self.text[..self.brief_end as usize]
    }

    pub(crate) fn brief(&self) -> Map<String, Value> {
        object(self.brief_text())
    }

    /// All JSON members, or all but the contact ones.
    pub(crate) fn text(&self, contact: bool) -> &str {
        if contact {
            &self.text
        } else {
            &self.text[..self.contact_start as usize]
        }
    }

    /// Bytes on the heap and in itself without the text, for the memory budget.
    #[must_use]
    pub fn overhead(&self) -> usize {
        size_of::<Self>()
            + self.tags.len() * size_of::<u64>()
            + self.category.as_str().len()
            + self.stated_district.as_ref().map_or(0, |code| code.len())
    }

    #[must_use]
    pub fn text_len(&self) -> usize {
        self.text.len()
    }
}

pub(crate) const fn tag_bit(tag: u64) -> u32 {
    1 << (tag & 31)
}

fn object(members: &str) -> Map<String, Value> {
    serde_json::from_str(&format!("{{{members}}}")).unwrap_or_default()
}

fn text_of(properties: &Map<String, Value>) -> (String, u32, u32) {
    let mut out = String::new();
    let (mut brief_end, mut contact_start) = (None, None);
    for (name, value) in properties {
        if brief_end.is_none() && !BRIEF.contains(&name.as_str()) {
            brief_end = Some(out.len() as u32);
        }
        if contact_start.is_none() && CONTACT.contains(&name.as_str()) {
            contact_start = Some(out.len() as u32);
        }
        if !out.is_empty() {
            out.push(',');
        }
        out.push('"');
        out.push_str(name);
        out.push_str("\":");
        out.push_str(&value.to_string());
    }
    let end = out.len() as u32;
    (out, brief_end.unwrap_or(end), contact_start.unwrap_or(end))
}
