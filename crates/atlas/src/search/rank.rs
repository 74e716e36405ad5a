//! The order of the items that match.
//!
//! A first, cheap score orders all of them: for each word the best place in which it stands
//! (name, label, brief, text) and how it fits (exact, another form, a beginning, a typing error),
//! times how rare the word is; times nearness where a position is given. The first
//! [`FINE`] are then ordered by a finer one, which also looks at the name as a whole, at dates
//! and at freshness. Both depend on nothing but the rows, the question and the moment, so every
//! instance gives the same order; equal scores are ordered by key.

use super::loosen::{self, Loosened};
use super::matching::{Matching, Meaning};
use super::stem::stems;
use super::texts::is_small;
use super::words::words;
use crate::Record;
use crate::index::Entry;
use crate::query::{Asked, Count};
use okolica_model::activity::Activity;
use okolica_model::calendar::Calendar;
use okolica_model::time::Stamp;
use okolica_model::{ItemKey, ItemKind, Metres, Position, geodesy};

/// How many of the best are ordered finely.
const FINE: usize = 100;

/// At this distance nearness counts half of what it does at the spot.
const HALF_METRES: f64 = 1500.0;

/// Dates of initiatives count when they are at most so far away.
const SOON_DAYS: i64 = 30;

/// In milliseconds.
const DAY: i64 = 86_400_000;

/// An order holds for a quarter of an hour, so that answers can be kept: nearness in time goes by
/// days. In milliseconds.
const SLICE: i64 = 15 * 60 * 1000;

/// Items in the order of what was asked.
#[derive(Debug, Clone)]
pub struct Ranked<'a> {
    pub items: Vec<RankedItem<'a>>,
    /// All that match, in this part of the list or not.
    pub matched: usize,
    /// How many of them have no position.
    pub without_position: usize,
    /// How many more may match all that was asked: they don't say.
    pub unknown: usize,
    /// What was given up, as nothing matched all that was asked; the items then match the rest.
    pub loosened: Vec<Loosened>,
}

/// An item that matches.
#[derive(Debug, Clone, Copy)]
pub struct RankedItem<'a> {
    pub record: &'a Record,
    /// From the position that was given.
    pub distance: Option<Metres>,
    /// The larger, the better; 0 without words.
    pub score: f64,
}

struct Hit<'a> {
    entry: &'a Entry,
    score: f64,
}

impl Hit<'_> {
    fn key(&self) -> ItemKey {
        self.entry.record.key()
    }

    fn order(&self, other: &Self) -> std::cmp::Ordering {
        other
            .score
            .total_cmp(&self.score)
            .then_with(|| self.key().cmp(&other.key()))
    }
}

