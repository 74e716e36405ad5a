//! Rows of the map's tables: from the database to domain types and back.

use super::sql;
use super::tx::{Cell, Cells, Dialect};
use crate::wkb;
use geo::{Geometry, MultiPolygon, Point};
use okolica_atlas::Rejection;
use okolica_model::area::{Area, MAX_DISTRICT_VERTICES, MAX_VERTICES};
use okolica_model::district::{District, StoredDistrict};
use okolica_model::flat::{Column, ColumnType, Table};
use okolica_model::item::StoredItem;
use okolica_model::layer::MAX_ID;
use okolica_model::place::PlaceName;
use okolica_model::population::{CellShape, PopulationCell, StoredCell};
use okolica_model::time::Stamp;
use okolica_model::{FieldError, Item, ItemKind, Position};
use serde_json::{Map, Value};
use std::hash::{DefaultHasher, Hash, Hasher};

/// A row on its way into a table: nested properties as a GeoJSON feature has them, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub properties: Map<String, Value>,
    /// A `Point`, `Polygon` or `MultiPolygon` in WGS84 degrees.
    pub geometry: Option<Geometry<f64>>,
}

/// What the store itself says of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    pub id: u64,
    pub version: u64,
    pub created_at: Stamp,
    pub updated_at: Stamp,
}

/// A row as its table has it.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredRow {
    pub kept: Kept,
    pub row: Row,
}

impl From<&Item> for Row {
    fn from(item: &Item) -> Self {
        Self {
            properties: item.properties(),
            geometry: item.position.map(|p| Point::new(p.lon(), p.lat()).into()),
        }
    }
}

impl From<&District> for Row {
    fn from(district: &District) -> Self {
        Self {
            properties: district.properties(),
            geometry: Some(district.area.polygons().clone().into()),
        }
    }
}

impl Row {
    /// The geometry and every flat column, as [`sql::insert`] takes them.
    pub(super) fn cells(&self, dialect: Dialect, table: Table) -> Cells {
        let geometry = self.geometry.as_ref().map(|geometry| match dialect {
            Dialect::GeoPackage => wkb::to_geopackage(&stored(table, geometry)),
            Dialect::PostGis => wkb::to_wkb(&stored(table, geometry)),
        });
        let mut cells = vec![Cell::Bytes(geometry)];
        let flat = table.flatten(&self.properties);
        cells.extend(flat.iter().map(|(column, value)| sql::cell(column, value)));
        cells
    }

    /// The position of a point.
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        match &self.geometry {
            Some(Geometry::Point(point)) => Position::new(point.x(), point.y()).ok(),
            _ => None,
        }
    }

    /// A number that two rows share only when an import of one over the other changes nothing.
    #[must_use]
    pub fn digest(&self, table: Table) -> u64 {
        let mut hasher = DefaultHasher::new();
        let geometry = self.geometry.as_ref();
        geometry
            .map(|geometry| wkb::to_wkb(&stored(table, geometry)))
            .hash(&mut hasher);
        for (_, value) in table.flatten(&self.properties) {
            hash_json(&value, &mut hasher);
        }
        hasher.finish()
    }
}

impl Kept {
    pub(super) fn cells(self) -> [Cell; 4] {
        [
            Cell::int(self.id),
            Cell::int(self.version),
            Cell::text(self.created_at.to_string()),
            Cell::text(self.updated_at.to_string()),
        ]
    }
}

/// A table of districts holds multi-polygons only.
fn stored(table: Table, geometry: &Geometry<f64>) -> Geometry<f64> {
    match geometry {
        Geometry::Polygon(one) if table == Table::Districts => {
            MultiPolygon(vec![one.clone()]).into()
        }
        other => other.clone(),
    }
}

/// Numbers of one value hash alike however they are typed, and so do objects in any order, which
/// `jsonb` does not keep.
fn hash_json(value: &Value, hasher: &mut DefaultHasher) {
    match value {
        Value::Null => 0.hash(hasher),
        Value::Bool(flag) => (1, flag).hash(hasher),
        Value::Number(number) => (2, number.as_f64().map(f64::to_bits)).hash(hasher),
        Value::String(text) => (3, text).hash(hasher),
        Value::Array(list) => {
            (4, list.len()).hash(hasher);
            for inner in list {
                hash_json(inner, hasher);
            }
        }
        Value::Object(map) => {
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_by_key(|(name, _)| *name);
            (5, entries.len()).hash(hasher);
            for (name, inner) in entries {
                name.hash(hasher);
                hash_json(inner, hasher);
            }
        }
    }
}

