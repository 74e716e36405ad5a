//! Tiles: what is asked for, what has come, what is shown meanwhile.

use super::dom::{Fetch, Tagged};
use super::ground::Place;
use crate::mercator::{Cells, World};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

/// Tiles kept, shown or not.
const KEPT: usize = 300;

/// The items of a tile.
#[derive(Debug, Default)]
pub(super) struct Tile {
    pub(super) features: Vec<Feature>,
    /// What the service calls this state of it.
    tag: String,
}

/// An item, or several gathered.
#[derive(Debug)]
pub(super) struct Feature {
    /// `spaces/17` or `cell/…`.
    pub(super) id: String,
    pub(super) at: World,
    pub(super) what: What,
}

#[derive(Debug)]
pub(super) enum What {
    Item {
        name: String,
        category: String,
        dimmed: bool,
    },
    Group {
        count: u64,
        categories: Vec<(String, u64)>,
        expansion_zoom: u8,
    },
}

impl Feature {
    pub(super) fn count(&self) -> u64 {
        match self.what {
            What::Item { .. } => 1,
            What::Group { count, .. } => count,
        }
    }
}

#[derive(Deserialize)]
struct Collection {
    features: Vec<Raw>,
}

#[derive(Deserialize)]
struct Raw {
    id: String,
    geometry: Geometry,
    properties: Properties,
}

#[derive(Deserialize)]
struct Geometry {
    coordinates: [f64; 2],
}

#[derive(Deserialize)]
struct Properties {
    #[serde(default)]
    name: String,
    #[serde(default)]
    category: String,
    #[serde(default)]
    status: String,
    point_count: Option<u64>,
    #[serde(default)]
    categories: BTreeMap<String, u64>,
    #[serde(default)]
    expansion_zoom: u8,
}

impl Tile {
    fn parse(answer: Tagged) -> Option<Self> {
        let collection: Collection = serde_json::from_str(&answer.text).ok()?;
        let features = collection.features.into_iter().map(feature).collect();
        let tag = answer.tag;
        Some(Self { features, tag })
    }
}

fn feature(raw: Raw) -> Feature {
    let [lon, lat] = raw.geometry.coordinates;
    let properties = raw.properties;
    let what = match properties.point_count {
        Some(count) => What::Group {
            count,
            categories: properties.categories.into_iter().collect(),
            expansion_zoom: properties.expansion_zoom,
        },
        None => What::Item {
            name: properties.name,
            category: properties.category,
            dimmed: matches!(properties.status.as_str(), "cancelled" | "done"),
        },
    };
    Feature {
        id: raw.id,
        at: World::of_degrees(lon, lat),
        what,
    }
}

/// The tiles of one layer under one filter after the other.
pub(super) struct Tiles {
    /// By filter and place; the number says when it was last wanted.
    kept: HashMap<(Rc<str>, Place), (u64, Rc<Tile>)>,
    running: HashMap<Place, Fetch>,
    failed: bool,
    clock: u64,
    filter: Rc<str>,
    zoom: u8,
    wanted: Vec<Place>,
    /// What is drawn: all wanted ones that have come, or the last complete view until they have.
    shown: Vec<Rc<Tile>>,
    shown_as: (Rc<str>, u8),
}

/// A request to start.
pub(super) struct Order {
    pub(super) place: Place,
    pub(super) filter: Rc<str>,
}

impl Tiles {
    pub(super) fn new() -> Self {
        Self {
            kept: HashMap::new(),
            running: HashMap::new(),
            failed: false,
            clock: 0,
            filter: "".into(),
            zoom: 0,
            wanted: Vec::new(),
            shown: Vec::new(),
            shown_as: ("".into(), u8::MAX),
        }
    }

    /// Says which tiles the view needs; requests for others are given up. The answer is what
    /// must be asked for.
    pub(super) fn want(&mut self, filter: &str, zoom: u8, cells: Cells) -> Vec<Order> {
        if *self.filter != *filter {
            self.filter = filter.into();
            self.running.clear();
        }
        self.zoom = zoom;
        self.clock += 1;
        self.failed = false;
        self.wanted = cells.iter().map(|(x, y)| (zoom, x, y)).collect();
        let wanted = &self.wanted;
        self.running.retain(|place, _| wanted.contains(place));
        let mut orders = Vec::new();
        for place in &self.wanted {
            match self.kept.get_mut(&(self.filter.clone(), *place)) {
                Some((used, _)) => *used = self.clock,
                None if self.running.contains_key(place) => {}
                None => orders.push(Order {
                    place: *place,
                    filter: self.filter.clone(),
                }),
            }
        }
        self.refresh();
        orders
    }

    /// Something has changed: what must be asked for again. What is in view stays until then,
    /// all else is forgotten.
    pub(super) fn renew(&mut self) -> Vec<Order> {
        let (filter, wanted) = (&self.filter, &self.wanted);
        self.kept
            .retain(|(of, place), _| of == filter && wanted.contains(place));
        let order = |place: &Place| Order {
            place: *place,
            filter: self.filter.clone(),
        };
        self.wanted.iter().map(order).collect()
    }

    /// Notes a request; one for the same tile that is under way is given up, so that it can't
    /// bring an older state back.
    pub(super) fn started(&mut self, place: Place, fetch: Fetch) {
        self.running.insert(place, fetch);
    }

    /// Takes in an answer; `None` when it failed. Says whether it is another than was known.
    pub(super) fn arrived(&mut self, order: &Order, answer: Option<Tagged>) -> bool {
        if *order.filter == *self.filter {
            self.running.remove(&order.place);
        }
        let key = (order.filter.clone(), order.place);
        let known = self.kept.get(&key).map(|(_, tile)| tile.tag.clone());
        if answer
            .as_ref()
            .is_some_and(|answer| known.as_ref() == Some(&answer.tag))
        {
            return false;
        }
        match answer.and_then(Tile::parse) {
            Some(tile) => {
                self.kept.insert(key, (self.clock, Rc::new(tile)));
                self.forget();
            }
            None => self.failed = true,
        }
        self.refresh();
        known.is_some()
    }

    fn forget(&mut self) {
        while self.kept.len() > KEPT {
            let oldest = self.kept.iter().min_by_key(|(_, (used, _))| *used);
            let Some(key) = oldest.map(|(key, _)| key.clone()) else {
                return;
            };
            self.kept.remove(&key);
        }
    }

    fn refresh(&mut self) {
        let found: Vec<Rc<Tile>> = self
            .wanted
            .iter()
            .filter_map(|place| self.kept.get(&(self.filter.clone(), *place)))
            .map(|(_, tile)| tile.clone())
            .collect();
        let now = (self.filter.clone(), self.zoom);
        // Another zoom or filter shows itself when it is whole; until then the old view stays.
        if found.len() == self.wanted.len() || self.shown_as == now {
            self.shown = found;
            self.shown_as = now;
        }
    }

    /// Whether all that the view needs is here.
    pub(super) fn is_complete(&self) -> bool {
        let here = |place: &Place| self.kept.contains_key(&(self.filter.clone(), *place));
        !self.wanted.is_empty() && self.wanted.iter().all(here)
    }

    pub(super) fn is_waiting(&self) -> bool {
        !self.running.is_empty()
    }

    /// Whether something that the view still lacks did not come.
    pub(super) fn has_failed(&self) -> bool {
        self.failed && !self.is_complete()
    }

    pub(super) fn shown(&self) -> &[Rc<Tile>] {
        &self.shown
    }

    /// Forgets what is shown of a filter, so that all is asked for again.
    pub(super) fn clear(&mut self) {
        self.kept.clear();
        self.running.clear();
    }
}
