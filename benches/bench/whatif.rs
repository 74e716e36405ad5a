//! A what-if in the browser: from what a hand does to the frame that shows its figures.

use crate::city::City;
use crate::coverage::{CELL, districts, point_cells, square_cells};
use crate::page::run;
use crate::process::Server;
use crate::table::{Budget, Spread, Table};
use anyhow::{Context as _, ensure};
use okolica_model::Position;
use okolica_model::population::CellShape;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

const CELLS: usize = 10_000;
const PLACES: usize = 500;
const STEP: Budget = Budget::AtMost(&[(CELLS, 100.0)], "≤ 100 ms");

/// The table as Markdown.
pub(crate) fn measure() -> anyhow::Result<String> {
    let mut table = Table::new(vec![CELLS]);
    let mut city = City::new(Vec::new());
    let squares = format!("squares of {CELL} m");
    for (name, cells) in [
        ("points", point_cells(&mut city, CELLS)?),
        (&squares, square_cells(CELLS)?),
    ] {
        eprintln!("{CELLS} cells, {name}");
        let folder = tempfile::tempdir()?;
        let url = fill(folder.path(), &mut city, cells)?;
        let server = Server::okolica(&url, 128)?;
        let seen: BTreeMap<String, Vec<f64>> = run("whatif.mjs", &[server.url("")])?;
        for (step, seconds) in seen {
            let spread = Spread::of(seconds).context("a step")?;
            let name = format!("what-if, {name}: {step} → painted figures: median · p95");
            table.add(CELLS, &name, &spread.text(), spread.p95, STEP);
        }
    }
    Ok(table.markdown())
}

/// A store of the city, brought in by the service's own import.
fn fill(folder: &Path, city: &mut City, cells: Vec<(CellShape, f64)>) -> anyhow::Result<String> {
    let url = format!("gpkg:{}", folder.join("city.gpkg").display());
    let point = |at: Position| json!({"type": "Point", "coordinates": [at.lon(), at.lat()]});
    let districts = districts()?.into_iter().map(|stored| {
        let one = stored.district;
        feature(
            &one.area.to_geojson(),
            &json!({"code": one.code, "name": one.name}),
        )
    });
    let population = cells.into_iter().zip(1..).map(|((shape, people), id)| {
        let geometry = match shape {
            CellShape::Point(at) => point(at),
            CellShape::Polygon(area) => area.to_geojson(),
        };
        let people =
            json!({"source_id": id, "population": people, "population_65plus": people / 4.0});
        feature(&geometry, &people)
    });
    let mut spaces = Vec::new();
    for id in 1..=PLACES {
        let hours = ["24/7", "Mo-Fr 08:00-20:00", "Sa,Su 10:00-16:00"][id % 3];
        let properties = json!({
            "source_id": id, "name": format!("Place {id}"), "category": "library", "capacity": 40,
            "opening_hours": hours,
        });
        spaces.push(feature(&point(city.position()?), &properties));
    }
    let layers: [(&str, Vec<Value>); 3] = [
        ("districts", districts.collect()),
        ("population", population.collect()),
        ("spaces", spaces),
    ];
    for (layer, features) in layers {
        let file = folder.join(format!("{layer}.geojson"));
        let collection = json!({"type": "FeatureCollection", "features": features});
        std::fs::write(&file, collection.to_string())?;
        let done = Command::new(env!("CARGO_BIN_EXE_okolica"))
            .args(["import", layer])
            .arg(&file)
            .args(["--database", &url])
            .output()?;
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        ensure!(done.status.success(), "import {layer}: {said}");
    }
    Ok(url)
}

fn feature(geometry: &Value, properties: &Value) -> Value {
    json!({"type": "Feature", "geometry": geometry, "properties": properties})
}
