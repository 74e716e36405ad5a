//! A real city, end to end: Warsaw.

use super::{City, counts};
use okolica::import::{Order, Report, What};
use okolica_atlas::Atlas;
use okolica_atlas::tiles::{TileFormat, TileId};
use okolica_model::flat::Table;
use okolica_model::time::Stamp;
use okolica_model::{Filter, Layer};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The folder of Warsaw's files beside the workspace.
fn data() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let found = folder.join("warsaw_districts.geojson").exists();
    if !found {
        eprintln!("skipped: ../shared/data is not here");
    }
    found.then_some(folder)
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(field, column)| ((*field).to_owned(), (*column).to_owned()))
        .collect()
}

async fn take(city: &City, what: What, name: &str, maps: &[(&str, &str)]) -> Report {
    let folder = data().expect("checked before");
    let mut order = Order::new(what, folder.join(name));
    order.maps = pairs(maps);
    city.run(order).await.expect(name)
}

async fn atlas(city: &City) -> Atlas {
    let (atlas, rejections) = city.store.load().await.expect("an atlas");
    assert_eq!(rejections.len(), 0);
    atlas
}

/// Codes with their areas in km².
async fn areas(city: &City) -> BTreeMap<String, f64> {
    let atlas = atlas(city).await;
    let districts = atlas.districts("district");
    districts
        .iter()
        .map(|one| (one.district.code.clone(), one.district.area.area_km2()))
        .collect()
}

#[tokio::test]
async fn districts_are_the_same_from_degrees_and_from_the_national_plane() {
    if data().is_none() {
        return;
    }
    let (degrees, plane) = (City::new().await, City::new().await);
    let first = take(&degrees, What::Districts, "warsaw_districts.geojson", &[]).await;
    let second = take(
        &plane,
        What::Districts,
        "warsaw_districts_epsg2180.geojson",
        &[],
    )
    .await;
    for report in [first, second] {
        assert_eq!(
            (counts(&report), report.notes.len()),
            ([18, 0, 0, 0, 0], 0),
            "{report}"
        );
    }
    let (degrees, plane) = (areas(&degrees).await, areas(&plane).await);
    assert_eq!(
        degrees.keys().collect::<Vec<_>>(),
        plane.keys().collect::<Vec<_>>()
    );
    for areas in [&degrees, &plane] {
        let whole: f64 = areas.values().sum();
        assert!((whole / 517.2 - 1.0).abs() < 0.001, "{whole} km²");
    }
    for (code, area) in &degrees {
        assert!((area / plane[code] - 1.0).abs() < 1e-5, "{code}");
    }
}

/// All of Warsaw's files that the map takes.
async fn warsaw() -> City {
    let city = City::new().await;
    take(&city, What::Districts, "warsaw_districts.geojson", &[]).await;
    let figures = [
        ("population", "population_gus_2024_06_30"),
        ("population_date", "=2024-06-30"),
    ];
    let people = take(
        &city,
        What::Districts,
        "warsaw_district_population.csv",
        &figures,
    )
    .await;
    assert_eq!(counts(&people), [0, 18, 0, 0, 0], "{people}");
    city
}

fn number(value: Option<&Value>) -> f64 {
    value.and_then(Value::as_f64).unwrap_or_default()
}

/// Items in a GeoJSON tile, aggregates by their counts.
fn items_in(tile: &[u8]) -> usize {
    let tile: Value = serde_json::from_slice(tile).expect("GeoJSON");
    let features = tile["features"].as_array().expect("features");
    let count = |feature: &Value| feature["properties"]["point_count"].as_u64().unwrap_or(1);
    features.iter().map(|feature| count(feature) as usize).sum()
}

