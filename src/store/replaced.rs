//! A table that another program replaced, as `ogr2ogr -overwrite` does: found out, and brought
//! back with every row as its last revision has it. What stood in its place is kept beside it.

use super::migrations::statements_of;
use super::past;
use super::repair::drop_rtree;
use super::triggers::{Recorded, recorded};
use super::tx::{Cell, Dialect, Tx};
use super::{StoreError, sql};
use okolica_model::flat::Table;

/// A table that is whole again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BroughtBack {
    pub table: &'static str,
    pub rows: u64,
    /// Where what replaced it is now; `None` when nothing did.
    pub aside: Option<String>,
}

/// Fails when a table lacks columns of ours. `address` is the store's, without a password.
pub(super) async fn check(tx: &mut Tx, address: &str) -> Result<(), StoreError> {
    for table in recorded() {
        let missing = missing_columns(tx, &table).await?;
        if !missing.is_empty() {
            return Err(StoreError::Replaced {
                table: table.name,
                missing,
                command: format!("okolica repair --database '{address}'"),
            });
        }
    }
    Ok(())
}

/// Brings back every table that lacks columns of ours. Their triggers are put back after.
pub(super) async fn bring_back(tx: &mut Tx) -> Result<Vec<BroughtBack>, StoreError> {
    let mut done = Vec::new();
    for table in recorded() {
        if missing_columns(tx, &table).await?.is_empty() {
            continue;
        }
        let aside = match columns(tx, table.name).await?.is_empty() {
            true => None,
            false => Some(put_aside(tx, table.name).await?),
        };
        for statement in statements_of(tx.dialect(), table.name) {
            tx.script(statement).await?;
        }
        let rows = match tx.dialect() {
            Dialect::GeoPackage => {
                register(tx, &table).await?;
                refill_geopackage(tx, &table).await?
            }
            Dialect::PostGis => refill_postgis(tx, &table).await?,
        };
        done.push(BroughtBack {
            table: table.name,
            rows,
            aside,
        });
    }
    Ok(done)
}

async fn columns(tx: &mut Tx, table: &str) -> Result<Vec<String>, StoreError> {
    let list = match tx.dialect() {
        Dialect::GeoPackage => "SELECT name FROM pragma_table_info($1)",
        Dialect::PostGis => {
            "SELECT attname::text FROM pg_attribute
             WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped"
        }
    };
    texts(tx, list, table).await
}

async fn missing_columns(tx: &mut Tx, table: &Recorded) -> Result<Vec<&'static str>, StoreError> {
    let found = columns(tx, table.name).await?;
    Ok(table
        .all_columns()
        .filter(|name| !found.iter().any(|found| found == name))
        .collect())
}

/// The first cells of what a statement about `table` answers.
async fn texts(tx: &mut Tx, sql: &str, table: &str) -> Result<Vec<String>, StoreError> {
    let rows = tx.rows(sql, vec![Cell::text(table)]).await?;
    let cells = rows.into_iter().filter_map(|row| row.into_iter().next());
    Ok(cells.filter_map(Cell::into_text).collect())
}

/// Moves what stands under the table's name out of the way; answers its new name.
async fn put_aside(tx: &mut Tx, name: &str) -> Result<String, StoreError> {
    let aside = free_name(tx, name).await?;
    match tx.dialect() {
        Dialect::GeoPackage => {
            drop_rtree(tx, name).await?;
            for kind in ["trigger", "index"] {
                let list = format!(
                    "SELECT name FROM sqlite_master
                     WHERE type = '{kind}' AND tbl_name = $1 AND sql IS NOT NULL"
                );
                for found in texts(tx, &list, name).await? {
                    let found = found.replace('"', "\"\"");
                    tx.script(format!("DROP {kind} \"{found}\"")).await?;
                }
            }
            if !columns(tx, "gpkg_ogr_contents").await?.is_empty() {
                tx.script(format!(
                    "DELETE FROM gpkg_ogr_contents WHERE table_name = '{name}'"
                ))
                .await?;
            }
            tx.script(format!(
                "PRAGMA defer_foreign_keys = ON;
                 ALTER TABLE {name} RENAME TO {aside};
                 UPDATE gpkg_contents SET table_name = '{aside}', identifier = '{aside}'
                   WHERE table_name = '{name}';
                 UPDATE gpkg_geometry_columns SET table_name = '{aside}'
                   WHERE table_name = '{name}';"
            ))
            .await?;
        }
        Dialect::PostGis => {
            let list = "SELECT tgname::text FROM pg_trigger
                 WHERE tgrelid = to_regclass($1) AND NOT tgisinternal";
            for trigger in texts(tx, list, name).await? {
                let trigger = trigger.replace('"', "\"\"");
                tx.script(format!("DROP TRIGGER \"{trigger}\" ON {name}"))
                    .await?;
            }
            // With its indexes and its sequence, whose names ours need.
            let schema = aside.split('.').next().unwrap_or_default();
            tx.script(format!(
                "CREATE SCHEMA IF NOT EXISTS {schema}; ALTER TABLE {name} SET SCHEMA {schema}"
            ))
            .await?;
        }
    }
    Ok(aside)
}

