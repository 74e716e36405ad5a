//! Random facts, hours and schedules, and what filters by time and person keep: said once more,
//! straight from the item, moment by moment.

use chrono::{Datelike, Days, NaiveDate};
use okolica_model::activity::Activity;
use okolica_model::calendar::Calendar;
use okolica_model::filter::Filter;
use okolica_model::item::{AccessFact, Closure, Detail, Fact, Item, Status};
use okolica_model::profile::Profile;
use okolica_model::time::{LocalTime, Stamp};
use okolica_model::window::{Open, When};
use okolica_model::{FieldError, ItemKind};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

const HOUR: i64 = 3_600_000;

pub(super) fn stamp(millis: i64) -> Stamp {
    Stamp::from_millis(millis).unwrap()
}

/// Moments of three weeks around the change of the clocks on 25 October 2026, and of the days
/// around the one on 28 March 2027; now and then on a full quarter of an hour.
pub(super) fn moment() -> impl Strategy<Value = Stamp> {
    let start = |text: &str| Stamp::parse("moment", text).unwrap().millis();
    let (autumn, spring) = (start("2026-10-14T22:00:00Z"), start("2027-03-26T23:00:00Z"));
    prop_oneof![
        (0..21 * 24 * HOUR).prop_map(move |after| autumn + after),
        (0..21 * 96_i64).prop_map(move |quarters| autumn + quarters * HOUR / 4),
        (0..4 * 96_i64).prop_map(move |quarters| spring + quarters * HOUR / 4),
    ]
    .prop_map(stamp)
}

/// Properties of an item of the kind that filters by time and person look at.
pub(super) fn properties(kind: ItemKind) -> BoxedStrategy<Map<String, Value>> {
    let fact = || prop::sample::select(vec!["yes", "yes", "limited", "no", "unknown"]);
    let common = (
        AccessFact::ALL.map(|_| fact()),
        prop::option::of(any::<bool>()),
        prop::sample::select(vec![
            json!({}),
            json!({"min": 6}),
            json!({"max": 12}),
            json!({"min": 13, "max": 18}),
        ]),
        prop::sample::subsequence(vec!["pl", "uk-UA", "UK", "be"], 0..=3),
    )
        .prop_map(|(facts, free, ages, languages)| {
            let names = AccessFact::ALL.map(AccessFact::name);
            let access: BTreeMap<_, _> = names.into_iter().zip(facts).collect();
            json!({
                "access": access,
                "cost": {"free": free}, "ages": ages, "languages": languages,
            })
        });
    let detail = match kind {
        ItemKind::Space => hours().boxed(),
        ItemKind::Initiative => schedule().boxed(),
    };
    (common, detail)
        .prop_map(|(mut common, mut detail)| {
            let mut out = std::mem::take(common.as_object_mut().unwrap());
            out.append(detail.as_object_mut().unwrap());
            out
        })
        .boxed()
}

fn hours() -> impl Strategy<Value = Value> {
    let text = prop::sample::select(vec![
        Value::Null,
        json!("Mo-Fr 09:00-17:00; Sa 10:00-14:00; PH off"),
        json!("24/7"),
        json!("Fr,Sa 20:00-04:00"),
        json!("We 16:00-19:00 unknown; Th 10:00-18:00"),
        json!("sunrise-sunset"),
        json!("po umówieniu telefonicznym"),
        json!("Oct 20-Nov 02: Mo-Su 00:30-02:30,12:00-13:00"),
    ]);
    let day = || prop::option::of(0..30_u32);
    let closed = prop::option::weighted(0.4, (day(), day()));
    (text, closed, prop::option::of(0..60_u32)).prop_map(|(text, closed, capacity)| {
        let closed = closed.map(|(from, days)| {
            let after = from.unwrap_or(0) + days.unwrap_or(0);
            json!({"from": from.map(date), "until": days.map(|_| date(after))})
        });
        json!({"opening_hours": text, "closed": closed, "capacity": capacity})
    })
}

/// So many days after 10 October 2026.
fn date(days: u32) -> String {
    let first = NaiveDate::from_ymd_opt(2026, 10, 10).unwrap();
    first
        .checked_add_days(Days::new(days.into()))
        .unwrap()
        .to_string()
}

