//! `okolica serve`: from settings to a running service.

use crate::config::{LogFormat, PublicUrl, ServeArgs};
use crate::http::accept::{self, Limits};
use crate::http::{AppState, Settings, router};
use anyhow::Context as _;
use std::sync::Arc;
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

/// Runs the service until SIGTERM or SIGINT.
///
/// # Errors
/// When the address can't be listened at, or the store can't be opened or read.
pub async fn serve(args: ServeArgs) -> anyhow::Result<()> {
    start_log(&args);
    let listener = TcpListener::bind(args.listen)
        .await
        .with_context(|| format!("can't listen at {} (--listen)", args.listen))?;
    let address = listener.local_addr()?;
    let limits = Limits {
        per_address: args.max_connections_per_address,
        in_all: args.max_connections,
        proxies: args.trusted_proxies.clone(),
    };
    let state = AppState::new(settings(&args, PublicUrl::of_listener(address))?);
    let metrics = Arc::clone(&state.metrics);
    println!("Okolica answers at {}", state.settings.public_url);
    accept::run(listener, router(state), limits, metrics, stop_signal()).await;
    Ok(())
}

fn settings(args: &ServeArgs, otherwise: PublicUrl) -> anyhow::Result<Settings> {
    Ok(Settings {
        public_url: args.public_url.clone().unwrap_or(otherwise),
        admin_token: args.admin_token.clone().filter(|token| token.is_set()),
        contact: args.contact.clone(),
        basemap: args.basemap.clone().zip(args.basemap_attribution.clone()),
        trusted_proxies: args.trusted_proxies.clone(),
    })
}

fn start_log(args: &ServeArgs) {
    let filter = EnvFilter::new(args.log.as_str());
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    // A second start in one process (tests) keeps the first log.
    let _ = match args.log_format {
        LogFormat::Text => lines.try_init(),
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
    };
}

/// Resolves when the service is asked to stop.
async fn stop_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
    tracing::info!("stopping: running requests may end");
}
