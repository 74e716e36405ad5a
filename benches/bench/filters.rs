//! Questions of residents: tiles and facets under filters by time and by what suits a person.

use crate::city;
use crate::engine::tiles_of;
use crate::table::{Budget, Spread, Table, digits};
use anyhow::Context as _;
use okolica_atlas::{Atlas, TileFormat};
use okolica_model::time::Stamp;
use okolica_model::{BBox, Filter, Layer, Position};
use std::hint::black_box;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// Questions that are timed a line.
const QUESTIONS: usize = 100;
const MINUTE: i64 = 60_000;

const TILE: Budget = Budget::AtMost(&[(1_000_000, 10.0)], "≤ 10 ms median at 1 M");

/// # Errors
/// When nothing is measured.
pub(crate) fn measure(
    table: &mut Table,
    atlas: &Atlas,
    points: &[Position],
    items: usize,
) -> anyhow::Result<()> {
    let now = city::now()?;
    let start = Instant::now();
    atlas.prepare(now);
    let seconds = start.elapsed().as_secs_f64();
    let cell = format!("{} s", digits(seconds));
    let name = "working out a new day";
    table.add(items, name, &cell, seconds, Budget::None);
    for (name, pairs) in [
        ("open=now", &[("open", "now")][..]),
        ("when=2h", &[("when", "2h")]),
        ("when=weekend", &[("when", "weekend")]),
        (
            "free, step-free",
            &[("free", "1"), ("access", "step_free"), ("age", "70")],
        ),
    ] {
        let filter = filter(pairs)?;
        for zoom in [8, 12, 16] {
            let tiles = tiles_of(points, zoom, QUESTIONS);
            // The end of an answer and the answer, as the service asks; a minute later each time.
            let seconds = timed(|n| {
                let asked = atlas.ask(Layer::Items, &filter, later(now, n));
                let tile = tiles[n % tiles.len()];
                black_box(asked.tile_until(tile));
                black_box(asked.tile(tile, TileFormat::GeoJson));
            });
            let spread = Spread::of(seconds).context("no tile")?;
            let name = format!("cold tile z{zoom}, {name}: median · p95");
            table.add(items, &name, &spread.text(), spread.median, TILE);
        }
    }
    facets(table, atlas, points, items)?;
    far(table, atlas, items)
}

fn facets(
    table: &mut Table,
    atlas: &Atlas,
    points: &[Position],
    items: usize,
) -> anyhow::Result<()> {
    let now = city::now()?;
    for (name, zoom) in [("the city", None), ("a view at z13", Some(13))] {
        let tiles = tiles_of(points, zoom.unwrap_or(13), QUESTIONS);
        let views: Vec<Option<BBox>> = tiles.iter().map(|tile| zoom.map(|_| tile.bbox())).collect();
        let mut filter = filter(&[("open", "now"), ("free", "1")])?;
        let mut seconds = Vec::new();
        for n in 0..QUESTIONS / 2 {
            filter.bbox = views[n % views.len()];
            let start = Instant::now();
            black_box(atlas.ask(Layer::Items, &filter, later(now, n)).facets());
            seconds.push(start.elapsed().as_secs_f64());
        }
        let spread = Spread::of(seconds).context("no view")?;
        let name = format!("facets of {name}: median · p95");
        table.add(items, &name, &spread.text(), spread.median, Budget::None);
    }
    Ok(())
}

/// Dates beyond the days that are worked out, and how long others wait meanwhile.
fn far(table: &mut Table, atlas: &Atlas, items: usize) -> anyhow::Result<()> {
    let now = city::now()?;
    let far = filter(&[("from", "2027-06-01"), ("to", "2027-06-07")])?;
    let open = filter(&[("open", "now")])?;
    let done = AtomicBool::new(false);
    let ask = |filter: &Filter| {
        let start = Instant::now();
        black_box(atlas.ask(Layer::Items, filter, now));
        start.elapsed().as_secs_f64()
    };
    let (first, waits) = std::thread::scope(|scope| {
        let others = scope.spawn(|| {
            let mut waits = Vec::new();
            while !done.load(Ordering::Relaxed) {
                waits.push(ask(&open));
                std::thread::yield_now();
            }
            waits
        });
        let first = ask(&far);
        done.store(true, Ordering::Relaxed);
        (first, others.join())
    });
    let cell = format!("{} ms", digits(first * 1e3));
    let name = "first question for a week half a year on";
    table.add(items, name, &cell, first * 1e3, Budget::None);
    let longest = waits.unwrap_or_default().into_iter().fold(0.0, f64::max) * 1e3;
    let cell = format!("{} ms", digits(longest));
    let name = "the longest wait of others meanwhile";
    table.add(items, name, &cell, longest, Budget::None);
    Ok(())
}

fn filter(pairs: &[(&str, &str)]) -> anyhow::Result<Filter> {
    let (filter, errors) = Filter::parse(pairs.iter().copied(), None);
    anyhow::ensure!(errors.is_empty(), "{errors:?}");
    Ok(filter)
}

fn later(now: Stamp, minutes: usize) -> Stamp {
    Stamp::from_millis(now.millis() + minutes as i64 * MINUTE).unwrap_or(now)
}

fn timed(ask: impl Fn(usize)) -> Vec<f64> {
    (0..QUESTIONS)
        .map(|n| {
            let start = Instant::now();
            ask(n);
            start.elapsed().as_secs_f64()
        })
        .collect()
}
