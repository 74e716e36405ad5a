//! Search judged: what people type, and what they then should see.
//!
//! A line of a judged file is a query, a tab, and what is right for it, any of: the source id of
//! an item, `=category` (or under it), `~part of the name`, `@part of the organiser`, `#part of the
//! address`, `$name of a district`; `_` stands for a space. `place:name` judges the first of
//! the places instead.

use okolica::import::demo::load_demo;
use okolica::import::{Order, What, import};
use okolica::store::Store;
use okolica_atlas::{Atlas, Record};
use okolica_model::time::Stamp;
use okolica_model::{Filter, Layer};
use serde_json::Value;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Precision among the first five, and the mean reciprocal rank of the first right answer.
struct Score {
    precision: f64,
    reciprocal: f64,
}

async fn store(folder: &TempDir) -> Store {
    let url = format!("gpkg:{}", folder.path().join("city.gpkg").display());
    Store::open(&url).await.expect("a store")
}

async fn atlas(store: &Store) -> Atlas {
    let (atlas, rejections) = store.load().await.expect("an atlas");
    assert_eq!(rejections.len(), 0);
    atlas
}

fn now() -> Stamp {
    Stamp::parse("now", "2026-09-15T08:00:00Z").expect("a moment")
}

fn is_right(atlas: &Atlas, record: &Record, right: &str) -> bool {
    let properties = record.properties();
    let holds = |value: &Value, part: &str| {
        let text = value.as_str().unwrap_or_default();
        text.to_lowercase().contains(&part.to_lowercase())
    };
    let right = right.replace('_', " ");
    let (kind, part) = right.split_at(1);
    match kind {
        "=" => {
            let category = record.category();
            let parent = atlas.categories().get(category.as_str());
            let parent = parent.and_then(|category| category.parent.as_ref());
            category.as_str() == part || parent.is_some_and(|parent| parent.as_str() == part)
        }
        "~" => holds(&properties["name"], part),
        "@" => {
            let organiser = properties.get("organiser").map(|o| &o["name"]);
            organiser.is_some_and(|name| holds(name, part))
        }
        "#" => properties
            .get("address")
            .is_some_and(|address| holds(address, part)),
        "$" => atlas
            .districts_of(record)
            .any(|stored| stored.district.name == part),
        _ => properties.get("source_id") == Some(&Value::String(right.clone())),
    }
}

/// Right or wrong, for the first answers; and how many of them could be right.
fn judge(atlas: &Atlas, query: &str, rights: &str) -> (Vec<bool>, usize) {
    if let Some(name) = rights.strip_prefix("place:") {
        let name = name.replace('_', " ");
        let places = atlas.places(query, None, 3).into_iter();
        let districts = atlas.districts_like(query).into_iter();
        let mut names = districts.map(|stored| stored.district.name.clone());
        let first = names
            .next()
            .into_iter()
            .chain(places.map(|place| place.name.clone()));
        return (first.map(|found| found == name).collect(), 1);
    }
    let rights: Vec<&str> = rights.split(' ').collect();
    let right = |record: &Record| rights.iter().any(|right| is_right(atlas, record, right));
    let (filter, errors) = Filter::parse([("q", query)], Some(atlas));
    assert_eq!(errors, [], "{query}");
    let ranked = atlas.ask(Layer::Items, &filter, now()).ranked(None, 0, 10);
    let found = ranked.items.iter().map(|item| right(item.record)).collect();
    (found, atlas.items().filter(|record| right(record)).count())
}

fn score(atlas: &Atlas, file: &str) -> Score {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/search")
        .join(file);
    let text = std::fs::read_to_string(path).expect(file);
    let lines: Vec<(&str, &str)> = text
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .collect();
    assert!(lines.len() >= 30, "{file} judges {} queries", lines.len());
    let (mut precision, mut reciprocal) = (0.0, 0.0);
    for (query, rights) in &lines {
        let (found, possible) = judge(atlas, query, rights);
        assert!(possible > 0, "{query}: nothing can be right");
        let wanted = possible.min(5);
        let right = found.iter().take(wanted).filter(|right| **right).count();
        let first = found.iter().position(|right| *right);
        precision += right as f64 / wanted as f64;
        reciprocal += first.map_or(0.0, |at| 1.0 / (at + 1) as f64);
        if right < wanted {
            println!("{file}: {query:?}: {right} of {wanted}, first right at {first:?}");
        }
    }
    let n = lines.len() as f64;
    let score = Score {
        precision: precision / n,
        reciprocal: reciprocal / n,
    };
    println!(
        "{file}: {n} queries, precision at 5 {:.3}, mean reciprocal rank {:.3}",
        score.precision, score.reciprocal
    );
    score
}

#[tokio::test]
async fn the_demo_town_is_searched_well() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = store(&folder).await;
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/demo");
    load_demo(&store, &demo).await.expect("the town");
    let score = score(&atlas(&store).await, "demo.tsv");
    assert!(score.precision >= 0.9, "{}", score.precision);
    assert!(score.reciprocal >= 0.9, "{}", score.reciprocal);
}

#[tokio::test]
async fn warsaw_is_searched_well() {
    let data = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    if !data.join("warsaw_districts.geojson").exists() {
        eprintln!("skipped: ../shared/data is not here");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let store = store(&folder).await;
    for (what, name) in [
        (What::Districts, "warsaw_districts.geojson"),
        (What::Initiatives, "warsaw_initiatives_pb_2020_2026.csv"),
        (What::Places, "warsaw_stops_ztm_2021.csv"),
        (What::Places, "warsaw_neighbourhoods_wof.geojson"),
    ] {
        let mut order = Order::new(what, data.join(name));
        order.rejected = Some(folder.path().join("rejected.csv"));
        import(&store, &order).await.expect(name);
    }
    let score = score(&atlas(&store).await, "warsaw.tsv");
    assert!(score.precision >= 0.9, "{}", score.precision);
    assert!(score.reciprocal >= 0.9, "{}", score.reciprocal);
}
