//! Every parameter of the API as OpenAPI describes it, each fully spelled out: QGIS and GDAL look
//! at `in`, `style`, `explode` and `schema`.

use crate::http::api::ogc::collection::Collection;
use crate::http::api::ogc::reference::Reference;
use crate::http::request::query::{DEFAULT_LIMIT, MAX_LIMIT};
use okolica_atlas::Atlas;
use okolica_model::filter_table::{FilterDef, Values};
use okolica_web::language::Language;
use serde_json::{Value, json};

/// A query parameter with one value. `explode` tells QGIS that it is no property to compare with.
fn query(name: &str, about: &str, schema: &Value) -> Value {
    json!({
        "name": name,
        "in": "query",
        "description": about,
        "required": false,
        "allowEmptyValue": true,
        "style": "form",
        "explode": true,
        "schema": or_empty(schema),
    })
}

/// An empty value counts as none: forms send it for what is not chosen.
fn or_empty(schema: &Value) -> Value {
    let mut schema = schema.clone();
    if let Some(Value::Array(values)) = schema.get_mut("enum") {
        values.push(json!(""));
    }
    if let Some(Value::String(pattern)) = schema.get_mut("pattern") {
        *pattern = format!("^$|{pattern}");
    }
    schema
}

/// A query parameter with a list that commas part.
fn list(name: &str, about: &str, items: &Value) -> Value {
    let mut parameter = query(name, about, &json!({"type": "array", "items": items}));
    parameter["explode"] = json!(false);
    parameter
}

/// A part of the path.
pub(crate) fn path(name: &str, about: &str, schema: &Value) -> Value {
    json!({
        "name": name,
        "in": "path",
        "description": about,
        "required": true,
        "style": "simple",
        "explode": false,
        "schema": schema,
    })
}

pub(crate) fn limit() -> Value {
    let schema = json!({
        "type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT,
    });
    let about = "The most features of an answer; what is more is clamped.";
    let mut parameter = query("limit", about, &schema);
    parameter["explode"] = json!(false);
    parameter
}

pub(crate) fn format() -> Value {
    let about = "The form of the answer, where the Accept header does not say it.";
    query(
        "f",
        about,
        &json!({"type": "string", "enum": ["json", "html"]}),
    )
}

pub(crate) fn language() -> Value {
    let about = "The language of titles and pages.";
    query(
        "lang",
        about,
        &json!({"type": "string", "enum": Language::ALL.map(Language::tag)}),
    )
}

pub(crate) fn reference(name: &str, about: &str) -> Value {
    let uris: Vec<&str> = Reference::ALL.into_iter().map(Reference::uri).collect();
    let schema = json!({"type": "string", "format": "uri", "enum": uris});
    query(name, about, &schema)
}

/// What `GET …/items` takes.
pub(crate) fn of_items(collection: Collection, atlas: &Atlas) -> Vec<Value> {
    let mut out = vec![limit(), bbox()];
    out.push(reference(
        "bbox-crs",
        "The reference system of bbox; CRS84 by default.",
    ));
    out.push(query(
        "datetime",
        "A moment, or an interval with .. for an open end: keeps what spans some of it, and what \
         has no time.",
        &json!({"type": "string"}),
    ));
    if collection.has_geometry() {
        out.push(reference(
            "crs",
            "The reference system of the answer; CRS84 by default.",
        ));
    }
    out.push(query(
        "filter",
        "A filter in CQL2.",
        &json!({"type": "string"}),
    ));
    let languages = json!({"type": "string", "enum": ["cql2-text", "cql2-json", "cql-text"]});
    out.push(query(
        "filter-lang",
        "How the filter is written; cql-text is an old name of cql2-text.",
        &languages,
    ));
    out.push(reference(
        "filter-crs",
        "The reference system of geometries in the filter.",
    ));
    for name in collection.filters() {
        if *name != "bbox" {
            out.push(of_filter(name, atlas));
        }
    }
    let cursor = json!({"type": "string", "pattern": "^[A-Za-z0-9_-]+$"});
    out.push(query(
        "cursor",
        "Where a page starts, as a next link says it.",
        &cursor,
    ));
    out.push(format());
    out.push(language());
    out
}

