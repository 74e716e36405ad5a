//! Water and parks, which the map draws where it has no basemap.

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};
use std::path::Path;

/// The demo town's own, as a GeoJSON `FeatureCollection`.
pub(crate) fn demo() -> Result<Value> {
    collected(&[
        include_str!("../data/demo/water.geojson"),
        include_str!("../data/demo/parks.geojson"),
    ])
}

/// # Errors
/// When the file can't be read or is no GeoJSON `FeatureCollection`.
pub(crate) fn read(path: &Path) -> Result<Value> {
    let read = || collected(&[&std::fs::read_to_string(path)?]);
    read().with_context(|| format!("can't use {} (--ground)", path.display()))
}

fn collected(texts: &[&str]) -> Result<Value> {
    let mut features = Vec::new();
    for text in texts {
        let mut collection: Value = serde_json::from_str(text)?;
        match collection.get_mut("features").map(Value::take) {
            Some(Value::Array(own)) => features.extend(own),
            _ => bail!("it is no GeoJSON FeatureCollection"),
        }
    }
    Ok(json!({"type": "FeatureCollection", "features": features}))
}
