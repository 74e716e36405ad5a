//! Pages of items and districts on screens and on paper.

use super::{agreed, placed_item};
use crate::support::browser::{Browser, DESKTOP, PHONE, Screen, screenshots, visit};
use crate::support::service::shared;
use base64::Engine as _;
use okolica_web::language::Language;
use serde_json::json;

const DARK: (&str, &str) = ("prefers-color-scheme", "dark");
/// What A4 leaves between its margins, in CSS pixels.
const A4_INSIDE: Screen = Screen {
    width: 703,
    height: 1032,
    scale: 1.0,
    touch: false,
};

/// An item of each kind, and a district.
async fn paths(browser: &Browser) -> [String; 3] {
    browser.open("/").await;
    agreed(browser).await;
    let (space, ..) = placed_item(browser, "spaces").await;
    browser.open("/?layer=initiatives").await;
    agreed(browser).await;
    let (initiative, ..) = placed_item(browser, "initiatives").await;
    let district = browser
        .text("return document.querySelector('select[name=district] option:nth-child(2)').value")
        .await;
    [
        format!("/{space}"),
        format!("/{initiative}"),
        format!("/districts/{district}"),
    ]
}

/// Nothing is wider than the window.
async fn fits(browser: &Browser, what: &str) {
    let wide = browser
        .text(
            "const room = document.documentElement.clientWidth;
            return [...document.querySelectorAll('body *')]
                .filter(one => !one.closest('.hush, .skip, .sprite'))
                .filter(one => one.getBoundingClientRect().right > room + 1)
                .map(one => `${one.tagName}.${one.className}`).join(' ')",
        )
        .await;
    assert_eq!(wide, "", "{what}: wider than the window");
}

/// The whole page as a picture.
async fn whole(browser: &Browser, name: &str) {
    let shot = json!({"format": "png", "captureBeyondViewport": true});
    let shot = browser.chromium("Page.captureScreenshot", shot).await;
    let png = shot["data"].as_str().expect("a picture");
    let png = base64::engine::general_purpose::STANDARD
        .decode(png)
        .expect("base64");
    std::fs::write(screenshots().join(format!("{name}.png")), png).expect("a file");
}

#[tokio::test]
async fn pages_fit_their_screens_in_every_language() {
    visit(shared(), DESKTOP, async |browser| {
        let [space, initiative, district] = paths(browser).await;
        let pages = [
            ("space", space),
            ("initiative", initiative),
            ("district", district.clone()),
            ("poster", format!("{district}?print=1")),
            ("statement", "/accessibility".to_owned()),
        ];
        for (name, path) in pages {
            for language in Language::ALL.map(Language::tag) {
                let mark = if path.contains('?') { '&' } else { '?' };
                browser.open(&format!("{path}{mark}lang={language}")).await;
                for (screen, on) in [(DESKTOP, "desktop"), (PHONE, "phone")] {
                    browser.show_on(screen).await;
                    fits(browser, &format!("{path} in {language} on a {on}")).await;
                    whole(browser, &format!("page-{name}-{language}-{on}")).await;
                }
                browser.prefer(&[DARK]).await;
                whole(browser, &format!("page-{name}-{language}-phone-dark")).await;
                browser.prefer(&[]).await;
            }
        }
    })
    .await;
}

/// Prints the page as it asks to be printed; the answer is its number of sheets and their size
/// in points.
async fn print(browser: &Browser, name: &str) -> (usize, String) {
    let how = json!({"preferCSSPageSize": true, "printBackground": false});
    let printed = browser.chromium("Page.printToPDF", how).await;
    let pdf = base64::engine::general_purpose::STANDARD
        .decode(printed["data"].as_str().expect("a document"))
        .expect("base64");
    std::fs::write(screenshots().join(format!("{name}.pdf")), &pdf).expect("a file");
    let text = String::from_utf8_lossy(&pdf);
    let sheets = text.matches("/Type /Page\n").count();
    let size = text.split("/MediaBox [").nth(1).expect("a size");
    (
        sheets,
        size.split(']').next().unwrap_or_default().to_owned(),
    )
}

#[tokio::test]
async fn what_is_printed_is_a4_and_whole() {
    visit(shared(), DESKTOP, async |browser| {
        let [space, initiative, district] = paths(browser).await;
        for (name, path) in [
            ("poster", format!("{district}?print=1")),
            ("space", space),
            ("initiative", initiative),
        ] {
            browser.show_on(DESKTOP).await;
            browser.open(&path).await;
            browser
                .until(
                    "every picture is there",
                    "[...document.images].every(one => (one.loading = 'eager') && one.complete)",
                )
                .await;
            let (sheets, size) = print(browser, &format!("print-{name}")).await;
            assert_eq!(sheets, 1, "{name} takes more than one sheet");
            let size: Vec<f64> = size
                .split_whitespace()
                .filter_map(|n| n.parse().ok())
                .collect();
            // 210 × 297 mm in points.
            assert!(
                (size[2] - 595.3).abs() < 1.0 && (size[3] - 841.9).abs() < 1.0,
                "{size:?}"
            );
            browser.show_on(A4_INSIDE).await;
            let media = json!({"media": "print"});
            browser.chromium("Emulation.setEmulatedMedia", media).await;
            fits(browser, &format!("{name} on paper")).await;
            whole(browser, &format!("print-{name}")).await;
            browser
                .chromium("Emulation.setEmulatedMedia", json!({"media": ""}))
                .await;
        }
    })
    .await;
}