impl<'a> Asked<'a> {
    /// At most `limit` of the matching items from the one at `offset` on: by how well they match
    /// the words, or else by distance from `at`, or else by key. Where nothing matches, the items
    /// that match when as little as possible is given up. The order is as of the start of the
    /// quarter-hour, what matches as of the moment: see [`Asked::ranked_until`].
    #[must_use]
    pub fn ranked(&self, at: Option<Position>, offset: usize, limit: usize) -> Ranked<'a> {
        let count = self.count();
        if count.matched == 0
            && let Some(ranked) = loosen::ranked(self, at, offset, limit)
        {
            let unknown = count.unknown;
            return Ranked { unknown, ..ranked };
        }
        self.ranked_of(&count, at, offset, limit)
    }

    /// [`Asked::ranked`] of what is counted already, and nothing given up.
    pub(super) fn ranked_of(
        &self,
        count: &Count,
        at: Option<Position>,
        offset: usize,
        limit: usize,
    ) -> Ranked<'a> {
        let Count {
            matched,
            without_position,
            unknown,
        } = *count;
        Ranked {
            items: self.ranked_items(at, offset, limit),
            matched,
            without_position,
            unknown,
            loosened: Vec::new(),
        }
    }

    /// When [`Asked::ranked`], or [`Asked::facets`], may next change by time alone.
    #[must_use]
    pub fn ranked_until(&self) -> Stamp {
        // What is given up asks for no other window than the filter or the facets.
        let slice = slice_of(self.now).saturating_add(SLICE);
        let end = Stamp::from_millis(slice).unwrap_or(Stamp::MAX);
        self.facets_until().map_or(end, |until| until.min(end))
    }

    fn ranked_items(
        &self,
        at: Option<Position>,
        offset: usize,
        limit: usize,
    ) -> Vec<RankedItem<'a>> {
        let text = self.filter.q.as_deref().unwrap_or_default();
        let matching = self.atlas.matching(text);
        if matching.words.is_empty() {
            return self.without_words(at, offset, limit);
        }
        let mut hits = self.hits(&matching, at);
        let upto = (offset + limit).max(FINE).min(hits.len());
        if upto > 0 && upto < hits.len() {
            hits.select_nth_unstable_by(upto - 1, Hit::order);
            hits.truncate(upto);
        }
        hits.sort_unstable_by(Hit::order);
        let fine = hits.len().min(FINE);
        let calendar = Calendar::of(self.atlas.profile());
        for hit in &mut hits[..fine] {
            hit.score *= self.finer(hit.entry, &matching, text, &calendar);
        }
        hits[..fine].sort_unstable_by(Hit::order);
        let asked = hits.into_iter().skip(offset).take(limit);
        asked
            .map(|hit| ranked_item(&hit.entry.record, at, hit.score))
            .collect()
    }

    /// By distance, then those without a position by key; or all by key.
    fn without_words(
        &self,
        at: Option<Position>,
        offset: usize,
        limit: usize,
    ) -> Vec<RankedItem<'a>> {
        let mut records: Vec<&Record> = Vec::new();
        if let Some(at) = at {
            let nearest = self.nearest(at, offset + limit);
            records.extend(nearest.into_iter().map(|(record, _)| record));
        }
        if records.len() < offset + limit {
            self.each_by_key(|entry| {
                if records.len() < offset + limit && (at.is_none() || !entry.placed()) {
                    records.push(&entry.record);
                }
            });
        }
        let asked = records.into_iter().skip(offset).take(limit);
        asked.map(|record| ranked_item(record, at, 0.0)).collect()
    }

    /// Every matching item with its first score.
    fn hits(&self, matching: &Matching, at: Option<Position>) -> Vec<Hit<'a>> {
        let scores = self.scores(matching);
        let mut hits = Vec::new();
        self.each(|entry| {
            let score = f64::from(scores[entry.document as usize]);
            let score = match at {
                Some(at) => score * (0.4 + 0.6 * nearness(entry, at)),
                None => score,
            };
            hits.push(Hit { entry, score });
        });
        hits
    }

    /// For every document the sum over the words: how rare, times how well it fits there.
    fn scores(&self, matching: &Matching) -> Vec<u32> {
        let n = self.atlas.texts.end() as usize;
        let alive = self.atlas.by_key.len();
        let mut sums = vec![0_u32; n];
        let mut best = vec![0_u8; n];
        for meaning in &matching.words {
            best.fill(0);
            self.atlas.each_item(meaning, |document, worth| {
                let best = &mut best[document as usize];
                *best = worth.max(*best);
            });
            let rarity = rarity(meaning.count, alive);
            for (sum, best) in sums.iter_mut().zip(&best) {
                *sum += rarity * u32::from(*best);
            }
        }
        sums
    }

    /// What the first score is multiplied by.
    fn finer(&self, entry: &Entry, matching: &Matching, text: &str, calendar: &Calendar) -> f64 {
        let record = &entry.record;
        name_fit(&record.name(), &matching.words, text) * self.timeliness(record, calendar)
    }

    /// The sooner its next date and the later somebody has looked after it, the better.
    fn timeliness(&self, record: &Record, calendar: &Calendar) -> f64 {
        let item = record.item();
        let seen = item.common.confirmed_at.unwrap_or(record.updated_at());
        let now = Stamp::from_millis(slice_of(self.now)).unwrap_or(self.now);
        let freshness = freshness(seen, now);
        if item.kind() == ItemKind::Space {
            return freshness;
        }
        let until = Stamp::from_millis(now.millis() + SOON_DAYS * DAY);
        let next = match item.activity(calendar, now, until.unwrap_or(now)) {
            Activity::Spans(spans) => match spans.first() {
                Some((from, ..)) => {
                    let days = (from.millis() - now.millis()).max(0) / DAY;
                    1.2 - 0.2 * days as f64 / SOON_DAYS as f64
                }
                None => 0.75,
            },
            Activity::Ongoing | Activity::Unknown => 1.0,
        };
        freshness * next
    }
}

