//! The demo town of data/demo is what its README says.

use okolica_model::area::{Area, MAX_DISTRICT_VERTICES, polygons_of_geojson};
use okolica_model::calendar::Calendar;
use okolica_model::category::CategoryId;
use okolica_model::district::District;
use okolica_model::flat::Table;
use okolica_model::hours::{Hours, Openness};
use okolica_model::item::{Detail, Fact, Status};
use okolica_model::place::PlaceName;
use okolica_model::population::{CellShape, PopulationCell};
use okolica_model::profile::Profile;
use okolica_model::time::Stamp;
use okolica_model::{Item, ItemKind, Position};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("data/demo")
        .join(name)
}

fn features(name: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(path(name)).expect(name);
    let collection: Value = serde_json::from_str(&text).expect(name);
    collection["features"].as_array().expect(name).clone()
}

fn properties(feature: &Value) -> &Map<String, Value> {
    feature["properties"].as_object().expect("an object")
}

fn area(feature: &Value) -> Area {
    let polygons = polygons_of_geojson(&feature["geometry"]).expect("polygons");
    Area::new(polygons, MAX_DISTRICT_VERTICES).expect("a valid area")
}

/// The rows of a CSV file, with the position that `lon` and `lat` give.
fn rows(name: &str) -> Vec<(Map<String, Value>, Option<Position>)> {
    let mut reader = csv::Reader::from_path(path(name)).expect(name);
    reader
        .deserialize()
        .map(|row| {
            let row: BTreeMap<String, String> = row.expect("a row");
            let coordinate = |axis: &str| row[axis].parse::<f64>().ok();
            let position = coordinate("lon")
                .zip(coordinate("lat"))
                .map(|(lon, lat)| Position::new(lon, lat).expect("a position"));
            let values = row
                .into_iter()
                .filter(|(column, cell)| !matches!(&column[..], "lon" | "lat") && !cell.is_empty())
                .map(|(column, cell)| (column, Value::String(cell)))
                .collect();
            (values, position)
        })
        .collect()
}

fn districts() -> Vec<District> {
    let parse = |feature: &Value| District::parse(properties(feature), area(feature));
    features("districts.geojson")
        .iter()
        .map(|feature| parse(feature).expect("a district"))
        .collect()
}

fn spaces() -> Vec<Item> {
    features("spaces.geojson")
        .iter()
        .map(|feature| {
            let at = &feature["geometry"]["coordinates"];
            let degrees = |axis: usize| at[axis].as_f64().expect("a number");
            let position = Position::new(degrees(0), degrees(1)).expect("a position");
            Item::parse(ItemKind::Space, properties(feature), Some(position)).expect("a space")
        })
        .collect()
}

fn initiatives() -> Vec<Item> {
    rows("initiatives.csv")
        .into_iter()
        .map(|(values, position)| {
            let nested = Table::Initiatives.unflatten(values);
            Item::parse(ItemKind::Initiative, &nested, position).expect("an initiative")
        })
        .collect()
}

/// Each edge of the rings, from its start to its end as they are walked.
fn edges(areas: &[Area]) -> BTreeMap<[u64; 4], usize> {
    let mut edges = BTreeMap::new();
    for ring in areas
        .iter()
        .flat_map(Area::polygons)
        .map(geo::Polygon::exterior)
    {
        for line in ring.lines() {
            let bits = [line.start.x, line.start.y, line.end.x, line.end.y].map(f64::to_bits);
            *edges.entry(bits).or_insert(0) += 1;
        }
    }
    edges
}

/// Every border between two is walked once each way; what is left is one ring around them all.
fn assert_tiles_the_ground(areas: &[Area]) {
    let edges = edges(areas);
    assert!(
        edges.values().all(|&times| times == 1),
        "an edge walked twice one way"
    );
    let outer: BTreeMap<[u64; 2], [u64; 2]> = edges
        .keys()
        .filter(|[a, b, c, d]| !edges.contains_key(&[*c, *d, *a, *b]))
        .map(|[a, b, c, d]| ([*a, *b], [*c, *d]))
        .collect();
    let first = *outer.keys().next().expect("an outer border");
    let mut at = first;
    let mut steps = 0;
    loop {
        at = outer[&at];
        steps += 1;
        if at == first {
            break;
        }
    }
    assert_eq!(steps, outer.len(), "the outer border is one ring");
}

