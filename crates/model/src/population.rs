//! Population cells: where people live, for weighting coverage.

use crate::area::Area;
use crate::fields::Fields;
use crate::{FieldError, Position};
use serde_json::{Map, Value, json};

/// The ground that a cell's people live on.
#[derive(Debug, Clone, PartialEq)]
pub enum CellShape {
    Point(Position),
    Polygon(Area),
}

/// A point or polygon with people. A hidden cell (`known` = false) is unknown, not 0.
#[derive(Debug, Clone, PartialEq)]
pub struct PopulationCell {
    pub shape: CellShape,
    pub known: bool,
    pub population: Option<f64>,
    pub population_0_14: Option<f64>,
    pub population_15_64: Option<f64>,
    pub population_65plus: Option<f64>,
    pub source: Option<String>,
    pub source_id: Option<String>,
}

/// A population cell as its store keeps it.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredCell {
    pub id: u64,
    pub version: u64,
    pub cell: PopulationCell,
}

impl PopulationCell {
    /// # Errors
    /// Every field that breaks a rule, negative people among them.
    pub fn parse(
        properties: &Map<String, Value>,
        shape: CellShape,
    ) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::new(properties);
        let mut people = |name| {
            let number = fields.number(name)?;
            if number < 0.0 {
                fields.error(FieldError::new(name, number, "people, 0 or more"));
            }
            Some(number)
        };
        let population = people("population");
        let population_0_14 = people("population_0_14");
        let population_15_64 = people("population_15_64");
        let population_65plus = people("population_65plus");
        let known = fields.flag("known").unwrap_or(population.is_some());
        if known && population.is_none() {
            fields.error(FieldError::new(
                "population",
                "",
                "people, 0 or more, or known = false",
            ));
        }
        let cell = Self {
            shape,
            known,
            population,
            population_0_14,
            population_15_64,
            population_65plus,
            source: fields.line("source", 200),
            source_id: fields.line("source_id", 200),
        };
        fields.finish(cell)
    }

    #[must_use]
    pub fn properties(&self) -> Map<String, Value> {
        crate::item::without_nulls(json!({
            "population": self.population,
            "population_0_14": self.population_0_14,
            "population_15_64": self.population_15_64,
            "population_65plus": self.population_65plus,
            "known": self.known,
            "source": self.source,
            "source_id": self.source_id,
        }))
    }
}
