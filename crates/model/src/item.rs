//! Items: the spaces and initiatives that the map is about.

pub use crate::access::{Access, AccessFact, Fact};
use crate::category::CategoryId;
use crate::fields::Fields;
use crate::members::Members;
use crate::time::{LocalTime, Stamp};
use crate::{FieldError, ItemKey, ItemKind, Position};
use chrono::NaiveDate;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// A space or an initiative: what its author says of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Spaces always have one; an initiative may lack it (online, city-wide).
    pub position: Option<Position>,
    pub common: Common,
    pub detail: Detail,
}

/// An item as its store keeps it.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredItem {
    /// 1 to 2^53 − 1, stable for ever, unique within the kind.
    pub id: u64,
    /// 1 for a new item, one more after each change.
    pub version: u64,
    pub created_at: Stamp,
    pub updated_at: Stamp,
    pub item: Item,
}

impl StoredItem {
    #[must_use]
    pub fn key(&self) -> ItemKey {
        ItemKey {
            kind: self.item.kind(),
            id: self.id,
        }
    }
}

/// What both kinds have.
#[derive(Debug, Clone, PartialEq)]
pub struct Common {
    /// May be empty: the item then shows its category and address.
    pub name: String,
    pub summary: Option<String>,
    /// Tiny Markdown.
    pub description: Option<String>,
    pub category: CategoryId,
    pub tags: Vec<String>,
    pub address: Option<String>,
    pub website: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    /// Whether phone and e-mail may stand in bulk outputs.
    pub contact_public: bool,
    pub image: Option<Image>,
    pub access: Access,
    /// BCP 47.
    pub languages: Vec<String>,
    pub cost: Cost,
    pub ages: Ages,
    pub translations: BTreeMap<String, Translation>,
    pub source: Option<String>,
    pub source_id: Option<String>,
    pub source_url: Option<String>,
    pub licence: Option<String>,
    pub confirmed_at: Option<Stamp>,
    /// The code of a district of the default set, as the source names it. Counts only for an
    /// item without a position.
    pub stated_district: Option<String>,
}

/// What only one kind has.
#[derive(Debug, Clone, PartialEq)]
pub enum Detail {
    Space(Space),
    Initiative(Initiative),
}

/// A community place.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Space {
    /// OSM `opening_hours` syntax.
    pub opening_hours: Option<String>,
    pub closed: Option<Closure>,
    pub operator: Option<String>,
    pub operator_kind: Option<String>,
    /// People.
    pub capacity: Option<u32>,
    pub rooms: Vec<Room>,
    /// How to ask for a room.
    pub booking: Option<String>,
}

/// Something people do.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Initiative {
    /// The id of the space where it happens.
    pub space: Option<u64>,
    pub organiser: Organiser,
    /// Absent: ongoing.
    pub schedule: Option<Schedule>,
    pub status: Status,
    pub registration: Registration,
    pub programme: Option<String>,
    pub funding: Funding,
}

/// A foreign image; a link, never loaded by a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Image {
    pub url: String,
    pub alt: Option<String>,
    pub licence: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cost {
    /// `None`: not known.
    pub free: Option<bool>,
    pub text: Option<String>,
}

/// Years of age that it is for; an open end is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ages {
    pub min: Option<u8>,
    pub max: Option<u8>,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Translation {
    pub name: Option<String>,
    pub summary: Option<String>,
    pub description: Option<String>,
}

/// A temporary closure, both days included.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Closure {
    pub from: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
    pub reason: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Room {
    pub name: String,
    pub capacity: Option<u32>,
    pub equipment: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Organiser {
    pub name: Option<String>,
    pub kind: Option<String>,
    pub website: Option<String>,
}

/// When it happens, on the city's clocks.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Schedule {
    pub start: LocalTime,
    /// Not before the start; for an all-day schedule the last day itself.
    pub end: Option<LocalTime>,
    pub all_day: bool,
    /// RFC 5545 RRULE without its name, e.g. `FREQ=WEEKLY;BYDAY=TU`.
    pub rrule: Option<String>,
    pub rdate: Vec<LocalTime>,
    pub exdate: Vec<LocalTime>,
    pub overrides: Vec<Override>,
}

