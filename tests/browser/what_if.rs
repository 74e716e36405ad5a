//! The planner's map under the hand: what is dragged, drawn, opened, closed and coloured there.

use super::planner::{agrees, api, live, missed, shown};
use crate::support::browser::{Browser, DESKTOP, PHONE, visit};
use crate::support::service::shared;
use fantoccini::key::Key;
use serde_json::{Value, json};

/// The middle of the map in the window.
async fn middle(browser: &Browser) -> (f64, f64) {
    let script = "const map = document.querySelector('#planner-map');
        map.scrollIntoView({block: 'center'});
        const box = map.getBoundingClientRect();
        return [box.x + box.width / 2, box.y + box.height / 2]";
    let found: [f64; 2] = serde_json::from_value(browser.run(script).await).expect("a point");
    found.into()
}

/// How often figures and map have followed a change.
async fn steps(browser: &Browser) -> f64 {
    browser
        .number("return Number(document.querySelector('.plan-map-frame').dataset.steps)")
        .await
}

#[tokio::test]
async fn a_place_is_dragged_and_every_figure_follows() {
    visit(shared(), DESKTOP, async |browser| {
        browser.open("/planner?category=library&lang=en").await;
        live(browser).await;
        browser.click("#add-on-map").await;
        let (x, y) = middle(browser).await;
        let before_it = browser
            .number("return document.querySelector('#planner-map').getBoundingClientRect().top")
            .await;
        browser.click_at(x, y).await;
        browser
            .until(
                "a place is added",
                "location.search.includes('scenario=add')",
            )
            .await;
        let added = agrees(browser).await;
        let top = "document.querySelector('#planner-map').getBoundingClientRect().top";
        let now = browser.number(&format!("return {top}")).await;
        assert!((now - before_it).abs() < 0.5, "the map stays where it is");
        let (before, so_far) = (browser.url().await, steps(browser).await);
        browser.drag((x, y), (x + 160.0, y + 90.0), 12).await;
        let moved = format!("location.href !== {}", json!(before));
        browser.until("it is somewhere else", &moved).await;
        assert!(
            steps(browser).await > so_far + 1.0,
            "figures follow under way"
        );
        let dropped = agrees(browser).await;
        let first = |document: &Value| document["parameters"]["scenario"].clone();
        assert_ne!(first(&added), first(&dropped));
        assert_eq!(
            first(&dropped)
                .as_str()
                .map(|text| text.matches("add:").count()),
            Some(1),
            "it was moved, not copied"
        );
        // Every step of the way can be taken back.
        browser.back().await;
        browser
            .until(
                "it is back",
                &format!("location.href === {}", json!(before)),
            )
            .await;
        agrees(browser).await;
    })
    .await;
}

#[tokio::test]
async fn a_finger_adds_a_place_and_takes_it_along() {
    visit(shared(), PHONE, async |browser| {
        browser.open("/planner?category=library&lang=en").await;
        live(browser).await;
        browser.tap("#add-on-map").await;
        let (x, y) = middle(browser).await;
        browser.swipe((x, y), (x, y), 0).await;
        browser
            .until(
                "a place is added",
                "location.search.includes('scenario=add')",
            )
            .await;
        agrees(browser).await;
        let before = browser.url().await;
        let (x, y) = middle(browser).await;
        let scrolled = browser.number("return scrollY").await;
        browser.swipe((x, y), (x + 60.0, y - 80.0), 12).await;
        let moved = format!("location.href !== {}", json!(before));
        browser.until("it is somewhere else", &moved).await;
        agrees(browser).await;
        let added = "location.search.match(/add:/g).length === 1";
        assert!(browser.holds(added).await, "moved, not copied");
        let stayed = (browser.number("return scrollY").await - scrolled).abs() < 1.0;
        assert!(stayed, "the page does not scroll under the finger");
        browser.picture("planner-phone-scenario").await;
    })
    .await;
}

