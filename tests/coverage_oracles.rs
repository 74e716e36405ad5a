//! Coverage against values that Python's libraries reckoned (`cargo xtask oracles`): PROJ, GEOS,
//! spopt with CBC, pysal's access, inequalipy.

use okolica_coverage::discs::{Disc, Discs};
use okolica_coverage::plane::{Plane, PlanePoint, Region};
use okolica_coverage::siting::{Minimum, NoPlan, Siting, best_sites};
use okolica_coverage::statistics::{Pair, Weighted, Zone, catchment_scores, gini, kolm_pollak};
use okolica_model::Position;
use serde::Deserialize;
use serde::de::DeserializeOwned;

#[derive(Deserialize)]
struct Subject<T> {
    cases: Vec<T>,
}

/// The cases of a subject; never none.
fn cases<T: DeserializeOwned>(subject: &str) -> Vec<T> {
    let path = format!(
        "{}/tests/oracles/coverage/{subject}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let subject: Subject<T> = serde_json::from_str(&text).expect("the shape of the subject");
    assert!(subject.cases.len() >= 20, "{path}");
    subject.cases
}

fn at(&(x, y): &(f64, f64)) -> PlanePoint {
    PlanePoint { x, y }
}

#[test]
fn the_plane_is_that_of_proj() {
    #[derive(Deserialize)]
    struct Case {
        centre: (f64, f64),
        points: Vec<(f64, f64, f64, f64)>,
    }
    let place = |lon, lat| Position::new(lon, lat).expect("in range");
    for case in cases::<Case>("plane") {
        let plane = Plane::new(place(case.centre.0, case.centre.1));
        for (lon, lat, x, y) in case.points {
            let found = plane.point(place(lon, lat));
            let off = (found.x - x).hypot(found.y - y);
            assert!(off < 1e-6, "{lon},{lat}: {found:?}, by PROJ {x}, {y}");
        }
    }
}

#[test]
fn covered_and_uncovered_ground_is_that_of_geos() {
    #[derive(Deserialize)]
    struct Case {
        rings: Vec<Vec<(f64, f64)>>,
        discs: Vec<(f64, f64, f64)>,
        area: f64,
        covered: f64,
        gaps: Vec<f64>,
    }
    for case in cases::<Case>("discs") {
        let region = Region::new(
            case.rings
                .iter()
                .map(|ring| ring.iter().map(at).collect())
                .collect(),
        );
        let discs = case.discs.iter();
        let discs = discs.map(|&(x, y, radius)| Disc {
            centre: PlanePoint { x, y },
            radius,
        });
        let union = Discs::new(discs);
        let cover = union.cover(&region);
        assert!((cover.area - case.area).abs() < 1e-3);
        // GEOS has 8 192 chords a circle: a share of 10⁻⁷ of a disc is missing there.
        let off = cover.covered - case.covered;
        assert!(
            (-1e-3..2e-7 * case.area + 1.0).contains(&off),
            "{off} of {cover:?}"
        );
        let found = union.gaps(&region, 1.0);
        let found: Vec<f64> = found
            .iter()
            .map(|gap| gap.area)
            .filter(|area| *area > 5.0)
            .collect();
        assert_eq!(found.len(), case.gaps.len(), "{found:?} {:?}", case.gaps);
        for (found, expected) in found.iter().zip(&case.gaps) {
            assert!(
                (found - expected).abs() < 1.0 + 2e-7 * expected,
                "{found} {expected}"
            );
        }
    }
}

#[test]
fn the_best_sites_are_those_of_spopt_and_cbc() {
    #[derive(Deserialize)]
    struct Case {
        people: Vec<f64>,
        candidates: Vec<Vec<u32>>,
        existing: Vec<usize>,
        sites: usize,
        minimums: Vec<(Vec<u32>, f64)>,
        reached: Option<f64>,
    }
    let mut proven = 0;
    let cases = cases::<Case>("siting");
    let count = cases.len();
    for case in cases {
        let mut reached = vec![false; case.people.len()];
        for &sample in case
            .existing
            .iter()
            .flat_map(|&place| &case.candidates[place])
        {
            reached[sample as usize] = true;
        }
        let minimums = case.minimums.into_iter();
        let minimums: Vec<Minimum> = minimums
            .map(|(samples, people)| Minimum { samples, people })
            .collect();
        let siting = Siting {
            people: &case.people,
            reached: &reached,
            candidates: &case.candidates,
            sites: case.sites,
            minimums: &minimums,
        };
        match (best_sites(&siting, 5000), case.reached) {
            (Ok(plan), Some(expected)) => {
                assert!(plan.bound >= expected - 1e-6, "{plan:?} {expected}");
                assert!(plan.reached <= expected + 1e-6, "{plan:?} {expected}");
                if plan.proven {
                    assert!(
                        (plan.reached - expected).abs() < 1e-6,
                        "{plan:?} {expected}"
                    );
                    proven += 1;
                }
            }
            (Err(NoPlan::Impossible(_)), None) => proven += 1,
            (found, expected) => panic!("{found:?}, by CBC {expected:?}"),
        }
    }
    assert_eq!(proven, count, "instances this small are proven");
}

#[test]
fn catchment_scores_are_those_of_access() {
    #[derive(Deserialize)]
    struct Case {
        people: Vec<f64>,
        capacities: Vec<f64>,
        metres: Vec<Vec<f64>>,
        zones: Vec<(f64, f64)>,
        plain: Vec<f64>,
        enhanced: Vec<f64>,
    }
    for case in cases::<Case>("catchments") {
        let mut pairs = Vec::new();
        for (demand, row) in (0..).zip(&case.metres) {
            for (supply, &metres) in (0..).zip(row) {
                pairs.push(Pair {
                    demand,
                    supply,
                    metres,
                });
            }
        }
        let zones = case.zones.iter();
        let zones: Vec<Zone> = zones
            .map(|&(metres, weight)| Zone { metres, weight })
            .collect();
        let farthest = zones.last().expect("a zone").metres;
        let one = [Zone {
            metres: farthest,
            weight: 1.0,
        }];
        for (zones, expected) in [(&one[..], &case.plain), (&zones[..], &case.enhanced)] {
            let found = catchment_scores(&case.people, &case.capacities, &pairs, zones);
            let found = found.expect("scores");
            for (found, expected) in found.iter().zip(expected) {
                assert!(
                    (found - expected).abs() <= 1e-12 * expected.max(1.0),
                    "{found} {expected}"
                );
            }
        }
    }
}

#[test]
fn inequality_is_that_of_inequalipy() {
    #[derive(Deserialize)]
    struct Case {
        values: Vec<f64>,
        people: Vec<f64>,
        kappa: f64,
        kolm_pollak: f64,
        gini: f64,
    }
    for case in cases::<Case>("inequality") {
        let values: Vec<Weighted> = case
            .values
            .iter()
            .zip(&case.people)
            .map(|(&value, &people)| Weighted { value, people })
            .collect();
        let found = kolm_pollak(&values, case.kappa).expect("a number");
        assert!(
            (found - case.kolm_pollak).abs() < 1e-8,
            "{found} {}",
            case.kolm_pollak
        );
        let found = gini(&values).expect("a number");
        assert!((found - case.gini).abs() < 1e-12, "{found} {}", case.gini);
    }
}
