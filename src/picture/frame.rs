//! What part of the world a picture shows.

use okolica_atlas::TileId;
use okolica_atlas::tiles::DETAIL_ZOOM;
use okolica_model::BBox;
use okolica_web::mercator::{Cells, Screen, TILE, World};

/// Device pixels for each pixel of the map: symbols are to be seen where pictures are shown small.
pub(super) const SCALE: f64 = 2.0;

/// Between what is to be seen and the edge, in pixels of the map.
const MARGIN: f64 = 24.0;

/// Closer nothing is to be seen that is not seen from here.
const CLOSEST: f64 = 17.0;

/// How large a picture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Size {
    /// As networks and messengers show a link: 1200 × 630 pixels.
    Preview,
    /// For a page, shown in half: 640 × 320 pixels.
    Small,
}

impl Size {
    /// Width and height in pixels of the file.
    pub(crate) const fn pixels(self) -> (u32, u32) {
        match self {
            Self::Preview => (1200, 630),
            Self::Small => (640, 320),
        }
    }

    /// Width and height in pixels of the map.
    fn of_map(self) -> (f64, f64) {
        let (width, height) = self.pixels();
        (f64::from(width) / SCALE, f64::from(height) / SCALE)
    }
}

/// A part of the world at a size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Frame {
    pub(crate) size: Size,
    center: World,
    zoom: f64,
}

impl Frame {
    /// With a place in its middle.
    pub(crate) const fn around(center: World, zoom: f64, size: Size) -> Self {
        Self { size, center, zoom }
    }

    /// All of a box, as close as that goes. A box that crosses the antimeridian is shown with the
    /// world around it.
    pub(crate) fn of(bbox: BBox, size: Size) -> Self {
        let (mut west, mut east) = (bbox.west(), bbox.east());
        if bbox.crosses_antimeridian() {
            (west, east) = (-180.0, 180.0);
        }
        let from = World::of_degrees(west, bbox.north());
        let to = World::of_degrees(east, bbox.south());
        let (width, height) = size.of_map();
        let fit = |share: f64, pixels: f64| ((pixels - 2.0 * MARGIN) / (share * TILE)).log2();
        let zoom = fit(to.x - from.x, width).min(fit(to.y - from.y, height));
        Self {
            size,
            center: World {
                x: f64::midpoint(from.x, to.x),
                y: f64::midpoint(from.y, to.y),
            },
            zoom: zoom.clamp(0.0, CLOSEST),
        }
    }

    /// Where it puts the world, in pixels of the map.
    pub(crate) fn screen(&self) -> Screen {
        let (width, height) = self.size.of_map();
        Screen::new(self.center, self.zoom, width, height)
    }

    /// The zoom whose tiles it shows: one that has aggregates, so that there are never many
    /// symbols.
    pub(super) fn tile_zoom(&self) -> u8 {
        (self.zoom.round() as u8).min(DETAIL_ZOOM - 1)
    }

    /// The tiles that it shows.
    pub(crate) fn tiles(&self) -> impl Iterator<Item = TileId> {
        let z = self.tile_zoom();
        let (width, height) = self.size.of_map();
        let cells = Cells::of_view(self.screen(), width, height, 1 << z);
        cells
            .iter()
            .filter_map(move |(x, y)| TileId::new(z, x, y).ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_fills_its_frame_up_to_the_margin() {
        for (w, s, e, n) in [(20.8, 52.1, 21.3, 52.4), (21.0, 50.0, 21.1, 54.0)] {
            let bbox = BBox::new(w, s, e, n).expect("a box");
            for size in [Size::Preview, Size::Small] {
                let screen = Frame::of(bbox, size).screen();
                let (left, top) = screen.point(World::of_degrees(w, n));
                let (right, bottom) = screen.point(World::of_degrees(e, s));
                let (width, height) = size.of_map();
                let free = [left, top, width - right, height - bottom];
                let least = free.into_iter().fold(f64::MAX, f64::min);
                assert!((least - MARGIN).abs() < 1e-6, "{free:?}");
                assert!((left - (width - right)).abs() < 1e-6);
                assert!((top - (height - bottom)).abs() < 1e-6);
            }
        }
    }

    #[test]
    fn no_frame_has_many_tiles() {
        let poles = BBox::new(-180.0, -90.0, 180.0, 90.0).expect("the world");
        let point = BBox::new(21.0, 52.0, 21.0, 52.0).expect("a point");
        let date_line = BBox::new(170.0, -10.0, -170.0, 10.0).expect("a box");
        for bbox in [poles, point, date_line] {
            let tiles = Frame::of(bbox, Size::Preview).tiles().count();
            assert!((1..=20).contains(&tiles), "{bbox:?}: {tiles}");
        }
        let edge = Frame::around(World { x: 0.0, y: 0.0 }, 22.0, Size::Preview);
        assert!(edge.tiles().count() <= 20);
    }
}
