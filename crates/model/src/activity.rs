//! What an item is doing in a window of time, both kinds alike: the one ground on which filters
//! by time stand.

use crate::calendar::Calendar;
use crate::hours::{Hours, Openness};
use crate::item::{Closure, Detail, Initiative, Item, Space, Status};
use crate::time::Stamp;

/// What an item is doing in a window of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Activity {
    /// Not known: a space without readable hours, an initiative that is put off.
    Unknown,
    /// An initiative without dates.
    Ongoing,
    /// From, until (the moment after the last), and whether it is certain: a space is open, an
    /// initiative takes place. Sorted; they touch only where certainty changes.
    Spans(Vec<(Stamp, Stamp, bool)>),
}

impl Item {
    /// What the item is doing from `from` to before `until`, at most two years.
    ///
    /// - A temporary closure ends a space's hours; while it lasts, also unreadable ones.
    /// - A cancelled initiative does nothing. One that is done has only its single date, if it
    ///   never repeats: when the repeating ended is not known.
    /// - A date without a known end is certain for its first minute and not certain until
    ///   midnight.
    ///
    /// Of an initiative this is what it says itself: that its space is closed for a time is for
    /// who knows the space.
    #[must_use]
    pub fn activity(&self, calendar: &Calendar, from: Stamp, until: Stamp) -> Activity {
        match &self.detail {
            Detail::Space(space) => of_space(space, self.hours(), calendar, from, until),
            Detail::Initiative(initiative) => of_initiative(initiative, calendar, from, until),
        }
    }

    /// A space's opening hours at its place; `None` where it has none that can be read.
    #[must_use]
    pub fn hours(&self) -> Option<Hours> {
        let Detail::Space(space) = &self.detail else {
            return None;
        };
        let hours = Hours::parse("opening_hours", space.opening_hours.as_deref()?).ok()?;
        Some(match self.position {
            Some(place) => hours.at(place),
            None => hours,
        })
    }
}

impl Closure {
    /// From the first moment of the closure to the one after its last.
    #[must_use]
    pub fn moments(&self, calendar: &Calendar) -> (Stamp, Stamp) {
        (
            self.from.map_or(Stamp::MIN, |day| calendar.midnight(day)),
            self.until
                .and_then(|day| day.succ_opt())
                .map_or(Stamp::MAX, |day| calendar.midnight(day)),
        )
    }
}

pub fn of_space(
    space: &Space,
    hours: Option<Hours>,
    calendar: &Calendar,
    from: Stamp,
    until: Stamp,
) -> Activity {
    let closed = space.closed.as_ref().map(|closed| closed.moments(calendar));
    if closed.is_some_and(|(first, after)| first <= from && until <= after) {
        return Activity::Spans(Vec::new());
    }
    let Some(hours) = hours else {
        return Activity::Unknown;
    };
    let mut out = Vec::new();
    for span in hours.spans(calendar, from, until) {
        if span.state != Openness::Closed {
            out.push((span.from, span.until, span.state == Openness::Open));
        }
    }
    if let Some((first, after)) = closed {
        out = out
            .into_iter()
            .flat_map(|(from, until, certain)| {
                [
                    (from, until.min(first), certain),
                    (from.max(after), until, certain),
                ]
            })
            .filter(|(from, until, _)| from < until)
            .collect();
    }
    Activity::Spans(merged(&out))
}

pub fn of_initiative(
    initiative: &Initiative,
    calendar: &Calendar,
    from: Stamp,
    until: Stamp,
) -> Activity {
    let nothing = Activity::Spans(Vec::new());
    let schedule = initiative.schedule.as_ref();
    match initiative.status {
        Status::Scheduled => {}
        Status::Postponed => return Activity::Unknown,
        Status::Cancelled => return nothing,
        Status::Done => {
            if schedule.is_none_or(|once| once.rrule.is_some() || !once.rdate.is_empty()) {
                return nothing;
            }
        }
    }
    let Some(schedule) = schedule else {
        return Activity::Ongoing;
    };
    // A date whose end is not known may have begun earlier on the day.
    let earlier = calendar.midnight(calendar.day(from)).min(from);
    let mut out = Vec::new();
    for one in schedule.occurrences(calendar, earlier, until) {
        if one.cancelled {
            continue;
        }
        out.push((one.from, one.until, true));
        if one.end.is_none() && !one.all_day {
            let next = calendar.day(one.from).succ_opt();
            let midnight = next.map_or(one.until, |day| calendar.midnight(day));
            out.push((one.until, midnight, false));
        }
    }
    for (start, end, _) in &mut out {
        *start = (*start).max(from);
        *end = (*end).min(until);
    }
    out.retain(|(from, until, _)| from < until);
    Activity::Spans(merged(&out))
}

/// What takes place at a space that is closed for a time. Nobody has said that it does not, so
/// what of it lies in the closure is not certain.
pub fn while_closed(
    activity: Activity,
    (first, after): (Stamp, Stamp),
    from: Stamp,
    until: Stamp,
) -> Activity {
    let spans = match activity {
        Activity::Ongoing if first < until && from < after => vec![(from, until, true)],
        Activity::Spans(spans) => spans,
        other => return other,
    };
    let parts = spans.into_iter().flat_map(|(from, until, certain)| {
        [
            (from, until.min(first), certain),
            (from.max(first), until.min(after), false),
            (from.max(after), until, certain),
        ]
    });
    let parts: Vec<_> = parts.filter(|(from, until, _)| from < until).collect();
    Activity::Spans(merged(&parts))
}

