//! A raster map of another service under ours.

use super::{agreed, changed, middle_of_map};
use crate::support::browser::{DESKTOP, visit};
use crate::support::service::Service;
use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use base64::Engine as _;
use tokio::net::TcpListener;

/// One pixel of [`PURPLE`]; a browser stretches it over the tile.
const PIXEL: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNoYDgAAAJEAUHooQgHAAAAAElFTkSuQmCC";

const PURPLE: [u8; 3] = [0x80, 0x00, 0xc0];

/// A tile service of one colour; its origin.
async fn tile_service() -> String {
    let png = base64::engine::general_purpose::STANDARD.decode(PIXEL);
    let png = png.expect("a picture");
    let tile = move || {
        let png = png.clone();
        async move { ([(CONTENT_TYPE, "image/png")], png) }
    };
    let router = Router::new().route("/{z}/{x}/{file}", get(tile));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("its address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

fn with_basemap(origin: &str) -> Service {
    let template = format!("{origin}/{{z}}/{{x}}/{{y}}.png");
    Service::demo_with(&[
        "--basemap",
        &template,
        "--basemap-attribution",
        "© [Mapmakers](https://example.org/maps)",
    ])
}

#[tokio::test]
async fn a_basemap_is_seen_and_its_makers_are_named() {
    let origin = tile_service().await;
    let other = tile_service().await;
    let service = with_basemap(&origin);
    visit(&service, DESKTOP, async |browser| {
        browser.allow_requests(&origin);
        browser.open("/?lang=en").await;
        agreed(browser).await;
        browser
            .until(
                "its tiles are there",
                "[...document.querySelectorAll('img.leaflet-tile')].length > 3
                    && [...document.querySelectorAll('img.leaflet-tile')].every(e => e.naturalWidth && getComputedStyle(e).opacity === '1')",
            )
            .await;
        // A corner of the view, where the town has neither symbols nor names.
        let left = browser
            .number("return document.querySelector('#map').getBoundingClientRect().x")
            .await;
        let colour = browser.colour_at(left + 12.0, 300.0).await;
        assert_eq!(colour, PURPLE, "the tiles under the map");
        let said = browser
            .text("return document.querySelector('.attribution').textContent")
            .await;
        assert!(said.contains("© Mapmakers"), "{said}");
        assert!(browser.holds("document.querySelector('.attribution a[href=\"https://example.org/maps\"]').checkVisibility()").await);
        browser.picture("desktop-light-basemap").await;

        let policy = browser
            .text("return fetch('/').then(answer => answer.headers.get('content-security-policy'))")
            .await;
        assert!(
            policy.contains(&format!("img-src 'self' data: {origin};")),
            "{policy}"
        );
        // The policy lets in this host and no other: not even another port of it.
        browser.expect_errors("Content Security Policy");
        // What is blocked is in the network's log all the same.
        browser.allow_requests(&other);
        let blocked = browser
            .text(&format!(
                "return new Promise(done => {{
                    const image = new Image();
                    image.onload = () => done('loaded');
                    image.onerror = () => done('blocked');
                    image.src = '{other}/1/1/1.png';
                }})"
            ))
            .await;
        assert_eq!(blocked, "blocked");
    })
    .await;
}

#[tokio::test]
async fn a_basemap_that_can_t_be_reached_leaves_the_map_usable() {
    // Somebody who hangs up: a port that nobody holds might be another test's a moment later.
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let origin = format!("http://{}", listener.local_addr().expect("its address"));
    tokio::spawn(async move { while listener.accept().await.is_ok() {} });
    let service = with_basemap(&origin);
    visit(&service, DESKTOP, async |browser| {
        browser.allow_requests(&origin);
        browser.expect_errors("Failed to load resource: net::ERR_");
        browser.open("/?lang=en").await;
        agreed(browser).await;
        assert!(
            browser
                .holds("document.querySelector('#trouble').hidden")
                .await,
            "our own map is whole"
        );
        let (x, y) = middle_of_map(browser).await;
        changed(browser, async || browser.wheel(x, y, -240).await).await;
        changed(browser, async || browser.click(".item-link").await).await;
        browser
            .until(
                "the detail is open",
                "!document.querySelector('#detail').hidden",
            )
            .await;
        browser.picture("desktop-light-basemap-unreachable").await;
    })
    .await;
}
