//! `/api/openapi.json`: OpenAPI 3.0.3, made of the registry of collections, so that it can't say
//! anything else than what is answered.

use crate::http::api::ogc::collection::Collection;
use crate::http::api::ogc::reference::Reference;
use crate::http::api::ogc::{parameters, schema};
use crate::http::state::Settings;
use okolica_atlas::{Atlas, tiles::MAX_ZOOM};
use okolica_coverage::{MOST_SITES, Question};
use okolica_model::Filter;
use okolica_web::words::Language;
use serde_json::{Map, Value, json};

const VERSION: &str = env!("CARGO_PKG_VERSION");
const GEO_JSON: &str = "application/geo+json";
const JSON: &str = "application/json";
const SCHEMA_JSON: &str = "application/schema+json";
const MVT: &str = "application/vnd.mapbox-vector-tile";
const MERGE_PATCH: &str = "application/merge-patch+json";

/// The whole description.
pub(crate) fn document(atlas: &Atlas, settings: &Settings) -> Value {
    let contact = settings.contact.as_deref();
    let contact = contact.or(atlas.profile().contact.as_deref());
    let mut info = json!({
        "title": format!("{}: API", atlas.profile().name),
        "version": VERSION,
        "description": "Community spaces, initiatives and districts: OGC API - Features and \
                        OGC API - Tiles, a search and a feed of changes. Errors are problem \
                        documents (RFC 9457) that name the field.",
    });
    if let Some(contact) = contact {
        info["contact"] = json!({"name": atlas.profile().name, "email": contact});
    }
    json!({
        "openapi": "3.0.3",
        "info": info,
        "servers": [{"url": format!("{}/api", settings.public_url)}],
        "tags": [
            {"name": "Capabilities", "description": "What there is"},
            {"name": "Data", "description": "Features, read"},
            {"name": "Changes", "description": "Features, written; needs the token"},
            {"name": "Tiles", "description": "Tiles of the map"},
            {"name": "Coverage", "description": "Who lives within reach of what"},
            {"name": "Search", "description": "Words, nearness and every filter"},
        ],
        "paths": paths(atlas),
        "components": {
            "parameters": {"limit": parameters::limit()},
            "schemas": {"problem": problem()},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    })
}

fn paths(atlas: &Atlas) -> Map<String, Value> {
    let mut paths = Map::new();
    let mut add = |path: String, item: Value| {
        paths.insert(path, item);
    };
    let object = || json!({"type": "object"});
    let document = |id: &str, summary: &str, required: &[&str]| {
        let schema = json!({"type": "object", "required": required});
        let content = json!({JSON: {"schema": schema}, "text/html": text()});
        get(
            id,
            "Capabilities",
            summary,
            &[parameters::format(), parameters::language()],
            &content,
        )
    };
    add(
        "/".into(),
        document("landing", "The landing page", &["title", "links"]),
    );
    add(
        "/conformance".into(),
        document(
            "conformance",
            "The standards' parts that hold",
            &["conformsTo"],
        ),
    );
    add(
        "/collections".into(),
        document("collections", "All collections", &["collections", "links"]),
    );
    add(
        "/tileMatrixSets".into(),
        document(
            "tileMatrixSets",
            "The tile matrix sets",
            &["tileMatrixSets"],
        ),
    );
    add(
        "/tileMatrixSets/WebMercatorQuad".into(),
        document(
            "tileMatrixSet",
            "The one tile matrix set",
            &["id", "tileMatrices", "crs"],
        ),
    );
    add("/openapi.json".into(), {
        let content = json!({"application/vnd.oai.openapi+json;version=3.0": {"schema": object()}});
        get(
            "description",
            "Capabilities",
            "This description",
            &[],
            &content,
        )
    });
    for collection in Collection::ALL {
        let id = collection.id();
        let here = format!("/collections/{id}");
        add(
            here.clone(),
            document(
                &format!("{id}.collection"),
                "The collection",
                &["id", "links", "itemType"],
            ),
        );
        for (name, summary) in [
            ("queryables", "What filters can ask"),
            ("schema", "The schema of a feature"),
        ] {
            let content = json!({
                SCHEMA_JSON: {"schema": object()},
                JSON: {"schema": object()},
                "text/html": text(),
            });
            let parameters = [parameters::format(), parameters::language()];
            let operation = get(
                &format!("{id}.{name}"),
                "Capabilities",
                summary,
                &parameters,
                &content,
            );
            add(format!("{here}/{name}"), operation);
        }
        add(format!("{here}/items"), items(collection, atlas));
        add(
            format!("{here}/items/{{featureId}}"),
            feature(collection, atlas),
        );
        if collection.layer().is_some() {
            add(
                format!("{here}/tiles"),
                document(&format!("{id}.tilesets"), "The tilesets", &["tilesets"]),
            );
            add(
                format!("{here}/tiles/WebMercatorQuad"),
                document(
                    &format!("{id}.tileset"),
                    "A tileset",
                    &["dataType", "crs", "links"],
                ),
            );
            add(
                format!("{here}/tiles/WebMercatorQuad/{{tileMatrix}}/{{tileRow}}/{{tileCol}}"),
                tile(collection, atlas),
            );
        }
    }
    add("/search".into(), search(atlas));
    add("/changes".into(), changes());
    add("/coverage".into(), coverage(atlas));
    add("/coverage/cells.geojson".into(), {
        let content = json!({GEO_JSON: {"schema": {"type": "object", "required": ["features"]}}});
        let about = "Where people live, by whether they are within reach";
        get(
            "coverage.cells",
            "Coverage",
            about,
            &of_question(atlas),
            &content,
        )
    });
    add("/coverage/gaps.geojson".into(), {
        let content = json!({GEO_JSON: {"schema": {"type": "object", "required": ["features"]}}});
        let about = "The ground of which nobody is within reach, with its people";
        get(
            "coverage.gaps",
            "Coverage",
            about,
            &of_question(atlas),
            &content,
        )
    });
    add("/coverage/sites".into(), sites(atlas));
    paths
}

fn text() -> Value {
    json!({"schema": {"type": "string"}})
}

/// A path that is read.
fn get(id: &str, tag: &str, summary: &str, parameters: &[Value], content: &Value) -> Value {
    json!({"get": {
        "operationId": id,
        "tags": [tag],
        "summary": summary,
        "parameters": parameters,
        "responses": responses(json!({"200": {"description": summary, "content": content}})),
    }})
}

/// Those responses, and what any request may come to.
fn responses(mut good: Value) -> Value {
    let content = json!({
        "application/problem+json": {"schema": {"$ref": "#/components/schemas/problem"}},
    });
    if let Value::Object(members) = &mut good {
        let problem = json!({"description": "What was wrong, by field", "content": content});
        members.insert("400".to_owned(), problem.clone());
        members.insert("default".to_owned(), problem);
    }
    good
}

fn problem() -> Value {
    json!({
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "errors": {"type": "array", "items": {
                "type": "object",
                "required": ["field", "value", "expected"],
                "properties": {
                    "field": {"type": "string"},
                    "value": {"type": "string"},
                    "expected": {"type": "string"},
                },
            }},
        },
    })
}

