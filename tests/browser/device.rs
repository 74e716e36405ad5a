//! What a device keeps: nothing before somebody asks, the favourites and the last view after it,
//! and nothing again when they say so.

use super::accessibility::{NARROW, check_in_all_colours};
use super::{agreed, changed, count};
use crate::support::browser::{Browser, DESKTOP, PHONE, visit};
use crate::support::process::scratch;
use crate::support::service::{Service, okolica, root, shared, url};
use fantoccini::key::Key;
use serde_json::{Value, json};
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// All that a page can leave on a device.
const STORED: &str = "return (async () => [
    ...Object.keys(localStorage),
    ...Object.keys(sessionStorage),
    ...document.cookie.split(';').filter(Boolean),
    ...(await caches.keys()),
    ...(await indexedDB.databases()).map(one => one.name),
    ...(await navigator.serviceWorker.getRegistrations()).map(one => one.scope),
])()";

async fn stored(browser: &Browser) -> Vec<Value> {
    let page = browser.run(STORED).await;
    let mut all = page.as_array().cloned().expect("a list");
    let cookies = browser.chromium("Network.getAllCookies", json!({})).await;
    all.extend(cookies["cookies"].as_array().cloned().unwrap_or_default());
    all
}

/// The addresses that are kept, without the service's own.
async fn kept(browser: &Browser) -> Vec<String> {
    let all = browser
        .run(
            "return (async () => {
                const all = [];
                for (const name of await caches.keys()) {
                    const cache = await caches.open(name);
                    for (const key of await cache.keys()) all.push(key.url.slice(location.origin.length));
                }
                return all;
            })()",
        )
        .await;
    serde_json::from_value(all).expect("addresses")
}

/// Waits until an address that starts like this is kept.
async fn until_kept(browser: &Browser, start: &str) {
    let deadline = Instant::now() + Duration::from_secs(20);
    loop {
        let all = kept(browser).await;
        if all.iter().any(|path| path.starts_with(start)) {
            return;
        }
        assert!(Instant::now() < deadline, "{start} is not kept: {all:#?}");
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
}

/// Waits until a page of the map is kept with the list of its part of the map.
async fn until_list_is_kept(browser: &Browser, view: &str) {
    let page = format!(
        "return (async () => {{
            const page = await caches.match({}, {{ignoreVary: true}});
            return page ? (await page.text()).includes('results-here') : false;
        }})()",
        json!(view)
    );
    let deadline = Instant::now() + Duration::from_secs(20);
    while browser.run(&page).await != Value::Bool(true) {
        assert!(
            Instant::now() < deadline,
            "{view} is not kept as it was seen"
        );
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
}

async fn until_said(browser: &Browser, part: &str) {
    let said = format!(
        "document.querySelector('#device-said').textContent.includes({})",
        json!(part)
    );
    browser.until("it is said", &said).await;
}

fn pressed(key: &str, is: bool) -> String {
    format!("document.querySelector('.star[data-star=\"{key}\"]')?.ariaPressed === '{is}'")
}

async fn open_settings(browser: &Browser) {
    let closed = "!document.querySelector('#device').open";
    if browser.holds(closed).await {
        browser.click("#device > summary").await;
    }
}

/// Turns "keep on this device" on, on the page that is open in English.
async fn keep(browser: &Browser) {
    open_settings(browser).await;
    browser.click("#keep").await;
    until_said(browser, "On. This view opens").await;
    assert!(
        browser
            .holds("document.querySelector('#keep').checked")
            .await
    );
}

fn without_service(browser: &Browser) {
    browser.expect_errors("ERR_FAILED");
    browser.expect_errors("ERR_CONNECTION_REFUSED");
    browser.expect_errors("ERR_CONNECTION_RESET");
    browser.expect_errors("ERR_EMPTY_RESPONSE");
}