/// Reads a row of [`sql::select`].
///
/// # Errors
/// Every cell that is not what its column holds.
pub(super) fn read(dialect: Dialect, table: Table, cells: Cells) -> Result<StoredRow, Rejection> {
    let id = cells.first().and_then(Cell::as_int).unwrap_or_default();
    let mut errors = Vec::new();
    let mut cells = cells.into_iter();
    let kept = read_kept(&mut cells, &mut errors);
    let geometry = match cells.next() {
        Some(Cell::Bytes(Some(bytes))) => match dialect {
            Dialect::GeoPackage => wkb::read_geopackage(&bytes),
            Dialect::PostGis => wkb::read(&bytes),
        },
        Some(Cell::Text(Some(_)) | Cell::Int(Some(_)) | Cell::Real(Some(_))) => {
            Err(FieldError::new("geometry", "no blob", "a geometry"))
        }
        _ => Ok(None),
    };
    let geometry = geometry.unwrap_or_else(|error| {
        errors.push(error);
        None
    });
    let mut properties = Map::new();
    for (column, cell) in table.columns().zip(cells) {
        if let Some(value) = value(column, cell, &mut errors) {
            put(&mut properties, column, value);
        }
    }
    match kept {
        Some(kept) if errors.is_empty() => Ok(StoredRow {
            kept,
            row: Row {
                properties,
                geometry,
            },
        }),
        _ => Err(Rejection {
            table,
            id: id.unsigned_abs(),
            errors,
        }),
    }
}

fn read_kept(cells: &mut impl Iterator<Item = Cell>, errors: &mut Vec<FieldError>) -> Option<Kept> {
    let mut whole = |name: &str, cell: Option<Cell>| {
        let number = cell.and_then(|cell| cell.as_int());
        let found = number
            .and_then(|number| u64::try_from(number).ok())
            .filter(|number| (1..=MAX_ID).contains(number));
        if found.is_none() {
            let shown = number.map_or_else(|| "none".to_owned(), |number| number.to_string());
            errors.push(FieldError::new(
                name,
                shown,
                "a whole number from 1 to 2^53 − 1",
            ));
        }
        found
    };
    let (id, version) = (whole("id", cells.next()), whole("version", cells.next()));
    let mut stamp = |name: &str, cell: Option<Cell>| {
        let text = cell.and_then(Cell::into_text).unwrap_or_default();
        Stamp::parse(name, &text)
            .map_err(|error| errors.push(error))
            .ok()
    };
    let created_at = stamp("created_at", cells.next());
    let updated_at = stamp("updated_at", cells.next());
    Some(Kept {
        id: id?,
        version: version?,
        created_at: created_at?,
        updated_at: updated_at?,
    })
}

fn value(column: &Column, cell: Cell, errors: &mut Vec<FieldError>) -> Option<Value> {
    match cell {
        // SQLite has no booleans.
        Cell::Int(Some(flag @ (0 | 1))) if column.kind == ColumnType::Boolean => {
            Some(Value::Bool(flag == 1))
        }
        // A text that is no JSON may still be a list with `;`, which the parser knows.
        Cell::Text(Some(text)) if column.kind == ColumnType::Json => {
            Some(serde_json::from_str(&text).unwrap_or(Value::String(text)))
        }
        Cell::Int(number) => number.map(Value::from),
        // An infinity is no JSON number; as a text the parser names it.
        Cell::Real(number) => number.map(|number| {
            serde_json::Number::from_f64(number)
                .map_or_else(|| Value::String(number.to_string()), Value::Number)
        }),
        Cell::Bool(flag) => flag.map(Value::Bool),
        Cell::Text(text) => text.map(Value::String),
        Cell::Bytes(bytes) => {
            if bytes.is_some() {
                errors.push(FieldError::new(column.name, "bytes", "text or a number"));
            }
            None
        }
    }
}

