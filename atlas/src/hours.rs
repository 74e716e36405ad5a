//! Opening hours as OpenStreetMap writes them: what they come to in a window of time.
//!
//! The `opening-hours` crate reads the text, and says for each rule by itself on which days it
//! holds and at which times. How rules add up is worked out here, as the specification has it and
//! its reference implementation, opening_hours.js, does it:
//!
//! - A rule after `;` replaces what earlier rules say of its days; one that closes takes its times
//!   away; one after `, ` adds; one after `||` holds at the times that are closed otherwise.
//! - What a rule brings over midnight stays, unless a later rule has the next day.
//! - A comment that stands alone (`"by appointment"`) makes a time *unknown*, not open; so does an
//!   end that is left open (`10:00+`), until midnight.
//! - A comma and a space between two days go on with the list. The grammar has them begin a new
//!   rule, and `Su, PH off` mean that Sunday is open all day; nobody does, nor does
//!   opening_hours.js.

use crate::calendar::Calendar;
use crate::time::Stamp;
use crate::{FieldError, Position};
use chrono::{Days, NaiveDate, NaiveTime};
use opening_hours::localization::{Coordinates, TzLocation};
use opening_hours::{Context, OpeningHours};
use opening_hours_syntax::rules::time::TimeSelector;
use opening_hours_syntax::rules::{OpeningHoursExpression, RuleOperator, RuleSequence};
use opening_hours_syntax::{ExtendedTime, RuleKind};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// The longest text that is read, in characters: no real one comes near it.
pub const MAX_LENGTH: usize = 1000;

/// The most rules that are read.
const MAX_RULES: usize = 100;

/// The longest window that is worked out, in days; a longer one is cut.
const MAX_DAYS: i64 = 731;

const MINUTES_A_DAY: u16 = 1440;

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
    operator: RuleOperator,
    state: Openness,
    comment: Arc<str>,
    /// Open all day on the days on which the rule holds.
    days: OpeningHours,
    /// Open at the times of the rule: at those whose end is left open, then at the others.
    times: [Option<OpeningHours>; 2],
}

type Located = OpeningHours<TzLocation<chrono_tz::Tz>>;

/// A rule among its city's holidays and at its place.
struct Here<'a> {
    rule: &'a Rule,
    days: Located,
    times: [Option<Located>; 2],
}

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
        read(text).map_err(|problem| wrong(problem.expected(text)))?;
        let said = comments_as_unknown(text);
        let read = read(&days_in_one_list(&said)).or_else(|_| read(&said));
        let rules = read.map_err(|problem| wrong(problem.expected(text)))?.rules;
        if rules.len() > MAX_RULES {
            return Err(wrong(format!("at most {MAX_RULES} rules")));
        }
        let rules: Option<Arc<[Rule]>> = rules.into_iter().map(Rule::new).collect();
        let rules = rules.ok_or_else(|| wrong("opening hours in a plainer form".to_owned()))?;
        Ok(Self { rules, place: None })
    }

    /// The same hours at a place: sunrise and sunset are its own. Without one they count as
    /// 7:00 and 19:00, dawn and dusk as 6:00 and 20:00.
    #[must_use]
    pub fn at(mut self, place: Position) -> Self {
        self.place = Coordinates::new(place.lat(), place.lon());
        self
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
        // The crate holds some sums of times for impossible that are not, such as an end at
        // 28:00 after a start ten hours past sunset.
        catch_unwind(AssertUnwindSafe(|| self.evaluate(calendar, from, until))).unwrap_or_else(
            |_| {
                vec![Span {
                    from,
                    until,
                    state: Openness::Unknown,
                    comment: None,
                }]
            },
        )
    }

    fn evaluate(&self, calendar: &Calendar, from: Stamp, until: Stamp) -> Vec<Span> {
        let (holidays, perhaps) = calendar.holidays();
        let zone = TzLocation::new(calendar.zone());
        let locale = match self.place {
            Some(place) => zone.with_coords(place),
            None => zone,
        };
        let context = Context::default()
            .with_holidays(holidays.clone())
            .with_holidays_unknown(perhaps.clone())
            .with_locale(locale);
        let rules: Vec<Here<'_>> = self.rules.iter().map(|rule| rule.here(&context)).collect();
        let mut out: Vec<Span> = Vec::new();
        let mut date = calendar.day(from);
        let last = calendar.day(until);
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
            let day = rules
                .iter()
                .fold(Day::closed(), |day, rule| rule.on(date, day));
            let mut start = from.max(calendar.midnight(date));
            for piece in day.pieces {
                let end = moment(piece.end).min(until);
                if start < end {
                    push(&mut out, start, end, &piece);
                    start = end;
                }
            }
            date = next;
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

impl Rule {
    /// `None` for a rule that the crate reads but does not write so that it reads the same again:
    /// only written alone can it be asked alone.
    fn new(read: RuleSequence) -> Option<Self> {
        let plain = RuleSequence {
            kind: RuleKind::Open,
            operator: RuleOperator::Normal,
            comment: Arc::default(),
            ..read.clone()
        };
        let alone = |rule: RuleSequence| {
            let hours: OpeningHours = rule.to_string().parse().ok()?;
            (hours.get_expression().rules == [rule]).then_some(hours)
        };
        let all_day = RuleSequence {
            time_selector: TimeSelector::default(),
            ..plain.clone()
        };
        let (open, closed): (Vec<_>, Vec<_>) = plain
            .time_selector
            .spans
            .iter()
            .cloned()
            // `10:00+`, but not `10:00-18:00+`, which is written with its end.
            .partition(|span| span.open_end && !span.to_string().contains('-'));
        let mut times = [None, None];
        for (some, spans) in times.iter_mut().zip([open, closed]) {
            if !spans.is_empty() {
                let of_these = RuleSequence {
                    time_selector: TimeSelector { spans },
                    ..plain.clone()
                };
                *some = Some(alone(of_these)?);
            }
        }
        Some(Self {
            operator: read.operator,
            state: match read.kind {
                RuleKind::Open => Openness::Open,
                RuleKind::Closed => Openness::Closed,
                RuleKind::Unknown => Openness::Unknown,
            },
            comment: read.comment,
            days: alone(all_day)?,
            times,
        })
    }

    fn here(&self, context: &Context<TzLocation<chrono_tz::Tz>>) -> Here<'_> {
        let here = |hours: &OpeningHours| hours.clone().with_context(context.clone());
        Here {
            rule: self,
            days: here(&self.days),
            times: self.times.each_ref().map(|times| times.as_ref().map(here)),
        }
    }
}