/// One date of a recurrence that differs from its rule.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Override {
    /// The start that the rule gives.
    pub date: LocalTime,
    pub start: Option<LocalTime>,
    pub end: Option<LocalTime>,
    pub cancelled: bool,
    pub note: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Status {
    #[default]
    Scheduled,
    Postponed,
    Cancelled,
    Done,
}

impl Status {
    const WORDS: [(&'static str, Self); 4] = [
        ("scheduled", Self::Scheduled),
        ("postponed", Self::Postponed),
        ("cancelled", Self::Cancelled),
        ("done", Self::Done),
    ];

    fn word(self) -> &'static str {
        word_of(self, &Self::WORDS)
    }
}

/// The word of a choice; every choice has one.
fn word_of<T: Copy + PartialEq>(choice: T, words: &[(&'static str, T)]) -> &'static str {
    let found = words.iter().find(|(_, meaning)| *meaning == choice);
    found.map_or("", |(word, _)| word)
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Registration {
    /// `None`: not known.
    pub required: Option<bool>,
    pub url: Option<String>,
    pub deadline: Option<LocalTime>,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Funding {
    pub year: Option<u16>,
    pub amount: Option<f64>,
    /// ISO 4217.
    pub currency: Option<String>,
}

/// Properties that the service computes; a client may send them back, they are not read.
pub const COMPUTED: [&str; 7] = [
    "id",
    "layer",
    "version",
    "created_at",
    "updated_at",
    "districts",
    "districts_stated",
];

/// The properties that a tile carries: they stand first in [`Item::properties`].
pub const BRIEF: [&str; 5] = ["name", "category", "tags", "status", "cost"];

/// The properties that leave only with a token unless `contact_public`: they stand last.
pub const CONTACT: [&str; 2] = ["phone", "email"];

impl Item {
    #[must_use]
    pub const fn kind(&self) -> ItemKind {
        match self.detail {
            Detail::Space(_) => ItemKind::Space,
            Detail::Initiative(_) => ItemKind::Initiative,
        }
    }

    /// Reads the nested properties of a GeoJSON feature.
    ///
    /// # Errors
    /// Every field that breaks a rule, and every field that no item of this kind has.
    pub fn parse(
        kind: ItemKind,
        properties: &Map<String, Value>,
        position: Option<Position>,
    ) -> Result<Self, Vec<FieldError>> {
        let (item, errors) = Self::read(kind, properties, position);
        if errors.is_empty() {
            Ok(item)
        } else {
            Err(errors)
        }
    }

    /// What can be read, without the fields that break a rule; and every fault.
    pub fn read(
        kind: ItemKind,
        properties: &Map<String, Value>,
        position: Option<Position>,
    ) -> (Self, Vec<FieldError>) {
        let mut fields = Fields::new(properties);
        if kind == ItemKind::Space && position.is_none() {
            fields.error(FieldError::new(
                "geometry",
                "null",
                "a Point: a space has a position",
            ));
        }
        let common = read_common(&mut fields);
        let detail = match kind {
            ItemKind::Space => Detail::Space(read_space(&mut fields)),
            ItemKind::Initiative => Detail::Initiative(read_initiative(&mut fields)),
        };
        let unknown: Vec<FieldError> = fields
            .unread()
            .filter(|name| !COMPUTED.contains(name))
            .map(|name| FieldError::new(name, "…", format!("a field that {} have", kind.layer())))
            .collect();
        for error in unknown {
            fields.error(error);
        }
        let item = Self {
            position,
            common,
            detail,
        };
        (item, fields.into_errors())
    }

    /// The nested properties in a fixed order: those of [`BRIEF`] first, those of [`CONTACT`]
    /// last, absent ones left out.
    #[must_use]
    pub fn properties(&self) -> Map<String, Value> {
        object(&self.text().members)
    }

    /// The same as JSON text.
    pub fn text(&self) -> ItemText {
        let common = &self.common;
        let mut out = Members::default();
        out.text("name", Some(&common.name));
        out.text("category", Some(common.category.as_str()));
        out.texts("tags", &common.tags);
        if let Detail::Initiative(initiative) = &self.detail {
            out.text("status", Some(initiative.status.word()));
        }
        out.object("cost", |cost| {
            cost.flag("free", common.cost.free);
            cost.text("text", common.cost.text.as_deref());
        });
        let brief_end = out.len();
        out.text("summary", common.summary.as_deref());
        out.text("description", common.description.as_deref());
        out.text("address", common.address.as_deref());
        out.text("website", common.website.as_deref());
        out.flag("contact_public", Some(common.contact_public));
        if let Some(image) = &common.image {
            out.object("image", |out| {
                out.text("url", Some(&image.url));
                out.text("alt", image.alt.as_deref());
                out.text("licence", image.licence.as_deref());
            });
        }
        out.object("access", |access| common.access.write(access));
        out.texts("languages", &common.languages);
        out.object("ages", |ages| {
            ages.integer("min", common.ages.min);
            ages.integer("max", common.ages.max);
        });
        out.object("translations", |translations| {
            for (language, texts) in &common.translations {
                translations.object(language, |out| {
                    out.text("name", texts.name.as_deref());
                    out.text("summary", texts.summary.as_deref());
                    out.text("description", texts.description.as_deref());
                });
            }
        });
        match &self.detail {
            Detail::Space(space) => write_space(&mut out, space),
            Detail::Initiative(initiative) => write_initiative(&mut out, initiative),
        }
        out.text("source", common.source.as_deref());
        out.text("source_id", common.source_id.as_deref());
        out.text("source_url", common.source_url.as_deref());
        out.text("licence", common.licence.as_deref());
        out.shown("confirmed_at", common.confirmed_at);
        out.text("stated_district", common.stated_district.as_deref());
        let contact_start = out.len();
        out.text("phone", common.phone.as_deref());
        out.text("email", common.email.as_deref());
        ItemText {
            members: out.finish(),
            brief_end,
            contact_start,
        }
    }
}

/// The members of an item's JSON properties: brief ones, the rest, contact; the second and third
/// part each start with a comma unless empty.
pub struct ItemText {
    pub members: String,
    pub brief_end: usize,
    pub contact_start: usize,
}

/// The object of these JSON members.
pub fn object(members: &str) -> Map<String, Value> {
    serde_json::from_str(&format!("{{{members}}}")).unwrap_or_default()
}

fn read_common(fields: &mut Fields<'_>) -> Common {
    let category = fields.line("category", 64).and_then(|text| {
        let parsed = CategoryId::parse("category", &text);
        fields.keep(parsed)
    });
    Common {
        name: fields.line("name", 500).unwrap_or_default(),
        summary: fields.block("summary", 2000),
        description: fields.block("description", 20_000),
        category: category.unwrap_or_else(CategoryId::other),
        tags: fields.texts("tags", 50, tag),
        address: fields.line("address", 500),
        website: fields.url("website"),
        phone: fields.line("phone", 100),
        email: email(fields),
        contact_public: fields.flag("contact_public").unwrap_or(false),
        image: fields.object("image", |image| {
            Some(Image {
                url: image.url("url")?,
                alt: image.line("alt", 500),
                licence: image.line("licence", 200),
            })
        }),
        access: fields
            .object("access", |access| Some(Access::read(access)))
            .unwrap_or_default(),
        languages: fields.texts("languages", 20, language),
        cost: fields
            .object("cost", |cost| {
                Some(Cost {
                    free: cost.flag("free"),
                    text: cost.line("text", 500),
                })
            })
            .unwrap_or_default(),
        ages: read_ages(fields),
        translations: fields
            .entries("translations", 20, |key, texts| {
                let language = language("language", key);
                Some((
                    texts.keep(language)?,
                    Translation {
                        name: texts.line("name", 500),
                        summary: texts.block("summary", 2000),
                        description: texts.block("description", 20_000),
                    },
                ))
            })
            .into_iter()
            .collect(),
        source: fields.line("source", 200),
        source_id: fields.line("source_id", 200),
        source_url: fields.url("source_url"),
        licence: fields.line("licence", 200),
        confirmed_at: fields.stamp("confirmed_at"),
        stated_district: fields.line("stated_district", 64),
    }
}

fn read_space(fields: &mut Fields<'_>) -> Space {
    Space {
        opening_hours: fields.line("opening_hours", 1000),
        closed: fields.object("closed", |closed| {
            let (from, until) = (closed.date("from"), closed.date("until"));
            if let (Some(from), Some(until)) = (from, until)
                && until < from
            {
                closed.error(FieldError::new("until", until, "a day not before from"));
            }
            let reason = closed.line("reason", 500);
            (from.is_some() || until.is_some() || reason.is_some()).then_some(Closure {
                from,
                until,
                reason,
            })
        }),
        operator: fields.line("operator", 300),
        operator_kind: fields.line("operator_kind", 100),
        capacity: count(fields, "capacity"),
        rooms: fields.objects("rooms", 100, |room| {
            Some(Room {
                name: room.line("name", 200).unwrap_or_default(),
                capacity: count(room, "capacity"),
                equipment: room.texts("equipment", 50, tag),
            })
        }),
        booking: fields.block("booking", 2000),
    }
}

fn read_initiative(fields: &mut Fields<'_>) -> Initiative {
    Initiative {
        space: fields
            .integer("space", 1..=crate::layer::MAX_ID as i64)
            .map(i64::unsigned_abs),
        organiser: fields
            .object("organiser", |organiser| {
                Some(Organiser {
                    name: organiser.line("name", 300),
                    kind: organiser.line("kind", 100),
                    website: organiser.url("website"),
                })
            })
            .unwrap_or_default(),
        schedule: fields.object("schedule", read_schedule),
        status: fields.choice("status", &Status::WORDS).unwrap_or_default(),
        registration: fields
            .object("registration", |registration| {
                Some(Registration {
                    required: registration.flag("required"),
                    url: registration.url("url"),
                    deadline: registration.local_time("deadline"),
                })
            })
            .unwrap_or_default(),
        programme: fields.line("programme", 300),
        funding: fields
            .object("funding", |funding| {
                let currency = funding.line("currency", 3);
                if let Some(code) = currency
                    .as_ref()
                    .filter(|code| code.len() != 3 || !code.bytes().all(|b| b.is_ascii_uppercase()))
                {
                    funding.error(FieldError::new(
                        "currency",
                        code,
                        "an ISO 4217 code like PLN",
                    ));
                }
                let amount = funding.number("amount");
                if let Some(amount) = amount.filter(|amount| *amount < 0.0) {
                    funding.error(FieldError::new("amount", amount, "0 or more"));
                }
                Some(Funding {
                    year: funding.integer("year", 1900..=2200).map(|year| year as u16),
                    amount,
                    currency,
                })
            })
            .unwrap_or_default(),
    }
}

fn read_schedule(fields: &mut Fields<'_>) -> Option<Schedule> {
    let start = fields.local_time("start");
    let end = fields.local_time("end");
    let all_day = fields.flag("all_day");
    let rrule = fields.line("rrule", 500);
    let rdate = fields.texts("rdate", 1000, LocalTime::parse);
    let exdate = fields.texts("exdate", 1000, LocalTime::parse);
    let overrides = fields.objects("overrides", 1000, |one| {
        Some(Override {
            date: one.local_time("date")?,
            start: one.local_time("start"),
            end: one.local_time("end"),
            cancelled: one.flag("cancelled").unwrap_or(false),
            note: one.line("note", 500),
        })
    });
    let Some(start) = start else {
        // An empty object says as little as none; but a rule with no start says something false.
        if end.is_some() || rrule.is_some() || !rdate.is_empty() {
            fields.error(FieldError::new("start", "", "the first local date or time"));
        }
        return None;
    };
    if let Some(end) = end.filter(|end| *end < start) {
        fields.error(FieldError::new("end", end, "a time not before the start"));
    }
    if let Some(rule) = &rrule {
        let checked = crate::schedule::check_rule(rule, start, end);
        fields.keep(checked);
    }
    Some(Schedule {
        all_day: all_day.unwrap_or(matches!(start, LocalTime::Date(_))),
        start,
        end,
        rrule,
        rdate,
        exdate,
        overrides,
    })
}

fn read_ages(fields: &mut Fields<'_>) -> Ages {
    fields
        .object("ages", |ages| {
            let min = ages.integer("min", 0..=120).map(|age| age as u8);
            let max = ages.integer("max", 0..=120).map(|age| age as u8);
            if let (Some(min), Some(max)) = (min, max)
                && max < min
            {
                ages.error(FieldError::new("max", max, "an age not below min"));
            }
            Some(Ages { min, max })
        })
        .unwrap_or_default()
}

fn count(fields: &mut Fields<'_>, name: &'static str) -> Option<u32> {
    fields.integer(name, 0..=1_000_000).map(|n| n as u32)
}

fn email(fields: &mut Fields<'_>) -> Option<String> {
    let value = fields.line("email", 254)?;
    let ok = value.split_once('@').is_some_and(|(user, host)| {
        !user.is_empty() && host.contains('.') && !value.contains([' ', '<', '>', ',', '"'])
    });
    if !ok {
        fields.error(FieldError::new(
            "email",
            &value,
            "an address like name@example.org",
        ));
    }
    ok.then_some(value)
}

/// A tag or a piece of equipment: one line of at most 100 characters without commas, which
/// separate tags in a filter.
fn tag(field: &str, text: &str) -> Result<String, FieldError> {
    let cleaned = crate::text::clean_line(text);
    if cleaned.is_empty() || cleaned.chars().count() > 100 || cleaned.contains(',') {
        return Err(FieldError::new(
            field,
            text,
            "1 to 100 characters without a comma",
        ));
    }
    Ok(cleaned)
}

/// A BCP 47 tag in its common form: subtags of 1 to 8 letters or digits, the first of letters.
pub fn language(field: &str, text: &str) -> Result<String, FieldError> {
    let text = text.trim();
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    let ok = (2..=8).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        });
    if ok {
        Ok(text.to_owned())
    } else {
        Err(FieldError::new(
            field,
            text,
            "a BCP 47 language like pl or uk",
        ))
    }
}

/// What a language tag starts with, in lower case: `uk` of `uk-UA`.
pub fn primary_subtag(tag: &str) -> String {
    let first = tag.split('-').next().unwrap_or_default();
    first.to_ascii_lowercase()
}

fn write_space(out: &mut Members, space: &Space) {
    out.text("opening_hours", space.opening_hours.as_deref());
    if let Some(closed) = &space.closed {
        out.object("closed", |out| {
            out.shown("from", closed.from);
            out.shown("until", closed.until);
            out.text("reason", closed.reason.as_deref());
        });
    }
    out.text("operator", space.operator.as_deref());
    out.text("operator_kind", space.operator_kind.as_deref());
    out.integer("capacity", space.capacity);
    out.objects("rooms", &space.rooms, |out, room| {
        out.text("name", Some(&room.name));
        out.integer("capacity", room.capacity);
        out.texts("equipment", &room.equipment);
    });
    out.text("booking", space.booking.as_deref());
}

fn write_initiative(out: &mut Members, initiative: &Initiative) {
    let times = |out: &mut Members, name: &str, times: &[LocalTime]| {
        out.texts(name, times.iter().map(LocalTime::to_string));
    };
    out.integer("space", initiative.space);
    out.object("organiser", |out| {
        out.text("name", initiative.organiser.name.as_deref());
        out.text("kind", initiative.organiser.kind.as_deref());
        out.text("website", initiative.organiser.website.as_deref());
    });
    if let Some(schedule) = &initiative.schedule {
        out.object("schedule", |out| {
            out.shown("start", Some(schedule.start));
            out.shown("end", schedule.end);
            out.flag("all_day", Some(schedule.all_day));
            out.text("rrule", schedule.rrule.as_deref());
            times(out, "rdate", &schedule.rdate);
            times(out, "exdate", &schedule.exdate);
            out.objects("overrides", &schedule.overrides, |out, one| {
                out.shown("date", Some(one.date));
                out.shown("start", one.start);
                out.shown("end", one.end);
                out.flag("cancelled", Some(one.cancelled));
                out.text("note", one.note.as_deref());
            });
        });
    }
    out.object("registration", |out| {
        out.flag("required", initiative.registration.required);
        out.text("url", initiative.registration.url.as_deref());
        out.shown("deadline", initiative.registration.deadline);
    });
    out.text("programme", initiative.programme.as_deref());
    out.object("funding", |out| {
        out.integer("year", initiative.funding.year);
        out.number("amount", initiative.funding.amount);
        out.text("currency", initiative.funding.currency.as_deref());
    });
}

/// The entries of `object` without those that are `null`, empty lists or empty objects, at
/// every depth: what is not known is absent.
pub fn without_nulls(object: Value) -> Map<String, Value> {
    fn prune(value: Value) -> Option<Value> {
        match value {
            Value::Null => None,
            Value::Array(list) => {
                let list: Vec<Value> = list.into_iter().filter_map(prune).collect();
                (!list.is_empty()).then_some(Value::Array(list))
            }
            Value::Object(map) => {
                let map: Map<String, Value> = map
                    .into_iter()
                    .filter_map(|(key, value)| Some((key, prune(value)?)))
                    .collect();
                (!map.is_empty()).then_some(Value::Object(map))
            }
            other => Some(other),
        }
    }
    match prune(object) {
        Some(Value::Object(map)) => map,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn parse(kind: ItemKind, properties: &Value) -> Result<Item, Vec<FieldError>> {
        let position = Position::new(21.0, 52.2).ok();
        Item::parse(kind, properties.as_object().expect("an object"), position)
    }

    #[test]
    fn what_is_written_is_read_back() {
        let full = json!({
            "name": "Szachy w parku", "category": "sport", "tags": ["szachy"],
            "status": "postponed", "cost": {"free": true}, "contact_public": true,
            "access": {"step_free": "yes", "toilet": "unknown", "hearing_loop": "no", "quiet": "limited"},
            "ages": {"min": 6, "max": 99}, "languages": ["pl", "uk"],
            "translations": {"uk": {"name": "Шахи"}}, "space": 7,
            "schedule": {"start": "2026-11-28T10:00", "rrule": "FREQ=WEEKLY", "overrides": [
                {"date": "2026-12-05T10:00", "cancelled": true}]},
            "funding": {"year": 2026, "amount": 1500.5, "currency": "PLN"},
            "phone": "22 000 00 00", "email": "a@example.org",
        });
        let item = parse(ItemKind::Initiative, &full).expect("a valid initiative");
        let again = Item::parse(ItemKind::Initiative, &item.properties(), item.position);
        assert_eq!(again.as_ref(), Ok(&item));
        let names: Vec<String> = item.properties().keys().cloned().collect();
        assert_eq!(names[..5], BRIEF);
        assert_eq!(names[names.len() - 2..], CONTACT);
    }

    #[test]
    fn every_wrong_field_is_named() {
        let errors = parse(
            ItemKind::Space,
            &json!({
                "name": "x".repeat(501), "category": "Ą", "access": {"step_free": "maybe", "ramp": 1},
                "capacity": -1, "website": "javascript:alert(1)", "colour": "red",
            }),
        )
        .expect_err("six faults");
        let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(
            fields,
            [
                "category",
                "name",
                "website",
                "access.step_free",
                "access.ramp",
                "capacity",
                "colour"
            ]
        );
    }

    #[test]
    fn recurrence_bombs_are_refused() {
        for rule in [
            "FREQ=SECONDLY",
            "FREQ=DAILY;COUNT=1001",
            "FREQ=DAILY;INTERVAL=0",
            "FREQ=DAILY;BYHOUR=1",
            "x",
        ] {
            let schedule = json!({"schedule": {"start": "2026-01-01", "rrule": rule}});
            let errors = parse(ItemKind::Initiative, &schedule).expect_err(rule);
            assert_eq!(errors[0].field, "schedule.rrule", "{rule}");
        }
    }
}
