//! The words of all items: a large segment made with the atlas, and small ones of later edits.

use super::bits::Bits;
use super::matching::Matching;
use super::segment::{Level, Segment, Words, key};
use super::words::each_word;
use crate::record::Record;
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// An item as the index counts it. A changed item gets a new number, the old one is dead.
#[derive(Debug, Clone)]
pub(crate) struct Document {
    pub(crate) number: u32,
    pub(crate) record: Arc<Record>,
    /// The number of its category.
    pub(crate) category: u32,
}

/// The words of all items. A copy shares everything.
#[derive(Debug, Clone, Default)]
pub(crate) struct Texts {
    /// The oldest and largest first.
    segments: Vec<Part>,
    dead: Arc<Bits>,
    /// The number of the next document.
    next: u32,
    /// Documents that no segment holds yet.
    pending: Vec<Document>,
    cache: Arc<Cache>,
}

#[derive(Debug, Clone)]
struct Part {
    segment: Arc<Segment>,
    /// Its documents, so that it can be joined with newer ones; of the first segment only their
    /// count, as the atlas holds them.
    documents: Arc<Vec<Document>>,
    count: usize,
}

impl Texts {
    /// Of the items of a new atlas, in the order of their numbers from 0 on.
    pub(crate) fn new(documents: &[Document]) -> Self {
        Self {
            segments: vec![Part {
                segment: Arc::new(segment(documents)),
                documents: Arc::default(),
                count: documents.len(),
            }],
            next: documents.len() as u32,
            ..Self::default()
        }
    }

    /// One more than the largest number of a document.
    pub(crate) fn end(&self) -> u32 {
        self.next
    }

    pub(crate) fn segments(&self) -> impl Iterator<Item = &Segment> {
        self.segments.iter().map(|part| &*part.segment)
    }

    /// The numbers that no item has any more.
    pub(crate) fn dead(&self) -> &Bits {
        &self.dead
    }

    /// Takes an item in and gives it its number; it is found after [`Texts::settle`].
    pub(crate) fn insert(&mut self, record: Arc<Record>, category: u32) -> u32 {
        let number = self.next;
        self.next += 1;
        self.pending.push(Document {
            number,
            record,
            category,
        });
        number
    }

    pub(crate) fn remove(&mut self, number: u32) {
        Arc::make_mut(&mut self.dead).insert(number);
    }

    /// Ends a series of edits: what came in becomes a segment, joined with those before it until
    /// each is at least twice as large as the next, so there are few and a document is read again
    /// a few times only. `everything` gives all live documents, for the rare time when the first
    /// segment is joined too.
    pub(crate) fn settle(&mut self, everything: impl Fn() -> Vec<Document>) {
        self.forget();
        let mut fresh = std::mem::take(&mut self.pending);
        while self.segments.len() > 1
            && let Some(last) = self.segments.last()
        {
            let alive = |document: &&Document| !self.dead.has(document.number);
            if last.documents.iter().filter(alive).count() >= 2 * fresh.len().max(1) {
                break;
            }
            fresh.extend(last.documents.iter().filter(alive).cloned());
            self.segments.pop();
        }
        fresh.retain(|document| !self.dead.has(document.number));
        let first = self.segments.first().map_or(0, |part| part.count);
        let is_first = self.segments.len() <= 1 && first < 2 * fresh.len();
        if is_first {
            self.segments.clear();
            fresh = everything();
        }
        if fresh.is_empty() && !self.segments.is_empty() {
            return;
        }
        fresh.sort_unstable_by_key(|document| document.number);
        self.segments.push(Part {
            segment: Arc::new(segment(&fresh)),
            count: fresh.len(),
            documents: if is_first {
                Arc::default()
            } else {
                Arc::new(fresh)
            },
        });
    }

    /// Forgets what texts match.
    pub(crate) fn forget(&mut self) {
        self.cache = Arc::default();
    }

