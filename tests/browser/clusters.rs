//! Several items in one symbol: click or Enter brings them apart.

use super::{agreed, changed, view};
use crate::support::browser::{Browser, DESKTOP, visit};
use crate::support::service::{root, shared};
use fantoccini::key::Key;
use serde_json::Value;

/// The largest aggregate well inside the map: x, y in the window, its expansion zoom, longitude
/// and latitude. Web Mercator as in the definition of tiles, from the address's own view.
const LARGEST: &str = "return (async () => {
    const [zoom, lat, lon] = new URLSearchParams(location.search).get('map').split('/').map(Number);
    const side = 2 ** zoom;
    const X = lon => (lon + 180) / 360;
    const Y = lat => {
        const s = Math.sin(lat * Math.PI / 180);
        return 0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI);
    };
    const box = document.querySelector('#map').getBoundingClientRect();
    let best = null;
    const [cx, cy] = [Math.floor(X(lon) * side), Math.floor(Y(lat) * side)];
    for (const x of [cx - 1, cx, cx + 1]) for (const y of [cy - 1, cy, cy + 1]) {
        const answer = await fetch(`/tiles/items/${zoom}/${x}/${y}.geojson`);
        for (const feature of (await answer.json()).features) {
            if (!feature.properties.cluster) continue;
            const [flon, flat] = feature.geometry.coordinates;
            const px = box.x + box.width / 2 + (X(flon) - X(lon)) * 256 * side;
            const py = box.y + box.height / 2 + (Y(flat) - Y(lat)) * 256 * side;
            const inside = px > box.x + 60 && px < box.right - 120 && py > box.y + 60 && py < box.bottom - 160;
            if (inside && (!best || feature.properties.point_count > best.count)) {
                best = {px, py, count: feature.properties.point_count,
                    zoom: feature.properties.expansion_zoom, lon: flon, lat: flat};
            }
        }
    }
    return best;
})()";

#[tokio::test]
async fn a_click_on_an_aggregate_comes_as_close_as_it_needs_to_part() {
    visit(shared(), DESKTOP, async |browser| {
        browser.open("/").await;
        agreed(browser).await;
        let (from, ..) = view(browser).await;
        let aggregate = browser.run(LARGEST).await;
        let number = |name: &str| aggregate[name].as_f64().expect("an aggregate is in view");
        assert!(number("count") > 1.0);
        changed(browser, async || {
            browser.click_at(number("px"), number("py")).await;
        })
        .await;
        let (zoom, lat, lon) = view(browser).await;
        let wanted = number("zoom").max(from + 1.0);
        assert!(
            (zoom - wanted).abs() < 0.01,
            "zoom {zoom}, expansion zoom {wanted}"
        );
        assert!((lat - number("lat")).abs() < 1e-3 && (lon - number("lon")).abs() < 1e-3);
    })
    .await;
}

/// The place of the demo town with the most spaces: longitude, latitude.
fn shared_place() -> (f64, f64) {
    let text = std::fs::read_to_string(root("data/demo/spaces.geojson")).expect("the demo town");
    let spaces: Value = serde_json::from_str(&text).expect("GeoJSON");
    let mut places: Vec<(&Value, u32)> = Vec::new();
    for feature in spaces["features"].as_array().expect("features") {
        let at = &feature["geometry"]["coordinates"];
        match places.iter_mut().find(|(place, _)| *place == at) {
            Some((_, count)) => *count += 1,
            None => places.push((at, 1)),
        }
    }
    let most = places.into_iter().max_by_key(|(_, count)| *count);
    let (at, count) = most.expect("a place");
    assert!(count > 2, "the town has an address with several spaces");
    let degrees = |axis: usize| at[axis].as_f64().expect("a coordinate");
    (degrees(0), degrees(1))
}

/// Where the item stands whose detail is open.
async fn opened(browser: &Browser) -> String {
    browser
        .until(
            "a detail is open",
            "!document.querySelector('#detail').hidden",
        )
        .await;
    browser
        .text("return document.querySelector('#detail [data-position]').dataset.position")
        .await
}

/// The distance of a halo from the middle of its symbol, in pixels.
const HALO: f64 = 13.0 * 1.3 + 4.0;
/// The accent of the light style: red, green, blue.
const ACCENT: &str = "11, 107, 98";

/// A script for what the map's canvas holds at a point of the window.
fn pixel(x: f64, y: f64) -> String {
    format!(
        "(() => {{
            const canvas = document.querySelector('#map canvas');
            const box = canvas.getBoundingClientRect();
            const [x, y] = [Math.round({x} - box.x), Math.round({y} - box.y)];
            return canvas.getContext('2d').getImageData(x, y, 1, 1).data;
        }})()"
    )
}

#[tokio::test]
async fn several_at_one_address_spread_on_click_and_on_enter() {
    let (lon, lat) = shared_place();
    let place = format!("{lon},{lat}");
    let spread = "/\\d/.test(document.querySelector('#announcer').textContent)";
    visit(shared(), DESKTOP, async |browser| {
        let path = format!("/?map=18/{lat:.5}/{lon:.5}&lang=pl");
        browser.open(&path).await;
        agreed(browser).await;
        let (x, y) = super::middle_of_map(browser).await;
        browser.click_at(x, y).await;
        browser.until("the spread is announced", spread).await;
        browser.picture("desktop-light-spread").await;
        // More than a circle holds: the first stands to the right of the place they share.
        browser.click_at(x + 40.0, y).await;
        assert_eq!(opened(browser).await, place);
        agreed(browser).await;
        // The halo is around where the spread shows it.
        let (x, y) = (x + 40.0, y - HALO);
        let halo = format!(
            "[{ACCENT}].every((value, at) => Math.abs(value - ({})[at]) < 24)",
            pixel(x, y)
        );
        browser.until("its symbol has the halo", &halo).await;

        browser.open(&path).await;
        agreed(browser).await;
        browser
            .run("document.querySelector('#map-symbols').focus()")
            .await;
        // The symbol nearest to the middle is the first to speak.
        let option = "document.querySelector('#map-symbols [role=option]')";
        browser
            .until("a symbol speaks", &format!("{option}?.textContent"))
            .await;
        browser.press(Key::Enter).await;
        browser.until("the spread is announced", spread).await;
        browser.press(Key::Down).await;
        browser.press(Key::Enter).await;
        assert_eq!(opened(browser).await, place);
    })
    .await;
}
