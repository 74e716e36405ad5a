//! Looking around with the mouse: list and map always count the same.

use super::{agreed, changed, middle_of_map, view};
use crate::support::browser::{DESKTOP, visit};
use crate::support::service::shared;

#[tokio::test]
async fn list_and_map_count_the_same_wherever_one_looks() {
    visit(shared(), DESKTOP, async |browser| {
        browser.open("/").await;
        let whole = agreed(browser).await;
        assert!(whole > 500, "the town has about 700 items, not {whole}");
        let (x, y) = middle_of_map(browser).await;

        let closer = changed(browser, async || browser.click("#tool-zoom-in").await).await;
        assert!(closer <= whole, "{closer} of {whole} are in half the view");
        let (zoom, lat, lon) = view(browser).await;

        changed(browser, async || {
            browser.drag((x, y), (x - 300.0, y - 120.0), 8).await;
        })
        .await;
        let (same, south, east) = view(browser).await;
        assert_eq!(same, zoom, "a drag keeps the zoom");
        assert!(south < lat && east > lon, "the map follows the hand");

        changed(browser, async || browser.wheel(x, y, -240).await).await;
        assert!(view(browser).await.0 > zoom, "the wheel zooms in");
        changed(browser, async || browser.click("#tool-zoom-out").await).await;
        let back = changed(browser, async || browser.click("#tool-whole-city").await).await;
        assert_eq!(back, whole, "back to where it began");
    })
    .await;
}

#[tokio::test]
async fn a_category_keeps_its_own_and_clearing_brings_all_back() {
    visit(shared(), DESKTOP, async |browser| {
        browser.open("/?lang=en").await;
        let whole = agreed(browser).await;
        let counts = "Object.fromEntries([...document.querySelectorAll('[data-count-of]')]
            .map(count => [count.dataset.countOf, +count.textContent.replace(/\\D/g, '')]))";
        let promised = browser
            .number(&format!("return ({counts})['category=library']"))
            .await;

        browser.click("#more > summary").await;
        browser.click(".categories > summary").await;
        let libraries = changed(browser, async || {
            browser.click("input[name=category][value=library]").await;
        })
        .await;
        assert!(0 < libraries && libraries < whole);
        #[expect(clippy::cast_precision_loss, reason = "a small count")]
        let shown = libraries as f64;
        assert!(
            shown <= promised,
            "{promised} were promised, {shown} are shown"
        );
        assert!(
            browser
                .holds("document.querySelector('.chips .chip')")
                .await
        );
        assert!(
            browser
                .holds("location.search.includes('category=library')")
                .await,
            "the address names the category"
        );
        // One more choice, in the middle of the first.
        changed(browser, async || {
            browser
                .run("document.querySelector('#more').open = true")
                .await;
            browser.click("input[name=layer][value=spaces]").await;
        })
        .await;
        // Libraries are places: the totals say nothing of whether the list is new.
        let chips = "document.querySelectorAll('.chips .chip').length === 2";
        browser.until("both choices are shown", chips).await;
        let all = changed(browser, async || browser.click(".chip-clear").await).await;
        assert_eq!(all, whole);
        assert!(
            !browser
                .holds("document.querySelector('.categories input:checked')")
                .await
        );
    })
    .await;
}

#[tokio::test]
async fn an_item_opens_beside_the_map_and_closes_again() {
    visit(shared(), DESKTOP, async |browser| {
        browser.open("/").await;
        agreed(browser).await;
        let scroll = "document.querySelector('#panel').scrollTop";
        browser
            .run("document.querySelectorAll('.item-link')[12].scrollIntoView()")
            .await;
        let before = browser.number(&format!("return {scroll}")).await;
        let key = browser
            .text("return document.querySelectorAll('.item-link')[13].dataset.key")
            .await;
        browser
            .click(&format!(".item-link[data-key='{key}']"))
            .await;
        browser
            .until(
                "the detail is open",
                &format!("document.querySelector('#detail:not([hidden]) [data-key=\"{key}\"]')"),
            )
            .await;
        assert!(browser.holds("location.search.includes('selected=')").await);
        assert!(
            browser
                .holds("document.querySelector('#browse').hidden")
                .await
        );
        assert!(
            browser
                .holds("document.querySelector('#detail a[href^=\"mailto:mapa@example.org\"]')")
                .await,
            "a mistake can be reported"
        );

        browser.click("#detail-back").await;
        browser
            .until(
                "the list is back",
                "document.querySelector('#detail').hidden",
            )
            .await;
        agreed(browser).await;
        let after = browser.number(&format!("return {scroll}")).await;
        assert!(
            (after - before).abs() < 2.0,
            "the list stays at {before}, not {after}"
        );

        // The browser's own way back opens it again.
        browser.back().await;
        browser
            .until(
                "the detail is open",
                "!document.querySelector('#detail').hidden",
            )
            .await;
    })
    .await;
}

#[tokio::test]
async fn an_empty_view_says_what_to_do() {
    visit(shared(), DESKTOP, async |browser| {
        browser
            .open("/?map=15/52.04/19.17&category=library&lang=en")
            .await;
        assert_eq!(agreed(browser).await, 0);
        assert!(browser.holds("document.querySelector('.empty')").await);
        let all = changed(browser, async || browser.click(".empty .whole-city").await).await;
        assert!(all > 0, "the whole city has libraries");
    })
    .await;
}

#[tokio::test]
async fn a_change_is_announced_once() {
    visit(shared(), DESKTOP, async |browser| {
        browser.open("/?map=13/52.05/19.3&lang=en").await;
        agreed(browser).await;
        browser
            .run(
                "window.said = [];
                const place = document.querySelector('#announcer');
                const heard = () => window.said.push(place.textContent);
                new MutationObserver(heard).observe(place, {childList: true, characterData: true, subtree: true});",
            )
            .await;
        let shown = changed(browser, async || browser.click("#quick-free").await).await;
        browser
            .until("the new total is said", "window.said.length > 0")
            .await;
        let said = browser.text("return window.said.join('|')").await;
        assert_eq!(said, format!("{shown} results on the map"));
    })
    .await;
}

#[tokio::test]
async fn the_list_marks_the_map_and_the_map_the_list() {
    visit(shared(), DESKTOP, async |browser| {
        browser.open("/?map=18/52.058/19.3264&lang=en").await;
        agreed(browser).await;
        let canvas = "document.querySelector('#map canvas').toDataURL()";
        browser.run(&format!("window.before = {canvas}")).await;
        browser
            .run("document.querySelector('.item[data-at] .item-link').focus()")
            .await;
        browser
            .until(
                "the map marks what has the focus",
                &format!("{canvas} !== window.before"),
            )
            .await;
        browser
            .run("document.querySelector('#map-symbols').focus()")
            .await;
        browser
            .until(
                "the list marks the symbol",
                "document.querySelectorAll('.item.linked').length === 1",
            )
            .await;
    })
    .await;
}
