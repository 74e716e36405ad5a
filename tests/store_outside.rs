//! Edits from outside the service: `psql`, `sqlite3` and GDAL, on both stores.

use crate::store_story::{by, library};
use crate::support::postgres::{self, run};
use crate::support::service::okolica;
use okolica::live::Live;
use okolica::store::{Store, StoreError, StoredRow, Write};
use okolica_atlas::Atlas;
use okolica_model::flat::Table;
use okolica_model::{ItemKey, ItemKind};
use serde_json::json;
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use tokio::time::{Instant, sleep_until, timeout_at};

pub(crate) const SOON: Duration = Duration::from_secs(20);

pub(crate) const fn space(id: u64) -> ItemKey {
    ItemKey {
        kind: ItemKind::Space,
        id,
    }
}

/// Waits until an atlas is out that is as it should be.
pub(crate) async fn until(live: &Live, what: &str, is: impl Fn(&Atlas) -> bool) {
    let mut versions = live.subscribe();
    let deadline = Instant::now() + SOON;
    while !is(&live.atlas()) {
        let changed = timeout_at(deadline, versions.changed()).await;
        assert!(changed.is_ok(), "{what}: {:?}", live.status());
    }
}

/// Waits until the publisher's status is as it should be.
pub(crate) async fn until_status(
    live: &Live,
    what: &str,
    is: impl Fn(&okolica::live::LiveStatus) -> bool,
) {
    let deadline = Instant::now() + SOON;
    while !is(&live.status()) {
        assert!(Instant::now() < deadline, "{what}: {:?}", live.status());
        sleep_until(Instant::now() + Duration::from_millis(20)).await;
    }
}

pub(crate) fn name(atlas: &Atlas, id: u64) -> Option<String> {
    Some(atlas.item(space(id))?.item().common.name)
}

/// A layer for GDAL to bring: places as GeoJSON, with the ids given.
fn places(folder: &Path, places: &[(u64, &str)]) -> String {
    let features: Vec<_> = places
        .iter()
        .map(|(id, name)| {
            json!({
                "type": "Feature",
                "id": id,
                "properties": {"name": name, "category": "library"},
                "geometry": {"type": "Point", "coordinates": [21.0, 52.0]},
            })
        })
        .collect();
    let path = folder.join("places.geojson");
    let collection = json!({"type": "FeatureCollection", "features": features});
    std::fs::write(&path, collection.to_string()).expect("a file");
    path.display().to_string()
}

fn ogr2ogr(args: &[&str]) -> String {
    run(Command::new("ogr2ogr").args(args))
}

struct Outside {
    folder: tempfile::TempDir,
    live: Live,
    /// The store as GDAL names it.
    ogr: String,
}

impl Outside {
    async fn new(url: &str, ogr: String) -> Self {
        let store = Store::open(url).await.expect("a store");
        let live = Live::start(store).await.expect("it lives");
        let created = live.write(by("ala"), vec![Write::Create(library())]);
        created.await.expect("created");
        assert!(live.atlas().item(space(1)).is_some(), "read your writes");
        Self {
            folder: tempfile::tempdir().expect("a folder"),
            live,
            ogr,
        }
    }

