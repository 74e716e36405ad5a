//! GeoJSON (RFC 7946) written straight into bytes.

use super::polygons::Shape;
use super::{Aggregate, Feature, grid};
use crate::atlas::Atlas;
use crate::index::{Entry, UNITS_PER_DEGREE};
use crate::record::Record;
use geo::{LineString, MultiPolygon, Polygon};
use okolica_model::district::StoredDistrict;
use okolica_model::{Layer, Position};
use std::io::Write;

/// How an item is written as a feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FeatureOptions {
    /// Write `"id":"spaces/17"` and a property `layer`, for lists that hold both kinds; else the
    /// id is the integer.
    pub layer_id: bool,
    /// Write phone and e-mail also when they are not public.
    pub contact: bool,
}

const START: &[u8] = b"{\"type\":\"FeatureCollection\",\"features\":[";

pub(super) fn point_tile(atlas: &Atlas, layer: Layer, features: &[Feature<'_>]) -> Vec<u8> {
    let mut out = Vec::with_capacity(64 + features.len() * 320);
    out.extend_from_slice(START);
    for (at, feature) in features.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        match feature {
            Feature::Item(entry) => write_item(&mut out, layer, entry),
            Feature::Aggregate(aggregate) => write_aggregate(&mut out, atlas, aggregate),
        }
    }
    out.extend_from_slice(b"]}");
    out
}

pub(super) fn district_tile(shapes: &[Shape<'_>]) -> Vec<u8> {
    let mut out = START.to_vec();
    for (at, shape) in shapes.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        let district = &shape.district.district;
        text(&mut out, "{\"type\":\"Feature\",\"id\":");
        integer(&mut out, shape.district.id);
        text(&mut out, ",\"geometry\":");
        write_polygons(&mut out, &shape.polygons);
        text(&mut out, ",\"properties\":{\"code\":");
        string(&mut out, &district.code);
        text(&mut out, ",\"set\":");
        string(&mut out, &district.set);
        text(&mut out, ",\"name\":");
        string(&mut out, &district.name);
        if let Some(population) = district.population {
            text(&mut out, ",\"population\":");
            integer(&mut out, population);
        }
        text(&mut out, "}}");
    }
    out.extend_from_slice(b"]}");
    out
}

impl Atlas {
    /// Adds an item as a GeoJSON feature with all its properties, the computed ones included.
    pub fn write_feature(&self, out: &mut Vec<u8>, record: &Record, options: FeatureOptions) {
        let key = record.key();
        text(out, "{\"type\":\"Feature\",\"id\":");
        if options.layer_id {
            string(out, &key.to_string());
        } else {
            integer(out, key.id);
        }
        text(out, ",\"geometry\":");
        match record.position() {
            Some(position) => write_point(out, fixed(position)),
            None => text(out, "null"),
        }
        text(out, ",\"properties\":{");
        if options.layer_id {
            text(out, "\"layer\":\"");
            text(out, key.kind.layer());
            text(out, "\",");
        }
        text(out, record.text(options.contact || record.contact_public()));
        text(out, ",\"version\":");
        integer(out, record.version());
        let stamps = [
            ("created_at", record.created_at()),
            ("updated_at", record.updated_at()),
        ];
        for (name, stamp) in stamps {
            // Writing into a Vec can't fail.
            let _ = write!(out, ",\"{name}\":\"{stamp}\"");
        }
        self.write_districts_of(out, record);
        text(out, "}}");
    }

    /// `,"districts":{"district":["A","B"]}`: the codes, set by set.
    fn write_districts_of(&self, out: &mut Vec<u8>, record: &Record) {
        text(out, ",\"districts\":{");
        let mut set = None;
        for stored in self.districts_of(record) {
            let district = &stored.district;
            if set == Some(&district.set) {
                out.push(b',');
            } else {
                if set.is_some() {
                    text(out, "],");
                }
                string(out, &district.set);
                text(out, ":[");
                set = Some(&district.set);
            }
            string(out, &district.code);
        }
        text(out, if set.is_some() { "]}" } else { "}" });
        if self.districts_stated(record) {
            text(out, ",\"districts_stated\":true");
        }
    }

    /// Adds a district as a GeoJSON feature with all its properties and its whole geometry.
    pub fn write_district_feature(&self, out: &mut Vec<u8>, stored: &StoredDistrict) {
        text(out, "{\"type\":\"Feature\",\"id\":");
        integer(out, stored.id);
        text(out, ",\"geometry\":");
        write_polygons(out, stored.district.area.polygons());
        text(out, ",\"properties\":{");
        for (name, value) in stored.district.properties() {
            // Writing into a Vec can't fail.
            let _ = write!(out, "\"{name}\":{value},");
        }
        text(out, "\"version\":");
        integer(out, stored.version);
        text(out, "}}");
    }
}

