//! OGC API – Features and Tiles: documents, reference systems, filters, tiles.

use crate::support::app::{CENTRE, INITIATIVES, PUBLIC_URL, SPACES, TestApp, percent};
use axum::body::Body;
use axum::http::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const SPACES_ITEMS: &str = "/api/collections/spaces/items";
const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

/// A filter, and what it keeps.
type Check<'a> = (&'a str, &'a dyn Fn(&Value) -> bool);

fn features(list: &Value) -> &Vec<Value> {
    list["features"].as_array().expect("features")
}

fn ids(list: &Value) -> BTreeSet<String> {
    features(list).iter().map(|f| f["id"].to_string()).collect()
}

/// Every address of ours that a document links to.
fn hrefs(document: &Value, out: &mut BTreeSet<String>) {
    match document {
        Value::Object(members) => {
            let href = members.get("href").and_then(Value::as_str);
            let own = href.and_then(|href| href.strip_prefix(PUBLIC_URL));
            if members.get("templated") != Some(&json!(true)) {
                out.extend(own.map(str::to_owned));
            }
            members.values().for_each(|inner| hrefs(inner, out));
        }
        Value::Array(list) => list.iter().for_each(|inner| hrefs(inner, out)),
        _ => {}
    }
}

#[tokio::test]
async fn every_link_from_the_landing_page_leads_somewhere() {
    let app = TestApp::new().await;
    let mut seen = BTreeSet::new();
    let mut waiting = BTreeSet::from(["/api".to_owned()]);
    while let Some(uri) = waiting.pop_first() {
        if !seen.insert(uri.clone()) {
            continue;
        }
        let answer = app.get(&uri).await.expect(200);
        let kind = answer.header("content-type").to_owned();
        let feature = uri.contains("/items") || uri.contains("/search");
        // One page of a list is enough to go on from.
        if kind.contains("json") && !kind.contains("openapi") && !feature {
            hrefs(&answer.json(), &mut waiting);
        }
    }
    for part in [
        "conformance",
        "collections",
        "openapi.json",
        "tileMatrixSets",
    ] {
        assert!(
            seen.iter().any(|uri| uri.contains(part)),
            "{part}: {seen:?}"
        );
    }
    for id in [
        "spaces",
        "initiatives",
        "items",
        "districts",
        "population_cells",
        "categories",
    ] {
        for part in ["/items", "/queryables", "/schema"] {
            let uri = format!("/api/collections/{id}{part}");
            assert!(seen.iter().any(|seen| seen.starts_with(&uri)), "{uri}");
        }
    }
}

#[tokio::test]
async fn people_get_pages_at_the_same_addresses() {
    let app = TestApp::new().await;
    let html = [("accept", "text/html,application/xhtml+xml,*/*;q=0.8")];
    for uri in [
        "/api",
        "/api/conformance",
        "/api/collections",
        "/api/collections/districts",
        "/api/collections/spaces/queryables",
        "/api/collections/spaces/schema",
        "/api/collections/items/items",
        "/api/collections/categories/items",
        "/api/collections/spaces/items/1",
        "/api/collections/districts/items/1",
        "/api/collections/spaces/tiles",
        "/api/collections/spaces/tiles/WebMercatorQuad",
        "/api/tileMatrixSets",
        "/api/tileMatrixSets/WebMercatorQuad",
    ] {
        let plain = app.get_with(uri, &[("accept", "*/*")]).await.expect(200);
        assert!(plain.header("content-type").contains("json"), "{uri}");
        let page = app.get_with(uri, &html).await.expect(200);
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        let policy = page.header("content-security-policy");
        assert!(policy.contains("default-src 'none'"), "{uri}: {policy}");
        assert!(!page.text().contains("style="), "{uri}");
        for (language, word) in [("pl", "Odnośniki"), ("en", "Links"), ("uk", "Посилання")]
        {
            let page = app.get(&format!("{uri}?f=html&lang={language}")).await;
            let page = page.expect(200);
            assert_eq!(page.header("content-language"), language);
            if page.text().contains("<ul>") && uri.ends_with("districts") {
                assert!(page.text().contains(word), "{uri} {language}");
            }
        }
        let json = app.get_with(&format!("{uri}?f=json"), &html).await;
        assert!(json.expect(200).header("content-type").contains("json"));
        for (query, field) in [
            ("f=xml", "f"),
            ("lang=fr", "lang"),
            ("colour=red", "colour"),
        ] {
            let wrong = app.get(&format!("{uri}?{query}")).await;
            wrong.expect_problem(400, field);
        }
    }
}

