//! `/tiles/{layer}.json`: TileJSON 3.0.

use crate::http::request::context::RequestContext;
use crate::http::request::query::{Query, suffix};
use crate::http::response::answer;
use crate::http::response::problem::{Answer, Problem};
use crate::http::server::headers;
use crate::http::tiles;
use crate::vector_layers::vector_layers;
use axum::extract::Path;
use okolica_atlas::TileFormat;
use okolica_atlas::tiles::MAX_ZOOM;
use okolica_model::{FieldError, Layer};
use serde_json::json;

/// A description of the layer's tiles: `.mvt` unless `format=geojson` is asked for, with the
/// filters that the description was asked with.
pub(crate) async fn tilejson(Path(file): Path<String>, cx: RequestContext) -> Answer {
    let atlas = &cx.atlas;
    let layer = file
        .strip_suffix(".json")
        .and_then(|name| Layer::parse(name).ok())
        .ok_or_else(|| {
            Problem::not_found(
                "tiles are described at /tiles/spaces.json, /tiles/initiatives.json, \
                 /tiles/items.json and /tiles/districts.json",
            )
        })?;
    let mut query = Query::new(cx.uri.query());
    let format = query
        .single("format", parse_format)
        .unwrap_or(TileFormat::Mvt);
    let filter = query.filter(atlas);
    query.finish(&[tiles::parameters(layer), &["format"]])?;

    let pairs = filter.to_query();
    let filters = suffix(pairs.iter().map(|(name, value)| (*name, value.as_str())));
    let extension = format.extension();
    let base = &cx.app.settings.public_url;
    let name = layer.name();
    let profile = atlas.profile();
    let document = json!({
        "tilejson": "3.0.0",
        "name": format!("{}: {name}", profile.name),
        "tiles": [format!("{base}/tiles/{name}/{{z}}/{{x}}/{{y}}.{extension}{filters}")],
        "minzoom": 0,
        "maxzoom": MAX_ZOOM,
        // Items may lie outside the city, so no bounds are narrower than the grid's.
        "bounds": [-180.0, -85.0511, 180.0, 85.0511],
        "scheme": "xyz",
        "vector_layers": vector_layers(layer),
    });
    let body = document.to_string().into_bytes();
    answer::of_bytes(&cx.headers, headers::JSON, body)
}

fn parse_format(text: &str) -> Result<TileFormat, FieldError> {
    match text {
        "geojson" => Ok(TileFormat::GeoJson),
        "mvt" => Ok(TileFormat::Mvt),
        _ => Err(FieldError::new("format", text, "geojson or mvt")),
    }
}
