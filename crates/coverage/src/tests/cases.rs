//! Cases whose answer is known beforehand.

use super::*;
use crate::week::WeekWindow;
use crate::{Class, Fit, Reason, classes};
use okolica_model::district::CITY_CODE;
use okolica_model::geodesy;
use okolica_model::item::AccessFact;

fn town() -> Ground {
    let given = vec![
        point_cell(20.98, 52.02, Some(100.0)),
        // On the border of w and e.
        point_cell(21.0, 52.02, Some(10.0)),
        // In w, e and o at once.
        point_cell(21.0, 52.005, Some(3.0)),
        // In the hole of p.
        point_cell(21.0, 52.04, Some(1000.0)),
        // On the border of the hole.
        point_cell(20.99, 52.04, Some(7.0)),
        // In its detached part.
        point_cell(21.035, 52.04, Some(20.0)),
        // Outside everything.
        point_cell(22.0, 52.0, Some(5000.0)),
    ];
    ground(areas(), given)
}

#[test]
fn the_city_is_the_union_and_a_border_belongs_to_both() {
    let answer = ask(&town(), &[], &Question::default());
    let people = |code: &str| figures(&answer, code).population;
    assert_eq!(people("w"), Some(113.0));
    assert_eq!(people("e"), Some(13.0));
    assert_eq!(people("o"), Some(3.0));
    assert_eq!(people("p"), Some(27.0));
    assert_eq!(people(CITY_CODE), Some(140.0));
    assert_eq!(answer.diagnostics.people_outside, 6000.0);
    assert_eq!(
        answer.areas.last().map(|area| area.code.as_str()),
        Some(CITY_CODE)
    );
}

#[test]
fn without_places_everybody_is_out_of_reach_and_nothing_is_near() {
    let answer = ask(&town(), &[], &Question::default());
    let city = figures(&answer, CITY_CODE);
    assert_eq!((city.reached, city.not_reached), (Some(0.0), Some(140.0)));
    assert_eq!(city.reached_share, Some(0.0));
    for name in [
        "nearest_mean_m",
        "nearest_median_m",
        "nearest_p90_m",
        "nearest_three_mean_m",
    ] {
        assert_eq!(city.reasons[name], Reason::NoPlaces, "{name}");
    }
    assert_eq!(city.reasons["confirmed_share"], Reason::NoFacilities);
    assert_eq!((city.facilities, city.places), (0, 0));
    assert!(city.curve.is_empty() && answer.ledger.is_empty() && answer.places.is_empty());
}

#[test]
fn nobody_there_and_nothing_known_are_two_answers() {
    let given = vec![
        point_cell(20.98, 52.02, Some(0.0)),
        point_cell(21.02, 52.02, None),
        point_cell(21.0, 52.005, Some(0.0)),
    ];
    let answer = ask(
        &ground(areas(), given),
        &[facility(1, 21.0, 52.02)],
        &Question::default(),
    );
    let w = figures(&answer, "w");
    assert_eq!(w.population, Some(0.0));
    assert_eq!(w.reasons["reached_share"], Reason::NobodyLivesThere);
    assert_eq!(w.reasons["nearest_mean_m"], Reason::NobodyLivesThere);
    let e = figures(&answer, "e");
    // One cell says that nobody lives there, the other nothing.
    assert_eq!((e.population, e.unknown_cells), (Some(0.0), 1));
    assert_eq!(e.reasons["reached_share"], Reason::PopulationUnknown);
    // No cell at all.
    let p = figures(&answer, "p");
    assert_eq!(p.population, Some(0.0));
    assert_eq!(p.reasons["reached_share"], Reason::NobodyLivesThere);

    let nothing = ask(
        &ground(areas(), Vec::new()),
        &[facility(1, 21.0, 52.02)],
        &Question::default(),
    );
    for area in &nothing.areas {
        assert_eq!(area.population, None);
        assert_eq!(area.reasons["population"], Reason::PopulationUnknown);
    }
}

