//! What a request for a list asks, and the features that answer it.

use crate::http::api::ogc::collection::Collection;
use crate::http::api::ogc::figures::BySet;
use crate::http::api::ogc::frame::Frame;
use crate::http::api::ogc::reference::{Bounds, Reference};
use crate::http::request::cursor;
use crate::http::request::query::Query;
use geo::{Intersects, Polygon};
use okolica_atlas::{Atlas, Record};
use okolica_cql as cql;
use okolica_cql::{Cql, Span, Subject};
use okolica_model::area::Area;
use okolica_model::calendar::Calendar;
use okolica_model::category::Category;
use okolica_model::district::{DEFAULT_SET, StoredDistrict};
use okolica_model::population::{CellShape, StoredCell};
use okolica_model::time::Stamp;
use okolica_model::{BBox, FieldError, Filter, ItemKey, Layer};
use serde_json::{Map, Value, json};

/// A request for a list.
#[derive(Debug)]
pub(crate) struct Listing {
    pub(crate) collection: Collection,
    /// The map's own filters, without the box, which OGC reads otherwise: features without a
    /// geometry stay.
    pub(crate) filter: Filter,
    bounds: Option<Bounds>,
    time: Option<Span>,
    cql: Option<Cql>,
    calendar: Calendar,
    pub(crate) reference: Reference,
    pub(crate) limit: usize,
    /// Where the page starts.
    after: Option<After>,
    /// Whether contact fields that are not public may be there.
    pub(crate) editor: bool,
    pub(crate) now: Stamp,
    /// Parameters beside filter and limit, as they were given, for links.
    pub(crate) given: Vec<(&'static str, String)>,
    /// The cursor as it was given.
    pub(crate) cursor: Option<String>,
    /// The figures of the set, where districts are asked for.
    pub(crate) figures: Option<BySet>,
}

#[derive(Debug, Clone)]
enum After {
    Item(ItemKey),
    /// The code of a district, the place of a category, the id of a cell.
    Name(String),
}

/// A feature of a list.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Found<'a> {
    Item(&'a Record),
    District(&'a StoredDistrict),
    Cell(&'a StoredCell),
    Category(&'a Category),
}

/// A page of a list.
#[derive(Debug)]
pub(crate) struct Page<'a> {
    pub(crate) features: Vec<Found<'a>>,
    pub(crate) matched: usize,
    pub(crate) without_position: usize,
    /// Items that say nothing of something that is asked for; others leave nothing unsaid.
    pub(crate) unknown: Option<usize>,
    pub(crate) next: Option<String>,
}

/// The parameters of a list beside the map's filters and [`Frame::NAMES`].
pub(crate) const NAMES: [&str; 9] = [
    "limit",
    "cursor",
    "bbox",
    "bbox-crs",
    "datetime",
    "crs",
    "filter",
    "filter-lang",
    "filter-crs",
];

impl Listing {
    /// Reads the parameters; errors stay in the query. Takes those out of it that the map's own
    /// filters would read otherwise.
    pub(crate) fn read(
        collection: Collection,
        query: &mut Query<'_>,
        atlas: &Atlas,
        editor: bool,
        now: Stamp,
    ) -> Self {
        let calendar = Calendar::of(atlas.profile());
        let mut given = Vec::new();
        for name in [
            "bbox",
            "bbox-crs",
            "datetime",
            "filter",
            "filter-lang",
            "filter-crs",
            "crs",
        ] {
            let text = query.single(name, |text| Ok(text.to_owned()));
            given.extend(text.map(|text| (name, text)));
        }
        let reference = query
            .single("crs", |text| parse_reference(collection, "crs", text))
            .unwrap_or_default();
        let bbox_crs = query.single("bbox-crs", |text| Reference::parse("bbox-crs", text));
        let bounds = query.taken("bbox", |text| {
            Bounds::parse(text, bbox_crs.unwrap_or_default())
        });
        let time = query.single("datetime", |text| Span::parse_datetime(text, &calendar));
        let cql = read_cql(collection, query, &calendar);
        let after = query.single("cursor", |text| match collection {
            Collection::Districts | Collection::PopulationCells | Collection::Categories => {
                cursor::name(text).map(After::Name)
            }
            _ => cursor::item(text).map(After::Item),
        });
        let filter = match collection {
            Collection::PopulationCells | Collection::Categories => Filter::default(),
            _ => query.filter(atlas),
        };
        Self {
            collection,
            filter,
            bounds,
            time,
            cql,
            calendar,
            reference,
            limit: query.limit(),
            after,
            editor,
            now,
            given,
            cursor: query.single("cursor", |text| Ok(text.to_owned())),
            figures: None,
        }
    }

    /// Every parameter that asks for this list again, from its start.
    pub(crate) fn pairs(&self, frame: &Frame) -> Vec<(&'static str, String)> {
        let mut pairs = self.filter.to_query();
        pairs.extend(self.given.iter().cloned());
        pairs.extend(frame.given.iter().cloned());
        pairs.push(("limit", self.limit.to_string()));
        pairs
    }

    /// Whether every feature has to be looked at.
    pub(crate) fn is_long(&self) -> bool {
        self.cql.is_some() || self.time.is_some() || self.bounds.is_some()
    }

    /// The end of the time slice in which the answer stays true; `None`: always.
    pub(crate) fn until(&self, atlas: &Atlas) -> Option<Stamp> {
        let layer = self
            .collection
            .layer()
            .filter(|layer| *layer != Layer::Districts)?;
        self.filter
            .is_timed()
            .then(|| atlas.ask(layer, &self.filter, self.now).until())?
    }

    pub(crate) fn page<'a>(&self, atlas: &'a Atlas) -> Page<'a> {
        match self.collection {
            Collection::Districts => self.districts(atlas),
            Collection::PopulationCells => self.cells(atlas),
            Collection::Categories => self.categories(atlas),
            Collection::Spaces => self.items(atlas, Layer::Spaces),
            Collection::Initiatives => self.items(atlas, Layer::Initiatives),
            Collection::Items => self.items(atlas, Layer::Items),
        }
    }

    fn items<'a>(&self, atlas: &'a Atlas, layer: Layer) -> Page<'a> {
        let after = match &self.after {
            Some(After::Item(key)) => Some(*key),
            _ => None,
        };
        // Spaces have positions, so that the index can answer a box of them; it is also asked
        // where the box is only around one of another system.
        let indexed = self.bounds.as_ref().filter(|_| layer == Layer::Spaces);
        let filter = Filter {
            bbox: indexed.map(Bounds::around),
            ..self.filter.clone()
        };
        let left = self
            .bounds
            .as_ref()
            .filter(|bounds| indexed.is_none() || bounds.in_degrees().is_none());
        let asked = atlas.ask(layer, &filter, self.now);
        let page = if left.is_none() && self.time.is_none() && self.cql.is_none() {
            asked.page(after, self.limit)
        } else {
            asked.page_where(after, self.limit, |record| {
                left.is_none_or(|bounds| record.position().is_none_or(|at| bounds.contains(at)))
                    && self.is_in_time(atlas, record)
                    && self.cql.as_ref().is_none_or(|cql| {
                        let properties = record.members(cql.members(), self.editor);
                        cql.keeps_item(&properties, record.position())
                    })
            })
        };
        Page {
            matched: page.matched,
            without_position: page.without_position,
            unknown: Some(page.unknown),
            next: page.next.map(cursor::after_item),
            features: page.items.into_iter().map(Found::Item).collect(),
        }
    }

    /// What has no time stays, as the standard wants it.
    fn is_in_time(&self, atlas: &Atlas, record: &Record) -> bool {
        self.time.is_none_or(|time| {
            let schedule = record.members(&["schedule"], false).remove("schedule");
            let last = atlas.last_end(record);
            let span = schedule.and_then(|it| Span::of_schedule(&it, last, &self.calendar));
            span.is_none_or(|span| span.intersects(time))
        })
    }

    /// The boundary set that is asked for.
    pub(crate) fn set(&self) -> &str {
        let wanted = self.filter.district.as_ref();
        wanted.map_or(DEFAULT_SET, |wanted| wanted.set.as_str())
    }

    fn figures_of(&self, stored: &StoredDistrict) -> Option<&Map<String, Value>> {
        self.figures.as_ref()?.get(&stored.district.code)
    }

    /// The districts of one set, the default one unless another is named, by code.
    fn districts<'a>(&self, atlas: &'a Atlas) -> Page<'a> {
        let wanted = self.filter.district.as_ref();
        let codes = wanted.map_or(&[][..], |wanted| &wanted.codes);
        let outline = self.bounds.as_ref().and_then(Bounds::outline);
        let matching = atlas
            .districts(self.set())
            .iter()
            .filter(|stored| codes.is_empty() || codes.contains(&stored.district.code))
            .filter(|stored| self.is_in_bounds(&stored.district.area, outline.as_ref()))
            .filter(|stored| {
                self.cql
                    .as_ref()
                    .is_none_or(|cql| cql.keeps_district(stored, self.figures_of(stored)))
            })
            .map(|stored| (stored.district.code.clone(), Found::District(stored)));
        self.cut(matching.collect(), 0)
    }

    fn is_in_bounds(&self, area: &Area, outline: Option<&Polygon<f64>>) -> bool {
        self.bounds.as_ref().is_none_or(|bounds| {
            overlap(bounds.around(), area.bbox())
                && outline.is_none_or(|outline| area.polygons().intersects(outline))
        })
    }

    /// By id.
    fn cells<'a>(&self, atlas: &'a Atlas) -> Page<'a> {
        let outline = self.bounds.as_ref().and_then(Bounds::outline);
        let matching = atlas.cells().all().iter().filter(|cell| {
            let in_bounds = match &cell.cell.shape {
                CellShape::Point(at) => {
                    let bounds = self.bounds.as_ref();
                    bounds.is_none_or(|bounds| bounds.contains(*at))
                }
                CellShape::Polygon(area) => self.is_in_bounds(area, outline.as_ref()),
            };
            in_bounds && self.cql.as_ref().is_none_or(|cql| cql.keeps_cell(cell))
        });
        let named = matching.map(|cell| (format!("{:016}", cell.id), Found::Cell(cell)));
        self.cut(named.collect(), 0)
    }

    /// In the order of the tree.
    fn categories<'a>(&self, atlas: &'a Atlas) -> Page<'a> {
        let all = atlas.categories().iter().enumerate();
        let matching: Vec<_> = all
            .filter(|(_, category)| {
                self.cql.as_ref().is_none_or(|cql| {
                    cql.keeps(&Subject {
                        properties: &category_properties(category),
                        geometry: None,
                    })
                })
            })
            .map(|(at, category)| (format!("{at:06}"), Found::Category(category)))
            .collect();
        let count = matching.len();
        self.cut(matching, count)
    }

    /// The page of a short list whose names stand in order.
    fn cut<'a>(&self, matching: Vec<(String, Found<'a>)>, without_position: usize) -> Page<'a> {
        let matched = matching.len();
        let mut rest = matching.into_iter().filter(|(name, _)| match &self.after {
            Some(After::Name(after)) => name > after,
            _ => true,
        });
        let page: Vec<_> = rest.by_ref().take(self.limit).collect();
        let more = rest.next().is_some();
        let last = page.last().filter(|_| more);
        Page {
            matched,
            without_position,
            unknown: None,
            next: last.map(|(name, _)| cursor::after_text(name)),
            features: page.into_iter().map(|(_, found)| found).collect(),
        }
    }
}

