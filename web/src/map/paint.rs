//! Draws the map's own part on one canvas: ground, districts, names, symbols.

use super::dom;
use super::ground::{Border, BorderTiles, Ground, UNITS};
use super::marks::Mark;
use super::say::Category;
use super::sheet::{Sheet, font};
use super::tiles::{Feature, What};
use crate::drawn::ITEM_RADIUS;
use crate::mercator::{self, Screen, World};
use crate::room::{Area, Room};
use okolica_model::Position;
use std::collections::HashMap;
use std::f64::consts::{PI, TAU};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{CanvasRenderingContext2d, CanvasWindingRule, HtmlElement, Path2d};

/// The smallest and the largest size of a district's name, in pixels.
const NAMES: (f64, f64) = (10.5, 22.0);

/// The colours of the page's style, read again when it turns dark.
pub(super) struct Colours {
    categories: [String; 8],
    casing: String,
    glyph: String,
    surface: String,
    ink: String,
    accent: String,
    land: String,
    water: String,
    park: String,
    border: String,
    name: String,
    veil: String,
}

impl Colours {
    pub(super) fn read() -> Self {
        let token = dom::token;
        Self {
            categories: std::array::from_fn(|at| token(&format!("--c{at}"))),
            casing: token("--casing"),
            glyph: token("--glyph"),
            surface: token("--surface"),
            ink: token("--ink"),
            accent: token("--accent"),
            land: token("--map-land"),
            water: token("--map-water"),
            park: token("--map-park"),
            border: token("--map-border"),
            name: token("--map-name"),
            veil: token("--map-veil"),
        }
    }
}

/// A district's name and where to write it.
pub(super) struct DistrictName {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) at: World,
    /// West, south, east, north in degrees.
    pub(super) bbox: [f64; 4],
}

/// The item whose detail is open.
pub(super) struct Selected {
    /// `spaces/17`.
    pub(super) id: String,
    pub(super) at: World,
    pub(super) space: bool,
    pub(super) category: String,
}

/// What a frame shows besides the ground.
pub(super) struct Frame<'a> {
    pub(super) screen: Screen,
    pub(super) size: (f64, f64),
    /// The page's language, for the numbers in rings.
    pub(super) language: &'a str,
    pub(super) marks: &'a [Mark],
    pub(super) categories: &'a HashMap<String, Category>,
    pub(super) ground: Option<&'a Ground>,
    pub(super) borders: &'a BorderTiles,
    pub(super) names: &'a [DistrictName],
    /// Codes of the districts that are filtered for.
    pub(super) chosen: &'a [String],
    /// The symbol under the pointer or the keyboard's place.
    pub(super) lit: Option<&'a str>,
    /// A place that the list points at.
    pub(super) pointed: Option<World>,
    /// The item whose detail is open.
    pub(super) selected: Option<&'a Selected>,
    pub(super) me: Option<World>,
    /// The neighbourhood that is looked at: its middle, and its radius in metres.
    pub(super) near: Option<(Position, f64)>,
    /// Whether a point is being chosen: the middle is marked for the keyboard.
    pub(super) choosing: bool,
}

impl Frame<'_> {
    /// Where an item stands on the screen: where a spread shows it, else at its place.
    fn place_of(&self, selected: &Selected) -> (f64, f64) {
        let mut spread = self.marks.iter().filter(|mark| mark.leg.is_some());
        let mark = spread.find(|mark| mark.id() == selected.id);
        mark.map_or_else(|| self.screen.point(selected.at), |mark| (mark.x, mark.y))
    }
}

pub(super) struct Painter {
    sheet: Sheet,
    ctx: CanvasRenderingContext2d,
    colours: Colours,
    icons: HashMap<String, Option<Path2d>>,
    font: String,
}

impl Painter {
    pub(super) fn new(container: &HtmlElement) -> Result<Self, JsValue> {
        let sheet = Sheet::inside(container)?;
        Ok(Self {
            ctx: sheet.ctx.clone(),
            sheet,
            colours: Colours::read(),
            icons: HashMap::new(),
            font: font(),
        })
    }

