//! Coverage against PostGIS: who is within reach, by `ST_DWithin` and `ST_Distance` of
//! geographies, and by `ST_Covers` of districts.

use crate::support::postgres;
use chrono::NaiveDate;
use geo::{MultiPolygon, Polygon};
use okolica_atlas::Atlas;
use okolica_coverage::{AreaFigures, Facility, Ground, Key, Limit, Mask, Question, measure};
use okolica_model::Position;
use okolica_model::area::Area;
use okolica_model::category::CategoryId;
use okolica_model::cells::{Cells, Editions};
use okolica_model::district::{DEFAULT_SET, District, StoredDistrict};
use okolica_model::item::Access;
use okolica_model::population::{CellShape, PopulationCell, StoredCell};
use okolica_model::profile::Profile;
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use std::fmt::Write as _;

/// Two neighbours with a common border, one that overlaps both and has a hole.
fn districts() -> Vec<StoredDistrict> {
    let square = |[w, s, e, n]: [f64; 4]| {
        [(w, s), (e, s), (e, n), (w, n), (w, s)]
            .into_iter()
            .collect::<geo::LineString<f64>>()
    };
    let shapes = [
        ("east", vec![square([21.0, 52.2, 21.06, 52.25])]),
        (
            "middle",
            vec![
                square([20.97, 52.21, 21.03, 52.24]),
                square([20.99, 52.22, 21.01, 52.23]),
            ],
        ),
        ("west", vec![square([20.94, 52.2, 21.0, 52.25])]),
    ];
    let districts = (1..).zip(shapes).map(|(id, (code, mut rings))| {
        let outer = rings.remove(0);
        let polygon = MultiPolygon(vec![Polygon::new(outer, rings)]);
        StoredDistrict {
            id,
            version: 1,
            district: District {
                code: code.to_owned(),
                set: DEFAULT_SET.to_owned(),
                name: code.to_owned(),
                population: None,
                population_source: None,
                population_date: None,
                parent: None,
                area: Area::new(polygon, 100).expect("a polygon"),
            },
        }
    });
    districts.collect()
}

