//! The planner, live: a change is reckoned in the browser by the server's own code, and every figure
//! of the page follows. The server wrote the page; this fills other numbers into it.

mod cells;
mod change;
mod fill;
mod paint;
mod polygon;

use super::dom::{self, Fetch};
use super::ground::Ground as Backdrop;
use super::leaflet::Chart;
use super::say::Words;
use crate::mercator::World;
use crate::plan::address;
use crate::state;
use cells::Cells;
use chrono::NaiveDate;
use okolica_coverage as coverage;
use okolica_coverage::{Facility, Fit, Pack, Question, WhatIf};
use okolica_model::{BBox, Position};
use paint::{Mark, Painter, Shape};
use serde_json::Value;
use std::cell::{Cell, RefCell};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;

/// How long figures may rest before what only the server knows is asked for, in milliseconds.
const REST: i32 = 600;

/// What is reckoned with: that of the server, to the last bit.
struct Data {
    /// Those before the scenario.
    facilities: &'static [Facility],
    day: NaiveDate,
    steps: RefCell<WhatIf<'static>>,
    /// The document without changes.
    before: Value,
    shapes: Vec<Shape>,
}

/// The page's live part. It lives as long as the page does.
pub(super) struct Planner {
    chart: Chart,
    frame: HtmlElement,
    words: Words,
    /// Names of facilities that have none of their own.
    names: Value,
    /// The question without its scenario, as pairs.
    pairs: Vec<(String, String)>,
    extent: Option<BBox>,
    changes: RefCell<Vec<String>>,
    data: RefCell<Option<Data>>,
    painter: RefCell<Painter>,
    backdrop: RefCell<Option<Backdrop>>,
    marks: RefCell<Vec<Mark>>,
    /// The classes of areas by code, 0 to 4.
    colours: RefCell<Vec<(String, Option<usize>)>>,
    gaps: RefCell<Vec<Vec<World>>>,
    /// Whether a press on the map adds a place.
    adding: Cell<bool>,
    /// The corners of a polygon that is being drawn.
    corners: RefCell<Option<Vec<Position>>>,
    /// The change of the place that is being dragged.
    dragged: Cell<Option<usize>>,
    /// Whether the map has the keyboard: its middle is marked then.
    focused: Cell<bool>,
    frame_asked: Cell<bool>,
    reckoning_asked: Cell<bool>,
    /// Whether there are figures that the map does not show yet, and how often it has come to.
    reckoned: Cell<bool>,
    steps: Cell<u32>,
    resting: Cell<i32>,
    /// Which of the requests to the server is the last.
    asked: Cell<u32>,
}

