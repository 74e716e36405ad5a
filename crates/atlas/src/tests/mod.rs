//! The atlas against brute force and against itself built anew, on random and degenerate data.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod closures;
mod edits;
mod filters;
mod lists;
mod polygons;
mod search;
mod slices;
mod suits;
mod tiles;
mod time;
mod town;
mod vector;
