//! From what a file calls a category to an entry of the tree.

use super::delimited::Delimited;
use super::encoding::decode;
use anyhow::{Context, Result, bail};
use okolica_model::category::{Category, CategoryId};
use okolica_model::{FieldError, text};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// The colour of a category that nobody has given one: grey.
const NO_COLOUR: u8 = 7;

/// The tree, and the names that lead to its entries.
pub struct Categories {
    /// Entries by folded id and label.
    by_name: HashMap<String, CategoryId>,
    /// `--category-map`: folded name in the file → name in the tree.
    map: HashMap<String, String>,
    /// The language that new labels are in.
    language: String,
    strict: bool,
}

/// What a cell says.
#[derive(Debug)]
pub struct Named {
    pub id: CategoryId,
    /// The further categories of a cell that names several.
    pub rest: Vec<String>,
    /// The entry that the tree does not have yet.
    pub new: Option<Category>,
}

impl Categories {
    #[must_use]
    pub fn new(tree: &[Category], language: &str, strict: bool) -> Self {
        let mut by_name = HashMap::new();
        for category in tree {
            for label in category.labels.values() {
                by_name
                    .entry(text::fold(label))
                    .or_insert_with(|| category.id.clone());
            }
        }
        // An id is the surest name, so it wins over a label of another entry.
        by_name.extend(
            tree.iter()
                .map(|category| (category.id.to_string(), category.id.clone())),
        );
        Self {
            by_name,
            map: HashMap::new(),
            language: language.to_owned(),
            strict,
        }
    }

    /// Reads `--category-map`: a CSV with the columns `from` and `to`, or two in this order.
    ///
    /// # Errors
    /// When the file can't be read or has fewer than two columns.
    pub fn read_map(&mut self, path: &Path) -> Result<()> {
        let shown = path.display();
        let bytes =
            std::fs::read(path).with_context(|| format!("--category-map {shown} can't be read"))?;
        let file = Delimited::new(decode(&bytes, None)?.text);
        let at = |name: &str, otherwise| {
            file.columns
                .iter()
                .position(|column| text::fold(column) == name)
                .unwrap_or(otherwise)
        };
        let (from, to) = (at("from", 0), at("to", 1));
        if file.columns.len() < 2 {
            bail!(
                "--category-map {shown} has the columns {}; expected from,to",
                file.columns.join(",")
            );
        }
        for row in file.rows() {
            let row = row.map_err(|(line, error)| {
                anyhow::anyhow!("--category-map {shown}, line {line}: {error}")
            })?;
            if let (Value::String(from), Value::String(to)) = (&row.values[from], &row.values[to]) {
                self.map.insert(text::fold(from), to.clone());
            }
        }
        Ok(())
    }

    /// The category that a cell names. Where it names several (`culture, education`), the first
    /// is the category and the others are tags.
    ///
    /// # Errors
    /// Names `category` when nothing of the text can be an id, or when it is unknown and new
    /// ones are refused (`--strict`).
    pub fn resolve(&self, cell: &str) -> Result<Named, FieldError> {
        let whole = text::clean_line(cell);
        // A label may itself hold a comma: so the whole cell is tried first.
        let parts: Vec<&str> = match self.find(&whole) {
            Some(_) => vec![&whole],
            None => whole
                .split([',', ';', '|'])
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .collect(),
        };
        let Some((first, rest)) = parts.split_first() else {
            return Ok(Named {
                id: CategoryId::other(),
                rest: Vec::new(),
                new: None,
            });
        };
        let rest = rest.iter().map(|part| (*part).to_owned()).collect();
        if let Some(id) = self.find(first) {
            return Ok(Named {
                id,
                rest,
                new: None,
            });
        }
        let label = self.mapped(first);
        let wrong = |expected: &str| FieldError::new("category", first, expected);
        if self.strict {
            return Err(wrong(
                "a category of the tree, because of --strict; map it with --category-map",
            ));
        }
        let id = CategoryId::from_label(label)
            .ok_or_else(|| wrong("a name with a letter or digit in it"))?;
        let new = Category {
            id: id.clone(),
            parent: None,
            labels: BTreeMap::from([(self.language.clone(), label.to_owned())]),
            icon: None,
            colour: NO_COLOUR,
        };
        Ok(Named {
            id,
            rest,
            new: Some(new),
        })
    }

    /// Takes a new entry into the tree, once the row that names it is taken.
    pub fn accept(&mut self, category: &Category) {
        self.by_name
            .insert(category.id.to_string(), category.id.clone());
        for label in category.labels.values() {
            self.by_name
                .entry(text::fold(label))
                .or_insert_with(|| category.id.clone());
        }
    }

    fn mapped<'a>(&'a self, name: &'a str) -> &'a str {
        self.map.get(&text::fold(name)).map_or(name, String::as_str)
    }

    fn find(&self, name: &str) -> Option<CategoryId> {
        let name = self.mapped(name);
        let by_label = self.by_name.get(&text::fold(name));
        let found = by_label.or_else(|| self.by_name.get(CategoryId::from_label(name)?.as_str()));
        found.cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> Vec<Category> {
        [
            ("library", "Biblioteka"),
            ("sport", "Sport, rekreacja"),
            ("other", "Inne"),
        ]
        .map(|(id, label)| Category {
            id: CategoryId::parse("id", id).expect("an id"),
            parent: None,
            labels: BTreeMap::from([("pl".to_owned(), label.to_owned())]),
            icon: None,
            colour: 0,
        })
        .to_vec()
    }

    #[test]
    fn names_lead_to_entries() {
        let mut categories = Categories::new(&tree(), "pl", false);
        categories
            .map
            .insert("czytelnia".to_owned(), "library".to_owned());
        for (cell, id, rest) in [
            ("library", "library", ""),
            ("BIBLIOTEKA", "library", ""),
            ("Czytelnia", "library", ""),
            ("sport, rekreacja", "sport", ""),
            ("Biblioteka; sport|x y", "library", "sport,x y"),
            ("Zieleń miejska", "zielen-miejska", ""),
            (" , ", "other", ""),
        ] {
            let named = categories.resolve(cell).expect(cell);
            assert_eq!(
                (named.id.as_str(), named.rest.join(",").as_str()),
                (id, rest),
                "{cell}"
            );
            if let Some(new) = named.new {
                assert_eq!(new.label("pl"), "Zieleń miejska");
                categories.accept(&new);
            }
        }
        assert!(
            categories
                .resolve("zielen miejska")
                .expect("known now")
                .new
                .is_none()
        );
        assert!(categories.resolve("!!!").is_err());
        assert!(
            Categories::new(&tree(), "pl", true)
                .resolve("nowa")
                .is_err()
        );
    }
}
