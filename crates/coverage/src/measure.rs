//! From a question to its answer.

use super::answer::{
    Answer, AreaFigures, Diagnostics, Matrix, MatrixRow, PileUp, PlaceFigures, Reason,
};
use super::discs::{Cover, Discs};
use super::facility::{Facility, Fit, Place, apply, places};
use super::found::Found;
use super::ground::{Ground, Method, people};
use super::ledger::ledger;
use super::question::Question;
use super::reach::{ByPlace, Class, Offer, Reached};
use super::statistics::NoFigure;
use super::tally::Tally;
use super::week::SLOTS;
use chrono::NaiveDate;
use okolica_model::category::CategoryId;
use okolica_model::district::CITY_CODE;
use std::collections::{BTreeMap, BTreeSet};

/// Facilities at one coordinate from which on they are called a pile-up.
const PILE_UP: usize = 5;

/// How far outside is far, in degrees of latitude: about 20 km.
const FAR: f64 = 0.18;

/// Somebody confirmed an item lately: in so many months.
const LATELY: u32 = 12;

/// Reckons the answer. `facilities` are those before the question's scenario, `day` is the one
/// that figures are reckoned on.
#[must_use]
pub fn measure(
    ground: &Ground,
    facilities: &[Facility],
    question: &Question,
    day: NaiveDate,
) -> Answer {
    let asked = Asked::new(ground, facilities, question, day);
    asked.answer(&Found::new(&asked))
}

/// The class of every sample, for the map.
#[must_use]
pub fn classes(
    ground: &Ground,
    facilities: &[Facility],
    question: &Question,
    day: NaiveDate,
) -> Vec<Class> {
    let asked = Asked::new(ground, facilities, question, day);
    asked.classes(&asked.reach())
}

/// A question, and the facilities that fit it.
pub(super) struct Asked<'a> {
    pub(super) ground: &'a Ground,
    pub(super) question: Question,
    day: NaiveDate,
    /// After the scenario.
    facilities: Vec<Facility>,
    fits: Vec<Fit>,
    /// The numbers of the areas that each facility lies in.
    areas_of: Vec<Vec<u32>>,
    places: Vec<Place>,
    pub(super) offer: Offer<'a>,
}

impl<'a> Asked<'a> {
    pub(super) fn new(
        ground: &'a Ground,
        facilities: &[Facility],
        question: &Question,
        day: NaiveDate,
    ) -> Self {
        let facilities = apply(&question.scenario, facilities);
        let fits: Vec<Fit> = facilities
            .iter()
            .map(|facility| facility.fits(question, day))
            .collect();
        let sure = places(&facilities, |number| fits[number] == Fit::Yes);
        let perhaps = places(&facilities, |number| fits[number] == Fit::Perhaps);
        let categories: BTreeSet<&CategoryId> = sure
            .iter()
            .flat_map(|place| &place.facilities)
            .map(|number| &facilities[*number as usize].category)
            .collect();
        let number_of: BTreeMap<&CategoryId, u32> = categories.into_iter().zip(0..).collect();
        let kinds: Vec<Vec<u32>> = sure
            .iter()
            .map(|place| {
                let its = place.facilities.iter();
                its.map(|number| number_of[&facilities[*number as usize].category])
                    .collect()
            })
            .collect();
        let offer = Offer::new(ground, question, &sure, &perhaps, &kinds, number_of.len());
        let areas_of = facilities
            .iter()
            .map(|facility| ground.covering(facility.position))
            .collect();
        Self {
            ground,
            question: question.clone(),
            day,
            fits,
            areas_of,
            places: sure,
            offer,
            facilities,
        }
    }

    /// The places that fit.
    pub(super) fn places(&self) -> &[Place] {
        &self.places
    }

    /// The facilities after the scenario, with how they fit.
    pub(super) fn facilities_with_fit(&self) -> impl Iterator<Item = (&Facility, Fit)> {
        self.facilities.iter().zip(self.fits.iter().copied())
    }

    /// The ground within the limit of a place that fits, whatever the way.
    pub(super) fn discs(&self) -> Discs {
        let centres = self.places.iter().map(|place| place.position);
        self.ground
            .extent()
            .discs(centres, self.question.limit.metres())
    }

    /// What every sample reaches.
    pub(super) fn reach(&self) -> Vec<Reached> {
        self.offer.reach(&self.ground.all_runs()).samples
    }

    pub(super) fn classes(&self, reached: &[Reached]) -> Vec<Class> {
        let class = |(sample, one): (usize, &Reached)| {
            let known = self.ground.units(sample, self.question.who).is_some();
            if known { one.class } else { Class::Unknown }
        };
        reached.iter().enumerate().map(class).collect()
    }

