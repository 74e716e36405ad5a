//! What is live on the page, and how a change goes from the address to the map to the list.

use super::dom::{self, Fetch};
use super::ground::{BorderTiles, Ground, Place};
use super::leaflet::Chart;
use super::marks::{self, Mark};
use super::paint::{DistrictName, Frame, Painter, Selected};
use super::say::{self, Category, Words};
use super::tiles::{Order, Tiles};
use super::{cursor, locate, panel, search};
use crate::mercator::{Cells, Screen, World};
use crate::state::{self, MapView, ViewState};
use okolica_model::category::CategoryId;
use okolica_model::district::DEFAULT_SET;
use okolica_model::filter::DistrictFilter;
use okolica_model::{BBox, ItemKind};
use serde_json::Value;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;

/// Cells along the side of a tile: the engine gathers points by these.
const CELLS_PER_TILE: u32 = 4;

/// How long a hand may drag before new tiles are asked for, in milliseconds.
const DRAG_PAUSE: f64 = 120.0;

/// Leaflet's zoom takes as long, in milliseconds.
const ZOOM_TIME: f64 = 250.0;

/// The page's live part. It lives as long as the page does.
pub(super) struct App {
    pub(super) chart: Chart,
    pub(super) container: HtmlElement,
    pub(super) words: Words,
    pub(super) categories: HashMap<String, Category>,
    names: Vec<DistrictName>,
    extent: Option<BBox>,
    pub(super) state: RefCell<ViewState>,
    tiles: RefCell<Tiles>,
    borders: RefCell<BorderTiles>,
    ground: RefCell<Option<Ground>>,
    painter: RefCell<Painter>,
    pub(super) marks: RefCell<Vec<Mark>>,
    pub(super) spread: Cell<Option<World>>,
    pub(super) lit: RefCell<Option<String>>,
    pub(super) pointed: Cell<Option<World>>,
    pub(super) selected: RefCell<Option<Selected>>,
    pub(super) me: Cell<Option<World>>,
    /// Whether a press on the map chooses the point to look near to.
    pub(super) choosing: Cell<bool>,
    frame_asked: Cell<bool>,
    asked_at: Cell<f64>,
    /// A zoom under way: from, to, since.
    zooming: Cell<Option<(Screen, Screen, f64)>>,
    pub(super) panel: panel::Panel,
}