    pub(super) fn recolour(&mut self) {
        self.colours = Colours::read();
    }

    pub(super) fn draw(&mut self, frame: &Frame<'_>) {
        let ratio = dom::window().device_pixel_ratio().max(1.0);
        self.sheet.clear(frame.size, ratio);
        if let Some(ground) = frame.ground {
            let colours = [&self.colours.water, &self.colours.park].map(String::as_str);
            self.sheet.ground(ground, frame.screen, ratio, colours);
        }
        self.borders(frame, ratio);
        self.sheet.reset(ratio);
        self.names(frame);
        if let Some((at, metres)) = frame.near {
            let radius = metres / mercator::metres_per_pixel(at.lat(), frame.screen.scale);
            self.neighbourhood(frame.screen.point(World::of(at)), radius);
        }
        self.marks(frame);
        if let Some(world) = frame.pointed {
            self.halo(frame.screen.point(world), ITEM_RADIUS + 5.0);
        }
        if let Some(selected) = frame.selected {
            self.selected(frame, selected);
        }
        if let Some(me) = frame.me {
            self.me(frame.screen.point(me));
        }
        if frame.choosing {
            self.cross((frame.size.0 / 2.0, frame.size.1 / 2.0));
        }
    }

    /// Each tile's districts inside the tile's square, so that its cut edges stay out of sight.
    fn borders(&self, frame: &Frame<'_>, ratio: f64) {
        let ctx = &self.ctx;
        for ((zoom, x, y), borders) in frame.borders.shown() {
            let side = 2_f64.powi(i32::from(zoom));
            let corner = |x: u32, y: u32| {
                frame.screen.point(World {
                    x: f64::from(x) / side,
                    y: f64::from(y) / side,
                })
            };
            let ((left, top), (right, bottom)) = (corner(x, y), corner(x + 1, y + 1));
            let (left, top) = (left.round(), top.round());
            let (width, height) = (right.round() - left, bottom.round() - top);
            ctx.save();
            self.sheet.reset(ratio);
            ctx.begin_path();
            ctx.rect(left, top, width, height);
            ctx.clip();
            if !frame.chosen.is_empty() {
                self.veil(frame, borders, (left, top, width, height), ratio);
            }
            ctx.set_line_join("round");
            // The chosen ones last: they share their lines with neighbours.
            for (chosen, colour, width) in [
                (false, &self.colours.border, 1.2),
                (true, &self.colours.accent, 2.5),
            ] {
                ctx.set_stroke_style_str(colour);
                let kind = |border: &&Border| frame.chosen.contains(&border.code) == chosen;
                for border in borders.districts.iter().filter(kind) {
                    let pixel = self.sheet.place(border.origin, frame.screen, ratio);
                    ctx.set_line_width(pixel * width);
                    ctx.stroke_with_path(&border.outline);
                }
            }
            ctx.restore();
        }
    }

    /// Veils a tile outside the chosen districts.
    fn veil(
        &self,
        frame: &Frame<'_>,
        borders: &super::ground::Borders,
        (left, top, width, height): (f64, f64, f64, f64),
        ratio: f64,
    ) {
        let Ok(all) = Path2d::new() else { return };
        all.rect(left, top, width, height);
        for border in &borders.districts {
            if frame.chosen.contains(&border.code) {
                let scale = frame.screen.scale / UNITS;
                let (x, y) = frame.screen.point(border.origin);
                add_path(&all, &border.outline, scale, x, y);
            }
        }
        self.sheet.reset(ratio);
        self.ctx.set_fill_style_str(&self.colours.veil);
        self.ctx
            .fill_with_path_2d_and_winding(&all, CanvasWindingRule::Evenodd);
    }

