//! GeoJSON as RFC 7946 has it: longitude first, one feature a line.

use crate::store::StoredRow;
use geo::{Geometry, MultiPolygon, Polygon};
use serde_json::{Value, json};
use std::io::{Result, Write};

pub(super) fn write(out: &mut impl Write, rows: &[StoredRow]) -> Result<()> {
    write!(out, "{{\"type\":\"FeatureCollection\",\"features\":[")?;
    for (at, stored) in rows.iter().enumerate() {
        let comma = if at == 0 { "" } else { "," };
        write!(out, "{comma}\n{}", feature(stored))?;
    }
    writeln!(out, "\n]}}")
}

fn feature(stored: &StoredRow) -> Value {
    let mut properties = stored.row.properties.clone();
    let kept = stored.kept;
    properties.insert("created_at".to_owned(), kept.created_at.to_string().into());
    properties.insert("updated_at".to_owned(), kept.updated_at.to_string().into());
    properties.insert("version".to_owned(), kept.version.into());
    json!({
        "type": "Feature",
        "id": kept.id,
        "geometry": stored.row.geometry.as_ref().map(geometry),
        "properties": properties,
    })
}

fn geometry(geometry: &Geometry<f64>) -> Value {
    match geometry {
        Geometry::Point(point) => json!({"type": "Point", "coordinates": [point.x(), point.y()]}),
        Geometry::Polygon(one) => json!({"type": "Polygon", "coordinates": rings(one)}),
        Geometry::MultiPolygon(MultiPolygon(polygons)) => match &polygons[..] {
            [one] => json!({"type": "Polygon", "coordinates": rings(one)}),
            _ => {
                let polygons: Vec<_> = polygons.iter().map(rings).collect();
                json!({"type": "MultiPolygon", "coordinates": polygons})
            }
        },
        // The domain has no others.
        _ => Value::Null,
    }
}

fn rings(polygon: &Polygon<f64>) -> Vec<Vec<[f64; 2]>> {
    std::iter::once(polygon.exterior())
        .chain(polygon.interiors())
        .map(|ring| ring.0.iter().map(|c| [c.x, c.y]).collect())
        .collect()
}
