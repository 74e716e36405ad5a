//! People summed up by area.

use super::ground::{Ground, people};
use super::question::{Group, Question};
use super::reach::{Class, Reached};
use super::statistics::{NoFigure, Weighted, gini, kolm_pollak, quantile};

/// The distances of the coverage curve: 0, 100, …, 3000 m.
pub(super) const STEPS: usize = 31;
const STEP: f64 = 100.0;

/// The sums of an area. People are in units.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    /// Samples whose people are known.
    pub(super) known: u32,
    pub(super) population: u64,
    pub(super) reached: u64,
    pub(super) uncertain: u64,
    pub(super) own: u64,
    pub(super) perhaps: u64,
    pub(super) two: u64,
    /// Units times places, units times kinds.
    pub(super) places: u128,
    pub(super) kinds: u128,
    /// People times metres.
    pub(super) nearest: f64,
    pub(super) three: f64,
    pub(super) curve: [u64; STEPS],
    pub(super) unknown_cells: u32,
    pub(super) unknown_people: u64,
    last_unknown: Option<usize>,
    pub(super) spread: Spread,
}

/// How distances and room are spread among the people of an area.
#[derive(Debug, Clone)]
pub(super) struct Spread {
    /// Metres to the nearest place.
    pub(super) median: Result<f64, NoFigure>,
    pub(super) p90: Result<f64, NoFigure>,
    pub(super) kolm_pollak: Result<f64, NoFigure>,
    /// The sum over all people of the room within reach of each.
    pub(super) room: f64,
    pub(super) gini: Result<f64, NoFigure>,
}

impl Default for Spread {
    fn default() -> Self {
        Self::of(&mut [], &[], 0.0)
    }
}

impl Spread {
    fn of(distances: &mut [Weighted], scores: &[Weighted], kappa: f64) -> Self {
        Self {
            kolm_pollak: kolm_pollak(distances, kappa),
            median: quantile(distances, 0.5),
            p90: quantile(distances, 0.9),
            room: scores.iter().map(|one| one.value * one.people).sum(),
            gini: gini(scores),
        }
    }
}

/// Tallies every wanted area anew, the city's last; `scores` are the room within reach of each
/// sample. Answers the units outside all areas.
pub(super) fn tally(
    ground: &Ground,
    question: &Question,
    reached: &[Reached],
    scores: Option<&[f64]>,
    tallies: &mut [Tally],
    wanted: &[bool],
) -> u64 {
    for (tally, _) in tallies
        .iter_mut()
        .zip(wanted)
        .filter(|(_, wanted)| **wanted)
    {
        *tally = Tally::default();
    }
    let mut distances = vec![Vec::new(); tallies.len()];
    let mut rooms: Vec<Vec<Weighted>> = vec![Vec::new(); tallies.len()];
    let mut outside = 0;
    for (sample, one) in reached.iter().enumerate() {
        let areas = ground.areas_of(sample);
        let units = ground.units(sample, question.who);
        if areas.is_empty() {
            outside += units.unwrap_or(0);
        }
        for (at, area) in areas.iter().enumerate() {
            let area = *area as usize;
            if !wanted[area] {
                continue;
            }
            let tally = &mut tallies[area];
            let Some(units) = units else {
                let everyone = ground.units(sample, Group::All);
                tally.unknown(ground.cell_of(sample), everyone.unwrap_or(0));
                continue;
            };
            tally.known += 1;
            if units > 0 {
                tally.add(units, one, one.own >> at & 1 == 1);
                let people = people(units);
                let of = |value| Weighted { value, people };
                distances[area].push(of(one.nearest));
                if let Some(scores) = scores {
                    // Neighbours mostly reach the same: they are sorted as one.
                    match rooms[area].last_mut() {
                        Some(last) if last.value == scores[sample] => last.people += people,
                        _ => rooms[area].push(of(scores[sample])),
                    }
                }
            }
        }
    }
    for (area, tally) in tallies
        .iter_mut()
        .enumerate()
        .filter(|(area, _)| wanted[*area])
    {
        tally.spread = Spread::of(&mut distances[area], &rooms[area], question.kappa);
    }
    outside
}

impl Tally {
    fn unknown(&mut self, cell: usize, everyone: u64) {
        // The samples of a cell follow each other.
        if self.last_unknown != Some(cell) {
            self.last_unknown = Some(cell);
            self.unknown_cells += 1;
        }
        self.unknown_people += everyone;
    }

    fn add(&mut self, units: u64, one: &Reached, own: bool) {
        let weight = people(units);
        let is_reached = one.class == Class::Reached;
        self.population += units;
        match one.class {
            Class::Reached => self.reached += units,
            Class::Uncertain => self.uncertain += units,
            Class::NotReached | Class::Unknown => {}
        }
        if own {
            self.own += units;
        }
        if is_reached || one.perhaps {
            self.perhaps += units;
        }
        if one.places >= 2 {
            self.two += units;
        }
        self.places += u128::from(units) * u128::from(one.places);
        self.kinds += u128::from(units) * u128::from(one.kinds);
        self.nearest += weight * one.nearest;
        self.three += weight * one.three;
        // A micrometre beyond a step is rounding.
        let step = ((one.nearest - 1e-6) / STEP).ceil().max(0.0);
        if step < STEPS as f64 {
            self.curve[step as usize] += units;
        }
    }
}
