//! Headers that every answer of an area has.

use crate::support::app::{TestApp, settings};
use axum::body::Body;
use axum::http::Method;

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'";

#[tokio::test]
async fn pages_are_closed_and_public_data_is_open() {
    let app = TestApp::new().await;
    for uri in ["/", "/spaces/1", "/nothing", "/spaces/x"] {
        let page = app.get(uri).await;
        assert_eq!(page.header("content-security-policy"), POLICY, "{uri}");
        assert_eq!(page.header("x-content-type-options"), "nosniff");
        assert_eq!(
            page.header("referrer-policy"),
            "strict-origin-when-cross-origin"
        );
        assert_eq!(page.header("cross-origin-opener-policy"), "same-origin");
        assert_eq!(page.header("cross-origin-resource-policy"), "same-origin");
        assert!(
            page.header("permissions-policy")
                .contains("geolocation=(self)")
        );
        assert_eq!(page.header("access-control-allow-origin"), "");
        assert_eq!(page.header("strict-transport-security"), "max-age=31536000");
        assert!(
            page.header("content-type").starts_with("text/html"),
            "{uri}"
        );
    }
    for uri in [
        "/tiles/spaces/0/0/0.mvt",
        "/api/collections/spaces/items",
        "/api/nothing",
    ] {
        let data = app.get(uri).await;
        assert_eq!(data.header("access-control-allow-origin"), "*", "{uri}");
        assert_eq!(data.header("cross-origin-resource-policy"), "cross-origin");
        assert_eq!(data.header("x-content-type-options"), "nosniff");
    }
}

#[tokio::test]
async fn transport_security_is_promised_only_where_there_is_tls_and_the_basemap_is_let_in() {
    let mut plain = settings();
    plain.public_url = "http://127.0.0.1:8080".parse().expect("an address");
    let template = "https://tiles.example.org/{z}/{x}/{y}.png"
        .parse()
        .expect("a template");
    plain.basemap = Some((template, "© Example".to_owned()));
    let app = TestApp::with(plain).await;
    let page = app.get("/").await.expect(200);
    assert_eq!(page.header("strict-transport-security"), "");
    let policy = page.header("content-security-policy");
    let expected = POLICY.replace("data:;", "data: https://tiles.example.org;");
    assert_eq!(policy, expected);
}

#[tokio::test]
async fn other_sites_may_ask_before_they_read() {
    let app = TestApp::new().await;
    for (uri, allow) in [
        ("/tiles/spaces/0/0/0.mvt", "GET,HEAD"),
        ("/api/collections/spaces/items", "GET,HEAD,POST,OPTIONS"),
    ] {
        let headers = [
            ("origin", "https://other.example"),
            ("access-control-request-method", "GET"),
        ];
        let answer = app
            .call(Method::OPTIONS, uri, &headers, Body::empty())
            .await
            .expect(204);
        assert_eq!(answer.header("allow"), allow);
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert_eq!(
            answer.header("access-control-allow-methods"),
            "GET, HEAD, OPTIONS"
        );
        assert!(answer.body.is_empty());
    }
    let page = app
        .call(Method::OPTIONS, "/", &[], Body::empty())
        .await
        .expect(204);
    assert_eq!(page.header("access-control-allow-origin"), "");
}

#[tokio::test]
async fn links_never_follow_the_host_header() {
    let app = TestApp::new().await;
    let headers = [
        ("host", "evil.example"),
        ("x-forwarded-host", "evil.example"),
        ("forwarded", "host=evil.example"),
    ];
    for uri in [
        "/",
        "/api/collections/spaces/items?limit=1",
        "/tiles/items.json",
        "/api/changes",
    ] {
        let answer = app.get_with(uri, &headers).await.expect(200);
        assert!(!answer.text().contains("evil.example"), "{uri}");
    }
}
