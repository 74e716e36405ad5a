//! The city's clocks and holidays.
//!
//! Public holidays are those of the `opening-hours` crate's database, which ends in the 2070s for
//! most countries. It has no school holidays for Poland: those are worked out here, from the
//! regulation on the organisation of the school year (Dz.U. 2017 poz. 1603, § 2 and 3). The winter
//! break differs by voivodeship, so its weeks count as not known. Of a country without a table of
//! school holidays every day may be one.

use crate::FieldError;
use crate::profile::Profile;
use crate::time::Stamp;
use chrono::{
    DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Timelike,
    Weekday,
};
use chrono_tz::Tz;
use opening_hours::ContextHolidays;
use opening_hours::localization::Country;
use std::sync::{Arc, LazyLock};

/// The clocks and holidays of a city. Cheap to make and to clone.
#[derive(Debug, Clone)]
pub struct Calendar {
    zone: Tz,
    holidays: ContextHolidays,
    /// Days of which it is not known whether they are holidays here.
    perhaps: ContextHolidays,
}

impl Calendar {
    /// The clocks of the profile's time zone, or UTC when there is no such zone ([`check_zone`]
    /// says so where a profile is read); the holidays of its country, or none.
    #[must_use]
    pub fn of(profile: &Profile) -> Self {
        let country = profile.country.to_ascii_uppercase().parse::<Country>().ok();
        let (holidays, perhaps) = match country {
            Some(Country::PL) => POLAND.clone(),
            Some(country) => (country.holidays(), country.holidays_regional()),
            None => Default::default(),
        };
        let perhaps = match holidays.get_school().first_after(NaiveDate::MIN) {
            Some(_) => perhaps,
            None => ContextHolidays::new(
                Arc::new(perhaps.get_public().clone()),
                Arc::new(EVERY_DAY.get_school().clone()),
            ),
        };
        Self {
            zone: profile.time_zone.parse().unwrap_or(Tz::UTC),
            holidays,
            perhaps,
        }
    }

    #[must_use]
    pub fn zone(&self) -> Tz {
        self.zone
    }

    /// What the city's clocks show at a moment.
    #[must_use]
    pub fn local(&self, at: Stamp) -> NaiveDateTime {
        DateTime::from_timestamp_millis(at.millis())
            .unwrap_or_default()
            .with_timezone(&self.zone)
            .naive_local()
    }

    /// The day that it is in the city at a moment.
    #[must_use]
    pub fn day(&self, at: Stamp) -> NaiveDate {
        self.local(at).date()
    }

    /// The moment of a time on the city's clocks, as RFC 5545 (3.3.5) has it: a time that comes
    /// twice is its first; one that the clocks skip is counted with the offset before the gap, so
    /// 2:30 in a gap from 2 to 3 is the moment at which they show 3:30.
    #[must_use]
    pub fn stamp(&self, local: NaiveDateTime) -> Stamp {
        if let Some(moment) = self.zone.from_local_datetime(&local).earliest() {
            return stamp(moment.naive_utc());
        }
        // No gap is longer than a day, so a day before it the old offset holds.
        let before = local
            .checked_sub_signed(TimeDelta::days(1))
            .unwrap_or(local);
        let offset = chrono::Offset::fix(&self.zone.offset_from_utc_datetime(&before));
        stamp(local.checked_sub_offset(offset).unwrap_or(local))
    }

    /// The first moment at which the clocks show `local` or later: for a time that they skip the
    /// moment of the skip. A later `local` never gives an earlier moment.
    #[must_use]
    pub fn first(&self, local: NaiveDateTime) -> Stamp {
        const MINUTES_A_DAY: i64 = 1440;
        let earliest = |local| self.zone.from_local_datetime(&local).earliest();
        let minute = local
            .with_second(0)
            .and_then(|time| time.with_nanosecond(0));
        let later = (1..=MINUTES_A_DAY)
            .filter_map(|minutes| minute?.checked_add_signed(TimeDelta::minutes(minutes)));
        earliest(local)
            .or_else(|| later.into_iter().find_map(earliest))
            .map_or_else(|| self.stamp(local), |moment| stamp(moment.naive_utc()))
    }

    /// The moment at which a day begins in the city.
    #[must_use]
    pub fn midnight(&self, day: NaiveDate) -> Stamp {
        self.first(day.and_time(NaiveTime::MIN))
    }

    /// Whether a day is a public holiday of the country.
    #[must_use]
    pub fn is_holiday(&self, day: NaiveDate) -> bool {
        self.holidays.get_public().contains(day)
    }

    /// Holidays, and days that may be ones.
    pub fn holidays(&self) -> (&ContextHolidays, &ContextHolidays) {
        (&self.holidays, &self.perhaps)
    }
}

