//! Nested properties laid flat, for CSV, GeoPackage, PostGIS, `--map` and queryables.
//!
//! One table per kind names every column, where it stands in the nested properties, and its
//! type; those of the facts of access come from `access.rs`.

use crate::{ItemKind, access};
use serde_json::{Map, Value};

/// The type of a flat column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnType {
    Text,
    Integer,
    Real,
    Boolean,
    /// A list or object as JSON text.
    Json,
    /// A moment in UTC ([`crate::time::Stamp`]).
    Stamp,
}

/// A flat column and where its value stands in the nested properties.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// `access_step_free`.
    pub name: &'static str,
    /// `["access", "step_free"]`.
    pub path: &'static [&'static str],
    pub kind: ColumnType,
}

macro_rules! columns {
    ($($name:literal $kind:ident $path:expr;)*) => {
        &[$(Column { name: $name, path: &$path, kind: ColumnType::$kind }),*]
    };
}

/// What spaces and initiatives have in common, up to the facts of access.
const COMMON: &[Column] = columns! {
    "name" Text ["name"];
    "summary" Text ["summary"];
    "description" Text ["description"];
    "category" Text ["category"];
    "tags" Json ["tags"];
    "address" Text ["address"];
    "website" Text ["website"];
    "phone" Text ["phone"];
    "email" Text ["email"];
    "contact_public" Boolean ["contact_public"];
    "image_url" Text ["image", "url"];
    "image_alt" Text ["image", "alt"];
    "image_licence" Text ["image", "licence"];
};

/// The rest of what they have in common, which stands after the facts of access.
const COMMON_REST: &[Column] = columns! {
    "languages" Json ["languages"];
    "cost_free" Boolean ["cost", "free"];
    "cost_text" Text ["cost", "text"];
    "ages_min" Integer ["ages", "min"];
    "ages_max" Integer ["ages", "max"];
    "translations" Json ["translations"];
    "source" Text ["source"];
    "source_id" Text ["source_id"];
    "source_url" Text ["source_url"];
    "licence" Text ["licence"];
    "confirmed_at" Stamp ["confirmed_at"];
    "stated_district" Text ["stated_district"];
};

const SPACE: &[Column] = columns! {
    "opening_hours" Text ["opening_hours"];
    "closed_from" Text ["closed", "from"];
    "closed_until" Text ["closed", "until"];
    "closed_reason" Text ["closed", "reason"];
    "operator" Text ["operator"];
    "operator_kind" Text ["operator_kind"];
    "capacity" Integer ["capacity"];
    "rooms" Json ["rooms"];
    "booking" Text ["booking"];
};

const INITIATIVE: &[Column] = columns! {
    "space" Integer ["space"];
    "organiser_name" Text ["organiser", "name"];
    "organiser_kind" Text ["organiser", "kind"];
    "organiser_website" Text ["organiser", "website"];
    "schedule_start" Text ["schedule", "start"];
    "schedule_end" Text ["schedule", "end"];
    "schedule_all_day" Boolean ["schedule", "all_day"];
    "schedule_rrule" Text ["schedule", "rrule"];
    "schedule_rdate" Json ["schedule", "rdate"];
    "schedule_exdate" Json ["schedule", "exdate"];
    "schedule_overrides" Json ["schedule", "overrides"];
    "status" Text ["status"];
    "registration_required" Boolean ["registration", "required"];
    "registration_url" Text ["registration", "url"];
    "registration_deadline" Text ["registration", "deadline"];
    "programme" Text ["programme"];
    "funding_year" Integer ["funding", "year"];
    "funding_amount" Real ["funding", "amount"];
    "funding_currency" Text ["funding", "currency"];
};

const DISTRICT: &[Column] = columns! {
    "code" Text ["code"];
    "set" Text ["set"];
    "name" Text ["name"];
    "population" Integer ["population"];
    "population_source" Text ["population_source"];
    "population_date" Text ["population_date"];
    "parent" Text ["parent"];
};

