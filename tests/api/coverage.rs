//! `/api/coverage`.

use crate::support::app::{CENTRE, PUBLIC_URL, TestApp, percent};
use crate::support::postgres::run;
use axum::body::Body;
use axum::http::Method;
use okolica::import::{Order, What, import};
use okolica::live::Live;
use okolica::store::{EditContext, Row, Store};
use okolica_coverage::{Question, measure, unpack};
use okolica_model::flat::Table;
use serde_json::{Value, json};
use std::process::Command;

/// The fields that the contract promises.
const PROMISED: [&str; 19] = [
    "code",
    "name",
    "population",
    "reached",
    "uncertain",
    "not_reached",
    "reached_share",
    "reached_own_only",
    "nearest_mean_m",
    "nearest_median_m",
    "nearest_p90_m",
    "facilities",
    "places",
    "per_10000",
    "places_in_reach_mean",
    "two_or_more_share",
    "area_km2",
    "covered_area_km2",
    "uncovered_area_km2",
];

pub(super) async fn figures(app: &TestApp, query: &str) -> Value {
    app.get(&format!("/api/coverage{query}"))
        .await
        .expect(200)
        .json()
}

/// The figures of an area.
pub(super) fn area<'a>(answer: &'a Value, code: &str) -> &'a Value {
    let areas = answer["areas"].as_array().expect("areas");
    areas.iter().find(|area| area["code"] == code).expect(code)
}

/// Puts cells of people into the store, as an import would.
pub(super) async fn people(live: &Live, cells: &[(f64, f64, f64)]) {
    let by = EditContext {
        who: "test".to_owned(),
        why: None,
        at: None,
    };
    let before = live.atlas().cells().all().len();
    let mut bulk = live.store().bulk(&by).await.expect("a bulk edit");
    for (lon, lat, people) in cells {
        let properties = json!({
            "population": people, "population_65plus": people / 4.0, "source": "a register",
        });
        let row = Row {
            properties: properties.as_object().expect("an object").clone(),
            geometry: Some(geo::Point::new(*lon, *lat).into()),
        };
        bulk.insert(Table::PopulationCells, &row, None)
            .await
            .expect("a cell");
    }
    bulk.commit().await.expect("stored");
    let all = before + cells.len();
    crate::store_outside::until(live, "the cells", |atlas| atlas.cells().all().len() == all).await;
}

pub(super) fn some_people() -> Vec<(f64, f64, f64)> {
    let (lon, lat) = CENTRE;
    (0..400)
        .map(|n| {
            let (x, y) = (f64::from(n % 20) - 9.5, f64::from(n / 20) - 9.5);
            (lon + x / 100.0, lat + y / 100.0, f64::from(n % 7) * 13.25)
        })
        .collect()
}

#[tokio::test]
async fn every_answer_says_what_it_is_of() {
    let app = TestApp::new().await;
    let spread = figures(&app, "").await;
    assert_eq!(spread["population_method"], "spread evenly");
    assert_eq!(area(&spread, "CITY")["population"], 4000.0);

    people(&app.live, &some_people()).await;
    let answer = figures(&app, "?within=800").await;
    let codes: Vec<&Value> = answer["areas"]
        .as_array()
        .expect("areas")
        .iter()
        .map(|a| &a["code"])
        .collect();
    assert_eq!(codes, ["A", "B", "C", "D", "CITY"]);
    for area in answer["areas"].as_array().expect("areas") {
        for field in PROMISED {
            let value = area
                .get(field)
                .unwrap_or_else(|| panic!("{field} in {area}"));
            // What is not known says why.
            assert!(
                !value.is_null() || area["reasons"].get(field).is_some(),
                "{field}: {area}"
            );
        }
        let people = |field: &str| area[field].as_f64().expect(field);
        let sum = people("reached") + people("uncertain") + people("not_reached");
        assert!((sum - people("population")).abs() < 1e-6, "{area}");
    }
    let all: f64 = some_people().iter().map(|cell| cell.2).sum();
    assert_eq!(area(&answer, "CITY")["population"], all);
    assert_eq!(answer["population_method"], "cells");
    assert_eq!(answer["population_source"], "a register");
    assert_eq!(answer["parameters"]["within"], 800.0);
    assert_eq!(answer["parameters"]["detour"], 1.3);
    let version = app.live.atlas().version();
    assert_eq!(answer["change_log"], version);
    assert_eq!(answer["editions"]["population"]["number"], version);
    assert!(answer["editions"]["districts"]["number"].as_u64() < Some(version));
    let group = figures(&app, "?within=800&who=65plus").await;
    assert_eq!(area(&group, "CITY")["population"], all / 4.0);
    let estates = figures(&app, "?set=estate").await;
    assert_eq!(estates["areas"].as_array().map(Vec::len), Some(3));
}

