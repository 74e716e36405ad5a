//! Draws the planner's canvas: cells in three classes that differ in pattern too, areas in the
//! classes of a figure, gaps, places.

use super::super::dom;
use super::super::ground::{Ground as Backdrop, UNITS};
use super::super::sheet::{Sheet, font};
use super::cells::Cells;
use crate::mercator::{Screen, World};
use okolica_coverage::Class;
use okolica_model::Position;
use okolica_model::area::Area;
use serde_json::Value;
use std::cell::Ref;
use std::f64::consts::TAU;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{CanvasPattern, CanvasRenderingContext2d, CanvasWindingRule, HtmlElement, Path2d};

/// The colours of the five classes, the same in the dark.
const CLASSES: [&str; 5] = ["#ffffcc", "#a1dab4", "#41b6c4", "#2c7fb8", "#253494"];
const RADIUS: f64 = 5.0;
/// Names smaller than this are left out.
const NAME: f64 = 10.5;

/// A place of the map.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub(super) at: World,
    pub(super) kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Fits,
    Perhaps,
    /// By its number among those that the scenario adds.
    Added(u32),
    Closed,
}

/// The outline of an area, kept by the canvas.
pub(super) struct Shape {
    code: String,
    name: String,
    origin: World,
    outline: Path2d,
    /// North-west and south-east.
    corners: (World, World),
}

impl Shape {
    pub(super) fn new(code: &str, name: &str, area: &Area) -> Self {
        let bbox = area.bbox();
        let north_west = World::of_degrees(bbox.west(), bbox.north());
        // Only a browser without canvases refuses one, and there is no map then.
        let outline = Path2d::new().unwrap_or_else(|_| JsValue::NULL.unchecked_into());
        let polygons = area.polygons().iter();
        let rings = polygons.flat_map(|one| std::iter::once(one.exterior()).chain(one.interiors()));
        for ring in rings {
            for (at, point) in ring.0.iter().enumerate() {
                let point = World::of_degrees(point.x, point.y);
                let (x, y) = (
                    (point.x - north_west.x) * UNITS,
                    (point.y - north_west.y) * UNITS,
                );
                if at == 0 {
                    outline.move_to(x, y);
                } else {
                    outline.line_to(x, y);
                }
            }
            outline.close_path();
        }
        Self {
            code: code.to_owned(),
            name: name.to_owned(),
            origin: north_west,
            outline,
            corners: (north_west, World::of_degrees(bbox.east(), bbox.south())),
        }
    }
}

/// The outer rings of a GeoJSON collection of polygons.
pub(super) fn rings(json: &str) -> Vec<Vec<World>> {
    let value: Value = serde_json::from_str(json).unwrap_or_default();
    let features = value["features"].as_array().map_or(&[][..], |list| list);
    let mut out = Vec::new();
    for feature in features {
        let geometry = &feature["geometry"];
        let polygons: Vec<&Value> = match geometry["type"].as_str() {
            Some("Polygon") => vec![&geometry["coordinates"]],
            Some("MultiPolygon") => geometry["coordinates"]
                .as_array()
                .into_iter()
                .flatten()
                .collect(),
            _ => Vec::new(),
        };
        for ring in polygons.into_iter().filter_map(Value::as_array).flatten() {
            let points = ring.as_array().into_iter().flatten();
            let points = points.filter_map(|point| {
                Some(World::of_degrees(
                    point.get(0)?.as_f64()?,
                    point.get(1)?.as_f64()?,
                ))
            });
            out.push(points.collect());
        }
    }
    out
}

pub(super) struct Frame<'a> {
    pub(super) screen: Screen,
    pub(super) size: (f64, f64),
    pub(super) backdrop: Ref<'a, Option<Backdrop>>,
    pub(super) shapes: &'a [Shape],
    /// The class of each area; empty where cells are shown instead.
    pub(super) colours: Ref<'a, Vec<(String, Option<usize>)>>,
    pub(super) gaps: Ref<'a, Vec<Vec<World>>>,
    pub(super) marks: Ref<'a, Vec<Mark>>,
    pub(super) corners: Ref<'a, Option<Vec<Position>>>,
    /// Whether a point is being chosen: the middle is marked for the keyboard.
    pub(super) aiming: bool,
}

