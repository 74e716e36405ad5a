//! A polygon to ask about: drawn corner by corner, or out of a file.

use super::super::dom;
use super::Planner;
use crate::mercator::World;
use okolica_coverage::MAX_VERTICES;
use okolica_model::Position;
use serde_json::Value;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlFormElement, HtmlInputElement};

pub(super) fn start(planner: &'static Planner) {
    if let Some(button) = dom::by_id("area-draw") {
        dom::listen(&button, "click", move |_| {
            let drawn = planner.corners.borrow().clone();
            match drawn {
                None => begin(planner),
                Some(corners) => {
                    end(planner);
                    ask(planner, &corners);
                }
            }
        });
    }
    let file = dom::by_id("area-file").and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
    if let Some(field) = file {
        let from = field.clone();
        dom::listen(&field, "change", move |_| {
            let file = from.files().and_then(|files| files.get(0));
            let Some(file) = file else { return };
            spawn_local(async move {
                let text = JsFuture::from(file.text())
                    .await
                    .ok()
                    .and_then(|text| text.as_string());
                let value = text.and_then(|text| serde_json::from_str(&text).ok());
                match value.as_ref().map_or(Err("plan-area-unread"), only_ring) {
                    Ok(corners) => ask(planner, &corners),
                    Err(message) => planner.status(message),
                }
            });
        });
    }
}

fn begin(planner: &'static Planner) {
    planner.aim(false);
    *planner.corners.borrow_mut() = Some(Vec::new());
    pressed("true");
    planner.status("plan-drawing");
    planner.pointer();
    planner.ask_frame();
    if let Some(keys) = dom::by_id("map-keys") {
        // Only an element that is not in the page can't take it.
        let _ = keys.focus();
    }
}

/// Gives up what is being drawn.
pub(super) fn end(planner: &'static Planner) {
    if planner.corners.borrow_mut().take().is_some() {
        pressed("false");
        planner.status("");
        planner.pointer();
        planner.ask_frame();
    }
}

fn pressed(value: &str) {
    if let Some(button) = dom::by_id("area-draw") {
        // The value is plain text.
        let _ = button.set_attribute("aria-pressed", value);
    }
}

pub(super) fn corner(planner: &'static Planner, at: World) {
    let (lon, lat) = at.to_degrees();
    let rounded = |degrees: f64| (degrees * 1e5).round() / 1e5;
    if let Ok(at) = Position::new(rounded(lon), rounded(lat))
        && let Some(corners) = planner.corners.borrow_mut().as_mut()
    {
        corners.push(at);
    }
    planner.ask_frame();
}

/// The ring of the one polygon of a GeoJSON document. An address holds no more than one, without
/// holes; leaving something out would ask another question. The error is a message.
fn only_ring(value: &Value) -> Result<Vec<Position>, &'static str> {
    let mut polygons = Vec::new();
    polygons_of(value, &mut polygons);
    let rings = match polygons[..] {
        [] => return Err("plan-area-unread"),
        [one] => one.as_array().map_or(&[][..], |rings| rings),
        _ => return Err("plan-area-several"),
    };
    match rings {
        [] => Err("plan-area-unread"),
        [one] => corners(one).ok_or("plan-area-unread"),
        _ => Err("plan-area-several"),
    }
}

/// The coordinates of every polygon.
fn polygons_of<'v>(value: &'v Value, out: &mut Vec<&'v Value>) {
    let each = |list: &'v Value| list.as_array().into_iter().flatten();
    match value["type"].as_str() {
        Some("FeatureCollection") => each(&value["features"]).for_each(|one| polygons_of(one, out)),
        Some("Feature") => polygons_of(&value["geometry"], out),
        Some("Polygon") => out.push(&value["coordinates"]),
        Some("MultiPolygon") => out.extend(each(&value["coordinates"])),
        _ => {}
    }
}

fn corners(ring: &Value) -> Option<Vec<Position>> {
    let points = ring.as_array()?.iter();
    let mut corners: Vec<Position> = points
        .map(|point| Position::new(point.get(0)?.as_f64()?, point.get(1)?.as_f64()?).ok())
        .collect::<Option<_>>()?;
    if corners.len() > 1 && corners.first() == corners.last() {
        corners.pop();
    }
    (corners.len() >= 3).then_some(corners)
}

/// Asks the question about the polygon: the page does it, as when it was typed.
fn ask(planner: &'static Planner, corners: &[Position]) {
    if corners.len() > MAX_VERTICES {
        planner.status("plan-area-too-many");
        return;
    }
    if corners.len() < 3 {
        return;
    }
    let text: Vec<String> = corners
        .iter()
        .map(|at| format!("{},{}", at.lon(), at.lat()))
        .collect();
    let field = dom::by_id("area").and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
    if let Some(field) = field {
        field.set_value(&text.join(";"));
        let form = dom::by_id("question").and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
        if let Some(form) = form {
            // A field that can't be sent is shown by the browser.
            let _ = form.request_submit();
        }
    }
}
