//! The service: a store of truth, an atlas that answers every read, and HTTP around it.

pub mod cli;
pub mod config;
pub mod coverage;
pub mod crs;
pub mod embedders;
pub mod export;
mod ground;
pub mod http;
pub mod import;
pub mod live;
mod picture;
pub mod store;
mod vector_layers;
mod web_files;
pub mod wkb;
mod workers;
