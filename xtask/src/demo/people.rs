//! Who lives where: 500 m cells with age groups that add up to each district's population.

use super::dice::Dice;
use super::output::{collection, feature};
use super::plane::{Point, point, polygon};
use super::town::Town;
use serde_json::{Value, json};

const CELL_KM: f64 = 0.5;
/// Fewer people than this are not published, as a statistical office would do.
const HIDDEN_BELOW: u32 = 10;

struct Cell {
    corner: Point,
    people: u32,
    children: u32,
    old: u32,
}

pub(super) struct Population {
    cells: Vec<Cell>,
    /// In the order of [`Town::districts`]; people of hidden cells included.
    pub(super) by_district: Vec<u32>,
}

pub(super) fn settle(town: &Town) -> Population {
    let mut dice = Dice::new(3);
    let mut cells = Vec::new();
    let mut by_district = Vec::new();
    let weights = weigh(town, &mut dice);
    for (at, (district, _)) in town.districts.iter().enumerate() {
        let own: Vec<(Point, f64)> = weights
            .iter()
            .filter(|(home, ..)| *home == at)
            .map(|(_, corner, weight)| (*corner, *weight))
            .collect();
        for ((corner, _), people) in own.iter().zip(apportion(district.population, &own)) {
            let (children, old) = district.ages;
            let share = |middle: f64, dice: &mut Dice| {
                let share = middle * dice.between(0.75, 1.25);
                (f64::from(people) * share).round() as u32
            };
            cells.push(Cell {
                corner: *corner,
                people,
                children: share(children, &mut dice),
                old: share(old, &mut dice),
            });
        }
        by_district.push(district.population);
    }
    Population { cells, by_district }
}

/// Each cell whose middle lies in a district, with how thickly it is settled.
fn weigh(town: &Town, dice: &mut Dice) -> Vec<(usize, Point, f64)> {
    let mut out = Vec::new();
    for row in -14..14 {
        for column in -14..14 {
            let corner = point(f64::from(column) * CELL_KM, f64::from(row) * CELL_KM);
            let middle = point(corner.x + CELL_KM / 2.0, corner.y + CELL_KM / 2.0);
            let Some(home) = town.district_at(middle) else {
                continue;
            };
            let (_, face) = &town.districts[home];
            let thick = 0.15 + (-middle.distance(face.centre) / 1.1).exp();
            let lumpy = dice.between(0.3, 1.7);
            let empty = dice.chance(0.06);
            let ground = dry_share(town, corner);
            let weight = if empty { 0.004 } else { thick * lumpy };
            out.push((home, corner, weight * ground));
        }
    }
    out
}

/// The share of a cell that is neither water nor park, by 25 samples.
fn dry_share(town: &Town, corner: Point) -> f64 {
    let samples = (0..25).map(|at| {
        let step = |n: i32| (f64::from(n) + 0.5) * CELL_KM / 5.0;
        point(corner.x + step(at % 5), corner.y + step(at / 5))
    });
    let dry = samples.filter(|&p| !town.wet(p) && !town.green(p)).count();
    dry as f64 / 25.0
}

/// Whole people by weight whose sum is `total` (largest remainders).
fn apportion(total: u32, cells: &[(Point, f64)]) -> Vec<u32> {
    let sum: f64 = cells.iter().map(|(_, weight)| weight).sum();
    let exact: Vec<f64> = cells
        .iter()
        .map(|(_, weight)| f64::from(total) * weight / sum)
        .collect();
    let mut people: Vec<u32> = exact.iter().map(|share| share.floor() as u32).collect();
    let mut order: Vec<usize> = (0..cells.len()).collect();
    order.sort_by(|&a, &b| {
        exact[b]
            .fract()
            .total_cmp(&exact[a].fract())
            .then(a.cmp(&b))
    });
    let missing = total - people.iter().sum::<u32>();
    for &at in order.iter().take(missing as usize) {
        people[at] += 1;
    }
    people
}

impl Population {
    pub(super) fn geojson(&self) -> String {
        collection(self.cells.iter().map(Cell::feature))
    }
}

impl Cell {
    fn feature(&self) -> Value {
        let Point { x, y } = self.corner;
        let (east, north) = (x + CELL_KM, y + CELL_KM);
        let ring = [
            point(x, y),
            point(east, y),
            point(east, north),
            point(x, north),
        ];
        let id = format!("500m-{:+.0}{:+.0}", x / CELL_KM, y / CELL_KM);
        let hidden = self.people > 0 && self.people < HIDDEN_BELOW;
        let properties = if hidden {
            json!({"known": false, "source": "fictional", "source_id": id})
        } else {
            json!({
                "population": self.people,
                "population_0_14": self.children,
                "population_15_64": self.people - self.children - self.old,
                "population_65plus": self.old,
                "known": true, "source": "fictional", "source_id": id,
            })
        };
        feature(polygon(&ring), properties)
    }
}
