//! `/health/…` and `/metrics`

use crate::support::app::{INITIATIVES, SPACES, TestApp, send, settings};
use axum::body::Body;
use axum::http::Request;
use okolica::http::{AppState, router};

#[tokio::test]
async fn before_the_first_atlas_it_lives_but_is_not_ready() {
    let router = router(AppState::new(settings()).expect("settings"));
    let get = async |uri: &str| {
        let request = Request::builder().uri(uri).body(Body::empty());
        send(&router, request.expect("a request")).await
    };
    get("/health/live").await.expect(200);
    let ready = get("/health/ready").await.expect(503);
    assert_eq!(ready.json()["status"], "starting");
    for uri in ["/", "/tiles/spaces/0/0/0.mvt", "/api/changes", "/nothing"] {
        let answer = get(uri).await;
        assert!([503, 404].contains(&answer.status.as_u16()), "{uri}");
    }
    assert_eq!(
        get("/api/changes").await.expect(503).header("retry-after"),
        "2"
    );
    get("/metrics").await.expect(200);
}

#[tokio::test]
async fn ready_says_what_is_served() {
    let app = TestApp::new().await;
    let ready = app.get("/health/ready").await.expect(200);
    assert_eq!(ready.header("cache-control"), "no-store");
    let document = ready.json();
    assert_eq!(document["status"], "ready");
    assert_eq!(document["atlas"]["items"], SPACES + INITIATIVES);
    assert_eq!(document["store"]["healthy"], true);
}

#[tokio::test]
async fn metrics_count_requests_tiles_and_the_atlas() {
    let app = TestApp::new().await;
    for _ in 0..3 {
        app.get("/tiles/spaces/0/0/0.geojson").await.expect(200);
    }
    app.get("/nothing").await.expect(404);
    let metrics = app.get("/metrics").await.expect(200);
    assert!(
        metrics
            .header("content-type")
            .starts_with("application/openmetrics-text")
    );
    for line in [
        "okolica_http_requests_total{route=\"/tiles/{layer}/{z}/{x}/{file}\",status=\"200\"} 3",
        "okolica_http_requests_total{route=\"none\",status=\"404\"} 1",
        "okolica_tile_cache_hits_total 2",
        "okolica_tile_cache_misses_total 1",
        "okolica_atlas_items 270",
        "okolica_store_healthy 1",
    ] {
        assert!(
            metrics.text().contains(line),
            "{line} in\n{}",
            metrics.text()
        );
    }
}
