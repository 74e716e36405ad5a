//! Pointer and keyboard on the map: what is under them, what they open.

use super::app::App;
use super::dom;
use super::leaflet::MAX_ZOOM;
use super::marks::{self, Mark};
use super::tiles::{Feature, What};
use crate::state::{self, MapView};
use okolica_model::Position;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

/// At and above this zoom every item stands on its own.
const DETAIL_ZOOM: u8 = 17;

/// Symbols that a group's name lists by category.
const NAMED_CATEGORIES: usize = 3;

pub(super) fn start(app: &'static App) {
    app.chart
        .on_pointer("mousemove", move |x, y| point(app, x, y));
    app.chart.on_pointer("mouseout", move |_, _| leave(app));
    app.chart.on_pointer("click", move |x, y| click(app, x, y));
    if let Some(cursor) = dom::by_id("map-symbols") {
        dom::on_key(&cursor, move |event| key(app, &event));
        dom::listen(&cursor, "focus", move |_| focus(app));
        dom::listen(&cursor, "blur", move |_| {
            *app.lit.borrow_mut() = None;
            app.ask_frame();
        });
    }
    for (id, steps) in [("tool-zoom-in", 1.0), ("tool-zoom-out", -1.0)] {
        if let Some(button) = dom::by_id(id) {
            dom::listen(&button, "click", move |_| app.chart.zoom_by(steps));
        }
    }
    if let Some(button) = dom::by_id("tool-near-point") {
        dom::listen(&button, "click", move |_| choose(app, !app.choosing.get()));
    }
    if let Some(button) = dom::by_id("tool-whole-city") {
        dom::listen(&button, "click", move |_| app.show_all());
    }
}

fn point(app: &'static App, x: f64, y: f64) {
    let hit = marks::hit(&app.marks.borrow(), x, y);
    let id = hit.map(|at| app.marks.borrow()[at].id().to_owned());
    if *app.lit.borrow() == id {
        return;
    }
    // Refused only for a token that is none.
    let _ = app
        .container
        .class_list()
        .toggle_with_force("pointing", id.is_some());
    app.panel.light(id.as_deref());
    match hit {
        Some(at) => {
            let marks = app.marks.borrow();
            tip(app, &name(app, &marks[at]), &marks[at]);
        }
        None => hide_tip(),
    }
    *app.lit.borrow_mut() = id;
    app.ask_frame();
}

fn leave(app: &'static App) {
    hide_tip();
    app.panel.light(None);
    *app.lit.borrow_mut() = None;
    app.ask_frame();
}

/// Turns choosing a point on or off.
fn choose(app: &'static App, on: bool) {
    app.choosing.set(on);
    if let Some(button) = dom::by_id("tool-near-point") {
        let _ = button.set_attribute("aria-pressed", if on { "true" } else { "false" });
    }
    // Refused only for a token that is none.
    let _ = app.container.class_list().toggle_with_force("choosing", on);
    if on {
        if let Some(cursor) = dom::by_id("map-symbols") {
            dom::focus_in_place(&cursor);
        }
        option(app.words.text("choose-point"));
        app.panel.tell(app.words.text("choose-point"));
    } else {
        app.panel.hush();
    }
    app.ask_frame();
}

/// Looks for what is near a point of the map.
fn chosen(app: &'static App, x: f64, y: f64) {
    choose(app, false);
    let (lon, lat) = app.chart.screen().world(x, y).to_degrees();
    if let Ok(position) = Position::new(lon, lat) {
        app.panel.look_near(app, position, None);
    }
}

fn click(app: &'static App, x: f64, y: f64) {
    if app.choosing.get() {
        return chosen(app, x, y);
    }
    let hit = marks::hit(&app.marks.borrow(), x, y);
    match hit {
        Some(at) => open(app, at),
        None => {
            app.spread.set(None);
            app.ask_frame();
        }
    }
}

