//! The embedded store: one SQLite file in GeoPackage layout.

use super::replaced::{self, BroughtBack};
use super::tx::Tx;
use super::{Reader, StoreError, migrations, repair, seed};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection, query, query_scalar};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a statement waits for another program's transaction, e.g. an import.
const BUSY: Duration = Duration::from_secs(10);

/// Readers in parallel, one of them for the publisher alone, and one writer; SQLite itself has one
/// writer a file.
#[derive(Debug, Clone)]
pub struct GeoPackage {
    path: PathBuf,
    /// Which file that was when it was opened.
    identity: Option<Identity>,
    readers: SqlitePool,
    /// For the atlas to follow the file.
    publisher: SqlitePool,
    writer: SqlitePool,
}

impl GeoPackage {
    /// Opens the file, makes it when it is missing, and brings its schema up to date; with
    /// `repair` also tables that were replaced.
    pub(super) async fn open(
        path: &Path,
        repair: bool,
    ) -> Result<(Self, Vec<BroughtBack>), StoreError> {
        check_ours(path).await?;
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| StoreError::Db(error.into()))?;
        }
        // An acknowledged write must be stored: with WAL only FULL syncs each commit.
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(BUSY);
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(Duration::from_secs(60))
            .connect_with(options.clone())
            .await?;
        let options = options.pragma("query_only", "on");
        let readers = |most| {
            SqlitePoolOptions::new()
                .max_connections(most)
                .connect_lazy_with(options.clone())
        };
        let store = Self {
            path: path.to_owned(),
            identity: Identity::of(path),
            readers: readers(4),
            publisher: readers(1),
            writer,
        };
        let mut tx = store.begin().await?;
        let new = migrations::migrate(&mut tx).await? == migrations::Found::Nothing;
        let done = match repair {
            true => replaced::bring_back(&mut tx).await?,
            false => Vec::new(),
        };
        repair::restore(&mut tx, path).await?;
        if new {
            seed::seed(&mut tx).await?;
        }
        tx.commit().await?;
        if new {
            // Programs that know a GeoPackage by its first bytes look into the file itself.
            query("PRAGMA wal_checkpoint(TRUNCATE)")
                .execute(&store.writer)
                .await?;
        }
        Ok((store, done))
    }

    /// Moves what the write-ahead log holds into the file itself and lets go of it, so that the
    /// one file can be copied, sent and opened where the folder can't be written.
    pub(super) async fn close(&self) -> Result<(), StoreError> {
        self.publisher.close().await;
        self.readers.close().await;
        query("PRAGMA wal_checkpoint(TRUNCATE)")
            .execute(&self.writer)
            .await?;
        self.writer.close().await;
        Ok(())
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// SQLite goes on with the file that it opened, where nobody will look for what is written.
    fn check_same_file(&self) -> Result<(), StoreError> {
        if Identity::of(&self.path) == self.identity {
            Ok(())
        } else {
            Err(StoreError::Swapped(self.path.clone()))
        }
    }

    /// A transaction that may write: it waits its turn before it starts, so it never fails half
    /// way because another one was quicker.
    pub(super) async fn begin(&self) -> Result<Tx, StoreError> {
        self.check_same_file()?;
        Tx::geopackage(&self.writer, "BEGIN IMMEDIATE").await
    }

    /// A transaction that sees one state of the file.
    pub(super) async fn snapshot(&self, reader: Reader) -> Result<Tx, StoreError> {
        self.check_same_file()?;
        let pool = match reader {
            Reader::Public => &self.readers,
            Reader::Publisher => &self.publisher,
        };
        Tx::geopackage(pool, "BEGIN").await
    }

    /// A connection of its own for [`Signs::read`].
    pub(super) async fn signs(&self) -> Result<Signs, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(&self.path)
            .read_only(true)
            .busy_timeout(BUSY);
        Ok(Signs(options.connect().await?))
    }
}

/// Device and number of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Identity(u64, u64);

impl Identity {
    fn of(path: &Path) -> Option<Self> {
        let file = std::fs::metadata(path).ok()?;
        Some(Self(file.dev(), file.ino()))
    }
}

/// A connection that only asks whether the file has changed.
pub struct Signs(SqliteConnection);

impl Signs {
    /// Two numbers, the first of which changes with every commit of another connection, the
    /// second with every change of the schema.
    pub(super) async fn read(&mut self) -> Result<(i64, i64), StoreError> {
        let data = query_scalar("PRAGMA data_version")
            .fetch_one(&mut self.0)
            .await?;
        let schema = query_scalar("PRAGMA schema_version")
            .fetch_one(&mut self.0)
            .await?;
        Ok((data, schema))
    }
}

/// Refuses a file that holds something else, without writing to it.
async fn check_ours(path: &Path) -> Result<(), StoreError> {
    let not_ours = |reason: &str| StoreError::NotOurs {
        path: path.to_owned(),
        reason: reason.to_owned(),
    };
    if path.is_dir() {
        return Err(not_ours("it is a folder"));
    }
    match std::fs::metadata(path) {
        Ok(file) if file.len() > 0 => {}
        _ => return Ok(()),
    }
    let mut connection = SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .busy_timeout(BUSY)
        .connect()
        .await
        .map_err(|_| not_ours("it is no SQLite file"))?;
    let tables: i64 = query_scalar("SELECT count(*) FROM sqlite_master")
        .fetch_one(&mut connection)
        .await
        .map_err(|_| not_ours("it is no SQLite file"))?;
    let ours: i64 = query_scalar(
        "SELECT count(*) FROM sqlite_master WHERE name IN ('schema_migrations', 'change_log')",
    )
    .fetch_one(&mut connection)
    .await?;
    connection.close().await?;
    // A start that was killed before its first commit leaves a file without tables.
    if tables > 0 && ours < 2 {
        return Err(not_ours("it holds other tables"));
    }
    Ok(())
}
