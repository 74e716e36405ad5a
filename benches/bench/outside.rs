//! Edits that go past the service: how long until its map shows them.

#[allow(
    dead_code,
    reason = "the tests' own cluster, of which the bench needs a part"
)]
#[path = "../../tests/support/postgres.rs"]
pub(crate) mod postgres;

use crate::process::{Server, TOKEN};
use crate::service::{fill, path};
use crate::table::{Budget, Spread, Table, digits};
use anyhow::Context as _;
use okolica_atlas::TileId;
use okolica_model::Position;
use okolica_model::category::Category;
use serde_json::json;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

const EDITS: usize = 30;
/// The pause between two looks at the map, which would else take the time that the edit needs.
const LOOK: Duration = Duration::from_millis(1);
/// When to stop waiting for an edit.
const NEVER: Duration = Duration::from_secs(60);

const OUTSIDE: Budget = Budget::AtMost(&[(usize::MAX, 1000.0)], "≤ 1 s, the slowest too");
const OTHER: Budget = Budget::AtMost(&[(usize::MAX, 250.0)], "≤ 250 ms, the slowest too");

/// `sqlite3` and GDAL edit the file of a running service.
pub(crate) async fn geopackage(table: &mut Table, file: &Path, items: usize) -> anyhow::Result<()> {
    let server = Server::okolica(&format!("gpkg:{}", file.display()), 128)?;
    let mut edits = Edits::new(&server, items);
    if is_there("sqlite3") {
        for _ in 0..EDITS {
            let next = edits.next().await?;
            let mut command = Command::new("sqlite3");
            command.args(["-cmd", ".timeout 10000"]).arg(file);
            run(command.arg(next.update()))?;
            edits.wait(&next).await?;
        }
        edits.enter(table, "edit by sqlite3 → changed tile", OUTSIDE)?;
    } else {
        eprintln!("  left out: sqlite3 is not installed");
    }
    if is_there("ogr2ogr") {
        let folder = tempfile::tempdir()?;
        let given = folder.path().join("given.geojson");
        for _ in 0..EDITS {
            let next = edits.next().await?;
            std::fs::write(&given, next.feature())?;
            let mut command = Command::new("ogr2ogr");
            command.args(["-upsert", "-preserve_fid", "-nln", "spaces"]);
            run(command.arg(file).arg(&given))?;
            edits.wait(&next).await?;
        }
        edits.enter(table, "edit by ogr2ogr -upsert → changed tile", OUTSIDE)?;
    } else {
        eprintln!("  left out: ogr2ogr is not installed");
    }
    Ok(())
}

/// `psql` edits the database of a running service; then a service edits, and a second one is
/// asked.
pub(crate) async fn postgis(
    table: &mut Table,
    categories: &[Category],
    items: usize,
) -> anyhow::Result<()> {
    if postgres::installed().is_none() {
        eprintln!("  left out: PostGIS is not installed");
        return Ok(());
    }
    let cluster = postgres::Cluster::start(false);
    let database = cluster.database();
    fill(&database.url(), categories, items).await?;
    let first = Server::okolica(&database.url(), 128)?;
    let second = Server::okolica(&database.url(), 128)?;

    let mut edits = Edits::new(&first, items);
    for _ in 0..EDITS {
        let next = edits.next().await?;
        run(database.psql_command().args(["-c", &next.update()]))?;
        edits.wait(&next).await?;
    }
    edits.enter(table, "edit by psql → changed tile", OUTSIDE)?;

    let mut edits = Edits::new(&second, items);
    for _ in 0..EDITS {
        let next = edits.next().await?;
        let answer = reqwest::Client::new()
            .patch(first.url(&format!("/api/collections/spaces/items/{}", next.id)))
            .bearer_auth(TOKEN)
            .header("content-type", "application/merge-patch+json")
            .body(json!({"properties": {"name": next.name}}).to_string())
            .send()
            .await?;
        answer.error_for_status()?;
        edits.wait(&next).await?;
    }
    edits.enter(table, "edit over HTTP → tile of a second instance", OTHER)
}

/// Edits of one space each, and how long the map of `server` took to show them.
struct Edits<'a> {
    server: &'a Server,
    client: reqwest::Client,
    items: usize,
    number: usize,
    seconds: Vec<f64>,
}

/// An edit that is about to be made.
struct Next {
    id: usize,
    name: String,
    position: Position,
    /// The address of the space's tile, and its tag before the edit.
    tile: String,
    tag: String,
}

impl Next {
    fn update(&self) -> String {
        format!(
            "UPDATE spaces SET name = '{}' WHERE id = {}",
            self.name, self.id
        )
    }

    fn feature(&self) -> String {
        let at = [self.position.lon(), self.position.lat()];
        let feature = json!({
            "type": "Feature",
            "id": self.id,
            "properties": {"name": self.name, "category": "library"},
            "geometry": {"type": "Point", "coordinates": at},
        });
        json!({"type": "FeatureCollection", "features": [feature]}).to_string()
    }
}

impl<'a> Edits<'a> {
    fn new(server: &'a Server, items: usize) -> Self {
        Self {
            server,
            client: reqwest::Client::new(),
            items,
            number: 0,
            seconds: Vec::new(),
        }
    }

    async fn next(&mut self) -> anyhow::Result<Next> {
        self.number += 1;
        let id = self.number * 7919 % (self.items * 6 / 10) + 1;
        let space = self
            .server
            .url(&format!("/api/collections/spaces/items/{id}"));
        let space: serde_json::Value = self.client.get(space).send().await?.json().await?;
        let [lon, lat] = [0, 1].map(|axis| space["geometry"]["coordinates"][axis].as_f64());
        let (lon, lat) = (lon.context("no longitude")?, lat.context("no latitude")?);
        let position = Position::new(lon, lat)?;
        let tile = self.server.url(&path(TileId::of(position, 14), "geojson"));
        Ok(Next {
            id,
            name: format!("Edit {} from outside", self.number),
            position,
            tag: self.tag(&tile).await?,
            tile,
        })
    }

    async fn tag(&self, tile: &str) -> anyhow::Result<String> {
        let answer = self.client.get(tile).send().await?.error_for_status()?;
        let tag = answer.headers()["etag"].to_str()?.to_owned();
        answer.bytes().await?;
        Ok(tag)
    }

    /// Waits until the tile has changed; the edit has just been made.
    async fn wait(&mut self, next: &Next) -> anyhow::Result<()> {
        let made = Instant::now();
        while self.tag(&next.tile).await? == next.tag {
            anyhow::ensure!(made.elapsed() < NEVER, "{} never shows the edit", next.tile);
            tokio::time::sleep(LOOK).await;
        }
        self.seconds.push(made.elapsed().as_secs_f64());
        Ok(())
    }

    fn enter(&mut self, table: &mut Table, name: &str, budget: Budget) -> anyhow::Result<()> {
        let slowest = self.seconds.iter().copied().fold(0.0, f64::max) * 1e3;
        let spread = Spread::of(std::mem::take(&mut self.seconds)).context("no edit")?;
        let (median, p95) = (digits(spread.median), digits(spread.p95));
        let text = format!("{median} · {p95} · {} ms", digits(slowest));
        let name = format!("{name}: median · p95 · slowest");
        table.add(self.items, &name, &text, slowest, budget);
        Ok(())
    }
}

fn is_there(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok()
}

fn run(command: &mut Command) -> anyhow::Result<()> {
    let output = command.output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    anyhow::ensure!(output.status.success(), "{command:?}: {said}");
    Ok(())
}
