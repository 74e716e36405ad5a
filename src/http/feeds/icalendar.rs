//! iCalendar (RFC 5545) as text: lines of at most 75 octets, escaped texts, time zones.
//!
//! Written here because the `icalendar` crate gives time zones random ids and the time of day of
//! the writing, so that equal calendars would differ and no entity tag could hold.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone, Weekday};
use chrono_tz::{OffsetComponents, OffsetName, Tz};
use okolica_model::time::Stamp;
use std::fmt::Write as _;

/// The most octets of a line, without its end.
const LINE: usize = 75;
/// No zone changes its clocks twice in this many seconds: five days.
const STEP: i64 = 5 * 86_400;

/// A calendar being written.
#[derive(Debug, Default)]
pub(crate) struct Lines(String);

impl Lines {
    pub(crate) fn finish(self) -> Vec<u8> {
        self.0.into_bytes()
    }

    /// A property whose value is no text, with its parameters in the name: `DTSTART;VALUE=DATE`.
    pub(crate) fn raw(&mut self, name: &str, value: &str) {
        let line = format!("{name}:{value}");
        let mut rest = line.as_str();
        let mut room = LINE;
        loop {
            let mut end = rest.len().min(room);
            while !rest.is_char_boundary(end) {
                end -= 1;
            }
            self.0.push_str(&rest[..end]);
            self.0.push_str("\r\n");
            rest = &rest[end..];
            if rest.is_empty() {
                break;
            }
            // A line that goes on starts with a space, which counts.
            self.0.push(' ');
            room = LINE - 1;
        }
    }

    pub(crate) fn text(&mut self, name: &str, value: &str) {
        self.raw(name, &escaped(value));
    }

    /// A property that lists texts.
    pub(crate) fn texts(&mut self, name: &str, values: &[String]) {
        let values: Vec<String> = values.iter().map(|value| escaped(value)).collect();
        if !values.is_empty() {
            self.raw(name, &values.join(","));
        }
    }

    /// A moment in UTC.
    pub(crate) fn stamp(&mut self, name: &str, at: Stamp) {
        self.raw(name, &utc(at));
    }

    /// A VTIMEZONE with every change of the clocks from the year of `from` to that of `until`;
    /// changes that follow a rule all the time go on for ever.
    pub(crate) fn zone(&mut self, zone: Tz, from: NaiveDate, until: NaiveDate) {
        let start = NaiveDate::from_ymd_opt(from.year(), 1, 1).unwrap_or(from);
        let end = NaiveDate::from_ymd_opt(until.year(), 12, 31).unwrap_or(until);
        self.raw("BEGIN", "VTIMEZONE");
        self.raw("TZID", zone.name());
        let clock = Clock::at(
            zone,
            start.and_time(chrono::NaiveTime::MIN).and_utc().timestamp(),
        );
        self.observance(
            &clock,
            clock.seconds,
            &[start.and_time(chrono::NaiveTime::MIN)],
            false,
        );
        for group in groups(zone, start, end) {
            let endless = group
                .onsets
                .last()
                .is_some_and(|last| last.year() >= end.year() - 1);
            self.observance(&group.to, group.from, &group.onsets, endless);
        }
        self.raw("END", "VTIMEZONE");
    }

    fn observance(&mut self, clock: &Clock, before: i32, onsets: &[NaiveDateTime], endless: bool) {
        let kind = if clock.summer { "DAYLIGHT" } else { "STANDARD" };
        let Some((first, others)) = onsets.split_first() else {
            return;
        };
        self.raw("BEGIN", kind);
        self.raw("DTSTART", &local(*first));
        self.raw("TZOFFSETFROM", &offset(before));
        self.raw("TZOFFSETTO", &offset(clock.seconds));
        self.raw("TZNAME", &clock.name);
        match yearly(onsets).filter(|_| endless) {
            Some(rule) => self.raw("RRULE", &rule),
            None if others.is_empty() => {}
            None => {
                let dates: Vec<String> = others.iter().map(|onset| local(*onset)).collect();
                self.raw("RDATE", &dates.join(","));
            }
        }
        self.raw("END", kind);
    }
}

/// `20261128T090000Z`.
pub(crate) fn utc(at: Stamp) -> String {
    let moment = DateTime::from_timestamp_millis(at.millis()).unwrap_or_default();
    moment.format("%Y%m%dT%H%M%SZ").to_string()
}

/// `20261128T100000`.
pub(crate) fn local(time: NaiveDateTime) -> String {
    time.format("%Y%m%dT%H%M%S").to_string()
}

/// `20261128`.
pub(crate) fn date(day: NaiveDate) -> String {
    day.format("%Y%m%d").to_string()
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// `+0100`.
fn offset(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let seconds = seconds.abs();
    let mut out = format!("{sign}{:02}{:02}", seconds / 3600, seconds / 60 % 60);
    if seconds % 60 != 0 {
        // Writing to a string can't fail.
        let _ = write!(out, "{:02}", seconds % 60);
    }
    out
}

/// What the clocks of a zone show.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Clock {
    /// East of Greenwich.
    seconds: i32,
    name: String,
    summer: bool,
}