fn write_item(out: &mut Vec<u8>, layer: Layer, entry: &Entry) {
    let key = entry.record.key();
    text(out, "{\"type\":\"Feature\",\"id\":");
    if layer == Layer::Items {
        out.push(b'"');
        text(out, key.kind.layer());
        out.push(b'/');
        integer(out, key.id);
        out.push(b'"');
    } else {
        integer(out, key.id);
    }
    text(out, ",\"geometry\":");
    write_point(out, entry.fixed.map(i64::from));
    text(out, ",\"properties\":{");
    if layer == Layer::Items {
        text(out, "\"layer\":\"");
        text(out, key.kind.layer());
        text(out, "\",");
    }
    text(out, entry.record.brief_text());
    text(out, "}}");
}

fn write_aggregate(out: &mut Vec<u8>, atlas: &Atlas, aggregate: &Aggregate) {
    let [x, y] = grid::cell_xy(aggregate.cell);
    text(out, "{\"type\":\"Feature\",\"id\":\"cell/");
    integer(out, aggregate.level);
    out.push(b'/');
    integer(out, x);
    out.push(b'/');
    integer(out, y);
    text(out, "\",\"geometry\":");
    write_point(out, aggregate.centroid);
    text(out, ",\"properties\":{\"cluster\":true,\"cluster_id\":");
    integer(out, aggregate.id());
    text(out, ",\"point_count\":");
    integer(out, aggregate.count);
    text(out, ",\"point_count_abbreviated\":");
    // As in supercluster: a number up to 999, a text from there on.
    let quote = if aggregate.count < 1000 { "" } else { "\"" };
    text(out, quote);
    text(out, &aggregate.abbreviated());
    text(out, quote);
    text(out, ",\"categories\":{");
    write_categories(out, atlas, aggregate);
    text(out, "},\"expansion_zoom\":");
    integer(out, aggregate.expansion_zoom);
    text(out, "}}");
}

/// `"library":3,"sport":2`.
pub(super) fn write_categories(out: &mut Vec<u8>, atlas: &Atlas, aggregate: &Aggregate) {
    for (at, (category, count)) in aggregate.categories.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        // An id needs no escapes.
        out.push(b'"');
        text(out, atlas.categories().at(*category).id.as_str());
        text(out, "\":");
        integer(out, *count);
    }
}

fn write_point(out: &mut Vec<u8>, at: [i64; 2]) {
    text(out, "{\"type\":\"Point\",\"coordinates\":");
    write_coordinate(out, at);
    out.push(b'}');
}

fn write_polygons(out: &mut Vec<u8>, polygons: &MultiPolygon<f64>) {
    if let [polygon] = &polygons.0[..] {
        text(out, "{\"type\":\"Polygon\",\"coordinates\":");
        write_polygon(out, polygon);
    } else {
        text(out, "{\"type\":\"MultiPolygon\",\"coordinates\":[");
        for (at, polygon) in polygons.iter().enumerate() {
            if at > 0 {
                out.push(b',');
            }
            write_polygon(out, polygon);
        }
        out.push(b']');
    }
    out.push(b'}');
}

fn write_polygon(out: &mut Vec<u8>, polygon: &Polygon<f64>) {
    out.push(b'[');
    write_ring(out, polygon.exterior());
    for ring in polygon.interiors() {
        out.push(b',');
        write_ring(out, ring);
    }
    out.push(b']');
}

fn write_ring(out: &mut Vec<u8>, ring: &LineString<f64>) {
    out.push(b'[');
    for (at, c) in ring.0.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        write_coordinate(out, [c.x, c.y].map(units));
    }
    out.push(b']');
}

fn write_coordinate(out: &mut Vec<u8>, [lon, lat]: [i64; 2]) {
    out.push(b'[');
    degrees(out, lon);
    out.push(b',');
    degrees(out, lat);
    out.push(b']');
}

fn fixed(position: Position) -> [i64; 2] {
    [position.lon(), position.lat()].map(units)
}

/// Degrees in units of 10^-7.
fn units(degrees: f64) -> i64 {
    (degrees * UNITS_PER_DEGREE).round() as i64
}

/// Units of 10^-7 degrees as a decimal number without needless zeros.
fn degrees(out: &mut Vec<u8>, units: i64) {
    const PER_DEGREE: u64 = 10_000_000;
    if units < 0 {
        out.push(b'-');
    }
    let units = units.unsigned_abs();
    integer(out, units / PER_DEGREE);
    let mut rest = units % PER_DEGREE;
    if rest == 0 {
        return;
    }
    out.push(b'.');
    let mut place = PER_DEGREE / 10;
    while rest > 0 {
        out.push(b'0' + (rest / place) as u8);
        rest %= place;
        place /= 10;
    }
}

fn text(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(text.as_bytes());
}

fn integer(out: &mut Vec<u8>, number: impl itoa::Integer) {
    text(out, itoa::Buffer::new().format(number));
}

/// A JSON string with its quotes and escapes.
fn string(out: &mut Vec<u8>, value: &str) {
    // Writing a string into a Vec can't fail.
    let _ = serde_json::to_writer(out, value);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_are_written_short() {
        let written = |units| {
            let mut out = Vec::new();
            degrees(&mut out, units);
            String::from_utf8(out).expect("ASCII")
        };
        let all = [0, 210_000_000, 210_100_000, -1, 5_000_001, -1_800_000_000].map(written);
        assert_eq!(all, ["0", "21", "21.01", "-0.0000001", "0.5000001", "-180"]);
    }
}
