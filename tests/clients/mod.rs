//! Programs that others wrote see what we say there is: GDAL, OWSLib, schemathesis, the requests
//! of QGIS, a decoder of vector tiles, a reader of workbooks.

mod description;
mod elsewhere;
mod examples;
mod gdal;
mod owslib;
mod pmtiles;
mod qgis;
mod vector_tiles;
mod workbook;

use crate::support::service::Service;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

/// A program of `tests/clients/requirements.txt`.
fn program(name: &str) -> PathBuf {
    let target = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).parent();
    let path = target.expect("a folder").join("clients/bin").join(name);
    assert!(
        path.is_file(),
        "{} is missing; cargo xtask test installs it",
        path.display()
    );
    path
}

/// What a program prints, which must end well.
#[track_caller]
fn output(command: &mut Command) -> String {
    let done = command.output().expect("the program starts");
    let said = String::from_utf8_lossy(&done.stderr);
    let printed = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success(), "{command:?}\n{said}\n{printed}");
    printed.into_owned()
}

async fn json(service: &Service, path: &str) -> Value {
    let address = format!("{}{path}", service.address);
    let answer = reqwest::get(&address).await.expect("an answer");
    assert_eq!(answer.status(), 200, "{address}");
    answer.json().await.expect("JSON")
}

/// Every feature of a collection.
async fn features(service: &Service, collection: &str) -> Vec<Value> {
    let path = format!("/api/collections/{collection}/items?limit=10000");
    let list = json(service, &path).await;
    let features = list["features"].as_array().expect("features").clone();
    assert_eq!(list["numberMatched"], features.len());
    features
}

fn ids<'a>(features: impl IntoIterator<Item = &'a Value>) -> BTreeSet<String> {
    let ids = features.into_iter().map(|feature| &feature["id"]);
    ids.map(|id| id.as_str().map_or(id.to_string(), str::to_owned))
        .collect()
}
