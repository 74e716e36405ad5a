//! The symbols of a view: where each stands, what it stands for, which one a pointer hits.

use super::tiles::{Feature, Tile, What};
use crate::drawn::{ITEM_RADIUS, group_radius};
use crate::mercator::{Screen, World};
use std::f64::consts::TAU;
use std::rc::Rc;

/// Symbols this near to each other can't be told apart and stand as one.
const SAME_PLACE: f64 = 3.0;

/// A symbol on the screen.
pub(super) struct Mark {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) radius: f64,
    pub(super) at: World,
    /// More than one: items at one place.
    members: Vec<(Rc<Tile>, usize)>,
    /// Where it really stands, when it is spread around its place.
    pub(super) leg: Option<(f64, f64)>,
}

impl Mark {
    pub(super) fn feature(&self) -> &Feature {
        let (tile, at) = &self.members[0];
        &tile.features[*at]
    }

    pub(super) fn features(&self) -> impl Iterator<Item = &Feature> {
        self.members.iter().map(|(tile, at)| &tile.features[*at])
    }

    pub(super) fn is_stack(&self) -> bool {
        self.members.len() > 1
    }

    pub(super) fn count(&self) -> u64 {
        self.features().map(Feature::count).sum()
    }

    /// The id that the map and the list know it by; a stack has that of its first item.
    pub(super) fn id(&self) -> &str {
        &self.feature().id
    }

    fn is_item(&self) -> bool {
        matches!(self.feature().what, What::Item { .. })
    }
}

/// The symbols to draw, and those around the place that is spread.
pub(super) fn marks(
    tiles: &[Rc<Tile>],
    screen: Screen,
    size: (f64, f64),
    spread: Option<World>,
) -> Vec<Mark> {
    let margin = 48.0;
    let mut out: Vec<Mark> = Vec::new();
    // Items of one place are neighbours in this grid of screen cells.
    let mut places: std::collections::HashMap<(i32, i32), Vec<usize>> = Default::default();
    for tile in tiles {
        for (number, feature) in tile.features.iter().enumerate() {
            let (x, y) = screen.point(feature.at);
            let outside = x < -margin || y < -margin || x > size.0 + margin || y > size.1 + margin;
            if outside {
                continue;
            }
            let member = (tile.clone(), number);
            if matches!(feature.what, What::Item { .. }) {
                let cell = (
                    (x / SAME_PLACE).floor() as i32,
                    (y / SAME_PLACE).floor() as i32,
                );
                if let Some(at) = same_place(&out, &places, cell, x, y) {
                    out[at].members.push(member);
                    continue;
                }
                places.entry(cell).or_default().push(out.len());
            }
            out.push(Mark {
                x,
                y,
                radius: radius(feature),
                at: feature.at,
                members: vec![member],
                leg: None,
            });
        }
    }
    for mark in &mut out {
        if mark.is_stack() {
            mark.radius = group_radius(mark.members.len() as u64);
        }
    }
    part(&mut out);
    match spread {
        Some(place) => spread_out(out, screen.point(place)),
        None => out,
    }
}

fn same_place(
    marks: &[Mark],
    places: &std::collections::HashMap<(i32, i32), Vec<usize>>,
    cell: (i32, i32),
    x: f64,
    y: f64,
) -> Option<usize> {
    (-1..=1)
        .flat_map(|dx| (-1..=1).map(move |dy| (cell.0 + dx, cell.1 + dy)))
        .filter_map(|cell| places.get(&cell))
        .flatten()
        .copied()
        .find(|at| {
            let mark = &marks[*at];
            mark.is_item() && (mark.x - x).hypot(mark.y - y) < SAME_PLACE
        })
}

