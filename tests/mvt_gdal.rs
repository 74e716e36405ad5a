//! GDAL's own reader of Mapbox vector tiles reads ours.

use okolica_atlas::{Atlas, TileFormat, TileId};
use okolica_model::category::{Category, CategoryId};
use okolica_model::item::StoredItem;
use okolica_model::profile::Profile;
use okolica_model::time::Stamp;
use okolica_model::{Filter, Item, ItemKind, Layer, Position};
use serde_json::{Value, json};
use std::process::Command;

/// Three spaces in one cell of the world's tile, one initiative far from them.
fn atlas() -> Atlas {
    let category = Category {
        id: CategoryId::other(),
        parent: None,
        labels: [("en".to_owned(), "Other".to_owned())].into(),
        icon: None,
        colour: 0,
    };
    let mut builder = Atlas::builder(Profile::default(), vec![category], Vec::new());
    let stamp = Stamp::from_millis(0).expect("1970");
    let places = [
        (ItemKind::Space, 1, 21.0, 52.0),
        (ItemKind::Space, 2, 21.1, 52.1),
        (ItemKind::Space, 3, 21.2, 52.2),
        (ItemKind::Initiative, 9, -60.0, -30.0),
    ];
    for (kind, id, lon, lat) in places {
        let properties = json!({"name": format!("Żółw {id}"), "cost": {"free": true}});
        let position = Position::new(lon, lat).ok();
        let properties = properties.as_object().expect("an object");
        builder.add(StoredItem {
            id,
            version: 1,
            created_at: stamp,
            updated_at: stamp,
            item: Item::parse(kind, properties, position).expect("a valid item"),
        });
    }
    builder.finish(1).0
}

#[test]
fn gdal_reads_our_vector_tiles() {
    if Command::new("ogr2ogr").arg("--version").output().is_err() {
        eprintln!("skipped: ogr2ogr is not here (apt-get install gdal-bin)");
        return;
    }
    let dir = tempfile::tempdir().expect("a temporary folder");
    let file = dir.path().join("0.mvt");
    let world = TileId::new(0, 0, 0).expect("in the grid");
    let now = Stamp::from_millis(0).expect("1970");
    let atlas = atlas();
    let asked = atlas.ask(Layer::Items, &Filter::default(), now);
    let tile = asked.tile(world, TileFormat::Mvt);
    std::fs::write(&file, tile).expect("written");
    let read = |layer: &str| -> Value {
        let out = Command::new("ogr2ogr")
            .args(["-f", "GeoJSON", "/vsistdout/"])
            .args(["-oo", "X=0", "-oo", "Y=0", "-oo", "Z=0"])
            .args(["-oo", "METADATA_FILE=", "-t_srs", "EPSG:4326"])
            .arg(&file)
            .arg(layer)
            .output()
            .expect("ogr2ogr runs");
        let said = String::from_utf8_lossy(&out.stderr);
        assert!(out.status.success(), "{layer}: {said}");
        serde_json::from_slice(&out.stdout).unwrap_or_else(|error| panic!("{error}: {said}"))
    };
    let single = &read("initiatives")["features"][0];
    assert_eq!(single["properties"]["name"], "Żółw 9");
    assert_eq!(single["properties"]["cost_free"], true);
    assert_eq!(single["properties"]["mvt_id"], 9);
    // A unit of the world's tile is a tenth of a degree.
    let near = |value: &Value, degrees: f64| {
        let value = value.as_f64().expect("a number");
        assert!((value - degrees).abs() < 0.1, "{value} is not {degrees}");
    };
    near(&single["geometry"]["coordinates"][0], -60.0);
    near(&single["geometry"]["coordinates"][1], -30.0);
    let cluster = &read("items")["features"][0];
    assert_eq!(cluster["properties"]["point_count"], 3);
    near(&cluster["geometry"]["coordinates"][0], 21.1);
    near(&cluster["geometry"]["coordinates"][1], 52.1);
}
