//! An address that somebody sends shows the other what they saw.

use super::{agreed, changed, middle_of_map};
use crate::support::browser::{Browser, DESKTOP, visit};
use crate::support::service::shared;
use std::cell::RefCell;

/// What a person sees of a view, apart from where it scrolled to.
async fn seen(browser: &Browser) -> Vec<String> {
    let mut seen = Vec::new();
    for what in [
        "new URLSearchParams(location.search).get('map')",
        "document.querySelector('#map').dataset.mapTotal",
        "document.querySelector('#results-total').textContent",
        "[...document.querySelectorAll('#filters input:checked')].map(e => e.value).join()",
        "[...document.querySelectorAll('.chip')].map(e => e.textContent).join()",
        "document.querySelector('#detail [data-key]')?.dataset.key ?? ''",
        "document.documentElement.lang",
        "[...document.querySelectorAll('#results .item-link')].map(e => e.dataset.key).join()",
    ] {
        seen.push(browser.text(&format!("return {what}")).await);
    }
    seen
}

#[tokio::test]
async fn a_link_shows_the_view_it_was_copied_from() {
    let sent = RefCell::new((String::new(), Vec::new()));
    visit(shared(), DESKTOP, async |browser| {
        browser.open("/?lang=en").await;
        agreed(browser).await;
        let (x, y) = middle_of_map(browser).await;
        changed(browser, async || browser.click("#tool-zoom-in").await).await;
        changed(browser, async || {
            browser.drag((x, y), (x + 90.0, y - 40.0), 6).await;
        })
        .await;
        browser.click("#more > summary").await;
        browser.click(".categories > summary").await;
        changed(browser, async || {
            browser.click("input[name=category][value=library]").await;
        })
        .await;
        changed(browser, async || browser.click(".item-link").await).await;
        browser
            .until(
                "the detail is open",
                "!document.querySelector('#detail').hidden",
            )
            .await;
        agreed(browser).await;
        let url = browser.url().await;
        sent.replace((url, seen(browser).await));
    })
    .await;
    let (url, before) = sent.into_inner();
    visit(shared(), DESKTOP, async |browser| {
        let path = url
            .strip_prefix(&browser.address)
            .expect("an address of the service");
        browser.open(path).await;
        browser
            .until(
                "the detail is open",
                "!document.querySelector('#detail').hidden",
            )
            .await;
        agreed(browser).await;
        assert_eq!(seen(browser).await, before, "{url}");
        assert_eq!(browser.url().await, url, "the address stays as it was sent");
    })
    .await;
}

#[tokio::test]
async fn an_old_link_says_which_filter_is_gone() {
    visit(shared(), DESKTOP, async |browser| {
        browser
            .open("/?category=zeppelin&utm_source=x&lang=en")
            .await;
        let all = agreed(browser).await;
        assert!(all > 0, "the list without the filter");
        let note = browser
            .text("return document.querySelector('.note').textContent")
            .await;
        assert!(note.contains("zeppelin"), "{note}");
    })
    .await;
}
