//! Districts' totals spread evenly, where there are no cells.

use super::*;
use crate::{Method, Reason};
use okolica_model::district::{CITY_CODE, DEFAULT_SET, District, StoredDistrict};

fn districts(population: [Option<u64>; 4]) -> Vec<StoredDistrict> {
    let all = areas().into_iter().zip(population).zip(1..);
    all.map(|((one, population), id)| StoredDistrict {
        id,
        version: 1,
        district: District {
            code: one.code,
            set: DEFAULT_SET.to_owned(),
            name: one.name,
            population,
            population_source: None,
            population_date: None,
            parent: None,
            area: one.area,
        },
    })
    .collect()
}

#[test]
fn a_district_has_the_total_that_it_states_and_nobody_counts_twice() {
    let ground = Ground::new(&districts([Some(1000), Some(500), Some(0), None]), &[]);
    assert_eq!(ground.method(), Method::SpreadEvenly);
    let answer = ask(&ground, &[facility(1, 21.02, 52.015)], &within(1000.0, 1.3));
    let people = |code: &str| figures(&answer, code).population;
    // Of the shares that can't be told apart to the last unit none is lost.
    assert_eq!(people("e"), Some(1000.0));
    assert_eq!(people("o"), Some(500.0));
    assert_eq!(people("p"), Some(0.0));
    assert_eq!(people("w"), None);
    assert_eq!(
        figures(&answer, "w").reasons["population"],
        Reason::PopulationUnknown
    );
    assert_eq!(
        figures(&answer, "p").reasons["reached_share"],
        Reason::NobodyLivesThere
    );
    // A quarter of o lies under e, which comes first. (A quarter under w, which comes later.)
    let city = people(CITY_CODE).expect("people");
    assert!((city - 1375.0).abs() < 5.0, "{city}");
    // e is 2745 m by 3338 m; the disc of 769 m lies within it.
    let reached = figures(&answer, "e").reached.expect("people");
    let expected = 1000.0 * std::f64::consts::PI * 769.23_f64.powi(2) / (2745.0 * 3338.0);
    assert!((reached - expected).abs() < 3.0, "{reached} {expected}");
}

#[test]
fn a_drawn_polygon_takes_its_part() {
    let districts = districts([Some(1000), Some(500), Some(0), Some(800)]);
    // The half of e that nothing else covers.
    let drawn = area(vec![Polygon::new(
        square([21.02, 52.0, 21.04, 52.03]),
        Vec::new(),
    )]);
    let ground = Ground::of_area(&drawn, &districts, &[]);
    let answer = ask(&ground, &[], &Question::default());
    assert_eq!(answer.areas.len(), 2);
    let people = figures(&answer, crate::AREA_CODE)
        .population
        .expect("people");
    assert!((people - 500.0).abs() < 15.0, "{people}");
    assert_eq!(figures(&answer, CITY_CODE).population, Some(people));
}

#[test]
fn groups_are_not_known_of_a_total() {
    let ground = Ground::new(&districts([Some(1000); 4]), &[]);
    let question = Question {
        who: crate::Group::From65,
        ..Question::default()
    };
    let answer = ask(&ground, &[], &question);
    let e = figures(&answer, "e");
    assert_eq!(
        (e.population, e.unknown_cells, e.unknown_people),
        (None, 1, 1000.0)
    );
}

#[test]
fn without_any_number_nothing_is_known() {
    let ground = Ground::new(&districts([None; 4]), &[]);
    assert_eq!(ground.method(), Method::Nothing);
    let answer = ask(&ground, &[facility(1, 21.02, 52.015)], &Question::default());
    for area in &answer.areas {
        assert_eq!(
            (area.population, area.reached),
            (None, None),
            "{}",
            area.code
        );
    }
}
