//! Straight lines through the Earth, and how long the way over the ground is.
//!
//! Points of WGS84 as X, Y, Z in metres (geocentric coordinates). The chord c between two of them
//! gives the geodesic as the arc of a circle of radius R over it, s = 2R asin(c / 2R). With R any
//! radius of curvature of the ellipsoid the error is at most 3e-10 of s up to 5 km, 3e-8 up to
//! 50 km: the arc is longer than the chord by c²/24R² of it, and R is known to 0.6 %.
//!
//! `libm` is the same code on the server and in the browser, which std's sine is not.

use okolica_model::{Position, geodesy};

/// The equatorial radius of WGS84 in metres, and the square of its first eccentricity.
const A: f64 = 6_378_137.0;
const E2: f64 = 0.006_694_379_990_141_316;

/// The mean radius of the Earth in metres.
const R: f64 = 6_371_008.8;

/// A distance that exceeds the limit by no more than this, in metres, is rounding.
const TOLERANCE: f64 = 1e-6;

/// The share by which the arc over a chord may differ from the geodesic, up to 50 km, and more.
const DOUBT: f64 = 1e-6;

/// X, Y, Z in metres.
pub(super) type Point = [f64; 3];

pub(super) fn point(at: Position) -> Point {
    let (sin_lat, cos_lat) = libm::sincos(at.lat().to_radians());
    let (sin_lon, cos_lon) = libm::sincos(at.lon().to_radians());
    let n = A / (1.0 - E2 * sin_lat * sin_lat).sqrt();
    [
        n * cos_lat * cos_lon,
        n * cos_lat * sin_lon,
        n * (1.0 - E2) * sin_lat,
    ]
}

/// The square of the chord in square metres.
pub(super) fn chord2(a: Point, b: Point) -> f64 {
    let [x, y, z] = [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
    x * x + y * y + z * z
}

/// The way over the ground in metres, of the square of a chord.
pub(super) fn arc(chord2: f64) -> f64 {
    let chord = chord2.sqrt();
    let x = chord2 / (R * R);
    if x > 0.01 {
        return 2.0 * R * libm::asin((chord / (2.0 * R)).min(1.0));
    }
    // The series of 2R asin(c / 2R); what is left out is less than 1e-8 of it.
    chord * (1.0 + x * (1.0 / 24.0 + x * (3.0 / 640.0 + x * 5.0 / 7168.0)))
}

/// A limit of distance, inclusive.
#[derive(Debug, Clone, Copy)]
pub(super) struct Within {
    metres: f64,
    /// Squares of chords up to which a place is surely within, and from which it surely is not.
    surely: f64,
    surely_not: f64,
}

impl Within {
    pub(super) fn new(metres: f64) -> Self {
        let chord = 2.0 * R * libm::sin(metres / (2.0 * R));
        let slack = chord * DOUBT + 2.0 * TOLERANCE;
        let low = (chord - slack).max(0.0);
        let high = chord + slack;
        Self {
            metres,
            surely: low * low,
            surely_not: high * high,
        }
    }

    /// A chord that nothing within is longer than.
    pub(super) fn longest_chord(self) -> f64 {
        self.surely_not.sqrt()
    }

    /// Whether two positions are within the limit of each other: nearly always by the chord
    /// alone; within a millionth of the limit the geodesic decides.
    pub(super) fn holds(self, chord2: f64, positions: impl FnOnce() -> [Position; 2]) -> bool {
        if chord2 < self.surely {
            return true;
        }
        if chord2 > self.surely_not {
            return false;
        }
        let [a, b] = positions();
        geodesy::distance(a, b).get() <= self.metres + TOLERANCE
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_arc_is_the_geodesic_within_a_tenth_of_a_millionth(
            lon in -180.0..180.0_f64, lat in -89.0..89.0_f64,
            turn in 0.0..std::f64::consts::TAU, metres in 0.01..5000.0_f64,
        ) {
            let degrees = metres / 111_000.0;
            let a = Position::new(lon, lat).expect("in range");
            let b = Position::new(
                (lon + degrees * turn.cos() / lat.to_radians().cos()).clamp(-180.0, 180.0),
                lat + degrees * turn.sin(),
            ).expect("in range");
            let exact = geodesy::distance(a, b).get();
            let ours = arc(chord2(point(a), point(b)));
            // Two hundredths of a micrometre are what is left of six million metres in a number.
            prop_assert!((ours - exact).abs() <= exact * 1e-8 + 2e-8, "{} {}", ours, exact);
            for limit in [exact, exact * (1.0 + 3e-7), exact + 1.0] {
                let within = Within::new(limit);
                prop_assert!(within.holds(chord2(point(a), point(b)), || [a, b]));
            }
            for limit in [exact * (1.0 - 3e-7) - 2e-6, exact - 1.0] {
                let within = Within::new(limit.max(0.0));
                let holds = within.holds(chord2(point(a), point(b)), || [a, b]);
                prop_assert!(!holds || limit < 0.0);
            }
        }

        #[test]
        fn far_away_it_is_still_near_the_geodesic(
            lon in -180.0..180.0_f64, lat in -90.0..90.0_f64,
            to_lon in -180.0..180.0_f64, to_lat in -90.0..90.0_f64,
        ) {
            let a = Position::new(lon, lat).expect("in range");
            let b = Position::new(to_lon, to_lat).expect("in range");
            let exact = geodesy::distance(a, b).get();
            let ours = arc(chord2(point(a), point(b)));
            // Toward the antipodes the way round the Earth is no arc of one circle any more.
            prop_assume!(exact < 1e7);
            prop_assert!((ours - exact).abs() <= exact * 0.01 + 1e-6, "{} {}", ours, exact);
        }
    }
}
