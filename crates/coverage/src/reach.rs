//! What each sample reaches: the part that asks about distances.

use super::facility::Place;
use super::ground::Ground;
use super::nearest::Tree;
use super::question::{Group, Question};
use super::sphere::{self, Point, Within, arc, chord2};
use okolica_model::parallel;
use serde::Serialize;
use std::collections::HashMap;

/// Whether the people of a sample are within reach. With limit L, detour factor f and the straight
/// line d to the nearest place: reached d·f ≤ L, uncertain d ≤ L < d·f, not reached d > L.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    NotReached,
    Uncertain,
    Reached,
    /// How many people live there is not known.
    Unknown,
}

/// What one sample reaches.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reached {
    /// Metres to the nearest place, and the mean of the nearest three; infinite without them.
    pub(super) nearest: f64,
    pub(super) three: f64,
    /// The number of the nearest place.
    pub(super) place: u32,
    /// Places and kinds surely within reach.
    pub(super) places: u32,
    pub(super) kinds: u32,
    /// A bit for each area of the sample's list: whether a place of it is surely within reach.
    pub(super) own: u64,
    /// By distance alone.
    pub(super) class: Class,
    /// Surely within reach of a place that may be one that is asked for.
    pub(super) perhaps: bool,
}

/// People in units by place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ByPlace {
    /// People of the city within reach.
    pub(super) total: Vec<u64>,
    /// Those for whom it is the only place within reach.
    pub(super) only: Vec<u64>,
    /// All people within reach, also those outside the city.
    pub(super) demand: Vec<u64>,
}

impl ByPlace {
    pub(super) fn none(places: usize) -> Self {
        let none = || vec![0; places];
        Self {
            total: none(),
            only: none(),
            demand: none(),
        }
    }

    /// Each sum with that of another list of places: `change` of ours and theirs, theirs by its
    /// number in ours.
    pub(super) fn join(
        &mut self,
        other: &Self,
        number: impl Fn(usize) -> Option<usize>,
        change: impl Fn(u64, u64) -> u64,
    ) {
        let lists = [
            (&mut self.total, &other.total),
            (&mut self.only, &other.only),
            (&mut self.demand, &other.demand),
        ];
        for (ours, theirs) in lists {
            for (at, value) in theirs.iter().enumerate() {
                if let Some(own) = number(at).and_then(|at| ours.get_mut(at)) {
                    *own = change(*own, *value);
                }
            }
        }
    }
}

/// What the samples of some runs reach.
pub(super) struct Reach {
    /// Of the samples of those runs, one run after the other.
    pub(super) samples: Vec<Reached>,
    pub(super) by_place: ByPlace,
    /// Of each run.
    pub(super) around: Vec<Around>,
}

/// Where a place must lie to count for any sample of a run: a run whose samples have none of the
/// places that came or went so near reaches what it did.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around {
    centre: Point,
    /// Squares of chords: to places that fit, and to those that perhaps do.
    sure: f64,
    perhaps: f64,
}

impl Around {
    pub(super) fn meets(&self, sure: &[Point], perhaps: &[Point]) -> bool {
        let near = |points: &[Point], reach: f64| {
            let mut points = points.iter();
            points.any(|point| chord2(*point, self.centre) <= reach)
        };
        near(sure, self.sure) || near(perhaps, self.perhaps)
    }
}

/// Places made ready to ask what samples reach.
pub(super) struct Offer<'a> {
    ground: &'a Ground,
    group: Group,
    /// Metres of straight line within which a place is surely reached, and perhaps.
    limits: [Within; 2],
    positions: Vec<okolica_model::Position>,
    tree: Tree,
    perhaps: Tree,
    pub(super) perhaps_positions: Vec<okolica_model::Position>,
    /// The lists of areas that places lie in, and each place's.
    pub(super) lists: Vec<Vec<u32>>,
    pub(super) list_of: Vec<u32>,
    /// By list of the sample and list of the place: which areas of the sample hold the place.
    own: Vec<u64>,
    /// Bits of the kinds at each place, so many words a place.
    kinds: Vec<u64>,
    words: usize,
}

