use super::*;
use proptest::prelude::*;

fn all(values: &[(f64, f64)]) -> Vec<Weighted> {
    values
        .iter()
        .map(|&(value, people)| Weighted { value, people })
        .collect()
}

fn some() -> impl Strategy<Value = Vec<Weighted>> {
    let one = (0.0..5000.0_f64, prop_oneof![Just(0.0), 0.1..900.0_f64]);
    let one = one.prop_map(|(value, people)| Weighted { value, people });
    prop::collection::vec(one, 1..60)
        .prop_filter("somebody", |list| list.iter().any(|v| v.people > 0.0))
}

fn quantiles<const N: usize>(values: &[Weighted], q: [f64; N]) -> Result<[f64; N], NoFigure> {
    let mut found = [0.0; N];
    for (found, q) in found.iter_mut().zip(q) {
        *found = quantile(&mut values.to_vec(), q)?;
    }
    Ok(found)
}

#[test]
fn a_quantile_is_the_least_value_that_reaches_the_share() {
    let values = all(&[(300.0, 1.0), (100.0, 1.0), (200.0, 2.0)]);
    let shares = [0.0, 0.25, 0.2501, 0.5, 0.75, 0.7501, 1.0];
    let found = quantiles(&values, shares).expect("people");
    assert_eq!(found, [100.0, 100.0, 200.0, 200.0, 200.0, 300.0, 300.0]);
    // Ten tenths: three of them are 0.3 of the whole, whatever their sum in binary.
    let tenths: Vec<(f64, f64)> = (1..=10).map(|i| (f64::from(i), 0.1)).collect();
    assert_eq!(
        quantiles(&all(&tenths), [0.3, 0.5, 0.9]),
        Ok([3.0, 5.0, 9.0])
    );
    // Who is not there has no say.
    assert_eq!(
        quantiles(&all(&[(1.0, 0.0), (2.0, 5.0), (9.0, 0.0)]), [0.0, 1.0]),
        Ok([2.0, 2.0])
    );
}

#[test]
fn reasons_instead_of_numbers() {
    let nobody = all(&[(5.0, 0.0)]);
    assert_eq!(mean(&nobody), Err(NoFigure::NobodyLivesThere));
    assert_eq!(mean(&[]), Err(NoFigure::NobodyLivesThere));
    assert_eq!(quantiles(&nobody, [0.5]), Err(NoFigure::NobodyLivesThere));
    assert_eq!(
        kolm_pollak(&nobody, -0.001),
        Err(NoFigure::NobodyLivesThere)
    );
    assert_eq!(gini(&nobody), Err(NoFigure::NobodyLivesThere));
    assert_eq!(
        gini(&all(&[(0.0, 9.0), (0.0, 1.0)])),
        Err(NoFigure::NothingOffered)
    );
    for wrong in [f64::NAN, f64::INFINITY] {
        assert_eq!(mean(&all(&[(wrong, 1.0)])), Err(NoFigure::OutOfRange));
        assert_eq!(gini(&all(&[(1.0, wrong)])), Err(NoFigure::OutOfRange));
        assert_eq!(
            kolm_pollak(&all(&[(1.0, 1.0)]), wrong),
            Err(NoFigure::OutOfRange)
        );
    }
    assert_eq!(gini(&all(&[(-1.0, 1.0)])), Err(NoFigure::OutOfRange));
    let zone = [Zone {
        metres: 500.0,
        weight: 1.0,
    }];
    assert_eq!(
        catchment_scores(&[0.0], &[1.0], &[], &zone),
        Err(NoFigure::NobodyLivesThere)
    );
    assert_eq!(
        catchment_scores(&[1.0], &[0.0], &[], &zone),
        Err(NoFigure::NothingOffered)
    );
    let stray = Pair {
        demand: 1,
        supply: 0,
        metres: 5.0,
    };
    assert_eq!(
        catchment_scores(&[1.0], &[1.0], &[stray], &zone),
        Err(NoFigure::OutOfRange)
    );
}

#[test]
fn kolm_pollak_of_two() {
    let values = all(&[(0.0, 1.0), (1000.0, 1.0)]);
    let exact = 1000.0 * f64::midpoint(1.0, 1_f64.exp()).ln();
    let found = kolm_pollak(&values, -0.001).expect("people");
    assert!((found - exact).abs() < 1e-9, "{found} {exact}");
    // Far out, where e^x overflows, the farthest decides but for ln 2.
    let far = all(&[(0.0, 1.0), (2e6, 1.0)]);
    let found = kolm_pollak(&far, -0.001).expect("people");
    assert!(
        (found - (2e6 - 1000.0 * 2_f64.ln())).abs() < 1e-6,
        "{found}"
    );
    // Small kappa: mean + |κ| variance / 2.
    let found = kolm_pollak(&values, -1e-9).expect("people");
    assert!(
        (found - (500.0 + 1e-9 * 250_000.0 / 2.0)).abs() < 1e-9,
        "{found}"
    );
    assert_eq!(kolm_pollak(&values, 0.0), Ok(500.0));
}

#[test]
fn a_place_that_serves_two_zones() {
    let zones = [
        Zone {
            metres: 100.0,
            weight: 1.0,
        },
        Zone {
            metres: 200.0,
            weight: 0.5,
        },
    ];
    let pairs = [(0, 0, 100.0), (1, 0, 100.1), (2, 0, 200.1), (2, 1, 1.0)].map(
        |(demand, supply, metres)| Pair {
            demand,
            supply,
            metres,
        },
    );
    // 10 people at weight 1 and 20 at half: 40 seats for 20; the second place has nobody else.
    let found = catchment_scores(&[10.0, 20.0, 5.0], &[40.0, 10.0], &pairs, &zones);
    assert_eq!(found, Ok(vec![2.0, 1.0, 2.0]));
}

