//! What is kept, what is not, and what a second run does.

use super::{City, DISTRICTS, counts, rejections};
use crate::support::postgres;
use okolica::import::{Order, What};
use okolica::store::{EditContext, Write};
use okolica_model::flat::Table;
use okolica_model::{Item, ItemKey, ItemKind, Position};
use serde_json::{Value, json};
use std::process::Command;

const SPACES: &str = "id,name,category,lon,lat,phone\n1,Klub,club,21.05,52.05,22 1\n2,Dom,culture,21.15,52.05,22 2\n";

#[tokio::test]
async fn a_second_run_changes_nothing_and_a_third_what_differs() {
    let city = City::new().await;
    assert_eq!(
        counts(&city.take(What::Spaces, "a.csv", SPACES).await),
        [2, 0, 0, 0, 0]
    );
    let log = city.store.changes(0, 100).await.expect("a log").len();
    assert_eq!(
        counts(&city.take(What::Spaces, "a.csv", SPACES).await),
        [0, 0, 2, 0, 0]
    );
    assert_eq!(city.store.changes(0, 100).await.expect("a log").len(), log);
    let changed = SPACES
        .replace("Dom", "Dom kultury")
        .replace("52.05,22 1", "52.06,22 1")
        + "3,Nowy,other,21,52,\n";
    assert_eq!(
        counts(&city.take(What::Spaces, "a.csv", &changed).await),
        [1, 2, 0, 0, 0]
    );
    let fewer = city
        .take(What::Spaces, "a.csv", "id,name,lon,lat\n3,Nowy,21,52\n")
        .await;
    assert_eq!((counts(&fewer), fewer.missing), ([0, 0, 1, 0, 0], 2));
    // Another source's 1 is another row.
    assert_eq!(
        counts(&city.take(What::Spaces, "b.csv", SPACES).await),
        [2, 0, 0, 0, 0]
    );
    assert_eq!(city.rows(Table::Spaces).await.len(), 5);
}

#[tokio::test]
async fn fields_that_a_file_does_not_have_stay_as_people_filled_them_in() {
    let city = City::new().await;
    let file = "id,name,lon,lat\n1,Piknik,,\n";
    city.take(What::Initiatives, "a.csv", file).await;
    let by = EditContext {
        who: "ala".to_owned(),
        why: None,
        at: None,
    };
    let properties = json!({"name": "Piknik", "phone": "22 1", "source": "a", "source_id": "1"});
    let properties = properties.as_object().expect("an object");
    let position = Position::new(21.0, 52.0).ok();
    let key = ItemKey {
        kind: ItemKind::Initiative,
        id: 1,
    };
    let edit = Write::Replace {
        key,
        item: Item::parse(key.kind, properties, position).expect("an item"),
        if_version: None,
        keep: Vec::new(),
    };
    city.store.write(&by, &[edit]).await.expect("an edit");
    let again = city.take(What::Initiatives, "a.csv", file).await;
    assert_eq!(counts(&again), [0, 0, 1, 0, 0]);
    let renamed = city
        .take(What::Initiatives, "a.csv", file.replace("Piknik", "Festyn"))
        .await;
    assert_eq!(counts(&renamed), [0, 1, 0, 0, 0]);
    let stored = city.rows(Table::Initiatives).await.remove(0).row;
    assert_eq!(
        (&stored.properties["name"], &stored.properties["phone"]),
        (&json!("Festyn"), &json!("22 1"))
    );
    assert!(stored.geometry.is_some());
}

#[tokio::test]
async fn bad_rows_are_named_by_line_field_value_and_reason_and_stop_nobody() {
    let city = City::new().await;
    let file = "id,name,lon,lat,website,capacity\n\
        1,Dobry,21,52,,\n\
        2,Daleko,181,52,,\n\
        3,Tekst,abc,52,,\n\
        4,Wiele,21,52,javascript:alert(1),-5\n\
        5,Bez miejsca,,,,\n\
        6,Liczba,NaN,52,,\n\
        1,Inny,21,52,,\n\
        1,Dobry,21,52,,\n\
        7,Za,dużo,komórek,w,wierszu,!\n\
        8,=1+1,21,52,,\n";
    let report = city.take(What::Spaces, "a.csv", file).await;
    assert_eq!(counts(&report), [2, 0, 0, 1, 7]);
    assert_eq!(
        rejections(&report),
        [
            (3, "longitude"),
            (4, "lon"),
            (5, "website"),
            (5, "capacity"),
            (6, "geometry"),
            (7, "longitude"),
            (8, "source_id"),
            (10, "row"),
        ]
    );
    let written = std::fs::read_to_string(city.path("rejected.csv")).expect("the rejected rows");
    let mut lines = written.lines();
    assert_eq!(lines.next(), Some("line,field,value,reason"));
    assert_eq!(
        lines.next(),
        Some("3,longitude,181,expected degrees from -180 to 180")
    );
    assert!(
        written
            .contains("8,source_id,1,expected an id of its own; line 2 has it with other content"),
        "{written}"
    );
    assert!(written.contains("5,capacity,'-5,"), "{written}");
}