    pub(crate) fn cached(&self, text: &str, make: impl FnOnce() -> Matching) -> Arc<Matching> {
        if let Some(known) = self.cache.get(text) {
            return known;
        }
        let made = Arc::new(make());
        self.cache.put(text, made.clone());
        made
    }
}

/// What the last texts match, the latest asked last.
#[derive(Debug, Default)]
struct Cache(Mutex<Vec<(Box<str>, Arc<Matching>)>>);

impl Cache {
    /// Each holds a bit an item.
    const TEXTS: usize = 32;

    fn get(&self, text: &str) -> Option<Arc<Matching>> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = known.iter().position(|(key, _)| **key == *text)?;
        let found = known.remove(at);
        let matching = found.1.clone();
        known.push(found);
        Some(matching)
    }

    fn put(&self, text: &str, matching: Arc<Matching>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= Self::TEXTS {
            known.remove(0);
        }
        known.push((text.into(), matching));
    }
}

fn segment(documents: &[Document]) -> Segment {
    Segment::new(documents, read, |document| document.number)
}

/// What is searched of an item's properties.
#[derive(Deserialize)]
struct Searched<'a> {
    #[serde(borrow, default)]
    name: Cow<'a, str>,
    #[serde(borrow, default)]
    summary: Cow<'a, str>,
    #[serde(borrow, default)]
    description: Cow<'a, str>,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(borrow, default)]
    address: Cow<'a, str>,
    #[serde(borrow, default)]
    operator: Cow<'a, str>,
    #[serde(default)]
    organiser: Named,
    #[serde(borrow, default)]
    programme: Cow<'a, str>,
    #[serde(default)]
    rooms: Vec<Room>,
    #[serde(default)]
    translations: BTreeMap<String, Translation>,
}

#[derive(Deserialize, Default)]
struct Named {
    #[serde(default)]
    name: String,
}

#[derive(Deserialize)]
struct Room {
    #[serde(default)]
    name: String,
    #[serde(default)]
    equipment: Vec<String>,
}

#[derive(Deserialize)]
struct Translation {
    #[serde(default)]
    name: String,
    #[serde(default)]
    summary: String,
    #[serde(default)]
    description: String,
}

fn read(document: &Document, words: &mut Words<'_>) {
    let record = &document.record;
    words.add(&key('c', document.category), Level::Text);
    words.add(&key('d', record.districts), Level::Text);
    let text = format!("{{{}}}", record.text(true));
    // A record wrote it.
    let Ok(item) = serde_json::from_str::<Searched<'_>>(&text) else {
        return;
    };
    let mut add = |text: &str, level: Level| {
        each_word(text, |word| {
            if level == Level::Name || !is_small(word) {
                words.add(word, level);
            }
        });
    };
    add(&item.name, Level::Name);
    item.tags.iter().for_each(|tag| add(tag, Level::Label));
    add(&item.operator, Level::Label);
    add(&item.organiser.name, Level::Label);
    add(&item.summary, Level::Brief);
    add(&item.address, Level::Brief);
    add(&item.description, Level::Text);
    add(&item.programme, Level::Text);
    for room in &item.rooms {
        add(&room.name, Level::Text);
        room.equipment
            .iter()
            .for_each(|thing| add(thing, Level::Text));
    }
    for translation in item.translations.values() {
        add(&translation.name, Level::Label);
        add(&translation.summary, Level::Brief);
        add(&translation.description, Level::Text);
    }
}

/// Words that say nothing of what is looked for: folded Polish, English and Ukrainian
/// prepositions and conjunctions, and what stands before the name of a street.
pub(crate) fn is_small(word: &str) -> bool {
    const SMALL: &[&str] = &[
        "a", "al", "an", "and", "at", "by", "czy", "dla", "do", "for", "from", "i", "in", "iz",
        "jest", "lub", "na", "nad", "nr", "o", "od", "of", "on", "or", "oraz", "os", "po", "pod",
        "przy", "sie", "ta", "the", "to", "u", "ul", "ulica", "ulicy", "w", "we", "with", "z",
        "za", "ze",
    ];
    SMALL.binary_search(&word).is_ok()
}
