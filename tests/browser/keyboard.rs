//! Everything without a mouse.

use super::{agreed, changed, view};
use crate::support::browser::{Browser, DESKTOP, visit};
use crate::support::service::{root, shared};
use fantoccini::key::Key;
use serde_json::Value;

/// Names the focused element for people who read a failure.
const FOCUSED: &str = "const e = document.activeElement;
    return e === document.body ? 'body'
        : e.id || e.dataset.key || `${e.tagName} ${e.name ?? ''} ${e.textContent.slice(0, 30)}`;";

/// Whether the focused element, or what stands for it, is outlined.
const OUTLINED: &str = "(() => {
    const e = document.activeElement;
    const styles = [getComputedStyle(e), getComputedStyle(e, '::after')];
    if (e.nextElementSibling) styles.push(getComputedStyle(e.nextElementSibling));
    return styles.some(s => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2);
})()";

/// Presses Tab until `#id` has the focus.
async fn tab_to(browser: &Browser, id: &str) {
    for _ in 0..120 {
        browser.press(Key::Tab).await;
        if browser.text(FOCUSED).await == id {
            return;
        }
    }
    panic!("Tab never reaches {id}");
}

#[tokio::test]
async fn tab_passes_every_control_once_and_shows_where_it_is() {
    visit(shared(), DESKTOP, async |browser| {
        browser.open("/").await;
        agreed(browser).await;
        let mut stops = Vec::new();
        let mut unseen = Vec::new();
        for _ in 0..150 {
            browser.press(Key::Tab).await;
            let stop = browser.text(FOCUSED).await;
            if stop == "body" || stops.first() == Some(&stop) {
                break;
            }
            if !browser.holds(OUTLINED).await {
                unseen.push(stop.clone());
            }
            stops.push(stop);
        }
        assert!(unseen.is_empty(), "focus can't be seen on {unseen:?}");
        let of_map = "[...document.querySelectorAll('.map-area *')].filter(e => e.tabIndex >= 0
            && e.checkVisibility()).map(e => e.id || e.tagName)";
        let on_map = browser.run(&format!("return {of_map}")).await;
        let symbols = stops.iter().filter(|stop| *stop == "map-symbols").count();
        assert_eq!(symbols, 1, "the symbols are one stop among {stops:?}");
        assert!(
            on_map.as_array().is_some_and(|all| all.len() < 12),
            "the map adds few stops: {on_map}"
        );
        for needed in [
            "tool-zoom-in",
            "tool-zoom-out",
            "tool-locate",
            "tool-whole-city",
        ] {
            assert!(
                stops.iter().any(|stop| stop == needed),
                "{needed} is not among {stops:?}"
            );
        }
        let links = stops.iter().filter(|stop| stop.contains('/')).count();
        assert!(links >= 20, "the list's items are reached: {stops:?}");
    })
    .await;
}

#[tokio::test]
async fn arrows_walk_the_symbols_and_enter_opens_one() {
    visit(shared(), DESKTOP, async |browser| {
        browser.open("/?map=17/52.058/19.3264&lang=en").await;
        assert!(agreed(browser).await > 1);
        tab_to(browser, "map-symbols").await;
        let spoken = "document.querySelector('#map-symbols [role=option]')?.textContent ?? ''";
        let active = "document.querySelector('#map-symbols').getAttribute('aria-activedescendant')";
        browser
            .until(
                "a symbol is read out",
                &format!("({spoken}).length > 3 && {active}"),
            )
            .await;
        let first = browser.text(&format!("return {spoken}")).await;
        let mut others = Vec::new();
        for key in [Key::Left, Key::Right, Key::Up, Key::Down] {
            browser.press(key).await;
            others.push(browser.text(&format!("return {spoken}")).await);
        }
        assert!(
            others.iter().any(|name| *name != first),
            "arrows stay at {first}"
        );
        let options = "return document.querySelectorAll('#map-symbols [role=option]').length";
        assert!(browser.number(options).await < 2.0, "one option speaks");

        // A place of its own, so that Enter has one item to open.
        let (lon, lat, name) = lone_space();
        browser
            .open(&format!("/?map=18/{lat:.5}/{lon:.5}&lang=pl"))
            .await;
        agreed(browser).await;
        tab_to(browser, "map-symbols").await;
        let named = format!("({spoken}).includes({})", serde_json::json!(name));
        browser.until("it is read out by its name", &named).await;
        browser.press(Key::Enter).await;
        browser
            .until(
                "the focus is on the heading of what opened",
                "document.activeElement.id === 'detail-title'",
            )
            .await;
        let title = browser
            .text("return document.activeElement.textContent")
            .await;
        assert_eq!(title, name);
        browser.press(Key::Escape).await;
        browser
            .until(
                "the focus is back on the map",
                "document.activeElement.id === 'map-symbols'",
            )
            .await;
        assert!(
            browser
                .holds("document.querySelector('#detail').hidden")
                .await
        );
    })
    .await;
}