#[tokio::test]
async fn nothing_is_written_before_somebody_acts() {
    visit(shared(), DESKTOP, async |browser| {
        browser.open("/").await;
        agreed(browser).await;
        changed(browser, async || browser.click("#tool-zoom-in").await).await;
        changed(browser, async || browser.click("#quick-free").await).await;
        browser.click(".item-link").await;
        let open = "!document.querySelector('#detail').hidden";
        browser.until("the detail is open", open).await;
        assert_eq!(stored(browser).await, Vec::<Value>::new(), "by the map");
        for page in [
            "spaces/1?lang=uk",
            "initiatives/1",
            "mine",
            "offline",
            "accessibility",
            "no/such/page",
        ] {
            browser.expect_errors("404");
            browser.open(&format!("/{page}")).await;
            browser
                .until("the script runs", "document.querySelector('.can-keep')")
                .await;
            open_settings(browser).await;
            browser.click("#export").await;
            browser
                .until(
                    "it says that there is nothing",
                    "document.querySelector('#device-said').textContent",
                )
                .await;
            assert_eq!(stored(browser).await, Vec::<Value>::new(), "by /{page}");
        }
        let controller = "navigator.serviceWorker.controller";
        assert!(!browser.holds(controller).await);
    })
    .await;
}

#[tokio::test]
async fn a_star_stays_across_pages_and_languages_until_it_is_taken_back() {
    visit(shared(), DESKTOP, async |browser| {
        browser.open("/?lang=en").await;
        agreed(browser).await;
        let key = browser
            .text("return document.querySelector('.item .star').dataset.star")
            .await;
        let name = browser
            .text("return document.querySelector('.item .item-link').textContent")
            .await;
        let label = browser
            .text("return document.querySelector('.item .star').ariaLabel")
            .await;
        assert_eq!(label, format!("Favourite: {name}"));
        let side = "Math.min(...['width', 'height'].map(side =>
            document.querySelector('.item .star').getBoundingClientRect()[side]))";
        assert!(browser.number(&format!("return {side}")).await >= 24.0);
        assert!(browser.holds(&pressed(&key, false)).await);
        browser.click(".item .star").await;
        browser.until("it is pressed", &pressed(&key, true)).await;
        until_said(browser, "on this device only").await;
        assert_eq!(stored(browser).await, ["okolica.favourites"]);
        // The list that the map swaps in knows it too, and the place where the focus was.
        changed(browser, async || browser.click("#tool-zoom-in").await).await;
        changed(browser, async || browser.click("#tool-whole-city").await).await;
        assert!(browser.holds(&pressed(&key, true)).await);
        browser.reload().await;
        browser
            .until("it is pressed still", &pressed(&key, true))
            .await;
        browser.open(&format!("/{key}?lang=uk")).await;
        browser.until("its page knows", &pressed(&key, true)).await;
        browser.click(".mine-link").await;
        let shown = format!("document.querySelector('#mine .item-link')?.dataset.key === '{key}'");
        browser.until("the favourite is listed", &shown).await;
        assert!(browser.url().await.ends_with("/mine?lang=uk"));
        let title = browser
            .text("return document.querySelector('h1').textContent")
            .await;
        assert_eq!(title, "Обране");
        browser.click("#mine .star").await;
        browser
            .until("it is taken back", &pressed(&key, false))
            .await;
        assert_eq!(
            stored(browser).await,
            Vec::<Value>::new(),
            "the last star takes all with it"
        );
        browser.reload().await;
        browser
            .until(
                "the list is empty",
                "!document.querySelector('#mine-none').hidden",
            )
            .await;
        browser.open("/?lang=en").await;
        agreed(browser).await;
        assert!(browser.holds(&pressed(&key, false)).await);
    })
    .await;
}

#[tokio::test]
async fn favourites_that_are_gone_are_told_and_removed() {
    visit(shared(), PHONE, async |browser| {
        browser.open("/mine?lang=en").await;
        browser
            .run("localStorage['okolica.favourites'] = '[\"spaces/1\", \"spaces/987654\", 7]'")
            .await;
        browser.reload().await;
        browser
            .until("one is told", "document.querySelector('#mine-gone')")
            .await;
        browser.click("#mine-gone").await;
        browser
            .until(
                "it is told no more",
                "!document.querySelector('#mine-gone')",
            )
            .await;
        let list = browser
            .text("return localStorage['okolica.favourites']")
            .await;
        assert_eq!(list, "[\"spaces/1\"]");
        let focus = "document.activeElement.id === 'detail-title'";
        browser.until("the focus has a place", focus).await;
    })
    .await;
}

