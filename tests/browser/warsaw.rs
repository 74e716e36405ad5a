//! A real city, where its files are at hand.

use super::agreed;
use crate::support::browser::{DESKTOP, PHONE, visit};
use crate::support::service::{Service, okolica, root, url};
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
    let data = root("../shared/data");
    if !Path::new(&data).is_dir() {
        // Past the test runner, which keeps what passing tests print.
        let _ = writeln!(std::io::stderr(), "skipped: ../shared/data is not here");
        return None;
    }
    Some(Service::over(|store| {
        let database = url(store);
        let import = |what: &str, file: &str, source: &str, maps: &[&str]| {
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
        };
        let file = |name: &str| format!("{data}/{name}");
        import("districts", &file("warsaw_districts.geojson"), "PRG", &[]);
        let projects = file("warsaw_initiatives_pb_2020_2026.csv");
        import(
            "initiatives",
            &projects,
            "Pabulib",
            &["stated_district=district"],
        );
        let stops = file("warsaw_stops_ztm_2021.csv");
        import(
            "places",
            &stops,
            "ZTM",
            &["name=stop_name", "source_id=stop_id"],
        );
        let trial = store.with_extension("csv");
        std::fs::write(&trial, TRIAL_FILE).expect("a file");
        import("initiatives", &trial.to_string_lossy(), "tests", &[]);
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