#[tokio::test]
async fn each_collection_says_what_it_is() {
    let app = TestApp::new().await;
    let all = app.get("/api/collections").await.expect(200).json();
    for collection in all["collections"].as_array().expect("collections") {
        let id = collection["id"].as_str().expect("an id");
        let one = app.get(&format!("/api/collections/{id}")).await.expect(200);
        assert_eq!(one.json(), *collection);
        assert_eq!(collection["itemType"], "feature");
        let list = app
            .get(&format!("/api/collections/{id}/items?limit=1"))
            .await
            .expect(200);
        if id == "categories" {
            assert!(collection.get("crs").is_none());
            assert_eq!(
                list.json()["numberMatched"],
                list.json()["numberWithoutPosition"]
            );
            continue;
        }
        assert_eq!(list.header("content-crs"), format!("<{CRS84}>"));
        assert_eq!(collection["storageCrs"], CRS84);
        // The fixture has no population.
        if id == "population_cells" {
            assert_eq!(list.json()["numberMatched"], 0);
            continue;
        }
        let bbox = collection["extent"]["spatial"]["bbox"][0].clone();
        let bbox: Vec<f64> = serde_json::from_value(bbox).expect("a box");
        let text = format!("{},{},{},{}", bbox[0], bbox[1], bbox[2], bbox[3]);
        let inside = app
            .get(&format!("/api/collections/{id}/items?limit=1&bbox={text}"))
            .await
            .expect(200);
        assert_eq!(inside.json()["numberMatched"], list.json()["numberMatched"]);
    }
    app.get("/api/collections/streets")
        .await
        .expect_problem(404, "");
}

#[tokio::test]
async fn coordinates_come_in_the_order_of_their_system() {
    let app = TestApp::new().await;
    let plain = app.get(SPACES_ITEMS).await.expect(200).json();
    let lat_first = "http://www.opengis.net/def/crs/EPSG/0/4326";
    let turned = app
        .get(&format!("{SPACES_ITEMS}?crs={}", percent(lat_first)))
        .await;
    let turned = turned.expect(200);
    // Scripts of other sites may read it.
    assert!(
        turned
            .header("access-control-expose-headers")
            .contains("content-crs")
    );
    assert_eq!(turned.header("content-crs"), format!("<{lat_first}>"));
    for (plain, turned) in features(&plain).iter().zip(features(&turned.json())) {
        let coordinates = &plain["geometry"]["coordinates"];
        assert_eq!(
            turned["geometry"]["coordinates"],
            json!([coordinates[1], coordinates[0]])
        );
        assert_eq!(plain["properties"], turned["properties"]);
    }
    let next = turned.json()["links"][3]["href"]
        .as_str()
        .expect("a link")
        .to_owned();
    assert!(next.contains("crs=http"), "{next}");
    // What the box of another system holds is what stands in it there.
    for (code, half) in [("3857", 3000.0), ("2178", 2000.0), ("2180", 2000.0)] {
        let uri = format!("http://www.opengis.net/def/crs/EPSG/0/{code}");
        let there = app
            .get(&format!("{SPACES_ITEMS}?limit=10000&crs={}", percent(&uri)))
            .await
            .expect(200)
            .json();
        let points: Vec<(String, f64, f64)> = features(&there)
            .iter()
            .filter_map(|f| {
                let at = &f["geometry"]["coordinates"];
                Some((f["id"].to_string(), at[0].as_f64()?, at[1].as_f64()?))
            })
            .collect();
        let near = |f: &&Value| {
            let at = &f["geometry"]["coordinates"];
            (at[0].as_f64().expect("lon") - CENTRE.0).abs() < 0.01
                && (at[1].as_f64().expect("lat") - CENTRE.1).abs() < 0.01
        };
        let middle = features(&plain)
            .iter()
            .find(near)
            .expect("one near the centre");
        let id = middle["id"].to_string();
        let (_, x, y) = points
            .iter()
            .find(|(key, ..)| *key == id)
            .expect("the same");
        let (w, s, e, n) = (x - half, y - half, x + half, y + half);
        let expected: BTreeSet<String> = points
            .iter()
            .filter(|(_, x, y)| (w..=e).contains(x) && (s..=n).contains(y))
            .map(|(key, ..)| key.clone())
            .collect();
        assert!(
            expected.len() > 1 && expected.len() < SPACES,
            "{expected:?}"
        );
        let query = format!(
            "limit=10000&bbox={w},{s},{e},{n}&bbox-crs={}",
            percent(&uri)
        );
        let found = app
            .get(&format!("{SPACES_ITEMS}?{query}"))
            .await
            .expect(200);
        assert_eq!(ids(&found.json()), expected, "{code}");
    }
    for (query, field) in [
        ("crs=EPSG:4326", "crs"),
        ("bbox=1,2,3,4&bbox-crs=x", "bbox-crs"),
        ("filter=TRUE&filter-crs=x", "filter-crs"),
        (
            "bbox=3,2,1,4&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/2180",
            "bbox",
        ),
    ] {
        app.get(&format!("{SPACES_ITEMS}?{query}"))
            .await
            .expect_problem(400, field);
    }
    app.get("/api/collections/categories/items?crs=http://www.opengis.net/def/crs/OGC/1.3/CRS84")
        .await
        .expect_problem(400, "crs");
    let one = format!("{SPACES_ITEMS}/17?crs={}", percent(lat_first));
    let one = app.get(&one).await.expect(200);
    assert_eq!(one.header("content-crs"), format!("<{lat_first}>"));
}