fn feature_collection(feature: &Value) -> Value {
    json!({
        "type": "object",
        "required": ["type", "features", "numberMatched", "numberReturned", "timeStamp", "links"],
        "properties": {
            "type": {"type": "string", "enum": ["FeatureCollection"]},
            "features": {"type": "array", "items": feature},
            "numberMatched": {"type": "integer", "minimum": 0},
            "numberReturned": {"type": "integer", "minimum": 0},
            "numberWithoutPosition": {"type": "integer", "minimum": 0},
            "unknown": {"type": "integer", "minimum": 0},
            "timeStamp": {"type": "string", "format": "date-time"},
            "links": {"type": "array", "items": {
                "type": "object",
                "required": ["href", "rel"],
                "properties": {"href": {"type": "string"}, "rel": {"type": "string"}},
            }},
        },
    })
}

/// Reading needs no token; with it the contact fields are there.
fn optional_token() -> Value {
    json!([{}, {"token": []}])
}

fn items(collection: Collection, atlas: &Atlas) -> Value {
    let id = collection.id();
    let feature = schema::of_feature(collection);
    let content = json!({
        GEO_JSON: {"schema": feature_collection(&feature)},
        "text/html": text(),
    });
    let parameters = parameters::of_items(collection, atlas);
    let mut item = get(
        &format!("{id}.items"),
        "Data",
        "The features",
        &parameters,
        &content,
    );
    item["get"]["security"] = optional_token();
    if collection.editable().is_some() {
        item["post"] = write(
            &format!("{id}.create"),
            "Adds a feature",
            &json!({"201": {
                "description": "The new feature",
                "headers": {"Location": {
                    "description": "Its address",
                    "schema": {"type": "string", "format": "uri"},
                }},
                "content": {GEO_JSON: {"schema": feature}},
            }}),
            Some(&[GEO_JSON, JSON]),
            Vec::new(),
        );
    }
    item
}

