//! The state that all requests share.

use crate::config::{AdminToken, BasemapTemplate, Network, PublicUrl};
use crate::coverage::Coverage;
use crate::embedders::EmbedRules;
use crate::http::api::events;
use crate::http::feeds;
use crate::http::request::dates::Dates;
use crate::http::response::problem::Problem;
use crate::http::server::headers::SecurityHeaders;
use crate::http::server::in_flight::InFlight;
use crate::http::server::metrics::Metrics;
use crate::http::site::ground::Ground;
use crate::http::site::{opens, presets};
use crate::http::tiles::cache::{TileCache, TileSlices, TileVersions};
use crate::live::Live;
use crate::web_files;
use crate::workers::Workers;
use okolica_atlas::Atlas;
use okolica_model::Filter;
use okolica_model::time::Stamp;
use okolica_web::page;
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

/// How many long answers are made at once: each may hold many megabytes.
const LONG_ANSWERS: usize = 4;

/// The part of the configuration that handlers read.
#[derive(Debug, Clone)]
pub struct Settings {
    pub public_url: PublicUrl,
    pub admin_token: Option<AdminToken>,
    pub contact: Option<String>,
    pub statement: page::Statement,
    pub basemap: Option<(BasemapTemplate, String)>,
    pub embedders: EmbedRules,
    pub trusted_proxies: Vec<Network>,
    pub tile_cache_mib: u32,
    /// A GeoJSON file to draw the ground of.
    pub ground: Option<PathBuf>,
    /// A file of planners' questions in place of the shipped ones.
    pub presets: Option<PathBuf>,
}

#[cfg(test)]
impl Settings {
    /// For tests that look at one part alone.
    pub(crate) fn for_test() -> Self {
        Self {
            public_url: PublicUrl::of_listener(([127, 0, 0, 1], 80).into()),
            admin_token: None,
            contact: None,
            statement: page::Statement::default(),
            basemap: None,
            embedders: EmbedRules::default(),
            trusted_proxies: Vec::new(),
            tile_cache_mib: 1,
            ground: None,
            presets: None,
        }
    }
}

/// The state that all requests share; cloning is a reference count.
#[derive(Clone)]
pub struct AppState(pub(crate) Arc<Shared>);

pub struct Shared {
    pub(crate) settings: Settings,
    pub(crate) security: SecurityHeaders,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) tiles: TileCache,
    pub(crate) tile_versions: TileVersions,
    pub(crate) tile_slices: TileSlices,
    pub(crate) removed: feeds::Known,
    pub(crate) events: events::Events,
    pub(crate) opens: opens::Opens,
    /// Unset until the first atlas is there.
    pub(crate) live: OnceLock<Live>,
    pub(crate) coverage: OnceLock<Coverage>,
    pub(crate) in_flight: Arc<InFlight>,
    pub(crate) long_answers: Workers,
    pub(crate) dates: Dates,
    pub(crate) demo_ground: Ground,
    pub(crate) own_ground: Option<Ground>,
    pub(crate) presets: Vec<page::Preset>,
    pub(crate) pages_with_ground: page::Settings,
    pub(crate) pages_without_ground: page::Settings,
}

impl AppState {
    /// # Errors
    /// When the ground can't be read, or the web files were built wrongly.
    pub fn new(settings: Settings) -> anyhow::Result<Self> {
        let basemap = settings.basemap.as_ref().map(|(template, _)| template);
        let pages = page_settings(&settings)?;
        Ok(Self(Arc::new(Shared {
            demo_ground: Ground::demo()?,
            presets: presets::load(settings.presets.as_deref())?,
            own_ground: settings.ground.as_deref().map(Ground::read).transpose()?,
            pages_with_ground: page::Settings {
                ground: true,
                ..pages.clone()
            },
            pages_without_ground: pages,
            security: SecurityHeaders::new(&settings.public_url, basemap, &settings.embedders),
            metrics: Arc::new(Metrics::new()),
            tiles: TileCache::new(settings.tile_cache_mib),
            tile_versions: TileVersions::new(),
            tile_slices: TileSlices::new(),
            removed: feeds::Known::default(),
            events: events::Events::new(),
            opens: opens::Opens::default(),
            live: OnceLock::new(),
            coverage: OnceLock::new(),
            in_flight: Arc::default(),
            long_answers: Workers::new(LONG_ANSWERS),
            dates: Dates::default(),
            settings,
        })))
    }

    /// Sets the store; until then handlers answer 503.
    pub fn go_live(&self, live: Live) {
        let coverage = Coverage::new(live.store().clone(), live.hides_cells_under());
        // A second call finds them set already and changes nothing.
        let _ = self.coverage.set(coverage);
        if self.live.set(live).is_ok() {
            tokio::spawn(opens::keep(Arc::downgrade(&self.0)));
        }
    }

    /// Ends what would go on for ever, so that the service can stop.
    pub(crate) fn end_streams(&self) {
        self.events.end();
    }

    pub(crate) fn live(&self) -> Result<&Live, Problem> {
        self.live
            .get()
            .ok_or_else(|| Problem::busy("the service is still reading its store", 2))
    }

    pub(crate) fn coverage(&self) -> Result<&Coverage, Problem> {
        self.coverage
            .get()
            .ok_or_else(|| Problem::busy("the service is still reading its store", 2))
    }

    /// The newest atlas. A request takes it once, so that its answer is of one piece.
    pub(crate) fn atlas(&self) -> Result<Arc<Atlas>, Problem> {
        Ok(self.live()?.atlas())
    }

    /// What pages need to know of the service.
    pub(crate) fn page_settings(&self, atlas: &Atlas) -> &page::Settings {
        if self.ground(atlas).is_some() {
            &self.pages_with_ground
        } else {
            &self.pages_without_ground
        }
    }

    /// See [`Dates::work_out`].
    pub(crate) async fn work_out(
        &self,
        atlas: &Arc<Atlas>,
        filter: &Filter,
        now: Stamp,
    ) -> Result<(), Problem> {
        self.dates.work_out(atlas, filter, now).await
    }

    /// Makes a long answer on a thread of its own, a few at a time.
    pub(crate) async fn aside<T: Send + 'static>(
        &self,
        make: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let made = self.long_answers.run(make).await;
        made.map_err(|_| Problem::busy("too many long answers are being made", 5))
    }
}

fn page_settings(settings: &Settings) -> anyhow::Result<page::Settings> {
    let basemap = settings.basemap.as_ref();
    Ok(page::Settings {
        public_url: settings.public_url.as_str().to_owned(),
        basemap: basemap.map(|(template, attribution)| page::Basemap {
            template: template.as_str().to_owned(),
            attribution: attribution.clone(),
        }),
        ground: false,
        contact: settings.contact.clone(),
        statement: settings.statement.clone(),
        assets: web_files::assets("/static/")?,
    })
}

impl Deref for AppState {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}
