//! The whole service: a GeoPackage, processes, HTTP.

use crate::city::{self, City};
use crate::engine::tiles_of;
use crate::load::{self, Requests};
use crate::process::{Server, TOKEN};
use crate::table::{Budget, Spread, Table, digits};
use anyhow::Context as _;
use okolica::store::{EditContext, Row, Store};
use okolica_atlas::TileId;
use okolica_model::Position;
use okolica_model::category::{Category, CategoryId};
use okolica_model::flat::Table as StoreTable;
use serde_json::json;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long each rate is measured.
const WINDOW: Duration = Duration::from_secs(3);
/// Rounds of the two servers that are compared, turn by turn.
const ROUNDS: usize = 3;
const EDITS: usize = 40;

const READY: Budget = Budget::AtMost(
    &[(100_000, 5.0), (1_000_000, 30.0)],
    "≤ 5 s at 100 k, ≤ 30 s at 1 M",
);
const HOT: Budget = Budget::AtLeast(0, 0.8, "≥ 0.8");
const EDIT: Budget = Budget::AtMost(&[(1_000_000, 20.0)], "≤ 20 ms at 1 M");
/// Ten times Martin 1.14 without its cache, as measured once for the design.
const COLD_14: Budget = Budget::AtLeast(1_000_000, 1160.0, "≥ 1 160/s at 1 M (10 × Martin)");
const COLD_16: Budget = Budget::AtLeast(1_000_000, 28_120.0, "≥ 28 120/s at 1 M (10 × Martin)");

pub(crate) async fn measure(
    table: &mut Table,
    url: &str,
    points: &[Position],
    items: usize,
) -> anyhow::Result<()> {
    let server = Server::okolica(url, 0)?;
    let ready = format!("{} s", digits(server.seconds));
    table.add(items, "ready after start", &ready, server.seconds, READY);
    cold(table, &server, points, items).await?;
    drop(server);

    let server = Server::okolica(url, 128)?;
    hot(table, &server, points, items).await?;
    edits(table, &server, points, items).await
}

/// Writes the city into a new store; answers some of its positions.
pub(crate) async fn fill(
    url: &str,
    categories: &[Category],
    items: usize,
) -> anyhow::Result<Vec<Position>> {
    let store = Store::open(url).await?;
    let by = EditContext {
        who: "bench".to_owned(),
        why: None,
        at: None,
    };
    let mut bulk = store.bulk(&by).await?;
    for stored in city::districts()? {
        let row = Row::from(&stored.district);
        bulk.insert(StoreTable::Districts, &row, None).await?;
    }
    let ids: Vec<CategoryId> = categories.iter().map(|c| c.id.clone()).collect();
    let mut city = City::new(ids);
    let mut points = Vec::new();
    for (at, kind) in city::kinds(items).enumerate() {
        if at % 100_000 == 0 {
            eprintln!("  filling the store: {at} of {items}");
        }
        let item = city.item(kind)?.item;
        points.extend(item.position.filter(|_| at % (items / 20_000).max(1) == 0));
        bulk.insert(kind.into(), &Row::from(&item), None).await?;
    }
    bulk.commit().await?;
    Ok(points)
}

pub(crate) fn path(tile: TileId, format: &str) -> String {
    format!("/tiles/items/{tile}.{format}")
}

async fn cold(
    table: &mut Table,
    server: &Server,
    points: &[Position],
    items: usize,
) -> anyhow::Result<()> {
    for (zoom, budget) in [(14, COLD_14), (16, COLD_16)] {
        // Martin was asked for vector tiles.
        for (format, budget) in [("mvt", budget), ("geojson", Budget::None)] {
            let tiles = tiles_of(points, zoom, usize::MAX);
            let requests = tiles.iter().map(|tile| load::get(&path(*tile, format), ""));
            let requests: Requests = Arc::new(requests.collect());
            let rate = load::rate(server.address, &requests, "200", WINDOW).await?;
            let name = format!("HTTP, cold z{zoom} {format}");
            let text = format!("{rate:.0}/s");
            table.add(items, &name, &text, rate, budget);
        }
    }
    Ok(())
}