proptest! {
    #[test]
    fn the_equivalent_of_a_burden_lies_between_mean_and_worst(
        values in some(), kappa in -0.05..-1e-7_f64,
    ) {
        let (mean, found) = (mean(&values).expect("people"), kolm_pollak(&values, kappa));
        let found = found.expect("people");
        let living = || values.iter().filter(|v| v.people > 0.0).map(|v| v.value);
        let worst = living().fold(0.0, f64::max);
        prop_assert!(found >= mean - 1e-9 && found <= worst + 1e-9, "{mean} {found} {worst}");
        // And that of a good between the worst and the mean.
        let good = kolm_pollak(&values, -kappa).expect("people");
        let least = living().fold(f64::INFINITY, f64::min);
        prop_assert!(good <= mean + 1e-9 && good >= least - 1e-9);
        // It moves with everybody's value.
        let farther: Vec<Weighted> =
            values.iter().map(|v| Weighted { value: v.value + 250.0, ..*v }).collect();
        let moved = kolm_pollak(&farther, kappa).expect("people");
        prop_assert!((moved - found - 250.0).abs() < 1e-7);
    }

    #[test]
    fn gini_is_that_of_all_pairs(values in some(), share in 0.1..9.0_f64) {
        prop_assume!(values.iter().map(|v| v.value * v.people).sum::<f64>() > 0.0);
        let found = gini(&values).expect("people");
        prop_assert!((0.0..=1.0).contains(&found));
        let mut pairs = 0.0;
        for a in &values {
            for b in &values {
                pairs += a.people * b.people * (a.value - b.value).abs();
            }
        }
        let total: f64 = values.iter().map(|v| v.people).sum();
        let exact = pairs / (2.0 * total * total * mean(&values).expect("people"));
        prop_assert!((found - exact).abs() < 1e-12, "{found} {exact}");
        let scaled: Vec<Weighted> =
            values.iter().map(|v| Weighted { value: v.value * share, ..*v }).collect();
        prop_assert!((gini(&scaled).expect("people") - found).abs() < 1e-12);
    }

    #[test]
    fn splitting_a_group_changes_nothing(values in some(), part in 0.1..0.9_f64) {
        let mut split: Vec<Weighted> =
            values.iter().map(|v| Weighted { people: v.people * part, ..*v }).collect();
        split.extend(values.iter().map(|v| Weighted { people: v.people * (1.0 - part), ..*v }));
        let close = |a: Result<f64, NoFigure>, b: Result<f64, NoFigure>| match (a, b) {
            (Ok(a), Ok(b)) => (a - b).abs() < 1e-8,
            (a, b) => a == b,
        };
        prop_assert!(close(mean(&values), mean(&split)));
        prop_assert!(close(gini(&values), gini(&split)));
        prop_assert!(close(kolm_pollak(&values, -0.001), kolm_pollak(&split, -0.001)));
    }

    #[test]
    fn quantiles_are_those_of_people_in_a_row(
        people in prop::collection::vec((0..50_u32, 0..6_u32), 1..20), of in 1..=20_u32,
    ) {
        let mut row: Vec<u32> =
            people.iter().flat_map(|&(v, n)| std::iter::repeat_n(v, n as usize)).collect();
        prop_assume!(!row.is_empty());
        row.sort_unstable();
        // Share k/20 of n people is reached by person ⌈n k / 20⌉.
        let at = (row.len() as u32 * of).div_ceil(20).max(1) as usize - 1;
        let values: Vec<(f64, f64)> =
            people.iter().map(|&(v, n)| (f64::from(v), f64::from(n))).collect();
        let found = quantiles(&all(&values), [f64::from(of) / 20.0]);
        prop_assert_eq!(found, Ok([f64::from(row[at])]));
    }

    #[test]
    fn scores_hand_out_the_capacity_of_what_is_reached(
        people in prop::collection::vec(0.0..900.0_f64, 2..12),
        capacities in prop::collection::vec(0.0..90.0_f64, 1..6),
        metres in prop::collection::vec(0.0..2000.0_f64, 72),
    ) {
        prop_assume!(people.iter().sum::<f64>() > 0.0 && capacities.iter().sum::<f64>() > 0.0);
        let zones = [Zone { metres: 500.0, weight: 1.0 }, Zone { metres: 1000.0, weight: 0.4 }];
        let mut pairs = Vec::new();
        for demand in 0..people.len() {
            for supply in 0..capacities.len() {
                let metres = metres[demand * 6 + supply];
                pairs.push(Pair { demand: demand as u32, supply: supply as u32, metres });
            }
        }
        let scores = catchment_scores(&people, &capacities, &pairs, &zones).expect("people");
        let handed: f64 = scores.iter().zip(&people).map(|(a, p)| a * p).sum();
        let reached = capacities.iter().enumerate().filter(|(supply, _)| {
            let near = |p: &&Pair| p.supply as usize == *supply && p.metres <= 1000.0;
            pairs.iter().filter(near).any(|p| people[p.demand as usize] > 0.0)
        });
        let capacity: f64 = reached.map(|(_, capacity)| capacity).sum();
        prop_assert!((handed - capacity).abs() < 1e-9, "{handed} {capacity}");
    }
}
