//! An item as the atlas keeps it: what indexes need in fields, the rest as JSON text.

use okolica_model::category::CategoryId;
use okolica_model::item::{Detail, StoredItem, object};
use okolica_model::time::Stamp;
use okolica_model::{Item, ItemKey, ItemKind, Position, hash};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::fmt;
use std::num::NonZeroU64;

/// An item of the atlas.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    kind: ItemKind,
    id: u64,
    version: u64,
    created_at: Stamp,
    updated_at: Stamp,
    /// Longitude and latitude; without a position [`NOWHERE`].
    place: [f64; 2],
    /// The space that an initiative names.
    space: Option<NonZeroU64>,
    /// The version and the text of that space as one number, where there is such a space.
    host: Option<NonZeroU64>,
    /// Whether the position is the space's.
    is_at_host: bool,
    category: CategoryId,
    contact_public: bool,
    /// The hash of its text.
    content: u64,
    /// Hashes of its tags.
    tags: Box<[u64]>,
    /// Few state one: a reference alone.
    stated_district: Option<Box<Box<str>>>,
    /// The members of its JSON properties: brief ones, the rest, contact; the second and third
    /// part each start with a comma unless empty.
    text: Box<str>,
    brief_end: u32,
    contact_start: u32,
    /// The number of its combination of districts in [`crate::districts::Combinations`].
    pub(crate) districts: u32,
}

/// No degrees.
const NOWHERE: [f64; 2] = [f64::MAX; 2];

impl Record {
    /// `category` is the tree's own id, which all records of the category share.
    pub(crate) fn new(stored: StoredItem, category: &CategoryId) -> Self {
        let ItemKey { kind, id } = stored.key();
        let text = stored.item.text();
        let space = match &stored.item.detail {
            Detail::Space(_) => None,
            Detail::Initiative(initiative) => initiative.space.and_then(NonZeroU64::new),
        };
        let common = stored.item.common;
        Self {
            kind,
            id,
            version: stored.version,
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            place: place(stored.item.position),
            space,
            host: None,
            is_at_host: false,
            category: category.clone(),
            contact_public: common.contact_public,
            content: hash::of_text(&text.members),
            tags: common.tags.iter().map(|tag| hash::of_text(tag)).collect(),
            stated_district: common
                .stated_district
                .map(|text| Box::new(text.into_boxed_str())),
            // A copy of the exact size: shrinking would leave a hole beside each of a million texts.
            text: text.members.as_str().into(),
            brief_end: text.brief_end as u32,
            contact_start: text.contact_start as u32,
            districts: 0,
        }
    }

    #[must_use]
    pub const fn key(&self) -> ItemKey {
        ItemKey {
            kind: self.kind,
            id: self.id,
        }
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

    /// Its own position; of an initiative without one that of the space it names.
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        let [lon, lat] = self.place;
        // Else it would be an error with a text.
        (self.place != NOWHERE)
            .then(|| Position::new(lon, lat).ok())
            .flatten()
    }

    fn own_position(&self) -> Option<Position> {
        if self.is_at_host {
            None
        } else {
            self.position()
        }
    }

    /// The space that an initiative names.
    #[must_use]
    pub const fn space(&self) -> Option<ItemKey> {
        match self.space {
            Some(id) => Some(ItemKey {
                kind: ItemKind::Space,
                id: id.get(),
            }),
            None => None,
        }
    }

    /// Binds an initiative to the space it names, whose position it has unless it has its own.
    pub(crate) fn take_host(&mut self, host: Option<&Self>) {
        if self.own_position().is_none() {
            self.place = host.map_or(NOWHERE, |host| host.place);
            self.is_at_host = self.place != NOWHERE;
        }
        let number = |host: &Self| hash::of_words(&[host.version, host.content]);
        self.host = host.and_then(|host| NonZeroU64::new(number(host)));
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
        let properties = self.properties();
        let (item, errors) = Item::read(self.kind, &properties, self.own_position());
        // What an item wrote, an item reads: the round trip is tested. Should a rule ever break
        // it, an answer without one field is better than none.
        debug_assert!(errors.is_empty(), "{}: {errors:?}", self.key());
        item
    }

