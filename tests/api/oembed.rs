//! `/oembed`, as consumers ask it: what they find in pages, and what they are told.

use crate::support::app::{PUBLIC_URL, TestApp, percent};
use crate::support::python;
use axum::http::Method;
use serde_json::{Value, json};

/// An answer's address for what `shown` names.
fn address(shown: &str, rest: &str) -> String {
    let url = percent(&format!("{PUBLIC_URL}{shown}"));
    format!("/oembed?url={url}{rest}")
}

/// The `src` of the frame in an answer, without the service in front.
fn framed(answer: &Value) -> String {
    let html = answer["html"].as_str().expect("HTML");
    let (_, rest) = html.split_once("<iframe src=\"").expect("a frame");
    let src = rest.split('"').next().expect("an address");
    let src = src.replace("&amp;", "&");
    src.strip_prefix(PUBLIC_URL).expect("ours").to_owned()
}

async fn space(app: &TestApp, geometry: Value) -> u64 {
    let body = json!({"type": "Feature", "geometry": geometry,
        "properties": {"name": "Klub \"Pod <Lipą>\" & Co"}});
    let uri = "/api/collections/initiatives/items";
    let made = app.edit(Method::POST, uri, &[], &body).await.expect(201);
    made.json()["id"].as_u64().expect("an id")
}

#[tokio::test]
async fn pages_that_show_the_map_can_be_embedded() {
    let app = TestApp::new().await;
    let placed = space(
        &app,
        json!({"type": "Point", "coordinates": [21.01, 52.01]}),
    )
    .await;
    let online = space(&app, Value::Null).await;
    for (shown, embed, picture) in [
        ("/", "/embed", "/map.png"),
        (
            "/?category=library&utm_source=x&lang=uk&after=spaces/3",
            "/embed?category=library&lang=uk",
            "/map.png?category=library",
        ),
        ("/districts/A", "/embed?district=A", "/map.png?district=A"),
        (
            "/districts/E?set=estate&lang=en",
            "/embed?district=E&set=estate&lang=en",
            "/map.png?district=E&set=estate",
        ),
        (
            &format!("/initiatives/{placed}"),
            &format!("/embed?map=16/52.01000/21.01000&selected=initiatives/{placed}"),
            &format!("/initiatives/{placed}/map.png"),
        ),
        (
            &format!("/initiatives/{online}?lang=pl"),
            &format!("/embed?selected=initiatives/{online}&lang=pl"),
            "/map.png",
        ),
        (
            "/embed?district=A&view=list&title=Okr%C4%99g&max=3",
            "/embed?district=A&view=list&title=Okr%C4%99g&max=3",
            "/map.png?district=A",
        ),
    ] {
        let answer = app.get(&address(shown, "")).await.expect(200);
        assert_eq!(answer.header("content-type"), "application/json");
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        let answer = answer.json();
        assert_eq!(answer["type"], "rich");
        assert_eq!(answer["version"], "1.0");
        assert_eq!(answer["provider_name"], "Testowo");
        assert_eq!(framed(&answer), embed, "{shown}");
        assert_eq!(answer["thumbnail_url"], format!("{PUBLIC_URL}{picture}"));
        // What it names is there.
        app.get(embed).await.expect(200);
        app.get(picture).await.expect(200);
        // The page itself says where this is asked.
        let page = app.get(shown).await.expect(200);
        let found = page.text().contains("type=\"application/json+oembed\"");
        assert_eq!(found, !shown.starts_with("/embed"), "{shown}");
    }
    let answer = app
        .get(&address(&format!("/initiatives/{placed}"), ""))
        .await;
    let answer = answer.expect(200).json();
    assert_eq!(answer["title"], "Klub \"Pod <Lipą>\" & Co");
    let html = answer["html"].as_str().expect("HTML");
    assert!(
        html.contains("title=\"Klub &quot;Pod &lt;Lipą&gt;&quot; &amp; Co\""),
        "{html}"
    );
}

