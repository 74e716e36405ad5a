//! Daily totals of opened embeds, on both stores.

use crate::store_story::by;
use crate::support::postgres;
use chrono::NaiveDate;
use okolica::export::{ExportArgs, FolderArgs, Format, Subject, export};
use okolica::store::{MOST_EMBEDS, OTHER_EMBEDS, Opened, Store, Write};
use std::process::Command;

fn day(of_november: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, of_november).expect("a day")
}

fn opened(of_november: u32, embed: &str, opens: u64) -> Opened {
    Opened {
        day: day(of_november),
        embed: embed.to_owned(),
        opens,
    }
}

/// Adds up, tells days and embeds apart, and is no change of the map.
async fn totals(url: &str) {
    let store = Store::open(url).await.expect("a new store");
    let first = [opened(22, "/embed", 3), opened(23, "/embed?district=A", 1)];
    store.add_opens(&first).await.expect("added");
    // Another instance, or the same after a restart.
    let other = Store::open(url).await.expect("the store again");
    let second = [opened(22, "/embed", 4), opened(23, "/embed", 2)];
    other.add_opens(&second).await.expect("added");

    let all = store.opens(day(1)).await.expect("totals");
    let expected = [
        opened(22, "/embed", 7),
        opened(23, "/embed", 2),
        opened(23, "/embed?district=A", 1),
    ];
    assert_eq!(all, expected);
    assert_eq!(other.opens(day(23)).await.expect("totals"), expected[1..]);
    assert_eq!(store.changes(0, 10).await.expect("changes"), []);
}

/// The two clones of one store never lose a count to each other.
async fn at_once(url: &str) {
    let store = Store::open(url).await.expect("a store");
    let other = Store::open(url).await.expect("the store again");
    let many = |store: Store| async move {
        for _ in 0..20 {
            let one = [opened(24, "/embed", 1), opened(24, "/embed?free=1", 2)];
            store.add_opens(&one).await.expect("added");
        }
    };
    tokio::join!(many(store.clone()), many(other));
    let all = store.opens(day(24)).await.expect("totals");
    let expected = [opened(24, "/embed", 40), opened(24, "/embed?free=1", 80)];
    assert_eq!(all, expected);
}

/// However many instances count, a day has so many rows and one for the rest.
async fn bounded(url: &str) {
    let store = Store::open(url).await.expect("a store");
    for half in [0, MOST_EMBEDS / 2, MOST_EMBEDS] {
        let some: Vec<Opened> = (half..half + MOST_EMBEDS)
            .map(|number| opened(25, &format!("/embed?tag={number}"), 1))
            .collect();
        store.add_opens(&some).await.expect("added");
    }
    let all = store.opens(day(25)).await.expect("totals");
    assert_eq!(all.len(), MOST_EMBEDS + 1);
    let sum: u64 = all.iter().map(|one| one.opens).sum();
    assert_eq!(sum, 3 * MOST_EMBEDS as u64, "nothing is lost");
    let other = all.iter().find(|one| one.embed == OTHER_EMBEDS);
    let beyond = MOST_EMBEDS / 2 + MOST_EMBEDS;
    assert_eq!(other.map(|one| one.opens), Some(beyond as u64));
}

async fn all(url: &str) {
    totals(url).await;
    at_once(url).await;
    bounded(url).await;
}

#[tokio::test]
async fn openings_in_postgis() {
    all(&postgres::database().url()).await;
}

#[tokio::test]
async fn openings_in_a_geopackage_that_gdal_opens_and_exports_leave_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("okolica.gpkg");
    let url = format!("gpkg:{}", path.display());
    all(&url).await;

    let store = Store::open(&url).await.expect("the store");
    let create = [Write::Create(crate::store_story::library())];
    store.write(&by("ala"), &create).await.expect("created");
    let output = folder.path().join("spaces.gpkg");
    let args = ExportArgs {
        layer: Subject::Spaces,
        format: Format::Gpkg,
        output: Some(output.clone()),
        max_zoom: 14,
        folder: FolderArgs::default(),
    };
    export(&store, &args).await.expect("an export");
    store.close().await.expect("closed");
    for file in [&path, &output] {
        let mut command = Command::new("ogrinfo");
        let said = postgres::run(command.args(["-ro", "-al", "-so"]).arg(file).arg("spaces"));
        assert!(said.contains("Feature Count: 1"), "{said}");
    }
    let tables = "SELECT name FROM sqlite_master WHERE name LIKE '%opens%'";
    let tables = postgres::run(Command::new("sqlite3").arg(&output).arg(tables));
    assert_eq!(tables.trim(), "");
}
