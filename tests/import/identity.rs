//! Rows keep who they are from file to file, and nothing that a file could not know is lost.

use super::{City, DISTRICTS, counts};
use okolica::export::{ExportArgs, FolderArgs, Format, Subject, export};
use okolica::import::{Order, What};
use okolica_model::flat::Table;
use serde_json::Value;
use std::path::PathBuf;

async fn both() -> [City; 2] {
    [City::new().await, City::in_postgis().await]
}

async fn exported(city: &City, subject: Subject, format: Format, name: &str) -> PathBuf {
    let output = city.path(name);
    let args = ExportArgs {
        layer: subject,
        format,
        output: Some(output.clone()),
        max_zoom: 14,
        folder: FolderArgs::default(),
    };
    export(&city.store, &args).await.expect("an export");
    output
}

const PRIVATE: &str = "id,name,category,lon,lat,phone,email,contact_public\n\
    1,Klub,club,21.05,52.05,22 1,a@example.org,false\n\
    2,Dom,club,21.15,52.05,22 2,b@example.org,true\n";

#[tokio::test]
async fn an_export_imported_again_changes_nothing_and_keeps_contacts() {
    for city in both().await {
        city.take(What::Spaces, "a.csv", PRIVATE).await;
        let before = city.rows(Table::Spaces).await;
        for format in [Format::Csv, Format::Geojson, Format::Gpkg] {
            let path = exported(&city, Subject::Spaces, format, &format!("{format:?}")).await;
            let report = city.run(Order::new(What::Spaces, path)).await.expect("in");
            assert_eq!(counts(&report), [0, 0, 2, 0, 0], "{format:?}: {report}");
            assert_eq!(report.withheld, 1, "{format:?}: {report}");
            let after = city.rows(Table::Spaces).await;
            for (before, after) in before.iter().zip(&after) {
                assert_eq!(before.row.properties, after.row.properties);
            }
        }
    }
}

#[tokio::test]
async fn a_blank_cell_clears_what_everybody_saw_and_the_report_says_so() {
    let city = City::new().await;
    city.take(What::Spaces, "a.csv", PRIVATE).await;
    let blank = "id,name,category,lon,lat,phone,email,contact_public\n\
        1,Klub,club,21.05,52.05,,,true\n2,Dom,club,21.15,52.05,,,true\n";
    let report = city.take(What::Spaces, "a.csv", blank).await;
    assert_eq!(counts(&report), [0, 1, 1, 0, 0], "{report}");
    assert_eq!(report.emptied.get("phone"), Some(&1), "{report}");
    assert!(
        report
            .to_string()
            .contains("of these emptied   email 1, phone 1"),
        "{report}"
    );
    let phones = city.values(Table::Spaces, "phone").await;
    assert_eq!(phones, [Value::from("22 1"), Value::Null]);
    // Nothing that was withheld becomes public because somebody ticked a box beside a blank cell.
    let public = city.values(Table::Spaces, "contact_public").await;
    assert_ne!(public[0], Value::Bool(true));
}

#[tokio::test]
async fn items_made_by_hand_come_back_as_themselves() {
    let city = City::new().await;
    city.take(What::Spaces, "a.csv", PRIVATE).await;
    let by = okolica::store::EditContext {
        who: "ala".to_owned(),
        why: None,
        at: None,
    };
    let item = crate::store_story::library();
    let write = okolica::store::Write::Create(item);
    city.store.write(&by, &[write]).await.expect("written");
    let before = city.rows(Table::Spaces).await.len();
    for format in [Format::Csv, Format::Geojson, Format::Gpkg] {
        let path = exported(&city, Subject::Spaces, format, &format!("{format:?}")).await;
        let report = city.run(Order::new(What::Spaces, path)).await.expect("in");
        assert_eq!(counts(&report), [0, 0, 3, 0, 0], "{format:?}: {report}");
        assert_eq!(city.rows(Table::Spaces).await.len(), before);
    }
}

#[tokio::test]
async fn a_row_number_is_no_id() {
    for number in ["fid", "ogc_fid", "objectid", "gid", "lp"] {
        for city in both().await {
            let first = format!(
                "{number},name,lon,lat\n1,Klub,21.01,52\n2,Dom,21.02,52\n3,Sala,21.03,52\n"
            );
            city.take(What::Spaces, "a.csv", &first).await;
            let before = city.rows(Table::Spaces).await;
            // One row on top, and all others have new numbers.
            let next = format!(
                "{number},name,lon,lat\n1,Nowy,21.09,52\n2,Klub,21.01,52\n3,Dom,21.02,52\n4,Sala,21.03,52\n"
            );
            let report = city.take(What::Spaces, "a.csv", &next).await;
            assert_eq!(counts(&report), [1, 0, 3, 0, 0], "{number}: {report}");
            let after = city.rows(Table::Spaces).await;
            for (before, after) in before.iter().zip(&after) {
                assert_eq!(before.row.properties["name"], after.row.properties["name"]);
            }
        }
    }
}