fn bbox() -> Value {
    json!({
        "name": "bbox",
        "in": "query",
        "description": FilterDef::named("bbox").map(|filter| filter.about),
        "required": false,
        "style": "form",
        "explode": false,
        "schema": {
            "type": "array",
            "items": {"type": "number"},
            "minItems": 4,
            "maxItems": 6,
        },
    })
}

/// A filter of the map.
///
/// # Panics
/// When no filter is named so.
pub(crate) fn of_filter(name: &str, atlas: &Atlas) -> Value {
    let filter = FilterDef::named(name).unwrap_or_else(|| panic!("{name} is no filter"));
    let text = || json!({"type": "string"});
    let only = |values: &[&str]| json!({"type": "string", "enum": values});
    let query = |schema: Value| query(name, filter.about, &schema);
    let list = |items: Value| list(name, filter.about, &items);
    match &filter.values {
        Values::OneOf(words) => query(only(&words())),
        Values::ListOf(words) => list(only(&words())),
        Values::Categories => {
            let categories = atlas.categories().iter();
            let ids: Vec<&str> = categories.map(|one| one.id.as_str()).collect();
            list(only(&ids))
        }
        Values::List => list(text()),
        Values::Set => {
            let sets: Vec<&str> = atlas.sets().collect();
            query(if sets.is_empty() { text() } else { only(&sets) })
        }
        Values::BBox => bbox(),
        Values::Pattern(pattern) => query(json!({"type": "string", "pattern": pattern})),
        Values::Length => query(json!({"type": "number", "minimum": 0})),
        Values::Date => query(json!({"type": "string", "format": "date"})),
        Values::Whole(least, most) => {
            let mut schema = json!({"type": "integer", "minimum": least});
            if let Some(most) = most {
                schema["maximum"] = json!(most);
            }
            query(schema)
        }
        Values::Text(most) => query(json!({"type": "string", "maxLength": most})),
    }
}

/// A parameter of a question about coverage.
pub(crate) fn of_question(name: &str, atlas: &Atlas) -> Value {
    let text = || json!({"type": "string"});
    let number = |least: f64| json!({"type": "number", "minimum": least});
    match name {
        "verified" => query(
            name,
            "Places that somebody confirmed within so many months.",
            &json!({"type": "integer", "minimum": 1}),
        ),
        "when" => query(
            name,
            "Open then: any, evening, saturday, sunday, or a window like mo-fr.1700-2000.",
            &text(),
        ),
        "who" => query(
            name,
            "Residents of this age.",
            &json!({"type": "string", "enum": ["all", "0_14", "15_64", "65plus"]}),
        ),
        "within" => query(name, "The way, in metres.", &number(0.0)),
        "minutes" => query(name, "The way, in minutes.", &number(0.0)),
        "speed" => query(name, "Kilometres an hour, with minutes.", &number(0.5)),
        "detour" => query(name, "The way by the straight line.", &number(1.0)),
        "area" => query(name, "A drawn polygon: lon,lat;lon,lat;…", &text()),
        "as_of" => query(
            name,
            "The state of a date or a number of the change log.",
            &text(),
        ),
        "compare" => query(name, "The state to compare with.", &text()),
        "day" => query(
            name,
            "The local day that figures are reckoned on.",
            &json!({"type": "string", "format": "date"}),
        ),
        "kappa" => query(
            name,
            "Aversion to inequality of the Kolm-Pollak figure, per metre.",
            &json!({"type": "number", "maximum": 0}),
        ),
        "scenario" => query(
            name,
            "Places added, closed or with other hours: add:lon,lat;close:17",
            &text(),
        ),
        other => of_filter(other, atlas),
    }
}

/// Any other parameter of one address.
pub(crate) fn simple(name: &str, about: &str, schema: &Value) -> Value {
    query(name, about, schema)
}