    /// Each district's name where no symbol covers it; one without room is left out.
    fn names(&self, frame: &Frame<'_>) {
        let ctx = &self.ctx;
        ctx.set_text_align("center");
        ctx.set_text_baseline("middle");
        ctx.set_line_join("round");
        let mut room = symbols(frame);
        for district in frame.names {
            let [west, south, east, north] = district.bbox;
            let (left, bottom) = frame.screen.point(World::of_degrees(west, south));
            let (right, top) = frame.screen.point(World::of_degrees(east, north));
            let within = Area {
                left,
                top,
                right,
                bottom,
            };
            let size = (((right - left) * (bottom - top)).sqrt() / 11.0).min(NAMES.1);
            let (width, height) = frame.size;
            let outside = right < 0.0 || bottom < 0.0 || left > width || top > height;
            if size < NAMES.0 || outside {
                continue;
            }
            let at = frame.screen.point(district.at);
            // A small name that can be read is better than a large one that has no room.
            let found = [size, (size + NAMES.0) / 2.0, NAMES.0]
                .into_iter()
                .find_map(|size| self.place_name(&mut room, &district.name, at, size, &within));
            let Some((x, y)) = found else { continue };
            ctx.set_stroke_style_str(&self.colours.land);
            ctx.set_line_width(4.0);
            // Text fails on numbers that are not finite only.
            let _ = ctx.stroke_text(&district.name, x, y);
            ctx.set_fill_style_str(&self.colours.name);
            let _ = ctx.fill_text(&district.name, x, y);
        }
    }

    /// Finds room for a name in a size and sets its font.
    fn place_name(
        &self,
        room: &mut Room,
        name: &str,
        at: (f64, f64),
        size: f64,
        within: &Area,
    ) -> Option<(f64, f64)> {
        self.ctx.set_font(&format!("600 {size:.1}px {}", self.font));
        let wide = self.ctx.measure_text(name).ok()?.width();
        room.take(at, (wide + 4.0, size * 1.1), within)
    }

    fn marks(&mut self, frame: &Frame<'_>) {
        let faded = frame.selected.is_some();
        for mark in frame.marks {
            if let Some((x, y)) = mark.leg {
                self.ctx.begin_path();
                self.ctx.move_to(x, y);
                self.ctx.line_to(mark.x, mark.y);
                self.ctx.set_stroke_style_str(&self.colours.ink);
                self.ctx.set_line_width(1.0);
                self.ctx.stroke();
            }
        }
        for mark in frame.marks {
            let lit = frame.lit == Some(mark.id());
            if lit {
                self.halo((mark.x, mark.y), mark.radius + 4.0);
            }
            self.ctx
                .set_global_alpha(if faded && !lit { 0.55 } else { 1.0 });
            self.mark(mark, frame);
        }
        self.ctx.set_global_alpha(1.0);
    }

    fn mark(&mut self, mark: &Mark, frame: &Frame<'_>) {
        let categories = frame.categories;
        if mark.is_stack() {
            let shares = shares(mark.features(), categories);
            return self.ring(mark, &shares, frame.language);
        }
        match &mark.feature().what {
            What::Group { .. } => {
                let shares = shares(std::iter::once(mark.feature()), categories);
                self.ring(mark, &shares, frame.language);
            }
            What::Item {
                category, dimmed, ..
            } => {
                let space = mark.id().starts_with("spaces/");
                let alpha = self.ctx.global_alpha();
                if *dimmed {
                    self.ctx.set_global_alpha(alpha * 0.6);
                }
                self.item((mark.x, mark.y), space, categories.get(category), 1.0);
                self.ctx.set_global_alpha(alpha);
            }
        }
    }