#[tokio::test]
async fn bad_geometry_is_refused_row_by_row() {
    let shapes = [
        ("Point", "[181,52]"),
        ("Point", "[21,91]"),
        ("Point", "[1e308,52]"),
        ("Point", "[1e999,52]"),
        ("Point", "[NaN,52]"),
        ("Point", "[\"21\",52]"),
        ("Point", "[21]"),
        ("Polygon", "[[[21,52],[22,52],[22,53],[21,53]]]"),
        ("Polygon", "[[]]"),
        ("Polygon", "[]"),
        ("Polygon", "[[[21,52],[22,52],[21,52]]]"),
        ("Polygon", "[[[21,52],[22,53],[22,52],[21,53],[21,52]]]"),
        ("Polygon", "[[[21,52],[22,52],[1e308,53],[21,52]]]"),
        ("Triangle", "[]"),
    ];
    let features: Vec<String> = shapes
        .iter()
        .map(|(kind, coordinates)| format!("{{\"type\":\"Feature\",\"properties\":{{\"population\":5}},\"geometry\":{{\"type\":\"{kind}\",\"coordinates\":{coordinates}}}}}"))
        .collect();
    let good = r#"{"type":"Feature","id":"ok","properties":{"population":5},"geometry":{"type":"Point","coordinates":[21,52]}}"#;
    let good: Vec<String> = (0..20)
        .map(|n| good.replace("ok", &n.to_string()))
        .collect();
    let file = format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[\n{},\n{}\n]}}",
        good.join(",\n"),
        features.join(",\n")
    );
    let city = City::new().await;
    let report = city.take(What::Population, "cells.geojson", file).await;
    assert_eq!(counts(&report), [20, 0, 0, 0, shapes.len()], "{report}");
    let lines: Vec<u64> = rejections(&report).iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, (22..36).collect::<Vec<u64>>());
}

#[tokio::test]
async fn unknown_categories_are_added_or_refused() {
    let city = City::new().await;
    let file = "id,name,kategoria,lon,lat\n1,A,Zieleń miejska,21,52\n2,B,\"zielen-miejska, sport x\",21,52\n3,C,czytelnia,21,52\n";
    let mut order = Order::new(What::Spaces, city.file("a.csv", file));
    order.category_map = Some(city.file("map.csv", "from;to\nCzytelnia;library\n"));
    order.strict = true;
    let report = city.run(order.clone()).await.expect("an import");
    assert_eq!(
        (counts(&report), rejections(&report)),
        ([1, 0, 0, 0, 2], vec![(2, "category"), (3, "category")])
    );
    order.strict = false;
    let report = city.run(order).await.expect("an import");
    assert_eq!(counts(&report), [2, 0, 1, 0, 0]);
    assert_eq!(report.new_categories, ["zielen-miejska (Zieleń miejska)"]);
    let tree = city.store.categories().await.expect("a tree");
    let new = tree
        .iter()
        .find(|category| category.id.as_str() == "zielen-miejska")
        .expect("the new one");
    assert_eq!(
        (new.parent.as_ref(), new.label("pl")),
        (None, "Zieleń miejska")
    );
    let rows = city.rows(Table::Spaces).await;
    let of = |name: &str| {
        &rows
            .iter()
            .find(|row| row.row.properties["name"] == name)
            .expect(name)
            .row
            .properties
    };
    assert_eq!(of("B")["category"], "zielen-miejska");
    assert!(of("B")["tags"].to_string().contains("sport x"));
    assert_eq!(of("C")["category"], "library");
}

#[tokio::test]
async fn a_file_that_lies_elsewhere_is_refused_and_single_rows_are_flagged() {
    let city = City::new().await;
    city.take(What::Districts, "d.geojson", DISTRICTS).await;
    let swapped = Order::new(
        What::Spaces,
        city.file("swapped.csv", "id,lon,lat\n1,52.05,21.05\n2,52.06,21.06\n"),
    );
    let error = city
        .run(swapped.clone())
        .await
        .expect_err("elsewhere")
        .to_string();
    assert!(error.contains("--swap-axes"), "{error}");
    assert_eq!(city.rows(Table::Spaces).await.len(), 0);
    let turned = Order {
        swap_axes: true,
        ..swapped
    };
    assert_eq!(
        counts(&city.run(turned).await.expect("an import")),
        [2, 0, 0, 0, 0]
    );
    let plane = Order::new(
        What::Spaces,
        city.file("plane.csv", "id,x,y\n1,640000,467000\n"),
    );
    let error = city
        .run(plane.clone())
        .await
        .expect_err("no degrees")
        .to_string();
    assert!(error.contains("--crs EPSG:2180"), "{error}");
    let told = Order {
        crs: Some("EPSG:2180".to_owned()),
        ..plane
    };
    assert_eq!(
        counts(&city.run(told).await.expect("an import")),
        [1, 0, 0, 0, 0]
    );
    let report = city
        .take(
            What::Spaces,
            "far.csv",
            "id,lon,lat\n1,21.05,52.05\n2,21.05,52.06\n3,2,48\n",
        )
        .await;
    assert_eq!(
        (counts(&report), report.outside.count),
        ([3, 0, 0, 0, 0], 1)
    );
}

