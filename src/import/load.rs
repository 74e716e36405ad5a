//! One file into one table of a store, row by row.

use super::categories::Categories;
use super::city::City;
use super::columns::{self, From, Mapping, OBJECTS, Places};
use super::crs::Crs;
use super::extent::Extent;
use super::order::Order;
use super::place::{Frame, middle};
use super::report::Report;
use super::source::{Opening, Row as FileRow, Shape, Source};
use super::values::{Repairs, coordinate, tidy};
use super::{mosaic, typed, wkt};
use crate::store::{Bulk, Existing, Row};
use anyhow::{Context, Result, bail};
use geo::{Coord, Geometry};
use indicatif::ProgressBar;
use okolica_atlas::district::DEFAULT_SET;
use okolica_atlas::flat::{Column, Table};
use okolica_atlas::{FieldError, text};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// What a file says in one row, in the map's own words.
struct Given {
    /// Flat columns; `Null` where the file has the column and the row no value.
    flat: Map<String, Value>,
    /// Nested objects as a GeoJSON feature has them.
    objects: Vec<(&'static str, Value)>,
    /// In WGS84 degrees.
    geometry: Option<Geometry<f64>>,
    source: String,
    source_id: String,
}

/// What is remembered of a row once it is taken.
struct Seen {
    line: u64,
    digest: u64,
}

/// Remarks on one row, kept only if the row is.
#[derive(Default)]
struct Remarks {
    repairs: Repairs,
    new_category: Option<okolica_atlas::category::Category>,
    several_categories: bool,
    outside: bool,
    elsewhere: bool,
    unknown_district: bool,
}

/// An import under way.
struct Loader<'a> {
    order: &'a Order,
    source: &'a Source,
    bulk: &'a mut Bulk,
    mapping: Mapping,
    frame: Frame,
    city: City,
    categories: Categories,
    extent: Extent,
    /// Rows of the store by source (by set for districts) and source id.
    existing: HashMap<String, HashMap<String, Existing>>,
    /// Rows of the file by source and source id.
    seen: HashMap<(String, String), Seen>,
    report: Report,
}

/// Loads the file that `order` names inside the transaction of `bulk`.
///
/// # Errors
/// When the file can't be read, lies elsewhere, or the store fails: then `bulk` must be dropped.
pub(super) async fn load(bulk: &mut Bulk, order: &Order, bar: &ProgressBar) -> Result<Report> {
    let how = Opening {
        encoding: order.encoding.as_deref(),
        layer: order.layer.as_deref(),
        targets: order.what.layer_names(),
    };
    let source = Source::open(&order.file, how).await?;
    let mut loader = Loader::new(bulk, order, &source).await?;
    bar.set_length(source.len_hint() as u64);
    for row in source.rows() {
        match row {
            Ok(row) => loader.take(row).await?,
            Err((line, error)) => loader.report.reject(line, [error]),
        }
        bar.inc(1);
    }
    loader.finish().await
}

impl<'a> Loader<'a> {
    async fn new(bulk: &'a mut Bulk, order: &'a Order, source: &'a Source) -> Result<Self> {
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
        let file = order.file_name();
        let report = Report {
            table: table.name(),
            read_as: format!("{}, {}", source.format, frame.crs.name()),
            source: order.source.clone().unwrap_or_else(|| file.clone()),
            file,
            columns_used: used(&mapping, source.columns()),
            columns_unused: mapping.unused.clone(),
            dry_run: order.dry_run,
            ..Report::default()
        };
        Ok(Self {
            order,
            source,
            bulk,
            mapping,
            frame,
            city,
            categories,
            extent: Extent::new(extent),
            existing: HashMap::new(),
            seen: HashMap::new(),
            report,
        })
    }

    fn table(&self) -> Table {
        self.order.what.table()
    }

