//! What coverage answers: figures per area and for the city, each a number or a reason why there
//! is none.

use super::facility::Key;
use super::ground::Method;
use okolica_model::category::CategoryId;
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What a flow goes to where a place lies in no area.
pub const OUTSIDE: &str = "OUTSIDE";

/// The answer to a question. Lengths in metres, people in people, shares from 0 to 1.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    /// What was asked, defaults included.
    pub parameters: Map<String, Value>,
    pub population_method: Method,
    /// By code; the whole city, `CITY`, last.
    pub areas: Vec<AreaFigures>,
    /// Places that fit, and what would be lost with each.
    pub places: Vec<PlaceFigures>,
    /// Who relies on places of other areas.
    pub ledger: Vec<Flow>,
    pub matrix: Matrix,
    pub diagnostics: Diagnostics,
}

/// Why there is no figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    NobodyLivesThere,
    PopulationUnknown,
    NoPlaces,
    #[serde(rename = "fewer_than_3_places")]
    FewerThanThreePlaces,
    NoFacilities,
    NoCapacity,
    NoArea,
}

/// The figures of an area. A figure that is `None` has its reason in `reasons`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AreaFigures {
    pub code: String,
    pub name: String,
    /// Residents of the group that is asked for, as far as known.
    pub population: Option<f64>,
    /// Of them: surely within the limit, perhaps, surely not.
    pub reached: Option<f64>,
    pub uncertain: Option<f64>,
    pub not_reached: Option<f64>,
    pub reached_share: Option<f64>,
    pub uncertain_share: Option<f64>,
    pub not_reached_share: Option<f64>,
    /// Reached also if only the area's own places counted.
    pub reached_own_only: Option<f64>,
    pub reached_own_only_share: Option<f64>,
    /// Reached if everything fitted that may fit.
    pub reached_perhaps: Option<f64>,
    /// The straight line to the nearest place, by residents.
    pub nearest_mean_m: Option<f64>,
    pub nearest_median_m: Option<f64>,
    pub nearest_p90_m: Option<f64>,
    /// The mean of the nearest three places.
    pub nearest_three_mean_m: Option<f64>,
    pub kolm_pollak_m: Option<f64>,
    /// Records that fit, and the coordinates at which they stand, in the area.
    pub facilities: u32,
    pub places: u32,
    pub per_10000: Option<f64>,
    pub places_in_reach_mean: Option<f64>,
    pub two_or_more_share: Option<f64>,
    pub kinds_in_reach_mean: Option<f64>,
    pub area_km2: Option<f64>,
    pub covered_area_km2: Option<f64>,
    pub uncovered_area_km2: Option<f64>,
    /// Room for people per 1000 residents (2SFCA), and how unequal it is.
    pub capacity_per_1000: Option<f64>,
    pub gini: Option<f64>,
    /// Of the facilities: confirmed in the last 12 months, or not.
    pub confirmed_share: Option<f64>,
    pub stale_share: Option<f64>,
    /// Records that may fit.
    pub facilities_perhaps: u32,
    /// Of the records that fit or may fit but for hours: those whose hours are not all known.
    pub hours_unknown_share: Option<f64>,
    /// Cells in which it is not known how many of the group live, and the residents of all ages
    /// in them where at least those are known.
    pub unknown_cells: u32,
    pub unknown_people: f64,
    /// The share of residents whose straight line to the nearest place is at most 0, 100, …,
    /// 3000 m. Empty where `nearest_mean_m` is none.
    pub curve: Vec<f64>,
    /// How many facilities are surely open in each half hour of the typical week.
    pub offer: Vec<u32>,
    pub reasons: BTreeMap<&'static str, Reason>,
}

/// A place, and what would be lost with it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlaceFigures {
    /// The facilities at it.
    pub keys: Vec<Key>,
    pub names: Vec<String>,
    pub lon: f64,
    pub lat: f64,
    /// The codes of the areas that it lies in.
    pub areas: Vec<String>,
    /// Residents within reach of it.
    pub people: f64,
    /// Those of them who have no other place within reach.
    pub people_only: f64,
}

/// Residents of one area on places of another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Flow {
    pub from: String,
    /// A code, or [`OUTSIDE`].
    pub to: String,
    /// Residents of `from` who are reached and whose nearest place lies in `to`.
    pub nearest: f64,
    /// Those of them who reach no place of `from`: they rely on `to`.
    pub rely: f64,
}

/// Facilities by area and category.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Matrix {
    /// By id; every category that a facility which fits has.
    pub categories: Vec<CategoryId>,
    /// In the order of the areas, the city last.
    pub rows: Vec<MatrixRow>,
    /// Code and category where there is nothing.
    pub empty: Vec<(String, CategoryId)>,
}

/// A row of a [`Matrix`]: its numbers stand in the order of the categories.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MatrixRow {
    pub code: String,
    pub facilities: Vec<u32>,
    /// `None` where the number of residents is 0 or unknown.
    pub per_10000: Vec<Option<f64>>,
}

/// What weakens the figures.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Diagnostics {
    /// Residents known to live outside every area.
    pub people_outside: f64,
    /// Facilities that fit outside every area.
    pub facilities_outside: u32,
    /// Those of them more than 20 km away from the box around all areas.
    pub far_outside: Vec<Key>,
    /// Coordinates at which five facilities that fit or more stand.
    pub pile_ups: Vec<PileUp>,
    /// Points that stand for where people live.
    pub samples: u32,
}

/// Many facilities at one coordinate.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PileUp {
    pub lon: f64,
    pub lat: f64,
    pub facilities: u32,
}
