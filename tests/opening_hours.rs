//! Opening hours of the real world: read or refused with a place, never a panic; and to the minute
//! as a second evaluator has them, `tests/oracles/hours.py`, which paints every minute by brute
//! force.

use crate::support::python;
use chrono::{Days, NaiveDate, NaiveTime, TimeDelta};
use okolica_atlas::Position;
use okolica_atlas::calendar::Calendar;
use okolica_atlas::hours::{Hours, Openness, Span};
use okolica_atlas::profile::Profile;
use okolica_atlas::time::Stamp;
use serde_json::{Value, json};
use std::path::PathBuf;

const ORACLE: &str = include_str!("oracles/hours.py");

/// The lines of a file beside the workspace, without its remarks.
fn texts(name: &str) -> Option<Vec<String>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data/opening_hours");
    let Ok(text) = std::fs::read_to_string(folder.join(name)) else {
        eprintln!("skipped: ../shared/data is not here");
        return None;
    };
    let lines = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    Some(lines.map(str::to_owned).collect())
}

fn calendar() -> Calendar {
    Calendar::of(&Profile::default())
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn of_day(hours: &Hours, calendar: &Calendar, day: NaiveDate) -> Vec<Span> {
    let next = day + Days::new(1);
    hours.spans(calendar, calendar.midnight(day), calendar.midnight(next))
}

#[test]
fn every_valid_text_is_read() {
    let Some(texts) = texts("crate_sample_valid.txt") else {
        return;
    };
    let unread: Vec<String> = texts
        .iter()
        .filter_map(|text| Hours::parse("opening_hours", text).err())
        .map(|error| error.to_string())
        .collect();
    assert_eq!(texts.len(), 195);
    assert!(unread.is_empty(), "{unread:#?}");
}

#[test]
fn whatever_people_wrote_is_read_or_refused_with_its_place() {
    let calendar = calendar();
    for (name, least, most) in [
        ("osm_lenient_ok.txt", 0.7, 1.0),
        ("osm_rejected.txt", 0.0, 0.1),
    ] {
        let Some(texts) = texts(name) else {
            return;
        };
        let mut read = 0;
        for text in &texts {
            match Hours::parse("opening_hours", text) {
                Ok(hours) => {
                    read += 1;
                    let spans = of_day(&hours, &calendar, day("2026-11-28"));
                    assert!(!spans.is_empty(), "{text}");
                }
                Err(error) => {
                    let placed = [
                        "from character",
                        "ends too early",
                        "at most",
                        "plainer form",
                    ];
                    let placed = placed.iter().any(|place| error.expected.contains(place));
                    assert!(placed, "{error}");
                }
            }
        }
        eprintln!("{name}: {read} of {} are read", texts.len());
        let share = f64::from(read) / texts.len() as f64;
        assert!((least..=most).contains(&share), "{name}: {read}");
    }
}

/// A day with the moment of each minute: the first one at which the clocks show it; `None` for
/// those that they skip.
struct Day {
    date: NaiveDate,
    minutes: Vec<Option<Stamp>>,
}

impl Day {
    fn new(calendar: &Calendar, date: NaiveDate) -> Self {
        let minutes = (0..1440).map(|minute| {
            let clock = date.and_time(NaiveTime::MIN) + TimeDelta::minutes(minute);
            let at = calendar.stamp(clock);
            (calendar.local(at) == clock).then_some(at)
        });
        Self {
            date,
            minutes: minutes.collect(),
        }
    }
}

/// The first minute at which we and the other evaluator differ.
fn difference(spans: &[Span], day: &Day, theirs: &Value) -> Option<String> {
    let changes = theirs.as_array().expect("a list");
    let mut at = 0;
    for (minute, moment) in day.minutes.iter().enumerate() {
        let begins = |at: usize| changes.get(at).and_then(|change| change[0].as_u64());
        while begins(at + 1).is_some_and(|next| next <= minute as u64) {
            at += 1;
        }
        let theirs = match changes[at][1].as_str().expect("a state") {
            "open" => Openness::Open,
            "closed" => Openness::Closed,
            _ => Openness::Unknown,
        };
        let Some(moment) = *moment else {
            continue;
        };
        let ours = spans[spans.partition_point(|span| span.until <= moment)].state;
        if ours != theirs {
            return Some(format!(
                "{:02}:{:02} {ours:?}, not {theirs:?}",
                minute / 60,
                minute % 60
            ));
        }
    }
    None
}

/// Compares on these days; how many texts both could read.
fn compare(texts: &[String], days: &[NaiveDate]) -> usize {
    let calendar = calendar();
    let window = day("2025-12-01").iter_days().take(500);
    let holidays: Vec<String> = window
        .filter(|day| calendar.is_holiday(*day))
        .map(|day| day.to_string())
        .collect();
    let shown: Vec<String> = days.iter().map(NaiveDate::to_string).collect();
    let question = json!({"texts": texts, "days": shown, "holidays": holidays});
    let answers = python::read(ORACLE, question.to_string().as_bytes());
    let days: Vec<Day> = days.iter().map(|day| Day::new(&calendar, *day)).collect();
    let warsaw = Position::new(21.0, 52.23).expect("a position");
    let mut both = 0;
    let mut differ = Vec::new();
    for (text, answer) in texts.iter().zip(answers.as_array().expect("a list")) {
        let (Ok(hours), Some(answer)) = (Hours::parse("opening_hours", text), answer.as_array())
        else {
            continue;
        };
        both += 1;
        let hours = hours.at(warsaw);
        let found = days.iter().zip(answer).find_map(|(day, theirs)| {
            let spans = of_day(&hours, &calendar, day.date);
            let found = difference(&spans, day, theirs)?;
            Some(format!("{text}: {} {found}", day.date))
        });
        differ.extend(found);
    }
    eprintln!(
        "{both} of {} texts compared on {} days",
        texts.len(),
        days.len()
    );
    assert!(
        differ.is_empty(),
        "{}: {:#?}",
        differ.len(),
        &differ[..differ.len().min(40)]
    );
    both
}

#[test]
fn valid_texts_are_open_at_the_minutes_that_brute_force_finds() {
    let Some(texts) = texts("crate_sample_valid.txt") else {
        return;
    };
    // Christmas and Epiphany, the clocks forward and Easter, the May holidays, Corpus Christi,
    // high summer, the clocks back and the November holidays, and leap days' neighbours.
    let weeks = [
        ("2025-12-20", 20),
        ("2026-02-26", 5),
        ("2026-03-27", 14),
        ("2026-04-30", 6),
        ("2026-06-02", 5),
        ("2026-08-13", 5),
        ("2026-10-23", 22),
        ("2026-12-23", 11),
    ];
    let days: Vec<NaiveDate> = weeks
        .iter()
        .flat_map(|(start, count)| day(start).iter_days().take(*count))
        .collect();
    assert!(compare(&texts, &days) > 120);
}

#[test]
fn what_people_wrote_means_what_brute_force_makes_of_it() {
    let Some(texts) = texts("osm_lenient_ok.txt") else {
        return;
    };
    let days = [
        "2026-02-28",
        "2026-03-29",
        "2026-04-06",
        "2026-07-15",
        "2026-10-25",
        "2026-11-11",
        "2026-11-28",
        "2026-11-30",
        "2026-12-24",
        "2027-01-01",
    ];
    assert!(compare(&texts, &days.map(day)) > 3000);
}
