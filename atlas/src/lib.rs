//! The engine of Okolica: domain types that can't be wrong, and the immutable,
//! indexed picture of a city (the *atlas*) that answers every read.
//!
//! Nothing here knows a database, HTTP, async, a file or the clock.

pub mod area;
pub mod category;
pub mod district;
pub mod error;
pub mod fields;
pub mod flat;
pub mod item;
pub mod layer;
pub mod place;
pub mod population;
pub mod position;
pub mod profile;
pub mod text;
pub mod time;
pub mod units;

pub use error::FieldError;
pub use item::Item;
pub use layer::{ItemKey, ItemKind, Layer};
pub use position::{BBox, Position};
pub use units::Metres;
