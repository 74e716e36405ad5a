//! Files that GDAL made, and what GDAL makes of ours.

use super::{City, counts};
use geo::Geometry;
use okolica::export::{ExportArgs, FolderArgs, Format, Subject, export};
use okolica::import::{Order, What};
use okolica_model::flat::Table;
use std::path::Path;
use std::process::Command;

fn has_gdal() -> bool {
    let found = Command::new("ogr2ogr").arg("--version").output().is_ok();
    if !found {
        eprintln!("skipped: ogr2ogr is not here; install it with: apt-get install gdal-bin");
    }
    found
}

fn run(program: &str, arguments: &[&str], folder: &Path) -> String {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect(program);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {arguments:?}: {said}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Places all over Poland, more than one zone of each system.
const PLACES: &str = "id,name,lon,lat\n1,a,14.25,53.91\n2,b,18.64,54.37\n3,c,21.0122287,52.2296756\n4,d,23.9,50.85\n5,e,19.94,50.06\n";

#[tokio::test]
async fn reprojection_agrees_with_gdal() {
    if !has_gdal() {
        return;
    }
    for code in [
        "3857", "2176", "2177", "2178", "2179", "2180", "3035", "32633", "32634", "25834",
    ] {
        let city = City::new().await;
        city.file("in.csv", PLACES);
        let crs = format!("EPSG:{code}");
        let layer = [
            "-s_srs",
            "EPSG:4326",
            "-t_srs",
            &crs,
            "-oo",
            "X_POSSIBLE_NAMES=lon",
            "-oo",
            "Y_POSSIBLE_NAMES=lat",
        ];
        for out in ["out.gpkg", "out.geojson"] {
            // The old form of GeoJSON, whose crs member we honour.
            let form = [
                "-lco",
                if out == "out.gpkg" {
                    "FID=fid"
                } else {
                    "RFC7946=NO"
                },
            ];
            run(
                "ogr2ogr",
                &[&layer[..], &form, &[out, "in.csv"]].concat(),
                city.folder.path(),
            );
            let mut order = Order::new(What::Places, city.path(out));
            order.source = Some(out.to_owned());
            let report = city.run(order).await.expect(out);
            assert_eq!(counts(&report), [5, 0, 0, 0, 0], "{report}");
            assert!(report.read_as.contains(&crs), "{report}");
        }
        let given = city.take(What::Places, "in.csv", PLACES).await;
        assert_eq!(given.added, 5);
        let rows = city.rows(Table::PlaceNames).await;
        for (at, row) in rows.iter().enumerate() {
            let (Some(Geometry::Point(p)), Some(Geometry::Point(exact))) =
                (&row.row.geometry, &rows[10 + at % 5].row.geometry)
            else {
                panic!("points");
            };
            // 1e-6° is 11 cm: the reach of the GeoJSON writer's digits, and of WGS84 against ETRS89.
            let off = (p.x() - exact.x()).abs().max((p.y() - exact.y()).abs());
            assert!(off < 1e-6, "EPSG:{code}, place {}: {off}", at % 5 + 1);
        }
    }
}

#[tokio::test]
async fn a_geopackage_with_several_layers_asks_which() {
    if !has_gdal() {
        return;
    }
    let city = City::new().await;
    city.file("in.csv", PLACES);
    let geometry = [
        "-oo",
        "X_POSSIBLE_NAMES=lon",
        "-oo",
        "Y_POSSIBLE_NAMES=lat",
        "-a_srs",
        "EPSG:4326",
    ];
    run(
        "ogr2ogr",
        &[&geometry[..], &["two.gpkg", "in.csv", "-nln", "one"]].concat(),
        city.folder.path(),
    );
    run(
        "ogr2ogr",
        &[
            &geometry[..],
            &["-update", "two.gpkg", "in.csv", "-nln", "two"],
        ]
        .concat(),
        city.folder.path(),
    );
    let mut order = Order::new(What::Places, city.path("two.gpkg"));
    let error = city
        .run(order.clone())
        .await
        .expect_err("two layers")
        .to_string();
    assert!(
        error.contains("one, two") && error.contains("--layer"),
        "{error}"
    );
    order.layer = Some("two".to_owned());
    assert_eq!(city.run(order).await.expect("an import").added, 5);
    run(
        "ogr2ogr",
        &[
            &geometry[..],
            &["-update", "two.gpkg", "in.csv", "-nln", "places"],
        ]
        .concat(),
        city.folder.path(),
    );
    let named = Order::new(What::Places, city.path("two.gpkg"));
    assert!(
        city.run(named)
            .await
            .expect("an import")
            .read_as
            .contains("layer places")
    );
}

#[tokio::test]
async fn gdal_reads_each_exported_layer() {
    if !has_gdal() {
        return;
    }
    let city = City::new().await;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/demo");
    okolica::import::demo::load_demo(&city.store, &folder)
        .await
        .expect("the demo");
    for (layer, table) in [
        (Subject::Districts, Table::Districts),
        (Subject::Spaces, Table::Spaces),
        (Subject::Initiatives, Table::Initiatives),
        (Subject::Population, Table::PopulationCells),
        (Subject::Places, Table::PlaceNames),
    ] {
        let expected = format!("Feature Count: {}", city.rows(table).await.len());
        for (format, name) in [(Format::Gpkg, "out.gpkg"), (Format::Geojson, "out.geojson")] {
            let output = Some(city.path(name));
            export(
                &city.store,
                &ExportArgs {
                    layer,
                    format,
                    output,
                    max_zoom: 14,
                    folder: FolderArgs::default(),
                },
            )
            .await
            .expect("an export");
            let said = run("ogrinfo", &["-ro", "-al", "-so", name], city.folder.path());
            assert!(said.contains(&expected), "{expected}: {said}");
            assert!(!said.contains("Warning"), "{said}");
            std::fs::remove_file(city.path(name)).expect("removed");
        }
    }
}
