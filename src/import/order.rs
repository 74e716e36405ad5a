//! What the user asks an import to do.

use clap::{Args, ValueEnum};
use okolica_model::district::DEFAULT_SET;
use okolica_model::flat::Table;
use okolica_model::text;
use std::path::PathBuf;

/// `okolica import`: a file, and how to read it.
#[derive(Debug, Clone, Args)]
pub struct Order {
    /// What the rows of the file are
    pub what: What,
    /// GeoJSON (also newline-delimited), CSV or GeoPackage; its content says which
    pub file: PathBuf,
    /// Boundary set that the districts belong to [default: the file's column set, else district]
    #[arg(long, value_name = "S")]
    pub set: Option<String>,
    /// Name of the source, by which the next import of it finds its rows [default: the file name without ending and date]
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,
    /// Take a field from this column; field==text gives every row that text
    #[arg(long = "map", value_name = "FIELD=COLUMN", value_parser = pair)]
    pub maps: Vec<(String, String)>,
    /// Coordinate system of the file, e.g. EPSG:2180 [default: what the file says, else degrees]
    #[arg(long, value_name = "EPSG:N")]
    pub crs: Option<String>,
    /// Encoding of the file, e.g. windows-1250 [default: found out]
    #[arg(long, value_name = "E")]
    pub encoding: Option<String>,
    /// North comes before east in the file's coordinates
    #[arg(long)]
    pub swap_axes: bool,
    /// CSV with the columns from,to: what the file calls a category, and its id or label here
    #[arg(long, value_name = "FILE")]
    pub category_map: Option<PathBuf>,
    /// Reject rows of unknown categories instead of adding these
    #[arg(long)]
    pub strict: bool,
    /// Layer of a GeoPackage [default: the one named as what is imported, else the only one]
    #[arg(long, value_name = "NAME")]
    pub layer: Option<String>,
    /// Where rejected rows go [default: FILE.rejected.csv in the current directory]
    #[arg(long, value_name = "FILE")]
    pub rejected: Option<PathBuf>,
    /// Remove the rows that this source brought earlier and the file no longer has; refused where these are more than a fifth
    #[arg(long)]
    pub remove_missing: bool,
    /// Say what would happen, write nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// The kinds of things that are imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum What {
    Districts,
    Spaces,
    Initiatives,
    Population,
    Places,
}

impl What {
    #[must_use]
    pub const fn table(self) -> Table {
        match self {
            Self::Districts => Table::Districts,
            Self::Spaces => Table::Spaces,
            Self::Initiatives => Table::Initiatives,
            Self::Population => Table::PopulationCells,
            Self::Places => Table::PlaceNames,
        }
    }

    /// The layers of a GeoPackage that are meant where none is named.
    pub(super) const fn layer_names(self) -> &'static [&'static str] {
        match self {
            Self::Districts => &["districts"],
            Self::Spaces => &["spaces"],
            Self::Initiatives => &["initiatives"],
            Self::Population => &["population", "population_cells"],
            Self::Places => &["places", "place_names"],
        }
    }
}

impl Order {
    /// An import with no options.
    #[must_use]
    pub fn new(what: What, file: impl Into<PathBuf>) -> Self {
        Self {
            what,
            file: file.into(),
            set: None,
            source: None,
            maps: Vec::new(),
            crs: None,
            encoding: None,
            swap_axes: false,
            category_map: None,
            strict: false,
            layer: None,
            rejected: None,
            remove_missing: false,
            dry_run: false,
        }
    }

    pub(super) fn set(&self) -> &str {
        self.set.as_deref().unwrap_or(DEFAULT_SET)
    }

    pub(super) fn file_name(&self) -> String {
        let name = self.file.file_name().unwrap_or(self.file.as_os_str());
        name.to_string_lossy().into_owned()
    }

    /// The name of the source: what `--source` says, else the file's name without its ending and the
    /// parts that say a date or a version, so that the file of the next month is of the same source.
    pub(super) fn source_name(&self) -> String {
        self.source.clone().unwrap_or_else(|| {
            let stem = self.file.file_stem().unwrap_or(self.file.as_os_str());
            source_of_stem(&stem.to_string_lossy())
        })
    }

