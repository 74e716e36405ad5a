//! The embed: what its address says, what its headers allow, what others load from here.

use crate::support::app::{PUBLIC_URL, TestApp};
use axum::body::Body;
use axum::http::Method;

/// The values of an attribute of all elements of a name.
fn attributes<'a>(html: &'a str, tag: &str, attribute: &str) -> Vec<&'a str> {
    let start = format!("{attribute}=\"");
    html.split(&format!("<{tag} "))
        .skip(1)
        .filter_map(|rest| {
            rest.split('>')
                .next()?
                .split(&start)
                .nth(1)?
                .split('"')
                .next()
        })
        .collect()
}

#[tokio::test]
async fn any_site_may_frame_the_embed_and_no_other_page() {
    let app = TestApp::new().await;
    for uri in [
        "/embed",
        "/embed?fragment=list",
        "/embed?selected=spaces/9999&fragment=item",
    ] {
        let page = app.get(uri).await;
        let policy = page.header("content-security-policy");
        assert!(policy.contains("frame-ancestors *;"), "{uri}: {policy}");
        assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval'; style-src 'self';"));
        assert_eq!(page.header("cross-origin-opener-policy"), "", "{uri}");
        assert_eq!(page.header("cross-origin-resource-policy"), "cross-origin");
        assert_eq!(page.header("access-control-allow-origin"), "*");
        assert_eq!(page.header("set-cookie"), "");
        assert_eq!(page.header("x-content-type-options"), "nosniff");
    }
    for uri in ["/", "/spaces/1", "/embed/", "/embed/builder", "/embedded"] {
        let page = app.get(uri).await;
        let policy = page.header("content-security-policy");
        assert!(
            policy.is_empty() || policy.contains("frame-ancestors 'none'"),
            "{uri}: {policy}"
        );
    }
}

#[tokio::test]
async fn an_embed_shows_what_its_address_says_and_keeps_nothing() {
    let app = TestApp::new().await;
    let page = app
        .get("/embed?district=A&lang=en&fbclid=x&utm_source=y")
        .await
        .expect(200);
    let html = page.text();
    let whole = app.get("/?district=A&lang=en").await.expect(200);
    let total = attributes(whole.text(), "div", "data-total");
    assert_eq!(attributes(html, "div", "data-total"), total);
    assert!(
        !html.contains("data-star") && !html.contains("/static/device"),
        "{html}"
    );
    assert!(
        !html.contains("fbclid") && !html.contains("utm_source"),
        "{html}"
    );
    assert!(!html.contains("id=\"filters\"") && !html.contains("class=\"chips\""));
    assert!(!html.contains(" style=") && !html.contains("<style"));
    assert!(html.contains("<base target=\"_top\">") && html.contains("noindex"));
    assert!(html.contains("id=\"map\"") && html.contains("id=\"results\""));
    let out = "href=\"/?district=A&amp;lang=en\"";
    assert!(
        html.contains(out) || html.contains(&out.replace("&amp;", "&")),
        "{html}"
    );

    let list = app.get("/embed?view=list").await.expect(200);
    assert!(!list.text().contains("id=\"map\"") && !list.text().contains(".wasm"));
    let map = app.get("/embed?view=map").await.expect(200);
    assert!(
        map.text().contains("id=\"map\"") && map.text().contains("item-link"),
        "without scripts there is a list"
    );
    let open = app
        .get("/embed?filters=open&title=Urz%C4%85d&theme=dark&free=1")
        .await
        .expect(200);
    let html = open.text();
    for field in ["name=\"filters\"", "name=\"title\"", "name=\"theme\""] {
        assert!(html.contains(field), "the form keeps {field}");
    }
    assert!(html.contains("action=\"/embed\"") && html.contains("class=\"chips\""));
    assert!(html.contains("<h1>Urząd</h1>"));
    // What leads to another part of the embed stays in the frame and keeps how it looks.
    let hrefs = attributes(html, "a", "href");
    let inside = || hrefs.iter().filter(|href| href.starts_with("/embed"));
    assert!(inside().count() > 5, "{hrefs:?}");
    assert!(
        inside().all(|href| href.contains("theme=dark")),
        "{hrefs:?}"
    );
    let here = hrefs.iter().filter(|href| href.starts_with('#')).count();
    let form = 1;
    let targets = html.matches("target=\"_self\"").count();
    assert_eq!(targets, inside().count() + here + form, "{hrefs:?}");
}

#[tokio::test]
async fn a_short_list_leads_to_the_whole_one() {
    let app = TestApp::new().await;
    let rows = |html: &str| html.matches("class=\"item-link\"").count();
    let short = app.get("/embed?max=7&lang=en").await.expect(200);
    assert_eq!(rows(short.text()), 7);
    assert!(
        short.text().contains("All 270 results in Okolica"),
        "{}",
        short.text()
    );
    assert!(!short.text().contains("rel=\"next\""));
    let long = app.get("/embed?max=100&lang=en").await.expect(200);
    assert_eq!(rows(long.text()), 100);
    let paged = app.get("/embed?lang=en").await.expect(200);
    assert_eq!(rows(paged.text()), 30);
    let next = attributes(paged.text(), "a", "rel");
    assert!(next.contains(&"next"));
    assert!(!paged.text().contains("results in Okolica"));
}

