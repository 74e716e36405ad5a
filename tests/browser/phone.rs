//! One hand, a small screen, large letters.

use super::{agreed, changed, middle_of_map, placed_item, total, view};
use crate::support::browser::{Browser, DESKTOP, PHONE, Screen, visit};
use crate::support::service::shared;

/// Nothing sticks out of the window to the side.
async fn fits(browser: &Browser, what: &str) {
    let wide = browser
        .number("return document.documentElement.scrollWidth - innerWidth")
        .await;
    let out = browser
        .text(
            "return [...document.querySelectorAll('body *')].filter(e => {
                const box = e.getBoundingClientRect();
                return e.checkVisibility() && box.width > 2 && box.right > innerWidth + 1
                    && !e.closest('.map-area, .chips, .quick');
            }).map(e => e.outerHTML.slice(0, 120)).join('\\n')",
        )
        .await;
    assert!(wide <= 0.0, "{what} is {wide} px too wide: {out}");
    assert!(out.is_empty(), "{what}: cut off at the side: {out}");
}

/// Controls smaller than 24 × 24 px; a link inside a sentence may be.
const SMALL: &str = "[...document.querySelectorAll('a, button, input, select, summary, [role=button], [tabindex=\"0\"]')]
    .filter(e => e.checkVisibility() && !e.closest('.prose, .hush') && !e.matches('.skip'))
    .map(e => [e, (e.closest('label') ?? e).getBoundingClientRect(),
        parseFloat(getComputedStyle(e, '::after').height) || 0])
    .filter(([e, box, after]) => box.width > 0 && (box.width < 24 || Math.max(box.height, after) < 24))
    .map(([e, box]) => `${e.outerHTML.slice(0, 90)} ${box.width}x${box.height}`)";

#[tokio::test]
async fn the_sheet_opens_and_closes() {
    visit(shared(), PHONE, async |browser| {
        browser.open("/").await;
        agreed(browser).await;
        fits(browser, "the map page").await;
        let height = "document.querySelector('#panel').getBoundingClientRect().height";
        let map = "document.querySelector('#map').getBoundingClientRect().height";
        // A filter that is on adds a badge and a chip.
        browser.open("/?category=library").await;
        agreed(browser).await;
        fits(browser, "the map page with a filter").await;
        browser.open("/").await;
        agreed(browser).await;
        let half = browser.number(&format!("return {height}")).await;

        browser.click("[data-sheet-to=full]").await;
        browser
            .until("the list is large", &format!("{height} > {half} * 1.5"))
            .await;
        fits(browser, "the list").await;
        // Nothing but the list is larger: it is of the same part of the map.
        let before = total(browser).await;
        agreed(browser).await;
        assert_eq!(total(browser).await, before);
        browser.click("[data-sheet-to=half]").await;
        agreed(browser).await;
        assert_eq!(total(browser).await, before);
        // What is looked for while the map is out of sight is on it afterwards.
        browser.click("[data-sheet-to=full]").await;
        changed(browser, async || {
            browser
                .run("document.querySelector('#around').value = 'Rybacka'")
                .await;
            let event = "new Event('change', {bubbles: true})";
            browser
                .run(&format!(
                    "document.querySelector('#around').dispatchEvent({event})"
                ))
                .await;
        })
        .await;
        let (zoom, ..) = view(browser).await;
        assert!(
            (12.0..=16.0).contains(&zoom),
            "a kilometre around at {zoom}"
        );
        browser.open("/").await;
        agreed(browser).await;
        browser.click("[data-sheet-to=peek]").await;
        browser
            .until("the list is small", &format!("{height} < {half} * 0.6"))
            .await;
        assert!(
            browser.number(&format!("return {map}")).await > 400.0,
            "the map has the room"
        );
        agreed(browser).await;
        browser.click("[data-sheet-to=half]").await;
        browser
            .until(
                "both are there",
                &format!("Math.abs({height} - {half}) < 2"),
            )
            .await;

        changed(browser, async || browser.click(".item-link").await).await;
        browser
            .until(
                "the detail is open",
                "!document.querySelector('#detail').hidden",
            )
            .await;
        fits(browser, "the detail").await;
        browser.click("#detail-back").await;
        browser
            .until(
                "the list is back",
                "document.querySelector('#detail').hidden",
            )
            .await;
    })
    .await;
}

