//! `/tiles/…`

use crate::support::app::{CENTRE, PUBLIC_URL, TestApp, random_filter, send};
use axum::body::Body;
use axum::http::Method;
use okolica_atlas::TileId;
use okolica_model::Position;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use std::collections::HashSet;

/// How many items the features of a tile stand for.
fn total(tile: &Value) -> u64 {
    let features = tile["features"].as_array().expect("features");
    features
        .iter()
        .map(|feature| feature["properties"]["point_count"].as_u64().unwrap_or(1))
        .sum()
}

/// The tile of the fixture's centre at a zoom, a little north-east of the shared corner.
fn central(z: u8) -> String {
    let at = Position::new(CENTRE.0 + 1e-4, CENTRE.1 + 1e-4).expect("a position");
    let tile = TileId::of(at, z);
    format!("{z}/{}/{}", tile.x(), tile.y())
}

#[tokio::test]
async fn tiles_hold_what_the_list_counts() {
    let app = TestApp::new().await;
    let mut random = ChaCha8Rng::seed_from_u64(1);
    for round in 0..60 {
        let filter = random_filter(&mut random);
        let layer = ["items", "spaces", "initiatives"][round % 3];
        let list = app
            .get(&format!("/api/collections/{layer}/items?limit=1&{filter}"))
            .await
            .expect(200)
            .json();
        let matched = list["numberMatched"].as_u64().expect("a number");
        let nowhere = list["numberWithoutPosition"].as_u64().expect("a number");
        for z in [0, 3] {
            let mut sum = 0;
            for x in 0..1 << z {
                for y in 0..1 << z {
                    let uri = format!("/tiles/{layer}/{z}/{x}/{y}.geojson?{filter}");
                    sum += total(&app.get(&uri).await.expect(200).json());
                }
            }
            assert_eq!(sum, matched - nowhere, "{layer} z{z} {filter}");
        }
    }
}

#[tokio::test]
async fn what_is_no_tile_is_not_found_and_what_is_empty_is_empty() {
    let app = TestApp::new().await;
    for path in [
        "spaces/0/0/1.geojson",
        "spaces/0/1/0.mvt",
        "spaces/23/0/0.geojson",
        "spaces/22/4194304/0.geojson",
        "spaces/256/0/0.geojson",
        "spaces/-1/0/0.geojson",
        "spaces/1/+1/0.geojson",
        "spaces/1/01/0.geojson",
        "spaces/1/0/0.png",
        "spaces/1/0/0",
        "streets/0/0/0.geojson",
        "spaces/4294967296/0/0.geojson",
    ] {
        let answer = app.get(&format!("/tiles/{path}")).await;
        answer.expect_problem(404, "");
    }
    let empty = app.get("/tiles/spaces/22/0/0.geojson").await.expect(200);
    assert_eq!(empty.header("content-type"), "application/geo+json");
    assert_eq!(empty.json()["features"], json!([]));
    let empty = app.get("/tiles/spaces/22/0/0.mvt").await.expect(200);
    assert_eq!(
        empty.header("content-type"),
        "application/vnd.mapbox-vector-tile"
    );
}

#[tokio::test]
async fn a_copy_that_is_still_right_is_not_sent_again() {
    let app = TestApp::new().await;
    let uri = format!("/tiles/items/{}.geojson", central(10));
    let mut tags = HashSet::new();
    for encoding in ["identity", "gzip", "zstd"] {
        let first = app
            .get_with(&uri, &[("accept-encoding", encoding)])
            .await
            .expect(200);
        assert_eq!(first.header("vary"), "accept-encoding");
        assert_eq!(
            first.header("cache-control"),
            "public, max-age=0, must-revalidate"
        );
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with('"'), "{tag} is strong");
        for condition in [
            tag.clone(),
            format!("W/{tag}"),
            format!("\"x\", {tag}"),
            "*".to_owned(),
        ] {
            let headers = [("accept-encoding", encoding), ("if-none-match", &condition)];
            let again = app.get_with(&uri, &headers).await.expect(304);
            assert_eq!(again.header("etag"), tag);
            assert_eq!(again.header("vary"), "accept-encoding");
            assert_eq!(again.header("access-control-allow-origin"), "*");
            assert!(again.body.is_empty());
        }
        assert!(tags.insert(tag), "each encoding has its own tag");
    }
    for other in [
        format!("{uri}?category=club"),
        uri.replace("geojson", "mvt"),
    ] {
        let tag = app.get(&other).await.expect(200).header("etag").to_owned();
        app.get_with(&uri, &[("if-none-match", &tag)])
            .await
            .expect(200);
    }
}

