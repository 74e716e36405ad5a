//! Changes of spaces and initiatives. Each answer is sent after the atlas that holds the change
//! is out, so whoever asks next sees it.

use crate::http::api::feature;
use crate::http::api::ogc::collection::Collection;
use crate::http::api::ogc::items;
use crate::http::api::ogc::reference::Reference;
use crate::http::request::context::RequestContext;
use crate::http::request::cursor;
use crate::http::request::token::Editor;
use crate::http::response::problem::{Answer, Problem};
use crate::http::response::validator::{tags, version_in};
use crate::http::server::{envelope, headers};
use crate::store::{EditContext, StoreError, Write, Written};
use axum::body::Body;
use axum::extract::Path;
use axum::http::header::{ALLOW, CACHE_CONTROL, HeaderMap, HeaderValue, IF_MATCH, LOCATION};
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use okolica_atlas::{Atlas, Record};
use okolica_model::item::Detail;
use okolica_model::{FieldError, ItemKey, ItemKind};
use percent_encoding::percent_decode;
use serde_json::{Map, Value};
use std::sync::Arc;
use std::time::Duration;

/// The methods of what can only be read here.
const READ: &str = "GET,HEAD,OPTIONS";
const ACCEPT_PATCH: HeaderName = HeaderName::from_static("accept-patch");
const REASON: HeaderName = HeaderName::from_static("okolica-reason");
/// The longest reason of a change, in characters.
const MAX_REASON: usize = 500;
/// How often a patch is made anew because the item changed meanwhile.
const PATCH_TRIES: usize = 5;

const FEATURE_TYPES: [&str; 2] = ["application/geo+json", "application/json"];
const PATCH_TYPES: [&str; 3] = [
    "application/merge-patch+json",
    "application/geo+json",
    "application/json",
];

/// OPTIONS of a collection's features: QGIS offers to edit what `Allow` has.
pub(crate) async fn methods_of_list(Path(collection): Path<String>) -> Answer {
    let editable = Collection::parse(&collection)?.editable().is_some();
    Ok(methods(if editable {
        "GET,HEAD,POST,OPTIONS"
    } else {
        READ
    }))
}

/// OPTIONS of a feature.
pub(crate) async fn methods_of_feature(Path((collection, _)): Path<(String, String)>) -> Answer {
    let editable = Collection::parse(&collection)?.editable().is_some();
    let mut response = methods(if editable {
        "GET,HEAD,PUT,PATCH,DELETE,OPTIONS"
    } else {
        READ
    });
    if editable {
        let patches = HeaderValue::from_static(PATCH_TYPES[0]);
        response.headers_mut().insert(ACCEPT_PATCH, patches);
    }
    Ok(response)
}

fn methods(allow: &'static str) -> Response {
    let mut response = envelope::options();
    let allow = HeaderValue::from_static(allow);
    response.headers_mut().insert(ALLOW, allow);
    response
}

/// POST: a new item.
pub(crate) async fn create(Path(layer): Path<String>, cx: RequestContext, body: Body) -> Answer {
    let kind = writable(&layer)?;
    let editor = cx.editor()?;
    let object = read_feature(kind, &cx.headers, body, &FEATURE_TYPES).await?;
    let item = feature::parse_item(kind, &object, &cx.atlas, None)?;
    let written = write(&cx, editor, Write::Create(item)).await?;
    let location = format!(
        "{}/api/collections/{}/items/{}",
        cx.app.settings.public_url,
        kind.layer(),
        written.key.id
    );
    let mut response = written_answer(&cx, written.key)?;
    *response.status_mut() = StatusCode::CREATED;
    if let Ok(location) = HeaderValue::try_from(location) {
        response.headers_mut().insert(LOCATION, location);
    }
    Ok(response)
}

