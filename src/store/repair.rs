//! Mends what other programs do to the tables of a GeoPackage: a spatial index that only they
//! can keep in step, triggers dropped with their table.

use super::triggers::{Recorded, recorded};
use super::tx::{Cell, Tx};
use super::{StoreError, replaced};
use okolica_model::flat::Table;
use std::path::Path;

/// Removes foreign R-trees and puts our triggers back; answers whether anything was mended.
///
/// # Errors
/// [`StoreError::Replaced`] when a table lacks our columns: then nothing is changed.
pub(super) async fn restore(tx: &mut Tx, path: &Path) -> Result<bool, StoreError> {
    replaced::check(tx, &format!("gpkg:{}", path.display())).await?;
    let tables = recorded();
    let mut mended = false;
    for table in &tables {
        mended |= drop_rtree(tx, table.name).await?;
        let restored = restore_triggers(tx, table).await?;
        mended |= restored != Triggers::Right;
        if restored == Triggers::Absent {
            reconcile(tx, table).await?;
        }
    }
    Ok(mended)
}

/// A spatial index made by QGIS or GDAL is kept by triggers that call `ST_` functions, which
/// SQLite does not have: every write of ours would fail.
pub(super) async fn drop_rtree(tx: &mut Tx, table: &str) -> Result<bool, StoreError> {
    let rows = tx
        .rows(
            "SELECT name, type FROM sqlite_master
             WHERE (type = 'trigger' AND tbl_name = $1 AND name LIKE 'rtree\\_%' ESCAPE '\\')
                OR (type = 'table' AND name = 'rtree_' || $1 || '_geom')",
            vec![Cell::text(table)],
        )
        .await?;
    for row in &rows {
        if let [Cell::Text(Some(name)), Cell::Text(Some(kind))] = &row[..] {
            let name = name.replace('"', "\"\"");
            tx.script(format!("DROP {kind} \"{name}\"")).await?;
        }
    }
    let registered = "SELECT count(*) FROM sqlite_master WHERE name = 'gpkg_extensions'";
    if !rows.is_empty() && tx.int(registered, vec![]).await? == Some(1) {
        tx.execute(
            "DELETE FROM gpkg_extensions
             WHERE table_name = $1 AND extension_name = 'gpkg_rtree_index'",
            vec![Cell::text(table)],
        )
        .await?;
    }
    Ok(!rows.is_empty())
}

/// How a table's triggers were found.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Triggers {
    Right,
    /// Made for other columns, by an older program.
    Outdated,
    Absent,
}

async fn restore_triggers(tx: &mut Tx, table: &Recorded) -> Result<Triggers, StoreError> {
    let mut state = Triggers::Right;
    for (name, text) in table.triggers() {
        let found = tx
            .row(
                "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = $1",
                vec![Cell::text(&name)],
            )
            .await?;
        let one = match found.as_ref().and_then(|row| row[0].as_text()) {
            Some(found) if found == text => continue,
            Some(_) => Triggers::Outdated,
            None => Triggers::Absent,
        };
        tx.script(format!("DROP TRIGGER IF EXISTS {name}; {text}"))
            .await?;
        state = state.max(one);
    }
    Ok(state)
}

/// Records what was edited while a table had no triggers: each row that differs from its last
/// revision, and each that is gone. A column that was added since, and is empty, is no difference:
/// a merge patch onto nothing leaves out what is null.
async fn reconcile(tx: &mut Tx, table: &Recorded) -> Result<(), StoreError> {
    let Recorded { name, key, .. } = table;
    let last = table.last_revisions(None);
    let at = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";
    tx.script(format!(
        "INSERT INTO revisions (table_name, row_id, version, op, at, who, why, row)
         SELECT '{name}', r.row_id, r.version + 1, 'delete', {at}, 'direct', NULL, r.row
         FROM {last} AS r
         WHERE r.op <> 'delete' AND r.row_id NOT IN (SELECT {key} FROM {name});
         INSERT INTO change_log (table_name, row_id, op, version, at, who, why)
         SELECT table_name, row_id, op, version, at, who, why FROM revisions
         WHERE seq > (SELECT coalesce(max(seq), 0) FROM revisions) - changes();"
    ))
    .await?;
    let touched = table.columns[0].0;
    tx.script(format!(
        "UPDATE {name} SET \"{touched}\" = \"{touched}\" WHERE {key} IN (
           SELECT t.{key} FROM {name} AS t LEFT JOIN {last} AS r ON r.row_id = t.{key}
           WHERE json_patch('{{}}', r.row) IS NOT json_patch('{{}}', {row}));",
        row = table.json("t", "t"),
    ))
    .await
}

/// Notes for GIS tools that a table has changed, and that its extent is not known any more.
pub(super) async fn touch(tx: &mut Tx, tables: &[Table]) -> Result<(), StoreError> {
    for table in tables {
        tx.execute(
            "UPDATE gpkg_contents SET last_change = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
             min_x = NULL, min_y = NULL, max_x = NULL, max_y = NULL WHERE table_name = $1",
            vec![Cell::text(table.name())],
        )
        .await?;
    }
    Ok(())
}
