//! The store for many instances: a PostgreSQL database with PostGIS.

use super::migrations::Found;
use super::replaced::{self, BroughtBack};
use super::triggers::{Recorded, recorded};
use super::tx::{Cell, Tx};
use super::{Reader, StoreError, migrations, seed};
use sqlx::postgres::{PgConnectOptions, PgListener, PgPool, PgPoolOptions};
use sqlx::query_scalar;
use std::time::Duration;

const TRIGGERS: &str = include_str!("../../migrations/postgis/triggers.sql");
const VIEWS: &str = include_str!("../../migrations/postgis/views.sql");

/// How many triggers `okolica_guard` puts on each table.
const PER_TABLE: i64 = 6;

/// The number of the lock that writers and migrations hold; `okolica_lock` names it too.
const LOCK: &str = "SELECT pg_advisory_xact_lock(7233971834161)";

/// Connections to one database: readers, writers and the publisher never wait for each other's.
#[derive(Debug, Clone)]
pub struct PostGis {
    readers: PgPool,
    writers: PgPool,
    /// For the atlas to follow the database.
    publisher: PgPool,
    /// Its address without the password.
    address: String,
}

impl PostGis {
    /// Connects and brings the schema up to date; with `repair` also tables that were replaced.
    pub(super) async fn open(
        url: &str,
        repair: bool,
    ) -> Result<(Self, Vec<BroughtBack>), StoreError> {
        let (options, address, database) = options(url)?;
        let store = Self {
            readers: pool(&options, 4),
            writers: pool(&options, 4),
            publisher: pool(&options, 3),
            address,
        };
        let mut tx = store.begin().await?;
        tx.script("CREATE EXTENSION IF NOT EXISTS postgis")
            .await
            .map_err(|error| StoreError::PostGisMissing {
                database,
                cause: error.to_string(),
            })?;
        let found = migrations::migrate(&mut tx).await?;
        let done = match repair {
            true => replaced::bring_back(&mut tx).await?,
            false => Vec::new(),
        };
        store.guard(&mut tx).await?;
        if found == Found::Older {
            // The guard makes them only where a trigger is missing.
            tx.script(TRIGGERS).await?;
            tx.script(VIEWS).await?;
        }
        if found == Found::Nothing {
            seed::seed(&mut tx).await?;
        }
        tx.commit().await?;
        Ok((store, done))
    }

    /// Whether the database holds no store yet; makes none.
    pub(super) async fn is_missing(url: &str) -> Result<bool, StoreError> {
        let pool = pool(&options(url)?.0, 1);
        let missing = query_scalar("SELECT to_regclass('schema_migrations') IS NULL")
            .fetch_one(&pool)
            .await?;
        pool.close().await;
        Ok(missing)
    }

    pub(super) async fn close(&self) {
        for pool in [&self.publisher, &self.readers, &self.writers] {
            pool.close().await;
        }
    }

    /// A transaction that may write; every other writer waits until it ends.
    pub(super) async fn begin(&self) -> Result<Tx, StoreError> {
        let mut tx = Tx::postgis(&self.writers, "BEGIN").await?;
        tx.script(LOCK).await?;
        Ok(tx)
    }

    /// A transaction that sees one state of the database.
    pub(super) async fn snapshot(&self, reader: Reader) -> Result<Tx, StoreError> {
        let pool = match reader {
            Reader::Public => &self.readers,
            Reader::Publisher => &self.publisher,
        };
        Tx::postgis(pool, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await
    }

    /// Hears of every commit of a change.
    pub(super) async fn listen(&self) -> Result<PgListener, StoreError> {
        let mut listener = PgListener::connect_with(&self.publisher).await?;
        listener.listen("okolica").await?;
        Ok(listener)
    }

    /// Whether every table has its triggers.
    pub(super) async fn guarded(&self) -> Result<bool, StoreError> {
        let found: i64 = query_scalar(
            "SELECT count(*) FROM pg_trigger
             WHERE NOT tgisinternal AND tgname LIKE 'okolica\\__\\_%'
               AND tgrelid IN (
                 to_regclass('spaces'), to_regclass('initiatives'), to_regclass('districts'),
                 to_regclass('population_cells'), to_regclass('place_names'),
                 to_regclass('categories'), to_regclass('city_profile'))",
        )
        .fetch_one(&self.publisher)
        .await?;
        Ok(found == PER_TABLE * recorded().len() as i64)
    }

    /// Puts triggers and views back that went with a replaced table.
    pub(super) async fn mend(&self) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        self.guard(&mut tx).await?;
        tx.commit().await
    }

