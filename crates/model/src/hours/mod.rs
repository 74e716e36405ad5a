//! Opening hours as OpenStreetMap writes them: what they come to in a window of time.
//!
//! The text is read here, rule by rule and loosely, as people write it (`reading`); the
//! `opening-hours` crate says of each list of days alone on which days it holds, and when the sun
//! rises. How lists and rules add up is worked out here, as the reference implementation,
//! opening_hours.js, does it:
//!
//! - Lists of days of one rule hold together: `PH Su` is a holiday that is a Sunday, and `PH,Su`
//!   is either.
//! - A rule after `;` replaces what earlier rules say of its days; one without any days adds to
//!   those that have some; one that closes takes its times away; one after a comma adds; one
//!   after `||` holds at the times that are closed otherwise.
//! - What a rule brings over midnight stays, unless a later rule has the next day.
//! - A comment that stands alone (`"by appointment"`) makes a time *unknown*, not open; so does an
//!   end that is left open (`10:00+`), for as long as `guess` says.

mod day;
mod reading;
mod tokens;

#[cfg(test)]
mod tests;

use crate::calendar::Calendar;
use crate::time::Stamp;
use crate::{FieldError, Position};
use chrono::{Days, NaiveDate, NaiveTime, Timelike};
use day::{Day, MINUTES_A_DAY, Piece};
use opening_hours::localization::{Coordinates, Localize, NoLocation, TzLocation};
use opening_hours::{Context, OpeningHours, RuleKind};
use opening_hours_syntax::rules::time::TimeEvent;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// The longest text that is read, in characters: no real one comes near it.
pub const MAX_LENGTH: usize = 1000;

/// The most rules that are read.
const MAX_RULES: usize = 100;

/// The longest window that is worked out, in days; a longer one is cut.
const MAX_DAYS: i64 = 731;

/// Opening hours that can be read.
#[derive(Debug, Clone)]
pub struct Hours {
    rules: Arc<[Rule]>,
    /// For sunrise and sunset.
    place: Option<Coordinates>,
}

/// A stretch of time in one state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    pub from: Stamp,
    /// The moment after the last.
    pub until: Stamp,
    pub state: Openness,
    pub comment: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Openness {
    Open,
    Closed,
    /// The text itself says that it is not known, or the day may be a holiday.
    Unknown,
}

/// One rule of the text.
#[derive(Debug, Clone)]
struct Rule {
    joint: Joint,
    state: Openness,
    comment: Arc<str>,
    /// It holds on the days on which each of these is open; without any, on every day.
    days: Vec<OpeningHours>,
    /// Without any, all day.
    times: Vec<Times>,
    /// The rule in the one spelling of the specification, after what joins it to that before.
    text: String,
}

/// How a rule adds to those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Joint {
    /// It says all of its days, whatever earlier rules say.
    replaces: bool,
    /// It holds only at times that are closed otherwise.
    only_closed: bool,
}

/// A range of times of one rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Times {
    from: Clock,
    until: Option<Clock>,
    /// It goes on after `until`, or `from`, nobody knows how long.
    open_end: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Clock {
    /// Minutes after midnight; after 1440, of the next day.
    At(u16),
    /// Minutes after an event of the sun.
    Sun(TimeEvent, i16),
}

/// Where a text can't be read: characters before it.
struct Problem {
    at: usize,
}

/// Whether a rule holds on a day.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    Yes,
    No,
    /// The day may be a holiday.
    Perhaps,
}

type Place = TzLocation<chrono_tz::Tz>;

impl Hours {
    /// Reads `Mo-Fr 09:00-17:00; PH off`.
    ///
    /// # Errors
    /// Names `field`, and where in the text it can't be read.
    pub fn parse(field: &str, text: &str) -> Result<Self, FieldError> {
        let wrong = |expected: String| FieldError::new(field, text, expected);
        if text.chars().count() > MAX_LENGTH {
            return Err(wrong(format!("at most {MAX_LENGTH} characters")));
        }
        let rules = reading::rules(text).map_err(|problem| wrong(problem.expected(text)))?;
        if rules.len() > MAX_RULES {
            return Err(wrong(format!("at most {MAX_RULES} rules")));
        }
        Ok(Self {
            rules: rules.into(),
            place: None,
        })
    }

    /// The same hours at a place: sunrise and sunset are its own. Without one they count as
    /// 7:00 and 19:00, dawn and dusk as 6:00 and 20:00.
    #[must_use]
    pub fn at(mut self, place: Position) -> Self {
        self.place = Coordinates::new(place.lat(), place.lon());
        self
    }

