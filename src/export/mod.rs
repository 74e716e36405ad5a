//! Writing a layer of a store to a file: GeoJSON, CSV, GeoPackage or PMTiles; or the whole map to a
//! folder.
//!
//! Rows pass the domain's parsers on their way out, so that a file never says what the map does
//! not; coordinates stay as given. Phone and e-mail leave only where they are public.

mod csv;
mod folder;
mod geojson;
mod geopackage;
mod pmtiles;

use crate::config::PublicUrl;
use crate::export::folder::Wanted;
use crate::import::checked;
use crate::store::{Store, StoredRow};
use anyhow::{Context, Result, bail, ensure};
use clap::{Args, ValueEnum};
use okolica_atlas::Atlas;
use okolica_atlas::tiles::MAX_ZOOM;
use okolica_model::flat::Table;
use okolica_model::item::CONTACT;
use okolica_model::time::Stamp;
use okolica_model::{Filter, Layer};
use std::fs::File;
use std::io::{BufWriter, Write, stdout};
use std::path::{Path, PathBuf};

/// `okolica export`: a layer, and what to make of it.
#[derive(Debug, Clone, Args)]
pub struct ExportArgs {
    /// What to write
    #[arg(value_enum)]
    pub layer: Subject,
    #[arg(long, value_enum, default_value = "geojson")]
    pub format: Format,
    /// File to write to, or folder [default: standard output; a GeoPackage, PMTiles and a folder
    /// need a name]
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// The deepest zoom of tiles; from 17 on every item stands by itself
    #[arg(long, value_name = "Z", default_value_t = 14, value_parser = clap::value_parser!(u8).range(0..=MAX_ZOOM as i64))]
    pub max_zoom: u8,
    #[command(flatten)]
    pub folder: FolderArgs,
}

impl FolderArgs {
    fn is_empty(&self) -> bool {
        self.query.is_empty() && self.ground.is_none() && self.public_url.is_none()
    }
}

/// What goes into a folder.
#[derive(Debug, Clone, Default, Args)]
pub struct FolderArgs {
    /// Of a folder: what it shows and how it looks, as the query of an embed's address
    #[arg(long, value_name = "QUERY", default_value = "")]
    pub query: String,
    /// Of a folder: GeoJSON of water and parks to draw under the map
    #[arg(long, value_name = "FILE")]
    pub ground: Option<PathBuf>,
    /// Of a folder: where the map itself is reached, for links to it
    #[arg(long, value_name = "URL")]
    pub public_url: Option<PublicUrl>,
}

/// What an export is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Subject {
    /// Spaces and initiatives together, as tiles
    Items,
    Spaces,
    Initiatives,
    Districts,
    Population,
    Places,
}

impl Subject {
    const fn table(self) -> Option<Table> {
        match self {
            Self::Items => None,
            Self::Spaces => Some(Table::Spaces),
            Self::Initiatives => Some(Table::Initiatives),
            Self::Districts => Some(Table::Districts),
            Self::Population => Some(Table::PopulationCells),
            Self::Places => Some(Table::PlaceNames),
        }
    }

    const fn layer(self) -> Option<Layer> {
        match self {
            Self::Items => Some(Layer::Items),
            Self::Spaces => Some(Layer::Spaces),
            Self::Initiatives => Some(Layer::Initiatives),
            Self::Districts => Some(Layer::Districts),
            Self::Population | Self::Places => None,
        }
    }
}

/// A file format of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// RFC 7946, nested properties
    Geojson,
    /// Flat columns, lon and lat; polygons as well-known text in `geometry`
    Csv,
    /// A GeoPackage with this layer, flat columns
    Gpkg,
    /// Vector tiles in one PMTiles file, which any web server serves; of items, spaces,
    /// initiatives or districts
    Pmtiles,
    /// A folder that any web server serves as the map, without scripts as a list; of items
    Folder,
}

