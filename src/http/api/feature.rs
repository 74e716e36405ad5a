//! Features in request bodies.

use crate::http::api::ogc::reference::Projection;
use crate::http::response::problem::Problem;
use axum::body::Body;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap};
use okolica_atlas::Atlas;
use okolica_model::flat::{ColumnType, Table};
use okolica_model::hours::Hours;
use okolica_model::item::CONTACT;
use okolica_model::{FieldError, Item, ItemKind, Position, text};
use serde_json::{Map, Value, json};
use std::time::Duration;

/// The largest body, in bytes.
const MAX_BODY: usize = 1024 * 1024;
/// The deepest nesting of a body: a feature of ours needs six levels.
const MAX_DEPTH: usize = 32;
/// The time that a client has for its body.
const BODY_TIMEOUT: Duration = Duration::from_secs(30);

/// Reads the body as a JSON object of one of the content types.
///
/// # Errors
/// 408, 413 or 415, and 400 for what is no JSON object.
pub(crate) async fn read_object(
    headers: &HeaderMap,
    body: Body,
    types: &[&str],
) -> Result<Map<String, Value>, Problem> {
    check_type(headers, types)?;
    let too_large = || {
        Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            format!("the body is larger than {MAX_BODY} bytes"),
        )
    };
    let announced = headers
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|bytes| bytes > MAX_BODY) {
        return Err(too_large());
    }
    let reading = axum::body::to_bytes(body, MAX_BODY);
    let bytes = tokio::time::timeout(BODY_TIMEOUT, reading)
        .await
        .map_err(|_| Problem::new(StatusCode::REQUEST_TIMEOUT, "the body took too long"))?
        .map_err(|_| too_large())?;
    parse_object(&bytes)
}

/// The contact fields that a feature leaves out, so that they stay what they are: most who read
/// an item don't get to see them.
pub(crate) fn absent_contact(object: &Map<String, Value>) -> Vec<&'static str> {
    let given = object.get("properties").and_then(Value::as_object);
    CONTACT
        .into_iter()
        .chain(["contact_public"])
        .filter(|name| given.is_none_or(|given| !given.contains_key(*name)))
        .collect()
}

fn check_type(headers: &HeaderMap, types: &[&str]) -> Result<(), Problem> {
    let unsupported = |detail| Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail));
    if headers.contains_key(CONTENT_ENCODING) {
        return unsupported("send the body uncompressed".to_owned());
    }
    let given = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let essence = given.split(';').next().unwrap_or_default().trim();
    if types
        .iter()
        .any(|known| essence.eq_ignore_ascii_case(known))
    {
        Ok(())
    } else {
        unsupported(format!(
            "Content-Type is \"{given}\"; expected {}",
            types.join(" or ")
        ))
    }
}

fn parse_object(bytes: &[u8]) -> Result<Map<String, Value>, Problem> {
    let wrong = |detail: String| Problem::new(StatusCode::BAD_REQUEST, detail);
    if text::json_depth(bytes) > MAX_DEPTH {
        return Err(wrong(format!(
            "the body nests deeper than {MAX_DEPTH} levels"
        )));
    }
    match serde_json::from_slice(bytes) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(wrong("the body is no JSON object".to_owned())),
        Err(error) => Err(wrong(format!("the body is no JSON: {error}"))),
    }
}

/// Turns the point of a body into longitude and latitude.
///
/// # Errors
/// 400 when its numbers are no point of the body's reference system.
pub(crate) fn to_degrees(
    object: &mut Map<String, Value>,
    projection: &Projection,
) -> Result<(), Problem> {
    let Some(Value::Array(numbers)) = object
        .get_mut("geometry")
        .and_then(|geometry| geometry.get_mut("coordinates"))
    else {
        return Ok(());
    };
    // What is no pair of numbers is reported where the geometry is read.
    if let [x, y, ..] = &mut numbers[..]
        && let (Some(first), Some(second)) = (x.as_f64(), y.as_f64())
    {
        let at = projection.to_degrees(geo::Coord {
            x: first,
            y: second,
        });
        let at = at.map_err(|error| {
            let error = FieldError::new("geometry", error.value, error.expected);
            Problem::parameters(vec![error])
        })?;
        *x = json!(at.x);
        *y = json!(at.y);
    }
    Ok(())
}

