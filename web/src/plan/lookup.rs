//! Numbers in a document of `/api/coverage` that are no figure of an area, each by what it is of.

use serde_json::Value;

/// The area of a code.
#[must_use]
pub fn area<'v>(document: &'v Value, code: &str) -> Option<&'v Value> {
    let mut areas = document["areas"].as_array()?.iter();
    areas.find(|area| area["code"] == code)
}

/// How many facilities of an area are open in a half hour of the week.
#[must_use]
pub fn offer(area: &Value, slot: usize) -> Option<f64> {
    area["offer"].get(slot)?.as_f64()
}

/// The share of people with a place within each 100 m.
pub fn curve(area: &Value) -> impl Iterator<Item = f64> + '_ {
    let shares = area["curve"].as_array().map_or(&[][..], |list| list);
    shares.iter().filter_map(Value::as_f64)
}

/// How many residents of an area rely on places of another.
#[must_use]
pub fn flow(document: &Value, from: &str, to: &str) -> f64 {
    let flows = document["ledger"].as_array().map_or(&[][..], |list| list);
    let mut found = flows
        .iter()
        .filter(|flow| flow["from"] == from && flow["to"] == to);
    found
        .next()
        .and_then(|flow| flow["rely"].as_f64())
        .unwrap_or_default()
}

/// Facilities of a kind in an area, and how many there are for 10 000 residents.
#[must_use]
pub fn kind(document: &Value, code: &str, kind: &str) -> Option<(u64, Option<f64>)> {
    let matrix = &document["matrix"];
    let at = matrix["categories"]
        .as_array()?
        .iter()
        .position(|id| id == kind)?;
    let mut rows = matrix["rows"].as_array()?.iter();
    let row = rows.find(|row| row["code"] == code)?;
    Some((
        row["facilities"][at].as_u64()?,
        row["per_10000"][at].as_f64(),
    ))
}

/// What a place of the scenario or of the city is to people: within reach of it, and of no other.
#[must_use]
pub fn place(document: &Value, key: &str) -> Option<(f64, f64)> {
    let mut places = document["places"].as_array()?.iter();
    let place = places.find(|place| {
        let keys = place["keys"].as_array().map_or(&[][..], |list| list);
        keys.iter().any(|own| own == key)
    })?;
    Some((place["people"].as_f64()?, place["people_only"].as_f64()?))
}
