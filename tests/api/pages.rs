//! Pages, and the files around them.

use crate::support::app::{TestApp, settings};
use axum::http::Method;
use serde_json::json;

#[tokio::test]
async fn pages_hold_their_list_and_remember_what_they_depend_on() {
    let app = TestApp::new().await;
    let home = app.get("/").await.expect(200);
    assert_eq!(home.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(home.header("vary"), "accept-encoding, accept-language");
    assert_eq!(home.header("content-language"), "pl");
    assert!(home.text().contains("Miejsce"));
    let tag = home.header("etag").to_owned();
    app.get_with("/", &[("if-none-match", &tag)])
        .await
        .expect(304);
    let english = [("accept-language", "en"), ("if-none-match", tag.as_str())];
    let english = app.get_with("/", &english).await.expect(200);
    assert_eq!(english.header("content-language"), "en");
    let packed = app
        .get_with("/", &[("accept-encoding", "gzip, zstd")])
        .await
        .expect(200);
    assert_eq!(packed.header("content-encoding"), "zstd");
    let bytes = zstd::stream::decode_all(&packed.body[..]).expect("zstd");
    assert_eq!(bytes, home.body);
    app.edit(
        Method::PATCH,
        "/api/collections/spaces/items/1",
        &[],
        &json!({"properties": {"name": "Zmienione"}}),
    )
    .await
    .expect(200);
    let after = app
        .get_with("/", &[("if-none-match", &tag)])
        .await
        .expect(200);
    assert_ne!(after.header("etag"), tag);
    assert!(
        app.get("/spaces/1")
            .await
            .expect(200)
            .text()
            .contains("Zmienione")
    );
}

#[tokio::test]
async fn pages_pass_over_what_they_do_not_know() {
    let app = TestApp::new().await;
    app.get("/?utm_source=x&category=no-such&bbox=junk")
        .await
        .expect(200);
    app.get("/districts/A").await.expect(200);
    for missing in [
        "/spaces/9999",
        "/spaces/x",
        "/initiatives/0",
        "/districts/Z",
        "/nothing",
    ] {
        let page = app.get(missing).await.expect(404);
        assert!(
            page.header("content-type").starts_with("text/html"),
            "{missing}"
        );
        assert!(page.text().contains("<html"));
    }
}

#[tokio::test]
async fn styles_are_there_without_built_files() {
    let app = TestApp::new().await;
    let style = app.get("/static/okolica.css").await.expect(200);
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
    for escape in [
        "../Cargo.toml",
        "%2e%2e/Cargo.toml",
        "..%2fCargo.toml",
        "nothing.js",
    ] {
        app.get(&format!("/static/{escape}")).await.expect(404);
    }
    app.get("/favicon.ico").await.expect(200);
    let robots = app.get("/robots.txt").await.expect(200);
    assert!(robots.text().starts_with("User-agent"));
}

#[tokio::test]
async fn the_ground_is_the_configured_one() {
    let app = TestApp::new().await;
    app.get("/ground.geojson").await.expect(404);
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("ground.geojson");
    let ground = json!({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"kind": "park"}, "geometry": null},
    ]});
    std::fs::write(&file, ground.to_string()).expect("a file");
    let mut own = settings();
    own.ground = Some(file.clone());
    let app = TestApp::with(own.clone()).await;
    let answer = app.get("/ground.geojson").await.expect(200);
    assert_eq!(answer.header("content-type"), "application/geo+json");
    assert_eq!(answer.json(), ground);
    let tag = answer.header("etag");
    app.get_with("/ground.geojson", &[("if-none-match", tag)])
        .await
        .expect(304);
    std::fs::write(&file, "{}").expect("a file");
    let error = okolica::http::AppState::new(own)
        .err()
        .expect("no collection");
    assert!(format!("{error:#}").contains("--ground"), "{error:#}");
}