#[tokio::test]
async fn by_keyboard_alone() {
    let service = Service::demo();
    visit(&service, DESKTOP, async |browser| {
        browser.open("/?lang=en").await;
        agreed(browser).await;
        browser.tab_to(".item .star").await;
        let key = browser
            .text("return document.activeElement.dataset.star")
            .await;
        browser.type_char(' ').await;
        browser
            .until("Space presses the star", &pressed(&key, true))
            .await;
        browser.press(Key::Enter).await;
        browser.until("Enter does too", &pressed(&key, false)).await;
        browser.type_char(' ').await;
        browser.until("it is on", &pressed(&key, true)).await;
        // A list that is swapped under the focus gives it back.
        browser
            .run("document.querySelector('#tool-zoom-in').click()")
            .await;
        browser
            .until("the list has changed", "location.search.includes('map=')")
            .await;
        agreed(browser).await;
        browser
            .until(
                "the focus is somewhere sensible",
                "document.activeElement !== document.body",
            )
            .await;
        browser.open("/?lang=en").await;
        agreed(browser).await;
        browser.tab_to(".mine-link").await;
        browser.press(Key::Enter).await;
        browser
            .until("the favourites", "document.querySelector('#mine .item')")
            .await;
        browser.tab_to("#keep").await;
        browser.type_char(' ').await;
        until_said(browser, "On.").await;
        browser
            .until(
                "the focus is still there",
                "document.activeElement.id === 'keep'",
            )
            .await;
        browser.type_char(' ').await;
        until_said(browser, "Off.").await;
        assert_eq!(
            stored(browser).await,
            ["okolica.favourites"],
            "the star is not the switch's"
        );
        browser.tab_to("#forget").await;
        browser.press(Key::Enter).await;
        browser.answer(false).await;
        assert_eq!(
            stored(browser).await,
            ["okolica.favourites"],
            "somebody thought better of it"
        );
        browser.tab_to("#forget").await;
        browser.press(Key::Enter).await;
        browser.answer(true).await;
        until_said(browser, "Nothing of ours is left").await;
        assert_eq!(stored(browser).await, Vec::<Value>::new());
    })
    .await;
}

