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

const MIGRATIONS: [Migration; 1] = [migration!(1, "0001_start")];

/// Brings the schema up to date inside `tx`, which already keeps every other instance out.
/// Answers whether the store is new.
pub(super) async fn migrate(tx: &mut Tx) -> Result<bool, StoreError> {
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
    Ok(found == 0)
}
