use super::*;
use proptest::prelude::*;

/// A town of samples and candidates, some samples reached already.
#[derive(Debug, Clone)]
struct Town {
    people: Vec<f64>,
    reached: Vec<bool>,
    candidates: Vec<Vec<u32>>,
    minimums: Vec<Minimum>,
}

impl Town {
    fn siting(&self, sites: usize) -> Siting<'_> {
        Siting {
            people: &self.people,
            reached: &self.reached,
            candidates: &self.candidates,
            sites,
            minimums: &self.minimums,
        }
    }

    /// People reached with a choice, `None` when it breaks a condition.
    fn value(&self, choice: &[usize]) -> Option<f64> {
        let mut reached = self.reached.clone();
        for &sample in choice
            .iter()
            .flat_map(|&candidate| &self.candidates[candidate])
        {
            reached[sample as usize] = true;
        }
        let of = |sample: usize| {
            if reached[sample] {
                self.people[sample]
            } else {
                0.0
            }
        };
        let met = self.minimums.iter().all(|minimum| {
            let there: f64 = minimum
                .samples
                .iter()
                .map(|&sample| of(sample as usize))
                .sum();
            there >= minimum.people - 1e-7
        });
        met.then(|| (0..self.people.len()).map(of).sum())
    }

    /// Every choice of at most `sites` candidates.
    fn brute_force(&self, sites: usize) -> Option<f64> {
        let subsets = (0_u32..1 << self.candidates.len())
            .filter(|set| set.count_ones() as usize <= sites)
            .filter_map(|set| {
                let list: Vec<usize> = (0..self.candidates.len())
                    .filter(|c| set & (1 << c) != 0)
                    .collect();
                self.value(&list)
            });
        subsets.reduce(f64::max)
    }
}

fn town(whole: bool) -> impl Strategy<Value = Town> {
    (4..30_usize, 1..11_usize).prop_flat_map(move |(samples, candidates)| {
        let people = prop_oneof![Just(0.0), 1.0..500.0_f64];
        let people = people.prop_map(move |n: f64| if whole { n.floor() } else { n });
        let reach = prop::collection::vec(0..samples as u32, 0..12);
        let minimum = (
            prop::collection::vec(0..samples as u32, 1..samples),
            0.0..900.0_f64,
        )
            .prop_map(|(mut samples, people)| {
                samples.sort_unstable();
                samples.dedup();
                Minimum { samples, people }
            });
        (
            prop::collection::vec(people, samples),
            prop::collection::vec(prop::bool::weighted(0.2), samples),
            prop::collection::vec(reach, candidates),
            prop::collection::vec(minimum, 0..3),
        )
            .prop_map(|(people, reached, candidates, minimums)| Town {
                people,
                reached,
                candidates,
                minimums,
            })
    })
}

