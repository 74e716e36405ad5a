//! What the store already knows of the city, as far as an import asks for it.

use super::extent::with_margin;
use crate::store::{Bulk, StoredRow};
use anyhow::Result;
use geo::{Geometry, MultiPolygon};
use okolica_model::area::{Area, MAX_DISTRICT_VERTICES};
use okolica_model::district::{DEFAULT_SET, District};
use okolica_model::flat::Table;
use okolica_model::profile::Profile;
use okolica_model::{BBox, Position, text};

/// The profile, and the districts of all sets.
pub(super) struct City {
    pub(super) profile: Profile,
    pub(super) districts: Vec<(District, BBox)>,
}

impl City {
    /// # Errors
    /// When the database does not answer.
    pub(super) async fn read(bulk: &mut Bulk) -> Result<Self> {
        let profile = bulk.profile().await?;
        let mut districts = Vec::new();
        // A row that breaks a rule is no district for anyone; the service reports it.
        bulk.each_row(Table::Districts, |stored| {
            districts.extend(district(stored));
        })
        .await?;
        Ok(Self { profile, districts })
    }

    /// The city's extent: the profile's box, else that of the default set and 20 km around it.
    /// `None` when neither is known.
    #[must_use]
    pub(super) fn extent(&self) -> Option<BBox> {
        self.profile.bbox.or_else(|| {
            let boxes = self.set(DEFAULT_SET).map(|(_, bbox)| *bbox);
            boxes.reduce(union).map(with_margin)
        })
    }

    fn set<'a>(&'a self, set: &'a str) -> impl Iterator<Item = &'a (District, BBox)> {
        self.districts
            .iter()
            .filter(move |(district, _)| district.set == set)
    }

    /// The code of the district of the default set with this code or name.
    #[must_use]
    pub(super) fn stated(&self, name: &str) -> Option<&str> {
        let name = text::clean_line(name);
        let lower = name.to_lowercase();
        let by_code = self
            .set(DEFAULT_SET)
            .find(|(district, _)| district.code == name);
        by_code
            .or_else(|| {
                self.set(DEFAULT_SET)
                    .find(|(district, _)| district.name.to_lowercase() == lower)
            })
            .map(|(district, _)| district.code.as_str())
    }

    /// Whether the point lies in the district of the default set, its border included.
    #[must_use]
    pub(super) fn lies_in(&self, code: &str, p: Position) -> bool {
        self.set(DEFAULT_SET)
            .filter(|(district, _)| district.code == code)
            .any(|(district, bbox)| bbox.contains(p) && district.area.covers(p))
    }
}

fn union(a: BBox, b: BBox) -> BBox {
    BBox::new(
        a.west().min(b.west()),
        a.south().min(b.south()),
        a.east().max(b.east()),
        a.north().max(b.north()),
    )
    .unwrap_or(a)
}

fn district(stored: StoredRow) -> Option<(District, BBox)> {
    let polygons = match stored.row.geometry? {
        Geometry::MultiPolygon(polygons) => polygons,
        Geometry::Polygon(polygon) => MultiPolygon(vec![polygon]),
        _ => return None,
    };
    let area = Area::new(polygons, MAX_DISTRICT_VERTICES).ok()?;
    let bbox = area.bbox();
    let district = District::parse(&stored.row.properties, area).ok()?;
    Some((district, bbox))
}
