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
fn sums_of_times_reach_into_the_next_day() {
    // Sunset is at 21:01 that day: from 7:01 of the next, after its end at 4:00.
    let night = ("2026-06-19T22:00:00Z", "2026-06-21T22:00:00Z");
    assert!(open("(sunset+10:00)-28:00", night.0, night.1).is_empty());
    let early = open("Sa (sunset-01:00)-24:30", night.0, night.1);
    assert!(early[0].starts_with("Sat 20 20:0"), "{early:?}");
    assert!(early[0].ends_with("-Sun 21 00:30"), "{early:?}");
}

#[test]
fn rules_have_one_spelling() {
    for (text, rules) in [
        (
            "mo - fr 9:00-17:0, SA 10-14; SU, ph OFF",
            vec!["Mo-Fr 09:00-17:00", ", Sa 10:00-14:00", "Su,PH off"],
        ),
        (
            "Dec 24,25,31 off; jan-may, sep - dec: 9 am to 5:30pm",
            vec!["Dec 24,Dec 25,Dec 31 off", "Jan-May,Sep-Dec: 09:00-17:30"],
        ),
        (
            "9h30–12h; 14.00-18.00 || “by appointment”",
            vec!["09:30-12:00", "14:00-18:00", "|| \"by appointment\""],
        ),
        (
            "\"summer\": Mo (sunrise-1:00)-sunset; PH Su 12:00+",
            vec!["\"summer\": Mo (sunrise-01:00)-sunset", "PH Su 12:00+"],
        ),
        ("week 1, week 3-9/2 24/7", vec!["week01,03-09/2"]),
    ] {
        let hours = Hours::parse("opening_hours", text).expect(text);
        assert_eq!(hours.rules().collect::<Vec<_>>(), rules, "{text}");
    }
}

#[test]
fn what_may_mean_two_times_is_refused() {
    for text in [
        "9-6",
        "9-9",
        "3-10pm",
        "Mo-Sa 8-5",
        "13:00 am-14:00",
        "Mo 10:70-12:00",
    ] {
        assert!(Hours::parse("opening_hours", text).is_err(), "{text}");
    }
}

#[test]
fn school_holidays_are_not_known_without_a_table() {
    let calendar = Calendar::of(&Profile {
        country: "IS".to_owned(),
        time_zone: "Atlantic/Reykjavik".to_owned(),
        ..Profile::default()
    });
    let hours = Hours::parse("opening_hours", "SH Mo-Fr 10:00-12:00").expect("hours");
    let state = |moment: &str| {
        let from = at(moment);
        let until = Stamp::from_millis(from.millis() + 60_000).expect("a moment");
        hours.spans(&calendar, from, until)[0].state
    };
    assert_eq!(state("2026-11-24T11:00:00Z"), Openness::Unknown);
    assert_eq!(state("2026-11-24T13:00:00Z"), Openness::Closed);
    assert_eq!(state("2026-11-22T11:00:00Z"), Openness::Closed);
}
