//! `/health/live`, `/health/ready`, `/metrics`.

use crate::http::problem::Problem;
use crate::http::{AppState, headers};
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// The process answers.
pub(crate) async fn live() -> Response {
    ([(CACHE_CONTROL, headers::NO_STORE)], "live\n").into_response()
}

/// 200 once there is an atlas, also while the store is down: reads go on without it.
pub(crate) async fn ready(State(app): State<AppState>) -> Response {
    let status = StatusCode::SERVICE_UNAVAILABLE;
    let document = json!({
        "status": "starting",
        "version": env!("CARGO_PKG_VERSION"),
    });
    let headers = [
        (CONTENT_TYPE, headers::JSON),
        (CACHE_CONTROL, headers::NO_STORE),
    ];
    (status, headers, document.to_string()).into_response()
}

pub(crate) async fn metrics(State(app): State<AppState>) -> Result<Response, Problem> {
    let text = app.metrics.text().map_err(|_| {
        Problem::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "the figures could not be written",
        )
    })?;
    let content_type =
        HeaderValue::from_static("application/openmetrics-text; version=1.0.0; charset=utf-8");
    let headers = [
        (CONTENT_TYPE, content_type),
        (CACHE_CONTROL, headers::NO_STORE),
    ];
    Ok((headers, text).into_response())
}
