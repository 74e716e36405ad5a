//! The same data without the service: the GeoPackage and the views of PostGIS, read by GDAL.

use super::{features, ids, output};
use crate::support::postgres;
use crate::support::service::{Service, okolica, root, url};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

fn listed(source: &str, layer: &str) -> BTreeSet<String> {
    let mut command = Command::new("ogrinfo");
    let said = output(command.args(["-ro", "-al", "-q", source, layer]));
    let heads = said
        .lines()
        .filter_map(|line| line.strip_prefix("OGRFeature("));
    heads
        .filter_map(|line| Some(line.split_once("):")?.1.trim().to_owned()))
        .collect()
}

#[tokio::test]
async fn file_and_database_hold_what_the_api_says() {
    let kept = std::sync::Mutex::new(String::new());
    let fill = |store: &Path| {
        okolica(&["demo", &root("data/demo"), "--database", &url(store)]);
        *kept.lock().expect("nobody panics") = store.display().to_string();
    };
    let service = Service::over(fill);
    let file = kept.into_inner().expect("nobody panics");
    for layer in ["spaces", "initiatives"] {
        let here = ids(&features(&service, layer).await);
        assert_eq!(listed(&file, layer), here, "{layer}");
    }
    let database = postgres::database();
    okolica(&["demo", &root("data/demo"), "--database", &database.url()]);
    for (view, collection) in [
        ("public_spaces", "spaces"),
        ("public_initiatives", "initiatives"),
    ] {
        let count = features(&service, collection).await.len();
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("out.geojson");
        let mut command = Command::new("ogr2ogr");
        command
            .args(["-f", "GeoJSON"])
            .arg(&out)
            .arg(database.ogr());
        output(command.arg(view));
        let text = std::fs::read_to_string(&out).expect("a file");
        let list: serde_json::Value = serde_json::from_str(&text).expect("GeoJSON");
        assert_eq!(
            list["features"].as_array().map(Vec::len),
            Some(count),
            "{view}"
        );
    }
}
