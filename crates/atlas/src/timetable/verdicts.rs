//! Windows of time at a moment: for every timetable whether it fits, and until when that holds.
//!
//! A window that moves with the clock is answered by making spans longer instead: something is on
//! between now and two hours on while now lies between two hours before its start and its end. So
//! the verdict changes only at ends of spans, and the next change is known.

use super::day::{Day, Frame, Span};
use super::{DAY, Rule, Timetable, Timetables};
use crate::facts::Verdict;
use chrono::{Datelike, Days, NaiveDate, NaiveTime};
use okolica_model::activity::Activity;
use okolica_model::calendar::Calendar;
use okolica_model::parallel;
use okolica_model::schedule::MAX_WINDOW;
use okolica_model::time::Stamp;
use okolica_model::window::{Open, When, Window};
use std::sync::Arc;

/// Windows that are kept worked out: all named ones and some of dates.
const KEPT: usize = 24;

/// What was worked out, least recently asked first.
#[derive(Debug, Default)]
pub(super) struct Memo {
    days: Vec<Arc<Day>>,
    verdicts: Vec<Arc<Verdicts>>,
    in_windows: Option<Arc<InWindows>>,
}

/// A window at a moment: a verdict for every timetable.
#[derive(Debug)]
pub(crate) struct Verdicts {
    window: Window,
    frame: Frame,
    since: Stamp,
    /// By number: when the verdict changes in milliseconds from the frame's start, times four,
    /// and the verdict.
    cells: Vec<u32>,
    /// The first change of all, in the same milliseconds.
    first: u32,
}

/// Stands for a change that never comes. Longer than a frame.
const NEVER: u32 = u32::MAX >> 2;

impl Verdicts {
    pub(crate) fn of(&self, timetable: u32) -> Verdict {
        let cell = self.cells.get(timetable as usize);
        cell.map_or(Verdict::Unknown, |cell| Verdict::of_bits(*cell as u8))
    }

    /// When the verdict on a timetable changes; it may turn out then that it does not. `None`:
    /// never.
    pub(crate) fn until(&self, timetable: u32) -> Option<Stamp> {
        let cell = self.cells.get(timetable as usize)?;
        self.moment(cell >> 2)
    }

    /// Whether the verdict on a timetable changes, and before `other` if that is a moment.
    pub(crate) fn changes_before(&self, timetable: u32, other: Option<Stamp>) -> bool {
        let offset = self
            .cells
            .get(timetable as usize)
            .map_or(NEVER, |cell| cell >> 2);
        let start = self.frame.from.millis();
        offset < NEVER && other.is_none_or(|other| start + i64::from(offset) < other.millis())
    }

    /// When the first verdict of all changes.
    pub(crate) fn first(&self) -> Option<Stamp> {
        self.moment(self.first)
    }

    fn moment(&self, offset: u32) -> Option<Stamp> {
        let millis = self.frame.from.millis() + i64::from(offset);
        (offset < NEVER)
            .then(|| Stamp::from_millis(millis))
            .flatten()
    }

    /// Whether it knows all of so many timetables.
    pub(super) fn is_of_all(&self, known: usize) -> bool {
        self.cells.len() >= known
    }

    /// Of dates that are not worked out; `old` is what was known of them.
    pub(super) fn of_far(
        timetables: &Timetables,
        window: Window,
        now: Stamp,
        old: Option<&Self>,
    ) -> Self {
        Judge::new(timetables, window, now, None).all(timetables, window, now, old)
    }

    fn holds(&self, now: Stamp, known: usize) -> bool {
        self.is_of_all(known) && self.since <= now && self.first().is_none_or(|first| now < first)
    }
}

impl Memo {
    /// The day of `now`, with all timetables.
    fn day(&mut self, timetables: &Timetables, now: Stamp) -> Arc<Day> {
        let mut day = self.known_day(Frame::of(&timetables.calendar, now));
        Arc::make_mut(&mut day).extend(timetables);
        self.keep_day(day.clone());
        day
    }

    /// The day, as far as it is worked out.
    pub(super) fn known_day(&self, frame: Frame) -> Arc<Day> {
        let found = self.days.iter().find(|day| day.frame == frame);
        found.map_or_else(|| Arc::new(Day::new(frame)), Arc::clone)
    }

    pub(super) fn keep_day(&mut self, day: Arc<Day>) {
        self.days.retain(|known| known.frame != day.frame);
        self.days.push(day);
        // Around midnight two days are asked for.
        if self.days.len() > 2 {
            self.days.remove(0);
        }
    }

    /// What is known of a window of dates.
    pub(super) fn of_dates(&mut self, window: Window) -> Option<Arc<Verdicts>> {
        let at = self
            .verdicts
            .iter()
            .position(|known| known.window == window)?;
        let found = self.verdicts.remove(at);
        self.verdicts.push(found.clone());
        Some(found)
    }

