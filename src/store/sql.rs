//! The text of statements about the tables of the map, made of the column table in
//! [`okolica_model::flat`]. Nothing else in the service lists columns.

use super::past::State;
use super::tx::{Cell, Dialect};
use okolica_model::flat::{Column, ColumnType, Table};
use serde_json::Value;

/// How many cells stand before the flat columns in a row of [`select`].
pub(super) const LEADING: usize = 5;

/// `SELECT` of id, version, both stamps, the geometry and every flat column in order; `rest`
/// follows `FROM table AS t`.
pub(super) fn select(dialect: Dialect, table: Table, rest: &str) -> String {
    select_in(State::Present, dialect, table, rest)
}

/// [`select`] from the table in some state.
pub(super) fn select_in(state: State, dialect: Dialect, table: Table, rest: &str) -> String {
    // Without the alias SQLite would read the quoted name of a missing column as a text.
    let columns: Vec<String> = table
        .columns()
        .map(|column| read(dialect, column.kind, &format!("t.\"{}\"", column.name)))
        .collect();
    let (created, updated) = (
        read(dialect, ColumnType::Stamp, "t.created_at"),
        read(dialect, ColumnType::Stamp, "t.updated_at"),
    );
    let geometry = match dialect {
        Dialect::GeoPackage => "t.geom",
        Dialect::PostGis => "ST_AsBinary(t.geom)",
    };
    format!(
        "SELECT t.id, t.version, {created}, {updated}, {geometry}, {} FROM {} AS t {rest}",
        columns.join(", "),
        state.of(dialect, table.name()),
    )
}

fn read(dialect: Dialect, kind: ColumnType, name: &str) -> String {
    match (dialect, kind) {
        (Dialect::GeoPackage, _) => name.to_owned(),
        (_, ColumnType::Text | ColumnType::Json) => format!("{name}::text"),
        (_, ColumnType::Integer) => format!("{name}::bigint"),
        (_, ColumnType::Real) => format!("{name}::float8"),
        (_, ColumnType::Boolean) => format!("{name}::boolean"),
        (_, ColumnType::Stamp) => stamp_text(name),
    }
}

/// A `timestamptz` of PostgreSQL as every output writes it.
pub(super) fn stamp_text(name: &str) -> String {
    format!("to_char({name} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')")
}

/// `INSERT` of the geometry and the flat columns, the geometry as `$1`. With `kept`, id, version
/// and both stamps follow as the last four.
pub(super) fn insert(dialect: Dialect, table: Table, kept: bool) -> String {
    let mut names = vec!["geom".to_owned()];
    let mut values = vec![geometry_argument(dialect)];
    for (at, column) in table.columns().enumerate() {
        names.push(format!("\"{}\"", column.name));
        values.push(argument(dialect, column.kind, at + 2));
    }
    if kept {
        for (name, kind) in KEPT {
            values.push(argument(dialect, kind, names.len() + 1));
            names.push(name.to_owned());
        }
    }
    format!(
        "INSERT INTO {} ({}) VALUES ({}) RETURNING id",
        table.name(),
        names.join(", "),
        values.join(", "),
    )
}

const KEPT: [(&str, ColumnType); 4] = [
    ("id", ColumnType::Integer),
    ("version", ColumnType::Integer),
    ("created_at", ColumnType::Stamp),
    ("updated_at", ColumnType::Stamp),
];

/// `UPDATE` of the geometry (`$1`) and the flat columns of the row whose id is the last argument.
/// A column to `keep` takes the new value only where it is null.
pub(super) fn update(dialect: Dialect, table: Table, keep: &[&str]) -> String {
    let mut sets = vec![format!("geom = {}", geometry_argument(dialect))];
    for (at, column) in table.columns().enumerate() {
        let name = column.name;
        let value = argument(dialect, column.kind, at + 2);
        sets.push(if keep.contains(&name) {
            format!("\"{name}\" = coalesce(\"{name}\", {value})")
        } else {
            format!("\"{name}\" = {value}")
        });
    }
    format!(
        "UPDATE {} SET {} WHERE id = ${}",
        table.name(),
        sets.join(", "),
        sets.len() + 1,
    )
}

/// What a GeoPackage calls the geometries of a table.
pub(crate) const fn geometry_type(table: Table) -> &'static str {
    match table {
        Table::Districts => "MULTIPOLYGON",
        Table::PopulationCells => "GEOMETRY",
        _ => "POINT",
    }
}

fn geometry_argument(dialect: Dialect) -> String {
    match dialect {
        Dialect::GeoPackage => "$1".to_owned(),
        Dialect::PostGis => "ST_GeomFromWKB($1, 4326)".to_owned(),
    }
}

fn argument(dialect: Dialect, kind: ColumnType, number: usize) -> String {
    match (dialect, kind) {
        (Dialect::PostGis, ColumnType::Json) => format!("${number}::text::jsonb"),
        (Dialect::PostGis, ColumnType::Stamp) => format!("${number}::text::timestamptz"),
        _ => format!("${number}"),
    }
}

/// The value of a flat column as a statement takes it.
pub(super) fn cell(column: &Column, value: &Value) -> Cell {
    match column.kind {
        ColumnType::Integer => Cell::Int(value.as_i64()),
        ColumnType::Real => Cell::Real(value.as_f64()),
        ColumnType::Boolean => Cell::Bool(value.as_bool()),
        ColumnType::Json => Cell::Text((!value.is_null()).then(|| value.to_string())),
        ColumnType::Text | ColumnType::Stamp => Cell::Text(value.as_str().map(str::to_owned)),
    }
}
