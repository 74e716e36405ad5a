//! The filters of section "Filters" of the HTTP contract: one definition for tiles, lists, pages
//! and the map's state.
//!
//! Of what an item may not say ([`Filter::when`], [`Filter::open`] and the facts) only what is
//! *known* to fit is kept. An item that fits in all that is known, but says nothing of something
//! that is asked for, is counted apart, and kept if [`Filter::include_unknown`] says so.

use crate::category::CategoryId;
use crate::district::DEFAULT_SET;
use crate::filter_table::FILTERS;
use crate::item::AccessFact;
pub use crate::query::Query;
use crate::window::{self, Open, When};
use crate::{BBox, FieldError, ItemKind, Metres, Position, item, text};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// The names that a map knows, against which categories and districts of a query are checked.
pub trait Vocabulary {
    fn has_category(&self, id: &str) -> bool;
    /// The names of the boundary sets, sorted.
    fn sets(&self) -> Vec<&str>;
    fn has_district(&self, set: &str, code: &str) -> bool;
}

/// Which items are meant. The default keeps all.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Filter {
    pub layer: Option<ItemKind>,
    /// Any of them; a parent includes its children. Sorted.
    pub categories: Vec<CategoryId>,
    /// Any of them. Sorted.
    pub tags: Vec<String>,
    pub district: Option<DistrictFilter>,
    pub bbox: Option<BBox>,
    pub near: Option<Near>,
    pub when: Option<When>,
    pub open: Option<Open>,
    /// Each must be a plain yes; `limited` is none. Sorted.
    pub access: Vec<AccessFact>,
    pub free: bool,
    /// For somebody of this age in years.
    pub age: Option<u8>,
    /// In a space that holds at least so many people.
    pub capacity: Option<u32>,
    /// A primary language subtag in lower case: `uk` keeps `uk` and `uk-UA`.
    pub language: Option<String>,
    /// Without registration.
    pub no_registration: bool,
    /// Keeps items of which it is not known whether they fit.
    pub include_unknown: bool,
    /// Leaves out initiatives that have ended.
    pub hide_ended: bool,
    /// Words that all must match, as they were typed.
    pub q: Option<String>,
}

/// Items of any of these districts of a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DistrictFilter {
    pub set: String,
    /// Sorted. None: the set is only named, for the districts layer; every item is kept.
    pub codes: Vec<String>,
}

/// Items at most `within` away on the ground; a distance equal to it is inside.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near {
    pub at: Position,
    pub within: Metres,
}

impl Filter {
    /// The parameters that are read.
    pub const NAMES: [&str; FILTERS.len()] = {
        let mut names = [""; FILTERS.len()];
        let mut at = 0;
        while at < names.len() {
            names[at] = FILTERS[at].name;
            at += 1;
        }
        names
    };