#[tokio::test]
async fn what_no_longer_exists_is_said_and_left_out() {
    let app = TestApp::new().await;
    let uri = "/embed?lang=en&district=GONE&category=no-such&theme=pink&max=101&view=grid&accent=red&filters=x&map=junk";
    let page = app.get(uri).await.expect(200);
    let html = page.text();
    for filter in ["district = GONE", "category = no-such"] {
        assert!(
            html.contains(&format!("This filter no longer exists: {filter}")),
            "{filter}: {html}"
        );
    }
    for setting in [
        "theme = pink",
        "max = 101",
        "view = grid",
        "accent = red",
        "filters = x",
    ] {
        assert!(
            html.contains(&format!("For editors: {setting} means nothing here")),
            "{setting}"
        );
    }
    assert!(
        html.contains("data-total=\"270\""),
        "the list is that without them"
    );
    let long = app
        .get(&format!("/embed?lang=en&title={}", "x".repeat(81)))
        .await
        .expect(200);
    assert!(long.text().contains("title = x"));
    let list = app
        .get("/embed?lang=en&district=GONE&fragment=list")
        .await
        .expect(200);
    assert!(
        list.text()
            .contains("This filter no longer exists: district = GONE")
    );
}

#[tokio::test]
async fn a_colour_is_served_as_a_style_unless_it_is_too_pale() {
    let app = TestApp::new().await;
    let page = app.get("/embed?accent=1A237E&theme=dark").await.expect(200);
    let style = "/embed/style.css?accent=1a237e&theme=dark";
    let html = page.text().replace("&amp;", "&");
    assert!(html.contains(&format!("href=\"{style}\"")), "{html}");
    let style = app.get(style).await.expect(200);
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
    assert_eq!(style.header("cache-control"), "public, max-age=86400");
    assert!(style.text().contains("--accent: #"));
    let known = [("if-none-match", style.header("etag"))];
    app.get_with("/embed/style.css?accent=1a237e&theme=dark", &known)
        .await
        .expect(304);

    let pale = app.get("/embed?accent=ffee00&lang=en").await.expect(200);
    assert!(!pale.text().contains("style.css?"), "{}", pale.text());
    assert!(
        pale.text().contains(
            "the accent #ffee00 is hard to read on a light ground (contrast 1, at least 4.5"
        ),
        "{}",
        pale.text()
    );
    for (query, field) in [
        ("accent=ffee00", "accent"),
        ("accent=%231a237e", "accent"),
        ("accent=", "accent"),
        ("theme=pink", "theme"),
        ("colour=1a237e", "colour"),
        ("accent=1a237e;}body{display:none", "accent"),
    ] {
        let answer = app.get(&format!("/embed/style.css?{query}")).await;
        answer.expect_problem(400, field);
    }
}

#[tokio::test]
async fn the_list_for_other_pages_stands_on_its_own() {
    let app = TestApp::new().await;
    let list = app
        .get("/embed?layer=spaces&fragment=list&max=4&lang=en")
        .await
        .expect(200);
    assert_eq!(list.header("access-control-allow-origin"), "*");
    assert_eq!(list.header("content-type"), "text/html; charset=utf-8");
    let html = list.text();
    assert!(
        html.starts_with("<div lang=\"en\" class=\"okolica\">")
            || html.starts_with("<div class=\"okolica\" lang=\"en\">"),
        "{html}"
    );
    assert_eq!(html.matches("<li").count(), 4);
    assert!(html.contains("150 results"), "{html}");
    for not in [
        " id=", "style", "<script", "target=", "<svg", "<h1", "<h2", "data-",
    ] {
        assert!(!html.contains(not), "{not} in {html}");
    }
    let links = attributes(html, "a", "href");
    assert_eq!(links.len(), 5);
    assert!(
        links.iter().all(|href| href.starts_with(PUBLIC_URL)),
        "{links:?}"
    );
    let asked = [
        ("origin", "https://urzad.example"),
        ("access-control-request-method", "GET"),
    ];
    let before = app
        .call(Method::OPTIONS, "/embed", &asked, Body::empty())
        .await
        .expect(204);
    assert_eq!(before.header("access-control-allow-origin"), "*");
}

#[tokio::test]
async fn the_script_is_for_everybody_and_small() {
    let app = TestApp::new().await;
    let script = app.get("/embed/okolica.js").await.expect(200);
    assert_eq!(
        script.header("content-type"),
        "text/javascript; charset=utf-8"
    );
    assert_eq!(script.header("access-control-allow-origin"), "*");
    assert_eq!(
        script.header("cross-origin-resource-policy"),
        "cross-origin"
    );
    assert_eq!(script.header("cache-control"), "public, max-age=3600");
    assert!(script.body.len() < 10_000, "{} bytes", script.body.len());
    let tag = script.header("etag");
    app.get_with("/embed/okolica.js", &[("if-none-match", tag)])
        .await
        .expect(304);
    app.get("/embed/nothing.js").await.expect_problem(404, "");
}