/// `spaces_replaced` in a GeoPackage, `replaced.spaces` in PostGIS, with a number where an earlier
/// one stands there.
async fn free_name(tx: &mut Tx, name: &str) -> Result<String, StoreError> {
    let mut number = 1;
    loop {
        let suffix = match number {
            1 => "replaced".to_owned(),
            n => format!("replaced_{n}"),
        };
        let free = match tx.dialect() {
            Dialect::GeoPackage => format!("{name}_{suffix}"),
            Dialect::PostGis => format!("{suffix}.{name}"),
        };
        if columns(tx, &free).await?.is_empty() {
            return Ok(free);
        }
        number += 1;
    }
}

/// Tells GIS programs of the table, whatever they were told before.
async fn register(tx: &mut Tx, table: &Recorded) -> Result<(), StoreError> {
    let name = table.name;
    let geometry = Table::ALL.into_iter().find(|found| found.name() == name);
    let (kind, srs) = match geometry {
        Some(_) => ("features", "4326"),
        None => ("attributes", "NULL"),
    };
    tx.script(format!(
        "DELETE FROM gpkg_geometry_columns WHERE table_name = '{name}';
         DELETE FROM gpkg_contents WHERE table_name = '{name}';
         INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id)
           VALUES ('{name}', '{kind}', '{name}', {srs});"
    ))
    .await?;
    if let Some(geometry) = geometry {
        let shape = sql::geometry_type(geometry);
        tx.script(format!(
            "INSERT INTO gpkg_geometry_columns VALUES ('{name}', 'geom', '{shape}', 4326, 0, 0)"
        ))
        .await?;
    }
    Ok(())
}

async fn refill_geopackage(tx: &mut Tx, table: &Recorded) -> Result<u64, StoreError> {
    let Recorded { name, key, .. } = table;
    let names: Vec<String> = table
        .all_columns()
        .map(|column| format!("\"{column}\""))
        .collect();
    let rows = tx
        .execute(
            format!(
                "INSERT INTO {name} ({}) {}",
                names.join(", "),
                past::rows(Dialect::GeoPackage, table, None),
            ),
            vec![],
        )
        .await?;
    // An id that was ever given is never given again.
    tx.script(format!(
        "DELETE FROM sqlite_sequence WHERE name = '{name}';
         INSERT INTO sqlite_sequence (name, seq)
           SELECT '{name}', max((SELECT coalesce(max(row_id), 0) FROM revisions WHERE table_name = '{name}'),
                                (SELECT coalesce(max({key}), 0) FROM {name}));"
    ))
    .await?;
    Ok(rows)
}

async fn refill_postgis(tx: &mut Tx, table: &Recorded) -> Result<u64, StoreError> {
    let Recorded { name, key, .. } = table;
    tx.script("SET LOCAL timezone = 'UTC'").await?;
    let rows = tx
        .execute(
            format!(
                "INSERT INTO {name} {}",
                past::rows(Dialect::PostGis, table, None)
            ),
            vec![],
        )
        .await?;
    tx.rows(
        format!(
            "SELECT setval(pg_get_serial_sequence('{name}', '{key}'), max(row_id))
             FROM revisions WHERE table_name = '{name}' HAVING max(row_id) IS NOT NULL"
        ),
        vec![],
    )
    .await?;
    Ok(rows)
}
