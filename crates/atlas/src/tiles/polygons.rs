//! Districts of a tile: simplified for its zoom and cut to its square.
//!
//! Simplification works on arcs, the stretches of boundary between points where three or more
//! districts meet, so that both neighbours of an arc keep the same points of it and no sliver
//! opens between them.

use super::grid::{self, TileId};
use crate::atlas::Atlas;
use geo::{
    BooleanOps, BoundingRect, Coord, LineString, MultiPolygon, Orient, Polygon, Rect,
    orient::Direction,
};
use okolica_model::district::{DEFAULT_SET, StoredDistrict};
use okolica_model::filter::Filter;
use std::collections::HashSet;

/// How far a simplified line may stray: half a pixel of a tile 256 pixels wide.
const TOLERANCE: f64 = 0.5 / 256.0;

/// What is kept around the tile, so that strokes along its edge don't show: 64 of 4096 units.
const BUFFER: f64 = 64.0 / 4096.0;

/// A district in a tile.
pub(crate) struct Shape<'a> {
    pub(crate) district: &'a StoredDistrict,
    pub(crate) polygons: MultiPolygon<f64>,
}

/// For every vertex of a district how much it matters.
#[derive(Debug)]
pub(crate) struct Outlines {
    /// District by district, ring by ring, vertex by vertex: the tolerance, as a share of the
    /// world's width, below which the vertex is kept.
    weights: Vec<Vec<Vec<f32>>>,
}

/// The districts of a set that show in the tile, by code.
pub(super) fn shapes<'a>(atlas: &'a Atlas, tile: TileId, filter: &Filter) -> Vec<Shape<'a>> {
    let wanted = filter.district.as_ref();
    let set = wanted.map_or(DEFAULT_SET, |wanted| &wanted.set);
    let codes = wanted.map_or(&[][..], |wanted| &wanted.codes);
    let Some(outlines) = atlas.city.districts.outlines(set) else {
        return Vec::new();
    };
    let [west, south, east, north] = tile.bounds(BUFFER);
    let square = Rect::new(Coord { x: west, y: south }, Coord { x: east, y: north });
    let tolerance = tolerance(tile.z());
    atlas
        .districts(set)
        .iter()
        .zip(&outlines.weights)
        .filter(|(stored, _)| codes.is_empty() || codes.contains(&stored.district.code))
        .filter_map(|(district, weights)| {
            let bounds = district.district.area.polygons().bounding_rect()?;
            let apart = bounds.max().x < west
                || east < bounds.min().x
                || bounds.max().y < south
                || north < bounds.min().y;
            if apart {
                return None;
            }
            let simple = simplified(district.district.area.polygons(), weights, tolerance);
            let inside = west <= bounds.min().x
                && bounds.max().x <= east
                && south <= bounds.min().y
                && bounds.max().y <= north;
            let polygons = if inside {
                simple
            } else {
                simple
                    .intersection(&MultiPolygon(vec![square.to_polygon()]))
                    .orient(Direction::Default)
            };
            (!polygons.0.is_empty()).then_some(Shape { district, polygons })
        })
        .collect()
}

/// See [`Atlas::outlines`].
pub(super) fn outlines<'a>(
    atlas: &'a Atlas,
    set: &str,
    z: u8,
) -> Vec<(&'a StoredDistrict, MultiPolygon<f64>)> {
    let weights = atlas.city.districts.outlines(set);
    let weights = weights.map_or(&[][..], |outlines| &outlines.weights);
    let districts = atlas.districts(set).iter().zip(weights);
    districts
        .map(|(stored, weights)| {
            let polygons = stored.district.area.polygons();
            (stored, simplified(polygons, weights, tolerance(z)))
        })
        .filter(|(_, polygons)| !polygons.0.is_empty())
        .collect()
}

/// How far a line of zoom `z` may stray, as a share of the world's width.
fn tolerance(z: u8) -> f32 {
    (TOLERANCE / f64::from(1_u32 << z)) as f32
}

/// The polygons without the vertices that matter less; rings that shrink to nothing are left out.
fn simplified(polygons: &MultiPolygon<f64>, weights: &[Vec<f32>], limit: f32) -> MultiPolygon<f64> {
    let mut weights = weights.iter();
    let mut keep = |ring: &LineString<f64>| -> Option<LineString<f64>> {
        let weights = weights.next()?;
        let kept: Vec<Coord<f64>> = ring
            .0
            .iter()
            .zip(weights)
            .filter(|(_, weight)| **weight > limit)
            .map(|(point, _)| *point)
            .collect();
        (kept.len() >= 4).then_some(LineString(kept))
    };
    let polygons = polygons.iter().filter_map(|polygon| {
        let outer = keep(polygon.exterior());
        let holes: Vec<LineString<f64>> =
            polygon.interiors().iter().filter_map(&mut keep).collect();
        Some(Polygon::new(outer?, holes))
    });
    MultiPolygon(polygons.collect())
}

