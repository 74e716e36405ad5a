//! Where new places would reach most people: the question, and its answer in places and people.

use super::extent::Extent;
use super::facility::{Facility, Fit, Key, bits};
use super::ground::Ground;
use super::measure::Asked;
use super::nearest::Tree;
use super::plane::PlanePoint;
use super::question::Question;
use super::reach::Class;
use super::siting::{Minimum, NoPlan, Plan, Siting, best_sites};
use super::sphere::{self, Within, chord2};
use chrono::NaiveDate;
use okolica_model::district::CITY_CODE;
use okolica_model::filter::Query;
use okolica_model::{FieldError, Position};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The most new places of a search.
pub const MOST_SITES: usize = 20;
/// The most candidates, and samples within reach of candidates in all.
const MOST_CANDIDATES: usize = 10_000;
const MOST_PAIRS: usize = 20_000_000;

/// The nodes of the search are as many as keep it to some seconds: fewer for a larger problem,
/// never by the clock.
const WORK: usize = 20_000_000;
const NODES: std::ops::RangeInclusive<usize> = 10..=2000;

/// Steps of a grid of candidates in metres.
const STEPS: std::ops::RangeInclusive<f64> = 50.0..=20_000.0;

/// How many new places, where they could stand, and what every area has to get.
#[derive(Debug, Clone, PartialEq)]
pub struct SiteSearch {
    pub sites: usize,
    pub candidates: Candidates,
    /// People to be reached in the area of this code; in every area where it is `None`.
    pub minimums: Vec<(Option<String>, Amount)>,
}

/// Where new places could stand.
#[derive(Debug, Clone, PartialEq)]
pub enum Candidates {
    /// On a grid over the areas with this step in metres.
    Grid(f64),
    /// At the spaces that don't fit the question: they might offer what is asked for.
    Spaces,
    /// At these positions.
    At(Vec<Position>),
}

/// So many people, or that share of an area's people.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Amount {
    People(f64),
    Share(f64),
}

impl Default for SiteSearch {
    fn default() -> Self {
        Self {
            sites: 3,
            candidates: Candidates::Grid(500.0),
            minimums: Vec::new(),
        }
    }
}

impl SiteSearch {
    /// The parameters that are read beside those of [`Question`].
    pub const NAMES: [&str; 3] = ["p", "candidates", "minimum"];

    /// Reads query parameters as [`Question::parse`] does.
    pub fn parse<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> (Self, Vec<FieldError>) {
        let usual = Self::default();
        let mut query = Query::new(pairs);
        let sites = query.one("p", |text| {
            let number = text
                .parse()
                .ok()
                .filter(|sites| (1..=MOST_SITES).contains(sites));
            number.ok_or_else(|| FieldError::new("p", text, "new places, from 1 to 20"))
        });
        let candidates = query.one("candidates", parse_candidates);
        let minimums = query.one("minimum", parse_minimums);
        let search = Self {
            sites: sites.unwrap_or(usual.sites),
            candidates: candidates.unwrap_or(usual.candidates),
            minimums: minimums.unwrap_or_default(),
        };
        (search, query.errors)
    }

    /// The parameters that [`SiteSearch::parse`] reads it from, defaults left out.
    #[must_use]
    pub fn to_query(&self) -> Vec<(&'static str, String)> {
        let usual = Self::default();
        let mut out = Vec::new();
        if self.sites != usual.sites {
            out.push(("p", self.sites.to_string()));
        }
        if self.candidates != usual.candidates {
            out.push(("candidates", self.candidates.text()));
        }
        if !self.minimums.is_empty() {
            out.push(("minimum", self.minimum_text()));
        }
        out
    }

    /// The same, defaults included.
    #[must_use]
    pub fn parameters(&self) -> Map<String, Value> {
        let mut out = Map::new();
        out.insert("p".to_owned(), json!(self.sites));
        out.insert("candidates".to_owned(), json!(self.candidates.text()));
        if !self.minimums.is_empty() {
            out.insert("minimum".to_owned(), json!(self.minimum_text()));
        }
        out
    }

    fn minimum_text(&self) -> String {
        let parts = self.minimums.iter().map(|(code, amount)| {
            let (Amount::People(number) | Amount::Share(number)) = amount;
            match code {
                Some(code) => format!("{code}:{number}"),
                None => number.to_string(),
            }
        });
        parts.collect::<Vec<_>>().join(";")
    }
}

impl Candidates {
    fn text(&self) -> String {
        match self {
            Self::Grid(step) => step.to_string(),
            Self::Spaces => "spaces".to_owned(),
            Self::At(positions) => {
                let parts = positions
                    .iter()
                    .map(|at| format!("{},{}", at.lon(), at.lat()));
                parts.collect::<Vec<_>>().join(";")
            }
        }
    }
}

