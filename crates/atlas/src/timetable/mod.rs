//! What decides when an item is on, each once: thousands of spaces share their hours and a course
//! its Tuesdays, so that rules are worked out once a timetable and day, and an entry holds a
//! number.
//!
//! Timetables are shared by all versions of an atlas and only ever added to: an old version goes
//! on with the numbers that it knows.

mod day;
mod verdicts;

pub(crate) use verdicts::{InWindows, Verdicts};

use chrono::NaiveDate;
use day::Frame;
use okolica_model::Position;
use okolica_model::activity::{self, Activity};
use okolica_model::calendar::Calendar;
use okolica_model::hours::Hours;
use okolica_model::item::{Closure, Detail, Initiative, Item, Schedule, Space, Status};
use okolica_model::profile::Profile;
use okolica_model::schedule::MAX_WINDOW;
use okolica_model::time::{LocalTime, Stamp};
use okolica_model::window::Window;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};
use verdicts::Memo;

/// What decides when an item is on.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Rule {
    /// It says nothing of it.
    Unknown,
    /// Undated: always, as far as is known.
    Ongoing,
    Never,
    /// One date: on from `from` to before `sure`, and perhaps to before `until`.
    Once {
        from: Stamp,
        sure: Stamp,
        until: Stamp,
    },
    Opening(Arc<Opening>),
    Dates(Arc<Dates>),
    AtClosed(Arc<AtClosed>),
}

/// What a space says of its hours.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Opening {
    /// May be one that can't be read.
    hours: Option<String>,
    /// Without its reason.
    closed: Option<Closure>,
    /// Longitude and latitude as bits, where the hours ask for the sun.
    place: Option<[u64; 2]>,
}

/// What an initiative with more than one date, or with exceptions, says of them.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Dates {
    schedule: Schedule,
    status: Status,
}

/// What takes place at a space that is closed for a time.
#[derive(Debug, PartialEq, Eq, Hash)]
struct AtClosed {
    /// What it says itself.
    own: Rule,
    /// Without its reason.
    closed: Closure,
}

/// When items are on that say the same of it.
#[derive(Debug, Clone)]
struct Timetable {
    rule: Rule,
    /// When the item has ended; [`Stamp::MAX`]: that is not known to come, [`Stamp::MIN`]: it is
    /// said to be done, whenever its dates are.
    ends: Stamp,
}

impl Timetable {
    /// The moment after which nothing more is on, where it is known.
    fn last(&self) -> Option<Stamp> {
        Some(self.ends).filter(|ends| ![Stamp::MIN, Stamp::MAX].contains(ends))
    }
}

/// Every timetable of a city, by number.
#[derive(Debug)]
pub(crate) struct Timetables {
    calendar: Calendar,
    table: RwLock<Table>,
    memo: Mutex<Memo>,
}

#[derive(Debug, Default)]
struct Table {
    all: Vec<Timetable>,
    /// Numbers by hash; of two that differ in spite of one hash, the later has the next free one.
    found: HashMap<u64, u32>,
}

impl Timetables {
    pub(crate) fn new(profile: &Profile) -> Self {
        Self {
            calendar: Calendar::of(profile),
            table: RwLock::default(),
            memo: Mutex::default(),
        }
    }

    /// The number of an item's timetable, which is given one if it has none.
    pub(crate) fn number(&self, item: &Item) -> u32 {
        let (rule, ends) = match &item.detail {
            Detail::Space(space) => (of_space(space, item.position), Some(Stamp::MAX)),
            Detail::Initiative(initiative) => self.of_initiative(initiative),
        };
        self.number_of(rule, ends)
    }

    /// The number of an initiative's timetable at the space that it names: `number` is that of
    /// what it says itself, or that which it has had so far; `host` the space's own.
    pub(crate) fn at_host(&self, number: u32, host: Option<u32>) -> u32 {
        let (own, ends, closed) = {
            let table = self.read();
            let closed = host.and_then(|host| match &table.all[host as usize].rule {
                Rule::Opening(opening) => opening.closed.clone(),
                _ => None,
            });
            let Timetable { rule, ends } = &table.all[number as usize];
            let own = match rule {
                Rule::AtClosed(at) => &at.own,
                // As mostly.
                _ if closed.is_none() => return number,
                own => own,
            };
            (own.clone(), *ends, closed)
        };
        let rule = match closed {
            Some(closed) if own.may_be_on() => Rule::AtClosed(Arc::new(AtClosed { own, closed })),
            _ => own,
        };
        let ends = (!matches!(rule, Rule::Dates(_))).then_some(ends);
        self.number_of(rule, ends)
    }

    /// The number of a timetable; `ends` is `None` where the rule says it.
    fn number_of(&self, rule: Rule, ends: Option<Stamp>) -> u32 {
        let mut hasher = DefaultHasher::new();
        (&rule, ends).hash(&mut hasher);
        let hash = hasher.finish();
        if let Ok(number) = self.read().find(hash, &rule, ends) {
            return number;
        }
        let timetable = Timetable {
            ends: ends.unwrap_or_else(|| self.end_of(&rule)),
            rule,
        };
        // Nothing that holds the table can leave it half changed.
        let mut table = self.table.write().unwrap_or_else(PoisonError::into_inner);
        table.number(hash, timetable, ends)
    }

