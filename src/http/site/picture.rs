//! `/map.png` and `/spaces/{id}/map.png`, `/initiatives/{id}/map.png`, `/districts/{code}/map.png`:
//! small pictures of the map, for previews of links and for pages.

use crate::http::request::context::RequestContext;
use crate::http::request::query::Query;
use crate::http::response::problem::{Answer, Problem};
use crate::http::response::validator::{self, Digest};
use crate::http::server::headers;
use crate::http::site::ground::Ground;
use crate::http::site::pages;
use crate::http::state::AppState;
use crate::picture::{Frame, Scene, Size};
use axum::body::Body;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, HeaderValue};
use axum::response::Response;
use okolica_atlas::{Atlas, Record};
use okolica_model::district::DEFAULT_SET;
use okolica_model::filter::DistrictFilter;
use okolica_model::time::Stamp;
use okolica_model::{BBox, FieldError, Filter, ItemKey, Layer};
use okolica_web::mercator::World;
use okolica_web::page;
use okolica_web::state::{MapView, near_box};
use std::sync::Arc;

const PNG: HeaderValue = HeaderValue::from_static("image/png");

/// How close an item's own picture is: its neighbourhood, with parks and borders to know it by.
const NEIGHBOURHOOD: f64 = 14.0;

/// What a picture is asked to show.
struct Wanted {
    atlas: Arc<Atlas>,
    frame: Frame,
    filter: Filter,
    selected: Option<ItemKey>,
    now: Stamp,
}

/// A view of the map: the filters of `/`, and `map=zoom/lat/lon`.
pub(crate) async fn view(cx: RequestContext) -> Answer {
    let atlas = &cx.atlas;
    let mut query = Query::new(cx.uri.query());
    let size = size(&mut query);
    let place = query.single("map", |text| {
        let expected = "zoom/latitude/longitude like 14/52.2297/21.0122";
        MapView::parse(text).ok_or_else(|| FieldError::new("map", text, expected))
    });
    let past = query.single("past", |text| Ok(text == "1"));
    let mut filter = query.filter(atlas);
    // As on the page that it is a picture of.
    filter.hide_ended = past != Some(true);
    query.finish(&[&Filter::NAMES, &["map", "size"]])?;
    let frame = match place {
        Some(place) => Frame::around(World::of(place.center), place.zoom.into(), size),
        None => Frame::of(extent(atlas, &filter), size),
    };
    answer(&cx, Wanted::new(&cx, frame, filter, None)).await
}

/// An item in its neighbourhood.
pub(crate) async fn item(Path(id): Path<String>, cx: RequestContext) -> Answer {
    let atlas = &cx.atlas;
    let mut query = Query::new(cx.uri.query());
    let size = size(&mut query);
    query.finish(&[&["size"]])?;
    let key = pages::item_at(atlas, cx.uri.path(), &id);
    let place = key.and_then(|key| Some((key, atlas.item(key)?.position()?)));
    let (key, position) =
        place.ok_or_else(|| Problem::not_found("there is no such item with a place on the map"))?;
    let frame = Frame::around(World::of(position), NEIGHBOURHOOD, size);
    answer(&cx, Wanted::new(&cx, frame, all(), Some(key))).await
}

/// A district and what is in it.
pub(crate) async fn district(Path(code): Path<String>, cx: RequestContext) -> Answer {
    let atlas = &cx.atlas;
    let mut query = Query::new(cx.uri.query());
    let size = size(&mut query);
    let set = query.single("set", |text| Ok(text.to_owned()));
    query.finish(&[&["set", "size"]])?;
    let set = set.unwrap_or_else(|| DEFAULT_SET.to_owned());
    let known = atlas.district(&set, &code);
    let frame = known.map(|stored| Frame::of(stored.district.area.bbox(), size));
    let frame = frame.ok_or_else(|| Problem::not_found("there is no such district to draw"))?;
    let filter = Filter {
        district: Some(DistrictFilter {
            set,
            codes: vec![code],
        }),
        ..all()
    };
    answer(&cx, Wanted::new(&cx, frame, filter, None)).await
}

