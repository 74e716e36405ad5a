//! When an initiative happens: the dates of its schedule in a window of time.
//!
//! Recurrence is RFC 5545. Rules run on the city's clocks as if these had no offset, and each date
//! is turned into a moment afterwards: Tuesdays at 18:00 stay at 18:00 over both changes of the
//! clocks, and a night from 22:00 to 4:00 ends when the clocks show 4:00.
//!
//! As in Python's dateutil, the start counts as a date only if the rule gives it.

use crate::FieldError;
use crate::calendar::Calendar;
use crate::item::{Override, Schedule};
use crate::time::{LocalTime, Stamp};
use chrono::{
    DateTime, Datelike, Days, Month, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta,
    Weekday,
};
use rrule::{Frequency, NWeekday, RRule, RRuleSet, Tz, Unvalidated};

/// The longest window that is worked out; a longer one is cut.
pub const MAX_WINDOW: TimeDelta = TimeDelta::days(731);

/// The longest that one date of a recurrence may take.
const MAX_LENGTH: TimeDelta = TimeDelta::days(366);

/// One date of a schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// The start that the rule gives, also where an override moves it: RFC 5545's RECURRENCE-ID.
    pub date: LocalTime,
    pub start: LocalTime,
    /// For an all-day occurrence the last day itself.
    pub end: Option<LocalTime>,
    pub all_day: bool,
    /// The first moment.
    pub from: Stamp,
    /// The moment after the last; a minute after the first where the end is not known.
    pub until: Stamp,
    pub cancelled: bool,
    pub note: Option<String>,
}

impl Schedule {
    /// The dates that touch the window from `from` to before `until`, by their moments; cancelled
    /// ones too. A window longer than [`MAX_WINDOW`] is cut to it.
    #[must_use]
    pub fn occurrences(&self, calendar: &Calendar, from: Stamp, until: Stamp) -> Vec<Occurrence> {
        let longest = Stamp::from_millis(from.millis() + MAX_WINDOW.num_milliseconds());
        let until = until.min(longest.unwrap_or(Stamp::MAX));
        // A day more on each side covers every offset and every change of the clocks.
        let margin = TimeDelta::days(1);
        let earliest = back(calendar.local(from), self.length() + margin);
        let latest = forth(calendar.local(until), margin);
        let mut out = self.dates(calendar, earliest, latest);
        out.retain(|one| one.from < until && one.until > from);
        out.sort_by_key(|one| (one.from, one.until, one.date));
        out
    }

    /// The moment after the last date; `None` when there is no last one.
    #[must_use]
    pub fn ends(&self, calendar: &Calendar) -> Option<Stamp> {
        let rule = self.rule();
        let bounds = match &rule {
            Some(rule) if rule.count.is_none() => {
                let last = rule.last(calendar)?;
                // What comes last is mostly near the end; if not, all is looked through.
                let near = back(last, TimeDelta::days(800)).max(self.first());
                if rule.dates(self.first(), near, last, calendar).is_empty() {
                    (self.first(), last)
                } else {
                    (near, last)
                }
            }
            _ => (NaiveDateTime::MIN, NaiveDateTime::MAX),
        };
        let given = self.rdate.iter().map(|date| self.on(*date));
        let (from, until) = given.fold(bounds, |(from, until), date| {
            (from.min(date), until.max(date))
        });
        let dates = self.dates(calendar, from, until);
        let last = dates.iter().map(|one| one.until).max();
        Some(last.unwrap_or_else(|| calendar.stamp(self.first())))
    }

