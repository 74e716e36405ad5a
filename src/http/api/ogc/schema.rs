//! JSON Schemas of queryables and features, made of the table of columns.

use crate::http::api::ogc::collection::Collection;
use okolica_cql::{DISTRICT_FIGURES, Kind};
use okolica_model::flat::ColumnType;
use okolica_web::words::Words;
use serde_json::{Map, Value, json};

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// What filters can ask, as part 3 wants it.
pub(crate) fn of_queryables(collection: Collection, base: &str, words: Words) -> Value {
    let queryables = collection.queryables();
    let mut properties = Map::new();
    for queryable in queryables.iter() {
        let schema = match queryable.kind {
            Kind::Text => json!({"type": "string"}),
            Kind::Integer => json!({"type": "integer"}),
            Kind::Number => json!({"type": "number"}),
            Kind::Boolean => json!({"type": "boolean"}),
            Kind::Date => json!({"type": "string", "format": "date"}),
            Kind::LocalTime | Kind::Stamp => json!({"type": "string", "format": "date-time"}),
            Kind::Texts => json!({"type": "array", "items": {"type": "string"}}),
            // Only whether it is there can be asked.
            Kind::Structure => continue,
            Kind::Geometry => geometry_reference(collection),
        };
        let mut schema = schema;
        if let Value::Object(members) = &mut schema {
            members.insert("title".to_owned(), json!(queryable.name));
        }
        properties.insert(queryable.name.to_owned(), schema);
    }
    // GDAL before 3.8 reads names from here.
    let names: Vec<Value> = properties
        .keys()
        .filter(|name| *name != "geometry")
        .map(|name| json!({"id": name}))
        .collect();
    json!({
        "$schema": DRAFT,
        "$id": format!("{base}/collections/{}/queryables", collection.id()),
        "title": collection.title(words),
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
        "queryables": names,
    })
}

fn geometry_reference(collection: Collection) -> Value {
    match collection {
        Collection::Districts | Collection::PopulationCells => {
            json!({"$ref": "https://geojson.org/schema/Geometry.json"})
        }
        _ => json!({"$ref": "https://geojson.org/schema/Point.json"}),
    }
}

/// The schema of a feature as a document of its own.
pub(crate) fn document(collection: Collection, base: &str, words: Words) -> Value {
    let mut schema = of_feature(collection);
    // Where OpenAPI 3.0 says nullable.
    schema["properties"]["geometry"]["type"] = json!(["object", "null"]);
    if let Value::Object(members) = &mut schema {
        members.insert("$schema".to_owned(), json!(DRAFT));
        let id = format!("{base}/collections/{}/schema", collection.id());
        members.insert("$id".to_owned(), json!(id));
        members.insert("title".to_owned(), json!(collection.title(words)));
    }
    schema
}

/// A feature of a collection in the words of both JSON Schema and OpenAPI 3.0.
pub(crate) fn of_feature(collection: Collection) -> Value {
    let id = match collection {
        Collection::Items | Collection::Categories => json!({"type": "string"}),
        _ => json!({"type": "integer"}),
    };
    json!({
        "type": "object",
        "required": ["type", "id", "geometry", "properties"],
        "properties": {
            "type": {"type": "string", "enum": ["Feature"]},
            "id": id,
            "geometry": geometry(),
            "properties": {"type": "object", "properties": properties(collection)},
            "links": {"type": "array", "items": {"type": "object"}},
        },
    })
}

/// Any GeoJSON geometry; absent ones are `null`.
fn geometry() -> Value {
    json!({
        "type": "object",
        "nullable": true,
        "required": ["type", "coordinates"],
        "properties": {
            "type": {"type": "string", "enum": ["Point", "Polygon", "MultiPolygon"]},
            "coordinates": {"type": "array", "items": {}},
        },
    })
}

/// Every property that a feature of the collection may have, nested as it comes.
fn properties(collection: Collection) -> Map<String, Value> {
    let mut out = Map::new();
    if collection == Collection::Items {
        let layers = json!({"type": "string", "enum": ["spaces", "initiatives"]});
        out.insert("layer".to_owned(), layers);
    }
    if collection == Collection::Categories {
        for name in ["id", "parent", "icon"] {
            out.insert(name.to_owned(), json!({"type": "string"}));
        }
        out.insert("colour".to_owned(), json!({"type": "integer"}));
        let labels = json!({"type": "object", "additionalProperties": {"type": "string"}});
        out.insert("labels".to_owned(), labels);
        return out;
    }
    let columns = collection.tables().iter().flat_map(|table| table.columns());
    // Cells don't say where each of them is from.
    let shown = columns.filter(|column| {
        collection != Collection::PopulationCells || !column.name.starts_with("source")
    });
    for column in shown {
        let schema = match (column.kind, column.name) {
            (ColumnType::Text, _) => json!({"type": "string"}),
            (ColumnType::Integer, _) => json!({"type": "integer"}),
            (ColumnType::Real, _) => json!({"type": "number"}),
            (ColumnType::Boolean, _) => json!({"type": "boolean"}),
            (ColumnType::Stamp, _) => json!({"type": "string", "format": "date-time"}),
            (ColumnType::Json, "translations") => json!({"type": "object"}),
            (ColumnType::Json, "rooms" | "schedule_overrides") => {
                json!({"type": "array", "items": {"type": "object"}})
            }
            (ColumnType::Json, _) => json!({"type": "array", "items": {"type": "string"}}),
        };
        match column.path {
            [name] => {
                out.insert((*name).to_owned(), schema);
            }
            [outer, inner] => {
                let object = out
                    .entry(*outer)
                    .or_insert_with(|| json!({"type": "object", "properties": {}}));
                object["properties"][*inner] = schema;
            }
            _ => {}
        }
    }
    if collection == Collection::Districts {
        for (name, kind) in DISTRICT_FIGURES {
            let kind = if kind == Kind::Integer {
                "integer"
            } else {
                "number"
            };
            out.insert(name.to_owned(), json!({"type": kind}));
        }
    }
    out.insert("version".to_owned(), json!({"type": "integer"}));
    if !matches!(
        collection,
        Collection::Districts | Collection::PopulationCells
    ) {
        for stamp in ["created_at", "updated_at"] {
            let schema = json!({"type": "string", "format": "date-time"});
            out.insert(stamp.to_owned(), schema);
        }
        let codes = json!({"type": "array", "items": {"type": "string"}});
        let districts = json!({"type": "object", "additionalProperties": codes});
        out.insert("districts".to_owned(), districts);
        out.insert("districts_stated".to_owned(), json!({"type": "boolean"}));
    }
    out
}