    pub(crate) fn stated_district(&self) -> Option<&str> {
        self.stated_district.as_ref().map(|text| &***text)
    }

    pub(crate) fn has_tag(&self, tags: &[u64]) -> bool {
        self.tags.iter().any(|tag| tags.contains(tag))
    }

    /// One bit of 16 a tag.
    pub(crate) fn tag_mask(&self) -> u16 {
        self.tags.iter().fold(0, |mask, tag| mask | tag_bit(*tag))
    }

    /// The hash of key, version and content that validators sum: it changes with the row, and
    /// with the row of the space it names, whose position it may have and whose closure says how
    /// certain its dates are. Key and version alone would be the same in a store that was made
    /// anew from a mended file.
    #[must_use]
    pub fn validator(&self) -> u64 {
        let host = self.host.map_or(0, NonZeroU64::get);
        let [lon, lat] = self
            .position()
            .map_or([0, 0], |at| [at.lon().to_bits(), at.lat().to_bits()]);
        hash::of_words(&[
            self.kind as u64,
            self.id,
            self.version,
            host,
            self.content,
            lon,
            lat,
        ])
    }

    /// The outermost members of its properties that are named, the computed `id`, `layer`,
    /// `version` and stamps among them; `contact` as in [`Record::text`].
    #[must_use]
    pub fn members(&self, names: &[&str], contact: bool) -> Map<String, Value> {
        let text = format!("{{{}}}", self.text(contact || self.contact_public));
        let mut out = Map::new();
        let pick = Pick {
            names,
            out: &mut out,
        };
        // It is JSON: it was written so.
        let _ = pick.deserialize(&mut serde_json::Deserializer::from_str(&text));
        for name in names {
            let value = match *name {
                "id" => Value::from(self.id),
                "layer" => Value::from(self.kind.layer()),
                "version" => Value::from(self.version),
                "created_at" => Value::from(self.created_at.to_string()),
                "updated_at" => Value::from(self.updated_at.to_string()),
                _ => continue,
            };
            out.insert((*name).to_owned(), value);
        }
        out
    }

    /// The JSON members that a tile carries.
    pub(crate) fn brief_text(&self) -> &str {
        &self.text[..self.brief_end as usize]
    }

    /// Meets each of those members, without making a map of them.
    pub(crate) fn each_brief(&self, meet: impl FnMut(&str, Value)) {
        let text = format!("{{{}}}", self.brief_text());
        // It is JSON: it was written so.
        let _ = Each(meet).deserialize(&mut serde_json::Deserializer::from_str(&text));
    }

    /// All JSON members, or all but the contact ones.
    pub(crate) fn text(&self, contact: bool) -> &str {
        if contact {
            &self.text
        } else {
            &self.text[..self.contact_start as usize]
        }
    }

    /// The length of its text in bytes: what the memory of an item is beyond is the engine's own.
    #[must_use]
    pub fn text_len(&self) -> usize {
        self.text.len()
    }
}

/// Keeps the named members of a JSON object and makes nothing of the others.
struct Pick<'a> {
    names: &'a [&'a str],
    out: &'a mut Map<String, Value>,
}

impl<'de> DeserializeSeed<'de> for Pick<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Pick<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some(name) = members.next_key::<&str>()? {
            if self.names.contains(&name) {
                self.out.insert(name.to_owned(), members.next_value()?);
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

/// Meets the members of a JSON object one by one.
struct Each<F>(F);

impl<'de, F: FnMut(&str, Value)> DeserializeSeed<'de> for Each<F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de, F: FnMut(&str, Value)> Visitor<'de> for Each<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<(), A::Error> {
        while let Some((name, value)) = members.next_entry::<&str, Value>()? {
            self.0(name, value);
        }
        Ok(())
    }
}

pub(crate) const fn tag_bit(tag: u64) -> u16 {
    1 << (tag & 15)
}

fn place(position: Option<Position>) -> [f64; 2] {
    position.map_or(NOWHERE, |at| [at.lon(), at.lat()])
}
