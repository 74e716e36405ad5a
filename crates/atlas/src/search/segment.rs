//! An inverted index of some documents: a dictionary of words, and for each the documents that
//! hold it. It never changes; newer documents are in newer segments.

use super::bits::Bits;
use super::stem::stems;
use fst::automaton::{Automaton, Levenshtein, Str};
use fst::{IntoStreamer, Map, MapBuilder, Streamer};
use okolica_model::parallel;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// How much it says of a document that a word stands in it: the best place counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// A description or programme.
    Text = 0,
    /// A summary or address.
    Brief = 1,
    /// A tag, an organiser, a name in another language.
    Label = 2,
    Name = 3,
}

/// A word of a segment's dictionary, by its place in it.
pub(crate) type Term = u32;

/// The words of some documents.
pub(crate) struct Segment {
    /// Words, each with its [`Term`].
    words: Map<Vec<u8>>,
    /// Stems, each with where its terms begin in `forms`.
    stems: Map<Vec<u8>>,
    /// Lists of terms: how many, then each; all as variable-length integers.
    forms: Box<[u8]>,
    /// Where each term's postings begin, and where the last ones end.
    starts: Box<[u32]>,
    /// For each term its documents in order: how much larger the number is than the one before,
    /// times four, plus the [`Level`]; as variable-length integers.
    postings: Box<[u8]>,
}

impl std::fmt::Debug for Segment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Segment of {} words", self.words.len())
    }
}

/// Takes the words of one document in.
pub(crate) struct Words<'a> {
    gathering: &'a mut Gathering,
}

impl Words<'_> {
    pub(crate) fn add(&mut self, word: &str, level: Level) {
        let gathering = &mut *self.gathering;
        let number = match gathering.numbers.get(word) {
            Some(number) => *number,
            None => {
                let number = gathering.lists.len() as u32;
                gathering.numbers.insert(word.into(), number);
                gathering.lists.push(List::default());
                number
            }
        };
        gathering.lists[number as usize].add(gathering.document, level);
    }
}

