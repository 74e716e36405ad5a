//! When the service or the way to it fails.

use super::{agreed, changed, total};
use crate::support::browser::{Browser, DESKTOP, visit};
use crate::support::service::{Service, shared};
use serde_json::json;

/// Words for the eye and the ear: something failed, and what to do.
const TROUBLE: &str = "!document.querySelector('#trouble').hidden
    && document.querySelector('#trouble-text').textContent.length > 20
    && document.querySelector('#retry').checkVisibility()";

/// Takes the network away from the page.
pub(super) async fn cut_off(browser: &Browser) {
    network(browser, true).await;
}

async fn network(browser: &Browser, offline: bool) {
    browser.chromium("Network.enable", json!({})).await;
    let conditions = json!({
        "offline": offline,
        "latency": 0,
        "downloadThroughput": -1,
        "uploadThroughput": -1,
    });
    browser
        .chromium("Network.emulateNetworkConditions", conditions)
        .await;
}

#[tokio::test]
async fn without_network_the_old_list_stays_and_trying_again_helps() {
    visit(shared(), DESKTOP, async |browser| {
        browser.expect_errors("ERR_INTERNET_DISCONNECTED");
        browser.open("/?lang=en").await;
        agreed(browser).await;
        let before = total(browser).await;
        cut_off(browser).await;
        browser.click("#tool-zoom-in").await;
        browser.until("the trouble is told", TROUBLE).await;
        let said = browser
            .text("return document.querySelector('#trouble-text').textContent")
            .await;
        assert!(said.contains("could not be loaded"), "{said}");
        assert_eq!(total(browser).await, before, "the old list stays");
        assert!(
            browser
                .number("return document.querySelectorAll('.item').length")
                .await
                > 10.0
        );
        browser.picture("desktop-light-trouble").await;

        network(browser, false).await;
        browser.click("#retry").await;
        browser
            .until(
                "the trouble is over",
                "document.querySelector('#trouble').hidden",
            )
            .await;
        agreed(browser).await;
    })
    .await;
}

#[tokio::test]
async fn a_service_that_went_away_is_told_and_found_again() {
    let service = Service::demo();
    visit(&service, DESKTOP, async |browser| {
        browser.expect_errors("ERR_CONNECTION_REFUSED");
        browser.expect_errors("ERR_CONNECTION_RESET");
        browser.expect_errors("ERR_EMPTY_RESPONSE");
        // It is back before it has read its store.
        browser.expect_errors("503 (Service Unavailable)");
        browser.open("/?lang=en").await;
        agreed(browser).await;
        let before = total(browser).await;
        service.stop();
        browser.click("#tool-zoom-in").await;
        browser.until("the trouble is told", TROUBLE).await;
        assert_eq!(total(browser).await, before, "the old list stays");
        service.start();
        browser.click("#retry").await;
        browser
            .until(
                "the trouble is over",
                "document.querySelector('#trouble').hidden",
            )
            .await;
        agreed(browser).await;
    })
    .await;
}

#[tokio::test]
async fn failed_tiles_are_told_even_when_the_list_came() {
    visit(shared(), DESKTOP, async |browser| {
        browser.expect_errors("ERR_BLOCKED_BY_CLIENT");
        browser.open("/?lang=en").await;
        agreed(browser).await;
        browser.chromium("Network.enable", json!({})).await;
        browser
            .chromium(
                "Network.setBlockedURLs",
                json!({"urls": ["*/tiles/items/*"]}),
            )
            .await;
        browser.click("#tool-zoom-in").await;
        browser.until("the trouble is told", TROUBLE).await;
        browser
            .chromium("Network.setBlockedURLs", json!({"urls": []}))
            .await;
        changed(browser, async || {
            browser.click("#retry").await;
            browser.click("#tool-zoom-in").await;
        })
        .await;
        assert!(
            browser
                .holds("document.querySelector('#trouble').hidden")
                .await
        );
    })
    .await;
}
