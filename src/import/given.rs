//! From a row of a file to what it says, in the map's own words.

use super::categories::Categories;
use super::city::City;
use super::columns::{self, From, Mapping, OBJECTS, Places};
use super::extent::Extent;
use super::order::Order;
use super::place::{Frame, middle};
use super::source::{Row as FileRow, Shape, Source};
use super::typed;
use super::values::{Repairs, coordinate, tidy};
use crate::crs::Crs;
use crate::store::Bulk;
use anyhow::Result;
use geo::{Coord, Geometry};
use okolica_cql::wkt;
use okolica_model::category::Category;
use okolica_model::district::DEFAULT_SET;
use okolica_model::flat::Table;
use okolica_model::{FieldError, Position, text};
use serde_json::{Map, Value};

/// What a file says in one row, in the map's own words.
pub(super) struct Given {
    /// Flat columns; `Null` where the file has the column and the row no value.
    pub(super) flat: Map<String, Value>,
    /// Nested objects as a GeoJSON feature has them.
    pub(super) objects: Vec<(&'static str, Value)>,
    /// In WGS84 degrees.
    pub(super) geometry: Option<Geometry<f64>>,
    pub(super) source: String,
    pub(super) source_id: String,
}

/// Remarks on one row, kept only if the row is.
#[derive(Default)]
pub(super) struct Remarks {
    pub(super) repairs: Repairs,
    pub(super) new_category: Option<Category>,
    pub(super) several_categories: bool,
    pub(super) outside: bool,
    pub(super) elsewhere: bool,
    pub(super) unknown_district: bool,
}

/// How the rows of one file are read.
pub(super) struct Reader<'a> {
    order: &'a Order,
    source: &'a Source,
    /// The source of rows that do not name their own.
    pub(super) source_name: String,
    pub(super) mapping: Mapping,
    pub(super) frame: Frame,
    pub(super) city: City,
    pub(super) categories: Categories,
    pub(super) extent: Extent,
}

impl<'a> Reader<'a> {
    /// Finds the file's columns and reference system, and asks the store what it knows.
    pub(super) async fn new(bulk: &mut Bulk, order: &'a Order, source: &'a Source) -> Result<Self> {
        let table = order.what.table();
        let told = order.crs.as_deref().map(Crs::parse).transpose()?;
        let places = match &told {
            _ if source.has_geometry => Places::OwnGeometry,
            Some(crs) if crs.is_projected() => Places::Plane,
            _ => Places::Degrees,
        };
        let mapping = Mapping::find(table, source.columns(), &order.maps, places)?;
        let frame = Frame {
            crs: match (told, &source.crs) {
                (Some(crs), _) => crs,
                (None, Some(crs)) => Crs::parse(crs.name())?,
                (None, None) => Crs::degrees(),
            },
            swapped: order.swap_axes,
        };
        let city = City::read(bulk).await?;
        let language = city.profile.languages.first().map_or("en", String::as_str);
        let tree = bulk.categories().await?;
        let mut categories = Categories::new(&tree, language, order.strict);
        if let Some(path) = &order.category_map {
            categories.read_map(path)?;
        }
        let own_extent = table == Table::Districts && order.set() == DEFAULT_SET;
        let extent = if own_extent {
            city.profile.bbox
        } else {
            city.extent()
        };
        Ok(Self {
            order,
            source,
            source_name: order.source.clone().unwrap_or_else(|| order.file_name()),
            mapping,
            frame,
            city,
            categories,
            extent: Extent::new(extent),
        })
    }

    fn table(&self) -> Table {
        self.order.what.table()
    }