/// Reads texts that stand where a list or an object belongs: GIS programs know neither and write
/// JSON as text.
pub(crate) fn unpack(kind: ItemKind, object: &mut Map<String, Value>) {
    let Some(Value::Object(properties)) = object.get_mut("properties") else {
        return;
    };
    let table = match kind {
        ItemKind::Space => Table::Spaces,
        ItemKind::Initiative => Table::Initiatives,
    };
    let nested = table
        .columns()
        .filter(|column| column.path.len() > 1 || column.kind == ColumnType::Json);
    for column in nested {
        let Some(value) = properties.get_mut(column.path[0]) else {
            continue;
        };
        let Some(packed) = value.as_str() else {
            continue;
        };
        let fine =
            packed.starts_with(['{', '[']) && text::json_depth(packed.as_bytes()) <= MAX_DEPTH;
        if let Ok(unpacked) = serde_json::from_str(packed)
            && fine
        {
            *value = unpacked;
        }
    }
}

/// Reads a GeoJSON Feature as an item of `kind` whose category is in the atlas and whose opening
/// hours can be read. Hours equal to `kept` may stay unreadable: an import or another program may
/// have brought them, and who changes the phone number need not mend them.
///
/// # Errors
/// 400 with every field that breaks a rule.
pub(crate) fn parse_item(
    kind: ItemKind,
    feature: &Map<String, Value>,
    atlas: &Atlas,
    kept: Option<&str>,
) -> Result<Item, Problem> {
    let mut errors = Vec::new();
    let mut expect = |field: &str, expected: &str| {
        let value = feature.get(field).unwrap_or(&Value::Null);
        errors.push(FieldError::new(field, value, expected));
    };
    if feature.get("type").and_then(Value::as_str) != Some("Feature") {
        expect("type", "Feature");
    }
    let empty = Map::new();
    let properties = match feature.get("properties") {
        Some(Value::Object(properties)) => properties,
        None | Some(Value::Null) => &empty,
        Some(_) => {
            expect("properties", "an object");
            &empty
        }
    };
    let position = parse_point(feature.get("geometry")).unwrap_or_else(|error| {
        errors.push(error);
        None
    });
    let named = properties.get("category").and_then(Value::as_str);
    if let Some(category) = named
        && atlas.categories().get(category).is_none()
    {
        let expected = "the id of a category of this map";
        errors.push(FieldError::new("category", category, expected));
    }
    let hours = properties.get("opening_hours").and_then(Value::as_str);
    let hours = hours.map(text::clean_line).unwrap_or_default();
    if kind == ItemKind::Space && !hours.is_empty() && kept != Some(&hours) {
        errors.extend(Hours::parse("opening_hours", &hours).err());
    }
    // A geometry that is wrong is reported once, not also as missing.
    let geometry_said = errors
        .iter()
        .any(|error| error.field.starts_with("geometry"));
    match Item::parse(kind, properties, position) {
        Ok(item) if errors.is_empty() => Ok(item),
        Ok(_) => Err(Problem::parameters(errors)),
        Err(more) => {
            let more = more
                .into_iter()
                .filter(|error| !(geometry_said && error.field == "geometry"));
            for error in more {
                if !errors.iter().any(|known| known.field == error.field) {
                    errors.push(error);
                }
            }
            Err(Problem::parameters(errors))
        }
    }
}

