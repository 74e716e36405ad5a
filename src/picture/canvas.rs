//! The strokes of a picture.

use super::frame::{Frame, SCALE};
use super::ground::Part;
use super::palette::{
    ACCENT, BORDER, CASING, CATEGORIES, LAND, PARK, Rgb, VEIL, VEIL_ALPHA, WATER,
};
use geo::MultiPolygon;
use okolica_web::mercator::{Screen, World};
use std::f64::consts::TAU;
use tiny_skia::{
    Color, FillRule, LineJoin, Paint, Path, PathBuilder, Pixmap, Stroke, StrokeDash, Transform,
};

/// Corners closer to the last one are left out, in pixels of the map.
const NEAR: f64 = 0.2;

/// The width of a ring of shares.
const RING: f64 = 5.0;

/// A picture that is being drawn. All lengths are pixels of the map.
pub(super) struct Canvas {
    pixels: Pixmap,
    screen: Screen,
    width: f64,
    height: f64,
}

impl Canvas {
    /// Bare land.
    pub(super) fn new(frame: Frame) -> Option<Self> {
        let (width, height) = frame.size.pixels();
        let mut pixels = Pixmap::new(width, height)?;
        pixels.fill(colour(LAND, 1.0));
        Some(Self {
            pixels,
            screen: frame.screen(),
            width: f64::from(width) / SCALE,
            height: f64::from(height) / SCALE,
        })
    }

    pub(super) fn png(&self) -> Option<Vec<u8>> {
        self.pixels.encode_png().ok()
    }

    pub(super) fn ground(&mut self, part: &Part) {
        let [(left, top), (right, bottom)] = part.bounds.map(|corner| self.screen.point(corner));
        let seen = right >= 0.0 && bottom >= 0.0 && left <= self.width && top <= self.height;
        let small = right - left < NEAR && bottom - top < NEAR;
        if !seen || small {
            return;
        }
        let mut path = PathBuilder::new();
        for ring in &part.rings {
            self.trace(&mut path, ring.iter().copied(), !part.line);
        }
        let rgb = if part.water { WATER } else { PARK };
        if part.line {
            self.stroke(path, rgb, 3.0, 1.0);
        } else {
            self.fill(path, rgb, 1.0);
        }
    }

    /// The outline of a district; that of a chosen one stands out.
    pub(super) fn border(&mut self, polygons: &MultiPolygon<f64>, chosen: bool) {
        let mut path = PathBuilder::new();
        self.trace_polygons(&mut path, polygons);
        let (rgb, width) = if chosen { (ACCENT, 2.5) } else { (BORDER, 1.2) };
        self.stroke(path, rgb, width, 1.0);
    }

