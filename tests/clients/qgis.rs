//! What QGIS 3.40 sends when somebody opens a layer, pans, filters and edits: read in the sources
//! of its provider `oapif`, sent again here.

use super::{features, ids};
use crate::support::service::{Service, TOKEN, shared};
use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::{Value, json};

const CS92: &str = "http://www.opengis.net/def/crs/EPSG/0/2180";

/// A filter, and what it keeps.
type Check<'a> = (&'a str, &'a dyn Fn(&Value) -> bool);

fn ask(service: &Service, method: Method, path: &str, accept: &str) -> RequestBuilder {
    let address = match path.strip_prefix("http") {
        Some(_) => path.to_owned(),
        None => format!("{}{path}", service.address),
    };
    let request = Client::new().request(method, address);
    let agent = "Mozilla/5.0 QGIS/34000/Linux";
    let request = request.header("user-agent", agent);
    if accept.is_empty() {
        request
    } else {
        request.header("accept", accept)
    }
}

async fn get(service: &Service, path: &str, accept: &str) -> Value {
    let answer = ask(service, Method::GET, path, accept)
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.status(), 200, "{path}");
    answer.json().await.expect("JSON")
}

fn link<'a>(document: &'a Value, rel: &str, kinds: &[&str]) -> &'a str {
    let links = document["links"].as_array().expect("links");
    let link = links.iter().find(|link| {
        link["rel"] == rel && kinds.contains(&link["type"].as_str().unwrap_or_default())
    });
    let link = link.unwrap_or_else(|| panic!("no {rel} in {document}"));
    link["href"].as_str().expect("an address")
}

const GEOJSON: &str = "application/geo+json, application/json";

#[tokio::test]
async fn opening_panning_and_filtering() {
    let service = shared();
    let landing = get(service, "/api", "application/json").await;
    let description = link(
        &landing,
        "service-desc",
        &[
            "application/vnd.oai.openapi+json;version=3.0",
            "application/openapi+json;version=3.0",
        ],
    );
    let accept = "application/vnd.oai.openapi+json;version=3.0, \
                  application/openapi+json;version=3.0, application/json";
    let api = get(service, description, accept).await;
    let limit = &api["components"]["parameters"]["limit"]["schema"];
    assert_eq!(
        (&limit["maximum"], &limit["default"]),
        (&json!(10_000), &json!(100))
    );
    // A parameter that QGIS would take for a property to compare with must mean just that.
    let fields = get(
        service,
        "/api/collections/spaces/queryables",
        "application/schema+json",
    )
    .await;
    for parameter in api["paths"]["/collections/spaces/items"]["get"]["parameters"]
        .as_array()
        .expect("parameters")
    {
        let name = parameter["name"].as_str().expect("a name");
        let simple = parameter["explode"] == false && parameter["schema"]["type"] == "string";
        assert!(
            !simple || fields["properties"].get(name).is_none(),
            "{name}"
        );
    }
    let conformance = link(&landing, "conformance", &["application/json"]);
    let conformance = get(service, conformance, "application/json").await;
    let classes = conformance["conformsTo"].as_array().expect("classes");
    for class in [
        "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
        "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
        "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
        "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
        "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
        "http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators",
        "http://www.opengis.net/spec/cql2/1.0/conf/case-insensitive-comparison",
        "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions",
        "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/create-replace-delete",
        "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/features",
    ] {
        assert!(classes.contains(&json!(class)), "{class}");
    }
    let collections = link(&landing, "data", &["application/json"]);
    let spaces = get(
        service,
        &format!("{collections}/spaces"),
        "application/json",
    )
    .await;
    assert!(
        spaces["crs"]
            .as_array()
            .expect("systems")
            .contains(&json!(CS92))
    );
    let items = link(&spaces, "items", &["application/geo+json"]).replace("?f=json", "");
    let all = features(service, "spaces").await;
    let first = get(service, &format!("{items}?limit=10"), GEOJSON).await;
    assert_eq!(first["numberMatched"], all.len());
    for path in [&items, &format!("{items}/1")] {
        let options = ask(service, Method::OPTIONS, path, "")
            .send()
            .await
            .expect("an answer");
        let allow = options.headers()["allow"]
            .to_str()
            .expect("ASCII")
            .to_owned();
        let wanted = if *path == items { "POST" } else { "PATCH" };
        assert!(
            allow.split(',').any(|method| method.trim() == wanted),
            "{allow}"
        );
    }

    // Panning a layer in EPSG:2180: its box with the axes of its definition, page by page.
    let there = get(service, &format!("{items}?limit=1000&crs={CS92}"), GEOJSON).await;
    let points: Vec<(f64, f64)> = there["features"]
        .as_array()
        .expect("features")
        .iter()
        .map(|f| {
            let at = &f["geometry"]["coordinates"];
            (
                at[0].as_f64().expect("north"),
                at[1].as_f64().expect("east"),
            )
        })
        .collect();
    let (north, east) = points[0];
    let inside = |(n, e): &(f64, f64)| (n - north).abs() <= 1500.0 && (e - east).abs() <= 900.0;
    let (south, west) = (north - 1500.0, east - 900.0);
    let bbox = format!("{south},{west},{},{}", north + 1500.0, east + 900.0);
    let mut at = format!("{items}?limit=4&bbox={bbox}&bbox-crs={CS92}&crs={CS92}");
    let mut seen = 0;
    loop {
        let page = get(service, &at, GEOJSON).await;
        seen += page["features"].as_array().expect("features").len();
        let links = page["links"].as_array().expect("links");
        match links.iter().find(|link| link["rel"] == "next") {
            Some(next) => next["href"]
                .as_str()
                .expect("an address")
                .clone_into(&mut at),
            None => break,
        }
    }
    let expected = points.iter().filter(|point| inside(point)).count();
    assert!(expected > 4 && expected < points.len(), "{expected}");
    assert_eq!(seen, expected);

    // Filters as its compiler writes them.
    let text = |f: &Value, name: &str| {
        f["properties"][name]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    let checks: [Check<'_>; 4] = [
        (r#"(("category" = 'library'))"#, &|f| {
            text(f, "category") == "library"
        }),
        (r#"(CASEI("name") LIKE CASEI('%KLUB%'))"#, &|f| {
            text(f, "name").to_lowercase().contains("klub")
        }),
        (
            r#"("capacity" IS NOT NULL) AND (NOT ("capacity" IN (10,20)))"#,
            &|f| {
                f["properties"]["capacity"]
                    .as_u64()
                    .is_some_and(|n| n != 10 && n != 20)
            },
        ),
        (
            r#"("updated_at" >= TIMESTAMP('2020-01-01T00:00:00Z'))"#,
            &|_| true,
        ),
    ];
    for (filter, keep) in checks {
        let mut address = reqwest::Url::parse(&items).expect("an address");
        address
            .query_pairs_mut()
            .append_pair("limit", "1000")
            .append_pair("filter", filter)
            .append_pair("filter-lang", "cql2-text");
        let found = get(service, address.as_str(), GEOJSON).await;
        let found = ids(found["features"].as_array().expect("features"));
        assert_eq!(found, ids(all.iter().filter(|f| keep(f))), "{filter}");
    }
    // The start that older versions write for an open one.
    let past = "0000-01-01T00:00:00Z%2F2000-01-01T00:00:00Z";
    let path = format!("/api/collections/initiatives/items?limit=1000&datetime={past}");
    let old = get(service, &path, GEOJSON).await;
    let dated = old["features"].as_array().expect("features").iter();
    assert_eq!(
        dated
            .filter(|f| f["properties"]["schedule"].is_object())
            .count(),
        0
    );
}

