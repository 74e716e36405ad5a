//! CSV and its relatives: separators, headers, rows.

use super::source::{Row, Shape};
use okolica_model::FieldError;
use serde_json::Value;
use std::collections::HashMap;

const SEPARATORS: [u8; 4] = *b",;\t|";

/// A cell with more line breaks than this is the rest of a file behind a stray quote.
const MAX_LINES_IN_A_CELL: usize = 500;

/// A delimited text with its header read.
pub struct Delimited {
    text: String,
    /// Where the header line starts: behind a `sep=;` line, which spreadsheets write.
    start: usize,
    pub separator: char,
    pub columns: Vec<String>,
}

impl Delimited {
    #[must_use]
    pub fn new(text: String) -> Self {
        let (start, told) = told_separator(&text);
        let separator = told.unwrap_or_else(|| detect_separator(&text[start..]));
        let header = reader(&text[start..], separator)
            .records()
            .next()
            .and_then(Result::ok)
            .unwrap_or_default();
        let columns = distinct(header.iter());
        Self {
            text,
            start,
            separator: char::from(separator),
            columns,
        }
    }

    /// The rows under the header; an `Err` is a row that can't be read as one.
    pub fn rows(&self) -> impl Iterator<Item = Result<Row, (u64, FieldError)>> + '_ {
        let reader = reader(&self.text[self.start..], self.separator as u8);
        let mut lines = LineCounter {
            text: &self.text,
            at: 0,
            line: 1,
        };
        reader.into_records().skip(1).filter_map(move |record| {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    let line = lines.line_at(self.start, error.position());
                    return Some(Err((line, FieldError::new("row", error, "cells of text"))));
                }
            };
            let line = lines.line_at(self.start, record.position());
            if record.iter().all(|cell| cell.trim().is_empty()) {
                return None;
            }
            Some(self.row(line, &record).map_err(|error| (line, error)))
        })
    }

    fn row(&self, line: u64, record: &csv::StringRecord) -> Result<Row, FieldError> {
        let surplus = record.iter().skip(self.columns.len());
        if surplus.clone().any(|cell| !cell.trim().is_empty()) {
            return Err(FieldError::new(
                "row",
                format!("{} cells", record.len()),
                format!(
                    "{} cells, as in the header; a separator inside a cell needs quotes around it",
                    self.columns.len()
                ),
            ));
        }
        let broken = record
            .iter()
            .find(|cell| cell.matches('\n').count() > MAX_LINES_IN_A_CELL);
        if let Some(cell) = broken {
            return Err(FieldError::new(
                "row",
                cell,
                "a closing quote: the rest of the file is inside this cell",
            ));
        }
        let mut values: Vec<Value> = record.iter().map(cell_value).collect();
        values.resize(self.columns.len(), Value::Null);
        Ok(Row {
            line,
            own_id: None,
            values,
            shape: Shape::None,
        })
    }

    /// An upper estimate of the number of rows, for the progress bar.
    #[must_use]
    pub fn lines(&self) -> usize {
        self.text[self.start..].lines().count().saturating_sub(1)
    }
}

/// Lines of the file, counted forward: the reader's own count leaves blank lines out.
struct LineCounter<'a> {
    text: &'a str,
    at: usize,
    line: u64,
}

impl LineCounter<'_> {
    fn line_at(&mut self, start: usize, position: Option<&csv::Position>) -> u64 {
        let bytes = self.text.as_bytes();
        let mut to = start + position.map_or(0, |position| position.byte() as usize);
        // The position may stand before the blank lines that the reader skips.
        while matches!(bytes.get(to), Some(b'\r' | b'\n')) {
            to += 1;
        }
        let passed = bytes.get(self.at..to).unwrap_or_default();
        self.line += passed.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.at = self.at.max(to);
        self.line
    }
}

/// An empty cell says nothing; neither do the words that databases write for it.
fn cell_value(cell: &str) -> Value {
    match cell.trim() {
        "" | "NULL" | "null" | "\\N" => Value::Null,
        text => Value::String(unquoted(text).to_owned()),
    }
}

/// Our own exports, and other careful ones, put a quote before what a spreadsheet would run.
fn unquoted(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
        _ => text,
    }
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
}

