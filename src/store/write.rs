//! Edits of single items, as the API makes them.

use super::row::Row;
use super::tx::{Cell, Dialect, Tx};
use super::{Store, StoreError, repair, sql};
use okolica_model::flat::Table;
use okolica_model::time::Stamp;
use okolica_model::{FieldError, Item, ItemKey};

/// Who edits, why and when; recorded with every change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditContext {
    pub who: String,
    pub why: Option<String>,
    /// The moment by the clock of the service; `None`: the database's.
    pub at: Option<Stamp>,
}

/// One edit of one item.
#[derive(Debug, Clone, PartialEq)]
pub enum Write {
    Create(Item),
    Replace {
        key: ItemKey,
        item: Item,
        /// Refuse when the item is at another version.
        if_version: Option<u64>,
        /// Columns that stay what they were; where they were empty they take the item's value.
        keep: Vec<&'static str>,
    },
    Delete {
        key: ItemKey,
        if_version: Option<u64>,
    },
}

/// What became of a [`Write`]: the item's version, for a deleted one that of its tombstone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    pub key: ItemKey,
    pub version: u64,
}

impl Store {
    /// Makes all edits in one transaction: all are stored when it returns, or none.
    ///
    /// A request that may be dropped goes through [`crate::live::Live::write`].
    ///
    /// # Errors
    /// [`StoreError::Stale`], [`StoreError::Missing`] or [`StoreError::Constraint`] when an edit
    /// can't be made.
    pub async fn write(
        &self,
        by: &EditContext,
        writes: &[Write],
    ) -> Result<Vec<Written>, StoreError> {
        let mut tx = self.begin_edit(by).await?;
        let mut written = Vec::with_capacity(writes.len());
        for write in writes {
            written.push(one(&mut tx, write).await?);
        }
        let mut touched: Vec<Table> = written.iter().map(|w| Table::from(w.key.kind)).collect();
        touched.dedup();
        end_edit(tx, &touched).await?;
        Ok(written)
    }

    /// Stores nothing, by a transaction that needs all that a write needs: the lock, room on the
    /// disk, a database that is no standby.
    ///
    /// # Errors
    /// Those that a write would meet.
    pub async fn try_write(&self) -> Result<(), StoreError> {
        let by = EditContext {
            who: "probe".to_owned(),
            why: None,
            at: None,
        };
        let mut tx = self.begin_edit(&by).await?;
        if tx.dialect() == Dialect::PostGis {
            tx.rows("SELECT pg_current_xact_id()::text", vec![]).await?;
        }
        end_edit(tx, &[]).await
    }

    /// A transaction in which the triggers know who edits.
    pub(super) async fn begin_edit(&self, by: &EditContext) -> Result<Tx, StoreError> {
        let mut tx = self.begin().await?;
        let who = Cell::text(&by.who);
        let at = by.at.map(|at| at.to_string());
        match tx.dialect() {
            Dialect::GeoPackage => {
                tx.execute(
                    "INSERT OR REPLACE INTO edit_context (id, who, why, at) VALUES (1, $1, $2, $3)",
                    vec![who, Cell::Text(by.why.clone()), Cell::Text(at)],
                )
                .await?;
            }
            Dialect::PostGis => {
                tx.rows(
                    "SELECT set_config('okolica.who', $1, true), set_config('okolica.why', $2, true),
                       set_config('okolica.at', $3, true)",
                    vec![
                        who,
                        Cell::text(by.why.as_deref().unwrap_or_default()),
                        Cell::text(at.as_deref().unwrap_or_default()),
                    ],
                )
                .await?;
            }
        }
        Ok(tx)
    }
}

/// Commits a transaction of [`Store::begin_edit`] that changed these tables.
pub(super) async fn end_edit(mut tx: Tx, touched: &[Table]) -> Result<(), StoreError> {
    if tx.dialect() == Dialect::GeoPackage {
        tx.script("DELETE FROM edit_context").await?;
        repair::touch(&mut tx, touched).await?;
    }
    tx.commit().await
}

