//! GeoJSON and CSV as people like to read and compare them: one record a line.

use serde_json::{Value, json};

pub(super) fn feature(geometry: Value, properties: Value) -> Value {
    let mut feature = json!({"type": "Feature"});
    feature["properties"] = properties;
    feature["geometry"] = geometry;
    feature
}

/// A feature collection with one feature a line.
pub(super) fn collection(features: impl IntoIterator<Item = Value>) -> String {
    let lines: Vec<String> = features.into_iter().map(|one| one.to_string()).collect();
    format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}\n",
        lines.join(",\n")
    )
}

pub(super) fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

/// A CSV file (RFC 4180, but lines end with `\n`) with a header.
pub(super) fn csv(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut out = header.join(",");
    out.push('\n');
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
        out.push_str(&cells.join(","));
        out.push('\n');
    }
    out
}

fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