impl Clock {
    fn at(zone: Tz, second: i64) -> Self {
        let moment = DateTime::from_timestamp(second, 0).unwrap_or_default();
        let offset = zone.offset_from_utc_datetime(&moment.naive_utc());
        Self {
            seconds: offset.fix().local_minus_utc(),
            name: offset.abbreviation().unwrap_or(zone.name()).to_owned(),
            summer: offset.dst_offset() != TimeDelta::zero(),
        }
    }
}

/// Changes between the same two states of the clocks.
struct Group {
    /// The offset before.
    from: i32,
    to: Clock,
    /// When, on the clocks as they were before.
    onsets: Vec<NaiveDateTime>,
}

fn groups(zone: Tz, start: NaiveDate, end: NaiveDate) -> Vec<Group> {
    let second = |day: NaiveDate| day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp();
    let mut out: Vec<Group> = Vec::new();
    let (mut at, end) = (second(start), second(end));
    let mut clock = Clock::at(zone, at);
    while at < end {
        let next = at + STEP;
        let then = Clock::at(zone, next);
        if then != clock {
            // The first second of the new clock lies in (low, high].
            let (mut low, mut high) = (at, next);
            while high - low > 1 {
                let middle = low.midpoint(high);
                if Clock::at(zone, middle) == clock {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            let onset = DateTime::from_timestamp(high + i64::from(clock.seconds), 0);
            let onset = onset.unwrap_or_default().naive_utc();
            let known = out
                .iter_mut()
                .find(|group| group.from == clock.seconds && group.to == then);
            match known {
                Some(group) => group.onsets.push(onset),
                None => out.push(Group {
                    from: clock.seconds,
                    to: then.clone(),
                    onsets: vec![onset],
                }),
            }
        }
        (at, clock) = (next, then);
    }
    out
}

/// The yearly rule that gives exactly these dates, e.g. the last Sunday of March; `None` for
/// fewer than three.
fn yearly(onsets: &[NaiveDateTime]) -> Option<String> {
    let first = onsets.first().filter(|_| onsets.len() >= 3)?;
    let alike = onsets.iter().enumerate().all(|(years, onset)| {
        onset.year() == first.year() + i32::try_from(years).unwrap_or(i32::MAX)
            && onset.month() == first.month()
            && onset.weekday() == first.weekday()
            && onset.time() == first.time()
    });
    let week = |onset: &NaiveDateTime| onset.day0() / 7 + 1;
    let is_last =
        |onset: &NaiveDateTime| (onset.date() + TimeDelta::days(7)).month() != onset.month();
    let number = if onsets.iter().all(is_last) {
        "-1".to_owned()
    } else if onsets.iter().all(|onset| week(onset) == week(first)) {
        week(first).to_string()
    } else {
        return None;
    };
    let day = match first.weekday() {
        Weekday::Mon => "MO",
        Weekday::Tue => "TU",
        Weekday::Wed => "WE",
        Weekday::Thu => "TH",
        Weekday::Fri => "FR",
        Weekday::Sat => "SA",
        Weekday::Sun => "SU",
    };
    let month = first.month();
    alike.then(|| format!("FREQ=YEARLY;BYMONTH={month};BYDAY={number}{day}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_at_75_octets_between_letters() {
        let mut lines = Lines::default();
        let text = "Zażółć gęślą jaźń; ".repeat(30);
        lines.text("SUMMARY", &text);
        let out = String::from_utf8(lines.finish()).expect("whole letters");
        assert!(out.ends_with("\r\n"));
        for line in out.trim_end().split("\r\n") {
            assert!(line.len() <= LINE, "{} octets: {line}", line.len());
        }
        let unfolded = out.replace("\r\n ", "");
        assert_eq!(
            unfolded.trim_end_matches("\r\n"),
            format!("SUMMARY:{}", text.replace(';', "\\;"))
        );
    }

    #[test]
    fn what_has_a_meaning_is_escaped() {
        assert_eq!(escaped("a,b;c\\d\ne\u{7}\r"), "a\\,b\\;c\\\\d\\ne");
    }

    #[test]
    fn clocks_change_by_rule_where_they_always_do() {
        let mut lines = Lines::default();
        let day = |year| NaiveDate::from_ymd_opt(year, 6, 1).expect("a day");
        lines.zone(Tz::Europe__Warsaw, day(2025), day(2035));
        let out = String::from_utf8(lines.finish()).expect("ASCII");
        assert!(
            out.contains("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"),
            "{out}"
        );
        assert!(
            out.contains("RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"),
            "{out}"
        );
        assert!(
            out.contains(
                "DTSTART:20250330T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nTZNAME:CEST"
            ),
            "{out}"
        );
        let mut lines = Lines::default();
        lines.zone(Tz::Europe__Warsaw, day(1990), day(1998));
        let old = String::from_utf8(lines.finish()).expect("ASCII");
        // Until 1995 summer ended in September.
        assert!(old.contains("RDATE"), "{old}");
    }
}
