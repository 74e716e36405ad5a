//! Maps that follow the store: what another hand changes shows without a reload, and leaves the
//! reader where they are.

use super::{agreed, count};
use crate::support::browser::{Browser, DESKTOP, visit};
use crate::support::postgres::run;
use crate::support::service::{Service, TOKEN};
use reqwest::Method;
use serde_json::{Value, json};
use std::process::Command;

/// A corner of the town's extent with nothing in it.
const CORNER: &str = "/?map=16/52.04/19.17&lang=en";
const ROWS: &str = "document.querySelectorAll('.items .item').length";

/// Writes through the API, as another person would; answers with the feature's id.
async fn edit(service: &Service, method: Method, path: &str, feature: &Value) -> u64 {
    let request = reqwest::Client::new()
        .request(
            method,
            format!("{}/api/collections/spaces/items{path}", service.address),
        )
        .bearer_auth(TOKEN)
        .header("content-type", "application/geo+json")
        .body(feature.to_string());
    let answer = request.send().await.expect("an answer");
    assert!(answer.status().is_success(), "{:?}", answer.text().await);
    let text = answer.text().await.expect("a body");
    let feature: Value = serde_json::from_str(&text).unwrap_or_default();
    feature["id"].as_u64().unwrap_or_default()
}

fn place(name: &str, lon: f64, lat: f64) -> Value {
    json!({
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": {"name": name, "category": "library"},
    })
}

/// Writes into the service's file, as another program would.
fn sqlite3(service: &Service, sql: &str) -> String {
    let url = service.database();
    let file = url.strip_prefix("gpkg:").expect("a file");
    run(Command::new("sqlite3").args(["-cmd", ".timeout 5000", file, sql]))
}

/// Waits until list and map both hold so many items.
async fn until_shown(browser: &Browser, items: u64) {
    let shown = format!(
        "document.querySelector('#map').dataset.mapTotal === '{items}'
            && document.querySelector('.results-body').dataset.placed === '{items}'"
    );
    browser
        .until(&format!("list and map hold {items}"), &shown)
        .await;
}

/// Waits until the service has so many open streams.
async fn until_streams(service: &Service, wanted: u64) {
    let line = format!("okolica_event_streams {wanted}\n");
    for _ in 0..500 {
        let answer = reqwest::get(format!("{}/metrics", service.address)).await;
        let text = answer.expect("an answer").text().await.expect("figures");
        if text.contains(&line) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(40)).await;
    }
    panic!("there are never {wanted} streams");
}

#[tokio::test]
async fn what_others_add_move_and_take_away_shows_by_itself() {
    let service = Service::demo();
    visit(&service, DESKTOP, async |browser| {
        browser.open(CORNER).await;
        assert_eq!(agreed(browser).await, 0);
        until_streams(&service, 1).await;
        browser.run("window.stayed = true").await;
        let id = edit(
            &service,
            Method::POST,
            "",
            &place("Świetlica", 19.17, 52.04),
        )
        .await;
        until_shown(browser, 1).await;
        let said = "document.querySelector('#announcer').textContent.length > 0";
        browser.until("another number is said", said).await;
        // In the middle of the map there is a symbol now.
        let (x, y) = super::middle_of_map(browser).await;
        let before = browser.colour_at(x - 10.0, y).await;
        let path = format!("/{id}");
        let aside = place("Świetlica „Pod Gruszą”", 19.172, 52.041);
        edit(&service, Method::PUT, &path, &aside).await;
        let renamed = "document.querySelector('.item-link')?.textContent.includes('Gruszą')";
        browser.until("the list has its new name", renamed).await;
        assert_ne!(browser.colour_at(x - 10.0, y).await, before, "it moved");
        until_shown(browser, 1).await;
        let away = "UPDATE spaces SET geom = (SELECT geom FROM spaces WHERE id = 1) WHERE id = ";
        sqlite3(&service, &format!("{away}{id}"));
        until_shown(browser, 0).await;
        let back = edit(&service, Method::POST, "", &place("Nowa", 19.17, 52.04)).await;
        until_shown(browser, 1).await;
        sqlite3(&service, &format!("DELETE FROM spaces WHERE id = {back}"));
        until_shown(browser, 0).await;
        assert!(browser.holds("window.stayed").await, "nothing was reloaded");
    })
    .await;
}