impl App {
    /// In steps: whoever touches the page meanwhile is answered between two of them.
    pub(super) async fn start(container: HtmlElement) -> Result<(), JsValue> {
        let data = |name: &str| container.get_attribute(&format!("data-{name}"));
        let text = |name: &str| data(name).unwrap_or_default();
        let animated = !dom::prefers("(prefers-reduced-motion: reduce)");
        let chart = Chart::new(&container, animated, in_frame())?;
        if let Some(template) = data("basemap") {
            chart.basemap(&template);
        }
        dom::breath().await;
        let painter = Painter::new(&container)?;
        let ground = data("ground");
        // An atlas has one page that lives as long as the document: nothing is ever freed.
        let app: &'static Self = Box::leak(Box::new(Self {
            chart,
            words: Words::new(text("language"), &text("words")),
            categories: say::categories(&text("categories")),
            names: names(&text("districts")),
            extent: data("bbox").and_then(|text| BBox::parse(&text).ok()),
            state: RefCell::default(),
            tiles: RefCell::new(Tiles::new()),
            borders: RefCell::default(),
            ground: RefCell::new(None),
            painter: RefCell::new(painter),
            marks: RefCell::default(),
            spread: Cell::new(None),
            lit: RefCell::new(None),
            pointed: Cell::new(None),
            selected: RefCell::new(None),
            me: Cell::new(None),
            choosing: Cell::new(false),
            frame_asked: Cell::new(false),
            asked_at: Cell::new(0.0),
            zooming: Cell::new(None),
            panel: panel::Panel::new()?,
            container,
        }));
        let mut state = app.read_address();
        if state.around.is_some() && state.filter.near.is_none() {
            // The address names a place; the form came with where that is.
            state.filter.near = panel::near_of_form();
        }
        *app.state.borrow_mut() = state;
        dom::breath().await;
        app.panel.start(app);
        app.first_view();
        if app.container.has_attribute("data-query") && app.state.borrow().selected.is_some() {
            // No server renders it into a page of a copy.
            app.panel.sync(app);
        }
        dom::breath().await;
        app.listen();
        if let Some(url) = ground {
            app.load_ground(url);
        }
        dom::breath().await;
        app.look();
        Ok(())
    }

    /// The state that the address says, without categories and districts that are gone: the
    /// server left them out too.
    fn read_address(&self) -> ViewState {
        let search = dom::window().location().search().unwrap_or_default();
        let mut pairs = state::pairs(&search);
        if let Some(fixed) = self.container.get_attribute("data-query") {
            // What a copy shows is fixed; its address says where it looks and what is open.
            pairs.retain(|(name, _)| matches!(name.as_str(), "map" | "selected"));
            let fixed = state::pairs(&fixed).into_iter();
            let moved = pairs.iter().any(|(name, _)| name == "map");
            let fixed: Vec<_> = fixed.filter(|(name, _)| !moved || name != "map").collect();
            pairs.extend(fixed);
        }
        let (state, _) = ViewState::read(&pairs, None);
        let mut state = state.on(&path(), &pairs);
        let filter = &mut state.filter;
        let known = |id: &CategoryId| self.categories.contains_key(id.as_str());
        filter.categories.retain(known);
        if let Some(district) = filter.district.take() {
            let known = |code: &String| self.names.iter().any(|name| name.code == *code);
            // Codes of other sets are known to the server alone.
            if district.set != DEFAULT_SET || district.codes.iter().all(known) {
                filter.district = Some(district);
            }
        }
        state
    }

    /// Where the address says, else close to the open item, else the chosen districts or all.
    fn first_view(&'static self) {
        let map = self.state.borrow().map;
        let bbox = self.state.borrow_mut().filter.bbox.take();
        self.read_selected();
        let close = self.selected.borrow().as_ref().and_then(|selected| {
            let (lon, lat) = selected.at.to_degrees();
            let center = okolica_model::Position::new(lon, lat).ok()?;
            Some(MapView { center, zoom: 16 })
        });
        match map.or(close) {
            Some(view) => self.chart.show(view),
            None => match bbox.or_else(|| self.state.borrow().filter.near.map(state::near_box)) {
                Some(bbox) => self.chart.fit(bbox),
                None => self.show_districts(),
            },
        }
    }

    /// Shows the districts that are filtered for, or the whole city.
    pub(super) fn show_districts(&self) {
        let chosen = self.chosen();
        self.fit(|name| chosen.is_empty() || chosen.contains(&name.code));
    }

    /// Shows the districts of a filter.
    pub(super) fn show_district(&self, filter: Option<&DistrictFilter>) {
        let codes = filter.filter(|filter| filter.set == DEFAULT_SET);
        let codes = codes.map_or(&[][..], |filter| &filter.codes);
        self.fit(|name| codes.is_empty() || codes.contains(&name.code));
    }

    /// The whole city; in an embed all that it is of.
    pub(super) fn show_all(&self) {
        if in_frame() {
            return self.show_districts();
        }
        self.fit(|_| true);
    }

    /// Shows some districts; where the city has none, its box.
    fn fit(&self, wanted: impl Fn(&DistrictName) -> bool) {
        let boxes = self.names.iter().filter(|name| wanted(name));
        let joined = boxes.map(|name| name.bbox).reduce(|a, b| {
            [
                a[0].min(b[0]),
                a[1].min(b[1]),
                a[2].max(b[2]),
                a[3].max(b[3]),
            ]
        });
        let bbox = joined.and_then(|[w, s, e, n]| BBox::new(w, s, e, n).ok());
        self.chart.fit(bbox.or(self.extent).unwrap_or(BBox::WORLD));
    }

    pub(super) fn extent(&self) -> Option<BBox> {
        self.extent
    }

    fn chosen(&self) -> Vec<String> {
        let state = self.state.borrow();
        let district = state.filter.district.as_ref();
        district.map_or_else(Vec::new, |district| district.codes.clone())
    }

    fn listen(&'static self) {
        self.chart
            .on_move(move || self.moved(), move || self.look());
        self.chart.on_zoom_animation(move |center, zoom| {
            let (width, height) = self.chart.size();
            let from = self
                .zooming
                .get()
                .map_or_else(|| self.chart.screen(), |(_, to, _)| to);
            let to = Screen::new(center, zoom, width, height);
            self.zooming.set(Some((from, to, now())));
            self.ask_frame();
        });
        cursor::start(self);
        locate::start(self);
        search::start(self);
        for colours in ["(prefers-color-scheme: dark)", "(forced-colors: active)"] {
            if let Ok(Some(media)) = dom::window().match_media(colours) {
                dom::listen(&media, "change", move |_| {
                    self.painter.borrow_mut().recolour();
                    self.ask_frame();
                });
            }
        }
        dom::listen(&self.container, "changed", move |event| {
            let keys = js_sys::Reflect::get(&event, &"detail".into()).ok();
            self.changed(&keys.and_then(|keys| keys.as_string()).unwrap_or_default());
        });
        let popped = move |_| self.restore();
        dom::listen(&dom::window(), "popstate", popped);
    }

    /// With every step of a drag: the frame follows at once, new tiles now and then.
    fn moved(&'static self) {
        if self.zooming.get().is_some() {
            return;
        }
        self.draw();
        if now() - self.asked_at.get() > DRAG_PAUSE {
            self.ask_tiles();
        }
    }

    /// After a move has ended: asks for what is new in view and remembers where the map looks.
    pub(super) fn look(&'static self) {
        self.zooming.set(None);
        self.ask_tiles();
        self.scale();
        {
            let mut state = self.state.borrow_mut();
            state.map = self.chart.view();
        }
        self.replace_address();
        self.draw();
        self.panel.view_changed(self);
    }

    fn replace_address(&self) {
        if let Ok(history) = dom::window().history() {
            let href = here(&self.state.borrow());
            // Refused only for another origin.
            let _ = history.replace_state_with_url(&self.panel.place(), "", Some(&href));
        }
    }

    /// Makes the state an entry of the browser's history; in an embed it only replaces the last one:
    /// the way back is that of the page around.
    pub(super) fn push_address(&self) {
        if in_frame() {
            return self.replace_address();
        }
        if let Ok(history) = dom::window().history() {
            let href = here(&self.state.borrow());
            let _ = history.push_state_with_url(&self.panel.place(), "", Some(&href));
        }
    }

    /// Back or forward: the address is the truth.
    fn restore(&'static self) {
        let state = self.read_address();
        let map = state.map;
        *self.state.borrow_mut() = state;
        self.panel.sync(self);
        if let Some(view) = map {
            self.chart.show(view);
        }
        self.look();
    }

    /// The query that tiles take.
    fn tile_query(&self) -> String {
        self.state.borrow().tile_query()
    }

    fn tile_zoom(&self) -> u8 {
        self.chart.zoom().round().clamp(0.0, 22.0) as u8
    }

    /// The cells in view: what the list shows is what lies in these, so that no symbol counts
    /// in part.
    pub(super) fn cells(&self) -> Cells {
        let (width, height) = self.chart.size();
        let side = CELLS_PER_TILE << self.tile_zoom();
        Cells::of_view(self.chart.screen(), width, height, side)
    }

    fn ask_tiles(&'static self) {
        self.asked_at.set(now());
        let zoom = self.tile_zoom();
        let (width, height) = self.chart.size();
        let cells = Cells::of_view(self.chart.screen(), width, height, 1 << zoom);
        let orders = self
            .tiles
            .borrow_mut()
            .want(&self.tile_query(), zoom, cells);
        for order in orders {
            self.ask_tile(order);
        }
        // A border is simple enough to be drawn at twice its size: a quarter of the requests.
        let zoom = zoom.saturating_sub(1);
        let cells = Cells::of_view(self.chart.screen(), width, height, 1 << zoom);
        let wanted: Vec<Place> = cells.iter().map(|(x, y)| (zoom, x, y)).collect();
        if self.names.is_empty() {
            return;
        }
        let missing = self.borders.borrow_mut().want(&wanted);
        for place in missing {
            self.ask_borders(place);
        }
    }

    fn ask_tile(&'static self, order: Order) {
        let Some(fetch) = Fetch::new() else { return };
        let (z, x, y) = order.place;
        let mut url = format!("/tiles/items/{z}/{x}/{y}.geojson");
        if !order.filter.is_empty() {
            url.push('?');
            url.push_str(&order.filter);
        }
        let (answer, signal) = (fetch.tagged(&url), fetch.signal());
        self.tiles.borrow_mut().started(order.place, fetch);
        spawn_local(async move {
            let answer = answer.await;
            if Fetch::is_given_up(&signal) {
                return;
            }
            if self.tiles.borrow_mut().arrived(&order, answer) {
                self.panel.outdate();
            }
            self.ask_frame();
            self.panel.tiles_arrived(self);
        });
    }

    /// Something has changed in the store; `keys` are those of changed features with spaces
    /// between, and `*` for more that are not named.
    fn changed(&'static self, keys: &str) {
        let has = |of: &dyn Fn(&str) -> bool| keys.split(' ').any(|key| key == "*" || of(key));
        if has(&|key| key.starts_with("districts/")) {
            let places = self.borders.borrow_mut().renew();
            for place in places {
                self.ask_borders(place);
            }
        }
        if has(&|key| key.starts_with("initiatives/")) {
            // These may have no position: no tile would tell.
            self.panel.outdate();
        }
        if !self.tiles.borrow().is_complete() {
            // The list may have come before the change: tiles that come after it can't tell.
            self.panel.outdate();
        }
        let orders = self.tiles.borrow_mut().renew();
        for order in orders {
            self.ask_tile(order);
        }
        let selected = self.state.borrow().selected;
        if let Some(selected) = selected
            && has(&|key| key == selected.to_string())
        {
            self.panel.renew_detail(self, selected);
        }
    }

    fn ask_borders(&'static self, place: Place) {
        let Some(fetch) = Fetch::new() else { return };
        let (z, x, y) = place;
        let url = format!("/tiles/districts/{z}/{x}/{y}.geojson");
        let (answer, signal) = (fetch.text(&url), fetch.signal());
        self.borders.borrow_mut().started(place, fetch);
        spawn_local(async move {
            let json = answer.await;
            if Fetch::is_given_up(&signal) {
                return;
            }
            self.borders.borrow_mut().arrived(place, json.as_deref());
            self.ask_frame();
        });
    }

    fn load_ground(&'static self, url: String) {
        let Some(fetch) = Fetch::new() else { return };
        spawn_local(async move {
            if let Some(json) = fetch.text(&url).await {
                *self.ground.borrow_mut() = Some(Ground::parse(&json));
                self.ask_frame();
            }
        });
    }

    /// Asks for everything again, after something failed.
    pub(super) fn retry(&'static self) {
        self.tiles.borrow_mut().clear();
        self.look();
    }

    /// Draws with the browser's next frame, once however often it is asked.
    pub(super) fn ask_frame(&'static self) {
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

    /// The screen to draw: where the map is, or on its way there.
    fn screen(&'static self) -> Screen {
        let Some((from, to, since)) = self.zooming.get() else {
            return self.chart.screen();
        };
        let share = (now() - since) / ZOOM_TIME;
        if share >= 1.0 {
            return to;
        }
        self.ask_frame();
        from.between(to, ease(share))
    }

    pub(super) fn draw(&'static self) {
        let screen = self.screen();
        let size = self.chart.size();
        let tiles = self.tiles.borrow();
        let found = marks::marks(tiles.shown(), screen, size, self.spread.get());
        *self.marks.borrow_mut() = found;
        let chosen = self.chosen();
        let lit = self.lit.borrow();
        self.painter.borrow_mut().draw(&Frame {
            screen,
            size,
            language: &self.words.language,
            marks: &self.marks.borrow(),
            categories: &self.categories,
            ground: self.ground.borrow().as_ref(),
            borders: &self.borders.borrow(),
            names: &self.names,
            chosen: &chosen,
            lit: lit.as_deref(),
            pointed: self.pointed.get(),
            selected: self.selected.borrow().as_ref(),
            me: self.me.get(),
            near: self
                .state
                .borrow()
                .filter
                .near
                .map(|near| (near.at, near.within.get())),
            choosing: self.choosing.get(),
        });
        self.tell_ready(&tiles);
    }

    /// Says on the map's element whether all is drawn, and how many items that is.
    fn tell_ready(&self, tiles: &Tiles) {
        let ready = tiles.is_complete() && !self.borders.borrow().is_waiting();
        let set = |name: &str, value: &str| {
            // Refused only for a name that is none.
            let _ = self.container.set_attribute(name, value);
        };
        set("data-map-ready", if ready { "true" } else { "false" });
        if tiles.is_complete() {
            set("data-map-total", &self.total().to_string());
        }
    }

    /// How many items the cells in view hold; `None` until all tiles have come.
    pub(super) fn total_if_complete(&self) -> Option<u64> {
        self.tiles.borrow().is_complete().then(|| self.total())
    }

    fn total(&self) -> u64 {
        let cells = self.cells();
        let tiles = self.tiles.borrow();
        let features = tiles.shown().iter().flat_map(|tile| &tile.features);
        features
            .filter(|feature| cells.contains(feature.at))
            .map(super::tiles::Feature::count)
            .sum()
    }

    pub(super) fn is_waiting(&self) -> bool {
        self.tiles.borrow().is_waiting()
    }

    pub(super) fn has_failed(&self) -> bool {
        self.tiles.borrow().has_failed()
    }

    fn scale(&self) {
        let (Some(bar), Some(text)) = (dom::by_id("scale-bar"), dom::by_id("scale-text")) else {
            return;
        };
        let Some(view) = self.chart.view() else {
            return;
        };
        let scale = self.chart.screen().scale;
        let metres = crate::mercator::metres_per_pixel(view.center.lat(), scale);
        let length = crate::format::round_length(metres * 100.0);
        let width = format!("{}px", (length / metres).round());
        // Style set by script is not what the content policy forbids.
        let _ = bar.style().set_property("width", &width);
        text.set_text_content(Some(&crate::format::distance(length, &self.words.language)));
    }

    /// Takes over which item the detail shows.
    pub(super) fn read_selected(&self) {
        let detail = dom::by_id("detail").filter(|detail| !detail.hidden());
        let body = detail.and_then(|detail| detail.query_selector(".detail-body").ok()?);
        let data = |name: &str| body.as_ref()?.get_attribute(&format!("data-{name}"));
        let key = data("key").and_then(|key| state::parse_key(&key));
        let at = data("position")
            .and_then(|text| okolica_model::Position::parse("position", &text).ok());
        *self.selected.borrow_mut() = match (key, at) {
            (Some(key), Some(at)) => Some(Selected {
                id: key.to_string(),
                at: World::of(at),
                space: key.kind == ItemKind::Space,
                category: data("category").unwrap_or_default(),
            }),
            _ => None,
        };
    }

    /// Moves the map just as far as needed to show a place.
    pub(super) fn bring_into_view(&self, world: World) {
        let (x, y) = self.chart.screen().point(world);
        let (width, height) = self.chart.size();
        let margin = 48.0_f64.min(width / 4.0).min(height / 4.0);
        let off = |value: f64, length: f64| {
            if (margin..=length - margin).contains(&value) {
                0.0
            } else {
                value - length / 2.0
            }
        };
        let (dx, dy) = (off(x, width), off(y, height));
        if dx != 0.0 || dy != 0.0 {
            self.chart.pan(dx, dy);
        }
    }
}

