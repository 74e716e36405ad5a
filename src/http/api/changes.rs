//! `/api/changes`: what was changed since a number of the change log, deleted items included; as a
//! document, or as a stream of events (`events.rs`).

use crate::http::api::events;
use crate::http::api::ogc::frame;
use crate::http::request::context::RequestContext;
use crate::http::request::query::{Query, suffix};
use crate::http::response::answer;
use crate::http::response::encoding::Encoding;
use crate::http::response::problem::{Answer, Problem};
use crate::http::response::validator::{self, Digest};
use crate::http::server::headers;
use crate::store::{Change, Op};
use axum::http::header::{CACHE_CONTROL, ETAG};
use axum::http::{HeaderMap, HeaderValue};
use okolica_model::layer::MAX_ID;
use okolica_model::{FieldError, Layer};
use serde_json::{Value, json};

/// More changes than this are written beside the workers that answer other requests.
const LONG: usize = 500;

pub(crate) async fn changes(cx: RequestContext) -> Answer {
    let (app, asked) = (&cx.app, &cx.headers);
    let mut query = Query::new(cx.uri.query());
    let since = query.single("since", parse_since).unwrap_or(0);
    if wants_events(asked) {
        // Events don't end: there is nothing to limit.
        query.finish(&[&["since"]])?;
        return events::stream(app, last_event(asked)?.unwrap_or(since));
    }
    let limit = query.limit();
    query.finish(&[&["since", "limit"]])?;

    // Only what the atlas holds: whoever fetches what changed must find it changed.
    let published = cx.atlas.version();
    let encoding = Encoding::of_answer(asked)?;
    let base = &app.settings.public_url;
    let tag = Digest::new()
        .text(base.as_str())
        .number(published)
        .number(since)
        .number(limit as u64)
        .text(encoding.name())
        .tag();
    if validator::is_known(asked, &tag) {
        let mut response = validator::not_modified(tag, headers::REVALIDATE);
        headers::vary_by_encoding(response.headers_mut());
        headers::vary_by_accept(response.headers_mut());
        return Ok(response);
    }
    let changes = if since < published {
        let read = app.live()?.store().changes(since, limit as u32).await;
        read.map_err(|error| {
            tracing::error!(%error, "the change log could not be read");
            Problem::busy("the change log can't be read just now", 5)
        })?
    } else {
        Vec::new()
    };
    let base = base.as_str().to_owned();
    let long = changes.len() > LONG;
    let make = move || {
        let body = document(&base, changes, since, limit, published);
        answer::compressed(encoding, headers::JSON, body)
    };
    let mut response = if long { app.aside(make).await? } else { make() };
    response.headers_mut().insert(ETAG, tag);
    response
        .headers_mut()
        .insert(CACHE_CONTROL, headers::REVALIDATE);
    headers::vary_by_accept(response.headers_mut());
    Ok(response)
}

/// The published ones of the changes that follow `since`, as JSON.
fn document(
    base: &str,
    mut changes: Vec<Change>,
    since: u64,
    limit: usize,
    published: u64,
) -> Vec<u8> {
    changes.retain(|change| change.seq <= published);
    let next = changes.last().map_or(since, |last| last.seq);
    let at = next.to_string();
    let rest = suffix([("since", at.as_str()), ("limit", &limit.to_string())]);
    let document = json!({
        "version": published,
        "changes": changes.iter().filter_map(entry).collect::<Vec<Value>>(),
        "next": next,
        "more": next < published && !changes.is_empty(),
        "links": [{
            "rel": "next",
            "type": "application/json",
            "href": format!("{base}/api/changes{rest}"),
        }],
    });
    document.to_string().into_bytes()
}

fn parse_since(text: &str) -> Result<u64, FieldError> {
    number("since", text)
}

fn number(name: &'static str, text: &str) -> Result<u64, FieldError> {
    text.parse()
        .ok()
        .filter(|number| *number <= MAX_ID)
        .ok_or_else(|| FieldError::new(name, text, "a number of the change log, from 0"))
}

/// Whether the client names events before JSON.
fn wants_events(asked: &HeaderMap) -> bool {
    let weight = |kind: &str| frame::weight(asked, |named| named == kind);
    weight("text/event-stream") > weight("application/json")
}

/// The last event that a client has seen, as browsers say it when they come back.
fn last_event(asked: &HeaderMap) -> Result<Option<u64>, Problem> {
    let given = asked.get("last-event-id").map(HeaderValue::as_bytes);
    let text = String::from_utf8_lossy(given.unwrap_or_default());
    if text.is_empty() {
        return Ok(None);
    }
    let number = number("Last-Event-ID", &text);
    number
        .map(Some)
        .map_err(|error| Problem::parameters(vec![error]))
}

/// A change of a published layer; who and why stay inside.
pub(crate) fn entry(change: &Change) -> Option<Value> {
    Layer::parse(&change.table).is_ok().then(|| {
        json!({
            "seq": change.seq,
            "layer": change.table,
            "id": change.id,
            "op": match change.op {
                Op::Insert => "insert",
                Op::Update => "update",
                Op::Delete => "delete",
            },
            "version": change.version,
            "at": change.at.to_string(),
        })
    })
}
