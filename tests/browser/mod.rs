//! The map in a real browser: what a person sees, presses and hears.

mod accessibility;
mod appearance;
mod basemap;
mod budget;
mod builder;
mod clusters;
mod copy;
mod device;
mod edit;
mod embed;
mod failure;
mod journey;
mod keyboard;
mod link;
mod live;
mod locate;
mod many;
mod map;
mod near;
mod notice;
mod overflow;
mod paging;
mod paper;
mod phone;
mod planner;
mod scriptless;
mod search;
mod warsaw;
mod what_if;

use crate::support::browser::Browser;

/// The map says that all of its view is drawn, and the list that it shows the same. The list of
/// the whole city also has the items that no map can show, and counts them apart.
const AGREE: &str = "(() => {
    const map = document.querySelector('#map').dataset;
    const list = document.querySelector('.results-body')?.dataset;
    const stale = document.querySelector('#results').hasAttribute('data-stale');
    return map.mapReady === 'true' && !stale && list?.placed !== undefined && list.placed === map.mapTotal;
})()";

/// Waits until the map is drawn and the list beside it counts the same; the answer is that count.
async fn agreed(browser: &Browser) -> u64 {
    browser
        .until("the list counts what the map shows", AGREE)
        .await;
    count(browser, "document.querySelector('#map').dataset.mapTotal").await
}

/// What the list says that it holds.
async fn total(browser: &Browser) -> u64 {
    count(
        browser,
        "document.querySelector('#results-total').dataset.total",
    )
    .await
}

async fn count(browser: &Browser, what: &str) -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a count"
    )]
    let count = browser.number(&format!("return {what}")).await as u64;
    count
}

/// Does something that changes the view, waits until the address says so, and then until list
/// and map agree; the answer is their total.
async fn changed(browser: &Browser, act: impl AsyncFnOnce()) -> u64 {
    let before = browser.url().await;
    act().await;
    let moved = format!("location.href !== {}", serde_json::json!(before));
    browser.until("the address follows the view", &moved).await;
    agreed(browser).await
}

/// The value of `map=` in the address: zoom, latitude, longitude.
async fn view(browser: &Browser) -> (f64, f64, f64) {
    let text = browser
        .text("return new URLSearchParams(location.search).get('map') ?? ''")
        .await;
    let mut parts = text.split('/').map(|part| part.parse().unwrap_or(f64::NAN));
    let mut next = || parts.next().unwrap_or(f64::NAN);
    (next(), next(), next())
}

/// The middle of the map in the window.
async fn middle_of_map(browser: &Browser) -> (f64, f64) {
    let side = async |script: &str| {
        let script = format!(
            "const box = document.querySelector('#map').getBoundingClientRect(); return {script}"
        );
        browser.number(&script).await
    };
    (
        side("box.x + box.width / 2").await,
        side("box.y + box.height / 2").await,
    )
}

/// An item with a position: its key and where it is (latitude, longitude), found by the script
/// among the items of the list.
async fn placed_item(browser: &Browser, layer: &str) -> (String, f64, f64) {
    let script = format!(
        "return (async () => {{
            for (const link of document.querySelectorAll('.item-link[data-key^=\"{layer}/\"]')) {{
                const answer = await fetch(`/${{link.dataset.key}}?fragment=detail`);
                const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
                const at = page.querySelector('[data-position]')?.dataset.position;
                if (at) return `${{link.dataset.key}},${{at}}`;
            }}
            return '';
        }})()"
    );
    let found = browser.text(&script).await;
    let mut parts = found.split(',');
    let key = parts.next().unwrap_or_default().to_owned();
    let mut number = || parts.next().and_then(|part| part.parse().ok());
    let (lon, lat) = (number(), number());
    let at = lon.zip(lat);
    let (lon, lat) = at.unwrap_or_else(|| panic!("no item of {layer} has a position: {found:?}"));
    (key, lat, lon)
}
