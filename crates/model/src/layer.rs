//! The layers that the service publishes, and the keys of their features.

use crate::FieldError;
use std::fmt;

/// Which of the two kinds an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemKind {
    Space,
    Initiative,
}

impl ItemKind {
    pub const ALL: [Self; 2] = [Self::Space, Self::Initiative];

    /// The name of the kind's layer, collection and table: `spaces` or `initiatives`.
    #[must_use]
    pub const fn layer(self) -> &'static str {
        match self {
            Self::Space => "spaces",
            Self::Initiative => "initiatives",
        }
    }
}

/// A published layer: tiles and collections are named by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    Spaces,
    Initiatives,
    /// Both kinds of items, aggregated together.
    Items,
    Districts,
}

impl Layer {
    pub const ALL: [Self; 4] = [
        Self::Spaces,
        Self::Initiatives,
        Self::Items,
        Self::Districts,
    ];

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Spaces => "spaces",
            Self::Initiatives => "initiatives",
            Self::Items => "items",
            Self::Districts => "districts",
        }
    }

    /// Whether items of `kind` appear in this layer.
    #[must_use]
    pub const fn holds(self, kind: ItemKind) -> bool {
        matches!(
            (self, kind),
            (Self::Items, _)
                | (Self::Spaces, ItemKind::Space)
                | (Self::Initiatives, ItemKind::Initiative)
        )
    }

    /// # Errors
    /// Names `layer`.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        Self::ALL
            .into_iter()
            .find(|layer| layer.name() == text)
            .ok_or_else(|| {
                FieldError::new("layer", text, "spaces, initiatives, items or districts")
            })
    }
}

impl From<ItemKind> for Layer {
    fn from(kind: ItemKind) -> Self {
        match kind {
            ItemKind::Space => Self::Spaces,
            ItemKind::Initiative => Self::Initiatives,
        }
    }
}

/// The largest id a store may give, so that every JSON reader keeps it exact.
pub const MAX_ID: u64 = (1 << 53) - 1;

/// An item's name for ever: its kind and the integer its store gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemKey {
    pub kind: ItemKind,
    /// 1 to 2^53 − 1, unique within the kind.
    pub id: u64,
}

impl fmt::Display for ItemKey {
    /// `spaces/17`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.kind.layer(), self.id)
    }
}