fn size(query: &mut Query<'_>) -> Size {
    let size = query.single("size", |text| match text {
        "small" => Ok(Size::Small),
        _ => Err(FieldError::new("size", text, "small, or nothing")),
    });
    size.unwrap_or(Size::Preview)
}

/// All that pages show unless asked.
fn all() -> Filter {
    Filter {
        hide_ended: true,
        ..Filter::default()
    }
}

/// What a view of these filters is about: its box, neighbourhood or district, else the whole city.
fn extent(atlas: &Atlas, filter: &Filter) -> BBox {
    let wanted = filter.district.as_ref();
    let set = wanted.map_or(DEFAULT_SET, |wanted| &wanted.set);
    let codes = wanted.map_or(&[][..], |wanted| &wanted.codes);
    let districts = atlas.districts(set).iter().map(|stored| &stored.district);
    let districts = districts.filter(|one| codes.is_empty() || codes.contains(&one.code));
    let city = page::box_around(districts.map(|district| district.area.bbox()));
    let found = filter.bbox.or_else(|| filter.near.map(near_box));
    let found = found.or(city).or(atlas.profile().bbox);
    found.or_else(|| atlas.extent()).unwrap_or(BBox::WORLD)
}

impl Wanted {
    fn new(cx: &RequestContext, frame: Frame, filter: Filter, selected: Option<ItemKey>) -> Self {
        Self {
            atlas: cx.atlas.clone(),
            frame,
            filter,
            selected,
            now: cx.now,
        }
    }

    /// When time alone may change it; `None`: never.
    fn until(&self) -> Option<Stamp> {
        if !self.filter.is_timed() {
            return None;
        }
        let asked = self.atlas.ask(Layer::Items, &self.filter, self.now);
        let tiles = self.frame.tiles();
        tiles.filter_map(|tile| asked.tile_until(tile)).min()
    }

    /// Of what it shows: the tiles it is made of, and what lies under them.
    fn tag(&self, app: &AppState, until: Option<Stamp>) -> HeaderValue {
        let selected = self.selected.and_then(|key| self.atlas.item(key));
        let ground = app.ground(&self.atlas);
        let start = ground
            .map_or_else(Digest::new, Ground::digest)
            .text(&okolica_atlas::cache_key(&self.filter))
            .text(&format!("{:?}", self.frame))
            .text(&format!("{:?}", self.selected))
            .number(selected.map_or(0, Record::validator))
            .number(self.atlas.words_version(&self.filter))
            .number(until.map_or(0, Stamp::millis).cast_unsigned());
        let tiles = self.frame.tiles();
        let versions = tiles.map(|tile| app.tile_versions.get(&self.atlas, Layer::Items, tile));
        versions.fold(start, Digest::number).tag()
    }
}

async fn answer(cx: &RequestContext, wanted: Wanted) -> Answer {
    let app = &cx.app;
    app.work_out(&wanted.atlas, &wanted.filter, wanted.now)
        .await?;
    let until = wanted.until();
    let tag = wanted.tag(app, until);
    let policy = headers::until(&wanted.filter, wanted.now, until);
    if validator::is_known(&cx.headers, &tag) {
        return Ok(validator::not_modified(tag, policy));
    }
    let shared = app.clone();
    let draw = move || {
        let scene = Scene {
            ground: shared.ground(&wanted.atlas).map(Ground::drawn),
            atlas: &wanted.atlas,
            now: wanted.now,
            frame: wanted.frame,
            filter: wanted.filter,
            selected: wanted.selected,
        };
        scene.png()
    };
    let drawn = app.aside(draw).await?.ok_or_else(|| {
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        Problem::new(status, "the picture could not be drawn")
    })?;
    let mut response = Response::new(Body::from(drawn));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, PNG);
    headers.insert(CACHE_CONTROL, policy);
    headers.insert(ETAG, tag);
    Ok(response)
}