    pub(super) fn answer(&self, found: &Found) -> Answer {
        let covers = match self.ground.areas() {
            [] => Vec::new(),
            _ => self.ground.extent().covers(&self.discs()),
        };
        let scored = found.scores.is_some();
        let areas = found.tallies.iter().enumerate();
        let areas: Vec<AreaFigures> = areas
            .map(|(area, tally)| self.figures(area, tally, scored, covers.get(area)))
            .collect();
        let mut diagnostics = self.diagnostics();
        diagnostics.people_outside = people(found.outside);
        Answer {
            parameters: self.question.parameters(),
            population_method: self.ground.method(),
            places: self.place_figures(&found.by_place),
            ledger: ledger(self, &found.reached),
            matrix: self.matrix(&areas),
            areas,
            diagnostics,
        }
    }

    /// What counts of the facilities at a place for those who reach it.
    pub(super) fn offered(
        &self,
        place: &Place,
    ) -> impl Iterator<Item = (&CategoryId, Option<u32>)> {
        let its = place.facilities.iter();
        its.map(|number| &self.facilities[*number as usize])
            .map(|facility| (&facility.category, facility.capacity))
    }

    /// For every place the room for people that it has, shared with all who reach it: the first
    /// step of a two-step floating catchment area (Luo and Wang 2003). `None` where no place says
    /// how many it has room for.
    pub(super) fn rates(&self, by_place: &ByPlace) -> Option<Vec<f64>> {
        let mut any = false;
        let mut rates = Vec::with_capacity(self.places.len());
        for (place, demand) in self.places.iter().zip(&by_place.demand) {
            let room: u64 = self
                .offered(place)
                .filter_map(|(_, capacity)| capacity)
                .map(u64::from)
                .sum();
            any |= room > 0;
            rates.push(match demand {
                0 => 0.0,
                demand => room as f64 / people(*demand),
            });
        }
        any.then_some(rates)
    }

    /// The facilities of an area, with how they fit.
    fn facilities_in(&self, area: usize) -> impl Iterator<Item = (&Facility, Fit)> {
        let all = self.facilities.iter().zip(&self.fits).zip(&self.areas_of);
        all.filter(move |(_, areas)| areas.contains(&(area as u32)))
            .map(|((facility, fit), _)| (facility, *fit))
    }

