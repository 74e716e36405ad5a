//! Coverage against brute force with the geodesic, and where the answer is known beforehand.

mod brute;
mod cases;
mod hours;
mod land;
mod spread;
mod what_if;
mod wire;

use super::facility::{Facility, Key};
use super::ground::{Ground, GroundArea};
use super::question::{Limit, Question};
use super::week::Mask;
use super::{Answer, AreaFigures, measure};
use chrono::NaiveDate;
use geo::{LineString, MultiPolygon, Polygon};
use okolica_model::Position;
use okolica_model::area::Area;
use okolica_model::category::CategoryId;
use okolica_model::cells::Cells;
use okolica_model::item::{Access, Fact};
use okolica_model::population::{CellShape, PopulationCell, StoredCell};

pub(super) fn at(lon: f64, lat: f64) -> Position {
    Position::new(lon, lat).expect("in range")
}

pub(super) fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date")
}

pub(super) fn square([west, south, east, north]: [f64; 4]) -> LineString<f64> {
    let corners = [
        (west, south),
        (east, south),
        (east, north),
        (west, north),
        (west, south),
    ];
    corners.into_iter().collect()
}

pub(super) fn area(polygons: Vec<Polygon<f64>>) -> Area {
    Area::new(MultiPolygon(polygons), 1000).expect("a valid area")
}

pub(super) fn named(code: &str, area: Area) -> GroundArea {
    GroundArea {
        code: code.to_owned(),
        name: format!("Dzielnica {code}"),
        area,
    }
}

/// `w` and `e` share the border at longitude 21; `o` lies under both; `p` has a hole and a
/// detached part in the north. A degree is about 68 km by 111 km.
pub(super) fn areas() -> Vec<GroundArea> {
    let plain = |bounds| area(vec![Polygon::new(square(bounds), Vec::new())]);
    let hole = square([20.99, 52.035, 21.01, 52.045]);
    vec![
        named("e", plain([21.0, 52.0, 21.04, 52.03])),
        named("o", plain([20.98, 51.99, 21.02, 52.01])),
        named(
            "p",
            area(vec![
                Polygon::new(square([20.98, 52.03, 21.02, 52.05]), vec![hole]),
                Polygon::new(square([21.03, 52.035, 21.04, 52.045]), Vec::new()),
            ]),
        ),
        named("w", plain([20.96, 52.0, 21.0, 52.03])),
    ]
}

pub(super) fn point_cell(lon: f64, lat: f64, population: Option<f64>) -> PopulationCell {
    PopulationCell {
        shape: CellShape::Point(at(lon, lat)),
        known: population.is_some(),
        population,
        population_0_14: None,
        population_15_64: None,
        population_65plus: population.map(|people| (people / 4.0).floor()),
        source: None,
        source_id: None,
    }
}

pub(super) fn cells(cells: Vec<PopulationCell>) -> Vec<StoredCell> {
    let rows = (1..).zip(cells).map(|(id, cell)| StoredCell {
        id,
        version: 1,
        cell,
    });
    Cells::new(rows.collect(), 0).all().to_vec()
}

pub(super) fn ground(areas: Vec<GroundArea>, given: Vec<PopulationCell>) -> Ground {
    Ground::build(areas, &cells(given), &[], true)
}

/// It fits whatever is asked for.
pub(super) fn facility(id: u64, lon: f64, lat: f64) -> Facility {
    Facility {
        key: Key::Space(id),
        name: format!("Miejsce {id}"),
        position: at(lon, lat),
        category: CategoryId::parse("category", "library").expect("an id"),
        parent: None,
        tags: Vec::new(),
        free: Some(true),
        access: Access::each(|_| Fact::Yes),
        confirmed: Some(day()),
        capacity: None,
        hours: Mask::always(),
    }
}

pub(super) fn within(metres: f64, detour: f64) -> Question {
    Question {
        limit: Limit::Within(metres),
        detour,
        ..Question::default()
    }
}

pub(super) fn ask(ground: &Ground, facilities: &[Facility], question: &Question) -> Answer {
    let answer = measure(ground, facilities, question, day());
    for figures in &answer.areas {
        check(figures);
    }
    answer
}

/// What holds of all figures: no NaN, no infinity, and a reason for everything that is missing.
fn check(figures: &AreaFigures) {
    let json = serde_json::to_value(figures).expect("JSON");
    let fields = json.as_object().expect("an object");
    for (name, value) in fields {
        let reason = figures.reasons.contains_key(name.as_str());
        assert_eq!(
            value.is_null(),
            reason,
            "{name} of {}: {value}",
            figures.code
        );
        if let Some(number) = value.as_f64() {
            assert!(number >= 0.0, "{name} of {}: {number}", figures.code);
        }
    }
    if let (Some(all), Some(reached), Some(uncertain), Some(not)) = (
        figures.population,
        figures.reached,
        figures.uncertain,
        figures.not_reached,
    ) {
        assert_eq!(reached + uncertain + not, all, "{}", figures.code);
        let own = figures.reached_own_only.expect("beside reached");
        let perhaps = figures.reached_perhaps.expect("beside reached");
        assert!(own <= reached && reached <= perhaps && perhaps <= all);
    }
}

pub(super) fn figures<'a>(answer: &'a Answer, code: &str) -> &'a AreaFigures {
    let mut areas = answer.areas.iter();
    areas
        .find(|area| area.code == code)
        .expect("an area of this code")
}
