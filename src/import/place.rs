//! Where a row stands: from the file's geometry or coordinates to longitude and latitude.

use super::values::{FIRST_POINT, INSIDE, POLYGON, Repairs};
use crate::crs::Crs;
use geo::{BoundingRect, Coord, CoordsIter, Geometry, InteriorPoint, MapCoords, MultiPolygon};
use okolica_model::area::Area;
use okolica_model::{FieldError, Position};

/// How much of its area a mended district may gain or lose.
const MENDED_SHARE: f64 = 0.001;

/// How the numbers of a file become degrees.
#[derive(Debug)]
pub struct Frame {
    pub crs: Crs,
    /// North comes first: `--swap-axes`.
    pub swapped: bool,
}

impl Frame {
    /// A pair of coordinates as the file orders them.
    fn ordered(&self, c: Coord<f64>) -> (f64, f64) {
        if self.swapped { (c.y, c.x) } else { (c.x, c.y) }
    }

    /// # Errors
    /// Names the coordinate that is out of range.
    pub fn position(&self, c: Coord<f64>) -> Result<Position, FieldError> {
        let (x, y) = self.ordered(c);
        self.crs.position(x, y)
    }

    /// A geometry as one point: a point as it is, of a line or polygon one on or in it.
    ///
    /// # Errors
    /// Names `geometry` or the coordinate that is out of range.
    pub fn point(
        &self,
        geometry: &Geometry<f64>,
        repairs: &mut Repairs,
    ) -> Result<Position, FieldError> {
        if let Geometry::Point(point) = geometry {
            return self.position(point.0);
        }
        let first = geometry.coords_iter().next();
        let first = first.ok_or_else(|| FieldError::new("geometry", "empty", "a point"))?;
        if let Geometry::MultiPoint(points) = geometry {
            if points.0.len() > 1 {
                repairs.count(FIRST_POINT);
            }
            return self.position(first);
        }
        for c in geometry.coords_iter() {
            self.position(c)?;
        }
        repairs.count(INSIDE);
        self.position(geometry.interior_point().map_or(first, |point| point.0))
    }

    /// A geometry as polygons; those of a district are mended where that changes next to nothing.
    ///
    /// # Errors
    /// Names `geometry` when it is no polygon or breaks a rule of [`Area`].
    pub fn area(
        &self,
        geometry: &Geometry<f64>,
        max_vertices: usize,
        mend: bool,
        repairs: &mut Repairs,
    ) -> Result<Area, FieldError> {
        let polygons = match geometry {
            Geometry::Polygon(polygon) => MultiPolygon(vec![polygon.clone()]),
            Geometry::MultiPolygon(polygons) => polygons.clone(),
            _ => {
                return Err(FieldError::new(
                    "geometry",
                    kind(geometry),
                    "a Polygon or MultiPolygon",
                ));
            }
        };
        let polygons = polygons.try_map_coords(|c| {
            let position = self.position(c)?;
            Ok::<_, FieldError>(Coord {
                x: position.lon(),
                y: position.lat(),
            })
        })?;
        if !mend {
            return Area::new(polygons, max_vertices);
        }
        let (area, changed) = Area::repaired(polygons, max_vertices)?;
        if changed >= MENDED_SHARE {
            return Err(FieldError::new(
                "geometry",
                format!(
                    "crosses itself; mending would change its area by {:.1} %",
                    changed * 100.0
                ),
                "a polygon that does not cross itself",
            ));
        }
        if changed > 0.0 {
            repairs.count(POLYGON);
        }
        Ok(area)
    }
}

/// The middle of a geometry's box in the file's own numbers, which stands for it where a whole
/// file is judged.
#[must_use]
pub fn middle(geometry: &Geometry<f64>) -> Option<Coord<f64>> {
    geometry.bounding_rect().map(geo::Rect::center)
}

fn kind(geometry: &Geometry<f64>) -> &'static str {
    match geometry {
        Geometry::Point(_) => "Point",
        Geometry::MultiPoint(_) => "MultiPoint",
        Geometry::LineString(_) => "LineString",
        Geometry::MultiLineString(_) => "MultiLineString",
        _ => "another geometry",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::wkt;

    fn frame() -> Frame {
        Frame {
            crs: Crs::degrees(),
            swapped: false,
        }
    }

    #[test]
    fn shapes_become_a_point_of_theirs() {
        let mut repairs = Repairs::default();
        let square = wkt!(POLYGON((20. 52., 22. 52., 22. 53., 20. 53., 20. 52.))).into();
        let inside = frame().point(&square, &mut repairs).expect("a point");
        assert_eq!((inside.lon(), inside.lat()), (21.0, 52.5));
        let line = wkt!(LINESTRING(20. 52., 21. 52., 22. 52.)).into();
        assert_eq!(
            frame().point(&line, &mut repairs).expect("a point").lat(),
            52.0
        );
        assert_eq!(repairs.iter().collect::<Vec<_>>(), [(INSIDE, 2)]);
        let far = wkt!(LINESTRING(20. 52., 181. 52.)).into();
        assert!(frame().point(&far, &mut repairs).is_err());
    }

    #[test]
    fn a_bow_tie_is_refused_and_a_spike_is_mended() {
        let mut repairs = Repairs::default();
        let mut area = |geometry: Geometry<f64>| frame().area(&geometry, 1000, true, &mut repairs);
        assert!(area(wkt!(POLYGON((20. 52., 21. 53., 21. 52., 20. 53., 20. 52.))).into()).is_err());
        let spike = wkt!(POLYGON((20. 52., 21. 52., 21. 53., 22. 53., 21. 53., 20. 53., 20. 52.)));
        let mended = area(spike.into()).expect("mended");
        assert_eq!(mended.vertices(), 5);
        let swapped = Frame {
            crs: Crs::degrees(),
            swapped: true,
        };
        let p = swapped
            .position(Coord { x: 52.0, y: 21.0 })
            .expect("in range");
        assert_eq!((p.lon(), p.lat()), (21.0, 52.0));
    }
}
