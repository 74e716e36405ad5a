//! Pictures to look at, and what every look must keep.

use super::agreed;
use crate::support::browser::{Browser, DESKTOP, PHONE, visit};
use crate::support::service::shared;

const LIGHT: (&str, &str) = ("prefers-color-scheme", "light");
const DARK: (&str, &str) = ("prefers-color-scheme", "dark");

async fn pictures(browser: &Browser, name: &str) {
    for (scheme, look) in [(LIGHT, "light"), (DARK, "dark")] {
        browser.prefer(&[scheme]).await;
        browser.open("/").await;
        agreed(browser).await;
        painted(browser, &format!("{name}-{look}")).await;
        browser.picture(&format!("{name}-{look}-list")).await;
        browser.click(".item-link").await;
        browser
            .until(
                "the detail is open",
                "!document.querySelector('#detail').hidden",
            )
            .await;
        agreed(browser).await;
        browser.picture(&format!("{name}-{look}-detail")).await;
        browser.open("/?map=15/52.04/19.17&category=library").await;
        agreed(browser).await;
        browser.picture(&format!("{name}-{look}-empty")).await;
    }
}

/// The map's canvas holds more than one flat colour, in any look.
async fn painted(browser: &Browser, what: &str) {
    let colours = browser
        .number(
            "const canvas = [...document.querySelectorAll('#map canvas')];
            const seen = new Set();
            for (const one of canvas) {
                const data = one.getContext('2d').getImageData(0, 0, one.width, one.height).data;
                for (let at = 0; at < data.length; at += 4 * 97) {
                    if (data[at + 3]) seen.add(data[at] << 16 | data[at + 1] << 8 | data[at + 2]);
                }
            }
            return seen.size",
        )
        .await;
    assert!(colours > 8.0, "{what}: the map shows {colours} colours");
}

#[tokio::test]
async fn light_and_dark_on_a_desktop() {
    visit(shared(), DESKTOP, async |browser| {
        pictures(browser, "desktop").await;
    })
    .await;
}

#[tokio::test]
async fn light_and_dark_on_a_phone() {
    visit(shared(), PHONE, async |browser| {
        pictures(browser, "phone").await;
    })
    .await;
}

#[tokio::test]
async fn forced_colours_and_no_motion() {
    visit(shared(), DESKTOP, async |browser| {
        browser
            .prefer(&[("forced-colors", "active"), ("prefers-reduced-motion", "reduce")])
            .await;
        browser.open("/").await;
        agreed(browser).await;
        painted(browser, "forced colours").await;
        browser.picture("desktop-forced-colours").await;
        // Whatever moves the map moves it at once: no animation runs at any moment after.
        browser
            .run(
                "window.moved = 0;
                document.addEventListener('animationstart', () => window.moved++, true);
                document.addEventListener('transitionrun', () => window.moved++, true);",
            )
            .await;
        super::changed(browser, async || browser.click("#tool-zoom-in").await).await;
        assert!(browser.holds("window.moved === 0").await, "something moved");
        assert!(browser.holds("!document.querySelector('.leaflet-zoom-anim .leaflet-zoom-animated.leaflet-zoom-hide')").await);
    })
    .await;
}