fn put(properties: &mut Map<String, Value>, column: &Column, value: Value) {
    match column.path {
        [outer, inner] => {
            let object = properties
                .entry(*outer)
                .or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(map) = object {
                map.insert((*inner).to_owned(), value);
            }
        }
        _ => {
            properties.insert(column.name.to_owned(), value);
        }
    }
}

/// Reads a row of spaces or initiatives.
///
/// # Errors
/// Every field that breaks a rule.
pub(super) fn item(
    dialect: Dialect,
    kind: ItemKind,
    cells: Cells,
) -> Result<StoredItem, Rejection> {
    let table = Table::from(kind);
    let StoredRow { kept, row } = read(dialect, table, cells)?;
    let position = match &row.geometry {
        None => Ok(None),
        Some(Geometry::Point(point)) => Position::new(point.x(), point.y()).map(Some),
        Some(_) => Err(FieldError::new("geometry", "another shape", "a Point")),
    };
    let item = position
        .map_err(|error| vec![error])
        .and_then(|position| Item::parse(kind, &row.properties, position));
    match item {
        Ok(item) => Ok(StoredItem {
            id: kept.id,
            version: kept.version,
            created_at: kept.created_at,
            updated_at: kept.updated_at,
            item,
        }),
        Err(errors) => Err(Rejection {
            table,
            id: kept.id,
            errors,
        }),
    }
}

/// Reads a row of districts.
///
/// # Errors
/// Every field that breaks a rule.
pub(super) fn district(dialect: Dialect, cells: Cells) -> Result<StoredDistrict, Rejection> {
    let table = Table::Districts;
    let StoredRow { kept, row } = read(dialect, table, cells)?;
    let polygons = match row.geometry {
        Some(Geometry::MultiPolygon(polygons)) => Ok(polygons),
        Some(Geometry::Polygon(polygon)) => Ok(MultiPolygon(vec![polygon])),
        _ => Err(FieldError::new("geometry", "no area", "a MultiPolygon")),
    };
    let district = polygons
        .and_then(|polygons| Area::new(polygons, MAX_DISTRICT_VERTICES))
        .map_err(|error| vec![error])
        .and_then(|area| District::parse(&row.properties, area));
    match district {
        Ok(district) => Ok(StoredDistrict {
            id: kept.id,
            version: kept.version,
            district,
        }),
        Err(errors) => Err(Rejection {
            table,
            id: kept.id,
            errors,
        }),
    }
}

/// Reads a row of population cells.
///
/// # Errors
/// Every field that breaks a rule.
pub(super) fn population_cell(dialect: Dialect, cells: Cells) -> Result<StoredCell, Rejection> {
    let table = Table::PopulationCells;
    let StoredRow { kept, row } = read(dialect, table, cells)?;
    let area = |polygons| Area::new(polygons, MAX_VERTICES).map(CellShape::Polygon);
    let shape = match row.geometry {
        Some(Geometry::Point(point)) => Position::new(point.x(), point.y()).map(CellShape::Point),
        Some(Geometry::MultiPolygon(polygons)) => area(polygons),
        Some(Geometry::Polygon(polygon)) => area(MultiPolygon(vec![polygon])),
        _ => Err(FieldError::new("geometry", "none", "a point or polygon")),
    };
    let cell = shape
        .map_err(|error| vec![error])
        .and_then(|shape| PopulationCell::parse(&row.properties, shape));
    match cell {
        Ok(cell) => Ok(StoredCell {
            id: kept.id,
            version: kept.version,
            cell,
        }),
        Err(errors) => Err(Rejection {
            table,
            id: kept.id,
            errors,
        }),
    }
}

/// Reads a row of place names.
///
/// # Errors
/// Every field that breaks a rule.
pub(super) fn place_name(dialect: Dialect, cells: Cells) -> Result<PlaceName, Rejection> {
    let table = Table::PlaceNames;
    let StoredRow { kept, row } = read(dialect, table, cells)?;
    let position = match row.geometry {
        Some(Geometry::Point(point)) => Position::new(point.x(), point.y()),
        _ => Err(FieldError::new("geometry", "no point", "a Point")),
    };
    position
        .map_err(|error| vec![error])
        .and_then(|position| PlaceName::parse(&row.properties, position))
        .map_err(|errors| Rejection {
            table,
            id: kept.id,
            errors,
        })
}