/// Spans that neither overlap nor go on in the same certainty; what is certain covers what is not.
fn merged(spans: &[(Stamp, Stamp, bool)]) -> Vec<(Stamp, Stamp, bool)> {
    let union = |wanted: bool| {
        let mut some: Vec<(Stamp, Stamp)> = spans
            .iter()
            .filter(|(_, _, certain)| *certain == wanted)
            .map(|(from, until, _)| (*from, *until))
            .collect();
        some.sort_unstable();
        let mut out: Vec<(Stamp, Stamp)> = Vec::with_capacity(some.len());
        for (from, until) in some {
            match out.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(until),
                _ => out.push((from, until)),
            }
        }
        out
    };
    let (certain, uncertain) = (union(true), union(false));
    let mut out: Vec<(Stamp, Stamp, bool)> = Vec::with_capacity(certain.len() + uncertain.len());
    for (mut from, until) in uncertain {
        let first = certain.partition_point(|(_, end)| *end <= from);
        for (start, end) in &certain[first..] {
            if *start >= until {
                break;
            }
            if from < *start {
                out.push((from, *start, false));
            }
            from = from.max(*end);
        }
        if from < until {
            out.push((from, until, false));
        }
    }
    out.extend(certain.into_iter().map(|(from, until)| (from, until, true)));
    out.sort_unstable();
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::Profile;
    use crate::{ItemKind, Position};
    use serde_json::{Value, json};

    /// On 28 November 2026, a Saturday, in hours of the day.
    fn activity(kind: ItemKind, properties: &Value) -> Result<Vec<(f64, f64, bool)>, Activity> {
        let map = properties.as_object().expect("an object");
        let item = Item::parse(kind, map, Position::new(21.0, 52.2).ok()).expect("a valid item");
        let calendar = Calendar::of(&Profile::default());
        let midnight = |day: u32| {
            calendar.midnight(chrono::NaiveDate::from_ymd_opt(2026, 11, day).expect("a date"))
        };
        let from = midnight(28);
        let hour = |at: Stamp| (at.millis() - from.millis()) as f64 / 3_600_000.0;
        match item.activity(&calendar, from, midnight(29)) {
            Activity::Spans(spans) => Ok(spans
                .into_iter()
                .map(|(from, until, certain)| (hour(from), hour(until), certain))
                .collect()),
            other => Err(other),
        }
    }

    #[test]
    fn a_closure_ends_a_spaces_hours() {
        let space = |closed: Value, hours: Value| {
            activity(
                ItemKind::Space,
                &json!({"opening_hours": hours, "closed": closed}),
            )
        };
        let hours = "Fr 18:00-02:00; Sa 10:00-12:00,14:00-16:00 unknown";
        assert_eq!(
            space(Value::Null, json!("Sa 10:00-12:00; Sa 14:00-16:00 unknown")),
            Ok(vec![(14.0, 16.0, false)])
        );
        assert_eq!(
            space(json!({"from": "2026-11-28"}), json!(hours)),
            Ok(vec![])
        );
        assert_eq!(
            space(json!({"reason": "remont"}), json!("po umówieniu")),
            Ok(vec![])
        );
        assert_eq!(
            space(json!({"until": "2026-11-27"}), json!("Sa 10:00-12:00")),
            Ok(vec![(10.0, 12.0, true)])
        );
        assert_eq!(
            space(Value::Null, json!("po umówieniu")),
            Err(Activity::Unknown)
        );
        assert_eq!(space(Value::Null, Value::Null), Err(Activity::Unknown));
    }

    #[test]
    fn status_says_whether_an_initiative_happens() {
        let initiative = |status: &str, schedule: Value| {
            activity(
                ItemKind::Initiative,
                &json!({"status": status, "schedule": schedule}),
            )
        };
        let once = json!({"start": "2026-11-28T10:00", "end": "2026-11-28T12:00"});
        let weekly = json!({"start": "2026-11-21T10:00", "rrule": "FREQ=WEEKLY"});
        assert_eq!(
            initiative("scheduled", once.clone()),
            Ok(vec![(10.0, 12.0, true)])
        );
        assert_eq!(
            initiative("done", once.clone()),
            Ok(vec![(10.0, 12.0, true)])
        );
        assert_eq!(initiative("cancelled", once.clone()), Ok(vec![]));
        assert_eq!(initiative("postponed", once), Err(Activity::Unknown));
        assert_eq!(initiative("done", weekly.clone()), Ok(vec![]));
        assert_eq!(initiative("scheduled", Value::Null), Err(Activity::Ongoing));
        assert_eq!(initiative("done", Value::Null), Ok(vec![]));
        // The end is not known: surely the start, perhaps the rest of the day.
        let minute = 10.0 + 1.0 / 60.0;
        assert_eq!(
            initiative("scheduled", weekly),
            Ok(vec![(10.0, minute, true), (minute, 24.0, false)])
        );
    }

    #[test]
    fn overlapping_dates_are_one_span() {
        let twice = json!({
            "start": "2026-11-28T10:00", "end": "2026-11-28T12:00",
            "rdate": ["2026-11-28T11:00", "2026-11-28T20:00"],
        });
        assert_eq!(
            activity(ItemKind::Initiative, &json!({"schedule": twice})),
            Ok(vec![(10.0, 13.0, true), (20.0, 22.0, true)])
        );
    }
}
