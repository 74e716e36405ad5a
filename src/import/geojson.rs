//! GeoJSON, also newline-delimited: cut into features by a scanner, then read one by one.
//!
//! The scanner knows nothing but brackets and strings. So a feature with a `NaN`, which JSON
//! does not have, spoils itself and not the file, every feature has its line, and nesting is
//! counted before anything recursive sees it.

use super::source::{Row, Shape};
use anyhow::{Result, anyhow, bail};
use geo::{Coord, Geometry, LineString, MultiLineString, MultiPoint, Point};
use okolica_model::FieldError;
use okolica_model::area::polygons_of_geojson;
use serde::Deserialize;
use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::ops::Range;

/// Brackets inside brackets that a feature may have; a MultiPolygon needs 6.
const MAX_DEPTH: usize = 64;

/// A text cut into features.
pub struct GeoJson {
    text: String,
    features: Vec<(u64, Range<usize>)>,
    /// The name in the old `crs` member.
    pub crs: Option<String>,
    pub columns: Vec<String>,
    column_of: HashMap<String, usize>,
}

impl GeoJson {
    /// # Errors
    /// When the text is no FeatureCollection, Feature or sequence of features, or nests too deep.
    pub fn new(text: String) -> Result<Self> {
        let mut scanner = Scanner::new(&text);
        let (mut features, mut crs) = (Vec::new(), None);
        scanner.skip_space();
        while scanner.peek().is_some() {
            let one = scanner.document()?;
            crs = crs.or(one.crs);
            features.extend(one.features);
            scanner.skip_space();
        }
        let mut columns = Vec::new();
        let mut column_of = HashMap::new();
        for (_, range) in &features {
            let Ok(feature) = serde_json::from_str::<NamesOnly>(&text[range.clone()]) else {
                continue;
            };
            for name in feature.properties.unwrap_or_default().0 {
                column_of.entry(name).or_insert_with_key(|name| {
                    columns.push(name.clone());
                    columns.len() - 1
                });
            }
        }
        let crs = crs
            .map(|range| crs_name(&text[range]))
            .transpose()?
            .flatten();
        Ok(Self {
            text,
            features,
            crs,
            columns,
            column_of,
        })
    }

    #[must_use]
    pub fn count(&self) -> usize {
        self.features.len()
    }

    /// The features; an `Err` is one that can't be read.
    pub fn rows(&self) -> impl Iterator<Item = Result<Row, (u64, FieldError)>> + '_ {
        self.features.iter().map(|(line, range)| {
            self.row(*line, &self.text[range.clone()])
                .map_err(|error| (*line, error))
        })
    }

    fn row(&self, line: u64, text: &str) -> Result<Row, FieldError> {
        let feature: Map<String, Value> = serde_json::from_str(text)
            .map_err(|error| FieldError::new("feature", text, format!("JSON: {error}")))?;
        if feature.get("type").and_then(Value::as_str) != Some("Feature") {
            return Err(FieldError::new("type", text, "a Feature"));
        }
        let mut values = vec![Value::Null; self.columns.len()];
        if let Some(Value::Object(properties)) = feature.get("properties") {
            for (name, value) in properties {
                if let Some(at) = self.column_of.get(name) {
                    values[*at] = value.clone();
                }
            }
        }
        let own_id = match feature.get("id") {
            Some(Value::String(id)) if !id.trim().is_empty() => Some(id.trim().to_owned()),
            Some(Value::Number(id)) => Some(id.to_string()),
            _ => None,
        };
        let shape = match feature.get("geometry") {
            None | Some(Value::Null) => Shape::None,
            Some(geometry) => match geometry_of(geometry) {
                Ok(Some(geometry)) => Shape::Some(geometry),
                Ok(None) => Shape::None,
                Err(error) => Shape::Wrong(error),
            },
        };
        Ok(Row {
            line,
            own_id,
            values,
            shape,
        })
    }
}

/// The names of a feature's properties, their values skipped.
#[derive(Deserialize)]
struct NamesOnly {
    properties: Option<Names>,
}

#[derive(Default)]
struct Names(Vec<String>);

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NamesVisitor;
        impl<'de> Visitor<'de> for NamesVisitor {
            type Value = Names;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Names, A::Error> {
                let mut names = Vec::new();
                while let Some((name, IgnoredAny)) = map.next_entry::<String, IgnoredAny>()? {
                    names.push(name);
                }
                Ok(Names(names))
            }
        }
        deserializer.deserialize_map(NamesVisitor)
    }
}

