//! PMTiles files, read by the format's own reader in Python. (GDAL reads them from 3.8 on; Debian
//! 12 has 3.6.)

use super::{features, json, output, program};
use crate::support::service::{okolica, shared, url};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

/// Says the header and the metadata, and of every tile its bytes before compression and how many
/// items it counts.
const SCRIPT: &str = r#"
import base64, gzip, json, sys
import mapbox_vector_tile
from pmtiles.reader import Reader, MmapSource, all_tiles
with open(sys.argv[1], "rb") as file:
    source = MmapSource(file)
    reader = Reader(source)
    header = reader.header()
    tiles = {}
    totals = {}
    for (z, x, y), data in all_tiles(source):
        plain = gzip.decompress(data)
        assert reader.get(z, x, y) == data
        layers = mapbox_vector_tile.decode(plain)
        count = sum(f["properties"].get("point_count", 1) for l in layers.values() for f in l["features"])
        totals[z] = totals.get(z, 0) + count
        if len(sys.argv) > 2:
            tiles[f"{z}/{x}/{y}"] = base64.b64encode(plain).decode()
    said = {k: v.name if hasattr(v, "name") else v for k, v in header.items()}
    print(json.dumps({"header": said, "metadata": reader.metadata(), "tiles": tiles, "totals": totals}))
"#;

fn read(file: &Path, tiles: bool) -> Value {
    let mut command = Command::new(program("python"));
    command.args(["-c", SCRIPT]).arg(file);
    if tiles {
        command.arg("tiles");
    }
    serde_json::from_str(&output(&mut command)).expect("JSON")
}

fn export(database: &str, layer: &str, file: &Path, more: &[&str]) {
    let file = file.display().to_string();
    let mut arguments = vec!["export", layer, "--format", "pmtiles", "--output", &file];
    arguments.extend(["--database", database]);
    arguments.extend(more);
    okolica(&arguments);
}

#[tokio::test]
async fn a_file_of_tiles_holds_what_the_service_answers() {
    let service = shared();
    let folder = tempfile::tempdir().expect("a folder");
    for layer in ["items", "spaces", "districts"] {
        let file = folder.path().join(layer);
        export(&service.database(), layer, &file, &[]);
        let said = read(&file, true);
        let header = &said["header"];
        assert_eq!(header["tile_type"], "MVT");
        assert_eq!(header["tile_compression"], "GZIP");
        assert_eq!(header["clustered"], true);
        assert_eq!(
            json!([header["min_zoom"], header["max_zoom"]]),
            json!([0, 14])
        );
        let metadata = &said["metadata"];
        let described = json(service, &format!("/tiles/{layer}.json")).await;
        let names = |layers: &Value| -> Vec<Value> {
            let layers = layers.as_array().expect("layers").iter();
            layers
                .map(|layer| json!([layer["id"], layer["fields"]]))
                .collect()
        };
        assert_eq!(
            names(&metadata["vector_layers"]),
            names(&described["vector_layers"])
        );
        assert_eq!(metadata["name"], described["name"]);
        assert!(
            metadata["attribution"]
                .as_str()
                .is_some_and(|text| !text.is_empty())
        );
        let tiles = said["tiles"].as_object().expect("tiles");
        assert!(tiles.len() > 20, "{layer}: {}", tiles.len());
        for (tile, bytes) in tiles {
            let address = format!("{}/tiles/{layer}/{tile}.mvt", service.address);
            let answer = reqwest::get(&address).await.expect("an answer");
            let plain = answer.bytes().await.expect("bytes");
            let plain = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, plain);
            assert_eq!(bytes.as_str(), Some(plain.as_str()), "{layer} {tile}");
        }
        if layer == "districts" {
            continue;
        }
        let placed = async |layer| {
            let all = features(service, layer).await;
            all.iter()
                .filter(|item| !item["geometry"].is_null())
                .count()
        };
        let mut expected = placed("spaces").await;
        if layer == "items" {
            expected += placed("initiatives").await;
        }
        // No tile is missing: every zoom has every item.
        for zoom in 0..=14 {
            assert_eq!(said["totals"][zoom.to_string()], expected, "{layer} {zoom}");
        }
    }
}

#[test]
fn a_large_file_has_directories_below_its_root() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut rows = String::from("id,name,category,lon,lat\n");
    for number in 0..2500_u32 {
        // Spread over the land and the sea alike.
        let lon = f64::from(number * 7919 % 3600) / 10.0 - 180.0;
        let lat = f64::from(number * 104_729 % 1600) / 10.0 - 80.0;
        writeln!(rows, "{number},Miejsce {number},other,{lon},{lat}").expect("a row");
    }
    let (csv, file) = (folder.path().join("a.csv"), folder.path().join("a.pmtiles"));
    std::fs::write(&csv, rows).expect("written");
    let database = url(&folder.path().join("a.gpkg"));
    let csv = csv.display().to_string();
    okolica(&["import", "spaces", &csv, "--database", &database]);
    export(&database, "spaces", &file, &["--max-zoom", "11"]);
    let said = read(&file, false);
    assert!(
        said["header"]["leaf_directory_length"].as_u64() > Some(0),
        "{}",
        said["header"]
    );
    for zoom in 0..=11 {
        assert_eq!(said["totals"][zoom.to_string()], 2500, "{zoom}");
    }
}
