//! When something happens, in the words of the page. Dates are the city's own; which dates a
//! recurrence gives is not worked out here.

use crate::words::Words;
use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};
use okolica_model::item::{Closure, Schedule};
use okolica_model::schedule::Occurrence;
use okolica_model::time::{LocalTime, Stamp};

const WEEKDAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// `28 listopada`, with the year when it is not this one.
pub(crate) fn date(words: Words, date: NaiveDate, today: NaiveDate) -> String {
    let month = words.choice("month", "month", date.month());
    let day = date.day().to_string();
    if date.year() == today.year() {
        words.with("date", &[("day", &day), ("month", &month)])
    } else {
        let year = date.year().to_string();
        words.with(
            "date-year",
            &[("day", &day), ("month", &month), ("year", &year)],
        )
    }
}

/// `28 listopada 2026`, whatever the year is.
pub(crate) fn full_date(words: Words, day: NaiveDate) -> String {
    date(words, day, NaiveDate::default())
}

/// `sob. 28 listopada`, with the year when it is not this one.
pub(crate) fn long_date(words: Words, day: NaiveDate, today: NaiveDate) -> String {
    let weekday = weekday(words, day.weekday().number_from_monday());
    let month = words.choice("month", "month", day.month());
    let number = day.day().to_string();
    let mut args = vec![
        ("weekday", weekday.as_str()),
        ("day", &number),
        ("month", &month),
    ];
    let year = day.year().to_string();
    if day.year() == today.year() {
        return words.with("date-weekday", &args);
    }
    args.push(("year", &year));
    words.with("date-weekday-year", &args)
}

/// `sob. 28 listopada, 10:00`.
pub(crate) fn moment(words: Words, time: LocalTime, today: NaiveDate) -> String {
    let day = long_date(words, time.date(), today);
    match clock(time) {
        Some(clock) => words.with("date-time", &[("date", &day), ("time", &clock)]),
        None => day,
    }
}

/// One line that says when: `sob. 28 listopada, 10:00–12:00`, `co tydzień: wt., 18:00`.
pub(crate) fn schedule(words: Words, schedule: &Schedule, today: NaiveDate) -> String {
    let Some(rule) = &schedule.rrule else {
        let once = span(words, schedule.start, schedule.end, schedule.all_day, today);
        if schedule.rdate.is_empty() {
            return once;
        }
        return format!("{once} {}", words.text("more-dates"));
    };
    let mut text = recurrence(words, rule, schedule.start, today);
    if let Some(clock) = hours(words, schedule.start, schedule.end, schedule.all_day) {
        text = words.with("repeats-at", &[("rule", &text), ("time", &clock)]);
    }
    if schedule.start.date() > today {
        let start = date(words, schedule.start.date(), today);
        text = words.with("repeats-from", &[("rule", &text), ("start", &start)]);
    }
    text
}

/// One date of a schedule: `sob. 28 listopada, 10:00–12:00`.
pub(crate) fn occurrence(words: Words, one: &Occurrence, today: NaiveDate) -> String {
    span(words, one.start, one.end, one.all_day, today)
}

/// `9:05`.
pub(crate) fn time_of_day(time: NaiveDateTime) -> String {
    format!("{}:{:02}", time.hour(), time.minute())
}

