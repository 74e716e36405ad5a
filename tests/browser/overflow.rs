//! No page is wider than its window, with the question that it opens with, in any language.

use crate::support::browser::{PHONE, Screen, visit};
use crate::support::service::shared;
use okolica_web::language::Language;

const PAGES: [&str; 13] = [
    "/",
    "/spaces/1",
    "/initiatives/1",
    "/districts/ZM01",
    "/planner",
    "/planner/report",
    "/embed",
    "/embed/builder",
    "/mine",
    "/offline",
    "/accessibility",
    "/api",
    "/api/docs",
];

/// Widths in CSS pixels: the narrowest embed, WCAG's reflow, phones, a tablet, desks.
const WIDTHS: [u32; 6] = [280, 320, 360, 768, 1440, 2560];

/// How far the page is wider than `width` pixels, and what sticks out farthest. `innerWidth` is no
/// measure: on a phone it grows with what sticks out.
const WIDER: &str = "const over = document.documentElement.scrollWidth - width;
    if (over <= 0) return '';
    const edge = element => element.getBoundingClientRect().right;
    const free = element => !element.parentElement.closest('.scroll, .leaflet-container, pre');
    const far = [...document.querySelectorAll('body *')].filter(free).sort((a, b) => edge(b) - edge(a))[0];
    return `${over} px by ${far.tagName} ${far.className} ${far.textContent.slice(0, 40)}`;";

#[tokio::test]
async fn no_page_is_wider_than_its_window() {
    let mut found = Vec::new();
    visit(shared(), PHONE, async |browser| {
        for page in PAGES {
            for language in Language::ALL.map(Language::tag) {
                browser.open(&format!("{page}?lang={language}")).await;
                for width in WIDTHS {
                    let screen = Screen { width, ..PHONE };
                    browser.show_on(screen).await;
                    let over = browser
                        .text(&format!("const width = {width};{WIDER}"))
                        .await;
                    if !over.is_empty() {
                        found.push(format!("{page} in {language} at {width}: {over}"));
                    }
                }
            }
        }
    })
    .await;
    assert!(found.is_empty(), "{found:#?}");
}

#[tokio::test]
async fn a_flow_is_as_thick_as_its_people() {
    visit(shared(), PHONE, async |browser| {
        browser.open("/planner?lang=en").await;
        let widths = "const lines = [...document.querySelectorAll('.flow-line')];
            return new Set(lines.map(line => getComputedStyle(line).strokeWidth)).size";
        assert!(browser.number(widths).await > 2.0, "widths differ");
        let said = "return [...document.querySelectorAll('.flow-line')].every(line =>
            parseFloat(getComputedStyle(line).strokeWidth) === Number(line.getAttribute('stroke-width')))";
        assert!(browser.holds(said.trim_start_matches("return ")).await);
    })
    .await;
}
