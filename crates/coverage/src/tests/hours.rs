//! Masks of a typical week out of opening hours.

use super::*;
use crate::{Fit, SLOTS, Slots, WeekWindow, facilities, typical_week};
use okolica_model::calendar::Calendar;
use okolica_model::category::Category;
use okolica_model::profile::Profile;
use okolica_model::tree::CategoryTree;
use okolica_model::{Item, ItemKind};
use serde_json::{Value, json};

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// The facilities of spaces with these properties, ids from 1.
fn of_spaces(spaces: &[Value], day: &str) -> Vec<Facility> {
    let category = |id: &str, parent: Option<&str>| Category {
        id: CategoryId::parse("category", id).expect("an id"),
        parent: parent.and_then(|id| CategoryId::parse("category", id).ok()),
        labels: Default::default(),
        icon: None,
        colour: 0,
    };
    let categories = vec![
        category("culture", None),
        category("library", Some("culture")),
        category("other", None),
    ];
    let spaces = (1..).zip(spaces).map(|(id, properties)| {
        let map = properties.as_object().expect("an object");
        let item = Item::parse(ItemKind::Space, map, Some(at(21.0, 52.2)));
        (id, item.expect("a valid space"))
    });
    let calendar = Calendar::of(&Profile::default());
    facilities(spaces, &CategoryTree::new(categories), &calendar, date(day))
}

fn mask(hours: &str) -> Mask {
    of_spaces(&[json!({"opening_hours": hours})], "2026-11-23")[0].hours
}

/// The half hours as text: days with their open times.
fn text(slots: &Slots) -> String {
    let mut out = Vec::new();
    let mut slot = 0;
    while slot < SLOTS {
        let first = slot;
        while slot < SLOTS && slots.contains(slot) {
            slot += 1;
        }
        if slot > first {
            let time = |slot: usize| format!("{}/{}", slot / 48, slot % 48);
            out.push(format!("{}-{}", time(first), time(slot)));
        }
        slot += 1;
    }
    out.join(" ")
}

#[test]
fn the_typical_week_has_no_holiday() {
    let calendar = Calendar::of(&Profile::default());
    let week = |day: &str| typical_week(&calendar, date(day)).to_string();
    // A Monday is its own week's; a Tuesday waits for the next.
    assert_eq!(week("2026-11-23"), "2026-11-23");
    assert_eq!(week("2026-11-24"), "2026-11-30");
    // 11 November 2026 is a Wednesday.
    assert_eq!(week("2026-11-09"), "2026-11-16");
    // From Christmas Eve 2026, a Thursday, over New Year to the week after Epiphany.
    assert_eq!(week("2026-12-21"), "2027-01-11");
}

#[test]
fn half_hours_are_open_when_all_of_them_is() {
    let open = mask("Mo 09:10-17:20; Tu 10:00-10:30; We 10:05-10:30");
    assert!(open.known());
    assert_eq!(text(&open.open), "0/19-0/34 1/20-1/21");
    // Over midnight, also from Sunday into the week.
    assert_eq!(text(&mask("Fr 22:00-02:00").open), "4/44-5/4");
    assert_eq!(text(&mask("Su 22:00-02:00").open), "0/0-0/4 6/44-7/0");
    assert_eq!(mask("24/7"), Mask::always());
    assert_eq!(mask("off").perhaps, Slots::NONE);
}

#[test]
fn what_is_unknown_is_perhaps_open() {
    let part = mask("Mo 09:00-12:00, Mo 12:00-14:00 unknown; Tu 10:00+");
    assert_eq!(text(&part.open), "0/18-0/24");
    assert_eq!(text(&part.perhaps), "0/18-0/28 1/20-2/0");
    assert!(!part.known());
    let spaces = [json!({}), json!({"opening_hours": "po umówieniu"})];
    for one in of_spaces(&spaces, "2026-11-23") {
        assert_eq!(one.hours, Mask::unknown());
    }
}

#[test]
fn a_temporary_closure_counts_on_its_days() {
    let spaces = [
        json!({"opening_hours": "24/7", "closed": {"from": "2026-11-25", "until": "2026-11-27"}}),
        json!({"opening_hours": "24/7", "closed": {"until": "2026-12-31"}}),
        json!({"closed": {"from": "2026-11-24"}}),
        json!({"opening_hours": "24/7", "closed": {"until": "2026-11-22"}}),
    ];
    let all = of_spaces(&spaces, "2026-11-23");
    assert_eq!(text(&all[0].hours.open), "0/0-2/0 5/0-7/0");
    assert_eq!(all[1].hours.perhaps, Slots::NONE);
    assert_eq!(text(&all[2].hours.perhaps), "0/0-1/0");
    assert_eq!(all[3].hours, Mask::always());
    // Whoever asks of no time asks of places that are closed for a while, too.
    assert_eq!(all[1].fits(&Question::default(), day()), Fit::Yes);
}

#[test]
fn a_facility_is_the_space() {
    let space = json!({
        "name": "Biblioteka", "category": "library", "tags": ["books"], "capacity": 40,
        "cost": {"free": true}, "access": {"step_free": "yes"},
        "confirmed_at": "2026-10-31T23:30:00Z", "opening_hours": "Mo-Fr 10:00-19:00",
    });
    let all = of_spaces(&[space], "2026-11-23");
    let one = &all[0];
    assert_eq!(
        (one.key, one.name.as_str(), one.capacity),
        (Key::Space(1), "Biblioteka", Some(40))
    );
    assert_eq!(one.parent.as_ref().map(CategoryId::as_str), Some("culture"));
    assert_eq!((one.free, one.access.step_free), (Some(true), Fact::Yes));
    // The day in the city, where it is half an hour past midnight.
    assert_eq!(one.confirmed, Some(date("2026-11-01")));
    let evening = Question {
        when: Some(WeekWindow::EVENING),
        ..Question::default()
    };
    assert_eq!(one.fits(&evening, day()), Fit::Yes);
    let sunday = Question {
        when: Some(WeekWindow::SUNDAY),
        ..Question::default()
    };
    assert_eq!(one.fits(&sunday, day()), Fit::No);
}
