//! What every sample reaches, with its sums; for one scenario after another.

use super::facility::bits;
use super::measure::Asked;
use super::reach::{Around, ByPlace, Reach, Reached};
use super::sphere::{self, Point};
use super::tally::{Tally, tally};
use okolica_model::Position;
use std::collections::{HashMap, HashSet};

/// All that an answer is made of and that asks about distances.
pub(super) struct Found {
    pub(super) reached: Vec<Reached>,
    pub(super) by_place: ByPlace,
    /// For every sample the room for people within its reach; `None` where no place says any.
    pub(super) scores: Option<Vec<f64>>,
    /// Of every area, the city's last.
    pub(super) tallies: Vec<Tally>,
    /// Units of people outside all areas.
    pub(super) outside: u64,
    /// Of each run.
    around: Vec<Around>,
}

impl Found {
    pub(super) fn new(asked: &Asked<'_>) -> Self {
        let runs = asked.ground.all_runs();
        let Reach {
            samples,
            by_place,
            around,
        } = asked.offer.reach(&runs);
        let rates = asked.rates(&by_place);
        let areas = asked.ground.areas().len() + 1;
        let mut found = Self {
            scores: rates.map(|rates| asked.offer.sums_of_rates(&rates, &runs)),
            reached: samples,
            by_place,
            tallies: vec![Tally::default(); areas],
            outside: 0,
            around,
        };
        found.tally(asked, &vec![true; areas]);
        found
    }

    /// The same for `now`, of what was found for `before`, a question that differs in its scenario
    /// alone. Only runs near a place that came or went are looked at again, and only their areas
    /// are tallied again: all else would come out as it is, to the last bit.
    pub(super) fn after(mut self, before: &Asked<'_>, now: &Asked<'_>) -> Self {
        let ground = now.ground;
        let moved = Moved::between(before, now);
        let runs: Vec<u32> = (0..)
            .zip(&self.around)
            .filter(|(_, around)| around.meets(&moved.sure, &moved.perhaps))
            .map(|(run, _)| run)
            .collect();
        for one in &mut self.reached {
            if let Some(number) = moved.number(one.place as usize) {
                one.place = number as u32;
            }
        }
        let (was, is) = (before.offer.reach(&runs), now.offer.reach(&runs));
        let mut by_place = ByPlace::none(now.places().len());
        let renumbered = |at| moved.number(at);
        by_place.join(&self.by_place, renumbered, |_, theirs| theirs);
        by_place.join(&was.by_place, renumbered, |ours, theirs| ours - theirs);
        by_place.join(&is.by_place, Some, |ours, theirs| ours + theirs);
        self.by_place = by_place;

        let mut wanted = vec![false; self.tallies.len()];
        let samples = runs.iter().flat_map(|run| ground.run(*run as usize));
        for (sample, one) in samples.zip(is.samples) {
            self.reached[sample] = one;
            for area in ground.areas_of(sample) {
                wanted[*area as usize] = true;
            }
        }
        for (run, around) in runs.iter().zip(is.around) {
            self.around[*run as usize] = around;
        }
        self.scores = match (now.rates(&self.by_place), self.scores.take()) {
            (None, None) => None,
            (Some(rates), Some(mut scores)) => {
                let sums = now.offer.sums_of_rates(&rates, &runs);
                let samples = runs.iter().flat_map(|run| ground.run(*run as usize));
                samples
                    .zip(sums)
                    .for_each(|(sample, sum)| scores[sample] = sum);
                Some(scores)
            }
            // The first place with room for anybody came, or the last went.
            (rates, _) => {
                wanted.fill(true);
                rates.map(|rates| now.offer.sums_of_rates(&rates, &ground.all_runs()))
            }
        };
        self.tally(now, &wanted);
        self
    }

    fn tally(&mut self, asked: &Asked<'_>, wanted: &[bool]) {
        self.outside = tally(
            asked.ground,
            &asked.question,
            &self.reached,
            self.scores.as_deref(),
            &mut self.tallies,
            wanted,
        );
    }
}

/// What became of the places that fit.
struct Moved {
    /// The number that each place has now; `u32::MAX` for one that is gone or is another.
    numbers: Vec<u32>,
    /// Where one came or went, of those that fit and of those that perhaps do.
    sure: Vec<Point>,
    perhaps: Vec<Point>,
}

impl Moved {
    fn between(before: &Asked<'_>, now: &Asked<'_>) -> Self {
        let known = before.places().iter().zip(0_u32..);
        let known: HashMap<_, _> = known
            .map(|(place, number)| (bits(place.position), (number, place)))
            .collect();
        let mut numbers = vec![u32::MAX; before.places().len()];
        let mut sure = Vec::new();
        let mut next = 0;
        for (number, place) in (0..).zip(now.places()) {
            match known.get(&bits(place.position)) {
                // Of two as near the first counts, so the order of those that stay must stay too.
                Some((old, its)) if *old >= next && before.offered(its).eq(now.offered(place)) => {
                    numbers[*old as usize] = number;
                    next = old + 1;
                }
                _ => sure.push(sphere::point(place.position)),
            }
        }
        let gone = before.places().iter().zip(&numbers);
        let gone = gone.filter(|(_, number)| **number == u32::MAX);
        sure.extend(gone.map(|(place, _)| sphere::point(place.position)));
        let of = |asked: &Asked<'_>| -> HashSet<[u64; 2]> {
            let positions = asked.offer.perhaps_positions.iter();
            positions.map(|at| bits(*at)).collect()
        };
        let sets = [of(before), of(now)];
        let lists = [now, before].map(|asked| asked.offer.perhaps_positions.iter());
        let others = |(at, other): (&Position, &HashSet<_>)| {
            (!other.contains(&bits(*at))).then(|| sphere::point(*at))
        };
        let perhaps = lists.into_iter().zip(&sets);
        let perhaps = perhaps.flat_map(|(list, set)| list.map(move |at| (at, set)));
        Self {
            numbers,
            sure,
            perhaps: perhaps.filter_map(others).collect(),
        }
    }

    fn number(&self, before: usize) -> Option<usize> {
        let number = self.numbers.get(before).copied();
        number
            .filter(|number| *number != u32::MAX)
            .map(|number| number as usize)
    }
}
