//! `/static/…`: the built web files.

use crate::http::response::answer;
use crate::http::response::encoding::Encoding;
use crate::http::response::problem::{Answer, Problem};
use crate::http::response::validator::{self, Digest};
use crate::http::server::headers;
use crate::http::state::AppState;
use crate::web_files;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue};
use axum::response::Response;
use bytes::Bytes;
use okolica_web::language::Language;
use serde_json::json;
use std::borrow::Cow;

/// GET of a built file, in the best encoding that it was compressed in.
pub(crate) async fn file(Path(path): Path<String>, asked: HeaderMap) -> Answer {
    let missing = || Problem::not_found(format!("there is no file /static/{path}"));
    let Some(plain) = web_files::get(&path) else {
        // Pages without built web files are plain, not ugly.
        let style = match path.as_str() {
            "builder.css" => okolica_web::BUILDER_STYLE,
            "embed.css" => okolica_web::EMBED_STYLE,
            "okolica.css" => okolica_web::STYLE,
            "planner.css" => okolica_web::PLANNER_STYLE,
            _ => return Err(missing()),
        };
        return answer::of_bytes(&asked, content_type(&path), style.as_bytes().to_vec());
    };
    let offers = Encoding::STATIC
        .into_iter()
        .filter(|encoding| web_files::get(&packed(&path, *encoding)).is_some())
        .collect::<Vec<_>>();
    let encoding = Encoding::choose(&asked, &offers).ok_or_else(|| {
        let detail = "Accept-Encoding refuses every encoding that this file has";
        Problem::new(StatusCode::NOT_ACCEPTABLE, detail)
    })?;
    let hash = plain.metadata.sha256_hash();
    let tag = Digest::new().bytes(&hash).text(encoding.name()).tag();
    let policy = if is_hashed(&path) {
        headers::IMMUTABLE
    } else {
        headers::REVALIDATE
    };
    if validator::is_known(&asked, &tag) {
        let mut response = validator::not_modified(tag, policy);
        headers::vary_by_encoding(response.headers_mut());
        return Ok(response);
    }
    let data = web_files::get(&packed(&path, encoding))
        .ok_or_else(missing)?
        .data;
    let body = match data {
        Cow::Borrowed(data) => Bytes::from_static(data),
        Cow::Owned(data) => Bytes::from(data),
    };
    let mut response = Response::new(Body::from(body));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, content_type(&path));
    headers.insert(CACHE_CONTROL, policy);
    headers.insert(ETAG, tag);
    encoding.describe(headers);
    Ok(response)
}

/// `/sw.js`: the worker that keeps pages on a device, where somebody asked for it. It names the
/// build, so that devices notice a new one.
pub(crate) async fn worker(State(app): State<AppState>, asked: HeaderMap) -> Answer {
    let assets = &app.pages_without_ground.assets;
    if assets.device.is_none() {
        return Err(Problem::not_found("the web files were not built"));
    }
    let script = format!(
        "const BUILD = {};\nconst SHELL = {};\nconst LANGUAGES = {};\n{}",
        json!(validator::BUILD_ID),
        json!(assets.shell()),
        json!(Language::ALL.map(Language::tag)),
        okolica_web::WORKER,
    );
    answer::of_bytes(&asked, content_type("sw.js"), script.into_bytes())
}

/// The path of a file's compressed form.
fn packed(path: &str, encoding: Encoding) -> String {
    let suffix = match encoding {
        Encoding::Identity => "",
        Encoding::Gzip => ".gz",
        Encoding::Zstd => ".zst",
        Encoding::Brotli => ".br",
    };
    format!("{path}{suffix}")
}

/// Whether the name holds a hash of the content, `okolica-3f2a9c1b.js`: such an address never
/// means anything else.
fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name);
    stem.rsplit_once('-')
        .is_some_and(|(_, hash)| hash.len() >= 8 && hash.bytes().all(|b| b.is_ascii_hexdigit()))
}

fn content_type(path: &str) -> HeaderValue {
    HeaderValue::from_static(match path.rsplit('.').next().unwrap_or_default() {
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "json" => "application/json",
        "geojson" => "application/geo+json",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hashed_names_are_kept_for_ever() {
        for (path, hashed) in [
            ("okolica-3f2a9c1b.js", true),
            ("icons/sprite-0123456789abcdef.svg", true),
            ("okolica.js", false),
            ("leaflet-layers.js", false),
            ("a-1234567.js", false),
            ("manifest.json", false),
        ] {
            assert_eq!(is_hashed(path), hashed, "{path}");
        }
    }
}