    /// The rules in the order of the text, in the spelling of the specification: `Mo-Fr 09:00-17:00`.
    /// One that adds to the rule before begins with `, `, and one that holds only where those before
    /// are closed with `|| `.
    pub fn rules(&self) -> impl Iterator<Item = &str> {
        self.rules.iter().map(|rule| rule.text.as_str())
    }

    /// The states of the window from `from` to before `until`, without holes; neighbours differ.
    /// A window longer than two years is cut.
    ///
    /// A time that comes twice when the clocks go back is its first; one that they skip is the
    /// moment of the skip.
    #[must_use]
    pub fn spans(&self, calendar: &Calendar, from: Stamp, until: Stamp) -> Vec<Span> {
        let longest = Stamp::from_millis(from.millis() + MAX_DAYS * 86_400_000);
        let until = until.min(longest.unwrap_or(Stamp::MAX));
        if from >= until {
            return Vec::new();
        }
        // Somebody else's arithmetic of dates: a panic of it must not take the service with it.
        let evaluated = catch_unwind(AssertUnwindSafe(|| self.evaluate(calendar, from, until)));
        evaluated.unwrap_or_else(|_| {
            vec![Span {
                from,
                until,
                state: Openness::Unknown,
                comment: None,
            }]
        })
    }

    fn evaluate(&self, calendar: &Calendar, from: Stamp, until: Stamp) -> Vec<Span> {
        let (holidays, perhaps) = calendar.holidays();
        let zone = TzLocation::new(calendar.zone());
        let place = match self.place {
            Some(place) => zone.with_coords(place),
            None => zone,
        };
        let context = Context::default()
            .with_holidays(holidays.clone())
            .with_holidays_unknown(perhaps.clone());
        let rules = self.rules.iter();
        let rules: Vec<Vec<OpeningHours>> = rules.map(|rule| rule.days_in(&context)).collect();
        let hold = |date: NaiveDate| -> Vec<Holds> {
            rules.iter().map(|days| Holds::of(days, date)).collect()
        };
        let mut out: Vec<Span> = Vec::new();
        let mut date = calendar.day(from);
        let last = calendar.day(until);
        let mut yesterday = date.pred_opt().map(hold).unwrap_or_default();
        while date <= last {
            let Some(next) = date.checked_add_days(Days::new(1)) else {
                break;
            };
            let moment = |minute: u16| {
                let seconds = u32::from(minute) * 60;
                let of_day = NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0);
                of_day.map_or_else(
                    || calendar.midnight(next),
                    |time| calendar.first(date.and_time(time)),
                )
            };
            let today = hold(date);
            let mut day = Day::closed();
            for (at, rule) in self.rules.iter().enumerate() {
                day = rule.on(date, today[at], &place, day);
                if let Some(holds) = yesterday.get(at) {
                    day = rule.after_midnight(date, *holds, &place, day);
                }
            }
            let mut start = from.max(calendar.midnight(date));
            for piece in day.pieces {
                let end = moment(piece.end).min(until);
                if start < end {
                    push(&mut out, start, end, &piece);
                    start = end;
                }
            }
            date = next;
            yesterday = today;
        }
        out
    }
}

/// Adds a stretch, or makes the last one longer when the state goes on.
fn push(out: &mut Vec<Span>, from: Stamp, until: Stamp, piece: &Piece) {
    let comment = (!piece.comment.is_empty()).then(|| piece.comment.to_string());
    match out.last_mut() {
        Some(last) if last.state == piece.state && last.comment == comment => last.until = until,
        _ => out.push(Span {
            from,
            until,
            state: piece.state,
            comment,
        }),
    }
}

impl Holds {
    fn of(days: &[OpeningHours], date: NaiveDate) -> Self {
        let mut all = Self::Yes;
        for list in days {
            let kind = list.schedule_at(date).into_iter().next();
            match kind.map_or(RuleKind::Closed, |range| range.kind) {
                RuleKind::Open => {}
                RuleKind::Closed => return Self::No,
                RuleKind::Unknown => all = Self::Perhaps,
            }
        }
        all
    }
}

impl Rule {
    fn days_in(&self, context: &Context) -> Vec<OpeningHours> {
        let days = self.days.iter();
        days.map(|list| list.clone().with_context(context.clone()))
            .collect()
    }

