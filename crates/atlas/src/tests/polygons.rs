//! Districts in tiles.

use super::town::now;
use crate::{Atlas, TileFormat, TileId};
use geo::{Area as _, BooleanOps, LineString, MultiPolygon, Polygon, Validation, Winding};
use okolica_model::area::Area;
use okolica_model::district::{DEFAULT_SET, District, StoredDistrict};
use okolica_model::profile::Profile;
use okolica_model::{Filter, Layer, Position};
use proptest::prelude::*;
use serde_json::Value;

/// Four districts around a point, with wobbly borders that neighbours share vertex by vertex.
fn districts(wobble: &[f64]) -> Vec<StoredDistrict> {
    let n = wobble.len() as f64;
    let line = |turn: f64| -> Vec<(f64, f64)> {
        let step = |i: usize, off: f64| (0.1 * (i as f64 + 1.0) / (n + 1.0), off);
        let mut points = vec![(21.0, 52.0)];
        points.extend(wobble.iter().enumerate().map(|(i, off)| {
            let (along, off) = step(i, *off);
            let (sin, cos) = turn.sin_cos();
            (
                21.0 + along * cos - off * sin,
                52.0 + along * sin + off * cos,
            )
        }));
        points.push((21.0 + 0.1 * turn.cos(), 52.0 + 0.1 * turn.sin()));
        points
    };
    (0..4)
        .map(|quarter| {
            let turn = f64::from(quarter) * std::f64::consts::FRAC_PI_2;
            let mut ring = line(turn);
            let next = f64::from((quarter + 1) % 4) * std::f64::consts::FRAC_PI_2;
            ring.extend(line(next).into_iter().rev());
            let polygon = Polygon::new(ring.into_iter().collect(), vec![]);
            StoredDistrict {
                id: quarter as u64 + 1,
                version: 1,
                district: District {
                    code: format!("d{quarter}"),
                    set: DEFAULT_SET.to_owned(),
                    name: String::new(),
                    population: None,
                    population_source: None,
                    population_date: None,
                    parent: None,
                    area: Area::new(MultiPolygon(vec![polygon]), 1000).unwrap(),
                },
            }
        })
        .collect()
}

fn shapes(atlas: &Atlas, tile: TileId) -> Vec<MultiPolygon<f64>> {
    let asked = atlas.ask(Layer::Districts, &Filter::default(), now());
    let bytes = asked.tile(tile, TileFormat::GeoJson);
    let value: Value = serde_json::from_slice(&bytes).unwrap();
    let features = value["features"].as_array().unwrap();
    features
        .iter()
        .map(|feature| okolica_model::area::polygons_of_geojson(&feature["geometry"]).unwrap())
        .collect()
}

fn rings(polygons: &MultiPolygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    polygons.iter().map(Polygon::exterior)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn neighbours_stay_neighbours_at_every_zoom(
        wobble in prop::collection::vec(-0.002..0.002_f64, 1..40), z in 6_u8..=16,
    ) {
        let districts = districts(&wobble);
        let builder = Atlas::builder(Profile::default(), Vec::new(), districts.clone());
        let (atlas, _) = builder.finish(1);
        let tile = TileId::of(Position::new(21.02, 52.03).unwrap(), z);
        let shapes = shapes(&atlas, tile);
        let width = 360.0 / f64::from(1_u32 << z);
        for polygons in &shapes {
            prop_assert!(polygons.is_valid());
            prop_assert!(rings(polygons).all(Winding::is_ccw));
        }
        // No gap and no overlap between neighbours but what rounding to 10^-7 degrees makes.
        let whole: f64 = shapes.iter().map(geo::Area::unsigned_area).sum();
        let mut union = MultiPolygon::<f64>(vec![]);
        for polygons in &shapes {
            union = union.union(polygons);
        }
        let vertices: usize = shapes.iter().flat_map(rings).map(|r| r.0.len()).sum();
        let rounding = 1e-7 * width.min(0.3) * vertices as f64;
        prop_assert!((whole - union.unsigned_area()).abs() <= rounding);
        let holes: f64 = union.iter().flat_map(Polygon::interiors).map(|hole| {
            Polygon::new(hole.clone(), vec![]).unsigned_area()
        }).sum();
        prop_assert!(holes <= rounding, "{} {}", holes, rounding);
        // What is cut off by simplifying stays within half a pixel of the border.
        let [w, s, e, n] = tile.bounds(0.0);
        let square = MultiPolygon(vec![
            Polygon::new(LineString::from(vec![(w, s), (e, s), (e, n), (w, n), (w, s)]), vec![]),
        ]);
        for stored in &districts {
            let exact = stored.district.area.polygons().intersection(&square);
            let all: f64 = shapes.iter().map(|shape| shape.intersection(&exact).unsigned_area()).sum();
            let border = 0.25 + 0.004 * wobble.len() as f64;
            prop_assert!(exact.unsigned_area() - all <= border * width / 512.0 + rounding);
        }
    }
}
