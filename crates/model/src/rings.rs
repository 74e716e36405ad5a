//! Whether rings make valid polygons, in the time of a sort: a line sweeps over their corners and
//! keeps the edges that it cuts in order (Shamos, Hoey 1976, "Geometric intersection problems").
//! It stops at the first crossing, so the order only ever asks on which side of an edge a corner
//! lies, which is answered exactly.

use geo::line_intersection::{LineIntersection, line_intersection};
use geo::{Coord, GeoNum, Kernel, Line, LineString, MultiPolygon, Orientation, Polygon};
use std::cmp::Ordering;

/// Why rings are no valid polygons (OGC 06-103r4, 6.1.11 and 6.1.14), and where.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Fault {
    pub what: &'static str,
    pub at: Coord<f64>,
}

const CROSSING: &str = "lines that cross or touch";
const OVERLAP: &str = "lines that lie on one another";
const SHORT: &str = "a ring without an inside";
const NESTED: &str = "a hole outside of its polygon, or a polygon inside of another";

/// Checks that no ring touches itself, that rings touch one another in single points at most and do
/// not cross there, that holes lie in their polygon and not in one another, and that polygons lie
/// apart or in the hole of another.
///
/// # Errors
/// The first fault from west to east.
pub(crate) fn check(polygons: &MultiPolygon<f64>) -> Result<(), Fault> {
    let mut sweep = Sweep::new(polygons)?;
    let mut order: Vec<(Coord<f64>, u32)> = sweep.corners.iter().copied().zip(0..).collect();
    order.sort_unstable_by(|a, b| by_place(&a.0, &b.0));
    for here in order.chunk_by(|a, b| a.0 == b.0) {
        sweep.pass(here)?;
    }
    sweep.check_nesting()
}

/// West to east, then south to north; both zeros are one number.
fn by_place(a: &Coord<f64>, b: &Coord<f64>) -> Ordering {
    let order = |a: f64, b: f64| a.partial_cmp(&b).unwrap_or(Ordering::Equal);
    order(a.x, b.x).then(order(a.y, b.y))
}

fn orientation(a: Coord<f64>, b: Coord<f64>, c: Coord<f64>) -> Orientation {
    <f64 as GeoNum>::Ker::orient2d(a, b, c)
}

/// The ends of an edge, the western one first.
#[derive(Clone, Copy)]
struct Edge {
    from: Coord<f64>,
    to: Coord<f64>,
    /// The ring runs from `from` to `to`.
    forward: bool,
}

impl Edge {
    /// Counter-clockwise where the point lies above the edge.
    fn side(&self, point: Coord<f64>) -> Orientation {
        orientation(self.from, self.to, point)
    }
}

struct Ring {
    /// The numbers of its corners.
    corners: std::ops::Range<u32>,
    polygon: u32,
    is_hole: bool,
    counter_clockwise: bool,
    /// The ring that it lies in directly.
    around: Option<u32>,
    seen: bool,
}

struct Sweep {
    /// The corners of all rings; none is equal to the next of its ring, nor the last to the first.
    corners: Vec<Coord<f64>>,
    /// From each corner to the next of its ring.
    edges: Vec<Edge>,
    /// The ring of each corner.
    ring_of: Vec<u32>,
    rings: Vec<Ring>,
    /// The edges that the line cuts, from south to north.
    cut: Cut,
    /// Room for the edges that end at a place, and for those that begin there.
    west: Vec<u32>,
    east: Vec<u32>,
}

impl Sweep {
    fn new(polygons: &MultiPolygon<f64>) -> Result<Self, Fault> {
        let mut sweep = Self {
            corners: Vec::new(),
            edges: Vec::new(),
            ring_of: Vec::new(),
            rings: Vec::new(),
            cut: Cut { chunks: Vec::new() },
            west: Vec::new(),
            east: Vec::new(),
        };
        for (number, polygon) in (0..).zip(polygons) {
            sweep.add(polygon.exterior(), number, false)?;
            for hole in Polygon::interiors(polygon) {
                sweep.add(hole, number, true)?;
            }
        }
        Ok(sweep)
    }