/// The geometry, `None` for an empty point (`"coordinates": []`).
fn geometry_of(geometry: &Value) -> Result<Option<Geometry<f64>>, FieldError> {
    let kind = geometry["type"].as_str().unwrap_or("none");
    let coordinates = &geometry["coordinates"];
    let wrong = || FieldError::new("geometry", geometry, "number coordinates");
    let line = |value: &Value| -> Option<LineString<f64>> {
        value.as_array()?.iter().map(coord).collect()
    };
    Ok(Some(match kind {
        "Point" if coordinates.as_array().is_some_and(Vec::is_empty) => return Ok(None),
        "Point" => Point(coord(coordinates).ok_or_else(wrong)?).into(),
        "MultiPoint" => {
            let points = line(coordinates).ok_or_else(wrong)?;
            MultiPoint(points.points().collect()).into()
        }
        "LineString" => line(coordinates).ok_or_else(wrong)?.into(),
        "MultiLineString" => {
            let lines: Option<Vec<_>> = coordinates
                .as_array()
                .and_then(|lines| lines.iter().map(line).collect());
            MultiLineString(lines.ok_or_else(wrong)?).into()
        }
        "Polygon" | "MultiPolygon" => {
            check_rings(kind, coordinates)?;
            polygons_of_geojson(geometry)?.into()
        }
        _ => {
            return Err(FieldError::new(
                "geometry",
                kind,
                "a Point, LineString, Polygon or a Multi form of these",
            ));
        }
    }))
}

/// Says what is wrong with a ring before the general message would.
fn check_rings(kind: &str, coordinates: &Value) -> Result<(), FieldError> {
    let one = std::slice::from_ref(coordinates);
    let polygons = match kind {
        "Polygon" => one,
        _ => coordinates.as_array().map_or(one, Vec::as_slice),
    };
    for ring in polygons.iter().filter_map(Value::as_array).flatten() {
        let Some(ring) = ring.as_array() else {
            continue;
        };
        match (ring.first(), ring.last()) {
            (Some(first), Some(last)) if first != last => {
                return Err(FieldError::new(
                    "geometry",
                    format!("a ring from {first} to {last}"),
                    "a closed ring: its last point equal to its first",
                ));
            }
            (None, _) => {
                return Err(FieldError::new(
                    "geometry",
                    "an empty ring",
                    "rings of 4 points or more",
                ));
            }
            _ => {}
        }
    }
    Ok(())
}

fn coord(value: &Value) -> Option<Coord<f64>> {
    Some(Coord {
        x: value.get(0)?.as_f64()?,
        y: value.get(1)?.as_f64()?,
    })
}

/// `{"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2180"}}`; `null` is none.
fn crs_name(text: &str) -> Result<Option<String>> {
    let value: Value = serde_json::from_str(text)?;
    if value.is_null() {
        return Ok(None);
    }
    let name = value["properties"]["name"].as_str();
    let name =
        name.ok_or_else(|| anyhow!("the file's crs member is {text}; expected a name, or --crs"))?;
    Ok(Some(name.to_owned()))
}

struct Document {
    features: Vec<(u64, Range<usize>)>,
    crs: Option<Range<usize>>,
}

struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            bytes: text.as_bytes(),
            at: 0,
            line: 1,
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn bump(&mut self) {
        if self.peek() == Some(b'\n') {
            self.line += 1;
        }
        self.at += 1;
    }

    /// White space, and the record separator of RFC 8142.
    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n' | 0x1E)) {
            self.bump();
        }
    }

    fn expect(&mut self, byte: u8) -> Result<()> {
        self.skip_space();
        if self.peek() == Some(byte) {
            self.bump();
            return Ok(());
        }
        let found = self
            .peek()
            .map_or("the end of the file".to_owned(), |byte| {
                format!("\"{}\"", byte.escape_ascii())
            });
        bail!(
            "line {}: found {found}; expected \"{}\" (is the file cut off?)",
            self.line,
            char::from(byte)
        )
    }

    /// One object at the top: a collection or a feature.
    fn document(&mut self) -> Result<Document> {
        let (start, line) = (self.at, self.line);
        let mut kind = None;
        let mut out = Document {
            features: Vec::new(),
            crs: None,
        };
        let mut collection = false;
        self.expect(b'{')?;
        self.skip_space();
        while self.peek() != Some(b'}') {
            self.skip_space();
            let name = self.value()?;
            self.expect(b':')?;
            self.skip_space();
            match &self.bytes[name] {
                b"\"features\"" if self.peek() == Some(b'[') => {
                    collection = true;
                    self.elements(&mut out.features)?;
                }
                b"\"crs\"" => out.crs = Some(self.value()?),
                b"\"type\"" => kind = Some(self.value()?),
                _ => {
                    self.value()?;
                }
            }
            self.skip_space();
            if self.peek() != Some(b'}') {
                self.expect(b',')?;
            }
        }
        self.bump();
        if !collection {
            let kind = kind.map_or(&b"no type"[..], |kind| &self.bytes[kind]);
            if kind != b"\"Feature\"" {
                bail!(
                    "line {line}: found an object of type {}; expected a GeoJSON FeatureCollection",
                    kind.escape_ascii()
                );
            }
            out.features.push((line, start..self.at));
        }
        Ok(out)
    }

    fn elements(&mut self, out: &mut Vec<(u64, Range<usize>)>) -> Result<()> {
        self.expect(b'[')?;
        self.skip_space();
        while self.peek() != Some(b']') {
            self.skip_space();
            let line = self.line;
            let range = self.value()?;
            out.push((line, range));
            self.skip_space();
            if self.peek() != Some(b']') {
                self.expect(b',')?;
            }
        }
        self.bump();
        Ok(())
    }

    /// Skips one value whatever it is, and says where it stands.
    fn value(&mut self) -> Result<Range<usize>> {
        let start = self.at;
        let mut depth = 0_usize;
        loop {
            match self.peek() {
                None => bail!(
                    "line {}: the file ends inside a value (is it cut off?)",
                    self.line
                ),
                Some(b'"') => self.string()?,
                Some(b'{' | b'[') => {
                    depth += 1;
                    if depth > MAX_DEPTH {
                        bail!("line {}: brackets nest deeper than {MAX_DEPTH}", self.line);
                    }
                    self.bump();
                    continue;
                }
                Some(b'}' | b']') if depth > 0 => {
                    depth -= 1;
                    self.bump();
                }
                Some(b'}' | b']' | b',' | b':') if depth == 0 => {
                    bail!("line {}: a value is missing", self.line);
                }
                Some(b' ' | b'\t' | b'\r' | b'\n' | b',' | b':') => {
                    self.bump();
                    continue;
                }
                Some(_) => {
                    while !matches!(
                        self.peek(),
                        None | Some(
                            b' ' | b'\t'
                                | b'\r'
                                | b'\n'
                                | b','
                                | b':'
                                | b'}'
                                | b']'
                                | b'"'
                                | b'{'
                                | b'['
                        )
                    ) {
                        self.bump();
                    }
                }
            }
            if depth == 0 {
                return Ok(start..self.at);
            }
        }
    }

    fn string(&mut self) -> Result<()> {
        let line = self.line;
        self.bump();
        loop {
            match self.peek() {
                None => bail!("line {line}: a text without its closing quote"),
                Some(b'"') => {
                    self.bump();
                    return Ok(());
                }
                Some(b'\\') => {
                    self.bump();
                    self.bump();
                }
                Some(_) => self.bump(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(text: &str) -> GeoJson {
        GeoJson::new(text.to_owned()).expect(text)
    }

    #[test]
    fn features_come_with_lines_ids_and_columns() {
        let file = open(concat!(
            "{\"type\": \"FeatureCollection\", \"crs\": {\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::2180\"}},\n",
            "\"features\": [\n",
            "{\"type\":\"Feature\",\"id\":7,\"properties\":{\"a\":\"}]\\\"\",\"b\":[1,{\"c\":2}]},\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2,3]}},\n",
            "\n{\"type\":\"Feature\",\"id\":\"x\",\"properties\":{\"b\":1,\"d\":true},\"geometry\":null}\n]}\n",
        ));
        assert_eq!(file.crs.as_deref(), Some("urn:ogc:def:crs:EPSG::2180"));
        assert_eq!(file.columns, ["a", "b", "d"]);
        let rows: Vec<Row> = file.rows().map(|row| row.expect("good")).collect();
        assert_eq!((rows[0].line, rows[0].own_id.as_deref()), (3, Some("7")));
        assert_eq!((rows[1].line, rows[1].own_id.as_deref()), (5, Some("x")));
        assert_eq!(rows[0].values[0], "}]\"");
        assert!(matches!(&rows[0].shape, Shape::Some(Geometry::Point(p)) if p.x() == 1.0));
        assert!(matches!(rows[1].shape, Shape::None));
    }

    #[test]
    fn a_feature_that_is_no_json_spoils_only_itself() {
        let file = open(
            "{\"features\":[{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[NaN,1]}},\n{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[1e999,1]}},\n{\"type\":\"Feature\"}, 5]}",
        );
        let lines: Vec<Result<u64, u64>> = file
            .rows()
            .map(|row| row.map(|row| row.line).map_err(|(line, _)| line))
            .collect();
        assert_eq!(lines, [Err(1), Err(2), Ok(3), Err(3)]);
    }

    #[test]
    fn newline_delimited_features_are_one_file() {
        let file = open("{\"type\":\"Feature\",\"id\":1}\n\u{1e}{\"type\":\"Feature\",\"id\":2}\n");
        let lines: Vec<u64> = file.rows().map(|row| row.expect("good").line).collect();
        assert_eq!(lines, [1, 2]);
    }

    #[test]
    fn bad_rings_are_named() {
        for (coordinates, said) in [
            ("[[[0,0],[1,0],[1,1],[0,1]]]", "a ring from [0,0] to [0,1]"),
            ("[[]]", "an empty ring"),
        ] {
            let file = open(&format!(
                "{{\"type\":\"Feature\",\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":{coordinates}}}}}"
            ));
            let row = file.rows().next().expect("one").expect("read");
            assert!(
                matches!(row.shape, Shape::Wrong(error) if error.value == said),
                "{said}"
            );
        }
    }

    #[test]
    fn deep_nesting_and_cut_off_files_are_refused() {
        let deep = format!("{{\"features\":[{}", "[".repeat(100_000));
        for text in [
            deep.as_str(),
            "{\"features\":[{\"type\":\"Feat",
            "{\"type\":\"Point\"}",
            "[1]",
            "{\"features\":[}",
            "{\"a\"",
            "{",
        ] {
            assert!(GeoJson::new(text.to_owned()).is_err(), "{text:.40}");
        }
    }
}
