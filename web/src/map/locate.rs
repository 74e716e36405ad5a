//! "Show where I am": asked for only by a press of the button.

use super::app::App;
use super::dom;
use crate::mercator::World;
use crate::state::MapView;
use okolica_model::Position;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

/// How far the browser may take, in milliseconds.
const PATIENCE: u32 = 10_000;

#[wasm_bindgen]
extern "C" {
    /// The browser's answer; web-sys has it under two names.
    type Fix;
    #[wasm_bindgen(method, getter)]
    fn coords(this: &Fix) -> FixCoordinates;

    type FixCoordinates;
    #[wasm_bindgen(method, getter)]
    fn latitude(this: &FixCoordinates) -> f64;
    #[wasm_bindgen(method, getter)]
    fn longitude(this: &FixCoordinates) -> f64;

    type FixError;
    #[wasm_bindgen(method, getter)]
    fn code(this: &FixError) -> u16;

    type FixOptions;
}

pub(super) fn start(app: &'static App) {
    if let Some(button) = dom::by_id("tool-locate") {
        dom::listen(&button, "click", move |_| locate(app, show));
    }
}

/// Asks for the position, and looks for what is near to it.
pub(super) fn look_near(app: &'static App) {
    locate(app, |app, position| {
        app.me.set(Some(World::of(position)));
        app.panel.tell(app.words.text("located-near"));
        app.panel.look_near(app, position, None);
    });
}

fn locate(app: &'static App, then: fn(&'static App, Position)) {
    let Ok(geolocation) = dom::window().navigator().geolocation() else {
        return app.panel.tell(app.words.text("locate-failed"));
    };
    app.panel.tell(app.words.text("locating"));
    let found = dom::handler(move |fix: JsValue| found(app, fix.unchecked_ref(), then));
    let failed = dom::handler(move |error: JsValue| {
        let id = match error.unchecked_ref::<FixError>().code() {
            // The person or their settings said no.
            1 => "locate-denied",
            3 => "locate-late",
            _ => "locate-failed",
        };
        app.panel.tell(app.words.text(id));
    });
    let options = web_sys::PositionOptions::new();
    options.set_enable_high_accuracy(true);
    options.set_timeout(PATIENCE);
    let asked = geolocation.get_current_position_with_error_callback_and_options(
        &found,
        Some(&failed),
        &options,
    );
    if asked.is_err() {
        app.panel.tell(app.words.text("locate-failed"));
    }
}

fn found(app: &'static App, fix: &Fix, then: fn(&'static App, Position)) {
    let coordinates = fix.coords();
    let position = Position::new(coordinates.longitude(), coordinates.latitude());
    let Ok(position) = position else {
        return app.panel.tell(app.words.text("locate-failed"));
    };
    if app
        .extent()
        .is_some_and(|extent| !extent.contains(position))
    {
        return app.panel.tell(app.words.text("locate-outside"));
    }
    then(app, position);
}

/// Moves the map there; nobody else is told.
fn show(app: &'static App, position: Position) {
    app.me.set(Some(World::of(position)));
    app.panel.tell(app.words.text("located"));
    let animated = !dom::prefers("(prefers-reduced-motion: reduce)");
    app.chart.go(
        MapView {
            center: position,
            zoom: 15,
        },
        animated,
    );
}
