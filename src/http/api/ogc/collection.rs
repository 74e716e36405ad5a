//! The registry of collections: what each is called, holds, and can be asked.

use crate::http::api::ogc::reference::Reference;
use crate::http::response::problem::Problem;
use okolica_atlas::Atlas;
use okolica_cql::Queryables;
use okolica_model::flat::Table;
use okolica_model::population::{CellShape, StoredCell};
use okolica_model::{BBox, Filter, ItemKind, Layer};
use okolica_web::words::Words;

/// A collection of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Collection {
    Spaces,
    Initiatives,
    /// Spaces and initiatives together.
    Items,
    Districts,
    /// Points and polygons with people.
    PopulationCells,
    /// A codelist: features without geometry.
    Categories,
}

impl Collection {
    pub(crate) const ALL: [Self; 6] = [
        Self::Spaces,
        Self::Initiatives,
        Self::Items,
        Self::Districts,
        Self::PopulationCells,
        Self::Categories,
    ];

    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Spaces => "spaces",
            Self::Initiatives => "initiatives",
            Self::Items => "items",
            Self::Districts => "districts",
            Self::PopulationCells => "population_cells",
            Self::Categories => "categories",
        }
    }

    /// # Errors
    /// 404.
    pub(crate) fn parse(name: &str) -> Result<Self, Problem> {
        let found = Self::ALL
            .into_iter()
            .find(|collection| collection.id() == name);
        found.ok_or_else(|| {
            let ids: Vec<&str> = Self::ALL.into_iter().map(Self::id).collect();
            Problem::not_found(format!(
                "there is no collection {name}; there are {}",
                ids.join(", ")
            ))
        })
    }

    /// The layer of the map that it is.
    pub(crate) const fn layer(self) -> Option<Layer> {
        match self {
            Self::Spaces => Some(Layer::Spaces),
            Self::Initiatives => Some(Layer::Initiatives),
            Self::Items => Some(Layer::Items),
            Self::Districts => Some(Layer::Districts),
            Self::PopulationCells | Self::Categories => None,
        }
    }

    /// The kind of item that is written through it.
    pub(crate) const fn editable(self) -> Option<ItemKind> {
        match self {
            Self::Spaces => Some(ItemKind::Space),
            Self::Initiatives => Some(ItemKind::Initiative),
            _ => None,
        }
    }

    pub(crate) const fn has_geometry(self) -> bool {
        !matches!(self, Self::Categories)
    }

    pub(crate) fn title(self, words: Words) -> String {
        words.text(match self {
            Self::Spaces => "api-spaces",
            Self::Initiatives => "api-initiatives",
            Self::Items => "api-items",
            Self::Districts => "api-districts",
            Self::PopulationCells => "api-population",
            Self::Categories => "api-categories",
        })
    }

    pub(crate) fn about(self, words: Words) -> String {
        words.text(match self {
            Self::Spaces => "api-spaces-about",
            Self::Initiatives => "api-initiatives-about",
            Self::Items => "api-items-about",
            Self::Districts => "api-districts-about",
            Self::PopulationCells => "api-population-about",
            Self::Categories => "api-categories-about",
        })
    }

    pub(crate) fn queryables(self) -> Queryables {
        match self.layer() {
            Some(layer) => Queryables::of_layer(layer),
            None if self == Self::PopulationCells => Queryables::of_cells(),
            None => Queryables::of_categories(),
        }
    }

    /// The tables whose columns its features have.
    pub(crate) const fn tables(self) -> &'static [Table] {
        match self {
            Self::Spaces => &[Table::Spaces],
            Self::Initiatives => &[Table::Initiatives],
            Self::Items => &[Table::Spaces, Table::Initiatives],
            Self::Districts => &[Table::Districts],
            Self::PopulationCells => &[Table::PopulationCells],
            Self::Categories => &[],
        }
    }

    /// The filters of the map that its list takes.
    pub(crate) const fn filters(self) -> &'static [&'static str] {
        match self {
            Self::Spaces | Self::Initiatives | Self::Items => &Filter::NAMES,
            Self::Districts => &["set", "district", "bbox"],
            Self::PopulationCells | Self::Categories => &["bbox"],
        }
    }

    /// The reference systems that its geometries come in.
    pub(crate) const fn references(self) -> &'static [Reference] {
        if self.has_geometry() {
            &Reference::ALL
        } else {
            &[]
        }
    }

    /// A box around all of it; `None` where nothing has a place.
    pub(crate) fn extent(self, atlas: &Atlas) -> Option<BBox> {
        match self {
            Self::Spaces | Self::Initiatives | Self::Items => atlas.extent(),
            Self::Districts => {
                let boxes = atlas
                    .sets()
                    .flat_map(|set| atlas.districts(set))
                    .map(|stored| stored.district.area.bbox());
                boxes.reduce(around)
            }
            Self::PopulationCells => atlas.cells().all().iter().map(bbox_of_cell).reduce(around),
            Self::Categories => None,
        }
    }
}

fn around(a: BBox, b: BBox) -> BBox {
    let all = BBox::new(
        a.west().min(b.west()),
        a.south().min(b.south()),
        a.east().max(b.east()),
        a.north().max(b.north()),
    );
    all.unwrap_or(BBox::WORLD)
}

fn bbox_of_cell(cell: &StoredCell) -> BBox {
    match &cell.cell.shape {
        CellShape::Point(at) => {
            BBox::new(at.lon(), at.lat(), at.lon(), at.lat()).unwrap_or(BBox::WORLD)
        }
        CellShape::Polygon(area) => area.bbox(),
    }
}
