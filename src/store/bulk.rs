//! An import, or the copy of a store: many rows in one transaction.

use super::past::State;
use super::row::{self, Kept, Row, StoredRow};
use super::sql::{self, LEADING};
use super::tx::{Cell, Dialect, Tx};
use super::write::end_edit;
use super::{EditContext, Store, StoreError, city};
use futures_util::StreamExt;
use okolica_model::category::Category;
use okolica_model::flat::Table;
use okolica_model::profile::Profile;
use okolica_model::{Position, text};
use serde_json::Value;
use std::collections::HashMap;

/// A transaction that is stored as a whole by [`Bulk::commit`], or not at all when dropped.
/// Nobody else writes while it is open.
pub struct Bulk {
    tx: Tx,
    touched: Vec<Table>,
}

/// A row that the store has already.
#[derive(Debug, Clone, PartialEq)]
pub struct Existing {
    pub id: u64,
    /// Its [`Row::digest`]; `None` when it can't be read, so that any row differs from it.
    pub digest: Option<u64>,
    /// Its name, folded.
    pub name: String,
    /// Where it stands, if it is a point.
    pub position: Option<Position>,
    /// The start of its schedule, as it is stored.
    pub start: Option<String>,
    /// Whether no source knows it by an id.
    pub without_id: bool,
}

impl Existing {
    /// A row of the store as the next import may meet it; `row` is `None` when it can't be read.
    #[must_use]
    pub fn new(table: Table, id: u64, row: Option<&Row>) -> Self {
        let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
        let properties = row.map(|row| &row.properties);
        let schedule = properties.and_then(|known| known.get("schedule"));
        Self {
            id,
            digest: row.map(|row| row.digest(table)),
            name: text(properties.and_then(|known| known.get("name")))
                .map_or_else(String::new, |name| text::fold(&name)),
            position: row.and_then(Row::position),
            without_id: properties
                .is_some_and(|known| known.get("source_id").is_none_or(Value::is_null)),
            start: text(schedule.and_then(|schedule| schedule.get("start"))),
        }
    }
}

impl Store {
    /// Starts a bulk edit, once every other writer is done.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when another program keeps writing.
    pub async fn bulk(&self, by: &EditContext) -> Result<Bulk, StoreError> {
        let mut tx = self.begin_edit(by).await?;
        if tx.dialect() == Dialect::PostGis {
            // Reading a large file between two statements, or one long statement, is no fault.
            tx.script("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = '15min'")
                .await?;
        }
        Ok(Bulk {
            tx,
            touched: Vec::new(),
        })
    }
}

impl Bulk {
    /// The rows of one source by source id; of districts, the rows of one set by code.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn existing(
        &mut self,
        table: Table,
        source: &str,
    ) -> Result<HashMap<String, Existing>, StoreError> {
        let (group, key) = match table {
            Table::Districts => ("set", "code"),
            _ => ("source", "source_id"),
        };
        let at = table.columns().position(|column| column.name == key);
        let dialect = self.tx.dialect();
        let select = sql::select(dialect, table, &format!("WHERE t.\"{group}\" = $1"));
        let mut rows = self.tx.stream(select, vec![Cell::text(source)])?;
        let mut found = HashMap::new();
        while let Some(cells) = rows.next().await {
            let cells = cells?;
            let name = at.and_then(|at| cells.get(LEADING + at)?.as_text());
            let (Some(name), Some(id)) = (name.map(str::to_owned), cells[0].as_int()) else {
                continue;
            };
            let stored = row::read(dialect, table, cells).ok();
            let row = stored.as_ref().map(|stored| &stored.row);
            found.insert(name, Existing::new(table, id.unsigned_abs(), row));
        }
        Ok(found)
    }

    /// Adds a row; answers its id. A copy of a store gives what the other store `kept`.
    ///
    /// # Errors
    /// When the database refuses a value.
    pub async fn insert(
        &mut self,
        table: Table,
        row: &Row,
        kept: Option<Kept>,
    ) -> Result<u64, StoreError> {
        self.touch(table);
        let dialect = self.tx.dialect();
        let mut cells = row.cells(dialect, table);
        cells.extend(kept.map(Kept::cells).into_iter().flatten());
        let insert = sql::insert(dialect, table, kept.is_some());
        let id = self.tx.int(insert, cells).await?;
        Ok(id.unwrap_or_default().unsigned_abs())
    }

    /// Replaces the row with this id.
    ///
    /// # Errors
    /// When the database refuses a value.
    pub async fn update(&mut self, table: Table, id: u64, row: &Row) -> Result<(), StoreError> {
        self.touch(table);
        let dialect = self.tx.dialect();
        let mut cells = row.cells(dialect, table);
        cells.push(Cell::int(id));
        let update = sql::update(dialect, table, &[]);
        self.tx.execute(update, cells).await.map(drop)
    }

    /// The row with this id, `None` when there is none or it can't be read.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn row(&mut self, table: Table, id: u64) -> Result<Option<Row>, StoreError> {
        let dialect = self.tx.dialect();
        let select = sql::select(dialect, table, "WHERE t.id = $1");
        let cells = self.tx.row(select, vec![Cell::int(id)]).await?;
        let read = cells.map(|cells| row::read(dialect, table, cells));
        Ok(read.and_then(Result::ok).map(|stored| stored.row))
    }

    /// Every row of a table that can be read, those of this transaction included.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn each_row(
        &mut self,
        table: Table,
        mut take: impl FnMut(StoredRow),
    ) -> Result<(), StoreError> {
        let dialect = self.tx.dialect();
        let select = sql::select(dialect, table, "ORDER BY t.id");
        let mut rows = self.tx.stream(select, vec![])?;
        while let Some(cells) = rows.next().await {
            if let Ok(stored) = row::read(dialect, table, cells?) {
                take(stored);
            }
        }
        Ok(())
    }

    /// Whether no table of the map has a row.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn is_empty(&mut self) -> Result<bool, StoreError> {
        for table in Table::ALL {
            let any = format!("SELECT id FROM {} LIMIT 1", table.name());
            if self.tx.row(any, vec![]).await?.is_some() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Removes the row with this id, e.g. a district that its set no longer has.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn delete(&mut self, table: Table, id: u64) -> Result<(), StoreError> {
        self.touch(table);
        let delete = format!("DELETE FROM {} WHERE id = $1", table.name());
        self.tx.execute(delete, vec![Cell::int(id)]).await.map(drop)
    }

    /// The category tree.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn categories(&mut self) -> Result<Vec<Category>, StoreError> {
        Ok(city::categories(&mut self.tx, State::Present).await?.0)
    }

    /// Adds an entry to the category tree.
    ///
    /// # Errors
    /// When the database refuses a value.
    pub async fn add_category(&mut self, category: &Category) -> Result<(), StoreError> {
        city::add_category(&mut self.tx, category).await
    }

    /// The city's profile.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn profile(&mut self) -> Result<Profile, StoreError> {
        Ok(city::profile(&mut self.tx, State::Present).await?.0)
    }

    /// # Errors
    /// When the database refuses a value.
    pub async fn set_profile(&mut self, profile: &Profile) -> Result<(), StoreError> {
        city::set_profile(&mut self.tx, profile).await
    }

    /// Stores everything.
    ///
    /// # Errors
    /// When the database can't; then nothing is stored.
    pub async fn commit(self) -> Result<(), StoreError> {
        end_edit(self.tx, &self.touched).await
    }

    fn touch(&mut self, table: Table) {
        if !self.touched.contains(&table) {
            self.touched.push(table);
        }
    }
}