#[tokio::test]
async fn a_row_without_a_position_takes_the_district_it_names() {
    let city = City::new().await;
    city.take(What::Districts, "d.geojson", DISTRICTS).await;
    let file = "id,name,dzielnica,lon,lat\n1,x,Północ,,\n2,x,B,,\n3,x,Zachód,,\n4,x,A,21.15,52.05\n5,x,A,21.1,52.05\n";
    let report = city.take(What::Initiatives, "a.csv", file).await;
    assert_eq!(counts(&report), [5, 0, 0, 0, 0]);
    let seen = (
        report.without_position,
        report.unknown_district.count,
        report.elsewhere.count,
    );
    assert_eq!(seen, (3, 1, 1));
    let stated = city.values(Table::Initiatives, "stated_district").await;
    assert_eq!(
        stated,
        [json!("A"), json!("B"), Value::Null, json!("A"), json!("A")]
    );
}

#[tokio::test]
async fn rows_without_an_id_are_known_by_name_and_place() {
    let city = City::new().await;
    let file = "name,lon,lat\nA,21,52\nA,21,52.1\nB,21,52\nA,21,52\n";
    assert_eq!(
        counts(&city.take(What::Places, "a.csv", file).await),
        [3, 0, 0, 1, 0]
    );
    let shuffled = "lat,lon,name\n52,21,B\n52.1,21,A\n52,21,A\n";
    assert_eq!(
        counts(&city.take(What::Places, "a.csv", shuffled).await),
        [0, 0, 3, 0, 0]
    );
}

#[tokio::test]
async fn a_dry_run_says_the_same_and_writes_nothing() {
    let city = City::new().await;
    let mut order = Order::new(What::Spaces, city.file("a.csv", SPACES));
    order.dry_run = true;
    let report = city.run(order).await.expect("an import");
    assert_eq!(counts(&report), [2, 0, 0, 0, 0]);
    assert!(report.to_string().contains("nothing was written"));
    assert_eq!(city.rows(Table::Spaces).await.len(), 0);
}

#[tokio::test]
async fn a_dry_run_makes_no_store() {
    let city = City::new().await;
    city.file("a.csv", SPACES);
    let empty = postgres::database();
    for address in ["gpkg:new/city.gpkg", &empty.url()] {
        let run = Command::new(env!("CARGO_BIN_EXE_okolica"))
            .current_dir(city.path(""))
            .args(["import", "spaces", "a.csv", "--dry-run"])
            .env("OKOLICA_DATABASE", address)
            .output()
            .expect("it runs");
        let said = String::from_utf8_lossy(&run.stdout);
        assert!(
            run.status.success() && said.contains("nothing was written"),
            "{said}"
        );
    }
    assert!(!city.path("new").exists());
    let ours = "SELECT count(*) FROM pg_tables WHERE tablename IN ('schema_migrations', 'spaces')";
    assert_eq!(empty.psql(ours).trim(), "0");
}

#[tokio::test]
async fn the_file_of_rejected_rows_is_of_the_last_run() {
    let city = City::new().await;
    let bad = "id,name,lon,lat\n1,Klub,181,52\n2,Dom,21,52\n";
    city.take(What::Spaces, "a.csv", bad).await;
    assert!(city.path("rejected.csv").exists());
    let report = city
        .take(What::Spaces, "a.csv", bad.replace("181", "21"))
        .await;
    assert_eq!((report.rejected, report.rejected_file), (0, None));
    assert!(
        !city.path("rejected.csv").exists(),
        "nothing is rejected any more"
    );
    // A file that is not ours stays.
    city.file("rejected.csv", "mine");
    city.take(What::Spaces, "a.csv", bad.replace("181", "21"))
        .await;
    assert!(city.path("rejected.csv").exists());

    let mut order = Order::new(What::Spaces, city.file("a.csv", bad));
    order.rejected = Some(city.path("nowhere/rejected.csv"));
    let report = city.run(order).await.expect("the rest is stored");
    assert_eq!((report.stored(), report.rejected), (1, 1));
    let said = report.to_string();
    assert!(said.contains("can't be written to"), "{said}");
    assert!(said.contains("line 2: longitude"), "{said}");
}

