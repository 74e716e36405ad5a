//! What the words of a text mean in an atlas, and which items match them all.

use super::bits::Bits;
use super::segment::{Level, Segment, Term, key};
use super::stem::stems;
use super::synonyms::synonyms;
use super::texts::is_small;
use super::words::words;
use crate::atlas::Atlas;
use fst::automaton::Levenshtein;
use std::cmp::Reverse;
use std::sync::Arc;

/// Words of a text that count; more are passed over.
const MAX_WORDS: usize = 12;

/// How well a word of a document fits a word that was typed, of 100.
const EXACT: u8 = 100;
const FORM: u8 = 85;
const BEGINNING: u8 = 60;
const ONE_TYPO: u8 = 45;
const TWO_TYPOS: u8 = 30;
/// So little that a name of that sense stands below a text that has the word itself.
const SYNONYM: u8 = 8;

/// What a typed word means: in the order in which it is tried, until something has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// The word, its other forms, and words of the same sense; also a beginning, where it is the last one, as it may be
    /// still being typed.
    Word,
    /// A beginning.
    Beginning,
    /// A word at most so many typing errors away.
    Typo(u32),
}

/// A typed word and the words that it means.
#[derive(Debug)]
pub(crate) struct Meaning {
    /// Folded.
    pub(crate) word: String,
    pub(crate) last: bool,
    /// The words that it was taken for, where it is a typing error; else none.
    pub(crate) instead: Vec<String>,
    /// Segments by number, their terms, how well each fits.
    terms: Vec<(u32, Term, u8)>,
    /// Categories by number, how well each fits, and whether by its own label.
    pub(crate) categories: Vec<(u32, u8, Level)>,
    /// Districts by number.
    pub(crate) districts: Vec<(u32, u8)>,
    /// Place names by number.
    pub(crate) places: Vec<(u32, u8)>,
    /// How many items it matches.
    pub(crate) count: usize,
}

/// The items that match every word of a text.
#[derive(Debug)]
pub(crate) struct Matching {
    pub(crate) words: Vec<Meaning>,
    /// By the numbers of documents.
    items: Bits,
}

impl Matching {
    /// Whether the item with that number matches. A text without words matches everything.
    pub(crate) fn has(&self, document: u32) -> bool {
        self.words.is_empty() || self.items.has(document)
    }

    /// Whether any item of that range of numbers may match.
    pub(crate) fn has_any(&self, first: u32, last: u32) -> bool {
        self.words.is_empty() || self.items.has_any(first, last)
    }

    /// How many items match.
    pub(crate) fn count(&self) -> usize {
        self.items.len()
    }

    /// Whether no item matches.
    pub(crate) fn is_empty(&self) -> bool {
        !self.words.is_empty() && self.items.is_empty()
    }
}

/// The words of a text that are looked for: folded, each once, without the small ones unless
/// there are only those.
pub(crate) fn query_words(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for word in words(text) {
        if !all.contains(&word) {
            all.push(word);
        }
    }
    if all.iter().any(|word| !is_small(word)) {
        all.retain(|word| !is_small(word));
    }
    all.truncate(MAX_WORDS);
    all
}

impl Atlas {
    /// What a text matches; a text without words matches everything.
    pub(crate) fn matching(&self, text: &str) -> Arc<Matching> {
        let words = query_words(text);
        let key = words.join(" ");
        self.texts.cached(&key, || self.match_words(words))
    }

    fn match_words(&self, words: Vec<String>) -> Matching {
        let last = words.len().saturating_sub(1);
        let mut items: Option<Bits> = None;
        let mut meanings = Vec::with_capacity(words.len());
        for (at, word) in words.into_iter().enumerate() {
            let (meaning, found) = self.meaning(word, at == last);
            meanings.push(meaning);
            match &mut items {
                None => items = Some(found),
                Some(items) => items.and(&found),
            }
        }
        Matching {
            words: meanings,
            items: items.unwrap_or_default(),
        }
    }

