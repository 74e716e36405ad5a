//! Filters by time and person, in lists and tiles.

use crate::support::app::{CENTRE, INITIATIVES, SPACES, TestApp};
use axum::http::{Method, StatusCode};
use okolica_model::time::Stamp;
use serde_json::{Value, json};

const ALL: u64 = (SPACES + INITIATIVES) as u64;

async fn add(app: &TestApp, layer: &str, properties: Value) {
    let feature = json!({
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [CENTRE.0, CENTRE.1]},
        "properties": properties,
    });
    let uri = format!("/api/collections/{layer}/items");
    app.edit(Method::POST, &uri, &[], &feature)
        .await
        .expect(201);
}

/// What a list says: `numberMatched` and `unknown`. The tile of the world says the same.
async fn counts(app: &TestApp, query: &str) -> (u64, u64) {
    let list = format!("/api/collections/items/items?limit=1&{query}");
    let list = app.get(&list).await.expect(200).json();
    let number = |name: &str| list[name].as_u64().expect("a number");
    let tile = format!("/tiles/items/0/0/0.geojson?{query}");
    let tile = app.get(&tile).await.expect(200).json();
    let features = tile["features"].as_array().expect("features").iter();
    let shown: u64 = features
        .map(|feature| feature["properties"]["point_count"].as_u64().unwrap_or(1))
        .sum();
    let matched = number("numberMatched");
    assert_eq!(shown, matched - number("numberWithoutPosition"), "{query}");
    (matched, number("unknown"))
}

#[tokio::test]
async fn only_what_is_known_to_fit_is_kept_and_the_unknown_counted() {
    let app = TestApp::new().await;
    assert_eq!(counts(&app, "").await, (ALL, 0));
    let queries = [
        "free=1",
        "access=step_free,toilet",
        "age=7",
        "language=uk",
        "registration=none",
    ];
    for query in queries {
        assert_eq!(counts(&app, query).await, (0, ALL), "{query}");
        let all = format!("{query}&include_unknown=1");
        assert_eq!(counts(&app, &all).await, (ALL, ALL), "{query}");
    }
    let fits = json!({
        "name": "Pasuje", "cost": {"free": true}, "languages": ["pl", "uk-UA"],
        "access": {"step_free": "yes", "toilet": "yes"}, "ages": {"min": 6, "max": 7},
        "registration": {"required": false},
    });
    let does_not = json!({
        "name": "Nie pasuje", "cost": {"free": false}, "languages": ["pl"],
        "access": {"step_free": "yes", "toilet": "limited"}, "ages": {"min": 8},
        "registration": {"required": true},
    });
    add(&app, "initiatives", fits).await;
    add(&app, "initiatives", does_not).await;
    for query in queries {
        assert_eq!(counts(&app, query).await, (1, ALL), "{query}");
    }
    // One fault is enough, whatever else is not known.
    assert_eq!(counts(&app, &queries.join("&")).await, (1, ALL));
}

#[tokio::test]
async fn what_is_on_is_known_by_its_dates_and_what_has_ended_is_left_out_when_asked() {
    let app = TestApp::new().await;
    let initiatives = INITIATIVES as u64;
    // The fixture's initiatives have no dates and so are always on; its spaces say nothing.
    for query in [
        "open=now",
        "when=2h",
        "when=week",
        "from=2031-01-01",
        "open=evening",
    ] {
        assert_eq!(
            counts(&app, query).await,
            (initiatives, SPACES as u64),
            "{query}"
        );
    }
    let once = json!({
        "name": "Dawno", "schedule": {"start": "2020-05-05T10:00", "end": "2020-05-05T12:00"},
    });
    add(&app, "initiatives", once).await;
    add(
        &app,
        "spaces",
        json!({"name": "Zawsze", "opening_hours": "24/7"}),
    )
    .await;
    let spaces = SPACES as u64;
    assert_eq!(counts(&app, "open=now").await, (initiatives + 1, spaces));
    assert_eq!(
        counts(&app, "from=2020-05-05&to=2020-05-05").await.0,
        initiatives + 2
    );
    assert_eq!(
        counts(&app, "to=2020-05-04&layer=initiatives").await.0,
        initiatives
    );
    assert_eq!(counts(&app, "").await.0, ALL + 2);
    assert_eq!(counts(&app, "past=1").await.0, ALL + 2);
    assert_eq!(counts(&app, "past=0").await.0, ALL + 1);
}

