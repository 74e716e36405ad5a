//! Place names by their words.

use super::segment::{Level, Segment};
use super::texts::is_small;
use super::words::{each_word, words};
use crate::districts::Districts;
use okolica_model::district::DEFAULT_SET;
use okolica_model::place::PlaceName;
use okolica_model::{Position, hash};
use std::collections::BTreeMap;

/// A street, stop, neighbourhood or landmark. Several names of one kind in one district, such
/// as the posts of a stop, are one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    pub name: String,
    pub kind: Option<String>,
    /// In the middle of the places with that name.
    pub position: Position,
    /// The number of the district of the default set.
    pub(crate) district: Option<u32>,
    /// Words of the name that count.
    pub(crate) length: usize,
}

/// All places.
#[derive(Debug)]
pub(crate) struct Places {
    all: Vec<Place>,
    words: Segment,
    version: u64,
}

impl Places {
    pub(crate) fn new(names: &[PlaceName], districts: &Districts) -> Self {
        // By folded name, kind and district.
        type Groups<'a> = BTreeMap<(String, Option<&'a str>, Option<u32>), Vec<&'a PlaceName>>;
        let mut groups = Groups::new();
        let mut covering = Vec::new();
        for place in names {
            covering.clear();
            districts.covering(place.position, &mut covering);
            let district = covering
                .iter()
                .copied()
                .find(|number| districts.at(*number).district.set == DEFAULT_SET);
            let folded = words(shown(place)).join(" ");
            let group = (folded, place.kind.as_deref(), district);
            groups.entry(group).or_default().push(place);
        }
        let all: Vec<Place> = groups
            .into_iter()
            .map(|((folded, _, district), names)| {
                let middle = middle(&names);
                let small = folded.split(' ').filter(|word| is_small(word)).count();
                Place {
                    name: shown(middle).to_owned(),
                    kind: middle.kind.clone(),
                    position: middle.position,
                    district,
                    length: folded.split(' ').count() - small,
                }
            })
            .collect();
        let version = all.iter().fold(0, |sum, place| {
            let at = [
                place.position.lon().to_bits(),
                place.position.lat().to_bits(),
            ];
            let kind = hash::of_text(place.kind.as_deref().unwrap_or_default());
            let name = hash::of_text(&place.name);
            hash::of_words(&[sum, name, kind, at[0], at[1]])
        });
        let numbered: Vec<(u32, &Place)> = (0..).zip(&all).collect();
        let words = Segment::new(
            &numbered,
            |(_, place), words| each_word(&place.name, |word| words.add(word, Level::Name)),
            |entry| entry.0,
        );
        Self {
            all,
            words,
            version,
        }
    }

    pub(crate) fn words(&self) -> &Segment {
        &self.words
    }

    pub(crate) fn at(&self, number: u32) -> &Place {
        &self.all[number as usize]
    }

    /// Changes with any name, kind or position.
    pub(crate) fn version(&self) -> u64 {
        self.version
    }
}

/// The name without the number of a post: `Rondo 01` and `Rondo 02` are two sides of one stop.
fn shown(place: &PlaceName) -> &str {
    let name = place.name.as_str();
    let (head, number) = name.rsplit_once(' ').unwrap_or((name, ""));
    let is_post = number.len() == 2 && number.bytes().all(|b| b.is_ascii_digit());
    if is_post && place.kind.as_deref().is_none_or(|kind| kind == "stop") {
        head
    } else {
        name
    }
}

/// The one nearest to the mean of all.
fn middle<'a>(names: &[&'a PlaceName]) -> &'a PlaceName {
    let n = names.len() as f64;
    let mean =
        |of: fn(Position) -> f64| names.iter().map(|place| of(place.position)).sum::<f64>() / n;
    let (lon, lat) = (mean(Position::lon), mean(Position::lat));
    let from = |place: &PlaceName| {
        let (x, y) = (place.position.lon() - lon, place.position.lat() - lat);
        x * x + y * y
    };
    names
        .iter()
        .copied()
        .min_by(|a, b| from(a).total_cmp(&from(b)))
        .unwrap_or_else(|| unreachable!("a group has a member"))
}