#[test]
fn a_distance_equal_to_the_limit_is_inside() {
    let home = at(21.01, 52.01);
    let place = facility(1, 21.0173, 52.0141);
    let exact = geodesy::distance(home, place.position).get();
    let ground = ground(areas(), vec![point_cell(21.01, 52.01, Some(4.0))]);
    for (metres, reached) in [(exact, 4.0), (exact - 1e-5, 0.0), (exact + 1e-5, 4.0)] {
        let answer = ask(&ground, std::slice::from_ref(&place), &within(metres, 1.0));
        let e = figures(&answer, "e");
        assert_eq!(e.reached, Some(reached), "{metres}");
        // Without a detour nothing is uncertain.
        assert_eq!(e.uncertain, Some(0.0));
    }
    let with_detour = |metres: f64| {
        let answer = ask(&ground, std::slice::from_ref(&place), &within(metres, 1.3));
        let e = figures(&answer, "e");
        (e.reached, e.uncertain, e.not_reached)
    };
    assert_eq!(with_detour(exact * 1.3), (Some(4.0), Some(0.0), Some(0.0)));
    assert_eq!(
        with_detour(exact * 1.3 - 1e-4),
        (Some(0.0), Some(4.0), Some(0.0))
    );
    assert_eq!(with_detour(exact), (Some(0.0), Some(4.0), Some(0.0)));
    assert_eq!(with_detour(exact - 1e-4), (Some(0.0), Some(0.0), Some(4.0)));
}

#[test]
fn a_place_across_the_border_counts_and_is_in_the_ledger() {
    let ground = ground(areas(), vec![point_cell(20.999, 52.02, Some(30.0))]);
    // 140 m away in e; and in no district, to the north of all.
    let answer = ask(&ground, &[facility(1, 21.001, 52.02)], &within(500.0, 1.0));
    let w = figures(&answer, "w");
    assert_eq!((w.reached, w.reached_own_only), (Some(30.0), Some(0.0)));
    let city = figures(&answer, CITY_CODE);
    assert_eq!(city.reached_own_only, Some(30.0));
    assert_eq!(answer.ledger.len(), 1);
    let flow = &answer.ledger[0];
    assert_eq!((flow.from.as_str(), flow.to.as_str()), ("w", "e"));
    assert_eq!((flow.nearest, flow.rely), (30.0, 30.0));

    // One of its own, but farther: nearest lies in e, nobody relies on e.
    let both = [facility(1, 21.001, 52.02), facility(2, 20.996, 52.02)];
    let answer = ask(&ground, &both, &within(500.0, 1.0));
    assert_eq!(
        (answer.ledger[0].nearest, answer.ledger[0].rely),
        (30.0, 0.0)
    );

    let outside = [facility(3, 20.97, 52.0301)];
    let ground = super::ground(areas(), vec![point_cell(20.97, 52.0299, Some(2.0))]);
    let answer = ask(&ground, &outside, &within(500.0, 1.0));
    assert_eq!(answer.ledger[0].to, crate::OUTSIDE);
    assert_eq!(figures(&answer, CITY_CODE).reached_own_only, Some(0.0));
    assert_eq!(figures(&answer, CITY_CODE).reached, Some(2.0));
    assert_eq!(answer.diagnostics.facilities_outside, 1);
    assert!(answer.diagnostics.far_outside.is_empty());
}

#[test]
fn places_are_coordinates_and_facilities_are_records() {
    let ground = ground(areas(), vec![point_cell(20.98, 52.02, Some(50.0))]);
    let mut all: Vec<Facility> = (1..=5).map(|id| facility(id, 20.981, 52.02)).collect();
    all.push(facility(6, 20.982, 52.02));
    all.push(facility(7, 0.0, 0.0));
    let answer = ask(&ground, &all, &within(1000.0, 1.0));
    let w = figures(&answer, "w");
    assert_eq!((w.facilities, w.places), (6, 2));
    assert_eq!(w.per_10000, Some(1200.0));
    assert_eq!(w.places_in_reach_mean, Some(2.0));
    assert_eq!(w.two_or_more_share, Some(1.0));
    let ours = [(50.0, 0.0), (50.0, 0.0), (0.0, 0.0)];
    let places: Vec<_> = answer
        .places
        .iter()
        .map(|p| (p.people, p.people_only))
        .collect();
    assert_eq!(places, ours);
    assert_eq!(answer.diagnostics.pile_ups.len(), 1);
    assert_eq!(answer.diagnostics.pile_ups[0].facilities, 5);
    assert_eq!(answer.diagnostics.far_outside, [Key::Space(7)]);

    let answer = ask(&ground, &all[5..6], &within(1000.0, 1.0));
    assert_eq!(answer.places[0].people_only, 50.0);
    assert_eq!(answer.places[0].areas, ["w"]);
    assert_eq!(figures(&answer, "w").two_or_more_share, Some(0.0));
}

