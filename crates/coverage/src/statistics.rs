//! Figures of a distribution among people, and places per person within reach.
//!
//! Each is a number or the reason why there is none; never NaN or infinity.

/// Why a figure has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoFigure {
    /// The weights sum to 0.
    NobodyLivesThere,
    /// There is nothing to spread: all values, or all capacities, are 0.
    NothingOffered,
    /// A value, weight or parameter is out of range: not finite, or negative where it can't be.
    OutOfRange,
}

/// Shares are compared with sums that carry rounding; this much of the whole is no difference.
const ROUNDING: f64 = 1e-12;

/// A value and how many people it holds for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weighted {
    pub value: f64,
    pub people: f64,
}

/// The people in all, after a check of every number.
fn total(values: &[Weighted]) -> Result<f64, NoFigure> {
    let sound = |v: &Weighted| v.value.is_finite() && v.people.is_finite() && v.people >= 0.0;
    if !values.iter().all(sound) {
        return Err(NoFigure::OutOfRange);
    }
    match values.iter().map(|v| v.people).sum::<f64>() {
        total if total > 0.0 => Ok(total),
        _ => Err(NoFigure::NobodyLivesThere),
    }
}

/// The mean by people.
///
/// # Errors
/// Nobody lives there; a number is out of range.
pub fn mean(values: &[Weighted]) -> Result<f64, NoFigure> {
    let total = total(values)?;
    Ok(values.iter().map(|v| v.value * v.people).sum::<f64>() / total)
}

/// The least value whose cumulative weight, in order of value, reaches the share `q` of all
/// people. So the answer is a value of somebody, and the median of two is the lower one. Share 0
/// gives the least value of anybody. The order of `values` changes.
///
/// # Errors
/// Nobody lives there; a number is out of range.
pub fn quantile(values: &mut [Weighted], q: f64) -> Result<f64, NoFigure> {
    let total = total(values)?;
    if !(0.0..=1.0).contains(&q) {
        return Err(NoFigure::OutOfRange);
    }
    let people = |part: &[Weighted]| part.iter().map(|v| v.people).sum::<f64>();
    // What rounding leaves of a share is no share; and nobody is no part of it.
    let mut wanted = (q - ROUNDING).max(ROUNDING) * total;
    let mut rest = values;
    loop {
        let middle = rest.len() / 2;
        let by_value = |a: &Weighted, b: &Weighted| a.value.total_cmp(&b.value);
        let (low, at, high) = rest.select_nth_unstable_by(middle, by_value);
        let below = people(low);
        if below >= wanted {
            rest = low;
        } else if below + at.people >= wanted || high.is_empty() {
            return Ok(at.value);
        } else {
            wanted -= below + at.people;
            rest = high;
        }
    }
}

/// The equally-distributed equivalent of Kolm and Pollak: the value which, if everybody had it,
/// would be as good as the values that people have. −(1/κ) ln(Σ wᵢ e^(−κ xᵢ) / Σ wᵢ).
///
/// `kappa` is the aversion to inequality per unit of value. For a good (more is better) it is
/// positive and the equivalent lies below the mean; for a burden such as distance in metres it is
/// negative (by default −0.001 per metre) and the equivalent lies above the mean. Kappa 0 gives
/// the mean. (Sheriff and Maguire 2020, "Health risk, inequality indexes, and environmental
/// justice", Risk Analysis 40; Logan et al. 2021, "Measuring inequalities in urban systems",
/// Computers, Environment and Urban Systems 86. They take κ = αε with α = Σx/Σx²; here κ itself is
/// the parameter, so that cities and dates compare.)
///
/// # Errors
/// Nobody lives there; a number is out of range.
pub fn kolm_pollak(values: &[Weighted], kappa: f64) -> Result<f64, NoFigure> {
    let mean = mean(values)?;
    let total = total(values)?;
    if !kappa.is_finite() {
        return Err(NoFigure::OutOfRange);
    }
    let exponent = |v: &Weighted| -kappa * (v.value - mean);
    let living = || values.iter().filter(|v| v.people > 0.0);
    let greatest = living().map(exponent).fold(f64::NEG_INFINITY, f64::max);
    let log = if living().all(|v| exponent(v).abs() < 0.5) {
        // Near the mean, where 1 + x would lose the digits that matter.
        let sum: f64 = living().map(|v| v.people * libm::expm1(exponent(v))).sum();
        libm::log1p(sum / total)
    } else {
        // The greatest exponent is taken out, so that none overflows.
        let sum: f64 = living()
            .map(|v| v.people * libm::exp(exponent(v) - greatest))
            .sum();
        greatest + libm::log(sum / total)
    };
    let equivalent = if kappa == 0.0 {
        mean
    } else {
        mean - log / kappa
    };
    if equivalent.is_finite() {
        Ok(equivalent)
    } else {
        Err(NoFigure::OutOfRange)
    }
}

