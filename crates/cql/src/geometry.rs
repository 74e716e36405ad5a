//! Geometries of filters: well-known text and GeoJSON, checked, in longitude and latitude.

use super::{MAX_VERTICES, Setting, wrong};
use crate::wkt;
use geo::{
    BoundingRect, Coord, CoordsIter, Geometry, GeometryCollection, Intersects, LineString,
    MapCoords, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon, Rect, Relate, Validation,
};
use okolica_model::{BBox, FieldError, Position};
use serde_json::Value;

/// A geometry of a filter with its box.
#[derive(Debug, Clone)]
pub(super) struct Shape {
    pub(super) geometry: Geometry<f64>,
}

/// The relations of CQL2's spatial functions, as OGC Simple Features defines them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    Contains,
    Crosses,
    Disjoint,
    Equals,
    Intersects,
    Overlaps,
    Touches,
    Within,
}

impl Relation {
    pub(super) fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "s_contains" => Self::Contains,
            "s_crosses" => Self::Crosses,
            "s_disjoint" => Self::Disjoint,
            "s_equals" => Self::Equals,
            "s_intersects" => Self::Intersects,
            "s_overlaps" => Self::Overlaps,
            "s_touches" => Self::Touches,
            "s_within" => Self::Within,
            _ => return None,
        })
    }

    /// On the plane of degrees.
    pub(super) fn holds(self, a: &Geometry<f64>, b: &Geometry<f64>) -> bool {
        let apart = match (a.bounding_rect(), b.bounding_rect()) {
            (Some(a), Some(b)) => !a.intersects(&b),
            _ => true,
        };
        match self {
            // The box says enough of most, and a point needs no matrix.
            _ if apart => self == Self::Disjoint,
            Self::Intersects => a.intersects(b),
            Self::Disjoint => !a.intersects(b),
            _ if !a.intersects(b) => false,
            Self::Contains => a.relate(b).is_contains(),
            Self::Crosses => a.relate(b).is_crosses(),
            Self::Equals => a.relate(b).is_equal_topo(),
            Self::Overlaps => a.relate(b).is_overlaps(),
            Self::Touches => a.relate(b).is_touches(),
            Self::Within => a.relate(b).is_within(),
        }
    }
}

impl Shape {
    /// Well-known text, collections of depth one included.
    pub(super) fn of_text(text: &str, setting: &Setting<'_>) -> Result<Self, FieldError> {
        let unreadable = || wrong(text, "a geometry like POINT(21.01 52.23) that is not empty");
        let upper = text.trim_start().to_ascii_uppercase();
        let geometry = if upper.starts_with("GEOMETRYCOLLECTION") {
            let inner = text
                .split_once('(')
                .and_then(|(_, rest)| rest.trim_end().strip_suffix(')'))
                .ok_or_else(unreadable)?;
            let parts: Vec<Geometry<f64>> = outer_parts(inner)
                .into_iter()
                .map(|part| wkt::read(part).ok().flatten().ok_or_else(unreadable))
                .collect::<Result<_, _>>()?;
            Geometry::GeometryCollection(GeometryCollection(parts))
        } else {
            wkt::read(text)
                .map_err(|_| unreadable())?
                .ok_or_else(unreadable)?
        };
        Self::checked(&geometry, setting)
    }

    /// A GeoJSON geometry, or `{"bbox": […]}`.
    pub(super) fn of_json(value: &Value, setting: &Setting<'_>) -> Result<Self, FieldError> {
        if let Some(bbox) = value.get("bbox") {
            let numbers: Option<Vec<f64>> = bbox
                .as_array()
                .and_then(|list| list.iter().map(Value::as_f64).collect());
            let numbers = numbers.ok_or_else(|| wrong(bbox, "four numbers as bbox"))?;
            return Self::of_bbox(&numbers, setting);
        }
        let geometry =
            of_geojson(value).ok_or_else(|| wrong(value, "a GeoJSON geometry with its points"))?;
        Self::checked(&geometry, setting)
    }