    fn figures(
        &self,
        area: usize,
        tally: &Tally,
        scored: bool,
        cover: Option<&Cover>,
    ) -> AreaFigures {
        let (code, name) = match self.ground.areas().get(area) {
            Some(one) => (one.code.clone(), one.name.clone()),
            None => (CITY_CODE.to_owned(), String::new()),
        };
        let mut why = Reasons(BTreeMap::new());
        let facilities = self.facilities_in(area).filter(|(_, fit)| *fit == Fit::Yes);
        let facilities = facilities.count() as u32;
        let perhaps = self
            .facilities_in(area)
            .filter(|(_, fit)| *fit == Fit::Perhaps);
        let perhaps = perhaps.count() as u32;
        let mut in_area = self.offer.list_of.iter();
        let places = in_area
            .by_ref()
            .filter(|list| self.offer.lists[**list as usize].contains(&(area as u32)))
            .count() as u32;

        let nothing_known = self.ground.method() == Method::Nothing
            || (tally.known == 0 && tally.unknown_cells > 0);
        let counted = |units: u64| {
            if nothing_known {
                Err(Reason::PopulationUnknown)
            } else {
                Ok(people(units))
            }
        };
        let residents = people(tally.population);
        let lived_in = match tally.population {
            0 if nothing_known || tally.unknown_cells > 0 => Err(Reason::PopulationUnknown),
            0 => Err(Reason::NobodyLivesThere),
            _ => Ok(()),
        };
        let not_reached = tally.population - tally.reached - tally.uncertain;
        let mut share = |name, units: u64| {
            let share = lived_in.map(|()| units as f64 / tally.population as f64);
            why.keep(name, share)
        };
        let reached_share = share("reached_share", tally.reached);
        let uncertain_share = share("uncertain_share", tally.uncertain);
        let not_reached_share = share("not_reached_share", not_reached);
        let reached_own_only_share = share("reached_own_only_share", tally.own);
        let two_or_more_share = share("two_or_more_share", tally.two);
        let mean = |sum: u128| lived_in.map(|()| sum as f64 / tally.population as f64);
        let at_least = |wanted: usize, reason: Reason| {
            lived_in.and(if self.places.len() < wanted {
                Err(reason)
            } else {
                Ok(())
            })
        };
        let near = at_least(1, Reason::NoPlaces);
        let three = near.and(at_least(3, Reason::FewerThanThreePlaces));
        let spread = &tally.spread;
        let distance = |figure: Result<f64, NoFigure>| near.and_then(|()| Ok(figure?));
        let curve = near.map_or_else(
            |_| Vec::new(),
            |()| {
                let mut sum = 0;
                let steps = tally.curve.iter();
                steps
                    .map(|units| {
                        sum += units;
                        sum as f64 / tally.population as f64
                    })
                    .collect()
            },
        );
        let room = lived_in.and(if scored {
            Ok(())
        } else {
            Err(Reason::NoCapacity)
        });
        let km2 = |of: fn(&Cover) -> f64| cover.map(|cover| of(cover) / 1e6).ok_or(Reason::NoArea);
        let confirmed = self.facilities_in(area).filter(|(facility, fit)| {
            *fit == Fit::Yes && facility.confirmed_within(LATELY, self.day)
        });
        let confirmed = confirmed.count();
        let of_facilities = |part: usize, whole: usize| {
            if whole == 0 {
                Err(Reason::NoFacilities)
            } else {
                Ok(part as f64 / whole as f64)
            }
        };
        let mut hours = [0, 0];
        let mut offer = vec![0; SLOTS];
        for (facility, _) in self.facilities_in(area) {
            let fit = facility.fits_but_for_hours(&self.question, self.day);
            if fit != Fit::No {
                hours[0] += usize::from(!facility.hours.known());
                hours[1] += 1;
            }
            if fit == Fit::Yes {
                for (slot, count) in offer.iter_mut().enumerate() {
                    *count += u32::from(facility.hours.open.contains(slot));
                }
            }
        }
        AreaFigures {
            population: why.keep("population", counted(tally.population)),
            reached: why.keep("reached", counted(tally.reached)),
            uncertain: why.keep("uncertain", counted(tally.uncertain)),
            not_reached: why.keep("not_reached", counted(not_reached)),
            reached_share,
            uncertain_share,
            not_reached_share,
            reached_own_only: why.keep("reached_own_only", counted(tally.own)),
            reached_own_only_share,
            reached_perhaps: why.keep("reached_perhaps", counted(tally.perhaps)),
            nearest_mean_m: why.keep("nearest_mean_m", near.map(|()| tally.nearest / residents)),
            nearest_median_m: why.keep("nearest_median_m", distance(spread.median)),
            nearest_p90_m: why.keep("nearest_p90_m", distance(spread.p90)),
            nearest_three_mean_m: why.keep(
                "nearest_three_mean_m",
                three.map(|()| tally.three / residents),
            ),
            kolm_pollak_m: why.keep("kolm_pollak_m", distance(spread.kolm_pollak)),
            facilities,
            places,
            per_10000: why.keep(
                "per_10000",
                lived_in.map(|()| f64::from(facilities) * 1e4 / residents),
            ),
            places_in_reach_mean: why.keep("places_in_reach_mean", mean(tally.places)),
            two_or_more_share,
            kinds_in_reach_mean: why.keep("kinds_in_reach_mean", mean(tally.kinds)),
            area_km2: why.keep("area_km2", km2(|cover| cover.area)),
            covered_area_km2: why.keep("covered_area_km2", km2(|cover| cover.covered)),
            uncovered_area_km2: why.keep("uncovered_area_km2", km2(|cover| cover.uncovered)),
            capacity_per_1000: why.keep(
                "capacity_per_1000",
                room.map(|()| spread.room * 1000.0 / residents),
            ),
            gini: why.keep("gini", room.and_then(|()| Ok(spread.gini?))),
            confirmed_share: why.keep(
                "confirmed_share",
                of_facilities(confirmed, facilities as usize),
            ),
            stale_share: why.keep(
                "stale_share",
                of_facilities(facilities as usize - confirmed, facilities as usize),
            ),
            facilities_perhaps: perhaps,
            hours_unknown_share: why.keep("hours_unknown_share", of_facilities(hours[0], hours[1])),
            unknown_cells: tally.unknown_cells,
            unknown_people: people(tally.unknown_people),
            curve,
            offer,
            reasons: why.0,
            code,
            name,
        }
    }

    pub(super) fn code(&self, area: u32) -> String {
        let one = self.ground.areas().get(area as usize);
        one.map_or_else(|| CITY_CODE.to_owned(), |one| one.code.clone())
    }

