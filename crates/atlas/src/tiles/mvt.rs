//! Mapbox Vector Tiles 2.1, written by hand: the format needs five kinds of messages.

use super::geojson::write_categories;
use super::grid::{self, TileId};
use super::polygons::Shape;
use super::{Aggregate, Feature};
use crate::atlas::Atlas;
use crate::index::{self, UNITS_PER_DEGREE};
use geo::{LineString, MultiPolygon};
use okolica_model::flat::Table;
use okolica_model::{ItemKind, Layer};
use serde_json::Value;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Units a side of a tile.
const EXTENT: u32 = 4096;

const POINT: u64 = 1;
const POLYGON: u64 = 3;

/// One vector layer a kind; aggregates stand in the one that is named as the tile's layer.
pub(super) fn point_tile(
    atlas: &Atlas,
    layer: Layer,
    tile: TileId,
    features: &[Feature<'_>],
) -> Vec<u8> {
    let mut layers: Vec<VectorLayer> = Vec::new();
    for feature in features {
        match feature {
            Feature::Item(entry) => {
                let kind = entry.record.key().kind;
                let layer = layer_named(&mut layers, kind.layer());
                write_item(layer, tile, kind, entry);
            }
            Feature::Aggregate(aggregate) => {
                let layer = layer_named(&mut layers, layer.name());
                write_aggregate(layer, atlas, tile, aggregate);
            }
        }
    }
    finish(layers)
}

pub(super) fn district_tile(tile: TileId, shapes: &[Shape<'_>]) -> Vec<u8> {
    let mut layers = Vec::new();
    for shape in shapes {
        let layer = layer_named(&mut layers, Layer::Districts.name());
        let geometry = polygon_commands(tile, &shape.polygons);
        if geometry.is_empty() {
            continue;
        }
        let district = &shape.district.district;
        let mut tags = vec![
            layer.tag("code", Scalar::text(&district.code)),
            layer.tag("set", Scalar::text(&district.set)),
            layer.tag("name", Scalar::text(&district.name)),
        ];
        if let Some(population) = district.population {
            tags.push(layer.tag("population", Scalar::Integer(population)));
        }
        layer.feature(shape.district.id, POLYGON, &tags, &geometry);
    }
    finish(layers)
}

fn write_item(layer: &mut VectorLayer, tile: TileId, kind: ItemKind, entry: &index::Entry) {
    let mut tags: Vec<[u32; 2]> = Vec::with_capacity(8);
    entry.record.each_brief(|name, value| {
        // A column stands under the member that its path starts with.
        let columns = Table::from(kind).columns();
        for column in columns.filter(|column| column.path[0] == name) {
            let value = match column.path {
                [_, inner] => value.get(inner).and_then(Scalar::of),
                _ => Scalar::of(&value),
            };
            tags.extend(value.map(|value| layer.tag(column.name, value)));
        }
    });
    let geometry = point_commands(tile, entry.fixed.map(f64::from));
    layer.feature(entry.record.key().id, POINT, &tags, &geometry);
}

fn write_aggregate(layer: &mut VectorLayer, atlas: &Atlas, tile: TileId, aggregate: &Aggregate) {
    let mut categories = vec![b'{'];
    write_categories(&mut categories, atlas, aggregate);
    categories.push(b'}');
    let categories = String::from_utf8_lossy(&categories);
    let tags = [
        layer.tag("cluster", Scalar::Boolean(true)),
        layer.tag("cluster_id", Scalar::Integer(aggregate.id())),
        layer.tag("point_count", Scalar::Integer(u64::from(aggregate.count))),
        layer.tag(
            "point_count_abbreviated",
            Scalar::text(&aggregate.abbreviated()),
        ),
        layer.tag("categories", Scalar::text(&categories)),
        layer.tag(
            "expansion_zoom",
            Scalar::Integer(u64::from(aggregate.expansion_zoom)),
        ),
    ];
    let [lon, lat] = aggregate.centroid;
    let geometry = point_commands(tile, [lon as f64, lat as f64]);
    layer.feature(aggregate.id(), POINT, &tags, &geometry);
}

/// A value of a feature.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Scalar {
    Text(String),
    Integer(u64),
    Signed(i64),
    /// The bits of a float.
    Real(u64),
    Boolean(bool),
}

impl Scalar {
    fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    /// `None` for null; lists and objects are JSON text.
    fn of(value: &Value) -> Option<Self> {
        Some(match value {
            Value::Null => return None,
            Value::Bool(flag) => Self::Boolean(*flag),
            Value::String(text) => Self::text(text),
            Value::Number(number) => match (number.as_u64(), number.as_i64()) {
                (Some(number), _) => Self::Integer(number),
                (None, Some(number)) => Self::Signed(number),
                (None, None) => Self::Real(number.as_f64()?.to_bits()),
            },
            list => Self::Text(list.to_string()),
        })
    }

    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Text(text) => bytes_field(out, 1, text.as_bytes()),
            Self::Real(bits) => {
                varint(out, 3 << 3 | 1);
                out.extend_from_slice(&bits.to_le_bytes());
            }
            Self::Integer(number) => varint_field(out, 5, *number),
            Self::Signed(number) => varint_field(out, 6, zigzag(*number)),
            Self::Boolean(flag) => varint_field(out, 7, u64::from(*flag)),
        }
    }
}

/// A layer being written.
struct VectorLayer {
    name: &'static str,
    features: Vec<u8>,
    keys: Vec<&'static str>,
    /// Written already, in the order of their numbers.
    values: Vec<u8>,
    /// The numbers of the values.
    found: HashMap<Scalar, u32>,
}

