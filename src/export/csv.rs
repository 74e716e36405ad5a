//! CSV that a spreadsheet can open and never runs: flat columns, texts that look like formulas
//! behind a quote.

use crate::import::safe_cell;
use crate::store::StoredRow;
use anyhow::Result;
use geo::{Geometry, InteriorPoint, MultiPolygon, Polygon};
use okolica_model::flat::Table;
use serde_json::Value;
use std::fmt::Write as _;
use std::io::Write;

pub(super) fn write(out: &mut impl Write, table: Table, rows: &[StoredRow]) -> Result<()> {
    let has_polygons = matches!(table, Table::Districts | Table::PopulationCells);
    let mut csv = ::csv::Writer::from_writer(out);
    let mut header = vec!["id", "lon", "lat"];
    header.extend(table.columns().map(|column| column.name));
    header.extend(["created_at", "updated_at", "version"]);
    header.extend(has_polygons.then_some("geometry"));
    csv.write_record(&header)?;
    for stored in rows {
        let kept = stored.kept;
        let geometry = stored.row.geometry.as_ref();
        // Of a polygon, a point in it.
        let point = geometry.and_then(|geometry| match geometry {
            Geometry::Point(point) => Some(*point),
            other => other.interior_point(),
        });
        let mut record = vec![kept.id.to_string()];
        record.push(point.map(|p| p.x().to_string()).unwrap_or_default());
        record.push(point.map(|p| p.y().to_string()).unwrap_or_default());
        let flat = table.flatten(&stored.row.properties);
        record.extend(flat.into_iter().map(|(_, value)| cell(value)));
        record.extend([kept.created_at.to_string(), kept.updated_at.to_string()]);
        record.push(kept.version.to_string());
        if has_polygons {
            record.push(geometry.map(well_known_text).unwrap_or_default());
        }
        csv.write_record(&record)?;
    }
    csv.flush()?;
    Ok(())
}

fn cell(value: Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => safe_cell(&text).into_owned(),
        other => other.to_string(),
    }
}

fn well_known_text(geometry: &Geometry<f64>) -> String {
    match geometry {
        Geometry::Point(point) => format!("POINT ({} {})", point.x(), point.y()),
        Geometry::Polygon(one) => format!("POLYGON {}", rings(one)),
        Geometry::MultiPolygon(MultiPolygon(polygons)) => {
            let polygons: Vec<String> = polygons.iter().map(rings).collect();
            format!("MULTIPOLYGON ({})", polygons.join(", "))
        }
        // The domain has no others.
        _ => String::new(),
    }
}

fn rings(polygon: &Polygon<f64>) -> String {
    let mut out = String::from("(");
    let all = std::iter::once(polygon.exterior()).chain(polygon.interiors());
    for (at, ring) in all.enumerate() {
        out.push_str(if at == 0 { "(" } else { ", (" });
        for (at, c) in ring.0.iter().enumerate() {
            let comma = if at == 0 { "" } else { ", " };
            // Writing to a string can't fail.
            let _ = write!(out, "{comma}{} {}", c.x, c.y);
        }
        out.push(')');
    }
    out.push(')');
    out
}
