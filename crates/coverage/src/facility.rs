//! The spaces that a question may be about, with what it asks of them.

use super::question::Question;
use super::scenario::Change;
use super::week::Mask;
use chrono::{Months, NaiveDate};
use okolica_model::Position;
use okolica_model::category::CategoryId;
use okolica_model::item::{Access, Fact};
use serde::{Serialize, Serializer};
use std::collections::{BTreeSet, HashMap};
use std::fmt;

/// Which space a facility is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// The space of this id, written `17`.
    Space(u64),
    /// The place of the scenario that is added as this one, from 0, written `add:0`.
    Added(u32),
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Space(id) => write!(f, "{id}"),
            Self::Added(number) => write!(f, "add:{number}"),
        }
    }
}

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A space as coverage sees it: a record, not a place. Several may stand at one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Facility {
    pub key: Key,
    pub name: String,
    pub position: Position,
    pub category: CategoryId,
    pub parent: Option<CategoryId>,
    pub tags: Vec<String>,
    /// `None`: not known.
    pub free: Option<bool>,
    pub access: Access,
    /// The local day on which somebody last confirmed it.
    pub confirmed: Option<NaiveDate>,
    /// People that it has room for.
    pub capacity: Option<u32>,
    /// When it is open in the typical week.
    pub hours: Mask,
}

/// Whether a facility is one that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    No,
    /// It fits in all that is known of it, and does not say the rest.
    Perhaps,
    Yes,
}

impl Facility {
    /// Whether it is of a kind that is asked for, whatever is known of its facts and hours.
    #[must_use]
    pub fn is_meant(&self, question: &Question) -> bool {
        let category = question.categories.is_empty()
            || question
                .categories
                .iter()
                .any(|id| *id == self.category || Some(id) == self.parent.as_ref());
        let tagged =
            question.tags.is_empty() || self.tags.iter().any(|tag| question.tags.contains(tag));
        self.added() || (category && tagged)
    }

    /// Whether it is one that is asked for. `day` is the day that figures are reckoned on.
    #[must_use]
    pub fn fits(&self, question: &Question, day: NaiveDate) -> Fit {
        self.fits_but_for_hours(question, day)
            .min(self.opens(question))
    }

    /// The same, without asking when it is open.
    #[must_use]
    pub fn fits_but_for_hours(&self, question: &Question, day: NaiveDate) -> Fit {
        if self.added() {
            return Fit::Yes;
        }
        let verified = question
            .verified
            .is_none_or(|months| self.confirmed_within(months.into(), day));
        if !self.is_meant(question) || !verified {
            return Fit::No;
        }
        let free = match self.free {
            _ if !question.free => Fit::Yes,
            Some(true) => Fit::Yes,
            Some(false) => Fit::No,
            None => Fit::Perhaps,
        };
        let facts = question
            .access
            .iter()
            .map(|fact| match self.access.of(*fact) {
                Fact::Yes => Fit::Yes,
                Fact::Unknown => Fit::Perhaps,
                Fact::Limited | Fact::No => Fit::No,
            });
        facts.fold(free, Fit::min)
    }

    /// Whether it is open at the time that is asked for.
    fn opens(&self, question: &Question) -> Fit {
        let Some(window) = question.when else {
            return Fit::Yes;
        };
        let asked = window.to_slots();
        if self.hours.open.meets(&asked) {
            Fit::Yes
        } else if self.hours.perhaps.meets(&asked) {
            Fit::Perhaps
        } else {
            Fit::No
        }
    }

    /// Whether somebody confirmed it in these months before the end of `day`.
    #[must_use]
    pub fn confirmed_within(&self, months: u32, day: NaiveDate) -> bool {
        let since = day.checked_sub_months(Months::new(months));
        self.confirmed
            .is_some_and(|confirmed| since.is_none_or(|since| confirmed > since))
    }

    /// Whether a scenario adds it. It fits whatever is asked for, but for hours given to it.
    const fn added(&self) -> bool {
        matches!(self.key, Key::Added(_))
    }
}

/// The facilities after the changes of a scenario, in its order; a change of a space that is not
/// among them changes nothing.
#[must_use]
pub fn apply(scenario: &[Change], facilities: &[Facility]) -> Vec<Facility> {
    let mut out = facilities.to_vec();
    let mut added = 0;
    for change in scenario {
        match change {
            Change::Close(id) => out.retain(|one| one.key != Key::Space(*id)),
            Change::Hours { id, windows } => {
                let its = out.iter_mut().filter(|one| one.key == Key::Space(*id));
                its.for_each(|one| one.hours = Mask::of(windows));
            }
            Change::Add { position, people } => {
                out.push(Facility {
                    key: Key::Added(added),
                    name: String::new(),
                    position: *position,
                    category: CategoryId::other(),
                    parent: None,
                    tags: Vec::new(),
                    free: None,
                    access: Access::default(),
                    confirmed: None,
                    capacity: *people,
                    hours: Mask::always(),
                });
                added += 1;
            }
        }
    }
    out
}

/// The categories that some facility had before and none has now, by id.
#[must_use]
pub fn vanished<'a>(before: &'a [Facility], now: &[Facility]) -> Vec<&'a CategoryId> {
    let now: BTreeSet<&CategoryId> = now.iter().map(|one| &one.category).collect();
    let before: BTreeSet<&CategoryId> = before.iter().map(|one| &one.category).collect();
    before.into_iter().filter(|id| !now.contains(id)).collect()
}

/// A place: all facilities at one coordinate.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    pub position: Position,
    /// Their numbers in the list that the places were made of.
    pub facilities: Vec<u32>,
}

/// A position as what can be looked up.
pub(super) fn bits(at: Position) -> [u64; 2] {
    [at.lon(), at.lat()].map(f64::to_bits)
}

/// The places of some of the facilities, in the order of their first ones.
#[must_use]
pub fn places(facilities: &[Facility], wanted: impl Fn(usize) -> bool) -> Vec<Place> {
    let mut at: HashMap<[u64; 2], usize> = HashMap::new();
    let mut places: Vec<Place> = Vec::new();
    for (number, facility) in facilities.iter().enumerate().filter(|(n, _)| wanted(*n)) {
        let position = facility.position;
        let place = *at.entry(bits(position)).or_insert_with(|| {
            places.push(Place {
                position,
                facilities: Vec::new(),
            });
            places.len() - 1
        });
        places[place].facilities.push(number as u32);
    }
    places
}
