//! The border ledger: who relies on places of other areas.

use super::answer::{Flow, OUTSIDE};
use super::ground::people;
use super::measure::Asked;
use super::reach::{Class, Reached};
use std::collections::BTreeMap;

/// Units of people by the areas where they live and where their nearest place lies, `u32::MAX` for
/// none: all of them, and those without a place of their own area within reach.
type Flows = BTreeMap<(u32, u32), [u64; 2]>;

pub(super) fn ledger(asked: &Asked<'_>, reached: &[Reached]) -> Vec<Flow> {
    let mut flows = Flows::new();
    // Neighbours mostly go to the same place: their sum is entered once.
    let mut same: Option<(From, u64)> = None;
    for (sample, one) in reached.iter().enumerate() {
        let units = asked.ground.units(sample, asked.question.who);
        let Some(units) = units.filter(|_| one.class == Class::Reached) else {
            continue;
        };
        let from = From {
            list: asked.ground.membership[sample],
            place: asked.offer.list_of[one.place as usize],
            own: one.own,
        };
        match &mut same {
            Some((known, sum)) if *known == from => *sum += units,
            _ => {
                let last = same.replace((from, units));
                enter(asked, &mut flows, last);
            }
        }
    }
    enter(asked, &mut flows, same);
    let flow = |((from, to), [nearest, rely]): ((u32, u32), [u64; 2])| Flow {
        from: asked.code(from),
        to: if to == u32::MAX {
            OUTSIDE.to_owned()
        } else {
            asked.code(to)
        },
        nearest: people(nearest),
        rely: people(rely),
    };
    flows.into_iter().map(flow).collect()
}

/// What people of a sample have in common for the ledger.
#[derive(PartialEq)]
struct From {
    /// The list of the areas that they live in.
    list: u32,
    /// That of the areas that their nearest place lies in.
    place: u32,
    /// As [`Reached::own`].
    own: u64,
}

fn enter(asked: &Asked<'_>, flows: &mut Flows, people: Option<(From, u64)>) {
    let Some((from, units)) = people else { return };
    let city = asked.ground.areas().len() as u32;
    let places = &asked.offer.lists[from.place as usize];
    let homes = asked.ground.lists[from.list as usize].iter().enumerate();
    for (at, home) in homes.filter(|(_, area)| **area != city) {
        let rely = from.own >> at & 1 == 0;
        let mut add = |to: u32| {
            let flow = flows.entry((*home, to)).or_default();
            flow[0] += units;
            flow[1] += if rely { units } else { 0 };
        };
        match places[..] {
            [] => add(u32::MAX),
            _ => places
                .iter()
                .filter(|to| **to != city)
                .for_each(|to| add(*to)),
        }
    }
}