fn parse_candidates(text: &str) -> Result<Candidates, FieldError> {
    let wrong = || {
        let expected = "a step in metres from 50 to 20000, spaces, or positions lon,lat;lon,lat";
        FieldError::new("candidates", text, expected)
    };
    if text == "spaces" {
        return Ok(Candidates::Spaces);
    }
    if text.contains(',') {
        let positions = text.split(';').filter(|part| !part.is_empty());
        let positions: Result<Vec<Position>, FieldError> = positions
            .map(|part| Position::parse("candidates", part))
            .collect();
        return Ok(Candidates::At(positions.map_err(|_| wrong())?));
    }
    let step = text.parse().ok().filter(|step| STEPS.contains(step));
    step.map(Candidates::Grid).ok_or_else(wrong)
}

/// `0.5`, `2000`, `BEM:0.5;WOL:2000`: up to 1 a share, above it people.
fn parse_minimums(text: &str) -> Result<Vec<(Option<String>, Amount)>, FieldError> {
    let one = |part: &str| {
        let (code, number) = match part.rsplit_once(':') {
            Some((code, number)) => (Some(code.trim().to_owned()), number),
            None => (None, part),
        };
        let number: f64 = number.trim().parse().ok()?;
        let amount = match number {
            _ if !(0.0..=1e10).contains(&number) => return None,
            share if share <= 1.0 => Amount::Share(share),
            people => Amount::People(people),
        };
        Some((code, amount))
    };
    let parts = text.split(';').filter(|part| !part.trim().is_empty());
    let parts: Option<Vec<_>> = parts.map(one).collect();
    parts.filter(|parts| !parts.is_empty()).ok_or_else(|| {
        let expected =
            "a share up to 1 or a number of people, for all areas or as CODE:0.5;CODE:2000";
        FieldError::new("minimum", text, expected)
    })
}

/// The best new places found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SiteAnswer {
    /// What was asked, defaults included.
    pub parameters: Map<String, Value>,
    pub candidates: usize,
    /// People of the group that is asked for who live in the city; those surely reached without
    /// the new places, and with them. The uncertain count as not reached.
    pub population: f64,
    pub before: f64,
    pub reached: f64,
    /// No choice of as many candidates reaches more people than this.
    pub bound: f64,
    /// Whether no choice is better.
    pub proven: bool,
    /// Nodes of the search tree that were looked at.
    pub nodes: usize,
    /// In the order in which each adds most; none where the minimums can't be met.
    pub sites: Vec<NewSite>,
    /// By code, without the city.
    pub areas: Vec<SiteArea>,
    /// Why there are no sites.
    pub problem: Option<SiteProblem>,
}

/// A new place.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NewSite {
    /// From 1.
    pub rank: usize,
    pub lon: f64,
    pub lat: f64,
    /// The space that stands there, where candidates are spaces.
    pub key: Option<Key>,
    pub name: Option<String>,
    /// The codes of the areas that it lies in.
    pub areas: Vec<String>,
    /// People that it adds to those before it; reached with all up to it; that it would add if it
    /// were the only new one; and everybody whom it reaches.
    pub marginal: f64,
    pub reached: f64,
    pub alone: f64,
    pub total: f64,
}

/// What the new places change in an area.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SiteArea {
    pub code: String,
    pub name: String,
    pub population: f64,
    pub before: f64,
    pub reached: f64,
    /// People that have to be reached.
    pub minimum: Option<f64>,
}

/// Why no new places are proposed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SiteProblem {
    /// `impossible`: no choice of candidates meets the minimums; `not_found`: none was found
    /// within the nodes allowed.
    pub kind: &'static str,
    /// An area whose minimum can't be met by itself, and people whom no choice exceeds there.
    pub code: Option<String>,
    pub most: Option<f64>,
}