/// `od 1 lipca do 31 sierpnia`, empty when neither day is known.
pub(crate) fn closure(words: Words, closed: &Closure, today: NaiveDate) -> String {
    let part = |id, day: Option<NaiveDate>| {
        day.map(|day| words.with(id, &[("date", &date(words, day, today))]))
    };
    [
        part("closed-from", closed.from),
        part("closed-until", closed.until),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(" ")
}

/// How long ago, as coarse as people say it: days, weeks, months, years.
pub(crate) fn ago(words: Words, then: Stamp, now: Stamp) -> String {
    let days = (now.millis() - then.millis()).max(0) / 86_400_000;
    let days = usize::try_from(days).unwrap_or_default();
    match days {
        0..=6 => words.count("ago-days", days),
        7..=30 => words.count("ago-weeks", days / 7),
        // A mean month has 30.44 days, a year 365.
        31..=364 => words.count("ago-months", (days as f64 / 30.44) as usize),
        _ => words.count("ago-years", days / 365),
    }
}

fn weekday(words: Words, number_from_monday: u32) -> String {
    words.choice("weekday", "day", number_from_monday)
}

fn clock(time: LocalTime) -> Option<String> {
    match time {
        LocalTime::Date(_) => None,
        LocalTime::DateTime(time) => Some(time_of_day(time)),
    }
}

/// `10:00–12:00`, or the start alone.
fn hours(words: Words, start: LocalTime, end: Option<LocalTime>, all_day: bool) -> Option<String> {
    let from = clock(start).filter(|_| !all_day)?;
    let to = end.filter(|end| end.date() == start.date()).and_then(clock);
    Some(match to {
        Some(to) => words.with("time-range", &[("start", &from), ("end", &to)]),
        None => from,
    })
}

/// From the start to the end of something that happens once.
fn span(
    words: Words,
    start: LocalTime,
    end: Option<LocalTime>,
    all_day: bool,
    today: NaiveDate,
) -> String {
    let day = long_date(words, start.date(), today);
    let from = match hours(words, start, end, all_day) {
        Some(clock) => words.with("date-time", &[("date", &day), ("time", &clock)]),
        None => day,
    };
    match end {
        Some(end) if end.date() != start.date() => {
            let to = if all_day {
                long_date(words, end.date(), today)
            } else {
                moment(words, end, today)
            };
            words.with("date-range", &[("start", &from), ("end", &to)])
        }
        _ => from,
    }
}

/// The plain part of a recurrence rule; anything finer says only that it repeats.
fn recurrence(words: Words, rule: &str, start: LocalTime, today: NaiveDate) -> String {
    let part = |name: &str| {
        rule.split(';')
            .filter_map(|part| part.split_once('='))
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.to_ascii_uppercase())
    };
    let interval: u32 = part("INTERVAL")
        .and_then(|text| text.parse().ok())
        .unwrap_or(1);
    let finer = ["BYSETPOS", "BYMONTHDAY", "BYMONTH", "BYYEARDAY", "BYWEEKNO"]
        .iter()
        .any(|name| part(name).is_some());
    let days = part("BYDAY");
    let text = match part("FREQ").as_deref() {
        Some("DAILY") if interval == 1 && days.is_none() && !finer => words.text("every-day"),
        Some("WEEKLY") if !finer => weekly(words, interval, days.as_deref(), start),
        Some("MONTHLY") if interval == 1 => {
            let place = part("BYSETPOS");
            let on = days.and_then(|days| monthly(words, &days, place.as_deref()));
            on.unwrap_or_else(|| words.text("every-month"))
        }
        Some("YEARLY") if interval == 1 => words.text("every-year"),
        _ => words.text("repeats"),
    };
    let until =
        part("UNTIL").and_then(|text| NaiveDate::parse_from_str(text.get(..8)?, "%Y%m%d").ok());
    match until {
        Some(day) => {
            let until = words.with("until-date", &[("date", &date(words, day, today))]);
            format!("{text} {until}")
        }
        None => text,
    }
}

/// The weekday of a month, such as the second Saturday: `2SA`, or `SA` with a place of 2. None for
/// several days and for places that we have no word for.
fn monthly(words: Words, days: &str, place: Option<&str>) -> Option<String> {
    let (number, name) = days.split_at_checked(days.len().checked_sub(2)?)?;
    let day = WEEKDAYS.iter().position(|known| *known == name)? as u32 + 1;
    let number = if number.is_empty() { place? } else { number };
    let nth = match number.parse().ok()? {
        nth @ 1..=4 => nth,
        -1 => 0,
        _ => return None,
    };
    Some(words.choices("every-month-on", &[("nth", nth), ("day", day as i32)]))
}

