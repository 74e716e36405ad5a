//! The live maps: Leaflet moves them, a canvas draws them, the server renders the words beside them.
//!
//! No element stands for a single feature of the residents' map: symbols are drawn, found again by
//! where they are, and read out by one listbox that follows the arrow keys.

#[cfg(feature = "hydrate")]
mod app;
#[cfg(feature = "hydrate")]
mod cursor;
mod dom;
mod ground;
mod leaflet;
#[cfg(feature = "hydrate")]
mod locate;
#[cfg(feature = "hydrate")]
mod marks;
#[cfg(feature = "hydrate")]
mod paint;
#[cfg(feature = "hydrate")]
mod panel;
#[cfg(feature = "planner")]
mod planner;
#[cfg(feature = "hydrate")]
mod rows;
mod say;
#[cfg(feature = "hydrate")]
mod search;
mod sheet;
#[cfg(feature = "hydrate")]
mod tiles;

use wasm_bindgen::prelude::*;

/// Makes the page's map live, where there is one.
///
/// # Errors
/// When the page lacks an element that the map needs, or the browser refuses a canvas.
#[expect(unreachable_pub, reason = "the script that loads this part calls it")]
#[wasm_bindgen]
pub async fn wake() -> Result<(), JsValue> {
    #[cfg(feature = "hydrate")]
    if let Some(container) = dom::by_id("map") {
        app::App::start(container).await?;
    }
    #[cfg(feature = "planner")]
    if let Some(container) = dom::by_id("planner-map") {
        planner::Planner::start(&container)?;
    }
    Ok(())
}