#[test]
fn districts_share_their_borders_exactly() {
    let districts = districts();
    assert!((8..=12).contains(&districts.len()));
    let areas: Vec<Area> = districts
        .iter()
        .map(|district| district.area.clone())
        .collect();
    assert_tiles_the_ground(&areas);
    let codes: BTreeSet<&str> = districts
        .iter()
        .map(|district| &district.code[..])
        .collect();
    assert_eq!(codes.len(), districts.len());
}

#[test]
fn estates_fill_their_districts() {
    let estates: Vec<District> = features("estates.geojson")
        .iter()
        .map(|feature| District::parse(properties(feature), area(feature)).expect("an estate"))
        .collect();
    let areas: Vec<Area> = estates.iter().map(|estate| estate.area.clone()).collect();
    assert_tiles_the_ground(&areas);
    for district in districts() {
        let filled: f64 = estates
            .iter()
            .filter(|estate| {
                estate.set == "estate" && estate.parent.as_ref() == Some(&district.code)
            })
            .map(|estate| estate.area.area_km2())
            .sum();
        assert!(
            (filled - district.area.area_km2()).abs() < 1e-6,
            "{}",
            district.name
        );
    }
}

#[test]
fn people_of_cells_add_up_to_those_of_districts() {
    let cells: Vec<PopulationCell> = features("population.geojson")
        .iter()
        .map(|feature| {
            let shape = CellShape::Polygon(area(feature));
            PopulationCell::parse(properties(feature), shape).expect("a cell")
        })
        .collect();
    let hidden = cells.iter().filter(|cell| !cell.known).count();
    let known: f64 = cells.iter().filter_map(|cell| cell.population).sum();
    let all: u64 = districts()
        .iter()
        .filter_map(|district| district.population)
        .sum();
    let missing = all as f64 - known;
    assert!(
        hidden > 0 && missing > 0.0 && missing < 10.0 * hidden as f64,
        "{missing} in {hidden}"
    );
    for cell in cells.iter().filter(|cell| cell.known) {
        let groups = [
            cell.population_0_14,
            cell.population_15_64,
            cell.population_65plus,
        ];
        assert_eq!(
            groups.into_iter().flatten().sum::<f64>(),
            cell.population.expect("known")
        );
    }
}

#[test]
fn categories_are_those_that_are_shipped() {
    let text = std::fs::read_to_string(path("../categories.json")).expect("categories.json");
    let shipped: Value = serde_json::from_str(&text).expect("JSON");
    let shipped = shipped.as_array().expect("a list");
    for item in spaces().iter().chain(&initiatives()) {
        let id: &CategoryId = &item.common.category;
        assert!(shipped.iter().any(|one| one["id"] == id.as_str()), "{id}");
    }
}

#[test]
fn spaces_look_like_a_real_list() {
    let spaces = spaces();
    let districts = districts();
    assert!((380..=420).contains(&spaces.len()));
    let mut doors: BTreeMap<String, usize> = BTreeMap::new();
    let outside = |item: &&Item| {
        let at = item.position.expect("a position");
        !districts.iter().any(|district| district.area.covers(at))
    };
    assert_eq!(spaces.iter().filter(outside).count(), 5);
    for space in &spaces {
        *doors.entry(format!("{:?}", space.position)).or_default() += 1;
    }
    assert!(
        doors.values().any(|&items| items >= 8),
        "a house with eight items"
    );
    assert!(spaces.iter().any(|space| space.common.name.is_empty()));
    assert!(
        spaces
            .iter()
            .any(|space| space.common.name.chars().count() > 150)
    );
    let fact = |fact: Fact| {
        spaces
            .iter()
            .filter(|s| s.common.access.step_free == fact)
            .count()
    };
    for known in [Fact::Yes, Fact::Limited, Fact::No, Fact::Unknown] {
        assert!(fact(known) > 20, "{known:?}");
    }
}

#[test]
fn planners_find_gaps() {
    let spaces = spaces();
    let within = |name: &str, fits: &dyn Fn(&Item) -> bool| {
        let districts = districts();
        let district = districts.iter().find(|one| one.name == name).expect(name);
        let inside = |item: &&Item| district.area.covers(item.position.expect("a position"));
        spaces
            .iter()
            .filter(inside)
            .filter(|item| fits(item))
            .count()
    };
    for name in ["Fabryczna", "Podlesin"] {
        assert_eq!(
            within(name, &|item| item.common.category.as_str() == "library"),
            0,
            "{name}"
        );
    }
    for name in ["Rybarzewo", "Kolonia Zwidna"] {
        assert_eq!(
            within(name, &|item| item.common.access.step_free == Fact::Yes),
            0,
            "{name}"
        );
    }
}