impl Here<'_> {
    /// A day after this rule, which finds it as earlier rules left it.
    fn on(&self, date: NaiveDate, mut day: Day) -> Day {
        let holds = self.days.schedule_at(date).into_iter().next();
        let holds = holds.map_or(RuleKind::Closed, |range| range.kind);
        // On a day that may be a holiday, the rule may hold or not.
        let perhaps = holds == RuleKind::Unknown;
        let before = perhaps.then(|| day.clone());
        let replaces = self.rule.operator == RuleOperator::Normal
            && self.rule.state != Openness::Closed
            && holds != RuleKind::Closed;
        if replaces {
            day = Day::closed();
        }
        for (open_ended, hours) in [true, false].into_iter().zip(&self.times) {
            let state = match self.rule.state {
                Openness::Open if open_ended => Openness::Unknown,
                state => state,
            };
            for range in hours.iter().flat_map(|hours| hours.schedule_at(date)) {
                let state = match range.kind {
                    RuleKind::Closed => continue,
                    // Brought over midnight from a day that may be a holiday.
                    RuleKind::Unknown if !perhaps => Openness::Unknown,
                    _ => state,
                };
                let minutes = [range.range.start, range.range.end];
                let [start, end] = minutes.map(ExtendedTime::mins_from_midnight);
                let only_closed = self.rule.operator == RuleOperator::Fallback;
                day.paint(start, end, state, &self.rule.comment, only_closed);
            }
        }
        match before {
            Some(before) => before.or(&day),
            None => day,
        }
    }
}

/// A day in pieces from midnight to midnight.
#[derive(Debug, Clone)]
struct Day {
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone)]
struct Piece {
    /// The minute of the day after the last; the first is the end of the piece before.
    end: u16,
    state: Openness,
    comment: Arc<str>,
}

impl Day {
    fn closed() -> Self {
        let all = Piece {
            end: MINUTES_A_DAY,
            state: Openness::Closed,
            comment: Arc::default(),
        };
        Self { pieces: vec![all] }
    }

    /// Makes the minutes from `start` to before `end` be `state`, or those of them that are closed.
    fn paint(
        &mut self,
        start: u16,
        end: u16,
        state: Openness,
        comment: &Arc<str>,
        only_closed: bool,
    ) {
        let mut out: Vec<Piece> = Vec::with_capacity(self.pieces.len() + 2);
        let mut from = 0;
        for piece in self.pieces.drain(..) {
            for (until, inside) in [
                (piece.end.min(start), false),
                (piece.end.min(end), true),
                (piece.end, false),
            ] {
                if until <= from {
                    continue;
                }
                let painted = inside && !(only_closed && piece.state != Openness::Closed);
                out.push(match painted {
                    true => Piece {
                        end: until,
                        state,
                        comment: comment.clone(),
                    },
                    false => Piece {
                        end: until,
                        ..piece.clone()
                    },
                });
                from = until;
            }
        }
        self.pieces = out;
    }

