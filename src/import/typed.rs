//! Rows through the domain's own parsers, which know every rule.

use super::place::Frame;
use super::values::Repairs;
use crate::store::Row;
use geo::{Geometry, MultiPolygon};
use okolica_model::area::{Area, MAX_DISTRICT_VERTICES, MAX_VERTICES};
use okolica_model::district::District;
use okolica_model::flat::Table;
use okolica_model::place::PlaceName;
use okolica_model::population::{CellShape, PopulationCell};
use okolica_model::{FieldError, Item, ItemKind, Position};

/// A geometry of a file in degrees and of the kind that `table` keeps.
///
/// # Errors
/// Names `geometry` or the coordinate that is out of range.
pub(super) fn geometry(
    table: Table,
    frame: &Frame,
    raw: &Geometry<f64>,
    repairs: &mut Repairs,
) -> Result<Geometry<f64>, FieldError> {
    let area = |max, mend, repairs| {
        let area = frame.area(raw, max, mend, repairs)?;
        Ok(area.polygons().clone().into())
    };
    match table {
        Table::Districts => area(MAX_DISTRICT_VERTICES, true, repairs),
        Table::PopulationCells
            if matches!(raw, Geometry::Polygon(_) | Geometry::MultiPolygon(_)) =>
        {
            area(MAX_VERTICES, false, repairs)
        }
        _ => {
            let p = frame.point(raw, repairs)?;
            Ok(geo::Point::new(p.lon(), p.lat()).into())
        }
    }
}

/// The row as the domain writes it, every rule checked.
///
/// # Errors
/// Every field that breaks a rule.
pub(crate) fn row(table: Table, row: &Row) -> Result<Row, Vec<FieldError>> {
    let Row {
        properties,
        geometry,
    } = row;
    let missing = |expected: &str| vec![FieldError::new("geometry", "none", expected)];
    match table {
        Table::Spaces | Table::Initiatives => {
            let kind = if table == Table::Spaces {
                ItemKind::Space
            } else {
                ItemKind::Initiative
            };
            let position = geometry
                .as_ref()
                .map(position)
                .transpose()
                .map_err(|error| vec![error])?;
            Ok(Row::from(&Item::parse(kind, properties, position)?))
        }
        Table::Districts => {
            let polygons = geometry.as_ref().and_then(polygons);
            let polygons = polygons.ok_or_else(|| missing("a Polygon or MultiPolygon"))?;
            let area = Area::new(polygons, MAX_DISTRICT_VERTICES).map_err(|error| vec![error])?;
            Ok(Row::from(&District::parse(properties, area)?))
        }
        Table::PopulationCells => {
            let geometry = geometry
                .as_ref()
                .ok_or_else(|| missing("a point or polygon"))?;
            let shape = match polygons(geometry) {
                Some(polygons) => CellShape::Polygon(
                    Area::new(polygons, MAX_VERTICES).map_err(|error| vec![error])?,
                ),
                None => CellShape::Point(position(geometry).map_err(|error| vec![error])?),
            };
            let cell = PopulationCell::parse(properties, shape)?;
            Ok(Row {
                properties: cell.properties(),
                geometry: Some(geometry.clone()),
            })
        }
        Table::PlaceNames => {
            let geometry = geometry.as_ref().ok_or_else(|| missing("a point"))?;
            let position = position(geometry).map_err(|error| vec![error])?;
            let place = PlaceName::parse(properties, position)?;
            Ok(Row {
                properties: place.properties(),
                geometry: Some(geometry.clone()),
            })
        }
    }
}

fn position(geometry: &Geometry<f64>) -> Result<Position, FieldError> {
    match geometry {
        Geometry::Point(point) => Position::new(point.x(), point.y()),
        _ => Err(FieldError::new("geometry", "a polygon", "a Point")),
    }
}

fn polygons(geometry: &Geometry<f64>) -> Option<MultiPolygon<f64>> {
    match geometry {
        Geometry::Polygon(polygon) => Some(MultiPolygon(vec![polygon.clone()])),
        Geometry::MultiPolygon(polygons) => Some(polygons.clone()),
        _ => None,
    }
}
