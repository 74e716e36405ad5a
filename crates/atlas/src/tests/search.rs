use super::town::{build, position, row};
use crate::cache_key;
use crate::search::{Loosened, Suggestion, normal};
use crate::{Atlas, Edit};
use okolica_model::item::StoredItem;
use okolica_model::place::PlaceName;
use okolica_model::time::Stamp;
use okolica_model::{Filter, ItemKey, Layer, Position};
use proptest::prelude::*;
use std::collections::BTreeMap;

const WORDS: [&str; 20] = [
    "biblioteka",
    "Bibliotece",
    "ogród",
    "ogrodzie",
    "Żółw",
    "warsztat",
    "warsztaty",
    "klub",
    "seniora",
    "dla",
    "na",
    "Wola",
    "15",
    "м'яч",
    "Воля",
    "straße",
    "بيت",
    "gry",
    "joga",
    "zajęcia",
];

fn now() -> Stamp {
    Stamp::parse("now", "2026-06-01").unwrap()
}

fn name() -> impl Strategy<Value = String> {
    let known = prop::collection::vec(prop::sample::select(WORDS.to_vec()), 0..5)
        .prop_map(|words| words.join(" "));
    prop_oneof![4 => known, 1 => "\\PC{0,30}"]
}

fn rows(most: usize) -> impl Strategy<Value = Vec<StoredItem>> {
    prop::collection::vec((row(1..=60), name(), name()), 0..=most).prop_map(|rows| {
        let mut seen = std::collections::HashSet::new();
        rows.into_iter()
            .filter(|(row, ..)| seen.insert(row.key()))
            .map(|(mut row, name, summary)| {
                row.item.common.name = okolica_model::text::clean_line(&name);
                row.item.common.summary = Some(okolica_model::text::clean_line(&summary));
                row
            })
            .collect()
    })
}

fn asked(text: &str) -> Filter {
    let (filter, errors) = Filter::parse([("q", text)], None);
    assert!(errors.is_empty(), "{errors:?}");
    filter
}

/// The keys that a text keeps, by key.
fn kept(atlas: &Atlas, text: &str) -> Vec<ItemKey> {
    let page = atlas
        .ask(Layer::Items, &asked(text), now())
        .page(None, 1000);
    assert_eq!(page.matched, page.items.len());
    page.items.iter().map(|record| record.key()).collect()
}

/// The keys in their order, with their scores.
fn ranked(atlas: &Atlas, text: &str, at: Option<Position>) -> Vec<(ItemKey, u64)> {
    let ranked = atlas
        .ask(Layer::Items, &asked(text), now())
        .ranked(at, 0, 1000);
    let items = ranked.items.iter();
    items
        .map(|item| (item.record.key(), item.score.to_bits()))
        .collect()
}

