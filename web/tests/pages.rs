//! What every page keeps: all languages complete, nothing inline, the same order as the API.
#![cfg(feature = "ssr")]

use okolica_atlas::atlas::Atlas;
use okolica_model::category::{Category, CategoryId};
use okolica_model::item::StoredItem;
use okolica_model::profile::Profile;
use okolica_model::time::Stamp;
use okolica_model::{Filter, Item, ItemKey, ItemKind, Layer, Position};
use okolica_web::language::Language;
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
        "files": {"okolica.css": "okolica-1.css", "boot.js": "boot-2.js", "leaflet.js": "l.js",
            "device.js": "device-3.js"},
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
        accept_language: Some("fr, en;q=0.5"),
        settings: &settings,
        path: "/",
        copy: None,
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
        render(&atlas, "", page::statement),
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
    let polish = messages(Language::Polish.messages());
    for language in Language::ALL {
        assert_eq!(
            polish,
            messages(language.messages()),
            "Polish and {}",
            language.name()
        );
    }
    let mut sources = String::new();
    read_sources(
        &std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut sources,
    );
    // The service frames the API's pages.
    let service = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/http");
    read_sources(&service, &mut sources);
    let built = [
        "builder-theme-",
        "chip-",
        "builder-view-",
        "fact-",
        "figure-",
        "filter-",
        "limits-",
        "plan-classes-",
        "plan-reason-",
        "plan-unit-",
        "plan-when-",
        "plan-who-",
        "report-edition-",
        "report-people-",
        "source-",
    ];
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

/// The data block of a page, read back.
fn data(html: &str) -> Value {
    let (_, rest) = html
        .split_once("<script type=\"application/ld+json\">")
        .expect("a data block");
    let (text, _) = rest.split_once("</script>").expect("its end");
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn attributes<'a>(html: &'a str, tag: &str, attribute: &str) -> Vec<&'a str> {
    html.split(&format!("<{tag} "))
        .skip(1)
        .filter_map(|rest| rest.split('>').next())
        .filter_map(|inside| {
            inside
                .split(&format!("{attribute}=\""))
                .nth(1)?
                .split('"')
                .next()
        })
        .collect()
}

/// A city with one space and one initiative, both as their properties say.
fn town(space: &Value, initiative: &Value) -> Atlas {
    let profile = Profile {
        name: "Zmyślin".to_owned(),
        contact: Some("mapa@example.org".to_owned()),
        ..Profile::default()
    };
    let categories = vec![category("library", 0), category("other", 7)];
    let mut builder = Atlas::builder(profile, categories, Vec::new());
    builder.add(item(ItemKind::Space, 1, Some((21.0, 52.0)), space));
    builder.add(item(ItemKind::Initiative, 1, None, initiative));
    builder.finish(7).0
}

const SPACE: ItemKey = ItemKey {
    kind: ItemKind::Space,
    id: 1,
};
const INITIATIVE: ItemKey = ItemKey {
    kind: ItemKind::Initiative,
    id: 1,
};

fn chess() -> Value {
    json!({
        "name": "Szachy", "space": 1, "cost": {"free": true}, "ages": {"min": 6, "max": 12},
        "languages": ["pl", "uk"], "organiser": {"name": "Klub Skoczek"},
        "registration": {"required": true, "url": "https://example.org/zapisy"},
        "schedule": {
            "start": "2026-10-06T18:00", "end": "2026-10-06T20:00", "rrule": "FREQ=WEEKLY;BYDAY=TU",
            "exdate": ["2026-12-01T18:00"],
            "overrides": [
                {"date": "2026-12-08T18:00", "cancelled": true, "note": "Remont"},
                {"date": "2026-12-15T18:00", "start": "2026-12-16T17:00"},
            ],
        },
    })
}