    /// What is known when the day is either this one or `other`.
    fn or(&self, other: &Self) -> Self {
        let mut ends: Vec<u16> = self.pieces.iter().map(|piece| piece.end).collect();
        ends.extend(other.pieces.iter().map(|piece| piece.end));
        ends.sort_unstable();
        ends.dedup();
        let at = |day: &Self, end: u16| {
            let piece = day.pieces.iter().find(|piece| piece.end >= end);
            piece.map_or((Openness::Closed, Arc::default()), |piece| {
                (piece.state, piece.comment.clone())
            })
        };
        let pieces = ends.into_iter().map(|end| {
            let ((one, comment), (two, another)) = (at(self, end), at(other, end));
            Piece {
                end,
                state: if one == two { one } else { Openness::Unknown },
                comment: if comment.is_empty() { another } else { comment },
            }
        });
        Self {
            pieces: pieces.collect(),
        }
    }
}

/// Why and where a text can't be read.
struct Problem {
    /// Characters before it.
    at: Option<usize>,
    why: Option<String>,
}

impl Problem {
    fn expected(&self, text: &str) -> String {
        let at = self.at.unwrap_or_else(|| first_bad_rule(text));
        let rest: String = text.chars().skip(at).take(20).collect();
        let place = if rest.is_empty() {
            "it ends too early".to_owned()
        } else {
            format!("it can't be read from character {} on: {rest:?}", at + 1)
        };
        let why = self.why.as_ref().map(|why| format!(" ({why})"));
        let why = why.unwrap_or_default();
        format!("opening hours like \"Mo-Fr 09:00-17:00; PH off\"; {place}{why}")
    }
}

fn read(text: &str) -> Result<OpeningHoursExpression, Problem> {
    let parsed = catch_unwind(|| opening_hours_syntax::parse(text));
    let Ok(parsed) = parsed else {
        return Err(Problem {
            at: None,
            why: None,
        });
    };
    parsed.map_err(|error| {
        // A syntax error begins with ` --> 1:5`, line and column, and draws the text below.
        let said = error.to_string();
        let column = said.trim_start().strip_prefix("--> 1:").and_then(|rest| {
            let digits = rest.split(|c: char| !c.is_ascii_digit()).next()?;
            digits.parse::<usize>().ok()?.checked_sub(1)
        });
        let why = column.is_none().then_some(said);
        Problem { at: column, why }
    })
}

/// Characters before the first rule that can't be read by itself.
fn first_bad_rule(text: &str) -> usize {
    let mut before = 0;
    let mut quoted = false;
    let rules = text.split(|c| {
        quoted ^= c == '"';
        c == ';' && !quoted
    });
    for rule in rules {
        let trimmed = rule.trim();
        if !trimmed.is_empty() && read(trimmed).is_err() {
            let blanks = rule.chars().take_while(|c| c.is_whitespace()).count();
            return before + blanks;
        }
        before += rule.chars().count() + 1;
    }
    0
}

