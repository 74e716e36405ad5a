//! GDAL's driver for OGC API – Features.

use super::{features, ids, output};
use crate::support::service::{Service, shared};
use serde_json::Value;
use std::collections::BTreeSet;
use std::process::Command;

/// A filter, and what it keeps.
type Check<'a> = (&'a str, &'a dyn Fn(&Value) -> bool);

fn source(service: &Service) -> String {
    format!("OAPIF:{}/api", service.address)
}

/// The ids that `ogrinfo` lists.
fn listed(service: &Service, layer: &str, options: &[&str]) -> BTreeSet<String> {
    let mut command = Command::new("ogrinfo");
    command
        .args(["-ro", "-al", "-q", "-oo", "PAGE_SIZE=7"])
        .args(options);
    let said = output(command.arg(source(service)).arg(layer));
    let heads = said
        .lines()
        .filter_map(|line| line.strip_prefix("OGRFeature("));
    heads
        .filter_map(|line| Some(line.split_once("):")?.1.trim().to_owned()))
        .collect()
}

#[tokio::test]
async fn gdal_finds_every_collection_and_feature() {
    let service = shared();
    let mut command = Command::new("ogrinfo");
    let said = output(command.args(["-ro", "-al", "-so"]).arg(source(service)));
    for layer in [
        "spaces",
        "initiatives",
        "items",
        "districts",
        "population_cells",
        "categories",
    ] {
        let count = features(service, layer).await.len();
        let part = said.split_once(&format!("Layer name: {layer}\n"));
        let part = part.unwrap_or_else(|| panic!("{layer} is not in {said}")).1;
        assert!(
            part.contains(&format!("Feature Count: {count}\n")),
            "{layer}: {said}"
        );
    }
    for layer in ["spaces", "initiatives", "districts"] {
        assert_eq!(
            listed(service, layer, &[]),
            ids(&features(service, layer).await),
            "{layer}"
        );
    }
}

