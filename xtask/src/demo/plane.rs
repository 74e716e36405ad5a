//! The town's plane: kilometres east and north of the market square.

use serde_json::{Value, json};

/// The invented place of the market square. What lies there in truth has nothing to do with the
/// town.
const LON: f64 = 19.3;
const LAT: f64 = 52.05;
/// Kilometres a degree at that latitude; the demo does not need better.
const KM_A_DEGREE_NORTH: f64 = 111.27;
const KM_A_DEGREE_EAST: f64 = 68.55;

/// Kilometres east and north.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

pub(super) const fn point(x: f64, y: f64) -> Point {
    Point { x, y }
}

impl Point {
    pub(super) fn towards(self, other: Self, share: f64) -> Self {
        point(
            self.x + (other.x - self.x) * share,
            self.y + (other.y - self.y) * share,
        )
    }

    pub(super) fn distance(self, other: Self) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }

    /// `length` kilometres away in the direction `angle`, radians counter-clockwise from east.
    pub(super) fn moved(self, angle: f64, length: f64) -> Self {
        point(self.x + angle.cos() * length, self.y + angle.sin() * length)
    }

    /// Longitude and latitude to six digits, about 10 cm.
    pub(super) fn lon_lat(self) -> [f64; 2] {
        let round = |degrees: f64| (degrees * 1e6).round() / 1e6;
        [
            round(LON + self.x / KM_A_DEGREE_EAST),
            round(LAT + self.y / KM_A_DEGREE_NORTH),
        ]
    }
}

/// A closed ring without its repeated last point.
pub(super) type Ring = Vec<Point>;

/// Whether the point is inside, by crossings of a ray to the east.
pub(super) fn inside(ring: &[Point], p: Point) -> bool {
    let mut inside = false;
    let mut before = ring[ring.len() - 1];
    for &corner in ring {
        if (corner.y > p.y) != (before.y > p.y)
            && p.x < corner.x + (before.x - corner.x) * (p.y - corner.y) / (before.y - corner.y)
        {
            inside = !inside;
        }
        before = corner;
    }
    inside
}

/// Twice the signed area, positive counter-clockwise.
pub(super) fn twice_area(ring: &[Point]) -> f64 {
    (0..ring.len())
        .map(|at| {
            let (a, b) = (ring[at], ring[(at + 1) % ring.len()]);
            a.x * b.y - b.x * a.y
        })
        .sum()
}

pub(super) fn centroid(ring: &[Point]) -> Point {
    let (mut x, mut y) = (0.0, 0.0);
    for at in 0..ring.len() {
        let (a, b) = (ring[at], ring[(at + 1) % ring.len()]);
        let cross = a.x * b.y - b.x * a.y;
        x += (a.x + b.x) * cross;
        y += (a.y + b.y) * cross;
    }
    let six_areas = 3.0 * twice_area(ring);
    point(x / six_areas, y / six_areas)
}

/// A GeoJSON polygon, its ring closed and counter-clockwise.
pub(super) fn polygon(ring: &[Point]) -> Value {
    let mut corners: Vec<[f64; 2]> = ring.iter().map(|corner| corner.lon_lat()).collect();
    if twice_area(ring) < 0.0 {
        corners.reverse();
    }
    corners.push(corners[0]);
    json!({"type": "Polygon", "coordinates": [corners]})
}
