//! The problem made small: what can't change the answer is taken out.

use super::{Site, Siting};
use std::collections::BTreeMap;

/// Samples that the same candidates reach and that count for the same conditions.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) people: f64,
    /// Columns that reach it.
    pub(super) columns: Vec<u32>,
    /// Conditions that it counts for.
    pub(super) minimums: Vec<u32>,
}

/// Rows are people not yet reached, columns the candidates worth a look.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) rows: Vec<Row>,
    /// The rows of each column, ascending.
    pub(super) columns: Vec<Vec<u32>>,
    /// The candidate of each column.
    pub(super) candidates: Vec<usize>,
    /// People still missing for each condition; 0 or less: met already.
    pub(super) missing: Vec<f64>,
    minimums: Vec<f64>,
    /// People reached without new places.
    pub(super) before: f64,
    /// Whether every number of people is whole, so that sums are exact and bounds round down.
    pub(super) whole: bool,
    /// Differences below this are rounding.
    pub(super) rounding: f64,
}

impl Table {
    pub(super) fn new(siting: &Siting<'_>) -> Self {
        let people = siting.people;
        assert_eq!(people.len(), siting.reached.len(), "a flag for each sample");
        let mut columns_of: Vec<Vec<u32>> = vec![Vec::new(); people.len()];
        let mut samples_of: Vec<Vec<u32>> = Vec::with_capacity(siting.candidates.len());
        for (candidate, samples) in siting.candidates.iter().enumerate() {
            let open =
                |&sample: &u32| !siting.reached[sample as usize] && people[sample as usize] > 0.0;
            let mut samples: Vec<u32> = samples.iter().copied().filter(open).collect();
            samples.sort_unstable();
            samples.dedup();
            for &sample in &samples {
                columns_of[sample as usize].push(candidate as u32);
            }
            samples_of.push(samples);
        }
        let candidates = undominated(&samples_of, &columns_of);
        let mut column_of = vec![None; samples_of.len()];
        for (column, &candidate) in candidates.iter().enumerate() {
            column_of[candidate] = Some(column as u32);
        }
        let mut minimums_of: Vec<Vec<u32>> = vec![Vec::new(); people.len()];
        let mut missing = Vec::new();
        for (at, minimum) in siting.minimums.iter().enumerate() {
            let mut there = 0.0;
            for &sample in &minimum.samples {
                if siting.reached[sample as usize] {
                    there += people[sample as usize];
                } else if minimums_of[sample as usize].last() != Some(&(at as u32)) {
                    minimums_of[sample as usize].push(at as u32);
                }
            }
            missing.push(minimum.people - there);
        }
        let mut merged: BTreeMap<(Vec<u32>, Vec<u32>), f64> = BTreeMap::new();
        for (sample, by) in columns_of.iter().enumerate() {
            let columns: Vec<u32> = by.iter().filter_map(|&c| column_of[c as usize]).collect();
            if !columns.is_empty() {
                let key = (columns, std::mem::take(&mut minimums_of[sample]));
                *merged.entry(key).or_default() += people[sample];
            }
        }
        let mut columns = vec![Vec::new(); candidates.len()];
        let rows = merged
            .into_iter()
            .enumerate()
            .map(|(row, ((of, minimums), people))| {
                for &column in &of {
                    columns[column as usize].push(row as u32);
                }
                Row {
                    people,
                    columns: of,
                    minimums,
                }
            })
            .collect();
        let total: f64 = people.iter().sum();
        let reached = people
            .iter()
            .zip(siting.reached)
            .filter(|(_, reached)| **reached);
        Self {
            rows,
            columns,
            candidates,
            missing,
            minimums: siting
                .minimums
                .iter()
                .map(|minimum| minimum.people)
                .collect(),
            before: reached.map(|(people, _)| people).sum(),
            whole: people.iter().all(|people| people.fract() == 0.0),
            rounding: 1e-10 * total.max(1.0),
        }
    }

    /// The first condition that `sites` new places can't meet even if they served nothing else,
    /// and people whom they can't exceed there.
    pub(super) fn out_of_reach(&self, sites: usize) -> Option<(usize, f64)> {
        (0..self.missing.len()).find_map(|at| {
            let counts = |row: &Row| row.minimums.contains(&(at as u32));
            let mut gains: Vec<f64> = self
                .columns
                .iter()
                .map(|rows| {
                    let rows = rows.iter().map(|&row| &self.rows[row as usize]);
                    rows.filter(|row| counts(row)).map(|row| row.people).sum()
                })
                .collect();
            gains.sort_unstable_by(|a, b| b.total_cmp(a));
            let at_once: f64 = gains.iter().take(sites).sum();
            let all: f64 = self
                .rows
                .iter()
                .filter(|row| counts(row))
                .map(|row| row.people)
                .sum();
            let most = at_once.min(all);
            (most + self.rounding < self.missing[at])
                .then(|| (at, self.minimums[at] - self.missing[at] + most))
        })
    }

