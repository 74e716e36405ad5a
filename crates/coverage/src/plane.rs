//! The plane that areas are reckoned on: Lambert's azimuthal equal-area projection of WGS84.

use geo::{Coord, LineString};
use okolica_model::area::Area;
use okolica_model::{BBox, Position};

/// The equatorial radius of WGS84 in metres, and the square of its first eccentricity.
const A: f64 = 6_378_137.0;
const E2: f64 = 0.006_694_379_990_141_316;

/// How far, in metres, a straight edge on the plane may stray from the straight edge in degrees
/// that it stands for.
const EDGE_DEVIATION: f64 = 0.001;

/// A point of a [`Plane`], in metres east (x) and north (y) of its centre.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlanePoint {
    pub x: f64,
    pub y: f64,
}

impl PlanePoint {
    /// The square of the distance on the plane, in square metres.
    #[must_use]
    pub fn distance_squared(self, other: Self) -> f64 {
        let (dx, dy) = (self.x - other.x, self.y - other.y);
        dx * dx + dy * dy
    }
}

/// Lambert's azimuthal equal-area projection of the WGS84 ellipsoid around a centre (Snyder 1987,
/// "Map projections: a working manual", USGS Professional Paper 1395, equations 3-11 to 3-18 and
/// 24-17 to 24-26). Areas are true everywhere; up to 30 km from the centre lengths, and so the
/// shape of a disc, are true within 8 ppm (3 ppm on a sphere, 5 ppm by the ellipsoid's form).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plane {
    lon: f64,
    sin_beta: f64,
    cos_beta: f64,
    /// q at the pole.
    polar_q: f64,
    /// The radius of the sphere with the ellipsoid's area.
    radius: f64,
    /// Snyder's D, which makes lengths true at the centre.
    d: f64,
}

/// Snyder's q, equation 3-12: proportional to the area between the equator and a latitude.
fn q(sin_lat: f64) -> f64 {
    let e = E2.sqrt();
    let es = e * sin_lat;
    (1.0 - E2) * (sin_lat / (1.0 - es * es) + libm::atanh(es) / e)
}

impl Plane {
    /// A plane that touches the ellipsoid at `centre`. Nearer to a pole than 0.001° the centre is
    /// moved away from it, where the formula has no value.
    #[must_use]
    pub fn new(centre: Position) -> Self {
        Self::touching(centre.lon(), centre.lat())
    }

    fn touching(lon: f64, lat: f64) -> Self {
        let lat = lat.clamp(-89.999, 89.999).to_radians();
        let polar_q = q(1.0);
        let (sin_lat, cos_lat) = libm::sincos(lat);
        let sin_beta = q(sin_lat) / polar_q;
        let cos_beta = (1.0 - sin_beta * sin_beta).sqrt();
        let radius = A * (polar_q / 2.0).sqrt();
        let m = cos_lat / (1.0 - E2 * sin_lat * sin_lat).sqrt();
        Self {
            lon: lon.to_radians(),
            sin_beta,
            cos_beta,
            polar_q,
            radius,
            d: A * m / (radius * cos_beta),
        }
    }

    /// The plane in the middle of a box, also of one that crosses the antimeridian.
    #[must_use]
    pub fn in_the_middle_of(bbox: BBox) -> Self {
        let mut lon = f64::midpoint(bbox.west(), bbox.east());
        if bbox.crosses_antimeridian() {
            lon += if lon > 0.0 { -180.0 } else { 180.0 };
        }
        Self::touching(lon, f64::midpoint(bbox.south(), bbox.north()))
    }

    /// Forward: equations 24-17 to 24-19.
    #[must_use]
    pub fn point(&self, position: Position) -> PlanePoint {
        self.point_of_degrees(position.lon(), position.lat())
    }

    fn point_of_degrees(&self, lon: f64, lat: f64) -> PlanePoint {
        let (sin_lon, cos_lon) = libm::sincos(lon.to_radians() - self.lon);
        let sin_beta = q(libm::sin(lat.to_radians())) / self.polar_q;
        let cos_beta = (1.0 - sin_beta * sin_beta).max(0.0).sqrt();
        let cos_angle = self.sin_beta * sin_beta + self.cos_beta * cos_beta * cos_lon;
        let b = self.radius * (2.0 / (1.0 + cos_angle)).sqrt();
        PlanePoint {
            x: b * self.d * cos_beta * sin_lon,
            y: b / self.d * (self.cos_beta * sin_beta - self.sin_beta * cos_beta * cos_lon),
        }
    }