    fn add(&mut self, ring: &LineString<f64>, polygon: u32, is_hole: bool) -> Result<(), Fault> {
        let start = self.corners.len();
        let number = self.rings.len() as u32;
        // The last corner of a ring is its first.
        self.corners.extend(ring.0.iter().skip(1).copied());
        let mut kept = start;
        for at in start..self.corners.len() {
            let last = if kept == start {
                ring.0[0]
            } else {
                self.corners[kept - 1]
            };
            if self.corners[at] != last {
                self.corners[kept] = self.corners[at];
                kept += 1;
            }
        }
        self.corners.truncate(kept);
        if kept - start < 3 {
            return Err(Fault {
                what: SHORT,
                at: ring.0.first().copied().unwrap_or_default(),
            });
        }
        self.rings.push(Ring {
            corners: start as u32..kept as u32,
            polygon,
            is_hole,
            counter_clockwise: false,
            around: None,
            seen: false,
        });
        self.ring_of.resize(kept, number);
        let corners = &self.corners[start..];
        let nexts = corners.iter().skip(1).chain(corners.first());
        for (a, b) in corners.iter().zip(nexts) {
            let forward = by_place(a, b).is_lt();
            let (from, to) = if forward { (*a, *b) } else { (*b, *a) };
            self.edges.push(Edge { from, to, forward });
        }
        Ok(())
    }

    fn corner(&self, number: u32) -> Coord<f64> {
        self.corners[number as usize]
    }

    fn edge(&self, number: u32) -> &Edge {
        &self.edges[number as usize]
    }

    fn ring(&self, edge: u32) -> u32 {
        self.ring_of[edge as usize]
    }

    /// The corner before one of its ring; an edge has the number of the corner that it starts at.
    fn before(&self, corner: u32) -> u32 {
        let corners = &self.rings[self.ring(corner) as usize].corners;
        if corner == corners.start {
            corners.end - 1
        } else {
            corner - 1
        }
    }

    /// Moves the line over all corners at one place.
    fn pass(&mut self, here: &[(Coord<f64>, u32)]) -> Result<(), Fault> {
        let place = here[0].0;
        let fault = |what| Fault { what, at: place };
        let at = self
            .cut
            .first_not(|edge| self.edge(edge).side(place) == Orientation::CounterClockwise);
        // Those that end here, and one that another ring touches here.
        let mut west = std::mem::take(&mut self.west);
        west.clear();
        let mut through: Option<u32> = None;
        for edge in self.cut.from(at) {
            if self.edge(edge).side(place) != Orientation::Collinear {
                break;
            }
            west.push(edge);
            if self.edge(edge).to != place && through.replace(edge).is_some() {
                return Err(fault(CROSSING));
            }
        }
        let mut east = std::mem::take(&mut self.east);
        east.clear();
        east.extend(through);
        let mut ends = 0;
        for (_, corner) in here {
            for edge in [*corner, self.before(*corner)] {
                if self.edge(edge).from == place {
                    east.push(edge);
                } else {
                    ends += 1;
                }
            }
        }
        if ends + usize::from(through.is_some()) != west.len() {
            return Err(fault(CROSSING));
        }
        let mut overlap = false;
        east.sort_unstable_by(|a, b| {
            match orientation(place, self.edge(*a).to, self.edge(*b).to) {
                Orientation::CounterClockwise => Ordering::Less,
                Orientation::Clockwise => Ordering::Greater,
                Orientation::Collinear => {
                    overlap |= a != b;
                    Ordering::Equal
                }
            }
        });
        if overlap {
            return Err(fault(OVERLAP));
        }
        self.check_touch(&west, &east).map_err(fault)?;
        let at = self.cut.replace(at, west.len(), &east);
        self.place_new_rings(at, here, &east);
        self.check_neighbours(at, east.len())?;
        (self.west, self.east) = (west, east);
        Ok(())
    }