#[tokio::test]
async fn two_fingers_zoom() {
    visit(shared(), PHONE, async |browser| {
        browser.open("/?map=13/52.05/19.3&lang=en").await;
        agreed(browser).await;
        let middle = middle_of_map(browser).await;
        changed(browser, async || browser.pinch(middle, 20.0, 80.0).await).await;
        let (closer, lat, lon) = view(browser).await;
        assert!(closer >= 14.0, "fingers apart: from 13 to {closer}");
        assert!((lat - 52.05).abs() < 0.01 && (lon - 19.3).abs() < 0.01);
        changed(browser, async || browser.pinch(middle, 80.0, 20.0).await).await;
        let (further, ..) = view(browser).await;
        assert!(
            further < closer,
            "fingers together: from {closer} to {further}"
        );
        let page = browser.number("return visualViewport.scale").await;
        assert!((page - 1.0).abs() < 0.01, "the map zooms, not the page");
    })
    .await;
}

#[tokio::test]
async fn no_button_covers_the_map() {
    visit(shared(), PHONE, async |browser| {
        for sheet in ["half", "peek"] {
            browser.open("/").await;
            agreed(browser).await;
            browser.click(&format!("[data-sheet-to={sheet}]")).await;
            agreed(browser).await;
            let over = browser
                .text(
                    "const map = document.querySelector('#map').getBoundingClientRect();
                    return [...document.querySelectorAll('.tool, .legend > summary')].filter(e => {
                        const box = e.getBoundingClientRect();
                        return box.top < map.bottom && box.bottom > map.top;
                    }).map(e => e.id || e.textContent).join()",
                )
                .await;
            assert!(over.is_empty(), "{sheet}: over the map: {over}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_finger_hits_every_control() {
    visit(shared(), PHONE, async |browser| {
        browser.open("/").await;
        agreed(browser).await;
        let (space, ..) = placed_item(browser, "spaces").await;
        browser.click("[data-sheet-to=full]").await;
        browser.click("#more > summary").await;
        browser.click(".categories > summary").await;
        let small = browser.text(&format!("return {SMALL}.join('\\n')")).await;
        assert!(small.is_empty(), "too small for a finger: {small}");
        browser.open(&format!("/{space}")).await;
        let small = browser.text(&format!("return {SMALL}.join('\\n')")).await;
        assert!(
            small.is_empty(),
            "too small for a finger on an item's page: {small}"
        );
    })
    .await;
}

#[tokio::test]
async fn pages_flow_at_320_pixels_and_at_four_times_the_size() {
    let narrow = Screen {
        width: 320,
        height: 640,
        ..PHONE
    };
    // 1280 × 1024 at 400 %.
    let magnified = Screen {
        width: 320,
        height: 256,
        scale: 4.0,
        ..DESKTOP
    };
    visit(shared(), narrow, async |browser| {
        browser.open("/").await;
        agreed(browser).await;
        let (space, ..) = placed_item(browser, "spaces").await;
        let district = browser
            .text(
                "return document.querySelector('select[name=district] option:nth-child(2)').value",
            )
            .await;
        for (screen, name) in [(narrow, "320 pixels"), (magnified, "400 %")] {
            browser.show_on(screen).await;
            for page in ["/", &format!("/{space}"), &format!("/districts/{district}")] {
                browser.open(page).await;
                fits(browser, &format!("{page} at {name}")).await;
            }
        }
        // Large letters on a small window must leave the list reachable.
        browser.open("/").await;
        agreed(browser).await;
        browser.click("[data-sheet-to=full]").await;
        let room = browser
            .number("return document.querySelector('#panel').getBoundingClientRect().height")
            .await;
        assert!(room > 120.0, "the list has {room} px of 256");
        browser.picture("reflow-400-list").await;
    })
    .await;
}
