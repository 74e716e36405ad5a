//! Covered ground, gaps and new places: what must hold between them and the figures.

use super::{areas, ask, at, day, facility, ground, point_cell, within};
use crate::{
    Amount, Candidates, Change, Facility, Ground, Group, Question, SiteSearch, gaps, sites,
};
use proptest::prelude::*;

fn some_town() -> impl Strategy<Value = (Ground, Vec<Facility>)> {
    let home = (
        20.95..21.05_f64,
        51.98..52.06_f64,
        prop::option::weighted(0.9, 0..500_u32),
    );
    let place = (20.94..21.06_f64, 51.97..52.07_f64);
    (
        prop::collection::vec(home, 1..120),
        prop::collection::vec(place, 0..12),
    )
        .prop_map(|(homes, places)| {
            let cells = homes
                .into_iter()
                .map(|(lon, lat, people)| point_cell(lon, lat, people.map(f64::from)));
            let places = (1..)
                .zip(places)
                .map(|(id, (lon, lat))| facility(id, lon, lat));
            (ground(areas(), cells.collect()), places.collect())
        })
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-6 * (1.0 + a.abs())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn gaps_add_up_to_the_figures(
        (ground, facilities) in some_town(), metres in 100.0..3000.0_f64, detour in 1.0..2.0_f64,
    ) {
        let question = within(metres, detour);
        let answer = ask(&ground, &facilities, &question);
        let found = gaps(&ground, &facilities, &question, day());
        let (city, districts) = answer.areas.split_last().expect("the city");
        for figures in districts {
            let own = || found.iter().filter(|gap| gap.code == figures.code);
            let area: f64 = own().map(|gap| gap.area_km2).sum();
            prop_assert!(close(area, figures.uncovered_area_km2.expect("an area")));
            let people: f64 = own().filter_map(|gap| gap.not_reached[0]).sum();
            if let Some(not_reached) = figures.not_reached {
                prop_assert!(close(people, not_reached), "{people} {not_reached}");
            }
            prop_assert!(own().zip(1..).all(|(gap, number)| gap.number == number));
            let [all, covered, uncovered] = [
                figures.area_km2, figures.covered_area_km2, figures.uncovered_area_km2,
            ].map(|area| area.expect("an area"));
            prop_assert!(close(all, covered + uncovered) && covered >= 0.0 && uncovered >= 0.0);
        }
        // Where o lies on e and w, it counts once.
        let sum: f64 = districts.iter().filter_map(|one| one.area_km2).sum();
        let twice = 0.04 * 0.01 / 2.0 / (0.04 * 0.03) * districts[0].area_km2.expect("an area");
        let union = city.area_km2.expect("an area");
        prop_assert!((sum - twice * 2.0 - union).abs() < 0.01, "{sum} {twice} {union}");
        let most = districts.iter().filter_map(|one| one.covered_area_km2).fold(0.0, f64::max);
        prop_assert!(city.covered_area_km2.expect("an area") >= most - 1e-6);
    }

    #[test]
    fn new_places_do_what_is_said_of_them(
        (ground, facilities) in some_town(), metres in 300.0..2000.0_f64, wanted in 1..5_usize,
    ) {
        let question = within(metres, 1.3);
        let before = ask(&ground, &facilities, &question);
        let search = SiteSearch {
            sites: wanted,
            candidates: Candidates::Grid(400.0),
            minimums: Vec::new(),
        };
        let found = sites(&ground, &facilities, &question, day(), &search).expect("an answer");
        let city = before.areas.last().expect("the city");
        prop_assert!(close(found.before, city.reached.unwrap_or(0.0)));
        prop_assert!(found.bound >= found.reached && found.sites.len() <= wanted);
        // Added in a scenario, they reach the very people that the answer states.
        let scenario = found.sites.iter().map(|site| Change::Add {
            position: at(site.lon, site.lat),
            people: None,
        });
        let question = Question { scenario: scenario.collect(), ..question };
        let after = ask(&ground, &facilities, &question);
        for (stated, figures) in found.areas.iter().zip(&after.areas) {
            prop_assert_eq!(&stated.code, &figures.code);
            prop_assert!(close(stated.reached, figures.reached.unwrap_or(0.0)));
        }
        let city = after.areas.last().expect("the city");
        prop_assert!(close(found.reached, city.reached.unwrap_or(0.0)));
    }
}

