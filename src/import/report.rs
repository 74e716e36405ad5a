//! What an import did, said at its end.

use super::values::Repairs;
use anyhow::Result;
use okolica_model::FieldError;
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

/// How many examples of a kind of row are listed by line.
const EXAMPLES: usize = 10;

/// A field of a row that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    pub line: u64,
    pub error: FieldError,
}

/// Rows of one kind: how many, and the lines of the first.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Lines {
    pub count: usize,
    first: Vec<u64>,
}

impl Lines {
    pub fn add(&mut self, line: u64) {
        self.count += 1;
        if self.first.len() < EXAMPLES {
            self.first.push(line);
        }
    }
}

impl fmt::Display for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.first.iter().map(u64::to_string).collect();
        let more = if self.count > lines.len() {
            ", …"
        } else {
            ""
        };
        write!(f, "{} (line {}{more})", self.count, lines.join(", "))
    }
}

/// The counts and remarks of an import.
#[derive(Debug, Default)]
pub struct Report {
    pub file: String,
    pub table: &'static str,
    /// Encoding, separator, reference system.
    pub read_as: String,
    pub source: String,
    pub added: usize,
    pub updated: usize,
    pub unchanged: usize,
    pub duplicate: usize,
    /// How many updated rows get another value, by column.
    pub changed: BTreeMap<&'static str, usize>,
    /// How many of these are left without one.
    pub emptied: BTreeMap<&'static str, usize>,
    /// Rows whose contact is not public and blank in the file: it stays.
    pub withheld: usize,
    /// Rows without an id that may be several of the store: not taken.
    pub ambiguous: Lines,
    pub rejected: usize,
    pub rejections: Vec<Rejected>,
    /// Where the rejected rows were written.
    pub rejected_file: Option<PathBuf>,
    /// Why they could not be written.
    pub rejected_unwritten: Option<String>,
    pub without_position: usize,
    /// Kept, though outside the city.
    pub outside: Lines,
    /// Kept, though their place lies in another district than they say.
    pub elsewhere: Lines,
    /// Kept, though they name a district that the set does not have.
    pub unknown_district: Lines,
    /// Kept, though their opening hours can't be read: these count as not known.
    pub unreadable_hours: Lines,
    /// The first of them, with what is wrong where.
    pub hours_examples: Vec<Rejected>,
    /// Rows that the source brought earlier and this file lacks. They stay.
    pub missing: usize,
    /// Those that `--remove-missing` removed.
    pub removed: usize,
    pub repairs: Repairs,
    /// Columns and the fields that they became.
    pub columns_used: Vec<String>,
    pub columns_unused: Vec<String>,
    pub new_categories: Vec<String>,
    /// Rows with several categories in one cell.
    pub several_categories: usize,
    /// Overlaps and gaps between districts.
    pub notes: Vec<String>,
    pub dry_run: bool,
}

impl Report {
    /// Rows that stand in the store as the file has them.
    #[must_use]
    pub const fn stored(&self) -> usize {
        self.added + self.updated + self.unchanged
    }

    pub fn reject(&mut self, line: u64, errors: impl IntoIterator<Item = FieldError>) {
        self.rejected += 1;
        self.rejections
            .extend(errors.into_iter().map(|error| Rejected { line, error }));
    }

    pub fn unreadable_hours(&mut self, line: u64, error: FieldError) {
        self.unreadable_hours.add(line);
        if self.hours_examples.len() < EXAMPLES {
            self.hours_examples.push(Rejected { line, error });
        }
    }

    /// Writes the rejected rows: line, field, value, reason. A run without any takes the file of
    /// an earlier one away. What can't be written is said in the report, which lists more rows then.
    pub fn write_rejections(&mut self, path: &Path) {
        if self.rejections.is_empty() {
            remove_earlier(path);
            return;
        }
        match self.try_write(path) {
            Ok(()) => self.rejected_file = Some(path.to_owned()),
            Err(error) => {
                self.rejected_unwritten = Some(format!("{} ({error:#})", path.display()));
            }
        }
    }

    fn try_write(&self, path: &Path) -> Result<()> {
        let mut out = csv::Writer::from_path(path)?;
        out.write_record(HEADER)?;
        for Rejected { line, error } in &self.rejections {
            let reason = format!("expected {}", error.expected);
            let (field, value) = (safe_cell(&error.field), safe_cell(&error.value));
            out.write_record([&line.to_string(), &*field, &*value, &*safe_cell(&reason)])?;
        }
        Ok(out.flush()?)
    }
}

