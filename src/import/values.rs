//! Cells as people write them, made what the fields of the map expect.

use chrono::NaiveDate;
use okolica_model::flat::{Column, ColumnType};
use serde_json::Value;
use std::collections::BTreeMap;

/// What was mended, each with how often. It is said in the report.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Repairs(BTreeMap<&'static str, usize>);

pub const DECIMAL: &str = "numbers written like \"1 234,5\" read as 1234.5";
pub const DATE: &str = "dates written like 23.11.2026 read as day, month, year";
pub const SCHEME: &str = "web addresses given https://";
pub const WORDS: &str = "words like \"tak\" and \"nie\" read as yes and no";
pub const LIST: &str = "lists with commas cut into tags";
pub const INSIDE: &str = "lines and polygons replaced by a point on or in them";
pub const FIRST_POINT: &str = "several points in one row: the first is taken";
pub const POLYGON: &str =
    "polygons that crossed themselves mended, the area changing by less than 0.1 %";

impl Repairs {
    pub fn count(&mut self, what: &'static str) {
        *self.0.entry(what).or_insert(0) += 1;
    }

    pub fn iter(&self) -> impl Iterator<Item = (&'static str, usize)> {
        self.0.iter().map(|(what, count)| (*what, *count))
    }

    /// Adds those of a row that is kept.
    pub fn absorb(&mut self, other: &Self) {
        for (what, count) in other.iter() {
            *self.0.entry(what).or_insert(0) += count;
        }
    }
}

/// The value of a column in the form that its field reads. What can't be mended stays as it is,
/// so that the field's own error names it.
pub fn tidy(column: &Column, value: Value, repairs: &mut Repairs) -> Value {
    let Value::String(text) = &value else {
        return value;
    };
    let mended = match column.kind {
        ColumnType::Integer | ColumnType::Real => number(text).map(|number| (number, DECIMAL)),
        ColumnType::Json => list(column.name, text).map(|list| (list, LIST)),
        ColumnType::Stamp => date(text).map(|date| (date, DATE)),
        ColumnType::Text if is_date(column.name) => date(text).map(|date| (date, DATE)),
        ColumnType::Text if is_web_address(column.name) => {
            web_address(text).map(|address| (address, SCHEME))
        }
        ColumnType::Text if column.path[0] == "access" => fact(text).map(|fact| (fact, WORDS)),
        ColumnType::Text | ColumnType::Boolean => None,
    };
    match mended {
        Some((mended, what)) => {
            repairs.count(what);
            Value::String(mended)
        }
        None => value,
    }
}

/// A coordinate: a number, or a text that is one.
pub fn coordinate(value: &Value, repairs: &mut Repairs) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok().or_else(|| {
            let mended = number(text)?.parse().ok()?;
            repairs.count(DECIMAL);
            Some(mended)
        }),
        _ => None,
    }
}

/// A number with a decimal comma or spaces between thousands, in the common form; `None` when it
/// is in the common form already or is no number. Where both signs occur, the last is decimal.
fn number(text: &str) -> Option<String> {
    let text = text.trim();
    if text.parse::<f64>().is_ok() {
        return None;
    }
    let mut digits: String = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '\u{A0}' | '\u{202F}' | '\''))
        .collect();
    match (digits.rfind(','), digits.rfind('.')) {
        (Some(comma), Some(point)) if comma > point => {
            digits = digits.replace('.', "").replace(',', ".");
        }
        (Some(_), Some(_)) => digits = digits.replace(',', ""),
        (Some(_), None) => digits = digits.replace(',', "."),
        _ => {}
    }
    let is_number = digits
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+'))
        && digits.parse::<f64>().is_ok();
    is_number.then_some(digits)
}

fn is_date(name: &str) -> bool {
    matches!(
        name,
        "schedule_start"
            | "schedule_end"
            | "registration_deadline"
            | "closed_from"
            | "closed_until"
            | "population_date"
    )
}

/// `23.11.2026` or `23.11.2026 18:00` → `2026-11-23T18:00`.
fn date(text: &str) -> Option<String> {
    let text = text.trim();
    let (day, time) = text.split_once([' ', 'T']).unwrap_or((text, ""));
    let day = NaiveDate::parse_from_str(day, "%d.%m.%Y").ok()?;
    Some(match time.trim() {
        "" => day.to_string(),
        time => format!("{day}T{time}"),
    })
}

fn is_web_address(name: &str) -> bool {
    name == "website" || name.ends_with("_url") || name.ends_with("_website")
}

/// `www.example.org/a` → `https://www.example.org/a`.
fn web_address(text: &str) -> Option<String> {
    let host = text.split(['/', '?', '#']).next().unwrap_or_default();
    let is_host = host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && host
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'))
        && host.chars().any(char::is_alphabetic);
    (is_host && !text.contains("://")).then(|| format!("https://{text}"))
}

/// Words of OpenStreetMap and of Polish offices for what is known of access.
fn fact(text: &str) -> Option<String> {
    let word = match text.trim().to_lowercase().as_str() {
        "tak" | "true" | "1" | "designated" => "yes",
        "nie" | "false" | "0" => "no",
        "częściowo" | "ograniczony" | "ograniczone" => "limited",
        "brak danych" | "nieznany" | "nie wiadomo" => "unknown",
        _ => return None,
    };
    Some(word.to_owned())
}

/// `a, b` → `["a","b"]`; the field itself cuts at `;`.
fn list(name: &str, text: &str) -> Option<String> {
    let plain = matches!(name, "tags" | "languages")
        && !text.trim_start().starts_with('[')
        && !text.contains(';')
        && text.contains([',', '|']);
    plain.then(|| {
        let parts = text
            .split([',', '|'])
            .map(str::trim)
            .filter(|part| !part.is_empty());
        Value::from_iter(parts).to_string()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use okolica_model::flat::Table;

    fn check(field: &str, text: &str, expected: &str) {
        let column = Table::Initiatives
            .columns()
            .chain(Table::Spaces.columns())
            .find(|column| column.name == field)
            .expect(field);
        let tidied = tidy(column, text.into(), &mut Repairs::default());
        assert_eq!(tidied, expected, "{field} {text}");
    }

    #[test]
    fn numbers_of_spreadsheets() {
        for (text, expected) in [
            ("1 234,5", "1234.5"),
            ("1\u{A0}234", "1234"),
            ("12,5", "12.5"),
            ("1.234,56", "1234.56"),
            ("1,234.56", "1234.56"),
            ("-0,5", "-0.5"),
            ("12.5", "12.5"),
            ("1e3", "1e3"),
            ("12 zł", "12 zł"),
            ("1,2,3", "1,2,3"),
            (",", ","),
        ] {
            check("funding_amount", text, expected);
        }
    }

    #[test]
    fn dates_addresses_words_and_lists() {
        check("schedule_start", "23.11.2026", "2026-11-23");
        check("schedule_start", "3.1.2026 18:00", "2026-01-03T18:00");
        check("schedule_start", "31.02.2026", "31.02.2026");
        check(
            "website",
            "www.example.org/a?b",
            "https://www.example.org/a?b",
        );
        check("website", "http://example.org", "http://example.org");
        check("website", "brak", "brak");
        check("access_step_free", "Tak", "yes");
        check("access_step_free", "może", "może");
        check("tags", "a, b ,", "[\"a\",\"b\"]");
        check("tags", "a;b, c", "a;b, c");
    }
}
