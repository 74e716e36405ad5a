//! axe-core finds nothing on any page, in any state.

use super::{agreed, placed_item};
use crate::support::browser::{Browser, DESKTOP, PHONE, Screen, visit};
use crate::support::service::{root, shared};
use fantoccini::key::Key;
use okolica_web::language::Language;
use serde_json::Value;

/// A desktop at 400 %.
pub(super) const NARROW: Screen = Screen {
    width: 320,
    height: 640,
    scale: 1.0,
    touch: false,
};
pub(super) const DARK: [(&str, &str); 1] = [("prefers-color-scheme", "dark")];
pub(super) const FORCED: [(&str, &str); 1] = [("forced-colors", "active")];

/// Everything that axe-core holds against the page as it stands, by rule and element.
async fn violations(browser: &Browser) -> Vec<String> {
    let file = root("web/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(&file);
    let axe = axe.unwrap_or_else(|error| panic!("{file}: {error}; run cargo xtask web"));
    browser.run(&axe).await;
    // Target size is WCAG 2.2 and off by default.
    let found = browser
        .run(
            "return axe.run(document, {rules: {'target-size': {enabled: true}}})
                .then(result => result.violations.flatMap(rule => rule.nodes.map(node =>
                    `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary}`)))",
        )
        .await;
    let found = found.as_array().cloned().unwrap_or_default();
    found
        .iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

pub(super) async fn check(browser: &Browser, what: &str) {
    let found = violations(browser).await;
    assert!(found.is_empty(), "{what}: {found:#?}");
}

/// Looks at a state in light, in the dark and in the reader's own colours.
pub(super) async fn check_in_all_colours(browser: &Browser, what: &str) {
    check(browser, what).await;
    browser.prefer(&DARK).await;
    check(browser, &format!("{what}, in the dark")).await;
    browser.prefer(&FORCED).await;
    check(browser, &format!("{what}, in forced colours")).await;
    browser.prefer(&[]).await;
}

#[tokio::test]
async fn the_map_page_in_every_state() {
    visit(shared(), DESKTOP, async |browser| {
        for language in Language::ALL.map(Language::tag) {
            browser.open(&format!("/?lang={language}")).await;
            agreed(browser).await;
            check(browser, &format!("the map, {language}")).await;
            browser.click("#more > summary").await;
            browser.click(".categories > summary").await;
            browser.click(".legend > summary").await;
            check_in_all_colours(browser, &format!("open filters and legend, {language}")).await;
            browser
                .open(&format!(
                    "/?map=15/52.04/19.17&category=library&lang={language}"
                ))
                .await;
            agreed(browser).await;
            check_in_all_colours(browser, &format!("an empty result, {language}")).await;
            browser
                .open(&format!(
                    "/?near=19.326,52.058&within=500&free=1&lang={language}"
                ))
                .await;
            agreed(browser).await;
            check(browser, &format!("a neighbourhood, {language}")).await;
        }
    })
    .await;
}

#[tokio::test]
async fn an_open_detail() {
    visit(shared(), DESKTOP, async |browser| {
        browser.open("/").await;
        agreed(browser).await;
        browser.click(".item-link").await;
        browser
            .until(
                "the detail is open",
                "!document.querySelector('#detail').hidden",
            )
            .await;
        agreed(browser).await;
        for (screen, on) in [
            (DESKTOP, "a desktop"),
            (PHONE, "a phone"),
            (NARROW, "320 px"),
        ] {
            browser.show_on(screen).await;
            check_in_all_colours(browser, &format!("an open detail on {on}")).await;
        }
    })
    .await;
}

#[tokio::test]
async fn suggestions_that_are_open() {
    visit(shared(), DESKTOP, async |browser| {
        let open = "document.querySelector('#suggestions:not([hidden]) [role=option]')";
        for language in Language::ALL.map(Language::tag) {
            browser.open(&format!("/?lang={language}")).await;
            agreed(browser).await;
            browser.click("#q").await;
            for letter in "bibl".chars() {
                browser.type_char(letter).await;
            }
            browser.until("suggestions are open", open).await;
            check_in_all_colours(browser, &format!("suggestions, {language}")).await;
            browser.press(Key::Down).await;
            let active = "document.querySelector('[role=option][aria-selected=true]')";
            browser.until("one is chosen", active).await;
            check_in_all_colours(browser, &format!("a chosen suggestion, {language}")).await;
        }
        browser.show_on(PHONE).await;
        browser.until("they are open still", open).await;
        check_in_all_colours(browser, "suggestions on a phone").await;
    })
    .await;
}

#[tokio::test]
async fn the_map_page_on_a_phone() {
    visit(shared(), PHONE, async |browser| {
        browser.open("/").await;
        agreed(browser).await;
        check(browser, "a phone").await;
        browser.click("[data-sheet-to=full]").await;
        check_in_all_colours(browser, "a phone, the list in full").await;
        browser.click("[data-sheet-to=peek]").await;
        check_in_all_colours(browser, "a phone, the map").await;
    })
    .await;
}

#[tokio::test]
async fn what_went_wrong() {
    visit(shared(), DESKTOP, async |browser| {
        browser.expect_errors("Failed to load resource");
        browser.open("/").await;
        agreed(browser).await;
        super::failure::cut_off(browser).await;
        browser.click("#tool-zoom-in").await;
        browser
            .until(
                "the trouble is told",
                "!document.querySelector('#trouble').hidden",
            )
            .await;
        check_in_all_colours(browser, "trouble").await;
    })
    .await;
}

#[tokio::test]
async fn pages_of_text() {
    visit(shared(), DESKTOP, async |browser| {
        browser.expect_errors("404");
        browser.open("/").await;
        agreed(browser).await;
        let (space, ..) = placed_item(browser, "spaces").await;
        browser.open("/?layer=initiatives").await;
        agreed(browser).await;
        let (initiative, ..) = placed_item(browser, "initiatives").await;
        let district = browser
            .text(
                "return document.querySelector('select[name=district] option:nth-child(2)').value",
            )
            .await;
        let pages = [
            space,
            initiative,
            format!("districts/{district}"),
            format!("districts/{district}?print=1"),
            "accessibility".to_owned(),
            "api/docs".to_owned(),
            "api/collections?f=html".to_owned(),
            "api/collections/spaces/items?f=html&limit=5".to_owned(),
            "spaces/999999".to_owned(),
            "no/such/page".to_owned(),
        ];
        for page in pages {
            for language in Language::ALL.map(Language::tag) {
                let mark = if page.contains('?') { '&' } else { '?' };
                browser.open(&format!("/{page}{mark}lang={language}")).await;
                let shown = browser.text("return document.documentElement.lang").await;
                assert_eq!(shown, language, "{page}");
                for (screen, on) in [
                    (DESKTOP, "a desktop"),
                    (PHONE, "a phone"),
                    (NARROW, "320 px"),
                ] {
                    browser.show_on(screen).await;
                    check(browser, &format!("/{page} in {language} on {on}")).await;
                }
                browser.prefer(&DARK).await;
                check(browser, &format!("/{page} in {language} in the dark")).await;
                browser.prefer(&[("forced-colors", "active")]).await;
                check(browser, &format!("/{page} in {language} in forced colours")).await;
                browser.prefer(&[]).await;
            }
        }
    })
    .await;
}
