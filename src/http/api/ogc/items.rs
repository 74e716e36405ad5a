//! `/api/collections/{id}/items` and `…/items/{id}`: lists and single features.

use crate::http::api::ogc::collection::Collection;
use crate::http::api::ogc::figures;
use crate::http::api::ogc::frame::{self, Format, Frame};
use crate::http::api::ogc::listing::{self, Found, Listing};
use crate::http::api::ogc::reference::{CONTENT_CRS, Reference};
use crate::http::api::ogc::render::{self, Writer};
use crate::http::request::context::RequestContext;
use crate::http::request::cursor;
use crate::http::request::query::Query;
use crate::http::response::answer;
use crate::http::response::encoding::Encoding;
use crate::http::response::problem::{Answer, Problem};
use crate::http::response::validator::{self, Digest};
use crate::http::server::headers;
use crate::http::site::pages;
use crate::http::state::AppState;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, ETAG, HeaderMap, HeaderValue, VARY};
use okolica_atlas::{Atlas, Record};
use okolica_model::calendar::Calendar;
use okolica_model::time::Stamp;
use okolica_model::{ItemKey, ItemKind, Layer};

/// Lists above this many features are made beside the workers that answer other requests.
const LONG_LIST: usize = 500;

/// GET of a collection's features.
pub(crate) async fn list(Path(name): Path<String>, cx: RequestContext) -> Answer {
    let (app, atlas) = (cx.app.clone(), cx.atlas.clone());
    let collection = Collection::parse(&name)?;
    let editor = cx.role()?.is_editor();
    let mut query = Query::new(cx.uri.query());
    let frame = Frame::read(&mut query, &atlas, &cx.headers);
    let mut listing = Listing::read(collection, &mut query, &atlas, editor, cx.now);
    query.finish(&[collection.filters(), &listing::NAMES, &Frame::NAMES])?;
    app.work_out(&atlas, &listing.filter, listing.now).await?;

    let encoding = Encoding::of_answer(&cx.headers)?;
    let base = app.settings.public_url.as_str().to_owned();
    let until = listing.until(&atlas);
    let tag = listing.tag(&atlas, &base, &frame, encoding, until);
    let policy = if editor {
        headers::PRIVATE
    } else {
        headers::until(&listing.filter, listing.now, until)
    };
    let reference = listing.reference;
    if !editor && frame.format == Format::Json && validator::is_known(&cx.headers, &tag) {
        let mut response = validator::not_modified(tag, policy);
        vary(response.headers_mut());
        return Ok(response);
    }
    if collection == Collection::Districts {
        let figures = figures::of_set(&app, &atlas, listing.set(), listing.now).await?;
        listing.figures = Some(figures);
    }
    let long = listing.limit > LONG_LIST || listing.is_long();
    if frame.format == Format::Html {
        let make = move || {
            let page = render::list_page(&listing, &listing.page(&atlas), &atlas, &base, &frame);
            pages::api(&cx, &page)
        };
        let made = if long { app.aside(make).await? } else { make() };
        let mut response = made?;
        vary(response.headers_mut());
        response.headers_mut().insert(CACHE_CONTROL, policy);
        return Ok(response);
    }
    let make = move || {
        let page = listing.page(&atlas);
        let body = render::collection(&listing, &page, &atlas, &base, &frame);
        answer::compressed(encoding, headers::GEO_JSON, body)
    };
    let mut response = if long { app.aside(make).await? } else { make() };
    let headers = response.headers_mut();
    headers.insert(ETAG, tag);
    vary(headers);
    headers.insert(CACHE_CONTROL, policy);
    if collection.has_geometry() {
        headers.insert(CONTENT_CRS, reference.header());
    }
    Ok(response)
}

/// GET of one feature.
pub(crate) async fn one(Path((name, id)): Path<(String, String)>, cx: RequestContext) -> Answer {
    let (app, atlas) = (&cx.app, &cx.atlas);
    let collection = Collection::parse(&name)?;
    let editor = cx.role()?.is_editor();
    let mut query = Query::new(cx.uri.query());
    let frame = Frame::read(&mut query, atlas, &cx.headers);
    let reference = query.single("crs", |text| {
        listing::parse_reference(collection, "crs", text)
    });
    query.finish(&[&["crs"], &Frame::NAMES])?;
    let found = find(atlas, collection, &id).ok_or_else(|| no_feature(&name, &id))?;
    let figures = match found {
        Found::District(stored) => {
            let set = stored.district.set.as_str();
            Some(figures::of_set(app, atlas, set, cx.now).await?)
        }
        _ => None,
    };
    let writer = Writer {
        atlas,
        collection,
        editor,
        reference: reference.unwrap_or_default(),
        figures: figures.as_ref(),
    };
    if frame.format == Format::Html {
        let document = writer.document(app.settings.public_url.as_str(), found, &frame);
        let page = render::feature_page(&writer, &document, &frame);
        let mut response = pages::api(&cx, &page)?;
        vary(response.headers_mut());
        cache(response.headers_mut(), editor);
        return Ok(response);
    }
    document(app, &writer, found, &frame, &cx.headers)
}

