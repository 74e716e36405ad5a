//! The engine of Okolica: domain types that can't be wrong, and the immutable,
//! indexed picture of a city (the *atlas*) that answers every read.
//!
//! Nothing here knows a database, HTTP, async, a file or the clock.

// The browser has no dates, words and counts of its own; what only they use is unused there.
#![cfg_attr(
    target_arch = "wasm32",
    allow(dead_code, unused_imports, clippy::default_constructed_unit_structs)
)]

#[cfg(not(target_arch = "wasm32"))]
pub mod activity;
pub mod area;
pub mod atlas;
mod builder;
#[cfg(not(target_arch = "wasm32"))]
pub mod calendar;
pub mod category;
pub mod cells;
pub mod coverage;
#[cfg(not(target_arch = "wasm32"))]
pub mod cql;
pub mod district;
mod districts;
pub mod error;
#[cfg(not(target_arch = "wasm32"))]
mod facets;
mod facts;
pub mod fields;
pub mod filter;
pub mod flat;
pub mod geodesy;
mod hash;
#[cfg(not(target_arch = "wasm32"))]
pub mod hours;
mod index;
pub mod item;
pub mod layer;
mod locator;
mod members;
mod parallel;
pub mod place;
pub mod population;
pub mod position;
pub mod profile;
pub mod query;
pub mod record;
mod rings;
#[cfg(not(target_arch = "wasm32"))]
pub mod schedule;
#[cfg_attr(target_arch = "wasm32", path = "search/none.rs")]
pub mod search;
#[cfg(test)]
mod tests;
pub mod text;
pub mod tiles;
pub mod time;
#[cfg_attr(target_arch = "wasm32", path = "timetable_of_browser.rs")]
mod timetable;
pub mod tree;
pub mod units;
pub mod window;
pub mod wkt;

pub use atlas::{Atlas, Rejection};
pub use builder::{Builder, Edit, Made, RecordMaker};
pub use error::FieldError;
#[cfg(not(target_arch = "wasm32"))]
pub use facets::Facets;
pub use filter::Filter;
pub use item::Item;
pub use layer::{ItemKey, ItemKind, Layer};
pub use position::{BBox, Position};
pub use query::{Asked, Page};
pub use record::Record;
pub use tiles::{FeatureOptions, TileFormat, TileId};
pub use units::Metres;
