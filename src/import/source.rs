//! A file opened, whatever its format: columns, and rows with their lines and geometries.

use super::delimited::Delimited;
use super::encoding::{Decoded, decode, is_text};
use super::geojson::GeoJson;
use super::geopackage::GeoPackage;
use crate::crs::Crs;
use anyhow::{Context, Result, bail};
use geo::Geometry;
use okolica_model::FieldError;
use serde_json::Value;
use std::path::Path;

/// A row as the file has it.
#[derive(Debug, Clone)]
pub struct Row {
    /// The line of the file where it starts, or its number in a GeoPackage; from 1.
    pub line: u64,
    /// A GeoJSON feature's `id`.
    pub own_id: Option<String>,
    /// One for each of the file's columns.
    pub values: Vec<Value>,
    pub shape: Shape,
}

/// A row's geometry in the file's own reference system.
#[derive(Debug, Clone)]
pub enum Shape {
    None,
    Some(Geometry<f64>),
    Wrong(FieldError),
}

/// A row, or the line and fault of one that can't be read.
pub type ReadRow = Result<Row, (u64, FieldError)>;

/// An open file.
pub struct Source {
    /// What it was read as, for the report: `CSV, windows-1250, separator ";"`.
    pub format: String,
    /// What the file itself says of its reference system.
    pub crs: Option<Crs>,
    /// Whether rows come with geometries; otherwise these stand in columns.
    pub has_geometry: bool,
    body: Body,
}

enum Body {
    GeoJson(GeoJson),
    Delimited(Delimited),
    GeoPackage(GeoPackage),
}

/// How a file is to be opened.
#[derive(Default, Clone, Copy)]
pub struct Opening<'a> {
    pub encoding: Option<&'a str>,
    /// The GeoPackage layer asked for.
    pub layer: Option<&'a str>,
    /// The layers taken when none is asked for.
    pub targets: &'a [&'a str],
}

impl Source {
    /// Opens a file; its content says what it is, not its name.
    ///
    /// # Errors
    /// When it can't be read or is of no known format.
    pub async fn open(path: &Path, how: Opening<'_>) -> Result<Self> {
        let shown = path.display();
        let bytes = std::fs::read(path).with_context(|| format!("{shown} can't be read"))?;
        if bytes.starts_with(b"SQLite format 3\0") {
            drop(bytes);
            return Self::of_geopackage(GeoPackage::open(path, how.layer, how.targets).await?);
        }
        if bytes.starts_with(b"PK\x03\x04") {
            bail!(
                "{shown} is a ZIP or a spreadsheet; expected GeoJSON, CSV or GeoPackage. Save the sheet as CSV, or convert a shapefile with `ogr2ogr out.gpkg in.shp`"
            );
        }
        Self::of_text(decode(&bytes, how.encoding)?)
            .with_context(|| format!("{shown} can't be read"))
    }

    /// A text file that is in memory already.
    ///
    /// # Errors
    /// When it is of no known format.
    pub fn of_text(decoded: Decoded) -> Result<Self> {
        let Decoded {
            text,
            encoding,
            replaced,
        } = decoded;
        let mut format = match replaced {
            0 => encoding.to_owned(),
            n => format!("{encoding} with {n} unreadable characters"),
        };
        if !is_text(&text) {
            bail!(
                "the file is not text; expected GeoJSON, CSV or GeoPackage. If GDAL knows it (shapefile, FlatGeobuf), convert it: ogr2ogr out.gpkg FILE"
            );
        }
        let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{1E}');
        match start.chars().next() {
            None => bail!("the file is empty"),
            Some('<') => bail!("{}", foreign_xml(start)),
            Some(_) if start.starts_with("BEGIN:VCALENDAR") => bail!(
                "the file is an iCalendar file, which is not read yet; expected GeoJSON, CSV or GeoPackage: save the calendar's events as CSV with the columns name, start, end, place"
            ),
            Some('{' | '[') => {
                let file = GeoJson::new(text)?;
                let crs = file.crs.as_deref().map(Crs::parse).transpose()?;
                Ok(Self {
                    format: format!("GeoJSON, {format}"),
                    crs,
                    has_geometry: true,
                    body: Body::GeoJson(file),
                })
            }
            Some(_) => {
                let file = Delimited::new(text);
                let separator = match file.separator {
                    '\t' => "tab".to_owned(),
                    other => format!("\"{other}\""),
                };
                format = format!("CSV, {format}, separator {separator}");
                Ok(Self {
                    format,
                    crs: None,
                    has_geometry: false,
                    body: Body::Delimited(file),
                })
            }
        }
    }

    fn of_geopackage(file: GeoPackage) -> Result<Self> {
        Ok(Self {
            format: format!("GeoPackage, layer {}", file.layer),
            crs: file.crs.as_deref().map(Crs::parse).transpose()?,
            has_geometry: file.has_geometry,
            body: Body::GeoPackage(file),
        })
    }

    #[must_use]
    pub fn columns(&self) -> &[String] {
        match &self.body {
            Body::GeoJson(file) => &file.columns,
            Body::Delimited(file) => &file.columns,
            Body::GeoPackage(file) => &file.columns,
        }
    }

    /// How many rows there are about, for the progress bar.
    #[must_use]
    pub fn len_hint(&self) -> usize {
        match &self.body {
            Body::GeoJson(file) => file.count(),
            Body::Delimited(file) => file.lines(),
            Body::GeoPackage(file) => file.rows.len(),
        }
    }

    /// The rows in the file's order, from the start at each call.
    pub fn rows(&self) -> Box<dyn Iterator<Item = ReadRow> + Send + '_> {
        match &self.body {
            Body::GeoJson(file) => Box::new(file.rows()),
            Body::Delimited(file) => Box::new(file.rows()),
            Body::GeoPackage(file) => Box::new(file.rows.iter().cloned().map(Ok)),
        }
    }
}

/// What an XML file is, and how it becomes one that is read.
fn foreign_xml(start: &str) -> String {
    let head: String = start.chars().take(2000).collect::<String>().to_lowercase();
    let convert = |kind: &str| {
        format!(
            "the file is {kind}; expected GeoJSON, CSV or GeoPackage. Convert it: ogr2ogr out.gpkg FILE"
        )
    };
    match () {
        () if head.contains("<kml") => convert("KML"),
        () if head.contains("<gpx") => convert("GPX"),
        () if head.contains("<osm") => convert("OpenStreetMap XML"),
        () if head.contains("opengis.net/gml") || head.contains("featurecollection") => convert("GML"),
        () if head.contains("<html") || head.contains("<!doctype html") => {
            "the file is a web page, perhaps an error page saved in place of the data; expected GeoJSON, CSV or GeoPackage".to_owned()
        }
        () => "the file is XML; expected GeoJSON, CSV or GeoPackage".to_owned(),
    }
}
