use super::*;
use proptest::prelude::*;

fn at(lon: f64, lat: f64) -> Position {
    Position::new(lon, lat).expect("in range")
}

#[test]
fn the_centre_is_the_origin() {
    for centre in [
        at(21.0, 52.2),
        at(0.0, 0.0),
        at(180.0, -17.0),
        at(-70.0, 89.0),
    ] {
        let PlanePoint { x, y } = Plane::new(centre).point(centre);
        assert!(x.abs() < 1e-8 && y.abs() < 1e-8, "{centre:?}: {x}, {y}");
    }
}

#[test]
fn a_box_over_the_antimeridian_has_its_middle_there() {
    let bbox = BBox::new(179.0, -18.0, -178.0, -16.0).expect("a box");
    let plane = Plane::in_the_middle_of(bbox);
    let PlanePoint { x, y } = plane.point(at(-179.5, -17.0));
    assert!(x.abs() < 1e-6 && y.abs() < 1e-6, "{x}, {y}");
}

#[test]
fn half_the_earth_has_half_its_area() {
    // The equator around the north pole; Snyder's q makes the plane's hemisphere 2πR².
    let plane = Plane::new(at(0.0, 89.999));
    let ring: Vec<Position> = (0..3600)
        .map(|i| at(f64::from(i) / 10.0 - 180.0, 0.0))
        .collect();
    let region = Region::new(vec![ring.iter().map(|p| plane.point(*p)).collect()]);
    // The ellipsoid's area by its closed form, 510 065 621.7 km² in all.
    assert!(
        (region.area() / 255_032_810_857_045.0 - 1.0).abs() < 2e-6,
        "{}",
        region.area()
    );
}

#[test]
fn a_long_edge_stays_straight_in_degrees() {
    let square = serde_json::json!({"type": "Polygon", "coordinates":
        [[[20.0, 52.0], [21.0, 52.0], [21.0, 53.0], [20.0, 53.0], [20.0, 52.0]]]});
    let polygons = okolica_model::area::polygons_of_geojson(&square).expect("a polygon");
    let area = Area::new(polygons, 10).expect("valid");
    let region = Plane::in_the_middle_of(area.bbox()).region(&area);
    // A cell of the graticule: R² Δλ (sin β₂ − sin β₁).
    let polar_q = q(1.0);
    let sines = q(53_f64.to_radians().sin()) - q(52_f64.to_radians().sin());
    let exact = A * A * polar_q / 2.0 * 1_f64.to_radians() * sines / polar_q;
    assert!(
        (region.area() / exact - 1.0).abs() < 1e-7,
        "{} {exact}",
        region.area()
    );
}

proptest! {
    #[test]
    fn there_and_back(
        lon in -180.0..180.0, lat in -85.0..85.0_f64,
        dx in -5.0..5.0_f64, dy in -4.0..4.0_f64,
    ) {
        let plane = Plane::new(at(lon, lat));
        let there = (lon + dx + 180.0).rem_euclid(360.0) - 180.0;
        let p = at(there, lat + dy);
        let back = plane.position(plane.point(p)).expect("on the Earth");
        prop_assert!(okolica_model::geodesy::distance(p, back).get() < 1e-6, "{p:?} {back:?}");
    }

    #[test]
    fn lengths_are_true_within_8_ppm_up_to_30_km(
        lat in -80.0..80.0, turn in 0.0..std::f64::consts::TAU, far in 0.0..29_000.0,
        heading in 0.0..std::f64::consts::TAU, length in 100.0..1000.0,
    ) {
        let plane = Plane::new(at(20.0, lat));
        let from = PlanePoint { x: far * turn.cos(), y: far * turn.sin() };
        let to = PlanePoint { x: from.x + length * heading.cos(), y: from.y + length * heading.sin() };
        let (a, b) = (plane.position(from).expect("near"), plane.position(to).expect("near"));
        let share: f64 = okolica_model::geodesy::distance(a, b).get() / length;
        prop_assert!((share - 1.0).abs() < 8e-6, "{share}");
    }

    #[test]
    fn rows_find_what_all_edges_find(
        radii in prop::collection::vec(0.2..1.0_f64, 3..60), x in -1.0..1.0_f64, y in -1.0..1.0_f64,
    ) {
        // A star around the origin: inside is told by the two corners beside the point's angle.
        let step = std::f64::consts::TAU / radii.len() as f64;
        let corner = |i: usize| {
            let (sin, cos) = (i as f64 * step).sin_cos();
            let r = radii[i % radii.len()];
            PlanePoint { x: r * cos, y: r * sin }
        };
        let region = Region::new(vec![(0..radii.len()).map(corner).collect()]);
        let i = (y.atan2(x).rem_euclid(std::f64::consts::TAU) / step) as usize % radii.len();
        let (a, b) = (corner(i), corner(i + 1));
        let side = (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);
        prop_assume!(side.abs() > 1e-9);
        prop_assert_eq!(region.contains(PlanePoint { x, y }), side > 0.0);
    }
}
