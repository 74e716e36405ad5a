//! The ground that discs cover: the union of discs, its exact area inside a region, and the
//! boundary pieces (arcs and straight ones) of what it leaves uncovered.
//!
//! The area is that of Green's theorem, ½∮(x dy − y dx), along the straight pieces of the region's
//! boundary outside the discs and the arcs of the union's boundary inside the region. Nothing is
//! flattened. Each disc looks only at its neighbours, nearest first, and stops as soon as they
//! hide its whole circle.

mod gaps;

use super::plane::{PlanePoint, Region};
pub use gaps::Gap;
use std::f64::consts::TAU;

/// Where a circle's list of arcs begins and ends. An odd angle: at 0 and other round ones, the
/// circles of a town on a raster meet its borders.
const SEAM: f64 = 0.739_085;

/// The same direction as an angle in SEAM..SEAM + 2π.
fn from_seam(angle: f64) -> f64 {
    SEAM + (angle - SEAM).rem_euclid(TAU)
}

/// How often a drawing in which circles and borders coincide is nudged before it has to do.
const TURNS: u64 = 12;

/// A disc on the plane, radius in metres. Its circle belongs to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Disc {
    pub centre: PlanePoint,
    pub radius: f64,
}

impl Disc {
    fn contains(&self, p: PlanePoint) -> bool {
        self.centre.distance_squared(p) <= self.radius * self.radius
    }

    fn at(&self, angle: f64) -> PlanePoint {
        let (sin, cos) = libm::sincos(angle);
        PlanePoint {
            x: self.centre.x + self.radius * cos,
            y: self.centre.y + self.radius * sin,
        }
    }

    /// The angle at the centre, counted from the seam on.
    fn angle_of(&self, p: PlanePoint) -> f64 {
        from_seam(libm::atan2(p.y - self.centre.y, p.x - self.centre.x))
    }
}

/// What a region and the discs have in common, in square metres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cover {
    pub area: f64,
    pub covered: f64,
    /// `area − covered`.
    pub uncovered: f64,
}

/// A corner of the uncovered ground, named by what meets there so that pieces that share it find
/// each other without comparing coordinates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Corner {
    /// Where an edge of the region begins.
    Vertex(u32),
    /// The n-th place where the region's boundary enters or leaves the union.
    Crossing(u32),
    /// Where the circle of the first disc, counter-clockwise, enters the second disc.
    Discs(u32, u32),
    /// Where a circle's list of arcs begins and ends.
    Seam(u32),
}

/// Where a piece runs.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Path {
    Straight(PlanePoint, PlanePoint),
    /// Clockwise on a disc's circle, from an angle down to another.
    Arc(Disc, f64, f64),
}

/// A piece of the boundary of the uncovered ground, which lies to its left.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Piece {
    from: Corner,
    to: Corner,
    path: Path,
}

impl Piece {
    /// Its part of ½∮(x dy − y dx).
    fn integral(&self) -> f64 {
        match self.path {
            Path::Straight(a, b) => (a.x * b.y - b.x * a.y) / 2.0,
            Path::Arc(Disc { centre, radius }, from, to) => {
                let (sin_from, cos_from) = libm::sincos(from);
                let (sin_to, cos_to) = libm::sincos(to);
                let chord = centre.x * (sin_to - sin_from) - centre.y * (cos_to - cos_from);
                (radius * radius * (to - from) + radius * chord) / 2.0
            }
        }
    }
}

/// An arc of a circle that no other disc hides, counter-clockwise between two angles.
#[derive(Debug, Clone, Copy)]
struct Span {
    start: f64,
    end: f64,
    from: Corner,
    to: Corner,
}

/// A set of discs and the boundary of its union. Made once, asked for many regions.
#[derive(Debug, Clone)]
pub struct Discs {
    discs: Vec<Disc>,
    grid: Grid,
    greatest: f64,
    /// The free arcs of each disc's circle, by angle.
    spans: Vec<Vec<Span>>,
}