    fn meaning(&self, word: String, last: bool) -> (Meaning, Bits) {
        let letters = word.chars().count();
        let plain = word.bytes().all(|b| !b.is_ascii_digit());
        let readings = [
            Some(Reading::Word),
            (letters >= 3 && !last).then_some(Reading::Beginning),
            (letters >= 4 && plain).then_some(Reading::Typo(1)),
            (letters >= 8 && plain).then_some(Reading::Typo(2)),
        ];
        let mut meaning = Meaning {
            word,
            last,
            instead: Vec::new(),
            terms: Vec::new(),
            categories: Vec::new(),
            districts: Vec::new(),
            places: Vec::new(),
            count: 0,
        };
        for reading in readings.into_iter().flatten() {
            self.read(&mut meaning, reading);
            let found = self.items_of(&meaning);
            let named = !meaning.districts.is_empty() || !meaning.places.is_empty();
            meaning.count = found.len();
            if meaning.count > 0 || named {
                return (meaning, found);
            }
            meaning.instead.clear();
        }
        let nothing = Bits::new(0);
        (meaning, nothing)
    }

    fn read(&self, meaning: &mut Meaning, reading: Reading) {
        let word = meaning.word.as_str();
        let typed = match reading {
            Reading::Word => Typed::word(word, meaning.last),
            Reading::Beginning => Typed::beginning(word),
            Reading::Typo(distance) => {
                let labels = &self.city.labels;
                let names = [&labels.categories, &labels.districts, self.places.words()];
                let alike = Alike::new(word, distance);
                let mut found = self.alike_in_items(&alike, meaning.last);
                for segment in names {
                    alike.look_up(segment, meaning.last, |word, _| found.push(word.to_owned()));
                }
                meaning.instead = sorted(found);
                let fit = if distance == 1 { ONE_TYPO } else { TWO_TYPOS };
                Typed::instead(&meaning.instead, fit)
            }
        };
        // What has a name of its own is called by that alone.
        let wide = match reading {
            Reading::Word => typed.with_synonyms(word),
            Reading::Beginning | Reading::Typo(_) => typed.clone(),
        };
        meaning.terms.clear();
        for (number, segment) in (0..).zip(self.texts.segments()) {
            wide.look_up(segment, |term, fit| meaning.terms.push((number, term, fit)));
        }
        let labels = &self.city.labels;
        let strip = |(number, fit, _)| (number, fit);
        meaning.categories = wide.documents(&labels.categories);
        let districts = typed.documents(&labels.districts).into_iter();
        meaning.districts = districts.map(strip).collect();
        let places = typed.documents(self.places.words()).into_iter();
        meaning.places = places.map(strip).collect();
    }

    fn alike_in_items(&self, alike: &Alike, last: bool) -> Vec<String> {
        let mut found = Vec::new();
        for segment in self.texts.segments() {
            alike.look_up(segment, last, |word, term| {
                if segment.is_alive(term, self.texts.dead()) {
                    found.push(word.to_owned());
                }
            });
        }
        found
    }

    /// Calls `take` with the items of a word, some more than once, and how well each fits: up
    /// to 255.
    pub(crate) fn each_item(&self, meaning: &Meaning, mut take: impl FnMut(u32, u8)) {
        let segments: Vec<&Segment> = self.texts.segments().collect();
        for (segment, term, fit) in &meaning.terms {
            segments[*segment as usize].documents(*term, |document, level| {
                take(document, worth(level, *fit));
            });
        }
        let mut all_with = |key: &str, worth: u8| {
            for segment in &segments {
                if let Some(term) = segment.word(key) {
                    segment.documents(term, |document, _| take(document, worth));
                }
            }
        };
        for (category, fit, level) in &meaning.categories {
            all_with(&key('c', *category), worth(*level, *fit));
        }
        if !meaning.districts.is_empty() {
            let fit = meaning.districts.iter().map(|district| district.1).max();
            let numbers: Vec<u32> = meaning
                .districts
                .iter()
                .map(|district| district.0)
                .collect();
            let combinations = (0..).zip(self.combinations.with_any(&numbers));
            for (combination, _) in combinations.filter(|(_, wanted)| *wanted) {
                all_with(
                    &key('d', combination),
                    worth(Level::Brief, fit.unwrap_or_default()),
                );
            }
        }
    }

    /// Words of items that are at most a few typing errors away from this one, nearest first.
    pub(crate) fn alike(&self, word: &str) -> Vec<String> {
        const MOST: usize = 6;
        let letters = word.chars().count();
        let mut out: Vec<String> = Vec::new();
        for distance in 1..=u32::from(letters >= 4) + u32::from(letters >= 8) {
            let mut found = sorted(self.alike_in_items(&Alike::new(word, distance), false));
            found.retain(|other| other != word && !out.contains(other));
            out.extend(found);
        }
        out.truncate(MOST);
        out
    }

