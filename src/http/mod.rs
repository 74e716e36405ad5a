//! HTTP around the atlas: every read is answered from one atlas, every write goes to the store.

mod accept;
mod address;
mod envelope;
mod headers;
mod health;
mod metrics;
mod problem;
mod serve;
mod stall;

pub use serve::serve;

use crate::config::{AdminToken, BasemapTemplate, Network, PublicUrl};
use crate::http::headers::SecurityHeaders;
use crate::http::metrics::Metrics;
use axum::Router;
use axum::routing::get;
use std::ops::Deref;
use std::sync::Arc;

/// What the handlers need to know of the configuration.
#[derive(Debug, Clone)]
pub struct Settings {
    pub public_url: PublicUrl,
    pub admin_token: Option<AdminToken>,
    pub contact: Option<String>,
    pub basemap: Option<(BasemapTemplate, String)>,
    pub trusted_proxies: Vec<Network>,
}

/// What all requests share; cloning is a reference count.
#[derive(Debug, Clone)]
pub struct AppState(Arc<Shared>);

#[derive(Debug)]
pub struct Shared {
    settings: Settings,
    security: SecurityHeaders,
    metrics: Arc<Metrics>,
}

impl AppState {
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        let basemap = settings.basemap.as_ref().map(|(template, _)| template);
        Self(Arc::new(Shared {
            security: SecurityHeaders::new(&settings.public_url, basemap),
            metrics: Arc::new(Metrics::new()),
            settings,
        }))
    }
}

impl Deref for AppState {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

/// All addresses of the service.
pub fn router(state: AppState) -> Router {
    Router::new()
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .route("/metrics", get(health::metrics))
        .fallback(envelope::not_found)
        .method_not_allowed_fallback(envelope::method_not_allowed)
        .layer(axum::middleware::from_fn_with_state(
            state.clone(),
            envelope::envelope,
        ))
        .with_state(state)
}
