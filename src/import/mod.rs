//! A city's own files, made rows of a store.

pub mod columns;
pub mod crs;
pub mod delimited;
pub mod encoding;
pub mod geojson;
pub mod geopackage;
pub mod source;
pub mod wkb;
pub mod wkt;
