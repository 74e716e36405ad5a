//! Pictures of the map, drawn as the live map draws them but without words: what is shared,
//! linked and printed shows where a place is, or what a view holds.

mod canvas;
mod frame;
mod ground;
mod palette;

pub(crate) use frame::{Frame, Size};
pub(crate) use ground::Ground;

use canvas::Canvas;
use okolica_atlas::tiles::{Mark, Marked};
use okolica_atlas::{Atlas, Record};
use okolica_model::district::DEFAULT_SET;
use okolica_model::filter::Filter;
use okolica_model::time::Stamp;
use okolica_model::{ItemKey, ItemKind, Layer};
use okolica_web::drawn::{ITEM_RADIUS, group_radius};
use okolica_web::mercator::{World, metres_per_pixel};
use palette::CATEGORIES;

/// How much is seen of the others beside the item that a picture is of.
const FADED: f32 = 0.55;

/// What a picture is of.
#[derive(Debug)]
pub(crate) struct Scene<'a> {
    pub(crate) atlas: &'a Atlas,
    pub(crate) now: Stamp,
    pub(crate) frame: Frame,
    pub(crate) filter: Filter,
    /// The item that it is about, which the filter need not keep.
    pub(crate) selected: Option<ItemKey>,
    pub(crate) ground: Option<&'a Ground>,
}

impl Scene<'_> {
    /// The picture as a PNG; `None` where there is no memory for one.
    pub(crate) fn png(&self) -> Option<Vec<u8>> {
        let mut canvas = Canvas::new(self.frame)?;
        if let Some(ground) = self.ground {
            ground.draw(&mut canvas);
        }
        self.districts(&mut canvas);
        if let Some(near) = self.filter.near {
            let pixel = metres_per_pixel(near.at.lat(), self.frame.screen().scale);
            canvas.neighbourhood(World::of(near.at), near.within.get() / pixel);
        }
        self.marks(&mut canvas);
        canvas.png()
    }

    /// Borders as thin lines; those that are asked for strong, what is outside of them veiled.
    fn districts(&self, canvas: &mut Canvas) {
        let wanted = self.filter.district.as_ref();
        let set = wanted.map_or(DEFAULT_SET, |wanted| &wanted.set);
        let codes = wanted.map_or(&[][..], |wanted| &wanted.codes);
        let outlines = self.atlas.outlines(set, self.frame.tile_zoom());
        let (chosen, others): (Vec<_>, Vec<_>) = outlines
            .iter()
            .partition(|(stored, _)| codes.contains(&stored.district.code));
        if !chosen.is_empty() {
            canvas.veil(chosen.iter().map(|(_, polygons)| polygons));
        }
        for (_, polygons) in others {
            canvas.border(polygons, false);
        }
        // Last: they share their lines with neighbours.
        for (_, polygons) in chosen {
            canvas.border(polygons, true);
        }
    }

    fn marks(&self, canvas: &mut Canvas) {
        let asked = self.atlas.ask(Layer::Items, &self.filter, self.now);
        let tiles = self.frame.tiles();
        let mut marks: Vec<Mark<'_>> = tiles.flat_map(|tile| asked.marks(tile)).collect();
        // Small ones stay in sight.
        marks.sort_by(|a, b| radius(b).total_cmp(&radius(a)));
        let alpha = if self.selected.is_some() { FADED } else { 1.0 };
        for mark in &marks {
            let at = World::of_degrees(mark.lon, mark.lat);
            match &mark.what {
                Marked::Item(record) if Some(record.key()) == self.selected => {}
                Marked::Item(record) => self.item(canvas, record, at, 1.0, alpha),
                Marked::Several(counts) => {
                    let shares = shares(counts.iter().map(|(category, n)| (category.colour, *n)));
                    canvas.ring(at, radius(mark), &shares, alpha);
                }
            }
        }
        let selected = self.selected.and_then(|key| self.atlas.item(key));
        if let Some((record, position)) =
            selected.and_then(|record| Some((record, record.position()?)))
        {
            let at = World::of(position);
            canvas.halo(at, ITEM_RADIUS * 1.3 + 4.0);
            self.item(canvas, record, at, 1.3, 1.0);
        }
    }

    fn item(&self, canvas: &mut Canvas, record: &Record, at: World, scale: f32, alpha: f32) {
        let category = self.atlas.categories().get(record.category().as_str());
        let colour = category.map_or(CATEGORIES.len() - 1, |category| slot(category.colour));
        let round = record.key().kind == ItemKind::Space;
        canvas.item(at, round, colour, scale, alpha);
    }
}

fn radius(mark: &Mark<'_>) -> f64 {
    match &mark.what {
        Marked::Item(_) => ITEM_RADIUS,
        Marked::Several(counts) => group_radius(counts.iter().map(|(_, n)| u64::from(*n)).sum()),
    }
}

/// Which of the colours a category has.
fn slot(colour: u8) -> usize {
    usize::from(colour) % CATEGORIES.len()
}

/// The share of each colour, in the order of colours.
fn shares(counts: impl Iterator<Item = (u8, u32)>) -> Vec<(usize, f64)> {
    let mut sums = [0_u64; CATEGORIES.len()];
    for (colour, count) in counts {
        sums[slot(colour)] += u64::from(count);
    }
    let all: u64 = sums.iter().sum();
    let shares = sums.iter().map(|sum| *sum as f64 / all as f64).enumerate();
    shares.filter(|(_, share)| *share > 0.0).collect()
}
