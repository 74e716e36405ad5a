//! One transaction on either database, speaking in cells, so that every statement and what is
//! done with it is written once.

use super::StoreError;
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{
    AssertSqlSafe, Column, Postgres, Row, Sqlite, Transaction, TypeInfo, ValueRef, query, raw_sql,
};

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

/// A transaction; dropped without [`Tx::commit`] it is rolled back.
pub(super) enum Tx {
    GeoPackage(Transaction<'static, Sqlite>),
    PostGis(Transaction<'static, Postgres>),
}

impl Tx {
    pub(super) const fn dialect(&self) -> Dialect {
        match self {
            Self::GeoPackage(_) => Dialect::GeoPackage,
            Self::PostGis(_) => Dialect::PostGis,
        }
    }

    /// Runs a statement; answers how many rows it touched.
    pub(super) async fn execute(
        &mut self,
        sql: impl Into<String>,
        cells: Cells,
    ) -> Result<u64, StoreError> {
        let sql = AssertSqlSafe(sql.into());
        Ok(match self {
            Self::GeoPackage(tx) => bind_sqlite(query(sql), cells)
                .execute(&mut **tx)
                .await?
                .rows_affected(),
            Self::PostGis(tx) => bind_postgres(query(sql), cells)
                .execute(&mut **tx)
                .await?
                .rows_affected(),
        })
    }

    pub(super) async fn rows(
        &mut self,
        sql: impl Into<String>,
        cells: Cells,
    ) -> Result<Vec<Cells>, StoreError> {
        let mut rows = self.stream(sql, cells);
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
        self.stream(sql, cells).next().await.transpose()
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

    /// Rows one by one, as they come.
    pub(super) fn stream(
        &mut self,
        sql: impl Into<String>,
        cells: Cells,
    ) -> BoxStream<'_, Result<Cells, StoreError>> {
        let sql = AssertSqlSafe(sql.into());
        match self {
            Self::GeoPackage(tx) => bind_sqlite(query(sql), cells)
                .fetch(&mut **tx)
                .map(|row| sqlite_cells(&row?))
                .boxed(),
            Self::PostGis(tx) => bind_postgres(query(sql), cells)
                .fetch(&mut **tx)
                .map(|row| postgres_cells(&row?))
                .boxed(),
        }
    }

    /// Runs statements separated by `;`.
    pub(super) async fn script(&mut self, sql: impl Into<String>) -> Result<(), StoreError> {
        let sql = raw_sql(AssertSqlSafe(sql.into()));
        match self {
            Self::GeoPackage(tx) => sql.execute(&mut **tx).await.map(drop)?,
            Self::PostGis(tx) => sql.execute(&mut **tx).await.map(drop)?,
        }
        Ok(())
    }

    pub(super) async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::GeoPackage(tx) => tx.commit().await?,
            Self::PostGis(tx) => tx.commit().await?,
        }
        Ok(())
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