#[tokio::test]
async fn a_box_keeps_what_has_no_geometry() {
    let app = TestApp::new().await;
    let everywhere = app
        .get("/api/collections/initiatives/items?limit=10000&bbox=0,0,1,1")
        .await
        .expect(200)
        .json();
    assert_eq!(everywhere["numberMatched"], INITIATIVES / 8);
    assert_eq!(everywhere["numberWithoutPosition"], INITIATIVES / 8);
    let none = app
        .get(&format!("{SPACES_ITEMS}?bbox=0,0,1,1"))
        .await
        .expect(200);
    assert_eq!(none.json()["numberMatched"], 0);
}

#[tokio::test]
async fn filters_in_cql2_keep_what_they_say() {
    let app = TestApp::new().await;
    let all = "/api/collections/items/items?limit=10000";
    let every = app.get(all).await.expect(200).json();
    let by_hand = |keep: &dyn Fn(&Value) -> bool| -> BTreeSet<String> {
        let kept = features(&every).iter().filter(|f| keep(f));
        kept.map(|f| f["id"].to_string()).collect()
    };
    let lon = |f: &Value| f["geometry"]["coordinates"][0].as_f64();
    let (x, y) = CENTRE;
    let wkt = format!(
        "POLYGON(({x} {y}, {} {y}, {} {}, {x} {y}))",
        x + 1.0,
        x + 1.0,
        y + 1.0
    );
    let inside = |f: &Value| {
        let at = &f["geometry"]["coordinates"];
        let (Some(lon), Some(lat)) = (at[0].as_f64(), at[1].as_f64()) else {
            return false;
        };
        lon <= x + 1.0 && lat >= y && lat - y <= lon - x
    };
    let checks: [Check<'_>; 9] = [
        ("category = 'club'", &|f| {
            f["properties"]["category"] == "club"
        }),
        ("NOT category IN ('club', 'library')", &|f| {
            !["club", "library"].contains(&f["properties"]["category"].as_str().expect("one"))
        }),
        ("layer = 'spaces' AND id < 20", &|f| {
            f["properties"]["layer"] == "spaces"
                && f["id"].as_str().and_then(|id| id[7..].parse::<u64>().ok()) < Some(20)
        }),
        ("casei(accenti(name)) LIKE '%1_”'", &|f| {
            let name = f["properties"]["name"].as_str().expect("a name");
            name.chars().rev().nth(2) == Some('1')
        }),
        ("contact_public", &|f| {
            f["properties"]["contact_public"] == true
        }),
        ("A_CONTAINS(tags, ('ogród'))", &|f| {
            f["properties"]["tags"]
                .as_array()
                .is_some_and(|tags| tags.contains(&json!("ogród")))
        }),
        ("geometry IS NULL", &|f| f["geometry"].is_null()),
        (&format!("S_INTERSECTS(geometry, {wkt})"), &inside),
        // What can't be seen can't be asked.
        ("phone IS NOT NULL", &|f| {
            f["properties"].get("phone").is_some()
        }),
    ];
    for (filter, keep) in checks {
        let found = app.get(&format!("{all}&filter={}", percent(filter))).await;
        let found = found.expect(200).json();
        let expected = by_hand(keep);
        assert!(!expected.is_empty(), "{filter}");
        assert_eq!(ids(&found), expected, "{filter}");
        assert_eq!(found["numberMatched"], expected.len(), "{filter}");
    }
    assert!(features(&every).iter().filter_map(lon).count() > 100);
    // The other language, the other order of axes, together with a filter of the map, in pages.
    let json = json!({"op": "s_intersects", "args": [
        {"property": "geometry"},
        {"type": "Polygon", "coordinates": [[
            [y, x], [y, x + 1.0], [y + 1.0, x + 1.0], [y, x],
        ]]},
    ]});
    let query = format!(
        "limit=7&layer=spaces&filter-lang=cql2-json&filter-crs={}&filter={}",
        percent("http://www.opengis.net/def/crs/EPSG/0/4326"),
        percent(&json.to_string())
    );
    let mut at = Some(format!("/api/collections/items/items?{query}"));
    let mut walked = BTreeSet::new();
    let expected = by_hand(&|f| inside(f) && f["properties"]["layer"] == "spaces");
    while let Some(uri) = at {
        let page = app.get(&uri).await.expect(200).json();
        assert_eq!(page["numberMatched"], expected.len());
        walked.extend(ids(&page));
        let links = page["links"].as_array().expect("links");
        let next = links.iter().find(|link| link["rel"] == "next");
        let next = next.and_then(|link| link["href"].as_str()?.strip_prefix(PUBLIC_URL));
        at = next.map(str::to_owned);
    }
    assert_eq!(walked, expected);

    let districts = app
        .get("/api/collections/districts/items?filter=code%20IN%20('A','D')%20AND%20population%3E5")
        .await
        .expect(200);
    assert_eq!(districts.json()["numberMatched"], 2);
    let filter = percent(&format!(
        "S_CONTAINS(geometry, POINT({} {}))",
        x + 0.05,
        y + 0.05
    ));
    let districts = app
        .get(&format!("/api/collections/districts/items?filter={filter}"))
        .await;
    assert_eq!(
        districts.expect(200).json()["features"][0]["properties"]["code"],
        "D"
    );
    let categories = app
        .get("/api/collections/categories/items?filter=id%3D'library'")
        .await;
    assert_eq!(categories.expect(200).json()["numberMatched"], 1);
}