impl Planner {
    pub(super) fn start(container: &HtmlElement) -> Result<(), JsValue> {
        let data = |name: &str| container.get_attribute(&format!("data-{name}"));
        let text = |name: &str| data(name).unwrap_or_default();
        if let Some(page) = dom::find(".planner") {
            page.class_list().add_1("is-live")?;
        }
        let animated = !dom::prefers("(prefers-reduced-motion: reduce)");
        let chart = Chart::new(container, animated, false)?;
        if let Some(template) = data("basemap") {
            chart.basemap(&template);
        }
        let all = state::pairs(text("question").trim_start_matches('?'));
        let frame = container.parent_element().ok_or("no frame")?;
        let planner: &'static Self = Box::leak(Box::new(Self {
            chart,
            frame: frame.dyn_into()?,
            words: Words::new(text("language"), &text("words")),
            names: serde_json::from_str(&text("names")).unwrap_or_default(),
            pairs: address::with_changes(&all, &[]),
            extent: data("bbox").and_then(|text| BBox::parse(&text).ok()),
            changes: RefCell::new(address::changes(&all)),
            data: RefCell::default(),
            painter: RefCell::new(Painter::new(container)?),
            backdrop: RefCell::default(),
            marks: RefCell::default(),
            colours: RefCell::default(),
            gaps: RefCell::default(),
            adding: Cell::new(false),
            corners: RefCell::default(),
            dragged: Cell::new(None),
            focused: Cell::new(false),
            frame_asked: Cell::new(false),
            reckoning_asked: Cell::new(false),
            reckoned: Cell::new(false),
            steps: Cell::new(0),
            resting: Cell::new(0),
            asked: Cell::new(0),
        }));
        planner.chart.fit(planner.extent.unwrap_or(BBox::WORLD));
        planner.listen();
        // What takes long comes later here; the page need not wait for it.
        if let Some(field) = dom::by_id("sites-wait") {
            field.remove();
        }
        dom::listen(container, "changed", |_| {
            if let Some(news) = dom::by_id("plan-changed") {
                news.set_hidden(false);
            }
        });
        change::start(planner);
        polygon::start(planner);
        if let Some(url) = data("ground") {
            planner.load_backdrop(url);
        }
        planner.load(text("coverage"));
        planner.draw();
        Ok(())
    }

    fn listen(&'static self) {
        self.chart.on_move(move || self.draw(), move || self.draw());
        for (id, steps) in [("tool-zoom-in", 1.0), ("tool-zoom-out", -1.0)] {
            if let Some(button) = dom::by_id(id) {
                dom::listen(&button, "click", move |_| self.chart.zoom_by(steps));
            }
        }
        if let Some(button) = dom::by_id("tool-whole-city") {
            dom::listen(&button, "click", move |_| {
                self.chart.fit(self.extent.unwrap_or(BBox::WORLD));
            });
        }
        if let Ok(Some(dark)) = dom::window().match_media("(prefers-color-scheme: dark)") {
            dom::listen(&dark, "change", move |_| {
                self.painter.borrow_mut().recolour();
                self.ask_frame();
            });
        }
        // A printed sheet has another width than the window.
        for kind in ["beforeprint", "afterprint"] {
            dom::listen(&dom::window(), kind, move |_| {
                self.chart.resized();
                self.draw();
            });
        }
    }

    fn load(&'static self, url: String) {
        let Some(fetch) = Fetch::new() else { return };
        spawn_local(async move {
            let loaded = match fetch.bytes(&url).await {
                Some(bytes) => self.loaded(&bytes),
                None => None,
            };
            if loaded.is_none() {
                self.status("plan-live-failed");
            }
        });
    }

    fn loaded(&'static self, bytes: &[u8]) -> Option<()> {
        // It lives as long as the page does.
        let pack: &'static Pack = Box::leak(Box::new(coverage::unpack(bytes).ok()?));
        let about: Value = serde_json::from_str(&pack.about).ok()?;
        let day: NaiveDate = about["day"].as_str()?.parse().ok()?;
        let question = self.question(&[]);
        let mut steps = WhatIf::new(&pack.ground, &pack.facilities, day);
        let before = serde_json::to_value(steps.answer(&question)).ok()?;
        let shapes = pack
            .ground
            .areas()
            .iter()
            .map(|area| Shape::new(&area.code, &area.name, &area.area));
        self.painter.borrow_mut().cells = Cells::new(&pack.ground, question.who);
        let data = Data {
            shapes: shapes.collect(),
            facilities: &pack.facilities,
            day,
            steps: RefCell::new(steps),
            before,
        };
        *self.data.borrow_mut() = Some(data);
        self.follow();
        // Tests and the curious wait for this.
        let _ = self.frame.set_attribute("data-ready", "true");
        Some(())
    }

    fn load_backdrop(&'static self, url: String) {
        let Some(fetch) = Fetch::new() else { return };
        spawn_local(async move {
            if let Some(json) = fetch.text(&url).await {
                *self.backdrop.borrow_mut() = Some(Backdrop::parse(&json));
                self.ask_frame();
            }
        });
    }

    /// The question with these changes.
    fn question(&self, changes: &[String]) -> Question {
        let pairs = address::with_changes(&self.pairs, changes);
        let pairs = pairs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        Question::parse(pairs, None).0
    }

    /// Shows what comes of the changes as they are, and asks the server for the rest.
    fn follow(&'static self) {
        self.reckon();
        self.ask_frame();
        self.ask_server();
    }

    /// Reckons with the changes as they are, and fills the page with what comes of it.
    fn reckon(&'static self) {
        let data = self.data.borrow();
        let Some(data) = data.as_ref() else { return };
        let changes = self.changes.borrow();
        let question = self.question(&changes);
        let answer = data.steps.borrow_mut().answer(&question);
        let Ok(answer) = serde_json::to_value(&answer) else {
            return;
        };
        fill::figures(self, data, &answer, !changes.is_empty());
        fill::changes(self, data, &question, &answer);
        if let Some(cells) = &mut self.painter.borrow_mut().cells {
            cells.show(data.steps.borrow().classes());
        }
        *self.colours.borrow_mut() = self.coloured(&answer);
        *self.marks.borrow_mut() = marks(data, &question);
        self.reckoned.set(true);
    }

    /// The class of each area by the figure that is shown.
    fn coloured(&self, answer: &Value) -> Vec<(String, Option<usize>)> {
        use crate::plan::classes::class;
        use crate::plan::figures::Figure;
        let attribute = |name: &str| dom::by_id("planner-map")?.get_attribute(name);
        let figure = attribute("data-show").and_then(|field| Figure::of(&field));
        let bounds: Option<[f64; 4]> =
            attribute("data-bounds").and_then(|text| serde_json::from_str(&text).ok());
        let Some(figure) = figure else {
            return Vec::new();
        };
        let areas = answer["areas"].as_array().map_or(&[][..], |list| list);
        areas
            .iter()
            .filter_map(|area| {
                let value = figure.value(area).zip(bounds);
                let class = value.map(|(value, bounds)| class(&bounds, value));
                Some((area["code"].as_str()?.to_owned(), class))
            })
            .collect()
    }

    /// Asks the server, after a rest, for what is not reckoned here: gaps, and the places that
    /// would be missed.
    fn ask_server(&'static self) {
        dom::cancel(self.resting.get());
        let timer = dom::after(REST, move |_| {
            let number = self.asked.get() + 1;
            self.asked.set(number);
            let pairs = address::with_changes(&self.pairs, &self.changes.borrow());
            let gaps = address::address("/api/coverage/gaps.geojson", &pairs);
            spawn_local(async move {
                let Some(fetch) = Fetch::new() else { return };
                let json = fetch.text(&gaps).await;
                if self.asked.get() == number
                    && let Some(json) = json
                {
                    let rings = paint::rings(&json);
                    let count = rings.len().to_string();
                    *self.gaps.borrow_mut() = rings;
                    self.draw();
                    // Tests and the curious wait for this.
                    let _ = self.frame.set_attribute("data-gaps", &count);
                }
            });
            let state = self.own_pairs();
            let page = address::address("/planner", &[pairs, state].concat());
            spawn_local(async move {
                let Some(fetch) = Fetch::new() else { return };
                let mark = if page.contains('?') { '&' } else { '?' };
                let html = fetch.text(&format!("{page}{mark}fragment=rest")).await;
                if self.asked.get() == number
                    && let Some(html) = html
                {
                    fill::rest(&html);
                }
            });
        });
        self.resting.set(timer);
    }

    /// What the address says beside the question.
    fn own_pairs(&self) -> Vec<(String, String)> {
        let search = dom::window().location().search().unwrap_or_default();
        let all = state::pairs(&search);
        let (own, _) = address::PageState::split(&all);
        let language = all.into_iter().filter(|(name, _)| name == "lang");
        own.pairs().into_iter().chain(language).collect()
    }

    fn status(&self, id: &str) {
        if let Some(status) = dom::by_id("map-status") {
            let text = if id.is_empty() {
                ""
            } else {
                self.words.text(id)
            };
            status.set_text_content(Some(text));
        }
    }

    /// Draws with the browser's next frame, once however often it is asked.
    fn ask_frame(&'static self) {
        if self.frame_asked.replace(true) {
            return;
        }
        let run = dom::handler(move |_: JsValue| {
            self.frame_asked.set(false);
            self.draw();
        });
        // Refused only when it is no function.
        let _ = dom::window().request_animation_frame(&run);
    }

    /// Reckons with the browser's next frame, once however often it is asked.
    fn ask_reckoning(&'static self) {
        if self.reckoning_asked.replace(true) {
            return;
        }
        let run = dom::handler(move |_: JsValue| {
            self.reckoning_asked.set(false);
            self.reckon();
            self.draw();
        });
        // Refused only when it is no function.
        let _ = dom::window().request_animation_frame(&run);
    }

    fn draw(&'static self) {
        let data = self.data.borrow();
        let frame = paint::Frame {
            screen: self.chart.screen(),
            size: self.chart.size(),
            backdrop: self.backdrop.borrow(),
            shapes: data.as_ref().map_or(&[], |data| &data.shapes),
            colours: self.colours.borrow(),
            gaps: self.gaps.borrow(),
            marks: self.marks.borrow(),
            corners: self.corners.borrow(),
            aiming: self.focused.get() || self.adding.get() || self.corners.borrow().is_some(),
        };
        self.painter.borrow_mut().draw(&frame);
        if self.reckoned.take() {
            // How many times figures and map have followed, for tests and the bench.
            let step = self.steps.get() + 1;
            self.steps.set(step);
            let _ = self.frame.set_attribute("data-steps", &step.to_string());
        }
    }
}

