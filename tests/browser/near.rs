//! "Near me", near a point of the map, and what a list by distance says.

use super::{agreed, changed, middle_of_map, total};
use crate::support::browser::{Browser, DESKTOP, PHONE, visit};
use crate::support::service::shared;
use fantoccini::key::Key;

/// A place in the demo town, finer than anybody needs to know: longitude, latitude.
const HERE: (f64, f64) = (19.326_417, 52.058_049);

/// The second line of each result that is shown.
async fn lines(browser: &Browser) -> Vec<String> {
    let text = browser
        .text("return [...document.querySelectorAll('#results .item-line')].map(e => e.textContent).join('\\n')")
        .await;
    text.lines().map(str::to_owned).collect()
}

/// The metres that a line says, as in `350 m` and `1.2 km`.
fn metres(line: &str) -> f64 {
    let unit = |word: &str| match word {
        "m" => Some(1.0),
        "km" => Some(1000.0),
        _ => None,
    };
    let words: Vec<&str> = line
        .split(|c: char| c.is_whitespace() || c == '\u{a0}')
        .collect();
    words
        .windows(2)
        .find_map(|pair| Some(pair[0].parse::<f64>().ok()? * unit(pair[1].trim_matches('('))?))
        .unwrap_or_else(|| panic!("{line} says no distance"))
}

async fn by_distance(browser: &Browser) {
    let lines = lines(browser).await;
    assert!(!lines.is_empty());
    let far: Vec<f64> = lines.iter().map(|line| metres(line)).collect();
    assert!(far.is_sorted(), "{far:?}");
    assert!(far.iter().all(|metres| *metres <= 1000.0), "{far:?}");
    for line in &lines {
        assert!(
            line.contains("(about ") && line.contains(" min on foot)"),
            "{line}"
        );
    }
}

#[tokio::test]
async fn near_me_asks_first_and_tells_no_more_than_it_must() {
    visit(shared(), PHONE, async |browser| {
        browser.stand_at(HERE.0, HERE.1).await;
        browser.open("/?lang=en").await;
        let all = agreed(browser).await;
        assert!(!browser.url().await.contains("near="));
        changed(browser, async || browser.click("#quick-near").await).await;
        browser
            .until(
                "the list is of the neighbourhood",
                &format!("document.querySelector('#results-total').dataset.total < {all}"),
            )
            .await;
        agreed(browser).await;
        let url = browser.url().await;
        assert!(url.contains("near=19.326,52.058&within=1000"), "{url}");
        // Nobody was told the fine position, in any address.
        for event in browser.network().await {
            let url = event["params"]["request"]["url"]
                .as_str()
                .unwrap_or_default();
            assert!(
                !url.contains("19.3264") && !url.contains("52.0580"),
                "{url}"
            );
        }
        let said = browser
            .text("return document.querySelector('#map-status').textContent")
            .await;
        assert!(said.contains("rounded to about 100 m"), "{said}");
        by_distance(browser).await;
        browser.picture("phone-light-near").await;
        let pressed =
            "document.querySelector('#quick-near').getAttribute('aria-current') === 'true'";
        browser.until("the chip is on", pressed).await;
        changed(browser, async || browser.click("#quick-near").await).await;
        browser.until("it is off", &format!("!({pressed})")).await;
        assert!(!browser.url().await.contains("near="));
    })
    .await;
}

#[tokio::test]
async fn near_a_point_of_the_map_by_mouse_and_by_keyboard() {
    visit(shared(), DESKTOP, async |browser| {
        browser.open("/?map=14/52.058/19.326&lang=en").await;
        agreed(browser).await;
        let (x, y) = middle_of_map(browser).await;
        browser.click("#tool-near-point").await;
        changed(browser, async || browser.click_at(x + 30.0, y - 20.0).await).await;
        by_distance(browser).await;
        let by_mouse = total(browser).await;
        assert!(by_mouse > 0);
        browser.picture("desktop-light-near").await;

        browser.open("/?map=15/52.058/19.326&lang=en").await;
        agreed(browser).await;
        browser.run("document.querySelector('#tool-near-point').focus()").await;
        browser.press(Key::Enter).await;
        browser
            .until("the map has the focus", "document.activeElement.id === 'map-symbols'")
            .await;
        let spoken = browser.text("return document.querySelector('#map-symbols [role=option]').textContent").await;
        assert!(spoken.contains("Enter"), "{spoken}");
        browser.press(Key::Escape).await;
        assert!(browser.holds("document.querySelector('#tool-near-point').getAttribute('aria-pressed') === 'false'").await);
        browser.run("document.querySelector('#tool-near-point').focus()").await;
        browser.press(Key::Enter).await;
        changed(browser, async || browser.press(Key::Enter).await).await;
        assert!(browser.url().await.contains("near=19.326,52.058"));
        by_distance(browser).await;
    })
    .await;
}

#[tokio::test]
async fn a_neighbourhood_names_its_districts() {
    visit(shared(), DESKTOP, async |browser| {
        browser.open("/?near=19.326,52.058&within=1000&lang=en").await;
        agreed(browser).await;
        let link = "#results .results-head a[href*='district=']";
        let wanted = browser.text(&format!("return new URL(document.querySelector(\"{link}\").href).searchParams.get('district')")).await;
        changed(browser, async || browser.click(link).await).await;
        let url = browser.url().await;
        assert!(url.contains(&format!("district={wanted}")) && !url.contains("near="), "{url}");
    })
    .await;
}
