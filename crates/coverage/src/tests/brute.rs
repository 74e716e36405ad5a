//! Every figure again, by looking at every cell and every facility with the geodesic alone.

use super::*;
use crate::{OUTSIDE, Reason};
use okolica_model::district::CITY_CODE;
use okolica_model::geodesy;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A point of the lattice that corners of the areas lie on.
fn lattice() -> impl Strategy<Value = (f64, f64)> {
    (0..=110_i32, 0..=80_i32).prop_map(|(x, y)| {
        (
            f64::from(20_950 + x) / 1000.0,
            f64::from(51_980 + y) / 1000.0,
        )
    })
}

fn people() -> impl Strategy<Value = Option<f64>> {
    prop_oneof![
        8 => (0..500_u32).prop_map(|people| Some(f64::from(people))),
        1 => Just(Some(0.0)),
        1 => Just(None),
    ]
}

prop_compose! {
    fn cell()(place in lattice(), people in people()) -> PopulationCell {
        point_cell(place.0, place.1, people)
    }
}

prop_compose! {
    fn some_facility()(
        id in 1..10_000_u64, place in lattice(), kind in 0..3_usize, free in prop::option::of(any::<bool>()),
        capacity in prop::option::of(1..90_u32),
    ) -> Facility {
        let kind = ["library", "sport", "other"][kind];
        Facility {
            category: CategoryId::parse("category", kind).expect("an id"),
            free,
            capacity,
            ..facility(id, place.0, place.1)
        }
    }
}

/// The areas that cover a place, by the polygons themselves.
fn covering(areas: &[GroundArea], place: Position) -> Vec<String> {
    let mut codes: Vec<String> = areas
        .iter()
        .filter(|one| one.area.covers(place))
        .map(|one| one.code.clone())
        .collect();
    if !codes.is_empty() {
        codes.push(CITY_CODE.to_owned());
    }
    codes
}

/// What brute force knows of an area.
#[derive(Default)]
struct Expected {
    population: f64,
    reached: f64,
    uncertain: f64,
    own: f64,
    perhaps: f64,
    two: f64,
    places: f64,
    kinds: f64,
    three: f64,
    room: f64,
    unknown: u32,
    known: u32,
    nearest: Vec<(f64, f64)>,
}

fn quantile(values: &[(f64, f64)], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let all: f64 = sorted.iter().map(|(_, weight)| weight).sum();
    let mut sum = 0.0;
    for (value, weight) in sorted {
        sum += weight;
        if sum >= share * all - 1e-9 {
            return value;
        }
    }
    f64::NAN
}