    /// Reads query parameters. Pairs whose name is not one of [`Filter::NAMES`] are passed over,
    /// and so are empty values, which a form sends for what is not chosen. A wrong value is
    /// returned as an error and left out of the filter. With a vocabulary, categories and
    /// districts must be in it.
    pub fn parse<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
        known: Option<&dyn Vocabulary>,
    ) -> (Self, Vec<FieldError>) {
        let mut query = Query::new(pairs);
        let layer = query.single("layer").and_then(|text| match text {
            "items" => None,
            _ => query.keep(parse_kind(text)).flatten(),
        });
        let categories = query.list("category");
        let categories = query.keep_each(categories, |text| parse_category(text, known));
        // In the form that tags are stored in; it also takes out what could look like the
        // separator of a cache key.
        let tags: BTreeSet<String> = query.list("tag").into_iter().map(tag_text).collect();
        let district = read_district(&mut query, known);
        let bbox = query.single("bbox").map(BBox::parse);
        let bbox = bbox.and_then(|parsed| query.keep(parsed));
        let near = read_near(&mut query);
        let when = read_when(&mut query);
        let open = query.one("open", Open::parse);
        let access = query.list("access");
        let access = query.keep_each(access, parse_fact);
        let free = query.one("free", |text| parse_flag("free", text));
        let age = query.one("age", parse_age);
        let capacity = query.one("capacity", parse_capacity);
        let language = query.one("language", parse_language);
        let registration = query.one("registration", |text| match text {
            "none" => Ok(true),
            _ => Err(FieldError::new("registration", text, "none")),
        });
        let past = query.one("past", |text| match text {
            "0" => Ok(false),
            "1" => Ok(true),
            _ => Err(FieldError::new(
                "past",
                text,
                "1, or 0 to leave out what has ended",
            )),
        });
        let include_unknown = query.one("include_unknown", |text| {
            parse_flag("include_unknown", text)
        });
        let q = query.single("q").map(read_text);
        let q = q.and_then(|parsed| query.keep(parsed)).flatten();
        let filter = Self {
            layer,
            categories: categories.into_iter().collect(),
            tags: tags.into_iter().filter(|tag| !tag.is_empty()).collect(),
            district,
            bbox,
            near,
            when,
            open,
            access: access.into_iter().collect(),
            free: free.unwrap_or(false),
            age,
            capacity,
            language,
            no_registration: registration.unwrap_or(false),
            include_unknown: include_unknown.unwrap_or(false),
            hide_ended: past == Some(false),
            q,
        };
        (filter, query.errors)
    }

    /// The parameters that [`Filter::parse`] reads this filter from, in one fixed order and form:
    /// two filters that mean the same give the same.
    #[must_use]
    pub fn to_query(&self) -> Vec<(&'static str, String)> {
        let mut out = Vec::new();
        if let Some(kind) = self.layer {
            out.push(("layer", kind.layer().to_owned()));
        }
        if !self.categories.is_empty() {
            let ids: BTreeSet<&str> = self.categories.iter().map(CategoryId::as_str).collect();
            out.push(("category", join(ids)));
        }
        if !self.tags.is_empty() {
            out.push(("tag", join(self.tags.iter().map(String::as_str).collect())));
        }
        if let Some(district) = &self.district {
            if !district.codes.is_empty() {
                let codes = district.codes.iter().map(String::as_str).collect();
                out.push(("district", join(codes)));
            }
            if district.set != DEFAULT_SET {
                out.push(("set", district.set.clone()));
            }
        }
        if let Some(bbox) = self.bbox {
            let [w, s, e, n] = [bbox.west(), bbox.south(), bbox.east(), bbox.north()];
            out.push(("bbox", format!("{w},{s},{e},{n}")));
        }
        if let Some(near) = self.near {
            out.push(("near", format!("{},{}", near.at.lon(), near.at.lat())));
            out.push(("within", near.within.get().to_string()));
        }
        match self.when {
            Some(When::Dates { from, to }) => {
                out.extend(from.map(|day| ("from", day.to_string())));
                out.extend(to.map(|day| ("to", day.to_string())));
            }
            named => {
                let name = named.and_then(When::name);
                out.extend(name.map(|name| ("when", name.to_owned())));
            }
        }
        out.extend(self.open.map(|open| ("open", open.name().to_owned())));
        if !self.access.is_empty() {
            let facts = AccessFact::ALL
                .into_iter()
                .filter(|fact| self.access.contains(fact));
            out.push((
                "access",
                facts.map(AccessFact::name).collect::<Vec<_>>().join(","),
            ));
        }
        let mut say = |said: bool, name, value: &str| {
            if said {
                out.push((name, value.to_owned()));
            }
        };
        say(self.free, "free", "1");
        say(self.no_registration, "registration", "none");
        say(self.hide_ended, "past", "0");
        say(self.include_unknown, "include_unknown", "1");
        out.extend(self.age.map(|age| ("age", age.to_string())));
        out.extend(self.capacity.map(|people| ("capacity", people.to_string())));
        out.extend(self.language.clone().map(|language| ("language", language)));
        if let Some(text) = &self.q {
            out.push(("q", text.clone()));
        }
        out
    }

    /// What it asks by this parameter, as [`Filter::to_query`] writes it.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<String> {
        let mut query = self.to_query().into_iter();
        query.find_map(|(known, value)| (known == name).then_some(value))
    }

    /// The filter that asks nothing by these parameters.
    #[must_use]
    pub fn without(&self, names: &[&str]) -> Self {
        let pairs = self.to_query();
        let rest = pairs
            .iter()
            .filter(|(name, _)| !names.contains(name))
            .map(|(name, value)| (*name, value.as_str()));
        Self::parse(rest, None).0
    }

    /// Whether what it keeps depends on the moment.
    #[must_use]
    pub const fn is_timed(&self) -> bool {
        let dates = matches!(self.when, None | Some(When::Dates { .. }));
        !dates || self.open.is_some() || self.hide_ended
    }

    /// Whether nothing is asked for. Leaving out what has ended is no question, nor is it one
    /// what to do with the unknown.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let query = self.to_query();
        query
            .iter()
            .all(|(name, _)| ["past", "include_unknown"].contains(name))
    }
}

/// The longest text that is searched for, in characters.
pub const MAX_TEXT: usize = 200;

/// `None` when nothing visible is left.
fn read_text(typed: &str) -> Result<Option<String>, FieldError> {
    let text = tag_text(typed);
    if text.chars().count() > MAX_TEXT {
        let shown: String = text.chars().take(40).collect();
        let expected = format!("at most {MAX_TEXT} characters");
        return Err(FieldError::new("q", format!("{shown}…"), expected));
    }
    Ok(Some(text).filter(|text| !text.is_empty()))
}

/// A tag as items carry it. The browser hands it on as it is, and the service cleans it: the
/// tables of Unicode's normal forms would add a third to the browser's part.
pub fn tag_text(tag: &str) -> String {
    if cfg!(target_arch = "wasm32") {
        tag.to_owned()
    } else {
        text::clean_line(tag)
    }
}

fn join(words: BTreeSet<&str>) -> String {
    words.into_iter().collect::<Vec<_>>().join(",")
}

