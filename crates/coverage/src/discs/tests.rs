use super::*;
use proptest::prelude::*;
use std::f64::consts::PI;

fn at(x: f64, y: f64) -> PlanePoint {
    PlanePoint { x, y }
}

fn disc(x: f64, y: f64, radius: f64) -> Disc {
    Disc {
        centre: at(x, y),
        radius,
    }
}

fn rectangle(west: f64, south: f64, east: f64, north: f64) -> Vec<PlanePoint> {
    vec![
        at(west, south),
        at(east, south),
        at(east, north),
        at(west, north),
    ]
}

fn square(half: f64) -> Region {
    Region::new(vec![rectangle(-half, -half, half, half)])
}

/// The covered area; the gaps' areas must add up to the rest.
fn covered(discs: &[Disc], region: &Region) -> f64 {
    let union = Discs::new(discs.iter().copied());
    let cover = union.cover(region);
    let parts: f64 = union.gaps(region, 1.0).iter().map(|gap| gap.area).sum();
    assert!(
        (parts - cover.uncovered).abs() < 0.1,
        "{parts} {cover:?} {discs:?}"
    );
    assert_eq!(cover.uncovered, cover.area - cover.covered);
    cover.covered
}

fn near(found: f64, expected: f64) {
    assert!(
        (found - expected).abs() < 0.01,
        "{found}, expected {expected}"
    );
}

/// What two discs of one radius have in common.
fn lens(r: f64, d: f64) -> f64 {
    2.0 * r * r * (d / (2.0 * r)).acos() - d / 2.0 * (4.0 * r * r - d * d).sqrt()
}

#[test]
fn closed_forms() {
    let region = square(1000.0);
    let whole = 4e6;
    let r = 300.0;
    let full = PI * r * r;
    near(covered(&[], &region), 0.0);
    near(covered(&[disc(0.0, 0.0, r)], &region), full);
    // Identical, nested, and tangent from within and from outside.
    near(
        covered(&[disc(1.0, 2.0, r), disc(1.0, 2.0, r)], &region),
        full,
    );
    near(
        covered(&[disc(0.0, 0.0, r), disc(50.0, 0.0, 100.0)], &region),
        full,
    );
    near(
        covered(&[disc(0.0, 0.0, r), disc(200.0, 0.0, 100.0)], &region),
        full,
    );
    near(
        covered(&[disc(-r, 0.0, r), disc(r, 0.0, r)], &region),
        2.0 * full,
    );
    // Apart by less than rounding.
    near(
        covered(&[disc(0.0, 0.0, r), disc(1e-13, 0.0, r)], &region),
        full,
    );
    near(
        covered(
            &[disc(0.0, 0.0, r), disc(1e-9, 0.0, r), disc(0.0, 1e-9, r)],
            &region,
        ),
        full,
    );
    // A lens counts once.
    near(
        covered(&[disc(0.0, 0.0, r), disc(200.0, 0.0, r)], &region),
        2.0 * full - lens(r, 200.0),
    );
    // On a side, on a corner, touching a side from both, through a corner.
    near(covered(&[disc(1000.0, 0.0, r)], &region), full / 2.0);
    near(covered(&[disc(1000.0, 1000.0, r)], &region), full / 4.0);
    near(covered(&[disc(700.0, 0.0, r)], &region), full);
    near(covered(&[disc(1300.0, 0.0, r)], &region), 0.0);
    let diagonal = 1000.0 + r / 2_f64.sqrt();
    near(covered(&[disc(diagonal, diagonal, r)], &region), 0.0);
    // All of it, and just its four corners left.
    near(covered(&[disc(0.0, 0.0, 1415.0)], &region), whole);
    near(covered(&[disc(0.0, 0.0, 1000.0)], &region), PI * 1e6);
    // Nothing, and not a number.
    let none = [
        disc(0.0, 0.0, 0.0),
        disc(0.0, 0.0, -5.0),
        disc(f64::NAN, 0.0, 9.0),
    ];
    near(covered(&none, &region), 0.0);
    near(covered(&[disc(0.0, 0.0, f64::INFINITY)], &region), 0.0);
    near(covered(&[disc(0.0, 0.0, 1e9)], &region), whole);
}