#[tokio::test]
async fn real_ids_are_found_beside_row_numbers() {
    for id in ["uuid", "osm_id", "gml_id", "@id", "project_id", "teryt"] {
        let city = City::new().await;
        let first = format!("fid,{id},name,lon,lat\n1,x7,Klub,21.01,52\n2,x8,Dom,21.02,52\n");
        city.take(What::Spaces, "a.csv", &first).await;
        let moved =
            format!("fid,{id},name,lon,lat\n1,x8,Dom kultury,21.52,52\n2,x7,Klub,21.01,52\n");
        let report = city.take(What::Spaces, "a.csv", &moved).await;
        assert_eq!(counts(&report), [0, 1, 1, 0, 0], "{id}: {report}");
    }
}

#[tokio::test]
async fn a_store_of_an_earlier_build_does_not_double() {
    for city in both().await {
        // As earlier builds stored it: the source is the file's name, the id the row's number.
        let mut order = Order::new(
            What::Spaces,
            city.file(
                "miejsca_2026-11.csv",
                "fid,name,lon,lat\n1,Klub,21.01,52\n2,Dom,21.02,52\n",
            ),
        );
        order.source = Some("miejsca_2026-11.csv".to_owned());
        order.maps = vec![("source_id".to_owned(), "fid".to_owned())];
        city.run(order).await.expect("an import");
        let same = "fid,name,lon,lat\n1,Klub,21.01,52\n2,Dom,21.02,52\n";
        let report = city.take(What::Spaces, "miejsca_2026-11.csv", same).await;
        assert_eq!(counts(&report), [0, 2, 0, 0, 0], "keyed anew: {report}");
        assert_eq!(report.source, "miejsca");
        assert_eq!(city.rows(Table::Spaces).await.len(), 2);
        let report = city.take(What::Spaces, "miejsca_2026-12.csv", same).await;
        assert_eq!(counts(&report), [0, 0, 2, 0, 0], "{report}");
    }
}

#[tokio::test]
async fn the_file_of_the_next_month_updates_and_rows_without_ids_are_met_again() {
    let city = City::new().await;
    let rows = "name,lon,lat,opening_hours\nKlub,21.01,52,Mo 10:00-12:00\nDom,21.02,52,\n";
    city.take(What::Spaces, "lista_2026-11.csv", rows).await;
    // Moved by 20 m, with other hours.
    let next = rows.replace("21.01,52,Mo", "21.0103,52,Tu");
    let report = city.take(What::Spaces, "lista_2026-12.csv", &next).await;
    assert_eq!(counts(&report), [0, 1, 1, 0, 0], "{report}");
    assert_eq!(report.changed.get("opening_hours"), Some(&1), "{report}");
    assert_eq!(city.rows(Table::Spaces).await.len(), 2);
}

#[tokio::test]
async fn another_files_ids_do_not_overwrite_what_has_nothing_to_do_with_them() {
    let city = City::new().await;
    city.take(
        What::Spaces,
        "lista_2026-11.csv",
        "id,name,lon,lat\n1,Klub,21.01,52\n2,Dom,21.02,52\n",
    )
    .await;
    let other = city.file(
        "lista_2026-12.csv",
        "id,name,lon,lat\n1,Park,20.01,51\n2,Las,20.02,51\n",
    );
    let refused = city.run(Order::new(What::Spaces, other)).await;
    let message = refused.expect_err("refused").to_string();
    assert!(message.contains("--source"), "{message}");
    let names = city.values(Table::Spaces, "name").await;
    assert_eq!(names, ["Klub", "Dom"]);
}

#[tokio::test]
async fn rows_that_differ_only_in_a_column_not_used_are_both_kept() {
    let city = City::new().await;
    let rows = "name,lon,lat,votes\nRabaty,21.01,52,10\nRabaty,21.01,52,20\nRabaty,21.01,52,20\n";
    let report = city.take(What::Spaces, "a.csv", rows).await;
    assert_eq!(counts(&report), [2, 0, 0, 1, 0], "{report}");
    let report = city.take(What::Spaces, "a.csv", rows).await;
    assert_eq!(counts(&report), [0, 0, 2, 1, 0], "{report}");
}

#[tokio::test]
async fn missing_rows_are_removed_only_when_asked_and_only_a_few() {
    let city = City::new().await;
    let row = |n: u32| format!("{n},Klub {n},21.0{n},52\n");
    let rows = |numbers: std::ops::Range<u32>| {
        "id,name,lon,lat\n".to_owned() + &numbers.map(row).collect::<String>()
    };
    city.take(What::Spaces, "a.csv", rows(1..9)).await;
    let report = city.take(What::Spaces, "a.csv", rows(1..8)).await;
    assert_eq!((report.missing, report.removed), (1, 0), "{report}");
    let run = async |content: String| {
        let mut order = Order::new(What::Spaces, city.file("a.csv", content));
        order.remove_missing = true;
        city.run(order).await
    };
    let refused = run(rows(1..4)).await.expect_err("too many").to_string();
    assert!(refused.contains("more than a fifth"), "{refused}");
    assert_eq!(city.rows(Table::Spaces).await.len(), 8);
    let report = run(rows(1..8)).await.expect("few enough");
    assert_eq!((report.missing, report.removed), (0, 1), "{report}");
    assert_eq!(city.rows(Table::Spaces).await.len(), 7);
}