    /// The chosen columns as sites: first what brings the conditions nearest, then what adds most
    /// people; the earlier candidate where equal.
    pub(super) fn ranking(&self, siting: &Siting<'_>, choice: &[u32]) -> Vec<Site> {
        let mut served = vec![false; self.rows.len()];
        let mut missing = self.missing.clone();
        let mut left: Vec<u32> = choice.to_vec();
        left.sort_unstable_by_key(|&column| self.candidates[column as usize]);
        let mut sites: Vec<Site> = Vec::new();
        let mut reached = self.before;
        while !left.is_empty() {
            let gain = |&column: &u32| self.gain(column, &missing, |row| !served[row as usize]);
            let gains: Vec<Gain> = left.iter().map(gain).collect();
            let mut best = 0;
            for at in 1..gains.len() {
                if gains[at].is_better(&gains[best], self.rounding) {
                    best = at;
                }
            }
            let column = left.remove(best);
            if gains[best].people <= 0.0 {
                continue;
            }
            reached += gains[best].people;
            for &row in &self.columns[column as usize] {
                if !std::mem::replace(&mut served[row as usize], true) {
                    let Row {
                        people, minimums, ..
                    } = &self.rows[row as usize];
                    for &at in minimums {
                        missing[at as usize] -= people;
                    }
                }
            }
            let candidate = self.candidates[column as usize];
            let mut samples = siting.candidates[candidate].clone();
            samples.sort_unstable();
            samples.dedup();
            let rows = self.columns[column as usize].iter();
            sites.push(Site {
                candidate,
                marginal: gains[best].people,
                reached,
                alone: rows.map(|&row| self.rows[row as usize].people).sum(),
                total: samples
                    .iter()
                    .map(|&sample| siting.people[sample as usize])
                    .sum(),
            });
        }
        sites
    }

    /// What a column would add, of the rows that `counts` names.
    pub(super) fn gain(&self, column: u32, missing: &[f64], counts: impl Fn(u32) -> bool) -> Gain {
        let rows = self.columns[column as usize]
            .iter()
            .filter(|&&row| counts(row));
        if missing.is_empty() {
            let people = rows.map(|&row| self.rows[row as usize].people).sum();
            return Gain {
                needed: 0.0,
                people,
            };
        }
        let mut people = 0.0;
        let mut by_minimum: Vec<(u32, f64)> = Vec::new();
        for &row in rows {
            let row = &self.rows[row as usize];
            people += row.people;
            for &at in &row.minimums {
                match by_minimum.iter_mut().find(|entry| entry.0 == at) {
                    Some(entry) => entry.1 += row.people,
                    None => by_minimum.push((at, row.people)),
                }
            }
        }
        let needed = by_minimum
            .iter()
            .map(|&(at, people)| people.min(missing[at as usize].max(0.0)));
        Gain {
            needed: needed.sum(),
            people,
        }
    }
}

/// What a place adds: people that conditions miss, and people in all.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gain {
    pub(super) needed: f64,
    pub(super) people: f64,
}

impl Gain {
    pub(super) fn is_better(&self, other: &Self, rounding: f64) -> bool {
        let by = self.needed - other.needed;
        by > rounding || (by >= -rounding && self.people > other.people + rounding)
    }
}

/// The candidates that reach somebody whom no other candidate reaches as well: one that reaches
/// a subset of another's samples can always be exchanged for that. Of equal ones the first stays.
fn undominated(samples_of: &[Vec<u32>], columns_of: &[Vec<u32>]) -> Vec<usize> {
    let subset = |small: &[u32], large: &[u32]| {
        let mut large = large.iter();
        small.len() <= large.len()
            && small
                .iter()
                .all(|sample| large.any(|other| other == sample))
    };
    let dominated = |&candidate: &usize| {
        let samples = &samples_of[candidate];
        // A dominating candidate reaches each of the samples; the rarest has fewest to compare.
        let Some(&rarest) = samples
            .iter()
            .min_by_key(|&&s| columns_of[s as usize].len())
        else {
            return true;
        };
        columns_of[rarest as usize].iter().any(|&other| {
            let (other, theirs) = (other as usize, &samples_of[other as usize]);
            let larger = theirs.len() > samples.len() || other < candidate;
            other != candidate && larger && subset(samples, theirs)
        })
    };
    (0..samples_of.len())
        .filter(|candidate| !dominated(candidate))
        .collect()
}