    pub(super) fn rejected_path(&self) -> PathBuf {
        let default = || PathBuf::from(format!("{}.rejected.csv", self.file_name()));
        self.rejected.clone().unwrap_or_else(default)
    }
}

/// `miejsca_2026-12-01 v2` → `miejsca`, `miejsca (1)` → `miejsca`. A name of nothing else stays as it
/// is, and so does a number that belongs to no date: `dzielnica_2` is not `dzielnica_1`.
fn source_of_stem(stem: &str) -> String {
    let copy = |stem: &str| {
        let (name, number) = stem.strip_suffix(')')?.rsplit_once('(')?;
        let is_number = number.chars().all(|c| c.is_ascii_digit());
        is_number.then(|| name.trim_end().to_owned())
    };
    let stem = copy(stem)
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| stem.to_owned());
    let parts: Vec<&str> = stem
        .split(['_', '-', ' ', '.'])
        .filter(|part| !part.is_empty())
        .collect();
    let mut dated: Vec<bool> = parts.iter().map(|part| is_dated(part)).collect();
    // Months and days stand beside a year: 2026-12-01, 01.12.2026, grudzień 2026.
    for _ in 0..2 {
        for at in 0..parts.len() {
            let beside = (at > 0 && dated[at - 1]) || dated.get(at + 1) == Some(&true);
            dated[at] |= beside && is_month_or_day(parts[at]);
        }
    }
    let kept: Vec<&str> = parts
        .iter()
        .zip(&dated)
        .filter(|(_, dated)| !**dated)
        .map(|(part, _)| *part)
        .collect();
    if kept.is_empty() || kept.len() == parts.len() {
        return stem;
    }
    kept.join("_")
}

/// Whether a part of a file's name says by itself a date (`2026`, `202612`, `20261201`, `2026Q4`) or
/// a version (`v2`).
fn is_dated(part: &str) -> bool {
    let part = part.to_lowercase();
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    if let Some(version) = part.strip_prefix('v') {
        return digits(version) && version.len() <= 3;
    }
    let whole = part
        .split_once(['q', 't'])
        .map_or(&*part, |(year, quarter)| match digits(quarter) {
            true => year,
            false => &part,
        });
    digits(whole)
        && [4, 6, 8].contains(&whole.len())
        && (whole.starts_with("19") || whole.starts_with("20"))
}

fn is_month_or_day(part: &str) -> bool {
    const MONTHS: [&str; 24] = [
        "stycz", "lut", "mar", "kwie", "maj", "czerw", "lip", "sierp", "wrze", "pazdz", "listop",
        "grud", "jan", "feb", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
        "maerz",
    ];
    let folded = text::slug(part);
    let number = folded.len() <= 2 && folded.chars().all(|c| c.is_ascii_digit());
    number || MONTHS.iter().any(|month| folded.starts_with(month))
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((field, column)) if !field.is_empty() && !column.is_empty() => {
            Ok((field.trim().to_owned(), column.to_owned()))
        }
        _ => Err("expected field=column, or field==text".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(file: &str, expected: &str) {
        assert_eq!(
            Order::new(What::Spaces, file).source_name(),
            expected,
            "{file}"
        );
    }

    #[test]
    fn the_file_of_the_next_month_is_of_the_same_source() {
        check("miejsca.csv", "miejsca");
        check("miejsca_2026-11.csv", "miejsca");
        check("miejsca_2026-12.csv", "miejsca");
        check("miejsca-20261201.geojson", "miejsca");
        check("Miejsca Grudzień 2026 v2.xlsx", "Miejsca");
        check("miejsca (1).csv", "miejsca");
        check("biblioteki warszawa 2026.csv", "biblioteki_warszawa");
        // Nothing but a date is a name all the same.
        check("2026-12.csv", "2026-12");
        check("z12_domy-kultury.csv", "z12_domy-kultury");
        // Numbers of something else are kept.
        check("dzielnica_2.csv", "dzielnica_2");
        check("01.12.2026 miejsca.csv", "miejsca");
    }
}