fn find<'a>(atlas: &'a Atlas, collection: Collection, id: &str) -> Option<Found<'a>> {
    match collection {
        Collection::Districts => {
            let id = cursor::parse_id(id)?;
            let mut all = atlas.sets().flat_map(|set| atlas.districts(set));
            all.find(|stored| stored.id == id).map(Found::District)
        }
        Collection::PopulationCells => {
            let id = cursor::parse_id(id)?;
            let cells = atlas.cells().all();
            let at = cells.binary_search_by_key(&id, |cell| cell.id).ok()?;
            Some(Found::Cell(&cells[at]))
        }
        Collection::Categories => atlas.categories().get(id).map(Found::Category),
        Collection::Items => atlas.item(cursor::parse_key(id)?).map(Found::Item),
        Collection::Spaces => item(atlas, ItemKind::Space, id),
        Collection::Initiatives => item(atlas, ItemKind::Initiative, id),
    }
}

fn item<'a>(atlas: &'a Atlas, kind: ItemKind, id: &str) -> Option<Found<'a>> {
    let id = cursor::parse_id(id)?;
    atlas.item(ItemKey { kind, id }).map(Found::Item)
}

pub(crate) fn no_feature(collection: &str, id: &str) -> Problem {
    Problem::not_found(format!("there is no feature {id} in {collection}"))
}

pub(crate) fn no_item(key: ItemKey) -> Problem {
    no_feature(key.kind.layer(), &key.id.to_string())
}

/// An item as whoever changed it gets it back.
pub(crate) fn written(app: &AppState, atlas: &Atlas, record: &Record, asked: &HeaderMap) -> Answer {
    let frame = Frame::read(&mut Query::new(None), atlas, asked);
    let collection = match record.key().kind {
        ItemKind::Space => Collection::Spaces,
        ItemKind::Initiative => Collection::Initiatives,
    };
    let writer = Writer {
        atlas,
        collection,
        editor: true,
        reference: Reference::default(),
        figures: None,
    };
    let frame = Frame {
        format: Format::Json,
        ..frame
    };
    document(app, &writer, Found::Item(record), &frame, asked)
}

/// A feature as its own answer; an item's tag says its version.
fn document(
    app: &AppState,
    writer: &Writer<'_>,
    found: Found<'_>,
    frame: &Frame,
    asked: &HeaderMap,
) -> Answer {
    let encoding = Encoding::of_answer(asked)?;
    let body = writer.document(app.settings.public_url.as_str(), found, frame);
    let digest = Digest::new().bytes(&body).text(encoding.name());
    let tag = match found {
        Found::Item(record) => digest.item_tag(record.version()),
        _ => digest.tag(),
    };
    let mut response = if validator::is_known(asked, &tag) {
        validator::not_modified(tag.clone(), headers::REVALIDATE)
    } else {
        answer::compressed(encoding, headers::GEO_JSON, body)
    };
    let headers = response.headers_mut();
    headers.insert(ETAG, tag);
    vary(headers);
    cache(headers, writer.editor);
    if writer.collection.has_geometry() {
        headers.insert(CONTENT_CRS, writer.reference.header());
    }
    Ok(response)
}

/// The answer depends on the token too.
fn vary(headers: &mut HeaderMap) {
    headers.insert(
        VARY,
        HeaderValue::from_static("accept-encoding, authorization"),
    );
    frame::vary(headers);
}

fn cache(headers: &mut HeaderMap, editor: bool) {
    let policy = if editor {
        headers::PRIVATE
    } else {
        headers::REVALIDATE
    };
    headers.insert(CACHE_CONTROL, policy);
}

impl Listing {
    /// Weak, because the answer also says when it was made.
    fn tag(
        &self,
        atlas: &Atlas,
        base: &str,
        frame: &Frame,
        encoding: Encoding,
        until: Option<Stamp>,
    ) -> HeaderValue {
        let version = match self.collection.layer() {
            Some(layer) if layer != Layer::Districts => atlas.items_version(layer),
            // Figures, and what has no version of its own, change with anything.
            _ => atlas.version(),
        };
        let day = Calendar::of(atlas.profile()).day(self.now);
        let mut digest = Digest::new()
            .text(base)
            .number(version)
            .text(&day.to_string())
            .number(atlas.words_version(&self.filter))
            .text(self.collection.id())
            .text(&okolica_atlas::cache_key(&self.filter))
            .text(frame.words.language.tag())
            .number(self.limit as u64)
            .number(until.map_or(0, Stamp::millis).cast_unsigned())
            .text(self.cursor.as_deref().unwrap_or_default())
            .text(if self.editor { "editor" } else { "" })
            .text(encoding.name());
        for (name, value) in self.given.iter().chain(&frame.given) {
            digest = digest.text(name).text(value);
        }
        digest.weak_tag()
    }
}
