//! `okolica serve`: from settings to a running service.

use crate::config::{AdminToken, LogFormat, PublicUrl, ServeArgs};
use crate::embedders::EmbedRules;
use crate::http;
use crate::http::server::accept::Limits;
use crate::http::state::{AppState, Settings};
use crate::live::Live;
use crate::store::{EditContext, Store, StoreError};
use crate::web_files;
use anyhow::Context as _;
use okolica_model::profile::Profile;
use std::io::IsTerminal as _;
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
    let state = AppState::new(settings(&args, PublicUrl::of_listener(address))?)?;
    if !web_files::are_built() {
        tracing::warn!(
            "the web files were not built in (cargo xtask web), so pages come without scripts"
        );
    }
    let mut serving = pin!(http::run(listener, state.clone(), limits, stop_signal()));
    // /health/live answers from here on, everything else once there is an atlas.
    tokio::select! {
        () = &mut serving => return Ok(()),
        started = go_live(&args, &state) => started?,
    }
    println!("Okolica answers at {}", state.settings.public_url);
    serving.await;
    if let Ok(live) = state.live() {
        if let Err(error) = state.keep_opens().await {
            tracing::error!("the last openings of embeds are not counted: {error}");
        }
        let closed = live.store().close().await;
        closed.context("can't close the store")?;
    }
    Ok(())
}

async fn go_live(args: &ServeArgs, state: &AppState) -> anyhow::Result<()> {
    let started = Instant::now();
    let store = Store::open(&args.database)
        .await
        .context("can't open the store (--database)")?;
    if let Some(name) = &args.city_name {
        name_city(&store, name)
            .await
            .context("can't keep the city's name (--city-name)")?;
    }
    let live = Live::start_hiding(store, args.hide_cells_under)
        .await
        .context("can't read the store")?;
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

/// Keeps the city's name in the store, where every command and instance finds it.
async fn name_city(store: &Store, name: &str) -> Result<(), StoreError> {
    let profile = store.profile().await?;
    if profile.name == name {
        return Ok(());
    }
    let by = EditContext {
        who: "serve".to_owned(),
        why: Some("--city-name".to_owned()),
        at: None,
    };
    let mut bulk = store.bulk(&by).await?;
    let profile = Profile {
        name: name.to_owned(),
        ..profile
    };
    bulk.set_profile(&profile).await?;
    bulk.commit().await
}

fn settings(args: &ServeArgs, otherwise: PublicUrl) -> anyhow::Result<Settings> {
    let districts = args.embed_allow_district.iter().cloned();
    let embedders = EmbedRules::new(args.embed_allow.clone(), districts)
        .map_err(|error| anyhow::anyhow!("{error} (--embed-allow-district)"))?;
    Ok(Settings {
        public_url: args.public_url.clone().unwrap_or(otherwise),
        admin_token: args.admin_token.clone().filter(AdminToken::is_set),
        contact: args.contact.clone(),
        statement: args.statement.of_page(),
        embedders,
        basemap: args.basemap.clone().zip(args.basemap_attribution.clone()),
        trusted_proxies: args.trusted_proxies.clone(),
        tile_cache_mib: args.tile_cache_mib,
        ground: args.ground.clone(),
        presets: args.presets.clone(),
    })
}

fn start_log(args: &ServeArgs) {
    let filter = EnvFilter::new(args.log.as_str());
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_store_keeps_the_name_of_its_city() {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("gpkg:{}", folder.path().join("okolica.gpkg").display());
        let store = Store::open(&url).await.expect("a new store");
        let before = store.profile().await.expect("a profile");
        for _ in 0..2 {
            name_city(&store, "Zamość").await.expect("named");
        }
        let after = store.profile().await.expect("a profile");
        assert_eq!(after.name, "Zamość");
        assert_eq!(
            Profile {
                name: before.name.clone(),
                ..after
            },
            before
        );
    }
}
