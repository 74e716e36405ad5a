//! People summed up by area.

use super::ground::{Ground, people};
use super::question::Group;
use super::reach::{Class, Reached};
use super::statistics::Weighted;

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
    /// Metres to the nearest place, and people; in the order of the samples.
    pub(super) distances: Vec<Weighted>,
    /// Room for people within reach for each of those.
    pub(super) scores: Vec<f64>,
}

/// The tally of every area, the city's last, and the units outside all of them.
pub(super) fn tally(
    ground: &Ground,
    group: Group,
    reached: &[Reached],
    scores: Option<&[f64]>,
) -> (Vec<Tally>, u64) {
    let mut tallies = vec![Tally::default(); ground.areas.len() + 1];
    let mut outside = 0;
    for (sample, one) in reached.iter().enumerate() {
        let areas = ground.areas_of(sample);
        let Some(units) = ground.units(sample, group) else {
            for area in areas {
                let everyone = ground.units(sample, Group::All);
                tallies[*area as usize].unknown(ground.cell_of(sample), everyone.unwrap_or(0));
            }
            continue;
        };
        if areas.is_empty() {
            outside += units;
        }
        for (at, area) in areas.iter().enumerate() {
            let tally = &mut tallies[*area as usize];
            tally.known += 1;
            if units > 0 {
                tally.add(units, one, one.own >> at & 1 == 1);
                if let Some(scores) = scores {
                    tally.scores.push(scores[sample]);
                }
            }
        }
    }
    (tallies, outside)
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
        self.distances.push(Weighted {
            value: one.nearest,
            people: weight,
        });
    }
}
