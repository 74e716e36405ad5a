//! The truth: a GeoPackage file or a PostGIS database.