/// Answers are rounded to 1e-7 degrees, about a centimetre.
fn is_near(feature: &Value, metres: [f64; 2]) -> bool {
    let at = &feature["geometry"]["coordinates"];
    (0..2).all(|axis| (at[axis].as_f64().expect("a number") - metres[axis]).abs() < 0.02)
}

#[tokio::test]
async fn editing() {
    let service = Service::demo();
    let items = "/api/collections/spaces/items";
    let send = async |method: Method,
                      path: &str,
                      kind: &str,
                      crs: Option<&str>,
                      body: Value|
           -> Response {
        let mut request = ask(&service, method, path, "")
            .bearer_auth(TOKEN)
            .header("content-type", kind);
        if let Some(crs) = crs {
            request = request.header("content-crs", format!("<{crs}>"));
        }
        request
            .body(body.to_string())
            .send()
            .await
            .expect("an answer")
    };
    // Lists and objects are texts there; what is unset is null.
    let made = send(
        Method::POST,
        items,
        "application/geo+json",
        Some(CS92),
        json!({
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [460_000.0, 520_000.0]},
            "properties": {
                "name": "Z QGIS-a", "category": "club", "summary": null, "capacity": 30,
                "tags": "[ \"szachy\" ]", "access": "{ \"step_free\": \"yes\" }", "languages": null,
                "version": null, "districts": null, "updated_at": null,
            },
        }),
    )
    .await;
    assert_eq!(made.status(), 201, "{}", made.text().await.expect("text"));
    let location = made.headers()["location"]
        .to_str()
        .expect("ASCII")
        .to_owned();
    let id = location
        .rsplit_once("/items/")
        .expect("an address")
        .1
        .to_owned();
    let one = format!("{items}/{id}");
    let feature = get(&service, &format!("{one}?crs={CS92}"), GEOJSON).await;
    assert!(is_near(&feature, [460_000.0, 520_000.0]), "{feature}");
    assert_eq!(feature["properties"]["tags"], json!(["szachy"]));

    let patch = "application/merge-patch+json";
    let changed = json!({"properties": {"name": "Zmienione", "capacity": null}});
    assert_eq!(
        send(Method::PATCH, &one, patch, None, changed)
            .await
            .status(),
        200
    );
    let moved = json!({"geometry": {"type": "Point", "coordinates": [460_100.0, 520_100.0]}});
    assert_eq!(
        send(Method::PATCH, &one, patch, Some(CS92), moved)
            .await
            .status(),
        200
    );
    let feature = get(&service, &format!("{one}?crs={CS92}"), GEOJSON).await;
    assert!(is_near(&feature, [460_100.0, 520_100.0]), "{feature}");
    assert_eq!(feature["properties"]["name"], "Zmienione");
    assert!(feature["properties"].get("capacity").is_none());
    assert_eq!(feature["properties"]["access"]["step_free"], "yes");

    // A whole feature as it was read, as PUT sends it.
    let mut whole = get(&service, &one, GEOJSON).await;
    whole["properties"]["summary"] = json!("Całość");
    let kind = "application/geo+json";
    assert_eq!(
        send(Method::PUT, &one, kind, None, whole).await.status(),
        200
    );
    assert_eq!(
        get(&service, &one, GEOJSON).await["properties"]["summary"],
        "Całość"
    );
    let request = ask(&service, Method::DELETE, &one, "").bearer_auth(TOKEN);
    assert_eq!(request.send().await.expect("an answer").status(), 204);
    let gone = ask(&service, Method::GET, &one, GEOJSON)
        .send()
        .await
        .expect("an answer");
    assert_eq!(gone.status(), 404);
}
