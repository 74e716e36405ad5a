//! What is asked of coverage: the parameters of `/api/coverage`, `/planner` and
//! `okolica coverage`, the same names everywhere.

use super::scenario::{self, Change};
use super::week::WeekWindow;
use chrono::NaiveDate;
use geo::{Coord, LineString, MultiPolygon, Polygon};
use okolica_model::area::Area;
use okolica_model::category::CategoryId;
use okolica_model::district::DEFAULT_SET;
use okolica_model::filter::{self, Query};
use okolica_model::item::AccessFact;
use okolica_model::{FieldError, Position, Vocabulary, window};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The farthest limit, in metres: beyond it no walk is meant.
pub const MAX_LIMIT: f64 = 50_000.0;

/// The most vertices of a drawn polygon in an address.
pub const MAX_VERTICES: usize = 1000;

const MAX_MINUTES: f64 = 600.0;
const SPEEDS: std::ops::RangeInclusive<f64> = 0.5..=30.0;
const DETOURS: std::ops::RangeInclusive<f64> = 1.0..=5.0;

/// Who lives within reach of what, when and where.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Any of them; a parent includes its children. Sorted; none: all spaces.
    pub categories: Vec<CategoryId>,
    /// Any of them. Sorted.
    pub tags: Vec<String>,
    /// Only what costs nothing.
    pub free: bool,
    /// Each must be a plain yes. Sorted.
    pub access: Vec<AccessFact>,
    /// Somebody confirmed it within this many months.
    pub verified: Option<u16>,
    /// Open for at least one whole half hour of the window, on one of its days or more. `None`:
    /// at any time, whatever its hours.
    pub when: Option<WeekWindow>,
    pub who: Group,
    pub limit: Limit,
    /// How much longer the way is than the straight line, 1 or more.
    pub detour: f64,
    /// The boundary set.
    pub set: String,
    /// A drawn polygon, in place of the set.
    pub area: Option<Area>,
    pub as_of: Option<AsOf>,
    pub compare: Option<AsOf>,
    /// The day that figures are reckoned on: what is confirmed lately, and which week is typical.
    pub day: Option<NaiveDate>,
    /// Aversion to inequality of the Kolm-Pollak figure, per metre, below 0.
    pub kappa: f64,
    pub scenario: Vec<Change>,
}

impl Default for Question {
    fn default() -> Self {
        Self {
            categories: Vec::new(),
            tags: Vec::new(),
            free: false,
            access: Vec::new(),
            verified: None,
            when: None,
            who: Group::All,
            limit: Limit::Within(1000.0),
            detour: 1.3,
            set: DEFAULT_SET.to_owned(),
            area: None,
            as_of: None,
            compare: None,
            day: None,
            kappa: -0.001,
            scenario: Vec::new(),
        }
    }
}

/// A group of residents by age in years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Group {
    #[default]
    All,
    From0To14,
    From15To64,
    From65,
}

impl Group {
    pub const ALL: [Self; 4] = [Self::All, Self::From0To14, Self::From15To64, Self::From65];

    /// The value of the parameter `who`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::From0To14 => "0_14",
            Self::From15To64 => "15_64",
            Self::From65 => "65plus",
        }
    }
}

/// How far is within reach.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Limit {
    /// Metres of way.
    Within(f64),
    /// Minutes of way at a speed in km/h.
    Minutes { minutes: f64, speed: f64 },
}

impl Limit {
    /// The speed that is meant where none is said, in km/h.
    pub const WALKING: f64 = 4.0;

    /// The length of way in metres.
    #[must_use]
    pub fn metres(self) -> f64 {
        match self {
            Self::Within(metres) => metres,
            Self::Minutes { minutes, speed } => minutes * speed * 1000.0 / 60.0,
        }
    }
}

/// A state of the data in the past.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AsOf {
    /// At the end of this local day.
    Date(NaiveDate),
    /// After this number of the change log.
    Number(u64),
}

impl AsOf {
    fn parse(field: &str, text: &str) -> Result<Self, FieldError> {
        let number = || {
            let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse().ok().filter(|_| digits).map(Self::Number)
        };
        number()
            .or_else(|| window::parse_date(field, text).ok().map(Self::Date))
            .ok_or_else(|| {
                let expected = "a date like 2026-11-28, or a number of the change log";
                FieldError::new(field, text, expected)
            })
    }
}

impl std::fmt::Display for AsOf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Date(date) => write!(f, "{date}"),
            Self::Number(number) => write!(f, "{number}"),
        }
    }
}

