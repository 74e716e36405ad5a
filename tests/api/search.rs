//! `/api/search`: ranked lists, suggestions, and what is refused.

use crate::support::app::{CENTRE, INITIATIVES, PUBLIC_URL, SPACES, TestApp};
use axum::http::Method;
use serde_json::{Value, json};

fn ids(list: &Value) -> Vec<&str> {
    let features = list["features"].as_array().expect("features");
    features
        .iter()
        .filter_map(|feature| feature["id"].as_str())
        .collect()
}

fn next(list: &Value) -> Option<String> {
    let links = list["links"].as_array().expect("links");
    let link = links.iter().find(|link| link["rel"] == "next")?;
    let href = link["href"].as_str().expect("an address");
    Some(href.strip_prefix(PUBLIC_URL).expect("public").to_owned())
}

/// Adds a space with that name in the middle of the fixture.
async fn add(app: &TestApp, name: &str) -> u64 {
    let feature = json!({
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [CENTRE.0 + 0.001, CENTRE.1]},
        "properties": {"name": name, "category": "library"},
    });
    let answer = app
        .edit(Method::POST, "/api/collections/spaces/items", &[], &feature)
        .await
        .expect(201);
    answer.json()["id"].as_u64().expect("an id")
}

#[tokio::test]
async fn a_new_item_is_found_at_once_and_a_removed_one_is_not() {
    let app = TestApp::new().await;
    let uri = "/api/search?q=z%C3%B3%C5%82wie%20gniazdo";
    assert_ne!(app.get(uri).await.expect(200).json()["loosened"], json!([]));
    let id = add(&app, "Żółwie gniazdo").await;
    for text in ["zolwie", "ZOLWIE", "gniazda", "gniazdo%20zolwie", "zolwei"] {
        let answer = app.get(&format!("/api/search?q={text}")).await.expect(200);
        assert_eq!(answer.header("content-type"), "application/geo+json");
        let list = answer.json();
        assert_eq!(ids(&list), [format!("spaces/{id}")], "{text}");
        assert_eq!(list["numberMatched"], 1);
        assert_eq!(list["numberReturned"], 1);
        assert_eq!(list["loosened"], json!([]));
        assert_eq!(list["features"][0]["properties"]["layer"], "spaces");
    }
    // Lists and tiles agree.
    let list = app
        .get("/api/collections/items/items?q=zolwie")
        .await
        .expect(200)
        .json();
    assert_eq!(list["numberMatched"], 1);
    let tile = app
        .get("/tiles/items/0/0/0.geojson?q=zolwie")
        .await
        .expect(200)
        .json();
    assert_eq!(tile["features"].as_array().map(Vec::len), Some(1));
    let item = format!("/api/collections/spaces/items/{id}");
    app.edit(Method::DELETE, &item, &[], &json!(null))
        .await
        .expect(204);
    let list = app
        .get("/api/collections/items/items?q=zolwie")
        .await
        .expect(200)
        .json();
    assert_eq!(list["numberMatched"], 0);
}

#[tokio::test]
async fn near_sorts_and_a_walk_over_pages_meets_every_item_once() {
    let app = TestApp::new().await;
    let mut at = Some(format!(
        "/api/search?near={},{}&limit=37",
        CENTRE.0, CENTRE.1
    ));
    let (mut walked, mut distances) = (Vec::new(), Vec::new());
    while let Some(uri) = at {
        let list = app.get(&uri).await.expect(200).json();
        assert_eq!(list["numberMatched"], SPACES + INITIATIVES);
        for feature in list["features"].as_array().expect("features") {
            walked.push(feature["id"].to_string());
            distances.extend(feature["properties"]["distance"].as_u64());
        }
        at = next(&list);
    }
    assert_eq!(walked.len(), SPACES + INITIATIVES);
    assert!(distances.is_sorted(), "{distances:?}");
    assert_eq!(distances.len(), SPACES + INITIATIVES - INITIATIVES / 8);
    walked.sort();
    walked.dedup();
    assert_eq!(walked.len(), SPACES + INITIATIVES);
}

#[tokio::test]
async fn an_answer_is_asked_for_again_only_after_a_change() {
    let app = TestApp::new().await;
    let uri = "/api/search?q=gniazdo&lang=pl";
    let tag = app.get(uri).await.expect(200).header("etag").to_owned();
    let again = app.get_with(uri, &[("if-none-match", &tag)]).await;
    again.expect(304);
    add(&app, "Gniazdo").await;
    let list = app
        .get_with(uri, &[("if-none-match", &tag)])
        .await
        .expect(200)
        .json();
    assert_eq!(list["numberMatched"], 1);
}

#[tokio::test]
async fn suggestions_name_what_may_be_meant() {
    let app = TestApp::new().await;
    let id = add(&app, "Biblioteka Główna").await;
    let answer = app
        .get("/api/search?suggest=1&q=bibl&lang=en")
        .await
        .expect(200);
    assert_eq!(answer.header("content-type"), "application/json");
    let list = answer.json();
    let all = list["suggestions"].as_array().expect("suggestions");
    assert!(all.len() <= 8);
    assert_eq!(all[0]["what"], "category");
    assert_eq!(all[0]["category"], "library");
    assert_eq!(all[0]["label"], "Library");
    let own = format!("spaces/{id}");
    assert!(all.iter().any(|one| one["id"] == own.as_str()), "{all:?}");
    let district = app
        .get("/api/search?suggest=1&q=okreg")
        .await
        .expect(200)
        .json();
    assert_eq!(district["suggestions"][0]["what"], "district");
    let none = app.get("/api/search?suggest=1&q=").await.expect(200).json();
    assert_eq!(none, json!({"suggestions": []}));
}

#[tokio::test]
async fn what_can_not_be_answered_is_refused_by_name() {
    let app = TestApp::new().await;
    let long = format!("q={}", "a".repeat(300));
    for (query, named) in [
        ("colour=red", "colour"),
        ("near=1", "near"),
        ("within=5", "near"),
        ("suggest=yes", "suggest"),
        ("lang=xx", "lang"),
        ("cursor=abc", "cursor"),
        ("limit=0", "limit"),
        (long.as_str(), "q"),
    ] {
        let uri = format!("/api/search?{query}");
        app.get(&uri).await.expect_problem(400, named);
    }
    for text in [
        "%E2%80%8B%E2%80%AE",
        "%D7%A9%D7%9C%D7%95%D7%9D",
        "%00",
        "%22%3E%3Cscript%3E",
    ] {
        app.get(&format!("/api/search?q={text}")).await.expect(200);
        app.get(&format!("/api/search?suggest=1&q={text}"))
            .await
            .expect(200);
    }
}
