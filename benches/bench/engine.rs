//! The atlas alone, without store and HTTP.

use crate::city::{self, City};
use crate::table::{Budget, Spread, Table, digits};
use anyhow::Context as _;
use okolica_atlas::{Atlas, Edit, Record, TileFormat, TileId};
use okolica_model::calendar::Calendar;
use okolica_model::category::{Category, CategoryId};
use okolica_model::item::StoredItem;
use okolica_model::profile::Profile;
use okolica_model::time::Stamp;
use okolica_model::{Filter, Item, ItemKind, Layer, Position};
use peak_alloc::PeakAlloc;
use serde_json::json;
use std::collections::BTreeSet;
use std::hint::black_box;
use std::time::Instant;

/// Tiles that are timed a line.
const TILES: usize = 300;
const EDITS: usize = 300;
pub(crate) const ZOOMS: [u8; 5] = [8, 10, 12, 14, 16];

const BUILD: Budget = Budget::AtMost(&[(1_000_000, 0.5)], "≤ 0.5 s at 1 M");
const MEMORY: Budget = Budget::AtMost(&[(usize::MAX, 400.0)], "≤ 400");
const TILE: Budget = Budget::AtMost(&[(1_000_000, 0.2)], "≤ 0.2 ms median at 1 M");

pub(crate) fn measure(
    table: &mut Table,
    memory: &PeakAlloc,
    categories: &[Category],
    items: usize,
) -> anyhow::Result<()> {
    let ids: Vec<CategoryId> = categories.iter().map(|c| c.id.clone()).collect();
    let mut city = City::new(ids);
    let before = memory.current_usage();
    let mut atlas = build(table, &mut city, categories, items)?;
    crate::search::index(table, memory, &mut atlas, items);
    let text: usize = atlas.items().map(Record::text_len).sum();
    let own = memory.current_usage().saturating_sub(before + text) as f64 / items as f64;
    let cell = format!("{own:.0} (text {})", text / items);
    table.add(items, "bytes an item beyond its text", &cell, own, MEMORY);
    times(table, items)?;
    let points = sample(&atlas);
    crate::filters::measure(table, &atlas, &points, items)?;
    tiles(table, &atlas, &points, items)?;
    crate::search::measure(table, &atlas, &points, items)?;
    edits(table, &atlas, &mut city, items)
}

fn build(
    table: &mut Table,
    city: &mut City,
    categories: &[Category],
    items: usize,
) -> anyhow::Result<Atlas> {
    let mut builder = Atlas::builder(Profile::default(), categories.to_vec(), city::districts()?);
    let mut taking = 0.0;
    for kind in city::kinds(items) {
        let item = city.item(kind)?;
        let start = Instant::now();
        builder.add(item);
        taking += start.elapsed().as_secs_f64();
    }
    let cell = format!("{} s", digits(taking));
    let name = "rows taken in: text, districts";
    table.add(items, name, &cell, taking, Budget::None);
    let start = Instant::now();
    let (atlas, rejections) = builder.finish_without_words(1);
    let seconds = start.elapsed().as_secs_f64();
    anyhow::ensure!(rejections.is_empty(), "rejected: {:?}", rejections.first());
    let cell = format!("{} s", digits(seconds));
    table.add(items, "build of the spatial atlas", &cell, seconds, BUILD);
    Ok(atlas)
}

/// What one item does in nine days: the time that every filter by time needs for each item.
fn times(table: &mut Table, items: usize) -> anyhow::Result<()> {
    const ROUNDS: u32 = 2000;
    let item = |kind, properties: serde_json::Value| {
        let map = properties.as_object().context("an object")?;
        let item = Item::parse(kind, map, Position::new(21.0, 52.2).ok());
        item.map_err(|errors| anyhow::anyhow!("{errors:?}"))
    };
    let calendar = Calendar::of(&Profile::default());
    let from = city::now()?;
    let until = Stamp::from_millis(from.millis() + 9 * 86_400_000).context("a moment")?;
    let weekly = json!({"schedule": {
        "start": "2021-01-05T18:00", "end": "2021-01-05T20:00", "rrule": "FREQ=WEEKLY;BYDAY=TU,TH",
    }});
    let hours = json!({"opening_hours": "Mo-Fr 09:00-17:00; Sa 10:00-14:00; PH off"});
    for (name, item) in [
        (
            "dates of a weekly course, 9 days",
            item(ItemKind::Initiative, weekly)?,
        ),
        (
            "opening hours of a space, 9 days",
            item(ItemKind::Space, hours)?,
        ),
    ] {
        let start = Instant::now();
        for _ in 0..ROUNDS {
            black_box(item.activity(&calendar, from, until));
        }
        let seconds = start.elapsed().as_secs_f64() / f64::from(ROUNDS);
        let cell = format!("{} µs", digits(seconds * 1e6));
        table.add(items, name, &cell, seconds, Budget::None);
    }
    Ok(())
}

