//! What every new store holds: the shipped category tree and an unnamed city.

use super::StoreError;
use super::city;
use super::tx::Tx;
use okolica_model::category::{Category, CategoryId};
use okolica_model::profile::Profile;
use serde_json::Value;
use std::collections::BTreeMap;

const CATEGORIES: &str = include_str!("../../data/categories.json");

pub(super) async fn seed(tx: &mut Tx) -> Result<(), StoreError> {
    for category in shipped()? {
        city::add_category(tx, &category).await?;
    }
    city::set_profile(tx, &Profile::default()).await?;
    // What a store is born with has a history, but is no change.
    tx.script("DELETE FROM change_log").await
}

/// The tree in `data/categories.json`.
fn shipped() -> Result<Vec<Category>, StoreError> {
    let broken = |reason: String| StoreError::Broken {
        table: "categories",
        reason,
    };
    let list: Vec<Value> =
        serde_json::from_str(CATEGORIES).map_err(|error| broken(error.to_string()))?;
    list.iter()
        .map(|entry| {
            let id = |name| {
                let text = entry[name].as_str()?;
                CategoryId::parse(name, text).ok()
            };
            let labels: BTreeMap<String, String> = serde_json::from_value(entry["labels"].clone())
                .map_err(|error| broken(error.to_string()))?;
            Ok(Category {
                id: id("id").ok_or_else(|| broken(entry.to_string()))?,
                parent: id("parent"),
                labels,
                icon: entry["icon"].as_str().map(str::to_owned),
                colour: entry["colour"].as_u64().unwrap_or(7).min(7) as u8,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;
    use okolica_web::language::Language;

    #[test]
    fn the_shipped_tree_has_two_levels_and_every_language() {
        let tree = shipped().unwrap();
        let find = |id: &CategoryId| tree.iter().find(|category| category.id == *id);
        for category in &tree {
            assert_eq!(category.labels.len(), Language::COUNT, "{}", category.id);
            for language in Language::ALL {
                assert!(
                    category.labels.contains_key(language.tag()),
                    "{}",
                    category.id
                );
            }
            assert!(category.icon.is_some(), "{}", category.id);
            if let Some(parent) = &category.parent {
                assert_eq!(find(parent).unwrap().parent, None, "{parent} is top level");
            }
        }
        for id in ["library", "other", "mal"] {
            let id = CategoryId::parse("id", id).unwrap();
            assert_eq!(tree.iter().filter(|category| category.id == id).count(), 1);
        }
    }
}
