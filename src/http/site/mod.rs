//! Pages for people, and the files that they need.

pub(crate) mod counts;
pub(crate) mod embed;
pub(crate) mod files;
pub(crate) mod ground;
pub(crate) mod oembed;
pub(crate) mod opens;
pub(crate) mod pages;
pub(crate) mod picture;
pub(crate) mod planner;
pub(crate) mod presets;
pub(crate) mod report;
pub(crate) mod sitemap;
