//! Schedules against Python's dateutil and icalendar: the same dates at the same moments.

use crate::support::python;
use okolica_model::calendar::Calendar;
use okolica_model::item::{Detail, Schedule};
use okolica_model::profile::Profile;
use okolica_model::time::Stamp;
use okolica_model::{FieldError, Item, ItemKind};
use rand::seq::{IndexedRandom, SliceRandom};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use std::path::PathBuf;

const ORACLE: &str = include_str!("oracles/recurrence.py");

fn calendar(zone: &str) -> Calendar {
    Calendar::of(&Profile {
        time_zone: zone.to_owned(),
        ..Profile::default()
    })
}

fn schedule(fields: &Value) -> Result<Schedule, Vec<FieldError>> {
    let properties = json!({ "schedule": fields });
    let map = properties.as_object().expect("an object");
    let item = Item::parse(ItemKind::Initiative, map, None)?;
    let Detail::Initiative(initiative) = item.detail else {
        panic!("an initiative");
    };
    Ok(initiative.schedule.expect("a schedule"))
}

fn stamp(value: &Value) -> Stamp {
    Stamp::parse("at", value.as_str().expect("a text")).expect("a moment")
}

/// Dates that begin in the window of a question: date, start, cancelled, moment.
fn ours(question: &Value) -> Result<Value, Vec<FieldError>> {
    let schedule = schedule(&question["schedule"])?;
    let zone = question["zone"].as_str().expect("a zone");
    let (from, until) = (stamp(&question["from"]), stamp(&question["until"]));
    let mut found = schedule.occurrences(&calendar(zone), from, until);
    found.retain(|one| one.from >= from);
    found.sort_by_key(|one| (one.from, one.date));
    let shown = found.iter().map(|one| {
        json!([
            one.date.to_string(),
            one.start.to_string(),
            one.cancelled,
            one.from.to_string(),
        ])
    });
    Ok(shown.collect())
}

