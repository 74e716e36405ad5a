//! Whether the districts of a set lie side by side: overlaps and gaps between them.

use geo::{
    Area as _, BooleanOps, BoundingRect, Coord, Intersects, MapCoords, MultiPolygon, Polygon,
    unary_union,
};
use okolica_model::district::District;
use proj4rs::Proj;
use proj4rs::transform::transform;

/// Overlaps and gaps up to this are drawing inaccuracy, in square metres: one hectare.
const TOLERATED_SQUARE_METRES: f64 = 10_000.0;

/// Says each overlap of two districts, and each gap enclosed by them, above one hectare. Areas
/// are measured on a Lambert azimuthal equal-area plane centred on the set.
#[must_use]
pub fn faults(districts: &[&District]) -> Vec<String> {
    let Some(plane) = Plane::centred_on(districts) else {
        return Vec::new();
    };
    let flat: Vec<(&str, MultiPolygon<f64>)> = districts
        .iter()
        .filter_map(|district| {
            Some((
                district.name.as_str(),
                plane.project(district.area.polygons())?,
            ))
        })
        .collect();
    let mut faults = Vec::new();
    for (at, (name, one)) in flat.iter().enumerate() {
        for (other_name, other) in &flat[at + 1..] {
            let apart = match (one.bounding_rect(), other.bounding_rect()) {
                (Some(a), Some(b)) => !a.intersects(&b),
                _ => true,
            };
            let shared = if apart {
                0.0
            } else {
                one.intersection(other).unsigned_area()
            };
            if shared > TOLERATED_SQUARE_METRES {
                faults.push(format!(
                    "{name} and {other_name} overlap by {}",
                    hectares(shared)
                ));
            }
        }
    }
    let whole = match &flat[..] {
        [(_, alone)] => alone.clone(),
        _ => unary_union(flat.iter().map(|(_, polygons)| polygons)),
    };
    for hole in whole.iter().flat_map(Polygon::interiors) {
        let gap = Polygon::new(hole.clone(), vec![]);
        let size = gap.unsigned_area();
        if size > TOLERATED_SQUARE_METRES {
            let around: Vec<&str> = flat
                .iter()
                .filter(|(_, polygons)| polygons.intersects(hole))
                .map(|(name, _)| *name)
                .collect();
            faults.push(format!(
                "a gap of {} between {}",
                hectares(size),
                around.join(", ")
            ));
        }
    }
    faults
}

fn hectares(square_metres: f64) -> String {
    format!("{:.1} ha", square_metres / 10_000.0)
}

struct Plane {
    degrees: Proj,
    metres: Proj,
}

impl Plane {
    fn centred_on(districts: &[&District]) -> Option<Self> {
        let boxes: Vec<_> = districts
            .iter()
            .map(|district| district.area.bbox())
            .collect();
        let middle = |low: fn(&okolica_model::BBox) -> f64,
                      high: fn(&okolica_model::BBox) -> f64| {
            let low = boxes.iter().map(low).reduce(f64::min)?;
            let high = boxes.iter().map(high).reduce(f64::max)?;
            Some(f64::midpoint(low, high))
        };
        let lon = middle(|b| b.west(), |b| b.east())?;
        let lat = middle(|b| b.south(), |b| b.north())?;
        let plane = format!("+proj=laea +lat_0={lat} +lon_0={lon} +ellps=WGS84 +units=m");
        Some(Self {
            degrees: Proj::from_proj_string("+proj=longlat +ellps=WGS84").ok()?,
            metres: Proj::from_proj_string(&plane).ok()?,
        })
    }

    fn project(&self, polygons: &MultiPolygon<f64>) -> Option<MultiPolygon<f64>> {
        polygons
            .try_map_coords(|c| {
                let mut point = (c.x.to_radians(), c.y.to_radians(), 0.0);
                transform(&self.degrees, &self.metres, &mut point)?;
                Ok::<_, proj4rs::errors::Error>(Coord {
                    x: point.0,
                    y: point.1,
                })
            })
            .ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::wkt;
    use okolica_model::area::Area;
    use serde_json::json;

    fn district(name: &str, polygons: MultiPolygon<f64>) -> District {
        let area = Area::new(polygons, 100).expect(name);
        let properties = json!({"name": name});
        District::parse(properties.as_object().expect("an object"), area).expect(name)
    }

    #[test]
    fn overlaps_and_gaps_are_measured_on_the_ground() {
        // On WGS84 at 52.205°, 0.01° are 1 112.7 m north and 683.6 m east: 76.07 ha.
        let a = district(
            "A",
            wkt!(MULTIPOLYGON(((21.00 52.19, 21.02 52.19, 21.02 52.22, 21.00 52.22, 21.00 52.19), (21.005 52.20, 21.015 52.20, 21.015 52.21, 21.005 52.21, 21.005 52.20)))),
        );
        let b = district(
            "B",
            wkt!(MULTIPOLYGON(((21.01 52.205, 21.015 52.205, 21.015 52.21, 21.01 52.21, 21.01 52.205)))),
        );
        let c = district(
            "C",
            wkt!(MULTIPOLYGON(((21.02 52.19, 21.03 52.19, 21.03 52.22, 21.019 52.22, 21.02 52.19)))),
        );
        let said = faults(&[&a, &b, &c]);
        assert_eq!(
            said,
            [
                "A and C overlap by 11.4 ha",
                "a gap of 57.1 ha between A, B"
            ]
        );
        let apart = district(
            "D",
            wkt!(MULTIPOLYGON(((21.02 52.19, 21.03 52.19, 21.03 52.22, 21.02 52.22, 21.02 52.19)))),
        );
        let full = district(
            "E",
            wkt!(MULTIPOLYGON(((21.005 52.20, 21.015 52.20, 21.015 52.21, 21.005 52.21, 21.005 52.20)))),
        );
        assert_eq!(faults(&[&a, &apart, &full]), Vec::<String>::new());
        assert_eq!(faults(&[]), Vec::<String>::new());
    }
}
