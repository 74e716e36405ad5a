//! The table of filters: what the API's description, the forms, the chips and the search that gives
//! filters up have to know of each, beside how [`crate::Filter`] reads and writes it.

use crate::filter::MAX_TEXT;
use crate::item::AccessFact;
use crate::window::{Open, When};
use crate::{ItemKind, Layer};

/// A parameter of [`crate::Filter`].
#[derive(Debug)]
pub struct FilterDef {
    pub name: &'static str,
    /// What it keeps, for the API's description.
    pub about: &'static str,
    pub values: Values,
    /// Its place in the order in which filters are given up when nothing matches, the one that
    /// matters least to a person first; those of one place go together. `None`: it is kept.
    pub given_up: Option<u8>,
    /// The message of its chip, which may show its value by its name. `None`: what the chip says
    /// needs more than the value.
    pub chip: Option<&'static str>,
}

/// The values that a parameter takes.
#[derive(Debug)]
pub enum Values {
    /// One of these words.
    OneOf(fn() -> Vec<&'static str>),
    /// A list of these words.
    ListOf(fn() -> Vec<&'static str>),
    /// Ids of the map's categories.
    Categories,
    /// Any list of words.
    List,
    /// A boundary set of the map.
    Set,
    BBox,
    /// A text that this regular expression matches.
    Pattern(&'static str),
    /// A number that is not below 0.
    Length,
    /// A local date.
    Date,
    /// A whole number from the one to the other; without the other as large as one likes.
    Whole(u32, Option<u32>),
    /// At most so many characters.
    Text(usize),
}

const fn filter(
    name: &'static str,
    about: &'static str,
    values: Values,
    given_up: Option<u8>,
    chip: Option<&'static str>,
) -> FilterDef {
    FilterDef {
        name,
        about,
        values,
        given_up,
        chip,
    }
}

const DATES: &str = "A local date: what has a date in the days from … to, both included.";

fn layers() -> Vec<&'static str> {
    let kinds = ItemKind::ALL.into_iter().map(ItemKind::layer);
    kinds.chain([Layer::Items.name()]).collect()
}

/// Every filter, in the order in which the API describes them.
#[rustfmt::skip]
pub const FILTERS: &[FilterDef] = &[
    filter("layer", "Spaces or initiatives alone.", Values::OneOf(layers), Some(120), None),
    filter("category", "Any of these categories; a parent includes its children.", Values::Categories, Some(110), None),
    filter("tag", "Any of these tags.", Values::List, Some(10), None),
    filter("district", "Any of these districts of the set, by code.", Values::List, Some(100), None),
    filter("set", "The boundary set of district.", Values::Set, Some(100), None),
    filter("bbox", "Lower and upper corner in the axis order of bbox-crs: keeps what lies in the box, and what has no geometry.", Values::BBox, Some(80), None),
    filter("near", "A point, longitude and latitude; goes with within.", Values::Pattern("^-?[0-9.]+,-?[0-9.]+$"), Some(90), None),
    filter("within", "Metres from near, on the ground.", Values::Length, Some(90), None),
    filter("from", DATES, Values::Date, Some(50), None),
    filter("to", DATES, Values::Date, Some(50), None),
    filter("when", "What is on, and what is open, then.", Values::OneOf(|| When::NAMED.into_iter().filter_map(When::name).collect()), Some(50), None),
    filter("open", "What is open then.", Values::OneOf(|| Open::ALL.map(Open::name).to_vec()), Some(60), None),
    filter("access", "What is known to have all of these.", Values::ListOf(|| AccessFact::ALL.map(AccessFact::name).to_vec()), Some(130), None),
    filter("free", "What costs nothing.", Values::OneOf(|| vec!["1"]), Some(70), Some("free-filter")),
    filter("age", "What is for somebody of this age.", Values::Whole(0, Some(120)), Some(40), Some("chip-age")),
    filter("capacity", "Spaces known to hold at least so many people, and initiatives in them.", Values::Whole(1, Some(1_000_000)), Some(45), Some("chip-capacity")),
    filter("language", "What is held in this language, by its primary subtag (BCP 47).", Values::Pattern("^[A-Za-z]{2,3}$"), Some(30), None),
    filter("registration", "What needs none.", Values::OneOf(|| vec!["none"]), Some(20), Some("registration-none-filter")),
    filter("past", "0 leaves out what has ended.", Values::OneOf(|| vec!["0", "1"]), None, None),
    filter("include_unknown", "Keeps also what does not say whether it fits.", Values::OneOf(|| vec!["1"]), None, None),
    filter("q", "Words that must all match.", Values::Text(MAX_TEXT), None, None),
];

impl FilterDef {
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        FILTERS.iter().find(|known| known.name == name)
    }
}
