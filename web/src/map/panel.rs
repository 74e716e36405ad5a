//! The panel beside the map: list and detail, both rendered by the server and swapped in.

use super::app::{App, in_frame};
use super::cursor;
use super::dom::{self, Fetch};
use super::rows::Rows;
use crate::mercator::World;
use crate::state::{self, OF_FRAME, ViewState};
use okolica_model::filter::Near;
use okolica_model::{BBox, ItemKey, Position};
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, KeyboardEvent};

/// A list is asked for when the map has rested this long, in milliseconds.
const REST: i32 = 180;

/// Slower answers are shown to be on their way, in milliseconds.
const PATIENCE: i32 = 300;

/// Messages on the map stay this long, in milliseconds.
const TELLING: i32 = 8000;

pub(super) struct Panel {
    main: HtmlElement,
    panel: HtmlElement,
    browse: HtmlElement,
    results: HtmlElement,
    detail: HtmlElement,
    content: HtmlElement,
    progress: HtmlElement,
    trouble: HtmlElement,
    status: HtmlElement,
    announcer: HtmlElement,
    fetching: RefCell<Option<Fetch>>,
    opening: RefCell<Option<Fetch>>,
    resting: Cell<Option<i32>>,
    waiting: Cell<Option<i32>>,
    telling: Cell<Option<i32>>,
    /// The address of the list that is shown.
    shown: RefCell<String>,
    /// What the list that is shown, with its links, was made for.
    made_for: RefCell<ViewState>,
    /// When the list that is shown came.
    since: RefCell<String>,
    /// The text that the list was made of, where it is all of it.
    text: RefCell<String>,
    /// Whether what the list says has changed since it was asked for.
    outdated: Cell<bool>,
    /// Whether the last request for a list or a detail failed.
    failed: Cell<bool>,
    scrolled: Cell<i32>,
    /// What had the focus before the detail took it.
    before: RefCell<Option<String>>,
}

impl Panel {
    pub(super) fn new() -> Result<Self, JsValue> {
        Ok(Self {
            main: dom::needed("content")?,
            panel: dom::needed("panel")?,
            browse: dom::needed("browse")?,
            results: dom::needed("results")?,
            detail: dom::needed("detail")?,
            content: dom::needed("detail-content")?,
            progress: dom::needed("progress")?,
            trouble: dom::needed("trouble")?,
            status: dom::needed("map-status")?,
            announcer: dom::needed("announcer")?,
            fetching: RefCell::default(),
            opening: RefCell::default(),
            resting: Cell::new(None),
            waiting: Cell::new(None),
            telling: Cell::new(None),
            shown: RefCell::default(),
            made_for: RefCell::default(),
            since: RefCell::new(clock()),
            text: RefCell::default(),
            outdated: Cell::new(false),
            failed: Cell::new(false),
            scrolled: Cell::new(0),
            before: RefCell::default(),
        })
    }

