//! The canvas that a map is drawn on.

use super::dom;
use super::ground::{Ground, UNITS};
use crate::mercator::{Screen, World};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{CanvasRenderingContext2d, CanvasWindingRule, HtmlCanvasElement, HtmlElement};

pub(super) struct Sheet {
    pub(super) canvas: HtmlCanvasElement,
    pub(super) ctx: CanvasRenderingContext2d,
}

impl Sheet {
    /// One that no page shows.
    pub(super) fn new() -> Result<Self, JsValue> {
        let document = dom::document().ok_or("no document")?;
        let canvas: HtmlCanvasElement = document.create_element("canvas")?.unchecked_into();
        let ctx = canvas.get_context("2d")?.ok_or("no canvas")?;
        Ok(Self {
            canvas,
            ctx: ctx.unchecked_into(),
        })
    }

    pub(super) fn inside(container: &HtmlElement) -> Result<Self, JsValue> {
        let sheet = Self::new()?;
        container.append_child(&sheet.canvas)?;
        Ok(sheet)
    }

    /// Empties it, in a size in CSS pixels, each of so many of the screen's.
    pub(super) fn clear(&self, size: (f64, f64), ratio: f64) {
        let [width, height] = [size.0, size.1].map(|side| (side * ratio).round() as u32);
        // Setting a size empties the canvas, even to the same one.
        if self.canvas.width() != width {
            self.canvas.set_width(width);
        }
        if self.canvas.height() != height {
            self.canvas.set_height(height);
        }
        self.reset(ratio);
        self.ctx.clear_rect(0.0, 0.0, size.0, size.1);
    }

    /// From here on in CSS pixels.
    pub(super) fn reset(&self, ratio: f64) {
        // Only numbers that are not finite are refused.
        let _ = self.ctx.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
    }

    /// Puts outlines with this origin on the screen; the answer is how many of their units a
    /// pixel is.
    pub(super) fn place(&self, origin: World, screen: Screen, ratio: f64) -> f64 {
        let scale = screen.scale / UNITS;
        let (x, y) = screen.point(origin);
        let zoom = scale * ratio;
        // Only numbers that are not finite are refused.
        let _ = self
            .ctx
            .set_transform(zoom, 0.0, 0.0, zoom, x * ratio, y * ratio);
        1.0 / scale
    }

    /// Water and parks.
    pub(super) fn ground(
        &self,
        ground: &Ground,
        screen: Screen,
        ratio: f64,
        [water, park]: [&str; 2],
    ) {
        let ctx = &self.ctx;
        for part in &ground.parts {
            let pixel = self.place(part.origin, screen, ratio);
            let colour = if part.water { water } else { park };
            if part.line {
                ctx.set_stroke_style_str(colour);
                ctx.set_line_width(pixel * 3.0);
                ctx.stroke_with_path(&part.outline);
            } else {
                ctx.set_fill_style_str(colour);
                ctx.fill_with_path_2d_and_winding(&part.outline, CanvasWindingRule::Evenodd);
            }
        }
    }
}

/// The page's own letters.
pub(super) fn font() -> String {
    let body = dom::document().and_then(|document| document.body());
    let style = body.and_then(|body| dom::window().get_computed_style(&body).ok()?);
    let font = style.and_then(|style| style.get_property_value("font-family").ok());
    font.unwrap_or_else(|| "sans-serif".to_owned())
}
