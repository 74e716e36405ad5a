//! What vector tiles hold, as TileJSON and PMTiles say it.

use okolica_model::Layer;
use serde_json::{Value, json};

/// The layers inside an MVT tile, one a kind, with what their features say.
pub(crate) fn vector_layers(layer: Layer) -> Vec<Value> {
    let kinds = match layer {
        Layer::Items => vec![Layer::Spaces, Layer::Initiatives, Layer::Items],
        one => vec![one],
    };
    kinds
        .into_iter()
        .map(|kind| json!({"id": kind.name(), "fields": fields(kind)}))
        .collect()
}

fn fields(layer: Layer) -> Value {
    match layer {
        Layer::Districts => json!({
            "code": "String", "set": "String", "name": "String", "population": "Number",
        }),
        _ => json!({
            "name": "String",
            "category": "String",
            "cluster": "Boolean",
            "cluster_id": "String",
            "point_count": "Number",
            "point_count_abbreviated": "String",
            "expansion_zoom": "Number",
        }),
    }
}