#[tokio::test]
async fn the_reader_stays_where_they_are() {
    let service = Service::demo();
    visit(&service, DESKTOP, async |browser| {
        browser.open("/?lang=pl").await;
        agreed(browser).await;
        browser.click(".paging [rel=next]").await;
        browser.until("a second page came", &format!("{ROWS} > 30")).await;
        until_streams(&service, 1).await;
        let rows = count(browser, ROWS).await;
        let key = "spaces/20";
        let link = format!("document.querySelector('.item-link[data-key=\"{key}\"]')");
        browser
            .run(&format!(
                "document.querySelector('#browse details').open = true;
                {link}.focus();
                {link}.scrollIntoView({{block: 'center'}});"
            ))
            .await;
        // From here on nothing shifts.
        browser
            .run(
                "return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
                    .then(() => {
                        window.shifts = 0;
                        new PerformanceObserver((list) => {
                            for (const entry of list.getEntries()) window.shifts += entry.value;
                        }).observe({type: 'layout-shift'});
                    })",
            )
            .await;
        let top = browser
            .number(&format!("return {link}.getBoundingClientRect().top"))
            .await;
        // A row above grows, in the file itself; another there goes.
        let summary = "Nowe godziny. ".repeat(30);
        sqlite3(
            &service,
            &format!(
                "UPDATE spaces SET name = 'Po nowemu', summary = '{summary}' WHERE id = 18;
                DELETE FROM spaces WHERE id = 17;"
            ),
        );
        let renamed = "document.querySelector('.item-link[data-key=\"spaces/18\"]').textContent === 'Po nowemu'
            && !document.querySelector('.item-link[data-key=\"spaces/17\"]')";
        browser.until("the list follows", renamed).await;
        assert!(browser.holds(&format!("document.activeElement === {link}")).await);
        let now = browser
            .number(&format!("return {link}.getBoundingClientRect().top"))
            .await;
        assert!((now - top).abs() <= 1.0, "moved from {top} to {now}");
        assert!(count(browser, ROWS).await >= rows, "no page is lost");
        assert!(browser.holds("document.querySelector('#browse details').open").await);
        // The row with the focus goes: the next one has it.
        sqlite3(&service, "DELETE FROM spaces WHERE id = 20");
        let next = "document.activeElement.dataset.key === 'spaces/21'";
        browser.until("the next row has the focus", next).await;
        let shifts = browser.number("return window.shifts").await;
        assert!(shifts == 0.0, "the page shifts by {shifts}");
    })
    .await;
}

#[tokio::test]
async fn an_open_detail_follows_and_stays_open() {
    let service = Service::demo();
    visit(&service, DESKTOP, async |browser| {
        // The last question for what is taken away.
        browser.expect_errors("404 (Not Found)");
        browser.open("/?lang=pl&selected=spaces/20").await;
        agreed(browser).await;
        until_streams(&service, 1).await;
        browser
            .run("document.querySelector('#detail-back').focus()")
            .await;
        sqlite3(
            &service,
            "UPDATE spaces SET name = 'Nowa nazwa' WHERE id = 20",
        );
        let title = "document.querySelector('#detail-title').textContent === 'Nowa nazwa'";
        browser.until("the detail follows", title).await;
        assert!(
            browser
                .holds("!document.querySelector('#detail').hidden")
                .await
        );
        assert!(
            browser
                .holds("document.activeElement.id === 'detail-back'")
                .await
        );
        // Whoever reads what is taken away reads on; the list behind it knows.
        sqlite3(&service, "DELETE FROM spaces WHERE id = 20");
        let gone = "!document.querySelector('.item-link[data-key=\"spaces/20\"]')";
        browser.until("the list follows", gone).await;
        assert!(browser.holds(title).await);
    })
    .await;
}

#[tokio::test]
async fn a_hidden_page_lets_go_and_catches_up() {
    let service = Service::demo();
    visit(&service, DESKTOP, async |browser| {
        browser.open(CORNER).await;
        assert_eq!(agreed(browser).await, 0);
        until_streams(&service, 1).await;
        let hide = |hidden: bool| {
            format!(
                "Object.defineProperty(document, 'hidden', {{value: {hidden}, configurable: true}});
                document.dispatchEvent(new Event('visibilitychange'));"
            )
        };
        browser.run(&hide(true)).await;
        until_streams(&service, 0).await;
        edit(&service, Method::POST, "", &place("Nowa", 19.17, 52.04)).await;
        browser.run(&hide(false)).await;
        until_shown(browser, 1).await;
        until_streams(&service, 1).await;
    })
    .await;
}

