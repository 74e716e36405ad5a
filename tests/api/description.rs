//! Every parameter of every address that the description has, with every kind of nonsense: it is
//! refused by name, or means something; it never breaks the service and is never passed over.

use crate::support::app::{Answer, TestApp, percent};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value;

/// An address that is read, with a parameter of its query.
#[derive(Debug, Clone)]
struct Place {
    uri: String,
    name: String,
    schema: Value,
}

/// Names of parameters whose every text means something: words and tags that nothing has.
const FREE: [&str; 2] = ["q", "tag"];

/// Nonsense elsewhere, right there: the language Southern Min, an aversion.
const RIGHT: [(&str, &str); 2] = [("language", "NaN"), ("kappa", "-1")];

fn places(document: &Value) -> Vec<Place> {
    let mut out = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        let id = match path.split('/').nth(2) {
            Some("items") => "spaces/1",
            Some("categories") => "library",
            _ => "1",
        };
        let mut uri = format!("/api{}", path.replace("{featureId}", id));
        for name in ["{tileMatrix}", "{tileRow}", "{tileCol}"] {
            uri = uri.replace(name, "0");
        }
        for parameter in item["get"]["parameters"].as_array().into_iter().flatten() {
            if parameter["in"] == "query" {
                out.push(Place {
                    uri: uri.clone(),
                    name: parameter["name"].as_str().expect("a name").to_owned(),
                    schema: parameter["schema"].clone(),
                });
            }
        }
    }
    out
}

fn names(answer: &Answer) -> Vec<String> {
    let document = answer.json();
    let errors = document["errors"].as_array().cloned().unwrap_or_default();
    let fields = errors.iter().filter_map(|error| error["field"].as_str());
    fields.map(str::to_owned).collect()
}

fn ask(runtime: &tokio::runtime::Runtime, app: &TestApp, uri: &str) -> Answer {
    runtime.block_on(app.get(uri))
}

#[test]
fn nonsense_is_refused_by_name() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let app = runtime.block_on(TestApp::new());
    let document = ask(&runtime, &app, "/api/openapi.json").expect(200).json();
    let places = places(&document);
    assert!(places.len() > 100, "{}", places.len());
    let junk = [
        "\u{1}",
        "~~",
        "-1",
        "1e400",
        "NaN",
        "'; DROP TABLE spaces; --",
        "../../etc/passwd",
        "[[[[",
        "ż%00",
    ];
    for place in &places {
        for value in junk {
            let uri = format!("{}?{}={}", place.uri, place.name, percent(value));
            let answer = ask(&runtime, &app, &uri);
            let right = RIGHT.contains(&(place.name.as_str(), value));
            if right || FREE.contains(&place.name.as_str()) {
                answer.expect(200);
                continue;
            }
            let named = names(&answer.clone().expect_problem(400, ""));
            // A part of a pair is named by the one that is missing.
            assert!(
                named.contains(&place.name) || ["near", "within"].contains(&&*place.name),
                "{uri}: {named:?}"
            );
        }
        // Twice, with two values, says nothing.
        let twice = format!("{}?{n}=a&{n}=b", place.uri, n = place.name);
        if !["tag", "category", "access", "district"].contains(&place.name.as_str()) {
            ask(&runtime, &app, &twice).expect_problem(400, "");
        }
        let more = format!("{}?{}_=1", place.uri, place.name);
        let named = names(&ask(&runtime, &app, &more).expect_problem(400, ""));
        assert_eq!(named, [format!("{}_", place.name)]);
    }
}

/// What the schema of a parameter allows, mostly.
fn value_of(schema: &Value) -> BoxedStrategy<String> {
    if let Some(values) = schema["enum"].as_array() {
        let values: Vec<String> = values
            .iter()
            .map(|value| value.as_str().map_or(value.to_string(), str::to_owned))
            .collect();
        return prop::sample::select(values).boxed();
    }
    match schema["type"].as_str() {
        Some("array") => prop::collection::vec(value_of(&schema["items"]), 0..7)
            .prop_map(|values| values.join(","))
            .boxed(),
        Some("integer") => any::<i64>().prop_map(|number| number.to_string()).boxed(),
        Some("number") => any::<f64>().prop_map(|number| number.to_string()).boxed(),
        _ => prop_oneof![
            ".{0,20}",
            "[a-z]{1,8} ?(=|<>|LIKE|IN|BETWEEN) ?\\(?'?[a-z0-9%]{0,5}'?\\)?",
            "[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?(/(\\.\\.)?)?",
            "-?[0-9]{1,3}(\\.[0-9]{1,3})?,-?[0-9]{1,2}",
        ]
        .boxed(),
    }
}

#[test]
fn no_mixture_of_parameters_breaks_an_address() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let app = runtime.block_on(TestApp::new());
    let document = ask(&runtime, &app, "/api/openapi.json").expect(200).json();
    let places = places(&document);
    let pair = prop::sample::select(places.clone()).prop_flat_map(move |place| {
        let same: Vec<Place> = places
            .iter()
            .filter(|other| other.uri == place.uri)
            .cloned()
            .collect();
        let one = prop::sample::select(same).prop_flat_map(|place| {
            value_of(&place.schema).prop_map(move |value| (place.name.clone(), value))
        });
        (Just(place.uri), prop::collection::vec(one, 1..4))
    });
    let mut runner = TestRunner::new(Config {
        cases: 1500,
        failure_persistence: None,
        ..Config::default()
    });
    let outcome = runner.run(&pair, |(uri, pairs)| {
        let query: Vec<String> = pairs
            .iter()
            .map(|(name, value)| format!("{name}={}", percent(value)))
            .collect();
        let uri = format!("{uri}?{}", query.join("&"));
        let answer = ask(&runtime, &app, &uri);
        match answer.status.as_u16() {
            200 => {}
            // The fixture has no population.
            404 if uri.contains("/population_cells/items/1") => {}
            400 => {
                let named = names(&answer);
                prop_assert!(!named.is_empty(), "{}", uri);
            }
            other => prop_assert!(false, "{}: {}", other, uri),
        }
        Ok(())
    });
    outcome.expect("no case breaks it");
}