    /// All dates whose start by the rule lies from `earliest` to `latest`, and every moved one.
    fn dates(
        &self,
        calendar: &Calendar,
        earliest: NaiveDateTime,
        latest: NaiveDateTime,
    ) -> Vec<Occurrence> {
        let mut starts = match self.rule() {
            Some(rule) => rule.dates(self.first(), earliest, latest, calendar),
            None => vec![self.first()],
        };
        starts.extend(self.rdate.iter().map(|date| self.on(*date)));
        starts.retain(|start| (earliest..=latest).contains(start));
        starts.retain(|start| !self.exdate.iter().any(|gone| self.names(*gone, *start)));
        starts.sort_unstable();
        starts.dedup();
        let mut applied = vec![false; self.overrides.len()];
        let mut out: Vec<Occurrence> = starts
            .into_iter()
            .map(|start| {
                let at = self
                    .overrides
                    .iter()
                    .position(|change| self.names(change.date, start));
                let change = at.map(|at| {
                    applied[at] = true;
                    &self.overrides[at]
                });
                self.occurrence(calendar, start, change)
            })
            .collect();
        // A date can be moved into the window from outside. One that says its own start is
        // believed even where the rule would not give its date; a cancellation needs the date.
        for (change, _) in self.overrides.iter().zip(applied).filter(|(_, done)| !done) {
            let date = self.on(change.date);
            let gone = self.exdate.iter().any(|gone| self.names(*gone, date));
            if change.start.is_some() && !gone {
                out.push(self.occurrence(calendar, date, Some(change)));
            }
        }
        out
    }

    /// One date, with what its override says.
    fn occurrence(
        &self,
        calendar: &Calendar,
        date: NaiveDateTime,
        change: Option<&Override>,
    ) -> Occurrence {
        let all_day = self.is_all_day();
        let moved = change.and_then(|change| change.start);
        let start = moved.map_or(date, |moved| self.on(moved));
        let end = change
            .and_then(|change| change.end)
            .or_else(|| self.end_of(start));
        let from = if all_day {
            calendar.midnight(start.date())
        } else {
            calendar.stamp(start)
        };
        let day_after = |day: NaiveDate| calendar.midnight(day.succ_opt().unwrap_or(day));
        let until = match end {
            Some(end) if all_day => day_after(end.date()),
            Some(LocalTime::Date(day)) => day_after(day),
            Some(LocalTime::DateTime(end)) => calendar.stamp(end),
            None if all_day => day_after(start.date()),
            None => from,
        };
        let a_minute_on = Stamp::from_millis(from.millis() + 60_000).unwrap_or(Stamp::MAX);
        Occurrence {
            date: self.shown(date),
            start: self.shown(start),
            end: end.map(|end| match end {
                LocalTime::DateTime(end) if all_day => LocalTime::Date(end.date()),
                other => other,
            }),
            all_day,
            from,
            until: until.max(a_minute_on),
            cancelled: change.is_some_and(|change| change.cancelled),
            note: change.and_then(|change| change.note.clone()),
        }
    }

    /// The rule, unless there is none or it can't be read.
    fn rule(&self) -> Option<Rule> {
        Rule::parse(self.rrule.as_deref()?).ok()
    }

    /// A start without a time of day is a day, whatever else is said.
    fn is_all_day(&self) -> bool {
        self.all_day || matches!(self.start, LocalTime::Date(_))
    }

    /// The start on the clock, midnight for a day.
    fn first(&self) -> NaiveDateTime {
        self.on(self.start)
    }

    /// A start on the clock: a day alone takes the time of day of the schedule.
    fn on(&self, time: LocalTime) -> NaiveDateTime {
        let of_day = match self.start {
            LocalTime::DateTime(start) if !self.all_day => start.time(),
            _ => NaiveTime::MIN,
        };
        match time {
            LocalTime::DateTime(time) if !self.is_all_day() => time,
            other => other.date().and_time(of_day),
        }
    }

    /// Whether `name`, of an exception or an override, means the date that starts at `start`.
    fn names(&self, name: LocalTime, start: NaiveDateTime) -> bool {
        match name {
            LocalTime::DateTime(time) if !self.is_all_day() => time == start,
            other => other.date() == start.date(),
        }
    }

    fn shown(&self, start: NaiveDateTime) -> LocalTime {
        if self.is_all_day() {
            LocalTime::Date(start.date())
        } else {
            LocalTime::DateTime(start)
        }
    }