/// The best new places, those that are there kept.
///
/// # Errors
/// Names `candidates` when there are too many, and `minimum` when it names an unknown area.
pub fn sites(
    ground: &Ground,
    facilities: &[Facility],
    question: &Question,
    day: NaiveDate,
    search: &SiteSearch,
) -> Result<SiteAnswer, FieldError> {
    let asked = Asked::new(ground, facilities, question, day);
    let reached: Vec<bool> = asked
        .reach()
        .iter()
        .map(|one| one.class == Class::Reached)
        .collect();
    let people: Vec<f64> = (0..ground.samples())
        .map(|sample| match ground.areas_of(sample) {
            [] => 0.0,
            _ => ground.people(sample, question.who).unwrap_or(0.0),
        })
        .collect();
    let spots = spots(ground.extent(), &asked, &search.candidates)?;
    let reach = reach_of(ground, &spots, question.sure_reach())?;
    let samples = samples_by_area(ground);
    let mut areas: Vec<SiteArea> = ground
        .areas()
        .iter()
        .zip(&samples)
        .map(|(one, samples)| SiteArea {
            code: one.code.clone(),
            name: one.name.clone(),
            population: samples.iter().map(|sample| people[*sample as usize]).sum(),
            before: sum_of(samples, &people, &reached),
            reached: 0.0,
            minimum: None,
        })
        .collect();
    set_minimums(&mut areas, &search.minimums)?;
    let wanted: Vec<usize> = (0..areas.len())
        .filter(|at| areas[*at].minimum.is_some())
        .collect();
    let minimums: Vec<Minimum> = wanted
        .iter()
        .map(|at| Minimum {
            samples: samples[*at].clone(),
            people: areas[*at].minimum.unwrap_or(0.0),
        })
        .collect();
    let siting = Siting {
        people: &people,
        reached: &reached,
        candidates: &reach,
        sites: search.sites,
        minimums: &minimums,
    };
    let pairs: usize = reach.iter().map(Vec::len).sum();
    let nodes = (WORK / pairs.max(1)).clamp(*NODES.start(), *NODES.end());
    let found = best_sites(&siting, nodes);
    let problem = found.as_ref().err().map(|none| match none {
        NoPlan::Impossible(at) => SiteProblem {
            kind: "impossible",
            code: at.map(|(at, _)| areas[wanted[at]].code.clone()),
            most: at.map(|(_, most)| most),
        },
        NoPlan::NotFound => SiteProblem {
            kind: "not_found",
            code: None,
            most: None,
        },
    });
    let population: f64 = people.iter().sum();
    let plan = found.unwrap_or_else(|_| {
        let before = people.iter().zip(&reached).filter(|(_, reached)| **reached);
        let before = before.map(|(people, _)| people).sum();
        Plan {
            sites: Vec::new(),
            before,
            reached: before,
            bound: population,
            proven: false,
            nodes,
        }
    });
    let mut with = reached;
    for sample in plan.sites.iter().flat_map(|site| &reach[site.candidate]) {
        with[*sample as usize] = true;
    }
    for (area, samples) in areas.iter_mut().zip(&samples) {
        area.reached = sum_of(samples, &people, &with);
    }
    let mut parameters = question.parameters();
    parameters.extend(search.parameters());
    Ok(SiteAnswer {
        parameters,
        candidates: spots.len(),
        population,
        before: plan.before,
        reached: plan.reached,
        bound: plan.bound,
        proven: plan.proven,
        nodes: plan.nodes,
        sites: (1..)
            .zip(&plan.sites)
            .map(|(rank, site)| {
                let spot = &spots[site.candidate];
                let within = ground.covering(spot.position);
                let within = within
                    .iter()
                    .filter_map(|at| ground.areas().get(*at as usize));
                NewSite {
                    rank,
                    lon: spot.position.lon(),
                    lat: spot.position.lat(),
                    key: spot.space.map(|facility| facility.key),
                    name: spot.space.map(|facility| facility.name.clone()),
                    areas: within.map(|one| one.code.clone()).collect(),
                    marginal: site.marginal,
                    reached: site.reached,
                    alone: site.alone,
                    total: site.total,
                }
            })
            .collect(),
        areas,
        problem,
    })
}

fn sum_of(samples: &[u32], people: &[f64], reached: &[bool]) -> f64 {
    let counted = samples
        .iter()
        .map(|sample| *sample as usize)
        .filter(|at| reached[*at]);
    counted.map(|at| people[at]).sum()
}

fn samples_by_area(ground: &Ground) -> Vec<Vec<u32>> {
    let mut samples = vec![Vec::new(); ground.areas().len()];
    for sample in 0..ground.samples() {
        for area in ground.areas_of(sample) {
            // The city comes after the last area.
            if let Some(list) = samples.get_mut(*area as usize) {
                list.push(sample as u32);
            }
        }
    }
    samples
}

fn set_minimums(
    areas: &mut [SiteArea],
    minimums: &[(Option<String>, Amount)],
) -> Result<(), FieldError> {
    for (code, amount) in minimums {
        let mut met = false;
        for area in areas.iter_mut() {
            if code.as_ref().is_none_or(|code| *code == area.code) {
                met = true;
                area.minimum = Some(match amount {
                    Amount::People(people) => *people,
                    Amount::Share(share) => share * area.population,
                });
            }
        }
        if let Some(code) = code.as_ref().filter(|_| !met) {
            let expected = format!("a code of the set, not {CITY_CODE}");
            return Err(FieldError::new("minimum", code, expected));
        }
    }
    Ok(())
}

/// A place where something new could stand.
struct Spot<'a> {
    position: Position,
    space: Option<&'a Facility>,
}

