use super::*;

fn at(x: f64, y: f64) -> PlanePoint {
    PlanePoint { x, y }
}

fn square(half: f64) -> Region {
    Region::new(vec![vec![
        at(-half, -half),
        at(half, -half),
        at(half, half),
        at(-half, half),
    ]])
}

#[test]
fn a_disc_inside_is_a_hole_of_the_gap() {
    let discs = Discs::new([Disc {
        centre: at(0.0, 0.0),
        radius: 100.0,
    }]);
    let found = discs.gaps(&square(500.0), 1.0);
    assert_eq!(found.len(), 1);
    let area = std::f64::consts::PI * 1e4;
    assert!((found[0].area - (1e6 - area)).abs() < 1e-3);
    assert_eq!(found[0].rings.len(), 2);
    // Chords of at most a metre's deviation: cos a = 0.99, so 23 of them.
    assert_eq!(found[0].rings[1].len(), 23);
    assert_eq!(found[0].rings[0][0], at(-500.0, -500.0));
}

#[test]
fn a_wall_of_discs_parts_the_ground() {
    let wall = (-6..=6).map(|i| Disc {
        centre: at(10.0, f64::from(i) * 90.0),
        radius: 100.0,
    });
    let found = Discs::new(wall).gaps(&square(500.0), 1.0);
    assert_eq!(found.len(), 2);
    assert!(found[0].area > found[1].area, "the larger first");
    assert!(found[0].rings[0][0].x < found[1].rings[0][0].x);
}

#[test]
fn all_and_nothing() {
    assert_eq!(Discs::new([]).gaps(&square(5.0), 1.0)[0].area, 100.0);
    let over = Discs::new([Disc {
        centre: at(0.0, 0.0),
        radius: 9.0,
    }]);
    assert_eq!(over.gaps(&square(5.0), 1.0), []);
    assert_eq!(over.gaps(&Region::new(vec![]), 1.0), []);
}
