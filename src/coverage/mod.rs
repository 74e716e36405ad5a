//! Planner's figures, for the API, the pages and the terminal alike: which state of the data a
//! question is about, and the answer with all that a reader needs to reproduce it.

mod command;
mod document;
mod recent;
mod resolve;
mod sheet;
mod table;
mod terminal;
mod trend;

pub use command::{CoverageArgs, run};
pub use sheet::workbook;
pub use table::{csv, figures};
use trend::Shares;

use crate::store::{Store, StoreError};
use crate::workers::{Busy, Workers};
use chrono::{Months, NaiveDate};
use okolica_atlas::Atlas;
use okolica_coverage as coverage;
use okolica_coverage::{Answer, Facility, Ground, Question};
use okolica_model::calendar::Calendar;
use okolica_model::cells::Edition;
use okolica_model::time::Stamp;
use okolica_model::{FieldError, Layer, Vocabulary};
use recent::Recent;
use std::hash::Hash;
use std::sync::{Arc, OnceLock};
use tokio::sync::OwnedSemaphorePermit;

/// Answers, grounds and lists of facilities that are made at once.
const MADE_AT_ONCE: usize = 2;

/// Makes answers and keeps what several need. Cloning shares it.
#[derive(Clone)]
pub struct Coverage(Arc<Inner>);

struct Inner {
    store: Store,
    hide_under: u32,
    /// One search for sites, or reading of a past state, at a time.
    turn: Workers,
    work: Workers,
    past: Recent<u64, Arc<Atlas>>,
    first: OnceLock<Edition>,
    /// The last revision up to a number.
    changes: Recent<u64, Option<Edition>>,
    numbers: Recent<NaiveDate, u64>,
    in_use: Recent<u64, Arc<Vec<String>>>,
    grounds: Recent<GroundKey, Arc<Ground>>,
    facilities: Recent<(u64, NaiveDate), Arc<Vec<Facility>>>,
    answers: Recent<(u64, String), Arc<Answer>>,
    trends: Recent<(u64, NaiveDate, String), Arc<Shares>>,
}

/// What a ground is made of: cells, districts, and the set or drawn area.
type GroundKey = (u64, u64, String);

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// Parameters that can't be.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Fields(Vec<FieldError>),
    /// Others are before it.
    #[error("another long reckoning is under way")]
    Busy,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Busy> for Trouble {
    fn from(_: Busy) -> Self {
        Self::Busy
    }
}

/// A question with the state of the data that it is about.
#[derive(Clone)]
pub struct Asked {
    pub atlas: Arc<Atlas>,
    /// With `as_of` as a number and `day`: it means the same for ever.
    pub question: Question,
    /// The day that figures are reckoned on.
    pub day: NaiveDate,
    pub ground: Arc<Ground>,
    /// Before the scenario.
    pub facilities: Arc<Vec<Facility>>,
}

/// The answer to a question, and what it is compared with.
pub struct Answered {
    pub asked: Asked,
    pub answer: Arc<Answer>,
    pub compared: Option<(Asked, Arc<Answer>)>,
    /// Categories of which there were spaces a month before, and are none.
    pub vanished: Vec<String>,
}

impl Coverage {
    /// No figure tells of a population cell with fewer people than `hide_under`.
    #[must_use]
    pub fn new(store: Store, hide_under: u32) -> Self {
        Self(Arc::new(Inner {
            store,
            hide_under,
            turn: Workers::new(1),
            work: Workers::new(MADE_AT_ONCE),
            past: Recent::new(4),
            first: OnceLock::new(),
            changes: Recent::new(64),
            numbers: Recent::new(64),
            in_use: Recent::new(16),
            grounds: Recent::new(8),
            facilities: Recent::new(8),
            answers: Recent::new(64),
            trends: Recent::new(512),
        }))
    }

