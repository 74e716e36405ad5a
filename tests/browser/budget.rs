//! The first view stays small.

use super::agreed;
use crate::support::browser::{Browser, DESKTOP, PHONE, Screen, visit};
use crate::support::service::shared;
use std::collections::HashMap;

/// Bytes over the wire of each answer so far, headers included, by its address.
pub(super) async fn bytes(browser: &Browser) -> HashMap<String, u64> {
    let mut urls = HashMap::new();
    let mut sizes = HashMap::new();
    for event in browser.network().await {
        let parameters = &event["params"];
        let id = parameters["requestId"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        match event["method"].as_str() {
            Some("Network.requestWillBeSent") => {
                let url = parameters["request"]["url"].as_str().unwrap_or_default();
                urls.insert(id, url.to_owned());
            }
            Some("Network.loadingFinished") => {
                let length = parameters["encodedDataLength"].as_f64().unwrap_or_default();
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a count of bytes"
                )]
                sizes.insert(id, length as u64);
            }
            _ => {}
        }
    }
    let mut out = HashMap::new();
    for (id, size) in sizes {
        if let Some(url) = urls.get(&id).filter(|url| url.starts_with("http")) {
            *out.entry(url.clone()).or_default() += size;
        }
    }
    out
}

async fn first_view(screen: Screen, name: &str) {
    visit(shared(), screen, async |browser| {
        browser.open("/").await;
        agreed(browser).await;
        let all = bytes(browser).await;
        let page = all[&format!("{}/", browser.address)];
        let wasm: u64 = sum(&all, ".wasm");
        let total: u64 = sum(&all, "");
        println!("first view on a {name}: {total} bytes, of it wasm {wasm}, page {page}");
        assert!(wasm > 0, "the wasm is among {all:#?}");
        assert!(wasm <= 150_000, "wasm: {wasm} bytes");
        assert!(page <= 60_000, "page: {page} bytes");
        assert!(total <= 250_000, "all: {total} bytes in {all:#?}");
    })
    .await;
}

pub(super) fn sum(all: &HashMap<String, u64>, part: &str) -> u64 {
    let fitting = all.iter().filter(|(url, _)| url.contains(part));
    fitting.map(|(_, size)| size).sum()
}

#[tokio::test]
async fn the_first_view_on_a_desktop() {
    first_view(DESKTOP, "desktop").await;
}

#[tokio::test]
async fn the_first_view_on_a_phone() {
    first_view(PHONE, "phone").await;
}
