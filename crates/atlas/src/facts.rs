//! What an item says of itself that filters ask for, in twelve bytes, so that a scan of a million
//! items never looks at their texts.

use crate::districts::Combinations;
use okolica_model::filter::Filter;
use okolica_model::item::{self, Access, AccessFact, Ages, Detail, Fact, Item};
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

/// Whether an item fits. The least of several verdicts is the one on all of them together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verdict {
    No,
    /// It does not say.
    Unknown,
    Yes,
}

impl Verdict {
    fn of_answer(answer: Option<bool>) -> Self {
        match answer {
            None => Self::Unknown,
            Some(false) => Self::No,
            Some(true) => Self::Yes,
        }
    }

    pub(crate) const fn of_bits(bits: u8) -> Self {
        match bits & 3 {
            0 => Self::No,
            1 => Self::Unknown,
            _ => Self::Yes,
        }
    }

    /// Whether it is kept, where the unknown is kept or not.
    pub(crate) fn fits(self, include_unknown: bool) -> bool {
        self == Self::Yes || (include_unknown && self == Self::Unknown)
    }
}

/// The combinations of languages that items have, as [`language_number`]s. Shared by all versions
/// of an atlas and only ever added to.
#[derive(Debug)]
pub(crate) struct Languages(RwLock<Combinations<u64>>);

impl Default for Languages {
    fn default() -> Self {
        Self(RwLock::new(Combinations::new()))
    }
}

impl Languages {
    /// The number of a combination, which is given one if it has none. No city speaks in as many
    /// ways as there are numbers: more would count as not known.
    pub(crate) fn number(&self, languages: &[u64]) -> u16 {
        let known = self.read().find(languages);
        let number = known.unwrap_or_else(|| {
            // Nothing that holds it can leave it half changed.
            let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
            if all.iter().len() > usize::from(u16::MAX) {
                return 0;
            }
            all.number(languages)
        });
        u16::try_from(number).unwrap_or_default()
    }

    pub(crate) fn read(&self) -> RwLockReadGuard<'_, Combinations<u64>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The number that stands for a primary subtag, of at most eight letters.
pub(crate) fn language_number(tag: &str) -> u64 {
    let subtag = item::primary_subtag(tag);
    let mut bytes = [0; 8];
    for (byte, letter) in bytes.iter_mut().zip(subtag.bytes()) {
        *byte = letter;
    }
    u64::from_be_bytes(bytes)
}

/// The subtag that a number stands for.
pub(crate) fn language_subtag(number: u64) -> String {
    let letters = number.to_be_bytes().into_iter().filter(|byte| *byte != 0);
    letters.map(char::from).collect()
}

/// The numbers of an item's languages, each once, in order.
pub(crate) fn languages(item: &Item) -> Vec<u64> {
    let tags = item.common.languages.iter();
    let mut out: Vec<u64> = tags.map(|tag| language_number(tag)).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// No limit that an age can break, and no limits at all.
const ANY_AGE: [u8; 2] = [0, u8::MAX];
const UNKNOWN_AGES: [u8; 2] = [u8::MAX, 0];

/// How many combinations of facts of access there are at most: two bits a fact.
pub(crate) const ACCESS_STATES: usize = 1 << (2 * AccessFact::COUNT);
const _: () = assert!(
    2 * AccessFact::COUNT <= u16::BITS as usize,
    "more facts of access than Facts::access has bits for"
);

/// No item states so many people: not known.
const UNKNOWN_CAPACITY: u32 = u32::MAX;

/// The facts of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Facts {
    /// Two bits a fact of access, in the order of [`AccessFact::ALL`]: a [`Verdict`].
    pub(crate) access: u16,
    /// Two bits each: whether it is free, and without registration.
    pub(crate) terms: u8,
    /// The least and the greatest age.
    ages: [u8; 2],
    /// The number of its combination in [`Languages`]; 0: none is said.
    pub(crate) languages: u16,
    /// How many people the space holds, of an initiative the one that it names.
    capacity: u32,
}

impl Facts {
    /// `languages`: the number of [`languages`].
    pub(crate) fn of(item: &Item, languages: u16) -> Self {
        let common = &item.common;
        let registration = match &item.detail {
            // Nobody says whether one has to register for a place.
            Detail::Space(_) => None,
            Detail::Initiative(initiative) => initiative.registration.required,
        };
        let free = Verdict::of_answer(common.cost.free);
        let unregistered = Verdict::of_answer(registration.map(|required| !required));
        let ages = match common.ages {
            Ages {
                min: None,
                max: None,
            } => UNKNOWN_AGES,
            ages => [
                ages.min.unwrap_or(ANY_AGE[0]),
                ages.max.unwrap_or(ANY_AGE[1]),
            ],
        };
        Self {
            access: access_bits(common.access),
            terms: free as u8 | (unregistered as u8) << 2,
            ages,
            languages,
            capacity: match &item.detail {
                Detail::Space(space) => space.capacity.unwrap_or(UNKNOWN_CAPACITY),
                Detail::Initiative(_) => UNKNOWN_CAPACITY,
            },
        }
    }