    /// What GDAL can do to both stores.
    async fn gdal_edits(&self) {
        let Self { folder, live, ogr } = self;
        let new = places(folder.path(), &[(11, "Klub Stary Młyn")]);
        ogr2ogr(&["-append", "-preserve_fid", "-nln", "spaces", ogr, &new]);
        until(live, "-append", |atlas| name(atlas, 11).is_some()).await;

        if ogr.starts_with("PG:") {
            // GDAL 3.6 has -upsert for GeoPackage alone.
            let sql = "INSERT INTO spaces (id, name, category, geom) VALUES
                 (11, 'Klub Nowy Młyn', 'club', ST_Point(21, 52, 4326)),
                 (12, 'Ogród', 'garden', ST_Point(21, 52, 4326))
               ON CONFLICT (id) DO UPDATE SET name = excluded.name";
            run(Command::new("ogrinfo").args([ogr, "-q", "-sql", sql]));
        } else {
            let changed = places(folder.path(), &[(11, "Klub Nowy Młyn"), (12, "Ogród")]);
            ogr2ogr(&["-upsert", "-preserve_fid", "-nln", "spaces", ogr, &changed]);
        }
        until(live, "-upsert", |atlas| {
            name(atlas, 11).as_deref() == Some("Klub Nowy Młyn") && name(atlas, 12).is_some()
        })
        .await;
        let history = live.store().history(space(11)).await.expect("history");
        let last = &history.last().expect("revisions").change;
        assert_eq!(last.who, "direct");
        let record = live.atlas();
        let record = record.item(space(11)).expect("it is there");
        assert_eq!(record.version(), last.version);
        assert_eq!(record.created_at(), history[0].change.at, "created stays");

        let sql = "UPDATE spaces SET name = 'Ogród sąsiedzki' WHERE name = 'Ogród'";
        run(Command::new("ogrinfo").args([ogr, "-q", "-sql", sql]));
        until(live, "-sql UPDATE", |atlas| {
            name(atlas, 12).as_deref() == Some("Ogród sąsiedzki")
        })
        .await;

        // And the service still writes beside it.
        let written = live.write(by("ala"), vec![Write::Create(library())]);
        let key = written.await.expect("created")[0].key;
        assert!(key.id > 12, "ids given outside are not given again: {key}");
    }

    async fn has_status(&self, what: &str, healthy: bool) {
        until_status(&self.live, what, |status| status.healthy == healthy).await;
    }
}

async fn on_a_geopackage() -> Outside {
    let folder = tempfile::tempdir().expect("a folder").keep();
    let path = folder.join("okolica.gpkg").display().to_string();
    Outside::new(&format!("gpkg:{path}"), path).await
}

fn sqlite3(path: &str, sql: &str) -> String {
    run(Command::new("sqlite3").args([path, sql]))
}

#[tokio::test]
async fn gdal_edits_a_geopackage() {
    let outside = on_a_geopackage().await;
    outside.gdal_edits().await;
}

#[tokio::test]
async fn gdal_edits_postgis() {
    let database = postgres::database();
    let outside = Outside::new(&database.url(), database.ogr()).await;
    outside.gdal_edits().await;
}

#[tokio::test]
async fn a_spatial_index_made_outside_does_not_stop_writes() {
    let outside = on_a_geopackage().await;
    let sql = "SELECT CreateSpatialIndex('spaces', 'geom')";
    run(Command::new("ogrinfo").args([&outside.ogr, "-q", "-sql", sql]));
    let rtrees = "SELECT count(*) FROM sqlite_master WHERE name LIKE 'rtree_%'";
    let deadline = Instant::now() + SOON;
    while sqlite3(&outside.ogr, rtrees) != "0" {
        assert!(Instant::now() < deadline, "{:?}", outside.live.status());
        sleep_until(Instant::now() + Duration::from_millis(20)).await;
    }
    let written = outside
        .live
        .write(by("ala"), vec![Write::Create(library())]);
    written.await.expect("created");
    let registered =
        "SELECT count(*) FROM gpkg_extensions WHERE extension_name = 'gpkg_rtree_index'";
    assert_eq!(sqlite3(&outside.ogr, registered), "0");
}

impl Outside {
    /// Another program replaces the spaces; the command that the error names brings them back.
    async fn lose_and_regain_spaces(&self) {
        let Self { folder, live, ogr } = self;
        let before = rows(live).await;
        let log = live.store().changes(0, 1000).await.expect("changes");
        let new = places(folder.path(), &[(5, "Świetlica")]);
        ogr2ogr(&["-overwrite", "-preserve_fid", "-nln", "spaces", ogr, &new]);
        self.has_status("-overwrite", false).await;
        assert!(
            live.atlas().item(space(1)).is_some(),
            "the last atlas stays up"
        );
        let error = live.status().last_error.expect("an error");
        assert!(error.contains("opening_hours"), "{error}");

        let (_, command) = error.split_once(" by: okolica ").expect(&error);
        let command = command.replace('\'', "");
        let arguments: Vec<&str> = command.split(' ').collect();
        let said = okolica(&arguments);
        assert!(said.contains("spaces is back with 2 rows"), "{said}");
        self.has_status("restored", true).await;
        assert_eq!(rows(live).await, before, "every row, to the last digit");
        let after = live.store().changes(0, 1000).await.expect("changes");
        assert_eq!(after, log, "nothing has changed");
        let again = okolica(&arguments);
        assert!(again.contains("nothing to do"), "{again}");

        let written = live.write(by("ala"), vec![Write::Create(library())]);
        let key = written.await.expect("created")[0].key;
        assert_eq!(
            key,
            space(4),
            "the id of the deleted one is not given again"
        );
    }

