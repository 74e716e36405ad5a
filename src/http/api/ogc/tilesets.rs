//! OGC API – Tiles: the tiles of the map under the standard's addresses, with the same bytes.

use crate::http::api::ogc::collection::Collection;
use crate::http::api::ogc::frame::{self, Plain, link, own_links};
use crate::http::request::context::RequestContext;
use crate::http::request::query::Query;
use crate::http::response::problem::{Answer, Problem};
use crate::http::server::headers;
use crate::http::tiles;
use crate::vector_layers::vector_layers;
use axum::extract::Path;
use axum::http::header::{ACCEPT, HeaderMap};
use okolica_atlas::TileFormat;
use okolica_atlas::tiles::MAX_ZOOM;
use okolica_model::{FieldError, Layer};
use okolica_web::page::{ApiCell, ApiPage, ApiPart};
use serde_json::{Value, json};

/// The one tile matrix set (OGC 17-083r4, annex D.1).
pub(crate) const MATRIX_SET: &str = "WebMercatorQuad";
const MATRIX_SET_URI: &str = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad";
const WEB_MERCATOR: &str = "http://www.opengis.net/def/crs/EPSG/0/3857";
const TILESET: &str = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme";
const JSON: &str = "application/json";
/// Half the circumference of the sphere of Web Mercator, in metres.
const EDGE: f64 = 20_037_508.342_789_244;
/// Pixels of a tile's side, and the size of one in metres by the standard.
const TILE_PIXELS: f64 = 256.0;
const PIXEL: f64 = 0.000_28;

/// The layer of a collection's tiles.
fn layer(name: &str) -> Result<(Collection, Layer), Problem> {
    let collection = Collection::parse(name)?;
    let layer = collection
        .layer()
        .ok_or_else(|| Problem::not_found(format!("{name} has no geometries, so no tiles")))?;
    Ok((collection, layer))
}

fn check_set(name: &str) -> Result<(), Problem> {
    if name == MATRIX_SET {
        Ok(())
    } else {
        Err(Problem::not_found(format!(
            "there is no tile matrix set {name}; there is {MATRIX_SET}"
        )))
    }
}

/// `…/tiles`: the tilesets of a collection.
pub(crate) async fn list(Path(name): Path<String>, asked: Plain) -> Answer {
    let (collection, _) = layer(&name)?;
    let frame = &asked.frame;
    let base = asked.base();
    let href = format!("{base}/collections/{name}/tiles");
    let one = format!("{href}/{MATRIX_SET}");
    let title = collection.title(frame.words);
    let document = json!({
        "links": own_links(frame, &href, JSON),
        "tilesets": [{
            "title": title,
            "dataType": "vector",
            "crs": WEB_MERCATOR,
            "tileMatrixSetURI": MATRIX_SET_URI,
            "links": [
                link("self", JSON, &title, &one),
                link(TILESET, JSON, MATRIX_SET, &format!("{base}/tileMatrixSets/{MATRIX_SET}")),
            ],
        }],
    });
    asked.answer(headers::JSON, &document, || ApiPage {
        title: format!("{title}: {}", frame.text("api-tilesets")),
        lead: None,
        parts: vec![ApiPart::Links {
            heading: String::new(),
            links: vec![(MATRIX_SET.to_owned(), format!("{one}?f=html"))],
        }],
    })
}

/// `…/tiles/WebMercatorQuad`: a tileset's metadata.
pub(crate) async fn one(Path((name, set)): Path<(String, String)>, asked: Plain) -> Answer {
    let (collection, layer) = layer(&name)?;
    check_set(&set)?;
    let (atlas, frame) = (&asked.cx.atlas, &asked.frame);
    let service = asked.cx.app.settings.public_url.as_str();
    let base = format!("{service}/api");
    let href = format!("{base}/collections/{name}/tiles/{MATRIX_SET}");
    let title = collection.title(frame.words);
    let template = |kind: &str, format: &str| {
        let address = format!("{href}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}?f={format}");
        let mut link = link("item", kind, &frame.text("api-tile"), &address);
        link["templated"] = json!(true);
        link
    };
    let mut links = own_links(frame, &href, JSON);
    links.extend([
        link(
            TILESET,
            JSON,
            MATRIX_SET,
            &format!("{base}/tileMatrixSets/{MATRIX_SET}"),
        ),
        link(
            "describedby",
            JSON,
            "TileJSON 3.0",
            &format!("{service}/tiles/{name}.json"),
        ),
        template("application/vnd.mapbox-vector-tile", "mvt"),
        template("application/geo+json", "json"),
    ]);
    let layers: Vec<Value> = vector_layers(layer)
        .into_iter()
        .map(|layer| {
            let districts = layer["id"] == "districts";
            json!({
                "id": layer["id"],
                "dataType": "vector",
                "geometryDimension": if districts { 2 } else { 0 },
                "propertiesSchema": {"type": "object", "properties": property_types(&layer["fields"])},
            })
        })
        .collect();
    let mut document = json!({
        "title": title,
        "dataType": "vector",
        "crs": WEB_MERCATOR,
        "tileMatrixSetURI": MATRIX_SET_URI,
        "links": links,
        "layers": layers,
    });
    if let Some(bbox) = collection.extent(atlas) {
        document["boundingBox"] = json!({
            "lowerLeft": [bbox.west(), bbox.south()],
            "upperRight": [bbox.east(), bbox.north()],
            "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
        });
    }
    asked.answer(headers::JSON, &document, || ApiPage {
        title: format!("{title}: {MATRIX_SET}"),
        lead: None,
        parts: vec![ApiPart::Table {
            heading: String::new(),
            columns: vec![frame.text("api-tile")],
            rows: links
                .iter()
                .filter(|link| link["rel"] == "item")
                .filter_map(|link| Some(vec![ApiCell::text(link["href"].as_str()?)]))
                .collect(),
        }],
    })
}

