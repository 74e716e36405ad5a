//! Properties of schedules and opening hours.

use okolica_model::calendar::Calendar;
use okolica_model::hours::Hours;
use okolica_model::item::{Detail, Schedule};
use okolica_model::profile::Profile;
use okolica_model::time::Stamp;
use okolica_model::{Item, ItemKind};
use proptest::prelude::*;
use serde_json::json;

const ZONES: [&str; 5] = [
    "Europe/Warsaw",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "UTC",
];

fn calendar(zone: &str) -> Calendar {
    Calendar::of(&Profile {
        time_zone: zone.to_owned(),
        ..Profile::default()
    })
}

/// A moment of 2026, to the minute.
fn moment() -> impl Strategy<Value = Stamp> {
    // 2026-01-01T00:00:00Z, and the minutes of the year.
    (0..525_600_i64).prop_map(|minute| {
        Stamp::from_millis(1_767_225_600_000 + minute * 60_000).expect("a moment")
    })
}

fn schedule() -> impl Strategy<Value = Schedule> {
    let rule = prop_oneof![
        Just("FREQ=DAILY"),
        Just("FREQ=DAILY;INTERVAL=3"),
        Just("FREQ=WEEKLY;BYDAY=TU,SU"),
        Just("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SA;WKST=SU"),
        Just("FREQ=MONTHLY;BYDAY=-1SU"),
        Just("FREQ=MONTHLY;BYMONTHDAY=29,-1"),
        Just("FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU"),
        Just("FREQ=DAILY;COUNT=300"),
        Just("FREQ=WEEKLY;UNTIL=20261025T003000Z"),
    ];
    let clock = prop_oneof![Just(""), Just("T02:30"), Just("T18:00"), Just("T23:59")];
    let start = (2015..2026, 1..13, 1..29);
    (rule, clock, start, 0..3000_i64).prop_map(|(rule, clock, (year, month, day), length)| {
        let start = format!("{year}-{month:02}-{day:02}{clock}");
        let first = okolica_model::time::LocalTime::parse("start", &start).expect("a start");
        let end = match first {
            okolica_model::time::LocalTime::Date(day) => {
                (day + chrono::Days::new(length.unsigned_abs() / 1440)).to_string()
            }
            okolica_model::time::LocalTime::DateTime(time) => {
                let end = time + chrono::TimeDelta::minutes(length);
                end.format("%FT%T").to_string()
            }
        };
        let properties = json!({"schedule": {"start": start, "end": end, "rrule": rule}});
        let map = properties.as_object().expect("an object");
        let item = Item::parse(ItemKind::Initiative, map, None).expect("a valid schedule");
        match item.detail {
            Detail::Initiative(initiative) => initiative.schedule.expect("a schedule"),
            Detail::Space(_) => unreachable!("an initiative"),
        }
    })
}

/// Pieces of the language, of its misspellings, and of none.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(vec![
            "Mo", "Tu-Fr", "Su", "PH", "SH", "Jan", "Dec 24", "Feb 29-Mar 1", "easter", "week 1-53/2",
            "2026", "2020-2030/3", "10:00-12:00", "22:00-26:00", "00:00-24:00", "18:00+",
            "sunrise-sunset", "(sunset+10:00)-28:00", "(dawn-12:00)-(dusk+12:00)", "Mo[1,-1]",
            "PH -2 days", "off", "open", "unknown", "\"a; b\"", "24/7",
        ]),
        4 => prop::sample::select(vec![" ", "; ", ", ", " || ", ",", "-", ":", "+", "\"", "[", "("]),
        1 => any::<char>().prop_map(|c| if c.is_ascii() { "ż" } else { "9" }),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn dates_lie_sorted_in_their_window_and_a_split_window_has_the_same(
        schedule in schedule(), zone in prop::sample::select(&ZONES), mut cuts in [moment(), moment(), moment()],
    ) {
        cuts.sort_unstable();
        let [a, b, c] = cuts;
        let calendar = calendar(zone);
        let whole = schedule.occurrences(&calendar, a, c);
        for one in &whole {
            prop_assert!(one.from < c && one.until > a && one.from < one.until);
        }
        prop_assert!(whole.windows(2).all(|two| two[0].from <= two[1].from));
        let mut parts = schedule.occurrences(&calendar, a, b);
        for one in schedule.occurrences(&calendar, b, c) {
            // One that goes on over the cut is in both.
            if !parts.contains(&one) {
                parts.push(one);
            }
        }
        parts.sort_by_key(|one| (one.from, one.until, one.date));
        prop_assert_eq!(parts, whole);
        if let Some(end) = schedule.ends(&calendar) {
            prop_assert!(schedule.occurrences(&calendar, end, Stamp::MAX).is_empty());
        }
    }

    #[test]
    fn a_later_time_on_the_clock_is_never_an_earlier_first_moment(
        zone in prop::sample::select(&ZONES), at in moment(), minutes in 0..200_i64,
    ) {
        let calendar = calendar(zone);
        let clock = calendar.local(at);
        let later = clock + chrono::TimeDelta::minutes(minutes);
        prop_assert!(calendar.first(clock) <= calendar.first(later));
        prop_assert!(calendar.first(clock) <= at);
        // What the clocks show can be turned back, but for the hour that comes twice.
        let back = calendar.stamp(clock);
        prop_assert!(back == at || calendar.local(back) == clock);
    }

    #[test]
    fn any_text_is_read_or_refused_and_hours_cover_any_window(
        text in soup(), zone in prop::sample::select(&ZONES), mut cuts in [moment(), moment(), moment()],
    ) {
        cuts.sort_unstable();
        let [a, b, c] = cuts;
        let calendar = calendar(zone);
        match Hours::parse("opening_hours", &text) {
            Err(error) => prop_assert_eq!(error.field, "opening_hours"),
            Ok(hours) => {
                let c = c.min(Stamp::from_millis(a.millis() + 30 * 86_400_000).expect("a moment"));
                let b = b.min(c);
                let whole = hours.spans(&calendar, a, c);
                if a < c {
                    prop_assert_eq!((whole[0].from, whole[whole.len() - 1].until), (a, c));
                }
                prop_assert!(whole.windows(2).all(|two| two[0].until == two[1].from));
                let state = |at: usize| (whole[at].state, &whole[at].comment);
                let differ = (1..whole.len()).all(|at| state(at - 1) != state(at));
                prop_assert!(differ, "{:?}", whole);
                let mut parts = hours.spans(&calendar, a, b);
                for span in hours.spans(&calendar, b, c) {
                    match parts.last_mut() {
                        Some(last) if (last.state, &last.comment) == (span.state, &span.comment) => {
                            last.until = span.until;
                        }
                        _ => parts.push(span),
                    }
                }
                prop_assert_eq!(parts, whole);
            }
        }
    }
}