    fn items_of(&self, meaning: &Meaning) -> Bits {
        let mut items = Bits::new(self.texts.end());
        self.each_item(meaning, |document, _| items.insert(document));
        items.without(self.texts.dead());
        items
    }
}

/// How much a word says at this level, with this fit.
fn worth(level: Level, fit: u8) -> u8 {
    let most: u16 = match level {
        Level::Name => 250,
        Level::Label => 170,
        Level::Brief => 90,
        Level::Text => 40,
    };
    (most * u16::from(fit) / 100).max(1) as u8
}

/// Words that a typed one may stand for, made ready to be looked up.
#[derive(Clone)]
struct Typed<'a> {
    /// Each with its stems and with how well it fits.
    forms: Vec<(&'a str, Vec<String>, u8)>,
    beginning: Option<&'a str>,
}

impl<'a> Typed<'a> {
    fn word(word: &'a str, last: bool) -> Self {
        Self {
            forms: vec![(word, stems(word), EXACT)],
            beginning: Some(word).filter(|word| last && word.len() > 1),
        }
    }

    fn beginning(word: &'a str) -> Self {
        Self {
            forms: Vec::new(),
            beginning: Some(word),
        }
    }

    fn with_synonyms(&self, word: &str) -> Self {
        let mut wide = self.clone();
        let others = synonyms(word).into_iter();
        wide.forms
            .extend(others.map(|other| (other, stems(other), SYNONYM)));
        wide
    }

    fn instead(words: &'a [String], fit: u8) -> Self {
        let form = |word: &'a String| (word.as_str(), stems(word), fit);
        Self {
            forms: words.iter().map(form).collect(),
            beginning: None,
        }
    }

    /// Calls `take` with every term that is meant, some more than once, and how well it fits.
    fn look_up(&self, segment: &Segment, mut take: impl FnMut(Term, u8)) {
        for (word, stems, fit) in &self.forms {
            if let Some(term) = segment.word(word) {
                take(term, *fit);
            }
            let of_form = (u16::from(*fit) * u16::from(FORM) / 100) as u8;
            for stem in stems {
                segment.with_stem(stem, |term| take(term, of_form));
            }
        }
        if let Some(word) = self.beginning {
            segment.with_prefix(word, |found, term| {
                // The fewer letters are to come, the likelier.
                let share = 20 * word.len() / found.len().max(1);
                take(term, BEGINNING + share as u8);
            });
        }
    }

    /// The documents of a small index that are meant, each with its best fit.
    fn documents(&self, segment: &Segment) -> Vec<(u32, u8, Level)> {
        let mut out: Vec<(u32, u8, Level)> = Vec::new();
        self.look_up(segment, |term, fit| {
            segment.documents(term, |document, level| out.push((document, fit, level)));
        });
        out.sort_by_key(|(document, fit, level)| (*document, Reverse(worth(*level, *fit))));
        out.dedup_by_key(|(document, ..)| *document);
        out
    }
}

/// Finds the words that are a few typing errors away from one.
struct Alike {
    likeness: Option<Levenshtein>,
    swapped: Vec<String>,
}

impl Alike {
    fn new(word: &str, distance: u32) -> Self {
        Self {
            // One that needs too many states is not made: nothing is then like the word.
            likeness: Levenshtein::new(word, distance).ok(),
            swapped: if distance == 1 {
                swaps(word)
            } else {
                Vec::new()
            },
        }
    }

    /// Calls `take` with each such word; where it is the last one, as it may go on, also with
    /// those that only begin so.
    fn look_up(&self, segment: &Segment, last: bool, mut take: impl FnMut(&str, Term)) {
        if let Some(likeness) = &self.likeness {
            segment.like(likeness, &mut take);
            if last {
                segment.beginning_like(likeness, &mut take);
            }
        }
        for word in &self.swapped {
            if let Some(term) = segment.word(word) {
                take(word, term);
            }
        }
    }
}

/// Each once, in order, and not too many.
fn sorted(mut words: Vec<String>) -> Vec<String> {
    const MOST: usize = 200;
    words.sort();
    words.dedup();
    words.truncate(MOST);
    words
}

/// The word with each two neighbouring letters swapped.
fn swaps(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    (1..letters.len())
        .filter(|at| letters[at - 1] != letters[*at])
        .map(|at| {
            let mut swapped = letters.clone();
            swapped.swap(at - 1, at);
            swapped.into_iter().collect()
        })
        .collect()
}
