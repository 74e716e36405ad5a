//! The cells of the map in their three classes, as pixels that a step of a what-if changes only
//! where classes changed.

use super::super::sheet::Sheet;
use crate::mercator::World;
use okolica_coverage::{Class, Ground, Group};
use std::ops::Range;
use wasm_bindgen::Clamped;
use web_sys::ImageData;

/// The most pixels along a side of a mask of cells.
const MOST: f64 = 1200.0;
/// What a point that stands for people alone is drawn as: a square of so many metres.
const POINT: f64 = 100.0;
/// Metres around the equator, for a size of the unit square.
const EQUATOR: f64 = 40_075_016.7;
const SHOWN: [Class; 3] = [Class::Reached, Class::Uncertain, Class::NotReached];

/// A part of the masks, in pixels: left, top, right, bottom, the last two outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Square {
    left: u16,
    top: u16,
    right: u16,
    bottom: u16,
}

impl Square {
    /// Of nothing: what is around it and another is the other.
    const NONE: Self = Self {
        left: u16::MAX,
        top: u16::MAX,
        right: 0,
        bottom: 0,
    };

    const fn is_empty(self) -> bool {
        self.left >= self.right || self.top >= self.bottom
    }

    fn around(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    fn common(self, other: Self) -> Self {
        Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    /// The pixels of each of its rows in a picture of this width.
    fn rows(self, width: usize) -> impl Iterator<Item = Range<usize>> {
        let [left, right] = [self.left, self.right].map(usize::from);
        (self.top..self.bottom).map(move |row| {
            let first = usize::from(row) * width;
            first + left..first + right
        })
    }
}

/// The pixels of a class, to be laid over a part of the world.
pub(super) struct Mask {
    pub(super) sheet: Sheet,
    pub(super) class: Class,
}

pub(super) struct Cells {
    pub(super) masks: Vec<Mask>,
    /// The part of the world that the masks cover: north-west and south-east.
    pub(super) covered: (World, World),
    /// Of each sample; empty where nobody lives.
    squares: Vec<Square>,
    /// What is drawn of each sample.
    classes: Vec<Class>,
    width: usize,
    /// A bit for each class of which a sample covers the pixel.
    pixels: Vec<u8>,
}

impl Cells {
    /// The masks of a ground, with nothing on them yet; `None` where nobody lives.
    pub(super) fn new(ground: &Ground, who: Group) -> Option<Self> {
        let lived_in = |sample: &usize| {
            let cell = &ground.cells()[ground.cell_of(*sample)];
            cell.people(who).is_some_and(|people| people > 0.0)
        };
        let world = |sample: usize| World::of(ground.position(sample));
        let (mut low, mut high) = (World { x: 1.0, y: 1.0 }, World::default());
        for at in (0..ground.samples()).filter(lived_in).map(world) {
            (low.x, low.y) = (low.x.min(at.x), low.y.min(at.y));
            (high.x, high.y) = (high.x.max(at.x), high.y.max(at.y));
        }
        if low.x > high.x {
            return None;
        }
        // A pixel is half of what stands between two points of a grid, unless the city is large.
        let latitude = low.to_degrees().1.to_radians().cos();
        let metre = 1.0 / (EQUATOR * latitude);
        let margin = POINT * metre;
        (low.x, low.y) = (low.x - margin, low.y - margin);
        (high.x, high.y) = (high.x + margin, high.y + margin);
        let extent = (high.x - low.x).max(high.y - low.y);
        let pixel = (25.0 * metre).max(extent / MOST);
        let pixels = |length: f64| (length / pixel).ceil() as usize + 1;
        let (width, height) = (pixels(high.x - low.x), pixels(high.y - low.y));
        let mut squares = vec![Square::NONE; ground.samples()];
        for cell in 0..ground.cells().len() {
            let samples = ground.samples_of(cell);
            let half = side(ground, samples.clone(), metre) / 2.0;
            for sample in samples.filter(lived_in) {
                let at = world(sample);
                // Never empty, and never outside.
                let span = |from: f64, to: f64, most: usize| {
                    let index = |value: f64| ((value / pixel).round().max(0.0) as usize).min(most);
                    let first = index(from).min(most - 1);
                    (first as u16, index(to).max(first + 1) as u16)
                };
                let (left, right) = span(at.x - half - low.x, at.x + half - low.x, width);
                let (top, bottom) = span(at.y - half - low.y, at.y + half - low.y, height);
                squares[sample] = Square {
                    left,
                    top,
                    right,
                    bottom,
                };
            }
        }
        let mask = |class| {
            let sheet = Sheet::new().ok()?;
            sheet.clear((width as f64, height as f64), 1.0);
            Some(Mask { sheet, class })
        };
        Some(Self {
            // A browser without memory for a picture shows none.
            masks: SHOWN.into_iter().filter_map(mask).collect(),
            covered: (
                low,
                World {
                    x: low.x + pixel * width as f64,
                    y: low.y + pixel * height as f64,
                },
            ),
            classes: vec![Class::Unknown; squares.len()],
            squares,
            width,
            pixels: vec![0; width * height],
        })
    }

    /// Draws every sample in its class; only around those whose class is another is anything done.
    pub(super) fn show(&mut self, classes: Vec<Class>) {
        let changed = self.squares.iter().zip(classes.iter().zip(&self.classes));
        let changed = changed.filter(|(_, (now, before))| now != before);
        let changed = changed.fold(Square::NONE, |all, (square, _)| all.around(*square));
        self.classes = classes;
        if changed.is_empty() {
            return;
        }
        for row in changed.rows(self.width) {
            self.pixels[row].fill(0);
        }
        for (square, class) in self.squares.iter().zip(&self.classes) {
            let part = square.common(changed);
            if part.is_empty() {
                continue;
            }
            for row in part.rows(self.width) {
                self.pixels[row]
                    .iter_mut()
                    .for_each(|pixel| *pixel |= bit(*class));
            }
        }
        for mask in &self.masks {
            let pixels = changed.rows(self.width).flatten();
            let of = |at: usize| {
                [if self.pixels[at] & bit(mask.class) > 0 {
                    255
                } else {
                    0
                }; 4]
            };
            let picture: Vec<u8> = pixels.flat_map(of).collect();
            let width = u32::from(changed.right - changed.left);
            // A browser without memory for a picture leaves it as it is.
            if let Ok(image) = ImageData::new_with_u8_clamped_array(Clamped(&picture), width) {
                let (left, top) = (changed.left.into(), changed.top.into());
                let _ = mask.sheet.ctx.put_image_data(&image, left, top);
            }
        }
    }
}

/// The bit of a class; of one that is not drawn there is none.
const fn bit(class: Class) -> u8 {
    match class {
        Class::Reached => 1,
        Class::Uncertain => 2,
        Class::NotReached => 4,
        Class::Unknown => 0,
    }
}

/// How long the square of a point is, in the unit square: as far as to the next point of its grid.
fn side(ground: &Ground, samples: Range<usize>, metre: f64) -> f64 {
    let at = |sample: usize| World::of(ground.position(sample));
    let point = POINT * metre;
    if samples.len() < 2 {
        return point;
    }
    let (a, b) = (at(samples.start), at(samples.start + 1));
    (a.x - b.x)
        .hypot(a.y - b.y)
        .clamp(point / 10.0, point * 10.0)
}
