//! Errors as RFC 9457 problem documents.

use crate::http::headers;
use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName, HeaderValue};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use okolica_atlas::FieldError;
use serde_json::{Value, json};

/// What went wrong with a request, said so that its sender can mend it.
#[derive(Debug)]
pub(crate) struct Problem {
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
        Self {
            status,
            detail: detail.into(),
            errors: Vec::new(),
            extra: Vec::new(),
            headers: HeaderMap::new(),
        }
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
        Self {
            errors,
            ..Self::new(status, detail)
        }
    }

    pub(crate) fn not_found(what: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, what)
    }

    /// 503: come again in `seconds`.
    pub(crate) fn busy(detail: impl Into<String>, seconds: u32) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, detail)
            .header(axum::http::header::RETRY_AFTER, HeaderValue::from(seconds))
    }

    /// Adds a member to the document.
    #[must_use]
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.extra.push((name, value.into()));
        self
    }

    #[must_use]
    pub(crate) fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }
}

/// Marks a response as made of a [`Problem`], which people get as a page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct IsProblem;

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut document = json!({
            "type": "about:blank",
            "title": self.status.canonical_reason(),
            "status": self.status.as_u16(),
            "detail": self.detail,
        });
        if let Value::Object(members) = &mut document {
            if !self.errors.is_empty() {
                members.insert("errors".to_owned(), json!(self.errors));
            }
            for (name, value) in self.extra {
                members.insert(name.to_owned(), value);
            }
        }
        let mut response = Response::new(Body::from(document.to_string()));
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response.extensions_mut().insert(IsProblem);
        let all = response.headers_mut();
        all.insert(CONTENT_TYPE, headers::PROBLEM_JSON);
        all.insert(CACHE_CONTROL, headers::NO_STORE);
        response
    }
}