/// A reference system that a collection's geometries come in.
pub(crate) fn parse_reference(
    collection: Collection,
    field: &str,
    text: &str,
) -> Result<Reference, FieldError> {
    if collection.has_geometry() {
        return Reference::parse(field, text);
    }
    let expected = "no reference system: this collection has no geometries";
    Err(FieldError::new(field, text, expected))
}

fn read_cql(collection: Collection, query: &mut Query<'_>, calendar: &Calendar) -> Option<Cql> {
    let language = query.single("filter-lang", |text| match text {
        // GDAL before 3.8 has the draft's name.
        "cql2-text" | "cql-text" => Ok(cql::Language::Text),
        "cql2-json" => Ok(cql::Language::Json),
        _ => Err(FieldError::new(
            "filter-lang",
            text,
            "cql2-text or cql2-json",
        )),
    });
    let reference = query.single("filter-crs", |text| Reference::parse("filter-crs", text));
    let projection = reference.unwrap_or_default().projection();
    query.single("filter", |text| {
        let queryables = collection.queryables();
        let to_degrees = |at| {
            let named = |error: FieldError| FieldError::new("filter", error.value, error.expected);
            projection.to_degrees(at).map_err(named)
        };
        let setting = cql::Setting {
            queryables: &queryables,
            calendar,
            to_degrees: &to_degrees,
        };
        // Without a language, as QGIS and browsers send both, JSON is told by its bracket.
        let language = language.unwrap_or(if text.starts_with('{') {
            cql::Language::Json
        } else {
            cql::Language::Text
        });
        Cql::parse(language, text, &setting)
    })
}