impl Discs {
    /// Discs in any order; of those around one centre the largest counts. A radius of 0 or less
    /// and what is not finite cover nothing.
    #[must_use]
    pub fn new(discs: impl IntoIterator<Item = Disc>) -> Self {
        let sound = |disc: &Disc| {
            let Disc { centre, radius } = *disc;
            centre.x.is_finite() && centre.y.is_finite() && radius.is_finite() && radius > 0.0
        };
        let mut discs: Vec<Disc> = discs.into_iter().filter(sound).collect();
        // In one order, so that sums do not depend on that of the caller.
        let key = |disc: &Disc| (disc.centre.x, disc.centre.y, -disc.radius);
        discs.sort_by(|a, b| {
            key(a)
                .partial_cmp(&key(b))
                .unwrap_or(std::cmp::Ordering::Equal)
        });
        discs.dedup_by(|b, a| a.centre == b.centre);
        let grid = Grid::new(&discs);
        let greatest = discs.iter().map(|disc| disc.radius).fold(0.0, f64::max);
        let mut union = Self {
            discs,
            grid,
            greatest,
            spans: Vec::new(),
        };
        union.spans = (0..union.discs.len())
            .map(|i| union.free_spans(i))
            .collect();
        union
    }

    /// Whether a disc contains the point.
    #[must_use]
    pub fn contains(&self, p: PlanePoint) -> bool {
        let mut found = false;
        self.grid.near(p, self.greatest, |i| {
            found = self.discs[i as usize].contains(p);
            found
        });
        found
    }

    /// Exact but for rounding, which stays below 0.001 m² for a city.
    ///
    /// Where circles and borders coincide so closely that rounding can't tell which comes first,
    /// radii are changed by a millionth of a thousandth of themselves and the drawing is done
    /// again: micrometres on the ground, less than 0.1 m² in a city.
    #[must_use]
    pub fn cover(&self, region: &Region) -> Cover {
        let pieces = self.pieces_left(region);
        let sum: f64 = pieces.iter().map(Piece::integral).sum();
        let area = region.area();
        let covered = area - sum.clamp(0.0, area.max(0.0));
        Cover {
            area,
            covered,
            uncovered: area - covered,
        }
    }

    /// The same discs, each radius longer or shorter by up to `share` of it, the same at every
    /// call with the same `turn`: takes a drawing out of a coincidence (three circles through a
    /// point, a circle through a corner).
    fn nudged(&self, share: f64, turn: u64) -> Self {
        let nudge = |(at, disc): (usize, &Disc)| Disc {
            radius: disc.radius * (1.0 + share * noise(at as u64, turn)),
            ..*disc
        };
        Self::new(self.discs.iter().enumerate().map(nudge))
    }

    /// The boundary of the region less the union: closed rings, in pieces of no order.
    fn pieces_left(&self, region: &Region) -> Vec<Piece> {
        let pieces = self.pieces(region);
        if are_closed(&pieces) {
            return pieces;
        }
        let mut nudged = (1..=TURNS).map(|turn| {
            let share = 1e-9 * (1_u64 << (turn / 2)) as f64;
            self.nudged(share, turn).pieces(region)
        });
        nudged.find(|pieces| are_closed(pieces)).unwrap_or(pieces)
    }

    fn pieces(&self, region: &Region) -> Vec<Piece> {
        let mut pieces = Vec::new();
        // Where the region's boundary crosses a circle: disc, angle, number.
        let mut crossings: Vec<(u32, f64, u32)> = Vec::new();
        let mut intervals = Vec::new();
        for (at, edge) in region.edges.iter().enumerate() {
            let point = |t: f64| PlanePoint {
                x: edge.from.x + t * (edge.to.x - edge.from.x),
                y: edge.from.y + t * (edge.to.y - edge.from.y),
            };
            // Every crossing cuts its circle, also one that another disc hides: should rounding
            // have hidden it by mistake, no long arc counts for both sides of the border.
            self.intervals_within(
                edge.from,
                edge.to,
                |disc, t| {
                    let number = crossings.len() as u32;
                    let angle = self.discs[disc as usize].angle_of(point(t));
                    crossings.push((disc, angle, number));
                    Corner::Crossing(number)
                },
                &mut intervals,
            );
            let mut begin = Some((edge.from, Corner::Vertex(at as u32)));
            for &Interval {
                start,
                end,
                enters,
                leaves,
            } in &intervals
            {
                if let (Some(enters), Some((from, corner))) = (enters, begin) {
                    let path = Path::Straight(from, point(start));
                    pieces.push(Piece {
                        from: corner,
                        to: enters,
                        path,
                    });
                }
                begin = leaves.map(|corner| (point(end), corner));
            }
            if let Some((from, corner)) = begin {
                let to = Corner::Vertex(edge.next);
                let path = Path::Straight(from, edge.to);
                pieces.push(Piece {
                    from: corner,
                    to,
                    path,
                });
            }
        }
        crossings.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
        let mut rest = &crossings[..];
        for (i, (disc, spans)) in self.discs.iter().zip(&self.spans).enumerate() {
            let mine = rest.partition_point(|crossing| crossing.0 <= i as u32);
            let (own, later) = rest.split_at(mine);
            rest = later;
            if touches(disc, region) {
                arcs_inside(region, disc, spans, own, &mut pieces);
            }
        }
        pieces
    }