/// Checks that there is a time zone of this name.
///
/// # Errors
/// Names `field`.
pub fn check_zone(field: &str, name: &str) -> Result<(), FieldError> {
    match name.parse::<Tz>() {
        Ok(_) => Ok(()),
        Err(_) => Err(FieldError::new(
            field,
            name,
            "an IANA time zone like Europe/Warsaw",
        )),
    }
}

/// Nearest the ends of what a stamp can be, for dates beyond them.
fn stamp(utc: NaiveDateTime) -> Stamp {
    let end = if utc.year() < 1 {
        Stamp::MIN
    } else {
        Stamp::MAX
    };
    Stamp::from_millis(utc.and_utc().timestamp_millis()).unwrap_or(end)
}

/// As far as the tables of public holidays go.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2076;

/// Every day as a school holiday.
static EVERY_DAY: LazyLock<ContextHolidays> = LazyLock::new(|| {
    let start = NaiveDate::from_ymd_opt(*YEARS.start(), 1, 1).unwrap_or_default();
    let days = start.iter_days();
    let days = days.take_while(|day| day.year() <= *YEARS.end()).collect();
    ContextHolidays::new(Arc::default(), Arc::new(days))
});

static POLAND: LazyLock<(ContextHolidays, ContextHolidays)> = LazyLock::new(|| {
    let public = Country::PL.holidays();
    let mut breaks = public.get_school().clone();
    let mut perhaps = breaks.clone();
    for year in YEARS {
        for day in school_breaks(year) {
            breaks.insert(day);
        }
        for day in winter_break_weeks(year) {
            perhaps.insert(day);
        }
    }
    let none = ContextHolidays::default();
    (
        ContextHolidays::new(Arc::new(public.get_public().clone()), Arc::new(breaks)),
        ContextHolidays::new(Arc::new(none.get_public().clone()), Arc::new(perhaps)),
    )
});

/// Poland's school breaks that are the same everywhere: Christmas (23 to 31 December, from the
/// 22nd where that is a Monday; 1 January is a holiday in itself), Easter (Thursday before to
/// Tuesday after), and summer (from the Saturday after the last school day to 31 August).
fn school_breaks(year: i32) -> Vec<NaiveDate> {
    let day = |month, day| NaiveDate::from_ymd_opt(year, month, day);
    let span = |from: Option<NaiveDate>, until: Option<NaiveDate>| {
        let until = until.unwrap_or_default();
        from.into_iter()
            .flat_map(move |from| from.iter_days().take_while(move |day| *day <= until))
    };
    let christmas = day(12, 22)
        .filter(|day| day.weekday() == Weekday::Mon)
        .or_else(|| day(12, 23));
    let easter = easter(year);
    // School ends on the first Friday after 20 June, or on the Wednesday before it when the
    // Thursday is Corpus Christi; either way that Thursday and Friday are free or the end.
    let friday = (21..=27)
        .filter_map(|number| day(6, number))
        .find(|day| day.weekday() == Weekday::Fri);
    let corpus_christi = easter.and_then(|day| day.checked_add_days(Days::new(60)));
    let first_free = friday.and_then(|friday| {
        if friday.pred_opt() == corpus_christi {
            corpus_christi
        } else {
            friday.succ_opt()
        }
    });
    span(christmas, day(12, 31))
        .chain(span(
            easter.and_then(|day| day.checked_sub_days(Days::new(3))),
            easter.and_then(|day| day.checked_add_days(Days::new(2))),
        ))
        .chain(span(first_free, day(8, 31)))
        .collect()
}

/// The weeks in which Poland's voivodeships take turns with two weeks of winter break.
fn winter_break_weeks(year: i32) -> impl Iterator<Item = NaiveDate> {
    let start = NaiveDate::from_ymd_opt(year, 1, 15).unwrap_or_default();
    start.iter_days().take_while(|day| day.month() <= 2)
}