async fn one(tx: &mut Tx, write: &Write) -> Result<Written, StoreError> {
    match write {
        Write::Create(item) => create(tx, item).await,
        Write::Replace {
            key,
            item,
            if_version,
            keep,
        } => {
            check_version(tx, *key, *if_version).await?;
            check_category(tx, item).await?;
            check_source(tx, item, Some(key.id)).await?;
            let table = Table::from(key.kind);
            let mut cells = Row::from(item).cells(tx.dialect(), table);
            cells.push(Cell::int(key.id));
            let update = sql::update(tx.dialect(), table, keep);
            tx.execute(update, cells).await?;
            version_after(tx, *key).await
        }
        Write::Delete { key, if_version } => {
            check_version(tx, *key, *if_version).await?;
            let table = Table::from(key.kind).name();
            let delete = format!("DELETE FROM {table} WHERE id = $1");
            tx.execute(delete, vec![Cell::int(key.id)]).await?;
            version_after(tx, *key).await
        }
    }
}

async fn create(tx: &mut Tx, item: &Item) -> Result<Written, StoreError> {
    check_category(tx, item).await?;
    check_source(tx, item, None).await?;
    let table = Table::from(item.kind());
    let cells = Row::from(item).cells(tx.dialect(), table);
    let insert = sql::insert(tx.dialect(), table, false);
    let id = tx.int(insert, cells).await?.unwrap_or_default();
    let key = ItemKey {
        kind: item.kind(),
        id: id.unsigned_abs(),
    };
    version_after(tx, key).await
}

/// In PostGIS a constraint says so too; a GeoPackage has none that other programs would keep.
async fn check_category(tx: &mut Tx, item: &Item) -> Result<(), StoreError> {
    let category = item.common.category.as_str();
    let known = tx
        .int(
            "SELECT count(*) FROM categories WHERE id = $1",
            vec![Cell::text(category)],
        )
        .await?;
    if known == Some(0) {
        let expected = "the id of a category of the tree";
        let error = FieldError::new("category", category, expected);
        return Err(StoreError::Constraint(error));
    }
    Ok(())
}

/// An index keeps two items from having one id of a source; this says which item has it. Nobody
/// else writes meanwhile.
async fn check_source(tx: &mut Tx, item: &Item, own: Option<u64>) -> Result<(), StoreError> {
    let common = &item.common;
    let (Some(origin), Some(source_id)) = (&common.source, &common.source_id) else {
        return Ok(());
    };
    let table = Table::from(item.kind()).name();
    let sql = format!("SELECT id FROM {table} WHERE source = $1 AND source_id = $2 AND id <> $3");
    let cells = vec![
        Cell::text(origin),
        Cell::text(source_id),
        Cell::int(own.unwrap_or_default()),
    ];
    match tx.int(sql, cells).await? {
        None => Ok(()),
        Some(id) => Err(StoreError::Taken {
            key: ItemKey {
                kind: item.kind(),
                id: id.unsigned_abs(),
            },
            origin: origin.clone(),
            source_id: source_id.clone(),
        }),
    }
}

async fn check_version(
    tx: &mut Tx,
    key: ItemKey,
    if_version: Option<u64>,
) -> Result<(), StoreError> {
    let table = Table::from(key.kind).name();
    let lock = match tx.dialect() {
        Dialect::GeoPackage => "",
        Dialect::PostGis => " FOR UPDATE",
    };
    let sql = format!("SELECT coalesce(version, 0) FROM {table} WHERE id = $1{lock}");
    let found = tx.int(sql, vec![Cell::int(key.id)]).await?;
    let current = found.ok_or(StoreError::Missing(key))?.unsigned_abs();
    match if_version {
        Some(expected) if expected != current => Err(StoreError::Stale { key, current }),
        _ => Ok(()),
    }
}

/// The version that the triggers gave.
async fn version_after(tx: &mut Tx, key: ItemKey) -> Result<Written, StoreError> {
    let version = tx
        .int(
            "SELECT max(version) FROM revisions WHERE table_name = $1 AND row_id = $2",
            vec![Cell::text(key.kind.layer()), Cell::int(key.id)],
        )
        .await?
        .unwrap_or_default();
    Ok(Written {
        key,
        version: version.unsigned_abs(),
    })
}