#[tokio::test]
async fn a_slow_answer_brings_no_old_state_back() {
    let service = Service::demo();
    visit(&service, DESKTOP, async |browser| {
        // While `window.slow` is set, answers about tiles come, and are handed on once it resolves.
        browser
            .before_scripts(
                "const real = window.fetch;
                window.held = 0;
                window.fetch = async (url, options) => {
                    const slow = String(url).includes('/tiles/items/') && window.slow;
                    const answer = await real(url, options);
                    if (!slow) return answer;
                    const copy = new Response(await answer.text(), answer);
                    window.held += 1;
                    await slow;
                    window.held -= 1;
                    return copy;
                };",
            )
            .await;
        browser.open("/?map=16/52.045/19.18&lang=en").await;
        agreed(browser).await;
        until_streams(&service, 1).await;
        browser
            .run("window.slow = new Promise((done) => (window.release = done))")
            .await;
        // The same tiles at another zoom come without what is added meanwhile.
        browser.click("#tool-zoom-in").await;
        browser
            .until("old tiles are under way", "window.held > 0")
            .await;
        let (_, lat, lon) = super::view(browser).await;
        browser.run("window.slow = undefined").await;
        edit(&service, Method::POST, "", &place("Nowa", lon, lat)).await;
        let here = "[...document.querySelectorAll('.item-link')].some((link) => link.textContent === 'Nowa')";
        browser.until("the new place is listed", here).await;
        let total = agreed(browser).await;
        browser.run("window.release()").await;
        browser
            .until("the old answers were handed on", "window.held === 0")
            .await;
        browser
            .run("return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
            .await;
        assert_eq!(agreed(browser).await, total, "the old tiles are not shown");
        assert!(browser.holds(here).await);
    })
    .await;
}

#[tokio::test]
async fn an_embed_holds_no_stream_and_asks_when_it_is_looked_at() {
    let service = Service::demo();
    visit(&service, DESKTOP, async |browser| {
        browser
            .open("/embed?view=both&map=16/52.04/19.17&lang=en")
            .await;
        assert_eq!(agreed(browser).await, 0);
        edit(&service, Method::POST, "", &place("Nowa", 19.17, 52.04)).await;
        until_streams(&service, 0).await;
        // It asks every half minute, and at once when it comes into view.
        let looked_at = "document.dispatchEvent(new Event('visibilitychange'))
            && document.querySelector('#map').dataset.mapTotal === '1'";
        browser.until("the embed has asked", looked_at).await;
        until_shown(browser, 1).await;
        until_streams(&service, 0).await;
    })
    .await;
}

#[tokio::test]
async fn the_planner_hears_that_there_is_newer_data_and_nothing_moves() {
    let service = Service::demo();
    visit(&service, DESKTOP, async |browser| {
        browser.open("/planner?category=library&lang=en").await;
        super::planner::live(browser).await;
        until_streams(&service, 1).await;
        let top = "document.querySelector('#planner-map').getBoundingClientRect().top";
        let before = browser.number(&format!("return {top}")).await;
        let places = "parseInt(document.querySelector('.headline').textContent.match(/(\\d+) places fit/)[1])";
        let known = browser.number(&format!("return {places}")).await;
        let library = place("Nowa biblioteka", 19.12, 52.03);
        edit(&service, Method::POST, "", &library).await;
        let said = "document.querySelector('#plan-changed').checkVisibility()";
        browser
            .until("it says that there is newer data", said)
            .await;
        super::accessibility::check(browser, "a planner's page with newer data").await;
        browser.picture("planner-newer").await;
        let after = browser.number(&format!("return {top}")).await;
        assert!((before - after).abs() < 0.5, "{before} {after}");
        let same = format!("{places} === {known}");
        assert!(browser.holds(&same).await, "figures stay until somebody asks");
        browser.click("#plan-again").await;
        let more = format!("{places} === {}", known + 1.0);
        browser.until("the new place counts", &more).await;
        // The past does not change.
        let day = browser
            .text("return new Date().toISOString().slice(0, 10)")
            .await;
        browser
            .open(&format!("/planner?category=library&lang=en&as_of={day}"))
            .await;
        super::planner::live(browser).await;
        assert!(
            browser
                .holds("!document.querySelector('[data-live]')")
                .await
        );
    })
    .await;
}
