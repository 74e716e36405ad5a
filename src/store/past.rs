//! A table as its revisions say that it was.

use super::triggers::{Recorded, recorded};
use super::tx::{Cell, Dialect, Tx};
use super::{Store, StoreError, load, sql};
use okolica_atlas::{Atlas, Rejection};
use okolica_model::cells::{Edition, Editions};
use okolica_model::time::Stamp;

/// Which state of the tables is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Present,
    /// After the revision with this number.
    After(u64),
}

impl State {
    /// The table in this state, as `FROM` takes it.
    pub(super) fn of(self, dialect: Dialect, table: &str) -> String {
        let found = recorded().into_iter().find(|found| found.name == table);
        match (self, found) {
            (Self::After(number), Some(table)) => {
                format!("({})", rows(dialect, &table, Some(number)))
            }
            _ => table.to_owned(),
        }
    }
}

/// `SELECT` of all columns of every row as its last revision (that up to the number `upto`) has
/// it, without those that are deleted by then.
pub(super) fn rows(dialect: Dialect, table: &Recorded, upto: Option<u64>) -> String {
    let name = table.name;
    match dialect {
        Dialect::GeoPackage => {
            let values: Vec<String> = table
                .all_columns()
                .map(|column| match column {
                    "geom" => "CASE WHEN r.row ->> 'geom' <> '' THEN unhex(r.row ->> 'geom') END \
                               AS geom"
                        .to_owned(),
                    column => format!("r.row ->> '{column}' AS \"{column}\""),
                })
                .collect();
            format!(
                "SELECT {} FROM {} AS r WHERE r.op <> 'delete'",
                values.join(", "),
                table.last_revisions(upto),
            )
        }
        Dialect::PostGis => {
            let upto = upto.map_or_else(String::new, |upto| format!(" AND seq <= {upto}"));
            format!(
                "SELECT r.* FROM (
                   SELECT DISTINCT ON (row_id) op, row FROM revisions
                   WHERE table_name = '{name}'{upto} ORDER BY row_id, seq DESC) AS last,
                   LATERAL jsonb_populate_record(NULL::{name}, last.row) AS r
                 WHERE last.op <> 'delete'"
            )
        }
    }
}

impl Store {
    /// The atlas as it was after the change with this number, out of the revisions: items,
    /// districts, population cells, categories and the profile; without place names and the index
    /// of words. No population cell tells of fewer people than `hide_under`. An atlas of a number
    /// is for ever the same.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn load_as_of(
        &self,
        number: u64,
        hide_under: u32,
    ) -> Result<(Atlas, Vec<Rejection>), StoreError> {
        load::load(self, State::After(number), hide_under).await
    }

    /// The number of the last change up to a moment; `None` when the store is not so old.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn number_at(&self, moment: Stamp) -> Result<Option<u64>, StoreError> {
        let mut tx = self.snapshot().await?;
        let at = match tx.dialect() {
            Dialect::GeoPackage => "at <= $1",
            Dialect::PostGis => "at <= $1::text::timestamptz",
        };
        let last = format!("SELECT max(seq) FROM change_log WHERE {at}");
        // What a store is born with has revisions before its first change.
        let born = format!(
            "SELECT max(seq) FROM revisions WHERE {at}
               AND seq < coalesce((SELECT min(seq) FROM change_log), 9223372036854775807)"
        );
        for sql in [last, born] {
            let cells = vec![Cell::text(moment.to_string())];
            if let Some(number) = tx.int(sql, cells).await? {
                return Ok(Some(number.unsigned_abs()));
            }
        }
        Ok(None)
    }

    /// The categories that any space had after the change with this number, sorted.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn categories_in_use(&self, number: u64) -> Result<Vec<String>, StoreError> {
        let mut tx = self.snapshot().await?;
        let spaces = State::After(number).of(tx.dialect(), "spaces");
        let sql = format!(
            "SELECT DISTINCT CAST(t.category AS text) FROM {spaces} AS t WHERE t.category IS NOT NULL"
        );
        let rows = tx.rows(sql, vec![]).await?;
        let mut found: Vec<String> = rows
            .into_iter()
            .filter_map(|row| row.into_iter().next()?.into_text())
            .collect();
        found.sort();
        Ok(found)
    }

    /// Number and moment of the first revision, with which the store begins.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn first_revision(&self) -> Result<Option<Edition>, StoreError> {
        revision(&mut self.snapshot().await?, "ORDER BY seq LIMIT 1").await
    }

    /// The last revision up to this number.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn revision_upto(&self, number: u64) -> Result<Option<Edition>, StoreError> {
        let rest = format!("WHERE seq <= {number} ORDER BY seq DESC LIMIT 1");
        revision(&mut self.snapshot().await?, &rest).await
    }
}

async fn revision(tx: &mut Tx, rest: &str) -> Result<Option<Edition>, StoreError> {
    let at = match tx.dialect() {
        Dialect::GeoPackage => "t.at".to_owned(),
        Dialect::PostGis => sql::stamp_text("t.at"),
    };
    let row = tx
        .row(
            format!("SELECT t.seq, {at} FROM revisions AS t {rest}"),
            vec![],
        )
        .await?;
    row.map(|row| {
        let at = Stamp::parse("at", row[1].as_text().unwrap_or_default());
        Ok(Edition {
            number: row[0].as_int().unwrap_or_default().unsigned_abs(),
            at: at.map_err(|error| StoreError::Broken {
                table: "revisions",
                reason: error.to_string(),
            })?,
        })
    })
    .transpose()
}

/// The last changes of the tables that figures are made of, in this state.
pub(super) async fn editions(tx: &mut Tx, state: State) -> Result<Editions, StoreError> {
    let upto = match state {
        State::Present => String::new(),
        State::After(number) => format!(" AND seq <= {number}"),
    };
    let last = format!(
        "SELECT table_name, max(seq) FROM change_log
         WHERE table_name IN ('districts', 'population_cells', 'categories'){upto}
         GROUP BY table_name"
    );
    let mut editions = Editions::default();
    for row in tx.rows(last, vec![]).await? {
        let number = row[1].as_int().unwrap_or_default();
        let edition = revision(tx, &format!("WHERE seq = {number}")).await?;
        match row[0].as_text() {
            Some("districts") => editions.districts = edition,
            Some("population_cells") => editions.population = edition,
            _ => editions.categories = edition,
        }
    }
    Ok(editions)
}
