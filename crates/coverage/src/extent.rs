//! The areas of a ground on the plane, and how much of them discs cover.

use super::discs::{Cover, Disc, Discs};
use super::ground::GroundArea;
use super::plane::{Plane, PlanePoint, Region};
use okolica_model::area::Area;
use okolica_model::{BBox, Position};

/// The areas in their order, and their union.
#[derive(Debug)]
pub(super) struct Extent {
    pub(super) plane: Plane,
    pub(super) regions: Vec<Region>,
    /// `None`: no two areas overlap, so what holds for the union is the sum.
    union: Option<Region>,
}

impl Extent {
    pub(super) fn new(areas: &[GroundArea], union: Option<&Area>) -> Self {
        let boxes = areas.iter().map(|one| one.area.bbox());
        let around = |a: BBox, b: BBox| {
            let (west, south) = (a.west().min(b.west()), a.south().min(b.south()));
            let (east, north) = (a.east().max(b.east()), a.north().max(b.north()));
            BBox::new(west, south, east, north).unwrap_or(a)
        };
        let plane = Plane::in_the_middle_of(boxes.reduce(around).unwrap_or(BBox::WORLD));
        Self {
            plane,
            regions: areas.iter().map(|one| plane.region(&one.area)).collect(),
            union: union.map(|area| plane.region(area)),
        }
    }

    /// Discs around positions, in metres; those too far away to touch an area are left out.
    pub(super) fn discs(&self, centres: impl Iterator<Item = Position>, radius: f64) -> Discs {
        let bounds: Vec<(PlanePoint, PlanePoint)> =
            self.regions.iter().filter_map(Region::bounds).collect();
        let touches = |centre: &PlanePoint| {
            bounds.iter().any(|(low, high)| {
                let across = (low.x - centre.x).max(centre.x - high.x);
                let along = (low.y - centre.y).max(centre.y - high.y);
                across <= radius && along <= radius
            })
        };
        let centres = centres.map(|at| self.plane.point(at)).filter(touches);
        Discs::new(centres.map(|centre| Disc { centre, radius }))
    }

    /// What the discs cover of every area, and last of their union.
    pub(super) fn covers(&self, discs: &Discs) -> Vec<Cover> {
        let mut covers: Vec<Cover> = self
            .regions
            .iter()
            .map(|region| discs.cover(region))
            .collect();
        let sum = |of: fn(&Cover) -> f64| covers.iter().map(of).sum();
        covers.push(match &self.union {
            Some(union) => discs.cover(union),
            None => Cover {
                area: sum(|cover| cover.area),
                covered: sum(|cover| cover.covered),
                uncovered: sum(|cover| cover.uncovered),
            },
        });
        covers
    }
}

/// The union of areas that overlap by more than rounding, a ten-millionth of them; `None` where
/// they don't.
pub(super) fn overlapping(areas: &[GroundArea]) -> Option<Area> {
    use geo::Area as _;
    if areas.len() < 2 {
        return None;
    }
    let polygons = areas.iter().map(|one| one.area.polygons());
    let sum: f64 = polygons.clone().map(geo::Area::unsigned_area).sum();
    let union = geo::unary_union(polygons);
    (sum - union.unsigned_area() > 1e-7 * sum).then(|| Area::turned(union))
}
