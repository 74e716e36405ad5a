//! What the browser gets is what the server has.

use super::*;
use crate::{pack, unpack};
use proptest::prelude::*;

fn town(places: &[(f64, f64)]) -> Ground {
    let mut given: Vec<PopulationCell> = places
        .iter()
        .zip(1..)
        .map(|((lon, lat), people)| {
            point_cell(
                *lon,
                *lat,
                (people % 5 != 0).then_some(f64::from(people) / 3.0),
            )
        })
        .collect();
    given.push(PopulationCell {
        shape: CellShape::Polygon(areas()[1].area.clone()),
        ..point_cell(0.0, 0.0, Some(77.7))
    });
    ground(areas(), given)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn figures_agree_to_the_last_bit(
        places in prop::collection::vec((20.9..21.1_f64, 51.9..52.1_f64), 0..20),
        exact in any::<bool>(),
        facilities in prop::collection::vec((20.9..21.1_f64, 51.9..52.1_f64, prop::option::of(1..50_u32)), 0..20),
        about in "\\PC{0,20}",
    ) {
        let rounded = |degrees: f64| (degrees * 1e7).round() / 1e7;
        let places: Vec<(f64, f64)> = places
            .into_iter()
            .map(|(lon, lat)| if exact { (lon, lat) } else { (rounded(lon), rounded(lat)) })
            .collect();
        let ground = town(&places);
        let facilities: Vec<Facility> = (1..)
            .zip(facilities)
            .map(|(id, (lon, lat, capacity))| Facility {
                capacity,
                tags: vec!["ą".to_owned(), String::new()],
                parent: (id % 2 == 0).then(CategoryId::other),
                free: [None, Some(false), Some(true)][id as usize % 3],
                confirmed: (id % 4 != 0).then(day),
                hours: if id % 3 == 0 { Mask::unknown() } else { Mask::always() },
                ..facility(id, lon, lat)
            })
            .collect();
        let bytes = pack(&ground, &facilities, &about);
        let got = unpack(&bytes).expect("what was packed");
        prop_assert_eq!(&got.about, &about);
        prop_assert_eq!(&got.facilities, &facilities);
        let question = within(700.0, 1.3);
        let (ours, theirs) = (
            ask(&ground, &facilities, &question),
            ask(&got.ground, &got.facilities, &question),
        );
        prop_assert_eq!(serde_json::to_string(&ours).ok(), serde_json::to_string(&theirs).ok());
        prop_assert_eq!(pack(&got.ground, &got.facilities, &about), bytes);
    }

    #[test]
    fn other_bytes_are_refused_and_break_nothing(
        cut in 0..2000_usize, at in 0..2000_usize, byte in any::<u8>(),
    ) {
        let bytes = pack(&town(&[(21.0, 52.0)]), &[facility(1, 21.0, 52.0)], "");
        if cut < bytes.len() {
            prop_assert!(unpack(&bytes[..cut]).is_err());
        }
        let mut changed = bytes.clone();
        let place = at % changed.len();
        changed[place] = byte;
        prop_assert_eq!(unpack(&changed).is_ok(), changed == bytes);
    }
}
