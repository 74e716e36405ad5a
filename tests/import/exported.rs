//! What leaves a store, and comes back the same.

use super::{City, counts};
use okolica::export::{ExportArgs, FolderArgs, Format, Subject, export};
use okolica::import::What;
use okolica::import::demo::load_demo;
use okolica_model::flat::Table;
use serde_json::Value;
use std::path::{Path, PathBuf};

async fn exported(city: &City, layer: What, format: Format, name: &str) -> PathBuf {
    let output = city.path(name);
    let args = ExportArgs {
        layer: match layer {
            What::Districts => Subject::Districts,
            What::Spaces => Subject::Spaces,
            What::Initiatives => Subject::Initiatives,
            What::Population => Subject::Population,
            What::Places => Subject::Places,
        },
        format,
        output: Some(output.clone()),
        max_zoom: 14,
        folder: FolderArgs::default(),
    };
    export(&city.store, &args).await.expect("an export");
    output
}

async fn demo() -> City {
    let city = City::new().await;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/demo");
    load_demo(&city.store, &folder).await.expect("the demo");
    city
}

const LAYERS: [What; 5] = [
    What::Districts,
    What::Spaces,
    What::Initiatives,
    What::Population,
    What::Places,
];

#[tokio::test]
async fn every_layer_comes_back_from_every_format() {
    let from = demo().await;
    for format in [Format::Geojson, Format::Csv, Format::Gpkg] {
        let to = City::new().await;
        for layer in LAYERS {
            let name = format!("{layer:?}-{format:?}");
            let path = exported(&from, layer, format, &name).await;
            let report = to
                .run(okolica::import::Order::new(layer, path))
                .await
                .expect("an import");
            let table = layer.table();
            assert_eq!(counts(&report)[1..], [0; 4], "{name}: {report}");
            let (old, new) = (from.rows(table).await, to.rows(table).await);
            assert_eq!(old.len(), new.len(), "{name}");
            for (old, new) in old.iter().zip(&new) {
                let mut expected = old.row.clone();
                let public = expected.properties.get("contact_public");
                if public != Some(&Value::Bool(true)) {
                    expected.properties.shift_remove("phone");
                    expected.properties.shift_remove("email");
                }
                assert_eq!(
                    new.row.digest(table),
                    expected.digest(table),
                    "{name}: {:?} {:?}",
                    old.row,
                    new.row
                );
            }
        }
    }
}

#[tokio::test]
async fn private_contacts_and_formulas_stay_harmless() {
    let city = City::new().await;
    let file = "id,name,lon,lat,phone,email,contact_public,summary\n1,=cmd(),21,52,22 111,a@example.org,nie,+1\n2,B,21,52,+48 22,b@example.org,tak,@x\n";
    city.take(What::Spaces, "a.csv", file).await;
    for format in [Format::Geojson, Format::Csv, Format::Gpkg] {
        let path = exported(&city, What::Spaces, format, &format!("{format:?}")).await;
        let bytes = std::fs::read(path).expect("a file");
        let has = |text: &str| {
            bytes
                .windows(text.len())
                .any(|window| window == text.as_bytes())
        };
        assert!(!has("22 111") && !has("a@example.org"), "{format:?}");
        assert!(has("b@example.org"), "{format:?}");
    }
    let csv = std::fs::read_to_string(city.path("Csv")).expect("a file");
    let first = csv.lines().nth(1).expect("a row");
    assert!(first.starts_with("1,21,52,'=cmd(),'+1,"), "{first}");
    let rows = city.rows(Table::Spaces).await;
    assert_eq!(rows[0].row.properties["name"], "=cmd()");
}

#[tokio::test]
async fn an_export_never_overwrites_a_geopackage() {
    let city = City::new().await;
    city.file("there.gpkg", "x");
    let args = ExportArgs {
        layer: Subject::Spaces,
        format: Format::Gpkg,
        output: Some(city.path("there.gpkg")),
        max_zoom: 14,
        folder: FolderArgs::default(),
    };
    assert!(export(&city.store, &args).await.is_err());
    let nowhere = ExportArgs {
        output: None,
        ..args
    };
    let error = export(&city.store, &nowhere)
        .await
        .expect_err("no file")
        .to_string();
    assert!(error.contains("--output"), "{error}");
}