struct Colours {
    not_reached: String,
    uncertain: String,
    reached: String,
    land: String,
    water: String,
    park: String,
    border: String,
    name: String,
    ink: String,
    surface: String,
    accent: String,
    on_accent: String,
    danger: String,
    muted: String,
}

impl Colours {
    fn read() -> Self {
        let token = dom::token;
        Self {
            not_reached: token("--cell-not-reached"),
            uncertain: token("--cell-uncertain"),
            reached: token("--cell-reached"),
            land: token("--map-land"),
            water: token("--map-water"),
            park: token("--map-park"),
            border: token("--map-border"),
            name: token("--map-name"),
            ink: token("--ink"),
            surface: token("--surface"),
            accent: token("--accent"),
            on_accent: token("--on-accent"),
            danger: token("--danger"),
            muted: token("--muted"),
        }
    }
}

pub(super) struct Painter {
    sheet: Sheet,
    ctx: CanvasRenderingContext2d,
    /// Where patterns meet masks.
    aside: Sheet,
    colours: Colours,
    pub(super) cells: Option<Cells>,
    font: String,
}

impl Painter {
    pub(super) fn new(container: &HtmlElement) -> Result<Self, JsValue> {
        let sheet = Sheet::inside(container)?;
        Ok(Self {
            ctx: sheet.ctx.clone(),
            sheet,
            aside: Sheet::new()?,
            colours: Colours::read(),
            cells: None,
            font: font(),
        })
    }

    pub(super) fn recolour(&mut self) {
        self.colours = Colours::read();
    }

    pub(super) fn draw(&mut self, frame: &Frame<'_>) {
        let ratio = dom::window().device_pixel_ratio().max(1.0);
        self.sheet.clear(frame.size, ratio);
        if let Some(backdrop) = &*frame.backdrop {
            let colours = [&self.colours.water, &self.colours.park].map(String::as_str);
            self.sheet.ground(backdrop, frame.screen, ratio, colours);
        }
        if frame.colours.is_empty() {
            self.classes(frame, ratio);
        } else {
            self.choropleth(frame, ratio);
        }
        self.borders(frame, ratio);
        self.sheet.reset(ratio);
        if frame.colours.is_empty() {
            self.gaps(frame);
        }
        self.names(frame);
        for mark in frame.marks.iter() {
            self.mark(frame, mark);
        }
        if let Some(corners) = &*frame.corners {
            self.corners(frame, corners);
        }
        if frame.aiming {
            self.cross(frame.size);
        }
    }

    /// The masks, each filled with its class's own pattern.
    fn classes(&self, frame: &Frame<'_>, ratio: f64) {
        let Some(cells) = &self.cells else { return };
        let (left, top) = frame.screen.point(cells.covered.0);
        let (right, bottom) = frame.screen.point(cells.covered.1);
        let (width, height) = frame.size;
        let Sheet { canvas, ctx } = &self.aside;
        for mask in &cells.masks {
            self.aside.clear(frame.size, ratio);
            // These fail on names that a browser does not know only.
            let _ = ctx.set_global_composite_operation("source-over");
            ctx.set_image_smoothing_enabled(false);
            let _ = ctx.draw_image_with_html_canvas_element_and_dw_and_dh(
                &mask.sheet.canvas,
                left,
                top,
                right - left,
                bottom - top,
            );
            let _ = ctx.set_global_composite_operation("source-in");
            let (colour, pattern) = match mask.class {
                Class::Reached => (&self.colours.reached, None),
                Class::Uncertain => (&self.colours.uncertain, dots(&self.colours.uncertain)),
                _ => (&self.colours.not_reached, hatch(&self.colours.not_reached)),
            };
            match pattern {
                Some(pattern) => ctx.set_fill_style_canvas_pattern(&pattern),
                None => ctx.set_fill_style_str(colour),
            }
            ctx.fill_rect(0.0, 0.0, width, height);
            self.sheet.reset(1.0);
            self.ctx.set_global_alpha(if mask.class == Class::Reached {
                0.75
            } else {
                1.0
            });
            let _ = self
                .ctx
                .draw_image_with_html_canvas_element(canvas, 0.0, 0.0);
            self.ctx.set_global_alpha(1.0);
        }
    }

