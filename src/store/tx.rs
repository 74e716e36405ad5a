//! One transaction on either database, speaking in cells, so that every statement and what is
//! done with it is written once.

use super::StoreError;
use futures_util::StreamExt;
use futures_util::stream::{self, BoxStream};
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgArguments, PgPool, PgRow};
use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqlitePool, SqliteRow};
use sqlx::{AssertSqlSafe, Column, Postgres, Row, Sqlite, TypeInfo, ValueRef, query, raw_sql};
use std::task::Poll;
use tokio::runtime::Handle;

/// Which SQL is spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    GeoPackage,
    PostGis,
}

/// A value on its way into or out of a statement. A null keeps its type: PostgreSQL binds it by
/// type.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Int(Option<i64>),
    Real(Option<f64>),
    Bool(Option<bool>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
}

impl Cell {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(Some(text.into()))
    }

    /// An id, version or log number; each fits by construction (below 2^53).
    pub(super) fn int(number: u64) -> Self {
        Self::Int(i64::try_from(number).ok())
    }

    pub(super) fn as_int(&self) -> Option<i64> {
        match self {
            Self::Int(number) => *number,
            _ => None,
        }
    }

    pub(super) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => text.as_deref(),
            _ => None,
        }
    }

    pub(super) fn into_text(self) -> Option<String> {
        match self {
            Self::Text(text) => text,
            _ => None,
        }
    }
}

/// A row as the database gave it.
pub(super) type Cells = Vec<Cell>;

/// A pooled connection of either database.
enum Connection {
    GeoPackage(PoolConnection<Sqlite>),
    PostGis(PoolConnection<Postgres>),
}

impl Connection {
    async fn script(&mut self, sql: String) -> Result<(), sqlx::Error> {
        let sql = raw_sql(AssertSqlSafe(sql));
        match self {
            Self::GeoPackage(connection) => sql.execute(&mut **connection).await.map(drop),
            Self::PostGis(connection) => sql.execute(&mut **connection).await.map(drop),
        }
    }

    /// Closes it instead of giving it back to its pool, which then opens a new one.
    fn close_on_drop(&mut self) {
        match self {
            Self::GeoPackage(connection) => connection.close_on_drop(),
            Self::PostGis(connection) => connection.close_on_drop(),
        }
    }
}

/// A transaction; dropped without [`Tx::commit`] it is rolled back.
///
/// It is begun and ended by statements, not by sqlx, whose count of open transactions is wrong once
/// SQLite has rolled back by itself (a full disk, an I/O error) or the caller of `begin` was dropped
/// while it waited. A connection on which a statement failed or was not waited for is closed and
/// replaced, never used again.
pub(super) struct Tx {
    dialect: Dialect,
    /// `None` once it is committed.
    connection: Option<Connection>,
    /// Whether every statement so far ended well.
    sound: bool,
}

impl Tx {
    /// Begins on a connection of a GeoPackage's pool, by the statement `begin`.
    pub(super) async fn geopackage(pool: &SqlitePool, begin: &str) -> Result<Self, StoreError> {
        let connection = Connection::GeoPackage(pool.acquire().await?);
        Self::begin(Dialect::GeoPackage, connection, begin).await
    }

    /// Begins on a connection of a PostGIS pool, by the statement `begin`.
    pub(super) async fn postgis(pool: &PgPool, begin: &str) -> Result<Self, StoreError> {
        let connection = Connection::PostGis(pool.acquire().await?);
        Self::begin(Dialect::PostGis, connection, begin).await
    }

    async fn begin(
        dialect: Dialect,
        connection: Connection,
        begin: &str,
    ) -> Result<Self, StoreError> {
        let mut tx = Self {
            dialect,
            connection: Some(connection),
            sound: true,
        };
        tx.script(begin).await?;
        Ok(tx)
    }

    pub(super) const fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The connection, marked as unsound until [`Tx::ended_well`] says otherwise.
    fn connection(&mut self) -> Result<&mut Connection, StoreError> {
        self.sound = false;
        let connection = self.connection.as_mut();
        connection.ok_or(StoreError::Db(sqlx::Error::PoolClosed))
    }

    /// Runs a statement; answers how many rows it touched.
    pub(super) async fn execute(
        &mut self,
        sql: impl Into<String>,
        cells: Cells,
    ) -> Result<u64, StoreError> {
        let sql = AssertSqlSafe(sql.into());
        let touched = match self.connection()? {
            Connection::GeoPackage(connection) => bind_sqlite(query(sql), cells)
                .execute(&mut **connection)
                .await?
                .rows_affected(),
            Connection::PostGis(connection) => bind_postgres(query(sql), cells)
                .execute(&mut **connection)
                .await?
                .rows_affected(),
        };
        self.sound = true;
        Ok(touched)
    }

    pub(super) async fn rows(
        &mut self,
        sql: impl Into<String>,
        cells: Cells,
    ) -> Result<Vec<Cells>, StoreError> {
        let mut rows = self.stream(sql, cells)?;
        let mut out = Vec::new();
        while let Some(row) = rows.next().await {
            out.push(row?);
        }
        Ok(out)
    }

    /// The first row, if there is one.
    pub(super) async fn row(
        &mut self,
        sql: impl Into<String>,
        cells: Cells,
    ) -> Result<Option<Cells>, StoreError> {
        let rows = self.rows(sql, cells).await?;
        Ok(rows.into_iter().next())
    }

