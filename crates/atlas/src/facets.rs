//! How many items each choice of each filter would leave.
//!
//! One pass counts them all. An item that fails nothing counts for every choice that it offers;
//! one that fails in a single dimension counts for the choices of that dimension alone, since
//! each is counted with its own filter taken away; others count for nothing.

use crate::districts::Combinations;
use crate::facts::{self, Verdict};
use crate::index::{Branch, Entry, dimension, slot_category, slot_kind};
use crate::query::Asked;
use crate::timetable::InWindows;
use okolica_model::category::CategoryId;
use okolica_model::district::DEFAULT_SET;
use okolica_model::item::AccessFact;
use okolica_model::time::Stamp;
use okolica_model::window::{Open, When, Window};
use okolica_model::{ItemKind, parallel};

/// For every choice how many items there would be if it took the place of what the filter says of
/// the same matter. Exact; the choices of one matter may overlap. Where the filter includes what
/// is not known, so do the counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Facets {
    pub layers: [(ItemKind, usize); 2],
    /// In the order of the tree; a parent counts its children's items too. None without items.
    pub categories: Vec<(CategoryId, usize)>,
    /// Codes of the set that the filter names, else of the default one, in order. None without
    /// items.
    pub districts: Vec<(String, usize)>,
    pub access: [(AccessFact, usize); AccessFact::COUNT],
    pub free: usize,
    /// Without registration.
    pub no_registration: usize,
    /// Primary subtags, in order. None without items.
    pub languages: Vec<(String, usize)>,
    pub when: [(When, usize); 5],
    pub open: [(Open, usize); 3],
}

/// What decides the choices that an item offers: each an index into a table of counts.
const SLOT: usize = 0;
const DISTRICTS: usize = 1;
const ACCESS: usize = 2;
const TERMS: usize = 3;
const LANGUAGES: usize = 4;
const WINDOWS: usize = 5;

/// The dimensions that are counted, each with what decides its choices.
const COUNTED: [(u16, usize); 9] = [
    (dimension::LAYER, SLOT),
    (dimension::CATEGORY, SLOT),
    (dimension::DISTRICT, DISTRICTS),
    (dimension::ACCESS, ACCESS),
    (dimension::FREE, TERMS),
    (dimension::REGISTRATION, TERMS),
    (dimension::LANGUAGE, LANGUAGES),
    (dimension::WHEN, WINDOWS),
    (dimension::OPEN, WINDOWS),
];

/// Items counted by what decides their choices.
#[derive(Clone)]
struct Counts {
    /// Those that fail nothing.
    all: [Vec<u32>; 6],
    /// Those that fail one of [`COUNTED`] alone.
    alone: [Vec<u32>; 9],
}