    /// From a row of the file to what it says.
    pub(super) fn read(
        &mut self,
        row: &FileRow,
        remarks: &mut Remarks,
    ) -> Result<Given, Vec<FieldError>> {
        let mut errors = Vec::new();
        let geometry = self.geometry(row, remarks).unwrap_or_else(|error| {
            errors.push(error);
            None
        });
        let (mut flat, mut objects) = (Map::new(), Vec::new());
        for (field, from) in &self.mapping.fields {
            let value = value_of(row, from);
            if let Some((_, plain)) = OBJECTS.iter().find(|(name, _)| name == field) {
                match object(value) {
                    Ok(object) => objects.push((*field, object)),
                    Err(Value::Null) => {}
                    Err(value) => {
                        self.flat_field(plain, value, &mut flat, remarks);
                    }
                }
                continue;
            }
            match *field {
                columns::LON | columns::LAT | columns::GEOMETRY => {}
                "category" => {
                    if let Err(error) = self.category(&value, &mut flat, remarks) {
                        errors.push(error);
                    }
                }
                "stated_district" => {
                    let code = self.stated(&value, remarks);
                    flat.insert((*field).to_owned(), code);
                }
                field => self.flat_field(field, value, &mut flat, remarks),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        self.place_remarks(&flat, geometry.as_ref(), remarks);
        self.identified(row, flat, objects, geometry)
    }

    fn flat_field(
        &self,
        field: &str,
        value: Value,
        flat: &mut Map<String, Value>,
        remarks: &mut Remarks,
    ) {
        let column = self.table().columns().find(|column| column.name == field);
        let value = match column {
            Some(column) => tidy(column, value, &mut remarks.repairs),
            None => value,
        };
        // A list of tags may have come from the category cell already.
        match flat.get_mut(field) {
            Some(Value::Array(before)) if field == "tags" => before.extend(listed(value)),
            _ => {
                flat.insert(field.to_owned(), value);
            }
        }
    }

    fn category(
        &self,
        value: &Value,
        flat: &mut Map<String, Value>,
        remarks: &mut Remarks,
    ) -> Result<(), FieldError> {
        let cell = match value {
            Value::String(text) => text.clone(),
            Value::Array(list) => {
                let parts: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
                parts.join(";")
            }
            Value::Null => {
                flat.insert("category".to_owned(), Value::Null);
                return Ok(());
            }
            other => other.to_string(),
        };
        let named = self.categories.resolve(&cell)?;
        remarks.new_category = named.new;
        flat.insert("category".to_owned(), Value::String(named.id.to_string()));
        remarks.several_categories = !named.rest.is_empty();
        if remarks.several_categories || self.mapping.of("tags").is_none() {
            let mut tags: Vec<Value> = named.rest.into_iter().map(Value::String).collect();
            tags.extend(flat.remove("tags").map(listed).unwrap_or_default());
            flat.insert("tags".to_owned(), Value::Array(tags));
        }
        Ok(())
    }

    /// The code of the district that a cell names; an unknown one is remarked and left out.
    fn stated(&self, value: &Value, remarks: &mut Remarks) -> Value {
        let Some(name) = value.as_str().filter(|name| !name.trim().is_empty()) else {
            return Value::Null;
        };
        match self.city.stated(name) {
            Some(code) => Value::String(code.to_owned()),
            None => {
                remarks.unknown_district = true;
                Value::Null
            }
        }
    }

    /// The row's place in degrees, as its table keeps it. Also counts it as inside or outside.
    fn geometry(
        &mut self,
        row: &FileRow,
        remarks: &mut Remarks,
    ) -> Result<Option<Geometry<f64>>, FieldError> {
        let raw = match &row.shape {
            Shape::Some(geometry) => Some(geometry.clone()),
            Shape::Wrong(error) => return Err(error.clone()),
            Shape::None => self.shape_in_columns(row, &mut remarks.repairs)?,
        };
        let Some(raw) = raw else { return Ok(None) };
        let center = middle(&raw).unwrap_or(Coord {
            x: f64::NAN,
            y: f64::NAN,
        });
        remarks.outside = self.extent.count(center, self.frame.position(center).ok());
        typed::geometry(self.table(), &self.frame, &raw, &mut remarks.repairs).map(Some)
    }

    fn shape_in_columns(
        &self,
        row: &FileRow,
        repairs: &mut Repairs,
    ) -> Result<Option<Geometry<f64>>, FieldError> {
        let cell = |field| self.mapping.of(field).map(|from| value_of(row, from));
        if let Some(Value::String(text)) = cell(columns::GEOMETRY) {
            return wkt::read(&text);
        }
        let (Some(lon), Some(lat)) = (cell(columns::LON), cell(columns::LAT)) else {
            return Ok(None);
        };
        if lon.is_null() && lat.is_null() {
            return Ok(None);
        }
        let mut number = |field: &str, value: &Value| {
            let wrong = || {
                let shown = value
                    .as_str()
                    .map_or_else(|| value.to_string(), str::to_owned);
                FieldError::new(field, shown, "a number")
            };
            coordinate(value, repairs).ok_or_else(wrong)
        };
        let (x, y) = (number(columns::LON, &lon)?, number(columns::LAT, &lat)?);
        Ok(Some(geo::Point::new(x, y).into()))
    }

    fn place_remarks(
        &self,
        flat: &Map<String, Value>,
        geometry: Option<&Geometry<f64>>,
        remarks: &mut Remarks,
    ) {
        let code = flat.get("stated_district").and_then(Value::as_str);
        if let (Some(code), Some(Geometry::Point(point))) = (code, geometry)
            && let Ok(position) = Position::new(point.x(), point.y())
        {
            remarks.elsewhere = !self.city.lies_in(code, position);
        }
    }

    /// Gives the row its source and source id; of districts, its set and code.
    fn identified(
        &self,
        row: &FileRow,
        mut flat: Map<String, Value>,
        objects: Vec<(&'static str, Value)>,
        geometry: Option<Geometry<f64>>,
    ) -> Result<Given, Vec<FieldError>> {
        let of = |flat: &Map<String, Value>, field: &str| {
            flat.get(field)
                .and_then(line_of)
                .filter(|text| !text.is_empty())
        };
        if self.table() == Table::Districts {
            let set = self.order.set.clone().or_else(|| of(&flat, "set"));
            let set = set.unwrap_or_else(|| DEFAULT_SET.to_owned());
            let name = of(&flat, "name").unwrap_or_default();
            let own = of(&flat, "code").or_else(|| row.own_id.clone());
            let code = own.unwrap_or_else(|| text::slug(&name));
            flat.insert("set".to_owned(), Value::String(set.clone()));
            flat.insert("code".to_owned(), Value::String(code.clone()));
            let population = flat.get("population").is_some_and(|value| !value.is_null());
            if population && self.mapping.of("population_source").is_none() {
                flat.insert(
                    "population_source".to_owned(),
                    Value::String(self.source_name.clone()),
                );
            }
            return Ok(Given {
                flat,
                objects,
                geometry,
                source: set,
                source_id: code,
            });
        }
        let source = of(&flat, "source").unwrap_or_else(|| self.source_name.clone());
        let mapped = self.mapping.of("source_id").is_some_and(|from| match from {
            // Only a column of this very name is surer than the feature's own id.
            From::Column(at) => row.own_id.is_none() || self.source.columns()[*at] == "source_id",
            From::Text(_) => true,
        });
        let told = self
            .order
            .maps
            .iter()
            .any(|(field, _)| field == "source_id");
        let id = of(&flat, "source_id").filter(|_| mapped || told);
        let id = id
            .or_else(|| row.own_id.clone())
            .unwrap_or_else(|| stable_id(&flat, geometry.as_ref()));
        flat.insert("source".to_owned(), Value::String(source.clone()));
        flat.insert("source_id".to_owned(), Value::String(id.clone()));
        Ok(Given {
            flat,
            objects,
            geometry,
            source,
            source_id: id,
        })
    }
}

fn value_of(row: &FileRow, from: &From) -> Value {
    match from {
        From::Column(at) => row.values.get(*at).cloned().unwrap_or_default(),
        From::Text(text) => Value::String(text.clone()),
    }
}

/// An object, or its JSON text; anything else is given back.
fn object(value: Value) -> Result<Value, Value> {
    match value {
        Value::Object(_) => Ok(value),
        Value::String(text) if text.trim_start().starts_with('{') => {
            serde_json::from_str::<Map<String, Value>>(&text)
                .map(Value::Object)
                .map_err(|_| Value::String(text))
        }
        other => Err(other),
    }
}

fn listed(value: Value) -> Vec<Value> {
    match value {
        Value::Array(list) => list,
        Value::String(text) if text.trim_start().starts_with('[') => {
            serde_json::from_str(&text).unwrap_or_else(|_| vec![Value::String(text)])
        }
        Value::String(text) => text
            .split(';')
            .map(|part| part.trim().into())
            .filter(|part| *part != "")
            .collect(),
        _ => Vec::new(),
    }
}

/// A text or number as one clean line.
fn line_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text::clean_line(text)),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The id of a row whose file gives none: a hash (FNV-1a, 64 bits) of its name, kind, first date
/// and place to six decimals, so that it is the same at the next import as long as these are.
fn stable_id(flat: &Map<String, Value>, geometry: Option<&Geometry<f64>>) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |text: &str| {
        for byte in text.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    for field in ["name", "kind", "schedule_start"] {
        add(&flat.get(field).and_then(line_of).unwrap_or_default());
    }
    if let Some(c) = geometry.and_then(middle) {
        add(&format!("{:.6} {:.6}", c.x, c.y));
    }
    format!("row-{hash:016x}")
}