#[tokio::test]
async fn projects_stand_in_the_districts_that_the_city_says() {
    let Some(folder) = data() else { return };
    let city = warsaw().await;
    let people: u64 = city
        .values(Table::Districts, "population")
        .await
        .iter()
        .filter_map(Value::as_u64)
        .sum();
    assert_eq!(people, 1_862_402);
    let name = "warsaw_initiatives_pb_2020_2026.csv";
    let report = take(&city, What::Initiatives, name, &[]).await;
    assert_eq!(
        (counts(&report), report.without_position),
        ([8745, 0, 0, 0, 0], 1584),
        "{report}"
    );
    assert!(report.outside.count > 0, "far points are flagged");
    let again = take(&city, What::Initiatives, name, &[]).await;
    assert_eq!(counts(&again), [0, 0, 8745, 0, 0]);

    let atlas = atlas(&city).await;
    let mut stated: BTreeMap<String, usize> = BTreeMap::new();
    let mut by_point: BTreeMap<String, usize> = BTreeMap::new();
    let mut reader = csv::Reader::from_path(folder.join(name)).expect(name);
    for row in reader.deserialize::<BTreeMap<String, String>>() {
        let row = row.expect("a row");
        let count = if row["lon"].is_empty() {
            stated.entry(row["district"].clone())
        } else {
            by_point.entry(row["district_by_point"].clone())
        };
        *count.or_default() += 1;
    }
    let now = Stamp::from_millis(0).expect("1970");
    for district in atlas.districts("district") {
        let (code, name) = (&district.district.code, &district.district.name);
        let (filter, errors) = Filter::parse([("district", code.as_str())], Some(&atlas));
        assert_eq!(errors, []);
        let page = atlas.ask(Layer::Initiatives, &filter, now).page(None, 1);
        assert_eq!(
            page.matched - page.without_position,
            by_point[name],
            "{name} by point"
        );
        assert_eq!(
            page.without_position,
            stated.get(name).copied().unwrap_or_default(),
            "{name} as stated"
        );
    }

    let all = Filter::default();
    let asked = atlas.ask(Layer::Initiatives, &all, now);
    let page = asked.page(None, 1);
    assert_eq!((page.matched, page.without_position), (8745, 1584));
    let world = TileId::new(0, 0, 0).expect("a tile");
    let mut level = vec![world];
    for _ in 0..=10 {
        let tiles = level
            .iter()
            .map(|tile| asked.tile(*tile, TileFormat::GeoJson));
        let filled: Vec<(TileId, usize)> = level
            .iter()
            .copied()
            .zip(tiles.map(|tile| items_in(&tile)))
            .filter(|(_, count)| *count > 0)
            .collect();
        let total: usize = filled.iter().map(|(_, count)| count).sum();
        assert_eq!(total, page.matched - page.without_position);
        level = filled
            .iter()
            .flat_map(|(tile, _)| tile.children())
            .collect();
    }
}

#[tokio::test]
async fn stops_and_population_cells_come_too() {
    if data().is_none() {
        return;
    }
    let city = warsaw().await;
    let stops = take(
        &city,
        What::Places,
        "warsaw_stops_ztm_2021.csv",
        &[("kind", "=stop")],
    )
    .await;
    // 7 390 posts, of which 50 have no name and so can't be found by one.
    assert_eq!(counts(&stops), [7340, 0, 0, 0, 50], "{stops}");
    assert!(
        stops
            .rejections
            .iter()
            .all(|rejected| rejected.error.field == "name")
    );
    let grid = "warsaw_population_grid_500m_DERIVED.csv";
    let cells = take(
        &city,
        What::Population,
        grid,
        &[("population", "population_est")],
    )
    .await;
    assert_eq!(counts(&cells), [2109, 0, 0, 0, 0], "{cells}");
    let people = city.values(Table::PopulationCells, "population").await;
    let people: f64 = people.iter().map(|value| number(Some(value))).sum();
    // What the file's own column adds up to; its description says 1 862 396.
    assert!((people - 1_862_394.8).abs() < 0.1, "{people}");
    // The same cells by their corners on the plane lie within half a diagonal.
    let mut plane = Order::new(What::Population, data().expect("here").join(grid));
    plane.maps = pairs(&[
        ("population", "population_est"),
        ("lon", "x_2180"),
        ("lat", "y_2180"),
    ]);
    plane.crs = Some("EPSG:2180".to_owned());
    plane.source = Some("corners".to_owned());
    assert_eq!(
        counts(&city.run(plane).await.expect("an import")),
        [2109, 0, 0, 0, 0]
    );
    let whole = take(
        &city,
        What::Places,
        "warsaw_neighbourhoods_wof.geojson",
        &[("name", "name_pol"), ("kind", "=neighbourhood")],
    )
    .await;
    assert_eq!((whole.added, whole.rejected), (226, 66), "{whole}");
}
