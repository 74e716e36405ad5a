//! Boundary sets: codes, figures, mending, overlaps and gaps.

use super::{City, DISTRICTS, counts, rejections};
use okolica::import::{Order, What};
use okolica_model::flat::Table;
use serde_json::json;

fn polygons(rings: &[(&str, &str)]) -> String {
    let features: Vec<String> = rings
        .iter()
        .map(|(name, ring)| format!("{{\"type\":\"Feature\",\"properties\":{{\"name\":\"{name}\"}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[{ring}]}}}}"))
        .collect();
    format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}",
        features.join(",\n")
    )
}

#[tokio::test]
async fn codes_come_from_a_column_an_id_or_the_name() {
    let city = City::new().await;
    assert_eq!(
        counts(&city.take(What::Districts, "d.geojson", DISTRICTS).await),
        [2, 0, 0, 0, 0]
    );
    let named = polygons(&[(
        "Śródmieście Łódź",
        "[[21,52],[21.1,52],[21.1,52.1],[21,52]]",
    )]);
    let mut order = Order::new(What::Districts, city.file("estates.geojson", named));
    order.set = Some("estate".to_owned());
    city.run(order).await.expect("an import");
    let codes = city.values(Table::Districts, "code").await;
    assert_eq!(codes, [json!("A"), json!("B"), json!("srodmiescie-lodz")]);
    let sets = city.values(Table::Districts, "set").await;
    assert_eq!(
        sets,
        [json!("district"), json!("district"), json!("estate")]
    );
    let people = city.values(Table::Districts, "population").await;
    assert_eq!(people[..2], [json!(100), json!(200)]);
}

#[tokio::test]
async fn figures_without_geometry_go_to_the_districts_they_name() {
    let city = City::new().await;
    city.take(What::Districts, "d.geojson", DISTRICTS).await;
    let mut order = Order::new(
        What::Districts,
        city.file(
            "gus.csv",
            "teryt,name,pop\nA,,\"1 234\"\n,południe,20\nC,Zachód,5\n",
        ),
    );
    order.maps = vec![("population_date".to_owned(), "=2024-06-30".to_owned())];
    order.source = Some("GUS".to_owned());
    let report = city.run(order.clone()).await.expect("an import");
    assert_eq!(
        (counts(&report), rejections(&report)),
        ([0, 2, 0, 0, 1], vec![(4, "code")])
    );
    let rows = city.rows(Table::Districts).await;
    for (row, people) in rows.iter().zip([1234, 20]) {
        let properties = &row.row.properties;
        assert_eq!(properties["population"], people);
        assert_eq!(
            (
                &properties["population_source"],
                &properties["population_date"]
            ),
            (&json!("GUS"), &json!("2024-06-30"))
        );
        assert!(row.row.geometry.is_some());
    }
    assert_eq!(
        rows[0].row.properties["name"],
        json!("Północ"),
        "an empty name cell names nothing"
    );
    assert_eq!(
        counts(&city.run(order).await.expect("an import")),
        [0, 0, 2, 0, 1]
    );
}

#[tokio::test]
async fn polygons_are_mended_only_where_that_changes_next_to_nothing() {
    let city = City::new().await;
    let file = polygons(&[
        (
            "Kolec",
            "[[21,52],[21.1,52],[21.1,52.1],[21.15,52.1],[21.1,52.1],[21,52.1],[21,52]]",
        ),
        (
            "Muszka",
            "[[22,52],[22.1,52.1],[22.1,52],[22,52.1],[22,52]]",
        ),
    ]);
    let report = city.take(What::Districts, "d.geojson", file).await;
    assert_eq!(
        (counts(&report), rejections(&report)),
        ([1, 0, 0, 0, 1], vec![(3, "geometry")])
    );
}

#[tokio::test]
async fn overlaps_and_gaps_above_a_hectare_are_reported() {
    let city = City::new().await;
    let file = polygons(&[
        ("A", "[[21,52],[21.1,52],[21.1,52.1],[21,52.1],[21,52]]"),
        (
            "B",
            "[[21.098,52],[21.2,52],[21.2,52.1],[21.098,52.1],[21.098,52]]",
        ),
        // Overlaps A by a strip of 0.1 m × 6.8 km, which is below a hectare.
        (
            "C",
            "[[21,52.099999],[21.1,52.099999],[21.1,52.2],[21,52.2],[21,52.099999]]",
        ),
    ]);
    let report = city.take(What::Districts, "d.geojson", file).await;
    assert_eq!(report.notes.len(), 1, "{report}");
    // 0.002° × 0.1° at 52.05°: 137.2 m × 11 127 m.
    assert!(
        report.notes[0].starts_with("A and B overlap by 152."),
        "{report}"
    );
}
