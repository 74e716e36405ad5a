//! `/api/collections/{layer}/items[/{id}]`: writing.

use crate::support::app::{CENTRE, PUBLIC_URL, TOKEN, TestApp, settings};
use axum::body::Body;
use axum::http::Method;
use okolica_model::ItemKey;
use serde_json::{Value, json};

const SPACES: &str = "/api/collections/spaces/items";
const INITIATIVES: &str = "/api/collections/initiatives/items";

fn feature(properties: &Value) -> Value {
    json!({
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [CENTRE.0, CENTRE.1]},
        "properties": properties,
    })
}

#[tokio::test]
async fn an_item_lives_from_post_to_delete() {
    let app = TestApp::new().await;
    let body = feature(&json!({
        "name": "Kącik książki", "category": "library", "phone": "22 000 00 00",
    }));
    let created = app.edit(Method::POST, SPACES, &[], &body).await.expect(201);
    let uri = created
        .header("location")
        .strip_prefix(PUBLIC_URL)
        .expect("public")
        .to_owned();
    let got = app.get(&uri).await.expect(200).json();
    assert_eq!(got["properties"]["name"], "Kącik książki");
    assert_eq!(got["properties"]["version"], 1);
    assert_eq!(
        got["properties"]["districts"]["district"],
        json!(["A", "B", "C", "D"])
    );

    // Absent contact fields stay in a PUT, everything else is replaced.
    let body = feature(&json!({"name": "Kącik", "category": "library"}));
    let put = app.edit(Method::PUT, &uri, &[], &body).await.expect(200);
    assert_eq!(put.json()["properties"]["phone"], "22 000 00 00");
    assert_eq!(put.json()["properties"]["version"], 2);

    let patch = json!({"properties": {"phone": null, "summary": "Cicho", "cost": {"free": true}}});
    let headers = [("content-type", "application/merge-patch+json")];
    let patched = app
        .edit(Method::PATCH, &uri, &headers, &patch)
        .await
        .expect(200)
        .json();
    assert_eq!(patched["properties"].get("phone"), None);
    assert_eq!(patched["properties"]["summary"], "Cicho");
    assert_eq!(patched["properties"]["name"], "Kącik");
    assert_eq!(patched["properties"]["version"], 3);

    app.edit(Method::DELETE, &uri, &[], &Value::Null)
        .await
        .expect(204);
    app.get(&uri).await.expect_problem(404, "");
    for method in [Method::PUT, Method::PATCH, Method::DELETE] {
        app.edit(method, &uri, &[], &body)
            .await
            .expect_problem(404, "");
    }
}

#[tokio::test]
async fn who_does_not_see_a_contact_does_not_change_it() {
    let app = TestApp::new().await;
    let given = json!({"category": "library", "phone": "22 1", "contact_public": true});
    let created = app.edit(Method::POST, SPACES, &[], &feature(&given)).await;
    let uri = created
        .expect(201)
        .header("location")
        .replace(PUBLIC_URL, "");
    let put = async |properties: &Value| {
        let put = app.edit(Method::PUT, &uri, &[], &feature(properties)).await;
        put.expect(200).json()["properties"].clone()
    };
    let kept = put(&json!({"name": "Kącik"})).await;
    assert_eq!(
        (&kept["phone"], &kept["contact_public"]),
        (&json!("22 1"), &json!(true))
    );
    let closed = put(&json!({"contact_public": false})).await;
    assert_eq!(
        (&closed["phone"], &closed["contact_public"]),
        (&json!("22 1"), &json!(false))
    );
    let kept = put(&json!({"email": "a@example.org"})).await;
    assert_eq!(
        (&kept["phone"], &kept["contact_public"]),
        (&json!("22 1"), &json!(false))
    );
    let removed = put(&json!({"phone": null})).await;
    assert_eq!(removed.get("phone"), None, "said to be none");
    assert_eq!(removed["email"], "a@example.org");
}

