//! What the service answers; modules are named after the addresses.

mod changes;
mod collections;
mod connections;
mod coverage;
mod coverage_sites;
mod description;
mod embed;
mod events;
mod feeds;
mod filters;
mod headers;
mod health;
mod ogc;
mod pages;
mod parameters;
mod pictures;
mod planner;
mod report;
mod search;
mod tiles;
mod writes;
