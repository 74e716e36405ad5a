//! OWSLib, the Python client of OGC services.

use super::{features, json, output, program};
use crate::support::service::{Service, TOKEN};
use serde_json::json;
use std::process::Command;

const SCRIPT: &str = r#"
import json, sys
from owslib.ogcapi.features import Features
asked = json.loads(sys.argv[1])
service = Features(asked["url"], headers={
    "Authorization": "Bearer " + asked["token"],
    "Content-Type": "application/geo+json",
})
said = {
    "conformance": service.conformance()["conformsTo"],
    "openapi": service.api()["openapi"],
    "collections": [c["id"] for c in service.collections()["collections"]],
    "features": service.feature_collections(),
    "queryables": sorted(service.collection_queryables("spaces")["properties"]),
    "counts": {},
}
for name in said["features"]:
    list = service.collection_items(name, limit=3)
    said["counts"][name] = [list["numberMatched"], list["numberReturned"]]
bbox = service.collection_items("spaces", bbox=asked["bbox"], limit=10000)
said["bbox"] = sorted(f["id"] for f in bbox["features"])
some = service.collection_items("spaces", filter="category = 'library'", limit=10000)
said["filter"] = sorted(f["id"] for f in some["features"])
said["one"] = service.collection_item("spaces", "1")["properties"]["name"]
feature = {
    "type": "Feature",
    "geometry": {"type": "Point", "coordinates": [19.29, 52.05]},
    "properties": {"name": "OWSLib", "category": "other"},
}
service.collection_item_create("spaces", json.dumps(feature))
made = service.collection_items("spaces", filter="name = 'OWSLib'")["features"]
said["created"] = len(made)
key = str(made[0]["id"])
feature["properties"]["name"] = "OWSLib 2"
service.collection_item_update("spaces", key, json.dumps(feature))
said["updated"] = service.collection_item("spaces", key)["properties"]["name"]
service.collection_item_delete("spaces", key)
said["left"] = service.collection_items("spaces", filter="name LIKE 'OWSLib%'")["numberMatched"]
print(json.dumps(said))
"#;

#[tokio::test]
async fn owslib_reads_and_writes() {
    let service = Service::demo();
    let spaces = features(&service, "spaces").await;
    let lon = |f: &serde_json::Value| f["geometry"]["coordinates"][0].as_f64();
    let lat = |f: &serde_json::Value| f["geometry"]["coordinates"][1].as_f64();
    let (x, y) = (lon(&spaces[0]).expect("lon"), lat(&spaces[0]).expect("lat"));
    let bbox = [x - 0.01, y - 0.01, x + 0.02, y + 0.01];
    let asked = json!({
        "url": format!("{}/api", service.address), "token": TOKEN, "bbox": bbox,
    });
    let mut command = Command::new(program("python"));
    let said = output(command.args(["-c", SCRIPT, &asked.to_string()]));
    let said: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!(said["openapi"], "3.0.3");
    let conformance = json(&service, "/api/conformance").await;
    assert_eq!(said["conformance"], conformance["conformsTo"]);
    let all = [
        "spaces",
        "initiatives",
        "items",
        "districts",
        "population_cells",
        "categories",
    ];
    assert_eq!(said["collections"], json!(all));
    assert_eq!(said["features"], json!(all));
    for name in all {
        let count = features(&service, name).await.len();
        assert_eq!(said["counts"][name], json!([count, 3.min(count)]), "{name}");
    }
    let ids = |keep: &dyn Fn(&serde_json::Value) -> bool| -> Vec<u64> {
        let kept = spaces.iter().filter(|f| keep(f));
        kept.filter_map(|f| f["id"].as_u64()).collect()
    };
    let inside = ids(&|f| {
        lon(f).is_some_and(|x| (bbox[0]..=bbox[2]).contains(&x))
            && lat(f).is_some_and(|y| (bbox[1]..=bbox[3]).contains(&y))
    });
    assert!(!inside.is_empty());
    assert_eq!(said["bbox"], json!(inside));
    assert_eq!(
        said["filter"],
        json!(ids(&|f| f["properties"]["category"] == "library"))
    );
    assert_eq!(said["one"], spaces[0]["properties"]["name"]);
    let queryables = said["queryables"].as_array().expect("names");
    assert!(queryables.contains(&json!("access_step_free")));
    assert_eq!((&said["created"], &said["left"]), (&json!(1), &json!(0)));
    assert_eq!(said["updated"], "OWSLib 2");
}
