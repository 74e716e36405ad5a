//! HTTP around the atlas: every read is answered from one atlas, every write goes to the store.

mod accept;
mod address;
mod answer;
mod cache;
mod changes;
pub mod clock;
mod counts;
mod coverage;
mod cursor;
mod dates;
mod embed;
mod encoding;
mod envelope;
mod events;
mod feature;
mod feeds;
mod files;
mod ground;
mod headers;
mod health;
mod icalendar;
mod metrics;
mod oembed;
mod ogc;
mod opens;
mod pages;
mod picture;
mod planner;
mod presets;
mod problem;
mod query;
mod report;
mod search;
mod serve;
mod sitemap;
mod siting;
mod stall;
mod tilejson;
mod tiles;
mod token;
mod validator;
mod writes;

pub use accept::{Limits, run};
pub use serve::serve;

use crate::config::{AdminToken, BasemapTemplate, Network, PublicUrl};
use crate::coverage::Coverage;
use crate::embedders::EmbedRules;
use crate::http::cache::{TileCache, TileSlices, TileVersions};
use crate::http::dates::Dates;
use crate::http::ground::Ground;
use crate::http::headers::SecurityHeaders;
use crate::http::metrics::Metrics;
use crate::http::problem::Problem;
use crate::live::Live;
use crate::web_files;
use axum::Router;
use axum::routing::get;
use okolica_atlas::time::Stamp;
use okolica_atlas::{Atlas, Filter};
use okolica_web::page;
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use tokio::sync::Semaphore;

/// How many long answers are made at once: each may hold many megabytes.
const LONG_ANSWERS: usize = 4;

/// What the handlers need to know of the configuration.
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

/// What all requests share; cloning is a reference count.
#[derive(Clone)]
pub struct AppState(Arc<Shared>);

pub struct Shared {
    settings: Settings,
    security: SecurityHeaders,
    metrics: Arc<Metrics>,
    tiles: TileCache,
    tile_versions: TileVersions,
    tile_slices: TileSlices,
    removed: feeds::Known,
    events: events::Events,
    opens: opens::Opens,
    /// Unset until the first atlas is there.
    live: OnceLock<Live>,
    coverage: OnceLock<Coverage>,
    long_answers: Semaphore,
    dates: Dates,
    demo_ground: Ground,
    own_ground: Option<Ground>,
    presets: Vec<page::Preset>,
    pages_with_ground: page::Settings,
    pages_without_ground: page::Settings,
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
            long_answers: Semaphore::new(LONG_ANSWERS),
            dates: Dates::default(),
            settings,
        })))
    }

    /// Opens the doors: from now on reads and writes are answered from here.
    pub fn go_live(&self, live: Live) {
        let coverage = Coverage::new(live.store().clone(), live.hides_cells_under());
        // A second call finds them set already and changes nothing.
        let _ = self.coverage.set(coverage);
        if self.live.set(live).is_ok() {
            tokio::spawn(opens::keep(Arc::downgrade(&self.0)));
        }
    }

    /// Ends what would go on for ever, so that the service can stop.
    fn end_streams(&self) {
        self.events.end();
    }

    pub(crate) fn live(&self) -> Result<&Live, Problem> {
        self.live
            .get()
            .ok_or_else(|| Problem::busy("the service is still reading its store", 2))
    }

    fn coverage(&self) -> Result<&Coverage, Problem> {
        self.coverage
            .get()
            .ok_or_else(|| Problem::busy("the service is still reading its store", 2))
    }

    /// The newest atlas. A request takes it once, so that its answer is of one piece.
    fn atlas(&self) -> Result<Arc<Atlas>, Problem> {
        Ok(self.live()?.atlas())
    }

    /// What pages need to know of the service.
    fn page_settings(&self, atlas: &Atlas) -> &page::Settings {
        if self.ground(atlas).is_some() {
            &self.pages_with_ground
        } else {
            &self.pages_without_ground
        }
    }

    /// See [`Dates::work_out`].
    async fn work_out(
        &self,
        atlas: &Arc<Atlas>,
        filter: &Filter,
        now: Stamp,
    ) -> Result<(), Problem> {
        self.dates.work_out(atlas, filter, now).await
    }

    /// Makes a long answer on a thread of its own, a few at a time.
    async fn aside<T: Send + 'static>(
        &self,
        make: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let broken = |_| Problem::busy("a long answer could not be made", 5);
        let turn = self.long_answers.acquire().await;
        let made = tokio::task::spawn_blocking(make).await;
        drop(turn);
        made.map_err(broken)
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

