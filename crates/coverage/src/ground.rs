//! Where people live: the points that stand for them, and the areas that figures are for.

use super::extent::Extent;
use super::grid;
use super::question::Group;
use super::sphere::{self, Point};
use okolica_model::Position;
use okolica_model::area::Area;
use okolica_model::district::StoredDistrict;
use okolica_model::locator::Locator;
use okolica_model::population::{CellShape, StoredCell};
use serde::Serialize;
use std::collections::HashMap;
use std::sync::OnceLock;

/// People are counted in units of 2⁻²⁰ person, so that sums are exact in any order. A figure of
/// up to eight thousand million people is exact in its number, too.
const UNITS: f64 = 1_048_576.0;

/// The most people that a cell can have.
const MOST_PEOPLE: f64 = 1e10;

/// The code of a drawn polygon.
pub const AREA_CODE: &str = "AREA";

/// An area that figures are for.
#[derive(Debug, Clone, PartialEq)]
pub struct GroundArea {
    pub code: String,
    pub name: String,
    pub area: Area,
}

/// Where the people of a [`Ground`] come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Method {
    /// Population cells.
    #[serde(rename = "cells")]
    Cells,
    /// There are no cells; the totals of districts are spread evenly over their area.
    #[serde(rename = "spread evenly")]
    SpreadEvenly,
    /// Nothing is known of any people.
    #[serde(rename = "none")]
    Nothing,
}

/// People that live on one point, or evenly on some points.
#[derive(Debug, Clone, PartialEq)]
pub struct GroundCell {
    /// The id of the population cell, or of the district whose people are spread.
    pub id: u64,
    /// Its first sample.
    pub(super) first: u32,
    /// By [`Group`], in units; `None`: not known.
    pub(super) people: [Option<u64>; 4],
}

/// The samples of where people live, made once for each state of population and districts.
///
/// A sample is a point that stands for the people of a cell, or for an equal share of them. It
/// lies in the areas that cover it, boundaries included, and in the city if it lies in any of
/// them; where there is no area at all, the city is everywhere.
#[derive(Debug)]
pub struct Ground {
    pub(super) method: Method,
    pub(super) areas: Vec<GroundArea>,
    /// The union of the areas, where some overlap.
    pub(super) union: Option<Area>,
    pub(super) cells: Vec<GroundCell>,
    /// The first sample of each run of near ones, all of one cell.
    pub(super) runs: Vec<u32>,
    pub(super) positions: Vec<Position>,
    /// The list of areas of each sample.
    pub(super) membership: Vec<u32>,
    /// Lists of areas, sorted; the city has the number after the last area.
    pub(super) lists: Vec<Box<[u32]>>,
    // What follows is worked out of the above.
    pub(super) points: Vec<Point>,
    pub(super) cell_of: Vec<u32>,
    locator: Locator,
    extent: OnceLock<Extent>,
}

impl Ground {
    /// The ground of a boundary set: population cells, or where there are none the totals of its
    /// districts, spread evenly.
    #[must_use]
    pub fn new(districts: &[StoredDistrict], cells: &[StoredCell]) -> Self {
        Self::build(areas_of(districts), cells, districts, true)
    }

    /// The ground of a drawn polygon: population cells, or where there are none the totals of
    /// `districts`.
    #[must_use]
    pub fn of_area(area: &Area, districts: &[StoredDistrict], cells: &[StoredCell]) -> Self {
        let drawn = GroundArea {
            code: AREA_CODE.to_owned(),
            name: String::new(),
            area: area.clone(),
        };
        Self::build(vec![drawn], cells, districts, false)
    }

