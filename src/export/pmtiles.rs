//! Vector tiles in one file: PMTiles version 3, the tiles those of `/tiles`.

use crate::vector_layers::vector_layers;
use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};
use okolica_atlas::{Asked, Atlas, Record, TileFormat, TileId};
use okolica_model::district::DEFAULT_SET;
use okolica_model::time::Stamp;
use okolica_model::{BBox, Filter, Layer};
use pmtiles::{PmTilesWriter, TileCoord, TileType};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs::File;
use std::path::Path;

/// Writes the tiles of a layer, zoom 0 to `max_zoom`, each once however often it is repeated.
pub(super) fn write(
    atlas: &Atlas,
    layer: Layer,
    filter: &Filter,
    max_zoom: u8,
    now: Stamp,
    path: &Path,
) -> Result<()> {
    let asked = atlas.ask(layer, filter, now);
    let items = asked.page(None, usize::MAX).items;
    let [west, south, east, north] = bounds(atlas, layer, &items);
    let mut out = PmTilesWriter::new(TileType::Mvt)
        .min_zoom(0)
        .max_zoom(max_zoom)
        .bounds(west, south, east, north)
        .center(f64::midpoint(west, east), f64::midpoint(south, north))
        .center_zoom(zoom_of(east - west).min(max_zoom))
        .metadata(metadata(atlas, layer, &items, max_zoom).to_string())
        .create(File::create(path)?)?;
    let bar = progress_bar(path);
    let mut level = vec![TileId::new(0, 0, 0)?];
    for zoom in 0..=max_zoom {
        bar.set_message(format!("zoom {zoom}"));
        level = write_level(&asked, &mut out, level, &bar)?;
    }
    bar.finish_and_clear();
    Ok(out.finalize()?)
}

type Out = pmtiles::PmTilesStreamWriter<File>;

/// Writes tiles of one zoom; the answer is those below the ones that hold something.
fn write_level(
    asked: &Asked<'_>,
    out: &mut Out,
    level: Vec<TileId>,
    bar: &ProgressBar,
) -> Result<Vec<TileId>> {
    let coordinates = |tile: TileId| TileCoord::new(tile.z(), tile.x(), tile.y());
    let mut tiles = Vec::with_capacity(level.len());
    for tile in level {
        tiles.push((pmtiles::TileId::from(coordinates(tile)?), tile));
    }
    // Readers want the file in the order of its numbers.
    tiles.sort_unstable_by_key(|(number, _)| *number);
    let mut below = Vec::new();
    for (_, tile) in tiles {
        let bytes = asked.tile(tile, TileFormat::Mvt);
        if !bytes.is_empty() {
            out.add_tile(coordinates(tile)?, &bytes)?;
            below.extend(tile.children());
            bar.inc(1);
        }
    }
    Ok(below)
}

/// West, south, east and north of what a layer holds, in degrees; of nothing, the world.
fn bounds(atlas: &Atlas, layer: Layer, items: &[&Record]) -> [f64; 4] {
    let boxes: Vec<[f64; 4]> = if layer == Layer::Districts {
        let districts = atlas.districts(DEFAULT_SET).iter();
        let edges = |of: BBox| [of.west(), of.south(), of.east(), of.north()];
        districts
            .map(|stored| edges(stored.district.area.bbox()))
            .collect()
    } else {
        let places = items.iter().filter_map(|record| record.position());
        places
            .map(|at| [at.lon(), at.lat(), at.lon(), at.lat()])
            .collect()
    };
    let joined = boxes.into_iter().reduce(|a, b| {
        [
            a[0].min(b[0]),
            a[1].min(b[1]),
            a[2].max(b[2]),
            a[3].max(b[3]),
        ]
    });
    joined.unwrap_or([-180.0, -85.0511, 180.0, 85.0511])
}

/// The zoom at which so many degrees of longitude are about a tile wide.
fn zoom_of(degrees: f64) -> u8 {
    (360.0 / degrees.max(1e-6)).log2().clamp(0.0, 22.0) as u8
}

fn metadata(atlas: &Atlas, layer: Layer, items: &[&Record], max_zoom: u8) -> Value {
    let city = &atlas.profile().name;
    let mut layers = vector_layers(layer);
    for entry in &mut layers {
        entry["minzoom"] = json!(0);
        entry["maxzoom"] = json!(max_zoom);
    }
    json!({
        "name": format!("{city}: {}", layer.name()),
        "type": "overlay",
        "version": atlas.version().to_string(),
        "generator": concat!("okolica ", env!("CARGO_PKG_VERSION")),
        "attribution": attribution(atlas, items),
        "vector_layers": layers,
    })
}

/// The city, and the licences that items name.
fn attribution(atlas: &Atlas, items: &[&Record]) -> String {
    let licences: BTreeSet<String> = items
        .iter()
        .filter_map(|record| record.item().common.licence)
        .collect();
    let parts = [atlas.profile().name.clone()].into_iter().chain(licences);
    parts.collect::<Vec<_>>().join(" · ")
}

fn progress_bar(path: &Path) -> ProgressBar {
    let bar = ProgressBar::new_spinner().with_prefix(path.display().to_string());
    let style = ProgressStyle::with_template("{prefix} {spinner} {human_pos} tiles, {msg}");
    style.map_or_else(|_| ProgressBar::hidden(), |style| bar.with_style(style))
}
