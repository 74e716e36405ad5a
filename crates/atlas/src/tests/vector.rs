//! Vector tiles, read back by a decoder written for this test from the specification.

use super::town::{build, districts, filter, layer, now, rows};
use crate::{TileFormat, TileId};
use okolica_model::Layer;
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;

/// A field of a message: a number, or bytes.
enum Field<'a> {
    Number(u64),
    Bytes(&'a [u8]),
}

fn varint(bytes: &mut &[u8]) -> u64 {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let byte = bytes[0];
        *bytes = &bytes[1..];
        number |= u64::from(byte & 0x7F) << shift;
        if byte < 0x80 {
            return number;
        }
    }
    panic!("a varint of more than ten bytes")
}

fn fields(mut bytes: &[u8]) -> Vec<(u64, Field<'_>)> {
    let mut out = Vec::new();
    while !bytes.is_empty() {
        let tag = varint(&mut bytes);
        let field = match tag & 7 {
            0 => Field::Number(varint(&mut bytes)),
            2 => {
                let length = varint(&mut bytes) as usize;
                let (value, rest) = bytes.split_at(length);
                bytes = rest;
                Field::Bytes(value)
            }
            other => panic!("wire type {other}"),
        };
        out.push((tag >> 3, field));
    }
    out
}

#[derive(Default)]
struct Decoded {
    id: u64,
    layer: String,
    tags: BTreeMap<String, Value>,
    kind: u64,
    /// Rings of polygons without their repeated last point, or one ring of points.
    rings: Vec<Vec<[i64; 2]>>,
}

fn numbers(mut bytes: &[u8]) -> Vec<u64> {
    let mut out = Vec::new();
    while !bytes.is_empty() {
        out.push(varint(&mut bytes));
    }
    out
}

