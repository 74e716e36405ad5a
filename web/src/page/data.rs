//! An item as schema.org describes it, for search engines and assistants: only what is known.

use super::detail::Subject;
use super::view::View;
use crate::when;
use chrono::{Datelike, Days, TimeZone};
use okolica_model::ItemKind;
use okolica_model::activity::Activity;
use okolica_model::item::{Ages, Common, Detail, Fact, Initiative, Item, Schedule, Space, Status};
use okolica_model::schedule::Occurrence;
use okolica_model::time::{LocalTime, Stamp};
use serde_json::{Map, Value, json};

const WEEKDAYS: [(&str, &str); 7] = [
    ("MO", "https://schema.org/Monday"),
    ("TU", "https://schema.org/Tuesday"),
    ("WE", "https://schema.org/Wednesday"),
    ("TH", "https://schema.org/Thursday"),
    ("FR", "https://schema.org/Friday"),
    ("SA", "https://schema.org/Saturday"),
    ("SU", "https://schema.org/Sunday"),
];

/// How far ahead dates are named, in milliseconds: half a year.
const AHEAD: i64 = 183 * 86_400_000;
const DATES: usize = 10;

/// One or two sentences for previews: its own summary, or what, when and where.
pub(super) fn description(view: &View<'_>, subject: &Subject<'_>) -> String {
    let common = &subject.item.common;
    let translation = common.translations.get(view.language().tag());
    let summary = translation
        .and_then(|texts| texts.summary.as_ref())
        .or(common.summary.as_ref());
    if let Some(summary) = summary {
        return summary.clone();
    }
    let when = match &subject.item.detail {
        Detail::Initiative(Initiative {
            schedule: Some(schedule),
            ..
        }) => Some(when::schedule(view.words, schedule, view.today)),
        _ => None,
    };
    [Some(subject.category.clone()), when, common.address.clone()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

/// An Event or a Place.
pub(super) fn item(view: &View<'_>, subject: &Subject<'_>) -> Value {
    let mut out = match &subject.item.detail {
        Detail::Space(space) => place(view, subject, space),
        Detail::Initiative(initiative) => event(view, subject, initiative),
    };
    let common = &subject.item.common;
    let url = view.absolute(&format!("/{}", subject.key()));
    let rest = json!({
        "@context": "https://schema.org",
        "@id": url,
        "url": url,
        "name": subject.title,
        "description": description(view, subject),
        "sameAs": common.website,
        "keywords": joined(&common.tags),
        "isAccessibleForFree": common.cost.free,
    });
    merge(&mut out, rest);
    Value::Object(out)
}

fn place(view: &View<'_>, subject: &Subject<'_>, space: &Space) -> Map<String, Value> {
    let common = &subject.item.common;
    let features: Vec<Value> = common
        .access
        .all()
        .into_iter()
        .filter_map(|(fact, known)| {
            let value = match known {
                Fact::Yes => json!(true),
                Fact::No => json!(false),
                Fact::Limited => json!("limited"),
                Fact::Unknown => return None,
            };
            let name = view.text(&format!("fact-name-{}", fact.name()));
            Some(json!({"@type": "LocationFeatureSpecification", "name": name, "value": value}))
        })
        .collect();
    let mut out = Map::new();
    merge(&mut out, whereabouts(&subject.item, subject));
    merge(
        &mut out,
        json!({
            "@type": "Place",
            "telephone": common.phone,
            "maximumAttendeeCapacity": space.capacity,
            "amenityFeature": features,
            "openingHoursSpecification": hours(view, subject),
        }),
    );
    out
}

/// The hours of the coming seven days, each with its date: what a rule comes to is said, not the
/// rule, which has holidays and seasons that schema.org can't say.
fn hours(view: &View<'_>, subject: &Subject<'_>) -> Vec<Value> {
    let clock = |at: Stamp, end: Stamp| {
        if at >= end {
            "23:59".to_owned()
        } else {
            view.calendar.local(at).format("%H:%M").to_string()
        }
    };
    (0..7)
        .filter_map(|ahead| view.today.checked_add_days(Days::new(ahead)))
        .filter_map(|day| Some((day, day.succ_opt()?)))
        .flat_map(|(day, after)| {
            let (from, until) = (view.calendar.midnight(day), view.calendar.midnight(after));
            let open = match subject.item.activity(&view.calendar, from, until) {
                Activity::Spans(spans) => spans,
                _ => Vec::new(),
            };
            let weekday = WEEKDAYS[day.weekday().num_days_from_monday() as usize].1;
            open.into_iter()
                .filter(|(_, _, certain)| *certain)
                .map(move |(start, end, _)| {
                    json!({
                        "@type": "OpeningHoursSpecification",
                        "dayOfWeek": weekday,
                        "opens": clock(start, until),
                        "closes": clock(end, until),
                        "validFrom": day.to_string(),
                        "validThrough": day.to_string(),
                    })
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

fn event(view: &View<'_>, subject: &Subject<'_>, initiative: &Initiative) -> Map<String, Value> {
    let common = &subject.item.common;
    let mut out = Map::new();
    let organiser = &initiative.organiser;
    let organiser = (organiser.name.is_some() || organiser.website.is_some()).then(
        || json!({"@type": "Organization", "name": organiser.name, "url": organiser.website}),
    );
    merge(
        &mut out,
        json!({
            "@type": "Event",
            "eventStatus": match initiative.status {
                Status::Scheduled | Status::Done => "https://schema.org/EventScheduled",
                Status::Postponed => "https://schema.org/EventPostponed",
                Status::Cancelled => "https://schema.org/EventCancelled",
            },
            "inLanguage": common.languages,
            "typicalAgeRange": ages(common.ages),
            "organizer": organiser,
            "offers": offer(view, common, initiative),
            "location": location(view, subject),
        }),
    );
    if let Some(schedule) = &initiative.schedule {
        merge(&mut out, times(view, subject, schedule));
    }
    out
}

/// The next date as the event's own; of a recurrence the rule and the dates after it too.
fn times(view: &View<'_>, subject: &Subject<'_>, schedule: &Schedule) -> Value {
    let now = view.ctx.now;
    let until = Stamp::from_millis(now.millis() + AHEAD).unwrap_or(now);
    let dates = schedule.occurrences(&view.calendar, now, until);
    let repeats = schedule.rrule.is_some() || !schedule.rdate.is_empty();
    let next = dates.iter().find(|one| !one.cancelled);
    let (start, end) = match next {
        Some(one) => (one.start, one.end),
        None => (schedule.start, schedule.end),
    };
    let parts: Vec<Value> = dates
        .iter()
        .take(DATES)
        .filter(|_| repeats)
        .map(|one| part(view, subject, one))
        .collect();
    json!({
        "startDate": iso(view, start),
        "endDate": end.map(|end| iso(view, end)),
        "eventSchedule": schedule.rrule.as_deref().map(|rule| recurrence(view, schedule, rule)),
        "subEvent": parts,
    })
}

fn part(view: &View<'_>, subject: &Subject<'_>, one: &Occurrence) -> Value {
    let moved = one.start != one.date;
    let status = if one.cancelled {
        "EventCancelled"
    } else if moved {
        "EventRescheduled"
    } else {
        "EventScheduled"
    };
    let mut out = Map::new();
    merge(
        &mut out,
        json!({
            "@type": "Event",
            "name": subject.title,
            "startDate": iso(view, one.start),
            "endDate": one.end.map(|end| iso(view, end)),
            "eventStatus": format!("https://schema.org/{status}"),
            "previousStartDate": moved.then(|| iso(view, one.date)),
            "location": location(view, subject),
        }),
    );
    Value::Object(out)
}

/// schema.org's Schedule of a rule, as far as its words reach.
fn recurrence(view: &View<'_>, schedule: &Schedule, rule: &str) -> Value {
    let value = |name: &str| {
        let mut parts = rule.split(';').filter_map(|part| part.split_once('='));
        let found = parts.find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.to_ascii_uppercase())
    };
    let interval = value("INTERVAL").unwrap_or_else(|| "1".to_owned());
    let unit = match value("FREQ").as_deref() {
        Some("DAILY") => "D",
        Some("WEEKLY") => "W",
        Some("MONTHLY") => "M",
        _ => "Y",
    };
    let days: Vec<&str> = value("BYDAY")
        .iter()
        .flat_map(|days| days.split(','))
        .filter_map(|day| WEEKDAYS.iter().find(|(short, _)| *short == day))
        .map(|(_, long)| *long)
        .collect();
    let clock = |time: LocalTime| match time {
        LocalTime::DateTime(time) if !schedule.all_day => Some(time.format("%H:%M:%S").to_string()),
        _ => None,
    };
    let skipped: Vec<String> = schedule.exdate.iter().map(ToString::to_string).collect();
    let mut out = Map::new();
    merge(
        &mut out,
        json!({
            "@type": "Schedule",
            "startDate": schedule.start.date().to_string(),
            "repeatFrequency": format!("P{interval}{unit}"),
            "repeatCount": value("COUNT").and_then(|count| count.parse::<u32>().ok()),
            "byDay": days,
            "startTime": clock(schedule.start),
            "endTime": schedule.end.and_then(clock),
            "exceptDate": skipped,
            "scheduleTimezone": view.ctx.atlas.profile().time_zone,
        }),
    );
    Value::Object(out)
}

fn location(view: &View<'_>, subject: &Subject<'_>) -> Value {
    let mut out = Map::new();
    out.insert("@type".to_owned(), json!("Place"));
    let host = subject
        .record
        .space()
        .and_then(|key| view.ctx.atlas.item(key));
    match host {
        Some(host) => {
            let host = Subject::new(view, host);
            let key = host.key();
            debug_assert_eq!(key.kind, ItemKind::Space);
            merge(&mut out, whereabouts(&host.item, &host));
            merge(
                &mut out,
                json!({"name": host.title, "url": view.absolute(&format!("/{key}"))}),
            );
        }
        None => merge(&mut out, whereabouts(&subject.item, subject)),
    }
    if out.len() == 1 {
        // Neither a position nor an address: all that is known is the city.
        let city = view.ctx.atlas.profile().name.clone();
        return json!({"@type": "City", "name": city});
    }
    Value::Object(out)
}

fn whereabouts(item: &Item, subject: &Subject<'_>) -> Value {
    json!({
        "address": item.common.address,
        "geo": subject.record.position().map(|at| json!({
            "@type": "GeoCoordinates",
            "latitude": at.lat(),
            "longitude": at.lon(),
        })),
    })
}

/// What it costs to come and where to sign up, where either is known.
fn offer(view: &View<'_>, common: &Common, initiative: &Initiative) -> Option<Value> {
    let registration = &initiative.registration;
    if common.cost.free != Some(true) && registration.url.is_none() {
        return None;
    }
    let mut out = Map::new();
    merge(
        &mut out,
        json!({
            "@type": "Offer",
            "price": (common.cost.free == Some(true)).then_some(0),
            "url": registration.url,
            "availabilityEnds": registration.deadline.map(|time| iso(view, time)),
        }),
    );
    Some(Value::Object(out))
}

fn ages(ages: Ages) -> Option<String> {
    match (ages.min, ages.max) {
        (None, None) => None,
        (min, max) => Some(format!(
            "{}-{}",
            min.unwrap_or(0),
            max.map_or_else(String::new, |max| max.to_string())
        )),
    }
}

/// A local time with the offset that the city has then; a day alone stays a day.
fn iso(view: &View<'_>, time: LocalTime) -> String {
    match time {
        LocalTime::Date(day) => day.to_string(),
        LocalTime::DateTime(local) => {
            let moment = view.calendar.stamp(local).millis();
            view.calendar
                .zone()
                .timestamp_millis_opt(moment)
                .single()
                .map_or_else(
                    || local.to_string(),
                    |time| time.format("%Y-%m-%dT%H:%M:%S%:z").to_string(),
                )
        }
    }
}

fn joined(words: &[String]) -> Option<String> {
    (!words.is_empty()).then(|| words.join(", "))
}

/// Puts the members of an object into another; what is null or empty is not known and left out.
fn merge(into: &mut Map<String, Value>, from: Value) {
    let Value::Object(from) = from else {
        return;
    };
    for (name, value) in from {
        let empty = match &value {
            Value::Null => true,
            Value::Array(list) => list.is_empty(),
            Value::Object(map) => map.is_empty(),
            _ => false,
        };
        if !empty {
            into.insert(name, value);
        }
    }
}