    async fn make_three_and_delete_one(&self) {
        let deleted = Write::Delete {
            key: space(3),
            if_version: None,
        };
        for write in [Write::Create(library()), Write::Create(library()), deleted] {
            let written = self.live.write(by("ala"), vec![write]).await;
            written.expect("written");
        }
    }
}

async fn rows(live: &Live) -> Vec<StoredRow> {
    let mut rows = Vec::new();
    let read = live.store().each_row(Table::Spaces, |row| rows.push(row));
    assert_eq!(read.await.expect("rows").len(), 0);
    rows
}

#[tokio::test]
async fn a_replaced_table_is_said_and_brought_back() {
    let outside = on_a_geopackage().await;
    outside.make_three_and_delete_one().await;
    outside.lose_and_regain_spaces().await;
    let aside = sqlite3(&outside.ogr, "SELECT name FROM spaces_replaced");
    assert_eq!(aside, "Świetlica");
    let info = run(Command::new("ogrinfo").args(["-q", &outside.ogr]));
    assert!(info.contains(": spaces (Point)"), "{info}");
    assert!(info.contains(": spaces_replaced (Point)"), "{info}");
}

#[tokio::test]
async fn a_replaced_table_of_postgis_is_said_and_brought_back() {
    let database = postgres::database();
    let outside = Outside::new(&database.url(), database.ogr()).await;
    outside.make_three_and_delete_one().await;
    outside.lose_and_regain_spaces().await;
    assert_eq!(database.psql("SELECT count(*) FROM public_spaces"), "3");
    assert_eq!(
        database.psql("SELECT name FROM replaced.spaces"),
        "Świetlica"
    );
    let refused = "UPDATE spaces SET access_toilet = 'maybe'";
    let refused = database.psql_command().args(["-c", refused]).output();
    assert!(
        !refused.expect("psql").status.success(),
        "constraints are back"
    );
}

#[tokio::test]
async fn a_table_replaced_before_the_start_stops_it_with_the_way_out() {
    let Outside { folder, live, ogr } = on_a_geopackage().await;
    live.store().close().await.expect("closed");
    let new = places(folder.path(), &[(5, "Świetlica")]);
    ogr2ogr(&["-overwrite", "-preserve_fid", "-nln", "spaces", &ogr, &new]);
    let error = Store::open(&format!("gpkg:{ogr}")).await.expect_err("lost");
    let error = error.to_string();
    assert!(error.contains("okolica repair --database"), "{error}");
    assert!(!error.contains("map"), "no map is up yet: {error}");
}

#[tokio::test]
async fn version_and_stamps_can_not_be_set_by_hand() {
    let Outside { live, ogr, .. } = on_a_geopackage().await;
    let before = rows(&live).await;
    sqlite3(
        &ogr,
        "UPDATE spaces SET version = 99, created_at = '2001-01-01', updated_at = NULL",
    );
    assert_eq!(rows(&live).await, before);
    // Beside another column they are passed over.
    sqlite3(&ogr, "UPDATE spaces SET name = 'Czytelnia', version = 99");
    until(&live, "UPDATE", |atlas| {
        name(atlas, 1).as_deref() == Some("Czytelnia")
    })
    .await;
    let after = rows(&live).await.remove(0).kept;
    assert_eq!(after.version, 2);
    assert_eq!(after.created_at, before[0].kept.created_at);
    let history = live.store().history(space(1)).await.expect("history");
    let change = &history.last().expect("revisions").change;
    assert_eq!((history.len(), change.version), (2, 2));
    assert_eq!(change.at, after.updated_at);
}

