//! The planner's table on a terminal.

use super::document::name_of;
use super::table::method;
use super::{Answered, table};
use okolica_coverage::AreaFigures;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A column: its title, and what stands in it. Shares and lengths are rounded to what can be read;
/// CSV and JSON have every digit.
type Column = (&'static str, fn(&AreaFigures) -> Option<String>);

const COLUMNS: [Column; 11] = [
    ("people", |a| whole(a.population)),
    ("reached", |a| whole(a.reached)),
    ("%", |a| percent(a.reached_share)),
    ("uncertain", |a| whole(a.uncertain)),
    ("outside", |a| whole(a.not_reached)),
    ("%", |a| percent(a.not_reached_share)),
    ("mean m", |a| whole(a.nearest_mean_m)),
    ("p90 m", |a| whole(a.nearest_p90_m)),
    ("places", |a| Some(a.places.to_string())),
    ("/10 000", |a| {
        a.per_10000.map(|number| format!("{number:.2}"))
    }),
    ("km² open", |a| {
        a.uncovered_area_km2.map(|number| format!("{number:.2}"))
    }),
];

/// What stands where a figure is not known.
const NONE: &str = "–";

/// The table, what it is of, and why figures are missing.
#[must_use]
pub(super) fn table(answered: &Answered, base: &str, path: &str) -> String {
    let asked = &answered.asked;
    let city = &asked.atlas.profile().name;
    let areas = &answered.answer.areas;
    let mut rows: Vec<Vec<String>> = vec![
        ["area".to_owned()]
            .into_iter()
            .chain(COLUMNS.iter().map(|(title, _)| (*title).to_owned()))
            .collect(),
    ];
    for area in areas {
        let name = match name_of(area, city) {
            name if name.is_empty() => area.code.clone(),
            name => shortened(&name, 28),
        };
        let cells = COLUMNS
            .iter()
            .map(|(_, of)| of(area).unwrap_or_else(|| NONE.to_owned()));
        rows.push([name].into_iter().chain(cells).collect());
    }
    let width = |at: usize| rows.iter().map(|row| row[at].chars().count()).max();
    let widths: Vec<usize> = (0..=COLUMNS.len())
        .map(|at| width(at).unwrap_or(0))
        .collect();
    let mut out = String::new();
    for (number, row) in rows.iter().enumerate() {
        let mut line = format!("{:<width$}", row[0], width = widths[0]);
        for (cell, width) in row.iter().zip(&widths).skip(1) {
            // Writing to a string can't fail.
            let _ = write!(line, "  {cell:>width$}");
        }
        let _ = writeln!(out, "{}", line.trim_end());
        // A rule under the header and above the city.
        if number == 0 || number + 2 == rows.len() {
            let rule: usize = widths.iter().sum::<usize>() + 2 * COLUMNS.len();
            let _ = writeln!(out, "{}", "─".repeat(rule));
        }
    }
    let _ = writeln!(out);
    let question = &asked.question;
    let _ = writeln!(
        out,
        "limit {:.0} m of way, {:.0} m in a straight line is surely within (detour {})",
        question.limit.metres(),
        question.sure_reach(),
        question.detour,
    );
    let _ = writeln!(
        out,
        "people: {}; source: {}",
        method(answered),
        match asked.population_source() {
            source if source.is_empty() => "not said".to_owned(),
            source => source,
        },
    );
    let _ = writeln!(
        out,
        "as of change {} on {}",
        asked.atlas.version(),
        asked.day
    );
    // Each reason once, with the areas that it holds of.
    let mut why: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for area in areas {
        for (field, reason) in &area.reasons {
            let codes = why
                .entry(format!("{field}: {}", table::reason(*reason)))
                .or_default();
            codes.push(&area.code);
        }
    }
    for (why, codes) in why {
        let of = match codes.len() == areas.len() {
            true => "everywhere".to_owned(),
            false => codes.join(", "),
        };
        let _ = writeln!(out, "no {why} ({of})");
    }
    if let Some(link) = asked.permalink(base, path) {
        let _ = writeln!(out, "{link}");
    }
    out
}

fn whole(number: Option<f64>) -> Option<String> {
    Some(grouped(number?.round()))
}

fn percent(share: Option<f64>) -> Option<String> {
    Some(format!("{:.1}", share? * 100.0))
}

/// `12 345`
fn grouped(number: f64) -> String {
    let digits = format!("{:.0}", number.abs());
    let mut out = String::from(if number < 0.0 { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most - 1).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names_stay_readable() {
        for (number, text) in [
            (0.0, "0"),
            (999.0, "999"),
            (1000.0, "1 000"),
            (-1234567.0, "-1 234 567"),
        ] {
            assert_eq!(grouped(number), text);
        }
        assert_eq!(shortened("Śródmieście", 28), "Śródmieście");
        assert_eq!(shortened("Śródmieście", 5), "Śród…");
    }
}