#[tokio::test]
async fn a_polygon_is_drawn_with_the_mouse_and_with_the_keyboard() {
    visit(shared(), DESKTOP, async |browser| {
        browser.open("/planner?lang=en").await;
        live(browser).await;
        browser.click("#question .more > summary").await;
        browser.click("#area-draw").await;
        let (x, y) = middle(browser).await;
        for (dx, dy) in [(-90.0, -70.0), (90.0, -70.0)] {
            browser.click_at(x + dx, y + dy).await;
        }
        // The third corner by the keyboard: the middle of the map, a little further down.
        browser
            .run("document.querySelector('#map-keys').focus()")
            .await;
        browser.press(Key::Down).await;
        browser.press(Key::Enter).await;
        browser.click("#area-draw").await;
        browser
            .until("it is asked about", "location.search.includes('area=')")
            .await;
        live(browser).await;
        let document = asked_area(browser).await;
        let people = document["areas"][0]["population"].as_f64();
        assert!(people.is_some_and(|people| people > 0.0), "{people:?}");
        assert_eq!(document["areas"][0]["code"], "AREA");
    })
    .await;
}

/// What the API says of the area that the page is about, which shows the same.
async fn asked_area(browser: &Browser) -> Value {
    let query = browser
        .text("return new URLSearchParams(location.search).get('area')")
        .await;
    let document = api(browser, &format!("area={query}")).await;
    for (code, people) in shown(browser, "not_reached").await {
        assert_eq!(people, missed(&document, &code), "{code}");
    }
    document
}

/// Opens a file with this text where an area's file is asked for.
async fn open_file(browser: &Browser, text: &Value) {
    let text = json!(text.to_string());
    browser
        .run(&format!(
            "const files = new DataTransfer();
             files.items.add(new File([{text}], 'area.geojson'));
             const field = document.querySelector('#area-file');
             field.files = files.files;
             field.dispatchEvent(new Event('change', {{bubbles: true}}))"
        ))
        .await;
}

#[tokio::test]
async fn a_file_s_polygon_is_asked_about_and_what_no_link_holds_is_refused() {
    visit(shared(), DESKTOP, async |browser| {
        browser.open("/planner?lang=en").await;
        live(browser).await;
        browser.click("#question .more > summary").await;
        let bbox: [f64; 4] = serde_json::from_value(
            browser
                .run("return document.querySelector('#planner-map').dataset.bbox.split(',').map(Number)")
                .await,
        )
        .expect("a box");
        let [west, south, east, north] = bbox;
        let at = |x: f64, y: f64| json!([west + (east - west) * x, south + (north - south) * y]);
        let square = |from: f64, to: f64| {
            json!([at(from, from), at(to, from), at(to, to), at(from, to), at(from, from)])
        };
        let ring: Vec<Value> = (0..=1200)
            .map(|step| {
                let (sin, cos) = (f64::from(step % 1200) / 1200.0 * std::f64::consts::TAU).sin_cos();
                at(0.5 + cos * 0.2, 0.5 + sin * 0.2)
            })
            .collect();
        for (geometry, said) in [
            (json!({"type": "Polygon", "coordinates": [square(0.2, 0.8), square(0.4, 0.6)]}), "hole"),
            (json!({"type": "MultiPolygon", "coordinates": [[square(0.1, 0.3)], [square(0.5, 0.7)]]}), "several"),
            (json!({"type": "Polygon", "coordinates": [ring]}), "1000"),
            (json!({"type": "Point", "coordinates": at(0.5, 0.5)}), "no polygon"),
        ] {
            open_file(browser, &geometry).await;
            let refused = format!("document.querySelector('#map-status').textContent.includes({})", json!(said));
            browser.until(said, &refused).await;
            assert!(!browser.url().await.contains("area="), "{said}");
        }
        let feature = json!({"type": "Feature", "properties": {}, "geometry":
            {"type": "Polygon", "coordinates": [square(0.25, 0.75)]}});
        open_file(browser, &feature).await;
        browser.until("it is asked about", "location.search.includes('area=')").await;
        live(browser).await;
        asked_area(browser).await;
    })
    .await;
}

#[tokio::test]
async fn closing_a_place_and_other_hours_change_what_they_say() {
    visit(shared(), DESKTOP, async |browser| {
        browser
            .open("/planner?category=library&when=evening&lang=en")
            .await;
        live(browser).await;
        let before = agrees(browser).await;
        let place = browser
            .text("return document.querySelector('#close option').value")
            .await;
        browser.click("#hours button").await;
        browser
            .until(
                "it is open on weekdays till 20",
                "location.search.includes('hours:')",
            )
            .await;
        let longer = agrees(browser).await;
        assert!(missed(&longer, "CITY") <= missed(&before, "CITY"));
        browser.click("#close button").await;
        browser
            .until(
                "it is closed",
                &format!("location.search.includes('close:{place}')"),
            )
            .await;
        let closed = agrees(browser).await;
        assert!(missed(&closed, "CITY") >= missed(&longer, "CITY"));
        let listed = "document.querySelectorAll('#changes .changes li').length === 2";
        assert!(browser.holds(listed).await);
    })
    .await;
}