    pub(super) fn start(&'static self, app: &'static App) {
        *self.made_for.borrow_mut() = app.state.borrow().clone();
        self.remember_place();
        dom::listen(&self.panel, "click", move |event| self.clicked(app, &event));
        if let Some(form) = dom::by_id("filters") {
            dom::listen(&form, "change", move |event| self.chosen(app, &event));
            dom::listen(&form, "submit", move |event| {
                event.prevent_default();
                self.filtered(app);
            });
        }
        for kind in ["mouseover", "focusin"] {
            dom::listen(&self.results, kind, move |event| {
                self.point(app, Some(&event));
            });
        }
        for kind in ["mouseleave", "focusout"] {
            dom::listen(&self.results, kind, move |_| self.point(app, None));
        }
        dom::on_key(&self.detail, move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                self.close(app);
            }
        });
        if let Some(retry) = dom::by_id("retry") {
            dom::listen(&retry, "click", move |_| {
                self.shown.borrow_mut().clear();
                self.failed.set(false);
                app.retry();
            });
        }
        self.sheet_buttons();
    }

    /// Keeps the place in the list with the entry of the browser's history, so that whoever comes
    /// back from another page finds it where they left it.
    fn remember_place(&'static self) {
        let Ok(history) = dom::window().history() else {
            return;
        };
        let kept = history.state().ok().and_then(|state| state.as_string());
        for word in kept.as_deref().unwrap_or_default().split_whitespace() {
            if let Ok(left_at) = word.parse() {
                self.scrolled.set(left_at);
                if self.detail.hidden() {
                    self.panel.set_scroll_top(left_at);
                }
            } else if let Some(details) = dom::by_id(word) {
                let _ = details.set_attribute("open", "");
            }
        }
        dom::listen(&dom::window(), "pagehide", move |_| {
            // Refused only for another origin.
            let _ = history.replace_state(&self.place(), "");
        });
    }

    /// The ids of what is open, then how far the list is scrolled.
    pub(super) fn place(&self) -> JsValue {
        let scrolled = if self.detail.hidden() {
            self.panel.scroll_top()
        } else {
            self.scrolled.get()
        };
        let open = dom::all(&self.browse, "details[open]");
        let mut kept: Vec<String> = open.iter().map(|details| details.id()).collect();
        kept.push(scrolled.to_string());
        kept.join(" ").into()
    }

    fn clicked(&'static self, app: &'static App, event: &Event) {
        let mouse: &web_sys::MouseEvent = event.unchecked_ref();
        if mouse.ctrl_key() || mouse.meta_key() || mouse.shift_key() || mouse.button() != 0 {
            // The person wants the page itself, in another tab.
            return;
        }
        if let Some(button) = dom::target(event, ".sheet-button") {
            return self.sheet(
                app,
                &button.get_attribute("data-sheet-to").unwrap_or_default(),
            );
        }
        let Some(link) = dom::target(event, "a[href]") else {
            return;
        };
        let href = link.get_attribute("href").unwrap_or_default();
        let has = |class: &str| link.class_list().contains(class);
        if link.id() == "detail-back" {
            event.prevent_default();
            self.close(app);
        } else if has("item-link") {
            if in_frame() {
                // It leaves the frame.
                return;
            }
            let key = link
                .get_attribute("data-key")
                .and_then(|key| state::parse_key(&key));
            if let Some(key) = key {
                event.prevent_default();
                self.open(app, key);
            }
        } else if has("whole-city") {
            event.prevent_default();
            app.show_all();
        } else if link.id() == "quick-near" && !has("state-link") {
            event.prevent_default();
            super::locate::look_near(app);
        } else if has("clear-all") {
            event.prevent_default();
            let (wanted, _) = ViewState::read(&state::pairs(query_of(&href)), None);
            self.want(app, wanted);
        } else if has("state-link") {
            event.prevent_default();
            if link.id().starts_with("quick-") {
                // The answer will say the same; a finger wants to see at once that it was felt.
                let _ = link.class_list().toggle("on");
            }
            self.go(app, &href);
        } else if has("page-link") {
            event.prevent_default();
            if link.get_attribute("rel").is_some() {
                self.load_more(app, &href);
            } else {
                self.load_list(app, self.address(app), true);
            }
        }
    }

    /// Does what a link changes to the filters.
    pub(super) fn go(&'static self, app: &'static App, href: &str) {
        let (to, _) = ViewState::read(&state::pairs(query_of(href)), None);
        let wanted = app.state.borrow().changed(&self.made_for.borrow(), &to);
        self.want(app, wanted);
    }

    /// Takes the filters of another state over.
    fn want(&'static self, app: &'static App, wanted: ViewState) {
        let before = app.state.borrow().filter.clone();
        {
            let mut state = app.state.borrow_mut();
            state.filter = wanted.filter.clone();
            state.filter.bbox = None;
            state.around = wanted.around;
            state.without_place = wanted.without_place;
            state.selected = None;
        }
        let near = wanted.filter.near.filter(|near| before.near != Some(*near));
        if let Some(near) = near {
            app.chart.fit(state::near_box(near));
        } else if wanted.filter.district.is_some() && wanted.filter.district != before.district {
            app.show_district(wanted.filter.district.as_ref());
        }
        self.state_changed(app);
    }

    /// Something in the form has changed.
    fn chosen(&'static self, app: &'static App, event: &Event) {
        let field = |selector| dom::target(event, selector);
        if let Some(text) = field("input[name=around]") {
            // Where a place is that somebody typed is known to the server.
            if value_of(&text).trim().is_empty() {
                return self.forget_near(app);
            }
            set_value("#filters input[name=near]", "");
            if let Some(form) = dom::by_id("filters") {
                // A form that is sent by hand asks no handler.
                form.unchecked_ref::<Form>().submit();
            }
            return;
        }
        // Words are taken with Enter or the button, not by leaving the box.
        if field("#q").is_some() {
            return;
        }
        // Days and a named time exclude each other: the last choice stands.
        if field("input[name=when]").is_some() {
            set_value("#filters input[name=from]", "");
            set_value("#filters input[name=to]", "");
        }
        if field("input[type=date]").is_some()
            && let Some(any) = dom::find("#filters input[name=when][value='']")
        {
            any.unchecked_ref::<HtmlInputElement>().set_checked(true);
        }
        self.filtered(app);
    }

    fn forget_near(&'static self, app: &'static App) {
        {
            let mut state = app.state.borrow_mut();
            state.filter.near = None;
            state.around = None;
        }
        self.state_changed(app);
    }

    /// Looks for what is near a point.
    pub(super) fn look_near(
        &'static self,
        app: &'static App,
        at: Position,
        around: Option<String>,
    ) {
        let near = {
            let mut state = app.state.borrow_mut();
            let within = state
                .filter
                .near
                .map_or(state::WITHIN, |near| near.within.get());
            let near = state::near(at, within);
            state.filter.near = near;
            state.filter.district = None;
            state.around = around;
            state.without_place = false;
            near
        };
        if let Some(near) = near {
            app.chart.fit(state::near_box(near));
        }
        self.state_changed(app);
    }

    /// After the state was changed by hand: form, address, map and list follow.
    fn state_changed(&'static self, app: &'static App) {
        self.sync_form(app);
        self.hide_detail(app);
        app.push_address();
        app.look();
    }

    /// Takes the filters of the form over.
    fn filtered(&'static self, app: &'static App) {
        let Some(form) = dom::by_id("filters") else {
            return;
        };
        let chosen = dom::all(
            &form,
            "input:checked, input:not([type=radio]):not([type=checkbox]), select",
        );
        let pairs: Vec<(String, String)> = chosen
            .iter()
            .filter_map(|field| {
                let name = field.get_attribute("name")?;
                Some((name, value_of(field)))
            })
            .collect();
        let (wanted, _) = ViewState::read(&pairs, None);
        let (moved, near, words) = {
            let mut state = app.state.borrow_mut();
            let words = wanted.filter.q.is_some() && state.filter.q != wanted.filter.q;
            let moved = state.filter.district != wanted.filter.district;
            let near = wanted
                .filter
                .near
                .filter(|_| state.filter.near != wanted.filter.near);
            state.filter = wanted.filter;
            state.around = wanted.around;
            state.without_place = false;
            (moved, near, words)
        };
        app.push_address();
        if let Some(near) = near {
            app.chart.fit(state::near_box(near));
        } else if moved || words {
            // What fits may be anywhere.
            app.show_districts();
        }
        app.look();
    }

    /// Makes the form show the state.
    fn sync_form(&self, app: &App) {
        let Some(form) = dom::by_id("filters") else {
            return;
        };
        let query = ViewState {
            filter: app.state.borrow().filter.clone(),
            around: app.state.borrow().around.clone(),
            ..ViewState::default()
        };
        let pairs = state::pairs(&query.query());
        let has = |name: &str, value: &str| {
            pairs
                .iter()
                .any(|(key, list)| key == name && list.split(',').any(|one| one == value))
        };
        for input in dom::all(&form, "input") {
            let input: HtmlInputElement = input.unchecked_into();
            let none = !pairs.iter().any(|(key, _)| *key == input.name());
            match input.type_().as_str() {
                "radio" if input.value().is_empty() => input.set_checked(none),
                "radio" | "checkbox" => input.set_checked(has(&input.name(), &input.value())),
                // The language and the embed's look are not the map's to change.
                _ if input.name() == "lang" || OF_FRAME.contains(&&*input.name()) => {}
                _ => {
                    let value = pairs.iter().find(|(key, _)| *key == input.name());
                    input.set_value(value.map_or("", |(_, text)| text));
                }
            }
        }
        for select in dom::all(&form, "select") {
            let name = select.get_attribute("name").unwrap_or_default();
            let value = pairs.iter().find(|(key, _)| *key == name);
            match value {
                Some((_, value)) => set(&select, value),
                // A distance says nothing without a point.
                None if name == "within" => {}
                None => set(&select, ""),
            }
        }
    }

    /// After the address has changed by itself.
    pub(super) fn sync(&'static self, app: &'static App) {
        self.sync_form(app);
        let selected = app.state.borrow().selected;
        match selected {
            Some(key) => self.load_detail(app, key, false),
            None => self.hide_detail(app),
        }
    }

    /// The map looks elsewhere, or for something else.
    pub(super) fn view_changed(&'static self, app: &'static App) {
        if let Some(timer) = self.resting.take() {
            dom::cancel(timer);
        }
        self.stale(true);
        let timer = dom::after(REST, move |_| self.refresh(app));
        self.resting.set(Some(timer));
    }

    /// The list's address for where the map looks.
    fn address(&self, app: &App) -> String {
        let mut state = app.state.borrow().clone();
        state.map = None;
        state.selected = None;
        state.after = None;
        if !state.without_place {
            let [west, south, east, north] = app.cells().bbox();
            state.filter.bbox = BBox::new(west, south, east, north).ok();
        }
        state.href()
    }

    fn refresh(&'static self, app: &'static App) {
        self.resting.set(None);
        let address = self.address(app);
        if self.outdated.take() {
            return self.renew_list(app, address);
        }
        if *self.shown.borrow() == address {
            return self.stale(false);
        }
        if self.is_first_view(app) {
            match app.total_if_complete() {
                // The page came with this very list.
                Some(total) if Some(total) == self.placed() => {
                    *self.shown.borrow_mut() = address;
                    return self.stale(false);
                }
                Some(_) => {}
                // The tiles will say.
                None if !app.has_failed() => return,
                None => {}
            }
        }
        self.load_list(app, address, false);
    }

    /// Says on the list's element whether it is still that of another view.
    fn stale(&self, stale: bool) {
        // Refused only for a name that is none.
        let _ = self
            .results
            .toggle_attribute_with_force("data-stale", stale);
    }

    /// Whether the list is still the one that the page came with.
    fn is_first_view(&self, app: &App) -> bool {
        self.shown.borrow().is_empty() && !app.state.borrow().without_place && !self.failed.get()
    }

    /// How many items with a position the shown list counts.
    fn placed(&self) -> Option<u64> {
        let body = self.results.query_selector(".results-body").ok()??;
        body.get_attribute("data-placed")?.parse().ok()
    }

    pub(super) fn tiles_arrived(&'static self, app: &'static App) {
        if app.has_failed() && !app.is_waiting() {
            self.tell_trouble(app.words.text("map-failed"));
        }
        if app.total_if_complete().is_some() {
            // Of the list, its own answer will say.
            if !self.failed.get() {
                self.trouble.set_hidden(true);
            }
            // The symbols that just came are drawn before one of them is named.
            app.draw();
            cursor::revive(app);
        }
        if self.shown.borrow().is_empty() && app.total_if_complete().is_some() {
            self.refresh(app);
        }
        if !app.is_waiting() {
            self.refresh_outdated(app);
        }
    }

    /// What the list says has changed in the store.
    pub(super) fn outdate(&self) {
        self.outdated.set(true);
    }

    /// Asks for an outdated list, unless one is on its way: then after that.
    fn refresh_outdated(&'static self, app: &'static App) {
        let busy = self.resting.get().is_some() || self.fetching.borrow().is_some();
        if self.outdated.get() && !busy {
            self.refresh(app);
        }
    }

    /// Asks for the same list anew, with as many rows as are shown, and says nothing of it
    /// unless there is another number of items.
    fn renew_list(&'static self, app: &'static App, address: String) {
        let Some(fetch) = Fetch::new() else { return };
        let signal = fetch.signal();
        *self.fetching.borrow_mut() = Some(fetch);
        let wanted = dom::all(&self.results, ".item").len();
        spawn_local(async move {
            let html = self.whole_list(&address, wanted).await;
            if Fetch::is_given_up(&signal) {
                return;
            }
            self.fetching.take();
            // What is shown stays where the connection fails: the next change asks again.
            if let Some(html) = html.filter(|html| *html != *self.text.borrow()) {
                let rows = Rows::of(&self.panel, &self.results);
                let before = self.total();
                self.put_list(app, &html, address);
                rows.restore();
                let total = self.total();
                if total != before {
                    self.announce(&app.words.count("map-announce", total));
                }
            } else {
                self.stale(false);
            }
            self.refresh_outdated(app);
        });
    }

    /// The list at an address, and the pages after it until so many rows are there.
    async fn whole_list(&self, address: &str, wanted: usize) -> Option<String> {
        let ask = |url: &str| Some(self.fetching.borrow().as_ref()?.text(url));
        let html = ask(&of_list(address))?.await?;
        let whole = dom::document()?.create_element("div").ok()?;
        whole.set_inner_html(&html);
        let mut shown = dom::all(&whole, ".item").len();
        if shown >= wanted {
            return Some(html);
        }
        while shown < wanted {
            let Some(next) = whole.query_selector(".paging [rel=next]").ok().flatten() else {
                break;
            };
            let next = ask(&of_list(&next.get_attribute("href")?))?.await?;
            join(&whole, &next)?;
            shown = dom::all(&whole, ".item").len();
        }
        Some(whole.inner_html())
    }

    /// Asks for the open detail anew; it stays as it is when there is none any more.
    pub(super) fn renew_detail(&'static self, app: &'static App, key: ItemKey) {
        let Some(fetch) = Fetch::new() else { return };
        let url = detail_address(app, key);
        let (answer, signal) = (fetch.text(&url), fetch.signal());
        *self.opening.borrow_mut() = Some(fetch);
        spawn_local(async move {
            let html = answer.await;
            if Fetch::is_given_up(&signal) || self.detail.hidden() {
                return;
            }
            let Some(html) = html else { return };
            let scrolled = self.panel.scroll_top();
            let focus = focused().filter(|_| holds_focus(&self.content));
            self.content.set_inner_html(&html);
            self.panel.set_scroll_top(scrolled);
            if let Some(selector) = focus {
                let found = self.content.query_selector(&selector).ok().flatten();
                let found = found.and_then(|found| found.dyn_into().ok());
                if let Some(element) = found.or_else(|| dom::by_id("detail-title")) {
                    dom::focus_in_place(&element);
                }
            }
            app.read_selected();
            app.ask_frame();
        });
    }

    fn load_list(&'static self, app: &'static App, address: String, turned: bool) {
        let url = of_list(&address);
        self.fetch(app, &url, move |html| {
            self.show_list(app, html, address, turned);
        });
    }

    /// Asks for a part of the list, and gives up the one asked for before.
    fn fetch(&'static self, app: &'static App, url: &str, show: impl FnOnce(&str) + 'static) {
        let Some(fetch) = Fetch::new() else { return };
        let (answer, signal) = (fetch.text(url), fetch.signal());
        *self.fetching.borrow_mut() = Some(fetch);
        self.wait();
        spawn_local(async move {
            let html = answer.await;
            if Fetch::is_given_up(&signal) {
                return;
            }
            self.waited();
            self.fetching.take();
            match html {
                Some(html) => show(&html),
                None => self.fail_to_load(app),
            }
            self.refresh_outdated(app);
        });
    }

    fn show_list(&'static self, app: &'static App, html: &str, address: String, turned: bool) {
        let focus = focused();
        let quick = dom::by_id("quick");
        let lost = holds_focus(&self.results) || quick.as_ref().is_some_and(holds_focus);
        self.put_list(app, html, address);
        if lost && !turned {
            *self.before.borrow_mut() = focus;
            self.give_focus_back();
        }
        if turned {
            self.panel.set_scroll_top(self.results.offset_top());
            self.focus_heading();
        }
        let total = self.total();
        self.announce(&app.words.count("map-announce", total));
    }

    /// Takes a list in, with what its answer says of the filters.
    fn put_list(&self, app: &App, html: &str, address: String) {
        // The server rendered and escaped it, as it did the page.
        self.results.set_inner_html(html);
        html.clone_into(&mut self.text.borrow_mut());
        let next = self.results.query_selector(".quick-next").ok().flatten();
        if let (Some(quick), Some(next)) = (dom::by_id("quick"), next) {
            quick.set_inner_html(&next.inner_html());
            next.remove();
        }
        *self.made_for.borrow_mut() = ViewState::read(&state::pairs(query_of(&address)), None).0;
        *self.shown.borrow_mut() = address;
        self.stale(false);
        *self.since.borrow_mut() = clock();
        self.failed.set(false);
        self.trouble.set_hidden(!app.has_failed());
        self.counts();
    }

    fn total(&self) -> u64 {
        let heading = dom::by_id("results-total");
        let total = heading.and_then(|heading| heading.get_attribute("data-total")?.parse().ok());
        total.unwrap_or_default()
    }

    /// Puts the new counts beside the filters.
    fn counts(&self) {
        let body = self.results.query_selector(".results-body").ok().flatten();
        let json = body.and_then(|body| body.get_attribute("data-counts"));
        let counts: serde_json::Map<String, serde_json::Value> = json
            .and_then(|json| serde_json::from_str(&json).ok())
            .unwrap_or_default();
        for field in dom::all(&self.browse, "[data-count-of]") {
            let id = field.get_attribute("data-count-of").unwrap_or_default();
            let count = counts.get(&id).and_then(serde_json::Value::as_u64);
            let mut text = crate::format::number(count.unwrap_or_default());
            if let Some(label) = field.get_attribute("data-label") {
                text = format!("{label} ({text})");
            }
            field.set_text_content(Some(&text));
        }
        if let Some(badge) = dom::by_id("more-badge") {
            let on = dom::all(&self.results, ".chips .chip").len();
            let text = (on > 0).then(|| on.to_string());
            badge.set_text_content(text.as_deref());
        }
    }

    /// Puts the next page under the list. The link was made for this view: it has its filters
    /// and box.
    fn load_more(&'static self, app: &'static App, href: &str) {
        let url = of_list(href);
        self.fetch(app, &url, move |html| self.append(app, html));
    }

    /// Adds a page's items after those that are shown. What was in view stays there; the focus
    /// goes to the first new one, where the link to it was.
    fn append(&self, app: &App, html: &str) {
        let before = dom::all(&self.results, ".items .item").len();
        if join(&self.results, html).is_none() {
            return;
        }
        // It is of several answers now.
        self.text.take();
        let shown = dom::all(&self.results, ".items .item-link");
        if let Some(first) = shown.get(before) {
            dom::focus_in_place(first);
        }
        let number = |n: usize| crate::format::number(n as u64);
        let text = app.words.text("list-shown");
        let text = text.replace("{n}", &number(shown.len()));
        let total = crate::format::number(self.total());
        self.announce(&text.replace("{total}", &total));
    }

    fn wait(&'static self) {
        if self.waiting.get().is_none() {
            let timer = dom::after(PATIENCE, move |_| self.progress.set_hidden(false));
            self.waiting.set(Some(timer));
        }
    }

    fn waited(&self) {
        if let Some(timer) = self.waiting.take() {
            dom::cancel(timer);
        }
        self.progress.set_hidden(true);
    }

    fn fail_to_load(&self, app: &App) {
        self.failed.set(true);
        // A page that came from what the device keeps says itself how old it is.
        if dom::find("html[data-kept]").is_some() {
            return self.tell_trouble(app.words.text("not-kept"));
        }
        let text = app.words.text("load-failed");
        self.tell_trouble(&text.replace("{time}", &self.since.borrow()));
    }

    fn tell_trouble(&self, text: &str) {
        if let Some(line) = dom::by_id("trouble-text") {
            line.set_text_content(Some(text));
        }
        self.trouble.set_hidden(false);
        self.announce(text);
    }

    /// Opens an item's detail and puts the focus on its heading.
    pub(super) fn open(&'static self, app: &'static App, key: ItemKey) {
        if self.detail.hidden() {
            self.scrolled.set(self.panel.scroll_top());
            *self.before.borrow_mut() = focused();
        }
        app.state.borrow_mut().selected = Some(key);
        app.push_address();
        self.load_detail(app, key, true);
    }

    fn load_detail(&'static self, app: &'static App, key: ItemKey, focus: bool) {
        let Some(fetch) = Fetch::new() else { return };
        let url = detail_address(app, key);
        let (answer, signal) = (fetch.text(&url), fetch.signal());
        *self.opening.borrow_mut() = Some(fetch);
        self.wait();
        spawn_local(async move {
            let html = answer.await;
            if Fetch::is_given_up(&signal) {
                return;
            }
            self.waited();
            match html {
                Some(html) => self.show_detail(app, &html, focus),
                None => self.fail_to_load(app),
            }
        });
    }

    fn show_detail(&'static self, app: &'static App, html: &str, focus: bool) {
        // The server rendered and escaped it, as it did the page.
        self.content.set_inner_html(html);
        self.browse.set_hidden(true);
        self.detail.set_hidden(false);
        self.panel.set_scroll_top(0);
        if self.main.get_attribute("data-sheet").as_deref() == Some("peek") {
            self.sheet(app, "half");
        }
        // In an embed of the map alone it takes its room from the map.
        app.chart.resized();
        app.read_selected();
        app.pointed.set(None);
        let place = app.selected.borrow().as_ref().map(|selected| selected.at);
        if let Some(world) = place {
            app.bring_into_view(world);
        }
        app.ask_frame();
        if focus && let Some(title) = dom::by_id("detail-title") {
            // Only an element that is not in the page can't take it.
            let _ = title.focus();
        }
    }

    /// Back to the list.
    pub(super) fn close(&'static self, app: &'static App) {
        if self.detail.hidden() {
            return;
        }
        let closed = app.state.borrow_mut().selected.take();
        if let Some(key) = closed.filter(|_| self.before.borrow().is_none()) {
            // The page came with it open: its place in the list is where a reader looks next.
            *self.before.borrow_mut() = Some(format!(".item-link[data-key=\"{key}\"]"));
        }
        self.hide_detail(app);
        app.push_address();
    }

    /// Shows the list at the place where it was left, and gives the focus back.
    fn hide_detail(&self, app: &'static App) {
        let was_open = !self.detail.hidden();
        self.opening.take();
        self.detail.set_hidden(true);
        self.browse.set_hidden(false);
        app.chart.resized();
        app.read_selected();
        app.ask_frame();
        if was_open {
            self.panel.set_scroll_top(self.scrolled.get());
            self.give_focus_back();
        }
    }

    fn give_focus_back(&self) {
        let before = self.before.take();
        let element = before.and_then(|selector| self.main.query_selector(&selector).ok()?);
        match element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            Some(element) => dom::focus_in_place(&element),
            None => self.focus_heading(),
        }
    }

    fn focus_heading(&self) {
        if let Some(heading) = dom::by_id("results-total") {
            let _ = heading.focus();
        }
    }

    /// The list points at the map.
    fn point(&'static self, app: &'static App, event: Option<&Event>) {
        let row = event.and_then(|event| dom::target(event, ".item"));
        let at = row.and_then(|row| row.get_attribute("data-at"));
        let place = at
            .and_then(|text| Position::parse("at", &text).ok())
            .map(World::of);
        if app.pointed.replace(place) != place {
            app.ask_frame();
        }
    }

    /// The map points at the list.
    pub(super) fn light(&self, id: Option<&str>) {
        for row in dom::all(&self.results, ".item.linked") {
            let _ = row.class_list().remove_1("linked");
        }
        let Some(id) = id else { return };
        for row in dom::all(&self.results, ".item-link") {
            if row.get_attribute("data-key").as_deref() == Some(id)
                && let Ok(Some(row)) = row.closest(".item")
            {
                let _ = row.class_list().add_1("linked");
            }
        }
    }

    /// Says something to those who listen, without showing it.
    pub(super) fn announce(&self, text: &str) {
        self.announcer.set_text_content(Some(text));
    }

    /// Says something to everybody for a while.
    pub(super) fn tell(&'static self, text: &str) {
        if let Some(timer) = self.telling.take() {
            dom::cancel(timer);
        }
        self.status.set_text_content(Some(text));
        let timer = dom::after(TELLING, move |_| self.status.set_text_content(None));
        self.telling.set(Some(timer));
    }

    /// Takes back what was said to everybody.
    pub(super) fn hush(&self) {
        if let Some(timer) = self.telling.take() {
            dom::cancel(timer);
        }
        self.status.set_text_content(None);
    }

    fn sheet_buttons(&self) {
        let now = self.main.get_attribute("data-sheet").unwrap_or_default();
        for button in dom::all(&self.panel, ".sheet-button") {
            let on = button.get_attribute("data-sheet-to").as_deref() == Some(&now);
            let _ = button.set_attribute("aria-pressed", if on { "true" } else { "false" });
        }
    }

    fn sheet(&self, app: &'static App, to: &str) {
        let _ = self.main.set_attribute("data-sheet", to);
        self.sheet_buttons();
        app.chart.resized();
        app.look();
    }
}