fn schedule() -> impl Strategy<Value = Value> {
    let time = prop::sample::select(vec!["00:00", "01:30", "02:30", "10:00", "18:45", "23:30"]);
    let start = (0..40_u32, prop::option::weighted(0.8, time));
    let length = prop::option::of(prop::sample::select(vec![
        0_i64,
        45,
        120,
        26 * 60,
        3 * 1440,
    ]));
    let rule = prop::sample::select(vec![
        None,
        None,
        Some("FREQ=WEEKLY"),
        Some("FREQ=DAILY;COUNT=5"),
        Some("FREQ=DAILY;INTERVAL=3;UNTIL=20261101"),
        Some("FREQ=MONTHLY;BYDAY=-1SU"),
    ]);
    let extra = (
        prop::option::weighted(0.2, 0..40_u32),
        prop::option::weighted(0.2, 0..5_u32),
        prop::option::weighted(0.2, (0..5_u32, any::<bool>(), 0..40_u32)),
    );
    let status = prop::sample::select(vec![
        "scheduled",
        "scheduled",
        "scheduled",
        "postponed",
        "cancelled",
        "done",
    ]);
    let registration = prop::option::of(any::<bool>());
    let given = prop::option::weighted(0.9, (start, length, rule, extra));
    (given, status, registration).prop_map(|(given, status, registration)| {
        let schedule = given.map(|((day, time), length, rule, (rdate, exdate, moved))| {
            let on = |days: u32| match time {
                Some(time) => format!("{}T{time}", date(days)),
                None => date(days),
            };
            let end = length.map(|minutes| match time {
                Some(_) => {
                    let start = format!("{}:00", on(day));
                    let start: chrono::NaiveDateTime = start.parse().unwrap();
                    (start + chrono::TimeDelta::minutes(minutes))
                        .format("%FT%H:%M")
                        .to_string()
                }
                None => date(day + minutes as u32 / 1440),
            });
            let overrides = moved.map(|(nth, cancelled, to)| {
                let start = (!cancelled).then(|| on(to));
                json!([{"date": on(day + 7 * nth), "cancelled": cancelled, "start": start}])
            });
            json!({
                "start": on(day), "end": end, "rrule": rule,
                "rdate": rdate.map(|days| vec![on(days)]),
                "exdate": exdate.map(|weeks| vec![on(day + 7 * weeks)]),
                "overrides": overrides,
            })
        });
        json!({
            "schedule": schedule, "status": status, "registration": {"required": registration},
        })
    })
}

/// An item of these properties; a schedule that no item may have is left out.
pub(super) fn parse(
    kind: ItemKind,
    mut properties: Map<String, Value>,
    position: Option<okolica_model::Position>,
) -> Item {
    match Item::parse(kind, &properties, position) {
        Ok(item) => item,
        Err(errors) => {
            let of_schedule = |error: &FieldError| error.field.starts_with("schedule");
            assert!(errors.iter().all(of_schedule), "{errors:?}");
            properties.remove("schedule");
            Item::parse(kind, &properties, position).unwrap()
        }
    }
}

/// Whether the item fits what is asked of time and person: `None` when it does not say, or when
/// its space, of which `closed` is, is closed then.
pub(super) fn suits(
    filter: &Filter,
    item: &Item,
    closed: Option<&Closure>,
    now: Stamp,
) -> Option<bool> {
    let common = &item.common;
    let mut answers: Vec<Option<bool>> = Vec::new();
    for fact in &filter.access {
        let fact = common.access.of(*fact);
        answers.push((fact != Fact::Unknown).then_some(fact == Fact::Yes));
    }
    if filter.free {
        answers.push(common.cost.free);
    }
    if let Some(age) = filter.age {
        let known = common.ages.min.is_some() || common.ages.max.is_some();
        let fits = common.ages.min.is_none_or(|min| min <= age)
            && common.ages.max.is_none_or(|max| age <= max);
        answers.push(known.then_some(fits));
    }
    if let Some(language) = &filter.language {
        let speaks = common.languages.iter().any(|tag| {
            let tag = tag.to_lowercase();
            tag == *language || tag.starts_with(&format!("{language}-"))
        });
        answers.push((!common.languages.is_empty()).then_some(speaks));
    }
    if filter.no_registration {
        answers.push(match &item.detail {
            Detail::Space(_) => None,
            Detail::Initiative(initiative) => {
                initiative.registration.required.map(|required| !required)
            }
        });
    }
    if let Some(when) = filter.when {
        answers.push(is_on(item, closed, of_when(when, now)));
    }
    if let Some(open) = filter.open {
        answers.push(is_on(item, closed, of_open(open, now)));
    }
    if filter.hide_ended {
        answers.push(Some(!has_ended(item, now)));
    }
    if answers.contains(&Some(false)) {
        Some(false)
    } else if answers.contains(&None) {
        None
    } else {
        Some(true)
    }
}