#[tokio::test]
async fn what_is_wrong_in_a_filter_is_named() {
    let app = TestApp::new().await;
    for (query, field) in [
        ("filter=nosuch=1", "filter"),
        ("filter=name%20%3D", "filter"),
        ("filter=%7B%7D", "filter"),
        ("filter=TRUE&filter-lang=sql", "filter-lang"),
        ("filter=TRUE&filter-lang=cql2-json&f=xml", "f"),
        ("datetime=soon", "datetime"),
        ("datetime=2026-11-28/2026-11-27", "datetime"),
        ("datetime=2026-11-28/2026-11-29/2026-11-30", "datetime"),
        ("bbox=1,2,3", "bbox"),
        ("bbox=1,2,3,4,5", "bbox"),
        ("limit=0", "limit"),
    ] {
        app.get(&format!("{SPACES_ITEMS}?{query}"))
            .await
            .expect_problem(400, field);
    }
    let deep = format!("{SPACES_ITEMS}?filter={}", "(".repeat(10_000));
    app.get(&deep).await.expect_problem(414, "");
    let deep = format!(
        "{SPACES_ITEMS}?filter={}true{}",
        "(".repeat(3000),
        ")".repeat(3000)
    );
    app.get(&deep).await.expect_problem(400, "filter");
}