/// The part of the page that has the list of a view.
fn part() -> &'static str {
    if in_frame() { "results" } else { "list" }
}

/// The address of what the panel shows of an item.
fn detail_address(app: &App, key: ItemKey) -> String {
    let state = app.state.borrow();
    if in_frame() {
        let state = ViewState {
            selected: Some(key),
            map: None,
            ..state.clone()
        };
        return format!("{}&fragment=item", state.href());
    }
    let language = state.language.as_ref();
    let language = language.map(|language| format!("&lang={language}"));
    format!("/{key}?fragment=detail{}", language.unwrap_or_default())
}

#[wasm_bindgen]
extern "C" {
    /// `HTMLFormElement`, of which nothing else is needed.
    type Form;
    #[wasm_bindgen(method)]
    fn submit(this: &Form);
}

/// Where the list of an address is.
fn of_list(address: &str) -> String {
    let glue = if address.contains('?') { '&' } else { '?' };
    format!("{address}{glue}fragment={}", part())
}

/// Adds the items of another page to those of a list, and takes its way on over.
fn join(list: &Element, html: &str) -> Option<()> {
    let find = |selector| list.query_selector(selector).ok().flatten();
    let (items, paging) = (find(".items")?, find(".paging")?);
    let page = dom::document()?.create_element("div").ok()?;
    page.set_inner_html(html);
    for row in dom::all(&page, ".item") {
        // Nothing keeps a row from standing in a list.
        let _ = items.append_child(&row);
    }
    match page.query_selector(".paging [rel=next]").ok().flatten() {
        Some(next) => {
            paging.set_inner_html("");
            let _ = paging.append_child(&next);
        }
        None => paging.remove(),
    }
    Some(())
}