    /// Inverse: equations 24-20 to 24-26, the latitude by iteration of 3-16. `None` outside the
    /// image of the Earth.
    #[must_use]
    pub fn position(&self, point: PlanePoint) -> Option<Position> {
        let (x, y) = (point.x / self.d, point.y * self.d);
        let rho = libm::hypot(x, y);
        let half = rho / (2.0 * self.radius);
        if half.is_nan() || half > 1.0 {
            return None;
        }
        let (sin_c, cos_c) = libm::sincos(2.0 * libm::asin(half));
        let toward = if rho == 0.0 { 0.0 } else { y * sin_c / rho };
        let sin_beta = cos_c * self.sin_beta + toward * self.cos_beta;
        let toward_pole = rho * self.cos_beta * cos_c - y * self.sin_beta * sin_c;
        let lon = self.lon + libm::atan2(x * sin_c, toward_pole);
        let lat = latitude(sin_beta.clamp(-1.0, 1.0) * self.polar_q);
        let lon = (lon.to_degrees() + 180.0).rem_euclid(360.0) - 180.0;
        Position::new(lon, lat.to_degrees().clamp(-90.0, 90.0)).ok()
    }

    /// An area on the plane. Its edges are straight in degrees, as its author drew them; long
    /// ones are broken so that the plane's edges stray from them by a millimetre at most.
    #[must_use]
    pub fn region(&self, area: &Area) -> Region {
        Region::new(area.rings().map(|ring| self.ring(ring)).collect())
    }

    fn ring(&self, ring: &LineString<f64>) -> Vec<PlanePoint> {
        let mut points = Vec::with_capacity(ring.0.len());
        for line in ring.lines() {
            let start = self.point_of_degrees(line.start.x, line.start.y);
            points.push(start);
            let end = self.point_of_degrees(line.end.x, line.end.y);
            self.break_edge((line.start, start), (line.end, end), 12, &mut points);
        }
        points
    }

    /// Adds the points between the ends, halving where the middle strays.
    fn break_edge(
        &self,
        (from, start): (Coord<f64>, PlanePoint),
        (to, end): (Coord<f64>, PlanePoint),
        depth: u32,
        points: &mut Vec<PlanePoint>,
    ) {
        let middle = Coord {
            x: f64::midpoint(from.x, to.x),
            y: f64::midpoint(from.y, to.y),
        };
        let on_plane = self.point_of_degrees(middle.x, middle.y);
        let straight = PlanePoint {
            x: f64::midpoint(start.x, end.x),
            y: f64::midpoint(start.y, end.y),
        };
        let strays = on_plane.distance_squared(straight) > EDGE_DEVIATION * EDGE_DEVIATION;
        if depth == 0 || !strays {
            return;
        }
        self.break_edge((from, start), (middle, on_plane), depth - 1, points);
        points.push(on_plane);
        self.break_edge((middle, on_plane), (to, end), depth - 1, points);
    }
}

/// The latitude in radians whose q this is.
fn latitude(wanted: f64) -> f64 {
    let mut lat = libm::asin((wanted / 2.0).clamp(-1.0, 1.0));
    for _ in 0..20 {
        let (sin, cos) = libm::sincos(lat);
        if cos < 1e-9 {
            break;
        }
        let es2 = E2 * sin * sin;
        let step = (1.0 - es2) * (1.0 - es2) / (2.0 * cos) * (wanted - q(sin)) / (1.0 - E2);
        lat = (lat + step).clamp(-std::f64::consts::FRAC_PI_2, std::f64::consts::FRAC_PI_2);
        if step.abs() < 1e-15 {
            break;
        }
    }
    lat
}

/// Polygons on the plane as their directed edges: the inside lies to the left of every one.
#[derive(Debug, Clone)]
pub struct Region {
    pub(super) edges: Vec<Edge>,
    rows: Rows,
    pub(super) low: PlanePoint,
    pub(super) high: PlanePoint,
    area: f64,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub(super) from: PlanePoint,
    pub(super) to: PlanePoint,
    /// The edge that follows in its ring.
    pub(super) next: u32,
}

