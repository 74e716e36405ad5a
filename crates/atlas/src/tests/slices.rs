//! How long answers stay true, and what each choice of a filter would leave.

use super::suits::{moment, stamp, suits};
use super::town::{asks, build, categories, closure_of, filter, layer, row, rows};
use crate::{Atlas, Edit, TileFormat, TileId};
use okolica_model::calendar::Calendar;
use okolica_model::filter::DistrictFilter;
use okolica_model::item::StoredItem;
use okolica_model::profile::Profile;
use okolica_model::time::Stamp;
use okolica_model::window::{Open, When};
use okolica_model::{Filter, ItemKey, ItemKind, Layer};
use proptest::prelude::*;

fn world() -> TileId {
    TileId::new(0, 0, 0).unwrap()
}

/// What a list and the tile of the world say.
fn answers(atlas: &Atlas, filter: &Filter, now: Stamp) -> (Vec<ItemKey>, usize, Vec<u8>) {
    let asked = atlas.ask(Layer::Items, filter, now);
    let page = asked.page(None, 1000);
    (
        page.items.iter().map(|record| record.key()).collect(),
        page.unknown,
        asked.tile(world(), TileFormat::GeoJson),
    )
}

/// What a search says.
fn ranked(atlas: &Atlas, filter: &Filter, now: Stamp) -> String {
    let asked = atlas.ask(Layer::Items, filter, now);
    format!("{:?} {:?}", asked.ranked(None, 0, 100), asked.facets())
}

/// Each choice of each filter with its count, and the filter that has it instead.
fn choices(atlas: &Atlas, filter: &Filter, now: Stamp) -> Vec<(String, usize, Filter)> {
    let facets = atlas.ask(Layer::Items, filter, now).facets();
    let mut out = Vec::new();
    let mut add = |name: String, count: usize, change: &dyn Fn(&mut Filter)| {
        let mut other = filter.clone();
        change(&mut other);
        out.push((name, count, other));
    };
    for (kind, count) in facets.layers {
        add(kind.layer().into(), count, &|f| f.layer = Some(kind));
    }
    for category in categories() {
        let found = facets.categories.iter().find(|(id, _)| *id == category.id);
        let count = found.map_or(0, |(_, count)| *count);
        add(category.id.to_string(), count, &|f| {
            f.categories = vec![category.id.clone()];
        });
    }
    let set = filter.district.as_ref();
    let set = set.map_or("district", |district| district.set.as_str());
    let codes = if set == "estate" {
        vec!["x"]
    } else {
        vec!["e", "s", "w"]
    };
    for code in codes {
        let found = facets.districts.iter().find(|(known, _)| known == code);
        add(code.into(), found.map_or(0, |(_, count)| *count), &|f| {
            f.district = Some(DistrictFilter {
                set: set.into(),
                codes: vec![code.into()],
            });
        });
    }
    for (fact, count) in facets.access {
        add(fact.name().into(), count, &|f| f.access = vec![fact]);
    }
    add("free".into(), facets.free, &|f| f.free = true);
    add("no registration".into(), facets.no_registration, &|f| {
        f.no_registration = true;
    });
    for language in ["be", "pl", "uk", "de"] {
        let found = facets.languages.iter().find(|(known, _)| known == language);
        let count = found.map_or(0, |(_, count)| *count);
        // One that no item has is no choice.
        if language != "de" || count > 0 {
            add(language.into(), count, &|f| {
                f.language = Some(language.into());
            });
        }
    }
    for (when, count) in facets.when {
        add(format!("{when:?}"), count, &|f| f.when = Some(when));
    }
    for (open, count) in facets.open {
        add(format!("{open:?}"), count, &|f| f.open = Some(open));
    }
    out
}