    async fn guard(&self, tx: &mut Tx) -> Result<(), StoreError> {
        replaced::check(tx, &self.address).await?;
        let mut bare = Vec::new();
        for table in recorded() {
            let found = tx
                .int(
                    "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal
                     AND tgname LIKE 'okolica\\__\\_%' AND tgrelid = to_regclass($1)",
                    vec![Cell::text(table.name)],
                )
                .await?;
            if found != Some(PER_TABLE) {
                bare.push(table);
            }
        }
        if bare.is_empty() {
            return Ok(());
        }
        tx.script(TRIGGERS).await?;
        for table in &bare {
            let Recorded { name, key, .. } = table;
            tx.script(format!("SELECT okolica_guard('{name}', '{key}')"))
                .await?;
            reconcile(tx, table).await?;
        }
        tx.script(VIEWS).await
    }
}

/// Records what was edited while a table had no triggers: each row that differs from its last
/// revision, and each that is gone. A column that was added since, and is empty, is no difference.
async fn reconcile(tx: &mut Tx, table: &Recorded) -> Result<(), StoreError> {
    let Recorded { name, key, .. } = table;
    let touched = table.columns[0].0;
    tx.script(format!(
        "SET LOCAL timezone = 'UTC';
         CREATE TEMPORARY TABLE last ON COMMIT DROP AS
           SELECT DISTINCT ON (row_id) row_id, op, version, row FROM revisions
           WHERE table_name = '{name}' ORDER BY row_id, seq DESC;
         WITH gone AS (
           INSERT INTO revisions (seq, table_name, row_id, version, op, at, who, row)
           SELECT nextval('change_number'), '{name}', l.row_id, l.version + 1, 'delete',
             date_trunc('milliseconds', statement_timestamp()), 'direct', l.row
           FROM last l WHERE l.op <> 'delete' AND NOT EXISTS (SELECT FROM {name} t WHERE t.{key} = l.row_id)
           RETURNING *)
         INSERT INTO change_log (seq, table_name, row_id, op, version, at, who)
           SELECT seq, table_name, row_id, op, version, at, who FROM gone;
         UPDATE {name} t SET \"{touched}\" = \"{touched}\"
           WHERE NOT EXISTS (SELECT FROM last l WHERE l.row_id = t.{key} AND l.op <> 'delete' AND jsonb_strip_nulls(l.row) = jsonb_strip_nulls(to_jsonb(t)));
         DROP TABLE last;"
    ))
    .await
}

/// How to connect to the database, its address without the password, and its name.
fn options(url: &str) -> Result<(PgConnectOptions, String, String), StoreError> {
    let options: PgConnectOptions = url.parse().map_err(|_| {
        // What the parser says may repeat the password.
        StoreError::Url("the address of the database can't be read".to_owned())
    })?;
    let database = options.get_database().unwrap_or_default().to_owned();
    let socket = options
        .get_socket()
        .map(|path| format!("?host={}", path.display()));
    let address = format!(
        "postgres://{}@{}:{}/{database}{}",
        options.get_username(),
        options.get_host(),
        options.get_port(),
        socket.unwrap_or_default(),
    );
    // Nothing of ours takes this long but a load and an import, which say so; a connection
    // left inside a transaction would hold everybody's writes up.
    let options = options.application_name("okolica").options([
        ("statement_timeout", "30s"),
        ("lock_timeout", "10s"),
        ("idle_in_transaction_session_timeout", "30s"),
    ]);
    Ok((options, address, database))
}

/// A pool that connects when it is first used.
fn pool(options: &PgConnectOptions, most: u32) -> PgPool {
    PgPoolOptions::new()
        .max_connections(most)
        .acquire_timeout(Duration::from_secs(3))
        .connect_lazy_with(options.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use okolica_model::flat::Table;

    #[test]
    fn the_views_show_every_column() {
        for (view, table) in [
            ("public_spaces", Table::Spaces),
            ("public_initiatives", Table::Initiatives),
        ] {
            let text = VIEWS.split(view).nth(1).expect("the view");
            let text = text.split("FROM").next().expect("its columns");
            let words: Vec<&str> = text
                .split(|c: char| !(c.is_alphanumeric() || c == '_'))
                .collect();
            for column in table.columns() {
                assert!(words.contains(&column.name), "{view}: {}", column.name);
            }
        }
    }
}