impl Question {
    /// The parameters that are read.
    pub const NAMES: [&str; 18] = [
        "category", "tag", "free", "access", "verified", "when", "who", "within", "minutes",
        "speed", "detour", "set", "area", "as_of", "compare", "day", "kappa", "scenario",
    ];

    /// Reads query parameters as [`okolica_model::Filter::parse`] does: other names and empty values are
    /// passed over; a wrong value is returned as an error and its default stands. With a vocabulary,
    /// categories and the set must be in it.
    pub fn parse<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
        known: Option<&dyn Vocabulary>,
    ) -> (Self, Vec<FieldError>) {
        let usual = Self::default();
        let mut query = Query::new(pairs);
        let categories = query.list("category");
        let categories = query.keep_each(categories, |id| filter::parse_category(id, known));
        let tags: BTreeSet<String> = query
            .list("tag")
            .into_iter()
            .map(filter::tag_text)
            .collect();
        let free = query.one("free", |text| filter::parse_flag("free", text));
        let access = query.list("access");
        let access = query.keep_each(access, filter::parse_fact);
        let verified = query.one("verified", parse_months);
        let when = query.one("when", |text| match text {
            "any" => Ok(None),
            _ => WeekWindow::parse("when", text).map(Some),
        });
        let who = query.one("who", parse_group);
        let limit = read_limit(&mut query);
        let detour = query.one("detour", |text| {
            parse_number("detour", text, DETOURS, "a factor from 1 to 5")
        });
        let set = query.one("set", |text| {
            filter::check_set(text, known).map(|()| text.to_owned())
        });
        let area = query.one("area", parse_area);
        let as_of = query.one("as_of", |text| AsOf::parse("as_of", text));
        let compare = query.one("compare", |text| AsOf::parse("compare", text));
        let day = query.one("day", |text| window::parse_date("day", text));
        let kappa = query.one("kappa", |text| {
            let expected = "a number per metre from -1 to below 0, e.g. -0.001";
            parse_number("kappa", text, -1.0..=-1e-9, expected)
        });
        let scenario = query.one("scenario", scenario::parse);
        let question = Self {
            categories: categories.into_iter().collect(),
            tags: tags.into_iter().filter(|tag| !tag.is_empty()).collect(),
            free: free.unwrap_or(false),
            access: access.into_iter().collect(),
            verified,
            when: when.flatten(),
            who: who.unwrap_or_default(),
            limit: limit.unwrap_or(usual.limit),
            detour: detour.unwrap_or(usual.detour),
            set: set.unwrap_or(usual.set),
            area,
            as_of,
            compare,
            day,
            kappa: kappa.unwrap_or(usual.kappa),
            scenario: scenario.unwrap_or_default(),
        };
        (question, query.errors)
    }

    /// The parameters that [`Question::parse`] reads this question from, in one fixed order and
    /// form, defaults left out: two questions that mean the same give the same.
    #[must_use]
    pub fn to_query(&self) -> Vec<(&'static str, String)> {
        let usual = Self::default();
        let mut out = Vec::new();
        let mut say = |said: bool, name, value: String| {
            if said {
                out.push((name, value));
            }
        };
        let ids: Vec<&str> = self.categories.iter().map(CategoryId::as_str).collect();
        say(!ids.is_empty(), "category", ids.join(","));
        say(!self.tags.is_empty(), "tag", self.tags.join(","));
        say(self.free, "free", "1".to_owned());
        let facts: Vec<&str> = self.access.iter().map(|fact| fact.name()).collect();
        say(!facts.is_empty(), "access", facts.join(","));
        if let Some(months) = self.verified {
            say(true, "verified", months.to_string());
        }
        if let Some(window) = self.when {
            say(true, "when", window.text());
        }
        say(self.who != usual.who, "who", self.who.name().to_owned());
        match self.limit {
            Limit::Within(metres) => {
                say(self.limit != usual.limit, "within", metres.to_string());
            }
            Limit::Minutes { minutes, speed } => {
                say(true, "minutes", minutes.to_string());
                say(speed != Limit::WALKING, "speed", speed.to_string());
            }
        }
        say(
            self.detour != usual.detour,
            "detour",
            self.detour.to_string(),
        );
        say(self.set != usual.set, "set", self.set.clone());
        if let Some(area) = &self.area {
            say(true, "area", area_text(area));
        }
        for (name, state) in [("as_of", self.as_of), ("compare", self.compare)] {
            if let Some(state) = state {
                say(true, name, state.to_string());
            }
        }
        if let Some(day) = self.day {
            say(true, "day", day.to_string());
        }
        say(self.kappa != usual.kappa, "kappa", self.kappa.to_string());
        say(
            !self.scenario.is_empty(),
            "scenario",
            scenario::text(&self.scenario),
        );
        out
    }

    /// The `parameters` of an answer: everything that was asked, defaults included, and the
    /// limit in metres whichever way it was said.
    #[must_use]
    pub fn parameters(&self) -> Map<String, Value> {
        let mut out = Map::new();
        for (name, value) in self.to_query() {
            out.insert(name.to_owned(), Value::String(value));
        }
        let mut set = |name: &str, value| {
            out.insert(name.to_owned(), value);
        };
        let when = self.when.map_or_else(|| "any".to_owned(), WeekWindow::text);
        set("when", json!(when));
        set("who", json!(self.who.name()));
        set("within", json!(self.limit.metres()));
        if let Limit::Minutes { minutes, speed } = self.limit {
            set("minutes", json!(minutes));
            set("speed", json!(speed));
        }
        set("detour", json!(self.detour));
        set("set", json!(self.set));
        set("kappa", json!(self.kappa));
        out
    }

    /// The straight line in metres up to which somebody is surely within reach: the limit by the
    /// detour factor.
    #[must_use]
    pub fn sure_reach(&self) -> f64 {
        self.limit.metres() / self.detour
    }
}

