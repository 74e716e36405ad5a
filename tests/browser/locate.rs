//! "Show where I am": only when asked, and every answer in words.

use super::{agreed, changed, view};
use crate::support::browser::{Browser, DESKTOP, PHONE, visit};
use crate::support::service::shared;

/// A place in the demo town: longitude, latitude.
const HERE: (f64, f64) = (19.3264, 52.058);

async fn said(browser: &Browser, text: &str) {
    let heard = format!(
        "document.querySelector('#map-status').textContent.includes({})",
        serde_json::json!(text)
    );
    browser.until("it is said in words", &heard).await;
}

#[tokio::test]
async fn the_map_goes_to_where_i_am() {
    visit(shared(), PHONE, async |browser| {
        browser.stand_at(HERE.0, HERE.1).await;
        browser
            .before_scripts(
                "window.asked = 0;
                const ask = Geolocation.prototype.getCurrentPosition;
                Geolocation.prototype.getCurrentPosition = function (...all) {
                    window.asked++;
                    return ask.apply(this, all);
                };",
            )
            .await;
        browser.open("/?lang=en").await;
        agreed(browser).await;
        assert!(
            browser.holds("window.asked === 0").await,
            "nobody asked yet"
        );
        changed(browser, async || browser.click("#tool-locate").await).await;
        said(browser, "This is around you").await;
        let (zoom, lat, lon) = view(browser).await;
        assert!((zoom - 15.0).abs() < 0.1, "zoom {zoom}");
        assert!((lat - HERE.1).abs() < 1e-3 && (lon - HERE.0).abs() < 1e-3);
        assert!(browser.holds("window.asked === 1").await);
        browser.picture("phone-light-located").await;
        // What the address says is where the map looks, not where the person is.
        let url = browser.url().await;
        assert!(!url.contains("near="), "{url}");
    })
    .await;
}

#[tokio::test]
async fn what_keeps_it_from_knowing_is_said() {
    visit(shared(), DESKTOP, async |browser| {
        browser.permit_location("denied").await;
        browser.open("/?lang=en").await;
        agreed(browser).await;
        browser.click("#tool-locate").await;
        said(browser, "does not allow reading your position").await;

        // Outside the town the map stays.
        browser.stand_at(2.35, 48.85).await;
        let before = browser.url().await;
        browser.click("#tool-locate").await;
        said(browser, "outside this city").await;
        assert_eq!(browser.url().await, before);

        // No position at all.
        browser
            .chromium("Emulation.setGeolocationOverride", serde_json::json!({}))
            .await;
        browser.click("#tool-locate").await;
        said(browser, "could not be found").await;

        // A browser that takes its time, which no test should.
        browser
            .before_scripts(
                "Geolocation.prototype.getCurrentPosition = (_, failed, options) => {
                    if (options.timeout <= 15000) failed({code: 3, TIMEOUT: 3});
                };",
            )
            .await;
        browser.open("/?lang=en").await;
        agreed(browser).await;
        browser.click("#tool-locate").await;
        said(browser, "took too long").await;
    })
    .await;
}
