//! What the user asks an import to do.

use clap::{Args, ValueEnum};
use okolica_model::district::DEFAULT_SET;
use okolica_model::flat::Table;
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
    /// Name of the source, by which the next import of it finds its rows [default: the file name]
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

    pub(super) fn rejected_path(&self) -> PathBuf {
        let default = || PathBuf::from(format!("{}.rejected.csv", self.file_name()));
        self.rejected.clone().unwrap_or_else(default)
    }
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((field, column)) if !field.is_empty() && !column.is_empty() => {
            Ok((field.trim().to_owned(), column.to_owned()))
        }
        _ => Err("expected field=column, or field==text".to_owned()),
    }
}