    /// What is known at `now` of a window, for every timetable.
    pub(crate) fn verdicts(&self, window: Window, now: Stamp) -> Arc<Verdicts> {
        if !self.is_far(window, now) {
            return self.memo().verdicts(self, window, now);
        }
        // Every rule is worked out for those days, which may take long: nobody else waits for it.
        let found = self.memo().of_dates(window);
        let known = self.read().all.len();
        match found {
            Some(found) if found.is_of_all(known) => found,
            old => {
                let made = Arc::new(Verdicts::of_far(self, window, now, old.as_deref()));
                self.memo().keep(made.clone());
                made
            }
        }
    }

    /// Whether the answer to [`Timetables::verdicts`] needs rules that are not worked out.
    pub(crate) fn is_slow(&self, window: Window, now: Stamp) -> bool {
        self.is_far(window, now) && {
            let found = self.memo().of_dates(window);
            found.is_none_or(|found| !found.is_of_all(self.read().all.len()))
        }
    }

    /// What every timetable comes to in the named windows at `now`.
    pub(crate) fn in_windows(&self, now: Stamp) -> Arc<InWindows> {
        self.memo().in_windows(self, now)
    }

    /// Works out the day of `now`, so that the first question of the day finds it done.
    pub(crate) fn prepare(&self, now: Stamp) {
        // Others go on asking of the days that are known.
        let frame = Frame::of(&self.calendar, now);
        let mut day = self.memo().known_day(frame);
        Arc::make_mut(&mut day).extend(self);
        self.memo().keep_day(day);
    }

    /// When an item's last date is over, where it has one.
    pub(crate) fn last(&self, number: u32) -> Option<Stamp> {
        self.read().all.get(number as usize)?.last()
    }

    fn memo(&self) -> MutexGuard<'_, Memo> {
        // What is half done is missing, not wrong.
        self.memo.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read(&self) -> RwLockReadGuard<'_, Table> {
        self.table.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The rule of an initiative, and its end where that costs no more.
    fn of_initiative(&self, initiative: &Initiative) -> (Rule, Option<Stamp>) {
        let status = initiative.status;
        if status == Status::Postponed {
            return (Rule::Unknown, Some(Stamp::MAX));
        }
        let Some(schedule) = &initiative.schedule else {
            return match status {
                Status::Cancelled => (Rule::Never, Some(Stamp::MAX)),
                Status::Done => (Rule::Never, Some(Stamp::MIN)),
                _ => (Rule::Ongoing, Some(Stamp::MAX)),
            };
        };
        let dates = || {
            let schedule = schedule.clone();
            Rule::Dates(Arc::new(Dates { schedule, status }))
        };
        let plain = schedule.rrule.is_none()
            && schedule.rdate.is_empty()
            && schedule.exdate.is_empty()
            && schedule.overrides.is_empty();
        match plain.then(|| self.single_date(schedule)).flatten() {
            None => (dates(), None),
            Some((from, sure, until)) => match status {
                Status::Cancelled => (Rule::Never, Some(until)),
                Status::Done => (Rule::Once { from, sure, until }, Some(Stamp::MIN)),
                _ => (Rule::Once { from, sure, until }, Some(until)),
            },
        }
    }

    /// From, surely until and perhaps until; `None` when it takes longer than is worked out.
    fn single_date(&self, schedule: &Schedule) -> Option<(Stamp, Stamp, Stamp)> {
        let from = self.calendar.midnight(schedule.start.date());
        let until = Stamp::from_millis(from.millis() + MAX_WINDOW.num_milliseconds())?;
        let initiative = Initiative {
            schedule: Some(schedule.clone()),
            ..Initiative::default()
        };
        match activity::of_initiative(&initiative, &self.calendar, from, until) {
            Activity::Spans(spans) => match spans[..] {
                [(from, end, true)] if end < until => Some((from, end, end)),
                [(from, sure, true), (_, end, false)] => Some((from, sure, end)),
                _ => None,
            },
            _ => None,
        }
    }

    /// When an initiative with many dates has ended.
    fn end_of(&self, rule: &Rule) -> Stamp {
        let Rule::Dates(dates) = rule else {
            return Stamp::MAX;
        };
        if dates.status == Status::Done {
            return Stamp::MIN;
        }
        let Some(last) = dates.schedule.ends(&self.calendar) else {
            return Stamp::MAX;
        };
        let initiative = Initiative {
            schedule: Some(dates.schedule.clone()),
            ..Initiative::default()
        };
        // It may go on where its end is not known.
        let from = Stamp::from_millis(last.millis() - 1).unwrap_or(last);
        let until = Stamp::from_millis(last.millis() + 2 * DAY).unwrap_or(last);
        match activity::of_initiative(&initiative, &self.calendar, from, until) {
            Activity::Spans(spans) => spans.last().map_or(last, |span| span.1),
            _ => last,
        }
    }
}

