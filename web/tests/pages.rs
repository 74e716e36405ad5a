//! What every page keeps: all languages complete, nothing inline, the same order as the API.
#![cfg(feature = "ssr")]

use okolica_atlas::atlas::Atlas;
use okolica_atlas::category::{Category, CategoryId};
use okolica_atlas::item::StoredItem;
use okolica_atlas::profile::Profile;
use okolica_atlas::time::Stamp;
use okolica_atlas::{Filter, Item, ItemKey, ItemKind, Layer, Position};
use okolica_web::page::{self, Assets, PageContext, Rendered, Settings};
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn now() -> Stamp {
    Stamp::parse("now", "2026-11-23T10:00:00Z").expect("a moment")
}

fn category(id: &str, colour: u8) -> Category {
    Category {
        id: CategoryId::parse("id", id).expect("an id"),
        parent: None,
        labels: BTreeMap::from([("pl".to_owned(), format!("{id} po polsku"))]),
        icon: Some("library".to_owned()),
        colour,
    }
}

fn item(kind: ItemKind, id: u64, at: Option<(f64, f64)>, properties: &Value) -> StoredItem {
    let position = at.map(|(lon, lat)| Position::new(lon, lat).expect("a position"));
    let properties = properties.as_object().expect("an object").clone();
    StoredItem {
        id,
        version: 1,
        created_at: now(),
        updated_at: now(),
        item: Item::parse(kind, &properties, position).expect("a valid item"),
    }
}

fn atlas() -> Atlas {
    let profile = Profile {
        name: "Zmyślin".to_owned(),
        fictional: true,
        contact: Some("mapa@example.org".to_owned()),
        ..Profile::default()
    };
    let categories = vec![category("library", 0), category("other", 7)];
    let mut builder = Atlas::builder(profile, categories, Vec::new());
    for id in 1..=40 {
        let place = (21.0 + id as f64 * 0.001, 52.0);
        let properties = json!({"name": format!("Biblioteka {id}"), "category": "library"});
        builder.add(item(ItemKind::Space, id, Some(place), &properties));
    }
    let evil = "<script>alert(1)</script> [x](javascript:alert(2)) **b**";
    let properties = json!({"name": evil, "description": evil, "summary": evil});
    builder.add(item(ItemKind::Initiative, 1, None, &properties));
    builder.finish(7).0
}