    async fn take(&mut self, row: FileRow) -> Result<()> {
        let line = row.line;
        let mut remarks = Remarks::default();
        match self.read(&row, &mut remarks) {
            Ok(given) => self.put(line, given, remarks).await,
            Err(errors) => {
                self.report.reject(line, errors);
                Ok(())
            }
        }
    }

    /// From a row of the file to what it says.
    fn read(&mut self, row: &FileRow, remarks: &mut Remarks) -> Result<Given, Vec<FieldError>> {
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
            && let Ok(position) = okolica_atlas::Position::new(point.x(), point.y())
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
                    Value::String(self.report.source.clone()),
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
        let source = of(&flat, "source").unwrap_or_else(|| self.report.source.clone());
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

    /// Stores what a row says, if it is new or different.
    async fn put(&mut self, line: u64, mut given: Given, remarks: Remarks) -> Result<()> {
        let table = self.table();
        if !self.existing.contains_key(&given.source) {
            let rows = self.bulk.existing(table, &given.source).await?;
            self.existing.insert(given.source.clone(), rows);
        }
        let attributes_only = table == Table::Districts && given.geometry.is_none();
        if attributes_only {
            given.flat.retain(|_, value| !value.is_null());
        }
        if attributes_only && !self.find_district(&mut given) {
            let name = given
                .flat
                .get("name")
                .and_then(Value::as_str)
                .unwrap_or(&given.source_id);
            let expected = format!(
                "the code or name of a district in the set {}, or a geometry",
                given.source
            );
            self.report
                .reject(line, [FieldError::new("code", name, expected)]);
            return Ok(());
        }
        let content = Row {
            properties: nested(table, &Map::new(), &given),
            geometry: given.geometry.clone(),
        };
        let digest = content.digest(table);
        let key = (given.source.clone(), given.source_id.clone());
        if let Some(first) = self.seen.get(&key) {
            if first.digest == digest {
                self.report.duplicate += 1;
            } else {
                let expected = format!(
                    "an id of its own; line {} has it with other content",
                    first.line
                );
                let field = if table == Table::Districts {
                    "code"
                } else {
                    "source_id"
                };
                self.report
                    .reject(line, [FieldError::new(field, &given.source_id, expected)]);
            }
            return Ok(());
        }
        let existing = self.existing[&given.source].get(&given.source_id).copied();
        match self
            .written(existing, content, &given)
            .await
            .with_context(|| format!("line {line}"))?
        {
            Ok(outcome) => {
                self.seen.insert(key, Seen { line, digest });
                self.accept(
                    line,
                    outcome,
                    given.geometry.is_none() && !attributes_only,
                    remarks,
                )
                .await
            }
            Err(errors) => {
                self.report.reject(line, errors);
                Ok(())
            }
        }
    }

    /// For a row of figures without a geometry: the district that it speaks of, by code or name.
    fn find_district(&self, given: &mut Given) -> bool {
        let of_set = |code: &str| self.existing[&given.source].contains_key(code);
        if of_set(&given.source_id) {
            return true;
        }
        let Some(name) = given.flat.get("name").and_then(Value::as_str) else {
            return false;
        };
        let found = self.city.districts.iter().find(|(district, _)| {
            district.set == given.source
                && district.name.to_lowercase() == name.trim().to_lowercase()
        });
        let Some((district, _)) = found else {
            return false;
        };
        given.source_id.clone_from(&district.code);
        given
            .flat
            .insert("code".to_owned(), Value::String(district.code.clone()));
        true
    }

    async fn written(
        &mut self,
        existing: Option<Existing>,
        content: Row,
        given: &Given,
    ) -> Result<Result<Outcome, Vec<FieldError>>> {
        let table = self.table();
        let Some(existing) = existing else {
            return Ok(match typed::row(table, &content) {
                Ok(row) => {
                    self.bulk.insert(table, &row, None).await?;
                    Ok(Outcome::Added)
                }
                Err(errors) => Err(errors),
            });
        };
        // Fields that the file does not have stay as they are, and so does a position that it
        // does not know: both may have been filled in by hand since.
        let old = self.bulk.row(table, existing.id).await?;
        let content = match old {
            Some(old) => Row {
                properties: nested(table, &old.properties, given),
                geometry: content.geometry.or(old.geometry),
            },
            None => content,
        };
        Ok(match typed::row(table, &content) {
            Ok(row) if existing.digest == Some(row.digest(table)) => Ok(Outcome::Unchanged),
            Ok(row) => {
                self.bulk.update(table, existing.id, &row).await?;
                Ok(Outcome::Updated)
            }
            Err(errors) => Err(errors),
        })
    }

    /// Counts a row that is taken, with its remarks.
    async fn accept(
        &mut self,
        line: u64,
        outcome: Outcome,
        placeless: bool,
        remarks: Remarks,
    ) -> Result<()> {
        let report = &mut self.report;
        match outcome {
            Outcome::Added => report.added += 1,
            Outcome::Updated => report.updated += 1,
            Outcome::Unchanged => report.unchanged += 1,
        }
        report.without_position += usize::from(placeless);
        report.several_categories += usize::from(remarks.several_categories);
        for (flagged, lines) in [
            (remarks.outside, &mut report.outside),
            (remarks.elsewhere, &mut report.elsewhere),
            (remarks.unknown_district, &mut report.unknown_district),
        ] {
            if flagged {
                lines.add(line);
            }
        }
        report.repairs.absorb(&remarks.repairs);
        if let Some(category) = remarks.new_category {
            self.bulk.add_category(&category).await?;
            let label = category.labels.values().next().cloned().unwrap_or_default();
            report
                .new_categories
                .push(format!("{} ({label})", category.id));
            self.categories.accept(category);
        }
        Ok(())
    }

    async fn finish(mut self) -> Result<Report> {
        if let Some(reason) = self.extent.refusal(&self.frame, self.order.crs.is_some()) {
            bail!("{} is refused: {reason}", self.report.file);
        }
        let known: usize = self.existing.values().map(HashMap::len).sum();
        let kept = self.report.updated + self.report.unchanged;
        self.report.missing = known.saturating_sub(kept);
        if self.table() == Table::Districts && self.report.stored() > 0 {
            let city = City::read(self.bulk).await?;
            let mut sets: Vec<&String> = self.existing.keys().collect();
            sets.sort();
            for set in sets {
                let of_set: Vec<_> = city
                    .districts
                    .iter()
                    .map(|(district, _)| district)
                    .filter(|district| district.set == *set)
                    .collect();
                self.report.notes.extend(mosaic::faults(&of_set));
            }
        }
        Ok(self.report)
    }
}

enum Outcome {
    Added,
    Updated,
    Unchanged,
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

/// Lays what a row says over what is known already.
fn nested(table: Table, known: &Map<String, Value>, given: &Given) -> Map<String, Value> {
    let mut flat: Map<String, Value> = table
        .flatten(known)
        .into_iter()
        .filter(|(column, _)| !given.objects.iter().any(|(name, _)| is_in(column, name)))
        .map(|(column, value)| (column.name.to_owned(), value))
        .collect();
    for (name, value) in &given.flat {
        flat.insert(name.clone(), value.clone());
    }
    let mut out = table.unflatten(flat);
    for (name, object) in &given.objects {
        match (out.get_mut(*name), object) {
            (Some(Value::Object(some)), Value::Object(more)) => some.extend(more.clone()),
            _ => {
                out.insert((*name).to_owned(), object.clone());
            }
        }
    }
    out
}

fn is_in(column: &Column, object: &str) -> bool {
    column.path.len() == 2 && column.path[0] == object
}

fn used(mapping: &Mapping, names: &[String]) -> Vec<String> {
    let shown = mapping.fields.iter().map(|(field, from)| match from {
        From::Column(at) if names[*at] == *field => (*field).to_owned(),
        From::Column(at) => format!("{} as {field}", names[*at]),
        From::Text(text) => format!("\"{text}\" as {field}"),
    });
    shown.collect()
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