    /// What the other discs leave of a disc's circle.
    fn free_spans(&self, i: usize) -> Vec<Span> {
        let disc = self.discs[i];
        let me = i as u32;
        let seam = Corner::Seam(me);
        let mut free = vec![Span {
            start: SEAM,
            end: SEAM + TAU,
            from: seam,
            to: seam,
        }];
        self.grid
            .near(disc.centre, disc.radius + self.greatest, |j| {
                let other = self.discs[j as usize];
                let d2 = disc.centre.distance_squared(other.centre);
                let d = d2.sqrt();
                if j == me || d >= disc.radius + other.radius {
                    return false;
                }
                let inside = d + disc.radius <= other.radius;
                let around = d + other.radius <= disc.radius;
                if inside && !(around && me < j) {
                    free.clear();
                } else if !around {
                    // cos φ = (r² + d² − r'²) / 2rd, written so that it stays exact for small d.
                    let (sum, difference) =
                        (disc.radius + other.radius, disc.radius - other.radius);
                    let cos = (d2 + sum * difference) / (2.0 * disc.radius * d);
                    let half = libm::acos(cos.clamp(-1.0, 1.0));
                    let toward = disc.angle_of(other.centre);
                    let start = from_seam(toward - half);
                    let end = start + 2.0 * half;
                    let (enter, leave) = (Corner::Discs(me, j), Corner::Discs(j, me));
                    hide(&mut free, (start, enter), (end.min(SEAM + TAU), leave));
                    if end > SEAM + TAU {
                        hide(&mut free, (SEAM, enter), (end - TAU, leave));
                    }
                }
                free.is_empty()
            });
        free.sort_by(|a, b| a.start.total_cmp(&b.start));
        free
    }

    /// The parts of a straight line that the union covers, as shares of its length in order.
    /// `cross` is told every disc and share at which the line crosses a circle.
    fn intervals_within(
        &self,
        from: PlanePoint,
        to: PlanePoint,
        mut cross: impl FnMut(u32, f64) -> Corner,
        found: &mut Vec<Interval>,
    ) {
        let middle = PlanePoint {
            x: f64::midpoint(from.x, to.x),
            y: f64::midpoint(from.y, to.y),
        };
        let reach = self.greatest + from.distance_squared(to).sqrt() / 2.0;
        let mut parts: Vec<(f64, f64, u32)> = Vec::new();
        let mut whole = false;
        self.grid.near(middle, reach, |i| {
            if let Some((start, end)) = interval(&self.discs[i as usize], from, to) {
                whole = start <= 0.0 && end >= 1.0;
                parts.push((start, end, i));
            }
            whole
        });
        found.clear();
        if whole {
            found.push(Interval {
                start: 0.0,
                end: 1.0,
                enters: None,
                leaves: None,
            });
            return;
        }
        parts.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.2.cmp(&b.2)));
        for (start, end, disc) in parts {
            let enters = (start > 0.0).then(|| cross(disc, start));
            let leaves = (end < 1.0).then(|| cross(disc, end));
            match found.last_mut() {
                Some(last) if start <= last.end => {
                    if end > last.end {
                        (last.end, last.leaves) = (end, leaves);
                    }
                }
                _ => found.push(Interval {
                    start,
                    end,
                    enters,
                    leaves,
                }),
            }
        }
    }
}

