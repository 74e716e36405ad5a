//! A request takes one atlas and one moment: an edit between two of its steps changes nothing in its
//! answer. So wherever an answer has an entity tag, the tag names one body, whoever edits meanwhile.

use crate::support::app::TestApp;
use axum::http::Method;
use okolica_model::time::Stamp;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

const EDITS: usize = 60;
const ASKERS: usize = 3;

const ADDRESSES: [&str; 30] = [
    "/",
    "/?q=klub&open=now",
    "/spaces/1",
    "/spaces/1/map.png",
    "/initiatives/1",
    "/initiatives/1.ics",
    "/districts/A",
    "/map.png",
    "/embed",
    "/embed/builder",
    "/oembed?url=https%3A%2F%2Fmapa.example.org%2Fspaces%2F1",
    "/planner",
    "/planner?category=library&fragment=rest",
    "/planner/report",
    "/feeds/initiatives.ics",
    "/feeds/initiatives.atom",
    "/feeds/initiatives.csv",
    "/feeds/initiatives.geojson",
    "/sitemap.xml?part=1",
    "/tiles/items/0/0/0.geojson",
    "/tiles/spaces/0/0/0.mvt",
    "/tiles/spaces.json",
    "/api/search?q=klub",
    "/api/coverage",
    "/api/coverage/ground",
    "/api/changes",
    "/api/collections/spaces/items?limit=1000",
    "/api/collections/spaces/items?limit=1000&f=html",
    "/api/collections/districts/items",
    "/api/collections/spaces/items/1",
];

#[tokio::test(flavor = "multi_thread")]
async fn a_tag_names_one_body_while_others_edit() {
    let app = Arc::new(TestApp::new().await);
    let over = Arc::new(AtomicBool::new(false));
    let moment = Stamp::parse("at", "2026-11-23T10:00:00Z").expect("a moment");
    let askers: Vec<_> = (0..ASKERS)
        .map(|number| {
            let (app, over) = (Arc::clone(&app), Arc::clone(&over));
            tokio::spawn(async move {
                let mut random = ChaCha8Rng::seed_from_u64(number as u64);
                let mut seen = Vec::new();
                while !over.load(Ordering::Relaxed) {
                    let uri = ADDRESSES[random.random_range(0..ADDRESSES.len())];
                    let answer = app.get_at(moment, uri, &[]).await;
                    if answer.status == 200 && !answer.header("etag").is_empty() {
                        let tag = answer.header("etag").to_owned();
                        seen.push((uri, tag, answer.body));
                    }
                }
                seen
            })
        })
        .collect();
    let mut random = ChaCha8Rng::seed_from_u64(23);
    for edit in 0..EDITS {
        let id = random.random_range(1..=20);
        let layer = ["spaces", "initiatives"][random.random_range(0..2)];
        let patch = json!({"type": "Feature", "properties": {"name": format!("Klub {edit}")}});
        let uri = format!("/api/collections/{layer}/items/{id}");
        app.edit(Method::PATCH, &uri, &[], &patch).await.expect(200);
    }
    over.store(true, Ordering::Relaxed);
    let mut bodies: HashMap<(&str, String), Vec<u8>> = HashMap::new();
    let mut check = |uri: &'static str, tag: String, body: Vec<u8>| {
        let known = bodies
            .entry((uri, tag.clone()))
            .or_insert_with(|| body.clone());
        assert!(*known == body, "{uri}: two bodies under the tag {tag}");
    };
    for asker in askers {
        for (uri, tag, body) in asker.await.expect("answers") {
            check(uri, tag, body);
        }
    }
    // An answer that was put together of two atlases differs from the one that is made now.
    for uri in ADDRESSES {
        let answer = app.get_at(moment, uri, &[]).await;
        if answer.status == 200 && !answer.header("etag").is_empty() {
            check(uri, answer.header("etag").to_owned(), answer.body);
        }
    }
    for uri in [
        "/",
        "/planner",
        "/feeds/initiatives.ics",
        "/api/search?q=klub",
    ] {
        let asked = bodies.keys().filter(|(of, _)| *of == uri).count();
        assert!(asked > 0, "{uri} was answered");
    }
}
