//! `okolica serve`: from settings to a running service.

use crate::config::{AdminToken, LogFormat, PublicUrl, ServeArgs};
use crate::http::accept::{self, Limits};
use crate::http::{AppState, Settings, files};
use crate::live::Live;
use crate::store::Store;
use anyhow::Context as _;
use std::pin::pin;
use std::time::Instant;
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
        ..Limits::default()
    };
    let state = AppState::new(settings(&args, PublicUrl::of_listener(address)))?;
    if !files::are_built() {
        tracing::warn!(
            "the web files were not built in (cargo xtask web), so pages come without scripts"
        );
    }
    let mut serving = pin!(accept::run(listener, state.clone(), limits, stop_signal(),));
    // /health/live answers from here on, everything else once there is an atlas.
    tokio::select! {
        () = &mut serving => return Ok(()),
        started = go_live(&args.database, &state) => started?,
    }
    println!("Okolica answers at {}", state.settings.public_url);
    serving.await;
    Ok(())
}

async fn go_live(database: &str, state: &AppState) -> anyhow::Result<()> {
    let started = Instant::now();
    let store = Store::open(database)
        .await
        .context("can't open the store (--database)")?;
    let live = Live::start(store).await.context("can't read the store")?;
    let atlas = live.atlas();
    tracing::info!(
        version = atlas.version(),
        rejected = live.status().rejected,
        ms = started.elapsed().as_millis(),
        "the store is read"
    );
    state.go_live(live);
    Ok(())
}

fn settings(args: &ServeArgs, otherwise: PublicUrl) -> Settings {
    Settings {
        public_url: args.public_url.clone().unwrap_or(otherwise),
        admin_token: args.admin_token.clone().filter(AdminToken::is_set),
        contact: args.contact.clone(),
        basemap: args.basemap.clone().zip(args.basemap_attribution.clone()),
        trusted_proxies: args.trusted_proxies.clone(),
        tile_cache_mib: args.tile_cache_mib,
        ground: args.ground.clone(),
    }
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