    /// Rings that meet at a place may not cross there, and none may meet itself.
    fn check_touch(&self, west: &[u32], east: &[u32]) -> Result<(), &'static str> {
        if west.len() + east.len() == 2 {
            return Ok(());
        }
        // Around the place each ring comes twice; rings that do not cross are as brackets.
        let mut open: Vec<u32> = Vec::new();
        let mut closed: Vec<u32> = Vec::new();
        for edge in east.iter().chain(west.iter().rev()) {
            let ring = self.ring(*edge);
            if open.last() == Some(&ring) {
                open.pop();
                closed.push(ring);
            } else if open.contains(&ring) || closed.contains(&ring) {
                return Err(CROSSING);
            } else {
                open.push(ring);
            }
        }
        Ok(())
    }

    /// Notes of each ring that begins here which ring is around it: the one of the edge below, or
    /// what is around that.
    fn place_new_rings(&mut self, at: Place, here: &[(Coord<f64>, u32)], east: &[u32]) {
        for (_, corner) in here {
            let number = self.ring(*corner) as usize;
            if self.rings[number].seen {
                continue;
            }
            let (next, before) = (self.edge(*corner), self.edge(self.before(*corner)));
            self.rings[number].counter_clockwise =
                next.side(before.to) == Orientation::CounterClockwise;
        }
        let mut below = self.cut.before(at);
        for edge in east {
            let number = self.ring(*edge) as usize;
            if !self.rings[number].seen {
                self.rings[number].seen = true;
                self.rings[number].around = below.and_then(|below| {
                    let ring = self.ring(below);
                    let of = &self.rings[ring as usize];
                    let inside = of.counter_clockwise == self.edge(below).forward;
                    if inside { Some(ring) } else { of.around }
                });
            }
            below = Some(*edge);
        }
    }

    /// Edges that have become neighbours may not cross.
    fn check_neighbours(&self, at: Place, inserted: usize) -> Result<(), Fault> {
        let mut around = self.cut.before(at).into_iter().chain(self.cut.from(at));
        let Some(mut below) = around.next() else {
            return Ok(());
        };
        for above in around.take(inserted + 1) {
            let (low, high) = (self.edge(below), self.edge(above));
            let crossed = if by_place(&low.to, &high.to).is_lt() {
                high.side(low.to) == Orientation::CounterClockwise
            } else {
                low.side(high.to) == Orientation::Clockwise
            };
            if crossed {
                let lines = [low, high].map(|edge| Line::new(edge.from, edge.to));
                let at = match line_intersection(lines[0], lines[1]) {
                    Some(LineIntersection::SinglePoint { intersection, .. }) => intersection,
                    _ => low.to,
                };
                return Err(Fault { what: CROSSING, at });
            }
            below = above;
        }
        Ok(())
    }

    fn check_nesting(&self) -> Result<(), Fault> {
        for ring in &self.rings {
            let around = ring.around.map(|around| &self.rings[around as usize]);
            let right = match around {
                None => !ring.is_hole,
                Some(around) if ring.is_hole => !around.is_hole && around.polygon == ring.polygon,
                Some(around) => around.is_hole && around.polygon != ring.polygon,
            };
            if !right {
                return Err(Fault {
                    what: NESTED,
                    at: self.corner(ring.corners.start),
                });
            }
        }
        Ok(())
    }
}

/// Edges in order, in chunks that are short enough to make room in.
struct Cut {
    /// None is empty.
    chunks: Vec<Vec<u32>>,
}

/// A chunk and a place in it; that after the last place of a chunk is the first of the next.
#[derive(Debug, Clone, Copy)]
struct Place {
    chunk: usize,
    at: usize,
}

impl Cut {
    const LONGEST: usize = 512;

    /// The place of the first edge of which it is not true; it is true of all before that.
    fn first_not(&self, is_true: impl Fn(u32) -> bool) -> Place {
        let of_last = |chunk: &Vec<u32>| chunk.last().is_some_and(|last| is_true(*last));
        let chunk = self.chunks.partition_point(of_last);
        let at = match self.chunks.get(chunk) {
            Some(edges) => edges.partition_point(|edge| is_true(*edge)),
            None => 0,
        };
        Place { chunk, at }
    }

    fn before(&self, place: Place) -> Option<u32> {
        if place.at > 0 {
            return self.chunks.get(place.chunk)?.get(place.at - 1).copied();
        }
        let chunk = self.chunks.get(place.chunk.checked_sub(1)?)?;
        chunk.last().copied()
    }

    fn from(&self, place: Place) -> impl Iterator<Item = u32> {
        let chunk = self.chunks.get(place.chunk);
        let rest = chunk.and_then(|edges| edges.get(place.at..));
        let later = self.chunks.get(place.chunk + 1..).unwrap_or_default();
        rest.into_iter()
            .chain(later.iter().map(Vec::as_slice))
            .flatten()
            .copied()
    }