#[tokio::test]
async fn initiatives_are_found_by_their_time() {
    let app = TestApp::new().await;
    let items = "/api/collections/initiatives/items";
    for (name, schedule) in [
        (
            "raz",
            json!({"start": "2030-05-10T10:00", "end": "2030-05-10T12:00"}),
        ),
        (
            "co tydzień",
            json!({"start": "2030-05-01T10:00", "rrule": "FREQ=WEEKLY;COUNT=4"}),
        ),
        (
            "bez końca",
            json!({"start": "2030-05-20T10:00", "rrule": "FREQ=WEEKLY"}),
        ),
    ] {
        let body = json!({"type": "Feature", "geometry": null, "properties": {
            "name": name, "category": "other", "schedule": schedule,
        }});
        app.edit(Method::POST, items, &[], &body).await.expect(201);
    }
    for (datetime, expected) in [
        ("2030-05-10T09:00:00Z", vec!["raz", "co tydzień"]),
        (
            "2030-05-10T10:00:01Z/2030-05-10T23:00:00Z",
            vec!["co tydzień"],
        ),
        ("2030-05-10", vec!["raz", "co tydzień"]),
        ("../2030-05-01T08:00:00Z", vec!["co tydzień"]),
        (
            "0000-01-01T00:00:00Z/2030-05-05T00:00:00Z",
            vec!["co tydzień"],
        ),
        ("2030-06-01T00:00:00Z/..", vec!["bez końca"]),
        (
            "2030-06-01T00:00:00Z/9999-12-31T00:00:00Z",
            vec!["bez końca"],
        ),
        ("/2029-01-01T00:00:00Z", vec![]),
    ] {
        let uri = format!("{items}?limit=10000&datetime={}", percent(datetime));
        let list = app.get(&uri).await.expect(200).json();
        let dated = features(&list)
            .iter()
            .filter(|f| f["properties"]["schedule"].is_object());
        let names: Vec<&str> = dated
            .filter_map(|f| f["properties"]["name"].as_str())
            .collect();
        assert_eq!(names, expected, "{datetime}");
        // What has no time is not left out.
        assert_eq!(
            list["numberMatched"],
            INITIATIVES + expected.len(),
            "{datetime}"
        );
    }
}

#[tokio::test]
async fn programs_learn_what_they_may_change() {
    let app = TestApp::new().await;
    for (uri, allow) in [
        (SPACES_ITEMS, "GET,HEAD,POST,OPTIONS"),
        (
            "/api/collections/spaces/items/1",
            "GET,HEAD,PUT,PATCH,DELETE,OPTIONS",
        ),
        ("/api/collections/districts/items", "GET,HEAD,OPTIONS"),
        ("/api/collections/items/items/spaces/1", "GET,HEAD,OPTIONS"),
    ] {
        let answer = app.call(Method::OPTIONS, uri, &[], Body::empty()).await;
        assert_eq!(answer.expect(204).header("allow"), allow, "{uri}");
    }
    // As GIS programs send it: another reference system, and JSON as text.
    let body = json!({"type": "Feature",
        "geometry": {"type": "Point", "coordinates": [483_432.200_828_122, 636_640.467_013_033]},
        "properties": {
            "name": "Z programu", "category": "other",
            "access": "{\"step_free\":\"yes\"}", "tags": "[\"a\",\"b\"]", "summary": null,
        },
    });
    let crs = [(
        "content-crs",
        "<http://www.opengis.net/def/crs/EPSG/0/2180>",
    )];
    let made = app
        .edit(Method::POST, SPACES_ITEMS, &crs, &body)
        .await
        .expect(201);
    let feature = made.json();
    let at = &feature["geometry"]["coordinates"];
    assert_eq!((at[0].as_f64(), at[1].as_f64()), (Some(21.0), Some(52.2)));
    assert_eq!(feature["properties"]["access"]["step_free"], "yes");
    assert_eq!(feature["properties"]["tags"], json!(["a", "b"]));
    let location = made.header("location").to_owned();
    let uri = location
        .strip_prefix(PUBLIC_URL)
        .expect("public")
        .to_owned();
    let patch = json!({"geometry": {"type": "Point", "coordinates": [52.3, 21.1]}});
    let headers = [
        (
            "content-crs",
            "<http://www.opengis.net/def/crs/EPSG/0/4326>",
        ),
        ("content-type", "application/merge-patch+json"),
        ("if-match", made.header("etag")),
    ];
    let moved = app
        .edit(Method::PATCH, &uri, &headers, &patch)
        .await
        .expect(200)
        .json();
    assert_eq!(moved["geometry"]["coordinates"], json!([21.1, 52.3]));
    assert_eq!(moved["properties"]["name"], "Z programu");
    app.edit(Method::PATCH, &uri, &headers, &patch)
        .await
        .expect_problem(412, "");
    let wrong = [("content-crs", "<EPSG:27700>")];
    app.edit(Method::PUT, &uri, &wrong, &body)
        .await
        .expect_problem(400, "Content-Crs");
}

