//! The bound: a Lagrangian relaxation of "a row counts only when a chosen column reaches it" and
//! of the conditions, its multipliers found by subgradient steps (Held, Wolfe and Crowder 1974,
//! "Validation of subgradient optimization", Mathematical Programming 6).

use super::table::{Row, Table};

/// What a node of the search tree has decided.
#[derive(Debug)]
pub(super) struct Decided {
    /// By column: chosen, refused or free.
    pub(super) fixed: Vec<Option<bool>>,
    pub(super) chosen: Vec<u32>,
    /// Rows that the chosen columns reach, and their people.
    pub(super) served: Vec<bool>,
    pub(super) value: f64,
    /// What conditions still miss.
    pub(super) missing: Vec<f64>,
    /// How many columns may still be chosen.
    pub(super) left: usize,
}

impl Decided {
    pub(super) fn new(table: &Table, chosen: &[u32], refused: &[u32], sites: usize) -> Self {
        let mut decided = Self {
            fixed: vec![None; table.columns.len()],
            chosen: chosen.to_vec(),
            served: vec![false; table.rows.len()],
            value: 0.0,
            missing: table.missing.clone(),
            left: sites - chosen.len(),
        };
        for &column in refused {
            decided.fixed[column as usize] = Some(false);
        }
        for &column in chosen {
            decided.fixed[column as usize] = Some(true);
            for &row in &table.columns[column as usize] {
                if !std::mem::replace(&mut decided.served[row as usize], true) {
                    let Row {
                        people, minimums, ..
                    } = &table.rows[row as usize];
                    decided.value += people;
                    for &at in minimums {
                        decided.missing[at as usize] -= people;
                    }
                }
            }
        }
        decided
    }

    fn is_free(&self, column: u32) -> bool {
        self.fixed[column as usize].is_none()
    }

    pub(super) fn free(&self) -> impl Iterator<Item = u32> {
        (0..self.fixed.len() as u32).filter(|&column| self.is_free(column))
    }
}

/// The price of a row (in people) and of a condition.
#[derive(Debug, Clone)]
pub(super) struct Prices {
    rows: Vec<f64>,
    minimums: Vec<f64>,
}

impl Prices {
    pub(super) fn new(table: &Table) -> Self {
        Self {
            rows: table.rows.iter().map(|row| row.people).collect(),
            minimums: vec![0.0; table.missing.len()],
        }
    }
}

/// The least bound found, and what it says about the columns.
#[derive(Debug)]
pub(super) struct Relaxed {
    /// People that no completion of the node exceeds.
    pub(super) bound: f64,
    /// The worth of each column at the bound's prices.
    pub(super) worth: Vec<f64>,
    /// The free columns that the relaxed problem chooses, the worthiest first.
    pub(super) chosen: Vec<u32>,
    /// How often each column was chosen, as a share of the steps.
    pub(super) often: Vec<f64>,
}

