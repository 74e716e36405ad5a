//! What the live map and the pictures of it draw alike.

/// Half the width of an item's symbol with its casing, in CSS pixels.
pub const ITEM_RADIUS: f64 = 13.0;

/// Half the width of a symbol that stands for several items: area grows with the square root of
/// the count, from a size that a number fits into to half a cell.
#[must_use]
pub fn group_radius(count: u64) -> f64 {
    (196.0 + 26.0 * (count as f64).sqrt()).sqrt().min(34.0)
}

/// Whether ground of this kind (`properties.kind`) is drawn as water; all other is green.
#[must_use]
pub fn is_water(kind: &str) -> bool {
    let water = [
        "water",
        "river",
        "stream",
        "canal",
        "lake",
        "pond",
        "reservoir",
    ];
    water.contains(&kind)
}
