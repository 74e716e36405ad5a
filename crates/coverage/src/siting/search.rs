//! The search tree: best bound first, within a fixed number of nodes.

use super::relaxation::{Decided, Prices, Relaxed, relax};
use super::table::Table;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// Steps of the relaxation at the root, and at every other node.
const ROOT_STEPS: usize = 400;
const NODE_STEPS: usize = 60;

/// Rounds of exchanges that mend a choice.
const EXCHANGES: usize = 20;

/// Columns that meet every condition, and the people that they add.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) choice: Vec<u32>,
    pub(super) value: f64,
}

/// A node to look at: what was decided on the way to it, and a bound of what it holds.
#[derive(Debug)]
struct Open {
    bound: f64,
    number: usize,
    chosen: Vec<u32>,
    refused: Vec<u32>,
}

impl Ord for Open {
    fn cmp(&self, other: &Self) -> Ordering {
        self.bound
            .total_cmp(&other.bound)
            .then(self.number.cmp(&other.number))
    }
}
impl PartialOrd for Open {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl PartialEq for Open {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Open {}

pub(super) struct Search<'a> {
    table: &'a Table,
    sites: usize,
    pub(super) best: Option<Found>,
    /// People that no choice exceeds.
    pub(super) bound: f64,
    /// Whether nothing better is left to find.
    pub(super) exhausted: bool,
    pub(super) nodes: usize,
}

impl<'a> Search<'a> {
    pub(super) fn new(table: &'a Table, sites: usize) -> Self {
        Self {
            table,
            sites: sites.min(table.columns.len()),
            best: None,
            bound: table.rows.iter().map(|row| row.people).sum(),
            exhausted: false,
            nodes: 0,
        }
    }

    pub(super) fn run(&mut self, nodes: usize) {
        self.improve(Vec::new());
        let mut prices = Prices::new(self.table);
        let mut open = BinaryHeap::new();
        open.push(Open {
            bound: self.bound,
            number: 0,
            chosen: Vec::new(),
            refused: Vec::new(),
        });
        let mut number = 0;
        while let Some(node) = open.pop() {
            self.bound = node.bound;
            if self.is_hopeless(node.bound, 0.0) {
                open.clear();
                break;
            }
            if self.nodes == nodes {
                open.push(node);
                break;
            }
            self.nodes += 1;
            for mut child in self.branch(node, &mut prices) {
                number += 1;
                child.number = number;
                open.push(child);
            }
        }
        self.exhausted = open.is_empty();
        if let Some(found) = &self.best {
            self.bound = if self.exhausted {
                found.value
            } else {
                self.bound.max(found.value)
            };
        }
    }

    /// Whether a node of this bound holds nothing better than what is known. `certain` people are
    /// reached by whatever it holds.
    fn is_hopeless(&self, bound: f64, certain: f64) -> bool {
        let table = self.table;
        match &self.best {
            // Whole people: to be better is to be better by one.
            Some(best) if table.whole => bound < best.value + 1.0 - 1e-3,
            Some(best) => bound <= best.value + table.rounding,
            // The prices of conditions that can't be met press the bound below that.
            None => bound < certain - table.rounding,
        }
    }

    /// Bounds a node and splits what is left of it.
    fn branch(&mut self, node: Open, root_prices: &mut Prices) -> Vec<Open> {
        let table = self.table;
        let decided = Decided::new(table, &node.chosen, &node.refused, self.sites);
        let free: Vec<u32> = decided.free().collect();
        if decided.left == 0 || free.len() <= decided.left {
            self.offer(&[&decided.chosen[..], &free[..decided.left.min(free.len())]].concat());
            return Vec::new();
        }
        let root = node.number == 0;
        let mut prices = root_prices.clone();
        let steps = if root { ROOT_STEPS } else { NODE_STEPS };
        let relaxed = relax(table, &decided, &mut prices, steps, |chosen, bound| {
            self.offer(&[&decided.chosen[..], chosen].concat());
            let known = self.best.as_ref().map_or(decided.value, |best| best.value);
            (known, self.is_hopeless(bound, decided.value))
        });
        if root {
            *root_prices = prices;
            self.improve(relaxed.chosen.clone());
        }
        let bound = relaxed.bound.min(node.bound);
        if self.is_hopeless(bound, decided.value) {
            return Vec::new();
        }
        let Open {
            mut chosen,
            mut refused,
            ..
        } = node;
        let left_over = self.settle(&decided, &relaxed, &mut chosen, &mut refused);
        // The column about which the relaxation is least sure.
        let doubt = |column: &u32| (relaxed.often[*column as usize] - 0.5).abs();
        let worth = |column: &u32| relaxed.worth[*column as usize];
        let by_doubt = |a: &u32, b: &u32| {
            doubt(a)
                .total_cmp(&doubt(b))
                .then(worth(b).total_cmp(&worth(a)))
                .then(a.cmp(b))
        };
        let open = |chosen, refused| Open {
            bound,
            number: 0,
            chosen,
            refused,
        };
        let Some(column) = left_over.into_iter().min_by(by_doubt) else {
            return vec![open(chosen, refused)];
        };
        let mut without = refused.clone();
        without.push(column);
        let refuse = open(chosen.clone(), without);
        if chosen.len() == self.sites {
            // Everything is chosen already; the node ends where it is looked at.
            return vec![open(chosen, refused)];
        }
        chosen.push(column);
        vec![refuse, open(chosen, refused)]
    }

