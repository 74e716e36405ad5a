//! What a tile shows, for whoever draws it rather than sends it.

use super::{Feature, TileId, polygons};
use crate::atlas::Atlas;
use crate::index::UNITS_PER_DEGREE;
use crate::query::Asked;
use crate::record::Record;
use geo::MultiPolygon;
use okolica_model::category::Category;
use okolica_model::district::StoredDistrict;

/// A symbol of the map.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark<'a> {
    /// Degrees.
    pub lon: f64,
    pub lat: f64,
    pub what: Marked<'a>,
}

/// What a symbol stands for.
#[derive(Debug, Clone, PartialEq)]
pub enum Marked<'a> {
    Item(&'a Record),
    /// Several items, with the counts of their categories.
    Several(Vec<(&'a Category, u32)>),
}

impl<'a> Asked<'a> {
    /// The symbols of a tile, in the order in which [`Asked::tile`] writes them.
    #[must_use]
    pub fn marks(&self, tile: TileId) -> Vec<Mark<'a>> {
        let features = self.features(tile).into_iter();
        features
            .filter_map(|feature| match feature {
                Feature::Item(entry) => {
                    let position = entry.position()?;
                    Some(Mark {
                        lon: position.lon(),
                        lat: position.lat(),
                        what: Marked::Item(&entry.record),
                    })
                }
                Feature::Aggregate(aggregate) => {
                    let [lon, lat] = aggregate
                        .centroid
                        .map(|units| units as f64 / UNITS_PER_DEGREE);
                    let categories = aggregate.categories.into_iter();
                    let tree = self.atlas.categories();
                    let counts = categories.map(|(number, count)| (tree.at(number), count));
                    let what = Marked::Several(counts.collect());
                    Some(Mark { lon, lat, what })
                }
            })
            .collect()
    }
}

impl Atlas {
    /// The districts of a set by code, with no more corners than a map of zoom `z` shows; those
    /// that shrink to nothing are left out.
    #[must_use]
    pub fn outlines(&self, set: &str, z: u8) -> Vec<(&StoredDistrict, MultiPolygon<f64>)> {
        polygons::outlines(self, set, z)
    }
}