#[tokio::test]
async fn an_id_of_a_source_names_one_item() {
    let app = TestApp::new().await;
    let body =
        |id: &str| feature(&json!({"category": "library", "source": "bip", "source_id": id}));
    let created = app.edit(Method::POST, SPACES, &[], &body("7")).await;
    let first = created.expect(201).json()["id"].clone();
    let again = app.edit(Method::POST, SPACES, &[], &body("7")).await;
    let problem = again.expect_problem(409, "").json();
    assert_eq!(problem["item"], format!("spaces/{first}"));
    let other = app.edit(Method::POST, SPACES, &[], &body("8")).await;
    let uri = other.expect(201).header("location").replace(PUBLIC_URL, "");
    app.edit(Method::PUT, &uri, &[], &body("8"))
        .await
        .expect(200);
    app.edit(Method::PUT, &uri, &[], &body("7"))
        .await
        .expect_problem(409, "");
    // Another kind has ids of its own.
    app.edit(Method::POST, INITIATIVES, &[], &body("7"))
        .await
        .expect(201);
}

#[tokio::test]
async fn an_initiative_may_be_nowhere_and_a_space_may_not() {
    let app = TestApp::new().await;
    let mut body = feature(&json!({"name": "Online", "category": "other"}));
    body["geometry"] = Value::Null;
    let created = app
        .edit(Method::POST, INITIATIVES, &[], &body)
        .await
        .expect(201);
    assert_eq!(created.json()["geometry"], Value::Null);
    app.edit(Method::POST, SPACES, &[], &body)
        .await
        .expect_problem(400, "geometry");
}

#[tokio::test]
async fn only_the_token_writes() {
    let app = TestApp::new().await;
    let body = feature(&json!({"name": "x"})).to_string();
    let json = ("content-type", "application/json");
    for headers in [
        vec![json],
        vec![json, ("authorization", "Bearer wrong")],
        vec![json, ("authorization", "Basic bGV0LW1lLXdyaXRl")],
        vec![json, ("authorization", TOKEN)],
    ] {
        for (method, uri) in [
            (Method::POST, SPACES.to_owned()),
            (Method::PUT, format!("{SPACES}/1")),
            (Method::PATCH, format!("{SPACES}/1")),
            (Method::DELETE, format!("{SPACES}/1")),
        ] {
            let answer = app
                .call(method, &uri, &headers, Body::from(body.clone()))
                .await;
            let answer = answer.expect_problem(401, "");
            assert_eq!(answer.header("www-authenticate"), "Bearer");
            assert_eq!(answer.header("access-control-allow-origin"), "");
        }
    }
    let mut closed = settings();
    closed.admin_token = None;
    let app = TestApp::with(closed).await;
    let answer = app
        .edit(Method::POST, SPACES, &[], &feature(&json!({})))
        .await;
    let answer = answer.expect_problem(401, "");
    assert!(
        answer.text().contains("OKOLICA_ADMIN_TOKEN"),
        "{}",
        answer.text()
    );
}

#[tokio::test]
async fn a_condition_compares_the_item_version_alone() {
    let app = TestApp::new().await;
    let uri = format!("{SPACES}/5");
    let gzip = app
        .get_with(&uri, &[("accept-encoding", "gzip")])
        .await
        .expect(200);
    let plain = app.get(&uri).await.expect(200);
    let in_items = app
        .get("/api/collections/items/items/spaces/5")
        .await
        .expect(200);
    let (gzip, plain) = (gzip.header("etag"), plain.header("etag"));
    let in_items = in_items.header("etag");
    assert_ne!(gzip, plain);
    let mut version = 1;
    let mut put = async |condition: &str, expected: u16| {
        let body = feature(&json!({"name": format!("{version}")}));
        let answer = app
            .edit(Method::PUT, &uri, &[("if-match", condition)], &body)
            .await
            .expect(expected);
        if expected == 200 {
            version += 1;
        } else {
            assert_eq!(
                answer.json()["version"],
                version,
                "the current version is said"
            );
        }
        answer.header("etag").to_owned()
    };
    let second = put(gzip, 200).await;
    put(plain, 412).await;
    put(in_items, 412).await;
    let third = put(&format!("W/{second}"), 200).await;
    let fourth = put(&format!("{second}, {third}"), 200).await;
    put("\"something-else\"", 412).await;
    put("*", 200).await;
    put(&fourth, 412).await;
    let gone = [("if-match", fourth.as_str())];
    app.edit(Method::DELETE, &uri, &gone, &Value::Null)
        .await
        .expect_problem(412, "");
    app.edit(Method::PATCH, &uri, &gone, &json!({}))
        .await
        .expect_problem(412, "");
}

