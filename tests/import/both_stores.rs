//! The same files give the same rows in a GeoPackage and in PostGIS.

use super::{City, counts};
use okolica::import::demo::load_demo;
use okolica::import::{Order, What};
use okolica_model::flat::Table;
use std::path::Path;

const FILES: [(What, &str); 6] = [
    (What::Districts, "districts.geojson"),
    (What::Districts, "estates.geojson"),
    (What::Spaces, "spaces.geojson"),
    (What::Initiatives, "initiatives.csv"),
    (What::Population, "population.geojson"),
    (What::Places, "places.csv"),
];

#[tokio::test]
async fn rows_are_the_same_and_a_second_run_changes_nothing() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/demo");
    let demo = City::new().await;
    load_demo(&demo.store, &folder).await.expect("the demo");
    for city in [City::new().await, City::in_postgis().await] {
        for run in 0..2 {
            for (what, name) in FILES {
                let report = city.run(Order::new(what, folder.join(name))).await;
                let report = report.expect(name);
                let [added, updated, unchanged, duplicate, rejected] = counts(&report);
                assert_eq!((updated, duplicate, rejected), (0, 0, 0), "{report}");
                let expected = if run == 0 { added } else { unchanged };
                assert!(expected > 0 && expected == report.stored(), "{report}");
            }
        }
        for table in Table::ALL {
            let (rows, expected) = (city.rows(table).await, demo.rows(table).await);
            assert_eq!(rows.len(), expected.len(), "{table:?}");
            for (row, expected) in rows.iter().zip(&expected) {
                assert_eq!(row.kept.id, expected.kept.id);
                let digests = (row.row.digest(table), expected.row.digest(table));
                assert_eq!(digests.0, digests.1, "{:?} {:?}", row.row, expected.row);
            }
        }
    }
}

#[tokio::test]
async fn a_dropped_or_dry_import_leaves_postgis_as_it_was() {
    let city = City::in_postgis().await;
    let file = city.file(
        "a.csv",
        "id,name,kategoria,lon,lat\n1,A,całkiem nowa,21,52\n",
    );
    let mut order = Order::new(What::Spaces, file);
    order.dry_run = true;
    assert_eq!(city.run(order.clone()).await.expect("an import").added, 1);
    assert_eq!(city.rows(Table::Spaces).await.len(), 0);
    order.dry_run = false;
    assert_eq!(city.run(order.clone()).await.expect("an import").added, 1);
    city.file(
        "a.csv",
        "id,name,kategoria,lon,lat\n1,B,inna nowa,500000,52\n",
    );
    let refused = city.run(order).await.expect_err("no degrees").to_string();
    assert!(refused.contains("--crs"), "{refused}");
    let names = city.values(Table::Spaces, "name").await;
    assert_eq!(names, ["A"]);
}
