//! A real city, where its files are at hand.

use super::{agreed, planner};
use crate::support::browser::{DESKTOP, PHONE, visit};
use crate::support::service::{Service, okolica, root, url};
use fantoccini::key::Key;
use std::io::Write as _;
use std::path::Path;
use std::sync::LazyLock;

/// A stop of the city.
pub(super) const STOP: &str = "Kijowska";
/// No city plans what the tests need, so there is one thing more, and it says what it is.
pub(super) const TRIAL: &str = "Wpis próbny testów, nie wydarzenie";

const TRIAL_FILE: &str = "name,lon,lat,category,schedule_start,schedule_end,schedule_rrule,cost_free,access_step_free,source_id
\"Wpis próbny testów, nie wydarzenie\",21.044,52.2495,other,2026-01-03T10:00,2026-01-03T12:00,\"FREQ=WEEKLY;BYDAY=SA,SU\",true,yes,trial-1
";

/// The city, shared by tests that only read; nothing where its files are not.
static WARSAW: LazyLock<Option<Service>> = LazyLock::new(city);

fn city() -> Option<Service> {
    let data = data()?;
    Some(Service::over(|store| {
        let file = |name: &str| format!("{data}/{name}");
        import(
            store,
            "districts",
            &file("warsaw_districts.geojson"),
            "PRG",
            &[],
        );
        let projects = file("warsaw_initiatives_pb_2020_2026.csv");
        import(
            store,
            "initiatives",
            &projects,
            "Pabulib",
            &["stated_district=district"],
        );
        let stops = file("warsaw_stops_ztm_2021.csv");
        import(
            store,
            "places",
            &stops,
            "ZTM",
            &["name=stop_name", "source_id=stop_id"],
        );
        let trial = store.with_extension("csv");
        std::fs::write(&trial, TRIAL_FILE).expect("a file");
        import(store, "initiatives", &trial.to_string_lossy(), "tests", &[]);
    }))
}

/// The folder of real files; where it is not, the test says that it was skipped.
fn data() -> Option<String> {
    let data = root("../shared/data");
    if Path::new(&data).is_dir() {
        return Some(data);
    }
    // Past the test runner, which keeps what passing tests print.
    let _ = writeln!(std::io::stderr(), "skipped: ../shared/data is not here");
    None
}

fn import(store: &Path, what: &str, file: &str, source: &str, maps: &[&str]) {
    let database = url(store);
    let mut order = vec![
        "import",
        what,
        file,
        "--database",
        &database,
        "--source",
        source,
    ];
    for map in maps {
        order.extend(["--map", map]);
    }
    // Its rows are not ours to leave about.
    let rejected = store.with_extension("rejected.csv");
    let rejected = rejected.to_string_lossy();
    order.extend(["--rejected", &rejected]);
    okolica(&order);
}

/// The city with its people, and with its metro stops in the place of spaces, of which there is no
/// list with positions.
fn city_for_planners() -> Option<Service> {
    let data = data()?;
    Some(Service::over(|store| {
        let file = |name: &str| format!("{data}/{name}");
        let districts = file("warsaw_districts.geojson");
        import(store, "districts", &districts, "PRG", &[]);
        let people = file("warsaw_population_grid_500m_DERIVED.csv");
        let columns = ["population=population_est", "source_id=cell_id"];
        import(store, "population", &people, "derived", &columns);
        let stops = file("warsaw_metro_stops.csv");
        let columns = [
            "name=stop_name",
            "source_id=stop_id",
            "lon=stop_lon",
            "lat=stop_lat",
        ];
        import(store, "spaces", &stops, "WarsawGTFS", &columns);
    }))
}

pub(super) fn service() -> Option<&'static Service> {
    WARSAW.as_ref()
}

/// The key of what the tests added.
pub(super) async fn trial(service: &Service) -> String {
    let url = format!(
        "{}/api/search?q=Wpis+pr%C3%B3bny+test%C3%B3w",
        service.address
    );
    let answer = reqwest::get(url).await.expect("an answer");
    let found: serde_json::Value = answer.json().await.expect("JSON");
    let feature = &found["features"][0];
    assert_eq!(feature["properties"]["name"], TRIAL);
    feature["id"].as_str().expect("a key").to_owned()
}

#[tokio::test]
async fn warsaw_is_on_the_map() {
    // It will be stopped.
    let Some(service) = city() else {
        return;
    };
    visit(&service, DESKTOP, async |browser| {
        browser.open("/").await;
        let total = agreed(browser).await;
        // 8 745 projects less 1 584 without coordinates, less the few outside the view, and the
        // trial.
        assert!(
            (7_101..=7_162).contains(&total),
            "{total} projects are in view"
        );
        browser.picture("warsaw-desktop-light").await;
        browser.prefer(&[("prefers-color-scheme", "dark")]).await;
        browser.open("/?map=14/52.2297/21.0122").await;
        agreed(browser).await;
        browser.picture("warsaw-desktop-dark-centre").await;
        browser.prefer(&[]).await;
        browser.show_on(PHONE).await;
        browser.open("/").await;
        agreed(browser).await;
        browser.picture("warsaw-phone-light").await;
    })
    .await;
}

#[tokio::test]
async fn the_planner_s_question_is_asked_of_warsaw() {
    let Some(service) = city_for_planners() else {
        return;
    };
    visit(&service, DESKTOP, async |browser| {
        browser.open("/planner?minutes=10&lang=en").await;
        planner::live(browser).await;
        let document = planner::agrees(browser).await;
        let areas = document["areas"].as_array().expect("areas");
        assert_eq!(areas.len(), 19, "18 districts and the city");
        // The grid has everybody that the city's districts have.
        let city = areas.last().expect("the city");
        let people = city["population"].as_f64().expect("people");
        assert!((1_850_000.0..1_870_000.0).contains(&people), "{people}");
        // The terminal says the same, to the last person.
        let database = service.database();
        let said = okolica(&[
            "coverage",
            "--database",
            &database,
            "--minutes",
            "10",
            "--format",
            "json",
        ]);
        let said: serde_json::Value = serde_json::from_str(&said).expect("JSON");
        for (code, people) in planner::shown(browser, "not_reached").await {
            assert_eq!(planner::missed(&said, &code), people, "{code}");
        }
        browser.picture("warsaw-planner-desktop").await;
        // One more place where it is worst: most of what is out of reach there comes near.
        let (worst, most) = planner::shown(browser, "not_reached").await.swap_remove(0);
        browser
            .run("document.querySelector('#map-keys').focus()")
            .await;
        browser.press(Key::Enter).await;
        browser
            .until(
                "a place is added",
                "location.search.includes('scenario=add')",
            )
            .await;
        let after = planner::agrees(browser).await;
        assert!(planner::missed(&after, &worst) <= most);
        // Nobody counted the residents over 65 by cell: the page says so, and counts nobody as 0.
        browser
            .open("/planner?access=step_free&when=evening&who=65plus&minutes=10&lang=en")
            .await;
        planner::live(browser).await;
        let headline = browser
            .text("return document.querySelector('#headline').textContent")
            .await;
        assert!(headline.contains("of this age"), "{headline}");
        browser.open("/planner/report?minutes=10&lang=en").await;
        browser.picture("warsaw-planner-report").await;
        browser.show_on(PHONE).await;
        browser.open("/planner?minutes=10&lang=pl").await;
        planner::live(browser).await;
        browser.picture("warsaw-planner-phone").await;
    })
    .await;
}
