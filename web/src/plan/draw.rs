//! The numbers in shapes: bars and curves as SVG, the same on the server and live.

use std::fmt::Write as _;

/// The length of a whole bar.
pub const BAR: f64 = 100.0;
/// The size of a curve's drawing.
pub const CURVE: (f64, f64) = (320.0, 160.0);

/// How long a bar is whose whole is `most`.
#[must_use]
pub fn bar(value: f64, most: f64) -> String {
    let length = if most > 0.0 { value / most * BAR } else { 0.0 };
    rounded(length.clamp(0.0, BAR))
}

/// The outline through points of 0 to 1 on both axes, the origin at the bottom left.
#[must_use]
pub fn line(points: impl Iterator<Item = (f64, f64)>) -> String {
    let mut path = String::new();
    for (at, (x, y)) in points.enumerate() {
        let step = if at == 0 { 'M' } else { 'L' };
        let (x, y) = (rounded(x * CURVE.0), rounded((1.0 - y) * CURVE.1));
        // Writing into a String can't fail.
        let _ = write!(path, "{step}{x} {y}");
    }
    path
}

/// Metres between two points of a coverage curve.
pub const STEP: f64 = 100.0;
/// The last of them.
pub const FAR: f64 = 3000.0;

/// The outline of a coverage curve.
#[must_use]
pub fn curve(shares: &[f64]) -> String {
    let points = shares.iter().enumerate();
    line(points.map(|(at, share)| (at as f64 * STEP / FAR, *share)))
}

/// How dark a cell is drawn: 0 for nothing, else 1 to 4 by its part of the most.
#[must_use]
pub fn shade(value: f64, most: f64) -> usize {
    if value <= 0.0 || most <= 0.0 {
        return 0;
    }
    (value / most * 4.0).ceil().clamp(1.0, 4.0) as usize
}

fn rounded(value: f64) -> String {
    let tenths = (value * 10.0).round() / 10.0;
    format!("{tenths}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_and_lines_stay_inside() {
        assert_eq!(bar(5.0, 10.0), "50");
        assert_eq!(bar(5.0, 0.0), "0");
        assert_eq!(bar(50.0, 10.0), "100");
        let path = line([(0.0, 0.0), (0.5, 0.25), (1.0, 1.0)].into_iter());
        assert_eq!(path, "M0 160L160 120L320 0");
    }
}