impl Asked<'_> {
    /// Counts for every choice of every filter.
    #[must_use]
    pub fn facets(&self) -> Facets {
        let atlas = self.atlas;
        let windows = atlas.timetables.in_windows(self.now);
        let spoken = atlas.languages.read().clone();
        let sizes = [
            atlas.categories().len() * 2,
            atlas.combinations.iter().count(),
            facts::ACCESS_STATES,
            1 << u8::BITS,
            spoken.iter().count(),
            1 << u8::BITS,
        ];
        let branches: Vec<Branch<'_>> = self.ground().branches().collect();
        let [mut counts, other] = parallel::in_halves(branches.len(), |range| {
            let mut counts = Counts {
                all: sizes.map(|size| vec![0; size]),
                alone: COUNTED.map(|(_, by)| vec![0; sizes[by]]),
            };
            for node in &branches[range] {
                let chunks = node.branches();
                let near = chunks.filter(|part| self.matcher.may_match_otherwise(part.summary()));
                for entry in near.flat_map(Branch::entries) {
                    let failing = self.matcher.failing(entry);
                    if failing & dimension::OTHER == 0 {
                        let bits = windows.of(entry.timetable, self.matcher.include_unknown);
                        counts.add(entry, bits, failing);
                    }
                }
            }
            counts
        });
        counts.merge(&other);
        self.facets_of(&counts, &spoken)
    }

    /// When [`Asked::facets`] may next change by time alone. `None`: never.
    #[must_use]
    pub fn facets_until(&self) -> Option<Stamp> {
        let windows = self.atlas.timetables.in_windows(self.now);
        let own = self.matcher.first_change();
        windows.first.into_iter().chain(own).min()
    }

    fn facets_of(&self, counts: &Counts, spoken: &Combinations<u64>) -> Facets {
        let atlas = self.atlas;
        let of = |dimension| counts.of(dimension);
        let sum = |counts: &[u32], keeps: &dyn Fn(usize) -> bool| -> usize {
            let kept = counts.iter().enumerate().filter(|(at, _)| keeps(*at));
            kept.map(|(_, count)| *count as usize).sum()
        };
        let fits = |verdict: Verdict| verdict.fits(self.matcher.include_unknown);
        let (layers, categories) = (of(dimension::LAYER), of(dimension::CATEGORY));
        let (free, registration) = (of(dimension::FREE), of(dimension::REGISTRATION));
        let (access, languages) = (of(dimension::ACCESS), of(dimension::LANGUAGE));
        let (when, open) = (of(dimension::WHEN), of(dimension::OPEN));
        let districts = of(dimension::DISTRICT);
        let in_window = |counts: &[u32], window| {
            let bit = InWindows::bit(window);
            sum(counts, &|bits| bits >> bit & 1 == 1)
        };
        let tree = atlas.categories();
        let of_category = |id: &CategoryId| {
            sum(&categories, &|slot| {
                tree.is_under(slot_category(slot as u32), id)
            })
        };
        let set = self.filter.district.as_ref();
        let set = set.map_or(DEFAULT_SET, |district| district.set.as_str());
        let of_district = |code: &str| {
            let number = atlas.city.districts.number(set, code)?;
            let inside = |at: usize| atlas.combinations.get(at as u32).contains(&number);
            Some(sum(&districts, &inside)).filter(|count| *count > 0)
        };
        let mut known: Vec<u64> = spoken.iter().flatten().copied().collect();
        known.sort_unstable();
        known.dedup();
        let of_language = |language: u64| {
            sum(&languages, &|at| {
                fits(facts::language_of(spoken.get(at as u32), language))
            })
        };
        Facets {
            layers: ItemKind::ALL
                .map(|kind| (kind, sum(&layers, &|slot| slot_kind(slot as u32) == kind))),
            categories: tree
                .iter()
                .map(|category| (category.id.clone(), of_category(&category.id)))
                .filter(|(_, count)| *count > 0)
                .collect(),
            districts: atlas
                .districts(set)
                .iter()
                .map(|stored| &stored.district.code)
                .filter_map(|code| Some((code.clone(), of_district(code)?)))
                .collect(),
            access: AccessFact::ALL.map(|fact| {
                let known = |bits: usize| fits(facts::access_of(bits as u16, fact));
                (fact, sum(&access, &known))
            }),
            free: sum(&free, &|bits| fits(facts::free_of(bits as u8))),
            no_registration: sum(&registration, &|bits| {
                fits(facts::unregistered_of(bits as u8))
            }),
            languages: known
                .into_iter()
                .map(|number| (facts::language_subtag(number), of_language(number)))
                .filter(|(_, count)| *count > 0)
                .collect(),
            when: When::NAMED.map(|one| (one, in_window(&when, Window::When(one)))),
            open: Open::ALL.map(|one| (one, in_window(&open, Window::Open(one)))),
        }
    }
}

impl Counts {
    fn add(&mut self, entry: &Entry, windows: u8, failing: u16) {
        let keys = [
            entry.slot as usize,
            entry.districts as usize,
            usize::from(entry.facts.access),
            usize::from(entry.facts.terms),
            usize::from(entry.facts.languages),
            usize::from(windows),
        ];
        if failing == 0 {
            for (counts, key) in self.all.iter_mut().zip(keys) {
                counts[key] += 1;
            }
        } else if failing.is_power_of_two() {
            let alone = COUNTED.iter().zip(&mut self.alone);
            for ((dimension, by), counts) in alone {
                if *dimension == failing {
                    counts[keys[*by]] += 1;
                }
            }
        }
    }

    fn merge(&mut self, other: &Self) {
        let own = self.all.iter_mut().chain(&mut self.alone);
        for (own, other) in own.zip(other.all.iter().chain(&other.alone)) {
            for (own, other) in own.iter_mut().zip(other) {
                *own += other;
            }
        }
    }

    /// By what decides the choices of a dimension: those that fail nothing, or it alone.
    fn of(&self, dimension: u16) -> Vec<u32> {
        let found = COUNTED.iter().position(|(known, _)| *known == dimension);
        let at = found.unwrap_or_else(|| unreachable!("dimension {dimension} is not counted"));
        let all = self.all[COUNTED[at].1].iter();
        all.zip(&self.alone[at]).map(|(a, b)| a + b).collect()
    }
}