#[tokio::test]
async fn a_file_that_was_swapped_is_not_written_and_said() {
    let Outside { live, ogr, .. } = on_a_geopackage().await;
    let (kept, other) = (format!("{ogr}.kept"), format!("{ogr}.other"));
    let store = Store::open(&format!("gpkg:{other}"))
        .await
        .expect("another");
    store.close().await.expect("closed");
    std::fs::hard_link(&ogr, &kept).expect("kept");
    std::fs::rename(&other, &ogr).expect("swapped");
    until_status(&live, "swapped", |status| !status.healthy).await;
    let refused = live.write(by("ala"), vec![Write::Create(library())]).await;
    assert!(
        matches!(refused, Err(StoreError::Swapped(_))),
        "{refused:?}"
    );
    let error = live.status().last_error.expect("an error");
    assert!(error.contains("replaced by another file"), "{error}");
    assert!(live.atlas().item(space(1)).is_some(), "reads go on");
    std::fs::rename(&kept, &ogr).expect("put back");
    until_status(&live, "put back", |status| status.healthy).await;
}

#[tokio::test]
async fn people_edit_in_psql() {
    let database = postgres::database();
    let Outside { live, .. } = Outside::new(&database.url(), database.ogr()).await;
    database.psql(
        "BEGIN; SET LOCAL okolica.who = 'ola'; SET LOCAL okolica.why = 'phoned';
         UPDATE spaces SET name = 'Czytelnia'; COMMIT",
    );
    until(&live, "UPDATE", |atlas| {
        name(atlas, 1).as_deref() == Some("Czytelnia")
    })
    .await;
    let history = live.store().history(space(1)).await.expect("history");
    let change = &history.last().expect("revisions").change;
    assert_eq!(
        (change.who.as_str(), change.why.as_deref()),
        ("ola", Some("phoned"))
    );

    database.psql(
        "INSERT INTO spaces (name, category, geom)
         SELECT 'Miejsce ' || n, 'mal', ST_Point(21, 52, 4326) FROM generate_series(1, 100) n;
         INSERT INTO districts (code, \"set\", name, geom)
         VALUES ('1', 'district', 'Wola', ST_Multi(ST_MakeEnvelope(20, 51, 21, 53, 4326)))",
    );
    until(&live, "INSERT", |atlas| {
        let club = atlas.item(space(101));
        club.is_some_and(|club| atlas.districts_of(club).count() == 1)
    })
    .await;
    let held = database.psql("SELECT count(*) FROM district_items WHERE code = '1'");
    assert_eq!(
        held, "100",
        "those on the border belong to it, the library does not"
    );

    database.psql("DELETE FROM spaces WHERE id = 1; TRUNCATE initiatives, spaces");
    until(&live, "TRUNCATE", |atlas| atlas.items().count() == 0).await;
}

#[tokio::test]
async fn a_row_that_breaks_a_rule_is_kept_out_and_reported() {
    let outside = on_a_geopackage().await;
    let Outside { live, ogr, .. } = &outside;
    sqlite3(
        ogr,
        "UPDATE spaces SET access_toilet = 'maybe', website = 'x' WHERE id = 1",
    );
    until(live, "broken", |atlas| atlas.item(space(1)).is_none()).await;
    until_status(live, "reported", |status| status.rejected == 1).await;
    sqlite3(
        ogr,
        "UPDATE spaces SET access_toilet = 'no', website = NULL, capacity = '7' WHERE id = 1",
    );
    until(live, "mended", |atlas| atlas.item(space(1)).is_some()).await;
    until_status(live, "reported", |status| {
        status.rejected == 0 && status.healthy
    })
    .await;
}

#[tokio::test]
async fn gdal_finds_the_file_valid_and_reads_what_was_written() {
    let outside = on_a_geopackage().await;
    let info = run(Command::new("ogrinfo").args(["-al", &outside.ogr]));
    assert!(info.contains("POINT (21.0123456789 52.1)"), "{info}");
    assert!(
        info.contains("name (String) = Biblioteka pod Żółwiem"),
        "{info}"
    );
    assert!(!info.contains("Warning"), "{info}");
    let validate = Command::new("/usr/bin/python3")
        .args([
            "-m",
            "osgeo_utils.samples.validate_gpkg",
            "--extra",
            "--warning-as-error",
            "-k",
        ])
        .arg(&outside.ogr)
        .output()
        .expect("python3");
    let said = String::from_utf8_lossy(&validate.stdout).to_string()
        + &String::from_utf8_lossy(&validate.stderr);
    if said.contains("No module named") {
        println!("skipped: GDAL's validator is not here: apt-get install -y python3-gdal");
        return;
    }
    assert!(validate.status.success(), "{said}");
}