/// Moves groups that would hide each other a little apart: where a group is drawn is a middle
/// anyway. Single items stay where they are.
fn part(marks: &mut [Mark]) {
    /// Beyond this many the view is a picture, and each pair would be looked at.
    const MOST: usize = 400;
    /// The furthest that a group leaves its place, in pixels.
    const REACH: f64 = 18.0;
    if marks.len() > MOST {
        return;
    }
    let homes: Vec<(f64, f64)> = marks.iter().map(|mark| (mark.x, mark.y)).collect();
    for _ in 0..4 {
        for a in 0..marks.len() {
            for b in a + 1..marks.len() {
                let (dx, dy) = (marks[b].x - marks[a].x, marks[b].y - marks[a].y);
                let distance = dx.hypot(dy);
                let overlap = marks[a].radius + marks[b].radius + 1.0 - distance;
                let movable =
                    f64::from(u8::from(!marks[a].is_item()) + u8::from(!marks[b].is_item()));
                if overlap <= 0.0 || distance < 0.1 || movable == 0.0 {
                    continue;
                }
                let push = overlap / movable / distance;
                for (at, sign) in [(a, -1.0), (b, 1.0)] {
                    if marks[at].is_item() {
                        continue;
                    }
                    let (x, y) = homes[at];
                    marks[at].x = (marks[at].x + dx * push * sign).clamp(x - REACH, x + REACH);
                    marks[at].y = (marks[at].y + dy * push * sign).clamp(y - REACH, y + REACH);
                }
            }
        }
    }
}

/// Replaces the stack at `place` by its members: on a circle while they are few, on a spiral
/// when they are many.
fn spread_out(mut marks: Vec<Mark>, place: (f64, f64)) -> Vec<Mark> {
    let here = |mark: &Mark| (mark.x - place.0).hypot(mark.y - place.1) < SAME_PLACE * 2.0;
    let Some(at) = marks.iter().position(|mark| mark.is_stack() && here(mark)) else {
        return marks;
    };
    let stack = marks.swap_remove(at);
    let count = stack.members.len();
    let step = ITEM_RADIUS * 2.0 + 6.0;
    let circle = (step * count as f64 / TAU).max(34.0);
    let (mut angle, mut distance) = (0.0_f64, 40.0_f64);
    for (number, member) in stack.members.into_iter().enumerate() {
        let (turn, far) = if count <= 10 {
            (TAU * number as f64 / count as f64 - TAU / 4.0, circle)
        } else {
            // Each symbol one step along the spiral, each turn one step further out.
            let here = (angle, distance);
            angle += step / distance;
            distance += step * (step / distance) / TAU;
            here
        };
        marks.push(Mark {
            x: stack.x + far * turn.cos(),
            y: stack.y + far * turn.sin(),
            radius: ITEM_RADIUS,
            at: stack.at,
            members: vec![member],
            leg: Some((stack.x, stack.y)),
        });
    }
    marks
}

fn radius(feature: &Feature) -> f64 {
    match feature.what {
        What::Item { .. } => ITEM_RADIUS,
        What::Group { count, .. } => group_radius(count),
    }
}

/// The symbol under a point; a finger or pointer may miss by a few pixels. Later ones are drawn
/// over earlier ones, so they are hit first.
pub(super) fn hit(marks: &[Mark], x: f64, y: f64) -> Option<usize> {
    let distance = |mark: &Mark| (mark.x - x).hypot(mark.y - y) - mark.radius;
    marks
        .iter()
        .enumerate()
        .rev()
        .map(|(at, mark)| (at, distance(mark)))
        .filter(|(_, distance)| *distance <= 4.0)
        .min_by(|a, b| a.1.max(0.0).total_cmp(&b.1.max(0.0)))
        .map(|(at, _)| at)
}

/// The next symbol from a point in a direction of the arrow keys: near, and rather ahead than
/// aside.
pub(super) fn next(
    marks: &[Mark],
    from: (f64, f64),
    size: (f64, f64),
    dx: f64,
    dy: f64,
) -> Option<usize> {
    marks
        .iter()
        .enumerate()
        .filter(|(_, mark)| mark.x >= 0.0 && mark.y >= 0.0 && mark.x <= size.0 && mark.y <= size.1)
        .filter_map(|(at, mark)| {
            let (x, y) = (mark.x - from.0, mark.y - from.1);
            let ahead = x * dx + y * dy;
            let aside = (x * dy - y * dx).abs();
            (ahead > 0.5 && aside <= ahead * 2.0).then_some((at, ahead + aside * 2.0))
        })
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(at, _)| at)
}
