//! Covered and uncovered ground against PostGIS: geodesic areas, and unions of finely segmented
//! buffers.

use crate::support::postgres;
use okolica_coverage::discs::{Disc, Discs};
use okolica_coverage::plane::{Plane, PlanePoint, Region};
use okolica_model::Position;
use okolica_model::area::{Area, polygons_of_geojson};
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use std::f64::consts::TAU;

/// A ring around a middle in degrees, `far` degrees of latitude at most.
fn star(random: &mut ChaCha8Rng, [lon, lat]: [f64; 2], [least, most]: [f64; 2]) -> Vec<[f64; 2]> {
    let count = random.random_range(40..200);
    let stretch = 1.0 / lat.to_radians().cos();
    let mut ring: Vec<[f64; 2]> = (0..count)
        .map(|i| {
            let (sin, cos) = (TAU * f64::from(i) / f64::from(count)).sin_cos();
            let far = random.random_range(least..most);
            [lon + far * stretch * cos, lat + far * sin]
        })
        .collect();
    ring.push(ring[0]);
    ring
}

/// A district somewhere: with a hole, and an island beside it.
fn district(random: &mut ChaCha8Rng, middle: [f64; 2]) -> (Value, Area) {
    let outer = star(random, middle, [0.03, 0.06]);
    let mut hole = star(random, middle, [0.005, 0.02]);
    hole.reverse();
    let island = star(random, [middle[0], middle[1] + 0.09], [0.005, 0.02]);
    let geometry = json!({"type": "MultiPolygon", "coordinates": [[outer, hole], [island]]});
    let polygons = polygons_of_geojson(&geometry).expect("polygons");
    let area = Area::new(polygons, 10_000).expect("valid");
    (geometry, area)
}

const MIDDLES: [[f64; 2]; 5] = [
    [21.0, 52.2],
    [-70.0, -33.4],
    [0.0, 0.0],
    [18.0, 69.6],
    [139.7, 35.6],
];

#[test]
fn areas_are_geodesic() {
    let database = postgres::database();
    let mut random = ChaCha8Rng::seed_from_u64(11);
    for middle in MIDDLES {
        let (geometry, area) = district(&mut random, middle);
        let sql = format!(
            "SELECT ST_Area(ST_Segmentize(ST_GeomFromGeoJSON('{geometry}'), 0.0005)::geography)"
        );
        let expected: f64 = database.psql(&sql).parse().expect("square metres");
        let found = Plane::in_the_middle_of(area.bbox()).region(&area).area();
        // Broken into pieces of 50 m, an edge that is straight in degrees is as good as geodesic.
        assert!((found / expected - 1.0).abs() < 1e-7, "{found} {expected}");
    }
}

/// The same plane in PostGIS, through PROJ; circles of 4 × 512 chords.
#[test]
fn covered_and_uncovered_ground() {
    let database = postgres::database();
    let mut random = ChaCha8Rng::seed_from_u64(12);
    for (at, [lon, lat]) in MIDDLES.into_iter().enumerate() {
        let srid = 900_100 + at;
        database.psql(&format!(
            "INSERT INTO spatial_ref_sys (srid, proj4text) VALUES
             ({srid}, '+proj=laea +lat_0={lat} +lon_0={lon} +ellps=WGS84 +units=m +no_defs')"
        ));
        let plane = Plane::new(Position::new(lon, lat).expect("in range"));
        let (geometry, area) = district(&mut random, [lon, lat]);
        let region = plane.region(&area);
        for (count, radius) in [(1, 3000.0), (20, 1000.0), (150, 500.0), (60, 2500.0)] {
            let stretch = 1.0 / lat.to_radians().cos();
            let places: Vec<[f64; 2]> = (0..count)
                .map(|_| {
                    let across = random.random_range(-0.08..0.08) * stretch;
                    [lon + across, lat + random.random_range(-0.08..0.12)]
                })
                .collect();
            let points = json!({"type": "MultiPoint", "coordinates": places});
            let answer = database.psql(&format!(
                "WITH ground AS (SELECT ST_Transform(ST_Segmentize(ST_GeomFromGeoJSON('{geometry}'), 0.0005), {srid}) AS g),
                 places AS (SELECT (ST_Dump(ST_Transform(ST_GeomFromGeoJSON('{points}'), {srid}))).geom AS g),
                 discs AS (SELECT ST_Union(ST_Buffer(g, {radius}, 'quad_segs=512')) AS g FROM places),
                 gaps AS (SELECT ST_Difference(ground.g, discs.g) AS g FROM ground, discs)
                 SELECT json_build_object(
                   'covered', (SELECT ST_Area(ST_Intersection(ground.g, discs.g)) FROM ground, discs),
                   'uncovered', (SELECT ST_Area(g) FROM gaps),
                   'parts', (SELECT json_agg(ST_Area(part.geom) ORDER BY ST_Area(part.geom) DESC)
                             FROM gaps, ST_Dump(g) AS part WHERE ST_Area(part.geom) > 20))"
            ));
            let answer: Value = serde_json::from_str(&answer).expect("JSON");
            let discs = places.iter().map(|[lon, lat]| Disc {
                centre: plane.point(Position::new(*lon, *lat).expect("in range")),
                radius,
            });
            let union = Discs::new(discs);
            let cover = union.cover(&region);
            // The chords lose a share of 1.6 · 10⁻⁶ of a disc; no more than the sum of all.
            let tolerance = 2e-6 * f64::from(count) * std::f64::consts::PI * radius * radius + 1.0;
            let near = |found: f64, expected: &Value| {
                let expected = expected.as_f64().expect("square metres");
                assert!(
                    (found - expected).abs() < tolerance,
                    "{found} {expected} {radius}"
                );
            };
            near(cover.covered, &answer["covered"]);
            near(cover.uncovered, &answer["uncovered"]);
            let found: Vec<f64> = union
                .gaps(&region, 1.0)
                .iter()
                .map(|gap| gap.area)
                .collect();
            let parts = answer["parts"].as_array().map_or(&[][..], Vec::as_slice);
            assert!(parts.len() <= found.len());
            for (found, expected) in found.iter().zip(parts) {
                near(*found, expected);
            }
            assert!(
                found[parts.len()..]
                    .iter()
                    .all(|area| *area < 20.0 + tolerance)
            );
        }
    }
}

/// A disc of the plane against the ground: the circle's points lie at the limit, geodesically.
#[test]
fn a_disc_is_a_disc_on_the_ground() {
    let database = postgres::database();
    let plane = Plane::new(Position::new(21.0, 52.2).expect("in range"));
    let centre = PlanePoint {
        x: 18_000.0,
        y: -20_000.0,
    };
    let home = plane.position(centre).expect("near");
    for step in 0..12 {
        let (sin, cos) = (TAU * f64::from(step) / 12.0).sin_cos();
        let edge = PlanePoint {
            x: centre.x + 1500.0 * cos,
            y: centre.y + 1500.0 * sin,
        };
        let edge = plane.position(edge).expect("near");
        let sql = format!(
            "SELECT ST_Distance('POINT({} {})'::geography, 'POINT({} {})'::geography)",
            home.lon(),
            home.lat(),
            edge.lon(),
            edge.lat()
        );
        let metres: f64 = database.psql(&sql).parse().expect("metres");
        assert!((metres / 1500.0 - 1.0).abs() < 8e-6, "{metres}");
    }
    assert!(Region::new(vec![]).bounds().is_none());
}