/// Keeps a view of a map, takes the service away, and finds all of it again.
async fn the_last_view_opens_without_the_service(browser: &Browser, service: &Service) {
    without_service(browser);
    agreed(browser).await;
    keep(browser).await;
    // The one closest to the middle, which stays in view when the map comes closer.
    let key = browser
        .text(
            "const [lat, lon] = new URLSearchParams(location.search).get('map')
                .split('/').slice(1).map(Number);
            const far = row => {
                const [x, y] = row.dataset.at.split(',').map(Number);
                return Math.hypot((x - lon) * 0.6, y - lat);
            };
            const rows = [...document.querySelectorAll('.item[data-at]')];
            rows.sort((a, b) => far(a) - far(b));
            return rows[0].querySelector('.star').dataset.star",
        )
        .await;
    browser
        .click(&format!(".item .star[data-star='{key}']"))
        .await;
    let opened = browser
        .text("return document.querySelectorAll('.item-link')[2].dataset.key")
        .await;
    until_kept(browser, &format!("/{key}?fragment=detail")).await;
    until_kept(browser, &format!("/{key}?lang=en")).await;
    browser.open(&format!("/{opened}?lang=en")).await;
    until_kept(browser, &format!("/{opened}?lang=en")).await;
    browser.back().await;
    agreed(browser).await;
    let total = changed(browser, async || browser.click("#tool-zoom-in").await).await;
    let address = browser.url().await;
    let view = address.trim_start_matches(&browser.address);
    until_kept(browser, view).await;
    let items =
        "[...document.querySelectorAll('#results .item-link')].map(e => e.dataset.key).join()";
    let list = browser.text(&format!("return {items}")).await;
    until_list_is_kept(browser, view).await;

    service.stop();
    browser.open("/").await;
    let said = "document.querySelector('#offline-text').textContent";
    browser
        .until("its age is said", &format!("{said}.includes('minute')"))
        .await;
    let age = browser.text(&format!("return {said}")).await;
    assert!(age.starts_with("No connection. This is as of "), "{age}");
    assert!(age.ends_with(" ago)."), "{age}");
    assert_eq!(
        agreed(browser).await,
        total,
        "the map and the list are as they were"
    );
    assert_eq!(browser.url().await, address, "and so is the address");
    assert_eq!(browser.text(&format!("return {items}")).await, list);
    assert!(
        browser
            .holds("document.querySelector('#trouble').hidden")
            .await
    );
    let stars = format!(
        "[...document.querySelectorAll('.star')].every(e =>
            e.ariaPressed === String(e.dataset.star === '{key}'))"
    );
    assert!(browser.holds(&stars).await);

    // What was not seen is said to be missing; the list stays.
    browser.click("#tool-whole-city").await;
    let missing = "document.querySelector('#trouble').checkVisibility()
        && document.querySelector('#trouble-text').textContent.includes('not on this device')";
    browser.until("what is missing is told", missing).await;
    assert_eq!(browser.text(&format!("return {items}")).await, list);

    // Pages that were opened or starred are there, also in another language; others are not.
    for (page, there) in [
        (format!("/{opened}?lang=en"), true),
        (format!("/{key}?lang=uk"), true),
        ("/mine?lang=en".to_owned(), true),
        ("/spaces/987654?lang=en".to_owned(), false),
        ("/initiatives/987654?lang=uk".to_owned(), false),
        ("/spaces/987654?lang=pl".to_owned(), false),
    ] {
        browser.open(&page).await;
        let aged = browser.holds("document.documentElement.dataset.kept").await;
        assert_eq!(aged, there, "{page}");
        let title = browser
            .text("return document.querySelector('h1').textContent")
            .await;
        let none = ["No connection", "Немає з’єднання", "Brak połączenia"];
        assert_eq!(none.contains(&title.as_str()), !there, "{page}: {title}");
        if !there {
            let language = page.rsplit('=').next().unwrap_or_default();
            let shown = browser.text("return document.documentElement.lang").await;
            assert_eq!(shown, language);
        }
    }
    browser.open("/mine?lang=en").await;
    let starred = format!("document.querySelector('#mine .item-link')?.dataset.key === '{key}'");
    browser.until("the favourites are there", &starred).await;

    // The connection is back.
    service.start();
    browser.expect_errors("503 (Service Unavailable)");
    browser.open("/?lang=en").await;
    browser
        .until(
            "the page is of now",
            "!document.documentElement.dataset.kept",
        )
        .await;
    agreed(browser).await;
    assert!(
        browser
            .holds("document.querySelector('#offline').hidden")
            .await
    );
}

#[tokio::test]
async fn the_demo_town_opens_without_a_connection() {
    let service = Service::demo();
    visit(&service, DESKTOP, async |browser| {
        browser.open("/?lang=en&map=13/52.0485/19.30825").await;
        the_last_view_opens_without_the_service(browser, &service).await;
    })
    .await;
}

