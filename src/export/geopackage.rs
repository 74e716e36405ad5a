//! A GeoPackage with one layer.

use crate::store::{GEOPACKAGE_START, StoredRow, geometry_type};
use crate::wkb;
use anyhow::{Result, bail};
use geo::{BoundingRect, Geometry, MultiPolygon};
use okolica_model::flat::{ColumnType, Table};
use serde_json::Value;
use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, Connection, Sqlite, query, raw_sql};
use std::path::Path;

/// Writes the rows to a new file, which stands there whole or not at all.
pub(super) async fn write(path: &Path, table: Table, rows: &[StoredRow]) -> Result<()> {
    if path.exists() {
        bail!("{} is there already; name another file", path.display());
    }
    let unfinished = path.with_extension("unfinished");
    // What an export that was cut off left behind.
    if unfinished.exists() {
        std::fs::remove_file(&unfinished)?;
    }
    fill(&unfinished, table, rows).await?;
    std::fs::rename(&unfinished, path)?;
    Ok(())
}

async fn fill(path: &Path, table: Table, rows: &[StoredRow]) -> Result<()> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true);
    let mut db = SqliteConnection::connect_with(&options).await?;
    raw_sql(GEOPACKAGE_START).execute(&mut db).await?;
    let mut tx = db.begin().await?;
    raw_sql(AssertSqlSafe(create_layer(table)))
        .execute(&mut *tx)
        .await?;
    let insert = insert(table);
    for stored in rows {
        bind(query(AssertSqlSafe(insert.clone())), table, stored)
            .execute(&mut *tx)
            .await?;
    }
    if let Some([west, south, east, north]) = bounds(rows) {
        query("UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ?")
            .bind(west)
            .bind(south)
            .bind(east)
            .bind(north)
            .execute(&mut *tx)
            .await?;
    }
    tx.commit().await?;
    db.close().await?;
    Ok(())
}

fn create_layer(table: Table) -> String {
    let name = table.name();
    let geometry = geometry_type(table);
    let columns: Vec<String> = table
        .columns()
        .map(|column| {
            let kind = match column.kind {
                ColumnType::Text | ColumnType::Json => "TEXT",
                ColumnType::Integer => "INTEGER",
                ColumnType::Real => "DOUBLE",
                ColumnType::Boolean => "BOOLEAN",
                ColumnType::Stamp => "DATETIME",
            };
            format!("\"{}\" {kind}", column.name)
        })
        .collect();
    format!(
        "CREATE TABLE {name} (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom {geometry}, {}, created_at DATETIME, updated_at DATETIME, version INTEGER);
         INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('{name}', 'features', '{name}', 4326);
         INSERT INTO gpkg_geometry_columns VALUES ('{name}', 'geom', '{geometry}', 4326, 0, 0);",
        columns.join(", ")
    )
}

fn insert(table: Table) -> String {
    let columns: Vec<String> = table
        .columns()
        .map(|column| format!("\"{}\"", column.name))
        .collect();
    let marks = vec!["?"; columns.len() + 5].join(", ");
    format!(
        "INSERT INTO {} (id, geom, {}, created_at, updated_at, version) VALUES ({marks})",
        table.name(),
        columns.join(", ")
    )
}

type Insert = Query<'static, Sqlite, SqliteArguments>;

fn bind(query: Insert, table: Table, stored: &StoredRow) -> Insert {
    let kept = stored.kept;
    let blob = stored.row.geometry.as_ref().map(|geometry| match geometry {
        Geometry::Polygon(one) if table == Table::Districts => {
            wkb::to_geopackage(&MultiPolygon(vec![one.clone()]).into())
        }
        other => wkb::to_geopackage(other),
    });
    // Ids and versions are below 2^53.
    let mut query = query.bind(kept.id as i64).bind(blob);
    for (_, value) in table.flatten(&stored.row.properties) {
        query = match value {
            Value::Null => query.bind(None::<String>),
            Value::Bool(flag) => query.bind(flag),
            Value::Number(number) => match number.as_i64() {
                Some(whole) => query.bind(whole),
                None => query.bind(number.as_f64()),
            },
            Value::String(text) => query.bind(text),
            list => query.bind(list.to_string()),
        };
    }
    query
        .bind(kept.created_at.to_string())
        .bind(kept.updated_at.to_string())
        .bind(kept.version as i64)
}

fn bounds(rows: &[StoredRow]) -> Option<[f64; 4]> {
    let rects = rows
        .iter()
        .filter_map(|stored| stored.row.geometry.as_ref()?.bounding_rect());
    rects
        .map(|rect| [rect.min().x, rect.min().y, rect.max().x, rect.max().y])
        .reduce(|a, b| {
            [
                a[0].min(b[0]),
                a[1].min(b[1]),
                a[2].max(b[2]),
                a[3].max(b[3]),
            ]
        })
}