    /// `own`: the areas are these districts.
    pub(super) fn build(
        areas: Vec<GroundArea>,
        cells: &[StoredCell],
        districts: &[StoredDistrict],
        own: bool,
    ) -> Self {
        let mut builder = GroundBuilder::new(areas);
        let mut method = Method::Cells;
        for StoredCell { id, cell, .. } in cells {
            let people = [
                cell.population,
                cell.population_0_14,
                cell.population_15_64,
                cell.population_65plus,
            ];
            let people = people.map(|people| people.filter(|_| cell.known));
            let (points, blocks) = match &cell.shape {
                CellShape::Point(at) => (vec![*at], vec![0]),
                CellShape::Polygon(area) => grid::points(area),
            };
            builder.cell(*id, people, &points, &blocks, None);
        }
        if cells.is_empty() {
            let any = districts.iter().any(|d| d.district.population.is_some());
            method = if any {
                Method::SpreadEvenly
            } else {
                Method::Nothing
            };
            let locator = Locator::new(districts.iter().map(|d| &d.district.area));
            for (number, stored) in (0..).zip(districts) {
                let people = stored.district.population.map(|people| people as f64);
                let (points, blocks) = grid::points(&stored.district.area);
                let spread = Spread {
                    number,
                    own,
                    districts: &locator,
                };
                let people = [people, None, None, None];
                builder.cell(stored.id, people, &points, &blocks, Some(&spread));
            }
        }
        builder.finish(method)
    }

    /// The ground of its parts, the areas with their union where some overlap; the rest is worked
    /// out.
    pub(super) fn of_parts(
        method: Method,
        (areas, union): (Vec<GroundArea>, Option<Area>),
        cells: Vec<GroundCell>,
        runs: Vec<u32>,
        positions: Vec<Position>,
        membership: Vec<u32>,
        lists: Vec<Box<[u32]>>,
    ) -> Self {
        let mut cell_of = Vec::with_capacity(positions.len());
        for (number, cell) in (0..).zip(&cells) {
            let next = cells.get(number as usize + 1);
            let end = next.map_or(positions.len(), |next| next.first as usize);
            debug_assert!(cell.first as usize <= end);
            cell_of.resize(end, number);
        }
        Self {
            points: positions.iter().map(|at| sphere::point(*at)).collect(),
            locator: Locator::new(areas.iter().map(|one| &one.area)),
            extent: OnceLock::new(),
            method,
            areas,
            union,
            cells,
            runs,
            positions,
            membership,
            lists,
            cell_of,
        }
    }

    #[must_use]
    pub const fn method(&self) -> Method {
        self.method
    }

    /// The areas but for the city, by code. The city has the number after the last one.
    #[must_use]
    pub fn areas(&self) -> &[GroundArea] {
        &self.areas
    }

    /// The areas on the plane; worked out when first asked for.
    pub(super) fn extent(&self) -> &Extent {
        let make = || Extent::new(&self.areas, self.union.as_ref());
        self.extent.get_or_init(make)
    }

    /// The cells in the order of their samples.
    #[must_use]
    pub fn cells(&self) -> &[GroundCell] {
        &self.cells
    }

    /// How many samples there are.
    #[must_use]
    pub fn samples(&self) -> usize {
        self.positions.len()
    }

    #[must_use]
    pub fn position(&self, sample: usize) -> Position {
        self.positions[sample]
    }

    /// The number of the cell that a sample is of.
    #[must_use]
    pub fn cell_of(&self, sample: usize) -> usize {
        self.cell_of[sample] as usize
    }

    /// The samples of a cell.
    #[must_use]
    pub fn samples_of(&self, cell: usize) -> std::ops::Range<usize> {
        let first = self.cells[cell].first as usize;
        let next = self.cells.get(cell + 1);
        first..next.map_or(self.positions.len(), |next| next.first as usize)
    }

    /// The samples of a run.
    pub(super) fn run(&self, run: usize) -> std::ops::Range<usize> {
        let next = self.runs.get(run + 1).copied();
        self.runs[run] as usize..next.map_or(self.positions.len(), |next| next as usize)
    }

    /// The numbers of all runs.
    pub(super) fn all_runs(&self) -> Vec<u32> {
        (0..self.runs.len() as u32).collect()
    }

    /// The numbers of the areas that a sample lies in, the city's last.
    #[must_use]
    pub fn areas_of(&self, sample: usize) -> &[u32] {
        &self.lists[self.membership[sample] as usize]
    }

    /// The people of a sample; `None` where they are not known.
    #[must_use]
    pub fn people(&self, sample: usize, group: Group) -> Option<f64> {
        self.units(sample, group).map(people)
    }

    /// The same in units. The units that can't be shared out equally go to the first samples.
    pub(super) fn units(&self, sample: usize, group: Group) -> Option<u64> {
        let cell = self.cell_of(sample);
        let units = self.cells[cell].people[group as usize]?;
        let samples = self.samples_of(cell);
        Some(share(units, samples.len(), sample - samples.start))
    }

