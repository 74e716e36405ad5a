//! Search: an inverted index of the items' words, of categories, districts and place names.

mod bits;
mod labels;
mod loosen;
mod matching;
mod places;
mod rank;
mod segment;
mod stem;
mod suggest;
mod synonyms;
mod texts;
mod words;

pub use loosen::Loosened;
pub use places::Place;
pub use rank::{Ranked, RankedItem};
pub use suggest::Suggestion;

pub(crate) use labels::Labels;
pub(crate) use matching::Matching;
pub(crate) use places::Places;
pub(crate) use texts::{Document, Texts};

/// The words of a text that are looked for, as one text: equal for texts that match the same.
#[must_use]
pub fn normal(text: &str) -> String {
    matching::query_words(text).join(" ")
}
