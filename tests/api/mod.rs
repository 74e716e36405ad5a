//! What the service answers; modules are named after the addresses.

mod builder;
mod changes;
mod collections;
mod connections;
mod counts;
mod coverage;
mod coverage_sites;
mod description;
mod embed;
mod embedders;
mod events;
mod feeds;
mod filters;
mod headers;
mod health;
mod oembed;
mod ogc;
mod one_atlas;
mod pages;
mod parameters;
mod pictures;
mod planner;
mod report;
mod search;
mod tiles;
mod writes;
