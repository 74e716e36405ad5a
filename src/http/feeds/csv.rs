//! A feed as a table: the flat columns of an export, with the page and the next date of each.

use super::{Entry, public_properties};
use crate::import::safe_cell;
use okolica_model::Position;
use okolica_model::flat::Table;
use serde_json::Value;

pub(crate) fn write(entries: &[Entry<'_>]) -> Vec<u8> {
    let table = Table::Initiatives;
    let mut csv = ::csv::Writer::from_writer(Vec::new());
    let mut header = vec!["id", "lon", "lat", "url", "next_start", "next_end"];
    header.extend(table.columns().map(|column| column.name));
    header.extend(["created_at", "updated_at", "version"]);
    // A Vec takes every write, and rows are as long as the header.
    let _ = csv.write_record(&header);
    for entry in entries {
        let record = entry.record;
        let degrees = |degrees: Option<f64>| degrees.map_or_else(String::new, |d| d.to_string());
        let next = entry.next.as_ref();
        let mut row = vec![
            record.key().id.to_string(),
            degrees(record.position().map(Position::lon)),
            degrees(record.position().map(Position::lat)),
            entry.url.clone(),
            next.map_or_else(String::new, |one| one.start.to_string()),
            next.and_then(|one| one.end)
                .map_or_else(String::new, |end| end.to_string()),
        ];
        let flat = table.flatten(&public_properties(record));
        row.extend(flat.into_iter().map(|(_, value)| cell(value)));
        row.extend([
            record.created_at().to_string(),
            record.updated_at().to_string(),
            record.version().to_string(),
        ]);
        let _ = csv.write_record(&row);
    }
    csv.into_inner().unwrap_or_default()
}

fn cell(value: Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => safe_cell(&text).into_owned(),
        other => other.to_string(),
    }
}