    /// Four numbers, or six with heights, in the order of the reference system. A box may cross
    /// the antimeridian.
    pub(super) fn of_bbox(numbers: &[f64], setting: &Setting<'_>) -> Result<Self, FieldError> {
        let corners = match *numbers {
            [a, b, c, d] | [a, b, _, c, d, _] => [Coord { x: a, y: b }, Coord { x: c, y: d }],
            _ => return Err(wrong("BBOX", "four numbers, or six with heights")),
        };
        let low = (setting.to_degrees)(corners[0])?;
        let high = (setting.to_degrees)(corners[1])?;
        let bbox = BBox::new(low.x, low.y, high.x, high.y)
            .map_err(|error| wrong(error.value, error.expected))?;
        let side = |west: f64, east: f64| {
            let low = Coord {
                x: west,
                y: bbox.south(),
            };
            let high = Coord {
                x: east,
                y: bbox.north(),
            };
            Rect::new(low, high).to_polygon()
        };
        let geometry = if bbox.crosses_antimeridian() {
            MultiPolygon(vec![side(bbox.west(), 180.0), side(-180.0, bbox.east())]).into()
        } else {
            flat_side(bbox).unwrap_or_else(|| side(bbox.west(), bbox.east()).into())
        };
        Ok(Self { geometry })
    }

    fn checked(geometry: &Geometry<f64>, setting: &Setting<'_>) -> Result<Self, FieldError> {
        let vertices = geometry.coords_count();
        if vertices > MAX_VERTICES {
            let expected = format!("at most {MAX_VERTICES} vertices");
            return Err(wrong(format!("{vertices} vertices"), expected));
        }
        let geometry = geometry.try_map_coords(|at| {
            let at = (setting.to_degrees)(at)?;
            let named = |error: FieldError| wrong(error.value, error.expected);
            Position::new(at.x, at.y).map_err(named)?;
            Ok::<_, FieldError>(at)
        })?;
        if vertices == 0 {
            return Err(wrong("a geometry", "at least one point"));
        }
        geometry
            .check_validation()
            .map_err(|fault| wrong("a geometry", format!("a valid one: {fault}")))?;
        Ok(Self { geometry })
    }
}

/// A box that is a line or a point, of which a polygon would be invalid.
fn flat_side(bbox: BBox) -> Option<Geometry<f64>> {
    let low = Coord {
        x: bbox.west(),
        y: bbox.south(),
    };
    let high = Coord {
        x: bbox.east(),
        y: bbox.north(),
    };
    if low == high {
        return Some(Point(low).into());
    }
    let flat = bbox.west() == bbox.east() || bbox.south() == bbox.north();
    flat.then(|| LineString(vec![low, high]).into())
}

/// What commas part outside of brackets.
fn outer_parts(text: &str) -> Vec<&str> {
    let (mut depth, mut start) = (0_usize, 0);
    let mut out = Vec::new();
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => {
                out.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    out.push(&text[start..]);
    out
}

fn of_geojson(value: &Value) -> Option<Geometry<f64>> {
    let coordinates = &value["coordinates"];
    Some(match value["type"].as_str()? {
        "Point" => Point(coord(coordinates)?).into(),
        "MultiPoint" => MultiPoint(line(coordinates)?.into_points()).into(),
        "LineString" => line(coordinates)?.into(),
        "MultiLineString" => MultiLineString(lines(coordinates)?).into(),
        "Polygon" => polygon(coordinates)?.into(),
        "MultiPolygon" => {
            let polygons = coordinates.as_array()?.iter().map(polygon);
            MultiPolygon(polygons.collect::<Option<_>>()?).into()
        }
        "GeometryCollection" => {
            let parts = value["geometries"].as_array()?.iter();
            let flat = |part: &Value| {
                let nested = part["type"] == "GeometryCollection";
                of_geojson(part).filter(|_| !nested)
            };
            Geometry::GeometryCollection(GeometryCollection(
                parts.map(flat).collect::<Option<_>>()?,
            ))
        }
        _ => return None,
    })
}

fn coord(value: &Value) -> Option<Coord<f64>> {
    let numbers = value.as_array()?;
    let (2 | 3) = numbers.len() else {
        return None;
    };
    Some(Coord {
        x: numbers[0].as_f64()?,
        y: numbers[1].as_f64()?,
    })
}

fn line(value: &Value) -> Option<LineString<f64>> {
    let coords = value.as_array()?.iter().map(coord);
    Some(LineString(coords.collect::<Option<_>>()?))
}

fn lines(value: &Value) -> Option<Vec<LineString<f64>>> {
    value.as_array()?.iter().map(line).collect()
}

/// `Polygon::new` would close an open ring, and so hide a fault.
fn polygon(value: &Value) -> Option<Polygon<f64>> {
    let mut rings = lines(value)?.into_iter();
    let closed = |ring: &LineString<f64>| ring.0.len() >= 4 && ring.is_closed();
    let outer = rings.next().filter(closed)?;
    let holes: Vec<_> = rings.collect();
    holes.iter().all(closed).then(|| Polygon::new(outer, holes))
}