    fn choropleth(&self, frame: &Frame<'_>, ratio: f64) {
        for shape in frame.shapes {
            let found = frame.colours.iter().find(|(code, _)| *code == shape.code);
            let class = found.and_then(|(_, class)| *class);
            let ctx = &self.ctx;
            self.sheet.place(shape.origin, frame.screen, ratio);
            ctx.save();
            ctx.clip_with_path_2d_and_winding(&shape.outline, CanvasWindingRule::Evenodd);
            // Hatching keeps its size whatever the map's is.
            self.sheet.reset(ratio);
            match class {
                Some(class) => ctx.set_fill_style_str(CLASSES[class.min(4)]),
                None => match hatch(&self.colours.muted) {
                    Some(pattern) => ctx.set_fill_style_canvas_pattern(&pattern),
                    None => ctx.set_fill_style_str("transparent"),
                },
            }
            ctx.set_global_alpha(0.85);
            ctx.fill_rect(0.0, 0.0, frame.size.0, frame.size.1);
            ctx.restore();
        }
    }

    fn borders(&self, frame: &Frame<'_>, ratio: f64) {
        let selected = dom::by_id("planner-map").and_then(|map| map.get_attribute("data-selected"));
        self.ctx.set_line_join("round");
        for wanted in [false, true] {
            for shape in frame.shapes {
                let chosen = selected.as_deref() == Some(shape.code.as_str());
                if chosen != wanted {
                    continue;
                }
                let pixel = self.sheet.place(shape.origin, frame.screen, ratio);
                let (colour, width) = if chosen {
                    (&self.colours.accent, 3.0)
                } else {
                    (&self.colours.border, 1.3)
                };
                self.ctx.set_stroke_style_str(colour);
                self.ctx.set_line_width(pixel * width);
                self.ctx.stroke_with_path(&shape.outline);
            }
        }
    }

    fn gaps(&self, frame: &Frame<'_>) {
        let ctx = &self.ctx;
        ctx.set_stroke_style_str(&self.colours.danger);
        ctx.set_line_width(1.6);
        let dashes = js_sys::Array::of2(&5.into(), &3.into());
        // Refused only for what is no number.
        let _ = ctx.set_line_dash(&dashes);
        for ring in frame.gaps.iter() {
            ctx.begin_path();
            for (at, point) in ring.iter().enumerate() {
                let (x, y) = frame.screen.point(*point);
                if at == 0 {
                    ctx.move_to(x, y);
                } else {
                    ctx.line_to(x, y);
                }
            }
            ctx.close_path();
            ctx.stroke();
        }
        let _ = ctx.set_line_dash(&js_sys::Array::new());
    }

    fn names(&self, frame: &Frame<'_>) {
        let ctx = &self.ctx;
        ctx.set_text_align("center");
        ctx.set_text_baseline("middle");
        for shape in frame.shapes {
            let (left, top) = frame.screen.point(shape.corners.0);
            let (right, bottom) = frame.screen.point(shape.corners.1);
            let size = (((right - left) * (bottom - top)).sqrt() / 12.0).min(16.0);
            if size < NAME {
                continue;
            }
            ctx.set_font(&format!("600 {size:.1}px {}", self.font));
            let (x, y) = (f64::midpoint(left, right), f64::midpoint(top, bottom));
            ctx.set_stroke_style_str(&self.colours.land);
            ctx.set_line_width(4.0);
            // Text fails on numbers that are not finite only.
            let _ = ctx.stroke_text(&shape.name, x, y);
            ctx.set_fill_style_str(&self.colours.name);
            let _ = ctx.fill_text(&shape.name, x, y);
        }
    }