/// Easter Sunday of the Gregorian calendar (Meeus, Jones, Butcher).
fn easter(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    NaiveDate::from_ymd_opt(year, (n / 31) as u32, (n % 31 + 1) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn warsaw() -> Calendar {
        Calendar::of(&Profile::default())
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn clock(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").expect("a time")
    }

    #[test]
    fn both_changes_of_the_clocks_follow_the_calendar_standard() {
        let calendar = warsaw();
        for (local, utc, first) in [
            ("2026-03-29 01:59:00", "00:59", "00:59"),
            ("2026-03-29 02:00:00", "01:00", "01:00"),
            ("2026-03-29 02:30:00", "01:30", "01:00"),
            ("2026-03-29 02:30:20", "01:30:20", "01:00"),
            ("2026-03-29 03:00:00", "01:00", "01:00"),
            ("2026-10-25 02:00:00", "00:00", "00:00"),
            ("2026-10-25 02:30:00", "00:30", "00:30"),
            ("2026-10-25 03:00:00", "02:00", "02:00"),
        ] {
            let expected = |time: &str| {
                let text = format!("{}T{time}:00Z", &local[..10]);
                Stamp::parse("utc", &text)
                    .or_else(|_| Stamp::parse("utc", &format!("{}T{time}Z", &local[..10])))
                    .expect("a moment")
            };
            assert_eq!(calendar.stamp(clock(local)), expected(utc), "{local}");
            assert_eq!(calendar.first(clock(local)), expected(first), "{local}");
        }
        let winter = Stamp::parse("at", "2026-10-25T01:30:00Z").expect("a moment");
        assert_eq!(calendar.local(winter), clock("2026-10-25 02:30:00"));
    }

    #[test]
    fn polands_holidays_are_those_of_the_law() {
        let calendar = warsaw();
        for free in [
            "2026-01-01",
            "2026-01-06",
            "2026-04-05",
            "2026-04-06",
            "2026-05-01",
            "2026-05-03",
            "2026-05-24",
            "2026-06-04",
            "2026-08-15",
            "2026-11-01",
            "2026-11-11",
            "2025-12-24",
            "2026-12-24",
            "2026-12-25",
            "2026-12-26",
            "2043-12-24",
        ] {
            assert!(calendar.is_holiday(day(free)), "{free}");
        }
        for work in ["2024-12-24", "2026-05-02", "2026-12-31", "2026-11-23"] {
            assert!(!calendar.is_holiday(day(work)), "{work}");
        }
        for year in 2011..=2076 {
            // Thirteen days, fourteen from 2025 on; less those that fall on another.
            let law = law(year);
            let ours = NaiveDate::from_ymd_opt(year, 1, 1)
                .expect("a date")
                .iter_days();
            let ours: Vec<NaiveDate> = ours
                .take_while(|day| day.year() == year)
                .filter(|day| calendar.is_holiday(*day))
                // The hundredth anniversary of independence, once.
                .filter(|day| day.to_string() != "2018-11-12")
                .collect();
            assert_eq!(ours, law, "{year}");
        }
    }

    /// Ustawa o dniach wolnych od pracy, worked out apart.
    fn law(year: i32) -> Vec<NaiveDate> {
        let fixed = [
            (1, 1),
            (1, 6),
            (5, 1),
            (5, 3),
            (8, 15),
            (11, 1),
            (11, 11),
            (12, 25),
            (12, 26),
        ];
        let mut days: Vec<NaiveDate> = fixed
            .into_iter()
            .chain((year >= 2025).then_some((12, 24)))
            .filter_map(|(month, day)| NaiveDate::from_ymd_opt(year, month, day))
            .collect();
        let easter = easter(year).expect("a date");
        days.extend([0, 1, 49, 60].map(|after| easter + Days::new(after)));
        days.sort_unstable();
        days.dedup();
        days
    }

    #[test]
    fn school_breaks_are_those_of_the_regulation() {
        // As the ministry announced 2024/25 and 2025/26.
        let breaks = school_breaks(2025);
        let is_break = |text: &str| breaks.contains(&day(text));
        assert!(is_break("2025-04-17") && is_break("2025-04-22") && !is_break("2025-04-23"));
        assert!(!is_break("2025-06-27") && is_break("2025-06-28") && is_break("2025-08-31"));
        assert!(!is_break("2025-09-01"));
        // 22 December 2025 is a Monday.
        assert!(is_break("2025-12-22") && !is_break("2025-12-21"));
        assert!(!school_breaks(2026).contains(&day("2026-12-22")));
        // Corpus Christi 2038 is 24 June, a Thursday: school ends on the Wednesday.
        assert!(school_breaks(2038).contains(&day("2038-06-25")));
        assert!(!school_breaks(2038).contains(&day("2038-06-23")));
    }

    #[test]
    fn a_zone_that_does_not_exist_is_named_and_does_no_harm() {
        let error = check_zone("time_zone", "Europe/Warszawa").expect_err("no such zone");
        assert_eq!(error.field, "time_zone");
        let profile = Profile {
            time_zone: "Europe/Warszawa".to_owned(),
            country: "??".to_owned(),
            ..Profile::default()
        };
        let calendar = Calendar::of(&profile);
        assert_eq!(calendar.zone(), Tz::UTC);
        assert!(!calendar.is_holiday(day("2026-12-25")));
    }
}