    /// Veils all but these polygons.
    pub(super) fn veil<'p>(&mut self, polygons: impl Iterator<Item = &'p MultiPolygon<f64>>) {
        let mut path = PathBuilder::new();
        let (width, height) = (self.width as f32, self.height as f32);
        for (at, (x, y)) in [(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)]
            .into_iter()
            .enumerate()
        {
            if at == 0 {
                path.move_to(x, y);
            } else {
                path.line_to(x, y);
            }
        }
        path.close();
        for polygons in polygons {
            self.trace_polygons(&mut path, polygons);
        }
        self.fill(path, VEIL, VEIL_ALPHA);
    }

    /// A circle of dashes, and a dot in its middle.
    pub(super) fn neighbourhood(&mut self, at: World, radius: f64) {
        let mut path = PathBuilder::new();
        self.circle(&mut path, at, radius);
        let stroke = Stroke {
            width: 2.0,
            dash: StrokeDash::new(vec![8.0, 6.0], 0.0),
            ..Stroke::default()
        };
        self.stroke_with(path, ACCENT, 1.0, &stroke);
        let mut dot = PathBuilder::new();
        self.circle(&mut dot, at, 4.0);
        self.fill(dot, ACCENT, 1.0);
    }

    /// The symbol of an item: a disc or a diamond in its category's colour.
    pub(super) fn item(&mut self, at: World, round: bool, slot: usize, scale: f32, alpha: f32) {
        let scale = f64::from(scale);
        let outline = |canvas: &Self| {
            let mut path = PathBuilder::new();
            if round {
                canvas.circle(&mut path, at, 11.5 * scale);
            } else {
                canvas.diamond(&mut path, at, 13.0 * scale);
            }
            path
        };
        let (edge, inside) = (outline(self), outline(self));
        // Half of the stroke lies under the fill: 2 pixels of casing stay.
        self.stroke(edge, CASING, 4.0 * scale as f32, alpha);
        self.fill(inside, CATEGORIES[slot], alpha);
    }

    /// A ring whose arcs are the shares of the category colours.
    pub(super) fn ring(&mut self, at: World, radius: f64, shares: &[(usize, f64)], alpha: f32) {
        let mut disc = PathBuilder::new();
        self.circle(&mut disc, at, radius + 1.5);
        self.fill(disc, CASING, alpha);
        let mut from = -TAU / 4.0;
        // A hair of ground between arcs tells two like colours apart.
        let gap = if shares.len() > 1 { 1.2 / radius } else { 0.0 };
        for (slot, share) in shares {
            let to = from + TAU * share;
            let mut arc = PathBuilder::new();
            self.arc(
                &mut arc,
                at,
                radius - RING / 2.0,
                from,
                (to - gap).max(from + 0.02),
            );
            self.stroke(arc, CATEGORIES[*slot], RING as f32, alpha);
            from = to;
        }
    }

    pub(super) fn halo(&mut self, at: World, radius: f64) {
        for (rgb, width) in [(CASING, 7.0), (ACCENT, 4.0)] {
            let mut path = PathBuilder::new();
            self.circle(&mut path, at, radius);
            self.stroke(path, rgb, width, 1.0);
        }
    }

    fn point(&self, at: World) -> (f32, f32) {
        let (x, y) = self.screen.point(at);
        (x as f32, y as f32)
    }

    fn trace_polygons(&self, path: &mut PathBuilder, polygons: &MultiPolygon<f64>) {
        for polygon in polygons {
            for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
                let corners = ring.0.iter().map(|c| World::of_degrees(c.x, c.y));
                self.trace(path, corners, true);
            }
        }
    }

    fn trace(&self, path: &mut PathBuilder, corners: impl Iterator<Item = World>, close: bool) {
        let mut last: Option<(f64, f64)> = None;
        for corner in corners {
            let (x, y) = self.screen.point(corner);
            match last {
                None => path.move_to(x as f32, y as f32),
                Some((a, b)) if (x - a).abs() < NEAR && (y - b).abs() < NEAR => continue,
                Some(_) => path.line_to(x as f32, y as f32),
            }
            last = Some((x, y));
        }
        if close && last.is_some() {
            path.close();
        }
    }

    fn circle(&self, path: &mut PathBuilder, at: World, radius: f64) {
        let (x, y) = self.point(at);
        path.push_circle(x, y, radius as f32);
    }

    fn diamond(&self, path: &mut PathBuilder, at: World, reach: f64) {
        let (x, y) = self.point(at);
        let reach = reach as f32;
        path.move_to(x, y - reach);
        path.line_to(x + reach, y);
        path.line_to(x, y + reach);
        path.line_to(x - reach, y);
        path.close();
    }

    /// Part of a circle, by angles in radians clockwise from the east: in chords of less than a
    /// tenth of a pixel's error.
    fn arc(&self, path: &mut PathBuilder, at: World, radius: f64, from: f64, to: f64) {
        const STEP: f64 = 0.1;
        let (x, y) = self.screen.point(at);
        let steps = ((to - from) / STEP).ceil().max(1.0);
        for step in 0..=steps as u32 {
            let angle = from + (to - from) * f64::from(step) / steps;
            let (x, y) = (x + radius * angle.cos(), y + radius * angle.sin());
            if step == 0 {
                path.move_to(x as f32, y as f32);
            } else {
                path.line_to(x as f32, y as f32);
            }
        }
    }

    fn fill(&mut self, path: PathBuilder, rgb: Rgb, alpha: f32) {
        if let Some(path) = path.finish() {
            let to_pixels = Transform::from_scale(SCALE as f32, SCALE as f32);
            let rule = FillRule::EvenOdd;
            self.pixels
                .fill_path(&path, &paint(rgb, alpha), rule, to_pixels, None);
        }
    }

    fn stroke(&mut self, path: PathBuilder, rgb: Rgb, width: f32, alpha: f32) {
        let stroke = Stroke {
            width,
            line_join: LineJoin::Round,
            ..Stroke::default()
        };
        self.stroke_with(path, rgb, alpha, &stroke);
    }

    fn stroke_with(&mut self, path: PathBuilder, rgb: Rgb, alpha: f32, stroke: &Stroke) {
        let path: Option<Path> = path.finish();
        if let Some(path) = path {
            let to_pixels = Transform::from_scale(SCALE as f32, SCALE as f32);
            self.pixels
                .stroke_path(&path, &paint(rgb, alpha), stroke, to_pixels, None);
        }
    }
}

fn colour([r, g, b]: Rgb, alpha: f32) -> Color {
    let mut colour = Color::from_rgba8(r, g, b, 255);
    colour.set_alpha(alpha);
    colour
}

fn paint(rgb: Rgb, alpha: f32) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color(colour(rgb, alpha));
    paint
}
