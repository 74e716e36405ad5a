//! Which sites may hold the embed in a frame, and what scripts of other sites may do.

use crate::support::app::{Answer, TestApp, settings};
use axum::body::Body;
use axum::http::Method;
use okolica::embedders::EmbedRules;

/// `frame-ancestors` of every policy of an answer.
fn ancestors(answer: &Answer) -> Vec<String> {
    let policies = answer.headers.get_all("content-security-policy").iter();
    policies
        .map(|policy| {
            let policy = policy.to_str().expect("ASCII");
            let mut parts = policy.split("; ");
            let own = parts.find_map(|part| part.strip_prefix("frame-ancestors "));
            own.expect("frame-ancestors").to_owned()
        })
        .collect()
}

/// A service whose embeds only `a.example` may hold, those of district B only `b.example`, those
/// of C nobody.
async fn guarded() -> TestApp {
    let usual = "https://a.example".parse().expect("sites");
    let districts = ["B=https://b.example https://*.b.example", "C='none'"];
    let districts = districts.map(|rule| rule.parse().expect("a rule"));
    let mut with = settings();
    with.embedders = EmbedRules::new(usual, districts).expect("rules");
    TestApp::with(with).await
}

#[tokio::test]
async fn each_embed_names_the_sites_that_may_hold_it() {
    let app = guarded().await;
    let a = "'self' https://a.example";
    let b = "'self' https://b.example https://*.b.example";
    for (uri, expected) in [
        ("/embed", vec![a]),
        ("/embed?district=A", vec![a]),
        ("/embed?district=B", vec![b]),
        ("/embed?lang=en&view=list&district=%42", vec![b]),
        ("/embed?district=C", vec!["'self'"]),
        // All of them must agree.
        ("/embed?district=A,B", vec![a, b]),
        ("/embed?district=B&district=C", vec![b, "'self'"]),
        // The rules are of districts of the default set.
        ("/embed?set=estate&district=B", vec![a]),
        ("/embed?district=nowhere", vec![a]),
        ("/embed?district=B&fragment=list", vec![b]),
    ] {
        assert_eq!(ancestors(&app.get(uri).await), expected, "{uri}");
    }
    let open = TestApp::new().await;
    assert_eq!(ancestors(&open.get("/embed?district=B").await), ["*"]);
}

#[tokio::test]
async fn no_other_page_stands_in_a_frame() {
    let app = TestApp::new().await;
    for uri in [
        "/",
        "/planner",
        "/mine",
        "/spaces/1",
        "/districts/A",
        "/embed/builder",
        "/embed/counts",
        "/embed/counts.csv",
        "/nothing",
        "/api?f=html",
        "/api/docs",
        "/metrics",
    ] {
        assert_eq!(ancestors(&app.get(uri).await), ["'none'"], "{uri}");
    }
    // It shows embeds itself.
    let builder = app.get("/embed/builder").await;
    let policy = builder.header("content-security-policy");
    assert!(policy.contains("frame-src 'self';"), "{policy}");
}

#[tokio::test]
async fn scripts_of_other_sites_may_read_and_not_write() {
    let app = TestApp::new().await;
    let origin = ("origin", "https://other.example");
    for uri in [
        "/api/collections/spaces/items",
        "/feeds/initiatives.atom",
        "/tiles/items/0/0/0.mvt",
        "/map.png",
        "/embed?fragment=list",
    ] {
        let read = app.get_with(uri, &[origin]).await.expect(200);
        assert_eq!(read.header("access-control-allow-origin"), "*", "{uri}");
        assert_eq!(read.header("access-control-allow-credentials"), "");
    }
    for (method, uri) in [
        (Method::POST, "/api/collections/spaces/items"),
        (Method::PUT, "/api/collections/spaces/items/1"),
        (Method::PATCH, "/api/collections/spaces/items/1"),
        (Method::DELETE, "/api/collections/spaces/items/1"),
    ] {
        let asked = [
            origin,
            ("access-control-request-method", method.as_str()),
            (
                "access-control-request-headers",
                "authorization,content-type",
            ),
        ];
        let preflight = app.call(Method::OPTIONS, uri, &asked, Body::empty()).await;
        let allowed = preflight.header("access-control-allow-methods");
        assert!(!allowed.contains(method.as_str()), "{method}: {allowed}");
        let headers = preflight.header("access-control-allow-headers");
        assert!(!headers.contains("authorization"), "{headers}");
        // Also where a browser asks for nothing before, it learns nothing of the answer.
        let written = app
            .call(method.clone(), uri, &[origin], Body::empty())
            .await;
        assert_eq!(
            written.header("access-control-allow-origin"),
            "",
            "{method}"
        );
    }
}