    /// The first cell of the first row as a whole number.
    pub(super) async fn int(
        &mut self,
        sql: impl Into<String>,
        cells: Cells,
    ) -> Result<Option<i64>, StoreError> {
        let row = self.row(sql, cells).await?;
        Ok(row.and_then(|row| row.first()?.as_int()))
    }

    /// Rows one by one, as they come. Dropped before its end, it leaves a connection that is closed.
    pub(super) fn stream(
        &mut self,
        sql: impl Into<String>,
        cells: Cells,
    ) -> Result<BoxStream<'_, Result<Cells, StoreError>>, StoreError> {
        let sql = AssertSqlSafe(sql.into());
        self.connection()?;
        let Self {
            connection, sound, ..
        } = self;
        let mut rows = match connection.as_mut() {
            Some(Connection::GeoPackage(connection)) => bind_sqlite(query(sql), cells)
                .fetch(&mut **connection)
                .map(|row| sqlite_cells(&row?))
                .boxed(),
            Some(Connection::PostGis(connection)) => bind_postgres(query(sql), cells)
                .fetch(&mut **connection)
                .map(|row| postgres_cells(&row?))
                .boxed(),
            None => return Err(StoreError::Db(sqlx::Error::PoolClosed)),
        };
        let mut failed = false;
        let watched = stream::poll_fn(move |cx| {
            let next = rows.poll_next_unpin(cx);
            match &next {
                Poll::Ready(None) => *sound = !failed,
                Poll::Ready(Some(Err(_))) => failed = true,
                _ => {}
            }
            next
        });
        Ok(watched.boxed())
    }

    /// Runs statements separated by `;`.
    pub(super) async fn script(&mut self, sql: impl Into<String>) -> Result<(), StoreError> {
        self.connection()?.script(sql.into()).await?;
        self.sound = true;
        Ok(())
    }

    /// Ends it; all of it is stored when this returns.
    ///
    /// # Errors
    /// [`StoreError::InDoubt`] when the database went away before it said whether it is.
    pub(super) async fn commit(mut self) -> Result<(), StoreError> {
        match self.script("COMMIT").await {
            Ok(()) => {
                self.connection = None;
                Ok(())
            }
            // A SQLite file holds what was not committed for nobody once its connection is closed.
            Err(StoreError::Db(error))
                if self.dialect == Dialect::PostGis && error.as_database_error().is_none() =>
            {
                Err(StoreError::InDoubt(error))
            }
            Err(error) => Err(error),
        }
    }
}

impl Drop for Tx {
    fn drop(&mut self) {
        let Some(mut connection) = self.connection.take() else {
            return;
        };
        match Handle::try_current() {
            Ok(runtime) if self.sound => {
                runtime.spawn(async move {
                    if connection.script("ROLLBACK".to_owned()).await.is_err() {
                        connection.close_on_drop();
                    }
                });
            }
            _ => connection.close_on_drop(),
        }
    }
}

fn bind_sqlite(
    mut query: Query<'static, Sqlite, SqliteArguments>,
    cells: Cells,
) -> Query<'static, Sqlite, SqliteArguments> {
    for cell in cells {
        query = match cell {
            Cell::Int(value) => query.bind(value),
            Cell::Real(value) => query.bind(value),
            Cell::Bool(value) => query.bind(value),
            Cell::Text(value) => query.bind(value),
            Cell::Bytes(value) => query.bind(value),
        };
    }
    query
}

fn bind_postgres(
    mut query: Query<'static, Postgres, PgArguments>,
    cells: Cells,
) -> Query<'static, Postgres, PgArguments> {
    for cell in cells {
        query = match cell {
            Cell::Int(value) => query.bind(value),
            Cell::Real(value) => query.bind(value),
            Cell::Bool(value) => query.bind(value),
            Cell::Text(value) => query.bind(value),
            Cell::Bytes(value) => query.bind(value),
        };
    }
    query
}

/// SQLite types each value, not each column: what stands in the row decides.
fn sqlite_cells(row: &SqliteRow) -> Result<Cells, StoreError> {
    (0..row.len())
        .map(|at| {
            let value = row.try_get_raw(at)?;
            if value.is_null() {
                return Ok(Cell::Text(None));
            }
            let kind = value.type_info();
            Ok(match kind.name() {
                "INTEGER" | "BOOLEAN" => Cell::Int(row.try_get_unchecked(at)?),
                "REAL" => Cell::Real(row.try_get_unchecked(at)?),
                "BLOB" => Cell::Bytes(row.try_get_unchecked(at)?),
                _ => Cell::Text(row.try_get_unchecked(at)?),
            })
        })
        .collect()
}

fn postgres_cells(row: &PgRow) -> Result<Cells, StoreError> {
    row.columns()
        .iter()
        .enumerate()
        .map(|(at, column)| {
            Ok(match column.type_info().name() {
                "INT8" => Cell::Int(row.try_get(at)?),
                // The keys that GDAL makes.
                "INT4" => Cell::Int(row.try_get::<Option<i32>, _>(at)?.map(i64::from)),
                "FLOAT8" => Cell::Real(row.try_get(at)?),
                "BOOL" => Cell::Bool(row.try_get(at)?),
                "BYTEA" => Cell::Bytes(row.try_get(at)?),
                _ => Cell::Text(row.try_get(at)?),
            })
        })
        .collect()
}