#[tokio::test]
async fn a_page_leads_to_its_own_answers() {
    let app = TestApp::new().await;
    let page = app.get("/districts/A?lang=en").await.expect(200);
    for kind in ["application/json+oembed", "text/xml+oembed"] {
        let mut links = page.text().split("<link ");
        let link = links.find(|link| link.contains(kind)).expect(kind);
        let (_, href) = link.split_once("href=\"").expect("an address");
        let href = href
            .split('"')
            .next()
            .expect("its end")
            .replace("&amp;", "&");
        let local = href.strip_prefix(PUBLIC_URL).expect("ours");
        let answer = app.get(local).await.expect(200);
        assert!(answer.text().contains("district=A"), "{local}");
    }
}

#[tokio::test]
async fn xml_says_the_same() {
    let app = TestApp::new().await;
    let placed = space(
        &app,
        json!({"type": "Point", "coordinates": [21.01, 52.01]}),
    )
    .await;
    let shown = format!("/initiatives/{placed}");
    let json = app
        .get(&address(&shown, "&format=json"))
        .await
        .expect(200)
        .json();
    let xml = app.get(&address(&shown, "&format=xml")).await.expect(200);
    assert_eq!(xml.header("content-type"), "text/xml; charset=utf-8");
    let script = "import json, sys, xml.etree.ElementTree as tree
root = tree.fromstring(sys.stdin.buffer.read())
assert root.tag == 'oembed'
print(json.dumps({part.tag: part.text for part in root}))";
    let read = python::read(script, &xml.body);
    for (name, value) in json.as_object().expect("an object") {
        let text = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        assert_eq!(read[name], text, "{name}");
    }
}

#[tokio::test]
async fn a_consumer_bounds_the_size() {
    let app = TestApp::new().await;
    let whole = app.get(&address("/", "")).await.expect(200).json();
    assert_eq!(
        (&whole["width"], &whole["height"]),
        (&json!(640), &json!(480))
    );
    let small = app.get(&address("/", "&maxwidth=300&maxheight=200")).await;
    let small = small.expect(200).json();
    assert_eq!(
        (&small["width"], &small["height"]),
        (&json!(300), &json!(200))
    );
    let html = small["html"].as_str().expect("HTML");
    assert!(html.contains("width=\"300\" height=\"200\""), "{html}");
    assert_eq!(
        small["thumbnail_url"],
        Value::Null,
        "no picture is so small"
    );
    let middle = app
        .get(&address("/?free=1", "&maxwidth=800"))
        .await
        .expect(200)
        .json();
    let picture = format!("{PUBLIC_URL}/map.png?free=1&size=small");
    assert_eq!(middle["thumbnail_url"], picture);
    assert_eq!(middle["thumbnail_width"], 640);
    app.get("/map.png?free=1&size=small").await.expect(200);
}

#[tokio::test]
async fn what_can_not_be_embedded_is_refused_as_the_standard_says() {
    let app = TestApp::new().await;
    for shown in [
        "/spaces/999999",
        "/spaces/1/map.png",
        "/spaces/1/qr.svg",
        "/spaces/01",
        "/districts/nowhere",
        "/districts/A?set=estate",
        "/planner",
        "/api",
        "/nothing",
    ] {
        app.get(&address(shown, "")).await.expect_problem(404, "");
    }
    for url in [
        "https://other.example/",
        "ftp://x",
        "x",
        &format!("{PUBLIC_URL}.evil.example/"),
    ] {
        let uri = format!("/oembed?url={}", percent(url));
        app.get(&uri).await.expect_problem(404, "");
    }
    app.get(&address("/", "&format=yaml"))
        .await
        .expect_problem(501, "");
    app.get("/oembed").await.expect_problem(400, "url");
    for (rest, field) in [
        ("&maxwidth=0", "maxwidth"),
        ("&maxwidth=wide", "maxwidth"),
        ("&maxheight=-5", "maxheight"),
    ] {
        app.get(&address("/", rest))
            .await
            .expect_problem(400, field);
    }
    // Consumers add what they like.
    app.get(&address("/", "&dnt=1")).await.expect(200);
}
