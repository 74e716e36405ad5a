//! Every page and component of Okolica.
//!
//! With the feature `ssr` the pages are rendered on the server, complete without scripts. With
//! `hydrate` the crate is the WASM that makes the map live: it swaps in HTML that the server
//! rendered, so each component exists once. With `planner` it is the WASM of the planner, which
//! computes scenarios with the server's own code.

// Views are nested types: the home page needs more than the default of 128.
#![recursion_limit = "256"]

pub mod accent;
pub mod drawn;
pub mod format;
pub mod language;
pub mod mercator;
pub mod plan;
pub mod room;
pub mod state;

#[cfg(feature = "ssr")]
mod hours;
#[cfg(feature = "ssr")]
pub mod markdown;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod qr;
#[cfg(feature = "ssr")]
mod when;
#[cfg(feature = "ssr")]
pub mod words;

// Each page's part leaves some of what they share unused.
#[cfg(feature = "browser")]
#[cfg_attr(not(all(feature = "hydrate", feature = "planner")), allow(dead_code))]
mod map;

/// The style of every page, also without built web files.
pub const STYLE: &str = include_str!("../styles/okolica.css");
/// What the page that builds embeds adds to it.
pub const BUILDER_STYLE: &str = include_str!("../styles/builder.css");
/// What embeds add to it.
pub const EMBED_STYLE: &str = include_str!("../styles/embed.css");
/// What the planner adds to it.
pub const PLANNER_STYLE: &str = include_str!("../styles/planner.css");

/// The script that pages of others load to embed the map.
pub const EMBED_SCRIPT: &str = include_str!("../scripts/okolica.js");

/// The worker that keeps pages on a device, without the lines that say of which build.
pub const WORKER: &str = include_str!("../scripts/sw.js");