fn unzigzag(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

fn value(bytes: &[u8]) -> Value {
    match fields(bytes)[..] {
        [(1, Field::Bytes(text))] => String::from_utf8(text.to_vec()).unwrap().into(),
        [(5, Field::Number(number))] => number.into(),
        [(6, Field::Number(number))] => unzigzag(number).into(),
        [(7, Field::Number(number))] => (number == 1).into(),
        _ => panic!("a value of another kind"),
    }
}

fn rings(commands: &[u64]) -> Vec<Vec<[i64; 2]>> {
    let mut out: Vec<Vec<[i64; 2]>> = Vec::new();
    let mut pen = [0, 0];
    let mut rest = commands.iter();
    while let Some(command) = rest.next() {
        match command & 7 {
            1 => out.push(Vec::new()),
            2 => {}
            7 => continue,
            other => panic!("command {other}"),
        }
        for _ in 0..command >> 3 {
            pen[0] += unzigzag(*rest.next().unwrap());
            pen[1] += unzigzag(*rest.next().unwrap());
            out.last_mut().unwrap().push(pen);
        }
    }
    out
}

fn decode(tile: &[u8]) -> Vec<Decoded> {
    let mut out = Vec::new();
    for (number, layer) in fields(tile) {
        let (3, Field::Bytes(layer)) = (number, layer) else {
            panic!("a tile holds layers")
        };
        let (mut name, mut keys, mut values) = (String::new(), Vec::new(), Vec::new());
        let mut features = Vec::new();
        for field in fields(layer) {
            match field {
                (1, Field::Bytes(text)) => name = String::from_utf8(text.to_vec()).unwrap(),
                (2, Field::Bytes(feature)) => features.push(feature),
                (3, Field::Bytes(key)) => keys.push(String::from_utf8(key.to_vec()).unwrap()),
                (4, Field::Bytes(bytes)) => values.push(value(bytes)),
                (5, Field::Number(extent)) => assert_eq!(extent, 4096),
                (15, Field::Number(version)) => assert_eq!(version, 2),
                (other, _) => panic!("field {other} of a layer"),
            }
        }
        for feature in features {
            let mut decoded = Decoded {
                layer: name.clone(),
                ..Decoded::default()
            };
            for field in fields(feature) {
                match field {
                    (1, Field::Number(id)) => decoded.id = id,
                    (2, Field::Bytes(tags)) => {
                        for pair in numbers(tags).chunks(2) {
                            let (key, value) = (&keys[pair[0] as usize], &values[pair[1] as usize]);
                            decoded.tags.insert(key.clone(), value.clone());
                        }
                    }
                    (3, Field::Number(kind)) => decoded.kind = kind,
                    (4, Field::Bytes(commands)) => decoded.rings = rings(&numbers(commands)),
                    (other, _) => panic!("field {other} of a feature"),
                }
            }
            out.push(decoded);
        }
    }
    out
}

fn doubled_area(ring: &[[i64; 2]]) -> i64 {
    (0..ring.len())
        .map(|at| {
            let ([x1, y1], [x2, y2]) = (ring[at], ring[(at + 1) % ring.len()]);
            x1 * y2 - x2 * y1
        })
        .sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_vector_tile_says_what_the_geojson_says(
        rows in rows(60), layer in layer(), filter in filter(), z in 0_u8..=18,
    ) {
        let (atlas, _) = build(&rows);
        let at = okolica_model::Position::new(21.012_345_6, 52.234_567_8).unwrap();
        let tile = TileId::of(at, z);
        let asked = atlas.ask(layer, &filter, now());
        let json = asked.tile(tile, TileFormat::GeoJson);
        let json: Value = serde_json::from_slice(&json).unwrap();
        let mut vector = decode(&asked.tile(tile, TileFormat::Mvt));
        let features = json["features"].as_array().unwrap();
        prop_assert_eq!(features.len(), vector.len());
        for feature in features {
            let properties = &feature["properties"];
            let aggregate = properties["cluster"] == true;
            let (name, id) = if aggregate {
                (layer.name().to_owned(), properties["cluster_id"].as_u64().unwrap())
            } else if layer == Layer::Items {
                let (name, id) = feature["id"].as_str().unwrap().split_once('/').unwrap();
                (name.to_owned(), id.parse().unwrap())
            } else {
                (layer.name().to_owned(), feature["id"].as_u64().unwrap())
            };
            let found = vector.iter().position(|v| v.id == id && v.layer == name);
            let found = vector.swap_remove(found.unwrap());
            prop_assert_eq!(found.kind, 1);
            prop_assert!(found.rings[0][0].iter().all(|at| (0..4096).contains(at)));
            let same: &[&str] = if aggregate {
                &["cluster", "cluster_id", "point_count", "expansion_zoom"]
            } else {
                &["name", "category"]
            };
            for name in same {
                prop_assert_eq!(&found.tags[*name], &properties[*name]);
            }
            if aggregate {
                let counts = found.tags["categories"].as_str().unwrap();
                let counts: Value = serde_json::from_str(counts).unwrap();
                prop_assert_eq!(&counts, &properties["categories"]);
            } else {
                let free = properties.pointer("/cost/free");
                prop_assert_eq!(found.tags.get("cost_free"), free);
            }
        }
    }
}

#[test]
fn districts_are_cut_to_the_tile_and_turned_as_asked() {
    let (atlas, _) = build(&[]);
    for z in 0..=12 {
        let at = okolica_model::Position::new(21.01, 52.01).unwrap();
        let tile = TileId::of(at, z);
        let filter = okolica_model::Filter::default();
        let asked = atlas.ask(Layer::Districts, &filter, now());
        for feature in decode(&asked.tile(tile, TileFormat::Mvt)) {
            assert_eq!(feature.layer, "districts");
            assert_eq!(feature.kind, 3);
            let stored = districts()
                .into_iter()
                .find(|d| d.id == feature.id)
                .unwrap();
            assert_eq!(feature.tags["code"], stored.district.code.as_str());
            for ring in &feature.rings {
                assert!(doubled_area(ring) > 0, "the outer ring of a vector tile");
                assert!(ring.iter().flatten().all(|at| (-64..=4160).contains(at)));
            }
        }
    }
}