#[test]
fn holes_and_detached_parts() {
    let mut hole = rectangle(-100.0, -100.0, 100.0, 100.0);
    hole.reverse();
    let outer = rectangle(-1000.0, -1000.0, 1000.0, 1000.0);
    let island = rectangle(1500.0, -100.0, 1700.0, 100.0);
    let region = Region::new(vec![outer, hole, island]);
    near(region.area(), 4e6 - 4e4 + 4e4);
    // The hole is no ground to cover; its middle may be a place all the same.
    near(covered(&[disc(0.0, 0.0, 300.0)], &region), PI * 9e4 - 4e4);
    near(covered(&[disc(0.0, 0.0, 100.0)], &region), 0.0);
    near(covered(&[disc(0.0, 0.0, 50.0)], &region), 0.0);
    near(covered(&[disc(1600.0, 0.0, 200.0)], &region), 4e4);
    // Between the two parts, touching both.
    near(covered(&[disc(1250.0, 0.0, 250.0)], &region), 0.0);
}

#[test]
fn a_full_grid_of_circles_through_common_points() {
    // Every corner of the drawing is met by four circles, and the border runs through them.
    let r = 100.0 * 2_f64.sqrt();
    let discs: Vec<Disc> = (-5..=5)
        .flat_map(|i| (-5..=5).map(move |j| disc(f64::from(i) * 200.0, f64::from(j) * 200.0, r)))
        .collect();
    near(covered(&discs, &square(1000.0)), 4e6);
    let touching: Vec<Disc> = discs
        .iter()
        .map(|d| Disc {
            radius: 100.0,
            ..*d
        })
        .collect();
    // Full discs, halves along the sides, quarters in the corners: as many as cells.
    near(covered(&touching, &square(1000.0)), 100.0 * PI * 1e4);
    let rings = Discs::new(touching).gaps(&square(1000.0), 1.0);
    let star = 4e4 - PI * 1e4;
    let sum: f64 = rings.iter().map(|gap| gap.area).sum();
    assert!((sum - 100.0 * star).abs() < 0.1, "{sum}");
}

#[test]
fn two_circles_through_a_corner_of_the_border() {
    let region = Region::new(vec![rectangle(1100.0, 1100.0, 1300.0, 1500.0)]);
    let discs = [disc(1100.0, 1300.0, 200.0), disc(1100.0, 700.0, 400.0)];
    near(covered(&discs, &region), PI * 2e4);
}

#[test]
fn ten_thousand_discs_look_at_their_neighbours_only() {
    // Each hides the next: with all pairs this would be 10⁸ of them.
    let discs: Vec<Disc> = (0..10_000_u32)
        .map(|i| {
            disc(
                noise(u64::from(i), 1) * 9e3,
                noise(u64::from(i), 2) * 9e3,
                5e3,
            )
        })
        .collect();
    let cover = Discs::new(discs).cover(&square(1e4));
    near(cover.uncovered, 0.0);
}

fn some_discs() -> impl Strategy<Value = Vec<Disc>> {
    let one = (-1500.0..1500.0_f64, -1500.0..1500.0_f64, 20.0..600.0_f64);
    let exact = prop::collection::vec(one.prop_map(|(x, y, r)| disc(x, y, r)), 0..25);
    // On a raster, so that circles touch, coincide and meet in threes.
    let one = (-15..=15, -15..=15, 1..=5);
    let raster = one.prop_map(|(x, y, r)| {
        disc(
            f64::from(x) * 100.0,
            f64::from(y) * 100.0,
            f64::from(r) * 100.0,
        )
    });
    prop_oneof![exact, prop::collection::vec(raster, 0..25)]
}

