//! The few things asked of the browser, with our names.

use js_sys::Function;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Document, Element, Event, HtmlElement, KeyboardEvent, RequestCache,
    RequestInit, Response, Window,
};

/// The window; there is always one where this runs.
pub(super) fn window() -> Window {
    js_sys::global().unchecked_into()
}

pub(super) fn document() -> Option<Document> {
    window().document()
}

pub(super) fn by_id(id: &str) -> Option<HtmlElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

pub(super) fn needed(id: &str) -> Result<HtmlElement, JsValue> {
    by_id(id).ok_or_else(|| JsValue::from_str(&format!("the page has no #{id}")))
}

/// The first element of the page that a selector finds.
pub(super) fn find(selector: &str) -> Option<HtmlElement> {
    document()?.query_selector(selector).ok()??.dyn_into().ok()
}

/// The first element that a selector finds under `root`.
pub(super) fn find_in(root: &Element, selector: &str) -> Option<HtmlElement> {
    root.query_selector(selector).ok()??.dyn_into().ok()
}

/// Every element that a selector finds under `root`.
pub(super) fn all(root: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = root.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|at| found.get(at)?.dyn_into().ok())
        .collect()
}

/// The nearest element around the target of an event that a selector fits.
pub(super) fn target(event: &Event, selector: &str) -> Option<HtmlElement> {
    let element: Element = event.target()?.dyn_into().ok()?;
    element.closest(selector).ok()??.dyn_into().ok()
}

/// A handler that lives as long as the page.
pub(super) fn handler<T: wasm_bindgen::convert::FromWasmAbi + 'static>(
    run: impl FnMut(T) + 'static,
) -> Function {
    Closure::wrap(Box::new(run) as Box<dyn FnMut(T)>)
        .into_js_value()
        .unchecked_into()
}

pub(super) fn listen(to: &web_sys::EventTarget, kind: &str, run: impl FnMut(Event) + 'static) {
    // Adding a listener fails only on a name that is no string.
    let _ = to.add_event_listener_with_callback(kind, &handler(run));
}

pub(super) fn on_key(to: &web_sys::EventTarget, mut run: impl FnMut(KeyboardEvent) + 'static) {
    listen(to, "keydown", move |event| run(event.unchecked_into()));
}

/// Runs once after `milliseconds`; the answer stops it.
pub(super) fn after(milliseconds: i32, run: impl FnMut(JsValue) + 'static) -> i32 {
    let run = handler(run);
    window()
        .set_timeout_with_callback_and_timeout_and_arguments_0(&run, milliseconds)
        .unwrap_or_default()
}

/// Lets the browser do what has been waiting: events, and a frame.
pub(super) async fn breath() {
    let waited = js_sys::Promise::new(&mut |done, _| {
        // Refused only when it is no function.
        let _ = window().set_timeout_with_callback(&done);
    });
    // A promise that only a timer keeps is not broken.
    let _ = JsFuture::from(waited).await;
}

pub(super) fn cancel(timer: i32) {
    window().clear_timeout_with_handle(timer);
}

/// Gives an element the focus and leaves what is in view where it is.
pub(super) fn focus_in_place(element: &HtmlElement) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    // Only an element that is not in the page can't take it.
    let _ = element.focus_with_options(&options);
}

pub(super) fn prefers(query: &str) -> bool {
    let found = window().match_media(query);
    found.ok().flatten().is_some_and(|media| media.matches())
}

/// The value of a custom property of the page's style.
pub(super) fn token(name: &str) -> String {
    let root = document().and_then(|document| document.document_element());
    let style = root.and_then(|root| window().get_computed_style(&root).ok()?);
    let value = style.and_then(|style| style.get_property_value(name).ok());
    value.unwrap_or_default().trim().to_owned()
}

/// A text, and what the service calls its state: equal tags, equal texts.
pub(super) struct Tagged {
    pub(super) text: String,
    pub(super) tag: String,
}

/// A request that can be given up; dropping it does.
pub(super) struct Fetch {
    controller: AbortController,
}

impl Fetch {
    pub(super) fn new() -> Option<Self> {
        let controller = AbortController::new().ok()?;
        Some(Self { controller })
    }

    /// The body of a successful answer. It holds nothing of `self`, so that dropping `self` ends
    /// it.
    pub(super) fn text(&self, url: &str) -> impl Future<Output = Option<String>> + use<> {
        let answer = self.tagged(url);
        async move { Some(answer.await?.text) }
    }

    /// The same with its tag.
    pub(super) fn tagged(&self, url: &str) -> impl Future<Output = Option<Tagged>> + use<> {
        let options = RequestInit::new();
        options.set_signal(Some(&self.controller.signal()));
        // Answers about time may be kept until they change by time; an edit comes sooner.
        options.set_cache(RequestCache::NoCache);
        let answer = window().fetch_with_str_and_init(url, &options);
        async move {
            let response: Response = JsFuture::from(answer).await.ok()?.dyn_into().ok()?;
            if !response.ok() {
                return None;
            }
            let tag = response.headers().get("etag").ok().flatten();
            let text = JsFuture::from(response.text().ok()?).await.ok()?;
            Some(Tagged {
                text: text.as_string()?,
                tag: tag.unwrap_or_default(),
            })
        }
    }

    /// The same as bytes.
    pub(super) fn bytes(&self, url: &str) -> impl Future<Output = Option<Vec<u8>>> + 'static {
        let options = RequestInit::new();
        options.set_signal(Some(&self.controller.signal()));
        options.set_cache(RequestCache::NoCache);
        let answer = window().fetch_with_str_and_init(url, &options);
        async move {
            let response: Response = JsFuture::from(answer).await.ok()?.dyn_into().ok()?;
            if !response.ok() {
                return None;
            }
            let buffer = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
            Some(js_sys::Uint8Array::new(&buffer).to_vec())
        }
    }

    pub(super) fn is_given_up(signal: &web_sys::AbortSignal) -> bool {
        signal.aborted()
    }

    pub(super) fn signal(&self) -> web_sys::AbortSignal {
        self.controller.signal()
    }
}

impl Drop for Fetch {
    fn drop(&mut self) {
        self.controller.abort();
    }
}