fn feature(collection: Collection, atlas: &Atlas) -> Value {
    let id = collection.id();
    let feature = schema::of_feature(collection);
    let key = parameters::path(
        "featureId",
        "The feature's id",
        &match collection {
            Collection::Items => {
                json!({"type": "string", "pattern": "^(spaces|initiatives)/[1-9][0-9]{0,15}$"})
            }
            Collection::Categories => {
                let ids: Vec<&str> = atlas
                    .categories()
                    .iter()
                    .map(|one| one.id.as_str())
                    .collect();
                json!({"type": "string", "enum": ids})
            }
            _ => json!({"type": "integer", "minimum": 1}),
        },
    );
    let content = json!({GEO_JSON: {"schema": feature}, "text/html": text()});
    let mut parameters = vec![key.clone(), parameters::format(), parameters::language()];
    if collection.has_geometry() {
        parameters.push(parameters::reference(
            "crs",
            "The reference system of the answer; CRS84 by default.",
        ));
    }
    let mut item = get(
        &format!("{id}.feature"),
        "Data",
        "One feature",
        &parameters,
        &content,
    );
    item["get"]["security"] = optional_token();
    if collection.editable().is_none() {
        return item;
    }
    let changed = json!({"200": {
        "description": "The feature as it is now",
        "content": {GEO_JSON: {"schema": schema::of_feature(collection)}},
    }});
    let condition = json!({
        "name": "If-Match",
        "in": "header",
        "description": "The entity tag of the feature that was read: the change is refused with \
                        412 when somebody changed it since.",
        "required": false,
        "style": "simple",
        "explode": false,
        "schema": {"type": "string"},
    });
    let parameters = || vec![key.clone(), condition.clone()];
    item["put"] = write(
        &format!("{id}.replace"),
        "Replaces a feature; contact fields that are absent stay",
        &changed,
        Some(&[GEO_JSON, JSON]),
        parameters(),
    );
    item["patch"] = write(
        &format!("{id}.update"),
        "Changes some of a feature, by a merge patch (RFC 7396)",
        &changed,
        Some(&[MERGE_PATCH, GEO_JSON, JSON]),
        parameters(),
    );
    item["delete"] = write(
        &format!("{id}.delete"),
        "Takes a feature off the map; its history stays",
        &json!({"204": {"description": "It is gone"}}),
        None,
        parameters(),
    );
    item
}

fn write(
    id: &str,
    summary: &str,
    good: &Value,
    bodies: Option<&[&str]>,
    mut parameters: Vec<Value>,
) -> Value {
    let body = json!({"schema": {
        "type": "object",
        "properties": {
            "type": {"type": "string", "enum": ["Feature"]},
            "geometry": {"type": "object", "nullable": true},
            "properties": {"type": "object", "nullable": true},
        },
    }});
    if bodies.is_some() {
        let mut reference =
            parameters::reference("Content-Crs", "The reference system of the body.");
        reference["in"] = json!("header");
        reference["style"] = json!("simple");
        reference["explode"] = json!(false);
        let systems = Reference::ALL.map(|one| format!("<{}>", one.uri()));
        reference["schema"] = json!({"type": "string", "enum": systems});
        if let Value::Object(members) = &mut reference {
            members.remove("allowEmptyValue");
        }
        parameters.push(reference);
    }
    let mut operation = json!({
        "operationId": id,
        "tags": ["Changes"],
        "summary": summary,
        "security": [{"token": []}],
        "parameters": parameters,
        "responses": responses(good.clone()),
    });
    if let Some(types) = bodies {
        let content: Map<String, Value> = types
            .iter()
            .map(|kind| ((*kind).to_owned(), body.clone()))
            .collect();
        operation["requestBody"] = json!({"required": true, "content": content});
    }
    operation
}

fn tile(collection: Collection, atlas: &Atlas) -> Value {
    let number = |most: u64| json!({"type": "integer", "minimum": 0, "maximum": most});
    let last = (1_u64 << MAX_ZOOM) - 1;
    let mut parameters = vec![
        parameters::path("tileMatrix", "The zoom", &number(MAX_ZOOM.into())),
        parameters::path("tileRow", "The row, from the north", &number(last)),
        parameters::path("tileCol", "The column, from the west", &number(last)),
        parameters::simple(
            "f",
            "mvt by default",
            &json!({"type": "string", "enum": ["mvt", "json"]}),
        ),
    ];
    let filters: &[&str] = match collection {
        Collection::Districts => &["set", "district"],
        _ => &Filter::NAMES,
    };
    parameters.extend(
        filters
            .iter()
            .map(|name| parameters::of_filter(name, atlas)),
    );
    let content = json!({
        MVT: {"schema": {"type": "string", "format": "binary"}},
        GEO_JSON: {"schema": {"type": "object", "required": ["type", "features"]}},
    });
    let id = format!("{}.tile", collection.id());
    get(
        &id,
        "Tiles",
        "A tile; outside of the grid 404",
        &parameters,
        &content,
    )
}

