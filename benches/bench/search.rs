//! Search: the index of words, queries, suggestions and tiles of what matches.

use crate::city::{VOCABULARY, word};
use crate::engine::tiles_of;
use crate::table::{Budget, Spread, Table, digits};
use anyhow::Context as _;
use okolica_atlas::{Atlas, TileFormat};
use okolica_model::time::Stamp;
use okolica_model::{Filter, Layer, Position};
use peak_alloc::PeakAlloc;
use std::hint::black_box;
use std::time::Instant;

/// Texts that are timed a line; each is asked once, so nothing is remembered.
const TEXTS: usize = 100;

const SUGGEST: Budget = Budget::AtMost(&[(100_000, 50.0)], "≤ 50 ms at 100 k");
const TILE: Budget = Budget::AtMost(&[(1_000_000, 10.0)], "≤ 10 ms at 1 M");

/// What a line is of, and its texts.
type Kind = (&'static str, fn(usize) -> String);

/// Makes the index of an atlas that has none.
pub(crate) fn index(table: &mut Table, memory: &PeakAlloc, atlas: &mut Atlas, items: usize) {
    let before = memory.current_usage();
    let start = Instant::now();
    atlas.index_words();
    let seconds = start.elapsed().as_secs_f64();
    let bytes = memory.current_usage().saturating_sub(before) as f64 / items as f64;
    let cell = format!("{} s", digits(seconds));
    table.add(
        items,
        "build of the index of words",
        &cell,
        seconds,
        Budget::None,
    );
    let cell = format!("{bytes:.0}");
    table.add(
        items,
        "bytes an item of them for words",
        &cell,
        bytes,
        Budget::None,
    );
}

/// # Errors
/// When nothing is measured.
pub(crate) fn measure(
    table: &mut Table,
    atlas: &Atlas,
    points: &[Position],
    items: usize,
) -> anyhow::Result<()> {
    let now = Stamp::parse("now", "2026-11-20")?;
    let at = points.first().copied();
    let kinds: [Kind; 4] = [
        ("one word", typed),
        ("two words", |n| format!("{} {}", word(n % 7), typed(n))),
        ("a beginning", |n| cut(&typed(n), 3 + n % 3)),
        ("a typing error", |n| format!("x{}", typed(n))),
    ];
    for (kind, text) in kinds {
        // Others than those of the line before.
        let filter = |n: usize| Filter {
            q: Some(format!("{} z", text(n))),
            ..Filter::default()
        };
        let name = format!("search, {kind}: median · p95");
        timed(table, items, &name, Budget::None, |n| {
            black_box(atlas.ask(Layer::Items, &filter(n), now).ranked(at, 0, 20));
        })?;
    }
    let fresh = atlas.with_places(&[]);
    timed(table, items, "suggestions: median · p95", SUGGEST, |n| {
        black_box(fresh.suggest(&cut(&typed(n), 2 + n % 4), at, now, 8));
    })?;
    for zoom in [8, 12] {
        let fresh = atlas.with_places(&[]);
        let tiles = tiles_of(points, zoom, TEXTS);
        let name = format!("cold tile z{zoom} of a new text: median · p95");
        timed(table, items, &name, TILE, |n| {
            let filter = Filter {
                q: Some(typed(n)),
                ..Filter::default()
            };
            let tile = tiles[n % tiles.len()];
            black_box(
                fresh
                    .ask(Layer::Items, &filter, now)
                    .tile(tile, TileFormat::GeoJson),
            );
        })?;
    }
    Ok(())
}

/// The words of a hundred texts, from the commonest to the rarest.
fn typed(n: usize) -> String {
    let rank = (VOCABULARY as f64).powf(n as f64 / TEXTS as f64) as usize - 1;
    word(rank + n)
}

fn cut(text: &str, letters: usize) -> String {
    text.chars().take(letters).collect()
}

fn timed(
    table: &mut Table,
    items: usize,
    name: &str,
    budget: Budget,
    ask: impl Fn(usize),
) -> anyhow::Result<()> {
    let seconds = (0..TEXTS)
        .map(|n| {
            let start = Instant::now();
            ask(n);
            start.elapsed().as_secs_f64()
        })
        .collect();
    let spread = Spread::of(seconds).context("nothing was timed")?;
    table.add(items, name, &spread.text(), spread.median, budget);
    Ok(())
}