const POPULATION_CELL: &[Column] = columns! {
    "population" Real ["population"];
    "population_0_14" Real ["population_0_14"];
    "population_15_64" Real ["population_15_64"];
    "population_65plus" Real ["population_65plus"];
    "known" Boolean ["known"];
    "source" Text ["source"];
    "source_id" Text ["source_id"];
};

const PLACE_NAME: &[Column] = columns! {
    "name" Text ["name"];
    "kind" Text ["kind"];
    "source" Text ["source"];
    "source_id" Text ["source_id"];
};

/// A table of the store, a layer of an export, a kind of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    Spaces,
    Initiatives,
    Districts,
    PopulationCells,
    PlaceNames,
}

impl Column {
    /// Its value in nested properties.
    pub fn value<'a>(&self, properties: &'a Map<String, Value>) -> Option<&'a Value> {
        let (first, inner) = self.path.split_first()?;
        inner
            .iter()
            .try_fold(properties.get(*first)?, |value, step| value.get(*step))
    }
}

impl Table {
    pub const ALL: [Self; 5] = [
        Self::Spaces,
        Self::Initiatives,
        Self::Districts,
        Self::PopulationCells,
        Self::PlaceNames,
    ];

    /// The table's name in both stores, in the change log and in revisions.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Spaces => "spaces",
            Self::Initiatives => "initiatives",
            Self::Districts => "districts",
            Self::PopulationCells => "population_cells",
            Self::PlaceNames => "place_names",
        }
    }

    /// Its flat columns, without `id`, geometry, `version` and stamps.
    pub fn columns(self) -> impl Iterator<Item = &'static Column> {
        let item = |own| [COMMON, access::COLUMNS, COMMON_REST, own];
        let parts: [&'static [Column]; 4] = match self {
            Self::Spaces => item(SPACE),
            Self::Initiatives => item(INITIATIVE),
            Self::Districts => [DISTRICT, &[], &[], &[]],
            Self::PopulationCells => [POPULATION_CELL, &[], &[], &[]],
            Self::PlaceNames => [PLACE_NAME, &[], &[], &[]],
        };
        parts.into_iter().flatten()
    }

    /// Lays nested properties flat: each column with its value, `Null` where absent. JSON
    /// columns keep their list or object.
    pub fn flatten(self, properties: &Map<String, Value>) -> Vec<(&'static Column, Value)> {
        self.columns()
            .map(|column| {
                let value = column.value(properties).cloned();
                (column, value.unwrap_or(Value::Null))
            })
            .collect()
    }

    /// The opposite of [`Table::flatten`]: builds nested properties of named flat values. Absent
    /// columns and nulls are left out; names that are no column are kept at the top level, so
    /// that the parser names them.
    #[must_use]
    pub fn unflatten(self, values: Map<String, Value>) -> Map<String, Value> {
        let mut out = Map::new();
        for (name, value) in values {
            if value.is_null() {
                continue;
            }
            match self.columns().find(|column| column.name == name) {
                Some(Column {
                    path: [outer, inner],
                    ..
                }) => {
                    let object = out
                        .entry(*outer)
                        .or_insert_with(|| Value::Object(Map::new()));
                    if let Value::Object(map) = object {
                        map.insert((*inner).to_owned(), value);
                    }
                }
                _ => {
                    out.insert(name, value);
                }
            }
        }
        out
    }
}

impl From<ItemKind> for Table {
    fn from(kind: ItemKind) -> Self {
        match kind {
            ItemKind::Space => Self::Spaces,
            ItemKind::Initiative => Self::Initiatives,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn flat_and_nested_are_one_thing_said_twice() {
        let nested = json!({
            "name": "Klub", "access": {"step_free": "yes"}, "rooms": [{"name": "Sala"}],
        });
        let nested = nested.as_object().expect("an object").clone();
        let flat: Map<String, Value> = Table::Spaces
            .flatten(&nested)
            .into_iter()
            .map(|(column, value)| (column.name.to_owned(), value))
            .collect();
        assert_eq!(flat["access_step_free"], "yes");
        assert_eq!(flat["capacity"], Value::Null);
        assert_eq!(Table::Spaces.unflatten(flat), nested);
    }
}
