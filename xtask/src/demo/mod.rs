//! `cargo xtask demo`: writes the fictional town of `data/demo`, the same bytes every time.

mod dice;
mod initiatives;
mod item;
mod output;
mod people;
mod plane;
mod spaces;
mod streets;
mod town;
mod words;

use crate::root;
use anyhow::{Context, Result, bail};
use std::fs;

/// The town that does not exist; its name comes from *zmyślać*, to make things up.
const TOWN: &str = "Zmyślanów";
/// What every record names as its source.
const SOURCE: &str = "Zmyślanów (miasto fikcyjne / fictional town)";

/// Writes `data/demo`, or only compares it when `check` is set.
pub(crate) fn run(check: bool) -> Result<()> {
    let folder = root().join("data/demo");
    let mut different = Vec::new();
    for (name, text) in files() {
        let path = folder.join(name);
        if check {
            let found = fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
            if found != text.as_bytes() {
                different.push(name);
            }
        } else {
            fs::create_dir_all(&folder)?;
            fs::write(&path, &text).with_context(|| format!("writing {}", path.display()))?;
            println!("data/demo/{name}: {} kB", text.len().div_ceil(1000));
        }
    }
    if different.is_empty() {
        return Ok(());
    }
    bail!(
        "data/demo is not what the generator makes: {}. Run: cargo xtask demo",
        different.join(", ")
    )
}

/// Every file of the demo town with its text.
fn files() -> Vec<(&'static str, String)> {
    let town = town::Town::draw();
    let streets = streets::lay(&town);
    let population = people::settle(&town);
    let spaces = spaces::open(&town, &streets);
    let initiatives = initiatives::plan(&town, &streets, &spaces);
    vec![
        ("districts.geojson", town.districts_geojson(&population)),
        ("estates.geojson", town.estates_geojson()),
        ("water.geojson", town.water_geojson()),
        ("parks.geojson", town.parks_geojson()),
        ("population.geojson", population.geojson()),
        ("places.csv", streets::places_csv(&town, &streets)),
        ("spaces.geojson", item::spaces_geojson(&spaces)),
        ("initiatives.csv", item::initiatives_csv(&initiatives)),
        ("profile.json", town.profile_json()),
    ]
}
