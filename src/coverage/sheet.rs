//! Answers as an Excel workbook: a sheet a table, the last one says what they are of.

use super::Answered;
use super::table::{figures, method, reasons};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use serde_json::{Map, Value, json};

/// # Errors
/// When the library can't write it.
pub fn workbook(answered: &Answered, base: &str, path: &str) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let answer = &answered.answer;
    let mut rows = figures(&answer.areas);
    for (row, area) in rows.iter_mut().zip(&answer.areas) {
        row.insert("reasons".to_owned(), json!(reasons(area)));
    }
    add(&mut book, "figures", &rows)?;

    let curve = |area: &okolica_coverage::AreaFigures| {
        let mut row = named(&area.code, &area.name);
        for (at, share) in area.curve.iter().enumerate() {
            row.insert(format!("within_{}_m", at * 100), json!(share));
        }
        row
    };
    add(
        &mut book,
        "curve",
        &answer.areas.iter().map(curve).collect::<Vec<_>>(),
    )?;

    let places: Vec<Map<String, Value>> = answer
        .places
        .iter()
        .map(|place| {
            let keys: Vec<String> = place.keys.iter().map(ToString::to_string).collect();
            object(json!({
                "keys": keys.join(", "), "names": place.names.join(", "),
                "areas": place.areas.join(", "), "lon": place.lon, "lat": place.lat,
                "people": place.people, "people_only": place.people_only,
            }))
        })
        .collect();
    add(&mut book, "places", &places)?;

    let ledger: Vec<_> = answer
        .ledger
        .iter()
        .map(|flow| object(json!(flow)))
        .collect();
    add(&mut book, "ledger", &ledger)?;

    let matrix: Vec<Map<String, Value>> = answer
        .matrix
        .rows
        .iter()
        .map(|row| {
            let mut out = Map::new();
            out.insert("code".to_owned(), json!(row.code));
            for (category, number) in answer.matrix.categories.iter().zip(&row.per_10000) {
                out.insert(format!("{category}_per_10000"), json!(number));
            }
            for (category, number) in answer.matrix.categories.iter().zip(&row.facilities) {
                out.insert(category.to_string(), json!(number));
            }
            out
        })
        .collect();
    add(&mut book, "matrix", &matrix)?;

    let about = answered.asked.about(base, path);
    let mut said = vec![pair("population_method", &json!(method(answered)))];
    for (name, value) in &about {
        match value {
            Value::Object(inner) => {
                said.extend(
                    inner
                        .iter()
                        .map(|(key, value)| pair(&format!("{name}.{key}"), value)),
                );
            }
            other => said.push(pair(name, other)),
        }
    }
    add(&mut book, "about", &said)?;
    book.save_to_buffer()
}

fn named(code: &str, name: &str) -> Map<String, Value> {
    object(json!({"code": code, "name": name}))
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn pair(name: &str, value: &Value) -> Map<String, Value> {
    let value = match value {
        Value::Object(_) | Value::Array(_) => json!(value.to_string()),
        other => other.clone(),
    };
    object(json!({"name": name, "value": value}))
}

/// A sheet with the keys of the longest row as its header: the others have the first of them.
fn add(book: &mut Workbook, name: &str, rows: &[Map<String, Value>]) -> Result<(), XlsxError> {
    let sheet: &mut Worksheet = book.add_worksheet();
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, 0)?;
    let bold = Format::new().set_bold();
    let longest = rows.iter().max_by_key(|row| row.len());
    let header = longest.into_iter().flat_map(Map::keys);
    for (column, title) in (0..).zip(header) {
        sheet.write_with_format(0, column, title, &bold)?;
        sheet.set_column_width(
            column,
            (title.chars().count() as f64 + 2.0).clamp(9.0, 30.0),
        )?;
    }
    for (number, row) in (1..).zip(rows) {
        for (column, value) in (0..).zip(row.values()) {
            match value {
                Value::Number(value) => {
                    sheet.write_number(number, column, value.as_f64().unwrap_or_default())?;
                }
                Value::Bool(value) => {
                    sheet.write_boolean(number, column, *value)?;
                }
                // As a text it is never run as a formula.
                Value::String(value) => {
                    sheet.write_string(number, column, value)?;
                }
                _ => {}
            }
        }
    }
    Ok(())
}