    /// A ring whose arcs are the shares of the category colours, around their number.
    fn ring(&self, mark: &Mark, shares: &[(usize, f64)], language: &str) {
        let ctx = &self.ctx;
        let (x, y, radius) = (mark.x, mark.y, mark.radius);
        let thick = 5.0;
        circle(ctx, x, y, radius + 1.5);
        ctx.set_fill_style_str(&self.colours.casing);
        ctx.fill();
        circle(ctx, x, y, radius - thick + 0.5);
        ctx.set_fill_style_str(&self.colours.surface);
        ctx.fill();
        ctx.set_line_width(thick);
        ctx.set_line_cap("butt");
        let mut from = -TAU / 4.0;
        // A hair of ground between arcs tells two like colours apart.
        let gap = if shares.len() > 1 { 1.2 / radius } else { 0.0 };
        for (colour, share) in shares {
            let to = from + TAU * share;
            ctx.begin_path();
            let end = (to - gap).max(from + 0.02);
            // Fails on a negative radius only.
            let _ = ctx.arc(x, y, radius - thick / 2.0, from, end);
            ctx.set_stroke_style_str(&self.colours.categories[colour % 8]);
            ctx.stroke();
            from = to;
        }
        let label = crate::format::abbreviated(mark.count(), language);
        let size = if label.chars().count() > 3 {
            11.0
        } else {
            13.0
        };
        ctx.set_font(&format!("650 {size}px {}", self.font));
        ctx.set_text_align("center");
        ctx.set_text_baseline("middle");
        ctx.set_fill_style_str(&self.colours.ink);
        let _ = ctx.fill_text(&label, x, y + 0.5);
    }

    /// A space is round, an initiative a diamond.
    fn item(&mut self, at: (f64, f64), space: bool, category: Option<&Category>, scale: f64) {
        let colour = category.map_or(7, |category| category.colour % 8);
        let ctx = &self.ctx;
        ctx.save();
        // Fail on numbers that are not finite only, as all below.
        let _ = ctx.translate(at.0, at.1);
        let _ = ctx.scale(scale, scale);
        if space {
            circle(ctx, 0.0, 0.0, 11.5);
        } else {
            diamond(ctx, 13.0);
        }
        ctx.set_fill_style_str(&self.colours.categories[colour]);
        ctx.set_stroke_style_str(&self.colours.casing);
        ctx.set_line_width(4.0);
        ctx.set_line_join("round");
        // Half of the stroke lies under the fill: 2 pixels of casing stay.
        ctx.stroke();
        ctx.fill();
        let side = if space { 14.0 } else { 12.0 };
        if let Some(icon) = category.and_then(|category| self.icon(&category.icon)) {
            let ctx = &self.ctx;
            let _ = ctx.translate(-side / 2.0, -side / 2.0);
            let _ = ctx.scale(side / 15.0, side / 15.0);
            ctx.set_fill_style_str(&self.colours.glyph);
            ctx.fill_with_path_2d(&icon);
        }
        self.ctx.restore();
    }

    /// The outline of an icon, as the page's sprite has it.
    fn icon(&mut self, name: &str) -> Option<Path2d> {
        if let Some(known) = self.icons.get(name) {
            return known.clone();
        }
        let symbol = dom::document()?.get_element_by_id(&format!("i-{name}"));
        let outline = symbol
            .and_then(|symbol| symbol.first_element_child())
            .and_then(|path| path.get_attribute("d"))
            .and_then(|outline| Path2d::new_with_path_string(&outline).ok());
        self.icons.insert(name.to_owned(), outline.clone());
        outline
    }

    fn selected(&mut self, frame: &Frame<'_>, selected: &Selected) {
        let at = frame.place_of(selected);
        self.halo(at, ITEM_RADIUS * 1.3 + 4.0);
        let category = frame.categories.get(&selected.category);
        self.item(at, selected.space, category, 1.3);
    }

    fn halo(&self, (x, y): (f64, f64), radius: f64) {
        let ctx = &self.ctx;
        circle(ctx, x, y, radius);
        ctx.set_stroke_style_str(&self.colours.casing);
        ctx.set_line_width(7.0);
        ctx.stroke();
        ctx.set_stroke_style_str(&self.colours.accent);
        ctx.set_line_width(4.0);
        ctx.stroke();
    }

    /// A circle of dashes, and a dot in its middle.
    fn neighbourhood(&self, (x, y): (f64, f64), radius: f64) {
        let ctx = &self.ctx;
        circle(ctx, x, y, radius);
        let dashes = js_sys::Array::of2(&8.0.into(), &6.0.into());
        // Fails on what is no list of numbers only.
        let _ = ctx.set_line_dash(&dashes);
        ctx.set_stroke_style_str(&self.colours.accent);
        ctx.set_line_width(2.0);
        ctx.stroke();
        let _ = ctx.set_line_dash(&js_sys::Array::new());
        circle(ctx, x, y, 4.0);
        ctx.set_fill_style_str(&self.colours.accent);
        ctx.fill();
    }