#[tokio::test]
async fn a_row_that_may_be_several_is_listed_and_removes_none_of_them() {
    let city = City::new().await;
    let two = "id,name,lon,lat\n1,Klub,21.01,52\n2,Klub,21.0101,52\n3,Dom,21.5,52\n";
    city.take(What::Spaces, "a.csv", two).await;
    let file = city.file("a.csv", "name,lon,lat\nKlub,21.01005,52\nDom,21.5,52\n");
    let mut order = Order::new(What::Spaces, file);
    let report = city.run(order.clone()).await.expect("an import");
    assert_eq!(report.ambiguous.count, 1, "{report}");
    order.remove_missing = true;
    let refused = city.run(order).await.expect_err("refused").to_string();
    assert!(refused.contains("1 may be several"), "{refused}");
    assert_eq!(city.rows(Table::Spaces).await.len(), 3);
}

#[tokio::test]
async fn what_is_not_understood_is_refused_with_advice() {
    let city = City::new().await;
    let nameless = DISTRICTS.replace("nazwa", "xyz");
    for (what, name, content, advice) in [
        (
            What::Initiatives,
            "x.txt",
            "Dear all,\nhere is the file\n",
            "--map",
        ),
        (
            What::Initiatives,
            "x.ics",
            "BEGIN:VCALENDAR\nEND:VCALENDAR\n",
            "iCalendar",
        ),
        (
            What::Population,
            "p.csv",
            "lon,lat,people_maybe\n21,52,5\n",
            "--map population=",
        ),
        (
            What::Districts,
            "d.geojson",
            nameless.as_str(),
            "--map name=",
        ),
        (
            What::Spaces,
            "a.kml",
            "<?xml version=\"1.0\"?><kml/>",
            "ogr2ogr",
        ),
        (What::Spaces, "a.gpx", "<gpx/>", "ogr2ogr"),
    ] {
        let refused = city.run(Order::new(what, city.file(name, content))).await;
        let message = format!("{:#}", refused.expect_err(name));
        assert!(message.contains(advice), "{name}: {message}");
    }
    for table in Table::ALL {
        assert_eq!(city.rows(table).await.len(), 0);
    }
}

#[tokio::test]
async fn names_of_districts_and_people_are_found_as_others_write_them() {
    for column in [
        "dzielnica",
        "nazwa_dzielnicy",
        "osiedle",
        "community",
        "ntaname",
        "GEN",
        "JPT_NAZWA_",
    ] {
        let city = City::new().await;
        let file = DISTRICTS.replace("nazwa", column);
        city.take(What::Districts, "d.geojson", file).await;
        let names = city.values(Table::Districts, "name").await;
        assert_eq!(names, ["Północ", "Południe"], "{column}");
    }
    for (columns, groups) in [
        ("T,Y_LT15,Y_1564,Y_GE65", true),
        ("RES,RES_0_14,RES_15_64,RES_65_", true),
        ("population_est,a,b,c", false),
    ] {
        let city = City::new().await;
        let file = format!(
            "GRD_ID,lon,lat,{columns}\nc1,21,52,60,10,40,10\nc2,21.1,52,-9999,-9999,-9999,-9999\n"
        );
        let report = city.take(What::Population, "p.csv", file).await;
        assert_eq!(counts(&report)[0], 2, "{columns}: {report}");
        let people = city.values(Table::PopulationCells, "population").await;
        assert_eq!(people[0].as_f64(), Some(60.0), "{columns}");
        assert_eq!(people[1], Value::Null, "-9999 is not known");
        let known = city.values(Table::PopulationCells, "known").await;
        assert_eq!(known[1], Value::Bool(false));
        let old = city
            .values(Table::PopulationCells, "population_65plus")
            .await;
        assert_eq!(old[0].as_f64(), groups.then_some(10.0), "{columns}");
    }
}

#[tokio::test]
async fn dates_and_times_are_read_as_people_write_them() {
    let city = City::new().await;
    let file = "id,name,Data,Godzina,lon,lat,rrule\n\
        1,A,2026/12/05,18:30,21,52,RRULE:FREQ=WEEKLY\n2,B,05-12-2026,9,21,52,\n3,C,2026-12-05,,21,52,\n";
    let report = city.take(What::Initiatives, "a.csv", file).await;
    assert_eq!(counts(&report), [3, 0, 0, 0, 0], "{report}");
    let starts: Vec<Value> = city
        .values(Table::Initiatives, "schedule")
        .await
        .iter()
        .map(|schedule| schedule["start"].clone())
        .collect();
    assert_eq!(starts[0], "2026-12-05T18:30:00");
    assert_eq!(starts[1], "2026-12-05T09:00:00");
    assert_eq!(starts[2], "2026-12-05");
}
