//! Distances on the WGS84 ellipsoid.

use crate::{Metres, Position};
use geographiclib_rs::{Geodesic, InverseGeodesic};
use std::sync::LazyLock;

static WGS84: LazyLock<Geodesic> = LazyLock::new(Geodesic::wgs84);

/// The least and the greatest radius of curvature of WGS84 in metres: along the meridian at the
/// equator, a(1 − e²), and at the poles, a²/b. On a sphere of the one no path is longer than on
/// the ellipsoid, on a sphere of the other none is shorter.
const LEAST_RADIUS: f64 = 6_335_439.327;
const GREATEST_RADIUS: f64 = 6_399_593.626;

/// Keep the two bounds safe from rounding: a share, and a length in metres for angles near zero.
const SLACK: f64 = 1e-9;
const SLACK_METRES: f64 = 1e-6;

fn at_least(angle: f64) -> f64 {
    angle * LEAST_RADIUS * (1.0 - SLACK) - SLACK_METRES
}

fn at_most(angle: f64) -> f64 {
    angle * GREATEST_RADIUS * (1.0 + SLACK) + SLACK_METRES
}

/// The length of the shortest path between two points on WGS84 (Karney 2013, "Algorithms for
/// geodesics", through geographiclib; exact to about 15 nanometres).
#[must_use]
pub fn distance(a: Position, b: Position) -> Metres {
    let metres: f64 = WGS84.inverse(a.lat(), a.lon(), b.lat(), b.lon());
    Metres::from_length(metres)
}

/// Whether the geodesic distance is at most `limit`. Most answers come from the bounds above;
/// only pairs close to the limit cost a geodesic.
#[must_use]
pub fn is_within(a: Position, b: Position, limit: Metres) -> bool {
    let angle = angle(a, b);
    if at_least(angle) > limit.get() {
        return false;
    }
    at_most(angle) < limit.get() || distance(a, b) <= limit
}

/// The angle between two points on a sphere, in radians (haversine formula).
fn angle(a: Position, b: Position) -> f64 {
    let (lat_a, lat_b) = (a.lat().to_radians(), b.lat().to_radians());
    let by_lat = ((lat_a - lat_b) / 2.0).sin();
    let by_lon = ((a.lon() - b.lon()).to_radians() / 2.0).sin();
    let h = by_lat * by_lat + lat_a.cos() * lat_b.cos() * by_lon * by_lon;
    2.0 * h.sqrt().min(1.0).asin()
}

/// A length in metres that no point of the box `[west, south, east, north]` (degrees, not over
/// the antimeridian) lies nearer to `p` than.
#[must_use]
pub fn least_distance(p: Position, [west, south, east, north]: [f64; 4]) -> f64 {
    let by_lat = (south - p.lat()).max(p.lat() - north).max(0.0);
    // How far the box lies away in longitude, the short way round.
    let by_lon = if west <= p.lon() && p.lon() <= east {
        0.0
    } else {
        let gap = |edge: f64| {
            let gap = (edge - p.lon()).abs();
            gap.min(360.0 - gap)
        };
        gap(west).min(gap(east))
    };
    // The nearest point of a meridian that is d degrees away: sin(angle) = cos(lat) sin(d) up to
    // a right angle, from there on the pole.
    let to_meridian = (p.lat().to_radians().cos() * by_lon.min(90.0).to_radians().sin()).asin();
    at_least(by_lat.to_radians().max(to_meridian))
}

/// A length in metres that no point of the box lies farther from `p` than: to the middle of the
/// box, from there along the meridian, then along the parallel.
#[must_use]
pub fn greatest_distance(p: Position, [west, south, east, north]: [f64; 4]) -> f64 {
    let middle = [(west + east) / 2.0, (south + north) / 2.0];
    let Ok(middle) = Position::new(middle[0], middle[1]) else {
        return f64::INFINITY;
    };
    let to_edge = ((east - west) / 2.0 + (north - south) / 2.0).to_radians();
    at_most(angle(p, middle) + to_edge)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(lon: f64, lat: f64) -> Position {
        Position::new(lon, lat).expect("in range")
    }

    #[test]
    fn known_distances() {
        // The quarter meridian and one degree of the equator of WGS84.
        let metres = distance(at(0.0, 0.0), at(0.0, 90.0)).get();
        assert!((metres - 10_001_965.729).abs() < 0.001, "{metres}");
        let degree = distance(at(0.0, 0.0), at(1.0, 0.0)).get();
        assert!((degree - 111_319.490_793).abs() < 1e-5, "{degree}");
        assert_eq!(distance(at(180.0, 10.0), at(-180.0, 10.0)).get(), 0.0);
    }

    proptest! {
        #[test]
        fn the_shortcut_agrees_with_the_geodesic(
            lon in -180.0..=180.0, lat in -90.0..=90.0,
            dx in -0.2..0.2_f64, dy in -0.2..0.2_f64, share in 0.9..1.1_f64,
        ) {
            let a = at(lon, lat);
            let b = at((lon + dx).clamp(-180.0, 180.0), (lat + dy).clamp(-90.0, 90.0));
            let exact = distance(a, b);
            let limit = Metres::new("within", exact.get() * share).expect("a length");
            prop_assert_eq!(is_within(a, b, limit), exact <= limit);
            prop_assert!(is_within(a, b, exact), "equal is inside");
        }

        #[test]
        fn no_point_of_a_box_breaks_its_bounds(
            lon in -180.0..=180.0, lat in -90.0..=90.0,
            west in -180.0..180.0, south in -90.0..90.0,
            u in 0.0..=1.0, v in 0.0..=1.0, width in 0.0..=1.0, height in 0.0..=1.0,
        ) {
            let (east, north) = (west + (180.0 - west) * width, south + (90.0 - south) * height);
            let inside = at(west + (east - west) * u, south + (north - south) * v);
            let p = at(lon, lat);
            let exact = distance(p, inside).get();
            prop_assert!(least_distance(p, [west, south, east, north]) <= exact);
            prop_assert!(exact <= greatest_distance(p, [west, south, east, north]));
        }
    }
}