const HEADER: [&str; 4] = ["line", "field", "value", "reason"];

/// Removes what [`Report::write_rejections`] wrote in an earlier run, and nothing else.
fn remove_earlier(path: &Path) {
    let is_ours = std::fs::read_to_string(path)
        .is_ok_and(|text| text.lines().next() == Some(&HEADER.join(",")));
    if is_ours {
        // Where it can't be removed it stays, as it would beside any other program.
        let _ = std::fs::remove_file(path);
    }
}

/// A text that a spreadsheet will not run as a formula: one that starts with `= + - @`, a tab or
/// a line break gets a quote before it.
#[must_use]
pub fn safe_cell(text: &str) -> std::borrow::Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        format!("'{text}").into()
    } else {
        text.into()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} → {}, source \"{}\"",
            self.file, self.table, self.source
        )?;
        let mut line = |name: &str, value: &dyn fmt::Display| writeln!(f, "  {name:<18} {value}");
        line("read as", &self.read_as)?;
        line("columns used", &self.columns_used.join(", "))?;
        if !self.columns_unused.is_empty() {
            line("columns not used", &self.columns_unused.join(", "))?;
        }
        line("added", &self.added)?;
        line("updated", &self.updated)?;
        for (name, counts) in [
            ("of these changed", &self.changed),
            ("of these emptied", &self.emptied),
        ] {
            if !counts.is_empty() {
                let each: Vec<String> = counts
                    .iter()
                    .map(|(column, count)| format!("{column} {count}"))
                    .collect();
                line(name, &each.join(", "))?;
            }
        }
        line("unchanged", &self.unchanged)?;
        if self.withheld > 0 {
            line(
                "kept contacts",
                &format!("{} rows: not public, and blank in the file", self.withheld),
            )?;
        }
        if self.ambiguous.count > 0 {
            line(
                "ambiguous",
                &format!(
                    "{}: several rows of the store may be meant, none was changed; give the file ids",
                    self.ambiguous
                ),
            )?;
        }
        line("duplicate", &self.duplicate)?;
        match &self.rejected_file {
            Some(path) => {
                line(
                    "rejected",
                    &format!(
                        "{}, each with line, field, value and reason in {}",
                        self.rejected,
                        path.display()
                    ),
                )?;
            }
            None => line("rejected", &self.rejected)?,
        }
        if let Some(reason) = &self.rejected_unwritten {
            line("", &format!("they can't be written to {reason}"))?;
        }
        let shown = if self.rejected_unwritten.is_some() {
            EXAMPLES
        } else {
            3
        };
        for rejected in self.rejections.iter().take(shown) {
            line("", &format!("line {}: {}", rejected.line, rejected.error))?;
        }
        for (name, lines) in [
            ("outside the city", &self.outside),
            ("other district", &self.elsewhere),
            ("unknown district", &self.unknown_district),
        ] {
            if lines.count > 0 {
                line(name, &format!("{lines}: kept, please check"))?;
            }
        }
        if self.unreadable_hours.count > 0 {
            let said = format!("{}: kept, count as not known", self.unreadable_hours);
            line("unreadable hours", &said)?;
        }
        for example in &self.hours_examples {
            line("", &format!("line {}: {}", example.line, example.error))?;
        }
        if self.without_position > 0 {
            line("without position", &self.without_position)?;
        }
        if self.missing > 0 {
            line(
                "not in this file",
                &format!("{} earlier rows of this source: kept", self.missing),
            )?;
        }
        if self.removed > 0 {
            line(
                "removed",
                &format!(
                    "{} earlier rows of this source that the file lacks",
                    self.removed
                ),
            )?;
        }
        for (what, count) in self.repairs.iter() {
            line("repaired", &format!("{count} {what}"))?;
        }
        if !self.new_categories.is_empty() {
            line("new categories", &self.new_categories.join(", "))?;
        }
        if self.several_categories > 0 {
            line(
                "several categories",
                &format!(
                    "{} rows: the first is the category, the others are tags",
                    self.several_categories
                ),
            )?;
        }
        for note in &self.notes {
            line("districts", note)?;
        }
        if self.dry_run {
            line("dry run", &"nothing was written")?;
        }
        Ok(())
    }
}