proptest! {
    #[test]
    fn a_count_is_what_its_choice_leaves(
        rows in rows(100), layer in layer(), filter in filter(), now in moment(),
    ) {
        let (atlas, _) = build(&rows);
        let filter = Filter { layer: filter.layer, ..filter };
        for (name, count, other) in choices(&atlas, &filter, now) {
            // A language that nobody speaks has no count, but may be unknown of some.
            let spoken = rows.iter().any(|row| {
                row.item.common.languages.iter().any(|tag| tag.to_lowercase().starts_with(&name))
            });
            if ["be", "pl", "uk"].contains(&name.as_str()) && !spoken {
                continue;
            }
            let asked = atlas.ask(Layer::Items, &other, now);
            prop_assert_eq!(count, asked.page(None, 0).matched, "{} of {:?}", name, layer);
        }
    }

    #[test]
    fn an_answer_stays_the_same_until_it_says(
        rows in rows(40), filter in asks(), now in moment(), share in 0.0..1.0_f64,
    ) {
        let (atlas, _) = build(&rows);
        let asked = atlas.ask(Layer::Items, &filter, now);
        let long = now.millis() + 30 * 24 * 3_600_000;
        let until = asked.until().map_or(long, Stamp::millis);
        prop_assert!(now.millis() < until);
        // The tile has no more than the list.
        let tile_until = asked.tile_until(world()).map_or(long, Stamp::millis);
        prop_assert!(until <= tile_until);
        let then = stamp(now.millis() + ((until - now.millis() - 1) as f64 * share) as i64);
        prop_assert_eq!(answers(&atlas, &filter, now), answers(&atlas, &filter, then));
        // Asked anew, without what was worked out before.
        let (anew, _) = build(&rows);
        prop_assert_eq!(answers(&anew, &filter, then), answers(&atlas, &filter, then));
        // On the same day both know the same of what is to come; a later day sees farther.
        let calendar = Calendar::of(&Profile::default());
        let later = anew.ask(Layer::Items, &filter, then).until();
        if asked.until().is_none() || calendar.day(now) == calendar.day(then) {
            prop_assert_eq!(later, asked.until());
        } else {
            prop_assert!(later.is_none_or(|later| until <= later.millis()));
        }
        let facets_until = asked.facets_until().map_or(long, Stamp::millis);
        let then = stamp(now.millis() + ((facets_until - now.millis() - 1) as f64 * share) as i64);
        let later = anew.ask(Layer::Items, &filter, then);
        prop_assert_eq!(asked.facets(), later.facets());
        // A ranked list keeps its order too, also where something is given up.
        for q in [None, Some("pozycja"), Some("klub")] {
            let filter = Filter { q: q.map(str::to_owned), ..filter.clone() };
            let until = atlas.ask(Layer::Items, &filter, now).ranked_until().millis();
            let then = stamp(now.millis() + ((until - now.millis() - 1) as f64 * share) as i64);
            prop_assert!(now.millis() < until);
            prop_assert_eq!(ranked(&atlas, &filter, now), ranked(&anew, &filter, then));
        }
    }

    #[test]
    fn a_moving_window_ends_its_slice_when_an_item_changes_and_not_before(
        rows in rows(40), now in moment(), soon in any::<bool>(),
    ) {
        let (atlas, _) = build(&rows);
        let filter = if soon {
            Filter { when: Some(When::TwoHours), ..Filter::default() }
        } else {
            Filter { open: Some(Open::Now), ..Filter::default() }
        };
        let asked = atlas.ask(Layer::Items, &filter, now);
        let Some(until) = asked.until() else { return Ok(()) };
        // What is worked out ahead ends with the ninth day, an hour early when the clocks go
        // forward; an answer that looks two hours ahead ends as much before.
        let horizon = now.millis() + 7 * 24 * 3_600_000;
        if until.millis() < horizon {
            let before = stamp(until.millis() - 1);
            let changes = rows.iter().any(|row| {
                let closed = closure_of(row, &rows);
                suits(&filter, &row.item, closed, before) != suits(&filter, &row.item, closed, until)
            });
            prop_assert!(changes, "nothing happens at {}", until);
        }
    }

    #[test]
    fn an_edited_atlas_answers_as_one_built_anew(
        start in rows(60), edits in prop::collection::vec(row(1..=80), 0..20),
        filter in filter(), now in moment(),
    ) {
        let (atlas, _) = build(&start);
        // What was worked out before the edit holds no longer for all.
        answers(&atlas, &filter, now);
        let mut rows: Vec<StoredItem> = start.clone();
        for edit in &edits {
            rows.retain(|row| row.key() != edit.key());
            rows.push(edit.clone());
        }
        let removed = start.first().map(StoredItem::key);
        let removed = removed.filter(|key| edits.iter().all(|edit| edit.key() != *key));
        rows.retain(|row| Some(row.key()) != removed);
        let edit = Edit { version: 8, upserted: edits, removed: removed.into_iter().collect() };
        let (edited, _) = atlas.apply(edit);
        let (anew, _) = build(&rows);
        prop_assert_eq!(answers(&edited, &filter, now), answers(&anew, &filter, now));
        let (one, two) = (
            edited.ask(Layer::Items, &filter, now),
            anew.ask(Layer::Items, &filter, now),
        );
        prop_assert_eq!(one.until(), two.until());
        prop_assert_eq!(one.tile_until(world()), two.tile_until(world()));
        for kind in ItemKind::ALL {
            prop_assert_eq!(one.facets().layers[kind as usize], two.facets().layers[kind as usize]);
        }
        // The old atlas goes on.
        let (old, _) = build(&start);
        prop_assert_eq!(answers(&atlas, &filter, now), answers(&old, &filter, now));
    }
}