fn render(atlas: &Atlas, query: &str, show: impl FnOnce(&PageContext<'_>) -> Rendered) -> Rendered {
    let manifest = json!({
        "files": {"okolica.css": "okolica-1.css", "boot.js": "boot-2.js", "leaflet.js": "l.js"},
        "icons": {"library": "M0 0h15v15z"},
    });
    let settings = Settings {
        public_url: "https://example.org".to_owned(),
        assets: Assets::from_manifest(&manifest.to_string(), "/static/").expect("a manifest"),
        ..Settings::default()
    };
    let query = okolica_web::state::pairs(query);
    show(&PageContext {
        atlas,
        now: now(),
        query: &query,
        accept_language: Some("de, en;q=0.5"),
        settings: &settings,
        path: "/",
    })
}

fn keys(html: &str) -> Vec<&str> {
    html.split("data-key=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

#[test]
fn pages_hold_no_style_attribute_and_no_inline_script() {
    let atlas = atlas();
    let initiative = ItemKey {
        kind: ItemKind::Initiative,
        id: 1,
    };
    for page in [
        render(&atlas, "", page::home),
        render(
            &atlas,
            "selected=initiatives/1&category=library&layer=spaces",
            page::home,
        ),
        render(&atlas, "", |ctx| page::item(ctx, initiative)),
        render(&atlas, "", page::not_found),
        render(&atlas, "", |ctx| page::error(ctx, 500)),
    ] {
        let html = &page.html;
        assert!(!html.contains(" style="), "{html}");
        assert!(!html.contains("<style"), "{html}");
        assert!(!html.contains("=\"javascript:"), "{html}");
        assert!(!html.contains("<script>"), "{html}");
        assert!(
            html.starts_with("<!DOCTYPE html><html lang=\"en\">"),
            "{html}"
        );
        assert!(html.contains("fictional town"), "{html}");
    }
}

#[test]
fn the_list_has_the_order_and_total_of_the_api() {
    let atlas = atlas();
    let now = Stamp::from_millis(0).expect("1970");
    let asked = atlas.ask(Layer::Items, &Filter::default(), now);
    let expected = asked.page(None, 30);
    let first = render(&atlas, "fragment=list", page::home).html;
    let names: Vec<String> = expected
        .items
        .iter()
        .map(|record| record.key().to_string())
        .collect();
    assert_eq!(keys(&first), names);
    assert!(
        first.contains(&format!("data-total=\"{}\"", expected.matched)),
        "{first}"
    );
    let rest = render(&atlas, "fragment=list&after=spaces/30", page::home).html;
    assert_eq!(keys(&rest).len(), 11);
    assert!(rest.contains("data-total=\"41\""), "{rest}");
}

#[test]
fn items_without_a_place_are_counted_and_listed_apart() {
    let atlas = atlas();
    let seen = render(&atlas, "fragment=list&bbox=20,51,22,53", page::home).html;
    assert!(seen.contains("data-total=\"40\""), "{seen}");
    assert!(seen.contains("place=none"), "{seen}");
    let apart = render(&atlas, "fragment=list&place=none", page::home).html;
    assert_eq!(keys(&apart), ["initiatives/1"]);
}

#[test]
fn a_filter_that_is_gone_is_said_and_left_out() {
    let atlas = atlas();
    let page = render(&atlas, "category=gone&lang=pl", page::home);
    assert_eq!((page.status, page.language), (200, "pl"));
    assert!(
        page.html.contains("Tego filtra już nie ma"),
        "{}",
        page.html
    );
    assert!(page.html.contains("data-total=\"41\""), "{}", page.html);
}

#[test]
fn a_mistake_is_reported_to_the_contact() {
    let atlas = atlas();
    let key = ItemKey {
        kind: ItemKind::Space,
        id: 3,
    };
    let html = render(&atlas, "lang=pl", |ctx| page::item(ctx, key)).html;
    assert!(
        html.contains("mailto:mapa@example.org?subject=B%C5%82%C4%85d%3A%20Biblioteka%203"),
        "{html}"
    );
}

/// The ids of a messages file and the values that each names.
fn messages(source: &str) -> BTreeMap<String, Vec<String>> {
    let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut current = String::new();
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        if let Some((id, _)) = line
            .split_once(" =")
            .filter(|_| !line.starts_with([' ', '}']))
        {
            current = id.to_owned();
            assert!(!out.contains_key(id), "{id} stands twice");
        }
        let values = out.entry(current.clone()).or_default();
        for part in line.split('$').skip(1) {
            let end = part
                .find(|c: char| !c.is_ascii_alphanumeric())
                .unwrap_or(part.len());
            values.push(part[..end].to_owned());
        }
        values.sort();
        values.dedup();
    }
    out.remove("");
    out
}

#[test]
fn all_languages_say_the_same_messages_and_every_one_is_used() {
    let polish = messages(include_str!("../messages/pl.ftl"));
    for (language, source) in [
        ("English", include_str!("../messages/en.ftl")),
        ("Ukrainian", include_str!("../messages/uk.ftl")),
    ] {
        assert_eq!(polish, messages(source), "Polish and {language}");
    }
    let mut sources = String::new();
    read_sources(
        &std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut sources,
    );
    let built = ["fact-"];
    for id in polish.keys() {
        let used = sources.contains(&format!("\"{id}\""))
            || built.iter().any(|start| id.starts_with(start));
        assert!(used, "no page says {id}");
    }
}

fn read_sources(folder: &std::path::Path, out: &mut String) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            read_sources(&path, out);
        } else {
            out.push_str(&std::fs::read_to_string(path).expect("a source"));
        }
    }
}

#[test]
fn an_initiative_at_a_space_stands_where_the_space_does() {
    let mut builder = Atlas::builder(Profile::default(), vec![category("other", 7)], Vec::new());
    let host = json!({"name": "Dom"});
    builder.add(item(ItemKind::Space, 1, Some((21.5, 52.0)), &host));
    let guest = json!({"name": "Kurs", "space": 1});
    builder.add(item(ItemKind::Initiative, 1, None, &guest));
    let atlas = builder.finish(1).0;
    let key = ItemKey {
        kind: ItemKind::Initiative,
        id: 1,
    };
    let page = render(&atlas, "lang=en", |ctx| page::item(ctx, key));
    assert!(
        page.html.contains("data-position=\"21.5,52\""),
        "{}",
        page.html
    );
    assert!(page.html.contains("geo:52,21.5"), "{}", page.html);
    assert!(!page.html.contains("Without a place"), "{}", page.html);
    let near = render(
        &atlas,
        "near=21.5,52&within=50&layer=initiatives",
        page::home,
    );
    assert!(near.html.contains("0\u{a0}m"), "{}", near.html);
}