impl<'a> Offer<'a> {
    /// `kinds` are the numbers of the kinds at each place, below `kind_count`.
    pub(super) fn new(
        ground: &'a Ground,
        question: &Question,
        places: &[Place],
        perhaps: &[Place],
        kinds: &[Vec<u32>],
        kind_count: usize,
    ) -> Self {
        let tree = |places: &[Place]| {
            Tree::new(places.iter().map(|p| sphere::point(p.position)).collect())
        };
        let mut lists: Vec<Vec<u32>> = Vec::new();
        let mut known: HashMap<Vec<u32>, u32> = HashMap::new();
        let mut list_of = Vec::with_capacity(places.len());
        for place in places {
            let list = ground.covering(place.position);
            let number = *known.entry(list).or_insert_with_key(|list| {
                lists.push(list.clone());
                lists.len() as u32 - 1
            });
            list_of.push(number);
        }
        let own = ground.lists.iter().flat_map(|sample| {
            lists.iter().map(move |place| {
                // No sample lies in more than 64 areas of a set that anybody drew.
                let bits = sample.iter().take(64).enumerate();
                bits.fold(0, |all, (at, area)| {
                    all | u64::from(place.contains(area)) << at
                })
            })
        });
        let words = kind_count.div_ceil(64);
        let mut bits = vec![0; words * places.len()];
        for (place, kinds) in kinds.iter().enumerate() {
            for kind in kinds {
                bits[place * words + *kind as usize / 64] |= 1 << (kind % 64);
            }
        }
        Self {
            ground,
            group: question.who,
            limits: [question.sure_reach(), question.limit.metres()].map(Within::new),
            positions: places.iter().map(|place| place.position).collect(),
            tree: tree(places),
            perhaps: tree(perhaps),
            perhaps_positions: perhaps.iter().map(|place| place.position).collect(),
            own: own.collect(),
            lists,
            list_of,
            kinds: bits,
            words,
        }
    }

    /// What the samples of these runs reach.
    pub(super) fn reach(&self, runs: &[u32]) -> Reach {
        let [mut first, second] =
            parallel::in_halves(runs.len(), |part| self.reach_of(&runs[part]));
        first.samples.extend(second.samples);
        first.around.extend(second.around);
        // Whole numbers: the sums are the same however the work is shared out.
        first
            .by_place
            .join(&second.by_place, Some, |ours, theirs| ours + theirs);
        first
    }

