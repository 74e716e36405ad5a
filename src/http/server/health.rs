//! `/health/live`, `/health/ready`, `/metrics`.

use crate::http::request::clock;
use crate::http::response::problem::Problem;
use crate::http::response::validator::BUILD_ID;
use crate::http::server::headers;
use crate::http::state::AppState;
use crate::live::Live;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use okolica_atlas::Atlas;
use okolica_model::{Filter, Layer};
use serde_json::{Value, json};

/// The process answers.
pub(crate) async fn live() -> Response {
    ([(CACHE_CONTROL, headers::NO_STORE)], "live\n").into_response()
}

/// 200 once there is an atlas, also while the store is down: reads go on without it.
pub(crate) async fn ready(State(app): State<AppState>) -> Response {
    let (status, document) = match app.live() {
        Ok(live) => (StatusCode::OK, document(live)),
        Err(_) => (
            StatusCode::SERVICE_UNAVAILABLE,
            json!({"status": "starting", "version": env!("CARGO_PKG_VERSION")}),
        ),
    };
    let headers = [
        (CONTENT_TYPE, headers::JSON),
        (CACHE_CONTROL, headers::NO_STORE),
    ];
    (status, headers, document.to_string()).into_response()
}

fn document(live: &Live) -> Value {
    let status = live.status();
    let atlas = live.atlas();
    json!({
        "status": "ready",
        "version": env!("CARGO_PKG_VERSION"),
        "build": BUILD_ID,
        "atlas": {
            "version": atlas.version(),
            "items": items(&atlas),
            "rejected": status.rejected,
        },
        // The reason may name files and hosts: it is for the log, not for everybody.
        "store": {"healthy": status.healthy},
    })
}

fn items(atlas: &Atlas) -> usize {
    let asked = atlas.ask(Layer::Items, &Filter::default(), clock::now());
    asked.page(None, 0).matched
}

pub(crate) async fn metrics(State(app): State<AppState>) -> Result<Response, Problem> {
    if let Ok(live) = app.live() {
        let atlas = live.atlas();
        let metrics = &app.metrics;
        metrics.atlas_version.set(atlas.version() as i64);
        metrics.atlas_items.set(items(&atlas) as i64);
        metrics.store_healthy.set(live.status().healthy.into());
    }
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