/// A named space of the demo town with 500 m around it to itself: longitude, latitude, name.
fn lone_space() -> (f64, f64, String) {
    let text = std::fs::read_to_string(root("data/demo/spaces.geojson")).expect("the demo town");
    let spaces: Value = serde_json::from_str(&text).expect("GeoJSON");
    let initiatives =
        std::fs::read_to_string(root("data/demo/initiatives.csv")).expect("the demo town");
    let mut places: Vec<(f64, f64, &str)> = Vec::new();
    for feature in spaces["features"].as_array().expect("features") {
        let axis = |axis: usize| feature["geometry"]["coordinates"][axis].as_f64();
        let name = feature["properties"]["name"].as_str().unwrap_or_default();
        if let (Some(lon), Some(lat)) = (axis(0), axis(1)) {
            places.push((lon, lat, name));
        }
    }
    let spaces = places.len();
    for line in initiatives.lines().skip(1) {
        let mut cells = line.split(',');
        let mut degrees = || cells.next()?.parse::<f64>().ok();
        if let (Some(lon), Some(lat)) = (degrees(), degrees()) {
            places.push((lon, lat, ""));
        }
    }
    let far = |a: &(f64, f64, &str), b: &(f64, f64, &str)| {
        (a.0 - b.0).abs() > 0.008 || (a.1 - b.1).abs() > 0.005
    };
    let lone = places[..spaces].iter().enumerate().find(|(at, place)| {
        let mut others = places.iter().enumerate().filter(|(other, _)| other != at);
        !place.2.is_empty() && others.all(|(_, other)| far(place, other))
    });
    let (_, (lon, lat, name)) = lone.expect("a space on its own");
    (*lon, *lat, (*name).to_owned())
}

#[tokio::test]
async fn an_item_of_the_list_opens_and_gives_the_focus_back() {
    visit(shared(), DESKTOP, async |browser| {
        browser.open("/").await;
        agreed(browser).await;
        let key = browser
            .text("return document.querySelectorAll('.item-link')[3].dataset.key")
            .await;
        let focus = format!("document.querySelector('.item-link[data-key=\"{key}\"]').focus()");
        let back = format!("document.activeElement.dataset.key === '{key}'");
        let opened = "document.activeElement.id === 'detail-title'";
        browser.run(&focus).await;
        browser.press(Key::Enter).await;
        browser.until("the heading has the focus", opened).await;
        browser.press(Key::Escape).await;
        browser.until("the focus is back in the list", &back).await;

        browser.press(Key::Enter).await;
        browser.until("the heading has the focus", opened).await;
        browser.press_with_shift(Key::Tab).await;
        assert_eq!(browser.text(FOCUSED).await, "detail-back");
        browser.press(Key::Enter).await;
        browser.until("the focus is back in the list", &back).await;

        browser.press(Key::Enter).await;
        browser.until("the heading has the focus", opened).await;
        browser.back().await;
        browser.until("the focus is back in the list", &back).await;
    })
    .await;
}

#[tokio::test]
async fn plus_and_minus_zoom_only_while_the_map_has_the_focus() {
    visit(shared(), DESKTOP, async |browser| {
        browser.open("/?map=13/52.05/19.3&lang=en").await;
        agreed(browser).await;
        let (zoom, ..) = view(browser).await;
        browser
            .run("document.querySelector('.item-link').focus()")
            .await;
        browser.type_char('+').await;
        browser.type_char('-').await;
        browser
            .run("document.querySelector('#map-symbols').focus()")
            .await;
        changed(browser, async || browser.type_char('+').await).await;
        assert_eq!(
            view(browser).await.0,
            zoom + 1.0,
            "the pluses before were not the map's"
        );
        changed(browser, async || browser.type_char('-').await).await;
        assert_eq!(view(browser).await.0, zoom);
        let (_, lat, lon) = view(browser).await;
        changed(browser, async || browser.press_with_shift(Key::Right).await).await;
        let (_, after_lat, after_lon) = view(browser).await;
        assert!(
            after_lon > lon && (after_lat - lat).abs() < 1e-4,
            "Shift and arrow move the map"
        );
    })
    .await;
}