impl Region {
    /// Rings without a closing point that repeats the first; outer ones counter-clockwise, holes
    /// clockwise, none crossing another.
    #[must_use]
    pub fn new(rings: Vec<Vec<PlanePoint>>) -> Self {
        let mut edges: Vec<Edge> = Vec::new();
        for mut ring in rings {
            // A point twice in a row would be an edge without a direction.
            ring.dedup();
            if ring.last() == ring.first() {
                ring.pop();
            }
            let first = edges.len();
            for (at, &from) in ring.iter().enumerate() {
                let last = at + 1 == ring.len();
                edges.push(Edge {
                    from,
                    to: ring[if last { 0 } else { at + 1 }],
                    next: (if last { first } else { first + at + 1 }) as u32,
                });
            }
        }
        let mut low = PlanePoint {
            x: f64::INFINITY,
            y: f64::INFINITY,
        };
        let mut high = PlanePoint {
            x: f64::NEG_INFINITY,
            y: f64::NEG_INFINITY,
        };
        let mut area = 0.0;
        for Edge { from, to, .. } in &edges {
            low = PlanePoint {
                x: low.x.min(from.x),
                y: low.y.min(from.y),
            };
            high = PlanePoint {
                x: high.x.max(from.x),
                y: high.y.max(from.y),
            };
            area += (from.x * to.y - to.x * from.y) / 2.0;
        }
        let rows = Rows::new(&edges, low.y, high.y);
        Self {
            edges,
            rows,
            low,
            high,
            area,
        }
    }

    /// Square metres.
    #[must_use]
    pub const fn area(&self) -> f64 {
        self.area
    }

    /// The lower left and the upper right corner of the box around it, `None` when it is empty.
    #[must_use]
    pub fn bounds(&self) -> Option<(PlanePoint, PlanePoint)> {
        (!self.edges.is_empty()).then_some((self.low, self.high))
    }

    /// The square of the distance to the boundary in square metres; infinite without one.
    pub(super) fn distance_squared(&self, p: PlanePoint) -> f64 {
        let distances = self.edges.iter().map(|edge| {
            let (dx, dy) = (edge.to.x - edge.from.x, edge.to.y - edge.from.y);
            let along = (p.x - edge.from.x) * dx + (p.y - edge.from.y) * dy;
            let share = (along / (dx * dx + dy * dy)).clamp(0.0, 1.0);
            p.distance_squared(PlanePoint {
                x: edge.from.x + share * dx,
                y: edge.from.y + share * dy,
            })
        });
        distances.fold(f64::INFINITY, f64::min)
    }

    /// Whether the point lies inside. On the boundary, rounding decides.
    #[must_use]
    pub fn contains(&self, p: PlanePoint) -> bool {
        let outside =
            p.x < self.low.x || p.x > self.high.x || p.y < self.low.y || p.y > self.high.y;
        if outside {
            return false;
        }
        let crossed = self.rows.of(p.y).iter().filter(|&&at| {
            let Edge { from, to, .. } = self.edges[at as usize];
            (from.y > p.y) != (to.y > p.y)
                && p.x < from.x + (p.y - from.y) / (to.y - from.y) * (to.x - from.x)
        });
        crossed.count() % 2 == 1
    }
}

/// Which edges meet a strip of the plane: so a test of a point looks at few of them.
#[derive(Debug, Clone)]
struct Rows {
    low: f64,
    height: f64,
    starts: Vec<u32>,
    edges: Vec<u32>,
}

impl Rows {
    fn new(edges: &[Edge], low: f64, high: f64) -> Self {
        let count = (edges.len() / 2).clamp(1, 4096);
        let height = ((high - low) / count as f64).max(f64::MIN_POSITIVE);
        let row = |y: f64| (((y - low) / height) as usize).min(count - 1);
        let span = |edge: &Edge| row(edge.from.y.min(edge.to.y))..=row(edge.from.y.max(edge.to.y));
        let mut starts = vec![0_u32; count + 1];
        for edge in edges {
            for row in span(edge) {
                starts[row + 1] += 1;
            }
        }
        for row in 0..count {
            starts[row + 1] += starts[row];
        }
        let mut free = starts.clone();
        let mut listed = vec![0; starts[count] as usize];
        for (at, edge) in edges.iter().enumerate() {
            for row in span(edge) {
                listed[free[row] as usize] = at as u32;
                free[row] += 1;
            }
        }
        Self {
            low,
            height,
            starts,
            edges: listed,
        }
    }

    fn of(&self, y: f64) -> &[u32] {
        let row = (((y - self.low) / self.height) as usize).min(self.starts.len() - 2);
        &self.edges[self.starts[row] as usize..self.starts[row + 1] as usize]
    }
}

#[cfg(test)]
mod tests;
