//! Tiles: what a square of the map shows, as GeoJSON or as a Mapbox vector tile.

mod aggregate;
mod geojson;
pub(crate) mod grid;
mod marks;
mod mvt;
mod polygons;

pub use geojson::FeatureOptions;
pub use grid::{DETAIL_ZOOM, MAX_ZOOM, TileId};
pub use marks::{Mark, Marked};
pub(crate) use polygons::Outlines;

use crate::index::Entry;
use crate::query::Asked;
use okolica_model::Layer;

/// How a tile is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TileFormat {
    /// RFC 7946, longitude and latitude.
    GeoJson,
    /// Mapbox Vector Tile 2.1, extent 4096.
    Mvt,
}

impl TileFormat {
    /// The ending of the tile's address: `geojson` or `mvt`.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::GeoJson => "geojson",
            Self::Mvt => "mvt",
        }
    }

    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::GeoJson => "application/geo+json",
            Self::Mvt => "application/vnd.mapbox-vector-tile",
        }
    }
}

/// A point of a tile.
pub(crate) enum Feature<'a> {
    Item(&'a Entry),
    Aggregate(Aggregate),
}

/// The matching items of a cell, two or more.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Aggregate {
    /// The cell: a square of the grid at `level`, its number along the curve.
    pub(crate) level: u8,
    pub(crate) cell: u64,
    pub(crate) count: u32,
    /// The mean of its members in units of 10^-7 degrees.
    pub(crate) centroid: [i64; 2],
    /// Category numbers with their counts, in the order of category ids.
    pub(crate) categories: Vec<(u32, u32)>,
    pub(crate) expansion_zoom: u8,
}

impl Aggregate {
    /// An integer above 2^50, which no item's id in a tile reaches in practice, below 2^53, and
    /// unique to the cell: 2^50 + level · 2^36 + number along the curve (at most 36 bits).
    pub(crate) const fn id(&self) -> u64 {
        (1 << 50) | (self.level as u64) << 36 | self.cell
    }

    /// Thousands in short: `999`, `1.2k`, `12k`, as supercluster writes them.
    pub(crate) fn abbreviated(&self) -> String {
        match self.count {
            count @ 0..1000 => count.to_string(),
            count @ 1000..10_000 => {
                let tenths = (count + 50) / 100;
                match tenths % 10 {
                    0 => format!("{}k", tenths / 10),
                    tenth => format!("{}.{tenth}k", tenths / 10),
                }
            }
            count => format!("{}k", (count + 500) / 1000),
        }
    }
}

impl Asked<'_> {
    /// The bytes of a tile: the same for the same rows, whatever happened before.
    #[must_use]
    pub fn tile(&self, tile: TileId, format: TileFormat) -> Vec<u8> {
        if self.layer == Layer::Districts {
            let shapes = polygons::shapes(self.atlas, tile, &self.filter);
            return match format {
                TileFormat::GeoJson => geojson::district_tile(&shapes),
                TileFormat::Mvt => mvt::district_tile(tile, &shapes),
            };
        }
        let features = self.features(tile);
        match format {
            TileFormat::GeoJson => geojson::point_tile(self.atlas, self.layer, &features),
            TileFormat::Mvt => mvt::point_tile(self.atlas, self.layer, tile, &features),
        }
    }
}
