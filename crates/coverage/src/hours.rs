//! Facilities out of spaces, with the masks that their opening hours come to.

use super::facility::{Facility, Key};
use super::week::{Mask, SLOTS, SLOTS_A_DAY, Slots};
use chrono::{Datelike as _, Days, NaiveDate, NaiveTime, TimeDelta};
use okolica_model::Item;
use okolica_model::activity::{self, Activity};
use okolica_model::calendar::Calendar;
use okolica_model::item::{Closure, Detail, Space};
use okolica_model::time::Stamp;
use okolica_model::tree::CategoryTree;
use std::collections::HashMap;

/// How many weeks are looked through for one without a holiday.
const WEEKS: u64 = 8;

/// The Monday of the week that stands for all: the first week that begins on `day` or later and
/// has no public holiday on any of its days; where none of eight is so, the first of them.
#[must_use]
pub fn typical_week(calendar: &Calendar, day: NaiveDate) -> NaiveDate {
    let to_monday = (7 - u64::from(day.weekday().num_days_from_monday())) % 7;
    let after = |days: u64| {
        day.checked_add_days(Days::new(to_monday + days))
            .unwrap_or(day)
    };
    let ordinary = |monday: &NaiveDate| {
        let mut days = monday.iter_days().take(7);
        days.all(|day| !calendar.is_holiday(day))
    };
    let mut weeks = (0..WEEKS).map(|week| after(7 * week));
    weeks.find(ordinary).unwrap_or_else(|| after(0))
}

/// Every space that has a position, in the order given. `day` is the day that figures are reckoned
/// on; hours are those of its [`typical_week`], in which a temporary closure counts on its days.
#[must_use]
pub fn facilities(
    spaces: impl Iterator<Item = (u64, Item)>,
    categories: &CategoryTree,
    calendar: &Calendar,
    day: NaiveDate,
) -> Vec<Facility> {
    let mut week = Week::new(calendar, typical_week(calendar, day));
    let mut out = Vec::new();
    for (id, item) in spaces {
        let (Some(position), Detail::Space(space)) = (item.position, &item.detail) else {
            continue;
        };
        let parent = categories.get(item.common.category.as_str());
        let confirmed = item.common.confirmed_at;
        out.push(Facility {
            key: Key::Space(id),
            position,
            parent: parent.and_then(|category| category.parent.clone()),
            free: item.common.cost.free,
            access: item.common.access,
            confirmed: confirmed.map(|moment| calendar.day(moment)),
            capacity: space.capacity,
            hours: week.mask(&item, space),
            category: item.common.category,
            tags: item.common.tags,
            name: item.common.name,
        });
    }
    out
}

/// A week, and the masks of the hours that it has met.
struct Week<'a> {
    calendar: &'a Calendar,
    /// The moments between half hours: the first of the week to the one after its last.
    moments: Vec<Stamp>,
    /// By text and closure.
    known: HashMap<(String, Option<Closure>), Mask>,
}

impl<'a> Week<'a> {
    fn new(calendar: &'a Calendar, monday: NaiveDate) -> Self {
        let moment = |slot: usize| {
            let day = monday.checked_add_days(Days::new((slot / SLOTS_A_DAY) as u64));
            let time = NaiveTime::MIN + TimeDelta::minutes((slot % SLOTS_A_DAY) as i64 * 30);
            calendar.first(day.unwrap_or(monday).and_time(time))
        };
        Self {
            calendar,
            moments: (0..=SLOTS).map(moment).collect(),
            known: HashMap::new(),
        }
    }

    fn mask(&mut self, item: &Item, space: &Space) -> Mask {
        let text = space.opening_hours.clone().unwrap_or_default();
        // Only then the place of the space says when it opens.
        let by_the_sun = ["sun", "dawn", "dusk"];
        if by_the_sun.iter().any(|word| text.contains(word)) {
            return self.work_out(item, space);
        }
        let key = (text, space.closed.clone());
        if let Some(mask) = self.known.get(&key) {
            return *mask;
        }
        let mask = self.work_out(item, space);
        self.known.insert(key, mask);
        mask
    }

    fn work_out(&self, item: &Item, space: &Space) -> Mask {
        let (from, until) = (self.moments[0], self.moments[SLOTS]);
        let activity = activity::of_space(space, item.hours(), self.calendar, from, until);
        let Activity::Spans(spans) = activity else {
            return self.closed_days(space);
        };
        let certain: Vec<_> = spans.iter().filter(|span| span.2).copied().collect();
        let spans = joined(spans.iter().copied());
        Mask {
            open: self.slots(&joined(certain.into_iter())),
            perhaps: self.slots(&spans),
        }
    }

    /// Nothing is known of the hours, but that it is closed on the days of its closure.
    fn closed_days(&self, space: &Space) -> Mask {
        let mut mask = Mask::unknown();
        if let Some(closure) = &space.closed {
            let (from, until) = closure.moments(self.calendar);
            let (start, end) = (self.moments[0], self.moments[SLOTS]);
            let open = [(start, from.min(end)), (until.max(start), end)];
            mask.perhaps = self.slots(&open);
        }
        mask
    }

    /// The half hours all of which lie in one of the spans.
    fn slots(&self, spans: &[(Stamp, Stamp)]) -> Slots {
        let mut slots = Slots::NONE;
        for (from, until) in spans {
            let first = self.moments.partition_point(|moment| moment < from);
            for slot in first..SLOTS {
                if self.moments[slot + 1] > *until {
                    break;
                }
                slots.insert(slot);
            }
        }
        slots
    }
}

/// Sorted spans, those that touch made one: a place that is open for certain after it was perhaps
/// open is perhaps open all the time.
fn joined(spans: impl Iterator<Item = (Stamp, Stamp, bool)>) -> Vec<(Stamp, Stamp)> {
    let mut out: Vec<(Stamp, Stamp)> = Vec::new();
    for (from, until, _) in spans {
        match out.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(until),
            _ => out.push((from, until)),
        }
    }
    out
}
