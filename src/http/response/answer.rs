//! Answers whose whole body is at hand: tagged by it, compressed as the client likes.

use crate::http::response::encoding::Encoding;
use crate::http::response::problem::Answer;
use crate::http::response::validator::{self, Digest};
use crate::http::server::headers;
use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue};
use axum::response::Response;

/// A public answer, tagged by its bytes.
pub(crate) fn of_bytes(asked: &HeaderMap, content_type: HeaderValue, plain: Vec<u8>) -> Answer {
    let encoding = Encoding::of_answer(asked)?;
    let digest = Digest::new().bytes(&plain).text(encoding.name());
    let tag = digest.tag();
    if validator::is_known(asked, &tag) {
        let mut response = validator::not_modified(tag, headers::REVALIDATE);
        headers::vary_by_encoding(response.headers_mut());
        return Ok(response);
    }
    let mut response = compressed(encoding, content_type, plain);
    response.headers_mut().insert(ETAG, tag);
    response
        .headers_mut()
        .insert(CACHE_CONTROL, headers::REVALIDATE);
    Ok(response)
}

/// The bytes with their content type, compressed where that is worth it.
pub(crate) fn compressed(
    encoding: Encoding,
    content_type: HeaderValue,
    plain: Vec<u8>,
) -> Response {
    let encoding = encoding.if_worth(plain.len());
    let mut response = Response::new(Body::from(encoding.compress(plain)));
    response.headers_mut().insert(CONTENT_TYPE, content_type);
    encoding.describe(response.headers_mut());
    response
}