impl Segment {
    /// Of documents in the order of their numbers, the words of each given by `read`.
    pub(crate) fn new<T: Sync>(
        documents: &[T],
        read: impl Fn(&T, &mut Words<'_>) + Sync,
        number: impl Fn(&T) -> u32 + Sync,
    ) -> Self {
        let gather = |range: Range<usize>| {
            let mut gathering = Gathering::default();
            for document in &documents[range] {
                gathering.document = number(document);
                let gathering = &mut gathering;
                read(document, &mut Words { gathering });
            }
            gathering
        };
        // Threads cost more than a small index.
        if documents.len() < 256 {
            Self::of_halves([gather(0..documents.len()), Gathering::default()])
        } else {
            Self::of_halves(parallel::in_halves(documents.len(), gather))
        }
    }

    fn of_halves([first, second]: [Gathering; 2]) -> Self {
        let mut words: BTreeMap<&str, [Option<u32>; 2]> = BTreeMap::new();
        for (half, gathering) in [&first, &second].into_iter().enumerate() {
            for (word, number) in &gathering.numbers {
                words.entry(word).or_default()[half] = Some(*number);
            }
        }
        let mut postings = Vec::new();
        let mut starts = Vec::with_capacity(words.len() + 1);
        let mut forms: BTreeMap<String, Vec<Term>> = BTreeMap::new();
        let lists = [&first.lists, &second.lists];
        for (term, (word, numbers)) in words.iter().enumerate() {
            starts.push(postings.len() as u32);
            let mut last = 0;
            for (lists, number) in lists.iter().zip(numbers) {
                if let Some(number) = number {
                    last = lists[*number as usize].write(&mut postings, last);
                }
            }
            if !is_key(word) {
                for stem in stems(word) {
                    forms.entry(stem).or_default().push(term as Term);
                }
            }
        }
        starts.push(postings.len() as u32);
        let (stems, forms) = pack(&forms);
        Self {
            words: map(words.keys().zip(0..)),
            stems,
            forms,
            starts: starts.into(),
            postings: postings.into(),
        }
    }

    pub(crate) fn word(&self, word: &str) -> Option<Term> {
        self.words.get(word).map(|term| term as Term)
    }

    /// Every word with that stem.
    pub(crate) fn with_stem(&self, stem: &str, mut take: impl FnMut(Term)) {
        if let Some(at) = self.stems.get(stem) {
            let mut rest = &self.forms[at as usize..];
            for _ in 0..number(&mut rest) {
                take(number(&mut rest) as Term);
            }
        }
    }

    /// Every word that begins so, itself too.
    pub(crate) fn with_prefix(&self, prefix: &str, take: impl FnMut(&str, Term)) {
        self.search(Str::new(prefix).starts_with(), take);
    }

    /// Every word that is at most as far from `word` as the automaton was made for.
    pub(crate) fn like(&self, word: &Levenshtein, take: impl FnMut(&str, Term)) {
        self.search(word, take);
    }

    /// Every word of which a beginning is as near.
    pub(crate) fn beginning_like(&self, word: &Levenshtein, take: impl FnMut(&str, Term)) {
        self.search(word.starts_with(), take);
    }

    fn search(&self, automaton: impl Automaton, mut take: impl FnMut(&str, Term)) {
        let mut stream = self.words.search(automaton).into_stream();
        while let Some((word, term)) = stream.next() {
            if let Ok(word) = std::str::from_utf8(word)
                && !is_key(word)
            {
                take(word, term as Term);
            }
        }
    }

    /// Every document that holds the word, in order, with the word's level there.
    pub(crate) fn documents(&self, term: Term, mut take: impl FnMut(u32, Level)) {
        const LEVELS: [Level; 4] = [Level::Text, Level::Brief, Level::Label, Level::Name];
        let at = term as usize;
        let mut rest = &self.postings[self.starts[at] as usize..self.starts[at + 1] as usize];
        let mut document = 0;
        while !rest.is_empty() {
            let value = number(&mut rest);
            document += (value >> 2) as u32;
            take(document, LEVELS[(value & 3) as usize]);
        }
    }

    /// Whether any document with the word is not in `dead`.
    pub(crate) fn is_alive(&self, term: Term, dead: &Bits) -> bool {
        let mut alive = false;
        self.documents(term, |document, _| alive |= !dead.has(document));
        alive
    }
}

/// A word that no text holds: documents by something else than their words.
pub(crate) fn key(kind: char, number: u32) -> String {
    format!("\u{1}{kind}{number}")
}

fn is_key(word: &str) -> bool {
    word.starts_with('\u{1}')
}

/// An index being made.
#[derive(Default)]
struct Gathering {
    /// The number of the document of the moment.
    document: u32,
    numbers: HashMap<Box<str>, u32>,
    lists: Vec<List>,
}

/// The documents of one word.
#[derive(Default)]
struct List {
    /// The first document is kept apart, so that halves can be joined.
    first: Option<(u32, Level)>,
    /// The others but the last one, as in [`Segment::postings`].
    bytes: Vec<u8>,
    /// The document before the last one, and the last one.
    before: u32,
    last: Option<(u32, Level)>,
}

impl List {
    fn add(&mut self, document: u32, level: Level) {
        match &mut self.last {
            Some((last, best)) if *last == document => *best = level.max(*best),
            _ => {
                self.settle();
                self.last = Some((document, level));
            }
        }
    }

    /// Puts the last document, whose level is now known, behind the others.
    fn settle(&mut self) {
        if let Some((document, level)) = self.last.take() {
            if self.first.is_none() {
                self.first = Some((document, level));
            } else {
                put(&mut self.bytes, document - self.before, level);
            }
            self.before = document;
        }
    }

