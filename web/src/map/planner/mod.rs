//! The planner, live: what-if scenarios computed in the browser by the server's own code.

use super::dom;
use super::leaflet::Chart;
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

/// The page's live part. It lives as long as the page does.
pub(super) struct Planner {
    chart: Chart,
}

impl Planner {
    pub(super) fn start(container: &HtmlElement) -> Result<(), JsValue> {
        let animated = !dom::prefers("(prefers-reduced-motion: reduce)");
        let chart = Chart::new(container, animated)?;
        let planner: &'static Self = Box::leak(Box::new(Self { chart }));
        planner.chart.resized();
        Ok(())
    }
}