/// A covered part of an edge, and where the edge crosses the circles that end it; `None` at the
/// ends of the edge.
#[derive(Debug, Clone, Copy)]
struct Interval {
    start: f64,
    end: f64,
    enters: Option<Corner>,
    leaves: Option<Corner>,
}

/// The part of a line inside a disc. Whether it holds an end of the line is asked of the end
/// itself, so that two edges agree on the corner that they share.
fn interval(disc: &Disc, from: PlanePoint, to: PlanePoint) -> Option<(f64, f64)> {
    let (starts, ends) = (disc.contains(from), disc.contains(to));
    if starts && ends {
        return Some((0.0, 1.0));
    }
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let (cx, cy) = (disc.centre.x - from.x, disc.centre.y - from.y);
    let length2 = dx * dx + dy * dy;
    let foot = (cx * dx + cy * dy) / length2;
    let across = cx * dy - cy * dx;
    let half = ((disc.radius * disc.radius - across * across / length2).max(0.0) / length2).sqrt();
    // With both ends outside, the line comes nearest to the centre between them or not at all.
    let meets = starts || ends || (half > 0.0 && 0.0 < foot && foot < 1.0);
    // Strictly between the ends where the ends are outside, whatever rounding says.
    let between = |t: f64| t.clamp(f64::EPSILON, 1.0 - f64::EPSILON);
    let start = if starts { 0.0 } else { between(foot - half) };
    let end = if ends { 1.0 } else { between(foot + half) };
    (meets && start < end).then_some((start, end))
}

/// Takes an arc out of those that are free. Either end may be that of the circle's list.
fn hide(free: &mut Vec<Span>, start: (f64, Corner), end: (f64, Corner)) {
    let mut at = 0;
    while let Some(&span) = free.get(at) {
        if end.0 <= span.start || start.0 >= span.end {
            at += 1;
            continue;
        }
        let before = (start.0 > span.start).then_some(Span {
            end: start.0,
            to: start.1,
            ..span
        });
        let after = (end.0 < span.end).then_some(Span {
            start: end.0,
            from: end.1,
            ..span
        });
        match (before, after) {
            (None, None) => {
                free.swap_remove(at);
            }
            (Some(one), None) | (None, Some(one)) => {
                free[at] = one;
                at += 1;
            }
            (Some(one), Some(other)) => {
                free[at] = one;
                free.push(other);
                at += 1;
            }
        }
    }
}

/// Whether every piece ends where just one other begins.
fn are_closed(pieces: &[Piece]) -> bool {
    let mut starts: Vec<Corner> = pieces.iter().map(|piece| piece.from).collect();
    let mut ends: Vec<Corner> = pieces.iter().map(|piece| piece.to).collect();
    starts.sort_unstable();
    ends.sort_unstable();
    starts == ends && starts.windows(2).all(|pair| pair[0] != pair[1])
}

/// Whether the disc's box meets that of the region.
fn touches(disc: &Disc, region: &Region) -> bool {
    let Disc {
        centre: PlanePoint { x, y },
        radius,
    } = *disc;
    x + radius >= region.low.x
        && x - radius <= region.high.x
        && y + radius >= region.low.y
        && y - radius <= region.high.y
}

/// The free arcs of a circle that lie inside the region, clockwise.
fn arcs_inside(
    region: &Region,
    disc: &Disc,
    spans: &[Span],
    crossings: &[(u32, f64, u32)],
    pieces: &mut Vec<Piece>,
) {
    for span in spans {
        let within = |&&(_, angle, _): &&(u32, f64, u32)| span.start < angle && angle < span.end;
        let mut start = (span.start, span.from);
        let cuts = crossings.iter().filter(within);
        let cuts = cuts.map(|&(_, angle, number)| (angle, Corner::Crossing(number)));
        for end in cuts.chain([(span.end, span.to)]) {
            // Between two cuts all points are on the same side. Not the middle: where a drawing
            // is symmetrical, an arc touches a border there without crossing it.
            let probe = disc.at(start.0 + 0.381_966 * (end.0 - start.0));
            if region.contains(probe) {
                let path = Path::Arc(*disc, end.0, start.0);
                pieces.push(Piece {
                    from: end.1,
                    to: start.1,
                    path,
                });
            }
            start = end;
        }
    }
}

