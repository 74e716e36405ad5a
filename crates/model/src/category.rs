//! One two-level tree of categories with stable ids and labels per language.

use crate::{FieldError, text};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// The id of a category: `[a-z0-9_-]`, 1 to 64 characters, stable for ever.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CategoryId(Arc<str>);

impl serde::Serialize for CategoryId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl CategoryId {
    /// # Errors
    /// Names `field`.
    pub fn parse(field: &str, text: &str) -> Result<Self, FieldError> {
        let ok = (1..=64).contains(&text.len())
            && text
                .bytes()
                .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-'));
        if ok {
            Ok(Self(text.into()))
        } else {
            Err(FieldError::new(
                field,
                text,
                "a category id of 1 to 64 characters a-z, 0-9, _ or -",
            ))
        }
    }

    /// The category of an item for which none is given.
    #[must_use]
    pub fn other() -> Self {
        Self("other".into())
    }

    /// The id made of a label, `None` when nothing of it is left.
    #[must_use]
    pub fn from_label(label: &str) -> Option<Self> {
        let mut slug = text::slug(label);
        slug.truncate(64);
        Self::parse("category", &slug).ok()
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CategoryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An entry of the tree.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Category {
    pub id: CategoryId,
    /// The top-level category it stands under; `None` for a top-level one.
    pub parent: Option<CategoryId>,
    /// Label by BCP 47 language, e.g. `pl` → `Biblioteka`.
    pub labels: BTreeMap<String, String>,
    /// The name of its symbol in the icon set.
    pub icon: Option<String>,
    /// Which of the eight category colours its symbols have, 0 to 7.
    pub colour: u8,
}

impl Category {
    /// The label in `language`, else in English, else in any language, else the id.
    #[must_use]
    pub fn label(&self, language: &str) -> &str {
        self.labels
            .get(language)
            .or_else(|| self.labels.get("en"))
            .or_else(|| self.labels.values().next())
            .map_or(self.id.as_str(), String::as_str)
    }
}