    /// Where Enter chooses a point.
    fn cross(&self, (x, y): (f64, f64)) {
        let ctx = &self.ctx;
        for (colour, width) in [(&self.colours.casing, 6.0), (&self.colours.accent, 3.0)] {
            ctx.begin_path();
            for (dx, dy) in [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)] {
                ctx.move_to(x + dx * 5.0, y + dy * 5.0);
                ctx.line_to(x + dx * 16.0, y + dy * 16.0);
            }
            ctx.set_stroke_style_str(colour);
            ctx.set_line_width(width);
            ctx.stroke();
        }
    }

    fn me(&self, (x, y): (f64, f64)) {
        let ctx = &self.ctx;
        circle(ctx, x, y, 8.0);
        ctx.set_fill_style_str(&self.colours.accent);
        ctx.set_stroke_style_str(&self.colours.casing);
        ctx.set_line_width(3.0);
        ctx.fill();
        ctx.stroke();
    }
}

#[wasm_bindgen]
extern "C" {
    type DOMMatrix;
    #[wasm_bindgen(constructor)]
    fn new(six: &js_sys::Array) -> DOMMatrix;

    /// `Path2D`, whose `addPath` web-sys binds only for the matrices of SVG.
    type Outline;
    #[wasm_bindgen(method, js_name = addPath)]
    fn add_path(this: &Outline, part: &Path2d, matrix: &DOMMatrix);
}

fn add_path(all: &Path2d, part: &Path2d, scale: f64, x: f64, y: f64) {
    let six: js_sys::Array = [scale, 0.0, 0.0, scale, x, y]
        .into_iter()
        .map(JsValue::from)
        .collect();
    all.unchecked_ref::<Outline>()
        .add_path(part, &DOMMatrix::new(&six));
}

/// The places of symbols, which names keep off.
fn symbols(frame: &Frame<'_>) -> Room {
    let mut room = Room::default();
    for mark in frame.marks {
        room.keep((mark.x, mark.y), mark.radius + 3.0);
    }
    if let Some(selected) = frame.selected {
        room.keep(frame.place_of(selected), ITEM_RADIUS * 1.3 + 8.0);
    }
    if let Some(me) = frame.me {
        room.keep(frame.screen.point(me), 12.0);
    }
    room
}

fn circle(ctx: &CanvasRenderingContext2d, x: f64, y: f64, radius: f64) {
    ctx.begin_path();
    // Fails on a negative radius only.
    let _ = ctx.arc(x, y, radius.max(0.0), 0.0, 2.0 * PI);
}

fn diamond(ctx: &CanvasRenderingContext2d, half: f64) {
    ctx.begin_path();
    ctx.move_to(0.0, -half);
    ctx.line_to(half, 0.0);
    ctx.line_to(0.0, half);
    ctx.line_to(-half, 0.0);
    ctx.close_path();
}

/// The share of each category colour, in the order of colours: neighbours keep their places
/// from tile to tile.
fn shares<'a>(
    features: impl Iterator<Item = &'a Feature>,
    categories: &HashMap<String, Category>,
) -> Vec<(usize, f64)> {
    let mut counts = [0_u64; 8];
    let mut add = |id: &str, count: u64| {
        let colour = categories.get(id).map_or(7, |category| category.colour % 8);
        counts[colour] += count;
    };
    for feature in features {
        match &feature.what {
            What::Item { category, .. } => add(category, 1),
            What::Group { categories, .. } => {
                for (id, count) in categories {
                    add(id, *count);
                }
            }
        }
    }
    let all: u64 = counts.iter().sum();
    counts
        .into_iter()
        .enumerate()
        .filter(|(_, count)| *count > 0)
        .map(|(colour, count)| (colour, count as f64 / all as f64))
        .collect()
}