    /// From the start to the end on the clock.
    fn length(&self) -> TimeDelta {
        let whole_day = TimeDelta::days(1);
        match self.end {
            None if self.is_all_day() => whole_day,
            None => TimeDelta::zero(),
            Some(LocalTime::DateTime(end)) if !self.is_all_day() => end - self.first(),
            Some(end) => end.date() - self.start.date() + whole_day,
        }
        .max(TimeDelta::zero())
    }

    /// The end of a date that starts at `start`, as far from it as the schedule's is.
    fn end_of(&self, start: NaiveDateTime) -> Option<LocalTime> {
        Some(match self.end? {
            LocalTime::DateTime(end) if !self.is_all_day() => {
                LocalTime::DateTime(forth(start, end - self.first()))
            }
            end => {
                let days = (end.date() - self.start.date()).num_days().unsigned_abs();
                let last = start.date().checked_add_days(Days::new(days));
                LocalTime::Date(last.unwrap_or(start.date()))
            }
        })
    }
}

fn back(time: NaiveDateTime, by: TimeDelta) -> NaiveDateTime {
    time.checked_sub_signed(by).unwrap_or(NaiveDateTime::MIN)
}

fn forth(time: NaiveDateTime, by: TimeDelta) -> NaiveDateTime {
    time.checked_add_signed(by).unwrap_or(NaiveDateTime::MAX)
}

/// Checks a rule as the parse of an item does: it can be read, gives at least one date, and is
/// none of those that no calendar of a neighbourhood needs and that cost without bound: finer
/// than daily, `COUNT` above 1 000, `INTERVAL` 0.
///
/// # Errors
/// Names `rrule` with the part that is wrong, or `end`.
pub fn check_rule(text: &str, start: LocalTime, end: Option<LocalTime>) -> Result<(), FieldError> {
    let rule = Rule::parse(text)?;
    if let Some(end) = end.filter(|end| end.date() - start.date() > MAX_LENGTH) {
        return Err(FieldError::new(
            "end",
            end,
            "at most 366 days after the start, since it repeats",
        ));
    }
    let first = match start {
        LocalTime::Date(day) => day.and_time(NaiveTime::MIN),
        LocalTime::DateTime(time) => time,
    };
    let built = rule
        .recurrence
        .validate(utc(first))
        .map_err(|error| FieldError::new("rrule", text, format!("an RFC 5545 rule ({error})")))?;
    let never = |expected: &str| Err(FieldError::new("rrule", text, expected));
    let Some(date) = RRuleSet::new(utc(first))
        .rrule(built)
        .limit()
        .into_iter()
        .next()
    else {
        return never("a rule that gives a date");
    };
    // The offset is not known here; none is a day.
    let last = rule
        .until
        .map(|until| until.on_the_clock(|utc| forth(utc, TimeDelta::days(1))));
    if last.is_some_and(|last| last < date.naive_utc()) {
        return never("UNTIL not before the first date");
    }
    Ok(())
}

/// A recurrence rule, read part by part.
struct Rule {
    /// All but `UNTIL`, which is compared on the city's clocks.
    recurrence: RRule<Unvalidated>,
    frequency: Frequency,
    interval: u16,
    count: Option<u32>,
    until: Option<Until>,
}

/// The last moment at which a date may start.
#[derive(Clone, Copy)]
enum Until {
    /// The day is included, whatever the time of day.
    Day(NaiveDate),
    Local(NaiveDateTime),
    Utc(NaiveDateTime),
}

impl Until {
    fn on_the_clock(self, local: impl Fn(NaiveDateTime) -> NaiveDateTime) -> NaiveDateTime {
        match self {
            Self::Day(day) => day.and_hms_opt(23, 59, 59).unwrap_or_default(),
            Self::Local(time) => time,
            Self::Utc(time) => local(time),
        }
    }
}

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("MO", Weekday::Mon),
    ("TU", Weekday::Tue),
    ("WE", Weekday::Wed),
    ("TH", Weekday::Thu),
    ("FR", Weekday::Fri),
    ("SA", Weekday::Sat),
    ("SU", Weekday::Sun),
];