    fn place_figures(&self, by_place: &ByPlace) -> Vec<PlaceFigures> {
        let city = self.ground.areas().len() as u32;
        let figures = self.places.iter().enumerate().map(|(number, place)| {
            let its = || {
                let numbers = place.facilities.iter();
                numbers.map(|number| &self.facilities[*number as usize])
            };
            let list = &self.offer.lists[self.offer.list_of[number] as usize];
            let areas = list.iter().filter(|area| **area != city);
            PlaceFigures {
                keys: its().map(|facility| facility.key).collect(),
                names: its().map(|facility| facility.name.clone()).collect(),
                lon: place.position.lon(),
                lat: place.position.lat(),
                areas: areas.map(|area| self.code(*area)).collect(),
                people: people(by_place.total[number]),
                people_only: people(by_place.only[number]),
            }
        });
        figures.collect()
    }

    fn matrix(&self, figures: &[AreaFigures]) -> Matrix {
        let fitting = || {
            self.facilities
                .iter()
                .zip(&self.fits)
                .filter(|(_, fit)| **fit == Fit::Yes)
        };
        let categories: BTreeSet<&CategoryId> =
            fitting().map(|(facility, _)| &facility.category).collect();
        let column: BTreeMap<&CategoryId, usize> = categories.iter().copied().zip(0..).collect();
        let mut matrix = Matrix::default();
        for (area, of_area) in figures.iter().enumerate() {
            let mut counts = vec![0; categories.len()];
            for (facility, fit) in self.facilities_in(area) {
                if fit == Fit::Yes {
                    counts[column[&facility.category]] += 1;
                }
            }
            let empty = categories
                .iter()
                .zip(&counts)
                .filter(|(_, count)| **count == 0);
            matrix
                .empty
                .extend(empty.map(|(id, _)| (of_area.code.clone(), (*id).clone())));
            let residents = of_area.population.filter(|residents| *residents > 0.0);
            let rate = |count: &u32| residents.map(|all| f64::from(*count) * 1e4 / all);
            matrix.rows.push(MatrixRow {
                code: of_area.code.clone(),
                per_10000: counts.iter().map(rate).collect(),
                facilities: counts,
            });
        }
        matrix.categories = categories.into_iter().cloned().collect();
        matrix
    }

    fn diagnostics(&self) -> Diagnostics {
        let fitting = self.facilities.iter().zip(&self.areas_of).zip(&self.fits);
        let outside = fitting.filter(|((_, areas), fit)| areas.is_empty() && **fit == Fit::Yes);
        let outside: Vec<&Facility> = outside.map(|((facility, _), _)| facility).collect();
        let boxes: Vec<_> = self
            .ground
            .areas()
            .iter()
            .map(|one| one.area.bbox())
            .collect();
        let edge = |start: f64, pick: fn(f64, f64) -> f64, of: fn(okolica_model::BBox) -> f64| {
            boxes.iter().copied().map(of).fold(start, pick)
        };
        let west = edge(f64::INFINITY, f64::min, okolica_model::BBox::west);
        let south = edge(f64::INFINITY, f64::min, okolica_model::BBox::south);
        let east = edge(f64::NEG_INFINITY, f64::max, okolica_model::BBox::east);
        let north = edge(f64::NEG_INFINITY, f64::max, okolica_model::BBox::north);
        let far = |facility: &&&Facility| {
            let (lon, lat) = (facility.position.lon(), facility.position.lat());
            let stretch = FAR / libm::cos(lat.to_radians()).max(0.01);
            lat < south - FAR || lat > north + FAR || lon < west - stretch || lon > east + stretch
        };
        let piles = self
            .places
            .iter()
            .filter(|place| place.facilities.len() >= PILE_UP);
        Diagnostics {
            people_outside: 0.0,
            facilities_outside: outside.len() as u32,
            far_outside: outside.iter().filter(far).map(|one| one.key).collect(),
            pile_ups: piles
                .map(|place| PileUp {
                    lon: place.position.lon(),
                    lat: place.position.lat(),
                    facilities: place.facilities.len() as u32,
                })
                .collect(),
            samples: self.ground.samples() as u32,
        }
    }
}

impl From<NoFigure> for Reason {
    fn from(none: NoFigure) -> Self {
        match none {
            NoFigure::NobodyLivesThere => Self::NobodyLivesThere,
            NoFigure::NothingOffered => Self::NoCapacity,
            // Without a place, distances are infinite.
            NoFigure::OutOfRange => Self::NoPlaces,
        }
    }
}

/// Why figures are missing.
struct Reasons(BTreeMap<&'static str, Reason>);

impl Reasons {
    fn keep(&mut self, name: &'static str, figure: Result<f64, Reason>) -> Option<f64> {
        figure.map_err(|reason| self.0.insert(name, reason)).ok()
    }
}