#[tokio::test]
async fn tiles_have_the_bytes_of_the_map() {
    let app = TestApp::new().await;
    let set = "tiles/WebMercatorQuad";
    for (layer, z, x, y) in [
        ("spaces", 0, 0, 0),
        ("initiatives", 6, 35, 21),
        ("items", 10, 571, 338),
        ("districts", 9, 285, 169),
    ] {
        for (extension, format) in [("mvt", "mvt"), ("geojson", "json")] {
            let filter = if layer == "districts" {
                ""
            } else {
                "category=club"
            };
            let xyz = format!("/tiles/{layer}/{z}/{x}/{y}.{extension}?{filter}");
            let ogc = format!("/api/collections/{layer}/{set}/{z}/{y}/{x}?f={format}&{filter}");
            let (xyz, ogc) = (
                app.get(&xyz).await.expect(200),
                app.get(&ogc).await.expect(200),
            );
            assert!(!xyz.body.is_empty());
            assert_eq!(xyz.body, ogc.body, "{layer} {extension}");
            for name in ["content-type", "etag"] {
                assert_eq!(xyz.header(name), ogc.header(name));
            }
        }
        let default = format!("/api/collections/{layer}/{set}/{z}/{y}/{x}");
        let mvt = app
            .get_with(&default, &[("accept", "*/*")])
            .await
            .expect(200);
        assert_eq!(
            mvt.header("content-type"),
            "application/vnd.mapbox-vector-tile"
        );
        let json = app
            .get_with(&default, &[("accept", "application/geo+json")])
            .await;
        assert_eq!(
            json.expect(200).header("content-type"),
            "application/geo+json"
        );
    }
    for missing in [
        "spaces/tiles/WebMercatorQuad/1/2/0",
        "spaces/tiles/Other/0/0/0",
        "spaces/tiles/Other",
        "categories/tiles",
        "spaces/tiles/WebMercatorQuad/0/00/0",
    ] {
        app.get(&format!("/api/collections/{missing}"))
            .await
            .expect_problem(404, "");
    }
    app.get(&format!("/api/collections/spaces/{set}/0/0/0?f=png"))
        .await
        .expect_problem(400, "f");
    let sets = app
        .get("/api/tileMatrixSets/WebMercatorQuad")
        .await
        .expect(200)
        .json();
    // OGC 17-083r4, table D.1.
    let first = &sets["tileMatrices"][0];
    assert_eq!(
        first["scaleDenominator"].as_f64().map(f64::round),
        Some(559_082_264.0)
    );
    assert_eq!(sets["tileMatrices"].as_array().map(Vec::len), Some(23));
}

/// QGIS can colour districts by them without asking anything else.
#[tokio::test]
async fn districts_carry_their_figures() {
    let app = TestApp::new().await;
    let coverage = app.get("/api/coverage").await.expect(200).json();
    let items = "/api/collections/districts/items";
    let list = app.get(items).await.expect(200).json();
    let mut known = 0;
    for feature in features(&list) {
        let code = &feature["properties"]["code"];
        let areas = coverage["areas"].as_array().expect("areas");
        let area = areas
            .iter()
            .find(|area| area["code"] == *code)
            .expect("the district");
        for name in [
            "reached",
            "not_reached",
            "reached_share",
            "facilities",
            "nearest_median_m",
        ] {
            assert_eq!(feature["properties"][name], area[name], "{code} {name}");
            known += usize::from(!area[name].is_null());
        }
        let one = app
            .get(&format!("{items}/{}", feature["id"]))
            .await
            .expect(200);
        assert_eq!(one.json()["properties"], feature["properties"]);
    }
    assert!(known > 0);
    let some = app
        .get(&format!("{items}?filter=facilities%20%3E%200"))
        .await
        .expect(200)
        .json();
    let expected = features(&list)
        .iter()
        .filter(|f| f["properties"]["facilities"] != 0);
    assert_eq!(some["numberMatched"], expected.count());
}