/// One that a person or a program might write, over the whole width of what is taken.
fn random_rule(dice: &mut ChaCha8Rng) -> String {
    const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    let frequency = *["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]
        .choose(dice)
        .expect("one");
    let mut parts = vec![format!("FREQ={frequency}")];
    let numbers = |dice: &mut ChaCha8Rng, name: &str, max: i32, signed: bool| {
        let count = dice.random_range(1..4);
        let list: Vec<String> = (0..count)
            .map(|_| {
                let number = dice.random_range(1..=max);
                let sign = if signed && dice.random_bool(0.3) {
                    -1
                } else {
                    1
                };
                (number * sign).to_string()
            })
            .collect();
        format!("{name}={}", list.join(","))
    };
    if dice.random_bool(0.5) {
        let most = if frequency == "YEARLY" { 3 } else { 9 };
        parts.push(format!("INTERVAL={}", dice.random_range(1..=most)));
    }
    if dice.random_bool(0.3) {
        parts.push(numbers(dice, "BYMONTH", 12, false));
    }
    let mut week_number = false;
    if frequency == "YEARLY" && dice.random_bool(0.15) {
        parts.push(numbers(dice, "BYYEARDAY", 366, true));
    } else if frequency == "YEARLY" && dice.random_bool(0.15) {
        parts.push(numbers(dice, "BYWEEKNO", 53, true));
        week_number = true;
    } else if frequency != "WEEKLY" && dice.random_bool(0.25) {
        parts.push(numbers(dice, "BYMONTHDAY", 31, true));
    }
    if dice.random_bool(0.5) {
        let may_number = matches!(frequency, "MONTHLY" | "YEARLY") && !week_number;
        let numbered = may_number && dice.random_bool(0.6);
        let mut days = DAYS.to_vec();
        days.shuffle(dice);
        let days: Vec<String> = days[..dice.random_range(1..4)]
            .iter()
            .map(|day| match numbered {
                true => format!(
                    "{}{day}",
                    ["1", "2", "3", "4", "-1"].choose(dice).expect("one")
                ),
                false => (*day).to_owned(),
            })
            .collect();
        parts.push(format!("BYDAY={}", days.join(",")));
    }
    if parts.iter().any(|part| part.starts_with("BY")) && dice.random_bool(0.2) {
        parts.push(numbers(dice, "BYSETPOS", 4, true));
    }
    if dice.random_bool(0.3) {
        parts.push(format!("WKST={}", DAYS.choose(dice).expect("one")));
    }
    match dice.random_range(0..4) {
        0 => parts.push(format!("COUNT={}", dice.random_range(1..=400))),
        1 => {
            let day = format!(
                "202{}{:02}{:02}",
                dice.random_range(6..8),
                dice.random_range(1..13),
                dice.random_range(1..29)
            );
            let time = *["", "T220000Z", "T090000", "T235959Z"]
                .choose(dice)
                .expect("one");
            parts.push(format!("UNTIL={day}{time}"));
        }
        _ => {}
    }
    parts[1..].shuffle(dice);
    parts.join(";")
}

/// A start, a rule, and exceptions, some of which hit dates.
fn random_question(dice: &mut ChaCha8Rng) -> Value {
    let day = |dice: &mut ChaCha8Rng, year: i32| {
        format!(
            "{year}-{:02}-{:02}",
            dice.random_range(1..13),
            dice.random_range(1..29)
        )
    };
    let all_day = dice.random_bool(0.2);
    let clock = *["", "T10:00:00", "T18:30:00", "T02:30:00", "T23:45:00"][usize::from(!all_day)..]
        .choose(dice)
        .filter(|_| !all_day)
        .unwrap_or(&"");
    let year = *[1999, 2019, 2024, 2025, 2026].choose(dice).expect("one");
    let start = format!("{}{clock}", day(dice, year));
    let dates = |dice: &mut ChaCha8Rng| -> Vec<String> {
        let count = dice.random_range(0..4);
        (0..count)
            .map(|_| format!("{}{clock}", day(dice, 2026)))
            .collect()
    };
    let mut schedule = json!({
        "start": start, "rrule": random_rule(dice), "rdate": dates(dice), "exdate": dates(dice),
    });
    // The first days of months are hit by many rules.
    if dice.random_bool(0.5) {
        let overrides: Vec<Value> = (1..=12)
            .filter_map(|month| {
                let date = format!("2026-{month:02}-{:02}{clock}", dice.random_range(1..8));
                match dice.random_range(0..3) {
                    0 => Some(json!({"date": date, "cancelled": true})),
                    1 => {
                        Some(json!({"date": date, "start": format!("{}{clock}", day(dice, 2026))}))
                    }
                    _ => None,
                }
            })
            .filter(|one| {
                !schedule["exdate"]
                    .as_array()
                    .expect("a list")
                    .contains(&one["date"])
            })
            .collect();
        schedule["overrides"] = Value::Array(overrides);
    }
    let zone = *[
        "Europe/Warsaw",
        "Europe/Warsaw",
        "America/New_York",
        "Australia/Lord_Howe",
        "Asia/Kathmandu",
    ]
    .choose(dice)
    .expect("one");
    json!({
        "zone": zone, "schedule": schedule,
        "from": "2026-01-01T00:00:00Z", "until": "2027-12-01T00:00:00Z",
    })
}

#[test]
fn random_rules_give_the_dates_that_dateutil_gives() {
    let mut dice = ChaCha8Rng::seed_from_u64(5545);
    let mut questions = Vec::new();
    let mut found = Vec::new();
    let mut refused = 0;
    while questions.len() < 600 {
        let question = random_question(&mut dice);
        match ours(&question) {
            Ok(dates) => {
                found.push(dates);
                questions.push(question);
            }
            // Most of all rules without a date, such as 31 June.
            Err(_) => refused += 1,
        }
    }
    assert!(refused < 200, "{refused} refused");
    let all = Value::Array(questions);
    let theirs = python::read(ORACLE, all.to_string().as_bytes());
    let mut dates = 0;
    for (at, found) in found.iter().enumerate() {
        assert_eq!(found, &theirs[at], "{}", all[at]);
        dates += found.as_array().expect("a list").len();
    }
    assert!(dates > 10_000, "{dates} dates say little");
}

fn data(name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/data/ics")
        .join(name);
    let found = path.exists();
    if !found {
        eprintln!("skipped: ../shared/data is not here");
    }
    found.then_some(path)
}

#[test]
fn rules_of_real_calendars_are_read_or_refused_for_a_reason() {
    let Some(path) = data("rrules.txt") else {
        return;
    };
    let text = std::fs::read_to_string(path).expect("rules");
    let mut questions = Vec::new();
    let mut found = Vec::new();
    let mut refused = Vec::new();
    for line in text.lines() {
        let rule = line.trim_start_matches("RRULE:").replace(", ", ",");
        let end = rule
            .split_once("UNTIL=")
            .and_then(|(_, rest)| rest.get(..4));
        let year = end.map_or(2023, |year| year.parse::<i32>().expect("a year") - 1);
        let question = json!({
            "zone": "Europe/Warsaw",
            "schedule": {"start": format!("{year}-01-05T10:00:00"), "rrule": rule},
            "from": format!("{year:04}-01-01T00:00:00Z"), "until": format!("{:04}-12-30T00:00:00Z", year + 1),
        });
        match ours(&question) {
            // An empty rule is none.
            Ok(_) if rule.is_empty() => {}
            Ok(dates) => {
                found.push(dates);
                questions.push(question);
            }
            Err(errors) => refused.push(format!("{rule}: {}", errors[0].expected)),
        }
    }
    let all = Value::Array(questions);
    let theirs = python::read(ORACLE, all.to_string().as_bytes());
    for (at, found) in found.iter().enumerate() {
        assert_eq!(found, &theirs[at], "{}", all[at]);
    }
    // Two are of time zones (BYHOUR), one counts to minus one, one is Hebrew.
    assert_eq!(refused.len(), 4, "{refused:#?}");
}

#[test]
fn real_calendars_give_the_dates_that_their_exceptions_leave() {
    let names = [
        "machbar_16_feb_2019.ics",
        "issue_48_dst.ics",
        "Germany_Holidays.ics",
    ];
    let paths: Option<Vec<PathBuf>> = names.into_iter().map(data).collect();
    let Some(paths) = paths else {
        return;
    };
    let paths: Vec<String> = paths
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    let question = json!({"zone": "Europe/Berlin", "files": paths});
    let answers = python::read(ORACLE, question.to_string().as_bytes());
    let answers = answers.as_array().expect("a list");
    let mut dates = 0;
    for answer in answers {
        let question = &answer["question"];
        let found = ours(question).unwrap_or_else(|errors| panic!("{question}: {errors:?}"));
        assert_eq!(found, answer["dates"], "{question}");
        dates += found.as_array().expect("a list").len();
    }
    eprintln!("{} schedules, {dates} dates", answers.len());
    assert!(
        answers.len() > 90 && dates > 300,
        "{} {dates}",
        answers.len()
    );
}
