//! The schema, step by step: the same numbers and names for both databases.

use super::StoreError;
use super::tx::{Cell, Dialect, Tx};

struct Migration {
    number: i64,
    name: &'static str,
    geopackage: &'static str,
    postgis: &'static str,
}

macro_rules! migration {
    ($number:literal, $name:literal) => {
        Migration {
            number: $number,
            name: $name,
            geopackage: include_str!(concat!("../../migrations/geopackage/", $name, ".sql")),
            postgis: include_str!(concat!("../../migrations/postgis/", $name, ".sql")),
        }
    };
}

const MIGRATIONS: [Migration; 5] = [
    migration!(1, "0001_start"),
    migration!(2, "0002_one_item_an_id"),
    migration!(3, "0003_embed_opens"),
    migration!(4, "0004_access_parking"),
    migration!(5, "0005_moment_of_edits"),
];

/// What a GeoPackage holds before its first layer.
pub(crate) const GEOPACKAGE_START: &str =
    include_str!("../../migrations/geopackage/geopackage.sql");

/// The statements of all migrations that make this table and its indexes.
pub(super) fn statements_of(dialect: Dialect, table: &str) -> Vec<&'static str> {
    let is_of = |statement: &str| {
        let starts = |with: &str| statement.starts_with(&format!("{with} {table}"));
        let makes_index =
            statement.starts_with("CREATE INDEX") || statement.starts_with("CREATE UNIQUE INDEX");
        starts("CREATE TABLE")
            || starts("ALTER TABLE")
            || starts("DROP INDEX")
            || (makes_index && statement.contains(&format!(" ON {table} ")))
    };
    let mut out = Vec::new();
    for migration in &MIGRATIONS {
        let text = match dialect {
            Dialect::GeoPackage => migration.geopackage,
            Dialect::PostGis => migration.postgis,
        };
        for statement in text.split(";\n") {
            // Comments stand in lines of their own before a statement.
            let words = statement.split_inclusive('\n').skip_while(|line| {
                let line = line.trim();
                line.is_empty() || line.starts_with("--")
            });
            let skipped = statement.len() - words.map(str::len).sum::<usize>();
            let statement = &statement[skipped..];
            if is_of(statement) {
                out.push(statement);
            }
        }
    }
    out
}

/// How the schema of a store was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    Nothing,
    Older,
    Current,
}

/// Brings the schema up to date inside `tx`, which already keeps every other instance out.
pub(super) async fn migrate(tx: &mut Tx) -> Result<Found, StoreError> {
    tx.script(
        "CREATE TABLE IF NOT EXISTS schema_migrations (
           number bigint PRIMARY KEY, name text NOT NULL, applied_at text NOT NULL)",
    )
    .await?;
    let found = tx
        .int(
            "SELECT coalesce(max(number), 0) FROM schema_migrations",
            vec![],
        )
        .await?
        .unwrap_or_default();
    let known = MIGRATIONS[MIGRATIONS.len() - 1].number;
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    if found == 0 && tx.dialect() == Dialect::GeoPackage {
        tx.script(GEOPACKAGE_START).await?;
    }
    for migration in MIGRATIONS
        .iter()
        .filter(|migration| migration.number > found)
    {
        tx.script(match tx.dialect() {
            Dialect::GeoPackage => migration.geopackage,
            Dialect::PostGis => migration.postgis,
        })
        .await?;
        tx.execute(
            "INSERT INTO schema_migrations VALUES ($1, $2, CAST(CURRENT_TIMESTAMP AS text))",
            vec![
                Cell::Int(Some(migration.number)),
                Cell::text(migration.name),
            ],
        )
        .await?;
    }
    Ok(match found {
        0 => Found::Nothing,
        found if found < known => Found::Older,
        _ => Found::Current,
    })
}