/// What a category's feature says.
pub(crate) fn category_properties(category: &Category) -> Map<String, Value> {
    let mut out = Map::new();
    out.insert("id".to_owned(), json!(category.id));
    if let Some(parent) = &category.parent {
        out.insert("parent".to_owned(), json!(parent));
    }
    out.insert("labels".to_owned(), json!(category.labels));
    if let Some(icon) = &category.icon {
        out.insert("icon".to_owned(), json!(icon));
    }
    out.insert("colour".to_owned(), json!(category.colour));
    out
}

/// Whether the boxes share a point. The first may cross the antimeridian, a district does not.
fn overlap(a: BBox, b: BBox) -> bool {
    let by_lon = if a.crosses_antimeridian() {
        b.east() >= a.west() || b.west() <= a.east()
    } else {
        a.west() <= b.east() && b.west() <= a.east()
    };
    by_lon && a.south() <= b.north() && b.south() <= a.north()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_that_touch_overlap_also_over_the_antimeridian() {
        let bbox = |text: &str| BBox::parse(text).expect(text);
        for (a, b, expected) in [
            ("0,0,1,1", "1,1,2,2", true),
            ("0,0,1,1", "1.1,0,2,2", false),
            ("170,0,-170,1", "175,0,176,1", true),
            ("170,0,-170,1", "-175,0,-174,1", true),
            ("170,0,-170,1", "0,0,1,1", false),
        ] {
            assert_eq!(overlap(bbox(a), bbox(b)), expected, "{a} {b}");
        }
    }
}
