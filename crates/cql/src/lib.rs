//! CQL2 (OGC 21-065r2): filters that GIS clients write, as text and as JSON. Parsed once against
//! the queryables of a layer, with every type checked, then evaluated on items in memory.
//!
//! Nesting is counted before anything is parsed, and vertices while geometries are read, so no
//! filter costs more than its length.

mod array;
mod evaluate;
mod expression;
mod geometry;
mod json;
mod pattern;
mod queryables;
mod temporal;
mod text;
pub mod wkt;

pub use evaluate::Subject;
pub use queryables::{DISTRICT_FIGURES, Kind, Queryable, Queryables};
pub use temporal::Span;

use expression::{Expression, Fold, Operand};
use geo::{Coord, Geometry};
use okolica_model::calendar::Calendar;
use okolica_model::district::StoredDistrict;
use okolica_model::population::{CellShape, StoredCell};
use okolica_model::{FieldError, Position, text as characters};
use serde_json::{Map, Value};

/// The deepest nesting of a filter.
pub const MAX_DEPTH: usize = 50;
/// The most vertices of all geometries of a filter.
pub const MAX_VERTICES: usize = 10_000;
/// The longest filter in bytes.
const MAX_BYTES: usize = 64 * 1024;

/// The two ways to write a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    Text,
    Json,
}

/// What a filter is read against.
pub struct Setting<'a> {
    pub queryables: &'a Queryables,
    /// The city's clocks, for local dates and times.
    pub calendar: &'a Calendar,
    /// From the coordinates of the filter's geometries, in the order of their reference system,
    /// to longitude and latitude.
    pub to_degrees: &'a dyn Fn(Coord<f64>) -> Result<Coord<f64>, FieldError>,
}

/// A filter whose names and types are known to be right.
#[derive(Debug, Clone)]
pub struct Cql {
    expression: Expression,
    /// How many different texts it folds of a feature.
    folded: usize,
    calendar: Calendar,
    /// The outermost members of the properties that it names.
    members: Vec<&'static str>,
}

impl Cql {
    /// # Errors
    /// Names `filter` and the first thing that is wrong with it.
    pub fn parse(
        language: Language,
        text: &str,
        setting: &Setting<'_>,
    ) -> Result<Self, FieldError> {
        if text.len() > MAX_BYTES {
            let expected = format!("at most {MAX_BYTES} bytes");
            return Err(wrong(format!("{} bytes", text.len()), expected));
        }
        let depth = match language {
            Language::Text => depth_of_text(text),
            Language::Json => characters::json_depth(text.as_bytes()),
        };
        if depth > MAX_DEPTH {
            let expected = format!("at most {MAX_DEPTH} levels of nesting");
            return Err(wrong(format!("{depth} levels"), expected));
        }
        let mut expression = match language {
            Language::Text => text::parse(text, setting)?,
            Language::Json => json::parse(text, setting)?,
        };
        let mut members = Vec::new();
        let mut folded: Vec<(Queryable, Vec<Fold>)> = Vec::new();
        expression.each_operand(&mut |operand| {
            let property = match operand {
                Operand::Property(property) => *property,
                Operand::Folded(of) => {
                    let key = (of.property, of.folds.clone());
                    let known = folded.iter().position(|other| *other == key);
                    of.slot = known.unwrap_or_else(|| {
                        folded.push(key);
                        folded.len() - 1
                    });
                    of.property
                }
                _ => return,
            };
            if !members.contains(&property.path[0]) {
                members.push(property.path[0]);
            }
        });
        Ok(Self {
            expression,
            folded: folded.len(),
            calendar: setting.calendar.clone(),
            members,
        })
    }

    /// Whether the filter is true of a feature; what can't be told counts as no.
    #[must_use]
    pub fn keeps(&self, subject: &Subject<'_>) -> bool {
        evaluate::test(&self.expression, self.folded, subject, &self.calendar) == Some(true)
    }

    /// The outermost members of the properties that it looks at.
    #[must_use]
    pub fn members(&self) -> &[&'static str] {
        &self.members
    }

    /// [`Cql::keeps`] of an item with the properties that are named by [`Cql::members`].
    #[must_use]
    pub fn keeps_item(&self, properties: &Map<String, Value>, at: Option<Position>) -> bool {
        let geometry = at.map(|at| Geometry::Point(geo::Point::new(at.lon(), at.lat())));
        self.keeps(&Subject {
            properties,
            geometry: geometry.as_ref(),
        })
    }

    /// [`Cql::keeps`] of a population cell.
    #[must_use]
    pub fn keeps_cell(&self, cell: &StoredCell) -> bool {
        let geometry = match &cell.cell.shape {
            CellShape::Point(at) => Geometry::Point(geo::Point::new(at.lon(), at.lat())),
            CellShape::Polygon(area) => Geometry::MultiPolygon(area.polygons().clone()),
        };
        let mut properties = cell.properties();
        properties.insert("id".to_owned(), cell.id.into());
        self.keeps(&Subject {
            properties: &properties,
            geometry: Some(&geometry),
        })
    }

    /// [`Cql::keeps`] of a district with its figures.
    #[must_use]
    pub fn keeps_district(
        &self,
        stored: &StoredDistrict,
        figures: Option<&Map<String, Value>>,
    ) -> bool {
        let mut properties = stored.district.properties();
        properties.extend(figures.cloned().unwrap_or_default());
        properties.insert("id".to_owned(), stored.id.into());
        properties.insert("version".to_owned(), stored.version.into());
        let polygons = stored.district.area.polygons();
        let geometry = self
            .members
            .contains(&"geometry")
            .then(|| Geometry::MultiPolygon(polygons.clone()));
        self.keeps(&Subject {
            properties: &properties,
            geometry: geometry.as_ref(),
        })
    }
}

/// Brackets outside of quotes.
fn depth_of_text(text: &str) -> usize {
    let (mut now, mut most) = (0_usize, 0);
    let mut quote = None;
    for byte in text.bytes() {
        match (byte, quote) {
            (_, Some(open)) if byte == open => quote = None,
            (_, Some(_)) => {}
            (b'\'' | b'"', None) => quote = Some(byte),
            (b'(', None) => {
                now += 1;
                most = most.max(now);
            }
            (b')', None) => now = now.saturating_sub(1),
            _ => {}
        }
    }
    most
}

fn wrong(value: impl std::fmt::Display, expected: impl Into<String>) -> FieldError {
    let mut value = value.to_string();
    if value.chars().count() > 80 {
        value = value.chars().take(79).chain(['…']).collect();
    }
    FieldError::new("filter", value, expected)
}

#[cfg(test)]
mod tests;