    /// Puts edges in the place of some, and says where they, or what follows them, are now.
    fn replace(&mut self, place: Place, count: usize, edges: &[u32]) -> Place {
        let Place { mut chunk, mut at } = place;
        if chunk == self.chunks.len() {
            if edges.is_empty() {
                return place;
            }
            self.chunks.push(Vec::new());
        }
        let here = &mut self.chunks[chunk];
        let in_first = count.min(here.len() - at);
        here.splice(at..at + in_first, edges.iter().copied());
        let mut left = count - in_first;
        while left > 0 {
            let next = &mut self.chunks[chunk + 1];
            let in_next = left.min(next.len());
            next.drain(..in_next);
            left -= in_next;
            if next.is_empty() {
                self.chunks.remove(chunk + 1);
            }
        }
        if self.chunks[chunk].is_empty() {
            self.chunks.remove(chunk);
        } else if self.chunks[chunk].len() > Self::LONGEST {
            let half = self.chunks[chunk].len() / 2;
            let rest = self.chunks[chunk].split_off(half);
            self.chunks.insert(chunk + 1, rest);
            if at >= half {
                (chunk, at) = (chunk + 1, at - half);
            }
        }
        Place { chunk, at }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{Area as _, Validation as _};
    use proptest::prelude::*;

    /// Corners on a small grid, so that all ways to touch and to overlap come up.
    fn ring(most: usize) -> impl Strategy<Value = LineString<f64>> {
        let corner = (0..7_i32, 0..7_i32).prop_map(|(x, y)| Coord {
            x: f64::from(x),
            y: f64::from(y),
        });
        prop::collection::vec(corner, 3..=most).prop_map(|mut corners| {
            corners.push(corners[0]);
            LineString(corners)
        })
    }

    /// Boxes and diamonds, which are often valid beside, in and on one another.
    fn plain() -> impl Strategy<Value = LineString<f64>> {
        (
            0..8_i32,
            0..8_i32,
            1..5_i32,
            1..5_i32,
            any::<bool>(),
            any::<bool>(),
        )
            .prop_map(|(x, y, width, height, diamond, turned)| {
                let corners = if diamond {
                    [
                        (x + width, y),
                        (x + 2 * width, y + height),
                        (x + width, y + 2 * height),
                        (x, y + height),
                    ]
                } else {
                    [
                        (x, y),
                        (x + 2 * width, y),
                        (x + 2 * width, y + 2 * height),
                        (x, y + 2 * height),
                    ]
                };
                let mut corners: Vec<Coord<f64>> = corners
                    .iter()
                    .map(|(x, y)| Coord {
                        x: f64::from(*x),
                        y: f64::from(*y),
                    })
                    .collect();
                if turned {
                    corners.reverse();
                }
                corners.push(corners[0]);
                LineString(corners)
            })
    }

    fn polygons() -> impl Strategy<Value = MultiPolygon<f64>> {
        let some = prop_oneof![3 => plain(), 1 => ring(8)];
        let holes = prop::collection::vec(plain(), 0..3);
        let polygon = (some, holes).prop_map(|(outer, holes)| Polygon::new(outer, holes));
        prop::collection::vec(polygon, 1..4).prop_map(MultiPolygon)
    }

    /// What comparing all pairs of edges and of rings says. It accepts rings without an inside.
    fn is_valid(polygons: &MultiPolygon<f64>) -> bool {
        let mut rings = polygons
            .iter()
            .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
        let has_inside =
            |ring: &LineString<f64>| Polygon::new(ring.clone(), vec![]).unsigned_area() > 0.0;
        polygons.is_valid() && rings.all(has_inside)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        #[test]
        fn a_ring_is_valid_when_no_two_of_its_edges_meet(ring in ring(9)) {
            let polygons = MultiPolygon(vec![Polygon::new(ring, vec![])]);
            let valid = is_valid(&polygons);
            prop_assert_eq!(check(&polygons).is_ok(), valid, "{:?}", check(&polygons));
        }

        #[test]
        fn polygons_are_valid_where_comparing_all_pairs_says_so(polygons in polygons()) {
            let valid = is_valid(&polygons);
            prop_assert_eq!(check(&polygons).is_ok(), valid, "{:?}", check(&polygons));
        }
    }

    #[test]
    fn a_jagged_ring_of_many_corners_is_read_and_a_crossing_of_it_found() {
        let corner = |at: u32| {
            let turn = f64::from(at) / 20_000.0 * std::f64::consts::TAU;
            let far = 1.0 + 0.3 * f64::from(at.wrapping_mul(2_654_435_761) >> 16) / 65_536.0;
            Coord {
                x: far * turn.cos(),
                y: far * turn.sin(),
            }
        };
        let mut corners: Vec<Coord<f64>> = (0..20_000).map(corner).collect();
        corners.push(corners[0]);
        let of = |corners: &[Coord<f64>]| {
            MultiPolygon(vec![Polygon::new(LineString(corners.to_vec()), vec![])])
        };
        assert_eq!(check(&of(&corners)), Ok(()));
        // Out on the other side.
        corners[700] = corners[10_700] * 2.0;
        assert!(check(&of(&corners)).is_err());
    }
}
