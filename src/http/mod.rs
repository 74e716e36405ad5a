//! The service over HTTP: all its addresses. Every read is answered from one atlas, every write goes
//! to the store.

mod api;
mod feeds;
mod request;
mod response;
mod server;
mod site;
mod state;
mod tiles;

pub use request::clock;
pub use server::accept::Limits;
pub use server::serve::serve;
pub use state::{AppState, Settings};

use api::{changes, coverage, ogc, search, siting, writes};
use axum::Router;
use axum::routing::get;
use server::{accept, envelope, health};
use site::{counts, embed, files, ground, oembed, pages, picture, planner, report, sitemap};
use tiles::tilejson;
use tokio::net::TcpListener;

/// Answers connections until `stop` resolves, then lets running requests end for up to 10 s.
pub async fn run(
    listener: TcpListener,
    state: AppState,
    limits: Limits,
    stop: impl Future<Output = ()>,
) {
    accept::run(listener, router(state.clone()), state, limits, stop).await;
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