#[tokio::test]
async fn every_encoding_holds_the_same_tile() {
    let app = TestApp::new().await;
    let uri = format!("/tiles/items/{}.geojson", central(8));
    let plain = app.get(&uri).await.expect(200);
    assert_eq!(plain.header("content-encoding"), "");
    for _ in 0..2 {
        let zstd = app.get_with(&uri, &[("accept-encoding", "zstd")]).await;
        assert_eq!(zstd.header("content-encoding"), "zstd");
        let bytes = zstd::stream::decode_all(&zstd.body[..]).expect("zstd");
        assert_eq!(bytes, plain.body);
        let gzip = app.get_with(&uri, &[("accept-encoding", "br, gzip")]).await;
        assert_eq!(gzip.header("content-encoding"), "gzip");
        let mut bytes = Vec::new();
        let mut reader = flate2::read::GzDecoder::new(&gzip.body[..]);
        std::io::copy(&mut reader, &mut bytes).expect("gzip");
        assert_eq!(bytes, plain.body);
    }
    app.get_with(&uri, &[("accept-encoding", "identity;q=0, *;q=0")])
        .await
        .expect_problem(406, "");
}

#[tokio::test]
async fn instances_and_restarts_answer_the_same_bytes() {
    let app = TestApp::new().await;
    let mut uris = Vec::new();
    for z in [0, 6, 9, 12, 14, 17] {
        for layer in ["items", "spaces", "initiatives", "districts"] {
            uris.push(format!("/tiles/{layer}/{}.geojson", central(z)));
            uris.push(format!("/tiles/{layer}/{}.mvt", central(z)));
        }
        uris.push(format!("/tiles/items/{}.geojson?category=club", central(z)));
    }
    let mut before = Vec::new();
    for uri in &uris {
        before.push(app.get(uri).await.expect(200));
    }
    // The same rows in a store of its own.
    let second = TestApp::new().await;
    let app = app.restarted().await;
    for (uri, before) in uris.iter().zip(before) {
        let other = second.get(uri).await.expect(200);
        let after = app.get(uri).await.expect(200);
        for same in [&other, &after] {
            assert_eq!(same.header("etag"), before.header("etag"), "{uri}");
            assert_eq!(same.body, before.body, "{uri}");
        }
    }
}

#[tokio::test]
async fn an_edit_shows_in_its_tiles_at_once_and_in_no_others() {
    let app = TestApp::new().await;
    let here = format!("/tiles/spaces/{}.geojson", central(17));
    let elsewhere = "/tiles/spaces/17/0/0.geojson";
    let before = app.get(&here).await.expect(200);
    let other = app.get(elsewhere).await.expect(200);
    let (lon, lat) = (CENTRE.0 + 1e-4, CENTRE.1 + 1e-4);
    let feature = json!({
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": {"name": "Nowy ogród", "category": "other"},
    });
    let created = app
        .edit(Method::POST, "/api/collections/spaces/items", &[], &feature)
        .await
        .expect(201);
    let after = app.get(&here).await.expect(200);
    assert_ne!(after.header("etag"), before.header("etag"));
    assert_eq!(total(&after.json()), total(&before.json()) + 1);
    assert!(after.text().contains("Nowy ogród"));
    let tag = other.header("etag");
    app.get_with(elsewhere, &[("if-none-match", tag)])
        .await
        .expect(304);
    let uri = created
        .header("location")
        .trim_start_matches(PUBLIC_URL)
        .to_owned();
    app.edit(Method::DELETE, &uri, &[], &Value::Null)
        .await
        .expect(204);
    let gone = app.get(&here).await.expect(200);
    assert_eq!(gone.body, before.body);
    assert_eq!(gone.header("etag"), before.header("etag"));
}