/// The path and query of a permanent link.
fn path(answer: &Value) -> String {
    let link = answer["permalink"].as_str().expect("a link");
    link.strip_prefix(PUBLIC_URL).expect("ours").to_owned()
}

#[tokio::test]
async fn a_permanent_link_gives_the_same_after_everything_changed() {
    let app = TestApp::new().await;
    people(&app.live, &some_people()).await;
    let question = "?category=library,club&within=900&detour=1.2";
    let before = figures(&app, question).await;
    let link = path(&before);
    assert!(link.contains("as_of=") && link.contains("day="), "{link}");
    assert_eq!(app.get(&link).await.expect(200).json(), before);

    // Every library is gone, and people have moved.
    let libraries: Vec<u64> = app
        .live
        .atlas()
        .items()
        .filter(|record| record.category().as_str() == "library")
        .filter(|record| record.key().kind == okolica_model::ItemKind::Space)
        .map(|record| record.key().id)
        .collect();
    assert!(!libraries.is_empty());
    for id in &libraries {
        let uri = format!("/api/collections/spaces/items/{id}");
        app.edit(Method::DELETE, &uri, &[], &Value::Null)
            .await
            .expect(204);
    }
    people(&app.live, &[(CENTRE.0, CENTRE.1, 5000.0)]).await;
    let after = figures(&app, question).await;
    assert_ne!(
        area(&after, "CITY")["population"],
        area(&before, "CITY")["population"]
    );
    assert_eq!(app.get(&link).await.expect(200).json(), before);

    let number = before["change_log"].as_u64().expect("a number");
    let compared = figures(&app, &format!("{question}&compare={number}")).await;
    assert_eq!(compared["compared"]["change_log"], number);
    assert_eq!(compared["compared"]["areas"], before["areas"]);
    let grown = &compared["change"].as_array().expect("changes")[4];
    assert_eq!(grown["code"], "CITY");
    let fewer = grown["facilities"].as_f64().expect("a number");
    assert_eq!(
        fewer,
        area(&after, "CITY")["facilities"]
            .as_f64()
            .expect("a number")
            - area(&before, "CITY")["facilities"]
                .as_f64()
                .expect("a number")
    );
    let again = path(&compared);
    assert_eq!(app.get(&again).await.expect(200).json(), compared);

    // After a restart, out of the store alone.
    let app = app.restarted().await;
    assert_eq!(app.get(&link).await.expect(200).json(), before);
}

#[tokio::test]
async fn a_date_means_the_end_of_that_day_in_the_city() {
    let app = TestApp::new().await;
    people(&app.live, &some_people()).await;
    let before = figures(&app, "?category=library").await;
    assert_eq!(before["vanished"], json!([]));
    // As if all that had been done on the first evening of the year, by Warsaw's clocks.
    let file = app.store_url();
    let file = file.strip_prefix("gpkg:").expect("a file");
    let at = "2026-01-01T22:59:59.999Z";
    for table in ["revisions", "change_log"] {
        run(Command::new("sqlite3")
            .arg(file)
            .arg(format!("UPDATE {table} SET at = '{at}'")));
    }
    let libraries = app.live.atlas();
    let libraries = libraries.items().filter(|record| {
        record.category().as_str() == "library"
            && record.key().kind == okolica_model::ItemKind::Space
    });
    for record in libraries {
        let uri = format!("/api/collections/spaces/items/{}", record.key().id);
        app.edit(Method::DELETE, &uri, &[], &Value::Null)
            .await
            .expect(204);
    }
    let now = figures(&app, "?category=library").await;
    assert_eq!(area(&now, "CITY")["facilities"], 0);
    assert_eq!(now["vanished"], json!(["library"]));
    assert_eq!(figures(&app, "?category=club").await["vanished"], json!([]));
    let then = figures(&app, "?category=library&as_of=2026-01-01").await;
    assert_eq!(then["areas"], before["areas"]);
    assert_eq!(
        (&then["day"], &then["change_log"]),
        (&json!("2026-01-01"), &before["change_log"])
    );
    let compared = figures(&app, "?category=library&compare=2026-01-01").await;
    assert_eq!(compared["compared"]["areas"], before["areas"]);
    // The day before there was no store yet.
    app.get("/api/coverage?as_of=2025-12-31")
        .await
        .expect_problem(400, "as_of");
}