fn weekly(words: Words, interval: u32, days: Option<&str>, start: LocalTime) -> String {
    let mut numbers: Vec<u32> = days
        .unwrap_or_default()
        .split(',')
        .filter_map(|day| WEEKDAYS.iter().position(|name| *name == day))
        .map(|at| at as u32 + 1)
        .collect();
    if numbers.is_empty() {
        numbers.push(start.date().weekday().number_from_monday());
    }
    numbers.sort_unstable();
    let names: Vec<String> = numbers.into_iter().map(|day| weekday(words, day)).collect();
    let names = names.join(", ");
    if interval == 1 {
        words.with("every-week", &[("days", &names)])
    } else {
        let interval = interval.to_string();
        words.with("every-weeks", &[("interval", &interval), ("days", &names)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;
    use serde_json::{Map, Value, json};

    fn said(language: Language, properties: Value) -> String {
        let mut all = Map::new();
        all.insert("schedule".to_owned(), properties);
        let item = okolica_model::Item::parse(okolica_model::ItemKind::Initiative, &all, None)
            .expect("a valid schedule");
        let okolica_model::item::Detail::Initiative(initiative) = item.detail else {
            panic!("an initiative");
        };
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date");
        schedule(
            language.words(),
            &initiative.schedule.expect("a schedule"),
            today,
        )
    }

    #[test]
    fn single_dates_read_like_an_invitation() {
        let once = json!({"start": "2026-11-28T10:00", "end": "2026-11-28T12:30"});
        assert_eq!(
            said(Language::Polish, once.clone()),
            "sob. 28 listopada, 10:00–12:30"
        );
        assert_eq!(
            said(Language::English, once),
            "Sat 28 November, 10:00–12:30"
        );
        let days = json!({"start": "2026-12-30", "end": "2027-01-02"});
        assert_eq!(
            said(Language::Polish, days),
            "śr. 30 grudnia – sob. 2 stycznia 2027"
        );
        let night = json!({"start": "2026-11-28T22:00", "end": "2026-11-29T04:00"});
        assert_eq!(
            said(Language::Polish, night),
            "sob. 28 listopada, 22:00 – niedz. 29 listopada, 4:00"
        );
    }

    #[test]
    fn simple_recurrences_are_said_in_words() {
        let weekly = json!({"start": "2026-01-06T18:00", "rrule": "FREQ=WEEKLY;BYDAY=TH,TU"});
        assert_eq!(
            said(Language::Polish, weekly),
            "co tydzień: wt., czw., 18:00"
        );
        let later =
            json!({"start": "2026-12-01T09:00", "rrule": "FREQ=DAILY;UNTIL=20261224T000000Z"});
        assert_eq!(
            said(Language::English, later),
            "every day until 24 December, 9:00, from 1 December"
        );
        let second = json!({"start": "2026-01-10T10:00", "rrule": "FREQ=MONTHLY;BYDAY=2SA"});
        let last = json!({"start": "2026-01-30", "rrule": "FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1"});
        for (language, rules) in [
            (
                Language::Polish,
                [
                    "w drugą sobotę miesiąca, 10:00",
                    "w ostatni piątek miesiąca",
                ],
            ),
            (
                Language::English,
                [
                    "on the second Saturday of the month, 10:00",
                    "on the last Friday of the month",
                ],
            ),
            (
                Language::Ukrainian,
                [
                    "кожного місяця у другу суботу, 10:00",
                    "кожного місяця в останню п’ятницю",
                ],
            ),
            (
                Language::German,
                [
                    "am zweiten Samstag im Monat, 10:00",
                    "am letzten Freitag im Monat",
                ],
            ),
        ] {
            assert_eq!(
                [said(language, second.clone()), said(language, last.clone())],
                rules
            );
        }
        let odd = json!({"start": "2026-01-06", "rrule": "FREQ=MONTHLY;INTERVAL=3;BYDAY=1TU"});
        assert_eq!(said(Language::English, odd), "repeats");
    }
}
