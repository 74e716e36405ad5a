//! Dates at a space that is closed for a time: they stand, and are not certain.

use super::suits::stamp;
use super::town::build;
use crate::{Atlas, Edit, TileId};
use okolica_model::item::StoredItem;
use okolica_model::time::Stamp;
use okolica_model::window::{Open, When};
use okolica_model::{Filter, Item, ItemKind, Layer, Position};
use serde_json::{Value, json};

fn row(kind: ItemKind, version: u64, properties: &Value) -> StoredItem {
    let place = (kind == ItemKind::Space).then(|| Position::new(21.0, 52.2).unwrap());
    StoredItem {
        id: 1,
        version,
        created_at: stamp(0),
        updated_at: stamp(0),
        item: Item::parse(kind, properties.as_object().unwrap(), place).unwrap(),
    }
}

fn space(version: u64, closed: &Value) -> StoredItem {
    let properties = json!({"category": "a", "opening_hours": "24/7", "closed": closed});
    row(ItemKind::Space, version, &properties)
}

/// Held in the space on four Tuesdays of November 2026: the 3rd, 10th, 17th and 24th.
fn course() -> StoredItem {
    let schedule = json!({
        "start": "2026-11-03T18:00", "end": "2026-11-03T20:00", "rrule": "FREQ=WEEKLY;COUNT=4",
    });
    let properties = json!({"category": "a", "space": 1, "schedule": schedule});
    row(ItemKind::Initiative, 1, &properties)
}

fn at(text: &str) -> Stamp {
    Stamp::parse("moment", text).unwrap()
}

/// How many initiatives surely fit, and of how many it is not known.
fn counts(atlas: &Atlas, filter: &Filter, now: &str) -> (usize, usize) {
    let page = |include_unknown| {
        let filter = Filter {
            include_unknown,
            ..filter.clone()
        };
        atlas
            .ask(Layer::Initiatives, &filter, at(now))
            .page(None, 10)
    };
    let (sure, all) = (page(false), page(true));
    assert_eq!(sure.matched + sure.unknown, all.matched);
    (sure.matched, sure.unknown)
}

fn days(from: &str, to: &str) -> Filter {
    let day = |text: &str| Some(text.parse().unwrap());
    Filter {
        when: Some(When::Dates {
            from: day(from),
            to: day(to),
        }),
        ..Filter::default()
    }
}

#[test]
fn a_date_in_a_closure_is_not_certain() {
    let closure = json!({"from": "2026-11-09", "until": "2026-11-15"});
    let (atlas, _) = build(&[space(1, &closure), course()]);
    let today = Filter {
        when: Some(When::Today),
        ..Filter::default()
    };
    for (day, said) in [
        ("03", (1, 0)),
        ("10", (0, 1)),
        ("17", (1, 0)),
        ("18", (0, 0)),
    ] {
        let now = format!("2026-11-{day}T08:00:00Z");
        assert_eq!(counts(&atlas, &today, &now), said, "{now}");
        // Asked from afar, where the rule itself is worked out.
        let on = format!("2026-11-{day}");
        assert_eq!(
            counts(&atlas, &days(&on, &on), "2026-08-01T08:00:00Z"),
            said,
            "{on}"
        );
    }
    // Any certain date is enough.
    let both = days("2026-11-10", "2026-11-17");
    assert_eq!(counts(&atlas, &both, "2026-08-01T08:00:00Z"), (1, 0));
    let now = Filter {
        open: Some(Open::Now),
        ..Filter::default()
    };
    assert_eq!(counts(&atlas, &now, "2026-11-10T18:00:00Z"), (0, 1));
    assert_eq!(counts(&atlas, &now, "2026-11-17T18:00:00Z"), (1, 0));
}

#[test]
fn what_goes_on_without_dates_is_not_certain_while_its_space_is_closed() {
    let undated = row(
        ItemKind::Initiative,
        1,
        &json!({"category": "a", "space": 1}),
    );
    let closure = json!({"from": "2026-11-09", "until": "2026-11-15"});
    let (atlas, _) = build(&[space(1, &closure), undated.clone()]);
    let now = Filter {
        open: Some(Open::Now),
        ..Filter::default()
    };
    let asked = atlas.ask(Layer::Initiatives, &now, at("2026-11-06T12:00:00Z"));
    // Midnight on the city's clocks.
    assert_eq!(asked.until(), Some(at("2026-11-08T23:00:00Z")));
    assert_eq!(counts(&atlas, &now, "2026-11-08T22:59:59Z"), (1, 0));
    assert_eq!(counts(&atlas, &now, "2026-11-08T23:00:00Z"), (0, 1));
    assert_eq!(counts(&atlas, &now, "2026-11-15T23:00:00Z"), (1, 0));
    for (filter, said) in [
        (days("2026-11-09", "2026-11-15"), (0, 1)),
        (days("2026-11-09", "2026-11-16"), (1, 0)),
        (days("2026-11-01", "2026-11-09"), (1, 0)),
    ] {
        assert_eq!(counts(&atlas, &filter, "2026-08-01T08:00:00Z"), said);
    }
    // Without an end nothing certain ever comes.
    let (atlas, _) = build(&[space(1, &json!({"from": "2026-11-09"})), undated]);
    assert_eq!(
        counts(
            &atlas,
            &days("2026-12-01", "2040-01-01"),
            "2026-08-01T08:00:00Z"
        ),
        (0, 1)
    );
}

#[test]
fn an_edit_of_the_space_reaches_what_is_held_there() {
    let closure = json!({"from": "2026-11-09", "until": "2026-11-15"});
    let mut hosted = course();
    // A position of its own does not open the space.
    hosted.item.position = Position::new(21.1, 52.3).ok();
    let tile = TileId::of(hosted.item.position.unwrap(), 14);
    let (mut atlas, _) = build(&[space(1, &Value::Null), hosted]);
    let (now, today) = (
        "2026-11-10T08:00:00Z",
        Filter {
            when: Some(When::Today),
            ..Filter::default()
        },
    );
    let mut seen = vec![atlas.tile_version(Layer::Initiatives, tile)];
    let edits = [
        (vec![space(2, &closure)], vec![], (0, 1)),
        (
            vec![space(3, &json!({"from": "2026-12-01"}))],
            vec![],
            (1, 0),
        ),
        (vec![space(4, &closure)], vec![], (0, 1)),
        (vec![], vec![space(4, &closure).key()], (1, 0)),
    ];
    for (version, (upserted, removed, said)) in (8..).zip(edits) {
        atlas = atlas
            .apply(Edit {
                version,
                upserted,
                removed,
            })
            .0;
        assert_eq!(counts(&atlas, &today, now), said, "after {version}");
        let version = atlas.tile_version(Layer::Initiatives, tile);
        assert_ne!(Some(&version), seen.last());
        seen.push(version);
    }
}