/// A comb with a hole and an island: right angles that a raster of circles touches.
fn comb() -> Region {
    let mut hole = rectangle(-700.0, -700.0, -300.0, -400.0);
    hole.reverse();
    let outer = vec![
        at(-1000.0, -1000.0),
        at(1000.0, -1000.0),
        at(1000.0, 800.0),
        at(600.0, 800.0),
        at(500.0, -300.0),
        at(400.0, 900.0),
        at(-200.0, 900.0),
        at(-200.0, 100.0),
        at(-1000.0, 1000.0),
    ];
    Region::new(vec![outer, hole, rectangle(1100.0, 1100.0, 1300.0, 1500.0)])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn between_the_largest_disc_and_their_sum(discs in some_discs()) {
        let found = covered(&discs, &square(1e4));
        let areas = || discs.iter().map(|d| PI * d.radius * d.radius);
        prop_assert!(found >= areas().fold(0.0, f64::max) - 0.1);
        prop_assert!(found <= areas().sum::<f64>() + 0.1);
    }

    #[test]
    fn neither_order_nor_duplicates_count(discs in some_discs()) {
        let mut turned: Vec<Disc> = discs.iter().rev().copied().collect();
        turned.extend_from_slice(&discs);
        prop_assert_eq!(covered(&discs, &comb()), covered(&turned, &comb()));
    }

    #[test]
    fn a_turn_of_the_drawing_changes_nothing(
        discs in some_discs(), by in 0.0..TAU,
    ) {
        let (sin, cos) = by.sin_cos();
        let turn = |p: PlanePoint| at(p.x * cos - p.y * sin, p.x * sin + p.y * cos);
        let region = comb();
        let mut rings = vec![Vec::new()];
        for (i, edge) in region.edges.iter().enumerate() {
            rings.last_mut().expect("a ring").push(turn(edge.from));
            if (edge.next as usize) <= i {
                rings.push(Vec::new());
            }
        }
        let turned: Vec<Disc> =
            discs.iter().map(|d| Disc { centre: turn(d.centre), ..*d }).collect();
        let (a, b) = (covered(&discs, &region), covered(&turned, &Region::new(rings)));
        prop_assert!((a - b).abs() < 0.1, "{} {}", a, b);
    }

    #[test]
    fn a_longer_radius_covers_more(discs in some_discs(), more in 1.0..2.0_f64) {
        let larger: Vec<Disc> =
            discs.iter().map(|d| Disc { radius: d.radius * more, ..*d }).collect();
        prop_assert!(covered(&larger, &comb()) >= covered(&discs, &comb()) - 0.1);
    }

    #[test]
    fn a_region_and_the_rest_make_the_whole(discs in some_discs(), x in -900.0..900.0_f64) {
        let left = Region::new(vec![rectangle(-1000.0, -1000.0, x, 1000.0)]);
        let right = Region::new(vec![rectangle(x, -1000.0, 1000.0, 1000.0)]);
        let parts = covered(&discs, &left) + covered(&discs, &right);
        prop_assert!((parts - covered(&discs, &square(1000.0))).abs() < 0.1);
    }

    /// Against a count of points, the plainest reckoning there is.
    #[test]
    fn points_agree(discs in some_discs()) {
        let region = comb();
        let steps = 220;
        let step = 2600.0 / f64::from(steps);
        let centres = (0..steps).map(|i| -1050.0 + (f64::from(i) + 0.5) * step);
        let mut inside = 0.0;
        for x in centres.clone() {
            for y in centres.clone() {
                let p = at(x, y);
                if region.contains(p) && discs.iter().any(|d| d.contains(p)) {
                    inside += step * step;
                }
            }
        }
        let found = covered(&discs, &region);
        // Cells that a boundary crosses: its length, bounded, times a cell's diagonal.
        let tolerance = 4e4;
        prop_assert!((found - inside).abs() < tolerance, "{} {}", found, inside);
    }

    #[test]
    fn the_gaps_are_the_uncovered_ground(discs in some_discs()) {
        let union = Discs::new(discs.iter().copied());
        let region = comb();
        let found = union.gaps(&region, 0.5);
        prop_assert!(found.windows(2).all(|pair| pair[0].area >= pair[1].area));
        let shapes: Vec<Region> = found.iter().map(|gap| Region::new(gap.rings.clone())).collect();
        for (shape, gap) in shapes.iter().zip(&found) {
            // A drawn gap is the true one and slivers on its arcs.
            prop_assert!(shape.area() >= gap.area - 0.1, "{} {}", shape.area(), gap.area);
        }
        for i in 0..40_u64 {
            let p = at(noise(i, 7) * 1300.0, noise(i, 8) * 1300.0);
            let drawn = shapes.iter().filter(|shape| shape.contains(p)).count();
            if region.contains(p) && !union.contains(p) {
                prop_assert_eq!(drawn, 1, "{:?}", p);
            } else if drawn > 0 {
                // Only within the stated deviation inside a circle.
                let off = |d: &Disc| (d.radius - d.centre.distance_squared(p).sqrt()).abs();
                let least = discs.iter().map(off).fold(f64::INFINITY, f64::min);
                prop_assert!(least < 0.5, "{:?} {}", p, least);
            }
        }
    }
}
