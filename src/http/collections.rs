//! `/api/collections/{layer}/items` and `…/items/{id}`: lists and single features.

use crate::http::encoding::Encoding;
use crate::http::problem::{Answer, Problem};
use crate::http::query::{Query, suffix};
use crate::http::validator::{self, Digest};
use crate::http::{AppState, answer, clock, cursor, districts, headers, token};
use axum::extract::{Path, RawQuery, State};
use axum::http::header::{CACHE_CONTROL, ETAG, HeaderMap, HeaderValue, VARY};
use chrono::Utc;
use okolica_atlas::time::Stamp;
use okolica_atlas::{Atlas, FeatureOptions, Filter, ItemKey, ItemKind, Layer, Record};
use serde_json::{Value, json};
use std::io::Write as _;

/// Lists above this many features are made beside the workers that answer other requests.
const LONG_LIST: usize = 500;

/// What a client asks of a collection.
#[derive(Debug, Clone)]
pub(crate) struct Listing {
    pub(crate) layer: Layer,
    pub(crate) filter: Filter,
    pub(crate) limit: usize,
    /// The cursor as it was given.
    pub(crate) cursor: Option<String>,
    /// Whether contact fields that are not public may be there.
    pub(crate) editor: bool,
    pub(crate) now: Stamp,
}

/// GET of a collection.
pub(crate) async fn list(
    State(app): State<AppState>,
    Path(name): Path<String>,
    RawQuery(text): RawQuery,
    asked: HeaderMap,
) -> Answer {
    let atlas = app.atlas()?;
    let layer = layer(&name)?;
    let editor = token::is_editor(&app, &asked)?;
    let mut query = Query::new(text.as_deref());
    let after = match layer {
        Layer::Districts => query.single("cursor", cursor::name).map(After::District),
        _ => query.single("cursor", cursor::item).map(After::Item),
    };
    let listing = Listing {
        layer,
        limit: query.limit(),
        filter: query.filter(&atlas),
        cursor: query.single("cursor", |text| Ok(text.to_owned())),
        editor,
        now: clock::now(),
    };
    query.finish(&[parameters(layer), &["limit", "cursor"]])?;
    app.work_out(&atlas, &listing.filter, listing.now).await?;

    let encoding = Encoding::of_answer(&asked)?;
    let base = app.settings.public_url.as_str().to_owned();
    let until = listing.until(&atlas);
    let tag = listing.tag(&atlas, &base, encoding, until);
    let policy = if editor {
        headers::PRIVATE
    } else {
        headers::until(&listing.filter, listing.now, until)
    };
    if !editor && validator::is_known(&asked, &tag) {
        let mut response = validator::not_modified(tag, policy);
        vary(response.headers_mut());
        return Ok(response);
    }
    let long = listing.limit > LONG_LIST;
    let make = move || {
        let body = listing.body(&base, &atlas, after.as_ref());
        answer::compressed(encoding, headers::GEO_JSON, body)
    };
    let mut response = if long { app.aside(make).await? } else { make() };
    let headers = response.headers_mut();
    headers.insert(ETAG, tag);
    vary(headers);
    headers.insert(CACHE_CONTROL, policy);
    Ok(response)
}

/// GET of one feature.
pub(crate) async fn one(
    State(app): State<AppState>,
    Path((name, id)): Path<(String, String)>,
    RawQuery(text): RawQuery,
    asked: HeaderMap,
) -> Answer {
    let atlas = app.atlas()?;
    let layer = layer(&name)?;
    let editor = token::is_editor(&app, &asked)?;
    Query::new(text.as_deref()).finish(&[])?;
    if layer == Layer::Districts {
        return districts::one(&atlas, &id, &asked);
    }
    let record = key(layer, &id)
        .and_then(|key| atlas.item(key))
        .ok_or_else(|| no_feature(&name, &id))?;
    feature_answer(&atlas, record, layer, &asked, editor)
}

/// The layer of a collection's name.
pub(crate) fn layer(name: &str) -> Result<Layer, Problem> {
    Layer::parse(name).map_err(|_| {
        Problem::not_found(format!(
            "there is no collection {name}; there are spaces, initiatives, items and districts"
        ))
    })
}

pub(crate) fn no_feature(layer: &str, id: &str) -> Problem {
    Problem::not_found(format!("there is no feature {id} in {layer}"))
}

pub(crate) fn no_item(key: ItemKey) -> Problem {
    no_feature(key.kind.layer(), &key.id.to_string())
}

/// A feature as its own answer; its tag says the item's version.
pub(crate) fn feature_answer(
    atlas: &Atlas,
    record: &Record,
    layer: Layer,
    asked: &HeaderMap,
    editor: bool,
) -> Answer {
    let encoding = Encoding::of_answer(asked)?;
    let mut body = Vec::new();
    atlas.write_feature(&mut body, record, options(layer, editor));
    let digest = Digest::new().bytes(&body).text(encoding.name());
    let tag = digest.item_tag(record.version());
    let mut response = if validator::is_known(asked, &tag) {
        validator::not_modified(tag.clone(), headers::REVALIDATE)
    } else {
        answer::compressed(encoding, headers::GEO_JSON, body)
    };
    let headers = response.headers_mut();
    headers.insert(ETAG, tag);
    vary(headers);
    cache(headers, editor);
    Ok(response)
}

const fn parameters(layer: Layer) -> &'static [&'static str] {
    match layer {
        Layer::Districts => &["set", "district", "bbox"],
        _ => &Filter::NAMES,
    }
}