#[test]
fn initiatives_look_like_a_real_list() {
    let initiatives = initiatives();
    assert!((280..=320).contains(&initiatives.len()));
    let count = |fits: &dyn Fn(&Item) -> bool| initiatives.iter().filter(|item| fits(item)).count();
    assert!(count(&|item| item.position.is_none()) >= 20);
    assert!(count(&|item| item.position.is_none() && item.common.stated_district.is_some()) >= 5);
    let status = |wanted: Status| {
        count(&|item| matches!(&item.detail, Detail::Initiative(one) if one.status == wanted))
    };
    for wanted in [
        Status::Scheduled,
        Status::Postponed,
        Status::Cancelled,
        Status::Done,
    ] {
        assert!(status(wanted) >= 10, "{wanted:?}");
    }
    let schedule = |fits: &dyn Fn(&okolica_model::item::Schedule) -> bool| {
        count(&|item| match &item.detail {
            Detail::Initiative(one) => one.schedule.as_ref().is_some_and(fits),
            Detail::Space(_) => false,
        })
    };
    assert!(schedule(&|s| s.rrule.is_some()) >= 80);
    assert!(schedule(&|s| !s.exdate.is_empty() && s.rrule.is_some()) >= 20);
    assert!(schedule(&|s| !s.overrides.is_empty()) >= 10);
    assert!(schedule(&|s| s.all_day) >= 10);
    assert!(count(&|item| item.common.cost.free == Some(false)) >= 10);
}

#[test]
fn places_have_a_name_and_a_kind() {
    let places: Vec<PlaceName> = rows("places.csv")
        .into_iter()
        .map(|(values, position)| {
            PlaceName::parse(&values, position.expect("a position")).expect("a place")
        })
        .collect();
    for kind in ["street", "stop", "neighbourhood", "landmark"] {
        assert!(
            places
                .iter()
                .filter(|place| place.kind.as_deref() == Some(kind))
                .count()
                > 10,
            "{kind}"
        );
    }
}

#[test]
fn nothing_leads_to_a_real_address() {
    for name in [
        "spaces.geojson",
        "initiatives.csv",
        "places.csv",
        "profile.json",
    ] {
        let text = std::fs::read_to_string(path(name)).expect(name);
        for after in text.split("://").skip(1) {
            assert!(
                after.starts_with("example.org"),
                "{}",
                &after[..40.min(after.len())]
            );
        }
        for after in text.split('@').skip(1) {
            assert!(
                after.starts_with("example.org"),
                "{}",
                &after[..40.min(after.len())]
            );
        }
    }
}

#[test]
fn every_schedule_has_a_date_and_all_hours_are_read() {
    let calendar = Calendar::of(&Profile::default());
    let at = |text: &str| Stamp::parse("at", text).expect("a moment");
    let (from, until) = (at("2026-11-23"), at("2026-11-30"));
    let mut open = 0;
    for space in spaces() {
        let Detail::Space(detail) = &space.detail else {
            continue;
        };
        let Some(text) = &detail.opening_hours else {
            continue;
        };
        let hours = space.hours().unwrap_or_else(|| {
            panic!("{text}: {:?}", Hours::parse("opening_hours", text).err());
        });
        let spans = hours.spans(&calendar, from, until);
        // Some are only open in summer.
        open += usize::from(spans.iter().any(|span| span.state == Openness::Open));
    }
    assert!(open > 300, "{open}");
    let mut this_week = 0;
    for initiative in initiatives() {
        let Detail::Initiative(detail) = &initiative.detail else {
            continue;
        };
        let Some(schedule) = &detail.schedule else {
            continue;
        };
        let first = calendar.midnight(schedule.start.date());
        let dates = schedule.occurrences(&calendar, first, Stamp::MAX);
        assert!(!dates.is_empty(), "{schedule:?}");
        for change in &schedule.overrides {
            let known = dates.iter().any(|date| date.date == change.date);
            assert!(known, "{:?} of {schedule:?}", change.date);
        }
        this_week += usize::from(!schedule.occurrences(&calendar, from, until).is_empty());
    }
    assert!(this_week > 50, "{this_week}");
}