impl Rule {
    /// Reads `FREQ=WEEKLY;BYDAY=TU`. Every part at most once, so there are at most twelve.
    fn parse(text: &str) -> Result<Self, FieldError> {
        let mut rule = Self {
            recurrence: RRule::default(),
            frequency: Frequency::Yearly,
            interval: 1,
            count: None,
            until: None,
        };
        let mut seen: Vec<String> = Vec::new();
        for part in text
            .split(';')
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            let Some((name, value)) = part.split_once('=') else {
                return wrong(part, "NAME=VALUE parts separated by ;");
            };
            let name = name.trim().to_ascii_uppercase();
            if seen.contains(&name) {
                return wrong(part, "each part once");
            }
            rule.read(&name, part, &value.trim().to_ascii_uppercase())?;
            seen.push(name);
        }
        rule.recurrence = rule.recurrence.freq(rule.frequency).interval(rule.interval);
        let has = |name: &str| seen.iter().any(|seen| seen == name);
        if !has("FREQ") {
            return wrong(text, "a rule with FREQ=");
        }
        if has("COUNT") && has("UNTIL") {
            return wrong(text, "COUNT or UNTIL, not both");
        }
        let fine = |frequencies: &[Frequency]| frequencies.contains(&rule.frequency);
        for (name, fits, expected) in [
            ("BYWEEKNO", fine(&[Frequency::Yearly]), "FREQ=YEARLY"),
            ("BYYEARDAY", fine(&[Frequency::Yearly]), "FREQ=YEARLY"),
            (
                "BYMONTHDAY",
                !fine(&[Frequency::Weekly]),
                "another FREQ than WEEKLY",
            ),
            (
                "BYSETPOS",
                seen.iter()
                    .any(|name| name.starts_with("BY") && name != "BYSETPOS"),
                "another BY part",
            ),
        ] {
            if has(name) && !fits {
                return wrong(text, format!("{name} together with {expected}"));
            }
        }
        let numbered = rule
            .recurrence
            .get_by_weekday()
            .iter()
            .any(|day| matches!(day, NWeekday::Nth(..)));
        if numbered && (fine(&[Frequency::Daily, Frequency::Weekly]) || has("BYWEEKNO")) {
            return wrong(
                text,
                "numbered days in BYDAY only with FREQ=MONTHLY, or YEARLY without BYWEEKNO",
            );
        }
        Ok(rule)
    }

    fn read(&mut self, name: &str, part: &str, value: &str) -> Result<(), FieldError> {
        let rule = std::mem::take(&mut self.recurrence);
        self.recurrence = match name {
            "FREQ" => {
                self.frequency = match value {
                    "DAILY" => Frequency::Daily,
                    "WEEKLY" => Frequency::Weekly,
                    "MONTHLY" => Frequency::Monthly,
                    "YEARLY" => Frequency::Yearly,
                    _ => return wrong(part, "FREQ of DAILY, WEEKLY, MONTHLY or YEARLY"),
                };
                rule
            }
            "INTERVAL" => {
                self.interval = number(part, value, "INTERVAL from 1 to 1000", 1, 1000)?;
                rule
            }
            "COUNT" => {
                let count = number(part, value, "COUNT from 1 to 1000", 1, 1000)?;
                self.count = Some(count);
                rule.count(count)
            }
            "UNTIL" => {
                self.until = Some(until(part, value)?);
                rule
            }
            "WKST" => rule.week_start(weekday(part, value)?),
            "BYDAY" => rule.by_weekday(list(value, |day| numbered_weekday(part, day))?),
            "BYMONTH" => {
                let months: Vec<Month> = list(value, |month| {
                    let month: u8 = number(part, month, "months from 1 to 12", 1, 12)?;
                    Month::try_from(month)
                        .map_err(|_| FieldError::new("rrule", part, "months from 1 to 12"))
                })?;
                rule.by_month(&months)
            }
            "BYMONTHDAY" => rule.by_month_day(signed(part, value, 31)?),
            "BYYEARDAY" => rule.by_year_day(signed(part, value, 366)?),
            "BYWEEKNO" => rule.by_week_no(signed(part, value, 53)?),
            "BYSETPOS" => rule.by_set_pos(signed(part, value, 366)?),
            "BYHOUR" | "BYMINUTE" | "BYSECOND" => {
                return wrong(
                    part,
                    "a rule no finer than daily: the time of day is the start's",
                );
            }
            _ => return wrong(part, "a part of RFC 5545 such as FREQ, BYDAY or UNTIL"),
        };
        Ok(())
    }

    /// The last time on the city's clocks at which a date may start.
    fn last(&self, calendar: &Calendar) -> Option<NaiveDateTime> {
        let local = |utc: NaiveDateTime| {
            let moment = Stamp::from_millis(utc.and_utc().timestamp_millis());
            moment.map_or(utc, |moment| calendar.local(moment))
        };
        Some(self.until?.on_the_clock(local))
    }

    /// The starts that the rule gives from `earliest` to `latest`, ascending.
    fn dates(
        &self,
        start: NaiveDateTime,
        earliest: NaiveDateTime,
        latest: NaiveDateTime,
        calendar: &Calendar,
    ) -> Vec<NaiveDateTime> {
        let latest = latest.min(self.last(calendar).unwrap_or(latest));
        if latest < start {
            return Vec::new();
        }
        let from = match self.count {
            // A counted rule has to be counted from its start.
            Some(_) => start,
            None => self.jump(start, earliest),
        };
        let Ok(rule) = self.recurrence.clone().validate(utc(from)) else {
            return Vec::new();
        };
        RRuleSet::new(utc(from))
            .rrule(rule)
            .limit()
            .into_iter()
            .map(|date| date.naive_utc())
            .skip_while(|date| *date < earliest)
            .take_while(|date| *date <= latest)
            .collect()
    }

    /// A start whole periods later, at least one period before `earliest`, from which the rule
    /// gives the same dates: what lies years back need not be gone through.
    fn jump(&self, start: NaiveDateTime, earliest: NaiveDateTime) -> NaiveDateTime {
        let (day, to) = (start.date(), earliest.date());
        let interval = i64::from(self.interval);
        let days = (to - day).num_days();
        let months =
            i64::from(to.year() - day.year()) * 12 + i64::from(to.month()) - i64::from(day.month());
        let periods = |whole: i64| (whole / interval - 1).max(0);
        let on = |months: i64| {
            let months = u32::try_from(months).ok()?;
            let found = day.checked_add_months(Months::new(months))?;
            // The 31st, or 29 February: back to a period that has it.
            (found.day() == day.day()).then_some(found)
        };
        let months_on = |length: i64, periods: i64| {
            let tries = (0..=periods).rev().take(100);
            tries
                .into_iter()
                .find_map(|periods| on(periods * interval * length))
        };
        let found = match self.frequency {
            Frequency::Weekly => {
                day.checked_add_signed(TimeDelta::weeks(periods(days / 7) * interval))
            }
            Frequency::Monthly => months_on(1, periods(months)),
            Frequency::Yearly => months_on(12, periods(months / 12)),
            _ => day.checked_add_signed(TimeDelta::days(periods(days) * interval)),
        };
        found.unwrap_or(day).and_time(start.time())
    }
}

