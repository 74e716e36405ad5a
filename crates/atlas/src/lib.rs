//! The immutable, indexed picture of a city (the *atlas*) that answers every read: lists, tiles,
//! search, counts, and what is open or takes place when.
//!
//! Nothing here knows a database, HTTP, async, a file or the clock. The browser has no atlas.

pub mod atlas;
mod builder;
mod districts;
mod facets;
mod facts;
mod index;
pub mod query;
pub mod record;
pub mod search;
#[cfg(test)]
mod tests;
pub mod tiles;
mod timetable;

pub use atlas::{Atlas, Rejection};
pub use builder::{Builder, Edit, Made, RecordMaker};
pub use facets::Facets;
pub use query::{Asked, Page, cache_key};
pub use record::Record;
pub use tiles::{FeatureOptions, TileFormat, TileId};