/// Limits hold before anything is read whole: for sizes that are announced, that are not, and that
/// hide in a compressed body.
#[tokio::test]
async fn what_is_huge_is_refused() {
    let app = TestApp::new().await;
    let ring = "[1.5,2.5],".repeat(1_000_000);
    let body = format!(
        "{{\"type\":\"Feature\",\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[{ring}[1,2]]]}}}}"
    );
    let bearer = format!("Bearer {}", crate::support::app::TOKEN);
    let plain = [
        ("authorization", bearer.as_str()),
        ("content-type", "application/geo+json"),
    ];
    app.call(Method::POST, SPACES_ITEMS, &plain, Body::from(body.clone()))
        .await
        .expect_problem(413, "");
    let chunks = (0..200).map(|_| Ok::<_, std::io::Error>(vec![b' '; 64 * 1024]));
    let stream = Body::from_stream(futures_util::stream::iter(chunks));
    app.call(Method::POST, SPACES_ITEMS, &plain, stream)
        .await
        .expect_problem(413, "");
    let bomb = zstd::encode_all(body.as_bytes(), 3).expect("compressed");
    assert!(bomb.len() < 10_000);
    for coding in ["zstd", "gzip", "br"] {
        let mut headers = plain.to_vec();
        headers.push(("content-encoding", coding));
        app.call(
            Method::POST,
            SPACES_ITEMS,
            &headers,
            Body::from(bomb.clone()),
        )
        .await
        .expect_problem(415, "");
    }
    // Within the limit, a geometry that items don't have is named.
    let polygon = json!({"type": "Feature", "properties": {"name": "x"}, "geometry": {
        "type": "Polygon", "coordinates": [vec![[1, 2]; 20_000]],
    }});
    app.edit(Method::POST, SPACES_ITEMS, &[], &polygon)
        .await
        .expect_problem(400, "geometry");
}

/// The description can't promise an address that is not there.
#[tokio::test]
async fn the_description_is_of_this_service() {
    let app = TestApp::new().await;
    let answer = app.get("/api/openapi.json").await.expect(200);
    assert_eq!(
        answer.header("content-type"),
        "application/vnd.oai.openapi+json;version=3.0"
    );
    let document = answer.json();
    assert_eq!(document["openapi"], "3.0.3");
    let limit = &document["components"]["parameters"]["limit"];
    assert_eq!(limit["schema"]["default"], 100);
    assert_eq!(limit["schema"]["maximum"], 10_000);
    let paths = document["paths"].as_object().expect("paths");
    for (path, item) in paths {
        let first = |id: &str| path.contains(&format!("/{id}/"));
        let id = if first("items/items") {
            "spaces/1"
        } else if first("categories") {
            "library"
        } else {
            "1"
        };
        let uri = path
            .replace("{featureId}", id)
            .replace("{tileMatrix}", "0")
            .replace("{tileRow}", "0")
            .replace("{tileCol}", "0");
        let there = app.get(&format!("/api{uri}")).await;
        // The fixture has no population.
        let empty = uri.ends_with("/population_cells/items/1");
        there.expect(if empty { 404 } else { 200 });
        for operation in item.as_object().expect("operations").values() {
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                for member in ["name", "in", "style", "explode", "schema"] {
                    assert!(parameter.get(member).is_some(), "{path}: {parameter}");
                }
            }
        }
    }
    for id in [
        "spaces",
        "initiatives",
        "items",
        "districts",
        "population_cells",
        "categories",
    ] {
        assert!(paths.contains_key(&format!("/collections/{id}/items")));
    }
}
