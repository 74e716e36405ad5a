//! `/tiles/{layer}/{z}/{x}/{y}.geojson` and `.mvt`.

pub(crate) mod cache;
pub(crate) mod tilejson;

use crate::http::request::context::RequestContext;
use crate::http::request::query::Query;
use crate::http::response::encoding::Encoding;
use crate::http::response::problem::{Answer, Problem};
use crate::http::response::validator::{self, Digest};
use crate::http::server::headers;
use crate::http::state::AppState;
use crate::http::tiles::cache::{Tile, TileKey};
use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue};
use axum::response::Response;
use bytes::Bytes;
use okolica_atlas::{Atlas, TileFormat, TileId};
use okolica_model::time::Stamp;
use okolica_model::{Filter, Layer};

/// What an answer carries, with the envelope's own.
const ANSWER_HEADERS: usize = 12;

pub(crate) async fn tile(cx: RequestContext) -> Answer {
    let (layer, tile, format) = address(cx.uri.path())?;
    let filter = filter(&cx.atlas, layer, cx.uri.query())?;
    of(&cx, (layer, tile, format), &filter).await
}

/// A tile, whatever its address was.
pub(crate) async fn of(
    cx: &RequestContext,
    (layer, tile, format): (Layer, TileId, TileFormat),
    filter: &Filter,
) -> Answer {
    let (app, atlas) = (&cx.app, &cx.atlas);
    cx.work_out(filter).await?;
    let wanted = Wanted {
        now: cx.now,
        encoding: Encoding::of_answer(&cx.headers)?,
        version: app
            .tile_versions
            .get(atlas, layer, tile)
            .wrapping_add(atlas.words_version(filter)),
        layer,
        tile,
        format,
        filter,
    };
    Ok(answer(app, atlas, &wanted, &cx.headers))
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
    now: Stamp,
}

impl Wanted<'_> {
    fn key(&self, app: &AppState, atlas: &Atlas) -> TileKey {
        let mut key = TileKey {
            layer: self.layer,
            tile: self.tile,
            format: self.format,
            encoding: self.encoding,
            version: self.version,
            filter: okolica_atlas::cache_key(self.filter).into_boxed_str(),
            until: None,
        };
        if self.filter.is_timed() && self.layer != Layer::Districts {
            let ask = || atlas.ask(self.layer, self.filter, self.now);
            let find = || ask().tile_until(self.tile);
            key.until = app.tile_slices.end(&key, self.now, find);
        }
        key
    }
}

impl TileKey {
    /// The entity tag.
    fn tag(&self) -> HeaderValue {
        let until = self.until.map_or(0, Stamp::millis);
        Digest::new()
            .number(self.version)
            .number(until.cast_unsigned())
            .text(self.format.extension())
            .text(self.encoding.name())
            .text(&self.filter)
            .tag()
    }
}

fn answer(app: &AppState, atlas: &Atlas, wanted: &Wanted<'_>, asked: &HeaderMap) -> Response {
    let key = wanted.key(app, atlas);
    let policy = headers::until(wanted.filter, wanted.now, key.until);
    if asked.contains_key(axum::http::header::IF_NONE_MATCH) {
        let tag = key.tag();
        if validator::is_known(asked, &tag) {
            let mut response = validator::not_modified(tag, policy);
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
    // As many as there will be: growing on the way would move them all.
    headers.reserve(ANSWER_HEADERS);
    let media_type = HeaderValue::from_static(wanted.format.media_type());
    headers.insert(CONTENT_TYPE, media_type);
    headers.insert(ETAG, tile.tag);
    headers.insert(CACHE_CONTROL, policy);
    tile.encoding.describe(headers);
    response
}

fn draw(atlas: &Atlas, wanted: &Wanted<'_>, key: &TileKey) -> Tile {
    let asked = atlas.ask(wanted.layer, wanted.filter, wanted.now);
    let plain = asked.tile(wanted.tile, wanted.format);
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
    let tile = tile_of(z, x, y).ok_or_else(wrong)?;
    Ok((layer, tile, format))
}

/// The tile of three numbers as addresses have them.
pub(crate) fn tile_of(z: &str, x: &str, y: &str) -> Option<TileId> {
    let number = |text: &str| {
        // `+1` and `01` would be second addresses of one tile.
        let plain =
            text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
        text.parse::<u32>().ok().filter(|_| plain)
    };
    let z = u8::try_from(number(z)?).ok()?;
    TileId::new(z, number(x)?, number(y)?).ok()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::state::Settings;
    use okolica_atlas::Edit;
    use okolica_model::item::StoredItem;
    use okolica_model::profile::Profile;
    use okolica_model::{Item, ItemKind, Position};
    use serde_json::json;
    use std::sync::Arc;

    /// Space 1 with a name and a version, in a map without districts.
    fn space(name: &str, version: u64) -> StoredItem {
        let properties = json!({"name": name});
        let properties = properties.as_object().expect("an object");
        let position = Position::new(21.0, 52.0).expect("a position");
        let item = Item::parse(ItemKind::Space, properties, Some(position)).expect("an item");
        let stamp = Stamp::from_millis(0).expect("a stamp");
        StoredItem {
            id: 1,
            version,
            created_at: stamp,
            updated_at: stamp,
            item,
        }
    }

    async fn body(response: Response) -> String {
        let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await;
        String::from_utf8(bytes.expect("a body").to_vec()).expect("UTF-8")
    }

    #[tokio::test]
    async fn a_tile_that_is_drawn_while_an_edit_lands_stays_with_its_past() {
        let app = AppState::new(Settings::for_test()).expect("settings");
        let category = okolica_model::category::Category {
            id: okolica_model::category::CategoryId::other(),
            parent: None,
            labels: std::collections::BTreeMap::new(),
            icon: None,
            colour: 0,
        };
        let mut builder = Atlas::builder(Profile::default(), vec![category], Vec::new());
        builder.add(space("przedtem", 1));
        let (before, _) = builder.finish(1);
        let (after, _) = before.apply(Edit {
            version: 2,
            upserted: vec![space("potem", 2)],
            removed: Vec::new(),
        });
        let position = Position::new(21.0, 52.0).expect("a position");
        let filter = Filter::default();
        let wanted = |atlas: &Atlas| Wanted {
            layer: Layer::Spaces,
            tile: TileId::of(position, 18),
            format: TileFormat::GeoJson,
            filter: &filter,
            encoding: Encoding::Identity,
            now: crate::http::clock::now(),
            version: atlas.tile_version(Layer::Spaces, TileId::of(position, 18)),
        };
        let ask = async |atlas: &Atlas, wanted: &Wanted<'_>| {
            body(answer(&app, atlas, wanted, &HeaderMap::new())).await
        };
        // A slow request has looked at the old atlas; the edit lands and is read; only then the
        // slow request puts its tile into the cache.
        let slow = wanted(&before);
        assert!(ask(&after, &wanted(&after)).await.contains("potem"));
        assert!(ask(&before, &slow).await.contains("przedtem"));
        for _ in 0..2 {
            assert!(ask(&after, &wanted(&after)).await.contains("potem"));
        }
        assert_eq!(app.metrics.tile_misses.get(), 2);

        // The memo of versions knows each atlas by itself, whoever asks in between.
        let tile = TileId::of(position, 14);
        let (before, after) = (Arc::new(before), Arc::new(after));
        for atlas in [&before, &before, &after, &before, &after, &after] {
            let version = app.tile_versions.get(atlas, Layer::Spaces, tile);
            assert_eq!(version, atlas.tile_version(Layer::Spaces, tile));
        }
    }
}