/// Readers fill the cache while edits land; whoever asks after an edit was answered sees it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_old_tile_comes_back_while_edits_land() {
    let app = TestApp::new().await;
    let uri = format!("/tiles/spaces/{}.geojson", central(17));
    let done = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let readers: Vec<_> = (0..2)
        .map(|_| {
            let (router, uri, done) = (app.router.clone(), uri.clone(), done.clone());
            tokio::spawn(async move {
                while !done.load(std::sync::atomic::Ordering::Relaxed) {
                    let request = axum::http::Request::builder().uri(&uri).body(Body::empty());
                    send(&router, request.expect("a request")).await;
                    tokio::task::yield_now().await;
                }
            })
        })
        .collect();
    let feature = |name: &str| {
        json!({
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [CENTRE.0 + 1e-4, CENTRE.1 + 1e-4]},
            "properties": {"name": name, "category": "other"},
        })
    };
    let created = app
        .edit(
            Method::POST,
            "/api/collections/spaces/items",
            &[],
            &feature("v0"),
        )
        .await
        .expect(201);
    let item = created
        .header("location")
        .trim_start_matches(PUBLIC_URL)
        .to_owned();
    for round in 1..=25 {
        let name = format!("v{round}.");
        app.edit(Method::PUT, &item, &[], &feature(&name))
            .await
            .expect(200);
        for _ in 0..3 {
            let tile = app.get(&uri).await.expect(200);
            assert!(tile.text().contains(&name), "{name} is missing");
        }
    }
    done.store(true, std::sync::atomic::Ordering::Relaxed);
    for reader in readers {
        reader.await.expect("a reader");
    }
}

#[tokio::test]
async fn tilejson_says_where_the_tiles_are() {
    let app = TestApp::new().await;
    let answer = app.get("/tiles/items.json").await.expect(200);
    assert_eq!(answer.header("content-type"), "application/json");
    let document = answer.json();
    assert_eq!(document["tilejson"], "3.0.0");
    assert_eq!(document["maxzoom"], 22);
    let template = format!("{PUBLIC_URL}/tiles/items/{{z}}/{{x}}/{{y}}.mvt");
    assert_eq!(document["tiles"], json!([template]));
    assert!(
        document["vector_layers"]
            .as_array()
            .is_some_and(|l| !l.is_empty())
    );
    let tag = answer.header("etag");
    app.get_with("/tiles/items.json", &[("if-none-match", tag)])
        .await
        .expect(304);

    let filtered = "/tiles/spaces.json?format=geojson&category=club&tag=za%20darmo";
    let document = app.get(filtered).await.expect(200).json();
    let template = document["tiles"][0].as_str().expect("a template");
    let uri = template
        .trim_start_matches(PUBLIC_URL)
        .replace("{z}/{x}/{y}", "0/0/0");
    assert!(uri.contains(".geojson?"), "{uri}");
    let direct = app
        .get("/tiles/spaces/0/0/0.geojson?category=club&tag=za+darmo")
        .await;
    assert_eq!(app.get(&uri).await.expect(200).body, direct.body);
    app.get("/tiles/streets.json").await.expect_problem(404, "");
    app.get("/tiles/spaces.json?format=png")
        .await
        .expect_problem(400, "format");
}

#[tokio::test]
async fn head_says_what_get_would() {
    let app = TestApp::new().await;
    for uri in [
        "/tiles/spaces/0/0/0.geojson",
        "/api/collections/spaces/items",
    ] {
        let get = app.get(uri).await.expect(200);
        let head = app
            .call(Method::HEAD, uri, &[], Body::empty())
            .await
            .expect(200);
        assert!(head.body.is_empty());
        assert_eq!(head.header("etag"), get.header("etag"));
        assert_eq!(head.header("content-length"), get.body.len().to_string());
    }
}
