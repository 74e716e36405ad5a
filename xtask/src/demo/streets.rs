//! Streets with house numbers, and the place names that people search by.

use super::SOURCE;
use super::dice::Dice;
use super::output::csv;
use super::plane::{Point, inside, point};
use super::town::Town;
use super::words::NAMES;

/// Kilometres between two house numbers of one side.
const PLOT_KM: f64 = 0.024;

pub(super) struct Street {
    pub(super) name: &'static str,
    /// Its place in [`Town::districts`].
    pub(super) district: usize,
    from: Point,
    to: Point,
}

impl Street {
    pub(super) fn houses(&self) -> usize {
        2 * (self.from.distance(self.to) / PLOT_KM) as usize
    }

    /// The door of a house: odd numbers on the left, even ones on the right.
    pub(super) fn door(&self, number: usize) -> Point {
        let along = self
            .from
            .towards(self.to, number as f64 / self.houses() as f64);
        let heading = (self.to.y - self.from.y).atan2(self.to.x - self.from.x);
        let side = if number % 2 == 1 { 1.0 } else { -1.0 };
        along.moved(heading + side * std::f64::consts::FRAC_PI_2, 0.014)
    }

    pub(super) fn middle(&self) -> Point {
        self.from.towards(self.to, 0.5)
    }

    /// "Lipowa" → "Lipowej", as after "przy ulicy"; names that are not adjectives stay.
    pub(super) fn locative(&self) -> String {
        match self.name.strip_suffix('a') {
            Some(stem) if stem.ends_with(['k', 'g']) => format!("{stem}iej"),
            Some(stem) => format!("{stem}ej"),
            None => self.name.to_owned(),
        }
    }
}

/// Lays every name of the town into a district, more where more people live close together.
pub(super) fn lay(town: &Town) -> Vec<Street> {
    let mut dice = Dice::new(5);
    let districts: Vec<usize> = (0..town.districts.len()).collect();
    NAMES
        .streets
        .iter()
        .enumerate()
        .map(|(at, name)| {
            // One for each district first, then by the number of people.
            let district = *districts.get(at).unwrap_or_else(|| {
                dice.weighted(&districts, |&d| f64::from(town.districts[d].0.population))
            });
            let (from, to) = lay_in(town, district, &mut dice);
            Street {
                name,
                district,
                from,
                to,
            }
        })
        .collect()
}

/// A straight line inside a district, on dry and unplanted ground, near where people live. Each
/// district has a grid of its own, which its streets keep to within a few degrees.
fn lay_in(town: &Town, district: usize, dice: &mut Dice) -> (Point, Point) {
    let face = &town.districts[district].1;
    let grid = 0.35 * district as f64;
    loop {
        let start = point(
            face.centre.x + dice.between(-1.8, 1.8),
            face.centre.y + dice.between(-1.8, 1.8),
        );
        let quarter = if dice.chance(0.5) {
            std::f64::consts::FRAC_PI_2
        } else {
            0.0
        };
        let heading = grid + quarter + dice.between(-0.08, 0.08);
        let length = dice.between(0.3, 1.0);
        let free = (-1..=21).all(|step| {
            let p = start.moved(heading, length * f64::from(step) / 20.0);
            inside(&face.ring, p) && !town.wet(p) && !town.green(p)
        });
        if free {
            return (start, start.moved(heading, length));
        }
    }
}

/// Streets, stops, neighbourhoods and landmarks.
pub(super) fn places_csv(town: &Town, streets: &[Street]) -> String {
    let mut dice = Dice::new(6);
    let mut places: Vec<(String, &str, Point)> = Vec::new();
    for street in streets {
        places.push((format!("ul. {}", street.name), "street", street.middle()));
    }
    for (_, face) in &town.estates {
        places.push((face.name.to_owned(), "neighbourhood", face.centre));
    }
    for (at, street) in streets.iter().enumerate() {
        let number = 1 + dice.below(street.houses());
        let name = match at % 4 {
            0 => street.name.to_owned(),
            1 => format!("{} – szkoła", street.name),
            2 => format!("{}, pętla", town.estates[at % town.estates.len()].1.name),
            _ => continue,
        };
        for platform in ["01", "02"] {
            let shift = if platform == "01" { 0.006 } else { -0.006 };
            let door = street.door(number);
            let place = point(door.x + shift, door.y + shift);
            places.push((format!("{name} {platform}"), "stop", place));
        }
    }
    for (name, x, y) in &NAMES.landmarks {
        places.push(((*name).to_owned(), "landmark", point(*x, *y)));
    }
    for (name, ring) in &town.parks {
        places.push(((*name).to_owned(), "landmark", super::plane::centroid(ring)));
    }
    let header = ["name", "kind", "lon", "lat", "source", "source_id"];
    csv(
        &header,
        places
            .into_iter()
            .enumerate()
            .map(|(at, (name, kind, place))| {
                let [lon, lat] = place.lon_lat();
                let id = format!("zm-p-{:03}", at + 1);
                vec![
                    name,
                    kind.to_owned(),
                    lon.to_string(),
                    lat.to_string(),
                    SOURCE.to_owned(),
                    id,
                ]
            }),
    )
}