#[tokio::test]
async fn an_answer_by_the_clock_may_be_kept_until_it_changes() {
    let app = TestApp::new().await;
    // It opens or closes every half an hour.
    let times: Vec<String> = (0..24)
        .map(|hour| format!("{hour:02}:00-{hour:02}:30"))
        .collect();
    let hours = json!({"name": "Zegar", "opening_hours": times.join(",")});
    add(&app, "spaces", hours).await;
    for path in ["/tiles/items/0/0/0.geojson", "/api/collections/items/items"] {
        let answer = app.get(&format!("{path}?open=now")).await.expect(200);
        let policy = answer.header("cache-control");
        let seconds = policy
            .strip_prefix("public, max-age=")
            .and_then(|rest| rest.strip_suffix(", must-revalidate"))
            .and_then(|seconds| seconds.parse::<u32>().ok())
            .unwrap_or_else(|| panic!("{policy}"));
        assert!((1..=1800).contains(&seconds), "{policy}");
        // What only leaves out the past, or asks nothing of time, is asked about each time.
        for query in ["past=0", "free=1", "from=2026-01-01"] {
            let answer = app.get(&format!("{path}?{query}")).await.expect(200);
            let policy = answer.header("cache-control");
            assert_eq!(policy, "public, max-age=0, must-revalidate", "{query}");
        }
        let tag = |answer: &crate::support::app::Answer| answer.header("etag").to_owned();
        let known = [("if-none-match", tag(&answer))];
        let known = known.each_ref().map(|(name, tag)| (*name, tag.as_str()));
        let again = app.get_with(&format!("{path}?open=now"), &known).await;
        // The clock may have struck between the two.
        if tag(&again) == tag(&answer) {
            assert_eq!(again.status, 304);
            assert!(again.header("cache-control").contains("max-age="));
        }
        assert_ne!(
            tag(&app.get(&format!("{path}?when=2h")).await),
            tag(&answer)
        );
    }
}

#[tokio::test]
async fn each_choice_of_a_search_tells_how_many_it_leaves() {
    let app = TestApp::new().await;
    add(
        &app,
        "spaces",
        json!({"name": "Klub", "category": "library", "opening_hours": "24/7",
            "access": {"step_free": "yes"}, "languages": ["uk"]}),
    )
    .await;
    add(
        &app,
        "initiatives",
        json!({"name": "Klub szachowy", "category": "sport", "cost": {"free": true}}),
    )
    .await;
    let search = app.get("/api/search?free=1").await.expect(200).json();
    assert_eq!(
        (&search["numberMatched"], &search["unknown"]),
        (&json!(1), &json!(ALL + 1))
    );
    let mut counted = 0;
    for (name, choices) in search["facets"].as_object().expect("facets") {
        for (choice, count) in choices.as_object().expect("choices") {
            // Its own filter gives way to the choice; the others stay.
            let free = if name == "free" { "" } else { "free=1" };
            let list = format!("/api/collections/items/items?limit=1&{free}&{name}={choice}");
            let list = app.get(&list).await.expect(200).json();
            assert_eq!(list["numberMatched"], *count, "{name}={choice}");
            counted += 1;
        }
    }
    assert!(counted >= 17, "{counted}");
    assert_eq!(search["facets"]["free"]["1"], 1);
    let search = app.get("/api/search").await.expect(200).json();
    assert_eq!(search["facets"]["access"]["step_free"], 1);
    assert_eq!(search["facets"]["language"]["uk"], 1);
}