#[tokio::test]
async fn a_scenario_is_compared_with_what_there_is() {
    let app = TestApp::new().await;
    people(&app.live, &some_people()).await;
    let (lon, lat) = (CENTRE.0 - 0.095, CENTRE.1 - 0.095);
    let scenario = percent(&format!("add:{lon},{lat}"));
    let answer = figures(&app, &format!("?within=700&scenario={scenario}")).await;
    let plain = figures(&app, "?within=700").await;
    assert_eq!(answer["compared"]["areas"], plain["areas"]);
    let gained = &answer["change"].as_array().expect("changes")[0];
    assert_eq!(
        (gained["code"].as_str(), gained["facilities"].as_f64()),
        (Some("A"), Some(1.0))
    );
    let facilities = |answer| {
        area(answer, "CITY")["facilities"]
            .as_u64()
            .expect("a number")
    };
    assert_eq!(facilities(&answer), facilities(&plain) + 1);
    assert_eq!(app.get(&path(&answer)).await.expect(200).json(), answer);
}

#[tokio::test]
async fn the_same_figures_come_in_every_format() {
    let app = TestApp::new().await;
    people(&app.live, &some_people()).await;
    let answer = figures(&app, "?within=800").await;
    let areas = answer["areas"].as_array().expect("areas");

    let sheet = app.get("/api/coverage?within=800&f=csv").await.expect(200);
    assert!(sheet.header("content-type").starts_with("text/csv"));
    assert!(sheet.header("content-disposition").contains("coverage.csv"));
    let mut reader = csv::Reader::from_reader(&sheet.body[..]);
    let header = reader.headers().expect("a header").clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), areas.len());
    for (row, area) in rows.iter().zip(areas) {
        for field in PROMISED {
            let at = header.iter().position(|name| name == field).expect(field);
            // Read alike, as digits may get lost in reading.
            let said = match &area[field] {
                Value::Null | Value::String(_) => json!(row[at]),
                _ => serde_json::from_str(&row[at]).expect(field),
            };
            let null = area[field].is_null().then(|| json!(""));
            assert_eq!(said, null.unwrap_or_else(|| area[field].clone()), "{field}");
        }
        let at = header
            .iter()
            .position(|name| name == "permalink")
            .expect("a link");
        assert_eq!(row[at], *answer["permalink"].as_str().expect("a link"));
    }

    let map = app
        .get("/api/coverage?within=800&f=geojson")
        .await
        .expect(200);
    assert_eq!(map.header("content-type"), "application/geo+json");
    let map = map.json();
    for (feature, area) in map["features"]
        .as_array()
        .expect("features")
        .iter()
        .zip(areas)
    {
        assert_eq!(&feature["properties"], area);
        assert_eq!(feature["geometry"].is_null(), area["code"] == "CITY");
    }
    assert_eq!(map["permalink"], answer["permalink"]);

    // GDAL reads the workbook.
    let book = app.get("/api/coverage?within=800&f=xlsx").await.expect(200);
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("coverage.xlsx");
    std::fs::write(&file, &book.body).expect("a file");
    let read = |sheet: &str| {
        let mut command = Command::new("ogr2ogr");
        command
            .args(["-f", "CSV", "/vsistdout/"])
            .arg(&file)
            .arg(sheet);
        run(command.args(["--config", "OGR_XLSX_HEADERS", "FORCE"]))
    };
    let text = read("figures");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().expect("a header").clone();
    for (row, area) in reader.records().zip(areas) {
        let row = row.expect("a row");
        for field in [
            "population",
            "reached",
            "nearest_mean_m",
            "facilities",
            "two_or_more_share",
        ] {
            let at = header.iter().position(|name| name == field).expect(field);
            let number: f64 = row[at].parse().expect("a number");
            let said = area[field].as_f64().expect(field);
            // GDAL writes 15 digits.
            assert!(
                (number - said).abs() <= said.abs() * 1e-14,
                "{field}: {number} {said}"
            );
        }
    }
    assert!(read("about").contains("permalink"));

    for (accept, media_type) in [
        ("*/*", "application/json"),
        ("text/html,*/*;q=0.8", "application/json"),
        ("text/csv", "text/csv; charset=utf-8; header=present"),
        (
            "application/json;q=0.5, application/geo+json",
            "application/geo+json",
        ),
    ] {
        let got = app
            .get_with("/api/coverage", &[("accept", accept)])
            .await
            .expect(200);
        assert_eq!(got.header("content-type"), media_type, "{accept}");
        assert!(got.header("vary").contains("accept"), "{accept}");
    }
}

