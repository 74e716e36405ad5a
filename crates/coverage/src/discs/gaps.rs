//! Gap polygons: what discs leave uncovered of a region, piece by connected piece.

use super::{Corner, Disc, Discs, Path, Piece};
use crate::plane::{PlanePoint, Region};
use std::collections::BTreeMap;

/// A connected part of the uncovered ground.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// Square metres, of the true shape with its arcs.
    pub area: f64,
    /// The outer ring counter-clockwise, then holes clockwise; each begins with its point
    /// farthest west and does not repeat it. Arcs are chords here.
    pub rings: Vec<Vec<PlanePoint>>,
}

/// Parts smaller than this, in square metres, are what rounding leaves where circles and borders
/// coincide.
const NOTHING: f64 = 1e-3;

impl Discs {
    /// What they leave of a region, the largest piece first. A chord strays from its arc by
    /// `deviation` metres at most, toward the disc: a drawn gap is never smaller than the true
    /// one.
    #[must_use]
    pub fn gaps(&self, region: &Region, deviation: f64) -> Vec<Gap> {
        let rings = link(self.pieces_left(region));
        let rings = rings.iter().map(|ring| Ring::new(ring, deviation));
        assemble(rings.collect())
    }
}

/// Closed chains of pieces.
fn link(pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    let mut by_start: BTreeMap<Corner, Piece> = pieces
        .into_iter()
        .map(|piece| (piece.from, piece))
        .collect();
    let mut rings = Vec::new();
    while let Some((first, piece)) = by_start.pop_first() {
        let mut ring = vec![piece];
        let mut corner = piece.to;
        while let Some(piece) = by_start.remove(&corner) {
            ring.push(piece);
            corner = piece.to;
        }
        if corner == first {
            rings.push(ring);
        }
    }
    rings
}

/// A closed boundary: counter-clockwise around a gap (area above 0), or clockwise around a hole.
struct Ring {
    area: f64,
    points: Vec<PlanePoint>,
}

impl Ring {
    fn new(pieces: &[Piece], deviation: f64) -> Self {
        let mut points = Vec::new();
        for piece in pieces {
            match piece.path {
                Path::Straight(from, _) => points.push(from),
                Path::Arc(disc, from, to) => chords(&disc, from, to, deviation, &mut points),
            }
        }
        points.dedup();
        let west = |&a: &usize, &b: &usize| {
            let (a, b) = (points[a], points[b]);
            a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y))
        };
        let first = (0..points.len()).min_by(west).unwrap_or(0);
        points.rotate_left(first);
        let area = pieces.iter().map(Piece::integral).sum();
        Self { area, points }
    }
}

/// The points of an arc but its last.
fn chords(disc: &Disc, from: f64, to: f64, deviation: f64, points: &mut Vec<PlanePoint>) {
    // A chord over the angle 2a lies r(1 − cos a) inside the circle.
    let share = (deviation / disc.radius).clamp(1e-6, 1.0);
    let step = 2.0 * libm::acos(1.0 - share);
    let count = ((from - to) / step).ceil().max(1.0);
    // A full circle needs three points to be a polygon.
    let count = if from - to > 6.0 {
        count.max(3.0)
    } else {
        count
    };
    let angles = (0..count as u32).map(|at| from + (to - from) * f64::from(at) / count);
    points.extend(angles.map(|angle| disc.at(angle)));
}

/// Puts holes into the smallest ring around them.
fn assemble(rings: Vec<Ring>) -> Vec<Gap> {
    let real = |ring: &Ring| ring.area.abs() > NOTHING && ring.points.len() > 2;
    let (outer, holes): (Vec<Ring>, Vec<Ring>) = rings
        .into_iter()
        .filter(real)
        .partition(|ring| ring.area > 0.0);
    let mut gaps: Vec<(Region, Gap)> = outer
        .into_iter()
        .map(|ring| {
            let region = Region::new(vec![ring.points.clone()]);
            let Ring { area, points } = ring;
            (
                region,
                Gap {
                    area,
                    rings: vec![points],
                },
            )
        })
        .collect();
    // Holes may share corners with their outer ring, so the middle of an edge is asked.
    gaps.sort_by(|(_, a), (_, b)| a.area.total_cmp(&b.area));
    for hole in holes {
        let probe = PlanePoint {
            x: f64::midpoint(hole.points[0].x, hole.points[1].x),
            y: f64::midpoint(hole.points[0].y, hole.points[1].y),
        };
        let around = gaps
            .iter_mut()
            .find(|(region, _)| region.area() > -hole.area && region.contains(probe));
        if let Some((_, gap)) = around {
            gap.area += hole.area;
            gap.rings.push(hole.points);
        }
    }
    let mut gaps: Vec<Gap> = gaps.into_iter().map(|(_, gap)| gap).collect();
    gaps.sort_by(|a, b| {
        let (p, q) = (a.rings[0][0], b.rings[0][0]);
        let place = p.x.total_cmp(&q.x).then(p.y.total_cmp(&q.y));
        b.area.total_cmp(&a.area).then(place)
    });
    gaps
}

#[cfg(test)]
mod tests;
