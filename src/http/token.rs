//! Who may write, and see contact fields that are not public.

use crate::http::AppState;
use crate::http::problem::Problem;
use axum::http::StatusCode;
use axum::http::header::{AUTHORIZATION, HeaderMap, HeaderValue, WWW_AUTHENTICATE};

/// Whether the request carries the token. A wrong bearer token is an error also where none is
/// needed, so that nobody takes an answer with fields left out for the whole one; other schemes
/// belong to proxies in front and are passed over.
pub(crate) fn is_editor(app: &AppState, headers: &HeaderMap) -> Result<bool, Problem> {
    let Some(given) = headers.get(AUTHORIZATION).and_then(bearer) else {
        return Ok(false);
    };
    match &app.settings.admin_token {
        Some(token) if token.admits(given) => Ok(true),
        Some(_) => Err(unauthorized("the token is not the one of this service")),
        None => Err(unauthorized(SWITCHED_OFF)),
    }
}

/// # Errors
/// 401 without the token.
pub(crate) fn require_editor(app: &AppState, headers: &HeaderMap) -> Result<(), Problem> {
    if is_editor(app, headers)? {
        return Ok(());
    }
    Err(match app.settings.admin_token {
        Some(_) => unauthorized("a change needs the header Authorization: Bearer with the token"),
        None => unauthorized(SWITCHED_OFF),
    })
}

const SWITCHED_OFF: &str =
    "changes over HTTP are switched off: this service was started without OKOLICA_ADMIN_TOKEN";

fn bearer(value: &HeaderValue) -> Option<&[u8]> {
    let (scheme, token) = value.as_bytes().split_at_checked(7)?;
    scheme
        .eq_ignore_ascii_case(b"bearer ")
        .then(|| token.trim_ascii())
}

fn unauthorized(detail: &str) -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, detail)
        .header(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))
}
