//! Who may write, and see contact fields that are not public.

use crate::http::response::problem::Problem;
use crate::http::state::AppState;
use axum::http::StatusCode;
use axum::http::header::{AUTHORIZATION, HeaderMap, HeaderValue, WWW_AUTHENTICATE};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// What the sender of a request may see and do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Role {
    Public,
    /// May change items, and see contact fields that are not public.
    Editor(Editor),
}

/// Who changes something, as the history names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Editor {
    pub(crate) who: String,
}

impl Role {
    pub(crate) const fn is_editor(&self) -> bool {
        matches!(self, Self::Editor(_))
    }
}

/// The role that the request's token gives. A wrong bearer token is an error also where none is
/// needed, so that nobody takes an answer with fields left out for the whole one; other schemes
/// belong to proxies in front and are passed over.
pub(crate) fn role(app: &AppState, headers: &HeaderMap) -> Result<Role, Problem> {
    let Some(given) = headers.get(AUTHORIZATION).and_then(bearer) else {
        return Ok(Role::Public);
    };
    match &app.settings.admin_token {
        Some(token) if token.admits(given) => Ok(Role::Editor(Editor {
            who: "api".to_owned(),
        })),
        Some(_) => Err(unauthorized("the token is not the one of this service")),
        None => Err(unauthorized(SWITCHED_OFF)),
    }
}

/// # Errors
/// 401 without the token.
pub(crate) fn require_editor(app: &AppState, headers: &HeaderMap) -> Result<Editor, Problem> {
    if let Role::Editor(editor) = role(app, headers)? {
        return Ok(editor);
    }
    Err(match app.settings.admin_token {
        Some(_) => unauthorized("a change needs the header Authorization: Bearer with the token"),
        None => unauthorized(SWITCHED_OFF),
    })
}

/// Whether whoever asks may see what is the office's alone. Browsers ask people for the token as a
/// password, with any name.
///
/// # Errors
/// 401 without the token, 403 where the service has none.
pub(crate) fn require_office(app: &AppState, headers: &HeaderMap) -> Result<(), Problem> {
    let Some(token) = &app.settings.admin_token else {
        let detail = "nobody can see this: this service was started without OKOLICA_ADMIN_TOKEN";
        return Err(Problem::new(StatusCode::FORBIDDEN, detail));
    };
    let password = headers.get(AUTHORIZATION).and_then(password);
    if password.is_some_and(|given| token.admits(&given)) || role(app, headers)?.is_editor() {
        return Ok(());
    }
    let ask = HeaderValue::from_static("Basic realm=\"Okolica\", charset=\"UTF-8\"");
    let detail = "this is for those who have the token: give it as the password, with any name";
    Err(Problem::new(StatusCode::UNAUTHORIZED, detail).header(WWW_AUTHENTICATE, ask))
}

/// The password of Basic authentication (RFC 7617).
fn password(value: &HeaderValue) -> Option<Vec<u8>> {
    let (scheme, coded) = value.as_bytes().split_at_checked(6)?;
    let coded = scheme.eq_ignore_ascii_case(b"basic ").then_some(coded)?;
    let pair = STANDARD.decode(coded.trim_ascii()).ok()?;
    let colon = pair.iter().position(|byte| *byte == b':')?;
    Some(pair[colon + 1..].to_owned())
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