#[tokio::test]
async fn what_is_no_geometry_rejects_its_row_and_not_the_file() {
    let city = City::new().await;
    city.take(What::Spaces, "a.csv", SPACES).await;
    city.store.close().await.expect("all is in the file");
    let path = city.path("city.gpkg");
    let broken = "UPDATE spaces SET geom = 'POINT (21 52)' WHERE id = 1";
    postgres::run(Command::new("sqlite3").arg(&path).arg(broken));
    let other = City::new().await;
    let report = other.run(Order::new(What::Spaces, path)).await;
    let report = report.expect("an import");
    assert_eq!(rejections(&report), [(1, "geometry")]);
    assert_eq!(report.added, 1);
}

#[tokio::test]
async fn nothing_of_a_file_steers_the_terminal() {
    let city = City::new().await;
    city.file("a.csv", "id,name,lon,lat\n1,Klub,\u{1b}[31m,52\n");
    let run = Command::new(env!("CARGO_BIN_EXE_okolica"))
        .current_dir(city.path(""))
        .args(["import", "spaces", "a.csv", "--database", &city.url()])
        // What is set to nothing counts as unset.
        .env("OKOLICA_DATABASE", "")
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(
        said.contains("line 2: lon") && !said.contains('\u{1b}'),
        "{said}"
    );
    let run = Command::new(env!("CARGO_BIN_EXE_okolica"))
        .current_dir(city.path(""))
        .args([
            "serve",
            "--database",
            "gpkg:a.csv",
            "--listen",
            "127.0.0.1:0",
        ])
        .env("OKOLICA_PUBLIC_URL", "")
        .env("OKOLICA_CONTACT", "")
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(said.contains("no SQLite file"), "{said}");
}

#[tokio::test]
async fn the_demo_town_goes_into_an_empty_store_only_and_real_data_stays_out_of_it() {
    use okolica::import::demo::load_demo;
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/demo");
    let city = City::new().await;
    let reports = load_demo(&city.store, &folder)
        .await
        .expect("the demo")
        .expect("an empty store");
    assert!(
        reports
            .iter()
            .all(|report| report.added > 0 && report.rejected == 0)
    );
    let unknown: usize = reports
        .iter()
        .map(|report| report.unknown_district.count + report.new_categories.len())
        .sum();
    assert_eq!(unknown, 0, "the town's files name only what it has");
    assert!(city.store.profile().await.expect("a profile").fictional);
    assert!(
        load_demo(&city.store, &folder)
            .await
            .expect("no fault")
            .is_none()
    );
    let error = city
        .run(Order::new(What::Spaces, city.file("a.csv", SPACES)))
        .await
        .expect_err("fictional")
        .to_string();
    assert!(error.contains("--database"), "{error}");
    let used = City::new().await;
    used.take(What::Spaces, "a.csv", SPACES).await;
    assert!(
        load_demo(&used.store, &folder)
            .await
            .expect("no fault")
            .is_none()
    );
    assert!(!used.store.profile().await.expect("a profile").fictional);
}

#[tokio::test]
async fn hours_that_cannot_be_read_are_kept_and_said_with_line_and_place() {
    let city = City::new().await;
    let file =
        "id,name,lon,lat,opening_hours\n1,a,21,52,Mo-Fr 09:00-17:00\n2,b,21,52,codziennie 9-17\n";
    let report = city.take(What::Spaces, "a.csv", file).await;
    assert_eq!(counts(&report), [2, 0, 0, 0, 0]);
    assert_eq!(report.unreadable_hours.count, 1);
    let said = report.to_string();
    assert!(
        said.contains("unreadable hours   1 (line 3): kept"),
        "{said}"
    );
    assert!(
        said.contains("line 3: opening_hours is \"codziennie 9-17\""),
        "{said}"
    );
    assert!(said.contains("from character 1 on"), "{said}");
    let kept = city.values(Table::Spaces, "opening_hours").await;
    assert_eq!(kept[1], "codziennie 9-17");
}

#[tokio::test]
async fn a_time_zone_that_does_not_exist_is_not_used() {
    let city = City::new().await;
    let by = EditContext {
        who: "test".to_owned(),
        why: None,
        at: None,
    };
    let mut bulk = city.store.bulk(&by).await.expect("a transaction");
    let profile = okolica_model::profile::Profile {
        time_zone: "Europe/Warszawa".to_owned(),
        ..okolica_model::profile::Profile::default()
    };
    bulk.set_profile(&profile).await.expect("a profile");
    bulk.commit().await.expect("committed");
    let (atlas, _) = city.store.load().await.expect("an atlas");
    assert_eq!(atlas.profile().time_zone, "Europe/Warsaw");
}
