//! The live map: Leaflet moves it, a canvas draws it, the server renders the words beside it.
//!
//! No element stands for a single feature: symbols are drawn, found again by where they are, and
//! read out by one listbox that follows the arrow keys.

mod app;
mod cursor;
mod dom;
mod ground;
mod leaflet;
mod locate;
mod marks;
mod paint;
mod panel;
mod say;
mod search;
mod tiles;

use wasm_bindgen::prelude::*;

/// Makes the page's map live, where there is one.
///
/// # Errors
/// When the page lacks an element that the map needs, or the browser refuses a canvas.
#[wasm_bindgen(start)]
pub(crate) fn start() -> Result<(), JsValue> {
    match dom::by_id("map") {
        Some(container) => app::App::start(container),
        None => Ok(()),
    }
}