fn path() -> String {
    if in_frame() {
        return state::EMBED.to_owned();
    }
    dom::window().location().pathname().unwrap_or_default()
}

/// Whether the page is an embed. A copy of one may have any path.
pub(super) fn in_frame() -> bool {
    dom::find("body.embed").is_some()
}

/// The address of a state on this page, wherever that is.
fn here(state: &ViewState) -> String {
    match state.query() {
        query if query.is_empty() => path(),
        query => format!("?{query}"),
    }
}

/// Milliseconds since the page began.
pub(super) fn now() -> f64 {
    dom::window().performance().map_or(0.0, |clock| clock.now())
}

/// Leaflet's `cubic-bezier(0, 0, 0.25, 1)`: the share of the way at a share of the time.
fn ease(time: f64) -> f64 {
    // x(s) = 0.75 s²(1 − s) + s³ grows, so its inverse is found by halving.
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..24 {
        let s: f64 = (low + high) / 2.0;
        if 0.75 * s * s * (1.0 - s) + s * s * s < time {
            low = s;
        } else {
            high = s;
        }
    }
    let s: f64 = (low + high) / 2.0;
    3.0 * s * s * (1.0 - s) + s * s * s
}

fn names(json: &str) -> Vec<DistrictName> {
    let all: Vec<Value> = serde_json::from_str(json).unwrap_or_default();
    all.iter()
        .map(|entry| {
            let number = |at: usize| entry[at].as_f64().unwrap_or_default();
            let text = |at: usize| entry[at].as_str().unwrap_or_default().to_owned();
            DistrictName {
                code: text(0),
                name: text(1),
                at: World::of_degrees(number(2), number(3)),
                bbox: [number(4), number(5), number(6), number(7)],
            }
        })
        .collect()
}
