//! Opening hours as OpenStreetMap writes them: what they come to in a window of time.
//!
//! The `opening-hours` crate reads and evaluates; here are the city's holidays, the place's sun,
//! and what the specification says and the crate does not: a comment that stands alone
//! (`"by appointment"`) makes a time *unknown*, not open.

use crate::calendar::Calendar;
use crate::time::Stamp;
use crate::{FieldError, Position};
use chrono::{Days, NaiveTime};
use opening_hours::localization::{Coordinates, TzLocation};
use opening_hours::{Context, OpeningHours, RuleKind};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// The longest text that is read, in characters: no real one comes near it.
pub const MAX_LENGTH: usize = 1000;

/// The longest window that is worked out, in days; a longer one is cut.
const MAX_DAYS: i64 = 731;

/// Opening hours that can be read.
#[derive(Debug, Clone)]
pub struct Hours {
    read: OpeningHours,
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
        read(text).map_err(|problem| {
            let at = problem.at.unwrap_or_else(|| first_bad_rule(text));
            let rest: String = text.chars().skip(at).take(20).collect();
            let place = if rest.is_empty() {
                "it ends too early".to_owned()
            } else {
                format!("it can't be read from character {} on: {rest:?}", at + 1)
            };
            let why = problem
                .why
                .map(|why| format!(" ({why})"))
                .unwrap_or_default();
            wrong(format!(
                "opening hours like \"Mo-Fr 09:00-17:00; PH off\"; {place}{why}"
            ))
        })?;
        let read = read(&comments_as_unknown(text))
            .or_else(|_| read(text))
            .map_err(|_| wrong("opening hours like \"Mo-Fr 09:00-17:00; PH off\"".to_owned()))?;
        Ok(Self { read, place: None })
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
        let hours = self.read.clone().with_context(context);
        let mut out: Vec<Span> = Vec::new();
        let mut day = calendar.day(from);
        let last = calendar.day(until);
        while day <= last {
            let Some(next) = day.checked_add_days(Days::new(1)) else {
                break;
            };
            for range in hours.schedule_at(day) {
                let minutes = |time: u16| {
                    let of_day =
                        NaiveTime::from_num_seconds_from_midnight_opt(u32::from(time) * 60, 0);
                    of_day.map_or_else(
                        || calendar.midnight(next),
                        |time| calendar.first(day.and_time(time)),
                    )
                };
                let start = minutes(range.range.start.mins_from_midnight()).max(from);
                let end = minutes(range.range.end.mins_from_midnight()).min(until);
                if start < end {
                    push(&mut out, start, end, range.kind, &range.comment);
                }
            }
            day = next;
        }
        out
    }
}

/// Adds a stretch, or makes the last one longer when the state goes on.
fn push(out: &mut Vec<Span>, from: Stamp, until: Stamp, kind: RuleKind, comment: &Arc<str>) {
    let state = match kind {
        RuleKind::Open => Openness::Open,
        RuleKind::Closed => Openness::Closed,
        RuleKind::Unknown => Openness::Unknown,
    };
    let comment = (!comment.is_empty()).then(|| comment.to_string());
    match out.last_mut() {
        Some(last) if last.state == state && last.comment == comment => last.until = until,
        _ => out.push(Span {
            from,
            until,
            state,
            comment,
        }),
    }
}

/// Why and where a text can't be read.
struct Problem {
    /// Characters before it.
    at: Option<usize>,
    why: Option<String>,
}

fn read(text: &str) -> Result<OpeningHours, Problem> {
    let parsed = catch_unwind(|| text.parse::<OpeningHours>());
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
            ["Mon 26 00:00-Tue 27 00:00?"]
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