#[test]
fn a_gap_as_a_feature() {
    let ground = ground(areas(), vec![point_cell(20.97, 52.015, Some(40.0))]);
    let found = gaps(&ground, &[], &within(500.0, 1.0), day());
    // Every area is its own gap, p in two parts.
    let names: Vec<(&str, u32)> = found
        .iter()
        .map(|gap| (&gap.code[..], gap.number))
        .collect();
    assert_eq!(names, [("e", 1), ("o", 1), ("p", 1), ("p", 2), ("w", 1)]);
    let feature = found[4].to_feature();
    assert_eq!(feature["id"], "w-1");
    assert_eq!(feature["properties"]["not_reached"], 40.0);
    assert_eq!(feature["properties"]["not_reached_65plus"], 10.0);
    assert_eq!(
        feature["properties"]["not_reached_0_14"],
        serde_json::Value::Null
    );
    let ring = feature["geometry"]["coordinates"][0]
        .as_array()
        .expect("a ring");
    assert_eq!(ring.first(), ring.last());
    assert_eq!(found[2].rings.len(), 2, "the hole");
    let polygons =
        okolica_model::area::polygons_of_geojson(&feature["geometry"]).expect("a polygon");
    assert!(okolica_model::area::Area::new(polygons, 10_000).is_ok());
}

#[test]
fn minimums_and_problems_are_said() {
    let homes = vec![
        point_cell(20.97, 52.015, Some(500.0)),
        point_cell(21.03, 52.02, Some(90.0)),
    ];
    let ground = ground(areas(), homes);
    let ask = |minimum: &str, sites_wanted: &str| {
        let pairs = [
            ("p", sites_wanted),
            ("minimum", minimum),
            ("candidates", "300"),
        ];
        let (search, errors) = SiteSearch::parse(pairs);
        assert_eq!(errors, []);
        sites(&ground, &[], &within(400.0, 1.0), day(), &search)
    };
    let free = ask("w:0.5", "1").expect("an answer");
    assert_eq!(
        (free.reached, free.proven, &free.sites[0].areas[..]),
        (500.0, true, &["w".to_owned()][..])
    );
    let bound = ask("e:0.5", "1").expect("an answer");
    assert_eq!((bound.reached, bound.areas[0].minimum), (90.0, Some(45.0)));
    let both = ask("0.5", "1").expect("an answer");
    let problem = both.problem.expect("one place can't serve both");
    assert_eq!(
        (problem.kind, both.sites.len(), both.reached),
        ("impossible", 0, 0.0)
    );
    let too_many = ask("e:91", "2")
        .expect("an answer")
        .problem
        .expect("impossible");
    assert_eq!(
        (too_many.code.as_deref(), too_many.most),
        (Some("e"), Some(90.0))
    );
    let unknown = ask("x:1", "1").expect_err("no such area");
    assert_eq!((&unknown.field[..], &unknown.value[..]), ("minimum", "x"));
}

#[test]
fn a_search_says_itself_and_names_what_is_wrong() {
    for pairs in [
        vec![],
        vec![
            ("p", "5"),
            ("candidates", "spaces"),
            ("minimum", "BEM:0.5;WOL:2000"),
        ],
        vec![("candidates", "21.5,52.25;21.25,52"), ("minimum", "0.25")],
    ] {
        let (search, errors) = SiteSearch::parse(pairs.clone());
        assert_eq!(errors, []);
        let said = search.to_query();
        let said: Vec<(&str, &str)> = said
            .iter()
            .map(|(name, value)| (*name, &value[..]))
            .collect();
        assert_eq!(said, pairs);
    }
    let wrong = [
        ("p", "0"),
        ("p", "21"),
        ("p", "x"),
        ("candidates", "10"),
        ("candidates", "NaN"),
        ("candidates", "200,100"),
        ("minimum", "-1"),
        ("minimum", "a:b"),
        ("minimum", "NaN"),
    ];
    for (name, value) in wrong {
        let (search, errors) = SiteSearch::parse([(name, value)]);
        assert_eq!((errors.len(), &errors[0].field[..]), (1, name), "{value}");
        assert_eq!(search, SiteSearch::default());
    }
    let (search, _) = SiteSearch::parse([("minimum", "1;W:2")]);
    let expected = [
        (None, Amount::Share(1.0)),
        (Some("W".to_owned()), Amount::People(2.0)),
    ];
    assert_eq!(search.minimums, expected);
    // A fine grid over much ground is refused with a step that would do.
    let ground = ground(areas(), Vec::new());
    let (search, _) = SiteSearch::parse([("candidates", "50")]);
    let fault = sites(&ground, &[], &within(500.0, 1.0), day(), &search).expect_err("too many");
    let step: String = fault
        .expected
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    let (search, _) = SiteSearch::parse([("candidates", &step[..])]);
    assert!(sites(&ground, &[], &within(500.0, 1.0), day(), &search).is_ok());
    assert_eq!(Group::ALL[0], Group::All);
}
