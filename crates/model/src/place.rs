//! Place names: streets, stops, neighbourhoods and landmarks used only to find a position.

use crate::fields::Fields;
use crate::{FieldError, Position};
use serde_json::{Map, Value, json};

/// A name with a position.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceName {
    pub position: Position,
    pub name: String,
    /// `street`, `stop`, `neighbourhood`, `landmark` or another word of the source.
    pub kind: Option<String>,
    pub source: Option<String>,
    pub source_id: Option<String>,
}

impl PlaceName {
    /// # Errors
    /// Every field that breaks a rule; a place needs a name.
    pub fn parse(
        properties: &Map<String, Value>,
        position: Position,
    ) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::new(properties);
        let name = fields.line("name", 300).unwrap_or_default();
        if name.is_empty() {
            fields.error(FieldError::new("name", "", "the name of the place"));
        }
        let place = Self {
            position,
            name,
            kind: fields.line("kind", 64),
            source: fields.line("source", 200),
            source_id: fields.line("source_id", 200),
        };
        fields.finish(place)
    }

    #[must_use]
    pub fn properties(&self) -> Map<String, Value> {
        crate::item::without_nulls(json!({
            "name": self.name,
            "kind": self.kind,
            "source": self.source,
            "source_id": self.source_id,
        }))
    }
}
