use super::town::{build, host_of, now, place_of, row, rows};
use crate::tiles::MAX_ZOOM;
use crate::{Atlas, Edit, TileFormat, TileId};
use okolica_model::item::StoredItem;
use okolica_model::{Filter, ItemKey, ItemKind, Layer, Position};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const LAYERS: [Layer; 3] = [Layer::Items, Layer::Spaces, Layer::Initiatives];

type Rows = BTreeMap<ItemKey, StoredItem>;

/// Some rows written (the later state of a row counts) and some taken out.
fn edit() -> impl Strategy<Value = (Vec<StoredItem>, Vec<(bool, u64)>)> {
    (
        prop::collection::vec(row(1..=200), 0..30),
        prop::collection::vec((any::<bool>(), 1_u64..=200), 0..30),
    )
}

fn list(rows: &Rows) -> Vec<StoredItem> {
    rows.values().cloned().collect()
}

/// The tiles of every zoom that hold any of the positions.
fn tiles(positions: &BTreeSet<[u64; 2]>) -> BTreeSet<TileId> {
    positions
        .iter()
        .map(|[lon, lat]| Position::new(f64::from_bits(*lon), f64::from_bits(*lat)).unwrap())
        .flat_map(|position| (0..=MAX_ZOOM).map(move |z| TileId::of(position, z)))
        .collect()
}

/// Positions of the rows, as bits, so that they can be sorted; with the versions behind them.
fn places(rows: &[StoredItem]) -> BTreeMap<ItemKey, ([u64; 2], Vec<u64>)> {
    let of = |row: &StoredItem| {
        let place = place_of(row, rows)?;
        let mut versions = vec![row.version];
        versions.extend(host_of(row, rows).map(|host| host.version));
        let bits = [place.lon().to_bits(), place.lat().to_bits()];
        Some((row.key(), (bits, versions)))
    };
    rows.iter().filter_map(of).collect()
}

fn bytes(atlas: &Atlas, layer: Layer, tile: TileId) -> [Vec<u8>; 2] {
    [TileFormat::GeoJson, TileFormat::Mvt].map(|format| {
        atlas
            .ask(layer, &Filter::default(), now())
            .tile(tile, format)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn an_edited_atlas_is_the_one_built_anew(
        start in rows(120), edits in prop::collection::vec(edit(), 1..5),
    ) {
        let mut rows: Rows = start.iter().map(|row| (row.key(), row.clone())).collect();
        let (mut atlas, _) = build(&start);
        for (turn, (upserted, removed)) in edits.into_iter().enumerate() {
            let before = list(&rows);
            let old = atlas.clone();
            let removed: Vec<ItemKey> = removed
                .into_iter()
                .map(|(space, id)| ItemKey { kind: ItemKind::ALL[usize::from(space)], id })
                .filter(|key| upserted.iter().all(|row| row.key() != *key))
                .collect();
            for key in &removed {
                rows.remove(key);
            }
            for row in &upserted {
                // A store counts versions up; the generator does not.
                let mut row = row.clone();
                row.version = 10 + turn as u64;
                rows.insert(row.key(), row);
            }
            let upserted = upserted.iter().map(|row| {
                StoredItem { version: 10 + turn as u64, ..row.clone() }
            }).collect();
            let (next, rejections) = atlas.apply(Edit { version: 8, upserted, removed });
            prop_assert!(rejections.is_empty());
            atlas = next;
            let after = list(&rows);
            let (anew, _) = build(&after);
            let (was, is) = (places(&before), places(&after));
            let all: BTreeSet<[u64; 2]> = was.values().chain(is.values()).map(|p| p.0).collect();
            for layer in LAYERS {
                prop_assert_eq!(atlas.items_version(layer), anew.items_version(layer));
                let keys = |atlas: &Atlas| -> Vec<ItemKey> {
                    let page = atlas.ask(layer, &Filter::default(), now()).page(None, 1000);
                    page.items.iter().map(|record| record.key()).collect()
                };
                prop_assert_eq!(keys(&atlas), keys(&anew));
                // Where a row was or is that differs now.
                let differ = was.keys().chain(is.keys())
                    .filter(|key| layer.holds(key.kind) && was.get(key) != is.get(key));
                let differ: BTreeSet<[u64; 2]> = differ
                    .flat_map(|key| [was.get(key), is.get(key)])
                    .flatten().map(|p| p.0).collect();
                let touched = tiles(&differ);
                for tile in tiles(&all) {
                    let (now, built) = (bytes(&atlas, layer, tile), bytes(&anew, layer, tile));
                    prop_assert_eq!(&now, &built, "{} {}", layer.name(), tile);
                    let version = atlas.tile_version(layer, tile);
                    prop_assert_eq!(version, anew.tile_version(layer, tile));
                    prop_assert_eq!(version != old.tile_version(layer, tile), touched.contains(&tile));
                    if !touched.contains(&tile) {
                        prop_assert_eq!(&now, &bytes(&old, layer, tile));
                    }
                }
            }
        }
    }

    #[test]
    fn the_order_of_edits_leaves_no_trace(rows in rows(60), seed in any::<u64>()) {
        let (atlas, _) = build(&rows);
        let mut shuffled = rows.clone();
        shuffled.sort_by_key(|row| okolica_model::hash::of_words(&[seed, row.id, row.item.kind() as u64]));
        let (mut grown, _) = build(&[]);
        for row in shuffled {
            let edit = Edit { version: 7, upserted: vec![row], removed: vec![] };
            grown = grown.apply(edit).0;
        }
        for layer in LAYERS {
            prop_assert_eq!(atlas.items_version(layer), grown.items_version(layer));
            let all: BTreeSet<[u64; 2]> = places(&rows).values().map(|p| p.0).collect();
            for tile in tiles(&all) {
                prop_assert_eq!(bytes(&atlas, layer, tile), bytes(&grown, layer, tile));
            }
        }
    }
}

proptest! {
    #[test]
    fn a_store_made_anew_with_another_name_has_other_validators(mut rows in rows(30)) {
        let (before, _) = build(&rows);
        let Some(renamed) = rows.first_mut() else { return Ok(()) };
        renamed.item.common.name.push('!');
        let key = renamed.key();
        let (after, _) = build(&rows);
        if let (Some(was), Some(is)) = (before.item(key), after.item(key)) {
            prop_assert_eq!(was.version(), is.version());
            prop_assert_eq!(was.name() == is.name(), was.validator() == is.validator());
        }
    }
}