#[test]
fn what_is_not_known_reaches_nobody_for_sure() {
    let ground = ground(areas(), vec![point_cell(20.98, 52.02, Some(50.0))]);
    let place = facility(1, 20.98, 52.02);
    let question = Question {
        free: true,
        access: vec![AccessFact::StepFree],
        when: Some(WeekWindow::EVENING),
        verified: Some(6),
        ..within(500.0, 1.0)
    };
    let fit = |change: &dyn Fn(&mut Facility)| {
        let mut one = place.clone();
        change(&mut one);
        let fit = one.fits(&question, day());
        let answer = ask(&ground, &[one], &question);
        let w = figures(&answer, "w");
        let (sure, perhaps) = match fit {
            Fit::Yes => (50.0, 50.0),
            Fit::Perhaps => (0.0, 50.0),
            Fit::No => (0.0, 0.0),
        };
        assert_eq!((w.reached, w.reached_perhaps), (Some(sure), Some(perhaps)));
        assert_eq!(w.facilities_perhaps, u32::from(fit == Fit::Perhaps));
        fit
    };
    assert_eq!(fit(&|_| ()), Fit::Yes);
    assert_eq!(fit(&|one| one.free = None), Fit::Perhaps);
    assert_eq!(fit(&|one| one.free = Some(false)), Fit::No);
    assert_eq!(
        fit(&|one| one.access.step_free = Fact::Unknown),
        Fit::Perhaps
    );
    assert_eq!(fit(&|one| one.access.step_free = Fact::Limited), Fit::No);
    assert_eq!(fit(&|one| one.access.quiet = Fact::No), Fit::Yes);
    assert_eq!(fit(&|one| one.hours = Mask::unknown()), Fit::Perhaps);
    let morning = WeekWindow::parse("when", "mo-su.0800-1200").expect("a window");
    assert_eq!(fit(&|one| one.hours = Mask::of(&[morning])), Fit::No);
    assert_eq!(fit(&|one| one.confirmed = None), Fit::No);
    let date = |text: &str| text.parse::<NaiveDate>().ok();
    assert_eq!(fit(&|one| one.confirmed = date("2026-05-24")), Fit::Yes);
    assert_eq!(fit(&|one| one.confirmed = date("2026-05-23")), Fit::No);
    // Nothing helps where it is known not to fit.
    assert_eq!(
        fit(&|one| {
            one.free = None;
            one.access.step_free = Fact::No;
        }),
        Fit::No
    );
}

#[test]
fn a_category_that_nothing_has_any_more_has_vanished() {
    let of = |id: &str| Facility {
        category: CategoryId::parse("category", id).expect("an id"),
        ..facility(1, 21.0, 52.0)
    };
    let (before, now) = (
        [of("sport"), of("library"), of("library")],
        [of("sport"), of("park")],
    );
    let gone: Vec<&str> = crate::vanished(&before, &now)
        .into_iter()
        .map(CategoryId::as_str)
        .collect();
    assert_eq!(gone, ["library"]);
}

#[test]
fn a_parent_means_its_children() {
    let mut place = facility(1, 20.98, 52.02);
    place.category = CategoryId::parse("category", "mediateka").expect("an id");
    place.parent = CategoryId::parse("category", "culture").ok();
    place.tags = vec!["books".to_owned()];
    let fits = |query: &[(&str, &str)]| {
        let (question, errors) = Question::parse(query.iter().copied(), None);
        assert_eq!(errors, []);
        place.fits(&question, day()) == Fit::Yes
    };
    assert!(fits(&[]) && fits(&[("category", "mediateka")]) && fits(&[("category", "culture,x")]));
    assert!(!fits(&[("category", "x")]) && fits(&[("tag", "books,films")]));
    assert!(!fits(&[("category", "culture"), ("tag", "films")]));
}

