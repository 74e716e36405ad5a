//! A tree of boxes over places: which of them are near, without looking at the others.

use super::sphere::{Point, chord2};

/// Places of a leaf.
const LEAF: usize = 8;

/// Points by number, halved along their longest side again and again (a k-d tree after Bentley
/// 1975, with the box of each half). The same points give the same tree everywhere.
#[derive(Debug)]
pub(super) struct Tree {
    points: Vec<Point>,
    /// The numbers of the points, those of a node one after the other.
    order: Vec<u32>,
    nodes: Vec<Node>,
}

#[derive(Debug)]
struct Node {
    low: Point,
    high: Point,
    start: u32,
    end: u32,
    /// Its second half; the first follows it. 0 for a leaf.
    second: u32,
    /// The node after all that stand under it.
    after: u32,
}

impl Tree {
    pub(super) fn new(points: Vec<Point>) -> Self {
        let mut order: Vec<u32> = (0..points.len() as u32).collect();
        let mut nodes = Vec::with_capacity(points.len() / 4 + 1);
        if !points.is_empty() {
            split(&points, &mut order, 0, &mut nodes);
        }
        Self {
            points,
            order,
            nodes,
        }
    }

    /// The square of the chord to the `K`th nearest point, infinite where there are fewer.
    pub(super) fn nearest<const K: usize>(&self, from: Point) -> f64 {
        let mut best = [f64::INFINITY; K];
        if !self.nodes.is_empty() {
            self.search(0, from, &mut best);
        }
        best[K - 1]
    }

    fn search<const K: usize>(&self, at: usize, from: Point, best: &mut [f64; K]) {
        let node = &self.nodes[at];
        if node.second == 0 {
            for number in &self.order[node.start as usize..node.end as usize] {
                let mut distance = chord2(self.points[*number as usize], from);
                for known in best.iter_mut() {
                    if distance < *known {
                        std::mem::swap(known, &mut distance);
                    }
                }
            }
            return;
        }
        let halves = [at + 1, node.second as usize];
        let [first, second] = halves.map(|half| self.nodes[half].distance2(from));
        let order = if second < first { [1, 0] } else { [0, 1] };
        for half in order {
            if [first, second][half] < best[K - 1] {
                self.search(halves[half], from, best);
            }
        }
    }

    /// Adds the numbers of all points whose chord is no longer than the square root of `reach2`.
    pub(super) fn within(&self, from: Point, reach2: f64, out: &mut Vec<u32>) {
        let mut at = 0;
        while at < self.nodes.len() {
            let node = &self.nodes[at];
            if node.distance2(from) > reach2 {
                at = node.after as usize;
                continue;
            }
            if node.second == 0 {
                let numbers = &self.order[node.start as usize..node.end as usize];
                let near = |number: &&u32| chord2(self.points[**number as usize], from) <= reach2;
                out.extend(numbers.iter().filter(near));
            }
            at += 1;
        }
    }

    pub(super) fn point(&self, number: u32) -> Point {
        self.points[number as usize]
    }
}

impl Node {
    /// The square of the distance to its box.
    fn distance2(&self, from: Point) -> f64 {
        let sides = self.low.iter().zip(self.high).zip(from);
        sides.fold(0.0, |sum, ((low, high), at)| {
            let outside = (low - at).max(at - high).max(0.0);
            sum + outside * outside
        })
    }
}

fn split(points: &[Point], order: &mut [u32], start: usize, nodes: &mut Vec<Node>) {
    let (mut low, mut high) = ([f64::INFINITY; 3], [f64::NEG_INFINITY; 3]);
    for number in &*order {
        for axis in 0..3 {
            low[axis] = low[axis].min(points[*number as usize][axis]);
            high[axis] = high[axis].max(points[*number as usize][axis]);
        }
    }
    let at = nodes.len();
    nodes.push(Node {
        low,
        high,
        start: start as u32,
        end: (start + order.len()) as u32,
        second: 0,
        after: at as u32 + 1,
    });
    if order.len() <= LEAF {
        return;
    }
    let side = |axis: usize| high[axis] - low[axis];
    let axis = (1..3).fold(
        0,
        |best, axis| if side(axis) > side(best) { axis } else { best },
    );
    let middle = order.len() / 2;
    order.select_nth_unstable_by(middle, |a, b| {
        let value = |number: &u32| points[*number as usize][axis];
        value(a).total_cmp(&value(b)).then(a.cmp(b))
    });
    let (first, second) = order.split_at_mut(middle);
    split(points, first, start, nodes);
    nodes[at].second = nodes.len() as u32;
    split(points, second, start + middle, nodes);
    nodes[at].after = nodes.len() as u32;
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_tree_finds_what_looking_at_all_finds(
            points in prop::collection::vec(prop::array::uniform3(-10_i32..10), 0..80),
            from in prop::array::uniform3(-15_i32..15), reach2 in 0..300_i32,
        ) {
            let point = |p: [i32; 3]| p.map(f64::from);
            let all: Vec<Point> = points.iter().map(|p| point(*p)).collect();
            let tree = Tree::new(all.clone());
            let from = point(from);
            let mut distances: Vec<f64> = all.iter().map(|p| chord2(*p, from)).collect();
            let mut found = Vec::new();
            tree.within(from, reach2.into(), &mut found);
            found.sort_unstable();
            let expected: Vec<u32> = (0..).zip(&distances)
                .filter(|(_, d)| **d <= f64::from(reach2)).map(|(n, _)| n).collect();
            prop_assert_eq!(found, expected);
            distances.sort_by(f64::total_cmp);
            let nth = |n: usize| distances.get(n).copied().unwrap_or(f64::INFINITY);
            prop_assert_eq!(tree.nearest::<1>(from), nth(0));
            prop_assert_eq!(tree.nearest::<3>(from), nth(2));
        }
    }
}
