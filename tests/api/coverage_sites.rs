//! `/api/coverage/gaps.geojson` and `/api/coverage/sites` agree with `/api/coverage`.

use super::coverage::{area, figures, people, some_people};
use crate::support::app::{TestApp, percent};
use serde_json::Value;

async fn get(app: &TestApp, path: &str) -> Value {
    app.get(path).await.expect(200).json()
}

fn number(value: &Value) -> f64 {
    value
        .as_f64()
        .unwrap_or_else(|| panic!("{value} is no number"))
}

#[tokio::test]
async fn gaps_add_up_to_the_figures() {
    let app = TestApp::new().await;
    people(&app.live, &some_people()).await;
    let answer = figures(&app, "?within=900&detour=1").await;
    let found = get(&app, "/api/coverage/gaps.geojson?within=900&detour=1").await;
    assert_eq!(found["type"], "FeatureCollection");
    assert_eq!(found["change_log"], answer["change_log"]);
    let gaps = found["features"].as_array().expect("features");
    assert!(!gaps.is_empty());
    for code in ["A", "B", "C", "D"] {
        let own = || {
            gaps.iter()
                .map(|gap| &gap["properties"])
                .filter(|gap| gap["code"] == code)
        };
        let sum = |field: &str| own().map(|gap| number(&gap[field])).sum::<f64>();
        let figures = area(&answer, code);
        let off = sum("area_km2") - number(&figures["uncovered_area_km2"]);
        assert!(off.abs() < 1e-6, "{code}: {off}");
        assert!(
            (sum("not_reached") - number(&figures["not_reached"])).abs() < 1e-6,
            "{code}"
        );
        assert!((sum("not_reached_65plus") * 4.0 - sum("not_reached")).abs() < 1e-3);
        let parts = number(&figures["covered_area_km2"]) + number(&figures["uncovered_area_km2"]);
        assert!((parts - number(&figures["area_km2"])).abs() < 1e-9);
    }
}

#[tokio::test]
async fn new_places_do_what_is_said_of_them() {
    let app = TestApp::new().await;
    people(&app.live, &some_people()).await;
    let before = figures(&app, "?within=1500").await;
    let found = get(&app, "/api/coverage/sites?within=1500&p=2&candidates=700").await;
    assert_eq!(found["before"], area(&before, "CITY")["reached"]);
    assert_eq!(
        (&found["proven"], &found["problem"]),
        (&Value::Bool(true), &Value::Null)
    );
    assert_eq!(found["parameters"]["p"], 2);
    let sites = found["sites"].as_array().expect("sites");
    assert_eq!(sites.len(), 2);
    let added = sites
        .iter()
        .map(|site| format!("add:{},{}", site["lon"], site["lat"]));
    let scenario = percent(&added.collect::<Vec<_>>().join(";"));
    let after = figures(&app, &format!("?within=1500&scenario={scenario}")).await;
    assert_eq!(found["reached"], area(&after, "CITY")["reached"]);
    // The permanent link gives the same, and the same places come as points.
    let link = found["permalink"].as_str().expect("a link");
    let (_, path) = link.split_once("/api").expect("an address of the API");
    assert_eq!(get(&app, &format!("/api{path}")).await, found);
    let points = get(&app, &format!("/api{path}&f=geojson")).await;
    assert_eq!(
        points["features"][1]["geometry"]["coordinates"][0],
        sites[1]["lon"]
    );
    assert_eq!(
        points["features"][1]["properties"]["marginal"],
        sites[1]["marginal"]
    );
    // A minimum that nobody could meet is said, not overlooked.
    let none = get(
        &app,
        "/api/coverage/sites?within=100&p=1&candidates=2000&minimum=1",
    )
    .await;
    assert_eq!(none["problem"]["kind"], "impossible");
    assert_eq!(none["sites"], serde_json::json!([]));
}

#[tokio::test]
async fn what_cannot_be_is_refused_and_named() {
    let app = TestApp::new().await;
    for (query, field) in [
        ("p=0", "p"),
        ("p=21", "p"),
        ("candidates=1", "candidates"),
        ("candidates=50", "candidates"),
        ("candidates=999,1", "candidates"),
        ("minimum=-1", "minimum"),
        ("minimum=nowhere:5", "minimum"),
        ("f=csv", "f"),
        ("within=0", "within"),
        ("zoom=3", "zoom"),
    ] {
        let uri = format!("/api/coverage/sites?{query}");
        app.get(&uri).await.expect_problem(400, field);
    }
    for (query, field) in [("p=2", "p"), ("within=NaN", "within")] {
        let uri = format!("/api/coverage/gaps.geojson?{query}");
        app.get(&uri).await.expect_problem(400, field);
    }
}
