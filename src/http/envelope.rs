//! What happens around every request: security headers, metrics, a log line, and a net under
//! panics.

use crate::http::AppState;
use crate::http::address::{self, Peer};
use crate::http::headers::{self, Area};
use crate::http::problem::Problem;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_MAX_AGE, ALLOW,
    CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue,
};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;
use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// The longest address that is looked at, in bytes.
const MAX_URI_BYTES: usize = 8 * 1024;

pub(crate) async fn envelope(
    State(app): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let started = Instant::now();
    let area = Area::of(request.uri().path());
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let told = Told::of(&app, &request, area);

    let mut response = if request
        .uri()
        .path_and_query()
        .is_some_and(|whole| whole.as_str().len() > MAX_URI_BYTES)
    {
        Problem::new(
            StatusCode::URI_TOO_LONG,
            format!("the address is longer than {MAX_URI_BYTES} bytes"),
        )
        .into_response()
    } else {
        let running = AssertUnwindSafe(next.run(request)).catch_unwind();
        running
            .await
            .unwrap_or_else(|panic| after_panic(&app, panic.as_ref()))
    };

    if method == Method::OPTIONS && response.status() == StatusCode::METHOD_NOT_ALLOWED {
        response = options(response.headers().get(ALLOW));
    }
    let headers = response.headers_mut();
    app.security.add(headers, area);
    if area.is_data() && matches!(method, Method::GET | Method::HEAD | Method::OPTIONS) {
        headers::allow_any_origin(headers, area);
    }
    finish(&app, told, response, route, started.elapsed())
}

/// Counts the request and writes its line.
fn finish(
    app: &AppState,
    told: Option<Told>,
    mut response: Response,
    route: Option<MatchedPath>,
    took: Duration,
) -> Response {
    let status = response.status();
    app.metrics.request(route, status.as_u16(), took);
    let ms = took.as_secs_f64() * 1000.0;
    if let Some(told) = told {
        let Told {
            id,
            method,
            path,
            client,
            ..
        } = &told;
        if told.quiet {
            tracing::debug!(%id, %method, path, %client, status = status.as_u16(), ms, "request");
        } else {
            tracing::info!(%id, %method, path, %client, status = status.as_u16(), ms, "request");
        }
        if status.is_server_error()
            && let Ok(value) = HeaderValue::try_from(id.as_str())
        {
            response.headers_mut().insert(REQUEST_ID, value);
        }
    }
    response
}

/// What the log says of a request. The query is left out: it may say where a person is.
struct Told {
    id: String,
    method: Method,
    path: String,
    client: String,
    quiet: bool,
}

impl Told {
    /// `None` when nobody would read it.
    fn of(app: &AppState, request: &Request, area: Area) -> Option<Self> {
        let quiet = matches!(area, Area::Tiles | Area::Static | Area::Operations);
        let read = if quiet {
            tracing::enabled!(tracing::Level::DEBUG)
        } else {
            tracing::enabled!(tracing::Level::INFO)
        };
        read.then(|| Self {
            id: next_id(),
            method: request.method().clone(),
            path: request.uri().path().to_owned(),
            client: request.extensions().get::<Peer>().map_or_else(
                || "-".to_owned(),
                |peer| {
                    let proxies = &app.settings.trusted_proxies;
                    address::client(peer.0.ip(), request.headers(), proxies).to_string()
                },
            ),
            quiet,
        })
    }
}

/// Unique within a run of the service, and nearly so between runs.
fn next_id() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    format!(
        "{:x}-{:x}",
        std::process::id(),
        NEXT.fetch_add(1, Ordering::Relaxed)
    )
}

fn after_panic(app: &AppState, panic: &(dyn Any + Send)) -> Response {
    let message = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    tracing::error!(message, "a request panicked");
    app.metrics.panics.inc();
    Problem::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "the service made a mistake; it is in its log",
    )
    .into_response()
}

/// What may be done at an address: said to browsers before a request from another site, which
/// may read but not write.
fn options(allow: Option<&HeaderValue>) -> Response {
    let mut headers = HeaderMap::new();
    let allowed = allow
        .and_then(|value| value.to_str().ok())
        .unwrap_or("GET,HEAD");
    if let Ok(value) = HeaderValue::try_from(format!("{allowed},OPTIONS")) {
        headers.insert(ALLOW, value);
    }
    headers.insert(
        ACCESS_CONTROL_ALLOW_METHODS,
        HeaderValue::from_static("GET, HEAD, OPTIONS"),
    );
    headers.insert(
        ACCESS_CONTROL_ALLOW_HEADERS,
        HeaderValue::from_static("if-none-match"),
    );
    headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400"));
    (StatusCode::NO_CONTENT, headers).into_response()
}

/// No route has this address.
pub(crate) async fn not_found(request: Request) -> Response {
    Problem::not_found(format!("there is nothing at {}", request.uri().path())).into_response()
}

/// The address is there, but not for this method; the router adds `Allow`.
pub(crate) async fn method_not_allowed(request: Request) -> Response {
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        format!("{} can't be done here", request.method()),
    )
    .into_response()
}
