//! The web map's projection: the world as a unit square, x to the east and y to the south.

use okolica_model::Position;
use std::f64::consts::PI;

/// Width of a tile in CSS pixels.
pub const TILE: f64 = 256.0;

/// A place in the unit square.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct World {
    pub x: f64,
    pub y: f64,
}

impl World {
    /// Latitudes beyond the square's edge go to the edge.
    #[must_use]
    pub fn of_degrees(lon: f64, lat: f64) -> Self {
        let sin = lat.to_radians().sin().clamp(-0.999_999_999, 0.999_999_999);
        let y = 0.5 - ((1.0 + sin) / (1.0 - sin)).ln() / (4.0 * PI);
        Self {
            x: lon / 360.0 + 0.5,
            y: y.clamp(0.0, 1.0),
        }
    }

    #[must_use]
    pub fn of(position: Position) -> Self {
        Self::of_degrees(position.lon(), position.lat())
    }

    /// Degrees east and north.
    #[must_use]
    pub fn to_degrees(self) -> (f64, f64) {
        let lat = (PI * (1.0 - 2.0 * self.y)).sinh().atan().to_degrees();
        ((self.x - 0.5) * 360.0, lat)
    }
}

/// Where a view puts the world on the screen: `screen = world · scale + offset`, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Screen {
    /// Pixels that the world is wide.
    pub scale: f64,
    pub x: f64,
    pub y: f64,
}

impl Screen {
    /// The view of `width` × `height` pixels with `center` in its middle.
    #[must_use]
    pub fn new(center: World, zoom: f64, width: f64, height: f64) -> Self {
        let scale = TILE * zoom.exp2();
        Self {
            scale,
            x: width / 2.0 - center.x * scale,
            y: height / 2.0 - center.y * scale,
        }
    }

    #[must_use]
    pub fn point(self, world: World) -> (f64, f64) {
        (world.x * self.scale + self.x, world.y * self.scale + self.y)
    }

    #[must_use]
    pub fn world(self, x: f64, y: f64) -> World {
        World {
            x: (x - self.x) / self.scale,
            y: (y - self.y) / self.scale,
        }
    }

    /// The view between this and `to`, as a browser moves a scaled element from one to the other.
    #[must_use]
    pub fn between(self, to: Self, share: f64) -> Self {
        let mix = |a: f64, b: f64| a + (b - a) * share;
        Self {
            scale: mix(self.scale, to.scale),
            x: mix(self.x, to.x),
            y: mix(self.y, to.y),
        }
    }
}

/// The cells of a grid of 2^zoom × `per_tile` a side that a view touches, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cells {
    pub west: u32,
    pub north: u32,
    pub east: u32,
    pub south: u32,
    /// Cells along a side of the world.
    pub side: u32,
}

impl Cells {
    #[must_use]
    pub fn of_view(screen: Screen, width: f64, height: f64, side: u32) -> Self {
        let first = screen.world(0.0, 0.0);
        // The far edge itself lies in the next cell, which is not in view.
        let last = screen.world((width - 0.01).max(0.0), (height - 0.01).max(0.0));
        let cell = |share: f64| ((share * f64::from(side)).floor().max(0.0) as u32).min(side - 1);
        Self {
            west: cell(first.x),
            north: cell(first.y),
            east: cell(last.x),
            south: cell(last.y),
            side,
        }
    }

    #[must_use]
    pub fn contains(&self, world: World) -> bool {
        let cell = |share: f64| {
            ((share * f64::from(self.side)).floor().max(0.0) as u32).min(self.side - 1)
        };
        (self.west..=self.east).contains(&cell(world.x))
            && (self.north..=self.south).contains(&cell(world.y))
    }

    /// West, south, east, north in degrees: the points of these cells and no others. A cell
    /// holds its west and north edges only, so the other two are drawn in by a hair; the cells
    /// at the world's edge reach it.
    #[must_use]
    pub fn bbox(&self) -> [f64; 4] {
        const HAIR: f64 = 1e-9;
        let side = f64::from(self.side);
        let corner = |x: u32, y: u32| {
            World {
                x: f64::from(x) / side,
                y: f64::from(y) / side,
            }
            .to_degrees()
        };
        let (west, north) = corner(self.west, self.north);
        let (east, south) = corner(self.east + 1, self.south + 1);
        [
            west,
            if self.south + 1 == self.side {
                -90.0
            } else {
                south + HAIR
            },
            if self.east + 1 == self.side {
                180.0
            } else {
                east - HAIR
            },
            if self.north == 0 { 90.0 } else { north },
        ]
    }

    pub fn iter(self) -> impl Iterator<Item = (u32, u32)> {
        (self.north..=self.south).flat_map(move |y| (self.west..=self.east).map(move |x| (x, y)))
    }
}

/// How many metres a pixel is on the ground.
#[must_use]
pub fn metres_per_pixel(latitude: f64, scale: f64) -> f64 {
    // The equator of WGS84, 2π · 6 378 137 m.
    40_075_016.686 * latitude.to_radians().cos() / scale
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_come_back() {
        for (lon, lat) in [
            (0.0, 0.0),
            (21.0122, 52.2297),
            (-179.9, -84.9),
            (180.0, 85.0),
        ] {
            let (lon2, lat2) = World::of_degrees(lon, lat).to_degrees();
            assert!(
                (lon - lon2).abs() < 1e-9 && (lat - lat2).abs() < 1e-9,
                "{lon} {lat}"
            );
        }
        // The square ends where OSM's tiles end.
        let (_, edge) = World { x: 0.0, y: 0.0 }.to_degrees();
        assert!((edge - 85.051_128_78).abs() < 1e-6);
    }

    #[test]
    fn the_middle_of_a_view_is_its_centre() {
        let center = World::of_degrees(21.0, 52.0);
        let screen = Screen::new(center, 12.0, 800.0, 600.0);
        let (x, y) = screen.point(center);
        assert!((x - 400.0).abs() < 1e-6 && (y - 300.0).abs() < 1e-6);
        let back = screen.world(400.0, 300.0);
        assert!((back.x - center.x).abs() < 1e-12);
        assert_eq!(screen.between(screen, 0.5), screen);
    }

    #[test]
    fn a_box_of_cells_holds_what_the_cells_hold() {
        let screen = Screen::new(World::of_degrees(21.0, 52.0), 12.0, 500.0, 300.0);
        let cells = Cells::of_view(screen, 500.0, 300.0, 4 << 12);
        let [west, south, east, north] = cells.bbox();
        for step in 0..2000_u32 {
            // A net of points around the view, many of them outside.
            let (x, y) = (
                f64::from(step % 50) * 20.0 - 250.0,
                f64::from(step / 50) * 15.0 - 150.0,
            );
            let world = screen.world(x, y);
            let (lon, lat) = world.to_degrees();
            let inside = west <= lon && lon <= east && south <= lat && lat <= north;
            assert_eq!(cells.contains(world), inside, "{x} {y}");
        }
    }

    #[test]
    fn a_view_of_the_world_holds_the_poles() {
        let screen = Screen::new(World { x: 0.5, y: 0.5 }, 0.0, 600.0, 600.0);
        let cells = Cells::of_view(screen, 600.0, 600.0, 4);
        assert_eq!(cells.bbox(), [-180.0, -90.0, 180.0, 90.0]);
        assert_eq!(cells.iter().count(), 16);
    }
}
