//! The search box: what somebody may mean, while they type; the combobox pattern of the ARIA
//! Authoring Practices, with the focus in the box all the time.

use super::app::{App, now};
use super::dom::{self, Fetch};
use crate::state;
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Event, HtmlElement, HtmlInputElement, KeyboardEvent};

/// A question that takes longer than this gives way to a newer one, in milliseconds.
const PATIENCE: f64 = 300.0;

/// Texts shorter than this mean too much.
const SHORTEST: usize = 2;

struct Search {
    input: HtmlInputElement,
    list: HtmlElement,
    asking: RefCell<Option<Fetch>>,
    asked_at: Cell<f64>,
    /// Whether there is another text by now than the one that is asked about.
    outdated: Cell<bool>,
    active: Cell<Option<usize>>,
}

pub(super) fn start(app: &'static App) {
    let input = dom::by_id("q").and_then(|input| input.dyn_into().ok());
    let (Some(input), Some(list)) = (input, dom::by_id("suggestions")) else {
        return;
    };
    // It lives as long as the page, as the map does.
    let search: &'static Search = Box::leak(Box::new(Search {
        input,
        list,
        asking: RefCell::default(),
        asked_at: Cell::new(0.0),
        outdated: Cell::new(false),
        active: Cell::new(None),
    }));
    dom::listen(&search.input, "input", move |_| search.typed(app));
    dom::on_key(&search.input, move |event| search.key(app, &event));
    dom::listen(&search.input, "blur", move |_| search.close());
    // A press on an option would take the focus out of the box, and so close the list.
    dom::listen(&search.list, "mousedown", |event| event.prevent_default());
    dom::listen(&search.list, "click", move |event| {
        search.clicked(app, &event);
    });
}

impl Search {
    fn typed(&'static self, app: &'static App) {
        if self.input.value().trim().chars().count() < SHORTEST {
            return self.close();
        }
        if self.asking.borrow().is_some() && now() - self.asked_at.get() < PATIENCE {
            // One question at a time: no keystroke waits for a timer, and no server for a typist.
            return self.outdated.set(true);
        }
        self.ask(app);
    }

    fn ask(&'static self, app: &'static App) {
        self.outdated.set(false);
        self.asked_at.set(now());
        let Some(fetch) = Fetch::new() else { return };
        let url = app.state.borrow().suggestions(&self.input.value());
        let (answer, signal) = (fetch.text(&url), fetch.signal());
        // One before that never came is given up.
        *self.asking.borrow_mut() = Some(fetch);
        spawn_local(async move {
            let html = answer.await;
            if Fetch::is_given_up(&signal) {
                return;
            }
            self.asking.take();
            if let Some(html) = html {
                self.show(app, &html);
            }
            if self.outdated.get() {
                self.ask(app);
            }
        });
    }

    fn show(&self, app: &App, html: &str) {
        // The server rendered and escaped it, as it did the page.
        self.list.set_inner_html(html);
        self.activate(None);
        let count = self.options().len();
        self.expand(count > 0);
        if !self.outdated.get() {
            let text = app.words.count("suggestions-count", count as u64);
            app.panel.announce(&text);
        }
    }

    fn options(&self) -> Vec<HtmlElement> {
        dom::all(&self.list, "[role=option]")
    }

    fn expand(&self, open: bool) {
        self.list.set_hidden(!open);
        let open = if open { "true" } else { "false" };
        // Refused only for a name that is none.
        let _ = self.input.set_attribute("aria-expanded", open);
    }

    fn close(&self) {
        self.outdated.set(false);
        self.asking.take();
        self.activate(None);
        self.expand(false);
    }

    /// Makes one option the one that Enter takes.
    fn activate(&self, at: Option<usize>) {
        self.active.set(at);
        for (number, option) in self.options().iter().enumerate() {
            let on = at == Some(number);
            let _ = option.set_attribute("aria-selected", if on { "true" } else { "false" });
            if on {
                let _ = self
                    .input
                    .set_attribute("aria-activedescendant", &option.id());
                option.scroll_into_view_with_bool(false);
            }
        }
        if at.is_none() {
            let _ = self.input.remove_attribute("aria-activedescendant");
        }
    }

    fn key(&'static self, app: &'static App, event: &KeyboardEvent) {
        let count = self.options().len();
        let open = !self.list.hidden() && count > 0;
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" if !open => self.typed(app),
            "ArrowDown" => self.activate(Some(self.active.get().map_or(0, |at| (at + 1) % count))),
            "ArrowUp" => {
                let last = count - 1;
                let before = |at: usize| at.checked_sub(1).unwrap_or(last);
                self.activate(Some(self.active.get().map_or(last, before)));
            }
            "Escape" if open => self.close(),
            "Enter" => {
                let active = self.active.get().filter(|_| open);
                let Some(option) = active.and_then(|at| self.options().into_iter().nth(at)) else {
                    // The form takes the words.
                    return self.close();
                };
                self.choose(app, &option);
            }
            _ => return,
        }
        event.prevent_default();
    }

    fn clicked(&'static self, app: &'static App, event: &Event) {
        if let Some(option) = dom::target(event, "[role=option]") {
            self.choose(app, &option);
        }
    }

    fn choose(&'static self, app: &'static App, option: &HtmlElement) {
        self.close();
        let key = option.get_attribute("data-key");
        if let Some(key) = key.and_then(|key| state::parse_key(&key)) {
            return app.panel.open(app, key);
        }
        if let Some(href) = option.get_attribute("data-href") {
            app.panel.go(app, &href);
        }
    }
}
