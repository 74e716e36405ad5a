//! The figures of an area, as data for whoever shows them: id, unit, which way is better, whence
//! the definition comes. `docs/coverage.md` has a heading of the same id for each.

/// What a figure is a number of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    People,
    /// From 0 to 1.
    Share,
    Metres,
    Facilities,
    Places,
    Kinds,
    /// Facilities for 10 000 residents.
    Per10000,
    /// Room for so many people for 1000 residents.
    Per1000,
    SquareKilometres,
    Cells,
    /// From 0, all the same, to 1.
    Index,
}

/// A figure of [`super::AreaFigures`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Indicator {
    /// The name of its field.
    pub id: &'static str,
    pub unit: Unit,
    /// Whether more of it is better; `None` where it is neither.
    pub more_is_better: Option<bool>,
    /// Whence the definition comes; empty for a plain count.
    pub source: &'static str,
}

const WALKING: &str = "Okolica, docs/coverage.md: limit and detour factor";
const POLAND: &str =
    "Ustawa o planowaniu i zagospodarowaniu przestrzennym, art. 13f (limits of way)";
const KOLM_POLLAK: &str = "Logan et al. 2021, \"Measuring inequalities in urban systems\", \
                           Computers, Environment and Urban Systems 86 (Kolm-Pollak EDE)";
const CATCHMENT: &str = "Luo, Wang 2003, \"Measures of spatial accessibility to health care in a \
                         GIS environment\", Environment and Planning B 30(6)";
const GINI: &str = "Gini 1912, over the score of each resident as Delbosc, Currie 2011, \
                    Journal of Transport Geography 19(6)";
const UNION: &str = "Okolica, docs/coverage.md: union of discs, exact by arcs";

const fn is(
    id: &'static str,
    unit: Unit,
    more_is_better: Option<bool>,
    source: &'static str,
) -> Indicator {
    Indicator {
        id,
        unit,
        more_is_better,
        source,
    }
}

/// Every figure that is one number, in the order in which a page shows them.
pub const INDICATORS: [Indicator; 32] = [
    is("population", Unit::People, None, ""),
    is("reached", Unit::People, Some(true), POLAND),
    is("uncertain", Unit::People, None, WALKING),
    is("not_reached", Unit::People, Some(false), WALKING),
    is("reached_share", Unit::Share, Some(true), POLAND),
    is("uncertain_share", Unit::Share, None, WALKING),
    is("not_reached_share", Unit::Share, Some(false), WALKING),
    is("reached_own_only", Unit::People, Some(true), WALKING),
    is("reached_own_only_share", Unit::Share, Some(true), WALKING),
    is("reached_perhaps", Unit::People, None, WALKING),
    is("nearest_mean_m", Unit::Metres, Some(false), ""),
    is("nearest_median_m", Unit::Metres, Some(false), ""),
    is("nearest_p90_m", Unit::Metres, Some(false), ""),
    is("nearest_three_mean_m", Unit::Metres, Some(false), ""),
    is("kolm_pollak_m", Unit::Metres, Some(false), KOLM_POLLAK),
    is("facilities", Unit::Facilities, Some(true), ""),
    is("places", Unit::Places, Some(true), ""),
    is("per_10000", Unit::Per10000, Some(true), ""),
    is("places_in_reach_mean", Unit::Places, Some(true), WALKING),
    is("two_or_more_share", Unit::Share, Some(true), WALKING),
    is("kinds_in_reach_mean", Unit::Kinds, Some(true), WALKING),
    is("area_km2", Unit::SquareKilometres, None, UNION),
    is(
        "covered_area_km2",
        Unit::SquareKilometres,
        Some(true),
        UNION,
    ),
    is(
        "uncovered_area_km2",
        Unit::SquareKilometres,
        Some(false),
        UNION,
    ),
    is("capacity_per_1000", Unit::Per1000, Some(true), CATCHMENT),
    is("gini", Unit::Index, Some(false), GINI),
    is("confirmed_share", Unit::Share, Some(true), ""),
    is("stale_share", Unit::Share, Some(false), ""),
    is("facilities_perhaps", Unit::Facilities, None, ""),
    is("hours_unknown_share", Unit::Share, Some(false), ""),
    is("unknown_cells", Unit::Cells, Some(false), ""),
    is("unknown_people", Unit::People, Some(false), ""),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_indicator_has_its_heading_in_the_document() {
        let document = include_str!("../../../docs/coverage.md");
        for indicator in INDICATORS {
            let heading = format!("`{}`", indicator.id);
            assert!(document.contains(&heading), "{heading}");
        }
    }
}