#[tokio::test]
async fn an_answer_that_is_known_is_not_sent_again() {
    let app = TestApp::new().await;
    for uri in [
        "/api/coverage?within=500",
        "/api/coverage/ground",
        "/api/coverage/cells.geojson?detour=1",
    ] {
        let first = app.get(uri).await.expect(200);
        let tag = first.header("etag").to_owned();
        let again = app.get_with(uri, &[("if-none-match", &tag)]).await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{uri}");
        let space = json!({"type": "Feature", "geometry": {"type": "Point", "coordinates": [21.0, 52.0]},
            "properties": {"name": "Nowe", "category": "club"}});
        app.edit(Method::POST, "/api/collections/spaces/items", &[], &space)
            .await
            .expect(201);
        let changed = app
            .get_with(uri, &[("if-none-match", &tag)])
            .await
            .expect(200);
        assert_ne!(changed.header("etag"), tag, "{uri}");
    }
}

#[tokio::test]
async fn a_browser_comes_to_the_same_figures() {
    let app = TestApp::new().await;
    people(&app.live, &some_people()).await;
    let query = "?within=700&who=65plus&detour=1.25&when=evening";
    let answer = figures(&app, query).await;
    let bytes = app
        .get(&format!("/api/coverage/ground{query}"))
        .await
        .expect(200)
        .body;
    let pack = unpack(&bytes).expect("a pack");
    let about: Value = serde_json::from_str(&pack.about).expect("about");
    let pairs: Vec<(String, String)> =
        form_urlencoded::parse(about["query"].as_str().expect("a query").as_bytes())
            .into_owned()
            .collect();
    let pairs = pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let (question, errors) = Question::parse(pairs, None);
    assert_eq!(errors, []);
    let day = question.day.expect("a day");
    let own = measure(&pack.ground, &pack.facilities, &question, day);
    assert_eq!(json!(own.areas), answer["areas"]);
    assert_eq!(json!(own.ledger), answer["ledger"]);

    let cells = app
        .get(&format!("/api/coverage/cells.geojson{query}"))
        .await
        .expect(200)
        .json();
    for class in ["reached", "uncertain", "not_reached", "population"] {
        // Those outside every district are on the map too, and in no figure: here there are none.
        let sum: f64 = cells["features"]
            .as_array()
            .expect("features")
            .iter()
            .map(|cell| cell["properties"][class].as_f64().expect("people"))
            .sum();
        let said = area(&answer, "CITY")[class].as_f64().expect(class);
        assert!((sum - said).abs() < 1e-6, "{class}: {sum} {said}");
    }
}

#[tokio::test]
async fn what_cannot_be_is_refused_and_named() {
    let app = TestApp::new().await;
    let newest = app.live.atlas().version();
    let too_many = "21,52;".repeat(1001);
    for (query, field) in [
        ("within=0", "within"),
        ("within=-5", "within"),
        ("within=NaN", "within"),
        ("within=1000000000", "within"),
        ("minutes=0", "minutes"),
        ("detour=0.9", "detour"),
        ("category=nothing-like-it", "category"),
        ("set=nowhere", "set"),
        ("as_of=2999-01-01", "as_of"),
        ("as_of=1999-01-01", "as_of"),
        ("as_of=2026-02-31", "as_of"),
        (&format!("as_of={}", newest + 1), "as_of"),
        ("as_of=0", "as_of"),
        ("compare=1999-01-01", "compare"),
        ("day=2999-01-01", "day"),
        ("who=cats", "who"),
        ("f=pdf", "f"),
        ("zoom=3", "zoom"),
        ("area=0,0;2,2;2,0;0,2", "area"),
        (&format!("area={too_many}"), "area"),
        ("scenario=close:x", "scenario"),
    ] {
        for path in ["", "/cells.geojson", "/ground"] {
            if field == "f" && !path.is_empty() {
                continue;
            }
            let uri = format!("/api/coverage{path}?{query}");
            app.get(&uri).await.expect_problem(400, field);
        }
    }
}

