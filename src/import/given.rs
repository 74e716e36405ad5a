//! From a row of a file to what it says, in the map's own words.

use super::categories::Categories;
use super::city::City;
use super::columns::{self, From, Mapping, OBJECTS, Places};
use super::extent::Extent;
use super::order::Order;
use super::place::{Frame, middle};
use super::source::{Row as FileRow, Shape, Source};
use super::typed;
use super::values::{self, Repairs, clock, coordinate, local, tidy};
use crate::crs::Crs;
use crate::store::Bulk;
use anyhow::{Result, bail};
use chrono::NaiveDate;
use chrono_tz::Tz;
use geo::{Coord, Geometry};
use okolica_cql::wkt;
use okolica_model::category::Category;
use okolica_model::district::DEFAULT_SET;
use okolica_model::flat::{Column, Table};
use okolica_model::{FieldError, Position, text};
use serde_json::{Map, Value};
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

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
    /// Whether the file gives no id, so that [`Given::source_id`] was made of name, date and place.
    pub(super) made_id: bool,
    /// What stands in the columns that may hold an id, row numbers included.
    pub(super) ids: Vec<String>,
    /// The store's own id, in a row of an export that names no source.
    pub(super) own: Option<u64>,
    /// Whether the row itself names its source.
    pub(super) named_source: bool,
    /// A hash of all cells, used or not.
    pub(super) cells: u64,
}

impl Given {
    /// Gives the row another source id.
    pub(super) fn set_id(&mut self, id: String) {
        self.flat
            .insert("source_id".to_owned(), Value::String(id.clone()));
        self.source_id = id;
    }

    /// Leaves the row without a source's id, as its row in the store is.
    pub(super) fn without_id(&mut self) {
        self.flat.insert("source_id".to_owned(), Value::Null);
        if !self.named_source {
            self.flat.insert("source".to_owned(), Value::Null);
        }
    }
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
    /// The columns that may hold an id.
    ids: Vec<usize>,
    pub(super) mapping: Mapping,
    pub(super) frame: Frame,
    pub(super) city: City,
    zone: Tz,
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
        let mut mapping = Mapping::find(table, source.columns(), &order.maps, places)?;
        let is_id = |at: usize| tells_rows_apart(source, at);
        mapping.choose_id(source.columns(), is_id);
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
        check_understood(table, &mapping, source)?;
        Ok(Self {
            zone: city.profile.time_zone.parse().unwrap_or(Tz::UTC),
            order,
            source,
            source_name: order.source_name(),
            ids: Mapping::ids(source.columns()),
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
                columns::LON | columns::LAT | columns::GEOMETRY | columns::TIME => {}
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
        if let Err(error) = self.time_of_day(row, &mut flat) {
            errors.push(error);
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
            Some(column) => self.tidied(column, value, &mut remarks.repairs),
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

    fn tidied(&self, column: &Column, value: Value, repairs: &mut Repairs) -> Value {
        let moment = value.as_str().filter(|_| values::is_date(column.name));
        if let Some(moment) = moment.and_then(|text| local(text, self.zone)) {
            repairs.count(values::MOMENT);
            return Value::String(moment);
        }
        let people =
            self.table() == Table::PopulationCells && column.name.starts_with("population");
        if people && coordinate(&value, &mut Repairs::default()) == Some(-9999.0) {
            repairs.count(values::HIDDEN);
            return Value::Null;
        }
        tidy(column, value, repairs)
    }

    /// Joins a date with the time of day that stands in a column of its own.
    fn time_of_day(&self, row: &FileRow, flat: &mut Map<String, Value>) -> Result<(), FieldError> {
        let Some(cell) = self
            .mapping
            .of(columns::TIME)
            .map(|from| value_of(row, from))
        else {
            return Ok(());
        };
        let (Some(text), Some(Value::String(start))) =
            (line_of(&cell), flat.get_mut("schedule_start"))
        else {
            return Ok(());
        };
        if text.is_empty() || NaiveDate::parse_from_str(start, "%Y-%m-%d").is_err() {
            return Ok(());
        }
        let time = clock(&text)
            .ok_or_else(|| FieldError::new("time", &text, "a time of day like 18:30"))?;
        *start = format!("{start}T{time}");
        Ok(())
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
                made_id: false,
                ids: Vec::new(),
                own: None,
                named_source: false,
                cells: 0,
            });
        }
        let named = of(&flat, "source");
        let own = match of(&flat, "source_id") {
            None => self.own_id(row),
            Some(_) => None,
        };
        let named_source = named.is_some();
        let source = named.unwrap_or_else(|| self.source_name.clone());
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
        let id = id.or_else(|| row.own_id.clone());
        let made_id = id.is_none();
        let id = id.unwrap_or_else(|| stable_id(&flat, geometry.as_ref()));
        let ids = self
            .ids
            .iter()
            .filter_map(|at| line_of(row.values.get(*at)?));
        let ids = ids.filter(|id| !id.is_empty()).collect();
        let mut hasher = DefaultHasher::new();
        format!("{:?}", row.values).hash(&mut hasher);
        flat.insert("source".to_owned(), Value::String(source.clone()));
        flat.insert("source_id".to_owned(), Value::String(id.clone()));
        Ok(Given {
            flat,
            objects,
            geometry,
            source,
            source_id: id,
            made_id,
            ids,
            own,
            named_source,
            cells: hasher.finish(),
        })
    }