/// TileJSON's names of types as those of JSON Schema.
fn property_types(fields: &Value) -> Value {
    let fields = fields.as_object().into_iter().flatten();
    let typed = fields.map(|(name, kind)| {
        let kind = kind.as_str().unwrap_or_default().to_ascii_lowercase();
        (name.clone(), json!({"type": kind}))
    });
    Value::Object(typed.collect())
}

/// `…/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}`
pub(crate) async fn tile(
    Path((name, set, matrix, row, column)): Path<(String, String, String, String, String)>,
    cx: RequestContext,
) -> Answer {
    let (_, layer) = layer(&name)?;
    check_set(&set)?;
    let tile = tiles::tile_of(&matrix, &column, &row).ok_or_else(|| {
        Problem::not_found(format!(
            "there is no tile {matrix}/{row}/{column}: the address is \
             {{tileMatrix}}/{{tileRow}}/{{tileCol}}, the matrix from 0 to {MAX_ZOOM}, row and \
             column from 0 to 2^matrix - 1"
        ))
    })?;
    let mut query = Query::new(cx.uri.query());
    let format = query.single("f", |text| match text {
        "mvt" => Ok(TileFormat::Mvt),
        "json" => Ok(TileFormat::GeoJson),
        _ => Err(FieldError::new("f", text, "mvt or json")),
    });
    let filter = query.filter(&cx.atlas);
    query.finish(&[tiles::parameters(layer), &["f"]])?;
    let format = format.unwrap_or_else(|| accepted(&cx.headers));
    let mut response = tiles::of(&cx, (layer, tile, format), &filter).await?;
    frame::vary(response.headers_mut());
    Ok(response)
}

/// Vector tiles unless GeoJSON alone is named.
fn accepted(asked: &HeaderMap) -> TileFormat {
    let json = asked.contains_key(ACCEPT)
        && (frame::names(asked, "application/geo+json") || frame::names(asked, JSON))
        && !frame::names(asked, "application/vnd.mapbox-vector-tile");
    if json {
        TileFormat::GeoJson
    } else {
        TileFormat::Mvt
    }
}

/// `/api/tileMatrixSets`
pub(crate) async fn matrix_sets(asked: Plain) -> Answer {
    let frame = &asked.frame;
    let href = format!("{}/api/tileMatrixSets", asked.cx.app.settings.public_url);
    let one = format!("{href}/{MATRIX_SET}");
    let document = json!({
        "links": own_links(frame, &href, JSON),
        "tileMatrixSets": [{
            "id": MATRIX_SET,
            "title": MATRIX_SET,
            "uri": MATRIX_SET_URI,
            "crs": WEB_MERCATOR,
            "links": [link("self", JSON, MATRIX_SET, &one)],
        }],
    });
    asked.answer(headers::JSON, &document, || ApiPage {
        title: frame.text("api-tiling"),
        lead: None,
        parts: vec![ApiPart::Links {
            heading: String::new(),
            links: vec![(MATRIX_SET.to_owned(), format!("{one}?f=html"))],
        }],
    })
}

/// `/api/tileMatrixSets/WebMercatorQuad`
pub(crate) async fn matrix_set(Path(set): Path<String>, asked: Plain) -> Answer {
    check_set(&set)?;
    let frame = &asked.frame;
    let document = matrix_set_document();
    asked.answer(headers::JSON, &document, || ApiPage {
        title: MATRIX_SET.to_owned(),
        lead: None,
        parts: vec![ApiPart::Table {
            heading: String::new(),
            columns: vec![frame.text("api-id"), frame.text("api-scale")],
            rows: document["tileMatrices"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|matrix| {
                    let id = matrix["id"].as_str().unwrap_or_default();
                    let scale = matrix["scaleDenominator"].to_string();
                    vec![ApiCell::text(id), ApiCell::text(&scale)]
                })
                .collect(),
        }],
    })
}

fn matrix_set_document() -> Value {
    let matrices: Vec<Value> = (0..=MAX_ZOOM)
        .map(|zoom| {
            let side = 1_u64 << zoom;
            let cell = 2.0 * EDGE / TILE_PIXELS / side as f64;
            json!({
                "id": zoom.to_string(),
                "scaleDenominator": cell / PIXEL,
                "cellSize": cell,
                "cornerOfOrigin": "topLeft",
                "pointOfOrigin": [-EDGE, EDGE],
                "tileWidth": TILE_PIXELS as u32,
                "tileHeight": TILE_PIXELS as u32,
                "matrixWidth": side,
                "matrixHeight": side,
            })
        })
        .collect();
    json!({
        "id": MATRIX_SET,
        "title": "Google Maps Compatible for the World",
        "uri": MATRIX_SET_URI,
        "crs": WEB_MERCATOR,
        "orderedAxes": ["X", "Y"],
        "wellKnownScaleSet": "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
        "tileMatrices": matrices,
    })
}
