//! A scenario answered from the one before is answered as if it were the first.

use super::*;
use crate::{Change, WeekWindow, WhatIf, classes};
use proptest::prelude::*;

/// Few enough that places come to stand at one another's, and two as near.
fn lattice() -> impl Strategy<Value = (f64, f64)> {
    (0..=18_i32, 0..=12_i32).prop_map(|(x, y)| {
        let along = |start: f64, steps: i32| (start + f64::from(steps) / 200.0) * 1e3;
        (along(20.95, x).round() / 1e3, along(51.98, y).round() / 1e3)
    })
}

fn change() -> impl Strategy<Value = Change> {
    let added = (lattice(), prop::option::of(1..50_u32)).prop_map(|((lon, lat), people)| {
        let position = at(lon, lat);
        Change::Add { position, people }
    });
    let windows = || {
        let window = prop::sample::select(vec!["evening", "mo-fr.0800-1200", "sa.1000-1400"]);
        window.prop_map(|text| vec![WeekWindow::parse("hours", text).expect("a window")])
    };
    prop_oneof![
        3 => added,
        2 => (1..20_u64).prop_map(Change::Close),
        2 => (1..20_u64, windows()).prop_map(|(id, windows)| Change::Hours { id, windows }),
    ]
}

prop_compose! {
    fn some_facility()(
        place in lattice(), kind in 0..3_usize, known in any::<bool>(),
        capacity in prop::option::weighted(0.2, 1..90_u32),
    ) -> Facility {
        let kind = ["library", "sport", "other"][kind];
        Facility {
            category: CategoryId::parse("category", kind).expect("an id"),
            capacity,
            hours: if known { Mask::always() } else { Mask::unknown() },
            ..facility(1, place.0, place.1)
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn every_step_is_measured_as_if_it_were_the_first(
        homes in prop::collection::vec((lattice(), prop::option::weighted(0.8, 0..500_u32)), 0..30),
        given in prop::collection::vec(some_facility(), 0..20),
        scenarios in prop::collection::vec(prop::collection::vec(change(), 0..5), 1..6),
        metres in 100..2500_u32, evening in any::<bool>(),
    ) {
        let mut cells: Vec<PopulationCell> = homes
            .into_iter()
            .map(|((lon, lat), people)| point_cell(lon, lat, people.map(f64::from)))
            .collect();
        cells.push(PopulationCell {
            shape: CellShape::Polygon(areas()[1].area.clone()),
            ..point_cell(0.0, 0.0, Some(77.7))
        });
        let ground = ground(areas(), cells);
        let given: Vec<Facility> = (1..)
            .zip(given)
            .map(|(id, one)| Facility { key: Key::Space(id), ..one })
            .collect();
        let mut question = within(f64::from(metres), 1.3);
        question.when = evening.then(|| WeekWindow::parse("when", "evening").expect("a window"));
        let mut steps = WhatIf::new(&ground, &given, day());
        for scenario in scenarios {
            question.scenario = scenario;
            prop_assert_eq!(steps.answer(&question), ask(&ground, &given, &question));
            prop_assert_eq!(steps.classes(), classes(&ground, &given, &question, day()));
        }
        // Another question is no step from the one before.
        question.detour = 1.0;
        prop_assert_eq!(steps.answer(&question), ask(&ground, &given, &question));
    }
}