/// Positions of items, evenly out of all.
pub(crate) fn sample(atlas: &Atlas) -> Vec<Position> {
    let positions: Vec<Position> = atlas.items().filter_map(Record::position).collect();
    let step = (positions.len() / 20_000).max(1);
    positions.into_iter().step_by(step).collect()
}

/// At most `n` different tiles that hold points, in an order that jumps.
pub(crate) fn tiles_of(points: &[Position], zoom: u8, n: usize) -> Vec<TileId> {
    let all: BTreeSet<_> = points
        .iter()
        .map(|point| TileId::of(*point, zoom))
        .map(|tile| (tile.x(), tile.y()))
        .collect();
    let all: Vec<_> = all.into_iter().collect();
    let n = n.min(all.len());
    (0..n)
        .filter_map(|at| {
            // A stride without a common divisor meets each one once.
            let (x, y) = all[at * 7919 % all.len()];
            TileId::new(zoom, x, y).ok()
        })
        .collect()
}

/// A top-level category with what stands under it.
pub(crate) fn one_category() -> anyhow::Result<Filter> {
    let (filter, errors) = Filter::parse([("category", "culture")], None);
    anyhow::ensure!(errors.is_empty(), "{errors:?}");
    Ok(filter)
}

fn tiles(
    table: &mut Table,
    atlas: &Atlas,
    points: &[Position],
    items: usize,
) -> anyhow::Result<()> {
    let now = city::now()?;
    let filters = [("", Filter::default()), (", one category", one_category()?)];
    for (format, word) in [(TileFormat::GeoJson, "GeoJSON"), (TileFormat::Mvt, "MVT")] {
        for zoom in ZOOMS {
            let tiles = tiles_of(points, zoom, TILES);
            for (suffix, filter) in &filters {
                let seconds = (0..TILES)
                    .map(|at| {
                        let tile = tiles[at % tiles.len()];
                        let start = Instant::now();
                        let asked = atlas.ask(Layer::Items, filter, now);
                        black_box(asked.tile(tile, format));
                        start.elapsed().as_secs_f64()
                    })
                    .collect();
                let spread = Spread::of(seconds).context("no tile")?;
                let name = format!("cold tile z{zoom} {word}{suffix}: median · p95");
                table.add(items, &name, &spread.text(), spread.median, TILE);
            }
        }
    }
    Ok(())
}

/// Items that move across the city, one an edit.
fn edits(table: &mut Table, atlas: &Atlas, city: &mut City, items: usize) -> anyhow::Result<()> {
    let mut now = atlas.clone();
    let keys: Vec<_> = atlas.items().map(Record::key).collect();
    let mut seconds = Vec::with_capacity(EDITS);
    for number in 0..EDITS {
        let key = keys[number * 7919 % keys.len()];
        let record = now.item(key).context("an item is gone")?;
        let mut moved = StoredItem {
            id: key.id,
            version: record.version() + 1,
            created_at: record.created_at(),
            updated_at: record.updated_at(),
            item: record.item(),
        };
        moved.item.position = Some(city.position()?);
        let edit = Edit {
            version: now.version() + 1,
            upserted: vec![moved],
            removed: Vec::new(),
        };
        let start = Instant::now();
        let (next, rejections) = now.apply(edit);
        seconds.push(start.elapsed().as_secs_f64());
        anyhow::ensure!(rejections.is_empty(), "rejected: {rejections:?}");
        now = next;
    }
    let spread = Spread::of(seconds).context("no edit")?;
    let name = "next atlas after an edit: median · p95";
    table.add(items, name, &spread.text(), spread.median, Budget::None);
    Ok(())
}