    fn reach_of(&self, runs: &[u32]) -> Reach {
        let [sure, limit] = self.limits;
        let ground = self.ground;
        let mut found = Reach {
            samples: Vec::new(),
            by_place: ByPlace::none(self.positions.len()),
            around: Vec::with_capacity(runs.len()),
        };
        let (mut near, mut in_reach, mut perhaps) = (Vec::new(), Vec::new(), Vec::new());
        let mut kinds = vec![0; self.words];
        for samples in runs.iter().map(|run| ground.run(*run as usize)) {
            let (centre, radius) = circle(&ground.points[samples.clone()]);
            let third = self.tree.nearest::<3>(centre).sqrt() + 2.0 * radius;
            let reach = third.max(limit.longest_chord() + radius) + 1e-3;
            let to_perhaps = sure.longest_chord() + radius + 1e-3;
            let around = Around {
                centre,
                sure: reach * reach,
                perhaps: to_perhaps * to_perhaps,
            };
            found.around.push(around);
            near.clear();
            self.tree.within(centre, around.sure, &mut near);
            perhaps.clear();
            self.perhaps.within(centre, around.perhaps, &mut perhaps);
            for sample in samples {
                let point = ground.points[sample];
                let position = ground.positions[sample];
                let mut best = [(f64::INFINITY, u32::MAX); 3];
                in_reach.clear();
                for place in &near {
                    let far2 = chord2(self.tree.point(*place), point);
                    let mut one = (far2, *place);
                    for known in &mut best {
                        // Of two that are as near the one with the lower number counts.
                        if one < *known {
                            std::mem::swap(known, &mut one);
                        }
                    }
                    if sure.holds(far2, || [position, self.positions[*place as usize]]) {
                        in_reach.push(*place);
                    }
                }
                let of_perhaps = |place: &u32| {
                    let far2 = chord2(self.perhaps.point(*place), point);
                    sure.holds(far2, || [position, self.perhaps_positions[*place as usize]])
                };
                let (nearest2, place) = best[0];
                let uncertain =
                    || limit.holds(nearest2, || [position, self.positions[place as usize]]);
                let class = if !in_reach.is_empty() {
                    Class::Reached
                } else if uncertain() {
                    Class::Uncertain
                } else {
                    Class::NotReached
                };
                let mut own = 0;
                kinds.fill(0);
                let lists = ground.membership[sample] as usize * self.lists.len();
                for place in &in_reach {
                    let place = *place as usize;
                    own |= self.own[lists + self.list_of[place] as usize];
                    let words = &self.kinds[place * self.words..][..self.words];
                    kinds
                        .iter_mut()
                        .zip(words)
                        .for_each(|(all, its)| *all |= its);
                }
                found.samples.push(Reached {
                    nearest: arc(nearest2),
                    three: best.iter().map(|(far2, _)| arc(*far2)).sum::<f64>() / 3.0,
                    place,
                    places: in_reach.len() as u32,
                    kinds: kinds.iter().map(|word: &u64| word.count_ones()).sum(),
                    own,
                    class,
                    perhaps: perhaps.iter().any(of_perhaps),
                });
                if let Some(units) = ground.units(sample, self.group) {
                    let counts = !ground.areas_of(sample).is_empty();
                    for place in &in_reach {
                        let place = *place as usize;
                        found.by_place.demand[place] += units;
                        if counts {
                            found.by_place.total[place] += units;
                        }
                    }
                    if counts && let [place] = in_reach[..] {
                        found.by_place.only[place as usize] += units;
                    }
                }
            }
        }
        found
    }

    /// For every sample of these runs the sum of the rates of the places surely within reach.
    pub(super) fn sums_of_rates(&self, rates: &[f64], runs: &[u32]) -> Vec<f64> {
        let [sure, _] = self.limits;
        let ground = self.ground;
        let [mut all, second] = parallel::in_halves(runs.len(), |part| {
            let (mut near, mut sums) = (Vec::new(), Vec::new());
            for samples in runs[part].iter().map(|run| ground.run(*run as usize)) {
                let (centre, radius) = circle(&ground.points[samples.clone()]);
                let reach = sure.longest_chord() + radius + 1e-3;
                near.clear();
                self.tree.within(centre, reach * reach, &mut near);
                // In one order, so that a sum does not depend on places far away.
                near.sort_unstable();
                for sample in samples {
                    let position = ground.positions[sample];
                    let rate = |place: &u32| {
                        let far2 = chord2(self.tree.point(*place), ground.points[sample]);
                        let place = *place as usize;
                        let holds = sure.holds(far2, || [position, self.positions[place]]);
                        if holds { rates[place] } else { 0.0 }
                    };
                    sums.push(near.iter().map(rate).sum());
                }
            }
            sums
        });
        all.extend(second);
        all
    }
}

/// A ball around points: its centre and radius.
fn circle(points: &[Point]) -> (Point, f64) {
    if let [one] = points {
        return (*one, 0.0);
    }
    let (mut low, mut high) = ([f64::INFINITY; 3], [f64::NEG_INFINITY; 3]);
    for point in points {
        for axis in 0..3 {
            low[axis] = low[axis].min(point[axis]);
            high[axis] = high[axis].max(point[axis]);
        }
    }
    let centre = [0, 1, 2].map(|axis| f64::midpoint(low[axis], high[axis]));
    let far = points.iter().map(|point| chord2(*point, centre));
    (centre, far.fold(0.0, f64::max).sqrt())
}