#[tokio::test]
async fn everything_wrong_is_named() {
    let app = TestApp::new().await;
    let body = json!({
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [181, 52]},
        "properties": {"category": "no-such", "capacity": -1, "colour": "red"},
    });
    let answer = app
        .edit(Method::POST, SPACES, &[], &body)
        .await
        .expect(400)
        .json();
    let fields: Vec<&str> = answer["errors"]
        .as_array()
        .expect("errors")
        .iter()
        .map(|error| error["field"].as_str().expect("a field"))
        .collect();
    for field in ["geometry.longitude", "category", "capacity", "colour"] {
        assert!(fields.contains(&field), "{field} in {answer}");
    }
    for (body, field) in [
        (json!({"type": "Point"}), "type"),
        (json!({"type": "Feature", "properties": []}), "properties"),
        (
            json!({"type": "Feature", "geometry": {"type": "Polygon"}}),
            "geometry",
        ),
        (
            json!({"type": "Feature", "geometry": {"type": "Point", "coordinates": [1]}}),
            "geometry",
        ),
        (json!({"type": "Feature", "geometry": 7}), "geometry"),
    ] {
        app.edit(Method::POST, SPACES, &[], &body)
            .await
            .expect_problem(400, field);
    }
    let mut other = feature(&json!({}));
    other["id"] = json!(6);
    let uri = format!("{SPACES}/5");
    app.edit(Method::PUT, &uri, &[], &other)
        .await
        .expect_problem(400, "id");
}

#[tokio::test]
async fn times_that_cannot_be_read_are_refused_with_the_place() {
    let app = TestApp::new().await;
    let hours = |text: &str| feature(&json!({"name": "Klub", "opening_hours": text}));
    let text = "Mo-Fr 09:00-17:00; pn-pt 9-17";
    let refused = app.edit(Method::POST, SPACES, &[], &hours(text)).await;
    let problem = refused.expect_problem(400, "opening_hours").json();
    let said = problem["errors"][0]["expected"].as_str().expect("a text");
    assert!(said.contains("from character 20 on"), "{said}");
    let good = hours("Mo-Fr 09:00-17:00; PH off");
    let created = app.edit(Method::POST, SPACES, &[], &good).await.expect(201);
    let uri = created.header("location").strip_prefix(PUBLIC_URL);
    let uri = uri.expect("public").to_owned();
    app.edit(Method::PUT, &uri, &[], &hours(text))
        .await
        .expect_problem(400, "opening_hours");
    let patch = |properties: Value| json!({"properties": properties});
    let merge = [("content-type", "application/merge-patch+json")];
    app.edit(
        Method::PATCH,
        &uri,
        &merge,
        &patch(json!({"opening_hours": text})),
    )
    .await
    .expect_problem(400, "opening_hours");

    // What came from elsewhere may stay as it is while other fields change.
    let position = okolica_model::Position::new(CENTRE.0, CENTRE.1).ok();
    let properties = json!({"name": "Świetlica", "opening_hours": text});
    let properties = properties.as_object().expect("an object");
    let item = okolica_model::Item::parse(okolica_model::ItemKind::Space, properties, position);
    let write = okolica::store::Write::Create(item.expect("an item"));
    let by = okolica::store::EditContext {
        who: "import".to_owned(),
        why: None,
        at: None,
    };
    let written = app.live.write(by, vec![write]).await.expect("written");
    let uri = format!("{SPACES}/{}", written[0].key.id);
    let patched = app
        .edit(
            Method::PATCH,
            &uri,
            &merge,
            &patch(json!({"phone": "22 1"})),
        )
        .await
        .expect(200);
    assert_eq!(patched.json()["properties"]["opening_hours"], text);

    for (rule, part) in [
        ("FREQ=SECONDLY", "FREQ=SECONDLY"),
        ("FREQ=WEEKLY;BYDAY=XX", "BYDAY=XX"),
        (
            "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2",
            "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2",
        ),
    ] {
        let body = feature(&json!({"schedule": {"start": "2026-11-24T18:00", "rrule": rule}}));
        let refused = app.edit(Method::POST, INITIATIVES, &[], &body).await;
        let problem = refused.expect_problem(400, "schedule.rrule").json();
        assert_eq!(problem["errors"][0]["value"], part);
    }
}

