//! The tile grid: Web Mercator, quantised to 32 bits an axis and ordered along the Z-curve, so
//! that every tile and every cell is one range of keys.

use okolica_model::{BBox, FieldError, Position};
use std::f64::consts::PI;
use std::fmt;
use std::ops::RangeInclusive;

/// The deepest zoom that has tiles.
pub const MAX_ZOOM: u8 = 22;

/// At and above this zoom every point stands on its own; below it points are aggregated.
pub const DETAIL_ZOOM: u8 = 17;

/// A tile has 2^2 × 2^2 cells.
pub(crate) const CELL_LEVELS: u8 = 2;

/// A square of the grid, `z` 0 to 22, `x` eastwards and `y` southwards from 0 to 2^z − 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TileId {
    z: u8,
    x: u32,
    y: u32,
}

impl TileId {
    /// # Errors
    /// Names `tile` when it lies outside the grid.
    pub fn new(z: u8, x: u32, y: u32) -> Result<Self, FieldError> {
        if z <= MAX_ZOOM && x < 1 << z && y < 1 << z {
            Ok(Self { z, x, y })
        } else {
            Err(FieldError::new(
                "tile",
                format!("{z}/{x}/{y}"),
                "z from 0 to 22, x and y from 0 to 2^z - 1",
            ))
        }
    }

    /// The tile of zoom `z` (at most 22) that holds the point: half-open towards east and south;
    /// longitude 180 and latitudes beyond ±85.0511 fall in the edge tiles.
    #[must_use]
    pub fn of(position: Position, z: u8) -> Self {
        let z = z.min(MAX_ZOOM);
        let [x, y] = quantised(position);
        Self {
            z,
            x: (u64::from(x) >> (32 - z)) as u32,
            y: (u64::from(y) >> (32 - z)) as u32,
        }
    }

    #[must_use]
    pub const fn z(self) -> u8 {
        self.z
    }
    #[must_use]
    pub const fn x(self) -> u32 {
        self.x
    }
    #[must_use]
    pub const fn y(self) -> u32 {
        self.y
    }

    /// The tile one zoom up that holds this one; `None` at zoom 0.
    #[must_use]
    pub const fn parent(self) -> Option<Self> {
        match self.z.checked_sub(1) {
            Some(z) => Some(Self {
                z,
                x: self.x / 2,
                y: self.y / 2,
            }),
            None => None,
        }
    }

    /// The four tiles one zoom down; none at the deepest zoom.
    pub fn children(self) -> impl Iterator<Item = Self> {
        [(0, 0), (1, 0), (0, 1), (1, 1)]
            .into_iter()
            .filter(move |_| self.z < MAX_ZOOM)
            .map(move |(dx, dy)| Self {
                z: self.z + 1,
                x: self.x * 2 + dx,
                y: self.y * 2 + dy,
            })
    }

    /// Its edges in degrees.
    #[must_use]
    pub fn bbox(self) -> BBox {
        let [west, south, east, north] = self.bounds(0.0);
        BBox::new(west, south, east, north).unwrap_or(BBox::WORLD)
    }

    /// `[west, south, east, north]` in degrees, each side moved outwards by `buffer` (a share of
    /// the tile's width). May reach beyond longitude ±180.
    pub(crate) fn bounds(self, buffer: f64) -> [f64; 4] {
        let n = f64::from(1_u32 << self.z);
        let (x, y) = (f64::from(self.x), f64::from(self.y));
        [
            degrees_lon((x - buffer) / n),
            degrees_lat((y + 1.0 + buffer) / n),
            degrees_lon((x + 1.0 + buffer) / n),
            degrees_lat((y - buffer) / n),
        ]
    }

    /// Its keys.
    pub(crate) fn keys(self) -> RangeInclusive<u64> {
        cell_keys(self.z, interleave(self.x, self.y))
    }

    /// The cells in which its points are aggregated, as numbers along the curve.
    pub(crate) fn cells(self) -> std::ops::Range<u64> {
        let first = interleave(self.x, self.y) << (2 * CELL_LEVELS);
        first..first + (1 << (2 * CELL_LEVELS))
    }
}

impl fmt::Display for TileId {
    /// `14/9147/5383`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.z, self.x, self.y)
    }
}

/// The keys of square number `cell` along the curve of `level`.
pub(crate) fn cell_keys(level: u8, cell: u64) -> RangeInclusive<u64> {
    let bits = 64 - 2 * u32::from(level);
    // Level 0 is one cell of all 64 bits, which a shift can't make.
    let first = cell.checked_shl(bits).unwrap_or(0);
    first..=first | u64::MAX.checked_shr(2 * u32::from(level)).unwrap_or(0)
}

/// Column and row of square number `cell` along the curve.
pub(crate) fn cell_xy(cell: u64) -> [u32; 2] {
    [squeeze(cell), squeeze(cell >> 1)]
}