fn layer_named<'a>(layers: &'a mut Vec<VectorLayer>, name: &'static str) -> &'a mut VectorLayer {
    let at = layers
        .iter()
        .position(|layer| layer.name == name)
        .unwrap_or_else(|| {
            layers.push(VectorLayer {
                name,
                features: Vec::new(),
                keys: Vec::new(),
                values: Vec::new(),
                found: HashMap::new(),
            });
            layers.len() - 1
        });
    &mut layers[at]
}

impl VectorLayer {
    fn tag(&mut self, key: &'static str, value: Scalar) -> [u32; 2] {
        let key_at = self.keys.iter().position(|known| *known == key);
        let key_at = key_at.unwrap_or_else(|| {
            self.keys.push(key);
            self.keys.len() - 1
        });
        let next = self.found.len() as u32;
        let value_at = match self.found.entry(value) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(new) => {
                let mut message = Vec::new();
                new.key().write(&mut message);
                bytes_field(&mut self.values, 4, &message);
                *new.insert(next)
            }
        };
        [key_at as u32, value_at]
    }

    fn feature(&mut self, id: u64, kind: u64, tags: &[[u32; 2]], geometry: &[u32]) {
        let mut feature = Vec::new();
        varint_field(&mut feature, 1, id);
        packed_field(&mut feature, 2, tags.as_flattened());
        varint_field(&mut feature, 3, kind);
        packed_field(&mut feature, 4, geometry);
        bytes_field(&mut self.features, 2, &feature);
    }
}

fn finish(mut layers: Vec<VectorLayer>) -> Vec<u8> {
    // Which kind comes first in a tile must not decide the order of its layers.
    layers.sort_by_key(|layer| layer.name);
    let mut tile = Vec::new();
    for layer in layers.iter().filter(|layer| !layer.features.is_empty()) {
        let mut out = Vec::new();
        bytes_field(&mut out, 1, layer.name.as_bytes());
        out.extend_from_slice(&layer.features);
        for key in &layer.keys {
            bytes_field(&mut out, 3, key.as_bytes());
        }
        out.extend_from_slice(&layer.values);
        varint_field(&mut out, 5, u64::from(EXTENT));
        varint_field(&mut out, 15, 2);
        bytes_field(&mut tile, 3, &out);
    }
    tile
}

/// A position in the tile's units; beyond them outside the tile.
fn in_tile(tile: TileId, lon: f64, lat: f64) -> [i64; 2] {
    let scale = f64::from(1_u32 << tile.z());
    let [x, y] = grid::mercator(lon, lat);
    [
        x * scale - f64::from(tile.x()),
        y * scale - f64::from(tile.y()),
    ]
    .map(|share| (share * f64::from(EXTENT)).round() as i64)
}

/// MoveTo of one point, which stays inside the tile.
fn point_commands(tile: TileId, units: [f64; 2]) -> Vec<u32> {
    let [lon, lat] = units.map(|units| units / UNITS_PER_DEGREE);
    let [x, y] = in_tile(tile, lon, lat).map(|at| at.clamp(0, i64::from(EXTENT) - 1));
    vec![1 << 3 | 1, zigzag(x) as u32, zigzag(y) as u32]
}

fn polygon_commands(tile: TileId, polygons: &MultiPolygon<f64>) -> Vec<u32> {
    let mut out = Vec::new();
    let mut pen = [0, 0];
    for polygon in polygons {
        let outer = ring_in_tile(tile, polygon.exterior());
        if outer.is_empty() {
            continue;
        }
        ring_commands(&outer, &mut pen, &mut out);
        for ring in polygon.interiors() {
            ring_commands(&ring_in_tile(tile, ring), &mut pen, &mut out);
        }
    }
    out
}

/// The open ring in the tile's units without repeated points; empty when it has no area left.
/// Outer rings are counter-clockwise on the map, and so clockwise on a y axis that points down:
/// the other way round than the format asks. So the order is reversed.
fn ring_in_tile(tile: TileId, ring: &LineString<f64>) -> Vec<[i64; 2]> {
    let mut points: Vec<[i64; 2]> = ring
        .0
        .iter()
        .rev()
        .map(|c| in_tile(tile, c.x, c.y))
        .collect();
    points.dedup();
    points.pop();
    let doubled_area: i64 = (0..points.len())
        .map(|at| {
            let ([x1, y1], [x2, y2]) = (points[at], points[(at + 1) % points.len()]);
            x1 * y2 - x2 * y1
        })
        .sum();
    if doubled_area == 0 {
        Vec::new()
    } else {
        points
    }
}

fn ring_commands(ring: &[[i64; 2]], pen: &mut [i64; 2], out: &mut Vec<u32>) {
    let Some((first, rest)) = ring.split_first() else {
        return;
    };
    let mut draw = |to: &[i64; 2], out: &mut Vec<u32>| {
        out.push(zigzag(to[0] - pen[0]) as u32);
        out.push(zigzag(to[1] - pen[1]) as u32);
        *pen = *to;
    };
    out.push(1 << 3 | 1);
    draw(first, out);
    out.push((rest.len() as u32) << 3 | 2);
    for point in rest {
        draw(point, out);
    }
    out.push(1 << 3 | 7);
}

const fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)) as u64
}

fn varint(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn varint_field(out: &mut Vec<u8>, field: u64, number: u64) {
    varint(out, field << 3);
    varint(out, number);
}

fn bytes_field(out: &mut Vec<u8>, field: u64, bytes: &[u8]) {
    varint(out, field << 3 | 2);
    varint(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

fn packed_field(out: &mut Vec<u8>, field: u64, numbers: &[u32]) {
    let mut packed = Vec::with_capacity(numbers.len());
    for number in numbers {
        varint(&mut packed, u64::from(*number));
    }
    bytes_field(out, field, &packed);
}
