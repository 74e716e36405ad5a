//! The planner as somebody without training uses it: asks, believes, tries a change, takes it along.

use super::accessibility::{DARK, NARROW, check, check_in_all_colours};
use crate::support::browser::{Browser, DESKTOP, PHONE, visit};
use crate::support::service::{Service, okolica, shared};
use fantoccini::key::Key;
use okolica_web::language::Language;
use serde_json::{Value, json};

/// The question of the story, as everybody shares it.
const STORY: &str = "access=step_free&when=evening&who=65plus&minutes=10";

/// The document of `/api/coverage`.
pub(super) async fn api(browser: &Browser, query: &str) -> Value {
    let script = format!("return fetch('/api/coverage?{query}').then(answer => answer.json())");
    browser.run(&script).await
}

/// The people out of reach of an area, as a whole number.
pub(super) fn missed(document: &Value, code: &str) -> i64 {
    let areas = document["areas"].as_array().expect("areas");
    let area = areas.iter().find(|area| area["code"] == code).expect(code);
    #[expect(clippy::cast_possible_truncation, reason = "a count of people")]
    let people = area["not_reached"].as_f64().expect("people").round() as i64;
    people
}

/// What the page shows of a figure for each area: its code and digits.
pub(super) async fn shown(browser: &Browser, field: &str) -> Vec<(String, i64)> {
    let script = format!(
        "return [...document.querySelectorAll('#areas [data-field={field}][data-area]')]
            .map(e => [e.dataset.area, Number(e.textContent.replace(/[^0-9]/g, ''))])"
    );
    serde_json::from_value(browser.run(&script).await).expect("figures")
}

pub(super) async fn live(browser: &Browser) {
    browser
        .until(
            "the planner is live",
            "document.querySelector('.plan-map-frame').dataset.ready === 'true'",
        )
        .await;
}

/// Fails unless the page shows what the API answers to its own address, to the last person.
pub(super) async fn agrees(browser: &Browser) -> Value {
    let script = "return location.search.slice(1).split('&')
        .filter(part => !/^(lang|sort|columns|show|classes|selected|sites|candidates|at_least|at_least_in|wait)=/.test(part)).join('&')";
    let query = browser.text(script).await;
    let document = api(browser, &query).await;
    let figures = shown(browser, "not_reached").await;
    assert!(figures.len() > 5, "{figures:?}");
    for (code, people) in figures {
        assert_eq!(people, missed(&document, &code), "{code} of {query}");
    }
    document
}

#[tokio::test]
async fn a_planner_asks_finds_the_district_and_tries_one_more_place() {
    let service = Service::demo();
    visit(&service, DESKTOP, async |browser| {
        browser.open("/planner?lang=en").await;
        for (field, value) in [("who", "65plus"), ("when", "evening"), ("unit", "min")] {
            browser
                .click(&format!("#question [name={field}] option[value='{value}']"))
                .await;
        }
        browser
            .run("document.querySelector('#question [name=far]').value = '10'")
            .await;
        browser.click("#question .more > summary").await;
        browser
            .click("#question [name=access][value=step_free]")
            .await;
        browser.click("#question .sentence button").await;
        let address = format!("{}/planner?{STORY}&lang=en", service.address);
        let arrived = format!("location.href === {}", json!(address));
        browser.until("the address can be shared", &arrived).await;
        live(browser).await;
        browser.picture("planner-desktop").await;

        // The district with most people is the first row; API and terminal say the same.
        let document = agrees(browser).await;
        let (first, most) = shown(browser, "not_reached").await.swap_remove(0);
        let areas = document["areas"].as_array().expect("areas");
        let codes = areas.iter().filter_map(|area| area["code"].as_str());
        let largest = codes
            .filter(|code| *code != "CITY")
            .map(|code| missed(&document, code))
            .max();
        assert_eq!(Some(most), largest);
        let said = okolica(&[
            "coverage",
            "--database",
            &service.database(),
            "--access",
            "step_free",
            "--when",
            "evening",
            "--who",
            "65plus",
            "--minutes",
            "10",
            "--format",
            "json",
        ]);
        let said: Value = serde_json::from_str(&said).expect("JSON");
        assert_eq!(missed(&said, &first), most);

        // One more place in the middle of that district.
        let middle = browser
            .run(&format!(
                "return fetch('/api/coverage?f=geojson&{STORY}').then(a => a.json()).then(all => {{
                    const ring = all.features.find(f => f.id === {first}).geometry.coordinates.flat(2);
                    const flat = ring.flat();
                    const lons = flat.filter((_, i) => i % 2 === 0);
                    const lats = flat.filter((_, i) => i % 2 === 1);
                    const mid = list => (Math.min(...list) + Math.max(...list)) / 2;
                    return [mid(lons), mid(lats)];
                }})",
                first = json!(first)
            ))
            .await;
        browser
            .run(&format!(
                "document.querySelector('[name=add_lon]').value = {};
                 document.querySelector('[name=add_lat]').value = {}",
                middle[0], middle[1]
            ))
            .await;
        browser.click("#add button").await;
        browser
            .until("the link keeps the scenario", "location.search.includes('scenario=add')")
            .await;
        browser
            .until("the banner says so", "!document.querySelector('#scenario-banner').hidden")
            .await;
        let after = agrees(browser).await;
        assert!(missed(&after, &first) < most, "somebody gains");
        let change = format!("return document.querySelector('[data-change={}]').textContent", json!(first));
        assert!(browser.text(&change).await.starts_with('+'), "the gain is in words");
        browser.picture("planner-scenario").await;

        // The same link without scripts: the server comes to the same.
        let live_figures = shown(browser, "not_reached").await;
        browser.without_scripts().await;
        browser.reload().await;
        assert_eq!(shown(browser, "not_reached").await, live_figures);
        assert!(!browser.holds("document.querySelector('#scenario-banner').hidden").await);

        // On paper the question's fields are gone, the figures stay.
        let paper = json!({"media": "print"});
        browser.chromium("Emulation.setEmulatedMedia", paper).await;
        assert!(browser.holds("document.querySelector('#areas').checkVisibility()").await);
        assert!(!browser.holds("document.querySelector('#question').checkVisibility()").await);
    })
    .await;
}

