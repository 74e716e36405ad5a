//! The documents about the API and its collections.

use crate::http::api::ogc::collection::Collection;
use crate::http::api::ogc::frame::{Frame, Plain, link, own_links, schema_type};
use crate::http::api::ogc::reference::Reference;
use crate::http::api::ogc::{CONFORMANCE, openapi, schema};
use crate::http::request::context::RequestContext;
use crate::http::request::query::Query;
use crate::http::response::answer;
use crate::http::response::problem::Answer;
use crate::http::server::headers;
use axum::extract::Path;
use okolica_atlas::Atlas;
use okolica_web::page::{ApiCell, ApiPage, ApiPart};
use okolica_web::words::Words;
use serde_json::{Value, json};

const QUERYABLES: &str = "http://www.opengis.net/def/rel/ogc/1.0/queryables";
const TILESETS: &str = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector";
const JSON: &str = "application/json";
const GEO_JSON: &str = "application/geo+json";

/// The links of a document as a list for people.
fn links_part(frame: &Frame, links: &[Value]) -> ApiPart {
    let rows = links.iter().filter(|link| link["rel"] != "self");
    ApiPart::Links {
        heading: frame.text("api-links"),
        links: rows
            .filter_map(|link| {
                let title = link["title"].as_str()?;
                Some((title.to_owned(), link["href"].as_str()?.to_owned()))
            })
            .collect(),
    }
}

/// `/api`
pub(crate) async fn landing(asked: Plain) -> Answer {
    let (atlas, frame) = (&asked.cx.atlas, &asked.frame);
    let base = asked.base();
    let text = |id: &str| frame.text(id);
    let mut links = own_links(frame, &base, JSON);
    links.extend([
        link(
            "service-desc",
            "application/vnd.oai.openapi+json;version=3.0",
            &text("api-description"),
            &format!("{base}/openapi.json"),
        ),
        link(
            "service-doc",
            "text/html",
            &text("api-docs"),
            &format!("{base}/docs"),
        ),
        link(
            "conformance",
            JSON,
            &text("api-conformance"),
            &format!("{base}/conformance"),
        ),
        link(
            "data",
            JSON,
            &text("api-collections"),
            &format!("{base}/collections"),
        ),
        link(
            "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes",
            JSON,
            &text("api-tiling"),
            &format!("{base}/tileMatrixSets"),
        ),
    ]);
    let title = format!("{}: API", atlas.profile().name);
    let document = json!({
        "title": title,
        "description": text("api-about"),
        "links": links,
    });
    asked.answer(headers::JSON, &document, || ApiPage {
        title: title.clone(),
        lead: Some(text("api-about")),
        parts: vec![links_part(frame, &links)],
    })
}

/// `/api/conformance`
pub(crate) async fn conformance(asked: Plain) -> Answer {
    let frame = &asked.frame;
    let document = json!({"conformsTo": CONFORMANCE});
    asked.answer(headers::JSON, &document, || ApiPage {
        title: frame.text("api-conformance"),
        lead: Some(frame.text("api-conformance-about")),
        parts: vec![ApiPart::Table {
            heading: String::new(),
            columns: vec![frame.text("api-class")],
            rows: CONFORMANCE
                .iter()
                .map(|class| vec![ApiCell::link(class, class)])
                .collect(),
        }],
    })
}

/// `/api/collections`
pub(crate) async fn collections(asked: Plain) -> Answer {
    let (atlas, frame) = (&asked.cx.atlas, &asked.frame);
    let base = asked.base();
    let href = format!("{base}/collections");
    let all: Vec<Value> = Collection::ALL
        .into_iter()
        .map(|collection| describe(collection, atlas, &base, frame))
        .collect();
    let document = json!({
        "links": own_links(frame, &href, JSON),
        "crs": Reference::ALL.map(Reference::uri),
        "collections": all,
    });
    asked.answer(headers::JSON, &document, || ApiPage {
        title: frame.text("api-collections"),
        lead: None,
        parts: vec![ApiPart::Table {
            heading: String::new(),
            columns: vec![frame.text("api-collection"), frame.text("api-holds")],
            rows: Collection::ALL
                .into_iter()
                .map(|collection| {
                    let href = format!("{href}/{}?f=html", collection.id());
                    vec![
                        ApiCell::link(&collection.title(frame.words), &href),
                        ApiCell::text(&collection.about(frame.words)),
                    ]
                })
                .collect(),
        }],
    })
}