    fn mark(&self, frame: &Frame<'_>, mark: &Mark) {
        let (x, y) = frame.screen.point(mark.at);
        let ctx = &self.ctx;
        let circle = |radius: f64| {
            ctx.begin_path();
            // Only a negative radius is refused.
            let _ = ctx.arc(x, y, radius, 0.0, TAU);
        };
        let lines = |parts: [[f64; 4]; 2]| {
            ctx.begin_path();
            for [ax, ay, bx, by] in parts {
                ctx.move_to(x + ax, y + ay);
                ctx.line_to(x + bx, y + by);
            }
            ctx.stroke();
        };
        ctx.set_line_width(1.5);
        match mark.kind {
            Kind::Fits => {
                circle(RADIUS);
                ctx.set_fill_style_str(&self.colours.ink);
                ctx.fill();
                ctx.set_stroke_style_str(&self.colours.surface);
                ctx.stroke();
            }
            Kind::Perhaps => {
                circle(RADIUS - 1.0);
                ctx.set_fill_style_str(&self.colours.surface);
                ctx.fill();
                ctx.set_stroke_style_str(&self.colours.ink);
                ctx.stroke();
            }
            Kind::Added(_) => {
                circle(11.0);
                ctx.set_fill_style_str(&self.colours.accent);
                ctx.fill();
                ctx.set_stroke_style_str(&self.colours.surface);
                ctx.set_line_width(2.0);
                ctx.stroke();
                ctx.set_stroke_style_str(&self.colours.on_accent);
                lines([[-5.0, 0.0, 5.0, 0.0], [0.0, -5.0, 0.0, 5.0]]);
            }
            Kind::Closed => {
                circle(8.0);
                ctx.set_fill_style_str(&self.colours.surface);
                ctx.fill();
                ctx.set_stroke_style_str(&self.colours.danger);
                ctx.set_line_width(2.0);
                ctx.stroke();
                lines([[-4.0, -4.0, 4.0, 4.0], [4.0, -4.0, -4.0, 4.0]]);
            }
        }
    }

    fn corners(&self, frame: &Frame<'_>, corners: &[Position]) {
        let ctx = &self.ctx;
        ctx.set_stroke_style_str(&self.colours.accent);
        ctx.set_fill_style_str(&self.colours.accent);
        ctx.set_line_width(2.5);
        ctx.begin_path();
        let points: Vec<(f64, f64)> = corners
            .iter()
            .map(|at| frame.screen.point(World::of(*at)))
            .collect();
        for (at, (x, y)) in points.iter().enumerate() {
            if at == 0 {
                ctx.move_to(*x, *y);
            } else {
                ctx.line_to(*x, *y);
            }
        }
        if points.len() > 2 {
            ctx.close_path();
        }
        ctx.stroke();
        for (x, y) in points {
            ctx.fill_rect(x - 4.0, y - 4.0, 8.0, 8.0);
        }
    }

    fn cross(&self, size: (f64, f64)) {
        let (x, y) = (size.0 / 2.0, size.1 / 2.0);
        let ctx = &self.ctx;
        for (colour, width) in [(&self.colours.surface, 5.0), (&self.colours.ink, 2.0)] {
            ctx.set_stroke_style_str(colour);
            ctx.set_line_width(width);
            ctx.begin_path();
            ctx.move_to(x - 12.0, y);
            ctx.line_to(x + 12.0, y);
            ctx.move_to(x, y - 12.0);
            ctx.line_to(x, y + 12.0);
            ctx.stroke();
        }
    }
}

/// Slanted lines, 8 pixels apart.
fn hatch(colour: &str) -> Option<CanvasPattern> {
    pattern(8, |ctx| {
        ctx.set_stroke_style_str(colour);
        ctx.set_line_width(2.0);
        ctx.begin_path();
        for shift in [-8.0, 0.0, 8.0] {
            ctx.move_to(shift - 1.0, 9.0);
            ctx.line_to(shift + 9.0, -1.0);
        }
        ctx.stroke();
    })
}

/// Dots, 7 pixels apart.
fn dots(colour: &str) -> Option<CanvasPattern> {
    pattern(7, |ctx| {
        ctx.set_fill_style_str(colour);
        ctx.begin_path();
        // Only a negative radius is refused.
        let _ = ctx.arc(3.5, 3.5, 1.5, 0.0, TAU);
        ctx.fill();
    })
}

fn pattern(side: u32, draw: impl Fn(&CanvasRenderingContext2d)) -> Option<CanvasPattern> {
    let Sheet { canvas, ctx } = Sheet::new().ok()?;
    canvas.set_width(side);
    canvas.set_height(side);
    draw(&ctx);
    ctx.create_pattern_with_html_canvas_element(&canvas, "repeat")
        .ok()?
}