/// The facilities as they are drawn, what a scenario closes among them.
fn marks(data: &Data, question: &Question) -> Vec<Mark> {
    let after = coverage::apply(&question.scenario, data.facilities);
    let mut marks: Vec<Mark> = after
        .iter()
        .filter_map(|facility| {
            let kind = match (facility.key, facility.fits(question, data.day)) {
                (coverage::Key::Added(number), _) => paint::Kind::Added(number),
                (_, Fit::Yes) => paint::Kind::Fits,
                (_, Fit::Perhaps) => paint::Kind::Perhaps,
                (_, Fit::No) => return None,
            };
            Some(Mark {
                at: World::of(facility.position),
                kind,
            })
        })
        .collect();
    let closed = question.scenario.iter().filter_map(|change| match change {
        coverage::Change::Close(id) => Some(coverage::Key::Space(*id)),
        _ => None,
    });
    for key in closed {
        let facility = data.facilities.iter().find(|facility| facility.key == key);
        marks.extend(facility.map(|facility| Mark {
            at: World::of(facility.position),
            kind: paint::Kind::Closed,
        }));
    }
    // What was changed lies on top.
    marks.sort_by_key(|mark| match mark.kind {
        paint::Kind::Perhaps => 0,
        paint::Kind::Fits => 1,
        paint::Kind::Closed => 2,
        paint::Kind::Added(_) => 3,
    });
    marks
}
