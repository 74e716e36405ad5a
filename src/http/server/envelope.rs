//! What happens around every request: security headers, metrics, a log line, and a net under
//! panics.

use crate::http::response::problem::{IsProblem, Problem};
use crate::http::server::address::{self, Peer};
use crate::http::server::headers::{self, Area};
use crate::http::server::in_flight::Connection;
use crate::http::site::pages;
use crate::http::state::AppState;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_MAX_AGE,
    CONTENT_TYPE, HeaderName, HeaderValue,
};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;
use percent_encoding::percent_decode_str;
use std::any::Any;
use std::net::IpAddr;
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
    let reader = reader(&app, &request);
    let for_page = area.is_page();
    let for_page = for_page.then(|| (request.uri().clone(), request.headers().clone()));

    let mut response = match too_long(&request).or_else(|| not_text(&request)) {
        Some(problem) => problem.into_response(),
        None => AssertUnwindSafe(next.run(request))
            .catch_unwind()
            .await
            .unwrap_or_else(|panic| after_panic(&app, panic.as_ref()).into_response()),
    };
    if let Some((client, connection)) = reader {
        let admitted = app.in_flight.admit(client, connection, response);
        response = admitted.unwrap_or_else(IntoResponse::into_response);
    }
    if let Some((uri, asked)) = &for_page
        && response.extensions().get::<IsProblem>().is_some()
    {
        response = pages::of_problem(&app, uri, asked, response);
    }

    if method == Method::OPTIONS && response.status() == StatusCode::METHOD_NOT_ALLOWED {
        response = options();
    }
    let headers = response.headers_mut();
    // The API has pages too.
    let html = headers.get(CONTENT_TYPE) == Some(&headers::HTML);
    let area = if html && area.is_data() {
        Area::Page
    } else {
        area
    };
    let query = for_page.as_ref().and_then(|(uri, _)| uri.query());
    app.security.add(headers, area, query);
    if area.is_open() && matches!(method, Method::GET | Method::HEAD | Method::OPTIONS) {
        headers::allow_any_origin(headers, area);
    }
    finish(&app, told, response, route, started.elapsed())
}

/// Who reads the answer, and over which connection; `None` where a router is asked directly.
fn reader(app: &AppState, request: &Request) -> Option<(IpAddr, Connection)> {
    let connection = request.extensions().get::<Connection>()?.clone();
    Some((client(app, request)?, connection))
}

/// The address of the client, behind trusted proxies too.
fn client(app: &AppState, request: &Request) -> Option<IpAddr> {
    let peer = request.extensions().get::<Peer>()?;
    let proxies = &app.settings.trusted_proxies;
    Some(address::client(peer.0.ip(), request.headers(), proxies))
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
            client: client(app, request).map_or("-".to_owned(), |client| client.to_string()),
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

fn too_long(request: &Request) -> Option<Problem> {
    let whole = request.uri().path_and_query()?;
    (whole.as_str().len() > MAX_URI_BYTES).then(|| {
        Problem::new(
            StatusCode::URI_TOO_LONG,
            format!("the address is longer than {MAX_URI_BYTES} bytes"),
        )
    })
}

/// Handlers take parts of the path as texts.
fn not_text(request: &Request) -> Option<Problem> {
    let path = request.uri().path();
    let coded = path.contains('%') && percent_decode_str(path).decode_utf8().is_err();
    coded.then(|| {
        Problem::new(
            StatusCode::BAD_REQUEST,
            format!("the address {path} holds bytes that are no UTF-8"),
        )
    })
}

fn after_panic(app: &AppState, panic: &(dyn Any + Send)) -> Problem {
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
}

/// What browsers ask before a request from another site, which may read but not write; the
/// router adds `Allow`.
pub(crate) fn options() -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(
        ACCESS_CONTROL_ALLOW_METHODS,
        HeaderValue::from_static("GET, HEAD, OPTIONS"),
    );
    headers.insert(
        ACCESS_CONTROL_ALLOW_HEADERS,
        HeaderValue::from_static("if-none-match, last-event-id"),
    );
    headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400"));
    (StatusCode::NO_CONTENT, headers).into_response()
}

/// No route has this address.
pub(crate) async fn not_found(request: Request) -> Problem {
    Problem::not_found(format!("there is nothing at {}", request.uri().path()))
}

/// The address is there, but not for this method; the router adds `Allow`.
pub(crate) async fn method_not_allowed(request: Request) -> Problem {
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        format!("{} can't be done here", request.method()),
    )
}

#[cfg(test)]
mod tests {
    use crate::http::state::{AppState, Settings};
    use crate::http::surrounded;
    use axum::Router;
    use axum::body::Body;
    use axum::http::Request;
    use axum::routing::get;
    use tower::ServiceExt;

    async fn broken() {
        panic!("as if there were a mistake");
    }

    #[tokio::test]
    async fn a_panic_ends_one_request_and_nothing_else() {
        let state = AppState::new(Settings::for_test()).expect("settings");
        let routes = Router::new()
            .route("/api/broken", get(broken))
            .route("/api/fine", get(|| async { "fine" }));
        let router = surrounded(routes, state.clone());
        let ask = async |uri: &str| {
            let request = Request::builder().uri(uri).body(Body::empty());
            let request = request.expect("a request");
            router.clone().oneshot(request).await.expect("an answer")
        };
        let answer = ask("/api/broken").await;
        assert_eq!(answer.status(), 500);
        assert_eq!(answer.headers()["content-type"], "application/problem+json");
        assert_eq!(ask("/api/fine").await.status(), 200);
        assert_eq!(state.metrics.panics.get(), 1);
    }
}
