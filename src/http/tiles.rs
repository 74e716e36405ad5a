//! `/tiles/{layer}/{z}/{x}/{y}.geojson` and `.mvt`.

use crate::http::cache::{Tile, TileKey};
use crate::http::encoding::Encoding;
use crate::http::problem::{Answer, Problem};
use crate::http::query::Query;
use crate::http::validator::{self, Digest};
use crate::http::{AppState, headers};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue};
use axum::response::Response;
use bytes::Bytes;
use okolica_atlas::{Atlas, Filter, Layer, TileFormat, TileId};

pub(crate) async fn tile(State(app): State<AppState>, request: Request) -> Answer {
    let atlas = app.atlas()?;
    let uri = request.uri();
    let (layer, tile, format) = address(uri.path())?;
    let filter = filter(&atlas, layer, uri.query())?;
    let wanted = Wanted {
        encoding: Encoding::of_answer(request.headers())?,
        version: atlas.tile_version(layer, tile),
        layer,
        tile,
        format,
        filter: &filter,
    };
    Ok(answer(&app, &atlas, &wanted, request.headers()))
}

/// A tile of one atlas, as a client asks for it.
struct Wanted<'a> {
    layer: Layer,
    tile: TileId,
    format: TileFormat,
    filter: &'a Filter,
    encoding: Encoding,
    /// Of the tile's region, in the atlas that answers.
    version: u64,
}

impl Wanted<'_> {
    fn key(&self) -> TileKey {
        TileKey {
            layer: self.layer,
            tile: self.tile,
            format: self.format,
            encoding: self.encoding,
            version: self.version,
            filter: self.filter.cache_key().into_boxed_str(),
        }
    }
}

impl TileKey {
    /// The entity tag.
    fn tag(&self) -> HeaderValue {
        Digest::new()
            .number(self.version)
            .text(self.format.extension())
            .text(self.encoding.name())
            .text(&self.filter)
            .tag()
    }
}

fn answer(app: &AppState, atlas: &Atlas, wanted: &Wanted<'_>, asked: &HeaderMap) -> Response {
    let key = wanted.key();
    if asked.contains_key(axum::http::header::IF_NONE_MATCH) {
        let tag = key.tag();
        if validator::is_known(asked, &tag) {
            let mut response = validator::not_modified(tag, headers::REVALIDATE);
            headers::vary_by_encoding(response.headers_mut());
            return response;
        }
    }
    let tile = match app.tiles.get(&key) {
        Some(tile) => {
            app.metrics.tile_hits.inc();
            tile
        }
        None => {
            app.metrics.tile_misses.inc();
            let tile = draw(atlas, wanted, &key);
            app.tiles.put(key, tile.clone());
            tile
        }
    };
    let mut response = Response::new(Body::from(tile.body));
    let headers = response.headers_mut();
    let media_type = HeaderValue::from_static(wanted.format.media_type());
    headers.insert(CONTENT_TYPE, media_type);
    headers.insert(ETAG, tile.tag);
    headers.insert(CACHE_CONTROL, headers::REVALIDATE);
    tile.encoding.describe(headers);
    response
}

fn draw(atlas: &Atlas, wanted: &Wanted<'_>, key: &TileKey) -> Tile {
    let plain = atlas.tile(wanted.layer, wanted.tile, wanted.filter, wanted.format);
    let encoding = wanted.encoding.if_worth(plain.len());
    Tile {
        body: Bytes::from(encoding.compress(plain)),
        encoding,
        tag: key.tag(),
    }
}

/// Reads `/tiles/{layer}/{z}/{x}/{y}.{format}`; what is no tile of the grid is not found.
fn address(path: &str) -> Result<(Layer, TileId, TileFormat), Problem> {
    let wrong = || {
        Problem::not_found(format!(
            "{path} is no tile: /tiles/{{layer}}/{{z}}/{{x}}/{{y}}.geojson or .mvt with layer \
             spaces, initiatives, items or districts, z from 0 to 22, x and y from 0 to 2^z - 1"
        ))
    };
    let mut parts = path.split('/').skip(2);
    let mut part = || parts.next().ok_or_else(wrong);
    let layer = Layer::parse(part()?).map_err(|_| wrong())?;
    let (z, x) = (part()?, part()?);
    let (y, extension) = part()?.split_once('.').ok_or_else(wrong)?;
    let format = match extension {
        "geojson" => TileFormat::GeoJson,
        "mvt" => TileFormat::Mvt,
        _ => return Err(wrong()),
    };
    let number = |text: &str| {
        // `+1` and `01` would be second addresses of one tile.
        let plain =
            text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
        text.parse::<u32>().ok().filter(|_| plain).ok_or_else(wrong)
    };
    let z = u8::try_from(number(z)?).map_err(|_| wrong())?;
    let tile = TileId::new(z, number(x)?, number(y)?).map_err(|_| wrong())?;
    Ok((layer, tile, format))
}

/// The parameters that a layer's tiles take.
pub(crate) const fn parameters(layer: Layer) -> &'static [&'static str] {
    match layer {
        Layer::Districts => &["set", "district"],
        _ => &Filter::NAMES,
    }
}

fn filter(atlas: &Atlas, layer: Layer, query: Option<&str>) -> Result<Filter, Problem> {
    if query.is_none() {
        return Ok(Filter::default());
    }
    let mut query = Query::new(query);
    let filter = query.filter(atlas);
    query.finish(&[parameters(layer)])?;
    Ok(filter)
}