fn parse_point(geometry: Option<&Value>) -> Result<Option<Position>, FieldError> {
    let Some(geometry) = geometry.filter(|value| !value.is_null()) else {
        return Ok(None);
    };
    let wrong = || {
        FieldError::new(
            "geometry",
            geometry,
            "null or {\"type\": \"Point\", \"coordinates\": [longitude, latitude]}",
        )
    };
    if geometry.get("type").and_then(Value::as_str) != Some("Point") {
        return Err(wrong());
    }
    let numbers: Vec<f64> = geometry
        .get("coordinates")
        .and_then(Value::as_array)
        .ok_or_else(wrong)?
        .iter()
        .map(|value| value.as_f64().ok_or_else(wrong))
        .collect::<Result<_, _>>()?;
    // RFC 7946 allows a height; the map has none.
    match numbers[..] {
        [lon, lat] | [lon, lat, _] => Position::new(lon, lat)
            .map(Some)
            .map_err(|error| error.under("geometry")),
        _ => Err(wrong()),
    }
}

/// The feature that a client would have to send to get this item.
pub(crate) fn of_item(item: &Item) -> Map<String, Value> {
    let geometry = item
        .position
        .map(|position| json!({"type": "Point", "coordinates": [position.lon(), position.lat()]}));
    Map::from_iter([
        ("type".to_owned(), json!("Feature")),
        ("geometry".to_owned(), json!(geometry)),
        ("properties".to_owned(), Value::Object(item.properties())),
    ])
}

/// Applies a merge patch (RFC 7396) to an object.
pub(crate) fn merge(target: &mut Map<String, Value>, patch: Map<String, Value>) {
    for (name, value) in patch {
        match value {
            Value::Null => {
                target.remove(&name);
            }
            Value::Object(inner) => {
                let place = target.entry(name).or_insert(Value::Null);
                if !place.is_object() {
                    *place = Value::Object(Map::new());
                }
                if let Value::Object(object) = place {
                    merge(object, inner);
                }
            }
            other => {
                target.insert(name, other);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nesting_is_counted_outside_of_texts() {
        for (text, expected) in [
            ("", 0),
            ("{}", 1),
            ("[[{}]]", 3),
            (r#"{"a":"[[[[","b":[1]}"#, 2),
            (r#"{"a":"\"[[[["}"#, 1),
            ("]]]][", 1),
        ] {
            assert_eq!(text::json_depth(text.as_bytes()), expected, "{text}");
        }
        let bomb = "[".repeat(100_000);
        assert!(parse_object(bomb.as_bytes()).is_err());
    }

    /// The examples of RFC 7396, appendix A, that patch an object.
    #[test]
    fn merging_follows_the_standard() {
        for (target, patch, expected) in [
            (r#"{"a":"b"}"#, r#"{"a":"c"}"#, r#"{"a":"c"}"#),
            (r#"{"a":"b"}"#, r#"{"b":"c"}"#, r#"{"a":"b","b":"c"}"#),
            (r#"{"a":"b"}"#, r#"{"a":null}"#, r"{}"),
            (r#"{"a":"b","b":"c"}"#, r#"{"a":null}"#, r#"{"b":"c"}"#),
            (r#"{"a":["b"]}"#, r#"{"a":"c"}"#, r#"{"a":"c"}"#),
            (r#"{"a":"c"}"#, r#"{"a":["b"]}"#, r#"{"a":["b"]}"#),
            (
                r#"{"a":{"b":"c"}}"#,
                r#"{"a":{"b":"d","c":null}}"#,
                r#"{"a":{"b":"d"}}"#,
            ),
            (r#"{"a":[{"b":"c"}]}"#, r#"{"a":[1]}"#, r#"{"a":[1]}"#),
            (r#"{"e":null}"#, r#"{"a":1}"#, r#"{"e":null,"a":1}"#),
            (r"{}", r#"{"a":{"bb":{"ccc":null}}}"#, r#"{"a":{"bb":{}}}"#),
        ] {
            let object = |text| parse_object(str::as_bytes(text)).expect("an object");
            let mut merged = object(target);
            merge(&mut merged, object(patch));
            assert_eq!(merged, object(expected), "{target} {patch}");
        }
    }
}