#[tokio::test]
async fn bodies_are_bounded_and_typed() {
    let app = TestApp::new().await;
    let bearer = format!("Bearer {TOKEN}");
    let post = async |headers: &[(&str, &str)], body: Body| {
        let mut all = vec![("authorization", bearer.as_str())];
        all.extend_from_slice(headers);
        app.call(Method::POST, SPACES, &all, body).await
    };
    let json = ("content-type", "application/geo+json; charset=utf-8");
    let large = "x".repeat(1024 * 1024 + 1);
    post(&[json], Body::from(large.clone()))
        .await
        .expect_problem(413, "");
    let announced = [json, ("content-length", "9999999")];
    post(&announced, Body::empty())
        .await
        .expect_problem(413, "");
    post(&[("content-type", "text/plain")], Body::from("{}"))
        .await
        .expect_problem(415, "");
    post(&[], Body::from("{}")).await.expect_problem(415, "");
    post(&[json, ("content-encoding", "gzip")], Body::from("{}"))
        .await
        .expect_problem(415, "");
    for text in [
        "",
        "{",
        "[]",
        "null",
        "{\"a\":\"\u{0}\"}",
        &"[".repeat(100_000),
    ] {
        post(&[json], Body::from(text.to_owned()))
            .await
            .expect_problem(400, "");
    }
    let deep = format!("{{\"type\":{}1{}}}", "[".repeat(40), "]".repeat(40));
    post(&[json], Body::from(deep))
        .await
        .expect_problem(400, "");
}

#[tokio::test]
async fn other_collections_are_only_read() {
    let app = TestApp::new().await;
    for (method, uri) in [
        (Method::POST, "/api/collections/items/items"),
        (Method::POST, "/api/collections/districts/items"),
        (Method::PUT, "/api/collections/items/items/spaces/1"),
        (Method::PATCH, "/api/collections/districts/items/1"),
        (Method::DELETE, "/api/collections/districts/items/1"),
    ] {
        let answer = app.edit(method, uri, &[], &feature(&json!({}))).await;
        let answer = answer.expect_problem(405, "");
        assert_eq!(answer.header("allow"), "GET,HEAD,OPTIONS", "{uri}");
    }
    let answer = app.call(Method::PUT, SPACES, &[], Body::empty()).await;
    assert_eq!(
        answer.expect_problem(405, "").header("allow"),
        "GET,HEAD,POST,OPTIONS"
    );
}

#[tokio::test]
async fn who_and_why_are_recorded() {
    let app = TestApp::new().await;
    let why = [("okolica-reason", "po%C5%BCar, zamkni%C4%99te")];
    app.edit(
        Method::PATCH,
        &format!("{SPACES}/3"),
        &why,
        &json!({"properties": {"summary": "x"}}),
    )
    .await
    .expect(200);
    let key = ItemKey {
        kind: okolica_model::ItemKind::Space,
        id: 3,
    };
    let history = app.live.store().history(key).await.expect("a history");
    let last = &history.last().expect("a revision").change;
    assert_eq!(last.who, "api");
    assert_eq!(last.why.as_deref(), Some("pożar, zamknięte"));
}

/// Patches of different fields made at once all arrive.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn patches_at_once_do_not_undo_each_other() {
    let app = TestApp::new().await;
    let uri = format!("{SPACES}/9");
    let fields = ["summary", "address", "operator", "booking"];
    let patches = fields.map(|field| {
        let patch = json!({"properties": {field: format!("nowe {field}")}});
        let (app, uri) = (&app, &uri);
        async move { app.edit(Method::PATCH, uri, &[], &patch).await }
    });
    for answer in futures_util::future::join_all(patches).await {
        answer.expect(200);
    }
    let item = app.get(&uri).await.expect(200).json();
    for field in fields {
        assert_eq!(item["properties"][field], format!("nowe {field}"));
    }
    assert_eq!(item["properties"]["version"], 5);
}
