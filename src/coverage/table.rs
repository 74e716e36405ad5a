//! Figures as a table: every number of an area is a column, by its field's name.

use super::Answered;
use crate::import::safe_cell;
use okolica_coverage::{AreaFigures, Reason};
use serde_json::{Map, Value};

/// A row an area: code, name and each figure that is one number, `null` where it is not known, in
/// the order of the fields; the columns are those of every row.
#[must_use]
pub fn figures(areas: &[AreaFigures]) -> Vec<Map<String, Value>> {
    areas
        .iter()
        .map(|area| match serde_json::to_value(area) {
            Ok(Value::Object(map)) => map
                .into_iter()
                .filter(|(_, value)| !value.is_array() && !value.is_object())
                .collect(),
            _ => Map::new(),
        })
        .collect()
}

/// `nearest_mean_m: no_places; gini: no_capacity`.
pub(super) fn reasons(area: &AreaFigures) -> String {
    let said: Vec<String> = area
        .reasons
        .iter()
        .map(|(field, why)| format!("{field}: {}", reason(*why)))
        .collect();
    said.join("; ")
}

/// As the API says it.
pub(super) fn reason(reason: Reason) -> String {
    let reason = serde_json::to_value(reason).unwrap_or_default();
    reason.as_str().unwrap_or_default().to_owned()
}

/// The figures as CSV; each row says also why figures are missing, and what it takes to make them
/// again.
#[must_use]
pub fn csv(answered: &Answered, base: &str, path: &str) -> Vec<u8> {
    let rows = figures(&answered.answer.areas);
    let asked = &answered.asked;
    let same = [
        ("population_method", method(answered)),
        ("population_source", asked.population_source()),
        ("change_log", asked.atlas.version().to_string()),
        ("day", asked.day.to_string()),
        ("parameters", asked.address()),
        ("permalink", asked.permalink(base, path).unwrap_or_default()),
    ];
    let mut out = ::csv::Writer::from_writer(Vec::new());
    let columns = rows.first().into_iter().flat_map(Map::keys);
    let header = columns.map(String::as_str).chain(["reasons"]);
    // A Vec takes every write.
    let _ = out.write_record(header.chain(same.iter().map(|(name, _)| *name)));
    for (row, area) in rows.iter().zip(&answered.answer.areas) {
        let mut record: Vec<String> = row.values().map(cell).collect();
        record.push(safe_cell(&reasons(area)).into_owned());
        record.extend(same.iter().map(|(_, text)| safe_cell(text).into_owned()));
        let _ = out.write_record(record);
    }
    out.into_inner().unwrap_or_default()
}

/// Where the numbers of people come from, as the API says it.
pub(super) fn method(answered: &Answered) -> String {
    let method = serde_json::to_value(answered.answer.population_method).unwrap_or_default();
    method.as_str().unwrap_or_default().to_owned()
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => safe_cell(text).into_owned(),
        other => other.to_string(),
    }
}