/// How many pixels of the map are of about this colour: red, green, blue.
async fn pixels(browser: &Browser, colour: [f64; 3]) -> f64 {
    let [red, green, blue] = colour;
    browser
        .number(&format!(
            "const canvas = document.querySelector('#planner-map canvas');
             const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
             let found = 0;
             for (let at = 0; at < data.length; at += 4) {{
                 const far = Math.abs(data[at] - {red}) + Math.abs(data[at + 1] - {green}) + Math.abs(data[at + 2] - {blue});
                 if (data[at + 3] > 200 && far <= 6) found += 1;
             }}
             return found"
        ))
        .await
}

/// A colour of the page's style.
async fn token(browser: &Browser, name: &str) -> [f64; 3] {
    let script = format!(
        "const probe = document.createElement('canvas').getContext('2d');
         probe.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('{name}');
         probe.fillRect(0, 0, 1, 1);
         return [...probe.getImageData(0, 0, 1, 1).data.slice(0, 3)]"
    );
    serde_json::from_value(browser.run(&script).await).expect("a colour")
}

#[tokio::test]
async fn gaps_are_outlined_where_nobody_is_within_reach() {
    visit(shared(), DESKTOP, async |browser| {
        let near = "/planner?category=library&within=300&lang=en";
        let danger = async || {
            let colour = token(browser, "--danger").await;
            pixels(browser, colour).await
        };
        browser.open(near).await;
        live(browser).await;
        let gaps = "fetch('/api/coverage/gaps.geojson?category=library&within=300')";
        let script = format!("return {gaps}.then(a => a.json()).then(all => all.features.length)");
        assert!(browser.number(&script).await > 0.0);
        let drawn = "document.querySelector('.plan-map-frame').dataset.gaps > 0";
        browser.until("the gaps are there", drawn).await;
        assert!(danger().await > 100.0, "their outlines are drawn");
        browser
            .open("/planner?category=library&within=50000&lang=en")
            .await;
        live(browser).await;
        let none = "document.querySelector('.plan-map-frame').dataset.gaps === '0'";
        browser.until("there are none", none).await;
        assert!(danger().await < 1.0);
    })
    .await;
}

#[tokio::test]
async fn the_map_s_colours_are_the_classes_of_the_table() {
    visit(shared(), DESKTOP, async |browser| {
        let query = "category=library&within=1000";
        browser
            .open(&format!("/planner?{query}&show=reached_share&columns=reached_share&lang=en"))
            .await;
        live(browser).await;
        let document = api(browser, query).await;
        let areas = document["areas"].as_array().expect("areas");
        let shares = areas.iter().filter(|area| area["code"] != "CITY");
        let shares: Vec<f64> = shares.filter_map(|area| area["reached_share"].as_f64()).collect();
        let mut lower = -1.0;
        let mut seen = 0;
        for class in 0..5 {
            let upper = f64::from(class + 1) * 0.2;
            let any = shares.iter().any(|share| *share > lower && *share <= upper);
            lower = upper;
            let colour = token(browser, &format!("--class-{class}")).await;
            let count = pixels(browser, colour).await;
            assert_eq!(count > 200.0, any, "class {class}: {count} pixels, shares {shares:?}");
            seen += u32::from(any);
        }
        assert!(seen > 1, "{shares:?}");
        // The legend says the same bounds, and the map without scripts has the same classes.
        let legend = "[...document.querySelectorAll('.plan-legend .swatch')].filter(s => /class-[0-4]/.test(s.getAttribute('class')))";
        assert!(browser.number(&format!("return {legend}.length")).await >= 5.0);
        browser.without_scripts().await;
        browser.reload().await;
        let drawn = browser
            .number("return new Set([...document.querySelectorAll('.drawn path[class^=class-]')].map(p => p.getAttribute('class'))).size")
            .await;
        assert_eq!(drawn, f64::from(seen));
        assert!(browser.holds("document.querySelector('.drawn').checkVisibility()").await);
    })
    .await;
}