    /// Reads a question and finds the state of the data that it is about. `present` is the atlas
    /// of `now`; `area` a drawn polygon that is too large for an address.
    ///
    /// # Errors
    /// [`Trouble::Fields`] names every parameter that can't be.
    pub async fn ask(
        &self,
        present: &Arc<Atlas>,
        now: Stamp,
        pairs: &[(String, String)],
        area: Option<okolica_model::area::Area>,
    ) -> Result<Asked, Trouble> {
        let text = |atlas: Option<&Arc<Atlas>>| {
            let pairs = pairs.iter().map(|(name, value)| (&**name, &**value));
            Question::parse(pairs, atlas.map(|atlas| &**atlas as &dyn Vocabulary))
        };
        let (first, errors) = text(None);
        if !errors.is_empty() {
            // Categories and sets of today are the better guess at what was meant.
            return Err(Trouble::Fields(text(Some(present)).1));
        }
        let state = self.resolve(present, now, "as_of", first.as_of).await?;
        let (mut question, errors) = text(Some(&state.atlas));
        if !errors.is_empty() {
            return Err(Trouble::Fields(errors));
        }
        let today = Calendar::of(present.profile()).day(now);
        if let Some(day) = question.day.filter(|day| *day > today) {
            let error = FieldError::new("day", day, "today or a day before");
            return Err(Trouble::Fields(vec![error]));
        }
        let given = (area.is_some(), question.area.is_some());
        if given == (true, true) {
            let error = FieldError::new("area", "twice", "an area in the address or in the body");
            return Err(Trouble::Fields(vec![error]));
        }
        question.area = question.area.or(area);
        question.compare = match question.compare {
            Some(compare) => {
                let compare = resolve::lasting(present, today, compare);
                self.place(present, now, "compare", Some(compare)).await?;
                Some(compare)
            }
            None => None,
        };
        if question.as_of.is_some() && question.compare == question.as_of {
            question.compare = None;
        }
        let day = question.day.unwrap_or(state.day);
        self.asked(state.atlas, question, day).await
    }

    /// The answer to what was asked, and to what it is compared with: another state of the data,
    /// or without one the same without its scenario.
    ///
    /// # Errors
    /// Those of [`Coverage::ask`].
    pub async fn answer(
        &self,
        present: &Arc<Atlas>,
        now: Stamp,
        asked: Asked,
    ) -> Result<Answered, Trouble> {
        let compared = match asked.question.compare {
            Some(compare) => {
                let state = self.resolve(present, now, "compare", Some(compare)).await?;
                let question = Question {
                    compare: None,
                    scenario: Vec::new(),
                    ..asked.question.clone()
                };
                let other = self.asked(state.atlas, question, state.day).await?;
                let answer = self.measured(&other).await?;
                Some((other, answer))
            }
            None if !asked.question.scenario.is_empty() => {
                let mut other = asked.clone();
                other.question.scenario.clear();
                let answer = self.measured(&other).await?;
                Some((other, answer))
            }
            None => None,
        };
        let answer = self.measured(&asked).await?;
        let vanished = self.vanished(&asked).await?;
        Ok(Answered {
            asked,
            answer,
            compared,
            vanished,
        })
    }

    /// Waits for its turn; whoever holds it may do what takes long.
    ///
    /// # Errors
    /// [`Trouble::Busy`] when that takes too long.
    pub async fn turn(&self) -> Result<OwnedSemaphorePermit, Trouble> {
        Ok(self.0.turn.permit().await?)
    }

    /// The thing that is kept under `key`, made on another thread when it is not there.
    async fn kept_or_made<K, T>(
        &self,
        kept: &Recent<K, Arc<T>>,
        key: K,
        make: impl FnOnce() -> T + Send + 'static,
    ) -> Result<Arc<T>, Trouble>
    where
        K: Hash + Eq + Clone + Send + Sync + 'static,
        T: Send + Sync + 'static,
    {
        let make = async { Ok::<_, Trouble>(Arc::new(self.0.work.run(make).await?)) };
        kept.get_or_try(key, make).await
    }