    /// The id in a row of an export: such a file has the columns `id`, `source` and `source_id`.
    fn own_id(&self, row: &FileRow) -> Option<u64> {
        let columns = self.source.columns();
        let at = |name: &str| columns.iter().position(|column| column == name);
        let (Some(_), Some(_)) = (at("source"), at("source_id")) else {
            return None;
        };
        let id = match at("id") {
            Some(at) => line_of(row.values.get(at)?),
            None => row.own_id.clone(),
        };
        id?.parse().ok()
    }
}

/// The least share of different values among those of a column that is taken for an id.
const APART: f64 = 0.6;

/// Whether most rows have another value in this column; blank ones are passed over.
fn tells_rows_apart(source: &Source, at: usize) -> bool {
    let (mut values, mut seen) = (HashSet::new(), 0_usize);
    for row in source.rows().flatten() {
        if let Some(value) = row
            .values
            .get(at)
            .and_then(line_of)
            .filter(|value| !value.is_empty())
        {
            seen += 1;
            values.insert(value);
        }
    }
    seen > 0 && values.len() as f64 >= seen as f64 * APART
}

/// Refuses a file that says nothing which the map knows.
fn check_understood(table: Table, mapping: &Mapping, source: &Source) -> Result<()> {
    let shown = || {
        let mut names = source
            .columns()
            .iter()
            .take(20)
            .map(String::as_str)
            .collect::<Vec<_>>();
        if source.columns().len() > names.len() {
            names.push("…");
        }
        names.join(", ")
    };
    let known = mapping
        .fields
        .iter()
        .any(|(_, from)| matches!(from, From::Column(_)));
    let shapes_say_enough = source.has_geometry && table != Table::PopulationCells;
    if !known && !shapes_say_enough {
        bail!(
            "no column is known; the columns are {}. Say which is which with --map, e.g. --map name=COLUMN",
            shown()
        );
    }
    if table == Table::PopulationCells
        && mapping.of("population").is_none()
        && mapping.of("known").is_none()
    {
        bail!(
            "no column says how many people live in a cell; the columns are {}. Say which does with --map population=COLUMN",
            shown()
        );
    }
    if table == Table::Districts && source.has_geometry && mapping.of("name").is_none() {
        bail!(
            "no column has the districts' names; the columns are {}. Say which does with --map name=COLUMN",
            shown()
        );
    }
    Ok(())
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
