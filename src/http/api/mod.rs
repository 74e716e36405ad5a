//! The API: search, coverage, changes, and OGC API – Features and Tiles.

pub(crate) mod changes;
pub(crate) mod coverage;
pub(crate) mod events;
pub(crate) mod feature;
pub(crate) mod ogc;
pub(crate) mod search;
pub(crate) mod siting;
pub(crate) mod writes;