fn near(ours: Option<f64>, expected: f64) -> bool {
    ours.is_some_and(|ours| (ours - expected).abs() <= 1e-6 * expected.abs().max(1.0))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_figure_is_what_looking_at_every_pair_gives(
        given in prop::collection::vec(cell(), 1..25),
        facilities in prop::collection::vec(some_facility(), 0..25),
        metres in 1..4000_u32, detour in prop::sample::select(vec![1.0, 1.3, 1.4]),
        free in any::<bool>(), old in any::<bool>(),
    ) {
        let areas = areas();
        let ground = ground(areas.clone(), given.clone());
        let mut question = within(f64::from(metres), detour);
        question.free = free;
        if old {
            question.who = crate::Group::From65;
        }
        let answer = ask(&ground, &facilities, &question);

        let limit = f64::from(metres);
        let fitting: Vec<&Facility> =
            facilities.iter().filter(|one| !free || one.free == Some(true)).collect();
        let perhaps: Vec<&Facility> =
            facilities.iter().filter(|one| free && one.free.is_none()).collect();
        let mut expected: BTreeMap<String, Expected> = BTreeMap::new();
        let mut flows: BTreeMap<(String, String), [f64; 2]> = BTreeMap::new();
        let mut totals: BTreeMap<String, [f64; 2]> = BTreeMap::new();
        let bits = |place: Position| (place.lon().to_bits(), place.lat().to_bits());
        let far = |cell: Position, one: &Facility| geodesy::distance(cell, one.position).get();
        let people_of = |cell: &PopulationCell| if old {
            cell.population_65plus
        } else {
            cell.population
        };
        let demand = |one: &Facility| -> f64 {
            let reach = given.iter().filter(|cell| {
                let CellShape::Point(place) = cell.shape else { return false };
                far(place, one) * detour <= limit + 1e-9
            });
            reach.filter_map(people_of).sum()
        };
        for cell in &given {
            let CellShape::Point(place) = cell.shape else { continue };
            let codes = covering(&areas, place);
            let Some(people) = people_of(cell) else {
                for code in codes {
                    expected.entry(code).or_default().unknown += 1;
                }
                continue;
            };
            let mut distances: BTreeMap<(u64, u64), f64> = BTreeMap::new();
            for one in &fitting {
                distances.insert(bits(one.position), far(place, one));
            }
            let reaches = |one: &&&Facility| far(place, one) * detour <= limit + 1e-9;
            let in_reach: Vec<&&Facility> = fitting.iter().filter(reaches).collect();
            let spots: BTreeSet<_> = in_reach.iter().map(|one| bits(one.position)).collect();
            let kinds: BTreeSet<_> = in_reach.iter().map(|one| &one.category).collect();
            let mut sorted: Vec<f64> = distances.values().copied().collect();
            sorted.sort_by(f64::total_cmp);
            let nearest = sorted.first().copied().unwrap_or(f64::INFINITY);
            for code in &codes {
                let sums = expected.entry(code.clone()).or_default();
                sums.known += 1;
                sums.population += people;
                if !in_reach.is_empty() {
                    sums.reached += people;
                } else if nearest <= limit {
                    sums.uncertain += people;
                }
                let own = |one: &&&Facility| covering(&areas, one.position).contains(code);
                if in_reach.iter().any(own) {
                    sums.own += people;
                }
                let maybe = perhaps.iter().any(|one| reaches(&one));
                if maybe || !in_reach.is_empty() {
                    sums.perhaps += people;
                }
                if spots.len() >= 2 {
                    sums.two += people;
                }
                sums.places += people * spots.len() as f64;
                sums.kinds += people * kinds.len() as f64;
                sums.nearest.push((nearest, people));
                if sorted.len() >= 3 {
                    sums.three += people * sorted[..3].iter().sum::<f64>() / 3.0;
                }
                for one in &in_reach {
                    let room = f64::from(one.capacity.unwrap_or(0));
                    sums.room += if people > 0.0 { people * room / demand(one) } else { 0.0 };
                }
            }
            if codes.is_empty() {
                continue;
            }
            for spot in &spots {
                let total = totals.entry(format!("{spot:?}")).or_default();
                total[0] += people;
                if spots.len() == 1 {
                    total[1] += people;
                }
            }
            // Of places that are equally near the first in the list counts.
            let first = in_reach.iter().min_by(|a, b| far(place, a).total_cmp(&far(place, b)));
            if let Some(first) = first {
                let mut to = covering(&areas, first.position);
                to.pop();
                if to.is_empty() {
                    to.push(OUTSIDE.to_owned());
                }
                for from in codes.iter().filter(|code| *code != CITY_CODE) {
                    let own = in_reach.iter().any(|one| covering(&areas, one.position).contains(from));
                    for to in &to {
                        let flow = flows.entry((from.clone(), to.clone())).or_default();
                        flow[0] += people;
                        flow[1] += if own { 0.0 } else { people };
                    }
                }
            }
        }

        for figures in &answer.areas {
            let none = Expected::default();
            let sums = expected.get(&figures.code).unwrap_or(&none);
            let inside: Vec<&&Facility> = fitting.iter()
                .filter(|one| covering(&areas, one.position).contains(&figures.code))
                .collect();
            let spots: BTreeSet<_> = inside.iter().map(|one| bits(one.position)).collect();
            prop_assert_eq!(figures.facilities as usize, inside.len());
            prop_assert_eq!(figures.places as usize, spots.len());
            prop_assert_eq!(figures.unknown_cells, sums.unknown);
            if sums.known == 0 && sums.unknown > 0 {
                prop_assert_eq!(figures.population, None);
                prop_assert_eq!(figures.reasons["population"], Reason::PopulationUnknown);
                continue;
            }
            prop_assert_eq!(figures.population, Some(sums.population));
            prop_assert_eq!(figures.reached, Some(sums.reached));
            prop_assert_eq!(figures.uncertain, Some(sums.uncertain));
            prop_assert_eq!(figures.reached_own_only, Some(sums.own));
            prop_assert_eq!(figures.reached_perhaps, Some(sums.perhaps));
            if sums.population == 0.0 {
                let reason = if sums.unknown > 0 {
                    Reason::PopulationUnknown
                } else {
                    Reason::NobodyLivesThere
                };
                prop_assert_eq!(figures.reasons["reached_share"], reason);
                prop_assert_eq!(figures.reasons["nearest_mean_m"], reason);
                continue;
            }
            let all = sums.population;
            prop_assert!(near(figures.reached_share, sums.reached / all));
            prop_assert!(near(figures.two_or_more_share, sums.two / all));
            prop_assert!(near(figures.places_in_reach_mean, sums.places / all));
            prop_assert!(near(figures.kinds_in_reach_mean, sums.kinds / all));
            prop_assert!(near(figures.per_10000, inside.len() as f64 * 1e4 / all));
            if fitting.is_empty() {
                prop_assert_eq!(figures.reasons["nearest_mean_m"], Reason::NoPlaces);
                continue;
            }
            let mean = sums.nearest.iter().map(|(far, people)| far * people).sum::<f64>() / all;
            prop_assert!(near(figures.nearest_mean_m, mean));
            prop_assert!(near(figures.nearest_median_m, quantile(&sums.nearest, 0.5)));
            prop_assert!(near(figures.nearest_p90_m, quantile(&sums.nearest, 0.9)));
            match figures.nearest_three_mean_m {
                Some(three) => prop_assert!(near(Some(three), sums.three / all)),
                None => prop_assert_eq!(
                    figures.reasons["nearest_three_mean_m"], Reason::FewerThanThreePlaces),
            }
            match figures.capacity_per_1000 {
                Some(room) => prop_assert!(near(Some(room), sums.room * 1000.0 / all)),
                None => prop_assert!(fitting.iter().all(|one| one.capacity.is_none())),
            }
            for (step, share) in figures.curve.iter().enumerate() {
                let upto = step as f64 * 100.0;
                let inside = sums.nearest.iter().filter(|(far, _)| *far <= upto + 1e-6);
                let inside: f64 = inside.map(|(_, people)| people).sum();
                prop_assert!(near(Some(*share), inside / all));
            }
        }
        for flow in &answer.ledger {
            let expected = flows.remove(&(flow.from.clone(), flow.to.clone()));
            prop_assert_eq!(Some([flow.nearest, flow.rely]), expected);
        }
        prop_assert!(flows.is_empty(), "{:?}", flows);
        for place in &answer.places {
            let spot = format!("{:?}", bits(at(place.lon, place.lat)));
            let expected = totals.remove(&spot).unwrap_or_default();
            prop_assert_eq!([place.people, place.people_only], expected);
        }
        prop_assert!(totals.is_empty());
        let classes = crate::classes(&ground, &facilities, &question, day());
        prop_assert_eq!(classes.len(), given.len());
    }

    #[test]
    fn more_places_and_longer_limits_never_reach_fewer(
        given in prop::collection::vec(cell(), 1..25),
        facilities in prop::collection::vec(some_facility(), 1..20),
        metres in 100..3000_u32, more in 0..500_u32, keep in 0..20_usize,
    ) {
        let ground = ground(areas(), given);
        let question = within(f64::from(metres), 1.3);
        let all = ask(&ground, &facilities, &question);
        let some = ask(&ground, &facilities[..keep.min(facilities.len())], &question);
        let longer = ask(&ground, &facilities, &within(f64::from(metres + more), 1.3));
        let straighter = ask(&ground, &facilities, &within(f64::from(metres), 1.1));
        for (index, of_all) in all.areas.iter().enumerate() {
            prop_assert!(some.areas[index].reached <= of_all.reached);
            prop_assert!(some.areas[index].not_reached >= of_all.not_reached);
            prop_assert!(longer.areas[index].reached >= of_all.reached);
            prop_assert!(longer.areas[index].not_reached <= of_all.not_reached);
            prop_assert!(straighter.areas[index].reached >= of_all.reached);
            // Only the band moves with the factor: who is surely out of reach stays so.
            prop_assert_eq!(straighter.areas[index].not_reached, of_all.not_reached);
        }
    }

    #[test]
    fn a_scenario_is_the_same_as_other_data(
        given in prop::collection::vec(cell(), 1..25),
        facilities in prop::collection::vec(some_facility(), 1..20),
        added in lattice(), closed in 0..20_usize,
    ) {
        let ground = ground(areas(), given);
        let closed = facilities[closed % facilities.len()].key;
        let Key::Space(id) = closed else { panic!("a space") };
        let mut question = within(900.0, 1.2);
        let scenario = format!("add:{},{};close:{id}", added.0, added.1);
        let (parsed, errors) = Question::parse([("scenario", scenario.as_str())], None);
        prop_assert_eq!(errors, []);
        let mut other: Vec<Facility> = facilities.clone();
        other.retain(|one| one.key != closed);
        other.push(Facility {
            category: CategoryId::other(),
            ..facility(u64::MAX, added.0, added.1)
        });
        let directly = ask(&ground, &other, &question);
        question.scenario = parsed.scenario;
        let by_scenario = ask(&ground, &facilities, &question);
        for (ours, direct) in by_scenario.areas.iter().zip(&directly.areas) {
            prop_assert_eq!(ours.reached, direct.reached);
            prop_assert_eq!(ours.facilities, direct.facilities);
            prop_assert_eq!(ours.nearest_mean_m, direct.nearest_mean_m);
        }
    }
}