    /// Fixes columns whose other choice the bound rules out; answers those that stay free.
    fn settle(
        &self,
        decided: &Decided,
        relaxed: &Relaxed,
        chosen: &mut Vec<u32>,
        refused: &mut Vec<u32>,
    ) -> Vec<u32> {
        let worth = |column: u32| relaxed.worth[column as usize];
        let is_chosen = |column: &u32| relaxed.chosen.contains(column);
        let last = relaxed.chosen.last().map_or(0.0, |&column| worth(column));
        let others = || decided.free().filter(|column| !is_chosen(column));
        let next = others().map(worth).fold(0.0, f64::max);
        let mut left_over = Vec::new();
        for column in others() {
            if self.is_hopeless(relaxed.bound - last + worth(column), decided.value) {
                refused.push(column);
            } else {
                left_over.push(column);
            }
        }
        for &column in &relaxed.chosen {
            if self.is_hopeless(relaxed.bound - worth(column) + next, decided.value) {
                chosen.push(column);
            } else {
                left_over.push(column);
            }
        }
        left_over
    }

    /// Keeps a choice that meets the conditions and reaches more people than the best so far.
    fn offer(&mut self, choice: &[u32]) {
        let decided = Decided::new(self.table, choice, &[], self.sites.max(choice.len()));
        let met = decided
            .missing
            .iter()
            .all(|&missing| missing <= self.table.rounding);
        let better = self
            .best
            .as_ref()
            .is_none_or(|best| decided.value > best.value + self.table.rounding);
        if met && better {
            self.best = Some(Found {
                choice: decided.chosen,
                value: decided.value,
            });
        }
    }

    /// Fills a choice up greedily and exchanges single columns while that helps.
    fn improve(&mut self, mut choice: Vec<u32>) {
        let table = self.table;
        let mut cover = Cover {
            reached: vec![0; table.rows.len()],
            missing: table.missing.clone(),
        };
        for &column in &choice {
            cover.add(table, column);
        }
        while choice.len() < self.sites {
            let Some(column) = cover.best(table, &choice) else {
                break;
            };
            cover.add(table, column);
            choice.push(column);
        }
        for _ in 0..EXCHANGES {
            let mut exchanged = false;
            for at in 0..choice.len() {
                let old = choice[at];
                cover.remove(table, old);
                let own = cover.gain(table, old);
                match cover.best(table, &choice) {
                    Some(new) if cover.gain(table, new).is_better(&own, table.rounding) => {
                        choice[at] = new;
                        exchanged = true;
                    }
                    _ => {}
                }
                cover.add(table, choice[at]);
            }
            if !exchanged {
                break;
            }
        }
        self.offer(&choice);
    }
}

/// How often each row is reached, and what conditions miss.
struct Cover {
    reached: Vec<u32>,
    missing: Vec<f64>,
}

impl Cover {
    fn add(&mut self, table: &Table, column: u32) {
        for &row in &table.columns[column as usize] {
            self.reached[row as usize] += 1;
            if self.reached[row as usize] == 1 {
                self.meet(table, row, 1.0);
            }
        }
    }

    fn remove(&mut self, table: &Table, column: u32) {
        for &row in &table.columns[column as usize] {
            self.reached[row as usize] -= 1;
            if self.reached[row as usize] == 0 {
                self.meet(table, row, -1.0);
            }
        }
    }

    fn meet(&mut self, table: &Table, row: u32, sign: f64) {
        let row = &table.rows[row as usize];
        for &at in &row.minimums {
            self.missing[at as usize] -= sign * row.people;
        }
    }

    fn gain(&self, table: &Table, column: u32) -> super::table::Gain {
        table.gain(column, &self.missing, |row| self.reached[row as usize] == 0)
    }

    /// The column that adds most and is not in the list; the first of equal ones.
    fn best(&self, table: &Table, without: &[u32]) -> Option<u32> {
        let mut best = None;
        for column in (0..table.columns.len() as u32).filter(|c| !without.contains(c)) {
            let gain = self.gain(table, column);
            match &best {
                Some((_, known)) if !gain.is_better(known, table.rounding) => {}
                _ => best = Some((column, gain)),
            }
        }
        best.map(|(column, _)| column)
    }
}