#[test]
fn search_engines_read_an_event_with_its_dates() {
    let host = json!({"name": "Dom", "address": "Prosta 1", "opening_hours": "Mo-Fr 09:00-17:00",
        "access": {"step_free": "yes"}, "capacity": 40});
    let atlas = town(&host, &chess());
    let page = render(&atlas, "lang=pl", |ctx| page::item(ctx, INITIATIVE));
    let event = data(&page.html);
    assert_eq!(event["@type"], "Event");
    assert_eq!(event["url"], "https://example.org/initiatives/1");
    assert_eq!(event["startDate"], "2026-11-24T18:00:00+01:00");
    assert_eq!(event["endDate"], "2026-11-24T20:00:00+01:00");
    assert_eq!(event["eventStatus"], "https://schema.org/EventScheduled");
    assert_eq!(event["typicalAgeRange"], "6-12");
    assert_eq!(event["isAccessibleForFree"], true);
    assert_eq!(event["location"]["name"], "Dom");
    assert_eq!(event["location"]["geo"]["latitude"], 52.0);
    assert_eq!(event["organizer"]["name"], "Klub Skoczek");
    assert_eq!(
        event["eventSchedule"]["byDay"],
        json!(["https://schema.org/Tuesday"])
    );
    let parts = event["subEvent"].as_array().expect("dates");
    let said: Vec<(&str, &str)> = parts
        .iter()
        .take(3)
        .map(|part| {
            (
                part["startDate"].as_str().expect("a date"),
                part["eventStatus"].as_str().expect("a status"),
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            (
                "2026-11-24T18:00:00+01:00",
                "https://schema.org/EventScheduled"
            ),
            (
                "2026-12-08T18:00:00+01:00",
                "https://schema.org/EventCancelled"
            ),
            (
                "2026-12-16T17:00:00+01:00",
                "https://schema.org/EventRescheduled"
            ),
        ]
    );
    assert!(
        !page.html.contains("1 grudnia, 18:00"),
        "an excluded date is shown"
    );
    for shown in [
        "wt. 24 listopada, 18:00–20:00",
        "Remont",
        "zamiast wt. 15 grudnia, 18:00",
    ] {
        assert!(page.html.contains(shown), "{shown}: {}", page.html);
    }

    let place = data(&render(&atlas, "lang=pl", |ctx| page::item(ctx, SPACE)).html);
    assert_eq!(place["@type"], "Place");
    assert_eq!(place["maximumAttendeeCapacity"], 40);
    assert_eq!(place["amenityFeature"][0]["value"], true);
    let hours = place["openingHoursSpecification"]
        .as_array()
        .expect("hours");
    assert_eq!(hours.len(), 5);
    assert_eq!(
        (
            &hours[0]["opens"],
            &hours[0]["closes"],
            &hours[0]["dayOfWeek"]
        ),
        (
            &json!("09:00"),
            &json!("17:00"),
            &json!("https://schema.org/Monday")
        )
    );
}

#[test]
fn a_space_says_whether_it_is_open_and_what_is_on() {
    // It is Monday, 11:00 in the city.
    for (hours, closed, said) in [
        ("Mo-Fr 09:00-17:00", Value::Null, "Teraz otwarte, do 17:00."),
        (
            "Mo-Fr 14:00-17:00",
            Value::Null,
            "Otwarcie dzisiaj o 14:00.",
        ),
        (
            "Tu 09:00-17:00",
            Value::Null,
            "Najbliższe otwarcie: wt. 24 listopada, 9:00.",
        ),
        ("24/7", Value::Null, "Teraz otwarte."),
        (
            "Mo-Su 00:00-24:00",
            json!({"until": "2027-01-31", "reason": "Remont"}),
            "Teraz zamknięte i przez najbliższe",
        ),
        // What is by appointment is no opening, and a day does not begin at 24:00 of the one before.
        (
            "Tu \"po umówieniu\"",
            Value::Null,
            "Nie jest pewne, kiedy będzie otwarte.",
        ),
        (
            "Tu 00:00-09:00",
            Value::Null,
            "Najbliższe otwarcie: wt. 24 listopada, 0:00.",
        ),
        // A night stands on the day that it begins on, in the week as in the rules.
        ("Mo 16:00-02:00", Value::Null, "<td>16:00–2:00"),
        ("na telefon", Value::Null, "Tych godzin nie umiemy"),
    ] {
        let space = json!({"name": "Dom", "opening_hours": hours, "closed": closed});
        let atlas = town(&space, &chess());
        let html = render(&atlas, "lang=pl", |ctx| page::item(ctx, SPACE)).html;
        assert!(html.contains(said), "{hours}: {html}");
        assert!(html.contains("Szachy"), "{html}");
        let rows = html.matches("<th scope=\"row\">").count();
        assert_eq!(rows, if hours == "na telefon" { 0 } else { 7 }, "{hours}");
        if rows > 0 {
            assert_eq!(html.matches("aria-current=\"date\"").count(), 1, "{html}");
        }
    }
}

#[test]
fn pages_say_where_they_are_and_in_which_languages() {
    let atlas = town(&json!({"name": "Dom"}), &chess());
    let page = render(&atlas, "lang=uk&utm_source=x", |ctx| page::item(ctx, SPACE));
    assert_eq!(page.language, "uk");
    let html = &page.html;
    for head in [
        "<link rel=\"canonical\" href=\"https://example.org/spaces/1?lang=uk\">",
        "<link rel=\"alternate\" hreflang=\"pl\" href=\"https://example.org/spaces/1?lang=pl\">",
        "<link rel=\"alternate\" hreflang=\"en\" href=\"https://example.org/spaces/1?lang=en\">",
        "<link rel=\"alternate\" hreflang=\"uk\" href=\"https://example.org/spaces/1?lang=uk\">",
        "<link rel=\"alternate\" hreflang=\"x-default\" href=\"https://example.org/spaces/1\">",
        "<meta property=\"og:locale\" content=\"uk_UA\">",
        "<meta property=\"og:url\" content=\"https://example.org/spaces/1?lang=uk\">",
        "<meta property=\"og:type\" content=\"article\">",
    ] {
        assert!(html.contains(head), "{head}: {html}");
    }
    let home = render(
        &atlas,
        "layer=initiatives&category=other&selected=spaces/1",
        page::home,
    )
    .html;
    assert!(
        home.contains(
            "href=\"https://example.org/?layer=initiatives&amp;category=other&amp;lang=uk\""
        ) || home
            .contains("href=\"https://example.org/?layer=initiatives&category=other&lang=uk\""),
        "{home}"
    );
    assert!(home.contains("/feeds/initiatives.ics?"), "{home}");
}

#[test]
fn a_text_in_another_language_is_marked() {
    let space = json!({
        "name": "Dom", "summary": "Miejsce dla sąsiadów.", "description": "Długi opis.",
        "translations": {"en": {"name": "House", "summary": "A place for neighbours."}},
    });
    let atlas = town(&space, &chess());
    let shown = |lang: &str| {
        render(&atlas, &format!("lang={lang}"), |ctx| {
            page::item(ctx, SPACE)
        })
        .html
    };
    let polish = shown("pl");
    assert!(
        !polish.contains("only-in") && !polish.contains("lang=\"pl\">Dom"),
        "{polish}"
    );
    let english = shown("en");
    assert!(english.contains("A place for neighbours."), "{english}");
    assert!(english.contains("<div lang=\"pl\">"), "{english}");
    assert!(
        english.contains("This text is available in Polish only."),
        "{english}"
    );
    let ukrainian = shown("uk");
    assert!(
        ukrainian.contains("<p lang=\"pl\" class=\"lead\">Miejsce dla sąsiadów."),
        "{ukrainian}"
    );
    assert!(
        ukrainian.contains("Цей текст є лише такою мовою: польська."),
        "{ukrainian}"
    );
    // In the list too.
    let list = |lang: &str| render(&atlas, &format!("lang={lang}"), page::home).html;
    assert!(list("uk").contains("lang=\"pl\" class=\"item-link\">Dom<"));
    assert!(list("en").contains("class=\"item-link\">House<"));
    assert!(!list("en").contains("lang=\"pl\">House<"));
}

#[test]
fn hostile_texts_stay_texts() {
    let long = format!("{}ż", "Bardzo długi tytuł ".repeat(26));
    for name in [
        "</script><script>alert(1)</script>",
        "<!-- --> ]]> \u{2028} & \" ' <b>",
        "\u{202E}abc\u{200B}\u{FEFF}",
        &long,
    ] {
        let mut initiative = chess();
        initiative["name"] = json!(name);
        initiative["summary"] = json!(name);
        initiative["organiser"]["name"] = json!(name.chars().take(300).collect::<String>());
        let atlas = town(&json!({"name": name, "booking": name}), &initiative);
        for key in [SPACE, INITIATIVE] {
            let html = render(&atlas, "", |ctx| page::item(ctx, key)).html;
            // Its own two: what search engines read, and what is kept on the device.
            assert_eq!(html.matches("<script").count(), 2, "{html}");
            let read = data(&html);
            let expected = atlas.item(key).expect("an item").name().into_owned();
            assert_eq!(read["name"], expected);
            assert!(!html.contains('\u{202E}'));
        }
    }
    let too_long = json!({"name": "x".repeat(10_000)});
    let properties = too_long.as_object().expect("an object");
    assert!(Item::parse(ItemKind::Initiative, properties, None).is_err());
}

#[test]
fn the_statement_has_the_parts_that_the_law_names() {
    let atlas = town(&json!({"name": "Dom"}), &chess());
    const IDS: [&str; 18] = [
        "a11y-deklaracja",
        "a11y-wstep",
        "a11y-podmiot",
        "a11y-url",
        "a11y-data-publikacja",
        "a11y-data-aktualizacja",
        "a11y-status",
        "a11y-data-sporzadzenie",
        "a11y-data-przeglad",
        "a11y-audytor",
        "a11y-kontakt",
        "a11y-osoba",
        "a11y-email",
        "a11y-telefon",
        "a11y-procedura",
        "a11y-architektura",
        "a11y-aplikacje",
        "content",
    ];
    for language in Language::ALL.map(Language::tag) {
        let html = render(&atlas, &format!("lang={language}"), page::statement).html;
        for id in IDS {
            assert_eq!(
                html.matches(&format!("id=\"{id}\"")).count(),
                1,
                "{id} in {language}"
            );
        }
    }
    // Nothing is configured, so nothing is claimed.
    let html = render(&atlas, "lang=pl", page::statement).html;
    assert!(
        html.contains("nie podał jeszcze, w jakim stopniu"),
        "{html}"
    );
    assert!(html.contains("(operator nie podał)"), "{html}");
    assert!(!html.contains("Strona internetowa jest"), "{html}");
    let hrefs = attributes(&render(&atlas, "", page::home).html, "a", "href").join(" ");
    assert!(hrefs.contains("/accessibility"), "{hrefs}");
}

/// Whether the text stands in elements, and each of them says that it is Polish.
fn is_marked(html: &str, text: &str) -> bool {
    let tags: Vec<&str> = html
        .match_indices(text)
        .map(|(at, _)| &html[..at])
        .filter(|before| before.ends_with('>'))
        .filter_map(|before| before.rfind('<').map(|from| &before[from..]))
        .collect();
    !tags.is_empty() && tags.iter().all(|tag| tag.contains("lang=\"pl\""))
}

#[test]
fn whatever_an_item_says_itself_is_marked_on_a_page_of_another_language() {
    let space = json!({
        "name": "Dom", "address": "ul. Długa 21", "operator": "Gmina Zmyślin", "capacity": 40,
        "rooms": [{"name": "Sala lustrzana", "capacity": 20, "equipment": ["rzutnik"]}],
        "cost": {"free": false, "text": "składka 5 zł"}, "tags": ["sąsiedzi"],
        "closed": {"until": "2027-01-31", "reason": "Remont dachu"},
        "image": {"url": "https://example.org/dom.jpg", "alt": "Dom od ulicy"},
    });
    let mut initiative = chess();
    initiative["programme"] = json!("Budżet obywatelski");
    let atlas = town(&space, &initiative);
    let main = |lang: &str, key: ItemKey| {
        let html = render(&atlas, &format!("lang={lang}"), |ctx| page::item(ctx, key)).html;
        html[html.find("<main").expect("a page")..].to_owned()
    };
    let of_space = [
        "Dom",
        "ul. Długa 21",
        "Gmina Zmyślin",
        "Sala lustrzana",
        "rzutnik",
        "składka 5 zł",
        "#sąsiedzi",
        "Remont dachu",
        "Dom od ulicy",
        "Szachy",
    ];
    let of_initiative = [
        "Szachy",
        "Dom",
        "Klub Skoczek",
        "Budżet obywatelski",
        "Remont",
    ];
    for (key, texts) in [(SPACE, &of_space[..]), (INITIATIVE, &of_initiative)] {
        let (ukrainian, polish) = (main("uk", key), main("pl", key));
        for text in texts {
            assert!(is_marked(&ukrainian, text), "{text}: {ukrainian}");
            assert!(!is_marked(&polish, text), "{text}: {polish}");
        }
    }
    let list = render(&atlas, "lang=uk&fragment=list", page::home).html;
    for text in ["Dom", "ul. Długa 21", "składka 5 zł"] {
        assert!(is_marked(&list, text), "{text}: {list}");
    }
}

#[test]
fn the_script_for_embeds_knows_every_filter() {
    let script = okolica_web::EMBED_SCRIPT;
    let list = script.split("const NAMES = [").nth(1).expect("the names");
    let list = list.split("];").next().expect("the end of the names");
    let quoted = list.split('"').skip(1).step_by(2);
    let names: Vec<&str> = quoted.flat_map(str::split_whitespace).collect();
    for name in okolica_model::Filter::NAMES {
        assert!(names.contains(&name), "{name} is not among {names:?}");
    }
}