#[tokio::test]
async fn gdal_filters_as_we_do() {
    let service = shared();
    let spaces = features(service, "spaces").await;
    let at = |f: &Value, axis: usize| f["geometry"]["coordinates"][axis].as_f64();
    let (lon, lat) = (
        at(&spaces[0], 0).expect("lon"),
        at(&spaces[0], 1).expect("lat"),
    );
    let (w, s, e, n) = (lon - 0.02, lat - 0.01, lon + 0.01, lat + 0.02);
    let inside = spaces.iter().filter(|f| {
        at(f, 0).is_some_and(|x| (w..=e).contains(&x))
            && at(f, 1).is_some_and(|y| (s..=n).contains(&y))
    });
    let expected = ids(inside);
    assert!(!expected.is_empty() && expected.len() < spaces.len());
    let corners = [w, s, e, n].map(|number| number.to_string());
    let mut options = vec!["-spat"];
    options.extend(corners.iter().map(String::as_str));
    assert_eq!(listed(service, "spaces", &options), expected);

    let text = |f: &Value, name: &str| {
        f["properties"][name]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    let capacity = |f: &Value| f["properties"]["capacity"].as_f64();
    let checks: [Check<'_>; 6] = [
        // A parent of the tree: our own filter would include its children.
        ("category = 'culture'", &|f| {
            text(f, "category") == "culture"
        }),
        ("category = 'library' OR capacity > 40", &|f| {
            text(f, "category") == "library" || capacity(f) > Some(40.0)
        }),
        ("capacity BETWEEN 10 AND 30 AND NOT name = 'x'", &|f| {
            capacity(f).is_some_and(|capacity| (10.0..=30.0).contains(&capacity))
        }),
        ("name LIKE 'M%'", &|f| text(f, "name").starts_with('M')),
        ("summary IS NULL", &|f| {
            f["properties"].get("summary").is_none()
        }),
        ("access IS NOT NULL", &|f| {
            f["properties"].get("access").is_some()
        }),
    ];
    for (filter, keep) in checks {
        let expected = ids(spaces.iter().filter(|f| keep(f)));
        assert_eq!(
            listed(service, "spaces", &["-where", filter]),
            expected,
            "{filter}"
        );
    }
    // A district by its own shape, not by its box.
    let districts = features(service, "districts").await;
    let said = listed(service, "districts", &["-where", "population > 10000"]);
    let expected = ids(districts
        .iter()
        .filter(|f| f["properties"]["population"].as_u64() > Some(10_000)));
    assert_eq!(said, expected);
}

#[tokio::test]
async fn gdal_takes_the_data_home() {
    let service = shared();
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("home.gpkg");
    for layer in ["spaces", "initiatives", "districts"] {
        let mut command = Command::new("ogr2ogr");
        command.args(["-f", "GPKG", "-update", "-t_srs", "EPSG:2180"]);
        if !file.is_file() {
            command = Command::new("ogr2ogr");
            command.args(["-f", "GPKG", "-t_srs", "EPSG:2180"]);
        }
        output(command.arg(&file).arg(source(service)).arg(layer));
    }
    let mut command = Command::new("ogrinfo");
    let said = output(command.args(["-ro", "-al", "-so"]).arg(&file));
    for layer in ["spaces", "initiatives", "districts"] {
        let count = features(service, layer).await.len();
        let part = said
            .split_once(&format!("Layer name: {layer}\n"))
            .expect("the layer")
            .1;
        assert!(
            part.contains(&format!("Feature Count: {count}\n")),
            "{layer}: {said}"
        );
    }
}

/// The numbers of another reference system are those that GDAL makes of ours.
#[tokio::test]
async fn coordinates_are_those_of_gdal() {
    let service = shared();
    let plain = features(service, "spaces").await;
    for (code, swapped) in [
        ("4326", true),
        ("3857", false),
        ("2178", true),
        ("2180", true),
    ] {
        let crs = format!("http://www.opengis.net/def/crs/EPSG/0/{code}");
        let path = format!("spaces/items?limit=10000&crs={crs}");
        let there = super::json(service, &format!("/api/collections/{path}")).await;
        let input: String = plain
            .iter()
            .map(|f| {
                let at = &f["geometry"]["coordinates"];
                format!("{} {}\n", at[0], at[1])
            })
            .collect();
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("points");
        std::fs::write(&file, input).expect("written");
        let mut command = Command::new("gdaltransform");
        command
            .args(["-output_xy", "-s_srs", "OGC:CRS84", "-t_srs"])
            .arg(format!("EPSG:{code}"))
            .stdin(std::fs::File::open(&file).expect("the points"));
        let said = output(&mut command);
        let fine = if code == "4326" { 1e-7 } else { 1e-3 };
        for (line, feature) in said
            .lines()
            .zip(there["features"].as_array().expect("features"))
        {
            let numbers: Vec<f64> = line
                .split_whitespace()
                .map(|number| number.parse().expect("a number"))
                .collect();
            // gdaltransform writes east first, whatever the definition says.
            let expected = if swapped {
                [numbers[1], numbers[0]]
            } else {
                [numbers[0], numbers[1]]
            };
            for (axis, expected) in expected.into_iter().enumerate() {
                let ours = feature["geometry"]["coordinates"][axis]
                    .as_f64()
                    .expect("a number");
                assert!(
                    (ours - expected).abs() <= fine,
                    "{code}: {ours} is not {expected}"
                );
            }
        }
        let mut command = Command::new("gdalsrsinfo");
        let definition = output(
            command
                .args(["-o", "wkt2_2019"])
                .arg(format!("EPSG:{code}")),
        );
        let north = definition.to_lowercase().find(",north").expect("an axis");
        let east = definition.to_lowercase().find(",east").expect("an axis");
        assert_eq!(north < east, swapped, "{definition}");
    }
}
