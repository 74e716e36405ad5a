//! How often embeds were opened: counted, kept, shown to those who have the token.

use crate::support::app::{self, TOKEN, TestApp, settings};
use crate::support::postgres::Cluster;
use axum::body::Body;
use axum::http::{Method, Request};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use okolica::http::router;
use okolica_model::time::Stamp;

fn basic(password: &str) -> String {
    let pair = STANDARD.encode(format!("urząd:{password}"));
    format!("Basic {pair}")
}

/// The lines of the CSV below its header: day, embed, openings.
async fn counted(app: &TestApp) -> Vec<String> {
    let asked = [("authorization", &*basic(TOKEN))];
    let csv = app.get_with("/embed/counts.csv", &asked).await.expect(200);
    let mut lines = csv.text().lines().map(str::to_owned);
    assert_eq!(lines.next().as_deref(), Some("day,embed,opens"));
    lines.collect()
}

#[tokio::test]
async fn openings_are_counted_by_preset_and_day_of_the_city() {
    let app = TestApp::new().await;
    // Half past eleven at night in Greenwich is the next day in the city.
    let late = Stamp::parse("at", "2026-11-23T23:30:00Z").expect("a moment");
    for uri in [
        "/embed?district=B&lang=en",
        "/embed?lang=uk&district=B&accent=0b6b62&title=Urz%C4%85d",
        "/embed?district=B&view=list&fragment=list",
        "/embed",
    ] {
        app.get_at(late, uri, &[]).await.expect(200);
    }
    // A copy that is still right was opened too.
    let first = app.get_at(late, "/embed?free=1", &[]).await.expect(200);
    let tag = [("if-none-match", first.header("etag"))];
    app.get_at(late, "/embed?free=1", &tag).await.expect(304);
    // What the frame asks for itself, the builder's preview, and a question about the head.
    for fragment in ["results", "item&selected=spaces/1"] {
        let uri = format!("/embed?free=1&fragment={fragment}");
        app.get_at(late, &uri, &[]).await.expect(200);
    }
    let from_here = [("sec-fetch-site", "same-origin")];
    app.get_at(late, "/embed?q=tajne", &from_here)
        .await
        .expect(200);
    app.call(Method::HEAD, "/embed", &[], Body::empty())
        .await
        .expect(200);
    assert_eq!(
        counted(&app).await,
        [
            "2026-11-24,/embed,1",
            "2026-11-24,/embed?district=B,3",
            "2026-11-24,/embed?free=1,2"
        ]
    );
    let metrics = app.get("/metrics").await.expect(200);
    let line = "okolica_embed_opens_total{embed=\"/embed?district=B\"} 3";
    assert!(metrics.text().contains(line), "{}", metrics.text());
}

#[tokio::test]
async fn counts_outlive_a_restart() {
    let app = TestApp::new().await;
    app.get("/embed").await.expect(200);
    app.state.keep_opens().await.expect("kept");
    let app = app.restarted().await;
    app.get("/embed").await.expect(200);
    let lines = counted(&app).await;
    assert!(lines.len() <= 2, "one day, or two at midnight: {lines:?}");
    let sum: u64 = lines
        .iter()
        .filter_map(|line| line.rsplit(',').next()?.parse::<u64>().ok())
        .sum();
    assert_eq!(sum, 2);
}

#[tokio::test]
async fn counts_wait_for_a_store_that_is_down() {
    let mut cluster = Cluster::start(false);
    let database = cluster.database();
    let (state, live) = app::start(&database.url(), settings()).await;
    let router = router(state.clone());
    let open = async || {
        let request = Request::get("/embed")
            .body(Body::empty())
            .expect("a request");
        app::send(&router, request).await.expect(200);
    };
    open().await;
    cluster.stop();
    assert!(state.keep_opens().await.is_err(), "nothing answers");
    open().await;
    cluster.restart();
    state.keep_opens().await.expect("kept");
    let since = chrono::NaiveDate::default();
    let all = live.store().opens(since).await.expect("totals");
    assert_eq!(all.iter().map(|one| one.opens).sum::<u64>(), 2);
}

#[tokio::test]
async fn only_those_with_the_token_see_them() {
    let app = TestApp::new().await;
    app.get("/embed?district=B").await.expect(200);
    for uri in ["/embed/counts", "/embed/counts.csv"] {
        for wrong in [
            None,
            Some(basic("falsch")),
            Some(basic("")),
            Some("Basic x".to_owned()),
        ] {
            let asked: Vec<_> = wrong
                .iter()
                .map(|value| ("authorization", &**value))
                .collect();
            let refused = app.get_with(uri, &asked).await.expect(401);
            let challenge = refused.header("www-authenticate");
            assert_eq!(challenge, "Basic realm=\"Okolica\", charset=\"UTF-8\"");
        }
        for right in [basic(TOKEN), format!("Bearer {TOKEN}")] {
            let seen = app.get_with(uri, &[("authorization", &right)]).await;
            let seen = seen.expect(200);
            assert_eq!(seen.header("cache-control"), "private, no-store");
            assert_eq!(seen.header("access-control-allow-origin"), "");
            assert!(seen.text().contains("district=B"), "{}", seen.text());
        }
    }
    for (language, title) in [
        ("pl", "Ile razy otwarto mapę na innych stronach"),
        ("en", "How often the map was opened elsewhere"),
        ("uk", "Скільки разів мапу відкривали на інших сторінках"),
    ] {
        let uri = format!("/embed/counts?lang={language}");
        let page = app
            .get_with(&uri, &[("authorization", &basic(TOKEN))])
            .await;
        let page = page.expect(200);
        assert!(page.text().contains(title), "{language}");
        assert!(page.text().contains(">Okręg B</a>"), "{language}");
    }
    let mut closed = settings();
    closed.admin_token = None;
    let closed = TestApp::with(closed).await;
    let asked = [("authorization", &*basic(""))];
    closed.get_with("/embed/counts", &asked).await.expect(403);
}
