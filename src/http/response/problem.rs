//! Errors as RFC 9457 problem documents.

use crate::http::server::headers;
use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName, HeaderValue};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use okolica_model::FieldError;
use serde_json::{Value, json};

/// What went wrong with a request, said so that its sender can mend it. Boxed, so that what goes
/// well is not made slow by it.
#[derive(Debug)]
pub(crate) struct Problem(Box<Content>);

#[derive(Debug)]
struct Content {
    status: StatusCode,
    detail: String,
    errors: Vec<FieldError>,
    extra: Vec<(&'static str, Value)>,
    headers: HeaderMap,
}

/// What a handler under `/api` and `/tiles` answers.
pub(crate) type Answer = Result<Response, Problem>;

impl Problem {
    pub(crate) fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self(Box::new(Content {
            status,
            detail: detail.into(),
            errors: Vec::new(),
            extra: Vec::new(),
            headers: HeaderMap::new(),
        }))
    }

    /// 400: parameters that the address does not have, or values that they can't have.
    #[must_use]
    pub(crate) fn parameters(errors: Vec<FieldError>) -> Self {
        Self::fields(StatusCode::BAD_REQUEST, errors)
    }

    /// Fields of a request that broke a rule; the detail says the first one in words.
    #[must_use]
    pub(crate) fn fields(status: StatusCode, errors: Vec<FieldError>) -> Self {
        let detail = errors.first().map_or_else(String::new, ToString::to_string);
        let mut problem = Self::new(status, detail);
        problem.0.errors = errors;
        problem
    }

    pub(crate) fn not_found(what: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, what)
    }

    /// 503: come again in `seconds`.
    pub(crate) fn busy(detail: impl Into<String>, seconds: u32) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, detail)
            .header(axum::http::header::RETRY_AFTER, HeaderValue::from(seconds))
    }

    pub(crate) fn status(&self) -> StatusCode {
        self.0.status
    }

    /// Adds a member to the document.
    #[must_use]
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.0.extra.push((name, value.into()));
        self
    }

    #[must_use]
    pub(crate) fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.headers.insert(name, value);
        self
    }
}

/// Marks a response as made of a [`Problem`], which people get as a page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct IsProblem;

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let content = *self.0;
        let mut document = json!({
            "type": "about:blank",
            "title": content.status.canonical_reason(),
            "status": content.status.as_u16(),
            "detail": content.detail,
        });
        if let Value::Object(members) = &mut document {
            if !content.errors.is_empty() {
                members.insert("errors".to_owned(), json!(content.errors));
            }
            for (name, value) in content.extra {
                members.insert(name.to_owned(), value);
            }
        }
        let mut response = Response::new(Body::from(document.to_string()));
        *response.status_mut() = content.status;
        *response.headers_mut() = content.headers;
        response.extensions_mut().insert(IsProblem);
        let all = response.headers_mut();
        all.insert(CONTENT_TYPE, headers::PROBLEM_JSON);
        all.insert(CACHE_CONTROL, headers::NO_STORE);
        response
    }
}