#[tokio::test]
async fn on_a_phone_a_detail_that_was_opened_is_there_without_a_connection() {
    let service = Service::demo();
    visit(&service, PHONE, async |browser| {
        without_service(browser);
        browser.open("/?lang=en").await;
        agreed(browser).await;
        keep(browser).await;
        let results = "document.querySelector('#results').checkVisibility()";
        let detail = "document.querySelector('#detail').checkVisibility()";
        let key = browser
            .text("return document.querySelector('#results .item-link').dataset.key")
            .await;
        let link = format!("document.querySelector('#results .item-link[data-key=\"{key}\"]')");
        browser.run(&format!("{link}.click()")).await;
        browser.until("it opens", detail).await;
        until_kept(browser, &format!("/{key}?fragment=detail")).await;
        browser
            .run("document.querySelector('#detail-back').click()")
            .await;
        browser.until("the list is back", results).await;
        agreed(browser).await;
        service.stop();
        browser.run(&format!("{link}.click()")).await;
        browser.until("it opens again", detail).await;
        browser
            .until(
                "its age is said on the page that was there before",
                "document.querySelector('#offline').checkVisibility()",
            )
            .await;
        browser
            .run("document.querySelector('#detail-back').click()")
            .await;
        browser.until("the list is back", results).await;
        let other = "document.querySelectorAll('#results .item-link')[3].click()";
        browser.run(other).await;
        browser
            .until(
                "one that was not opened is told",
                "document.querySelector('#trouble').checkVisibility()",
            )
            .await;
        browser.picture("phone-light-offline").await;
    })
    .await;
}

#[tokio::test]
async fn warsaw_opens_without_a_connection() {
    let data = root("../shared/data");
    if !Path::new(&data).is_dir() {
        // Past the test runner, which keeps what passing tests print.
        let _ = writeln!(std::io::stderr(), "skipped: ../shared/data is not here");
        return;
    }
    // A service of its own, as it is stopped.
    let service = Service::over(|store| {
        let database = url(store);
        for (what, file, source) in [
            ("districts", "warsaw_districts.geojson", "PRG"),
            (
                "initiatives",
                "warsaw_initiatives_pb_2020_2026.csv",
                "Pabulib",
            ),
        ] {
            let file = format!("{data}/{file}");
            okolica(&[
                "import",
                what,
                &file,
                "--database",
                &database,
                "--source",
                source,
            ]);
        }
    });
    visit(&service, DESKTOP, async |browser| {
        browser.open("/?lang=en&map=14/52.2297/21.0122").await;
        the_last_view_opens_without_the_service(browser, &service).await;
    })
    .await;
}

#[tokio::test]
async fn forget_all_leaves_nothing_and_keeping_can_start_again() {
    visit(shared(), DESKTOP, async |browser| {
        browser.open("/?lang=en").await;
        agreed(browser).await;
        browser.click(".item .star").await;
        keep(browser).await;
        assert!(
            stored(browser).await.len() >= 4,
            "favourites, caches, a worker"
        );
        for never in ["/api/", "/feeds/", "/embed", "/sw.js", "suggest"] {
            let all = kept(browser).await;
            assert!(
                !all.iter().any(|path| path.contains(never)),
                "{never} in {all:#?}"
            );
        }
        browser.click("#forget").await;
        browser.answer(true).await;
        until_said(browser, "Nothing of ours is left").await;
        assert_eq!(stored(browser).await, Vec::<Value>::new());
        assert!(
            !browser
                .holds("document.querySelector('#keep').checked")
                .await
        );
        let stars = "[...document.querySelectorAll('.star')].every(e => e.ariaPressed === 'false')";
        assert!(browser.holds(stars).await);
        // The worker still serves the open page, and keeps nothing of it.
        changed(browser, async || browser.click("#tool-zoom-in").await).await;
        browser.click(".item .star").await;
        browser.click(".item .star").await;
        browser.open("/spaces/1?lang=en").await;
        assert_eq!(stored(browser).await, Vec::<Value>::new());

        browser.open("/?lang=en").await;
        agreed(browser).await;
        keep(browser).await;
        browser.click("#forget").await;
        until_said(browser, "Nothing of ours is left").await;
        keep(browser).await;
        until_kept(browser, "/static/").await;
        until_kept(browser, "/tiles/items/").await;
        browser.click("#keep").await;
        until_said(browser, "Off.").await;
        assert_eq!(stored(browser).await, Vec::<Value>::new());
    })
    .await;
}

