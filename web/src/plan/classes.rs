//! Classes of a figure for the map: fixed by policy, or by quantiles of the areas shown.

use super::figures::{Figure, Unit};

/// Classes of the choropleth.
pub const CLASSES: usize = 5;

/// The upper bounds of all classes but the last. Policy's where there are any and quantiles are
/// not asked for; else quantiles of the values. `None` where there is nothing to tell apart.
#[must_use]
pub fn bounds(figure: &Figure, values: &[f64], quantiles: bool) -> Option<[f64; 4]> {
    if let (Some(cut_offs), false) = (figure.cut_offs, quantiles) {
        return Some(cut_offs);
    }
    let mut sorted: Vec<f64> = values.iter().copied().filter(|v| v.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().checked_sub(1)?;
    Some([1, 2, 3, 4].map(|part| {
        let at = (part as f64 / CLASSES as f64 * last as f64).round() as usize;
        round_for(figure.unit, sorted[at])
    }))
}

/// Bounds are read by people.
fn round_for(unit: Unit, value: f64) -> f64 {
    let step = match unit {
        Unit::Share => 0.001,
        Unit::Mean | Unit::Km2 => 0.1,
        Unit::Index => 0.001,
        Unit::People | Unit::Count | Unit::Metres => 1.0,
    };
    (value / step).round() * step
}

/// The class of a value, 0 to 4: the first whose upper bound it does not pass.
#[must_use]
pub fn class(bounds: &[f64; 4], value: f64) -> usize {
    bounds
        .iter()
        .position(|bound| value <= *bound)
        .unwrap_or(bounds.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn policy_comes_before_quantiles_unless_these_are_asked_for() {
        let share = Figure::of("reached_share").expect("a figure");
        let values = [0.1, 0.11, 0.12, 0.13, 0.14, 0.9];
        assert_eq!(bounds(share, &values, false), Some([0.2, 0.4, 0.6, 0.8]));
        let own = bounds(share, &values, true).expect("bounds");
        assert!(own[3] < 0.2, "{own:?}");
        let people = Figure::of("population").expect("a figure");
        assert_eq!(bounds(people, &[], false), None);
    }

    #[test]
    fn a_value_on_a_bound_is_in_the_lower_class() {
        let bounds = [0.2, 0.4, 0.6, 0.8];
        assert_eq!(
            [0.0, 0.2, 0.21, 0.8, 1.0].map(|v| class(&bounds, v)),
            [0, 0, 1, 3, 4]
        );
    }
}