#[tokio::test]
async fn a_drawn_area_may_come_in_the_body() {
    let app = TestApp::new().await;
    people(&app.live, &some_people()).await;
    let post = async |body: String| {
        let headers = [("content-type", "application/geo+json")];
        app.call(
            Method::POST,
            "/api/coverage?within=800",
            &headers,
            Body::from(body),
        )
        .await
    };
    // Exactly the district A.
    let (lon, lat) = CENTRE;
    let ring = json!([
        [lon - 0.1, lat - 0.1],
        [lon, lat - 0.1],
        [lon, lat],
        [lon - 0.1, lat],
        [lon - 0.1, lat - 0.1]
    ]);
    let polygon = json!({"type": "Polygon", "coordinates": [ring]});
    let feature = json!({"type": "Feature", "properties": {}, "geometry": polygon});
    let whole = figures(&app, "?within=800").await;
    for body in [
        &polygon,
        &feature,
        &json!({"type": "FeatureCollection", "features": [feature]}),
    ] {
        let answer = post(body.to_string()).await.expect(200).json();
        for field in [
            "population",
            "reached",
            "uncertain",
            "not_reached",
            "facilities",
        ] {
            assert_eq!(
                area(&answer, "AREA")[field],
                area(&whole, "A")[field],
                "{field}"
            );
        }
        assert_eq!(app.get(&path(&answer)).await.expect(200).json(), answer);
    }
    // One with a hole fits no address.
    let hole = json!([
        [lon - 0.06, lat - 0.06],
        [lon - 0.06, lat - 0.04],
        [lon - 0.04, lat - 0.04],
        [lon - 0.06, lat - 0.06]
    ]);
    let holed = json!({"type": "Polygon", "coordinates": [ring, hole]});
    let answer = post(holed.to_string()).await.expect(200).json();
    assert!(answer["permalink"].is_null());

    let bow_tie =
        json!({"type": "Polygon", "coordinates": [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]});
    let round = |corners: u32| {
        let corner = |n: u32| {
            let angle = f64::from(n % corners) / f64::from(corners) * std::f64::consts::TAU;
            [lon + 0.05 * angle.cos(), lat + 0.05 * angle.sin()]
        };
        let ring: Vec<[f64; 2]> = (0..=corners).map(corner).collect();
        json!({"type": "Polygon", "coordinates": [ring]})
    };
    post(round(9_000).to_string()).await.expect(200);
    for body in [
        bow_tie,
        round(20_000),
        round(1_000_000),
        json!({"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}),
        json!({"type": "Point", "coordinates": [0, 0]}),
        json!({"type": "FeatureCollection", "features": []}),
    ] {
        post(body.to_string()).await.expect_problem(400, "area");
    }
    post("{".to_owned()).await.expect(400);
}

/// Warsaw as its files have it, where they are at hand.
#[tokio::test]
async fn warsaw_has_a_stop_near_nearly_everybody() {
    let data = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    if !data.join("warsaw_districts.geojson").exists() {
        eprintln!("skipped: ../shared/data is not here");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("gpkg:{}", folder.path().join("okolica.gpkg").display());
    let store = Store::open(&url).await.expect("a store");
    let take = async |what, name: &str, maps: &[(&str, &str)]| {
        let mut order = Order::new(what, data.join(name));
        order.rejected = Some(folder.path().join("rejected.csv"));
        order.maps = maps
            .iter()
            .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
            .collect();
        import(&store, &order).await.expect(name)
    };
    take(What::Districts, "warsaw_districts.geojson", &[]).await;
    take(
        What::Population,
        "warsaw_population_grid_500m_DERIVED.csv",
        &[("population", "population_est")],
    )
    .await;
    take(
        What::Spaces,
        "warsaw_stops_ztm_2021.csv",
        &[("category", "=transport")],
    )
    .await;
    store.close().await.expect("closed");
    let (state, _live) = crate::support::app::start(&url, crate::support::app::settings()).await;
    let router = okolica::http::router(state);
    let request = axum::http::Request::get("/api/coverage?within=500&detour=1&category=transport");
    let request = request.body(Body::empty()).expect("a request");
    let answer = crate::support::app::send(&router, request)
        .await
        .expect(200)
        .json();
    assert_eq!(answer["areas"].as_array().map(Vec::len), Some(19));
    let city = area(&answer, "CITY");
    let number = |field: &str| city[field].as_f64().expect(field);
    // The grid keeps the districts' totals; of cells on the border the middle may lie outside.
    let outside = answer["diagnostics"]["people_outside"]
        .as_f64()
        .expect("people");
    assert!(
        (number("population") + outside - 1_862_394.8).abs() < 0.1,
        "{city}"
    );
    assert!(outside < 20_000.0, "{outside}");
    // The grid was made of the stops, so people live where stops are.
    assert!(number("reached_share") > 0.8, "{city}");
    assert_eq!(number("uncertain"), 0.0);
}

/// The terminal says what the API says, to the last digit.
#[tokio::test(flavor = "multi_thread")]
async fn the_terminal_and_the_api_agree() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("gpkg:{}", folder.path().join("okolica.gpkg").display());
    let store = Store::open(&url).await.expect("a store");
    let demo = format!("{}/data/demo", env!("CARGO_MANIFEST_DIR"));
    okolica::import::demo::load_demo(&store, std::path::Path::new(&demo))
        .await
        .expect("the demo");
    store.close().await.expect("closed");
    let (state, live) = crate::support::app::start(&url, crate::support::app::settings()).await;
    let router = okolica::http::router(state);
    let number = live.atlas().version();
    for (query, flags) in [
        (String::new(), vec![]),
        (
            "category=culture&who=65plus&minutes=10&detour=1.2&when=evening&access=step_free"
                .to_owned(),
            vec![
                "--category",
                "culture",
                "--who",
                "65plus",
                "--minutes",
                "10",
                "--detour",
                "1.2",
                "--when",
                "evening",
                "--access",
                "step_free",
            ],
        ),
        (
            format!(
                "set=estate&free=1&verified=12&as_of={}&scenario=close:1",
                number - 3
            ),
            vec![
                "--set",
                "estate",
                "--free",
                "--verified",
                "12",
                "--scenario",
                "close:1",
            ],
        ),
    ] {
        let request = axum::http::Request::get(format!("/api/coverage?day=2026-11-01&{query}"));
        let request = request.body(Body::empty()).expect("a request");
        let api = crate::support::app::send(&router, request)
            .await
            .expect(200)
            .json();
        let as_of = (number - 3).to_string();
        let mut arguments = vec![
            "coverage",
            "--database",
            &url,
            "--day",
            "2026-11-01",
            "--format",
            "json",
            "--public-url",
            PUBLIC_URL,
        ];
        arguments.extend(&flags);
        if query.contains("as_of") {
            arguments.extend(["--as-of", &as_of]);
        }
        let printed = crate::support::service::okolica(&arguments);
        let printed: Value = serde_json::from_str(&printed).expect("JSON");
        assert_eq!(printed, api, "{query}");

        let at = arguments
            .iter()
            .position(|one| *one == "json")
            .expect("a format");
        arguments[at] = "table";
        let table = crate::support::service::okolica(&arguments);
        for one in api["areas"].as_array().expect("areas") {
            let people = one["population"].as_f64().expect("people");
            let line = table.lines().find(|line| {
                line.starts_with(
                    one["name"]
                        .as_str()
                        .filter(|name| !name.is_empty())
                        .unwrap_or("Zmyślanów"),
                )
            });
            let line = line.expect("a line of the table").replace(' ', "");
            assert!(line.contains(&format!("{people:.0}")), "{line}");
        }
        assert!(table.contains("as_of="), "{table}");
    }
}

#[tokio::test]
async fn small_cells_are_unknown_where_they_are_hidden() {
    let app = TestApp::new().await;
    people(&app.live, &some_people()).await;
    let url = app.store_url();
    let store = Store::open(&url).await.expect("the store");
    let live = Live::start_hiding(store, 30).await.expect("it lives");
    let state = okolica::http::AppState::new(crate::support::app::settings()).expect("settings");
    state.go_live(live.clone());
    let router = okolica::http::router(state);
    let request = axum::http::Request::get("/api/coverage?within=800").body(Body::empty());
    let hidden = crate::support::app::send(&router, request.expect("a request"))
        .await
        .expect(200)
        .json();
    let open = figures(&app, "?within=800").await;
    let small = |cell: &&(f64, f64, f64)| cell.2 > 0.0 && cell.2 < 30.0;
    let all = some_people();
    let city = area(&hidden, "CITY");
    assert_eq!(city["unknown_cells"], all.iter().filter(small).count());
    let known: f64 = all
        .iter()
        .filter(|cell| !small(cell))
        .map(|cell| cell.2)
        .sum();
    assert_eq!(city["population"], known);
    assert!(known < area(&open, "CITY")["population"].as_f64().expect("people"));
}
