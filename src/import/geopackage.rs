//! Reading a layer of a GeoPackage.

use super::source::{Row, Shape};
use crate::wkb;
use anyhow::{Context, Result, bail};
use okolica_model::FieldError;
use serde_json::Value;
use sqlx::sqlite::{SqliteConnectOptions, SqliteRow};
use sqlx::{AssertSqlSafe, Connection, Row as _, SqliteConnection, TypeInfo, ValueRef};
use std::path::Path;

/// A layer, read as a whole.
pub struct GeoPackage {
    pub layer: String,
    /// The code of its spatial reference, e.g. `EPSG:2180`; `None` where the file does not say.
    pub crs: Option<String>,
    pub has_geometry: bool,
    pub columns: Vec<String>,
    pub rows: Vec<Row>,
}

impl GeoPackage {
    /// Reads `layer`, else the layer named as one of `targets`, else the only one.
    ///
    /// # Errors
    /// When the file is no GeoPackage, or which layer is meant can't be told: the message lists
    /// them.
    pub async fn open(path: &Path, layer: Option<&str>, targets: &[&str]) -> Result<Self> {
        let options = SqliteConnectOptions::new().filename(path).read_only(true);
        let mut db = SqliteConnection::connect_with(&options)
            .await
            .with_context(|| format!("{} can't be opened", path.display()))?;
        let layer = choose_layer(&mut db, path, layer, targets).await?;
        let geometry: Option<(String, Option<String>, Option<i64>)> = sqlx::query_as(
            "SELECT g.column_name, s.organization, s.organization_coordsys_id
             FROM gpkg_geometry_columns g LEFT JOIN gpkg_spatial_ref_sys s USING (srs_id)
             WHERE g.table_name = ?",
        )
        .bind(&layer)
        .fetch_optional(&mut db)
        .await?;
        let found = sqlx::query(AssertSqlSafe(format!("SELECT * FROM {}", quoted(&layer))))
            .fetch_all(&mut db)
            .await?;
        let names = column_names(&mut db, &layer).await?;
        let geometry_at = geometry
            .as_ref()
            .and_then(|(name, _, _)| names.iter().position(|column| column == name));
        let rows = found
            .iter()
            .zip(1..)
            .map(|(row, line)| read_row(row, line, names.len(), geometry_at))
            .collect::<Result<_>>()?;
        let mut columns = names;
        if let Some(at) = geometry_at {
            columns.remove(at);
        }
        let crs = match &geometry {
            // −1 and 0 stand for undefined plane and undefined degrees.
            Some((_, Some(organization), Some(code))) if *code > 0 => {
                Some(format!("{organization}:{code}"))
            }
            _ => None,
        };
        Ok(Self {
            layer,
            crs,
            has_geometry: geometry_at.is_some(),
            columns,
            rows,
        })
    }
}

async fn choose_layer(
    db: &mut SqliteConnection,
    path: &Path,
    wanted: Option<&str>,
    targets: &[&str],
) -> Result<String> {
    let mut layers: Vec<String> = sqlx::query_scalar(
        "SELECT table_name FROM gpkg_contents
         WHERE data_type IN ('features', 'attributes') ORDER BY table_name",
    )
    .fetch_all(db)
    .await
    .with_context(|| format!("{} is not a GeoPackage", path.display()))?;
    let named = |name: &str| layers.iter().position(|layer| layer == name);
    let at = match wanted {
        Some(name) => named(name),
        None if layers.len() == 1 => Some(0),
        None => targets.iter().find_map(|name| named(name)),
    };
    match at {
        Some(at) => Ok(layers.swap_remove(at)),
        None => bail!(
            "{} has the layers {}; say which with --layer",
            path.display(),
            layers.join(", ")
        ),
    }
}

async fn column_names(db: &mut SqliteConnection, layer: &str) -> Result<Vec<String>> {
    let names = sqlx::query_scalar("SELECT name FROM pragma_table_info(?) ORDER BY cid")
        .bind(layer)
        .fetch_all(db)
        .await?;
    Ok(names)
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn read_row(row: &SqliteRow, line: u64, columns: usize, geometry: Option<usize>) -> Result<Row> {
    let mut values = Vec::with_capacity(columns);
    let mut shape = Shape::None;
    for at in 0..columns {
        if geometry == Some(at) {
            shape = read_shape(row, at)?;
            continue;
        }
        values.push(match kind(row, at)?.as_str() {
            "NULL" | "BLOB" => Value::Null,
            "INTEGER" | "BOOLEAN" => row.try_get_unchecked::<i64, _>(at)?.into(),
            "REAL" => row.try_get_unchecked::<f64, _>(at)?.into(),
            _ => {
                let bytes = row.try_get_unchecked::<&[u8], _>(at)?;
                String::from_utf8_lossy(bytes).into_owned().into()
            }
        });
    }
    Ok(Row {
        line,
        own_id: None,
        values,
        shape,
    })
}

/// How SQLite keeps this value, whatever its column says.
fn kind(row: &SqliteRow, at: usize) -> Result<String> {
    let value = row.try_get_raw(at)?;
    Ok(if value.is_null() {
        "NULL".to_owned()
    } else {
        value.type_info().name().to_owned()
    })
}

fn read_shape(row: &SqliteRow, at: usize) -> Result<Shape> {
    Ok(match kind(row, at)?.as_str() {
        "NULL" => Shape::None,
        "BLOB" => match wkb::read_geopackage(row.try_get_unchecked(at)?) {
            Ok(None) => Shape::None,
            Ok(Some(geometry)) => Shape::Some(geometry),
            Err(error) => Shape::Wrong(error),
        },
        other => Shape::Wrong(FieldError::new(
            "geometry",
            format!("a value of type {other}"),
            "a geometry blob",
        )),
    })
}