    pub(super) fn keep(&mut self, verdicts: Arc<Verdicts>) {
        // Dates are the same on every day.
        let dates = matches!(verdicts.window, Window::When(When::Dates { .. }));
        self.verdicts.retain(|known| {
            known.window != verdicts.window || !(dates || known.frame == verdicts.frame)
        });
        self.verdicts.push(verdicts);
        if self.verdicts.len() > KEPT {
            self.verdicts.remove(0);
        }
    }

    pub(super) fn verdicts(
        &mut self,
        timetables: &Timetables,
        window: Window,
        now: Stamp,
    ) -> Arc<Verdicts> {
        let window = match window {
            Window::Open(Open::Weekend) => Window::When(When::Weekend),
            other => other,
        };
        let frame = Frame::of(&timetables.calendar, now);
        let dates = matches!(window, Window::When(When::Dates { .. }));
        let found = self
            .verdicts
            .iter()
            .position(|known| known.window == window && (dates || known.frame == frame));
        let found = found.map(|at| self.verdicts.remove(at));
        let known = timetables.read().all.len();
        let verdicts = match found {
            Some(verdicts) if dates && verdicts.cells.len() >= known => verdicts,
            Some(verdicts) if verdicts.holds(now, known) => verdicts,
            old => {
                let day = match window {
                    Window::NotEnded => None,
                    _ => Some(self.day(timetables, now)),
                };
                let judge = Judge::new(timetables, window, now, day.as_deref());
                Arc::new(judge.all(timetables, window, now, old.as_deref()))
            }
        };
        self.keep(verdicts.clone());
        verdicts
    }

    pub(super) fn in_windows(&mut self, timetables: &Timetables, now: Stamp) -> Arc<InWindows> {
        let known = timetables.read().all.len();
        let frame = Frame::of(&timetables.calendar, now);
        if let Some(found) = &self.in_windows
            && found.frame == frame
            && found.bits.len() >= known
            && found.since <= now
            && found.first.is_none_or(|first| now < first)
        {
            return found.clone();
        }
        let all: Vec<_> = InWindows::WINDOWS
            .into_iter()
            .map(|window| self.verdicts(timetables, window, now))
            .collect();
        let known = all.iter().map(|one| one.cells.len()).min().unwrap_or(0);
        let mut bits = vec![[0_u8; 2]; known];
        for (at, verdicts) in all.iter().enumerate() {
            for (bits, cell) in bits.iter_mut().zip(&verdicts.cells) {
                let verdict = Verdict::of_bits(*cell as u8);
                bits[0] |= u8::from(verdict == Verdict::Yes) << at;
                bits[1] |= u8::from(verdict != Verdict::No) << at;
            }
        }
        let made = Arc::new(InWindows {
            frame,
            since: all.iter().map(|one| one.since).max().unwrap_or(now),
            first: all.iter().filter_map(|one| one.first()).min(),
            bits,
        });
        self.in_windows = Some(made.clone());
        made
    }
}

/// In which of the named windows something is on, for every timetable: a bit a window.
#[derive(Debug)]
pub(crate) struct InWindows {
    frame: Frame,
    since: Stamp,
    /// When the first bit changes.
    pub(crate) first: Option<Stamp>,
    /// Surely, and surely or perhaps.
    bits: Vec<[u8; 2]>,
}

impl InWindows {
    const WINDOWS: [Window; 7] = [
        Window::When(When::Today),
        Window::When(When::Tomorrow),
        Window::When(When::Weekend),
        Window::When(When::Week),
        Window::When(When::TwoHours),
        Window::Open(Open::Now),
        Window::Open(Open::Evening),
    ];

    /// The bits of a timetable; with or without what is not known.
    pub(crate) fn of(&self, timetable: u32, include_unknown: bool) -> u8 {
        let bits = self.bits.get(timetable as usize);
        bits.map_or(0, |bits| bits[usize::from(include_unknown)])
    }

    /// The number of a window's bit.
    pub(crate) fn bit(window: Window) -> usize {
        let window = match window {
            Window::Open(Open::Weekend) => Window::When(When::Weekend),
            other => other,
        };
        let found = Self::WINDOWS.iter().position(|known| *known == window);
        found.unwrap_or_else(|| unreachable!("{window:?} has no name"))
    }
}

impl Timetables {
    /// Whether the window has dates that are not worked out.
    pub(super) fn is_far(&self, window: Window, now: Stamp) -> bool {
        let frame = Frame::of(&self.calendar, now);
        match Moments::of(window, &self.calendar, frame) {
            Moments::Dates(from, until) => !frame.covers(from, until),
            _ => false,
        }
    }
}

