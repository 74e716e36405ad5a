//! "Show more" puts more under the list.

use super::{agreed, total};
use crate::support::browser::{Browser, DESKTOP, PHONE, Screen, visit};
use crate::support::service::shared;
use fantoccini::key::Key;

const KEYS: &str =
    "[...document.querySelectorAll('#results .item-link')].map(e => e.dataset.key).join()";
const MORE: &str = "#results .paging [rel=next]";

async fn keys(browser: &Browser) -> Vec<String> {
    let text = browser.text(&format!("return {KEYS}")).await;
    text.split(',').map(str::to_owned).collect()
}

async fn grows(browser: &Browser, before: usize) {
    let grown = format!("document.querySelectorAll('#results .item').length > {before}");
    browser.until("more stands under the list", &grown).await;
}

async fn more_and_more(screen: Screen) {
    visit(shared(), screen, async |browser| {
        browser.open("/?lang=en").await;
        agreed(browser).await;
        let first = keys(browser).await;
        browser
            .run(&format!("document.querySelector('{MORE}').focus()"))
            .await;
        let top = "document.querySelector('#panel').scrollTop";
        let scrolled = browser.number(&format!("return {top}")).await;
        assert!(scrolled > 100.0, "the link is at the end");
        browser.press(Key::Enter).await;
        grows(browser, first.len()).await;
        let second = keys(browser).await;
        assert_eq!(second[..first.len()], first, "what was there stays");
        let now = browser.number(&format!("return {top}")).await;
        assert!((now - scrolled).abs() < 2.0, "{scrolled} jumped to {now}");
        let focused = browser
            .text("return document.activeElement.dataset.key ?? document.activeElement.outerHTML")
            .await;
        assert_eq!(focused, second[first.len()], "the first new one");
        let said = browser
            .text("return document.querySelector('#announcer').textContent")
            .await;
        let all = total(browser).await;
        assert_eq!(said, format!("Shown: {} of {all}", second.len()));

        // An item and back: all that was shown is still there.
        browser.press(Key::Enter).await;
        browser
            .until(
                "the detail is open",
                "document.activeElement.id === 'detail-title'",
            )
            .await;
        browser.press(Key::Escape).await;
        browser
            .until(
                "the list is back",
                "document.querySelector('#detail').hidden",
            )
            .await;
        assert_eq!(keys(browser).await, second);
        let back = browser.number(&format!("return {top}")).await;
        assert!((back - now).abs() < 2.0, "{now} jumped to {back}");

        while browser
            .holds(&format!("document.querySelector('{MORE}')"))
            .await
        {
            let before = keys(browser).await.len();
            browser
                .run(&format!("document.querySelector('{MORE}').click()"))
                .await;
            grows(browser, before).await;
        }
        let mut whole = keys(browser).await;
        assert_eq!(whole.len() as u64, all);
        whole.sort();
        whole.dedup();
        assert_eq!(whole.len() as u64, all, "no item twice");
    })
    .await;
}

#[tokio::test]
async fn the_list_grows_in_its_place() {
    more_and_more(DESKTOP).await;
}

#[tokio::test]
async fn the_list_grows_in_its_place_on_a_phone() {
    more_and_more(PHONE).await;
}
