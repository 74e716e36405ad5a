//! What a person does to a scenario: by the forms and links of the page, on the map, with the keys.

use super::super::dom;
use super::{Planner, paint};
use crate::mercator::World;
use crate::plan::address;
use okolica_coverage::Change;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Event, HtmlElement, HtmlInputElement, HtmlSelectElement, MouseEvent};

/// How near to a place a press takes hold of it, in pixels.
const HOLD: f64 = 16.0;
/// A step of the keyboard, in metres.
const STEP: f64 = 50.0;
/// Metres of a degree of latitude, near enough for a step.
const DEGREE: f64 = 111_320.0;

pub(super) fn start(planner: &'static Planner) {
    forms(planner);
    links(planner);
    on_map(planner);
    keys(planner);
    drag(planner);
    dom::listen(&dom::window(), "popstate", move |_| {
        let search = dom::window().location().search().unwrap_or_default();
        let all = crate::state::pairs(&search);
        *planner.changes.borrow_mut() = address::changes(&all);
        planner.follow();
    });
}

impl Planner {
    /// The address of the page with these changes.
    pub(super) fn href_of(&self, changes: &[String]) -> String {
        let pairs = address::with_changes(&self.pairs, changes);
        address::address("/planner", &[pairs, self.own_pairs()].concat())
    }

    /// Makes the changes those of the page and of its address.
    pub(super) fn change(&'static self, changes: Vec<String>) {
        if let Ok(history) = dom::window().history() {
            let href = self.href_of(&changes);
            // Refused only for another origin.
            let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&href));
        }
        *self.changes.borrow_mut() = changes;
        self.follow();
    }

    fn with(&'static self, change: String) {
        if Change::parse(&change).is_err() {
            return;
        }
        let mut changes = self.changes.borrow().clone();
        changes.push(change);
        self.change(changes);
    }

    pub(super) fn add(&'static self, at: World) {
        self.with(added(at));
    }

    pub(super) fn aim(&'static self, on: bool) {
        self.adding.set(on);
        if let Some(button) = dom::by_id("add-on-map") {
            // The value is plain text.
            let _ = button.set_attribute("aria-pressed", if on { "true" } else { "false" });
        }
        self.pointer();
        self.ask_frame();
    }

    pub(super) fn pointer(&self) {
        let aiming = self.adding.get() || self.corners.borrow().is_some();
        if let Some(map) = dom::by_id("planner-map") {
            let _ = map.class_list().toggle_with_force("choosing", aiming);
        }
    }
}

/// The change that adds a place; a tenth of a metre is enough.
fn added(at: World) -> String {
    let (lon, lat) = at.to_degrees();
    let rounded = |degrees: f64| (degrees * 1e6).round() / 1e6;
    format!("add:{},{}", rounded(lon), rounded(lat))
}

fn value(selector: &str) -> String {
    let Some(field) = dom::find(selector) else {
        return String::new();
    };
    match field.dyn_into::<HtmlInputElement>() {
        Ok(input) => input.value().trim().to_owned(),
        Err(other) => other
            .dyn_into::<HtmlSelectElement>()
            .map_or_else(|_| String::new(), |select| select.value()),
    }
}

fn forms(planner: &'static Planner) {
    let on_submit = |id: &str, mut run: Box<dyn FnMut()>| {
        if let Some(form) = dom::by_id(id) {
            dom::listen(&form, "submit", move |event: Event| {
                // Until there is something to reckon with, the server does it.
                if planner.data.borrow().is_some() {
                    event.prevent_default();
                    run();
                }
            });
        }
    };
    on_submit(
        "add",
        Box::new(move || {
            let number = |selector: &str| value(selector).replace(',', ".");
            planner.with(format!(
                "add:{},{}",
                number("#add [name=add_lon]"),
                number("#add [name=add_lat]")
            ));
        }),
    );
    on_submit(
        "close",
        Box::new(move || planner.with(format!("close:{}", value("#close [name=close]")))),
    );
    on_submit(
        "hours",
        Box::new(move || {
            let Some(form) = dom::by_id("hours") else {
                return;
            };
            let days: Vec<String> = dom::all(&form, "[name=hours_days]")
                .into_iter()
                .filter_map(|field| field.dyn_into::<HtmlInputElement>().ok())
                .filter(HtmlInputElement::checked)
                .map(|field| field.value())
                .collect();
            let time = |selector: &str| value(selector).replace(':', "");
            let (from, until) = (
                time("#hours [name=hours_from]"),
                time("#hours [name=hours_until]"),
            );
            let id = value("#hours [name=hours_of]");
            planner.with(format!("hours:{id}:{}.{from}-{until}", days.join(",")));
        }),
    );
}

/// Links that lead to other changes, and buttons that move a place.
fn links(planner: &'static Planner) {
    dom::listen(&dom::window(), "click", move |event: Event| {
        if planner.data.borrow().is_none() {
            return;
        }
        if let Some(button) = dom::target(&event, "[data-move]") {
            step(planner, &button);
            return;
        }
        let link = dom::target(&event, "#undo, #reset, #changes a, [data-change-link]");
        let Some(link) = link else { return };
        let plain = event.dyn_ref::<MouseEvent>().is_some_and(|mouse| {
            mouse.button() == 0 && !mouse.ctrl_key() && !mouse.meta_key() && !mouse.shift_key()
        });
        if !plain {
            return;
        }
        event.prevent_default();
        let href = link.get_attribute("href").unwrap_or_default();
        let query = href.split_once('?').map_or("", |(_, query)| query);
        planner.change(address::changes(&crate::state::pairs(query)));
        // Where the link is gone, the keyboard goes on at the place of the changes.
        if !link.is_connected()
            && let Some(title) = dom::by_id("what-if-title")
        {
            let _ = title.set_attribute("tabindex", "-1");
            dom::focus_in_place(&title);
        }
    });
}