fn parse_months(text: &str) -> Result<u16, FieldError> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse()
        .ok()
        .filter(|months| digits && (1..=1200).contains(months))
        .ok_or_else(|| FieldError::new("verified", text, "a number of months from 1 to 1200"))
}

fn parse_group(text: &str) -> Result<Group, FieldError> {
    Group::ALL
        .into_iter()
        .find(|group| group.name() == text)
        .ok_or_else(|| FieldError::new("who", text, "all, 0_14, 15_64 or 65plus"))
}

fn parse_number(
    field: &str,
    text: &str,
    range: std::ops::RangeInclusive<f64>,
    expected: &str,
) -> Result<f64, FieldError> {
    text.parse()
        .ok()
        // NaN is in no range.
        .filter(|number| range.contains(number))
        .ok_or_else(|| FieldError::new(field, text, expected))
}

fn read_limit(query: &mut Query<'_>) -> Option<Limit> {
    let metres = query.one("within", |text| {
        let expected = "a length in metres above 0, at most 50000";
        parse_number("within", text, f64::MIN_POSITIVE..=MAX_LIMIT, expected)
    });
    let minutes = query.one("minutes", |text| {
        let expected = "minutes above 0, at most 600";
        parse_number("minutes", text, f64::MIN_POSITIVE..=MAX_MINUTES, expected)
    });
    let speed = query.one("speed", |text| {
        parse_number("speed", text, SPEEDS, "km/h from 0.5 to 30")
    });
    if let Some(minutes) = minutes {
        if metres.is_some() {
            let expected = "no minutes beside within";
            query
                .errors
                .push(FieldError::new("minutes", minutes, expected));
            return metres.map(Limit::Within);
        }
        let limit = Limit::Minutes {
            minutes,
            speed: speed.unwrap_or(Limit::WALKING),
        };
        if limit.metres() > MAX_LIMIT {
            let expected = "a way of at most 50000 metres at that speed";
            query
                .errors
                .push(FieldError::new("minutes", minutes, expected));
            return None;
        }
        return Some(limit);
    }
    metres.map(Limit::Within)
}

/// `lon,lat;lon,lat;…`, closed or not.
fn parse_area(text: &str) -> Result<Area, FieldError> {
    let corners: Vec<&str> = text.split(';').filter(|part| !part.is_empty()).collect();
    if !(3..=MAX_VERTICES).contains(&corners.len()) {
        let expected = format!("3 to {MAX_VERTICES} corners lon,lat with ; between them");
        let said = format!("{} corners", corners.len());
        return Err(FieldError::new("area", said, expected));
    }
    let ring: Vec<Coord<f64>> = corners
        .into_iter()
        .map(|corner| {
            let at = Position::parse("area", corner)?;
            Ok(Coord {
                x: at.lon(),
                y: at.lat(),
            })
        })
        .collect::<Result<_, _>>()?;
    // `Polygon::new` closes the ring.
    let polygon = MultiPolygon(vec![Polygon::new(LineString(ring), Vec::new())]);
    if cfg!(target_arch = "wasm32") {
        // The service checks it; the check would add much to the browser's part.
        return Ok(Area::turned(polygon));
    }
    Area::new(polygon, MAX_VERTICES + 1).map_err(|error| FieldError {
        field: "area".to_owned(),
        ..error
    })
}

