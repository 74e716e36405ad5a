//! A hundred thousand items: the page stays as light as with a hundred.

use super::{agreed, changed, middle_of_map};
use crate::support::browser::{DESKTOP, visit};
use crate::support::service::{Service, okolica, url};
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use std::fmt::Write as _;
use std::path::Path;

const ITEMS: u32 = 100_000;

/// Points in clusters around a town, from a fixed seed.
fn fill(store: &Path) {
    let mut random = ChaCha8Rng::seed_from_u64(7);
    let mut csv = String::from("id,name,category,lon,lat\n");
    for id in 0..ITEMS {
        let cluster = f64::from(id % 40);
        let (dx, dy) = (random.random::<f64>() - 0.5, random.random::<f64>() - 0.5);
        let lon = 21.0 + (cluster * 0.7).sin() * 0.15 + dx * dx * dx * 0.4;
        let lat = 52.2 + (cluster * 1.3).cos() * 0.1 + dy * dy * dy * 0.3;
        let category = ["library", "garden", "workshop", "other"][id as usize % 4];
        writeln!(csv, "{id},Miejsce {id},{category},{lon:.6},{lat:.6}").expect("text grows");
    }
    let file = store.with_extension("csv");
    std::fs::write(&file, csv).expect("a file of points");
    let file = file.to_str().expect("a path of plain text");
    okolica(&[
        "import",
        "spaces",
        file,
        "--database",
        &url(store),
        "--source",
        "test",
    ]);
}

#[tokio::test]
async fn panning_over_a_hundred_thousand_makes_no_elements_and_gives_up_what_is_stale() {
    let service = Service::over(fill);
    visit(&service, DESKTOP, async |browser| {
        browser.open("/?map=12/52.2/21&lang=en").await;
        let total = agreed(browser).await;
        assert!(total > 50_000, "{total}");
        let (x, y) = middle_of_map(browser).await;
        let elements = "return document.querySelectorAll('*').length";
        let before = browser.number(elements).await;
        changed(browser, async || browser.click("#tool-zoom-in").await).await;
        changed(browser, async || browser.click("#tool-zoom-in").await).await;
        // A slow line: what a quick hand passes has not come when it is out of view again.
        browser.chromium("Network.enable", json!({})).await;
        let slow = json!({"offline": false, "latency": 400, "downloadThroughput": -1, "uploadThroughput": -1});
        browser.chromium("Network.emulateNetworkConditions", slow).await;
        changed(browser, async || {
            for turn in 0..6 {
                let side = if turn % 2 == 0 { -1.0 } else { 1.0 };
                for _ in 0..3 {
                    let from = (x - side * 400.0, y - 200.0);
                    browser.drag(from, (x + side * 400.0, y + 200.0), 10).await;
                }
            }
            browser.drag((x, y), (x - 150.0, y), 6).await;
        })
        .await;
        let after = browser.number(elements).await;
        assert!(
            (after - before).abs() < 400.0,
            "{before} elements before, {after} after: the list changes, the map adds none"
        );
        let canceled = browser
            .network()
            .await
            .iter()
            .filter(|event| event["method"] == "Network.loadingFailed")
            .filter(|event| event["params"]["canceled"] == true)
            .count();
        assert!(canceled > 0, "stale requests are given up");
    })
    .await;
}