#[tokio::test]
async fn every_change_is_possible_with_the_keyboard_and_can_be_undone() {
    visit(shared(), DESKTOP, async |browser| {
        browser.open("/planner?lang=en&category=library").await;
        live(browser).await;
        let before = shown(browser, "not_reached").await;
        browser
            .run("document.querySelector('#map-keys').focus()")
            .await;
        browser.press(Key::Left).await;
        browser.press(Key::Enter).await;
        browser
            .until(
                "a place is added",
                "location.search.includes('scenario=add')",
            )
            .await;
        agrees(browser).await;
        // Its button moves it, and keeps the keyboard.
        let added = browser.url().await;
        browser
            .run("document.querySelector('[data-move=north]').focus()")
            .await;
        browser.press(Key::Enter).await;
        let moved = format!("location.href !== {}", json!(added));
        browser.until("it is moved", &moved).await;
        agrees(browser).await;
        assert!(
            browser
                .holds("document.activeElement.dataset.move === 'north'")
                .await
        );
        // Closing one, and other hours for another, by the forms.
        browser
            .run("document.querySelector('#close button').focus()")
            .await;
        browser.press(Key::Enter).await;
        browser
            .until("one is closed", "location.search.includes('close:')")
            .await;
        agrees(browser).await;
        browser
            .run("document.querySelector('#hours button').focus()")
            .await;
        browser.press(Key::Enter).await;
        browser
            .until("hours are changed", "location.search.includes('hours:')")
            .await;
        agrees(browser).await;
        for _ in 0..3 {
            browser.run("document.querySelector('#undo').focus()").await;
            browser.press(Key::Enter).await;
        }
        browser
            .until("nothing is left", "!location.search.includes('scenario')")
            .await;
        assert_eq!(shown(browser, "not_reached").await, before);
        assert!(
            browser
                .holds("document.querySelector('#scenario-banner').hidden")
                .await
        );
    })
    .await;
}

