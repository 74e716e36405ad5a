//! The fixed grid of points that stands for a polygon's people.

use okolica_model::Position;
use okolica_model::area::Area;
use okolica_model::locator::Locator;

/// How far apart neighbouring points of a grid may lie, in metres: 50 less what rounding adds.
pub(super) const SPACING: f64 = 49.98;

/// A degree of latitude in metres is nowhere longer, nor is one of longitude over the cosine of
/// the latitude: π/180 of a²/b.
const DEGREE: f64 = 111_693.98;

/// The most points of the grid over the box of one polygon. Beyond it, at 2500 km², the points
/// lie farther apart.
const MOST: f64 = 1_000_000.0;

/// Rows and columns of a block: points of a block are neighbours in the order that they have.
const BLOCK: usize = 8;

/// Degrees are rounded so, to about a centimetre, which a whole number of 32 bits holds.
pub(super) const PER_DEGREE: f64 = 1e7;

/// The points of a polygon, never none, and where in the list blocks of near points begin.
///
/// The box of the polygon is cut into equal rows and columns of at most 50 m; the middles of those
/// rectangles that lie in the polygon or on its boundary are the points. A polygon so small or
/// narrow that it has none is stood for by one point of its inside.
pub(super) fn points(area: &Area) -> (Vec<Position>, Vec<usize>) {
    let bbox = area.bbox();
    let (height, width) = (bbox.north() - bbox.south(), bbox.east() - bbox.west());
    let nearest_to_equator = if bbox.south() <= 0.0 && bbox.north() >= 0.0 {
        0.0
    } else {
        bbox.south().abs().min(bbox.north().abs())
    };
    let height_m = height * DEGREE;
    let width_m = width * DEGREE * libm::cos(nearest_to_equator.to_radians());
    let mut spacing = SPACING;
    while (height_m / spacing).ceil() * (width_m / spacing).ceil() > MOST {
        spacing *= 2.0;
    }
    let steps = |metres: f64| ((metres / spacing).ceil() as usize).max(1);
    let (rows, columns) = (steps(height_m), steps(width_m));
    let locator = Locator::new(std::iter::once(area));
    let mut covering = Vec::new();
    let (mut points, mut blocks) = (Vec::new(), Vec::new());
    let rounded = |degrees: f64| (degrees * PER_DEGREE).round() / PER_DEGREE;
    for row in (0..rows).step_by(BLOCK) {
        for column in (0..columns).step_by(BLOCK) {
            let first = points.len();
            for row in row..rows.min(row + BLOCK) {
                for column in column..columns.min(column + BLOCK) {
                    let share = |step: usize, of: usize| (step as f64 + 0.5) / of as f64;
                    let lon = rounded(bbox.west() + width * share(column, columns));
                    let lat = rounded(bbox.south() + height * share(row, rows));
                    let Ok(at) = Position::new(lon, lat) else {
                        continue;
                    };
                    covering.clear();
                    locator.covering(at, &mut covering);
                    if !covering.is_empty() {
                        points.push(at);
                    }
                }
            }
            if points.len() > first {
                blocks.push(first);
            }
        }
    }
    if points.is_empty()
        && let Some(inside) = area.label_position()
    {
        points.push(inside);
        blocks.push(0);
    }
    (points, blocks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{MultiPolygon, Polygon};
    use okolica_model::geodesy;
    use proptest::prelude::*;

    fn area(ring: &[(f64, f64)]) -> Area {
        let ring = Polygon::new(ring.iter().copied().collect(), Vec::new());
        Area::new(MultiPolygon(vec![ring]), 100).expect("a polygon")
    }

    #[test]
    fn a_sliver_has_a_point() {
        let sliver = area(&[
            (21.0, 52.0),
            (21.01, 52.000_000_1),
            (21.01, 52.0),
            (21.0, 52.0),
        ]);
        let (points, blocks) = points(&sliver);
        assert_eq!((points.len(), &blocks[..]), (1, &[0][..]));
        assert!(sliver.covers(points[0]));
    }

    #[test]
    fn a_country_has_no_endless_grid() {
        let country = area(&[
            (14.0, 49.0),
            (24.0, 49.0),
            (24.0, 55.0),
            (14.0, 55.0),
            (14.0, 49.0),
        ]);
        let (points, _) = points(&country);
        assert!(
            (100_000..=1_000_000).contains(&points.len()),
            "{}",
            points.len()
        );
    }

    proptest! {
        #[test]
        fn neighbours_lie_at_most_fifty_metres_apart(
            lon in -170.0..170.0_f64, lat in -80.0..80.0_f64,
            width in 0.001..0.02_f64, height in 0.001..0.01_f64,
        ) {
            let (east, north) = (lon + width, lat + height);
            let square = area(&[(lon, lat), (east, lat), (east, north), (lon, north), (lon, lat)]);
            let (points, blocks) = points(&square);
            prop_assert!(points.iter().all(|p| square.covers(*p)));
            prop_assert_eq!(blocks[0], 0);
            prop_assert!(blocks.is_sorted() && blocks.iter().all(|b| *b < points.len()));
            // Every corner of the polygon is near a point, so nothing of it is left out.
            for corner in [(lon, lat), (east, lat), (east, north), (lon, north)] {
                let corner = Position::new(corner.0, corner.1).expect("in range");
                let nearest = points.iter().map(|p| geodesy::distance(*p, corner).get());
                prop_assert!(nearest.fold(f64::INFINITY, f64::min) < 36.0);
            }
            for p in points.iter().take(200) {
                let others = points.iter().filter(|o| *o != p);
                let nearest = others.map(|o| geodesy::distance(*p, *o).get());
                prop_assert!(nearest.fold(f64::INFINITY, f64::min) <= 50.1);
            }
        }
    }
}
