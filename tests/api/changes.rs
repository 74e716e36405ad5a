//! `/api/changes`

use crate::support::app::{INITIATIVES, PUBLIC_URL, SPACES, TestApp};
use axum::http::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn a_follower_learns_of_every_change_and_of_deletions() {
    let app = TestApp::new().await;
    let mut uri = "/api/changes?limit=50".to_owned();
    let mut seen = Vec::new();
    let end = loop {
        let page = app.get(&uri).await.expect(200).json();
        let changes = page["changes"].as_array().expect("changes").clone();
        seen.extend(changes);
        let next = page["links"][0]["href"].as_str().expect("an address");
        uri = next.strip_prefix(PUBLIC_URL).expect("public").to_owned();
        if page["more"] == false {
            break page;
        }
    };
    // Six districts are published too.
    assert_eq!(seen.len(), SPACES + INITIATIVES + 6);
    let order: Vec<u64> = seen
        .iter()
        .map(|c| c["seq"].as_u64().expect("a number"))
        .collect();
    assert!(order.is_sorted_by(|a, b| a < b));
    assert_eq!(end["next"], end["version"]);

    let quiet = app.get(&uri).await.expect(200);
    assert_eq!(quiet.json()["changes"], json!([]));
    let tag = quiet.header("etag").to_owned();
    app.get_with(&uri, &[("if-none-match", &tag)])
        .await
        .expect(304);

    let space = "/api/collections/spaces/items/4";
    app.edit(
        Method::PATCH,
        space,
        &[],
        &json!({"properties": {"summary": "x"}}),
    )
    .await
    .expect(200);
    app.edit(Method::DELETE, space, &[], &Value::Null)
        .await
        .expect(204);
    let news = app
        .get_with(&uri, &[("if-none-match", &tag)])
        .await
        .expect(200)
        .json();
    let told: Vec<Value> = news["changes"]
        .as_array()
        .expect("changes")
        .iter()
        .map(|c| json!([c["layer"], c["id"], c["op"]]))
        .collect();
    assert_eq!(
        told,
        [
            json!(["spaces", 4, "update"]),
            json!(["spaces", 4, "delete"])
        ]
    );
    assert!(
        news["changes"][0].get("who").is_none(),
        "who edits stays inside"
    );
}

#[tokio::test]
async fn wrong_cursors_are_named() {
    let app = TestApp::new().await;
    for since in ["x", "-1", "9007199254740993", "1.5"] {
        app.get(&format!("/api/changes?since={since}"))
            .await
            .expect_problem(400, "since");
    }
    let future = app
        .get("/api/changes?since=900000")
        .await
        .expect(200)
        .json();
    assert_eq!(future["next"], 900_000);
    assert_eq!(future["changes"], json!([]));
}