#[tokio::test]
async fn axe_finds_nothing_in_any_state() {
    visit(shared(), DESKTOP, async |browser| {
        for language in Language::ALL.map(Language::tag) {
            browser
                .open(&format!(
                    "/planner?{STORY}&scenario=add:19.3,52.05&lang={language}"
                ))
                .await;
            live(browser).await;
            check(browser, &format!("the planner, {language}")).await;
            browser
                .run("document.querySelectorAll('details').forEach(one => { one.open = true; })")
                .await;
            for (screen, on) in [
                (DESKTOP, "a desktop"),
                (PHONE, "a phone"),
                (NARROW, "320 px"),
            ] {
                browser.show_on(screen).await;
                check(browser, &format!("all of it open, {language}, on {on}")).await;
            }
            browser.prefer(&DARK).await;
            check(browser, &format!("the same in the dark, {language}")).await;
            browser.prefer(&[("forced-colors", "active")]).await;
            check(browser, &format!("the same in forced colours, {language}")).await;
            browser.prefer(&[]).await;
            browser.show_on(DESKTOP).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_wrong_value_is_said_and_the_page_goes_on() {
    visit(shared(), PHONE, async |browser| {
        browser.open("/planner?within=-5&detour=0.5&lang=en").await;
        assert_eq!(
            browser
                .number("return document.querySelectorAll('.note').length")
                .await,
            2.0
        );
        assert!(shown(browser, "not_reached").await.len() > 5);
        live(browser).await;
        browser.picture("planner-phone").await;
        let wide = "document.documentElement.scrollWidth <= innerWidth";
        assert!(
            browser.holds(wide).await,
            "the page does not scroll sideways"
        );
    })
    .await;
}

#[tokio::test]
async fn axe_finds_nothing_in_the_report_and_the_keyboard_gets_everywhere() {
    visit(shared(), DESKTOP, async |browser| {
        for language in Language::ALL.map(Language::tag) {
            browser
                .open(&format!("/planner/report?{STORY}&lang={language}"))
                .await;
            check_in_all_colours(browser, &format!("the report, {language}")).await;
            browser.show_on(NARROW).await;
            check_in_all_colours(browser, &format!("the report on 320 px, {language}")).await;
            let wide = "document.documentElement.scrollWidth <= innerWidth";
            assert!(browser.holds(wide).await, "{language}: it scrolls sideways");
            browser.show_on(DESKTOP).await;
        }
        for target in [".report .scroll", ".report th a", ".report-files a"] {
            browser.tab_to(target).await;
        }
        browser.picture("planner-report").await;
    })
    .await;
}

#[tokio::test]
async fn the_best_places_come_when_the_page_is_there() {
    visit(shared(), DESKTOP, async |browser| {
        browser.open("/planner?category=library&lang=en").await;
        live(browser).await;
        browser.click("#sites form button").await;
        browser
            .until("they are asked for", "location.search.includes('sites=3')")
            .await;
        assert!(!browser.url().await.contains("wait"), "the page did not wait");
        browser
            .until("they are there", "document.querySelectorAll('#sites tbody tr').length > 0")
            .await;
        browser
            .until("so are the months", "document.querySelector('#trend-table tbody tr')")
            .await;
        // Added to the scenario, the first brings what was said of it.
        let before = agrees(browser).await;
        let marginal = browser
            .number("return Number(document.querySelector('#sites tbody tr td:nth-of-type(2)').textContent.replace(/[^0-9]/g, ''))")
            .await;
        browser.click("#sites tbody tr a").await;
        browser
            .until("it is added", "location.search.includes('scenario=add')")
            .await;
        let after = agrees(browser).await;
        let reached = |document: &Value| {
            let areas = document["areas"].as_array().expect("areas");
            areas.last().expect("the city")["reached"].as_f64().expect("people")
        };
        assert!((reached(&after) - reached(&before) - marginal).abs() < 1.5);
    })
    .await;
}

#[tokio::test]
async fn several_kinds_are_ticked_and_new_places_kept_to_conditions() {
    visit(shared(), DESKTOP, async |browser| {
        browser.open("/planner?lang=en").await;
        live(browser).await;
        browser.click("#question .more > summary").await;
        browser.click("#question .kinds [value=library]").await;
        browser.click("#question .kinds [value=culture-house]").await;
        browser.click("#question .sentence button").await;
        let both = "/category=(library,culture-house|culture-house,library)(&|$)/.test(location.search)";
        browser.until("both kinds are asked for", both).await;
        live(browser).await;
        let two = agrees(browser).await;
        check(browser, "a question about two kinds").await;
        // One of them no more.
        browser.click("#question .more > summary").await;
        browser.click("#question .kinds [value=culture-house]").await;
        browser.click("#question .sentence button").await;
        browser.until("one is left", "/category=library(&|$)/.test(location.search)").await;
        live(browser).await;
        let one = agrees(browser).await;
        assert!(missed(&one, "CITY") > missed(&two, "CITY"), "fewer places reach fewer");

        // New places where other places are, with something for the district that has least.
        browser.click("#sites [name=candidates] option[value=spaces]").await;
        browser.run("document.querySelector('#sites [name=at_least]').value = '40'").await;
        browser.click("#sites [name=at_least_in] option[value=ZM04]").await;
        browser.click("#sites button").await;
        browser.until("there are proposals", "document.querySelector('#sites tbody tr')").await;
        let asked = "location.search.includes('candidates=spaces') && location.search.includes('at_least_in=ZM04')";
        assert!(browser.holds(asked).await, "{}", browser.url().await);
        let found = browser
            .run("return fetch('/api/coverage/sites?category=library&p=3&candidates=spaces&minimum=ZM04:0.4').then(a => a.json())")
            .await;
        let names = browser
            .run("return [...document.querySelectorAll('#sites tbody th')].map(e => e.textContent)")
            .await;
        let names: Vec<String> = serde_json::from_value(names).expect("names");
        let sites = found["sites"].as_array().expect("sites");
        assert_eq!(names.len(), sites.len(), "{names:?}");
        for (name, site) in names.iter().zip(sites) {
            let expected = site["name"].as_str().expect("a space has a name");
            assert!(name.ends_with(expected), "{name} is not {expected}");
        }
        check(browser, "proposals under conditions").await;
        browser.picture("planner-sites").await;

        // What can't be done is said.
        browser.run("document.querySelector('#sites [name=at_least]').value = '100'").await;
        browser.click("#sites [name=at_least_in] option[value='']").await;
        browser.click("#sites button").await;
        let said = "document.querySelector('#sites').textContent.includes('new places can')";
        browser.until("it says that it can't be done", said).await;
    })
    .await;
}
