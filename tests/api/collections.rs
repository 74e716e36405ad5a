//! `/api/collections/{layer}/items[/{id}]`: reading.

use crate::support::app::{CENTRE, INITIATIVES, PUBLIC_URL, SPACES, TOKEN, TestApp, random_filter};
use axum::http::Method;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn ids(list: &Value) -> Vec<String> {
    let features = list["features"].as_array().expect("features");
    features.iter().map(|f| f["id"].to_string()).collect()
}

fn next(list: &Value) -> Option<String> {
    let links = list["links"].as_array().expect("links");
    let link = links.iter().find(|link| link["rel"] == "next")?;
    let href = link["href"].as_str().expect("an address");
    Some(href.strip_prefix(PUBLIC_URL).expect("public").to_owned())
}

#[tokio::test]
async fn a_list_says_exactly_what_it_is() {
    let app = TestApp::new().await;
    let answer = app.get("/api/collections/spaces/items").await.expect(200);
    assert_eq!(answer.header("content-type"), "application/geo+json");
    let list = answer.json();
    assert_eq!(list["type"], "FeatureCollection");
    assert_eq!(list["numberMatched"], SPACES);
    assert_eq!(list["numberReturned"], 100);
    assert_eq!(ids(&list).len(), 100);
    assert_eq!(list["numberWithoutPosition"], 0);
    assert!(
        list["timeStamp"]
            .as_str()
            .is_some_and(|text| text.ends_with('Z'))
    );
    let all = app.get("/api/collections/items/items?limit=99999").await;
    let all = all.expect(200).json();
    assert_eq!(all["numberReturned"], SPACES + INITIATIVES);
    assert_eq!(all["numberWithoutPosition"], INITIATIVES / 8);
    assert_eq!(all["features"][0]["id"], "spaces/1");
    assert_eq!(all["features"][0]["properties"]["layer"], "spaces");
    assert!(next(&all).is_none());
    app.get("/api/collections/streets/items")
        .await
        .expect_problem(404, "");
}

#[tokio::test]
async fn a_walk_over_pages_meets_every_item_once() {
    let app = TestApp::new().await;
    let mut random = ChaCha8Rng::seed_from_u64(2);
    for limit in [1, 7, 100] {
        let filter = random_filter(&mut random);
        let whole = format!("/api/collections/items/items?limit=10000&{filter}");
        let whole = ids(&app.get(&whole).await.expect(200).json());
        let mut walked = Vec::new();
        let start = format!("/api/collections/items/items?limit={limit}&{filter}");
        let mut at = Some(start);
        while let Some(uri) = at {
            let page = app.get(&uri).await.expect(200).json();
            assert_eq!(page["numberMatched"], whole.len(), "{uri}");
            walked.extend(ids(&page));
            at = next(&page);
        }
        assert_eq!(walked, whole, "{filter}");
    }
}

#[tokio::test]
async fn edits_do_not_disturb_a_walk() {
    let app = TestApp::new().await;
    let feature = json!({
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [CENTRE.0, CENTRE.1]},
        "properties": {"name": "W trakcie", "category": "other"},
    });
    let mut walked = Vec::new();
    let mut at = Some("/api/collections/spaces/items?limit=20".to_owned());
    let mut gone = 10;
    while let Some(uri) = at {
        let page = app.get(&uri).await.expect(200).json();
        walked.extend(ids(&page));
        at = next(&page);
        // One behind the walk goes, one in front changes, one comes at the end.
        let behind = format!("/api/collections/spaces/items/{gone}");
        app.edit(Method::DELETE, &behind, &[], &Value::Null)
            .await
            .expect(204);
        app.edit(
            Method::PUT,
            "/api/collections/spaces/items/150",
            &[],
            &feature,
        )
        .await
        .expect(200);
        app.edit(Method::POST, "/api/collections/spaces/items", &[], &feature)
            .await
            .expect(201);
        gone += 1;
    }
    let seen: BTreeSet<&String> = walked.iter().collect();
    assert_eq!(seen.len(), walked.len(), "none twice");
    for id in 1..=SPACES {
        assert!(seen.contains(&id.to_string()), "{id} was missed");
    }
}

#[tokio::test]
async fn a_list_changes_its_tag_with_any_item() {
    let app = TestApp::new().await;
    let uri = "/api/collections/items/items?limit=5";
    let first = app.get(uri).await.expect(200);
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with("W/"), "a list says when it was made: {tag}");
    assert!(first.header("vary").contains("authorization"));
    app.get_with(uri, &[("if-none-match", &tag)])
        .await
        .expect(304);
    let patch = json!({"properties": {"summary": "inaczej"}});
    app.edit(
        Method::PATCH,
        "/api/collections/initiatives/items/120",
        &[],
        &patch,
    )
    .await
    .expect(200);
    app.get_with(uri, &[("if-none-match", &tag)])
        .await
        .expect(200);
}

