//! Districts: polygons of a boundary set.

use crate::area::Area;
use crate::fields::Fields;
use crate::{FieldError, text};
use chrono::NaiveDate;
use serde_json::{Map, Value, json};

/// The boundary set that is meant where none is named.
pub const DEFAULT_SET: &str = "district";

/// The code that figures for the whole city carry; no district may have it.
pub const CITY_CODE: &str = "CITY";

/// A polygon of a boundary set.
#[derive(Debug, Clone, PartialEq)]
pub struct District {
    /// Unique within its set, e.g. `146502_8`.
    pub code: String,
    pub set: String,
    pub name: String,
    pub population: Option<u64>,
    pub population_source: Option<String>,
    pub population_date: Option<NaiveDate>,
    /// The code of the district of the set above it.
    pub parent: Option<String>,
    pub area: Area,
}

/// A district as its store keeps it.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredDistrict {
    pub id: u64,
    pub version: u64,
    pub district: District,
}

impl District {
    /// Reads the properties of a feature; a district without a code takes a slug of its name.
    ///
    /// # Errors
    /// Every field that breaks a rule.
    pub fn parse(properties: &Map<String, Value>, area: Area) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::new(properties);
        let name = fields.line("name", 200).unwrap_or_default();
        let code = fields.line("code", 64).unwrap_or_else(|| text::slug(&name));
        if code.is_empty() {
            fields.error(FieldError::new(
                "code",
                "",
                "a code, or a name to make one of",
            ));
        }
        if code == CITY_CODE || code.contains(',') {
            fields.error(FieldError::new(
                "code",
                &code,
                "a code without commas other than CITY, which figures for the whole city carry",
            ));
        }
        let set = fields
            .line("set", 64)
            .unwrap_or_else(|| DEFAULT_SET.to_owned());
        let population = fields.integer("population", 0..=100_000_000);
        let district = Self {
            code,
            set,
            name,
            population: population.map(i64::unsigned_abs),
            population_source: fields.line("population_source", 500),
            population_date: fields.date("population_date"),
            parent: fields.line("parent", 64),
            area,
        };
        fields.finish(district)
    }

    /// The properties that [`District::parse`] reads; absent fields are left out.
    #[must_use]
    pub fn properties(&self) -> Map<String, Value> {
        let all = json!({
            "code": self.code,
            "set": self.set,
            "name": self.name,
            "population": self.population,
            "population_source": self.population_source,
            "population_date": self.population_date.map(|date| date.to_string()),
            "parent": self.parent,
        });
        crate::item::without_nulls(all)
    }
}
