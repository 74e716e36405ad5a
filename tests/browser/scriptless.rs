//! With scripts off the list, its filters, its pages and each item's page do all that matters.

use super::total;
use crate::support::browser::{DESKTOP, PHONE, visit};
use crate::support::service::shared;

#[tokio::test]
async fn the_list_filters_pages_and_opens_items() {
    visit(shared(), DESKTOP, async |browser| {
        browser.without_scripts().await;
        browser.open("/?lang=en").await;
        assert!(
            !browser
                .holds("document.querySelector('#map').dataset.mapReady")
                .await
        );
        let whole = total(browser).await;
        assert!(whole > 500);
        assert!(
            browser
                .holds("document.querySelector('.needs-scripts').checkVisibility()")
                .await,
            "the page says what scripts are for"
        );
        browser.picture("desktop-light-scriptless").await;

        browser.click("#more > summary").await;
        browser.click(".categories > summary").await;
        browser.click("input[name=category][value=library]").await;
        browser.click("#filters .apply").await;
        browser
            .until(
                "the list is filtered",
                "location.search.includes('category=library')",
            )
            .await;
        let libraries = total(browser).await;
        assert!(0 < libraries && libraries < whole);
        let chips = browser
            .number("return document.querySelectorAll('.chips .chip').length")
            .await;
        assert!((chips - 1.0).abs() < 0.5, "one chip, not {chips}");
        browser.click(".chip-clear").await;
        browser
            .until("all is back", "!location.search.includes('category')")
            .await;
        assert_eq!(total(browser).await, whole);

        let first = browser
            .text("return document.querySelector('.item-link').dataset.key")
            .await;
        browser.click(".paging a[rel=next]").await;
        browser
            .until("the second page", "location.search.includes('after=')")
            .await;
        let next = browser
            .text("return document.querySelector('.item-link').dataset.key")
            .await;
        assert_ne!(first, next);
        assert_eq!(total(browser).await, whole, "the total is of all pages");

        let name = browser
            .text("return document.querySelector('.item-link').textContent")
            .await;
        browser.click(".item-link").await;
        browser
            .until(
                "the item's page",
                &format!("location.pathname === '/{next}'"),
            )
            .await;
        assert_eq!(
            browser
                .text("return document.querySelector('h1').textContent")
                .await,
            name
        );
        browser.click(".back a").await;
        browser.until("the list", "location.pathname === '/'").await;
    })
    .await;
}

#[tokio::test]
async fn every_page_of_the_list_together_is_the_whole_list() {
    visit(shared(), PHONE, async |browser| {
        browser.without_scripts().await;
        browser.open("/").await;
        let whole = total(browser).await;
        let mut keys = Vec::new();
        loop {
            let page = browser
                .text("return [...document.querySelectorAll('.item-link')].map(e => e.dataset.key).join()")
                .await;
            keys.extend(page.split(',').map(str::to_owned));
            if !browser.holds("document.querySelector('.paging a[rel=next]')").await {
                break;
            }
            let next = browser.text("return document.querySelector('.paging a[rel=next]').getAttribute('href')").await;
            browser.open(&next).await;
        }
        assert_eq!(keys.len() as u64, whole);
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len() as u64, whole, "no item twice");
    })
    .await;
}