    /// Writes all behind documents of which the last has the number `last`; the new last one.
    fn write(&self, out: &mut Vec<u8>, last: u32) -> u32 {
        let mut before = last;
        if let Some((document, level)) = self.first {
            put(out, document - before, level);
            out.extend_from_slice(&self.bytes);
            before = self.before;
        }
        if let Some((document, level)) = self.last {
            put(out, document - before, level);
            before = document;
        }
        before
    }
}

fn put(out: &mut Vec<u8>, step: u32, level: Level) {
    put_number(out, u64::from(step) << 2 | level as u64);
}

/// LEB128: seven bits a byte, the lowest first.
fn put_number(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn number(rest: &mut &[u8]) -> u64 {
    let (mut value, mut shift) = (0, 0);
    while let Some((byte, tail)) = rest.split_first() {
        *rest = tail;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            break;
        }
        shift += 7;
    }
    value
}

fn pack(forms: &BTreeMap<String, Vec<Term>>) -> (Map<Vec<u8>>, Box<[u8]>) {
    let mut bytes = Vec::new();
    let mut starts = Vec::with_capacity(forms.len());
    for terms in forms.values() {
        starts.push(bytes.len() as u64);
        put_number(&mut bytes, terms.len() as u64);
        for term in terms {
            put_number(&mut bytes, u64::from(*term));
        }
    }
    (map(forms.keys().zip(starts)), bytes.into())
}

/// Of keys in order, each once.
fn map<K: AsRef<[u8]>>(entries: impl Iterator<Item = (K, u64)>) -> Map<Vec<u8>> {
    let mut builder = MapBuilder::memory();
    for (key, value) in entries {
        // A vector takes every write, and the keys come out of a sorted map.
        if let Err(error) = builder.insert(key, value) {
            unreachable!("a dictionary in order: {error}");
        }
    }
    builder.into_map()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::words::each_word;

    fn segment(texts: &[&str]) -> Segment {
        let documents: Vec<(u32, &str)> = (3..).step_by(40).zip(texts.iter().copied()).collect();
        let read = |document: &(u32, &str), words: &mut Words<'_>| {
            let mut level = Level::Text;
            each_word(document.1, |word| {
                words.add(word, level);
                level = Level::Name;
            });
        };
        Segment::new(&documents, read, |document| document.0)
    }

    fn found(segment: &Segment, word: &str) -> Vec<(u32, Level)> {
        let mut out = Vec::new();
        if let Some(term) = segment.word(word) {
            segment.documents(term, |document, level| out.push((document, level)));
        }
        out
    }

    #[test]
    fn documents_of_a_word_come_in_order_with_the_best_level() {
        let segment = segment(&["a b a", "b c", "", "a"]);
        assert_eq!(found(&segment, "a"), [(3, Level::Name), (123, Level::Text)]);
        assert_eq!(found(&segment, "b"), [(3, Level::Name), (43, Level::Text)]);
        assert_eq!(found(&segment, "d"), []);
    }

    #[test]
    fn both_halves_of_a_large_index_are_joined() {
        let texts: Vec<String> = (0..1000).map(|n| format!("x {} w{n}", n % 7)).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let segment = segment(&texts);
        let all: Vec<u32> = (0..1000).map(|n| n * 40 + 3).collect();
        let of = |word| -> Vec<u32> { found(&segment, word).iter().map(|d| d.0).collect() };
        assert_eq!(of("x"), all);
        assert_eq!(
            of("6"),
            all.iter().copied().skip(6).step_by(7).collect::<Vec<_>>()
        );
        assert_eq!(of("w999"), [999 * 40 + 3]);
    }

    #[test]
    fn words_are_found_by_stem_beginning_and_likeness() {
        let segment = segment(&["biblioteka biblia", "bibliotece", "ogrod"]);
        let mut forms = Vec::new();
        segment.with_stem("bibliotek", |term| forms.push(term));
        let both = ["bibliotece", "biblioteka"];
        assert_eq!(forms.len(), 2);
        for (form, word) in forms.iter().zip(both) {
            assert_eq!(segment.word(word), Some(*form));
        }
        let mut found = Vec::new();
        segment.with_prefix("bibli", |word, _| found.push(word.to_owned()));
        assert_eq!(found, ["biblia", "bibliotece", "biblioteka"]);
        let near = Levenshtein::new("ogrud", 1).expect("an automaton");
        found.clear();
        segment.like(&near, |word, _| found.push(word.to_owned()));
        assert_eq!(found, ["ogrod"]);
        let near = Levenshtein::new("biblot", 1).expect("an automaton");
        found.clear();
        segment.beginning_like(&near, |word, _| found.push(word.to_owned()));
        assert_eq!(found, both);
    }
}