    /// The facts of an initiative in a space that has these.
    pub(crate) fn at_host(self, host: Option<Self>) -> Self {
        Self {
            capacity: host.map_or(UNKNOWN_CAPACITY, |host| host.capacity),
            ..self
        }
    }

    fn holds(self, people: u32) -> Verdict {
        let known = Some(self.capacity).filter(|known| *known != UNKNOWN_CAPACITY);
        Verdict::of_answer(known.map(|known| known >= people))
    }

    pub(crate) fn age(self, age: u8) -> Verdict {
        if self.ages == UNKNOWN_AGES {
            return Verdict::Unknown;
        }
        Verdict::of_answer(Some((self.ages[0]..=self.ages[1]).contains(&age)))
    }
}

fn access_bits(access: Access) -> u16 {
    AccessFact::ALL
        .into_iter()
        .enumerate()
        .fold(0, |bits, (at, fact)| {
            let verdict = match access.of(fact) {
                Fact::Yes => Verdict::Yes,
                Fact::Unknown => Verdict::Unknown,
                Fact::Limited | Fact::No => Verdict::No,
            };
            bits | (verdict as u16) << (2 * at)
        })
}

/// What [`Facts::access`] says of a fact.
pub(crate) fn access_of(bits: u16, fact: AccessFact) -> Verdict {
    Verdict::of_bits((bits >> (2 * fact as u16) & 3) as u8)
}

/// What [`Facts::terms`] says of being free.
pub(crate) const fn free_of(bits: u8) -> Verdict {
    Verdict::of_bits(bits)
}

/// What [`Facts::terms`] says of being without registration.
pub(crate) const fn unregistered_of(bits: u8) -> Verdict {
    Verdict::of_bits(bits >> 2)
}

/// What an item that has this combination of languages is to somebody who speaks `language`.
pub(crate) fn language_of(combination: &[u64], language: u64) -> Verdict {
    if combination.is_empty() {
        Verdict::Unknown
    } else {
        Verdict::of_answer(Some(combination.contains(&language)))
    }
}

/// What a filter asks of facts, made ready: a verdict for every number. Absent is what it
/// does not ask.
#[derive(Debug, Default)]
pub(crate) struct FactsWanted {
    access: Option<Box<[Verdict]>>,
    free: bool,
    no_registration: bool,
    age: Option<u8>,
    capacity: Option<u32>,
    languages: Option<Vec<Verdict>>,
}

impl FactsWanted {
    pub(crate) fn new(filter: &Filter, languages: &Languages) -> Self {
        let wanted = |bits: usize| {
            let verdicts = filter
                .access
                .iter()
                .map(|fact| access_of(bits as u16, *fact));
            verdicts.min().unwrap_or(Verdict::Yes)
        };
        let language = filter.language.as_deref().map(language_number);
        Self {
            access: (!filter.access.is_empty()).then(|| (0..ACCESS_STATES).map(wanted).collect()),
            free: filter.free,
            no_registration: filter.no_registration,
            age: filter.age,
            capacity: filter.capacity,
            languages: language.map(|language| {
                languages
                    .read()
                    .iter()
                    .map(|combination| language_of(combination, language))
                    .collect()
            }),
        }
    }

    /// Whether anything is asked.
    pub(crate) const fn is_any(&self) -> bool {
        self.access.is_some()
            || self.free
            || self.no_registration
            || self.age.is_some()
            || self.capacity.is_some()
            || self.languages.is_some()
    }

    pub(crate) fn access(&self, facts: Facts) -> Verdict {
        let verdicts = self.access.as_deref();
        verdicts.map_or(Verdict::Yes, |of| of[usize::from(facts.access)])
    }

    pub(crate) fn free(&self, facts: Facts) -> Verdict {
        if self.free {
            free_of(facts.terms)
        } else {
            Verdict::Yes
        }
    }

    pub(crate) fn registration(&self, facts: Facts) -> Verdict {
        if self.no_registration {
            unregistered_of(facts.terms)
        } else {
            Verdict::Yes
        }
    }

    /// On what is asked by a number.
    pub(crate) fn numbers(&self, facts: Facts) -> Verdict {
        let age = self.age.map_or(Verdict::Yes, |age| facts.age(age));
        age.min(
            self.capacity
                .map_or(Verdict::Yes, |people| facts.holds(people)),
        )
    }

    pub(crate) fn language(&self, facts: Facts) -> Verdict {
        let Some(verdicts) = &self.languages else {
            return Verdict::Yes;
        };
        let found = verdicts.get(usize::from(facts.languages));
        found.copied().unwrap_or(Verdict::Unknown)
    }

    /// The verdict on all of them.
    pub(crate) fn judge(&self, facts: Facts) -> Verdict {
        self.access(facts)
            .min(self.free(facts))
            .min(self.registration(facts))
            .min(self.numbers(facts))
            .min(self.language(facts))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_fit_into_numbers() {
        for tag in ["pl", "gsw", "abcdefgh"] {
            assert_eq!(language_subtag(language_number(tag)), tag);
        }
        assert_eq!(language_number("uk-UA"), language_number("UK"));
    }

    #[test]
    fn facts_take_twelve_bytes() {
        assert_eq!(size_of::<Facts>(), 12);
    }
}