/// PUT: the whole item anew; contact fields that are absent stay as they are.
pub(crate) async fn replace(
    Path((layer, id)): Path<(String, String)>,
    cx: RequestContext,
    body: Body,
) -> Answer {
    let (key, editor) = target(&cx, &layer, &id)?;
    let object = read_feature(key.kind, &cx.headers, body, &FEATURE_TYPES).await?;
    check_id(&object, key)?;
    let write_it = Write::Replace {
        key,
        item: feature::parse_item(key.kind, &object, &cx.atlas, None)?,
        if_version: expected_version(&cx, key),
        keep: feature::absent_contact(&object),
    };
    let written = write(&cx, editor, write_it).await?;
    written_answer(&cx, written.key)
}

/// PATCH: a merge patch of the feature.
pub(crate) async fn patch(
    Path((layer, id)): Path<(String, String)>,
    cx: RequestContext,
    body: Body,
) -> Answer {
    let (key, editor) = target(&cx, &layer, &id)?;
    let patch = read_feature(key.kind, &cx.headers, body, &PATCH_TYPES).await?;
    check_id(&patch, key)?;
    let expected = expected_version(&cx, key);
    let mut atlas = cx.atlas.clone();
    for _ in 0..PATCH_TRIES {
        let record = atlas.item(key).ok_or_else(|| items::no_item(key))?;
        let known = record.item();
        let kept = match &known.detail {
            Detail::Space(space) => space.opening_hours.clone(),
            Detail::Initiative(_) => None,
        };
        let mut object = feature::of_item(&known);
        feature::merge(&mut object, patch.clone());
        let write_it = Write::Replace {
            key,
            item: feature::parse_item(key.kind, &object, &atlas, kept.as_deref())?,
            // The patch was merged into this version, so it must land on this version.
            if_version: expected.or(Some(record.version())),
            keep: Vec::new(),
        };
        let live = cx.app.live()?;
        match live
            .write(context(&cx, editor.clone()), vec![write_it])
            .await
        {
            Err(StoreError::Stale { .. }) if expected.is_none() => {
                atlas = newer_atlas(&cx, atlas.version()).await?;
            }
            Err(error) => return Err(refusal(error)),
            Ok(_) => return written_answer(&cx, key),
        }
    }
    Err(Problem::busy("the item changes too often just now", 1))
}

/// An atlas newer than `version`, which the store already holds; the same when it is not out in time.
async fn newer_atlas(cx: &RequestContext, version: u64) -> Result<Arc<Atlas>, Problem> {
    let mut versions = cx.app.live()?.subscribe();
    let newer = versions.wait_for(|now| *now > version);
    // Without one in time the next try finds out why.
    let _ = tokio::time::timeout(Duration::from_secs(1), newer).await;
    cx.newest_atlas()
}

pub(crate) async fn delete(
    Path((layer, id)): Path<(String, String)>,
    cx: RequestContext,
) -> Answer {
    let (key, editor) = target(&cx, &layer, &id)?;
    let if_version = expected_version(&cx, key);
    write(&cx, editor, Write::Delete { key, if_version }).await?;
    Ok((StatusCode::NO_CONTENT, [(CACHE_CONTROL, headers::NO_STORE)]).into_response())
}

/// A body with its geometry in degrees, and texts that are lists or objects read as such.
async fn read_feature(
    kind: ItemKind,
    asked: &HeaderMap,
    body: Body,
    types: &[&str],
) -> Result<Map<String, Value>, Problem> {
    let reference = Reference::of_body(asked)?;
    let mut object = feature::read_object(asked, body, types).await?;
    feature::to_degrees(&mut object, &reference.projection())?;
    feature::unpack(kind, &mut object);
    Ok(object)
}

/// The kind of item that a collection is made of; other collections are not written over HTTP.
fn writable(layer: &str) -> Result<ItemKind, Problem> {
    Collection::parse(layer)?.editable().ok_or_else(|| {
        Problem::new(
            StatusCode::METHOD_NOT_ALLOWED,
            format!("{layer} can only be read here"),
        )
        .header(ALLOW, HeaderValue::from_static(READ))
    })
}

