//! Moments and local dates. The clock itself is always an argument.

use crate::FieldError;
use chrono::{DateTime, NaiveDate, NaiveDateTime};
use std::fmt;

/// A moment in UTC to the millisecond, written `2026-11-23T10:00:00.000Z` in every output and
/// both stores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp(i64);

impl Stamp {
    /// The first moment of the year 1.
    pub const MIN: Self = Self(-62_135_596_800_000);
    /// The last moment of the year 9999.
    pub const MAX: Self = Self(253_402_300_799_999);

    /// Milliseconds since 1970-01-01T00:00:00Z; `None` outside the years 1 to 9999.
    #[must_use]
    pub fn from_millis(millis: i64) -> Option<Self> {
        (Self::MIN.0..=Self::MAX.0)
            .contains(&millis)
            .then_some(Self(millis))
    }

    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// RFC 3339 with an offset, `2026-11-23 10:00:00+00`, or without one (taken as UTC, as SQL
    /// tools write it), or a date alone (its midnight in UTC).
    ///
    /// # Errors
    /// Names `field`.
    pub fn parse(field: &str, text: &str) -> Result<Self, FieldError> {
        let text = text.trim();
        let moment = DateTime::parse_from_rfc3339(text)
            .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f%#z"))
            .map(|moment| moment.timestamp_millis())
            .ok()
            .or_else(|| naive(text).map(|moment| moment.and_utc().timestamp_millis()))
            .or_else(|| {
                let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
                Some(day.and_hms_opt(0, 0, 0)?.and_utc().timestamp_millis())
            });
        moment
            .and_then(Self::from_millis)
            .ok_or_else(|| FieldError::new(field, text, "a moment like 2026-11-23T10:00:00Z"))
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match DateTime::from_timestamp_millis(self.0) {
            Some(moment) => write!(f, "{}", moment.format("%Y-%m-%dT%H:%M:%S%.3fZ")),
            None => Err(fmt::Error),
        }
    }
}

/// A date or a date with a time of day, on the clocks of the city.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LocalTime {
    Date(NaiveDate),
    DateTime(NaiveDateTime),
}

impl LocalTime {
    /// `2026-11-28` or `2026-11-28T10:00[:00]`.
    ///
    /// # Errors
    /// Names `field`.
    pub fn parse(field: &str, text: &str) -> Result<Self, FieldError> {
        let text = text.trim();
        NaiveDate::parse_from_str(text, "%Y-%m-%d")
            .map(Self::Date)
            .ok()
            .or_else(|| naive(text).map(Self::DateTime))
            .filter(|time| (1..=9999).contains(&chrono::Datelike::year(&time.date())))
            .ok_or_else(|| {
                FieldError::new(
                    field,
                    text,
                    "a local date or time like 2026-11-28 or 2026-11-28T10:00",
                )
            })
    }

    #[must_use]
    pub fn date(self) -> NaiveDate {
        match self {
            Self::Date(date) => date,
            Self::DateTime(time) => time.date(),
        }
    }
}

impl fmt::Display for LocalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => write!(f, "{}", date.format("%Y-%m-%d")),
            Self::DateTime(time) => write!(f, "{}", time.format("%Y-%m-%dT%H:%M:%S")),
        }
    }
}

/// A date alone, e.g. `funding` deadlines or `confirmed_at` without a time.
///
/// # Errors
/// Names `field`.
pub fn parse_date(field: &str, text: &str) -> Result<NaiveDate, FieldError> {
    match LocalTime::parse(field, text)? {
        LocalTime::Date(date) => Ok(date),
        LocalTime::DateTime(_) => Err(FieldError::new(field, text, "a date like 2026-11-28")),
    }
}

fn naive(text: &str) -> Option<NaiveDateTime> {
    [
        "%Y-%m-%dT%H:%M:%S%.f",
        "%Y-%m-%dT%H:%M",
        "%Y-%m-%d %H:%M:%S%.f",
        "%Y-%m-%d %H:%M",
    ]
    .into_iter()
    .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
}
