//! The collection of districts.

use crate::http::collections::{Head, Listing, no_feature};
use crate::http::problem::Answer;
use crate::http::{answer, cursor, headers};
use axum::http::HeaderMap;
use okolica_atlas::district::{DEFAULT_SET, StoredDistrict};
use okolica_atlas::{Atlas, BBox};

/// One district by its id.
pub(crate) fn one(atlas: &Atlas, id: &str, asked: &HeaderMap) -> Answer {
    let district = cursor::parse_id(id)
        .and_then(|id| every(atlas).find(|stored| stored.id == id))
        .ok_or_else(|| no_feature("districts", id))?;
    let mut body = Vec::new();
    atlas.write_district_feature(&mut body, district);
    answer::of_bytes(asked, headers::GEO_JSON, body)
}

/// The districts of one set (the default one unless another is named) by code.
pub(crate) fn body(listing: &Listing, base: &str, atlas: &Atlas, after: Option<&str>) -> Vec<u8> {
    let filter = &listing.filter;
    let wanted = filter.district.as_ref();
    let set = wanted.map_or(DEFAULT_SET, |wanted| wanted.set.as_str());
    let codes = wanted.map_or(&[][..], |wanted| &wanted.codes);
    let matching: Vec<&StoredDistrict> = atlas
        .districts(set)
        .iter()
        .filter(|stored| codes.is_empty() || codes.contains(&stored.district.code))
        .filter(|stored| {
            let area = stored.district.area.bbox();
            filter.bbox.is_none_or(|bbox| overlap(bbox, area))
        })
        .collect();
    let mut rest = matching
        .iter()
        .filter(|stored| after.is_none_or(|after| stored.district.code.as_str() > after));
    let page: Vec<&StoredDistrict> = rest.by_ref().take(listing.limit).copied().collect();
    let more = rest.next().is_some();
    let head = Head {
        matched: matching.len(),
        returned: page.len(),
        without_position: 0,
        unknown: None,
        next: page
            .last()
            .filter(|_| more)
            .map(|last| cursor::after_text(&last.district.code)),
    };
    listing.collection(base, &head, page.into_iter(), |out, stored| {
        atlas.write_district_feature(out, stored);
    })
}

fn every(atlas: &Atlas) -> impl Iterator<Item = &StoredDistrict> {
    atlas.sets().flat_map(|set| atlas.districts(set))
}

/// Whether the boxes share a point. The first may cross the antimeridian, a district does not.
fn overlap(a: BBox, b: BBox) -> bool {
    let by_lon = if a.crosses_antimeridian() {
        b.east() >= a.west() || b.west() <= a.east()
    } else {
        a.west() <= b.east() && b.west() <= a.east()
    };
    by_lon && a.south() <= b.north() && b.south() <= a.north()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_that_touch_overlap_also_over_the_antimeridian() {
        let bbox = |text: &str| BBox::parse(text).expect(text);
        for (a, b, expected) in [
            ("0,0,1,1", "1,1,2,2", true),
            ("0,0,1,1", "1.1,0,2,2", false),
            ("170,0,-170,1", "175,0,176,1", true),
            ("170,0,-170,1", "-175,0,-174,1", true),
            ("170,0,-170,1", "0,0,1,1", false),
        ] {
            assert_eq!(overlap(bbox(a), bbox(b)), expected, "{a} {b}");
        }
    }
}
