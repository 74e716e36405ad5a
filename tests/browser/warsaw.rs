//! A real city, where its files are at hand.

use super::agreed;
use crate::support::browser::{DESKTOP, PHONE, visit};
use crate::support::service::{Service, okolica, root, url};
use std::io::Write as _;
use std::path::Path;

#[tokio::test]
async fn warsaw_is_on_the_map() {
    let data = root("../shared/data");
    if !Path::new(&data).is_dir() {
        // Past the test runner, which keeps what passing tests print.
        let _ = writeln!(std::io::stderr(), "skipped: ../shared/data is not here");
        return;
    }
    let service = Service::over(|store| {
        let database = url(store);
        let districts = format!("{data}/warsaw_districts.geojson");
        okolica(&[
            "import",
            "districts",
            &districts,
            "--database",
            &database,
            "--source",
            "PRG",
        ]);
        let projects = format!("{data}/warsaw_initiatives_pb_2020_2026.csv");
        okolica(&[
            "import",
            "initiatives",
            &projects,
            "--database",
            &database,
            "--source",
            "Pabulib",
            "--map",
            "stated_district=district",
        ]);
    });
    visit(&service, DESKTOP, async |browser| {
        browser.open("/").await;
        let total = agreed(browser).await;
        // 8 745 projects less 1 584 without coordinates, less the few outside the view.
        assert!(
            (7_100..=7_161).contains(&total),
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
