//! What filters can ask of the features of a layer: the flat columns, and what is computed.

use okolica_model::Layer;
use okolica_model::flat::{Column, ColumnType, Table};

/// The type of a queryable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Integer,
    Number,
    Boolean,
    /// A local date.
    Date,
    /// A local date, or date and time.
    LocalTime,
    /// A moment in UTC.
    Stamp,
    /// A list of texts.
    Texts,
    /// Another list or an object; it can only be asked whether it is there.
    Structure,
    Geometry,
}

/// A name that filters know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Queryable {
    pub name: &'static str,
    /// Where its value stands in the properties of the feature.
    pub path: &'static [&'static str],
    pub kind: Kind,
}

/// All that can be asked of a layer.
#[derive(Debug, Clone)]
pub struct Queryables(Vec<Queryable>);

const GEOMETRY: Queryable = Queryable {
    name: "geometry",
    path: &["geometry"],
    kind: Kind::Geometry,
};
const ID: Queryable = Queryable {
    name: "id",
    path: &["id"],
    kind: Kind::Integer,
};
const LAYER: Queryable = Queryable {
    name: "layer",
    path: &["layer"],
    kind: Kind::Text,
};
const VERSION: Queryable = Queryable {
    name: "version",
    path: &["version"],
    kind: Kind::Integer,
};
const STAMPS: [Queryable; 2] = [
    Queryable {
        name: "created_at",
        path: &["created_at"],
        kind: Kind::Stamp,
    },
    Queryable {
        name: "updated_at",
        path: &["updated_at"],
        kind: Kind::Stamp,
    },
];

/// The figures of coverage that districts carry.
pub const DISTRICT_FIGURES: [(&str, Kind); 11] = [
    ("reached", Kind::Number),
    ("uncertain", Kind::Number),
    ("not_reached", Kind::Number),
    ("reached_share", Kind::Number),
    ("nearest_mean_m", Kind::Number),
    ("nearest_median_m", Kind::Number),
    ("nearest_p90_m", Kind::Number),
    ("facilities", Kind::Integer),
    ("places", Kind::Integer),
    ("per_10000", Kind::Number),
    ("area_km2", Kind::Number),
];
const FIGURE_PATHS: [&[&str]; 11] = [
    &["reached"],
    &["uncertain"],
    &["not_reached"],
    &["reached_share"],
    &["nearest_mean_m"],
    &["nearest_median_m"],
    &["nearest_p90_m"],
    &["facilities"],
    &["places"],
    &["per_10000"],
    &["area_km2"],
];

impl Queryables {
    #[must_use]
    pub fn of_layer(layer: Layer) -> Self {
        let mut all = vec![GEOMETRY, ID, VERSION];
        let tables: &[Table] = match layer {
            Layer::Spaces => &[Table::Spaces],
            Layer::Initiatives => &[Table::Initiatives],
            Layer::Items => &[Table::Spaces, Table::Initiatives],
            Layer::Districts => &[Table::Districts],
        };
        if layer != Layer::Districts {
            all.extend(STAMPS);
        }
        if layer == Layer::Items {
            all.push(LAYER);
        }
        for column in tables.iter().flat_map(|table| table.columns()) {
            if !all.iter().any(|known| known.name == column.name) {
                all.push(of_column(column));
            }
        }
        if layer == Layer::Districts {
            let figures = DISTRICT_FIGURES.into_iter().zip(FIGURE_PATHS);
            all.extend(figures.map(|((name, kind), path)| Queryable { name, path, kind }));
        }
        Self(all)
    }

    /// Of the population cells.
    #[must_use]
    pub fn of_cells() -> Self {
        let mut all = vec![GEOMETRY, ID, VERSION];
        let columns = Table::PopulationCells.columns();
        all.extend(
            columns
                .filter(|column| !column.name.starts_with("source"))
                .map(of_column),
        );
        Self(all)
    }

    /// Of the categories, which have no place.
    #[must_use]
    pub fn of_categories() -> Self {
        let text = |name, path| Queryable {
            name,
            path,
            kind: Kind::Text,
        };
        Self(vec![
            text("id", &["id"]),
            text("parent", &["parent"]),
            text("icon", &["icon"]),
            Queryable {
                name: "colour",
                path: &["colour"],
                kind: Kind::Integer,
            },
        ])
    }

    /// In the order in which they are told.
    pub fn iter(&self) -> impl Iterator<Item = &Queryable> {
        self.0.iter()
    }

    /// The queryable of a name; an object that columns lie in, such as `access`, is known too.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Queryable> {
        let named = self.0.iter().find(|known| known.name == name).copied();
        named.or_else(|| {
            let inner = self
                .0
                .iter()
                .find(|known| known.path[0] == name && known.path.len() > 1)?;
            Some(Queryable {
                name: inner.path[0],
                path: &inner.path[..1],
                kind: Kind::Structure,
            })
        })
    }
}

fn of_column(column: &'static Column) -> Queryable {
    Queryable {
        name: column.name,
        path: column.path,
        kind: match (column.kind, column.name) {
            (_, "closed_from" | "closed_until" | "population_date") => Kind::Date,
            (_, "schedule_start" | "schedule_end" | "registration_deadline") => Kind::LocalTime,
            (_, "tags" | "languages") => Kind::Texts,
            (ColumnType::Text, _) => Kind::Text,
            (ColumnType::Integer, _) => Kind::Integer,
            (ColumnType::Real, _) => Kind::Number,
            (ColumnType::Boolean, _) => Kind::Boolean,
            (ColumnType::Json, _) => Kind::Structure,
            (ColumnType::Stamp, _) => Kind::Stamp,
        },
    }
}
