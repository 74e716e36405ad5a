//! Which state of the data a date or a number of the change log means.

use super::{Coverage, Trouble};
use chrono::{Days, NaiveDate};
use okolica_atlas::Atlas;
use okolica_coverage::AsOf;
use okolica_model::FieldError;
use okolica_model::calendar::Calendar;
use okolica_model::cells::Edition;
use okolica_model::time::Stamp;
use std::sync::Arc;

/// A state of the data and the day that figures of it are reckoned on.
pub(super) struct State {
    pub(super) atlas: Arc<Atlas>,
    pub(super) day: NaiveDate,
}

/// What a comparison is with, so that it means the same for ever: today goes on changing.
pub(super) fn lasting(present: &Atlas, today: NaiveDate, compare: AsOf) -> AsOf {
    match compare {
        AsOf::Date(date) if date == today => AsOf::Number(present.version()),
        other => other,
    }
}

impl Coverage {
    /// The state that `as_of` means.
    pub(super) async fn resolve(
        &self,
        present: &Arc<Atlas>,
        now: Stamp,
        field: &str,
        as_of: Option<AsOf>,
    ) -> Result<State, Trouble> {
        let (number, day) = self.place(present, now, field, as_of).await?;
        let atlas = match number == present.version() {
            true => present.clone(),
            false => self.past(number).await?,
        };
        Ok(State { atlas, day })
    }

    /// Number and day that `as_of` means: the present ones without it; at the end of a local day;
    /// after a change, on the local day of that change.
    pub(super) async fn place(
        &self,
        present: &Atlas,
        now: Stamp,
        field: &str,
        as_of: Option<AsOf>,
    ) -> Result<(u64, NaiveDate), Trouble> {
        let calendar = Calendar::of(present.profile());
        let today = calendar.day(now);
        let wrong = |said: &dyn std::fmt::Display, expected: String| {
            Trouble::Fields(vec![FieldError::new(field, said, expected)])
        };
        let number = match as_of {
            None => return Ok((present.version(), today)),
            Some(AsOf::Date(date)) if date > today => {
                return Err(wrong(&date, format!("a day up to today, {today}")));
            }
            Some(AsOf::Date(date)) if date == today => return Ok((present.version(), today)),
            Some(AsOf::Date(date)) => match self.number_at_end_of(date, &calendar).await? {
                Some(number) => number,
                None => {
                    let first = self.first().await?;
                    let first = first.map_or(today, |first| calendar.day(first.at));
                    return Err(wrong(
                        &date,
                        format!("a day from {first} on, the first of this map"),
                    ));
                }
            },
            Some(AsOf::Number(number)) => {
                let first = self.first().await?;
                let first = first.map_or(0, |first| first.number);
                let newest = present.version();
                if number != newest && !(first..=newest).contains(&number) {
                    let expected = format!("a number of the change log from {first} to {newest}");
                    return Err(wrong(&number, expected));
                }
                number
            }
        };
        let day = match as_of {
            Some(AsOf::Date(date)) => date,
            _ => {
                let find = self.0.store.revision_upto(number);
                let change = self.0.changes.get_or_try(number, find).await?;
                change.map_or(today, |change| calendar.day(change.at))
            }
        };
        Ok((number, day))
    }

    /// The first revision, which a store that has one keeps.
    async fn first(&self) -> Result<Option<Edition>, Trouble> {
        if let Some(first) = self.0.first.get() {
            return Ok(Some(*first));
        }
        let first = self.0.store.first_revision().await?;
        Ok(first.map(|first| *self.0.first.get_or_init(|| first)))
    }

    /// `None` for a day before the first revision.
    pub(super) async fn number_at_end_of(
        &self,
        date: NaiveDate,
        calendar: &Calendar,
    ) -> Result<Option<u64>, Trouble> {
        let next = date.checked_add_days(Days::new(1)).unwrap_or(date);
        let end = calendar.midnight(next).millis() - 1;
        let Some(end) = Stamp::from_millis(end) else {
            return Ok(None);
        };
        enum Not {
            There,
            Known(Trouble),
        }
        let find = async {
            let number = self.0.store.number_at(end).await;
            let number = number.map_err(|error| Not::Known(error.into()))?;
            number.ok_or(Not::There)
        };
        // A day that has passed gets no more changes.
        match self.0.numbers.get_or_try(date, find).await {
            Ok(number) => Ok(Some(number)),
            Err(Not::There) => Ok(None),
            Err(Not::Known(trouble)) => Err(trouble),
        }
    }

    /// The atlas after a change of the past.
    async fn past(&self, number: u64) -> Result<Arc<Atlas>, Trouble> {
        let make = async {
            let _turn = self.turn().await?;
            let loaded = self.0.store.load_as_of(number, self.0.hide_under).await;
            let (atlas, rejections) = loaded?;
            tracing::info!(number, rejected = rejections.len(), "a past state is read");
            Ok(Arc::new(atlas))
        };
        self.0.past.get_or_try(number, make).await
    }
}