/// What a window comes to on a day. All in milliseconds since 1970.
#[derive(Debug, Clone, Copy)]
enum Moments {
    /// The same all day: from, to before.
    Fixed(i64, i64),
    /// From now to so much later, both included.
    Moving(i64),
    /// The same for ever.
    Dates(i64, i64),
    NotEnded,
}

impl Moments {
    fn of(window: Window, calendar: &Calendar, frame: Frame) -> Self {
        const HOUR: i64 = 60 * 60 * 1000;
        let today = frame.date;
        let midnight = |day: Option<NaiveDate>| {
            let day = day.unwrap_or(NaiveDate::MAX);
            calendar.midnight(day).millis()
        };
        let days = |first: u64, after: u64| {
            let on = |days| midnight(today.checked_add_days(Days::new(days)));
            Self::Fixed(on(first), on(after))
        };
        match window {
            Window::When(When::Today) => days(0, 1),
            Window::When(When::Tomorrow) => days(1, 2),
            Window::When(When::Week) => days(0, 7),
            Window::When(When::Weekend) | Window::Open(Open::Weekend) => {
                let to_sunday = u64::from(6 - today.weekday().num_days_from_monday());
                days(to_sunday.saturating_sub(1), to_sunday + 1)
            }
            Window::When(When::TwoHours) => Self::Moving(2 * HOUR),
            Window::When(When::Dates { from, to }) => Self::Dates(
                from.map_or(i64::MIN, |day| midnight(Some(day))),
                to.map_or(i64::MAX, |day| midnight(day.succ_opt())),
            ),
            Window::Open(Open::Now) => Self::Moving(0),
            Window::Open(Open::Evening) => {
                let at = |hour| {
                    let time = NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
                    calendar.first(today.and_time(time)).millis()
                };
                Self::Fixed(at(18), at(22))
            }
            Window::NotEnded => Self::NotEnded,
        }
    }
}

/// Finds verdicts on timetables.
struct Judge<'a> {
    moments: Moments,
    calendar: &'a Calendar,
    frame: Frame,
    /// Where spans are needed.
    day: Option<&'a Day>,
    now: i64,
}

impl<'a> Judge<'a> {
    fn new(timetables: &'a Timetables, window: Window, now: Stamp, day: Option<&'a Day>) -> Self {
        let frame = Frame::of(&timetables.calendar, now);
        Self {
            moments: Moments::of(window, &timetables.calendar, frame),
            calendar: &timetables.calendar,
            frame,
            day,
            now: now.millis(),
        }
    }

    /// Verdicts on all timetables; of `old`, of the same window and day, those are kept that
    /// still hold.
    fn all(
        &self,
        timetables: &Timetables,
        window: Window,
        now: Stamp,
        old: Option<&Verdicts>,
    ) -> Verdicts {
        let old = old.filter(|old| old.since <= now);
        let offset = (self.now - self.frame.from.millis()) as u32;
        let (copy, table);
        let timetables: &[Timetable] = if let Moments::Dates(..) = self.moments {
            // Rules may take long: a copy, so that edits can go on meanwhile.
            copy = timetables.read().all.clone();
            &copy
        } else {
            table = timetables.read();
            &table.all
        };
        let halves = parallel::in_halves(timetables.len(), |range| {
            let mut spans = Vec::new();
            let mut cell = |number: usize| {
                let known = old.and_then(|old| old.cells.get(number).copied());
                known
                    .filter(|cell| cell >> 2 > offset)
                    .unwrap_or_else(|| self.cell(number, &timetables[number], &mut spans))
            };
            range.map(&mut cell).collect::<Vec<u32>>()
        });
        let cells = halves.concat();
        let first = cells.iter().map(|cell| cell >> 2).min();
        Verdicts {
            window,
            frame: self.frame,
            since: now,
            first: first.unwrap_or(NEVER),
            cells,
        }
    }

    fn cell(&self, number: usize, timetable: &Timetable, spans: &mut Vec<Span>) -> u32 {
        let (verdict, until) = self.verdict(number, timetable, spans);
        let until = until.map_or(NEVER, |until| {
            // What lies beyond the frame is looked at again when the frame has moved.
            let until = until.min(self.frame.until.millis());
            (until - self.frame.from.millis()) as u32
        });
        until << 2 | verdict as u32
    }

