//! The figures of an area by the names that `/api/coverage` gives them, and how each is written.

use crate::format;
use serde_json::Value;

/// How a figure is counted and written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    People,
    /// Places, records, kinds: whole numbers.
    Count,
    /// A mean of whole numbers.
    Mean,
    /// 0 to 1, shown in per cent.
    Share,
    Metres,
    Km2,
    /// A dimensionless number around 0 to 1.
    Index,
}

/// Whether more of it is better for the people who live there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Good {
    More,
    Less,
    /// Neither: the size of something.
    Size,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    /// The field of an area in `/api/coverage`.
    pub field: &'static str,
    pub unit: Unit,
    pub good: Good,
    /// Upper bounds of the first four of five classes by policy; none where no policy says any.
    pub cut_offs: Option<[f64; 4]>,
}

const fn figure(field: &'static str, unit: Unit, good: Good) -> Figure {
    Figure {
        field,
        unit,
        good,
        cut_offs: None,
    }
}

const fn cut(field: &'static str, unit: Unit, good: Good, cut_offs: [f64; 4]) -> Figure {
    Figure {
        field,
        unit,
        good,
        cut_offs: Some(cut_offs),
    }
}

/// Shares in fifths.
const FIFTHS: [f64; 4] = [0.2, 0.4, 0.6, 0.8];
/// The limits of the presets: five and ten minutes on foot, the act's 1500 m, twice that.
const WALKS: [f64; 4] = [333.0, 667.0, 1500.0, 3000.0];

/// Every figure, in the order that tables and the glossary have them. Its definition and where that
/// comes from stand in `docs/coverage.md` under its name.
pub const FIGURES: &[Figure] = &[
    figure("population", Unit::People, Good::Size),
    figure("not_reached", Unit::People, Good::Less),
    figure("uncertain", Unit::People, Good::Size),
    figure("reached", Unit::People, Good::More),
    cut("not_reached_share", Unit::Share, Good::Less, FIFTHS),
    cut("uncertain_share", Unit::Share, Good::Size, FIFTHS),
    cut("reached_share", Unit::Share, Good::More, FIFTHS),
    figure("reached_own_only", Unit::People, Good::More),
    cut("reached_own_only_share", Unit::Share, Good::More, FIFTHS),
    figure("reached_perhaps", Unit::People, Good::More),
    cut("nearest_mean_m", Unit::Metres, Good::Less, WALKS),
    cut("nearest_median_m", Unit::Metres, Good::Less, WALKS),
    cut("nearest_p90_m", Unit::Metres, Good::Less, WALKS),
    cut("nearest_three_mean_m", Unit::Metres, Good::Less, WALKS),
    cut("kolm_pollak_m", Unit::Metres, Good::Less, WALKS),
    figure("facilities", Unit::Count, Good::More),
    figure("facilities_perhaps", Unit::Count, Good::Size),
    figure("places", Unit::Count, Good::More),
    figure("per_10000", Unit::Mean, Good::More),
    figure("places_in_reach_mean", Unit::Mean, Good::More),
    cut("two_or_more_share", Unit::Share, Good::More, FIFTHS),
    figure("kinds_in_reach_mean", Unit::Mean, Good::More),
    figure("capacity_per_1000", Unit::Mean, Good::More),
    figure("gini", Unit::Index, Good::Less),
    figure("area_km2", Unit::Km2, Good::Size),
    figure("covered_area_km2", Unit::Km2, Good::More),
    figure("uncovered_area_km2", Unit::Km2, Good::Less),
    cut("confirmed_share", Unit::Share, Good::More, FIFTHS),
    cut("stale_share", Unit::Share, Good::Less, FIFTHS),
    cut("hours_unknown_share", Unit::Share, Good::Less, FIFTHS),
];

/// The columns of the table until somebody chooses others.
pub const COLUMNS: [&str; 4] = [
    "not_reached",
    "not_reached_share",
    "uncertain",
    "population",
];

impl Figure {
    #[must_use]
    pub fn of(field: &str) -> Option<&'static Self> {
        FIGURES.iter().find(|figure| figure.field == field)
    }

    /// The figure of an area of `/api/coverage`; `None` where it is `null` or not there.
    #[must_use]
    pub fn value(&self, area: &Value) -> Option<f64> {
        area.get(self.field)?.as_f64()
    }

    /// The figure as people read it, with its unit where one is needed to read it.
    #[must_use]
    pub fn text(&self, value: f64, language: &str) -> String {
        write(self.unit, value, language)
    }

    /// The difference to another value, with its sign: `+1200`, `−3`; nothing where it can't be
    /// seen in this unit.
    #[must_use]
    pub fn difference(&self, by: f64, language: &str) -> Option<String> {
        let size = write(self.unit, by.abs(), language);
        let nothing = write(self.unit, 0.0, language);
        (size != nothing).then(|| {
            let sign = if by < 0.0 { '\u{2212}' } else { '+' };
            format!("{sign}{size}")
        })
    }
}

/// A value of a unit as people read it.
#[must_use]
pub fn write(unit: Unit, value: f64, language: &str) -> String {
    let [metre, kilometre] = format::units(language);
    match unit {
        Unit::People | Unit::Count => whole(value),
        Unit::Mean => format::decimal(value, 1, language),
        Unit::Index => format::decimal(value, 3, language),
        Unit::Share => format!("{}\u{A0}%", format::decimal(value * 100.0, 1, language)),
        Unit::Metres => format!("{}\u{A0}{metre}", whole(value)),
        Unit::Km2 => {
            format!("{}\u{A0}{kilometre}²", format::decimal(value, 2, language))
        }
    }
}

/// Whole people and metres. Cells hold fractions of a person; a table does not.
fn whole(value: f64) -> String {
    let rounded = value.round();
    let sign = if rounded < 0.0 { "\u{2212}" } else { "" };
    format!("{sign}{}", format::number(rounded.abs() as u64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_in_their_units() {
        for (unit, value, text) in [
            (Unit::People, 61_199.6, "61\u{202F}200"),
            (Unit::Share, 0.1149, "11,5\u{A0}%"),
            (Unit::Metres, 833.4, "833\u{A0}m"),
            (Unit::Km2, 24.505, "24,5\u{A0}km²"),
            (Unit::Mean, 2.04, "2"),
            (Unit::Index, 0.4321, "0,432"),
        ] {
            assert_eq!(write(unit, value, "pl"), text);
        }
        assert_eq!(write(Unit::Km2, 2.0, "uk"), "2\u{A0}км²");
    }

    #[test]
    fn a_difference_that_nobody_sees_is_none() {
        let people = Figure::of("not_reached").expect("a figure");
        assert_eq!(
            people.difference(-1200.4, "en").as_deref(),
            Some("\u{2212}1200")
        );
        assert_eq!(people.difference(3.0, "en").as_deref(), Some("+3"));
        assert_eq!(people.difference(0.2, "en"), None);
    }

    #[test]
    fn every_figure_has_its_heading_in_the_document() {
        let document = include_str!("../../../docs/coverage.md");
        for figure in FIGURES {
            let heading = format!("`{}`", figure.field);
            assert!(document.contains(&heading), "{heading}");
        }
    }

    #[test]
    fn default_columns_are_figures() {
        for field in COLUMNS {
            assert!(Figure::of(field).is_some(), "{field}");
        }
    }
}