fn calendar() -> Calendar {
    Calendar::of(&Profile::default())
}

fn is_on(item: &Item, closed: Option<&Closure>, window: (Stamp, Stamp)) -> Option<bool> {
    let Some(closed) = closed else {
        return says_on(item, window);
    };
    let (from, until) = window;
    let day = |day: NaiveDate, after| calendar().midnight(day + Days::new(after));
    let first = closed.from.map_or(from, |first| day(first, 0));
    let after = closed.until.map_or(until, |last| day(last, 1));
    let (first, after) = (first.clamp(from, until), after.clamp(from, until));
    let part = |from, until| (from < until).then(|| says_on(item, (from, until)));
    let (before, then, later) = (part(from, first), part(first, after), part(after, until));
    let on = [before.flatten(), later.flatten()].contains(&Some(true));
    let perhaps = [before, then, later]
        .into_iter()
        .flatten()
        .any(|said| said != Some(false));
    if on {
        Some(true)
    } else if perhaps {
        None
    } else {
        Some(false)
    }
}

/// What the item says itself.
fn says_on(item: &Item, (from, until): (Stamp, Stamp)) -> Option<bool> {
    match item.activity(&calendar(), from, until) {
        Activity::Unknown => None,
        Activity::Ongoing => Some(true),
        Activity::Spans(spans) if spans.iter().any(|span| span.2) => Some(true),
        Activity::Spans(spans) if spans.is_empty() => Some(false),
        Activity::Spans(_) => None,
    }
}

fn of_when(when: When, now: Stamp) -> (Stamp, Stamp) {
    let calendar = calendar();
    let today = calendar.day(now);
    let plus = |day: NaiveDate, days| day.checked_add_days(Days::new(days)).unwrap();
    let days = |first: NaiveDate, last: NaiveDate| {
        (calendar.midnight(first), calendar.midnight(plus(last, 1)))
    };
    match when {
        // No date of these towns lies farther off, and hours come again after a year.
        When::Dates { from, to } => {
            let year_before = || to.unwrap().checked_sub_days(Days::new(365)).unwrap();
            let first = from.unwrap_or_else(year_before);
            days(first, to.unwrap_or_else(|| plus(first, 365)))
        }
        When::Today => days(today, today),
        When::Tomorrow => days(plus(today, 1), plus(today, 1)),
        When::Week => days(today, plus(today, 6)),
        When::Weekend => {
            let mut sunday = today;
            while sunday.weekday() != chrono::Weekday::Sun {
                sunday = plus(sunday, 1);
            }
            days(today.max(sunday.pred_opt().unwrap()), sunday)
        }
        // Two hours on is still in it.
        When::TwoHours => (now, stamp(now.millis() + 2 * HOUR + 1)),
    }
}

fn of_open(open: Open, now: Stamp) -> (Stamp, Stamp) {
    let calendar = calendar();
    match open {
        Open::Now => (now, stamp(now.millis() + 1)),
        Open::Weekend => of_when(When::Weekend, now),
        Open::Evening => {
            let today = calendar.day(now);
            // None of the clocks' changes is in the evening.
            let at = |hour| calendar.stamp(today.and_hms_opt(hour, 0, 0).unwrap());
            (at(18), at(22))
        }
    }
}

/// Nothing of it is to come, be it cancelled or not.
fn has_ended(item: &Item, now: Stamp) -> bool {
    let Detail::Initiative(initiative) = &item.detail else {
        return false;
    };
    let schedule = match (&initiative.schedule, initiative.status) {
        (_, Status::Done) => return true,
        (None, _) | (_, Status::Postponed) => return false,
        (Some(schedule), _) => schedule,
    };
    let calendar = calendar();
    let first = Stamp::parse("first", "2026-09-01").unwrap();
    let later = stamp(first.millis() + 700 * 24 * HOUR);
    let dates = schedule.occurrences(&calendar, first, later);
    let ends = dates.iter().map(|one| {
        let to_midnight = one.end.is_none() && !one.all_day && !one.cancelled;
        let next_day = calendar.day(one.from).succ_opt().filter(|_| to_midnight);
        next_day.map_or(one.until, |day| calendar.midnight(day).max(one.until))
    });
    // Where every date is taken back it ends when it would have begun.
    let begins = match schedule.start {
        LocalTime::Date(day) => calendar.midnight(day),
        LocalTime::DateTime(time) => calendar.stamp(time),
    };
    ends.max().unwrap_or(begins) <= now
}
