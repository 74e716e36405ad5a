//! The domain types of a city's map: a value of one was parsed once, and later code can't meet an
//! invalid one. Filters are among them, and the calendar that dates and opening hours are read by.
//!
//! Everything here is plain values. Nothing knows a database, HTTP, async, a file or the clock, and
//! all of it compiles for the server and for the browser alike.

mod access;
pub mod activity;
pub mod area;
pub mod calendar;
pub mod category;
pub mod cells;
pub mod district;
pub mod error;
pub mod fields;
pub mod filter;
pub mod filter_table;
pub mod flat;
pub mod geodesy;
pub mod hash;
pub mod hours;
pub mod item;
pub mod layer;
pub mod locator;
mod members;
pub mod parallel;
pub mod place;
pub mod population;
pub mod position;
pub mod profile;
mod query;
mod rings;
pub mod schedule;
pub mod text;
pub mod time;
pub mod tree;
pub mod units;
pub mod window;

pub use error::FieldError;
pub use filter::{Filter, Vocabulary};
pub use item::Item;
pub use layer::{ItemKey, ItemKind, Layer};
pub use position::{BBox, Position};
pub use units::Metres;
