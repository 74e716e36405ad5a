//! A site of somebody else: another port and so another origin, with a page and a policy of its own.

use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse};
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// It answers until it is dropped.
pub(crate) struct Foreign {
    /// `http://127.0.0.1:port`.
    pub(crate) address: String,
    serving: JoinHandle<()>,
}

impl Foreign {
    /// Serves a page at `/` under a policy, and a style of its own at `/style.css`.
    pub(crate) async fn new(page: String, style: &'static str, policy: String) -> Self {
        let page = move || async move {
            let headers = [(header::CONTENT_SECURITY_POLICY, policy)];
            (headers, Html(page)).into_response()
        };
        let style = move || async move { ([(header::CONTENT_TYPE, "text/css")], style) };
        let pages = Router::new()
            .route("/", get(page))
            .route("/style.css", get(style))
            .route("/favicon.ico", get(|| async { StatusCode::NO_CONTENT }));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let serving = tokio::spawn(async move {
            axum::serve(listener, pages).await.expect("it serves");
        });
        Self {
            address: format!("http://127.0.0.1:{port}"),
            serving,
        }
    }
}

impl Drop for Foreign {
    fn drop(&mut self) {
        self.serving.abort();
    }
}
