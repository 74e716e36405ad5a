//! Polygons with an inside, checked when they are made.

use crate::rings;
use crate::{BBox, FieldError, Position};
use geo::{
    Area as _, BoundingRect, Coord, CoordsIter, Covers, GeodesicArea, InteriorPoint, LineString,
    MakeValid, MultiPolygon, Point, Polygon, Winding,
};
use serde_json::{Value, json};

/// The most vertices that any other polygon may have.
pub const MAX_VERTICES: usize = 10_000;

/// The most vertices that a polygon of a district may have.
pub const MAX_DISTRICT_VERTICES: usize = 1_000_000;

/// One or more polygons in WGS84 degrees: every ring closed, of 4 points or more, outer rings
/// counter-clockwise and holes clockwise (RFC 7946), none crossing itself. The boundary belongs
/// to the area.
#[derive(Debug, Clone, PartialEq)]
pub struct Area(MultiPolygon<f64>);

impl Area {
    /// Checks every rule above and turns the rings the right way round.
    ///
    /// # Errors
    /// Names `geometry` and the place of the first fault: a ring that is open or too short, a
    /// coordinate out of range, too many vertices, a ring that crosses itself, no area.
    pub fn new(polygons: MultiPolygon<f64>, max_vertices: usize) -> Result<Self, FieldError> {
        check(&polygons, max_vertices)?;
        Ok(Self::turned(polygons))
    }

    /// Outer rings counter-clockwise, holes clockwise.
    pub fn turned(mut polygons: MultiPolygon<f64>) -> Self {
        for polygon in &mut polygons {
            polygon.exterior_mut(Winding::make_ccw_winding);
            polygon.interiors_mut(|holes| {
                holes.iter_mut().for_each(Winding::make_cw_winding);
            });
        }
        Self(polygons)
    }

    /// Like [`Area::new`], but mends polygons that cross or touch themselves by the odd-even rule
    /// (Ledoux, Arroyo Ohori, Meijers 2014, "A triangulation-based approach to automatically
    /// repair GIS polygons"). Valid polygons stay as they are. With the area comes the share of
    /// it that the mending changed, 0 for none: |mended − given| / given, where the given area is
    /// the sum of the outer rings' less that of the holes, as its author would reckon it.
    ///
    /// # Errors
    /// As [`Area::new`], and when nothing can be mended.
    pub fn repaired(
        polygons: MultiPolygon<f64>,
        max_vertices: usize,
    ) -> Result<(Self, f64), FieldError> {
        let fault = match check(&polygons, max_vertices) {
            Ok(()) => return Ok((Self::turned(polygons), 0.0)),
            Err(fault) => fault,
        };
        let in_range = polygons
            .coords_iter()
            .all(|c| Position::new(c.x, c.y).is_ok());
        if vertices(&polygons) > max_vertices || !in_range {
            return Err(fault);
        }
        let given: f64 = polygons.iter().map(Polygon::unsigned_area).sum();
        let mended = polygons.make_valid().map_err(|_| fault)?;
        let change = (mended.unsigned_area() - given).abs() / given;
        let area = Self::new(mended, max_vertices)?;
        // A bow-tie whose halves cancel out has no given area: all of it is new.
        Ok((area, if change.is_nan() { 1.0 } else { change }))
    }

    #[must_use]
    pub const fn polygons(&self) -> &MultiPolygon<f64> {
        &self.0
    }

    #[must_use]
    pub fn vertices(&self) -> usize {
        vertices(&self.0)
    }

    /// Every ring, outer ones and holes.
    pub fn rings(&self) -> impl Iterator<Item = &LineString<f64>> {
        self.0.iter().flat_map(rings_of)
    }

    /// A point of the area that is not on its boundary, where a label can stand.
    #[must_use]
    pub fn label_position(&self) -> Option<Position> {
        let point = self.0.interior_point()?;
        Position::new(point.x(), point.y()).ok()
    }

    #[must_use]
    pub fn bbox(&self) -> BBox {
        self.0
            .bounding_rect()
            .and_then(|rect| {
                let (min, max) = (rect.min(), rect.max());
                BBox::new(min.x, min.y, max.x, max.y).ok()
            })
            .unwrap_or(BBox::WORLD)
    }

    /// Whether the point lies inside or on the boundary, on the plane of degrees.
    #[must_use]
    pub fn covers(&self, p: Position) -> bool {
        self.0.covers(&Point::new(p.lon(), p.lat()))
    }

    /// Geodesic area on WGS84 in square kilometres (Karney 2013, through geographiclib).
    #[must_use]
    pub fn area_km2(&self) -> f64 {
        self.0.geodesic_area_unsigned() / 1e6
    }

    /// A GeoJSON `Polygon` or `MultiPolygon` geometry.
    #[must_use]
    pub fn to_geojson(&self) -> Value {
        let polygons: Vec<Vec<Vec<[f64; 2]>>> = self
            .0
            .iter()
            .map(|polygon| {
                rings_of(polygon)
                    .map(|ring| ring.0.iter().map(|c| [c.x, c.y]).collect())
                    .collect()
            })
            .collect();
        match &polygons[..] {
            [one] => json!({"type": "Polygon", "coordinates": one}),
            _ => json!({"type": "MultiPolygon", "coordinates": polygons}),
        }
    }
}

