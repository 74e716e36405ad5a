//! The measure of hot tiles: plain axum that answers the bytes of another server from memory.

use crate::process::READY;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use bytes::Bytes;
use std::collections::HashMap;
use std::sync::Arc;

type Answers = Arc<HashMap<String, (HeaderValue, Bytes)>>;

/// Fetches the paths that the lines of `list` name from `origin` and serves them until it is
/// killed.
pub(crate) async fn serve(origin: &str, list: &str) -> anyhow::Result<()> {
    let mut answers = HashMap::new();
    for path in list.lines() {
        let answer = reqwest::get(format!("{origin}{path}")).await?;
        let answer = answer.error_for_status()?;
        let content_type = answer.headers()[CONTENT_TYPE].clone();
        answers.insert(path.to_owned(), (content_type, answer.bytes().await?));
    }
    let router = Router::new()
        .route("/tiles/{layer}/{z}/{x}/{file}", get(from_memory))
        .with_state(Arc::new(answers));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("mirror {READY}{}", listener.local_addr()?);
    axum::serve(listener, router).await?;
    Ok(())
}

async fn from_memory(State(answers): State<Answers>, request: Request) -> Response {
    match answers.get(request.uri().path()) {
        Some((content_type, body)) => {
            ([(CONTENT_TYPE, content_type.clone())], body.clone()).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