#[test]
fn people_within_reach_are_those_that_postgis_counts() {
    let mut dice = ChaCha8Rng::seed_from_u64(4);
    // On a raster of a thousandth of a degree, so that many lie on borders and at one coordinate.
    let mut points = |n: usize| -> Vec<Position> {
        let mut on = |from: i32, upto: i32| f64::from(dice.random_range(from..=upto)) / 1000.0;
        (0..n)
            .map(|_| Position::new(on(20_930, 21_070), on(52_190, 52_260)).expect("in range"))
            .collect()
    };
    let (homes, places) = (points(400), points(60));
    let people: Vec<u32> = (0..homes.len())
        .map(|_| dice.random_range(0..300))
        .collect();

    let database = postgres::database();
    let mut sql = String::from(
        "CREATE TABLE district (code text, geom geometry);
         CREATE TABLE home (id int, people float8, at geometry);
         CREATE TABLE place (at geometry);",
    );
    let districts = districts();
    for one in &districts {
        let (code, shape) = (&one.district.code, one.district.area.to_geojson());
        let _ = write!(
            sql,
            "INSERT INTO district VALUES ('{code}', ST_SetSRID(ST_GeomFromGeoJSON('{shape}'), 4326));"
        );
    }
    let point =
        |at: &Position| format!("ST_SetSRID(ST_MakePoint({}, {}), 4326)", at.lon(), at.lat());
    for (id, (at, people)) in homes.iter().zip(&people).enumerate() {
        let _ = write!(
            sql,
            "INSERT INTO home VALUES ({id}, {people}, {});",
            point(at)
        );
    }
    for at in &places {
        let _ = write!(sql, "INSERT INTO place VALUES ({});", point(at));
    }
    database.psql(&sql);

    let mut builder = Atlas::builder(Profile::default(), Vec::new(), districts);
    let cells = (1..)
        .zip(homes.iter().zip(&people))
        .map(|(id, (at, people))| StoredCell {
            id,
            version: 1,
            cell: PopulationCell {
                shape: CellShape::Point(*at),
                known: true,
                population: Some(f64::from(*people)),
                population_0_14: None,
                population_15_64: None,
                population_65plus: None,
                source: None,
                source_id: None,
            },
        });
    builder.set_ground(Cells::new(cells.collect(), 0), Editions::default());
    let (atlas, rejections) = builder.finish(1);
    assert_eq!(rejections, []);
    let ground = Ground::new(atlas.districts(DEFAULT_SET), atlas.cells().all());
    let facilities: Vec<Facility> = (1..)
        .zip(&places)
        .map(|(id, at)| Facility {
            key: Key::Space(id),
            name: String::new(),
            position: *at,
            category: CategoryId::other(),
            parent: None,
            tags: Vec::new(),
            free: None,
            access: Access::default(),
            confirmed: None,
            capacity: None,
            hours: Mask::unknown(),
        })
        .collect();

    for (metres, detour) in [
        (120.0, 1.0),
        (500.0, 1.3),
        (666.7, 1.0),
        (1234.5, 1.4),
        (5000.0, 1.2),
    ] {
        let question = Question {
            limit: Limit::Within(metres),
            detour,
            ..Question::default()
        };
        let day = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date");
        let answer = measure(&ground, &facilities, &question, day);
        let sure = question.sure_reach();
        let said = database.psql(&format!(
            "WITH areas AS (SELECT code, geom FROM district
                            UNION ALL SELECT 'CITY', ST_Union(geom) FROM district),
                  spots AS (SELECT DISTINCT at FROM place),
                  lives AS (SELECT a.code, a.geom AS area, h.* FROM areas a JOIN home h ON ST_Covers(a.geom, h.at)),
                  reach AS (SELECT code, id, people,
                       (SELECT count(*) FROM spots s WHERE ST_DWithin(l.at::geography, s.at::geography, {sure})) AS n,
                       EXISTS (SELECT FROM spots s WHERE ST_DWithin(l.at::geography, s.at::geography, {metres})) AS near,
                       EXISTS (SELECT FROM spots s WHERE ST_DWithin(l.at::geography, s.at::geography, {sure})
                                                     AND ST_Covers(l.area, s.at)) AS own,
                       (SELECT min(ST_Distance(l.at::geography, s.at::geography)) FROM spots s) AS nearest
                     FROM lives l)
             SELECT code, sum(people), sum(people) FILTER (WHERE n > 0), sum(people) FILTER (WHERE n = 0 AND near),
                    sum(people) FILTER (WHERE own), sum(people * n) / sum(people),
                    sum(people) FILTER (WHERE n > 1) / sum(people), sum(people * nearest) / sum(people),
                    (SELECT count(*) FROM place p JOIN areas a ON ST_Covers(a.geom, p.at) WHERE a.code = r.code),
                    (SELECT count(*) FROM spots p JOIN areas a ON ST_Covers(a.geom, p.at) WHERE a.code = r.code)
             FROM reach r GROUP BY code"
        ));
        assert_eq!(said.lines().count(), answer.areas.len());
        for line in said.lines() {
            let mut cells = line.split('|');
            let code = cells.next().expect("a code");
            let expected: Vec<f64> = cells
                .map(|cell| {
                    if cell.is_empty() {
                        0.0
                    } else {
                        cell.parse().expect("a number")
                    }
                })
                .collect();
            let of_code = |area: &&AreaFigures| area.code == code;
            let area = answer.areas.iter().find(of_code).expect("an area");
            let ours = [
                area.population,
                area.reached,
                area.uncertain,
                area.reached_own_only,
                area.places_in_reach_mean,
                area.two_or_more_share,
                area.nearest_mean_m,
                Some(f64::from(area.facilities)),
                Some(f64::from(area.places)),
            ];
            for (at, (ours, expected)) in ours.into_iter().zip(expected).enumerate() {
                let ours = ours.expect("a figure");
                // People are whole; means are rounded, and PostGIS knows a micrometre.
                let slack = if at < 4 { 0.0 } else { 1e-5 };
                assert!(
                    (ours - expected).abs() <= slack,
                    "{code} within {metres} by {detour}, figure {at}: {ours}, PostGIS {expected}"
                );
            }
        }
    }
}