/// Whether what has the focus stands in a part of the page.
pub(super) fn holds_focus(part: &HtmlElement) -> bool {
    let active = dom::document().and_then(|document| document.active_element());
    active.is_some_and(|element| part.contains(Some(&element)))
}

/// The value of a field of a form.
fn value_of(field: &HtmlElement) -> String {
    let value = js_sys::Reflect::get(field, &"value".into());
    value
        .ok()
        .and_then(|value| value.as_string())
        .unwrap_or_default()
}

fn set(field: &HtmlElement, value: &str) {
    // Refused only for objects that can't be changed.
    let _ = js_sys::Reflect::set(field, &"value".into(), &value.into());
}

fn set_value(selector: &str, value: &str) {
    if let Some(field) = dom::find(selector) {
        set(&field, value);
    }
}

/// The neighbourhood that the form holds.
pub(super) fn near_of_form() -> Option<Near> {
    let pair = |selector, name: &str| {
        let field = dom::find(selector)?;
        Some((name.to_owned(), value_of(&field)))
    };
    let near = pair("#filters input[name=near]", "near")?;
    let within = pair("#filters select[name=within]", "within")?;
    ViewState::read(&[near, within], None).0.filter.near
}

fn query_of(href: &str) -> &str {
    href.split_once('?').map_or("", |(_, query)| query)
}

/// A selector for what has the focus, if it is worth going back to.
pub(super) fn focused() -> Option<String> {
    let element = dom::document()?.active_element()?;
    if let Some(key) = element.get_attribute("data-key") {
        return Some(format!(".item-link[data-key=\"{key}\"]"));
    }
    if let Some(key) = element.get_attribute("data-star") {
        return Some(format!(".star[data-star=\"{key}\"]"));
    }
    let id = element.id();
    (!id.is_empty()).then(|| format!("#{id}"))
}

/// The time of day on the reader's clock.
fn clock() -> String {
    let now = js_sys::Date::new_0();
    format!("{}:{:02}", now.get_hours(), now.get_minutes())
}
