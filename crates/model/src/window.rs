//! The windows of time that a filter can ask for. They are symbolic: which moments they are is
//! known only with a moment and the city's clocks.

use crate::FieldError;
use chrono::NaiveDate;

/// When there is something on: initiatives with a date in the window, spaces open in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum When {
    /// Local days, both included; a side that is `None` is open.
    Dates {
        from: Option<NaiveDate>,
        to: Option<NaiveDate>,
    },
    /// The whole local day, what has passed of it too.
    Today,
    Tomorrow,
    /// The Saturday and Sunday that come next, or that are now; on a Sunday that day alone.
    Weekend,
    /// Today and the six days after it.
    Week,
    /// From this moment to two hours later.
    TwoHours,
}

impl When {
    /// The windows that have a name.
    pub const NAMED: [Self; 5] = [
        Self::Today,
        Self::Tomorrow,
        Self::Weekend,
        Self::Week,
        Self::TwoHours,
    ];

    /// The value of the parameter `when`; `None` for dates, which have parameters of their own.
    #[must_use]
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::Dates { .. } => None,
            Self::Today => Some("today"),
            Self::Tomorrow => Some("tomorrow"),
            Self::Weekend => Some("weekend"),
            Self::Week => Some("week"),
            Self::TwoHours => Some("2h"),
        }
    }

    /// # Errors
    /// Names `when`.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        Self::NAMED
            .into_iter()
            .find(|when| when.name() == Some(text))
            .ok_or_else(|| FieldError::new("when", text, "today, tomorrow, weekend, week or 2h"))
    }
}

/// When spaces are open and initiatives running.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Open {
    /// At this moment.
    Now,
    /// At some time from 18:00 to 22:00 today.
    Evening,
    /// As [`When::Weekend`].
    Weekend,
}

impl Open {
    pub const ALL: [Self; 3] = [Self::Now, Self::Evening, Self::Weekend];

    /// The value of the parameter `open`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Evening => "evening",
            Self::Weekend => "weekend",
        }
    }

    /// # Errors
    /// Names `open`.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        Self::ALL
            .into_iter()
            .find(|open| open.name() == text)
            .ok_or_else(|| FieldError::new("open", text, "now, evening or weekend"))
    }
}

/// What a filter can ask of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    When(When),
    Open(Open),
    /// It has not ended.
    NotEnded,
}

/// A local date, `2026-11-28`. Chrono's own reader would be a tenth of the browser's part.
///
/// # Errors
/// Names `field`.
pub fn parse_date(field: &str, text: &str) -> Result<NaiveDate, FieldError> {
    let bytes = text.as_bytes();
    let number = |range: std::ops::Range<usize>| -> Option<u32> {
        bytes.get(range)?.iter().try_fold(0, |number, byte| {
            byte.is_ascii_digit()
                .then(|| number * 10 + u32::from(byte - b'0'))
        })
    };
    let date = || {
        let dashed = bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-';
        let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
        NaiveDate::from_ymd_opt(year.cast_signed(), month, day).filter(|_| dashed && year > 0)
    };
    date().ok_or_else(|| FieldError::new(field, text, "a date like 2026-11-28"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_strictly() {
        let date = parse_date("from", "2024-02-29").expect("a date");
        assert_eq!(date.to_string(), "2024-02-29");
        for wrong in [
            "",
            "2026-11-31",
            "2025-02-29",
            "0000-01-01",
            "2026-1-1",
            "2026-11-28T10:00",
            "20261128",
            "2026/11/28",
            "+026-11-28",
            "２０２６-11-28",
            "2026-11-2é",
        ] {
            assert!(parse_date("from", wrong).is_err(), "{wrong}");
        }
    }
}