fn search(atlas: &Atlas) -> Value {
    let mut parameters: Vec<Value> = Filter::NAMES
        .iter()
        .map(|name| parameters::of_filter(name, atlas))
        .collect();
    parameters.push(parameters::limit());
    parameters.push(parameters::simple(
        "cursor",
        "Where a page starts, as a next link says it.",
        &json!({"type": "string", "pattern": "^[A-Za-z0-9_-]+$"}),
    ));
    let languages: Vec<&str> = Language::ALL.into_iter().map(Language::tag).collect();
    parameters.push(parameters::simple(
        "lang",
        "The language of labels.",
        &json!({"type": "string", "enum": languages}),
    ));
    parameters.push(parameters::simple(
        "suggest",
        "1 for suggestions while somebody types.",
        &json!({"type": "string", "enum": ["0", "1"]}),
    ));
    let content = json!({
        GEO_JSON: {"schema": {"type": "object", "required": ["type", "features", "numberMatched"]}},
        JSON: {"schema": {"type": "object"}},
    });
    get(
        "search",
        "Search",
        "Items by words, nearness and every filter, ranked",
        &parameters,
        &content,
    )
}

fn changes() -> Value {
    let last_event = json!({
        "name": "Last-Event-ID",
        "in": "header",
        "description": "Of a stream of events: the last one that the client has; it wins over since.",
        "style": "simple",
        "explode": false,
        "schema": {"type": "integer", "minimum": 0, "maximum": okolica_model::layer::MAX_ID},
    });
    let parameters = vec![
        parameters::simple(
            "since",
            "A number of the change log: what came after it.",
            &json!({"type": "integer", "minimum": 0, "maximum": okolica_model::layer::MAX_ID}),
        ),
        parameters::limit(),
        last_event,
    ];
    let schema = json!({
        "type": "object",
        "required": ["version", "changes", "next", "more", "links"],
        "properties": {
            "version": {"type": "integer"},
            "next": {"type": "integer"},
            "more": {"type": "boolean"},
            "changes": {"type": "array", "items": {"type": "object"}},
        },
    });
    let content = json!({JSON: {"schema": schema}, "text/event-stream": text()});
    get(
        "changes",
        "Changes",
        "What has changed, deletions included; as server-sent events, which take no limit, to those \
         who accept text/event-stream",
        &parameters,
        &content,
    )
}

fn of_question(atlas: &Atlas) -> Vec<Value> {
    let names = Question::NAMES.iter();
    names
        .map(|name| parameters::of_question(name, atlas))
        .collect()
}

fn coverage(atlas: &Atlas) -> Value {
    let about = "Who lives within reach of what, and who does not";
    let mut parameters = of_question(atlas);
    parameters.push(parameters::simple(
        "f",
        "The form of the answer, where the Accept header does not say it.",
        &json!({"type": "string", "enum": ["json", "geojson", "csv", "xlsx"]}),
    ));
    let content = json!({
        JSON: {"schema": {"type": "object", "required": ["parameters", "areas"]}},
        GEO_JSON: {"schema": {"type": "object", "required": ["features"]}},
        "text/csv": text(),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {
            "schema": {"type": "string", "format": "binary"},
        },
    });
    let mut item = get("coverage", "Coverage", about, &parameters, &content);
    let mut post = item["get"].clone();
    post["operationId"] = json!("coverage.drawn");
    post["summary"] = json!("The same for a polygon that is too large for an address");
    let polygon = json!({"schema": {
        "type": "object",
        "required": ["type", "coordinates"],
        "properties": {
            "type": {"type": "string", "enum": ["Polygon", "MultiPolygon"]},
            "coordinates": {"type": "array", "items": {}},
        },
    }});
    post["requestBody"] = json!({"required": true, "content": {GEO_JSON: polygon, JSON: polygon}});
    item["post"] = post;
    item
}

fn sites(atlas: &Atlas) -> Value {
    let mut parameters = of_question(atlas);
    let text = json!({"type": "string"});
    for (name, about, schema) in [
        (
            "p",
            "How many new places.",
            json!({"type": "integer", "minimum": 1, "maximum": MOST_SITES}),
        ),
        (
            "candidates",
            "Where they could stand: a step of a grid in metres, spaces, or lon,lat;lon,lat;…",
            text.clone(),
        ),
        (
            "minimum",
            "A share up to 1 or a number of people to be reached, in all areas or as CODE:0.5;CODE:2000.",
            text,
        ),
        (
            "f",
            "The form of the answer.",
            json!({"type": "string", "enum": ["json", "geojson"]}),
        ),
    ] {
        parameters.push(parameters::simple(name, about, &schema));
    }
    let content = json!({
        JSON: {"schema": {"type": "object", "required": ["parameters", "sites"]}},
        GEO_JSON: {"schema": {"type": "object", "required": ["features"]}},
    });
    let about = "The new places that bring most people within reach, those that are there kept";
    get("coverage.sites", "Coverage", about, &parameters, &content)
}
