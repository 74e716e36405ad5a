//! What lies under the symbols: water, parks and district borders, as outlines that the canvas
//! keeps.

use super::dom::Fetch;
use crate::drawn::is_water;
use crate::mercator::World;
use serde_json::Value;
use std::collections::HashMap;
use web_sys::Path2d;

/// A tile's place: zoom, column, row.
pub(super) type Place = (u8, u32, u32);

/// Outlines are kept in units of 1 / 2^22 of the world: whole numbers that a canvas, which
/// draws in single precision, tells apart to a tenth of a metre around their own origin.
pub(super) const UNITS: f64 = (1_u64 << 22) as f64;

/// Water and parks.
pub(super) struct Ground {
    pub(super) parts: Vec<GroundPart>,
}

pub(super) struct GroundPart {
    pub(super) water: bool,
    /// A river that is only known as a line.
    pub(super) line: bool,
    pub(super) origin: World,
    pub(super) outline: Path2d,
}

impl Ground {
    pub(super) fn parse(json: &str) -> Self {
        let value: Value = serde_json::from_str(json).unwrap_or_default();
        let features = value["features"].as_array().map_or(&[][..], |list| list);
        let parts = features.iter().filter_map(ground_part).collect();
        Self { parts }
    }
}

fn ground_part(feature: &Value) -> Option<GroundPart> {
    let kind = feature["properties"]["kind"].as_str().unwrap_or_default();
    let (origin, outline, line) = outline(&feature["geometry"])?;
    Some(GroundPart {
        water: is_water(kind),
        line,
        origin,
        outline,
    })
}

/// The outline of a geometry relative to its first point, and whether it is a line.
fn outline(geometry: &Value) -> Option<(World, Path2d, bool)> {
    let coordinates = &geometry["coordinates"];
    let mut rings: Vec<&Value> = Vec::new();
    let kind = geometry["type"].as_str()?;
    match kind {
        "Polygon" | "MultiLineString" => rings.extend(coordinates.as_array()?),
        "MultiPolygon" => {
            for polygon in coordinates.as_array()? {
                rings.extend(polygon.as_array()?);
            }
        }
        "LineString" => rings.push(coordinates),
        _ => return None,
    }
    let first = world(rings.first()?.as_array()?.first()?)?;
    let path = Path2d::new().ok()?;
    let line = kind.ends_with("LineString");
    for ring in rings {
        for (at, point) in ring.as_array()?.iter().enumerate() {
            let point = world(point)?;
            let (x, y) = ((point.x - first.x) * UNITS, (point.y - first.y) * UNITS);
            if at == 0 {
                path.move_to(x, y);
            } else {
                path.line_to(x, y);
            }
        }
        if !line {
            path.close_path();
        }
    }
    Some((first, path, line))
}

fn world(point: &Value) -> Option<World> {
    Some(World::of_degrees(
        point.get(0)?.as_f64()?,
        point.get(1)?.as_f64()?,
    ))
}

/// The districts of a tile.
pub(super) struct Borders {
    pub(super) districts: Vec<Border>,
}

pub(super) struct Border {
    pub(super) code: String,
    pub(super) origin: World,
    pub(super) outline: Path2d,
}

impl Borders {
    fn parse(json: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(json).ok()?;
        let districts = value["features"]
            .as_array()?
            .iter()
            .filter_map(|feature| {
                let (origin, outline, _) = outline(&feature["geometry"])?;
                let code = feature["properties"]["code"].as_str()?.to_owned();
                Some(Border {
                    code,
                    origin,
                    outline,
                })
            })
            .collect();
        Some(Self { districts })
    }
}

/// District tiles: few, always those of the set shown, kept for the life of the page.
#[derive(Default)]
pub(super) struct BorderTiles {
    kept: HashMap<Place, Borders>,
    running: HashMap<Place, Fetch>,
    shown: Vec<Place>,
}

impl BorderTiles {
    /// The tiles that must be asked for.
    pub(super) fn want(&mut self, wanted: &[Place]) -> Vec<Place> {
        self.running.retain(|place, _| wanted.contains(place));
        if wanted.iter().all(|place| self.kept.contains_key(place)) || self.same_zoom(wanted) {
            self.shown = wanted.to_vec();
        }
        wanted
            .iter()
            .filter(|place| !self.kept.contains_key(place) && !self.running.contains_key(place))
            .copied()
            .collect()
    }

    fn same_zoom(&self, wanted: &[Place]) -> bool {
        match (self.shown.first(), wanted.first()) {
            (Some(shown), Some(wanted)) => shown.0 == wanted.0,
            _ => true,
        }
    }

    /// Something has changed: what must be asked for again. What is in view stays until then.
    pub(super) fn renew(&mut self) -> Vec<Place> {
        let shown = &self.shown;
        self.kept.retain(|place, _| shown.contains(place));
        self.shown.clone()
    }

    pub(super) fn started(&mut self, place: Place, fetch: Fetch) {
        self.running.insert(place, fetch);
    }

    pub(super) fn arrived(&mut self, place: Place, json: Option<&str>) {
        self.running.remove(&place);
        if let Some(borders) = json.and_then(Borders::parse) {
            self.kept.insert(place, borders);
        }
    }

    pub(super) fn is_waiting(&self) -> bool {
        !self.running.is_empty()
    }

    pub(super) fn shown(&self) -> impl Iterator<Item = (Place, &Borders)> {
        self.shown
            .iter()
            .filter_map(|place| Some((*place, self.kept.get(place)?)))
    }
}