fn spots<'a>(
    extent: &Extent,
    asked: &'a Asked<'_>,
    candidates: &Candidates,
) -> Result<Vec<Spot<'a>>, FieldError> {
    let bare = |position| Spot {
        position,
        space: None,
    };
    let spots: Vec<Spot<'a>> = match candidates {
        Candidates::Grid(step) => grid(extent, *step)?.into_iter().map(bare).collect(),
        Candidates::At(positions) => positions.iter().copied().map(bare).collect(),
        Candidates::Spaces => {
            let mut taken: BTreeSet<[u64; 2]> = BTreeSet::new();
            taken.extend(asked.places().iter().map(|place| bits(place.position)));
            let others = asked
                .facilities_with_fit()
                .filter(|(_, fit)| *fit != Fit::Yes);
            let others = others.filter(|(facility, _)| taken.insert(bits(facility.position)));
            let spot = |facility: &'a Facility| Spot {
                position: facility.position,
                space: Some(facility),
            };
            others.map(|(facility, _)| spot(facility)).collect()
        }
    };
    if spots.len() > MOST_CANDIDATES {
        let expected = format!("at most {MOST_CANDIDATES} candidates");
        return Err(FieldError::new("candidates", spots.len(), expected));
    }
    Ok(spots)
}

/// The points of a square grid that lie in an area, each once. The grid hangs on the middle of
/// the set; points are rounded to a centimetre.
fn grid(extent: &Extent, step: f64) -> Result<Vec<Position>, FieldError> {
    let area: f64 = extent.regions.iter().map(super::plane::Region::area).sum();
    let boxes = extent
        .regions
        .iter()
        .filter_map(super::plane::Region::bounds);
    let around: f64 = boxes
        .map(|(low, high)| (high.x - low.x) * (high.y - low.y))
        .sum();
    // Scattered parts in a large box take long to look for, too.
    if area.max(around / 100.0) > MOST_CANDIDATES as f64 * step * step {
        let least = ((area.max(around / 100.0) / MOST_CANDIDATES as f64).sqrt() / 50.0).ceil()
            * 50.0
            + 50.0;
        let expected = format!("a step of {least} metres or more for this ground");
        return Err(FieldError::new("candidates", step, expected));
    }
    let rounded = |degrees: f64| (degrees * 1e7).round() / 1e7;
    let mut points = Vec::new();
    for (number, region) in extent.regions.iter().enumerate() {
        let Some((low, high)) = region.bounds() else {
            continue;
        };
        let steps = |from: f64, to: f64| (from / step).ceil() as i64..=(to / step).floor() as i64;
        for row in steps(low.y, high.y) {
            for column in steps(low.x, high.x) {
                let at = PlanePoint {
                    x: column as f64 * step,
                    y: row as f64 * step,
                };
                let earlier = || {
                    extent.regions[..number]
                        .iter()
                        .any(|other| other.contains(at))
                };
                if region.contains(at) && !earlier() {
                    let position = extent.plane.position(at);
                    let position = position
                        .and_then(|at| Position::new(rounded(at.lon()), rounded(at.lat())).ok());
                    points.extend(position);
                }
            }
        }
    }
    Ok(points)
}

/// For each spot the samples within so many metres of straight line, the limit included.
fn reach_of(ground: &Ground, spots: &[Spot<'_>], metres: f64) -> Result<Vec<Vec<u32>>, FieldError> {
    let within = Within::new(metres);
    let tree = Tree::new(ground.points.clone());
    let chord = within.longest_chord();
    let mut pairs = 0;
    let mut near = Vec::new();
    let mut reach = Vec::with_capacity(spots.len());
    for spot in spots {
        let point = sphere::point(spot.position);
        near.clear();
        tree.within(point, chord * chord, &mut near);
        let holds = |sample: &u32| {
            let far2 = chord2(tree.point(*sample), point);
            within.holds(far2, || [ground.position(*sample as usize), spot.position])
        };
        let mut samples: Vec<u32> = near.iter().copied().filter(holds).collect();
        samples.sort_unstable();
        pairs += samples.len();
        if pairs > MOST_PAIRS {
            let expected = "fewer candidates, or a shorter limit: too many people to compare";
            return Err(FieldError::new("candidates", spots.len(), expected));
        }
        reach.push(samples);
    }
    Ok(reach)
}

impl SiteAnswer {
    /// The sites as a GeoJSON FeatureCollection of points.
    #[must_use]
    pub fn to_features(&self) -> Value {
        let features: Vec<Value> = self
            .sites
            .iter()
            .map(|site| {
                let mut properties = json!(site);
                if let Some(properties) = properties.as_object_mut() {
                    properties.remove("lon");
                    properties.remove("lat");
                }
                json!({
                    "type": "Feature",
                    "id": site.rank,
                    "geometry": {"type": "Point", "coordinates": [site.lon, site.lat]},
                    "properties": properties,
                })
            })
            .collect();
        json!({"type": "FeatureCollection", "features": features})
    }
}