type Vertex = [u64; 2];

fn vertex(c: Coord<f64>) -> Vertex {
    [c.x.to_bits(), c.y.to_bits()]
}

impl Outlines {
    pub(crate) fn new(districts: &[StoredDistrict]) -> Self {
        let junctions = Junctions::of(districts);
        let weights = districts
            .iter()
            .map(|stored| {
                let rings = stored.district.area.rings();
                rings.map(|ring| ring_weights(ring, &junctions)).collect()
            })
            .collect();
        Self { weights }
    }
}

/// The vertices that are joined to another number of vertices than two.
struct Junctions(HashSet<Vertex>);

impl Junctions {
    fn of(districts: &[StoredDistrict]) -> Self {
        let rings = districts
            .iter()
            .flat_map(|stored| stored.district.area.rings());
        let mut joined: Vec<[Vertex; 2]> = rings
            .flat_map(|ring| ring.0.windows(2))
            .flat_map(|pair| {
                let [a, b] = [vertex(pair[0]), vertex(pair[1])];
                [[a, b], [b, a]]
            })
            .collect();
        joined.sort_unstable();
        joined.dedup();
        let of_vertex = joined.chunk_by(|a, b| a[0] == b[0]);
        let others = of_vertex.filter(|joined| joined.len() != 2);
        Self(others.map(|joined| joined[0][0]).collect())
    }

    fn is_junction(&self, c: Coord<f64>) -> bool {
        self.0.contains(&vertex(c))
    }
}

/// The weight of each vertex of a closed ring.
fn ring_weights(ring: &LineString<f64>, junctions: &Junctions) -> Vec<f32> {
    let open = &ring.0[..ring.0.len() - 1];
    let n = open.len();
    let mut weights = vec![0.0; n];
    let mut ends: Vec<usize> = (0..n)
        .filter(|at| junctions.is_junction(open[*at]))
        .collect();
    if ends.is_empty() {
        // A ring that no other meets but perhaps in full: its least vertex stands for a junction,
        // the same one whichever district asks.
        let least = (0..n).min_by(|a, b| {
            let key = |at: usize| (open[at].x, open[at].y);
            key(*a)
                .partial_cmp(&key(*b))
                .unwrap_or(std::cmp::Ordering::Equal)
        });
        ends.extend(least);
    }
    for (at, start) in ends.iter().enumerate() {
        let end = ends.get(at + 1).copied().unwrap_or(ends[0] + n);
        let mut arc: Vec<usize> = (*start..=end).map(|at| at % n).collect();
        // Both neighbours walk an arc from the same end, so that ties fall alike.
        let key = |at: usize| (open[at].x, open[at].y);
        let (first, second) = (key(arc[0]), key(arc[arc.len() - 1]));
        let inner = |list: &[usize]| list.get(1).map(|at| key(*at));
        let reversed: Vec<usize> = arc.iter().rev().copied().collect();
        if (second, inner(&reversed)) < (first, inner(&arc)) {
            arc = reversed;
        }
        arc_weights(open, &arc, &mut weights);
    }
    weights.push(weights[0]);
    weights
}

/// Douglas and Peucker's algorithm for all tolerances at once: the ends of an arc always stay; a
/// vertex inside stays while the tolerance is below its distance from the chord, and goes with
/// the vertices that the chord hangs on at the latest.
fn arc_weights(points: &[Coord<f64>], arc: &[usize], weights: &mut [f32]) {
    let on_map = |at: &usize| {
        let c = points[*at];
        grid::mercator(c.x, c.y.clamp(-85.06, 85.06))
    };
    let map: Vec<[f64; 2]> = arc.iter().map(on_map).collect();
    let last = arc.len() - 1;
    weights[arc[0]] = f32::INFINITY;
    weights[arc[last]] = f32::INFINITY;
    let mut spans = vec![(0, last, f32::INFINITY)];
    while let Some((from, to, parent)) = spans.pop() {
        let chord = [map[from], map[to]];
        let farthest = (from + 1..to)
            .map(|i| (squared_distance(map[i], chord), i))
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let Some((squared, middle)) = farthest else {
            continue;
        };
        let weight = (squared.sqrt() as f32).min(parent);
        weights[arc[middle]] = weight;
        spans.push((from, middle, weight));
        spans.push((middle, to, weight));
    }
}

/// From a point to a segment.
fn squared_distance([x, y]: [f64; 2], [[ax, ay], [bx, by]]: [[f64; 2]; 2]) -> f64 {
    let (dx, dy) = (bx - ax, by - ay);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 {
        (((x - ax) * dx + (y - ay) * dy) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let (px, py) = (ax + along * dx - x, ay + along * dy - y);
    px * px + py * py
}