    /// The numbers of the areas that cover a position, and the city's if there are any.
    pub(super) fn covering(&self, at: Position) -> Vec<u32> {
        let mut found = Vec::new();
        self.locator.covering(at, &mut found);
        if !found.is_empty() || self.areas.is_empty() {
            found.push(self.areas.len() as u32);
        }
        found
    }
}

impl GroundCell {
    /// Its people; `None` where they are not known.
    #[must_use]
    pub fn people(&self, group: Group) -> Option<f64> {
        self.people[group as usize].map(people)
    }
}

/// Units as people.
pub(super) fn people(units: u64) -> f64 {
    units as f64 / UNITS
}

fn units(people: f64) -> u64 {
    // Negative people and NaN are none; a file with them is refused long before.
    (people.clamp(0.0, MOST_PEOPLE) * UNITS).round() as u64
}

pub(super) fn share(units: u64, samples: usize, at: usize) -> u64 {
    let samples = samples as u64;
    units / samples + u64::from((at as u64) < units % samples)
}

fn areas_of(districts: &[StoredDistrict]) -> Vec<GroundArea> {
    let areas = districts.iter().map(|stored| GroundArea {
        code: stored.district.code.clone(),
        name: stored.district.name.clone(),
        area: stored.district.area.clone(),
    });
    areas.collect()
}

/// How the people of a district are spread: they count for no other district that overlaps it,
/// and for the city, or a drawn polygon, only on ground that no earlier district covers. So a
/// district has the total that it states, and nobody counts twice.
struct Spread<'a> {
    number: u32,
    /// The districts are the areas themselves.
    own: bool,
    districts: &'a Locator,
}

struct GroundBuilder {
    areas: Vec<GroundArea>,
    locator: Locator,
    cells: Vec<GroundCell>,
    runs: Vec<u32>,
    positions: Vec<Position>,
    membership: Vec<u32>,
    lists: Vec<Box<[u32]>>,
    known: HashMap<Box<[u32]>, u32>,
}

impl GroundBuilder {
    fn new(areas: Vec<GroundArea>) -> Self {
        Self {
            locator: Locator::new(areas.iter().map(|one| &one.area)),
            areas,
            cells: Vec::new(),
            runs: Vec::new(),
            positions: Vec::new(),
            membership: Vec::new(),
            lists: Vec::new(),
            known: HashMap::new(),
        }
    }

    fn cell(
        &mut self,
        id: u64,
        people: [Option<f64>; 4],
        points: &[Position],
        blocks: &[usize],
        spread: Option<&Spread<'_>>,
    ) {
        if points.is_empty() {
            return;
        }
        let first = self.positions.len();
        self.cells.push(GroundCell {
            id,
            first: first as u32,
            people: people.map(|people| people.map(units)),
        });
        self.runs
            .extend(blocks.iter().map(|block| (first + block) as u32));
        let city = self.areas.len() as u32;
        let mut found = Vec::new();
        for at in points {
            found.clear();
            match spread {
                None => {
                    self.locator.covering(*at, &mut found);
                    if !found.is_empty() || self.areas.is_empty() {
                        found.push(city);
                    }
                }
                Some(spread) => {
                    spread.districts.covering(*at, &mut found);
                    let is_first = found.first().is_none_or(|first| *first == spread.number);
                    found.clear();
                    if spread.own {
                        found.push(spread.number);
                    } else if is_first {
                        self.locator.covering(*at, &mut found);
                    }
                    if is_first && !found.is_empty() {
                        found.push(city);
                    }
                }
            }
            let list = self.known.get(&found[..]).copied();
            let list = list.unwrap_or_else(|| {
                let number = self.lists.len() as u32;
                self.lists.push(found.clone().into());
                self.known.insert(found.clone().into(), number);
                number
            });
            self.positions.push(*at);
            self.membership.push(list);
        }
    }

    fn finish(self, method: Method) -> Ground {
        let union = super::extent::overlapping(&self.areas);
        Ground::of_parts(
            method,
            (self.areas, union),
            self.cells,
            self.runs,
            self.positions,
            self.membership,
            self.lists,
        )
    }
}
