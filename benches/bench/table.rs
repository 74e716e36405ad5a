//! The table: a line a measurement, a column a size.

use std::fmt::Write as _;

/// What section 7 of the design asks for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Budget {
    None,
    /// Each limit holds up to its number of items.
    AtMost(&'static [(usize, f64)], &'static str),
    /// The limit holds from that number of items on.
    AtLeast(usize, f64, &'static str),
}

impl Budget {
    fn holds(self, items: usize, value: f64) -> Option<bool> {
        match self {
            Self::None => None,
            Self::AtMost(limits, _) => limits
                .iter()
                .find(|(up_to, _)| items <= *up_to)
                .map(|(_, limit)| value <= *limit),
            Self::AtLeast(from, limit, _) => (items >= from).then_some(value >= limit),
        }
    }

    const fn text(self) -> &'static str {
        match self {
            Self::None => "",
            Self::AtMost(_, text) | Self::AtLeast(_, _, text) => text,
        }
    }
}

struct Line {
    name: String,
    budget: Budget,
    /// A cell a size.
    cells: Vec<String>,
    /// Whether every cell with a limit kept it; `None` without a limit.
    passed: Option<bool>,
}

pub(crate) struct Table {
    sizes: Vec<usize>,
    lines: Vec<Line>,
}

impl Table {
    pub(crate) const fn new(sizes: Vec<usize>) -> Self {
        Self {
            sizes,
            lines: Vec::new(),
        }
    }

    /// Enters a measurement at one of the sizes; `value` is what the budget is about and `text`
    /// how it reads. Also told at once, for those who watch.
    pub(crate) fn add(&mut self, items: usize, name: &str, text: &str, value: f64, budget: Budget) {
        let at = match self.lines.iter().position(|line| line.name == name) {
            Some(at) => at,
            None => {
                self.lines.push(Line {
                    name: name.to_owned(),
                    budget,
                    cells: vec![String::new(); self.sizes.len()],
                    passed: None,
                });
                self.lines.len() - 1
            }
        };
        let held = budget.holds(items, value);
        let mark = if held == Some(false) { " ✗" } else { "" };
        eprintln!("  {name}: {text}{mark}");
        let line = &mut self.lines[at];
        if let Some(held) = held {
            line.passed = Some(line.passed.unwrap_or(true) && held);
        }
        if let Some(column) = self.sizes.iter().position(|size| *size == items) {
            line.cells[column] = format!("{text}{mark}");
        }
    }

    /// As Markdown.
    pub(crate) fn markdown(&self) -> String {
        let mut out = String::from("| measured |");
        for size in &self.sizes {
            let _ = write!(out, " {} |", short(*size));
        }
        out.push_str(" budget | |\n|---|");
        out.push_str(&"--:|".repeat(self.sizes.len()));
        out.push_str("---|---|\n");
        for line in &self.lines {
            let verdict = match line.passed {
                None => "",
                Some(true) => "pass",
                Some(false) => "miss",
            };
            let cells = line.cells.join(" | ");
            let budget = line.budget.text();
            let _ = writeln!(out, "| {} | {cells} | {budget} | {verdict} |", line.name);
        }
        out
    }
}

/// `1 M`, `100 k`.
pub(crate) fn short(items: usize) -> String {
    match items {
        n if n >= 1_000_000 && n % 1_000_000 == 0 => format!("{} M", n / 1_000_000),
        n if n >= 1000 && n % 1000 == 0 => format!("{} k", n / 1000),
        n => n.to_string(),
    }
}

/// Median and 95th percentile of durations.
pub(crate) struct Spread {
    pub(crate) median: f64,
    pub(crate) p95: f64,
}

impl Spread {
    /// Of durations in seconds; in milliseconds. `None` of nothing.
    pub(crate) fn of(mut seconds: Vec<f64>) -> Option<Self> {
        seconds.sort_by(f64::total_cmp);
        let at = |share: f64| {
            let last = seconds.len().checked_sub(1)?;
            Some(seconds[(share * last as f64).round() as usize] * 1e3)
        };
        Some(Self {
            median: at(0.5)?,
            p95: at(0.95)?,
        })
    }

    /// `0.031 · 0.052 ms`.
    pub(crate) fn text(&self) -> String {
        format!("{} · {} ms", digits(self.median), digits(self.p95))
    }
}

/// Three significant digits.
pub(crate) fn digits(value: f64) -> String {
    let whole = value.abs().max(1e-9).log10().floor() as i32;
    let decimals = (2 - whole).clamp(0, 4) as usize;
    format!("{value:.decimals$}")
}