fn told_separator(text: &str) -> (usize, Option<u8>) {
    let line = text.lines().next().unwrap_or_default();
    match line.strip_prefix("sep=").map(str::as_bytes) {
        Some([separator]) if SEPARATORS.contains(separator) => {
            let start = text.find('\n').map_or(text.len(), |end| end + 1);
            (start, Some(*separator))
        }
        _ => (0, None),
    }
}

/// The separator that cuts the first rows into the same number of cells, the most of them.
fn detect_separator(text: &str) -> u8 {
    let sample: String = text
        .lines()
        .take(50)
        .flat_map(|line| [line, "\n"])
        .collect();
    let score = |separator: u8| {
        let widths: Vec<usize> = reader(&sample, separator)
            .records()
            .map_while(Result::ok)
            .take(30)
            .map(|record| record.len())
            .collect();
        let header = widths.first().copied().unwrap_or(1);
        let same = widths.iter().filter(|width| **width == header).count();
        // Cells in agreement count, but only where there is more than one a row.
        if header > 1 {
            same * 1000 / widths.len() * 1000 + header
        } else {
            0
        }
    };
    let mut best = (0, SEPARATORS[0]);
    for separator in SEPARATORS {
        let score = score(separator);
        if score > best.0 {
            best = (score, separator);
        }
    }
    best.1
}

/// Header names, each made distinct: the second `x` is `x_2`, an empty one `column_3`.
fn distinct<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    names
        .enumerate()
        .map(|(at, name)| {
            let name = match name.trim() {
                "" => format!("column_{}", at + 1),
                name => name.to_owned(),
            };
            let count = seen.entry(name.clone()).or_insert(0);
            *count += 1;
            if *count == 1 {
                name
            } else {
                format!("{name}_{count}")
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    type Lines = Vec<(u64, Vec<String>)>;

    fn cells(text: &str) -> (char, Vec<String>, Lines) {
        let file = Delimited::new(text.to_owned());
        let rows = file
            .rows()
            .map(|row| {
                let row = row.expect("a good row");
                let cells = row
                    .values
                    .iter()
                    .map(|value| value.as_str().unwrap_or("-").to_owned());
                (row.line, cells.collect())
            })
            .collect();
        (file.separator, file.columns.clone(), rows)
    }

    #[test]
    fn each_separator_is_found_beside_decimal_commas() {
        for separator in [',', ';', '\t', '|'] {
            let s = separator;
            let comma = if s == ',' { '.' } else { ',' };
            let text = format!(
                "name{s}lon{s}lat\nA{s}21{comma}5{s}52{comma}1\n\"B{s} \"\"C\"\"\"{s}21{comma}25{s}\n"
            );
            let (found, columns, rows) = cells(&text);
            assert_eq!(found, separator);
            assert_eq!(columns, ["name", "lon", "lat"]);
            assert_eq!(
                rows[0],
                (
                    2,
                    vec!["A".into(), format!("21{comma}5"), format!("52{comma}1")]
                )
            );
            assert_eq!(
                rows[1].1,
                vec![
                    format!("B{s} \"C\""),
                    format!("21{comma}25"),
                    "-".to_owned()
                ]
            );
        }
        assert_eq!(cells("name\nA\nB\n").1, ["name"]);
        assert_eq!(
            cells("sep=;\r\nname;x\r\nA,B,C;1\r\n").2,
            [(3, vec!["A,B,C".to_owned(), "1".to_owned()])]
        );
    }

    #[test]
    fn lines_are_counted_through_quoted_line_breaks_and_blank_lines() {
        let (_, _, rows) = cells("name,x\n\"A\nB\",1\n\nC,2\n,\nD,null\n");
        let lines: Vec<u64> = rows.iter().map(|row| row.0).collect();
        assert_eq!(lines, [2, 5, 7]);
        assert_eq!(rows[2].1, ["D", "-"]);
    }

    #[test]
    fn headers_are_made_distinct() {
        assert_eq!(cells("a,a,,b\n").1, ["a", "a_2", "column_3", "b"]);
    }

    #[test]
    fn a_row_with_too_many_cells_is_an_error_with_its_line() {
        let file = Delimited::new("a,b\n1,2\n1,2,3\n1,2,\n".to_owned());
        let lines: Vec<Result<u64, u64>> = file
            .rows()
            .map(|row| row.map(|row| row.line).map_err(|(line, _)| line))
            .collect();
        assert_eq!(lines, [Ok(2), Err(3), Ok(4)]);
    }
}
