//! What the town is described with: the lists of `data/demo/words`.

use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A text in Polish, English and Ukrainian; an empty one is not translated.
pub(super) type Triple = (&'static str, &'static str, &'static str);

/// From an age to an age, in years.
pub(super) type Ages = (Option<u8>, Option<u8>);

/// Names that every part of the town uses.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(super) struct Names {
    /// In the order in which the first of them are given one to each district.
    pub(super) streets: Vec<&'static str>,
    /// With their place on the town's plane, in kilometres.
    pub(super) landmarks: Vec<(&'static str, f64, f64)>,
    /// Names that a place or a group gives itself.
    pub(super) nicknames: Vec<Triple>,
    /// What a room may have.
    pub(super) equipment: Vec<&'static str>,
}

/// What kinds of spaces there are.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(super) struct SpaceWords {
    /// Opening hours in OSM syntax by the name that a kind says; an empty text: not known.
    pub(super) hours: BTreeMap<&'static str, Vec<&'static str>>,
    /// Sentences for descriptions, of places in buildings and of those outdoors.
    pub(super) indoor_notes: Vec<Triple>,
    pub(super) outdoor_notes: Vec<Triple>,
    /// Names that no designer has in mind when drawing a list.
    pub(super) long_names: Vec<&'static str>,
    pub(super) kinds: Vec<SpaceKind>,
}

/// A kind of space; each space of it takes one summary and one of the opening hours.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SpaceKind {
    pub(super) category: &'static str,
    pub(super) count: usize,
    pub(super) label: Triple,
    pub(super) naming: Naming,
    pub(super) summaries: Vec<Triple>,
    /// A name among [`SpaceWords::hours`].
    pub(super) hours: &'static str,
    /// `Some(true)` free, `Some(false)` paid, `None` not said.
    pub(super) free: Option<bool>,
    #[serde(default)]
    pub(super) ages: Ages,
    pub(super) indoor: bool,
    pub(super) operator: &'static str,
    pub(super) operator_kind: &'static str,
    pub(super) tags: Vec<&'static str>,
}

/// How a space gets its name after the label of its kind.
#[derive(Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Naming {
    /// "Dom Kultury „Latarnia”".
    Nickname,
    /// "Biblioteka Publiczna nr 7".
    Number,
    /// "Plac zabaw przy ul. Lipowej".
    Street,
}

/// What people do.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub(super) struct InitiativeWords {
    /// Names and kinds.
    pub(super) organisers: Vec<(&'static str, &'static str)>,
    /// Sentences for descriptions.
    pub(super) notes: Vec<Triple>,
    pub(super) kinds: Vec<InitiativeKind>,
}

/// A kind of initiative with its variants.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct InitiativeKind {
    pub(super) category: &'static str,
    pub(super) titles: Vec<Triple>,
    pub(super) summaries: Vec<Triple>,
    pub(super) rhythm: Vec<Rhythm>,
    /// The hour at which it usually starts.
    pub(super) hour: u32,
    pub(super) free: Option<bool>,
    #[serde(default)]
    pub(super) cost: &'static str,
    #[serde(default)]
    pub(super) ages: Ages,
    /// Share that asks for registration.
    pub(super) registration: f64,
    /// Which kinds of space it happens in; empty: outdoors or anywhere.
    pub(super) venues: Vec<&'static str>,
    pub(super) tags: Vec<&'static str>,
}

/// How often something happens.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Rhythm {
    /// One afternoon or evening of so many hours.
    Once(u32),
    /// Whole days, this many.
    Days(u32),
    /// RRULE with so many hours a time.
    Rule(&'static str, u32),
    /// No schedule at all.
    Ongoing,
}

pub(super) static NAMES: LazyLock<Names> =
    LazyLock::new(|| read(include_str!("../../../data/demo/words/names.json")));
pub(super) static SPACES: LazyLock<SpaceWords> =
    LazyLock::new(|| read(include_str!("../../../data/demo/words/spaces.json")));
pub(super) static INITIATIVES: LazyLock<InitiativeWords> =
    LazyLock::new(|| read(include_str!("../../../data/demo/words/initiatives.json")));

/// Reads a list for as long as the program runs.
fn read<T: Deserialize<'static>>(text: &str) -> T {
    let read = serde_json::from_str(text).map(|value| &*Box::leak(Box::<Value>::new(value)));
    read.and_then(T::deserialize)
        .unwrap_or_else(|error| panic!("data/demo/words: {error}"))
}
