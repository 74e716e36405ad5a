//! The pages, rendered on the server and complete without scripts.

mod detail;
mod district;
mod filters;
mod home;
mod item;
mod map;
mod markup;
mod notice;
mod results;
mod settings;
mod shell;
mod symbol;
mod view;

use okolica_atlas::atlas::Atlas;
use okolica_atlas::time::Stamp;

pub use district::district;
pub use home::home;
pub use item::item;
pub use notice::{error, not_found};
pub use settings::{Assets, Basemap, Settings};

/// One request for a page, with everything that its answer depends on.
#[derive(Clone, Copy)]
pub struct PageContext<'a> {
    pub atlas: &'a Atlas,
    pub now: Stamp,
    /// The pairs of the query, decoded, in order.
    pub query: &'a [(String, String)],
    /// The `Accept-Language` header.
    pub accept_language: Option<&'a str>,
    pub settings: &'a Settings,
    /// The path of the address, without the query.
    pub path: &'a str,
}

/// A page, or the part of one that a `fragment` was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The HTTP status.
    pub status: u16,
    pub html: String,
    /// BCP 47, for `Content-Language`.
    pub language: &'static str,
}