/// The text with `unknown` before each comment that says nothing of the state by itself.
fn comments_as_unknown(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(start) = rest.find('"') {
        let (before, from) = rest.split_at(start);
        out.push_str(before);
        let end = from[1..].find('"').map_or(from.len(), |at| at + 2);
        let (comment, after) = from.split_at(end);
        let word = before
            .trim_end()
            .rsplit(|c: char| !c.is_alphabetic())
            .next();
        let word = word.unwrap_or_default().to_ascii_lowercase();
        let has_state = ["open", "closed", "off", "unknown"].contains(&word.as_str());
        // `"summer": Mo 10:00-12:00` names a season, not a state.
        if !has_state && !after.starts_with(':') {
            if out.ends_with(|c: char| c.is_alphanumeric()) {
                out.push(' ');
            }
            out.push_str("unknown ");
        }
        out.push_str(comment);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The text without blanks after the commas of a list of days.
fn days_in_one_list(text: &str) -> String {
    const DAYS: [&str; 9] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "PH", "SH"];
    let mut out = String::with_capacity(text.len());
    let mut quoted = false;
    for part in text.split_inclusive(',') {
        let begins = DAYS.iter().any(|day| part.trim_start().starts_with(day));
        let before = out.strip_suffix(',').filter(|_| !quoted && begins);
        let goes_on = before.is_some_and(|before| {
            before.ends_with(']') || DAYS.iter().any(|day| before.ends_with(day))
        });
        out.push_str(if goes_on { part.trim_start() } else { part });
        quoted ^= part.matches('"').count() % 2 == 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::Profile;

    fn at(text: &str) -> Stamp {
        Stamp::parse("at", text).expect("a moment")
    }

    /// What is not closed, on the city's clocks.
    fn open(text: &str, from: &str, until: &str) -> Vec<String> {
        let calendar = Calendar::of(&Profile::default());
        let warsaw = Position::new(21.0, 52.23).expect("a position");
        let hours = Hours::parse("opening_hours", text).expect(text).at(warsaw);
        let spans = hours.spans(&calendar, at(from), at(until));
        let whole = (spans[0].from, spans[spans.len() - 1].until);
        assert_eq!(whole, (at(from), at(until)), "the window is covered");
        assert!(spans.windows(2).all(|two| two[0].until == two[1].from));
        let shown = |at: Stamp| calendar.local(at).format("%a %d %H:%M").to_string();
        spans
            .iter()
            .filter(|span| span.state != Openness::Closed)
            .map(|span| {
                let mark = if span.state == Openness::Unknown {
                    "?"
                } else {
                    ""
                };
                let comment = span.comment.as_deref().unwrap_or_default();
                format!("{}-{}{mark}{comment}", shown(span.from), shown(span.until))
            })
            .collect()
    }

    #[test]
    fn weeks_with_holidays_are_read_to_the_minute() {
        // Wednesday 11 November is Independence Day.
        assert_eq!(
            open(
                "Mo-Fr 09:00-17:00; PH off",
                "2026-11-09T23:00:00Z",
                "2026-11-12T23:00:00Z"
            ),
            ["Tue 10 09:00-Tue 10 17:00", "Thu 12 09:00-Thu 12 17:00"]
        );
        assert_eq!(
            open(
                "Mo-Sa 12:00-16:00; PH 12:00-14:00",
                "2026-12-23T23:00:00Z",
                "2026-12-26T23:00:00Z"
            ),
            [
                "Thu 24 12:00-Thu 24 14:00",
                "Fri 25 12:00-Fri 25 14:00",
                "Sat 26 12:00-Sat 26 14:00"
            ]
        );
        assert_eq!(
            open(
                "Sep-Jun: Mo-Fr 14:00-19:00; Jul-Aug: Mo-Fr 10:00-15:00",
                "2026-06-29T22:00:00Z",
                "2026-07-01T22:00:00Z"
            ),
            ["Tue 30 14:00-Tue 30 19:00", "Wed 01 10:00-Wed 01 15:00"]
        );
    }

    #[test]
    fn nights_follow_the_clocks_over_both_changes() {
        assert_eq!(
            open(
                "Sa 20:00-05:00",
                "2026-03-28T12:00:00Z",
                "2026-03-30T12:00:00Z"
            ),
            ["Sat 28 20:00-Sun 29 05:00"]
        );
        let calendar = Calendar::of(&Profile::default());
        let hours = Hours::parse("opening_hours", "Sa 20:00-02:30").expect("hours");
        for (from, until, open) in [
            (
                "2026-03-28T12:00:00Z",
                "2026-03-29T12:00:00Z",
                ("2026-03-28T19:00:00Z", "2026-03-29T01:00:00Z"),
            ),
            (
                "2026-10-24T12:00:00Z",
                "2026-10-25T12:00:00Z",
                ("2026-10-24T18:00:00Z", "2026-10-25T00:30:00Z"),
            ),
        ] {
            let spans = hours.spans(&calendar, at(from), at(until));
            assert_eq!((spans[1].from, spans[1].until), (at(open.0), at(open.1)));
        }
    }

    #[test]
    fn rules_add_up_as_in_the_reference_implementation() {
        let (from, until) = ("2026-11-28T23:00:00Z", "2026-11-30T23:00:00Z");
        for (text, expected) in [
            // The night of Sunday goes on into Monday, which an earlier rule has.
            (
                "Mo-Fr 10:00-12:00; Su 20:00-02:00",
                vec!["Sun 29 20:00-Mon 30 02:00", "Mon 30 10:00-Mon 30 12:00"],
            ),
            // A later rule has all of its day.
            (
                "Fr-Sa 18:00-02:00; Su 12:00-18:00",
                vec!["Sun 29 12:00-Sun 29 18:00"],
            ),
            (
                "Fr-Sa 18:00-02:00, Su 12:00-18:00",
                vec!["Sun 29 00:00-Sun 29 02:00", "Sun 29 12:00-Sun 29 18:00"],
            ),
            (
                "Mo 10:00-16:00; Mo 12:00-13:00 off",
                vec!["Mon 30 10:00-Mon 30 12:00", "Mon 30 13:00-Mon 30 16:00"],
            ),
            // Not: Sunday open, and holidays closed.
            (
                "Mo 10:00-12:00; Su, PH off",
                vec!["Mon 30 10:00-Mon 30 12:00"],
            ),
            (
                "Sa, Mo 10:00-11:00, Mo 12:00-13:00 open \"Mo, Tu\"",
                vec![
                    "Mon 30 10:00-Mon 30 11:00",
                    "Mon 30 12:00-Mon 30 13:00Mo, Tu",
                ],
            ),
            (
                "Mo 10:00-12:00 || Mo 11:00-14:00 unknown",
                vec!["Mon 30 10:00-Mon 30 12:00", "Mon 30 12:00-Mon 30 14:00?"],
            ),
            (
                "Mo 09:00-10:00,17:00+",
                vec!["Mon 30 09:00-Mon 30 10:00", "Mon 30 17:00-Tue 01 00:00?"],
            ),
        ] {
            assert_eq!(open(text, from, until), expected, "{text}");
        }
    }

    #[test]
    fn a_comment_alone_is_unknown_and_kept() {
        let week = ("2026-11-22T23:00:00Z", "2026-11-23T23:00:00Z");
        assert_eq!(
            open("\"po umówieniu\"", week.0, week.1),
            ["Mon 23 00:00-Tue 24 00:00?po umówieniu"]
        );
        assert_eq!(
            open("Mo 16:00-18:00 \"dyżur\"; Tu \"off; Mo\"", week.0, week.1),
            ["Mon 23 16:00-Mon 23 18:00?dyżur"]
        );
        assert_eq!(
            open(
                "Mo 16:00-18:00 open \"wejście od podwórza\"",
                week.0,
                week.1
            ),
            ["Mon 23 16:00-Mon 23 18:00wejście od podwórza"]
        );
    }

    #[test]
    fn the_sun_rises_where_the_place_is() {
        // Warsaw, 21 June 2026: 4:14 to 21:01 (almanac, to the minute).
        let spans = open(
            "sunrise-sunset",
            "2026-06-20T22:00:00Z",
            "2026-06-21T22:00:00Z",
        );
        assert!(spans[0].starts_with("Sun 21 04:1"), "{spans:?}");
        assert!(spans[0].contains("21:0"), "{spans:?}");
    }

    #[test]
    fn school_breaks_are_closed_and_winter_weeks_not_sure() {
        let rule = "Mo-Fr 16:00-20:00; SH off";
        assert!(open(rule, "2026-07-06T00:00:00Z", "2026-07-10T00:00:00Z").is_empty());
        assert_eq!(
            open(rule, "2026-01-25T23:00:00Z", "2026-01-26T23:00:00Z"),
            ["Mon 26 16:00-Mon 26 20:00?"]
        );
    }

    #[test]
    fn an_error_says_where() {
        for (text, place) in [
            (
                "Mo-Fr 09:00-17:00; Xx 10:00-12:00",
                "character 20 on: \"Xx 10:00-12:00\"",
            ),
            ("Mo-Fr 09:00-", "ends too early"),
            ("pn-pt 9-17", "character 1 on: \"pn-pt 9-17\""),
            ("Mo 10:00-12:00; Tu 10:00", "ends too early"),
            (
                "Mo 10:00-12:00; week 20-10 Tu",
                "character 17 on: \"week 20-10 Tu\"",
            ),
            ("", "ends too early"),
        ] {
            let error = Hours::parse("opening_hours", text).expect_err(text);
            assert_eq!(error.field, "opening_hours");
            assert!(error.expected.contains(place), "{text}: {}", error.expected);
        }
        assert!(Hours::parse("opening_hours", &"Mo 10:00-12:00;".repeat(1000)).is_err());
    }

    #[test]
    fn sums_of_times_that_the_crate_gives_up_on_are_unknown() {
        let calendar = Calendar::of(&Profile::default());
        let hours = Hours::parse("opening_hours", "(sunset+10:00)-28:00").expect("hours");
        let spans = hours.spans(&calendar, at("2026-06-20"), at("2026-06-21"));
        assert_eq!(spans.len(), 1);
        assert_eq!(spans[0].state, Openness::Unknown);
    }
}