    /// A day after this rule, which finds it as earlier rules left it.
    fn on(&self, date: NaiveDate, holds: Holds, place: &Place, day: Day) -> Day {
        if holds == Holds::No {
            return day;
        }
        let mut with = if self.joint.replaces {
            Day::closed()
        } else {
            day.clone()
        };
        if self.times.is_empty() {
            self.paint(&mut with, (0, MINUTES_A_DAY), self.state);
        }
        for (from, until, state) in self.ranges(date, place) {
            self.paint(&mut with, (from, until.min(MINUTES_A_DAY)), state);
        }
        if holds == Holds::Perhaps {
            day.or(&with)
        } else {
            with
        }
    }

    /// A day after what the day before, on which this rule held or not, brings over midnight.
    fn after_midnight(&self, date: NaiveDate, held: Holds, place: &Place, day: Day) -> Day {
        let Some(before) = date.pred_opt().filter(|_| held != Holds::No) else {
            return day;
        };
        let mut with = day.clone();
        for (from, until, state) in self.ranges(before, place) {
            let after = |minute: u16| minute.saturating_sub(MINUTES_A_DAY);
            self.paint(&mut with, (after(from), after(until)), state);
        }
        if held == Holds::Perhaps {
            day.or(&with)
        } else {
            with
        }
    }

    fn paint(&self, day: &mut Day, (from, until): (u16, u16), state: Openness) {
        if from < until {
            day.paint(from, until, state, &self.comment, self.joint.only_closed);
        }
    }

    /// Minutes from and until, of a day on which the rule holds, from its midnight on; and the state.
    fn ranges(&self, date: NaiveDate, place: &Place) -> Vec<(u16, u16, Openness)> {
        let mut open_ended = Vec::new();
        let mut ended = Vec::new();
        for (at, times) in self.times.iter().enumerate() {
            let from = times.from.on(date, place);
            let mut start = from;
            if let Some(clock) = times.until {
                let until = until(times.from, clock, from, clock.on(date, place));
                ended.push((from, until, self.state));
                start = until;
            }
            if times.open_end {
                let mut end = guess(start);
                // What follows in the list ends it.
                let next = self.times.get(at + 1).map(|next| next.from.on(date, place));
                if let Some(next) = next.filter(|next| *next > start) {
                    end = end.min(next);
                }
                let state = match self.state {
                    Openness::Open => Openness::Unknown,
                    state => state,
                };
                open_ended.push((start, end, state));
            }
        }
        open_ended.extend(ended);
        open_ended
    }
}

/// When an open end is taken to be over, as opening_hours.js has it: eight hours after a start
/// from 22:00 on, ten after one from 17:00 on, otherwise at midnight.
fn guess(start: u16) -> u16 {
    match start {
        1320.. => start + 8 * 60,
        1020.. => start + 10 * 60,
        _ => MINUTES_A_DAY,
    }
}

/// The minute of an end after a start: of the next day where it would not come after it.
fn until(from: Clock, clock: Clock, start: u16, end: u16) -> u16 {
    let wraps = match (from, clock) {
        (Clock::At(_), _) | (_, Clock::Sun(..)) => end <= start,
        // Not by how long the sun is up: `sunset-20:00` is nothing in summer.
        (Clock::Sun(event, offset), Clock::At(_)) => {
            end < Clock::Sun(event, offset).minute(NoLocation.event_time(NaiveDate::MIN, event))
        }
    };
    let is_today = end <= MINUTES_A_DAY;
    if wraps && is_today {
        end + MINUTES_A_DAY
    } else {
        end
    }
}

impl Clock {
    fn on(self, date: NaiveDate, place: &Place) -> u16 {
        let time = match self {
            Self::At(_) => None,
            // Where the sun does not rise that day, it is taken to rise as without a place.
            Self::Sun(event, _) => place
                .event_time(date, event)
                .or_else(|| NoLocation.event_time(date, event)),
        };
        self.minute(time)
    }

    fn minute(self, sun: Option<NaiveTime>) -> u16 {
        match self {
            Self::At(minute) => minute,
            Self::Sun(_, offset) => {
                let minute = sun.map_or(0, |time| time.hour() * 60 + time.minute());
                u16::try_from(minute)
                    .unwrap_or(0)
                    .saturating_add_signed(offset)
            }
        }
    }
}

impl Problem {
    fn expected(&self, text: &str) -> String {
        let rest: String = text.chars().skip(self.at).take(20).collect();
        let place = if rest.is_empty() {
            "it ends too early".to_owned()
        } else {
            format!(
                "it can't be read from character {} on: {rest:?}",
                self.at + 1
            )
        };
        format!("opening hours like \"Mo-Fr 09:00-17:00; PH off\"; {place}")
    }
}
