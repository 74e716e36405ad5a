//! Cells as people write them, made what the fields of the map expect.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime};
use chrono_tz::Tz;
use okolica_model::flat::{Column, ColumnType};
use serde_json::Value;
use std::collections::BTreeMap;

/// What was mended, each with how often. It is said in the report.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Repairs(BTreeMap<&'static str, usize>);

pub const DECIMAL: &str = "numbers written like \"1 234,5\" read as 1234.5";
pub const DATE: &str = "dates written like 23.11.2026 read as day, month, year";
pub const MOMENT: &str = "times with an offset or Z read as local time";
pub const RULE: &str = "rules without their prefix RRULE:";
pub const HIDDEN: &str = "people given as -9999, which census grids write for not known";
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
        ColumnType::Text if column.name == "schedule_rrule" => {
            let rule = text.trim().strip_prefix("RRULE:");
            rule.map(|rule| (rule.to_owned(), RULE))
        }
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

/// Whether a field is a date or a local time.
pub fn is_date(name: &str) -> bool {
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

/// Orders of day, month and year that can't be taken for another. With strokes only a year in front
/// tells: 03/04/2026 is March in one country and April in the next.
const DAYS: [&str; 5] = ["%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%Y/%m/%d", "%Y.%m.%d"];

/// `23.11.2026`, `23-11-2026 18:00` or `2026/11/23 24:00` → `2026-11-23`, `2026-11-23T18:00`,
/// `2026-11-24T00:00`; `None` for what is in the common form already, or no date.
fn date(text: &str) -> Option<String> {
    let text = text.trim();
    let (written, time) = text.split_once([' ', 'T']).unwrap_or((text, ""));
    let mut orders = DAYS.iter();
    let day = orders.find_map(|order| NaiveDate::parse_from_str(written, order).ok())?;
    let mended = match time.trim() {
        "" => day.to_string(),
        "24:00" | "24:00:00" => format!("{}T00:00", day.succ_opt()?),
        time => format!("{day}T{time}"),
    };
    (mended != text).then_some(mended)
}

/// The moment of a time with an offset or `Z`, in the city's local time without one.
pub fn local(text: &str, zone: Tz) -> Option<String> {
    let text = text.trim();
    let compact = ["%Y%m%dT%H%M%SZ", "%Y%m%dT%H%MZ"];
    let moment = DateTime::parse_from_rfc3339(text)
        .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M%:z"))
        .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%:z"))
        .map(|moment| moment.to_utc());
    let moment = moment.ok().or_else(|| {
        let plain = text.strip_suffix('Z').and_then(|text| {
            NaiveDateTime::parse_from_str(&text.replace(' ', "T"), "%Y-%m-%dT%H:%M").ok()
        });
        let mut compact = compact.iter();
        let plain = plain
            .or_else(|| compact.find_map(|form| NaiveDateTime::parse_from_str(text, form).ok()));
        plain.map(|moment| moment.and_utc())
    });
    let local = moment?.with_timezone(&zone).naive_local();
    Some(local.format("%Y-%m-%dT%H:%M").to_string())
}

/// `9:00`, `9.00`, `09:00:00` or `9` → `09:00`.
pub fn clock(text: &str) -> Option<String> {
    let text = text.trim().replace('.', ":");
    let mut parts = text.split(':');
    let hour: u32 = parts.next()?.trim().parse().ok()?;
    let minute: u32 = parts
        .next()
        .map_or(Ok(0), |part| part.trim().parse())
        .ok()?;
    let time = NaiveTime::from_hms_opt(hour, minute, 0)?;
    parts
        .all(|rest| rest.parse::<u32>().is_ok())
        .then(|| time.format("%H:%M").to_string())
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
    fn times_with_an_offset_become_local() {
        let warsaw = chrono_tz::Europe::Warsaw;
        for (text, expected) in [
            ("2026-12-05T18:00:00+01:00", Some("2026-12-05T18:00")),
            ("2026-07-05T18:00:00Z", Some("2026-07-05T20:00")),
            ("2026-12-05T23:30Z", Some("2026-12-06T00:30")),
            ("20261205T170000Z", Some("2026-12-05T18:00")),
            ("2026-12-05T18:00-05:00", Some("2026-12-06T00:00")),
            ("2026-12-05T18:00", None),
            ("2026-12-05", None),
        ] {
            assert_eq!(local(text, warsaw).as_deref(), expected, "{text}");
        }
        for (text, expected) in [
            ("9:00", Some("09:00")),
            ("17.30", Some("17:30")),
            ("9", Some("09:00")),
            ("25:00", None),
            ("rano", None),
        ] {
            assert_eq!(clock(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn dates_addresses_words_and_lists() {
        check("schedule_start", "23.11.2026", "2026-11-23");
        check("schedule_start", "3.1.2026 18:00", "2026-01-03T18:00");
        check("schedule_start", "31.02.2026", "31.02.2026");
        check("schedule_start", "2026/12/05", "2026-12-05");
        check("schedule_start", "05-12-2026 9:00", "2026-12-05T9:00");
        check("schedule_end", "2026-12-31 24:00", "2027-01-01T00:00");
        check("schedule_start", "03/04/2026", "03/04/2026");
        check("schedule_rrule", "RRULE:FREQ=DAILY", "FREQ=DAILY");
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
