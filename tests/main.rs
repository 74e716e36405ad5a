//! Every integration test is a module of this one binary, so that it links once.
mod api;
mod browser;
mod coverage_area;
mod coverage_oracles;
mod demo;
mod import;
mod layers;
mod mvt_gdal;
mod opening_hours;
mod recurrence;
mod scripts;
mod search;
mod store_durable;
mod store_outside;
mod store_past;
mod store_story;
mod support;