#[tokio::test]
async fn contact_stays_inside_without_the_token() {
    let app = TestApp::new().await;
    let bearer = format!("Bearer {TOKEN}");
    let all = "/api/collections/spaces/items?limit=10000";
    let list = app.get(all).await.expect(200).json();
    for feature in list["features"].as_array().expect("features") {
        let properties = &feature["properties"];
        let public = properties["contact_public"] == true;
        assert_eq!(properties.get("phone").is_some(), public, "{feature}");
        assert_eq!(properties.get("email").is_some(), public, "{feature}");
    }
    let with_token = app
        .get_with(all, &[("authorization", &bearer)])
        .await
        .expect(200);
    assert_eq!(with_token.header("cache-control"), "private, no-store");
    let list = with_token.json();
    let features = list["features"].as_array().expect("features");
    assert!(
        features
            .iter()
            .all(|f| f["properties"]["phone"] == "22 123 45 67")
    );

    let private = "/api/collections/spaces/items/2";
    let open = app.get(private).await.expect(200);
    assert!(open.json()["properties"].get("phone").is_none());
    let with_token = app
        .get_with(private, &[("authorization", &bearer)])
        .await
        .expect(200);
    assert_eq!(with_token.json()["properties"]["phone"], "22 123 45 67");
    assert_ne!(open.header("etag"), with_token.header("etag"));
    for wrong in ["Bearer no", "bearer "] {
        app.get_with(private, &[("authorization", wrong)])
            .await
            .expect_problem(401, "");
    }
    // A proxy's own password is none of our business.
    app.get_with(private, &[("authorization", "Basic eDp5")])
        .await
        .expect(200);
}

#[tokio::test]
async fn a_feature_has_its_address_in_each_collection() {
    let app = TestApp::new().await;
    let one = app
        .get("/api/collections/spaces/items/17")
        .await
        .expect(200);
    assert_eq!(one.header("content-type"), "application/geo+json");
    assert!(
        one.header("etag").starts_with("\"v1-"),
        "{}",
        one.header("etag")
    );
    let feature = one.json();
    assert_eq!(feature["id"], 17);
    assert_eq!(feature["properties"]["version"], 1);
    for uri in [
        "/api/collections/items/items/spaces%2F17",
        "/api/collections/items/items/spaces/17",
    ] {
        let same = app.get(uri).await.expect(200).json();
        assert_eq!(same["id"], "spaces/17");
        assert_eq!(same["properties"]["name"], feature["properties"]["name"]);
    }
    for missing in [
        "spaces/items/100000",
        "spaces/items/x",
        "spaces/items/017",
        "items/items/17",
        "items/items/streets/1",
        "districts/items/99",
    ] {
        app.get(&format!("/api/collections/{missing}"))
            .await
            .expect_problem(404, "");
    }
}

#[tokio::test]
async fn districts_are_a_collection_too() {
    let app = TestApp::new().await;
    let list = app
        .get("/api/collections/districts/items?limit=3")
        .await
        .expect(200)
        .json();
    assert_eq!(list["numberMatched"], 4);
    let codes = |list: &Value| {
        let features = list["features"].as_array().expect("features").clone();
        let code = |f: &Value| f["properties"]["code"].as_str().expect("a code").to_owned();
        features.iter().map(code).collect::<Vec<_>>()
    };
    assert_eq!(codes(&list), ["A", "B", "C"]);
    let rest = app
        .get(&next(&list).expect("a next page"))
        .await
        .expect(200)
        .json();
    assert_eq!(codes(&rest), ["D"]);
    let estates = app
        .get("/api/collections/districts/items?set=estate")
        .await
        .expect(200);
    assert_eq!(codes(&estates.json()), ["E", "F"]);
    let bbox = format!(
        "bbox={},{},{},{}",
        CENTRE.0 + 0.01,
        CENTRE.1 + 0.01,
        CENTRE.0 + 0.02,
        CENTRE.1 + 0.02
    );
    let some = app
        .get(&format!("/api/collections/districts/items?{bbox}"))
        .await
        .expect(200);
    assert_eq!(codes(&some.json()), ["D"]);
    let id = some.json()["features"][0]["id"].clone();
    let one = app
        .get(&format!("/api/collections/districts/items/{id}"))
        .await
        .expect(200);
    let mut feature = one.json();
    let links = feature["links"].take();
    assert!(links.as_array().is_some_and(|links| links.len() == 3));
    feature.as_object_mut().expect("an object").remove("links");
    assert_eq!(feature, some.json()["features"][0]);
    app.get("/api/collections/districts/items?category=club")
        .await
        .expect_problem(400, "category");
}