/// Writes the layer. Rows that break a rule of the map are named on the error stream and left
/// out.
///
/// # Errors
/// When the store can't be read or the file not be written.
pub async fn export(store: &Store, args: &ExportArgs) -> Result<()> {
    let output = args.output.as_ref();
    ensure!(
        args.format == Format::Folder || args.folder.is_empty(),
        "--query, --ground and --public-url are of a folder: add --format folder"
    );
    if args.format == Format::Pmtiles {
        let Some(layer) = args.layer.layer() else {
            bail!("tiles are of items, spaces, initiatives or districts");
        };
        let Some(path) = output else {
            bail!("PMTiles need a file: add --output FILE");
        };
        let (max_zoom, path) = (args.max_zoom, path.clone());
        let filter = Filter::default();
        return tiled(store, path, move |atlas, now, path| {
            pmtiles::write(atlas, layer, &filter, max_zoom, now, path)
        })
        .await;
    }
    if args.format == Format::Folder {
        ensure!(
            args.layer == Subject::Items,
            "a folder is of items: okolica export items --format folder"
        );
        let Some(path) = output else {
            bail!("a folder needs a name: add --output FOLDER");
        };
        let args = args.clone();
        return tiled(store, path.clone(), move |atlas, now, path| {
            let wanted = Wanted::new(atlas, &args.folder)?;
            folder::write(atlas, &wanted, args.max_zoom, now, path)
        })
        .await;
    }
    let Some(table) = args.layer.table() else {
        bail!("items are two tables here: write spaces and initiatives one after the other");
    };
    let rows = read(store, table).await?;
    let context = || match output {
        Some(path) => format!("{} can't be written", path.display()),
        None => "the standard output can't be written".to_owned(),
    };
    if args.format == Format::Gpkg {
        let Some(path) = output else {
            bail!("a GeoPackage needs a file: add --output FILE");
        };
        return geopackage::write(path, table, &rows)
            .await
            .with_context(context);
    }
    let mut out: Box<dyn Write> = match output {
        Some(path) => Box::new(BufWriter::new(File::create(path).with_context(context)?)),
        None => Box::new(BufWriter::new(stdout().lock())),
    };
    match args.format {
        Format::Csv => csv::write(&mut out, table, &rows).with_context(context)?,
        _ => geojson::write(&mut out, &rows).with_context(context)?,
    }
    out.flush().with_context(context)
}

/// Writes something of the whole map, on a thread of its own.
async fn tiled(
    store: &Store,
    path: PathBuf,
    write: impl FnOnce(&Atlas, Stamp, &Path) -> Result<()> + Send + 'static,
) -> Result<()> {
    let (atlas, rejected) = store.load().await?;
    for rejection in rejected {
        for error in &rejection.errors {
            let (table, id) = (rejection.table.name(), rejection.id);
            eprintln!("okolica: {table} {id} is left out: {error}");
        }
    }
    let now =
        Stamp::from_millis(chrono::Utc::now().timestamp_millis()).context("the clock is wrong")?;
    let written = tokio::task::spawn_blocking(move || {
        write(&atlas, now, &path).with_context(|| format!("{} can't be written", path.display()))
    });
    written.await?
}

async fn read(store: &Store, table: Table) -> Result<Vec<StoredRow>> {
    let mut rows = Vec::new();
    let mut broken = store
        .each_row(table, |mut stored| match checked(table, &stored.row) {
            Ok(row) => {
                stored.row = row;
                rows.push(Ok(stored));
            }
            Err(errors) => rows.push(Err((stored.kept.id, errors))),
        })
        .await?
        .into_iter()
        .map(|rejection| (rejection.id, rejection.errors))
        .collect::<Vec<_>>();
    let mut good = Vec::with_capacity(rows.len());
    for row in rows {
        match row {
            Ok(mut stored) => {
                hide_contact(&mut stored);
                good.push(stored);
            }
            Err(fault) => broken.push(fault),
        }
    }
    for (id, errors) in broken {
        for error in errors {
            eprintln!("okolica: {} {id} is left out: {error}", table.name());
        }
    }
    Ok(good)
}

fn hide_contact(stored: &mut StoredRow) {
    let properties = &mut stored.row.properties;
    let is_public = properties
        .get("contact_public")
        .and_then(serde_json::Value::as_bool)
        == Some(true);
    if !is_public {
        for field in CONTACT {
            properties.shift_remove(field);
        }
    }
}