fn step(planner: &'static Planner, button: &HtmlElement) {
    let at = button
        .get_attribute("data-at")
        .and_then(|at| at.parse::<usize>().ok());
    let mut changes = planner.changes.borrow().clone();
    let Some(text) = at.and_then(|at| changes.get_mut(at)) else {
        return;
    };
    let Ok(Change::Add { position, .. }) = Change::parse(text) else {
        return;
    };
    let lat = STEP / DEGREE;
    let lon = lat / position.lat().to_radians().cos();
    let (east, north) = match button.get_attribute("data-move").as_deref() {
        Some("north") => (0.0, lat),
        Some("south") => (0.0, -lat),
        Some("west") => (-lon, 0.0),
        _ => (lon, 0.0),
    };
    *text = added(World::of_degrees(
        position.lon() + east,
        position.lat() + north,
    ));
    planner.change(changes);
}

fn on_map(planner: &'static Planner) {
    if let Some(button) = dom::by_id("add-on-map") {
        dom::listen(&button, "click", move |_| {
            super::polygon::end(planner);
            planner.aim(!planner.adding.get());
        });
    }
    planner.chart.on_pointer("click", move |x, y| {
        let at = planner.chart.screen().world(x, y);
        if planner.corners.borrow().is_some() {
            super::polygon::corner(planner, at);
        } else if planner.adding.get() {
            planner.aim(false);
            planner.add(at);
        }
    });
}

fn keys(planner: &'static Planner) {
    let Some(keys) = dom::by_id("map-keys") else {
        return;
    };
    dom::on_key(&keys, move |event| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let middle = || {
            let (width, height) = planner.chart.size();
            planner.chart.screen().world(width / 2.0, height / 2.0)
        };
        match event.key().as_str() {
            "ArrowUp" => planner.chart.pan(0.0, -80.0),
            "ArrowDown" => planner.chart.pan(0.0, 80.0),
            "ArrowLeft" => planner.chart.pan(-80.0, 0.0),
            "ArrowRight" => planner.chart.pan(80.0, 0.0),
            "+" | "=" => planner.chart.zoom_by(1.0),
            "-" | "_" => planner.chart.zoom_by(-1.0),
            "Enter" if planner.corners.borrow().is_some() => {
                super::polygon::corner(planner, middle());
            }
            "Enter" => {
                planner.aim(false);
                planner.add(middle());
            }
            "Escape" => {
                super::polygon::end(planner);
                planner.aim(false);
            }
            _ => return,
        }
        event.prevent_default();
    });
    for (kind, aims) in [("focus", true), ("blur", false)] {
        dom::listen(&keys, kind, move |_| {
            planner.focused.set(aims);
            planner.ask_frame();
        });
    }
}

/// Takes hold of an added place before Leaflet takes hold of the map.
fn drag(planner: &'static Planner) {
    let held = |event: &Event| {
        let mouse = event.dyn_ref::<MouseEvent>()?;
        let at = point(mouse)?;
        let screen = planner.chart.screen();
        let marks = planner.marks.borrow();
        let near = marks.iter().rev().find(|mark| {
            let (x, y) = screen.point(mark.at);
            matches!(mark.kind, paint::Kind::Added(_)) && (x - at.0).hypot(y - at.1) <= HOLD
        })?;
        let paint::Kind::Added(number) = near.kind else {
            return None;
        };
        let changes = planner.changes.borrow();
        let added = changes
            .iter()
            .enumerate()
            .filter(|(_, change)| change.starts_with("add:"));
        added.map(|(at, _)| at).nth(number as usize)
    };
    let options = web_sys::AddEventListenerOptions::new();
    options.set_capture(true);
    let capture = |kind: &str, run: js_sys::Function| {
        // Adding a listener fails only on a name that is no string.
        let _ = planner
            .frame
            .add_event_listener_with_callback_and_add_event_listener_options(kind, &run, &options);
    };
    capture(
        "pointerdown",
        dom::handler(move |event: Event| {
            if let Some(at) = held(&event) {
                planner.dragged.set(Some(at));
            }
        }),
    );
    for kind in ["mousedown", "touchstart"] {
        capture(
            kind,
            dom::handler(move |event: Event| {
                if planner.dragged.get().is_some() {
                    event.stop_propagation();
                    event.prevent_default();
                }
            }),
        );
    }
    dom::listen(&dom::window(), "pointermove", move |event: Event| {
        let Some(at) = planner.dragged.get() else {
            return;
        };
        let Some((x, y)) = event.dyn_ref::<MouseEvent>().and_then(point) else {
            return;
        };
        let text = added(planner.chart.screen().world(x, y));
        if let Some(change) = planner.changes.borrow_mut().get_mut(at) {
            *change = text;
        }
        planner.ask_reckoning();
    });
    for kind in ["pointerup", "pointercancel"] {
        dom::listen(&dom::window(), kind, move |_| {
            if planner.dragged.take().is_some() {
                let changes = planner.changes.borrow().clone();
                planner.change(changes);
            }
        });
    }
}

/// Where in the map an event is.
fn point(event: &MouseEvent) -> Option<(f64, f64)> {
    let area = dom::by_id("planner-map")?.get_bounding_client_rect();
    Some((
        f64::from(event.client_x()) - area.left(),
        f64::from(event.client_y()) - area.top(),
    ))
}