impl Dates {
    /// A day that none of the dates begins before.
    fn first(&self) -> NaiveDate {
        let given = self.schedule.rdate.iter().copied();
        let moved = self.schedule.overrides.iter().filter_map(|one| one.start);
        let days = given.chain(moved).map(LocalTime::date);
        days.fold(self.schedule.start.date(), NaiveDate::min)
    }
}

impl Table {
    /// The number, or the hash that is free for it. `ends` is `None` where the rule says it.
    fn find(&self, hash: u64, rule: &Rule, ends: Option<Stamp>) -> Result<u32, u64> {
        let mut hash = hash;
        while let Some(number) = self.found.get(&hash) {
            let known = &self.all[*number as usize];
            if known.rule == *rule && ends.is_none_or(|ends| ends == known.ends) {
                return Ok(*number);
            }
            hash = hash.wrapping_add(1);
        }
        Err(hash)
    }

    fn number(&mut self, hash: u64, timetable: Timetable, ends: Option<Stamp>) -> u32 {
        // Somebody else may have been first.
        match self.find(hash, &timetable.rule, ends) {
            Ok(number) => number,
            Err(free) => {
                let number = self.all.len() as u32;
                self.found.insert(free, number);
                self.all.push(timetable);
                number
            }
        }
    }
}

const DAY: i64 = 24 * 60 * 60 * 1000;

impl Rule {
    /// Whether it gives any certainty that a closure could take away.
    const fn may_be_on(&self) -> bool {
        !matches!(self, Self::Unknown | Self::Never)
    }

    /// From, until, and whether it is certain: what is on from `from` to before `until`, with
    /// what is not known as perhaps.
    fn spans(&self, calendar: &Calendar, from: Stamp, until: Stamp) -> Vec<(Stamp, Stamp, bool)> {
        // Of a window that a closure covers in part, nothing is known of the whole where hours
        // can't be read; something is of each part.
        let closed = match self {
            Self::Opening(opening) => opening.closed.as_ref(),
            _ => None,
        };
        let ends = closed.map(|closed| closed.moments(calendar));
        let inside = ends.into_iter().flat_map(|(first, after)| [first, after]);
        let inside = inside.filter(|cut| from < *cut && *cut < until);
        let mut out = Vec::new();
        let mut start = from;
        for end in inside.chain([until]) {
            match self.activity(calendar, start, end) {
                Activity::Spans(spans) => out.extend(spans),
                Activity::Unknown => out.push((start, end, false)),
                Activity::Ongoing => out.push((start, end, true)),
            }
            start = end;
        }
        out
    }

    /// What is on from `from` to before `until`.
    fn activity(&self, calendar: &Calendar, from: Stamp, until: Stamp) -> Activity {
        match self {
            Self::Unknown => Activity::Unknown,
            Self::Ongoing => Activity::Ongoing,
            Self::Never => Activity::Spans(Vec::new()),
            Self::Once {
                from: start,
                sure,
                until: end,
            } => {
                let spans = [(*start, *sure, true), (*sure, *end, false)];
                let cut = spans.map(|(a, b, certain)| (a.max(from), b.min(until), certain));
                Activity::Spans(cut.into_iter().filter(|(a, b, _)| a < b).collect())
            }
            Self::Opening(opening) => {
                let text = opening.hours.as_deref();
                let read = text.and_then(|text| Hours::parse("opening_hours", text).ok());
                let place = opening.place.map(|at| at.map(f64::from_bits));
                let place = place.and_then(|[lon, lat]| Position::new(lon, lat).ok());
                let hours = match place {
                    Some(place) => read.map(|hours| hours.at(place)),
                    None => read,
                };
                let space = Space {
                    closed: opening.closed.clone(),
                    ..Space::default()
                };
                activity::of_space(&space, hours, calendar, from, until)
            }
            Self::AtClosed(at) => {
                let closed = at.closed.moments(calendar);
                let own = at.own.activity(calendar, from, until);
                activity::while_closed(own, closed, from, until)
            }
            Self::Dates(dates) => {
                let initiative = Initiative {
                    schedule: Some(dates.schedule.clone()),
                    status: dates.status,
                    ..Initiative::default()
                };
                activity::of_initiative(&initiative, calendar, from, until)
            }
        }
    }
}

fn of_space(space: &Space, place: Option<Position>) -> Rule {
    if space.opening_hours.is_none() && space.closed.is_none() {
        return Rule::Unknown;
    }
    let asks_for_the_sun = |text: &str| {
        let text = text.to_ascii_lowercase();
        let words = ["sun", "dawn", "dusk"];
        words.iter().any(|word| text.contains(word))
    };
    let hours = space.opening_hours.clone();
    let place = place.filter(|_| hours.as_deref().is_some_and(asks_for_the_sun));
    Rule::Opening(Arc::new(Opening {
        hours,
        closed: space.closed.as_ref().map(|closed| Closure {
            reason: None,
            ..closed.clone()
        }),
        place: place.map(|at| [at.lon().to_bits(), at.lat().to_bits()]),
    }))
}
