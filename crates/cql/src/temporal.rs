//! Moments, days and intervals.

use super::wrong;
use chrono::NaiveDate;
use okolica_model::FieldError;
use okolica_model::calendar::Calendar;
use okolica_model::time::{LocalTime, Stamp};
use serde_json::Value;

/// A stretch of time in milliseconds since 1970, both ends included. A moment is one whose ends
/// are equal, a day reaches from its midnight in the city to the last millisecond before the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub(super) from: i64,
    pub(super) to: i64,
}

impl Span {
    /// The value of a parameter `datetime` (OGC API – Features, part 1, 7.15.4): a moment, a local
    /// day, or an interval with `..`, nothing, or the year 0 for an open end.
    ///
    /// # Errors
    /// Names `datetime`.
    pub fn parse_datetime(text: &str, calendar: &Calendar) -> Result<Self, FieldError> {
        let wrong = || {
            let expected = "a moment like 2026-11-28T10:00:00Z, or an interval like \
                            2026-11-28T00:00:00Z/.. that does not end before it starts";
            FieldError::new("datetime", text, expected)
        };
        let one = |text: &str| Self::parse(text, calendar).map_err(|_| wrong());
        let end = |text: &str, open: i64| match text {
            "" | ".." => Ok(Self {
                from: open,
                to: open,
            }),
            // So QGIS writes an open start.
            early if early.starts_with("0000-") && open == i64::MIN => Ok(Self {
                from: open,
                to: open,
            }),
            other => one(other),
        };
        let span = match text.split_once('/') {
            None => one(text)?,
            Some((from, to)) => Self {
                from: end(from, i64::MIN)?.from,
                to: end(to, i64::MAX)?.to,
            },
        };
        (span.from <= span.to).then_some(span).ok_or_else(wrong)
    }

    /// Whether the two share a moment.
    #[must_use]
    pub const fn intersects(self, other: Self) -> bool {
        Relation::Intersects.holds(self, other)
    }

    /// The time that an initiative spans: from the first start of its schedule to the end of its
    /// last date, all of it, between its dates too. `last` is the moment of that end where it is
    /// known; `None` for a schedule that can't be read.
    #[must_use]
    pub fn of_schedule(schedule: &Value, last: Option<Stamp>, calendar: &Calendar) -> Option<Self> {
        let local = |name: &str| {
            let time = LocalTime::parse(name, schedule[name].as_str()?).ok()?;
            Some(Self::local(time, calendar))
        };
        let start = local("start")?;
        let to = match last {
            Some(last) => last.millis(),
            None if schedule["rrule"].is_string() => i64::MAX,
            None => local("end").map_or(start.to, |end| end.to),
        };
        Some(Self {
            from: start.from,
            to: to.max(start.from),
        })
    }

    pub(crate) const fn moment(at: Stamp) -> Self {
        Self {
            from: at.millis(),
            to: at.millis(),
        }
    }

    pub(crate) fn day(day: NaiveDate, calendar: &Calendar) -> Self {
        let next = day.succ_opt().unwrap_or(day);
        Self {
            from: calendar.midnight(day).millis(),
            to: calendar.midnight(next).millis() - 1,
        }
    }

    pub(crate) fn local(time: LocalTime, calendar: &Calendar) -> Self {
        match time {
            LocalTime::Date(day) => Self::day(day, calendar),
            LocalTime::DateTime(time) => Self::moment(calendar.stamp(time)),
        }
    }

    /// `2026-11-28`, a local day, or an RFC 3339 moment.
    pub(super) fn parse(text: &str, calendar: &Calendar) -> Result<Self, FieldError> {
        // GDAL leaves the T at the end of a date.
        let plain = text.strip_suffix('T').unwrap_or(text);
        let expected = "a date like 2026-11-28 or a moment like 2026-11-28T10:00:00Z";
        match LocalTime::parse("filter", plain) {
            Ok(LocalTime::Date(day)) => Ok(Self::day(day, calendar)),
            _ => Stamp::parse("filter", plain)
                .map(Self::moment)
                .map_err(|_| wrong(text, expected)),
        }
    }
}

/// The relations of CQL2's temporal functions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    After,
    Before,
    Contains,
    Disjoint,
    During,
    Equals,
    FinishedBy,
    Finishes,
    Intersects,
    Meets,
    MetBy,
    OverlappedBy,
    Overlaps,
    StartedBy,
    Starts,
}

impl Relation {
    pub(super) fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "t_after" => Self::After,
            "t_before" => Self::Before,
            "t_contains" => Self::Contains,
            "t_disjoint" => Self::Disjoint,
            "t_during" => Self::During,
            "t_equals" => Self::Equals,
            "t_finishedby" => Self::FinishedBy,
            "t_finishes" => Self::Finishes,
            "t_intersects" => Self::Intersects,
            "t_meets" => Self::Meets,
            "t_metby" => Self::MetBy,
            "t_overlappedby" => Self::OverlappedBy,
            "t_overlaps" => Self::Overlaps,
            "t_startedby" => Self::StartedBy,
            "t_starts" => Self::Starts,
            _ => return None,
        })
    }

    /// As CQL2 defines them by the ends of both.
    pub(super) const fn holds(self, a: Span, b: Span) -> bool {
        match self {
            Self::After => a.from > b.to,
            Self::Before => a.to < b.from,
            Self::Contains => a.from < b.from && a.to > b.to,
            Self::Disjoint => a.from > b.to || a.to < b.from,
            Self::During => a.from > b.from && a.to < b.to,
            Self::Equals => a.from == b.from && a.to == b.to,
            Self::FinishedBy => a.from < b.from && a.to == b.to,
            Self::Finishes => a.from > b.from && a.to == b.to,
            Self::Intersects => a.from <= b.to && a.to >= b.from,
            Self::Meets => a.to == b.from,
            Self::MetBy => a.from == b.to,
            Self::OverlappedBy => a.from > b.from && a.from < b.to && a.to > b.to,
            Self::Overlaps => a.from < b.from && a.to > b.from && a.to < b.to,
            Self::StartedBy => a.from == b.from && a.to > b.to,
            Self::Starts => a.from == b.from && a.to < b.to,
        }
    }
}
