//! What a space and an initiative have in common, and how both are written.

use super::SOURCE;
use super::output::{collection, csv, feature};
use super::plane::Point;
use super::words::Triple;
use serde_json::{Map, Value, json};

/// A record of the town: nested properties without the nulls.
pub(super) struct Item {
    pub(super) place: Option<Point>,
    pub(super) properties: Map<String, Value>,
}

impl Item {
    pub(super) fn new(place: Option<Point>) -> Self {
        Self {
            place,
            properties: Map::new(),
        }
    }

    pub(super) fn set(&mut self, name: &str, value: impl Into<Value>) -> &mut Self {
        self.properties.insert(name.to_owned(), value.into());
        self
    }

    /// Name, summary and description in Polish, the rest under `translations`.
    pub(super) fn say(&mut self, texts: [&Text; 3]) {
        let names = ["name", "summary", "description"];
        let mut translations = Map::new();
        for (name, text) in names.iter().zip(texts) {
            if !text.pl.is_empty() {
                self.set(name, text.pl.as_str());
            }
            for (language, words) in [("en", &text.en), ("uk", &text.uk)] {
                if !words.is_empty() {
                    let entry = translations
                        .entry(language)
                        .or_insert_with(|| Value::Object(Map::new()));
                    entry[*name] = json!(words);
                }
            }
        }
        if !translations.is_empty() {
            self.set("translations", translations);
        }
    }

    pub(super) fn sign(&mut self, id: String) {
        self.set("source", SOURCE)
            .set("source_id", id)
            .set("licence", "CC0-1.0");
    }
}

/// A text in the three languages; an empty one is not there.
#[derive(Clone, Default)]
pub(super) struct Text {
    pub(super) pl: String,
    pub(super) en: String,
    pub(super) uk: String,
}

impl From<Triple> for Text {
    fn from((pl, en, uk): Triple) -> Self {
        Self {
            pl: pl.to_owned(),
            en: en.to_owned(),
            uk: uk.to_owned(),
        }
    }
}

impl Text {
    /// Both, with a space between; a language that one of them lacks is left out.
    pub(super) fn followed_by(&self, other: &Self) -> Self {
        let join = |a: &str, b: &str| match (a, b) {
            ("", _) | (_, "") => String::new(),
            (a, b) => format!("{a} {b}"),
        };
        Self {
            pl: join(&self.pl, &other.pl),
            en: join(&self.en, &other.en),
            uk: join(&self.uk, &other.uk),
        }
    }
}

/// A slug for the invented addresses under example.org.
pub(super) fn slug(text: &str) -> String {
    let plain = |c: char| match c {
        'ą' => 'a',
        'ć' => 'c',
        'ę' => 'e',
        'ł' => 'l',
        'ń' => 'n',
        'ó' => 'o',
        'ś' => 's',
        'ź' | 'ż' => 'z',
        c if c.is_ascii_alphanumeric() => c,
        _ => '-',
    };
    let mut out = String::new();
    for c in text.to_lowercase().chars().map(plain) {
        if c != '-' || !(out.is_empty() || out.ends_with('-')) {
            out.push(c);
        }
    }
    out.trim_matches('-').chars().take(40).collect()
}

pub(super) fn spaces_geojson(spaces: &[Item]) -> String {
    collection(spaces.iter().map(|space| {
        let geometry = space.place.map_or(
            Value::Null,
            |place| json!({"type": "Point", "coordinates": place.lon_lat()}),
        );
        feature(geometry, Value::Object(space.properties.clone()))
    }))
}

/// The columns of initiatives.csv with the path of each in the nested properties.
const COLUMNS: &[(&str, &[&str])] = &[
    ("source_id", &["source_id"]),
    ("name", &["name"]),
    ("category", &["category"]),
    ("status", &["status"]),
    ("schedule_start", &["schedule", "start"]),
    ("schedule_end", &["schedule", "end"]),
    ("schedule_all_day", &["schedule", "all_day"]),
    ("schedule_rrule", &["schedule", "rrule"]),
    ("schedule_rdate", &["schedule", "rdate"]),
    ("schedule_exdate", &["schedule", "exdate"]),
    ("schedule_overrides", &["schedule", "overrides"]),
    ("address", &["address"]),
    ("stated_district", &["stated_district"]),
    ("summary", &["summary"]),
    ("description", &["description"]),
    ("tags", &["tags"]),
    ("cost_free", &["cost", "free"]),
    ("cost_text", &["cost", "text"]),
    ("ages_min", &["ages", "min"]),
    ("ages_max", &["ages", "max"]),
    ("languages", &["languages"]),
    ("registration_required", &["registration", "required"]),
    ("registration_url", &["registration", "url"]),
    ("registration_deadline", &["registration", "deadline"]),
    ("access_step_free", &["access", "step_free"]),
    ("access_toilet", &["access", "toilet"]),
    ("access_hearing_loop", &["access", "hearing_loop"]),
    ("access_quiet", &["access", "quiet"]),
    ("organiser_name", &["organiser", "name"]),
    ("organiser_kind", &["organiser", "kind"]),
    ("organiser_website", &["organiser", "website"]),
    ("website", &["website"]),
    ("phone", &["phone"]),
    ("email", &["email"]),
    ("contact_public", &["contact_public"]),
    ("programme", &["programme"]),
    ("funding_year", &["funding", "year"]),
    ("funding_amount", &["funding", "amount"]),
    ("funding_currency", &["funding", "currency"]),
    ("translations", &["translations"]),
    ("source", &["source"]),
    ("licence", &["licence"]),
    ("confirmed_at", &["confirmed_at"]),
];

pub(super) fn initiatives_csv(initiatives: &[Item]) -> String {
    let mut header = vec!["lon", "lat"];
    header.extend(COLUMNS.iter().map(|(name, _)| *name));
    csv(
        &header,
        initiatives.iter().map(|item| {
            let place = item.place.map(Point::lon_lat);
            let mut row: Vec<String> = [0, 1]
                .iter()
                .map(|&axis| place.map_or(String::new(), |at| at[axis].to_string()))
                .collect();
            row.extend(COLUMNS.iter().map(|(_, path)| {
                let mut steps = path.iter();
                let first = steps.next().and_then(|step| item.properties.get(*step));
                let value = steps.fold(first, |value, step| value.and_then(|v| v.get(*step)));
                value.map_or(String::new(), cell)
            }));
            row
        }),
    )
}

fn cell(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