/// All addresses of the service.
pub fn router(state: AppState) -> Router {
    let routes = Router::new()
        .route("/", get(pages::home))
        .route("/spaces/{id}", get(pages::space))
        .route("/initiatives/{id}", get(pages::initiative))
        .route("/districts/{code}", get(pages::district))
        .route("/spaces/{id}/qr.svg", get(pages::item_code))
        .route("/initiatives/{id}/qr.svg", get(pages::item_code))
        .route("/districts/{code}/qr.svg", get(pages::district_code))
        .route("/map.png", get(picture::view))
        .route("/spaces/{id}/map.png", get(picture::item))
        .route("/initiatives/{id}/map.png", get(picture::item))
        .route("/districts/{code}/map.png", get(picture::district))
        .route("/embed", get(embed::embed))
        .route("/embed/okolica.js", get(embed::script))
        .route("/embed/style.css", get(embed::style))
        .route("/embed/builder", get(pages::builder))
        .route("/embed/counts", get(counts::page))
        .route("/embed/counts.csv", get(counts::csv))
        .route("/oembed", get(oembed::oembed))
        .route("/planner", get(planner::planner))
        .route("/accessibility", get(pages::statement))
        .route("/mine", get(pages::mine))
        .route("/offline", get(pages::offline))
        .route("/sw.js", get(files::worker))
        .route("/feeds/{file}", get(feeds::feed))
        .route("/sitemap.xml", get(sitemap::sitemap))
        .route("/favicon.ico", get(pages::favicon))
        .route("/robots.txt", get(pages::robots))
        .route("/ground.geojson", get(ground::ground))
        .route("/tiles/{layer}/{z}/{x}/{file}", get(tiles::tile))
        .route("/tiles/{file}", get(tilejson::tilejson))
        .merge(api())
        .route("/api/search", get(search::search))
        .route(
            "/api/coverage",
            get(coverage::figures).post(coverage::figures),
        )
        .route("/planner/report", get(report::report))
        .route("/planner/report/qr.svg", get(report::code))
        .route("/api/coverage/ground", get(coverage::ground))
        .route("/api/coverage/cells.geojson", get(coverage::cells))
        .route("/api/coverage/gaps.geojson", get(siting::gap_areas))
        .route("/api/coverage/sites", get(siting::best_sites))
        .route("/api/changes", get(changes::changes))
        .route("/static/{*path}", get(files::file))
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .route("/metrics", get(health::metrics))
        .fallback(envelope::not_found);
    surrounded(routes, state)
}

/// OGC API – Features and Tiles.
fn api() -> Router<AppState> {
    use ogc::{documents, items, tilesets};
    Router::new()
        .route("/api", get(documents::landing))
        .route("/api/", get(documents::landing))
        .route("/api/docs", get(pages::api_docs))
        .route("/api/conformance", get(documents::conformance))
        .route("/api/openapi.json", get(documents::description))
        .route("/api/collections", get(documents::collections))
        .route("/api/collections/{id}", get(documents::collection))
        .route(
            "/api/collections/{id}/queryables",
            get(documents::queryables),
        )
        .route(
            "/api/collections/{id}/schema",
            get(documents::feature_schema),
        )
        .route(
            "/api/collections/{id}/items",
            get(items::list)
                .post(writes::create)
                .options(writes::methods_of_list),
        )
        .route(
            "/api/collections/{id}/items/{*feature}",
            get(items::one)
                .put(writes::replace)
                .patch(writes::patch)
                .delete(writes::delete)
                .options(writes::methods_of_feature),
        )
        .route("/api/tileMatrixSets", get(tilesets::matrix_sets))
        .route("/api/tileMatrixSets/{set}", get(tilesets::matrix_set))
        .route("/api/collections/{id}/tiles", get(tilesets::list))
        .route("/api/collections/{id}/tiles/{set}", get(tilesets::one))
        .route(
            "/api/collections/{id}/tiles/{set}/{matrix}/{row}/{column}",
            get(tilesets::tile),
        )
}

/// The routes with what happens around every request.
fn surrounded(routes: Router<AppState>, state: AppState) -> Router {
    routes
        .method_not_allowed_fallback(envelope::method_not_allowed)
        .layer(axum::middleware::from_fn_with_state(
            state.clone(),
            envelope::envelope,
        ))
        .with_state(state)
}