/// The point's key along the Z-curve.
pub(crate) fn key(position: Position) -> u64 {
    let [x, y] = quantised(position);
    interleave(x, y)
}

/// The lowest zoom below [`DETAIL_ZOOM`] at which the keys stand in different cells, else
/// [`DETAIL_ZOOM`].
pub(crate) fn parting_zoom(first: u64, last: u64) -> u8 {
    let shared_levels = ((first ^ last).leading_zeros() / 2) as u8;
    (shared_levels + 1)
        .saturating_sub(CELL_LEVELS)
        .min(DETAIL_ZOOM)
}

fn quantised(position: Position) -> [u32; 2] {
    let scale = 4_294_967_296.0; // 2^32
    mercator(position.lon(), position.lat())
        // The conversion saturates: beyond the grid is its edge.
        .map(|share| (share * scale) as u32)
}

/// Degrees to Web Mercator (EPSG:3857) as a share of the world, 0 to 1 eastwards and southwards.
pub(crate) fn mercator(lon: f64, lat: f64) -> [f64; 2] {
    let sin = lat.to_radians().sin();
    let y = 0.5 - ((1.0 + sin) / (1.0 - sin)).ln() / (4.0 * PI);
    [lon / 360.0 + 0.5, y]
}

fn degrees_lon(x: f64) -> f64 {
    (x - 0.5) * 360.0
}

fn degrees_lat(y: f64) -> f64 {
    ((1.0 - 2.0 * y) * PI).sinh().atan().to_degrees()
}

/// The bits of x in the even places and those of y in the odd ones.
fn interleave(x: u32, y: u32) -> u64 {
    spread(x) | spread(y) << 1
}

fn spread(bits: u32) -> u64 {
    let mut b = u64::from(bits);
    b = (b | b << 16) & 0x0000_FFFF_0000_FFFF;
    b = (b | b << 8) & 0x00FF_00FF_00FF_00FF;
    b = (b | b << 4) & 0x0F0F_0F0F_0F0F_0F0F;
    b = (b | b << 2) & 0x3333_3333_3333_3333;
    (b | b << 1) & 0x5555_5555_5555_5555
}

fn squeeze(bits: u64) -> u32 {
    let mut b = bits & 0x5555_5555_5555_5555;
    b = (b | b >> 1) & 0x3333_3333_3333_3333;
    b = (b | b >> 2) & 0x0F0F_0F0F_0F0F_0F0F;
    b = (b | b >> 4) & 0x00FF_00FF_00FF_00FF;
    b = (b | b >> 8) & 0x0000_FFFF_0000_FFFF;
    (b | b >> 16) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(lon: f64, lat: f64) -> Position {
        Position::new(lon, lat).expect("in range")
    }

    #[test]
    fn known_tiles() {
        // The tile that holds Warsaw's centre, by the formula of the OpenStreetMap wiki
        // ("Slippy map tilenames").
        let tile = TileId::of(at(21.0122, 52.2297), 14);
        assert_eq!(tile.to_string(), "14/9148/5394");
        let [first, last] = [at(-180.0, 90.0), at(180.0, -90.0)].map(|p| TileId::of(p, 22));
        assert_eq!(first.to_string(), "22/0/0");
        assert_eq!(last.to_string(), "22/4194303/4194303");
        assert!(TileId::new(2, 4, 0).is_err() && TileId::new(23, 0, 0).is_err());
        assert_eq!(
            TileId::new(0, 0, 0).expect("the world").keys(),
            0..=u64::MAX
        );
    }

    #[test]
    fn keys_part_where_cells_part() {
        assert_eq!(parting_zoom(0, 0), DETAIL_ZOOM);
        assert_eq!(parting_zoom(0, u64::MAX), 0);
        // Equal in two levels, apart in the third: one cell at zoom 0, two at zoom 1.
        assert_eq!(parting_zoom(0, 1 << 59), 1);
    }

    proptest! {
        #[test]
        fn a_point_lies_in_its_tile(lon in -180.0..180.0, lat in -85.05..85.05, z in 0_u8..=22) {
            let p = at(lon, lat);
            let tile = TileId::of(p, z);
            prop_assert!(tile.keys().contains(&key(p)));
            let [west, south, east, north] = tile.bounds(1e-6);
            prop_assert!(west <= lon && lon <= east && south <= lat && lat <= north);
            prop_assert!(tile.children().all(|child| child.parent() == Some(tile)));
            let cell = key(p) >> (64 - 2 * u32::from(z + CELL_LEVELS));
            prop_assert!(tile.cells().contains(&cell));
            prop_assert!(cell_keys(z + CELL_LEVELS, cell).contains(&key(p)));
            let [x, y] = cell_xy(cell);
            prop_assert_eq!((x >> CELL_LEVELS, y >> CELL_LEVELS), (tile.x, tile.y));
        }
    }
}