fn options(layer: Layer, editor: bool) -> FeatureOptions {
    FeatureOptions {
        layer_id: layer == Layer::Items,
        contact: editor,
    }
}

/// The key of a feature's id: an integer in a single layer, `spaces/17` in `items`.
fn key(layer: Layer, id: &str) -> Option<ItemKey> {
    let kind = match layer {
        Layer::Spaces => ItemKind::Space,
        Layer::Initiatives => ItemKind::Initiative,
        Layer::Items => return cursor::parse_key(id),
        Layer::Districts => return None,
    };
    Some(ItemKey {
        kind,
        id: cursor::parse_id(id)?,
    })
}

/// The answer depends on the token too.
fn vary(headers: &mut HeaderMap) {
    headers.insert(
        VARY,
        HeaderValue::from_static("accept-encoding, authorization"),
    );
}

fn cache(headers: &mut HeaderMap, editor: bool) {
    let policy = if editor {
        headers::PRIVATE
    } else {
        headers::REVALIDATE
    };
    headers.insert(CACHE_CONTROL, policy);
}

/// Where a page starts.
#[derive(Debug, Clone)]
pub(crate) enum After {
    Item(ItemKey),
    /// A code.
    District(String),
}

impl Listing {
    /// The end of the time slice in which the answer stays true; `None`: always.
    fn until(&self, atlas: &Atlas) -> Option<Stamp> {
        let timed = self.layer != Layer::Districts && self.filter.is_timed();
        timed.then(|| atlas.ask(self.layer, &self.filter, self.now).until())?
    }

    /// Weak, because the answer also says when it was made.
    fn tag(
        &self,
        atlas: &Atlas,
        base: &str,
        encoding: Encoding,
        until: Option<Stamp>,
    ) -> HeaderValue {
        Digest::new()
            .text(base)
            .number(atlas.items_version(self.layer))
            .number(atlas.words_version(&self.filter))
            .text(self.layer.name())
            .text(&self.filter.cache_key())
            .number(self.limit as u64)
            .number(until.map_or(0, Stamp::millis).cast_unsigned())
            .text(self.cursor.as_deref().unwrap_or_default())
            .text(if self.editor { "editor" } else { "" })
            .text(encoding.name())
            .weak_tag()
    }

    fn body(&self, base: &str, atlas: &Atlas, after: Option<&After>) -> Vec<u8> {
        match after {
            Some(After::District(after)) => districts::body(self, base, atlas, Some(after)),
            None if self.layer == Layer::Districts => districts::body(self, base, atlas, None),
            Some(After::Item(key)) => self.items(base, atlas, Some(*key)),
            None => self.items(base, atlas, None),
        }
    }

    fn items(&self, base: &str, atlas: &Atlas, after: Option<ItemKey>) -> Vec<u8> {
        let asked = atlas.ask(self.layer, &self.filter, self.now);
        let page = asked.page(after, self.limit);
        let head = Head {
            matched: page.matched,
            returned: page.items.len(),
            without_position: page.without_position,
            unknown: Some(page.unknown),
            next: page.next.map(cursor::after_item),
        };
        let options = options(self.layer, self.editor);
        self.collection(base, &head, page.items.into_iter(), |out, record| {
            atlas.write_feature(out, record, options);
        })
    }

    /// Writes the FeatureCollection.
    pub(crate) fn collection<T>(
        &self,
        base: &str,
        head: &Head,
        features: impl Iterator<Item = T>,
        write: impl Fn(&mut Vec<u8>, T),
    ) -> Vec<u8> {
        let mut out = Vec::with_capacity(1024 * (head.returned + 1));
        let stamp = Utc::now().format("%Y-%m-%dT%H:%M:%SZ");
        let unknown = head
            .unknown
            .map(|unknown| format!("\"unknown\":{unknown},"));
        let unknown = unknown.unwrap_or_default();
        // A Vec takes every write.
        let _ = write!(
            out,
            "{{\"type\":\"FeatureCollection\",\"numberMatched\":{},\"numberReturned\":{},\
             \"numberWithoutPosition\":{},{}\"timeStamp\":\"{stamp}\",\"links\":{},\"features\":[",
            head.matched,
            head.returned,
            head.without_position,
            unknown,
            self.links(base, head.next.as_deref()),
        );
        for (at, feature) in features.enumerate() {
            if at > 0 {
                out.push(b',');
            }
            write(&mut out, feature);
        }
        out.extend_from_slice(b"]}");
        out
    }

    fn links(&self, base: &str, next: Option<&str>) -> Value {
        let link = |rel: &str, cursor: Option<&str>| {
            let limit = self.limit.to_string();
            let filters = self.filter.to_query();
            let filters = filters.iter().map(|(name, value)| (*name, value.as_str()));
            let paging = [("limit", limit.as_str())];
            let cursor = cursor.map(|cursor| ("cursor", cursor));
            let query = suffix(filters.chain(paging).chain(cursor));
            let layer = self.layer.name();
            json!({
                "rel": rel,
                "type": "application/geo+json",
                "href": format!("{base}/api/collections/{layer}/items{query}"),
            })
        };
        let mut links = vec![link("self", self.cursor.as_deref())];
        links.extend(next.map(|next| link("next", Some(next))));
        Value::Array(links)
    }
}

/// What a collection says before its features.
pub(crate) struct Head {
    pub(crate) matched: usize,
    pub(crate) returned: usize,
    pub(crate) without_position: usize,
    /// Items that say nothing of something that is asked for; districts leave nothing unsaid.
    pub(crate) unknown: Option<usize>,
    pub(crate) next: Option<String>,
}