/// A plan says what is true of it, and agrees with every choice tried.
fn check(town: &Town, sites: usize, nodes: usize) -> Result<(), TestCaseError> {
    let exact = town.brute_force(sites);
    match best_sites(&town.siting(sites), nodes) {
        Ok(plan) => {
            let exact = exact.expect("a plan that every choice tried does not find");
            let choice: Vec<usize> = plan.sites.iter().map(|site| site.candidate).collect();
            prop_assert!(choice.len() <= sites);
            let value = town.value(&choice);
            prop_assert!(
                value.is_some_and(|value| (value - plan.reached).abs() < 1e-6),
                "{value:?} {plan:?}"
            );
            prop_assert!(plan.bound >= exact - 1e-6, "{} {}", plan.bound, exact);
            if plan.proven {
                prop_assert!(
                    (plan.reached - exact).abs() < 1e-6,
                    "{} {}",
                    plan.reached,
                    exact
                );
            }
            let mut reached = plan.before;
            for site in &plan.sites {
                reached += site.marginal;
                prop_assert!((site.reached - reached).abs() < 1e-6);
                prop_assert!(site.marginal <= site.alone + 1e-9 && site.alone <= site.total + 1e-9);
            }
            prop_assert!((reached - plan.reached).abs() < 1e-6);
        }
        Err(NoPlan::Impossible(_)) => prop_assert!(exact.is_none(), "{exact:?}"),
        Err(NoPlan::NotFound) => {}
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn equals_every_choice_tried(town in town(false), sites in 0..5_usize) {
        check(&town, sites, 10_000)?;
        let plan = best_sites(&town.siting(sites), 10_000);
        prop_assert!(!matches!(plan, Err(NoPlan::NotFound)));
        prop_assert!(plan.map_or(true, |plan| plan.proven), "10 000 nodes are plenty");
    }

    #[test]
    fn equals_every_choice_tried_of_whole_people(town in town(true), sites in 0..5_usize) {
        check(&town, sites, 10_000)?;
    }

    #[test]
    fn few_nodes_never_prove_what_is_wrong(town in town(true), sites in 0..5_usize, nodes in 0..3_usize) {
        check(&town, sites, nodes)?;
    }

    #[test]
    fn the_order_of_candidates_does_not_change_the_value(town in town(false), sites in 1..4_usize) {
        let mut turned = town.clone();
        turned.candidates.reverse();
        let value = |town: &Town| best_sites(&town.siting(sites), 10_000).map(|plan| plan.reached).ok();
        match (value(&town), value(&turned)) {
            (Some(a), Some(b)) => prop_assert!((a - b).abs() < 1e-6),
            (a, b) => prop_assert_eq!(a, b),
        }
    }
}

#[test]
fn conditions_come_before_people() {
    let town = Town {
        people: vec![100.0, 10.0],
        reached: vec![false, false],
        candidates: vec![vec![0], vec![1]],
        minimums: vec![Minimum {
            samples: vec![1],
            people: 5.0,
        }],
    };
    let plan = best_sites(&town.siting(1), 10).expect("a plan");
    assert_eq!((plan.sites[0].candidate, plan.reached), (1, 10.0));
    let both = best_sites(&town.siting(2), 10).expect("a plan");
    let order: Vec<usize> = both.sites.iter().map(|site| site.candidate).collect();
    assert_eq!((order, both.reached), (vec![1, 0], 110.0));
    let mut more = town;
    more.minimums[0].people = 11.0;
    assert_eq!(
        best_sites(&more.siting(2), 10),
        Err(NoPlan::Impossible(Some((0, 10.0))))
    );
}

#[test]
fn sites_that_add_nobody_are_left_out() {
    let town = Town {
        people: vec![7.0, 3.0],
        reached: vec![false, true],
        candidates: vec![vec![1], vec![0, 1], vec![0], vec![0, 1]],
        minimums: vec![],
    };
    let plan = best_sites(&town.siting(3), 100).expect("a plan");
    let site = Site {
        candidate: 1,
        marginal: 7.0,
        reached: 10.0,
        alone: 7.0,
        total: 10.0,
    };
    assert_eq!(plan.sites, [site]);
    assert!(plan.proven && plan.bound == 10.0 && plan.before == 3.0);
}

/// A grid town as large as a city's: greedy is not best there, the proof stays small.
#[test]
fn a_city_is_proven_within_few_nodes() {
    let mut seed = 1_u64;
    let mut random = |below: u64| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let samples: Vec<(f64, f64)> = (0..3000)
        .map(|_| (random(20_000) as f64, random(20_000) as f64))
        .collect();
    let people: Vec<f64> = samples.iter().map(|_| random(400) as f64).collect();
    let near = |(x, y): (f64, f64), to: (f64, f64)| (x - to.0).hypot(y - to.1) <= 1000.0;
    let candidates: Vec<Vec<u32>> = (0..1600)
        .map(|i| (f64::from(i % 40) * 500.0, f64::from(i / 40) * 500.0))
        .map(|at| {
            (0..3000)
                .filter(|&s| near(at, samples[s as usize]))
                .collect()
        })
        .collect();
    let reached: Vec<bool> = samples.iter().map(|s| near(*s, (4000.0, 4000.0))).collect();
    let town = Town {
        people,
        reached,
        candidates,
        minimums: vec![],
    };
    let plan = best_sites(&town.siting(10), 2000).expect("a plan");
    assert!(
        plan.proven,
        "{} of {} after {} nodes",
        plan.reached, plan.bound, plan.nodes
    );
    assert_eq!(plan.sites.len(), 10);
}
