//! One scenario after another, each answered from the one before.

use super::answer::Answer;
use super::facility::Facility;
use super::found::Found;
use super::ground::Ground;
use super::measure::Asked;
use super::question::Question;
use super::reach::Class;
use chrono::NaiveDate;

/// Answers questions that mostly differ in their scenario alone, as [`super::measure`] does and to
/// the last bit as it does, but looks only at the ground around what has changed since the
/// question before.
pub struct WhatIf<'a> {
    ground: &'a Ground,
    facilities: &'a [Facility],
    day: NaiveDate,
    last: Option<(Asked<'a>, Found)>,
}

impl<'a> WhatIf<'a> {
    /// `facilities` are those before any scenario.
    #[must_use]
    pub const fn new(ground: &'a Ground, facilities: &'a [Facility], day: NaiveDate) -> Self {
        Self {
            ground,
            facilities,
            day,
            last: None,
        }
    }

    pub fn answer(&mut self, question: &Question) -> Answer {
        let asked = Asked::new(self.ground, self.facilities, question, self.day);
        let found = match self.last.take() {
            Some((before, found)) if but_for_scenario(&before.question, question) => {
                found.after(&before, &asked)
            }
            _ => Found::new(&asked),
        };
        let answer = asked.answer(&found);
        self.last = Some((asked, found));
        answer
    }

    /// The class of every sample under the last question, for the map.
    #[must_use]
    pub fn classes(&self) -> Vec<Class> {
        let last = self.last.as_ref();
        last.map_or_else(Vec::new, |(asked, found)| asked.classes(&found.reached))
    }
}

fn but_for_scenario(a: &Question, b: &Question) -> bool {
    let bare = |question: &Question| Question {
        scenario: Vec::new(),
        ..question.clone()
    };
    bare(a) == bare(b)
}