/// Opens an item, comes closer to a group, spreads a stack.
fn open(app: &'static App, at: usize) {
    hide_tip();
    let step = {
        let marks = app.marks.borrow();
        let mark = &marks[at];
        match &mark.feature().what {
            _ if mark.is_stack() => Step::Spread(mark.at),
            What::Item { .. } => Step::Item(mark.id().to_owned()),
            What::Group { expansion_zoom, .. } => Step::Closer(mark.at, *expansion_zoom),
        }
    };
    match step {
        Step::Spread(place) => {
            app.spread.set(Some(place));
            let count = app.marks.borrow()[at].count();
            let text = app
                .words
                .text("map-spread")
                .replace("{n}", &count.to_string());
            app.panel.announce(&text);
            app.draw();
        }
        Step::Item(id) => {
            if let Some(key) = state::parse_key(&id) {
                app.panel.open(app, key);
            }
        }
        Step::Closer(place, zoom) => {
            let (lon, lat) = place.to_degrees();
            let here = app.chart.zoom().round() as u8;
            let zoom = zoom.max(here + 1).min(MAX_ZOOM);
            // Where no zoom parts them, they are spread as soon as they stand as a stack.
            app.spread.set((zoom >= DETAIL_ZOOM).then_some(place));
            if let Ok(center) = Position::new(lon, lat) {
                let animated = !dom::prefers("(prefers-reduced-motion: reduce)");
                app.chart.go(MapView { center, zoom }, animated);
            }
        }
    }
}

enum Step {
    Item(String),
    Spread(crate::mercator::World),
    Closer(crate::mercator::World, u8),
}

fn key(app: &'static App, event: &KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    if app.choosing.get() && matches!(event.key().as_str(), "Enter" | " ") {
        event.prevent_default();
        let (width, height) = app.chart.size();
        return chosen(app, width / 2.0, height / 2.0);
    }
    let direction = match event.key().as_str() {
        "ArrowLeft" => Some((-1.0, 0.0)),
        "ArrowRight" => Some((1.0, 0.0)),
        "ArrowUp" => Some((0.0, -1.0)),
        "ArrowDown" => Some((0.0, 1.0)),
        _ => None,
    };
    let known = match (direction, event.key().as_str()) {
        (Some((dx, dy)), _) => {
            if event.shift_key() || app.choosing.get() {
                app.chart.pan(dx * 120.0, dy * 120.0);
            } else {
                step(app, dx, dy);
            }
            true
        }
        (None, "Enter" | " ") => {
            if let Some(at) = active(app) {
                open(app, at);
            }
            true
        }
        (None, "+" | "=") => {
            app.chart.zoom_by(1.0);
            true
        }
        (None, "-" | "_") => {
            app.chart.zoom_by(-1.0);
            true
        }
        (None, "Escape") => escape(app),
        _ => false,
    };
    if known {
        event.prevent_default();
    }
}

/// Folds a spread, else goes back to the list.
fn escape(app: &'static App) -> bool {
    if app.choosing.get() {
        choose(app, false);
        return true;
    }
    if app.spread.take().is_some() {
        app.draw();
        return true;
    }
    app.panel.close(app);
    true
}

fn active(app: &App) -> Option<usize> {
    let lit = app.lit.borrow();
    let id = lit.as_ref()?;
    app.marks.borrow().iter().position(|mark| mark.id() == id)
}

fn focus(app: &'static App) {
    if app.choosing.get() || active(app).is_some() {
        return;
    }
    let (width, height) = app.chart.size();
    let nearest = {
        let marks = app.marks.borrow();
        let distance = |mark: &Mark| (mark.x - width / 2.0).hypot(mark.y - height / 2.0);
        marks
            .iter()
            .enumerate()
            .filter(|(_, mark)| {
                mark.x >= 0.0 && mark.y >= 0.0 && mark.x <= width && mark.y <= height
            })
            .min_by(|a, b| distance(a.1).total_cmp(&distance(b.1)))
            .map(|(at, _)| at)
    };
    match nearest {
        Some(at) => activate(app, at),
        None => option(app.words.text("map-no-symbols")),
    }
}

/// After other symbols have come: the keyboard's place may be gone.
pub(super) fn revive(app: &'static App) {
    let focused = dom::document().and_then(|document| document.active_element());
    if focused.is_some_and(|element| element.id() == "map-symbols") {
        focus(app);
    }
}

fn step(app: &'static App, dx: f64, dy: f64) {
    let size = app.chart.size();
    let from = {
        let marks = app.marks.borrow();
        active(app).map_or((size.0 / 2.0, size.1 / 2.0), |at| {
            (marks[at].x, marks[at].y)
        })
    };
    let next = marks::next(&app.marks.borrow(), from, size, dx, dy);
    match next {
        Some(at) => activate(app, at),
        None => app.chart.pan(dx * 120.0, dy * 120.0),
    }
}

