use super::suits::moment;
use super::town::{build, districts, filter, kept, layer, place_of, position, rows, unknown};
use crate::FeatureOptions;
use okolica_model::{ItemKey, geodesy};
use proptest::prelude::*;
use serde_json::{Value, json};

proptest! {
    #[test]
    fn pages_hold_what_the_filter_keeps(
        rows in rows(150), layer in layer(), filter in filter(), now in moment(), limit in 1_usize..50,
    ) {
        let (atlas, rejections) = build(&rows);
        prop_assert!(rejections.is_empty());
        let expected = kept(&rows, layer, &filter, now);
        let unknown = unknown(&rows, layer, &filter, now);
        let mut found: Vec<ItemKey> = Vec::new();
        let mut after = None;
        loop {
            let page = atlas.ask(layer, &filter, now).page(after, limit);
            prop_assert_eq!(page.matched, expected.len());
            let unplaced = expected.iter().filter(|(_, place)| place.is_none()).count();
            prop_assert_eq!(page.without_position, unplaced);
            prop_assert_eq!(page.unknown, unknown);
            found.extend(page.items.iter().map(|record| record.key()));
            after = page.next;
            if after.is_none() {
                break;
            }
            prop_assert_eq!(page.items.len(), limit);
        }
        let keys: Vec<ItemKey> = expected.iter().map(|(row, _)| row.key()).collect();
        prop_assert_eq!(found, keys);
    }

    #[test]
    fn counts_of_categories_pass_over_the_chosen_ones(
        rows in rows(150), layer in layer(), filter in filter(), now in moment(),
    ) {
        let (atlas, _) = build(&rows);
        let mut rest = filter.clone();
        rest.categories.clear();
        let expected = kept(&rows, layer, &rest, now);
        let asked = atlas.ask(layer, &filter, now);
        let counts = asked.category_counts();
        for category in atlas.categories().iter() {
            let of_category =
                expected.iter().filter(|(row, _)| row.item.common.category == category.id);
            let count = counts.iter().find(|(id, _)| **id == category.id).map_or(0, |c| c.1);
            prop_assert_eq!(count, of_category.count());
        }
    }

    #[test]
    fn the_nearest_are_the_nearest(
        rows in rows(150), layer in layer(), filter in filter(), now in moment(),
        at in position(), n in 0_usize..20,
    ) {
        let (atlas, _) = build(&rows);
        let mut expected: Vec<(f64, ItemKey)> = kept(&rows, layer, &filter, now)
            .into_iter()
            .filter_map(|(row, place)| Some((geodesy::distance(at, place?).get(), row.key())))
            .collect();
        expected.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        expected.truncate(n);
        let found: Vec<(f64, ItemKey)> = atlas
            .ask(layer, &filter, now)
            .nearest(at, n)
            .into_iter()
            .map(|(record, distance)| (distance.get(), record.key()))
            .collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn a_feature_says_what_the_row_says(rows in rows(40)) {
        let (atlas, _) = build(&rows);
        for row in &rows {
            let record = atlas.item(row.key()).unwrap();
            prop_assert_eq!(&record.item(), &row.item);
            prop_assert_eq!(record.name(), row.item.common.name.as_str());
            let place = place_of(row, &rows);
            prop_assert_eq!(record.position(), place);
            let mut text = Vec::new();
            let options = FeatureOptions { layer_id: true, contact: false };
            atlas.write_feature(&mut text, record, options);
            let feature: Value = serde_json::from_slice(&text).unwrap();
            let mut expected = json!({"layer": row.key().kind.layer()});
            let members = expected.as_object_mut().unwrap();
            members.extend(row.item.properties());
            if !row.item.common.contact_public {
                members.remove("phone");
            }
            members.insert("version".into(), json!(row.version));
            members.insert("created_at".into(), json!(row.created_at.to_string()));
            members.insert("updated_at".into(), json!(row.updated_at.to_string()));
            let mut sets = json!({});
            for stored in districts() {
                let district = &stored.district;
                let stated = row.item.common.stated_district.as_deref();
                let inside = match place {
                    Some(place) => district.area.covers(place),
                    None => {
                        let names = [Some(district.code.as_str()), Some(district.name.as_str())];
                        district.set == "district" && names.contains(&stated)
                    }
                };
                if inside {
                    if sets[&district.set].is_null() {
                        sets[&district.set] = json!([]);
                    }
                    let codes = sets[&district.set].as_array_mut().unwrap();
                    codes.push(json!(district.code));
                    codes.sort_by_key(Value::to_string);
                }
            }
            if place.is_none() && sets != json!({}) {
                members.insert("districts_stated".into(), json!(true));
            }
            members.insert("districts".into(), sets);
            prop_assert_eq!(&feature["properties"], &expected);
            prop_assert_eq!(&feature["id"], &json!(row.key().to_string()));
        }
    }
}

#[test]
fn rows_that_break_rules_are_kept_out_and_named() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let good = super::town::row(5..=5)
        .new_tree(&mut runner)
        .unwrap()
        .current();
    let mut unknown = good.clone();
    unknown.id = 6;
    unknown.item.common.category = super::town::category("unheard-of");
    let mut zero = good.clone();
    zero.id = 0;
    let (atlas, rejections) = build(&[good.clone(), good.clone(), unknown.clone(), zero]);
    let said: Vec<String> = rejections
        .iter()
        .map(|rejection| format!("{} {}", rejection.id, rejection.errors[0].field))
        .collect();
    assert_eq!(said, ["6 category", "0 id", "5 id"]);
    assert_eq!(atlas.items().count(), 1);
    // A row that was good and no longer is leaves the atlas.
    unknown.id = 5;
    let edit = crate::Edit {
        version: 8,
        upserted: vec![unknown],
        removed: vec![],
    };
    let (next, rejections) = atlas.apply(edit);
    assert_eq!(
        (next.items().count(), rejections.len(), next.version()),
        (0, 1, 8)
    );
}
