//! Which of many areas cover a point, exactly as [`Area::covers`] says, for a million points.
//!
//! A grid over each area knows cells that no boundary touches: there the answer is the same for
//! every point. In the other cells the point is tested against the edges of its own horizontal
//! slab, with the same robust orientation test as [`Area::covers`].

use crate::area::Area;
use crate::{BBox, Position};
use geo::{Coord, GeoNum, Kernel, Orientation};

/// Cells a side of an area's grid at most: 64 kB an area.
const CELLS: usize = 128;

/// An edge of a ring, in its direction.
type Edge = [Coord<f64>; 2];

#[derive(Debug)]
pub struct Locator {
    areas: Vec<Shape>,
}

impl Locator {
    pub fn new<'a>(areas: impl Iterator<Item = &'a Area>) -> Self {
        Self {
            areas: areas.map(Shape::new).collect(),
        }
    }

    /// Adds the numbers of the areas that cover the position, in order.
    pub fn covering(&self, position: Position, out: &mut Vec<u32>) {
        for (shape, number) in self.areas.iter().zip(0..) {
            if shape.covers(position) {
                out.push(number);
            }
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cell {
    Outside,
    Inside,
    Boundary,
}

#[derive(Debug)]
struct Shape {
    bbox: BBox,
    columns: Scale,
    rows: Scale,
    /// Row by row.
    cells: Vec<Cell>,
    slabs: Scale,
    /// The edges that touch each slab.
    edges: Vec<Vec<Edge>>,
}

/// Into how many slabs a shape is cut: few enough that its edges, which stand in each slab that
/// they touch, take no more room than four times theirs.
fn slabs(edges: &[Edge], bbox: BBox) -> usize {
    let climbed: f64 = edges.iter().map(|[a, b]| (b.y - a.y).abs()).sum();
    let heights = climbed / (bbox.north() - bbox.south());
    let most = (4.0 * edges.len() as f64 / heights) as usize;
    (edges.len().clamp(4, 16_384) / 4).min(most).max(1)
}

impl Shape {
    fn new(area: &Area) -> Self {
        let edges: Vec<Edge> = area
            .rings()
            .flat_map(|ring| ring.0.windows(2).map(|pair| [pair[0], pair[1]]))
            .collect();
        let bbox = area.bbox();
        let slabs = Scale::new(bbox.south(), bbox.north(), slabs(&edges, bbox));
        let mut by_slab = vec![Vec::new(); slabs.steps];
        for edge in &edges {
            for slab in slabs.span(edge[0].y, edge[1].y, 0) {
                by_slab[slab].push(*edge);
            }
        }
        let side = ((edges.len() as f64).sqrt() as usize * 4).clamp(8, CELLS);
        let mut shape = Self {
            bbox,
            columns: Scale::new(bbox.west(), bbox.east(), side),
            rows: Scale::new(bbox.south(), bbox.north(), side),
            cells: vec![Cell::Outside; side * side],
            slabs,
            edges: by_slab,
        };
        shape.mark(&edges);
        shape
    }

    fn mark(&mut self, edges: &[Edge]) {
        let side = self.columns.steps;
        for [a, b] in edges {
            // One cell more on each side keeps rounding out of the question.
            for row in self.rows.span(a.y, b.y, 1) {
                for column in self.columns.span(a.x, b.x, 1) {
                    self.cells[row * side + column] = Cell::Boundary;
                }
            }
        }
        for row in 0..side {
            // Neighbours that no boundary touches are alike, so one test a stretch is enough.
            let mut before = Cell::Boundary;
            for column in 0..side {
                let at = row * side + column;
                if self.cells[at] != Cell::Boundary {
                    self.cells[at] = match before {
                        Cell::Boundary if self.covers_by_edges(self.centre(column, row)) => {
                            Cell::Inside
                        }
                        Cell::Boundary => Cell::Outside,
                        known => known,
                    };
                }
                before = self.cells[at];
            }
        }
    }

    fn centre(&self, column: usize, row: usize) -> Coord<f64> {
        Coord {
            x: self.columns.middle(column),
            y: self.rows.middle(row),
        }
    }

    fn covers(&self, position: Position) -> bool {
        if !self.bbox.contains(position) {
            return false;
        }
        let (x, y) = (position.lon(), position.lat());
        match self.cells[self.rows.step(y) * self.columns.steps + self.columns.step(x)] {
            Cell::Outside => false,
            Cell::Inside => true,
            Cell::Boundary => self.covers_by_edges(Coord { x, y }),
        }
    }

    /// The winding number of all rings around the point, boundary included (Sunday 2001,
    /// "Inclusion of a point in a polygon"). Rings of an [`Area`] are turned so that the number
    /// is 0 in holes and outside.
    fn covers_by_edges(&self, p: Coord<f64>) -> bool {
        let mut winding = 0;
        for [a, b] in &self.edges[self.slabs.step(p.y)] {
            let (low, high) = if a.y <= b.y { (a.y, b.y) } else { (b.y, a.y) };
            if p.y < low || high < p.y {
                continue;
            }
            let side = <f64 as GeoNum>::Ker::orient2d(*a, *b, p);
            match side {
                Orientation::Collinear if a.x.min(b.x) <= p.x && p.x <= a.x.max(b.x) => {
                    return true;
                }
                Orientation::CounterClockwise if a.y <= p.y && p.y < b.y => winding += 1,
                Orientation::Clockwise if b.y <= p.y && p.y < a.y => winding -= 1,
                _ => {}
            }
        }
        winding != 0
    }
}

/// A range of numbers cut into equal steps.
#[derive(Debug)]
struct Scale {
    from: f64,
    width: f64,
    steps: usize,
}

impl Scale {
    fn new(from: f64, to: f64, steps: usize) -> Self {
        Self {
            from,
            width: (to - from) / steps as f64,
            steps,
        }
    }

    /// Never falls as `value` grows; beyond the range is its edge.
    fn step(&self, value: f64) -> usize {
        // The conversion saturates, and NaN (a range of no width) becomes 0.
        (((value - self.from) / self.width) as usize).min(self.steps - 1)
    }

    fn span(&self, a: f64, b: f64, more: usize) -> std::ops::RangeInclusive<usize> {
        let (low, high) = (self.step(a.min(b)), self.step(a.max(b)));
        low.saturating_sub(more)..=(high + more).min(self.steps - 1)
    }

    fn middle(&self, step: usize) -> f64 {
        self.from + (step as f64 + 0.5) * self.width
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{LineString, MultiPolygon, Polygon};
    use proptest::prelude::*;

    fn ring(points: &[(f64, f64)]) -> LineString<f64> {
        points.iter().copied().collect()
    }

    /// A square with a hole that holds an island, and a star beside it.
    fn area(wobble: &[f64]) -> Area {
        let square = |low: f64, high: f64| {
            ring(&[
                (low, low),
                (high, low),
                (high, high),
                (low, high),
                (low, low),
            ])
        };
        let star: Vec<(f64, f64)> = (0..wobble.len())
            .map(|i| {
                let turn = i as f64 / wobble.len() as f64 * std::f64::consts::TAU;
                (15.0 + wobble[i] * turn.cos(), 5.0 + wobble[i] * turn.sin())
            })
            .collect();
        let polygons = MultiPolygon(vec![
            Polygon::new(square(0.0, 8.0), vec![square(2.0, 6.0)]),
            Polygon::new(square(3.0, 4.0), vec![]),
            Polygon::new(ring(&star), vec![]),
        ]);
        Area::new(polygons, 1000).expect("a valid area")
    }

    proptest! {
        #[test]
        fn the_grid_answers_as_the_polygon_does(
            wobble in prop::collection::vec(1.0..5.0_f64, 3..40),
            free in prop::collection::vec((-1.0..21.0_f64, -1.0..11.0_f64), 50),
        ) {
            let area = area(&wobble);
            let shape = Shape::new(&area);
            let corners = area.rings().flat_map(|r| r.0.iter().map(|c| (c.x, c.y)));
            let middles = area.rings().flat_map(|r| r.0.windows(2).map(|w| {
                ((w[0].x + w[1].x) / 2.0, (w[0].y + w[1].y) / 2.0)
            }));
            let whole = (0..=20).flat_map(|x| (0..=10).map(move |y| (f64::from(x), f64::from(y))));
            for (x, y) in free.iter().copied().chain(corners).chain(middles).chain(whole) {
                let p = Position::new(x, y).expect("in range");
                prop_assert_eq!(shape.covers(p), area.covers(p), "{} {}", x, y);
            }
        }
    }
}