fn target(cx: &RequestContext, layer: &str, id: &str) -> Result<(ItemKey, Editor), Problem> {
    let kind = writable(layer)?;
    let editor = cx.editor()?;
    let id = cursor::parse_id(id).ok_or_else(|| items::no_feature(layer, id))?;
    Ok((ItemKey { kind, id }, editor))
}

/// An id in the body must be the one of the address.
fn check_id(object: &Map<String, Value>, key: ItemKey) -> Result<(), Problem> {
    let Some(id) = object.get("id") else {
        return Ok(());
    };
    let given = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
    if [key.id.to_string(), key.to_string()].contains(&given) {
        return Ok(());
    }
    let expected = format!("{} as in the address, or none", key.id);
    Err(Problem::parameters(vec![FieldError::new(
        "id", id, expected,
    )]))
}

/// The version that `If-Match` asks for. Of several the current one counts; a tag that is not
/// ours fits no version.
fn expected_version(cx: &RequestContext, key: ItemKey) -> Option<u64> {
    let wanted = tags(&cx.headers, &IF_MATCH);
    if wanted.is_empty() || wanted.contains(&"*") {
        return None;
    }
    let current = cx.atlas.item(key).map(Record::version);
    let versions: Vec<u64> = wanted.into_iter().filter_map(version_in).collect();
    let chosen = versions
        .iter()
        .find(|version| current == Some(**version))
        .or(versions.first());
    // Versions start at 1, so 0 is stale for every item.
    Some(chosen.copied().unwrap_or(0))
}

async fn write(cx: &RequestContext, editor: Editor, write: Write) -> Result<Written, Problem> {
    let written = cx.app.live()?.write(context(cx, editor), vec![write]).await;
    let written = written.map_err(refusal)?;
    written.into_iter().next().ok_or_else(|| {
        Problem::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "the store did not say what it wrote",
        )
    })
}

/// Who changes something, and why: the header `Okolica-Reason`, percent-encoded UTF-8.
fn context(cx: &RequestContext, editor: Editor) -> EditContext {
    let why = cx.headers.get(REASON).map(|value| {
        let text = percent_decode(value.as_bytes()).decode_utf8_lossy();
        let text: String = text
            .chars()
            .filter(|c| !c.is_control())
            .take(MAX_REASON)
            .collect();
        text.trim().to_owned()
    });
    EditContext {
        who: editor.who,
        why: why.filter(|why| !why.is_empty()),
        at: Some(cx.now),
    }
}

fn written_answer(cx: &RequestContext, key: ItemKey) -> Answer {
    let atlas = cx.newest_atlas()?;
    // Somebody else may have deleted it in the meantime.
    let record = atlas.item(key).ok_or_else(|| items::no_item(key))?;
    items::written(&cx.app, &atlas, record, &cx.headers)
}

/// What the store has against a change.
fn refusal(error: StoreError) -> Problem {
    match error {
        StoreError::Stale { current, .. } => Problem::new(
            StatusCode::PRECONDITION_FAILED,
            format!("the item has changed meanwhile: its version is {current}"),
        )
        .with("version", current),
        StoreError::Missing(key) => items::no_item(key),
        StoreError::Taken { key, .. } => {
            Problem::new(StatusCode::CONFLICT, error.to_string()).with("item", key.to_string())
        }
        StoreError::Constraint(error) => Problem::parameters(vec![error]),
        error @ StoreError::InDoubt(_) => {
            tracing::error!(error = %error, "the database went away at COMMIT");
            Problem::busy(
                "the database went away before it said whether the change is stored: look before you send it again",
                5,
            )
        }
        error => {
            tracing::error!(error = %error, "a change could not be stored");
            Problem::busy(
                "the store can't take changes just now; nothing was changed",
                5,
            )
        }
    }
}