/// A number between −1 and 1 that looks random (SplitMix64).
fn noise(at: u64, turn: u64) -> f64 {
    let mut z = at
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .wrapping_add(turn.wrapping_mul(0xd1b5_4a32_d192_ed03));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^= z >> 31;
    (z >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
}

/// The discs' centres in square cells, about one a cell.
#[derive(Debug, Clone)]
struct Grid {
    low: PlanePoint,
    cell: f64,
    columns: usize,
    rows: usize,
    starts: Vec<u32>,
    listed: Vec<u32>,
}

impl Grid {
    fn new(discs: &[Disc]) -> Self {
        let bound = |pick: fn(&Disc) -> f64, choose: fn(f64, f64) -> f64| {
            discs.iter().map(pick).reduce(choose).unwrap_or(0.0)
        };
        let low = PlanePoint {
            x: bound(|disc| disc.centre.x, f64::min),
            y: bound(|disc| disc.centre.y, f64::min),
        };
        let width = bound(|disc| disc.centre.x, f64::max) - low.x;
        let height = bound(|disc| disc.centre.y, f64::max) - low.y;
        let count = discs.len().max(1) as f64;
        let cell = (width * height / count)
            .sqrt()
            .max(width.max(height) / count)
            .max(1.0);
        let columns = (width / cell) as usize + 1;
        let rows = (height / cell) as usize + 1;
        let mut grid = Self {
            low,
            cell,
            columns,
            rows,
            starts: Vec::new(),
            listed: Vec::new(),
        };
        let mut placed: Vec<(usize, u32)> = discs
            .iter()
            .enumerate()
            .map(|(at, disc)| {
                let (column, row) = grid.cell_of(disc.centre);
                (row * columns + column, at as u32)
            })
            .collect();
        placed.sort_unstable();
        grid.starts = (0..=columns * rows)
            .map(|cell| placed.partition_point(|placed| placed.0 < cell) as u32)
            .collect();
        grid.listed = placed.into_iter().map(|(_, at)| at).collect();
        grid
    }

    /// The cell of a point, or the nearest one.
    fn cell_of(&self, p: PlanePoint) -> (usize, usize) {
        let column = ((p.x - self.low.x) / self.cell) as usize;
        let row = ((p.y - self.low.y) / self.cell) as usize;
        (column.min(self.columns - 1), row.min(self.rows - 1))
    }

    /// Visits every centre within `reach` of a point and some farther ones, square ring by square
    /// ring from the point outward, until `visit` answers true.
    fn near(&self, p: PlanePoint, reach: f64, mut visit: impl FnMut(u32) -> bool) {
        let (column, row) = self.cell_of(p);
        let farthest = column
            .max(self.columns - 1 - column)
            .max(row)
            .max(self.rows - 1 - row);
        for ring in 0..=farthest {
            // All of the rings within lie between.
            if ring > 0 && (ring - 1) as f64 * self.cell > reach {
                return;
            }
            let rows = row.saturating_sub(ring)..=(row + ring).min(self.rows - 1);
            let (west, east) = (column.checked_sub(ring), column + ring);
            for y in rows {
                let whole = y + ring == row || y == row + ring;
                if whole {
                    let cells = west.unwrap_or(0)..=east.min(self.columns - 1);
                    if self.visit_cells(y, cells, &mut visit) {
                        return;
                    }
                    continue;
                }
                let sides = [west, (east < self.columns).then_some(east)];
                for x in sides.into_iter().flatten() {
                    if self.visit_cells(y, x..=x, &mut visit) {
                        return;
                    }
                }
            }
        }
    }

    fn visit_cells(
        &self,
        row: usize,
        columns: std::ops::RangeInclusive<usize>,
        visit: &mut impl FnMut(u32) -> bool,
    ) -> bool {
        let first = self.starts[row * self.columns + columns.start()];
        let last = self.starts[row * self.columns + columns.end() + 1];
        self.listed[first as usize..last as usize]
            .iter()
            .any(|&at| visit(at))
    }
}

#[cfg(test)]
mod tests;