/// The start of the quarter-hour, in milliseconds.
fn slice_of(now: Stamp) -> i64 {
    now.millis() - now.millis().rem_euclid(SLICE)
}

/// In sixteenths: 16 for a word that every item has, 16 more each time that it is e times rarer.
fn rarity(count: usize, alive: usize) -> u32 {
    let share = (alive as f64 / count.max(1) as f64).max(1.0);
    (16.0 * (1.0 + share.ln())) as u32
}

/// 1 at the spot, falling with distance; 0 without a position.
fn nearness(entry: &Entry, at: Position) -> f64 {
    let Some(position) = entry.position() else {
        return 0.0;
    };
    // On a sphere made flat around the point: right to some per mille where it matters.
    const METRES_PER_DEGREE: f64 = 111_195.0;
    let shrink = at.lat().to_radians().cos();
    let x = (position.lon() - at.lon()) * shrink;
    let y = position.lat() - at.lat();
    1.0 / (1.0 + x.hypot(y) * METRES_PER_DEGREE / HALF_METRES)
}

/// From 1 for half a year to 0.9 after three years.
fn freshness(seen: Stamp, now: Stamp) -> f64 {
    let days = (now.millis() - seen.millis()) as f64 / DAY as f64;
    1.0 - 0.1 * ((days - 180.0) / 915.0).clamp(0.0, 1.0)
}

/// 1, and more: for the share of the name that was typed, for a name that begins so, for words
/// in their order, and for the very letters.
fn name_fit(name: &str, typed: &[Meaning], text: &str) -> f64 {
    let mut words = words(name);
    words.retain(|word| !is_small(word));
    if words.is_empty() {
        return 1.0;
    }
    let at: Vec<Option<usize>> = typed
        .iter()
        .map(|meaning| words.iter().position(|word| means(meaning, word)))
        .collect();
    let letters: usize = words.iter().map(String::len).sum();
    let mut met: Vec<usize> = at.iter().flatten().copied().collect();
    met.sort_unstable();
    met.dedup();
    let share = met.iter().map(|at| words[*at].len()).sum::<usize>() as f64 / letters as f64;
    let begins = at.first() == Some(&Some(0));
    let in_order = at.len() > 1
        && at
            .windows(2)
            .all(|pair| matches!(pair, [Some(a), Some(b)] if a + 1 == *b));
    let literal = name.to_lowercase().contains(&text.to_lowercase());
    let bonus = |yes: bool, worth: f64| if yes { worth } else { 0.0 };
    1.0 + 0.5 * share + bonus(begins, 0.15) + bonus(in_order, 0.2) + bonus(literal, 0.1)
}

fn means(meaning: &Meaning, word: &str) -> bool {
    let typed = meaning.word.as_str();
    if word == typed || (meaning.last && word.starts_with(typed)) {
        return true;
    }
    if !meaning.instead.is_empty() {
        return meaning.instead.iter().any(|instead| instead == word);
    }
    // Forms of one word begin alike.
    let head = typed.len().min(2);
    word.as_bytes().get(..head) == typed.as_bytes().get(..head) && {
        let other = stems(typed);
        stems(word).iter().any(|stem| other.contains(stem))
    }
}

fn ranked_item(record: &Record, at: Option<Position>, score: f64) -> RankedItem<'_> {
    let distance = at
        .zip(record.position())
        .map(|(at, position)| geodesy::distance(at, position));
    RankedItem {
        record,
        distance,
        score,
    }
}