fn utc(local: NaiveDateTime) -> DateTime<Tz> {
    local.and_utc().with_timezone(&Tz::UTC)
}

fn wrong<T>(part: &str, expected: impl Into<String>) -> Result<T, FieldError> {
    Err(FieldError::new("rrule", part, expected))
}

fn number<T: TryFrom<i64>>(
    part: &str,
    value: &str,
    expected: &str,
    min: i64,
    max: i64,
) -> Result<T, FieldError> {
    let digits = value.strip_prefix('+').unwrap_or(value);
    let found = digits
        .parse()
        .ok()
        .filter(|found| (min..=max).contains(found));
    found
        .and_then(|found| T::try_from(found).ok())
        .ok_or_else(|| FieldError::new("rrule", part, expected))
}

fn list<T>(
    value: &str,
    read: impl Fn(&str) -> Result<T, FieldError>,
) -> Result<Vec<T>, FieldError> {
    value.split(',').map(|one| read(one.trim())).collect()
}

/// Numbers from 1 to `max`, or from the end from −1 to −`max`.
fn signed<T: TryFrom<i64>>(part: &str, value: &str, max: i64) -> Result<Vec<T>, FieldError> {
    let expected = format!("numbers from 1 to {max} or from -{max} to -1");
    list(value, |one| {
        let found: i64 = number(part, one, &expected, -max, max)?;
        if found == 0 {
            return wrong(part, expected.as_str());
        }
        T::try_from(found).or_else(|_| wrong(part, expected.as_str()))
    })
}

