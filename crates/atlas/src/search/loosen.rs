//! What is given up when nothing matches, so that an answer is never empty without need.

use super::matching::Matching;
use super::rank::Ranked;
use crate::Atlas;
use crate::query::Asked;
use crate::search::Place;
use okolica_model::Position;
use okolica_model::filter::Filter;
use okolica_model::filter_table::FILTERS;
use std::collections::BTreeMap;

/// Something that was asked and given up.
#[derive(Debug, Clone, PartialEq)]
pub enum Loosened {
    /// These words were read as the name of a place: items around it are shown.
    Place { words: Vec<String>, place: Place },
    /// The word was read as another one.
    Typo { word: String, instead: String },
    /// The word was passed over.
    Word { word: String },
    /// The filter with these parameters was passed over.
    Filter { names: Vec<&'static str> },
}

/// Parameters that are given up together, the ones that matter least to a person first.
fn groups() -> impl Iterator<Item = Vec<&'static str>> {
    let mut groups: BTreeMap<u8, Vec<&'static str>> = BTreeMap::new();
    for filter in FILTERS {
        if let Some(place) = filter.given_up {
            groups.entry(place).or_default().push(filter.name);
        }
    }
    groups.into_values()
}

/// How many readings of mistyped words are tried.
const TRIES: usize = 24;

/// The items that match when as little as possible is given up: a reading of the words first,
/// if they match nothing at all, then filters; `None` when that does not help either.
pub(super) fn ranked<'a>(
    asked: &Asked<'a>,
    at: Option<Position>,
    offset: usize,
    limit: usize,
) -> Option<Ranked<'a>> {
    let atlas = asked.atlas;
    let mut filter = asked.filter.clone();
    let mut at = at;
    let mut loosened = Vec::new();
    if let Some(text) = &asked.filter.q {
        let matching = atlas.matching(text);
        if matching.is_empty() {
            filter.q = words(atlas, &matching, &mut at, &mut loosened);
        }
    }
    let ask = |filter: &Filter| {
        let asked = atlas.ask(asked.layer, filter, asked.now);
        let count = asked.count();
        (count.matched > 0).then_some((asked, count))
    };
    // The same words would match nothing again.
    let other_words = (!loosened.is_empty()).then(|| ask(&filter)).flatten();
    let (found, count) = match other_words {
        Some(found) => found,
        None => filters(&filter, &mut loosened, ask)?,
    };
    Some(Ranked {
        loosened,
        ..found.ranked_of(&count, at, offset, limit)
    })
}

/// Another text that matches something, said in `loosened`; `None`: no words are left.
fn words(
    atlas: &Atlas,
    matching: &Matching,
    at: &mut Option<Position>,
    loosened: &mut Vec<Loosened>,
) -> Option<String> {
    let mut words: Vec<String> = matching.words.iter().map(|m| m.word.clone()).collect();
    if let Some((place, used)) = atlas.place_in(matching) {
        let named: Vec<String> = used.iter().map(|at| words[*at].clone()).collect();
        let mut number = 0;
        words.retain(|_| {
            number += 1;
            !used.contains(&(number - 1))
        });
        *at = at.or(Some(place.position));
        let place = place.clone();
        loosened.push(Loosened::Place {
            words: named,
            place,
        });
        if words.is_empty() || !atlas.matching(&words.join(" ")).is_empty() {
            return joined(&words);
        }
    }
    if let Some((at, instead)) = typo(atlas, &words) {
        let word = std::mem::replace(&mut words[at], instead.clone());
        loosened.push(Loosened::Typo { word, instead });
        return joined(&words);
    }
    while !words.is_empty() && atlas.matching(&words.join(" ")).is_empty() {
        let drop = least_needed(atlas, &words);
        let word = words.remove(drop);
        loosened.push(Loosened::Word { word });
    }
    joined(&words)
}

fn joined(words: &[String]) -> Option<String> {
    (!words.is_empty()).then(|| words.join(" "))
}

/// A word that, read as another one like it, lets all words match.
fn typo(atlas: &Atlas, words: &[String]) -> Option<(usize, String)> {
    let others = (0..words.len()).flat_map(|at| {
        let alike = atlas.alike(&words[at]);
        alike.into_iter().map(move |instead| (at, instead))
    });
    others.take(TRIES).find(|(at, instead)| {
        let mut changed = words.to_vec();
        changed[*at].clone_from(instead);
        !atlas.matching(&changed.join(" ")).is_empty()
    })
}

/// The word without which the most items match; if there is none, the one that the fewest have.
fn least_needed(atlas: &Atlas, words: &[String]) -> usize {
    let count = |at: usize| {
        let mut rest = words.to_vec();
        let word = rest.remove(at);
        let without = if rest.is_empty() {
            0
        } else {
            atlas.matching(&rest.join(" ")).count()
        };
        (without, std::cmp::Reverse(atlas.matching(&word).count()))
    };
    // Of equals the last.
    (0..words.len())
        .max_by_key(|at| count(*at))
        .unwrap_or_default()
}

/// What `ask` finds for the filter without one of its parts, or else without several.
fn filters<T>(
    filter: &Filter,
    loosened: &mut Vec<Loosened>,
    ask: impl Fn(&Filter) -> Option<T>,
) -> Option<T> {
    let asked = filter.to_query();
    let given: Vec<Vec<&'static str>> = groups()
        .map(|mut names| {
            names.retain(|name| asked.iter().any(|(known, _)| known == name));
            names
        })
        .filter(|names| !names.is_empty())
        .collect();
    for names in &given {
        if let Some(found) = ask(&filter.without(names)) {
            let names = names.clone();
            loosened.push(Loosened::Filter { names });
            return Some(found);
        }
    }
    let mut other = filter.clone();
    for names in given {
        other = other.without(&names);
        loosened.push(Loosened::Filter { names });
        if let Some(found) = ask(&other) {
            return Some(found);
        }
    }
    None
}
