//! The change log and the history of a row.

use super::tx::{Cell, Dialect};
use super::{Store, StoreError, sql};
use crate::wkb;
use geo::Geometry;
use okolica_model::flat::Table;
use okolica_model::time::Stamp;
use okolica_model::{ItemKey, ItemKind, Position};
use serde_json::{Map, Value};

/// What happened to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    Insert,
    Update,
    Delete,
}

/// A row of the change log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Later changes have larger numbers, in the order in which they became visible.
    pub seq: u64,
    /// `spaces`, `initiatives`, `districts`, `categories`, …
    pub table: String,
    pub id: u64,
    pub op: Op,
    /// The row's version after the change; of a deletion, that of its tombstone.
    pub version: u64,
    pub at: Stamp,
    pub who: String,
    pub why: Option<String>,
}

/// An item after a change; what it was before stands in the revision before.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    pub change: Change,
    /// The flat columns of the row, nested; for a deletion, as it was.
    pub properties: Map<String, Value>,
}

impl Store {
    /// At most `limit` changes after the one with number `after`, in order.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn changes(&self, after: u64, limit: u32) -> Result<Vec<Change>, StoreError> {
        let mut tx = self.snapshot().await?;
        let sql = format!(
            "SELECT {} FROM change_log AS t WHERE t.seq > $1 ORDER BY t.seq LIMIT $2",
            columns(tx.dialect())
        );
        let cells = vec![Cell::int(after), Cell::Int(Some(limit.into()))];
        let rows = tx.rows(sql, cells).await?;
        rows.iter().map(|row| change("change_log", row)).collect()
    }

    /// Every recorded state of an item, the first one first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn history(&self, key: ItemKey) -> Result<Vec<Revision>, StoreError> {
        let mut tx = self.snapshot().await?;
        let row = match tx.dialect() {
            Dialect::GeoPackage => "t.row",
            Dialect::PostGis => "t.row::text",
        };
        let sql = format!(
            "SELECT {}, {row} FROM revisions AS t WHERE t.table_name = $1 AND t.row_id = $2 ORDER BY t.seq",
            columns(tx.dialect())
        );
        let cells = vec![Cell::text(key.kind.layer()), Cell::int(key.id)];
        let mut history = Vec::new();
        for mut row in tx.rows(sql, cells).await? {
            let text = row.pop().and_then(Cell::into_text).unwrap_or_default();
            history.push(Revision {
                change: change("revisions", &row)?,
                properties: properties(key, &text)?,
            });
        }
        Ok(history)
    }
}

/// An initiative that is no more, as it was last.
#[derive(Debug, Clone, PartialEq)]
pub struct Removed {
    /// Its deletion.
    pub change: Change,
    pub properties: Map<String, Value>,
    pub position: Option<Position>,
}

impl Store {
    /// The last `limit` initiatives deleted by changes after the one with number `after`, in
    /// order.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn removed(&self, after: u64, limit: u32) -> Result<Vec<Removed>, StoreError> {
        let mut tx = self.snapshot().await?;
        let row = match tx.dialect() {
            Dialect::GeoPackage => "t.row",
            Dialect::PostGis => "t.row::text",
        };
        let sql = format!(
            "SELECT {}, {row} FROM revisions AS t WHERE t.table_name = 'initiatives' \
             AND t.op = 'delete' AND t.seq > $1 ORDER BY t.seq DESC LIMIT $2",
            columns(tx.dialect())
        );
        let cells = vec![Cell::int(after), Cell::Int(Some(limit.into()))];
        let mut removed = Vec::new();
        for mut row in tx.rows(sql, cells).await? {
            let text = row.pop().and_then(Cell::into_text).unwrap_or_default();
            let change = change("revisions", &row)?;
            let key = ItemKey {
                kind: ItemKind::Initiative,
                id: change.id,
            };
            removed.push(Removed {
                change,
                properties: properties(key, &text)?,
                position: position(&text),
            });
        }
        removed.reverse();
        Ok(removed)
    }
}

/// The point of a kept row: the hexadecimal text of its blob, or GeoJSON in PostGIS.
fn position(row: &str) -> Option<Position> {
    let kept: Map<String, Value> = serde_json::from_str(row).ok()?;
    match kept.get("geom")? {
        Value::String(text) => {
            let bytes: Option<Vec<u8>> = (0..text.len())
                .step_by(2)
                .map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok())
                .collect();
            match wkb::read_geopackage(&bytes?).ok()?? {
                Geometry::Point(point) => Position::new(point.x(), point.y()).ok(),
                _ => None,
            }
        }
        object => {
            let degrees = |at: usize| object.get("coordinates")?.get(at)?.as_f64();
            Position::new(degrees(0)?, degrees(1)?).ok()
        }
    }
}

fn columns(dialect: Dialect) -> String {
    let at = match dialect {
        Dialect::GeoPackage => "t.at".to_owned(),
        Dialect::PostGis => sql::stamp_text("t.at"),
    };
    format!("t.seq, t.table_name, t.row_id, t.op, t.version, {at}, t.who, t.why")
}

fn change(table: &'static str, row: &[Cell]) -> Result<Change, StoreError> {
    let broken = |reason: String| StoreError::Broken { table, reason };
    let number = |at: usize| row.get(at).and_then(Cell::as_int).unwrap_or_default();
    let text = |at: usize| row.get(at).and_then(Cell::as_text);
    Ok(Change {
        seq: number(0).unsigned_abs(),
        table: text(1).unwrap_or_default().to_owned(),
        id: number(2).unsigned_abs(),
        op: match text(3) {
            Some("insert") => Op::Insert,
            Some("update") => Op::Update,
            Some("delete") => Op::Delete,
            other => return Err(broken(format!("{other:?} is no operation"))),
        },
        version: number(4).unsigned_abs(),
        at: Stamp::parse("at", text(5).unwrap_or_default())
            .map_err(|error| broken(error.to_string()))?,
        who: text(6).unwrap_or_default().to_owned(),
        why: text(7).map(str::to_owned),
    })
}

/// The flat columns that a trigger kept as JSON, nested.
fn properties(key: ItemKey, row: &str) -> Result<Map<String, Value>, StoreError> {
    let broken = |reason: String| StoreError::Broken {
        table: "revisions",
        reason,
    };
    let kept: Map<String, Value> =
        serde_json::from_str(row).map_err(|error| broken(error.to_string()))?;
    let table = Table::from(key.kind);
    let flat = kept
        .into_iter()
        .filter(|(name, _)| table.columns().any(|column| column.name == name))
        .collect();
    Ok(table.unflatten(flat))
}