/// `/api/collections/{id}`
pub(crate) async fn collection(Path(name): Path<String>, asked: Plain) -> Answer {
    let collection = Collection::parse(&name)?;
    let (atlas, frame) = (&asked.cx.atlas, &asked.frame);
    let base = asked.base();
    let document = describe(collection, atlas, &base, frame);
    asked.answer(headers::JSON, &document, || {
        let links = document["links"].as_array().cloned().unwrap_or_default();
        ApiPage {
            title: collection.title(frame.words),
            lead: Some(collection.about(frame.words)),
            parts: vec![links_part(frame, &links)],
        }
    })
}

fn describe(collection: Collection, atlas: &Atlas, base: &str, frame: &Frame) -> Value {
    let href = format!("{base}/collections/{}", collection.id());
    let items = format!("{href}/items");
    let text = |id: &str| frame.text(id);
    let mut links = own_links(frame, &href, JSON);
    links.extend([
        link(
            "items",
            GEO_JSON,
            &text("api-items-as-json"),
            &format!("{items}?f=json"),
        ),
        link(
            "items",
            "text/html",
            &text("api-items-as-html"),
            &format!("{items}?f=html"),
        ),
        link(
            QUERYABLES,
            "application/schema+json",
            &text("api-queryables"),
            &format!("{href}/queryables"),
        ),
        link(
            "describedby",
            "application/schema+json",
            &text("api-schema"),
            &format!("{href}/schema"),
        ),
    ]);
    if collection.layer().is_some() {
        links.push(link(
            TILESETS,
            JSON,
            &text("api-tilesets"),
            &format!("{href}/tiles"),
        ));
    }
    let mut document = json!({
        "id": collection.id(),
        "title": collection.title(frame.words),
        "description": collection.about(frame.words),
        "itemType": "feature",
        "links": links,
    });
    if let Value::Object(members) = &mut document {
        let mut extent = json!({});
        if let Some(bbox) = collection.extent(atlas) {
            extent["spatial"] = json!({
                "bbox": [[bbox.west(), bbox.south(), bbox.east(), bbox.north()]],
                "crs": Reference::Crs84.uri(),
            });
        }
        if matches!(collection, Collection::Initiatives | Collection::Items) {
            extent["temporal"] = json!({
                "interval": [[null, null]],
                "trs": "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian",
            });
        }
        members.insert("extent".to_owned(), extent);
        if collection.has_geometry() {
            let uris: Vec<&str> = collection
                .references()
                .iter()
                .map(|one| one.uri())
                .collect();
            members.insert("crs".to_owned(), json!(uris));
            members.insert("storageCrs".to_owned(), json!(Reference::Crs84.uri()));
        }
    }
    document
}

/// `/api/collections/{id}/queryables`
pub(crate) async fn queryables(Path(name): Path<String>, asked: Plain) -> Answer {
    let titles = ("api-queryables", Some("api-queryables-about"));
    of_schema(&name, &asked, titles, schema::of_queryables, "/properties")
}

/// `/api/collections/{id}/schema`
pub(crate) async fn feature_schema(Path(name): Path<String>, asked: Plain) -> Answer {
    let properties = "/properties/properties/properties";
    of_schema(
        &name,
        &asked,
        ("api-schema", None),
        schema::document,
        properties,
    )
}

/// A JSON Schema of a collection; the page shows what stands in it at `properties`.
fn of_schema(
    name: &str,
    asked: &Plain,
    (title, lead): (&str, Option<&str>),
    schema: fn(Collection, &str, Words) -> Value,
    properties: &str,
) -> Answer {
    let collection = Collection::parse(name)?;
    let frame = &asked.frame;
    let document = schema(collection, &asked.base(), frame.words);
    asked.answer(schema_type(&asked.cx.headers), &document, || ApiPage {
        title: format!("{}: {}", collection.title(frame.words), frame.text(title)),
        lead: lead.map(|lead| frame.text(lead)),
        parts: vec![properties_table(frame, document.pointer(properties))],
    })
}

/// Names and types of a JSON Schema.
fn properties_table(frame: &Frame, properties: Option<&Value>) -> ApiPart {
    let rows = properties.and_then(Value::as_object).into_iter().flatten();
    ApiPart::Table {
        heading: String::new(),
        columns: vec![frame.text("api-name"), frame.text("api-type")],
        rows: rows
            .map(|(name, schema)| {
                let kind = schema["format"].as_str().or(schema["type"].as_str());
                vec![
                    ApiCell::text(name),
                    ApiCell::text(kind.unwrap_or("geometry")),
                ]
            })
            .collect(),
    }
}

/// `/api/openapi.json`
pub(crate) async fn description(cx: RequestContext) -> Answer {
    Query::new(cx.uri.query()).finish(&[])?;
    let document = openapi::document(&cx.atlas, &cx.app.settings);
    let body = document.to_string().into_bytes();
    answer::of_bytes(&cx.headers, super::frame::OPENAPI_JSON, body)
}
