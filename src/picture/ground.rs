//! Water and parks, ready to be drawn.

use super::canvas::Canvas;
use okolica_web::drawn::is_water;
use okolica_web::mercator::World;
use serde_json::Value;

/// The ground of a city.
#[derive(Debug, Default)]
pub(crate) struct Ground(Vec<Part>);

/// A piece of it.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) water: bool,
    /// A river that is only known as a line.
    pub(super) line: bool,
    pub(super) rings: Vec<Vec<World>>,
    /// Its corners in the north-west and the south-east.
    pub(super) bounds: [World; 2],
}

impl Ground {
    /// Reads GeoJSON features; one whose geometry is no polygon and no line is passed over.
    pub(crate) fn of_features(features: &[Value]) -> Self {
        Self(features.iter().filter_map(Part::read).collect())
    }

    pub(super) fn draw(&self, canvas: &mut Canvas) {
        for part in &self.0 {
            canvas.ground(part);
        }
    }
}

impl Part {
    fn read(feature: &Value) -> Option<Self> {
        let geometry = &feature["geometry"];
        let coordinates = &geometry["coordinates"];
        let kind = geometry["type"].as_str()?;
        let rings: Vec<&Value> = match kind {
            "Polygon" | "MultiLineString" => coordinates.as_array()?.iter().collect(),
            "MultiPolygon" => {
                let polygons = coordinates.as_array()?.iter();
                polygons.filter_map(Value::as_array).flatten().collect()
            }
            "LineString" => vec![coordinates],
            _ => return None,
        };
        let rings: Option<Vec<Vec<World>>> = rings.into_iter().map(ring).collect();
        let rings = rings?;
        let mut bounds = [World { x: 1.0, y: 1.0 }, World { x: 0.0, y: 0.0 }];
        for point in rings.iter().flatten() {
            bounds[0] = World {
                x: bounds[0].x.min(point.x),
                y: bounds[0].y.min(point.y),
            };
            bounds[1] = World {
                x: bounds[1].x.max(point.x),
                y: bounds[1].y.max(point.y),
            };
        }
        Some(Self {
            water: is_water(feature["properties"]["kind"].as_str().unwrap_or_default()),
            line: kind.ends_with("LineString"),
            rings,
            bounds,
        })
    }
}

fn ring(points: &Value) -> Option<Vec<World>> {
    let point = |point: &Value| {
        let (lon, lat) = (point.get(0)?.as_f64()?, point.get(1)?.as_f64()?);
        Some(World::of_degrees(lon, lat))
    };
    points.as_array()?.iter().map(point).collect()
}
