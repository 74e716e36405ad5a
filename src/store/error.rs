//! What can go wrong between the service and its store, said so that the reader can act.

use okolica_model::{FieldError, ItemKey};
use std::path::PathBuf;

/// A store that can't be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The address of the store; a password in it is never repeated.
    #[error("{0}; a store's address is gpkg:var/okolica.gpkg or postgres://user@host/database")]
    Url(String),
    #[error(
        "{path} is not a store of Okolica: {reason}; name another file, a missing one is created"
    )]
    NotOurs { path: PathBuf, reason: String },
    #[error(
        "the store is of schema {found}, this program knows up to {known}: use the program that made it, or a newer one"
    )]
    Newer { found: i64, known: i64 },
    #[error(
        "the database has no PostGIS and this user may not add it: as its administrator run CREATE EXTENSION postgis; in the database {database}, then start again ({cause})"
    )]
    PostGisMissing { database: String, cause: String },
    /// Someone replaced a table of ours, e.g. by `ogr2ogr -overwrite`.
    #[error(
        "the table {table} lacks {}: it was replaced, perhaps by ogr2ogr -overwrite; bring it back with all its recorded rows by: {command}",
        missing.join(", ")
    )]
    Replaced {
        table: &'static str,
        missing: Vec<&'static str>,
        command: String,
    },
    #[error("{key} is at version {current}, not the one that this change was made from")]
    Stale { key: ItemKey, current: u64 },
    #[error("there is no {0}")]
    Missing(ItemKey),
    /// A source's id names one item.
    #[error("{key} has the id {source_id} of the source {origin} already")]
    Taken {
        key: ItemKey,
        origin: String,
        source_id: String,
    },
    /// The file under the store's name is not the one that was opened.
    #[error(
        "{0} was removed or replaced by another file while it was served: put it back, or start again to serve what is there now"
    )]
    Swapped(PathBuf),
    /// The database refused a value.
    #[error("{0}")]
    Constraint(FieldError),
    #[error("the store is being written by another program; try again")]
    Busy,
    /// Data of the service's own tables that it can't read.
    #[error("the table {table} can't be read: {reason}")]
    Broken { table: &'static str, reason: String },
    /// The connection broke after COMMIT was sent and before its answer came.
    #[error("it is not known whether the change was stored: the database went away ({0})")]
    InDoubt(sqlx::Error),
    #[error("the store does not answer: {0}")]
    Db(sqlx::Error),
}

impl StoreError {
    /// Whether the store itself is at fault, not what was asked of it.
    #[must_use]
    pub const fn is_of_the_store(&self) -> bool {
        !matches!(
            self,
            Self::Stale { .. } | Self::Missing(_) | Self::Taken { .. } | Self::Constraint(_)
        )
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let Some(db) = error.as_database_error() else {
            return Self::Db(error);
        };
        if let Some(constraint) = db.constraint() {
            return Self::Constraint(refused(constraint, db.message()));
        }
        // 55P03 is PostgreSQL's lock_not_available.
        if db.code().as_deref() == Some("55P03") {
            return Self::Busy;
        }
        // 5 and 6 are SQLITE_BUSY and SQLITE_LOCKED, with their extended codes above.
        let busy = db
            .try_downcast_ref::<sqlx::sqlite::SqliteError>()
            .and_then(|_| db.code()?.parse::<i64>().ok())
            .is_some_and(|code| matches!(code & 0xff, 5 | 6));
        if busy { Self::Busy } else { Self::Db(error) }
    }
}

/// The field that a named constraint guards: `spaces_category_known` → `category`.
fn refused(constraint: &str, message: &str) -> FieldError {
    let field = okolica_model::flat::Table::ALL
        .iter()
        .find_map(|table| constraint.strip_prefix(table.name())?.strip_prefix('_'))
        .unwrap_or(constraint);
    let (field, expected) = RULES
        .iter()
        .find_map(|(ending, expected)| Some((field.strip_suffix(ending)?, *expected)))
        .unwrap_or((field, "a value that the database accepts"));
    FieldError::new(field, message, expected)
}

/// The endings of the constraints in `migrations/postgis` and what each asks for.
const RULES: [(&str, &str); 6] = [
    ("_known", "one of the values that the database knows"),
    ("_list", "a JSON list"),
    ("_object", "a JSON object"),
    ("_range", "a number in range"),
    ("_given", "a value"),
    ("_valid", "a valid geometry in longitude and latitude"),
];