/// Gini's coefficient by people, Σᵢ Σⱼ wᵢ wⱼ |xᵢ − xⱼ| / (2 W² x̄): 0 when everybody has as much,
/// near 1 when one has all. (Computed from the Lorenz curve, in order of value.)
///
/// # Errors
/// Nobody lives there; nothing is offered (the mean is 0); a value is negative or not finite.
pub fn gini(values: &[Weighted]) -> Result<f64, NoFigure> {
    let total = total(values)?;
    if values.iter().any(|v| v.value < 0.0) {
        return Err(NoFigure::OutOfRange);
    }
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(|a, b| a.value.total_cmp(&b.value));
    let sum: f64 = sorted.iter().map(|v| v.value * v.people).sum();
    if sum <= 0.0 {
        return Err(NoFigure::NothingOffered);
    }
    let (mut before, mut weighted) = (0.0, 0.0);
    for v in &sorted {
        weighted += v.value * v.people * (before + v.people / 2.0);
        before += v.people;
    }
    Ok((2.0 * weighted / (sum * total) - 1.0).clamp(0.0, 1.0))
}

/// People at one place of demand that have a place of supply within their catchment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// Which demand, which supply: indices into the lists of people and capacities.
    pub demand: u32,
    pub supply: u32,
    pub metres: f64,
}

/// A zone of the catchment: up to and including this distance a place counts with this weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Zone {
    pub metres: f64,
    pub weight: f64,
}

/// Two-step floating catchment areas: capacity per person within reach, for each demand.
///
/// First each supply's ratio Rⱼ = Sⱼ / Σₖ Pₖ W(dₖⱼ), then each demand's score Aᵢ = Σⱼ Rⱼ W(dᵢⱼ).
/// With one zone of weight 1 that is 2SFCA (Luo and Wang 2003, "Measures of spatial accessibility
/// to health care in a GIS environment", Environment and Planning B 30); with several it is E2SFCA
/// (Luo and Qi 2009, "An enhanced two-step floating catchment area method", Health & Place 15).
/// A supply that nobody can reach serves nobody: Σ Aᵢ Pᵢ is the capacity of those that are reached.
/// 0 stands for people with nothing in reach. `zones` rise in distance.
///
/// # Errors
/// Nobody lives there; nothing is offered (no capacity above 0); a number is out of range.
pub fn catchment_scores(
    people: &[f64],
    capacities: &[f64],
    pairs: &[Pair],
    zones: &[Zone],
) -> Result<Vec<f64>, NoFigure> {
    let amount = |n: &f64| n.is_finite() && *n >= 0.0;
    let rising = zones.windows(2).all(|pair| pair[0].metres < pair[1].metres);
    let known = |pair: &Pair| {
        (pair.demand as usize) < people.len() && (pair.supply as usize) < capacities.len()
    };
    let sound = people.iter().chain(capacities).all(amount)
        && zones
            .iter()
            .all(|zone| amount(&zone.metres) && amount(&zone.weight))
        && pairs.iter().all(|pair| amount(&pair.metres) && known(pair));
    if !sound || !rising {
        return Err(NoFigure::OutOfRange);
    }
    if people.iter().sum::<f64>() <= 0.0 {
        return Err(NoFigure::NobodyLivesThere);
    }
    if capacities.iter().sum::<f64>() <= 0.0 {
        return Err(NoFigure::NothingOffered);
    }
    let weight = |metres: f64| {
        let zone = zones.partition_point(|zone| zone.metres < metres);
        zones.get(zone).map_or(0.0, |zone| zone.weight)
    };
    let mut demands = vec![0.0; capacities.len()];
    for pair in pairs {
        demands[pair.supply as usize] += people[pair.demand as usize] * weight(pair.metres);
    }
    let mut scores = vec![0.0; people.len()];
    for pair in pairs {
        let supply = pair.supply as usize;
        if demands[supply] > 0.0 {
            scores[pair.demand as usize] +=
                capacities[supply] / demands[supply] * weight(pair.metres);
        }
    }
    Ok(scores)
}

#[cfg(test)]
mod tests;