fn activate(app: &'static App, at: usize) {
    let (id, text) = {
        let marks = app.marks.borrow();
        (marks[at].id().to_owned(), name(app, &marks[at]))
    };
    option(&text);
    app.panel.light(Some(&id));
    *app.lit.borrow_mut() = Some(id);
    app.ask_frame();
}

/// Puts the text into the listbox's one option. It is a new element each time, so that screen
/// readers read it although it stands at the same place.
fn option(text: &str) {
    let Some(listbox) = dom::by_id("map-symbols") else {
        return;
    };
    let Some(document) = dom::document() else {
        return;
    };
    let old = listbox.first_element_child();
    let id = match &old {
        Some(old) if old.id() == "map-option-a" => "map-option-b",
        _ => "map-option-a",
    };
    let Ok(option) = document.create_element("div") else {
        return;
    };
    option.set_id(id);
    option.set_text_content(Some(text));
    // None of these can be refused: the names are valid and the element is new.
    let _ = option.set_attribute("role", "option");
    let _ = option.set_attribute("aria-selected", "true");
    if let Some(old) = old {
        old.remove();
    }
    let _ = listbox.append_child(&option);
    let _ = listbox.set_attribute("aria-activedescendant", id);
}

/// What a symbol is, in words.
fn name(app: &App, mark: &Mark) -> String {
    match &mark.feature().what {
        What::Item { name, category, .. } if !mark.is_stack() => {
            let kind = if mark.id().starts_with("spaces/") {
                "kind-space"
            } else {
                "kind-initiative"
            };
            let label = app
                .categories
                .get(category)
                .map_or(category.as_str(), |c| c.label.as_str());
            let name = if name.is_empty() {
                app.words.text("unnamed")
            } else {
                name
            };
            format!("{name}, {label}, {}", app.words.text(kind))
        }
        _ => {
            let count = app.words.count("map-aggregate", mark.count());
            let shares = largest(app, mark.features());
            format!("{count}: {shares}")
        }
    }
}

/// The most frequent categories of a group, with their counts.
fn largest<'a>(app: &App, features: impl Iterator<Item = &'a Feature>) -> String {
    let mut counts: std::collections::BTreeMap<&str, u64> = Default::default();
    for feature in features {
        match &feature.what {
            What::Item { category, .. } => *counts.entry(category).or_default() += 1,
            What::Group { categories, .. } => {
                for (id, count) in categories {
                    *counts.entry(id).or_default() += count;
                }
            }
        }
    }
    let mut counts: Vec<(&str, u64)> = counts.into_iter().collect();
    counts.sort_by_key(|(id, count)| (std::cmp::Reverse(*count), *id));
    let more = counts.len() > NAMED_CATEGORIES;
    let mut parts: Vec<String> = counts
        .into_iter()
        .take(NAMED_CATEGORIES)
        .map(|(id, count)| {
            let label = app
                .categories
                .get(id)
                .map_or(id, |category| category.label.as_str());
            format!("{label} {}", crate::format::number(count))
        })
        .collect();
    if more {
        parts.push("…".to_owned());
    }
    parts.join(", ")
}

fn tip(app: &App, text: &str, mark: &Mark) {
    let Some(tip) = tip_element() else { return };
    tip.set_text_content(Some(text));
    tip.set_hidden(false);
    let (width, _) = app.chart.size();
    let half = f64::from(tip.offset_width()) / 2.0;
    let left = (mark.x - half).clamp(4.0, (width - half * 2.0 - 4.0).max(4.0));
    let above = mark.y - mark.radius - f64::from(tip.offset_height()) - 8.0;
    let top = if above < 4.0 {
        mark.y + mark.radius + 8.0
    } else {
        above
    };
    let style = tip.style();
    // Style set by script is not what the content policy forbids.
    let _ = style.set_property("left", &format!("{left}px"));
    let _ = style.set_property("top", &format!("{top}px"));
}

fn hide_tip() {
    if let Some(tip) = dom::by_id("map-tip") {
        tip.set_hidden(true);
    }
}

/// The bubble that names what the pointer is on; the listbox says the same to those who can't
/// see it.
fn tip_element() -> Option<HtmlElement> {
    dom::by_id("map-tip").or_else(|| {
        let tip: HtmlElement = dom::document()?
            .create_element("div")
            .ok()?
            .unchecked_into();
        tip.set_id("map-tip");
        tip.set_class_name("map-tip");
        tip.set_attribute("aria-hidden", "true").ok()?;
        dom::by_id("map")?
            .parent_element()?
            .append_child(&tip)
            .ok()?;
        Some(tip)
    })
}
