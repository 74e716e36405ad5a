//! How a question's answer has come to be what it is: the share of people reached at the ends of
//! the last months, from revisions.

use super::{Asked, Coverage, Trouble};
use chrono::{Datelike as _, Days, Months, NaiveDate};
use okolica_atlas::Atlas;
use okolica_coverage::{AsOf, Question};
use okolica_model::calendar::Calendar;
use okolica_model::time::Stamp;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The ends of so many months are looked at, the question's own day the last of them.
const MONTHS: u32 = 12;

/// The share of people reached by the code of the area, where there is one.
pub(super) type Shares = BTreeMap<String, f64>;

impl Coverage {
    /// `[{"date", "reached_share": {code: share}}]` from the oldest day on; days before the first
    /// revision are left out, and the scenario is: there was none. Each day of the past is
    /// reckoned once.
    ///
    /// # Errors
    /// When the store does not answer, or others are before it for too long.
    pub async fn trend(
        &self,
        present: &Arc<Atlas>,
        now: Stamp,
        asked: &Asked,
    ) -> Result<Value, Trouble> {
        let calendar = Calendar::of(present.profile());
        let mut question = asked.question.clone();
        question.scenario.clear();
        question.compare = None;
        let mut points = Vec::new();
        for day in days(asked.day) {
            let of_own_day = day == asked.day;
            let shares = if of_own_day {
                self.shares(asked.atlas.clone(), question.clone(), day)
                    .await?
            } else {
                let Some(number) = self.number_at_end_of(day, &calendar).await? else {
                    continue;
                };
                let known = (number, day, address(&question));
                let make = async {
                    let state = AsOf::Number(number);
                    let state = self.resolve(present, now, "as_of", Some(state)).await?;
                    self.shares(state.atlas, question.clone(), day).await
                };
                self.0.trends.get_or_try(known, make).await?
            };
            points.push(json!({"date": day, "reached_share": *shares}));
        }
        Ok(points.into())
    }

    async fn shares(
        &self,
        atlas: Arc<Atlas>,
        question: Question,
        day: NaiveDate,
    ) -> Result<Arc<Shares>, Trouble> {
        let asked = self.asked(atlas, question, day).await?;
        let answer = self.measured(&asked).await?;
        let areas = answer.areas.iter();
        let shares = areas.filter_map(|area| Some((area.code.clone(), area.reached_share?)));
        Ok(Arc::new(shares.collect()))
    }
}

/// What is asked, whenever it is.
fn address(question: &Question) -> String {
    let mut question = question.clone();
    question.as_of = None;
    question.day = None;
    format!("{:?}", (question.to_query(), question.area))
}

/// The last days of the months before, and the day itself.
fn days(last: NaiveDate) -> Vec<NaiveDate> {
    let first_of_month = last.with_day(1).unwrap_or(last);
    let ends = (0..MONTHS - 1).rev().filter_map(|months| {
        let next = first_of_month.checked_sub_months(Months::new(months))?;
        next.checked_sub_days(Days::new(1))
    });
    ends.chain([last]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_the_ends_of_its_months() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
        let found = days(day("2028-03-31"));
        assert_eq!(found.len(), 12);
        assert_eq!(found[0], day("2027-04-30"));
        assert_eq!(found[10..], [day("2028-02-29"), day("2028-03-31")]);
    }
}
