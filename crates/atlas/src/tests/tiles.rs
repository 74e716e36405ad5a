use super::suits::moment;
use super::town::{build, filter, kept, layer, now, rows};
use crate::tiles::{DETAIL_ZOOM, MAX_ZOOM};
use crate::{Asked, TileFormat, TileId};
use okolica_model::{Filter, ItemKey, Layer, Position};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};

/// What a walk over all tiles needs and finds.
struct Walk<'a> {
    asked: &'a Asked<'a>,
    layer: Layer,
    /// Every item that the filter keeps and that has a position.
    placed: BTreeMap<String, Position>,
    cluster_ids: HashSet<u64>,
}

impl Walk<'_> {
    fn features(&self, tile: TileId) -> Vec<Value> {
        let bytes = self.asked.tile(tile, TileFormat::GeoJson);
        let value: Value = serde_json::from_slice(&bytes).unwrap();
        value["features"].as_array().unwrap().clone()
    }

    fn name(&self, key: ItemKey) -> String {
        if self.layer == Layer::Items {
            format!("\"{key}\"")
        } else {
            key.id.to_string()
        }
    }

    /// Checks a tile that holds `members` and all tiles below it.
    fn check(&mut self, tile: TileId, members: &[String]) {
        let mut left: HashSet<&String> = members.iter().collect();
        for feature in self.features(tile) {
            if feature["properties"]["cluster"] == true {
                self.check_aggregate(tile, &feature, &mut left);
            } else {
                let id = feature["id"].to_string();
                assert!(
                    left.remove(&id),
                    "{tile} shows {id} and should not, or twice"
                );
                let p = self.placed[&id];
                let shown = &feature["geometry"]["coordinates"];
                assert!((shown[0].as_f64().unwrap() - p.lon()).abs() <= 0.51e-7);
                assert!((shown[1].as_f64().unwrap() - p.lat()).abs() <= 0.51e-7);
            }
        }
        assert!(left.is_empty(), "{tile} lacks {left:?}");
        if members.is_empty() {
            return;
        }
        for child in tile.children() {
            let inside = members
                .iter()
                .filter(|id| TileId::of(self.placed[*id], child.z()) == child);
            let inside: Vec<String> = inside.cloned().collect();
            self.check(child, &inside);
        }
    }

    fn check_aggregate(&mut self, tile: TileId, feature: &Value, left: &mut HashSet<&String>) {
        assert!(tile.z() < DETAIL_ZOOM);
        let properties = &feature["properties"];
        let id: Vec<&str> = feature["id"].as_str().unwrap().split('/').collect();
        let [_, z, x, y] = id[..] else {
            panic!("{id:?}")
        };
        let number = |text: &str| text.parse::<u32>().unwrap();
        let cell = TileId::new(number(z) as u8, number(x), number(y)).unwrap();
        assert_eq!(cell.z(), tile.z() + 2);
        assert_eq!(cell.parent().and_then(TileId::parent), Some(tile));
        let inside: Vec<Position> = self
            .placed
            .iter()
            .filter(|(id, p)| left.contains(id) && TileId::of(**p, cell.z()) == cell)
            .map(|(_, p)| *p)
            .collect();
        left.retain(|id| TileId::of(self.placed[*id], cell.z()) != cell);
        let count = inside.len();
        assert!(count > 1 && properties["point_count"] == count);
        let sum: u64 = properties["categories"]
            .as_object()
            .unwrap()
            .values()
            .map(|count| count.as_u64().unwrap())
            .sum();
        assert_eq!(sum, count as u64);
        let mean =
            |of: fn(Position) -> f64| inside.iter().map(|p| of(*p)).sum::<f64>() / count as f64;
        let shown = &feature["geometry"]["coordinates"];
        assert!((shown[0].as_f64().unwrap() - mean(Position::lon)).abs() < 1.1e-7);
        assert!((shown[1].as_f64().unwrap() - mean(Position::lat)).abs() < 1.1e-7);
        let expansion = properties["expansion_zoom"].as_u64().unwrap() as u8;
        let together = |z: u8| {
            inside
                .iter()
                .all(|p| TileId::of(*p, z + 2) == TileId::of(inside[0], z + 2))
        };
        assert!(expansion > tile.z() && expansion <= DETAIL_ZOOM);
        assert!(together(expansion - 1) && (expansion == DETAIL_ZOOM || !together(expansion)));
        let id = properties["cluster_id"].as_u64().unwrap();
        assert!(id > 1 << 50 && id < 1 << 53 && self.cluster_ids.insert(id));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_zoom_shows_every_item_once(
        rows in rows(60), layer in layer(), filter in filter(), now in moment(),
    ) {
        let (atlas, _) = build(&rows);
        let asked = atlas.ask(layer, &filter, now);
        let mut walk = Walk {
            asked: &asked,
            layer,
            placed: BTreeMap::new(),
            cluster_ids: HashSet::new(),
        };
        for (row, place) in kept(&rows, layer, &filter, now) {
            if let Some(place) = place {
                walk.placed.insert(walk.name(row.key()), place);
            }
        }
        let page = asked.page(None, 0);
        prop_assert_eq!(walk.placed.len(), page.matched - page.without_position);
        let members: Vec<String> = walk.placed.keys().cloned().collect();
        walk.check(TileId::new(0, 0, 0).unwrap(), &members);
    }
}

#[test]
fn a_tile_reads_like_this() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut rows = Vec::new();
    let pool = super::town::row(1..=1);
    for (id, lon) in [(1, 10.0), (2, 10.5), (3, -120.0)] {
        let mut row = pool.new_tree(&mut runner).unwrap().current();
        row.id = id;
        row.item.position = Position::new(lon, 50.0).ok();
        row.item.common.name = format!("N{id}");
        row.item.common.category = super::town::category("b");
        row.item.common.tags.clear();
        row.item.common.cost.free = Some(true);
        row.item.detail = okolica_model::item::Detail::Space(okolica_model::item::Space::default());
        rows.push(row);
    }
    let (atlas, _) = build(&rows);
    let world = TileId::new(0, 0, 0).unwrap();
    let asked = atlas.ask(Layer::Items, &Filter::default(), now());
    let tile = asked.tile(world, TileFormat::GeoJson);
    let free = rows[2].item.common.cost.free.unwrap();
    assert_eq!(
        String::from_utf8(tile).unwrap(),
        format!(
            "{}{}{}",
            r#"{"type":"FeatureCollection","features":[{"type":"Feature","id":"spaces/3","geometry":{"type":"Point","coordinates":[-120,50]},"properties":{"layer":"spaces","name":"N3","category":"b","cost":{"free":"#,
            free,
            r#"}}},{"type":"Feature","id":"cell/2/2/1","geometry":{"type":"Point","coordinates":[10.25,50]},"properties":{"cluster":true,"cluster_id":1126037345796102,"point_count":2,"point_count_abbreviated":2,"categories":{"b":2},"expansion_zoom":8}}]}"#
        )
    );
    let empty = TileId::new(MAX_ZOOM, 0, 0).unwrap();
    let tile = asked.tile(empty, TileFormat::GeoJson);
    assert_eq!(tile, br#"{"type":"FeatureCollection","features":[]}"#);
    assert!(asked.tile(empty, TileFormat::Mvt).is_empty());
}