fn weekday(part: &str, text: &str) -> Result<Weekday, FieldError> {
    match WEEKDAYS.iter().find(|(name, _)| *name == text) {
        Some((_, day)) => Ok(*day),
        None => wrong(part, "days of MO, TU, WE, TH, FR, SA, SU"),
    }
}

/// `TU`, `1SA` or `-1SU`.
fn numbered_weekday(part: &str, text: &str) -> Result<NWeekday, FieldError> {
    let cut = text.len().saturating_sub(2);
    let (Some(nth), Some(day)) = (text.get(..cut), text.get(cut..)) else {
        return wrong(part, "days of MO, TU, WE, TH, FR, SA, SU");
    };
    let day = weekday(part, day)?;
    if nth.is_empty() {
        return Ok(NWeekday::Every(day));
    }
    let nth: i16 = number(
        part,
        nth,
        "day numbers from 1 to 53 or from -53 to -1",
        -53,
        53,
    )?;
    if nth == 0 {
        return wrong(part, "day numbers from 1 to 53 or from -53 to -1");
    }
    Ok(NWeekday::Nth(nth, day))
}

fn until(part: &str, value: &str) -> Result<Until, FieldError> {
    let time = |text| NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S").ok();
    let found = match value.strip_suffix('Z') {
        Some(text) => time(text).map(Until::Utc),
        None => time(value).map(Until::Local).or_else(|| {
            let day = NaiveDate::parse_from_str(value, "%Y%m%d").ok();
            day.map(Until::Day)
        }),
    };
    let year = |until: &Until| until.on_the_clock(|utc| utc).year();
    found
        .filter(|until| (1..=9999).contains(&year(until)))
        .ok_or_else(|| FieldError::new("rrule", part, "UNTIL like 20261231 or 20261231T225959Z"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::Profile;
    use crate::{Item, ItemKind};
    use serde_json::{Value, json};

    fn schedule(fields: &Value) -> Schedule {
        let properties = json!({ "schedule": fields });
        let map = properties.as_object().expect("an object");
        let item = Item::parse(ItemKind::Initiative, map, None).expect("a valid schedule");
        let crate::item::Detail::Initiative(initiative) = item.detail else {
            panic!("an initiative");
        };
        initiative.schedule.expect("a schedule")
    }

    fn refused(fields: &Value) -> String {
        let properties = json!({ "schedule": fields });
        let map = properties.as_object().expect("an object");
        let errors = Item::parse(ItemKind::Initiative, map, None).expect_err("a bad schedule");
        errors[0].to_string()
    }

    fn at(text: &str) -> Stamp {
        Stamp::parse("at", text).expect("a moment")
    }

    fn starts(schedule: &Schedule, from: &str, until: &str) -> Vec<String> {
        let calendar = Calendar::of(&Profile::default());
        let found = schedule.occurrences(&calendar, at(from), at(until));
        found.iter().map(|one| one.start.to_string()).collect()
    }

    #[test]
    fn a_weekly_evening_stays_at_its_hour_over_the_change_of_the_clocks() {
        let evenings = schedule(&json!({
            "start": "2021-01-05T18:00", "end": "2021-01-05T19:30", "rrule": "FREQ=WEEKLY"
        }));
        let calendar = Calendar::of(&Profile::default());
        let found = evenings.occurrences(&calendar, at("2026-03-20"), at("2026-04-05"));
        let moments: Vec<String> = found
            .iter()
            .map(|one| format!("{} {}", one.from, one.until))
            .collect();
        assert_eq!(
            moments,
            [
                "2026-03-24T17:00:00.000Z 2026-03-24T18:30:00.000Z",
                "2026-03-31T16:00:00.000Z 2026-03-31T17:30:00.000Z",
            ]
        );
        assert_eq!(evenings.ends(&calendar), None);
    }

    #[test]
    fn exceptions_additions_and_moved_dates_are_as_said() {
        let course = schedule(&json!({
            "start": "2026-11-03T18:00", "end": "2026-11-03T20:00",
            "rrule": "FREQ=WEEKLY;COUNT=5",
            "rdate": ["2026-11-14T10:00", "2026-11-20"], "exdate": ["2026-11-10"],
            "overrides": [
                {"date": "2026-11-17T18:00", "start": "2026-12-05T11:00", "note": "sala 2"},
                {"date": "2026-11-24T18:00", "cancelled": true},
                {"date": "2026-10-27T18:00", "cancelled": true},
            ],
        }));
        assert_eq!(
            starts(&course, "2026-01-01", "2027-01-01"),
            [
                "2026-11-03T18:00:00",
                "2026-11-14T10:00:00",
                "2026-11-20T18:00:00",
                "2026-11-24T18:00:00",
                "2026-12-01T18:00:00",
                "2026-12-05T11:00:00",
            ]
        );
        // Moved into the window from before it.
        let calendar = Calendar::of(&Profile::default());
        let moved = course.occurrences(&calendar, at("2026-12-05"), at("2026-12-06"));
        assert_eq!(moved.len(), 1);
        assert_eq!(moved[0].date.to_string(), "2026-11-17T18:00:00");
        assert_eq!(
            moved[0].end.expect("an end").to_string(),
            "2026-12-05T13:00:00"
        );
        assert_eq!(moved[0].note.as_deref(), Some("sala 2"));
        assert_eq!(course.ends(&calendar), Some(at("2026-12-05T12:00:00Z")));
        let cancelled = course.occurrences(&calendar, at("2026-11-24"), at("2026-11-25"));
        assert!(cancelled[0].cancelled);
    }

    #[test]
    fn days_last_from_midnight_to_midnight() {
        let camp = schedule(&json!({"start": "2026-03-28", "end": "2026-03-29"}));
        let calendar = Calendar::of(&Profile::default());
        let found = camp.occurrences(&calendar, at("2026-03-29T12:00:00Z"), at("2026-03-30"));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].from, at("2026-03-27T23:00:00Z"));
        assert_eq!(found[0].until, at("2026-03-29T22:00:00Z"));
        assert_eq!(camp.ends(&calendar), Some(found[0].until));
        assert!(starts(&camp, "2026-03-29T22:00:00Z", "2026-04-01").is_empty());
    }

    #[test]
    fn a_night_ends_when_the_clocks_show_its_end() {
        let night = schedule(&json!({
            "start": "2026-01-03T22:00", "end": "2026-01-04T04:00", "rrule": "FREQ=WEEKLY"
        }));
        let calendar = Calendar::of(&Profile::default());
        let found = night.occurrences(&calendar, at("2026-03-28T20:00:00Z"), at("2026-03-29"));
        assert_eq!(found[0].until, at("2026-03-29T02:00:00Z"));
    }

    #[test]
    fn the_last_day_of_a_rule_counts_on_the_citys_clocks() {
        for (until, last) in [
            ("20261124", "2026-11-24T18:00:00"),
            ("20261124T170000Z", "2026-11-24T18:00:00"),
            ("20261124T165959Z", "2026-11-17T18:00:00"),
            ("20261124T180000", "2026-11-24T18:00:00"),
        ] {
            let rule = format!("FREQ=WEEKLY;UNTIL={until}");
            let series = schedule(&json!({"start": "2020-11-03T18:00", "rrule": rule}));
            let found = starts(&series, "2026-11-01", "2027-01-01");
            assert_eq!(found.last().map(String::as_str), Some(last), "{until}");
            let calendar = Calendar::of(&Profile::default());
            let ends = series.ends(&calendar).expect("an end");
            assert_eq!(
                calendar.local(ends).format("%FT%H:%M").to_string(),
                format!("{}01", &last[..14])
            );
        }
    }

    #[test]
    fn rare_days_are_found_years_on() {
        let leap = schedule(&json!({"start": "2000-02-29", "rrule": "FREQ=YEARLY"}));
        assert_eq!(starts(&leap, "2026-11-23", "2028-11-01"), ["2028-02-29"]);
        let last = schedule(&json!({"start": "1999-12-31T23:30", "rrule": "FREQ=MONTHLY"}));
        assert_eq!(
            starts(&last, "2026-11-01", "2027-03-01"),
            ["2026-12-31T23:30:00", "2027-01-31T23:30:00"]
        );
    }

    #[test]
    fn bombs_and_riddles_are_refused_by_name() {
        let many = vec!["BYDAY=MO"; 10_000].join(";");
        let years = "FREQ=YEARLY;BYMONTHDAY=30;BYMONTH=2".to_owned();
        let rules: [(&str, &str); 18] = [
            ("FREQ=SECONDLY", "FREQ=SECONDLY"),
            ("FREQ=HOURLY;COUNT=2", "FREQ=HOURLY"),
            ("FREQ=DAILY;COUNT=1001", "COUNT=1001"),
            ("FREQ=WEEKLY;COUNT=-1", "COUNT=-1"),
            ("FREQ=DAILY;INTERVAL=0", "INTERVAL=0"),
            ("FREQ=DAILY;INTERVAL=99999999999", "INTERVAL=99999999999"),
            ("FREQ=DAILY;BYHOUR=1,2,3", "BYHOUR=1,2,3"),
            ("FREQ=WEEKLY;BYDAY=MO,XX", "BYDAY=MO,XX"),
            ("FREQ=WEEKLY;BYDAY=1MO", "FREQ=WEEKLY;BYDAY=1MO"),
            ("FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY=0"),
            ("FREQ=YEARLY;BYMONTH=13", "BYMONTH=13"),
            ("FREQ=YEARLY;UNTIL=99999999", "UNTIL=99999999"),
            (
                "FREQ=DAILY;COUNT=2;UNTIL=20270101",
                "FREQ=DAILY;COUNT=2;UNTIL=20270101",
            ),
            ("FREQ=DAILY;UNTIL=20200101", "FREQ=DAILY;UNTIL=20200101"),
            ("RSCALE=HEBREW;FREQ=YEARLY", "RSCALE=HEBREW"),
            ("RRULE:FREQ=DAILY", "RRULE:FREQ=DAILY"),
            ("FREQ=DAILY;FREQ=DAILY", "FREQ=DAILY"),
            (&years, &years),
        ];
        for (rule, part) in rules {
            let said = refused(&json!({"start": "2026-01-01T10:00", "rrule": rule}));
            assert!(said.starts_with("schedule.rrule is \""), "{said}");
            assert!(said.contains(&format!("\"{part}\"")), "{rule}: {said}");
        }
        let said = refused(&json!({"start": "2026-01-01T10:00", "rrule": many}));
        assert!(said.starts_with("schedule.rrule"), "{said}");
        let said =
            refused(&json!({"start": "1026-01-01", "end": "2026-01-01", "rrule": "FREQ=DAILY"}));
        assert!(said.starts_with("schedule.end"), "{said}");
    }
}