fn parse_kind(text: &str) -> Result<Option<ItemKind>, FieldError> {
    ItemKind::ALL
        .into_iter()
        .find(|kind| kind.layer() == text)
        .map(Some)
        .ok_or_else(|| FieldError::new("layer", text, "spaces, initiatives or items"))
}

pub fn parse_category(
    text: &str,
    known: Option<&dyn Vocabulary>,
) -> Result<CategoryId, FieldError> {
    let id = CategoryId::parse("category", text)?;
    match known {
        Some(known) if !known.has_category(text) => Err(FieldError::new(
            "category",
            text,
            "the id of a category of this map",
        )),
        _ => Ok(id),
    }
}

/// That a boundary set is one of the map's; the default one needs no districts.
pub fn check_set(set: &str, known: Option<&dyn Vocabulary>) -> Result<(), FieldError> {
    match known.map(Vocabulary::sets) {
        Some(sets) if set != DEFAULT_SET && !sets.contains(&set) => {
            let expected = format!("a boundary set of this map: {}", sets.join(", "));
            Err(FieldError::new("set", set, expected))
        }
        _ => Ok(()),
    }
}

fn read_district(query: &mut Query<'_>, known: Option<&dyn Vocabulary>) -> Option<DistrictFilter> {
    let codes = query.list("district");
    let named = query.single("set");
    if codes.is_empty() && named.is_none() {
        return None;
    }
    let set = named.unwrap_or(DEFAULT_SET);
    if named.is_some()
        && let Err(error) = check_set(set, known)
    {
        query.errors.push(error);
        return None;
    }
    let wanted = codes.len();
    let codes: Vec<String> = query
        .keep_each(codes, |code| match known {
            Some(known) if !known.has_district(set, code) => Err(FieldError::new(
                "district",
                code,
                format!("the code of a district of the set {set}"),
            )),
            _ => Ok(code.to_owned()),
        })
        .into_iter()
        .collect();
    // Where every code was wrong the filter is left out, not widened to the set.
    (wanted == 0 || !codes.is_empty()).then(|| DistrictFilter {
        set: set.to_owned(),
        codes,
    })
}

fn read_near(query: &mut Query<'_>) -> Option<Near> {
    let (near, within) = (query.single("near"), query.single("within"));
    match (near, within) {
        (None, None) => None,
        (Some(near), Some(within)) => {
            let at = query.keep(Position::parse("near", near));
            let metres = within
                .parse()
                .map_err(|_| FieldError::new("within", within, "a length in metres"))
                .and_then(|metres| Metres::new("within", metres));
            let within = query.keep(metres);
            Some(Near {
                at: at?,
                within: within?,
            })
        }
        (Some(_), None) => {
            let expected = "a length in metres, which near needs";
            query.errors.push(FieldError::new("within", "", expected));
            None
        }
        (None, Some(_)) => {
            let expected = "lon,lat in degrees, which within needs";
            query.errors.push(FieldError::new("near", "", expected));
            None
        }
    }
}

fn read_when(query: &mut Query<'_>) -> Option<When> {
    let named = query.one("when", When::parse);
    let said = query.single("when").is_some();
    let from = query.one("from", |text| window::parse_date("from", text));
    let to = query.one("to", |text| window::parse_date("to", text));
    if from.is_none() && to.is_none() {
        return named;
    }
    if said {
        let expected = "no dates beside when, or no when beside from and to";
        let value = query.single("when").unwrap_or_default();
        query.errors.push(FieldError::new("when", value, expected));
        return None;
    }
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        let expected = format!("a date not before {from}, which is from");
        query.errors.push(FieldError::new("to", to, expected));
        return None;
    }
    Some(When::Dates { from, to })
}

pub fn parse_fact(text: &str) -> Result<AccessFact, FieldError> {
    AccessFact::ALL
        .into_iter()
        .find(|fact| fact.name() == text)
        .ok_or_else(|| {
            let expected = format!("a list of {}", AccessFact::list());
            FieldError::new("access", text, expected)
        })
}

pub fn parse_flag(name: &str, text: &str) -> Result<bool, FieldError> {
    match text {
        "1" => Ok(true),
        _ => Err(FieldError::new(name, text, "1, or no such parameter")),
    }
}

fn parse_age(text: &str) -> Result<u8, FieldError> {
    parse_whole(text, 0..=120)
        .and_then(|age| age.try_into().ok())
        .ok_or_else(|| FieldError::new("age", text, "an age in years from 0 to 120"))
}

fn parse_capacity(text: &str) -> Result<u32, FieldError> {
    let expected = || FieldError::new("capacity", text, "people, from 1 to 1000000");
    parse_whole(text, 1..=1_000_000).ok_or_else(expected)
}

/// Digits alone, that come to a number in the range.
fn parse_whole(text: &str, range: RangeInclusive<u32>) -> Option<u32> {
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|it| digits && range.contains(it))
}

fn parse_language(text: &str) -> Result<String, FieldError> {
    let tag = item::language("language", text)?;
    Ok(item::primary_subtag(&tag))
}