    async fn asked(
        &self,
        atlas: Arc<Atlas>,
        mut question: Question,
        day: NaiveDate,
    ) -> Result<Asked, Trouble> {
        question.as_of = Some(coverage::AsOf::Number(atlas.version()));
        question.day = Some(day);
        let area = question.area.as_ref();
        let drawn = area.map(|area| area.to_geojson().to_string());
        let place = drawn.unwrap_or_default() + "@" + &question.set;
        let key = (atlas.cells().version(), atlas.districts_version(), place);
        let (from, set, area) = (atlas.clone(), question.set.clone(), question.area.clone());
        let ground = move || match area {
            Some(area) => Ground::of_area(&area, from.districts(&set), from.cells().all()),
            None => Ground::new(from.districts(&set), from.cells().all()),
        };
        let ground = self.kept_or_made(&self.0.grounds, key, ground).await?;
        let from = atlas.clone();
        let key = (atlas.items_version(Layer::Spaces), day);
        let facilities = move || {
            let calendar = Calendar::of(from.profile());
            coverage::facilities(from.spaces(), from.categories(), &calendar, day)
        };
        let facilities = self
            .kept_or_made(&self.0.facilities, key, facilities)
            .await?;
        Ok(Asked {
            atlas,
            question,
            day,
            ground,
            facilities,
        })
    }

    /// Of the kinds that are asked for, those that a month before the day had a space and have none.
    async fn vanished(&self, asked: &Asked) -> Result<Vec<String>, Trouble> {
        let calendar = Calendar::of(asked.atlas.profile());
        let before = asked.day.checked_sub_months(Months::new(1));
        let Some(before) = before else {
            return Ok(Vec::new());
        };
        let Some(number) = self.number_at_end_of(before, &calendar).await? else {
            return Ok(Vec::new());
        };
        let find = async {
            let found = self
                .0
                .store
                .categories_in_use(number.min(asked.atlas.version()))
                .await;
            found.map(Arc::new)
        };
        let before = self.0.in_use.get_or_try(number, find).await?;
        let tree = asked.atlas.categories();
        let meant = |id: &str| {
            let wanted = &asked.question.categories;
            let parent = tree.iter().find(|one| one.id.as_str() == id);
            let parent = parent.and_then(|one| one.parent.as_ref());
            wanted.is_empty()
                || wanted
                    .iter()
                    .any(|one| one.as_str() == id || Some(one) == parent)
        };
        let there = |id: &str| {
            asked
                .facilities
                .iter()
                .any(|one| one.category.as_str() == id)
        };
        let gone = before.iter().filter(|id| meant(id) && !there(id));
        Ok(gone.cloned().collect())
    }

    async fn measured(&self, asked: &Asked) -> Result<Arc<Answer>, Trouble> {
        let of = asked.clone();
        let key = (asked.state(), asked.address());
        let measure = move || coverage::measure(&of.ground, &of.facilities, &of.question, of.day);
        self.kept_or_made(&self.0.answers, key, measure).await
    }
}

impl Asked {
    /// Changes with anything that an answer is made of, but for the question.
    #[must_use]
    pub fn state(&self) -> u64 {
        let atlas = &self.atlas;
        [
            atlas.version(),
            atlas.items_version(Layer::Spaces),
            atlas.cells().version(),
            atlas.districts_version(),
        ]
        .into_iter()
        .fold(0, |sum: u64, part| {
            sum.rotate_left(17).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ part
        })
    }

    /// The parameters of the permanent link, as they stand behind an address: always the same
    /// answer, whatever happens to the data.
    #[must_use]
    pub fn address(&self) -> String {
        let mut out = form_urlencoded::Serializer::new(String::new());
        for (name, value) in self.question.to_query() {
            out.append_pair(name, &value);
        }
        out.finish()
    }
}