/// Whether all beginnings and the whole of a word find the item.
fn finds(atlas: &Atlas, key: ItemKey, word: &str) -> Result<(), TestCaseError> {
    prop_assert!(
        kept(atlas, word).contains(&key),
        "{word:?} does not find {key}"
    );
    let letters = word.chars().count();
    for length in 3..letters {
        let part: String = word.chars().take(length).collect();
        prop_assert!(
            kept(atlas, &part).contains(&key),
            "{part:?} of {word:?} does not find {key}"
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_word_of_a_name_finds_the_item(rows in rows(25)) {
        let (atlas, _) = build(&rows);
        for row in &rows {
            let name = &row.item.common.name;
            for word in name.split_whitespace().filter(|word| !normal(word).is_empty()) {
                prop_assert!(kept(&atlas, word).contains(&row.key()), "{word:?}");
                let folded = normal(word);
                for word in folded.split(' ') {
                    finds(&atlas, row.key(), word)?;
                }
            }
            // All of them at once, in any order.
            let mut words: Vec<&str> = name.split_whitespace().collect();
            words.reverse();
            let text: String = words.join(" ");
            if text.chars().count() <= 200 && !normal(&text).is_empty() {
                prop_assert!(kept(&atlas, &text).contains(&row.key()), "{text:?}");
            }
        }
    }

    #[test]
    fn an_edited_index_is_the_one_built_anew(
        start in rows(40), edits in prop::collection::vec((rows(6), prop::collection::vec(0_u64..60, 0..4)), 1..8),
        at in prop::option::of(position()),
    ) {
        let mut all: BTreeMap<ItemKey, StoredItem> =
            start.iter().map(|row| (row.key(), row.clone())).collect();
        let (mut atlas, _) = build(&start);
        for (upserted, removed) in edits {
            let gone = all.keys().copied().filter(|key| removed.contains(&key.id));
            let removed: Vec<ItemKey> =
                gone.filter(|key| upserted.iter().all(|row| row.key() != *key)).collect();
            removed.iter().for_each(|key| { all.remove(key); });
            all.extend(upserted.iter().map(|row| (row.key(), row.clone())));
            atlas = atlas.apply(Edit { version: 8, upserted, removed }).0;
            let rows: Vec<StoredItem> = all.values().cloned().collect();
            let (anew, _) = build(&rows);
            for text in ["biblioteka", "ogro", "klub seniora", "wola", "dzielnica e", "kat", "bibloteka", "15 zajec"] {
                prop_assert_eq!(kept(&atlas, text), kept(&anew, text), "{}", text);
                prop_assert_eq!(ranked(&atlas, text, at), ranked(&anew, text, at), "{}", text);
            }
        }
    }

    #[test]
    fn pages_of_a_ranking_are_the_ranking(rows in rows(40), size in 1_usize..9, at in prop::option::of(position())) {
        let (atlas, _) = build(&rows);
        for text in ["bibl", "", "klub"] {
            let asked = atlas.ask(Layer::Items, &asked(text), now());
            let whole = asked.ranked(at, 0, 1000);
            let mut parts = Vec::new();
            while parts.len() < whole.items.len() {
                let part = asked.ranked(at, parts.len(), size);
                prop_assert_eq!(part.matched, whole.matched);
                prop_assert!(!part.items.is_empty());
                parts.extend(part.items.iter().map(|item| item.record.key()));
            }
            let keys: Vec<ItemKey> = whole.items.iter().map(|item| item.record.key()).collect();
            prop_assert_eq!(parts, keys);
            prop_assert_eq!(whole.matched, whole.items.len());
        }
    }

    #[test]
    fn any_text_is_answered(text in "\\PC{0,200}", junk in any::<String>()) {
        let (atlas, _) = build(&sample());
        for text in [text, junk.chars().take(200).collect()] {
            let (filter, _) = Filter::parse([("q", text.as_str())], None);
            let _ = atlas.ask(Layer::Items, &filter, now()).ranked(None, 0, 10);
            let _ = atlas.suggest(&text, None, now(), 8);
            let _ = atlas.places(&text, None, 5);
        }
    }
}

/// Some named items.
fn sample() -> Vec<StoredItem> {
    let names = [
        "Biblioteka nr 15",
        "Klub Seniora",
        "Ogród społeczny",
        "Warsztaty ceramiki dla seniorów",
        "Joga w bibliotece",
        "Gry planszowe",
    ];
    let row = |(at, name): (usize, &str)| {
        let properties = serde_json::json!({"name": name, "category": "a", "tags": ["rower"]});
        let item = okolica_model::Item::parse(
            okolica_model::ItemKind::Space,
            properties.as_object().unwrap(),
            Position::new(20.1 + at as f64 / 100.0, 52.1).ok(),
        );
        StoredItem {
            id: at as u64 + 1,
            version: 1,
            created_at: now(),
            updated_at: now(),
            item: item.unwrap(),
        }
    };
    names.into_iter().enumerate().map(row).collect()
}

fn names(atlas: &Atlas, text: &str) -> Vec<String> {
    let ranked = atlas
        .ask(Layer::Items, &asked(text), now())
        .ranked(None, 0, 10);
    ranked
        .items
        .iter()
        .map(|item| item.record.name().into_owned())
        .collect()
}

#[test]
fn forms_beginnings_typos_and_swapped_words_find() {
    let (atlas, _) = build(&sample());
    for (text, first) in [
        ("biblioteki", "Biblioteka nr 15"),
        ("BIBLIOTEKĄ", "Biblioteka nr 15"),
        ("bibl", "Biblioteka nr 15"),
        ("bibloteka", "Biblioteka nr 15"),
        ("bilbioteka", "Biblioteka nr 15"),
        ("15 biblioteka", "Biblioteka nr 15"),
        ("бібліотека", "Biblioteka nr 15"),
        ("klub seniorow", "Klub Seniora"),
        ("ogrod spol", "Ogród społeczny"),
        ("ceramika", "Warsztaty ceramiki dla seniorów"),
        ("biblioteka joga", "Joga w bibliotece"),
        ("gra planszowa", "Gry planszowe"),
        ("rowery 15", "Biblioteka nr 15"),
    ] {
        assert_eq!(
            names(&atlas, text).first().map(String::as_str),
            Some(first),
            "{text}"
        );
    }
    assert_eq!(
        names(&atlas, "dzielnica").len(),
        6,
        "all lie in a district of that name"
    );
    assert_eq!(names(&atlas, "").len(), 6);
}

#[test]
fn what_matches_nothing_is_loosened_and_said() {
    let (atlas, _) = build(&sample());
    let place = PlaceName {
        position: Position::new(20.1401, 52.1).unwrap(),
        name: "ul. Różana".to_owned(),
        kind: Some("street".to_owned()),
        source: None,
        source_id: None,
    };
    let atlas = atlas.with_places(&[place]);
    let ask = |pairs: &[(&str, &str)]| {
        let (filter, errors) = Filter::parse(pairs.iter().copied(), None);
        assert!(errors.is_empty(), "{errors:?}");
        let ranked = atlas.ask(Layer::Items, &filter, now()).ranked(None, 0, 10);
        let first = ranked
            .items
            .first()
            .map(|item| item.record.name().into_owned());
        (first.unwrap_or_default(), ranked.loosened)
    };
    let (first, loosened) = ask(&[("q", "klub helikopterów")]);
    assert_eq!(first, "Klub Seniora");
    assert_eq!(
        loosened,
        [Loosened::Word {
            word: "helikopterow".to_owned()
        }]
    );

    let (first, loosened) = ask(&[("q", "klub różana")]);
    assert_eq!(first, "Klub Seniora");
    assert!(
        matches!(&loosened[..], [Loosened::Place { words, .. }] if words == &["rozana"]),
        "{loosened:?}"
    );
    // The whole text is a place: what is nearest to it.
    assert_eq!(ask(&[("q", "ul. Różana 3")]).0, "Joga w bibliotece");

    let (first, loosened) = ask(&[("q", "klub"), ("tag", "muzyka")]);
    assert_eq!(first, "Klub Seniora");
    assert_eq!(loosened, [Loosened::Filter { names: vec!["tag"] }]);

    let (first, loosened) = ask(&[("q", "xyzzy"), ("layer", "initiatives"), ("tag", "muzyka")]);
    assert!(!first.is_empty());
    assert_eq!(loosened.len(), 3, "{loosened:?}");
    assert_eq!(ask(&[("q", "klub")]).1, []);
}

#[test]
fn suggestions_name_categories_districts_items_and_places() {
    let (atlas, _) = build(&sample());
    let place = |name: &str, lon: f64| PlaceName {
        position: Position::new(lon, 52.1).unwrap(),
        name: name.to_owned(),
        kind: Some("stop".to_owned()),
        source: None,
        source_id: None,
    };
    let atlas = atlas.with_places(&[
        place("Ogrodowa 01", 20.5),
        place("Ogrodowa 02", 20.5001),
        place("Polna", 20.2),
    ]);
    let found = atlas.suggest("ogro", None, now(), 8);
    assert!(
        matches!(&found[..], [Suggestion::Item(item), Suggestion::Place(place)]
            if item.name() == "Ogród społeczny" && place.name == "Ogrodowa"),
        "{found:?}"
    );
    let found = atlas.suggest("dzielnica e", None, now(), 2);
    assert!(
        matches!(&found[..], [Suggestion::District(d), ..] if d.district.code == "e"),
        "{found:?}"
    );
    assert_eq!(atlas.suggest("", None, now(), 8), []);
    assert_eq!(atlas.suggest("!?", None, now(), 8), []);
}

#[test]
fn a_text_that_is_too_long_is_refused() {
    let long = "a".repeat(201);
    let (filter, errors) = Filter::parse([("q", long.as_str())], None);
    assert_eq!((filter.q, errors.len()), (None, 1));
    assert!(
        errors[0].to_string().contains("at most 200"),
        "{}",
        errors[0]
    );
}

#[test]
fn a_text_is_one_key_however_it_is_typed() {
    let key = |text: &str| cache_key(&asked(text));
    assert_eq!(key("Żółw  klub"), key("zolw, KLUB na"));
    assert_ne!(
        key("klub żółw"),
        key("żółw klub"),
        "the last word may go on"
    );
}