    /// The verdict, and when it changes. `spans` is room to work in.
    fn verdict(
        &self,
        number: usize,
        timetable: &Timetable,
        spans: &mut Vec<Span>,
    ) -> (Verdict, Option<i64>) {
        let last = timetable.last().map(Stamp::millis);
        if let Moments::NotEnded = self.moments {
            return if self.now < timetable.ends.millis() {
                (Verdict::Yes, last)
            } else {
                (Verdict::No, None)
            };
        }
        spans.clear();
        // Up to where all spans are known.
        let mut known = i64::MAX;
        match &timetable.rule {
            Rule::Unknown => return (Verdict::Unknown, None),
            Rule::Ongoing => return (Verdict::Yes, None),
            Rule::Never => return (Verdict::No, None),
            Rule::Once { from, sure, until } => {
                let [from, sure, until] = [from, sure, until].map(|at| at.millis());
                let parts = [(from, sure, true), (sure, until, false)];
                spans.extend(parts.map(|(from, until, certain)| Span {
                    from,
                    until,
                    certain,
                }));
            }
            rule => {
                if let Moments::Dates(from, until) = self.moments
                    && !self.frame.covers(from, until)
                {
                    return (self.far(rule, last, from, until), None);
                }
                spans.extend(self.day.into_iter().flat_map(|day| day.spans(number)));
                let end = self.frame.until.millis();
                if last.is_none_or(|last| end < last) {
                    known = end;
                }
            }
        }
        match self.moments {
            Moments::Moving(ahead) => {
                let at = |now: i64| overlapping(spans, now, |span| span.from - ahead);
                let here = at(self.now);
                let changes = spans
                    .iter()
                    .flat_map(|span| [span.from - ahead, span.until]);
                let next = changes
                    .filter(|moment| self.now < *moment && at(*moment) != here)
                    .min();
                let sure = (known != i64::MAX).then(|| known - ahead);
                (here, next.into_iter().chain(sure).min())
            }
            Moments::Fixed(from, until) => {
                let verdict = within(spans, from, until);
                let next = self.frame.next.millis();
                // The window only moves on.
                let over = last.is_some_and(|last| last <= from);
                (verdict, (!over).then_some(next))
            }
            Moments::Dates(from, until) => (within(spans, from, until), None),
            Moments::NotEnded => (Verdict::Unknown, None),
        }
    }

    /// The verdict on a window of dates that lies beyond the frame. Rules are worked out for two
    /// years at most, and hours, which come again every year, for one.
    fn far(&self, rule: &Rule, last: Option<i64>, from: i64, until: i64) -> Verdict {
        const YEAR: i64 = 366 * DAY;
        let longest = MAX_WINDOW.num_milliseconds();
        let own = match rule {
            Rule::AtClosed(at) => &at.own,
            own => own,
        };
        if let (Rule::AtClosed(at), Rule::Ongoing) = (rule, own) {
            let (first, after) = at.closed.moments(self.calendar);
            let is_before = from.max(Stamp::MIN.millis()) < first.millis();
            let is_after = after.millis() < until.min(Stamp::MAX.millis());
            return verdict(is_before || is_after);
        }
        let first = match own {
            Rule::Dates(dates) => Some(self.calendar.midnight(dates.first())),
            Rule::Once { from, .. } => Some(*from),
            _ => None,
        };
        let (from, until) = match first.map(Stamp::millis) {
            Some(first) => {
                let until = until.min(last.unwrap_or(i64::MAX));
                (from.max(first), until.min(from.max(first) + longest))
            }
            _ if from == i64::MIN => (until - YEAR, until),
            _ => (from, until.min(from + YEAR)),
        };
        // Mostly the first days tell.
        let cuts = [from, from + 8 * DAY, from + 60 * DAY, until];
        let mut best = Verdict::No;
        for part in cuts.windows(2) {
            let (from, until) = (part[0], part[1].min(until));
            let stamps = (Stamp::from_millis(from), Stamp::from_millis(until));
            let (Some(first), Some(after)) = stamps else {
                continue;
            };
            if from >= until {
                continue;
            }
            best = best.max(match rule.activity(self.calendar, first, after) {
                Activity::Unknown => Verdict::Unknown,
                Activity::Ongoing => Verdict::Yes,
                Activity::Spans(spans) => {
                    let certain = spans.iter().map(|span| verdict(span.2));
                    certain.max().unwrap_or(Verdict::No)
                }
            });
            if best == Verdict::Yes {
                break;
            }
        }
        best
    }
}

fn verdict(certain: bool) -> Verdict {
    if certain {
        Verdict::Yes
    } else {
        Verdict::Unknown
    }
}

/// What is on at `now`, where each span begins at `from`.
fn overlapping(spans: &[Span], now: i64, from: impl Fn(&Span) -> i64) -> Verdict {
    let on = spans
        .iter()
        .filter(|span| from(span) <= now && now < span.until && span.from < span.until);
    let best = on.map(|span| verdict(span.certain)).max();
    best.unwrap_or(Verdict::No)
}

/// What is on from `from` to before `until`.
fn within(spans: &[Span], from: i64, until: i64) -> Verdict {
    let on = spans
        .iter()
        .filter(|span| span.from < until && from < span.until && span.from < span.until);
    let best = on.map(|span| verdict(span.certain)).max();
    best.unwrap_or(Verdict::No)
}