/// The outer ring of its first polygon.
fn area_text(area: &Area) -> String {
    let ring = area.polygons().iter().next().map(Polygon::exterior);
    let corners = ring.map_or(&[][..], |ring| &ring.0);
    let open = corners.len().saturating_sub(1);
    let corners = corners[..open].iter().map(|c| format!("{},{}", c.x, c.y));
    corners.collect::<Vec<_>>().join(";")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ask(query: &str) -> (Question, Vec<FieldError>) {
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        Question::parse(pairs, None)
    }

    fn asked(query: &str) -> Question {
        let (question, errors) = ask(query);
        assert_eq!(errors, [], "{query}");
        question
    }

    #[test]
    fn nothing_said_is_the_default() {
        assert_eq!(asked(""), Question::default());
        assert!(Question::default().to_query().is_empty());
        assert_eq!(
            asked("when=any&who=all&detour=1.3&within=1000&set=district&tag="),
            asked("")
        );
    }

    #[test]
    fn every_parameter_is_read_and_written_back() {
        let text = "category=library,sport&tag=chess&free=1&access=step_free,toilet&verified=12\
                    &when=mo-fr.1700-2000&who=65plus&minutes=10&speed=3.5&detour=1.2&set=estate\
                    &area=21,52;21.1,52;21.1,52.1&as_of=2026-11-01&compare=17&day=2026-11-02&kappa=-0.002\
                    &scenario=add:21.05,52.03,40;close:17;hours:18:mo-fr.0800-2000,sa.1000-1400";
        let question = asked(text);
        let written: Vec<String> = question
            .to_query()
            .into_iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        assert_eq!(written.join("&"), text);
        let names: Vec<&str> = question.to_query().iter().map(|(name, _)| *name).collect();
        assert!(names.iter().all(|name| Question::NAMES.contains(name)));
        // 3.5 km/h for 10 minutes.
        assert!((question.limit.metres() - 583.333).abs() < 0.001);
        let parameters = question.parameters();
        assert_eq!(parameters["within"], question.limit.metres());
        assert_eq!(parameters["who"], "65plus");
        assert_eq!(parameters["detour"], 1.2);
    }

    #[test]
    fn what_makes_no_sense_is_named() {
        let corners = "1,1;".repeat(1001);
        for (query, field) in [
            ("within=0", "within"),
            ("within=-1", "within"),
            ("within=NaN", "within"),
            ("within=inf", "within"),
            ("within=1e9", "within"),
            ("within=500m", "within"),
            ("minutes=0", "minutes"),
            ("minutes=-5", "minutes"),
            ("minutes=NaN", "minutes"),
            ("minutes=601", "minutes"),
            ("minutes=600&speed=30", "minutes"),
            ("minutes=10&within=500", "minutes"),
            ("minutes=10&speed=0", "speed"),
            ("detour=0.99", "detour"),
            ("detour=NaN", "detour"),
            ("detour=1e9", "detour"),
            ("kappa=0", "kappa"),
            ("kappa=0.001", "kappa"),
            ("kappa=-2", "kappa"),
            ("verified=0", "verified"),
            ("verified=+3", "verified"),
            ("free=yes", "free"),
            ("access=stairs", "access"),
            ("who=everyone", "who"),
            ("when=noon", "when"),
            ("as_of=2026-02-30", "as_of"),
            ("as_of=-1", "as_of"),
            ("compare=yesterday", "compare"),
            ("day=0000-01-01", "day"),
            ("category=Library!", "category"),
            ("area=21,52;22,53", "area"),
            ("area=21,52;22,53;x", "area"),
            ("area=21,52;22,53;200,0", "area"),
            ("area=0,0;2,2;2,0;0,2", "area"),
            ("area=0,0;1,1;2,2", "area"),
            (&format!("area={corners}"), "area"),
            ("scenario=build:21,52", "scenario"),
            ("scenario=add:21", "scenario"),
            ("scenario=add:21,52,-4", "scenario"),
            ("scenario=close:x", "scenario"),
            ("scenario=hours:17", "scenario"),
            ("scenario=hours:17:noon", "scenario"),
            ("within=500&within=600", "within"),
        ] {
            let (question, errors) = ask(query);
            assert_eq!(errors.len(), 1, "{query}: {errors:?}");
            assert_eq!(errors[0].field, field, "{query}");
            assert!(question.limit.metres() > 0.0 && question.detour >= 1.0);
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reader(text in "\\PC{0,40}", name in 0..18_usize) {
            let name = Question::NAMES[name];
            let (question, _) = Question::parse([(name, text.as_str())], None);
            let query = question.to_query();
            let again = query.iter().map(|(name, value)| (*name, value.as_str()));
            let (same, errors) = Question::parse(again, None);
            prop_assert_eq!(errors, []);
            prop_assert_eq!(same, question);
        }
    }
}
