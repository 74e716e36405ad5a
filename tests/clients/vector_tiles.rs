//! A decoder of vector tiles that is not ours.

use super::{output, program};
use crate::support::service::shared;
use serde_json::Value;
use std::process::Command;

const SCRIPT: &str = r"
import json, sys, mapbox_vector_tile
tile = mapbox_vector_tile.decode(open(sys.argv[1], 'rb').read(), default_options={'y_coord_down': True})
print(json.dumps({name: [dict(f['properties'], id=f.get('id')) for f in layer['features']]
                  for name, layer in tile.items()}))
";

#[tokio::test]
async fn a_foreign_decoder_finds_in_a_tile_what_geojson_says() {
    let service = shared();
    let folder = tempfile::tempdir().expect("a folder");
    for (tile, ogc) in [
        ("0/0/0", "0/0/0"),
        ("11/1133/674", "11/674/1133"),
        ("14/9070/5398", "14/5398/9070"),
    ] {
        for layer in ["spaces", "initiatives", "items", "districts"] {
            let base = &service.address;
            let address = format!("{base}/api/collections/{layer}/tiles/WebMercatorQuad/{ogc}");
            let bytes = reqwest::get(&address)
                .await
                .expect("an answer")
                .bytes()
                .await;
            let file = folder.path().join("tile.mvt");
            std::fs::write(&file, bytes.expect("bytes")).expect("written");
            let mut command = Command::new(program("python"));
            let said = output(command.args(["-c", SCRIPT]).arg(&file));
            let decoded: Value = serde_json::from_str(&said).expect("JSON");
            let plain = super::json(service, &format!("/tiles/{layer}/{tile}.geojson")).await;
            let count = |features: &mut dyn Iterator<Item = &Value>| -> u64 {
                features
                    .map(|properties| properties["point_count"].as_u64().unwrap_or(1))
                    .sum()
            };
            // In the tile of the world a district is less than a point of its grid.
            if layer == "districts" && tile == "0/0/0" {
                continue;
            }
            let layers = decoded.as_object().expect("layers");
            let ours = plain["features"].as_array().expect("features");
            let mut flat = layers.values().filter_map(Value::as_array).flatten();
            let features: usize = layers
                .values()
                .filter_map(Value::as_array)
                .map(Vec::len)
                .sum();
            assert_eq!(features, ours.len(), "{layer} {tile}");
            let expected = count(&mut ours.iter().map(|feature| &feature["properties"]));
            assert_eq!(count(&mut flat), expected, "{layer} {tile}");
        }
    }
}
