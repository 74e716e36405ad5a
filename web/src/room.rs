//! Where names find room on the map: beside symbols and other names, near where they belong.

/// The furthest that a name moves beside, and above or below, in pixels.
const REACH: (f64, f64) = (120.0, 80.0);

/// A rectangle on the screen, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Area {
    /// The area of a size around its middle.
    #[must_use]
    pub fn around((x, y): (f64, f64), (width, height): (f64, f64)) -> Self {
        Self {
            left: x - width / 2.0,
            top: y - height / 2.0,
            right: x + width / 2.0,
            bottom: y + height / 2.0,
        }
    }

    fn meets(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    fn holds(&self, other: &Self) -> bool {
        self.left <= other.left
            && other.right <= self.right
            && self.top <= other.top
            && other.bottom <= self.bottom
    }

    fn meets_circle(&self, (x, y, radius): (f64, f64, f64)) -> bool {
        let dx = x - x.clamp(self.left, self.right);
        let dy = y - y.clamp(self.top, self.bottom);
        dx * dx + dy * dy < radius * radius
    }
}

/// What is taken already.
#[derive(Debug, Default)]
pub struct Room {
    circles: Vec<(f64, f64, f64)>,
    areas: Vec<Area>,
}

impl Room {
    /// Keeps a circle free of names.
    pub fn keep(&mut self, (x, y): (f64, f64), radius: f64) {
        self.circles.push((x, y, radius));
    }

    /// Takes the free place for a name of this size that is nearest to `at`: inside of what it
    /// names, and so near that nobody takes it for another's. The answer is its middle.
    pub fn take(&mut self, at: (f64, f64), size: (f64, f64), within: &Area) -> Option<(f64, f64)> {
        let reach = (
            ((within.right - within.left) / 4.0).min(REACH.0),
            ((within.bottom - within.top) / 4.0).min(REACH.1),
        );
        // Each frame asks for every name: only the circles near this one are gone through.
        let near = Area::around(at, (size.0 + 2.0 * reach.0, size.1 + 2.0 * reach.1));
        let circles: Vec<_> = self
            .circles
            .iter()
            .filter(|circle| near.meets_circle(**circle))
            .collect();
        let middle = offsets(reach)
            .into_iter()
            .map(|(dx, dy)| (at.0 + dx, at.1 + dy))
            .find(|middle| {
                let area = Area::around(*middle, size);
                within.holds(&area)
                    && !self.areas.iter().any(|other| area.meets(other))
                    && !circles.iter().any(|circle| area.meets_circle(**circle))
            })?;
        self.areas.push(Area::around(middle, size));
        Some(middle)
    }
}

/// Where to try, nearest first; above and below come before beside.
fn offsets((x, y): (f64, f64)) -> Vec<(f64, f64)> {
    const STEPS: i32 = 6;
    let mut out: Vec<(f64, f64)> = (-STEPS..=STEPS)
        .flat_map(|column| (-STEPS..=STEPS).map(move |row| (column, row)))
        .map(|(column, row)| {
            let part = |step: i32| f64::from(step) / f64::from(STEPS);
            (x * part(column), y * part(row))
        })
        .collect();
    let far = |(dx, dy): &(f64, f64)| (dx * 1.5).hypot(*dy);
    out.sort_by(|a, b| far(a).total_cmp(&far(b)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: (f64, f64) = (80.0, 16.0);

    fn district() -> Area {
        Area::around((0.0, 0.0), (240.0, 200.0))
    }

    #[test]
    fn a_name_with_room_stands_where_it_belongs() {
        let mut room = Room::default();
        room.keep((0.0, 40.0), 20.0);
        assert_eq!(room.take((0.0, 0.0), SIZE, &district()), Some((0.0, 0.0)));
    }

    #[test]
    fn a_name_under_a_ring_moves_off_it() {
        let mut room = Room::default();
        room.keep((0.0, 4.0), 20.0);
        let (x, y) = room
            .take((0.0, 0.0), SIZE, &district())
            .expect("room above");
        assert_eq!(x, 0.0);
        assert!((-50.0..=-24.0).contains(&y), "{y}");
    }

    #[test]
    fn names_do_not_meet_and_are_left_out_without_room() {
        let mut room = Room::default();
        let mut taken: Vec<Area> = Vec::new();
        while let Some(middle) = room.take((0.0, 0.0), SIZE, &district()) {
            let area = Area::around(middle, SIZE);
            assert!(!taken.iter().any(|other| area.meets(other)));
            assert!(district().holds(&area));
            taken.push(area);
        }
        assert!((2..20).contains(&taken.len()), "{}", taken.len());
        let mut full = Room::default();
        full.keep((0.0, 0.0), 200.0);
        assert_eq!(full.take((0.0, 0.0), SIZE, &district()), None);
    }
}