/// The polygons of a GeoJSON `Polygon` or `MultiPolygon` as they are written, unchecked.
///
/// # Errors
/// Names `geometry` when its type or shape is another.
pub fn polygons_of_geojson(geometry: &Value) -> Result<MultiPolygon<f64>, FieldError> {
    let wrong = || {
        let kind = geometry["type"].as_str().unwrap_or("none");
        FieldError::new(
            "geometry",
            kind,
            "a Polygon or MultiPolygon with number coordinates",
        )
    };
    let coordinates = &geometry["coordinates"];
    let polygons = match geometry["type"].as_str() {
        Some("Polygon") => vec![polygon_of(coordinates).ok_or_else(wrong)?],
        Some("MultiPolygon") => coordinates
            .as_array()
            .and_then(|list| list.iter().map(polygon_of).collect())
            .ok_or_else(wrong)?,
        _ => return Err(wrong()),
    };
    Ok(MultiPolygon(polygons))
}

fn polygon_of(rings: &Value) -> Option<Polygon<f64>> {
    // `Polygon::new` closes open rings, which would hide a fault: so openness is checked here.
    let mut rings = rings.as_array()?.iter().map(|ring| {
        let ring: Vec<Coord<f64>> = ring
            .as_array()?
            .iter()
            .map(|c| {
                Some(Coord {
                    x: c.get(0)?.as_f64()?,
                    y: c.get(1)?.as_f64()?,
                })
            })
            .collect::<Option<_>>()?;
        (ring.first()? == ring.last()?).then_some(LineString(ring))
    });
    let outer = rings.next()??;
    let holes = rings.collect::<Option<_>>()?;
    Some(Polygon::new(outer, holes))
}

fn rings_of(polygon: &Polygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    std::iter::once(polygon.exterior()).chain(polygon.interiors())
}

fn vertices(polygons: &MultiPolygon<f64>) -> usize {
    polygons
        .iter()
        .flat_map(rings_of)
        .map(|ring| ring.0.len())
        .sum()
}

/// The rules of [`Area`] but for the turn of its rings.
fn check(polygons: &MultiPolygon<f64>, max_vertices: usize) -> Result<(), FieldError> {
    let vertices = vertices(polygons);
    if vertices > max_vertices {
        return Err(FieldError::new(
            "geometry",
            format!("{vertices} vertices"),
            format!("at most {max_vertices}"),
        ));
    }
    for ring in polygons.iter().flat_map(rings_of) {
        check_ring(ring)?;
    }
    rings::check(polygons).map_err(|fault| {
        FieldError::new(
            "geometry",
            format!("{} at {} {}", fault.what, fault.at.x, fault.at.y),
            "a polygon that does not cross itself",
        )
    })?;
    if polygons.unsigned_area() <= 0.0 {
        return Err(FieldError::new(
            "geometry",
            "no area",
            "a polygon with an inside",
        ));
    }
    Ok(())
}

fn check_ring(ring: &LineString<f64>) -> Result<(), FieldError> {
    if ring.0.len() < 4 {
        return Err(FieldError::new(
            "geometry",
            format!("a ring of {} points", ring.0.len()),
            "rings of 4 points or more, the last equal to the first",
        ));
    }
    for c in &ring.0 {
        Position::new(c.x, c.y).map_err(|error| error.under("geometry"))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn polygons(rings: &[&[(f64, f64)]]) -> MultiPolygon<f64> {
        let rings = rings.iter().map(|ring| ring.iter().copied().collect());
        MultiPolygon(rings.map(|ring| Polygon::new(ring, vec![])).collect())
    }

    #[test]
    fn rings_are_turned_as_rfc_7946_says() {
        let clockwise = polygons(&[&[(0.0, 0.0), (0.0, 2.0), (2.0, 2.0), (2.0, 0.0), (0.0, 0.0)]]);
        let area = Area::new(clockwise, 10).expect("valid");
        assert!(area.rings().all(Winding::is_ccw));
        let label = area.label_position().expect("a point inside");
        assert!(area.covers(label));
    }

    #[test]
    fn what_is_valid_is_not_mended() {
        let square = polygons(&[&[(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0), (0.0, 0.0)]]);
        let (area, change) = Area::repaired(square.clone(), 10).expect("valid");
        assert_eq!((area.polygons(), change), (&square, 0.0));
    }

    #[test]
    fn a_spike_is_cut_off_without_a_change_of_area() {
        let spike = polygons(&[&[
            (0.0, 0.0),
            (2.0, 0.0),
            (3.0, 1.0),
            (2.0, 0.0),
            (2.0, 2.0),
            (0.0, 2.0),
            (0.0, 0.0),
        ]]);
        assert!(Area::new(spike.clone(), 10).is_err());
        let (area, change) = Area::repaired(spike, 10).expect("mended");
        assert!(change < 1e-12 && area.bbox().east() == 2.0, "{change}");
    }

    #[test]
    fn a_bow_tie_changes_its_area() {
        let tie = polygons(&[&[(0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 1.0), (0.0, 0.0)]]);
        let fault = Area::new(tie.clone(), 10).expect_err("crosses itself");
        assert_eq!(fault.field, "geometry");
        let (_, change) = Area::repaired(tie, 10).expect("mended");
        assert!(change > 0.1, "{change}");
        assert!(
            Area::repaired(
                polygons(&[&[(181.0, 0.0), (2.0, 0.0), (2.0, 2.0), (181.0, 0.0)]]),
                10
            )
            .is_err()
        );
    }
}