#[test]
fn the_matrix_lists_what_is_missing_and_the_offer_counts_half_hours() {
    let ground = town();
    let mut sport = facility(2, 21.02, 52.02);
    sport.category = CategoryId::parse("category", "sport").expect("an id");
    let window = WeekWindow::parse("when", "mo.0800-0900").expect("a window");
    sport.hours = Mask::of(&[window]);
    sport.confirmed = None;
    let answer = ask(
        &ground,
        &[facility(1, 20.98, 52.02), sport],
        &Question::default(),
    );
    let ids: Vec<&str> = answer
        .matrix
        .categories
        .iter()
        .map(CategoryId::as_str)
        .collect();
    assert_eq!(ids, ["library", "sport"]);
    let rows: Vec<_> = answer
        .matrix
        .rows
        .iter()
        .map(|row| (row.code.as_str(), &row.facilities[..]))
        .collect();
    assert_eq!(
        rows,
        [
            ("e", &[0, 1][..]),
            ("o", &[0, 0]),
            ("p", &[0, 0]),
            ("w", &[1, 0]),
            (CITY_CODE, &[1, 1])
        ]
    );
    let empty: Vec<_> = answer
        .matrix
        .empty
        .iter()
        .map(|(code, id)| format!("{code} {id}"))
        .collect();
    assert_eq!(
        empty,
        [
            "e library",
            "o library",
            "o sport",
            "p library",
            "p sport",
            "w sport"
        ]
    );
    assert_eq!(answer.matrix.rows[3].per_10000[0], Some(1e4 / 113.0));
    let city = figures(&answer, CITY_CODE);
    assert_eq!((city.offer[16], city.offer[17], city.offer[18]), (2, 2, 1));
    assert_eq!(
        (city.confirmed_share, city.stale_share),
        (Some(0.5), Some(0.5))
    );
    assert_eq!(
        city.kinds_in_reach_mean,
        figures(&answer, CITY_CODE).places_in_reach_mean
    );
}

#[test]
fn a_polygon_is_its_points() {
    // 100 m by 100 m around a corner of four: the points are 25 m from its edges.
    let (dx, dy) = (50.0 / 68_677.0, 50.0 / 111_267.0);
    let shape = square([20.98 - dx, 52.02 - dy, 20.98 + dx, 52.02 + dy]);
    let cell = PopulationCell {
        shape: CellShape::Polygon(area(vec![Polygon::new(shape, Vec::new())])),
        ..point_cell(20.98, 52.02, Some(90.5))
    };
    let ground = ground(areas(), vec![cell]);
    let samples = ground.samples();
    assert!((4..=9).contains(&samples), "{samples}");
    let all = ask(&ground, &[facility(1, 20.98, 52.02)], &within(60.0, 1.0));
    assert_eq!(figures(&all, "w").reached, Some(90.5));
    assert_eq!(figures(&all, "w").population, Some(90.5));
    let half = ask(
        &ground,
        &[facility(1, 20.98 - 400.0 / 68_677.0, 52.02)],
        &within(400.0, 1.0),
    );
    let share = figures(&half, "w").reached_share.expect("a share");
    assert!((0.3..0.7).contains(&share), "{share}");
    assert_eq!(
        classes(&ground, &[], &Question::default(), day()),
        vec![Class::NotReached; samples]
    );
}

#[test]
fn people_are_shared_out_to_the_last_unit() {
    let shape = CellShape::Polygon(areas()[0].area.clone());
    let cell = PopulationCell {
        shape,
        ..point_cell(21.0, 52.0, Some(1234.567))
    };
    let ground = ground(areas(), vec![cell]);
    assert!(ground.samples() > 3000);
    let answer = ask(&ground, &[], &Question::default());
    let e = figures(&answer, "e").population.expect("people");
    assert!((e - 1234.567).abs() < 1e-6, "{e}");
    let whole: Vec<f64> = (0..ground.samples())
        .filter_map(|sample| ground.people(sample, crate::Group::All))
        .collect();
    let (least, most) = (
        whole.iter().copied().fold(f64::MAX, f64::min),
        whole.iter().copied().fold(0.0, f64::max),
    );
    assert!(most - least < 1e-6);
}