#[tokio::test]
async fn favourites_go_into_a_file() {
    let folder = tempfile::TempDir::new_in(scratch()).expect("a folder");
    let service = Service::demo();
    visit(&service, DESKTOP, async |browser| {
        browser.expect_errors("404");
        browser.download_into(folder.path()).await;
        browser.open("/spaces/2?lang=en").await;
        browser.click(".star").await;
        browser.open("/initiatives/3?lang=en").await;
        browser.click(".star").await;
        browser
            .run(
                "localStorage['okolica.favourites'] =
            JSON.stringify([...JSON.parse(localStorage['okolica.favourites']), 'spaces/987654'])",
            )
            .await;
        open_settings(browser).await;
        browser.click("#export").await;
        until_said(browser, "okolica.geojson").await;
        let file = saved(&folder.path().join("okolica.geojson")).await;
        assert_eq!(file["type"], "FeatureCollection");
        let features = file["features"].as_array().expect("features");
        let ids: Vec<&str> = features
            .iter()
            .filter_map(|one| one["id"].as_str())
            .collect();
        assert_eq!(ids, ["spaces/2", "initiatives/3", "spaces/987654"]);
        let known = browser
            .run("return (async () => (await fetch('/api/collections/spaces/items/2')).json())()")
            .await;
        assert_eq!(features[0]["geometry"], known["geometry"]);
        assert_eq!(
            features[0]["properties"]["name"],
            known["properties"]["name"]
        );
        assert_eq!(features[1]["properties"]["layer"], "initiatives");
        assert_eq!(features[2]["geometry"], Value::Null);
        let read = Command::new("ogrinfo")
            .args(["-ro", "-al", "-so"])
            .arg(folder.path().join("okolica.geojson"))
            .output()
            .expect("ogrinfo runs");
        let read = String::from_utf8_lossy(&read.stdout);
        assert!(read.contains("Feature Count: 3"), "GDAL reads it: {read}");
    })
    .await;
}

/// The file that the browser saves, when it is whole.
async fn saved(path: &Path) -> Value {
    let deadline = Instant::now() + Duration::from_secs(20);
    loop {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        if let Ok(file) = serde_json::from_str(&text) {
            return file;
        }
        assert!(Instant::now() < deadline, "{} is not there", path.display());
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
}

#[tokio::test]
async fn every_state_is_accessible() {
    let service = Service::demo();
    visit(&service, DESKTOP, async |browser| {
        without_service(browser);
        browser.open("/?lang=en").await;
        agreed(browser).await;
        browser.click(".item .star").await;
        keep(browser).await;
        everywhere(browser, "the map with a favourite and open settings").await;
        browser.open("/mine?lang=en").await;
        browser
            .until("the favourites", "document.querySelector('#mine .item')")
            .await;
        everywhere(browser, "the favourites").await;
        until_kept(browser, "/mine?lang=en").await;
        browser.open("/spaces/2?lang=en").await;
        everywhere(browser, "a page with a star").await;
        // The view of the smallest screen is the last one: the map may show less than its list.
        service.stop();
        browser.open("/").await;
        browser
            .until(
                "it is kept",
                "document.querySelector('#offline').checkVisibility()",
            )
            .await;
        everywhere(browser, "the last view without a connection").await;
        browser.picture("desktop-light-offline").await;
        for page in [
            "/mine?lang=en",
            "/spaces/2?lang=en",
            "/spaces/987654?lang=pl",
            "/spaces/987654?lang=uk",
        ] {
            browser.open(page).await;
            everywhere(browser, &format!("{page} without a connection")).await;
        }
    })
    .await;
}

/// Looks at a page in light, dark and forced colours, and at 400 %.
async fn everywhere(browser: &Browser, what: &str) {
    check_in_all_colours(browser, what).await;
    browser.show_on(NARROW).await;
    // The sheet's buttons stay above a list that scrolls, over whatever is half under them.
    browser
        .run("document.querySelector('#panel')?.scrollTo(0, 0)")
        .await;
    check_in_all_colours(browser, &format!("{what}, 320 px")).await;
    let over = count(browser, "document.documentElement.scrollWidth").await;
    assert!(over <= 320, "{what} at 320 px is {over} px wide");
    browser.show_on(DESKTOP).await;
}