/// Lowers the bound in at most `steps` steps, starting from and changing `prices`. `offer` is
/// given each choice of the relaxed problem and answers the people of the best known solution, and
/// whether the bound is low enough to stop.
pub(super) fn relax(
    table: &Table,
    node: &Decided,
    prices: &mut Prices,
    steps: usize,
    mut offer: impl FnMut(&[u32], f64) -> (f64, bool),
) -> Relaxed {
    let columns: Vec<u32> = node.free().collect();
    let reachable = |row: &usize| {
        !node.served[*row]
            && table.rows[*row]
                .columns
                .iter()
                .any(|&column| node.is_free(column))
    };
    let rows: Vec<usize> = (0..table.rows.len()).filter(reachable).collect();
    // Conditions are written per person missing, so that their prices are people as well.
    let scales: Vec<f64> = node
        .missing
        .iter()
        .map(|missing| missing.max(1.0))
        .collect();
    for (price, missing) in prices.minimums.iter_mut().zip(&node.missing) {
        if *missing <= 0.0 {
            *price = 0.0;
        }
    }
    let mut worth = vec![0.0; table.columns.len()];
    let mut often = vec![0.0; table.columns.len()];
    let mut order = columns.clone();
    let mut reached = vec![0_u32; table.rows.len()];
    let mut best = Relaxed {
        bound: f64::INFINITY,
        worth: worth.clone(),
        chosen: Vec::new(),
        often: Vec::new(),
    };
    let mut best_prices = prices.clone();
    let (mut pace, mut stalled, mut done) = (1.5, 0, 0.0);
    // What a row is worth with the prices of its conditions.
    let value = |row: &Row, minimums: &[f64]| {
        let prices = row
            .minimums
            .iter()
            .map(|&at| minimums[at as usize] / scales[at as usize]);
        row.people * (1.0 + prices.sum::<f64>())
    };
    for _ in 0..steps {
        let mut bound = node.value;
        worth.fill(0.0);
        for &at in &rows {
            let (row, price) = (&table.rows[at], prices.rows[at]);
            bound += (value(row, &prices.minimums) - price).max(0.0);
            if price > 0.0 {
                for &column in &row.columns {
                    worth[column as usize] += price;
                }
            }
        }
        for ((price, missing), scale) in prices.minimums.iter().zip(&node.missing).zip(&scales) {
            bound -= price * missing / scale;
        }
        let by_worth = |a: &u32, b: &u32| {
            worth[*b as usize]
                .total_cmp(&worth[*a as usize])
                .then(a.cmp(b))
        };
        if node.left < order.len() && node.left > 0 {
            order.select_nth_unstable_by(node.left - 1, by_worth);
        }
        let chosen = &mut order[..node.left.min(columns.len())];
        chosen.sort_unstable_by(by_worth);
        bound += chosen
            .iter()
            .map(|&column| worth[column as usize])
            .sum::<f64>();
        done += 1.0;
        for &column in &*chosen {
            often[column as usize] += 1.0;
        }
        if bound < best.bound - table.rounding {
            stalled = 0;
            best_prices.clone_from(prices);
        } else {
            stalled += 1;
        }
        if bound < best.bound {
            best.bound = bound;
            best.worth.clone_from(&worth);
            best.chosen = chosen.to_vec();
        }
        let (known, enough) = offer(chosen, best.bound);
        if enough || pace < 1e-3 {
            break;
        }
        if stalled >= 12 {
            (pace, stalled) = (pace / 2.0, 0);
            prices.clone_from(&best_prices);
            continue;
        }
        // Subgradients: how much each relaxed constraint is broken.
        for &column in &*chosen {
            for &row in &table.columns[column as usize] {
                reached[row as usize] += 1;
            }
        }
        let mut broken_minimums: Vec<f64> = node
            .missing
            .iter()
            .zip(&scales)
            .map(|(missing, scale)| -missing / scale)
            .collect();
        let mut norm = 0.0;
        let broken = |at: usize, reached: u32, prices: &Prices| {
            let paid = prices.rows[at] < value(&table.rows[at], &prices.minimums);
            let counts = if paid { 1.0 } else { f64::from(reached.min(1)) };
            (f64::from(reached) - counts, counts)
        };
        for &at in &rows {
            let row = &table.rows[at];
            let (by, counts) = broken(at, reached[at], prices);
            norm += row.people * by * by;
            for &minimum in &row.minimums {
                let minimum = minimum as usize;
                broken_minimums[minimum] += row.people * counts / scales[minimum];
            }
        }
        for ((by, scale), missing) in broken_minimums.iter_mut().zip(&scales).zip(&node.missing) {
            if *missing <= 0.0 {
                *by = 0.0;
            }
            norm += scale * *by * *by;
        }
        if norm <= 0.0 {
            break;
        }
        let step = pace * (bound - known).max(1e-6 * bound.abs()) / norm;
        let before = prices.clone();
        for ((price, by), scale) in prices
            .minimums
            .iter_mut()
            .zip(&broken_minimums)
            .zip(&scales)
        {
            *price = (*price - step * scale * by).max(0.0);
        }
        for &at in &rows {
            let row = &table.rows[at];
            let (by, _) = broken(at, reached[at], &before);
            let price = before.rows[at] - step * row.people * by;
            prices.rows[at] = price.clamp(0.0, value(row, &prices.minimums));
        }
        for &column in &order[..node.left.min(columns.len())] {
            for &row in &table.columns[column as usize] {
                reached[row as usize] = 0;
            }
        }
    }
    *prices = best_prices;
    best.often = often.into_iter().map(|times| times / done).collect();
    best
}