/// How many items each address says there are, at one moment: the search, the list, the tile of
/// the world, the page. `tag` is what the search gave before, as a browser would send it.
async fn totals(
    app: &TestApp,
    moment: Stamp,
    query: &str,
    known: &mut Option<(String, u64)>,
) -> [u64; 4] {
    let uri = format!("/api/search?limit=3&{query}");
    let tag = known.as_ref().map(|(tag, _)| tag.clone());
    let asked: Vec<(&str, &str)> = tag.iter().map(|tag| ("if-none-match", &**tag)).collect();
    let answer = app.get_at(moment, &uri, &asked).await;
    let search = match known {
        Some((_, total)) if answer.status == StatusCode::NOT_MODIFIED => *total,
        _ => {
            let tag = answer.header("etag").to_owned();
            let found = answer.expect(200).json();
            // Where nothing fits all, something else is offered and said.
            let exact = found["loosened"] == json!([]);
            let total = found["numberMatched"].as_u64().filter(|_| exact);
            let total = total.unwrap_or_default();
            *known = Some((tag, total));
            total
        }
    };
    let get = async |uri: &str| app.get_at(moment, uri, &[]).await.expect(200);
    let list = get(&format!("/api/collections/items/items?limit=1&{query}")).await;
    let tile = get(&format!("/tiles/items/0/0/0.geojson?{query}")).await;
    let list = list.json();
    let shown: u64 = tile.json()["features"]
        .as_array()
        .expect("features")
        .iter()
        .map(|feature| feature["properties"]["point_count"].as_u64().unwrap_or(1))
        .sum();
    let page = get(&format!("/?fragment=list&{query}")).await;
    let page = String::from_utf8(page.body).expect("UTF-8");
    let (_, total) = page.split_once("data-total=\"").expect("a total");
    let (total, _) = total.split_once('"').expect("its end");
    [
        search,
        list["numberMatched"].as_u64().expect("a number"),
        shown + list["numberWithoutPosition"].as_u64().expect("a number"),
        total.parse().expect("a number"),
    ]
}

#[tokio::test]
async fn search_list_tiles_and_page_agree_at_every_minute() {
    let app = TestApp::new().await;
    for (layer, properties) in [
        ("spaces", json!({"opening_hours": "Mo-Su 10:07-12:00"})),
        ("spaces", json!({"opening_hours": "Mo-Su 10:10-10:21"})),
        (
            "initiatives",
            json!({"schedule": {
                "start": "2026-11-02T10:12", "end": "2026-11-02T10:20", "rrule": "FREQ=DAILY",
            }}),
        ),
        (
            "initiatives",
            json!({"schedule": {"start": "2026-11-10T10:16", "end": "2026-11-10T10:18"}}),
        ),
    ] {
        add(&app, layer, properties).await;
    }
    // 10:00 in Warsaw.
    let start = Stamp::parse("moment", "2026-11-10T09:00:00Z").expect("a moment");
    let far = "from=2027-06-01&to=2027-06-07&layer=initiatives";
    for query in [
        "open=now",
        "when=2h",
        "open=now&layer=spaces",
        "q=gda%C5%84sk&open=now",
        far,
    ] {
        let mut known = None;
        let mut seen = Vec::new();
        for seconds in (0..30 * 60).step_by(30) {
            let moment = Stamp::from_millis(start.millis() + seconds * 1000).expect("a moment");
            let [search, rest @ ..] = totals(&app, moment, query, &mut known).await;
            assert_eq!(rest, [search; 3], "{query} at {seconds} s");
            seen.push(search);
        }
        seen.dedup();
        if query == "open=now&layer=spaces" {
            assert_eq!(seen, [0, 1, 2, 1]);
        }
        if query == far {
            // The daily one, and those without dates.
            assert_eq!(seen, [INITIATIVES as u64 + 1]);
        }
    }
}
