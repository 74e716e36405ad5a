//! What rules come to in the days around a local day: worked out once a day, since every named
//! window is answered from it.

use super::{Rule, Timetable, Timetables};
use chrono::{Days, NaiveDate};
use okolica_model::calendar::Calendar;
use okolica_model::parallel;
use okolica_model::time::Stamp;
use std::sync::Arc;

/// Days before the day, and days from it on: dates that began yesterday may still go on, and the
/// farthest named window ends seven days on.
const BEFORE: u64 = 1;
const AFTER: u64 = 9;

/// Timetables worked out together.
const BLOCK: usize = 1024;

/// A local day, and the stretch of time around it that is worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) date: NaiveDate,
    /// The stretch; moments in it are told in milliseconds from its start.
    pub(super) from: Stamp,
    pub(super) until: Stamp,
    /// When the next day begins.
    pub(super) next: Stamp,
}

/// A stretch in which something is on, surely or perhaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    /// Milliseconds since 1970.
    pub(super) from: i64,
    pub(super) until: i64,
    pub(super) certain: bool,
}

/// The spans of timetables, by number.
#[derive(Debug, Clone)]
pub(super) struct Day {
    pub(super) frame: Frame,
    blocks: Vec<Arc<Block>>,
}

#[derive(Debug, Clone, Default)]
struct Block {
    /// Where the spans of each timetable end.
    ends: Vec<u32>,
    /// The start, doubled and one more where it is certain; the end.
    spans: Vec<[u32; 2]>,
}

impl Frame {
    pub(super) fn of(calendar: &Calendar, now: Stamp) -> Self {
        let date = calendar.day(now);
        let first = date.checked_sub_days(Days::new(BEFORE)).unwrap_or(date);
        let after = |days| {
            let day = date.checked_add_days(Days::new(days)).unwrap_or(date);
            calendar.midnight(day)
        };
        Self {
            date,
            from: calendar.midnight(first),
            until: after(AFTER),
            next: after(1),
        }
    }

    /// Whether all from `from` to before `until`, in milliseconds since 1970, lies in it.
    pub(super) fn covers(self, from: i64, until: i64) -> bool {
        self.from.millis() <= from && until <= self.until.millis()
    }
}

impl Day {
    pub(super) const fn new(frame: Frame) -> Self {
        Self {
            frame,
            blocks: Vec::new(),
        }
    }

    fn len(&self) -> usize {
        let last = self.blocks.last().map_or(0, |block| block.ends.len());
        self.blocks.len().saturating_sub(1) * BLOCK + last
    }

    /// Works out the timetables that have come since.
    pub(super) fn extend(&mut self, timetables: &Timetables) {
        let (known, all) = (self.len(), timetables.read().all.len());
        if known == all {
            return;
        }
        let first = known / BLOCK;
        let started = self.blocks.get(first).cloned();
        self.blocks.truncate(first);
        let frame = self.frame;
        let made = parallel::in_halves(all.div_ceil(BLOCK) - first, |range| {
            range
                .map(|at| {
                    let mut block = match &started {
                        Some(started) if at == 0 => Block::clone(started),
                        _ => Block::default(),
                    };
                    let start = (first + at) * BLOCK;
                    let wanted = start + block.ends.len()..all.min(start + BLOCK);
                    // A copy, so that edits can go on meanwhile.
                    let new = timetables.read().all[wanted].to_vec();
                    for timetable in &new {
                        block.push(timetable, &timetables.calendar, frame);
                    }
                    Arc::new(block)
                })
                .collect::<Vec<_>>()
        });
        self.blocks.extend(made.into_iter().flatten());
    }

    /// Nothing for rules that say their spans themselves.
    pub(super) fn spans(&self, number: usize) -> impl Iterator<Item = Span> {
        let (block, at) = (&self.blocks[number / BLOCK], number % BLOCK);
        let start = at.checked_sub(1).map_or(0, |before| block.ends[before]);
        let base = self.frame.from.millis();
        block.spans[start as usize..block.ends[at] as usize]
            .iter()
            .map(move |[from, until]| Span {
                from: base + i64::from(from >> 1),
                until: base + i64::from(*until),
                certain: from & 1 == 1,
            })
    }
}

impl Block {
    fn push(&mut self, timetable: &Timetable, calendar: &Calendar, frame: Frame) {
        let (from, until) = (frame.from, frame.until);
        let is_worked_out = matches!(
            timetable.rule,
            Rule::Opening(_) | Rule::Dates(_) | Rule::AtClosed(_)
        );
        if is_worked_out && timetable.last().is_none_or(|last| from < last) {
            let spans = timetable.rule.spans(calendar, from, until);
            let offset = |at: Stamp| (at.millis() - from.millis()) as u32;
            self.spans
                .extend(spans.into_iter().map(|(from, until, certain)| {
                    [offset(from) << 1 | u32::from(certain), offset(until)]
                }));
        }
        self.ends.push(self.spans.len() as u32);
    }
}