/// One tile set hot in the service, answered as 304, and from memory by plain axum.
async fn hot(
    table: &mut Table,
    server: &Server,
    points: &[Position],
    items: usize,
) -> anyhow::Result<()> {
    let paths: Vec<String> = tiles_of(points, 14, 200)
        .into_iter()
        .map(|tile| path(tile, "geojson"))
        .collect();
    let mut known = Vec::new();
    for path in &paths {
        let answer = reqwest::get(server.url(path)).await?;
        let tag = answer.headers()["etag"].to_str()?.to_owned();
        known.push(load::get(path, &format!("if-none-match: {tag}\r\n")));
    }
    let requests = paths.iter().map(|path| load::get(path, ""));
    let requests: Requests = Arc::new(requests.collect());
    let known: Requests = Arc::new(known);
    let list = paths.join("\n");
    let mirror = tokio::task::block_in_place(|| mirror(server, &list))?;

    let mut rates = [const { Vec::new() }; 3];
    for _ in 0..ROUNDS {
        rates[0].push(load::rate(server.address, &requests, "200", WINDOW).await?);
        rates[1].push(load::rate(mirror.address, &requests, "200", WINDOW).await?);
        rates[2].push(load::rate(server.address, &known, "304", WINDOW).await?);
    }
    let [hot, plain, unchanged] = rates.map(|mut rates| {
        rates.sort_by(f64::total_cmp);
        rates[ROUNDS / 2]
    });
    let per_second = |rate: f64| format!("{rate:.0}/s");
    table.add(
        items,
        "HTTP, hot z14 geojson",
        &per_second(hot),
        hot,
        Budget::None,
    );
    let name = "HTTP, the same bytes by plain axum";
    table.add(items, name, &per_second(plain), plain, Budget::None);
    let ratio = hot / plain;
    let name = "hot tiles ÷ plain axum";
    table.add(items, name, &digits(ratio), ratio, HOT);
    let name = "HTTP, 304 z14 geojson";
    table.add(items, name, &per_second(unchanged), unchanged, Budget::None);
    Ok(())
}

fn mirror(server: &Server, paths: &str) -> anyhow::Result<Server> {
    let mut command = Command::new(std::env::current_exe()?);
    command
        .args(["--mirror", &server.url("")])
        .args(["--paths", paths]);
    Server::start(command)
}

/// From the edit's first byte to the last one of the tile that shows it.
async fn edits(
    table: &mut Table,
    server: &Server,
    points: &[Position],
    items: usize,
) -> anyhow::Result<()> {
    let client = reqwest::Client::new();
    let mut seconds = Vec::with_capacity(EDITS);
    for at in 0..EDITS {
        let point = points[at * 7919 % points.len()];
        let tile = server.url(&path(TileId::of(point, 14), "geojson"));
        let tag = |answer: &reqwest::Response| answer.headers().get("etag").cloned();
        let before = client.get(&tile).send().await?;
        let id = at * 7919 % (items * 6 / 10) + 1;
        let patch = json!({
            "geometry": {"type": "Point", "coordinates": [point.lon(), point.lat()]},
            "properties": {"name": format!("Edit {at}")},
        });
        let start = Instant::now();
        let edit = client
            .patch(server.url(&format!("/api/collections/spaces/items/{id}")))
            .bearer_auth(TOKEN)
            .header("content-type", "application/merge-patch+json")
            .body(patch.to_string());
        let answer = edit.send().await?;
        let status = answer.status();
        let said = answer.text().await?;
        anyhow::ensure!(status.is_success(), "{status}: {said}");
        let after = client.get(&tile).send().await?;
        let changed = tag(&before) != tag(&after);
        after.bytes().await?;
        seconds.push(start.elapsed().as_secs_f64());
        anyhow::ensure!(changed, "{tile} does not show the edit");
    }
    let spread = Spread::of(seconds).context("no edit")?;
    let name = "edit → changed tile over HTTP: median · p95";
    table.add(items, name, &spread.text(), spread.median, EDIT);
    Ok(())
}
