//! Initiatives as iCalendar events (RFC 5545).

use super::{Entry, Feed, HostClosed};
use crate::http::feeds::icalendar::{self, Lines};
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime};
use chrono_tz::Tz;
use okolica_model::calendar::Calendar;
use okolica_model::item::{Override, Schedule, Status};
use okolica_model::schedule::Occurrence;
use okolica_model::time::{LocalTime, Stamp};

/// No clock change before this year is said; schedules of neighbours do not go back further.
const EARLIEST: i32 = 1970;
/// How many years of clock changes are said beyond this one, where they follow no rule.
const YEARS_AHEAD: u16 = 10;
/// The longest window that a schedule is worked out in, in milliseconds: two years.
const WINDOW: i64 = 730 * 86_400_000;

pub(crate) fn write(feed: &Feed, entries: &[Entry<'_>]) -> Vec<u8> {
    let profile = feed.atlas.profile();
    let calendar = Calendar::of(profile);
    let words = feed.language.words();
    let mut lines = Lines::default();
    lines.raw("BEGIN", "VCALENDAR");
    lines.raw("VERSION", "2.0");
    lines.raw("PRODID", "-//Okolica//Okolica//EN");
    lines.raw("CALSCALE", "GREGORIAN");
    let name = format!("{} – {}", profile.name, words.text("layer-initiatives"));
    lines.text("NAME", &name);
    lines.text("X-WR-CALNAME", &name);
    lines.raw("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
    lines.raw("X-PUBLISHED-TTL", "PT1H");
    let schedules = || {
        entries
            .iter()
            .filter_map(|entry| entry.initiative().schedule.as_ref())
    };
    if calendar.zone() != Tz::UTC && schedules().any(|schedule| !all_day(schedule)) {
        let today = calendar.day(feed.now);
        let first = schedules().map(|schedule| schedule.start.date()).min();
        let first = first.unwrap_or(today).min(today);
        let first = first.with_year(first.year().max(EARLIEST)).unwrap_or(today);
        let last = today + Days::new(u64::from(YEARS_AHEAD) * 366);
        lines.zone(calendar.zone(), first, last);
    }
    for entry in entries {
        if let Some(schedule) = &entry.initiative().schedule {
            let mut event = Event {
                feed,
                entry,
                schedule,
                calendar: &calendar,
                lines: &mut lines,
            };
            event.write();
        }
    }
    lines.raw("END", "VCALENDAR");
    lines.finish()
}

/// An initiative with dates on its way into a calendar.
struct Event<'a> {
    feed: &'a Feed,
    entry: &'a Entry<'a>,
    schedule: &'a Schedule,
    calendar: &'a Calendar,
    lines: &'a mut Lines,
}

impl<'a> Event<'a> {
    fn write(&mut self) {
        let schedule = self.schedule;
        let repeats = schedule.rrule.is_some() || !schedule.rdate.is_empty();
        let Some(first) = self.first() else {
            return;
        };
        if !repeats {
            // What an override says of a single date is said of the event itself.
            let day = Stamp::from_millis(first.from.millis() - 366 * 86_400_000);
            let dates =
                schedule.occurrences(self.calendar, day.unwrap_or(first.from), after(&first));
            let one = dates.into_iter().next().unwrap_or(first);
            let closed = self.host_closed(|closed| closed.touches(&one));
            self.open(closed);
            self.times(&one);
            self.close(Some(&one), closed);
            return;
        }
        let closed = self.host_closed(|closed| self.any_in(closed));
        self.open(closed);
        self.times(&first);
        if let Some(rule) = &schedule.rrule {
            let rule = self.rule(rule);
            self.lines.raw("RRULE", &rule);
        }
        for date in &schedule.rdate {
            self.time("RDATE", *date);
        }
        for date in &schedule.exdate {
            self.time("EXDATE", *date);
        }
        self.close(None, closed);
        for change in &schedule.overrides {
            self.change(change);
        }
    }

    /// The first date that the rule gives: an event starts with it, while a schedule may start
    /// on a day that its rule does not name.
    fn first(&self) -> Option<Occurrence> {
        let plain = Schedule {
            rdate: Vec::new(),
            exdate: Vec::new(),
            overrides: Vec::new(),
            ..self.schedule.clone()
        };
        let from = self.calendar.midnight(plain.start.date());
        let until = Stamp::from_millis(from.millis() + WINDOW).unwrap_or(from);
        let first = plain
            .occurrences(self.calendar, from, until)
            .into_iter()
            .next();
        first.or_else(|| {
            let once = Schedule {
                rrule: None,
                ..plain
            };
            once.occurrences(self.calendar, from, until)
                .into_iter()
                .next()
        })
    }

    /// A single date that is cancelled or different, as the schedule itself works it out.
    fn change(&mut self, change: &Override) {
        let id = self.clock(change.date);
        let at = self.clock(change.start.unwrap_or(change.date));
        let margin = Days::new(2);
        let bound = |day: NaiveDate| self.calendar.midnight(day);
        let from = id.min(at).date().checked_sub_days(margin);
        let until = at.date().checked_add_days(margin);
        let (Some(from), Some(until)) = (from, until) else {
            return;
        };
        let dates = self
            .schedule
            .occurrences(self.calendar, bound(from), bound(until));
        let Some(one) = dates.into_iter().find(|one| self.clock(one.date) == id) else {
            return;
        };
        let closed = self.host_closed(|closed| closed.touches(&one));
        self.open(closed);
        self.time("RECURRENCE-ID", one.date);
        self.times(&one);
        self.close(Some(&one), closed);
    }

    /// The closure of its space, where it matters.
    fn host_closed(&self, matters: impl Fn(&HostClosed) -> bool) -> Option<&'a HostClosed> {
        let closed = self.entry.host_closed.as_ref();
        closed.filter(|closed| matters(closed))
    }

    /// Whether any of the dates falls into the closure.
    fn any_in(&self, closed: &HostClosed) -> bool {
        let from = closed.from.max(self.feed.now);
        let longest = Stamp::from_millis(from.millis() + WINDOW).unwrap_or(from);
        let dates = self
            .schedule
            .occurrences(self.calendar, from, closed.until.min(longest));
        dates.iter().any(|one| closed.touches(one))
    }

    /// The start of an event, and what identifies it.
    fn open(&mut self, closed: Option<&HostClosed>) {
        let record = self.entry.record;
        let updated = closed.map_or(Stamp::MIN, |closed| closed.updated_at);
        let updated = updated.max(record.updated_at());
        let host = self.feed.base.split("://").nth(1).unwrap_or_default();
        let host = host.split(['/', ':']).next().unwrap_or_default();
        let lines = &mut self.lines;
        lines.raw("BEGIN", "VEVENT");
        lines.raw("UID", &format!("initiative-{}@{host}", record.key().id));
        lines.raw("SEQUENCE", &record.version().to_string());
        lines.stamp("DTSTAMP", updated);
        lines.stamp("CREATED", record.created_at());
        lines.stamp("LAST-MODIFIED", updated);
    }

    fn times(&mut self, one: &Occurrence) {
        self.time("DTSTART", one.start);
        match one.end {
            // An iCalendar end is the day after the last one.
            Some(LocalTime::Date(day)) if one.all_day => {
                let after = day.succ_opt().unwrap_or(day);
                self.time("DTEND", LocalTime::Date(after));
            }
            Some(LocalTime::Date(day)) => {
                let after = day.succ_opt().unwrap_or(day).and_time(NaiveTime::MIN);
                self.time("DTEND", LocalTime::DateTime(after));
            }
            Some(end @ LocalTime::DateTime(_)) if end > one.start => self.time("DTEND", end),
            _ => {}
        }
    }

    /// What an event says, up to its end; `one` where it is a single date. One that begins
    /// while its space is closed is not certain.
    fn close(&mut self, one: Option<&Occurrence>, closed: Option<&HostClosed>) {
        let (feed, entry) = (self.feed, self.entry);
        let common = &entry.item.common;
        let initiative = entry.initiative();
        let is_closed_then = one
            .zip(closed)
            .is_some_and(|(one, closed)| (closed.from..closed.until).contains(&one.from));
        let status = match initiative.status {
            _ if entry.removed || one.is_some_and(|one| one.cancelled) => "CANCELLED",
            Status::Scheduled if is_closed_then => "TENTATIVE",
            Status::Scheduled | Status::Done => "CONFIRMED",
            Status::Postponed => "TENTATIVE",
            Status::Cancelled => "CANCELLED",
        };
        let note = one.and_then(|one| one.note.as_deref());
        let description = self.description(note, closed);
        let tree = feed.atlas.categories();
        let label = tree.label(common.category.as_str(), feed.language.tag());
        let mut categories = vec![label.to_owned()];
        categories.extend(common.tags.iter().cloned());
        let lines = &mut self.lines;
        lines.raw("STATUS", status);
        lines.text("SUMMARY", &entry.name);
        lines.text("DESCRIPTION", &description);
        if !entry.place.is_empty() {
            lines.text("LOCATION", &entry.place);
        }
        if let Some(at) = entry.record.position() {
            lines.raw("GEO", &format!("{};{}", at.lat(), at.lon()));
        }
        lines.raw("URL", &entry.url);
        lines.texts("CATEGORIES", &categories);
        if let Some(name) = &initiative.organiser.name {
            lines.text("CONTACT", name);
        }
        lines.raw("END", "VEVENT");
    }

    fn description(&self, note: Option<&str>, closed: Option<&HostClosed>) -> String {
        let entry = self.entry;
        let common = &entry.item.common;
        let registration = &entry.initiative().registration;
        let translation = common.translations.get(self.feed.language.tag());
        let text = |own: &Option<String>, translated: Option<&Option<String>>| {
            translated.and_then(Clone::clone).or_else(|| own.clone())
        };
        let parts = [
            note.map(str::to_owned),
            closed.map(|closed| closed.note.clone()),
            text(&common.summary, translation.map(|texts| &texts.summary)),
            text(
                &common.description,
                translation.map(|texts| &texts.description),
            ),
            common.cost.text.clone(),
            registration.url.clone(),
            Some(entry.url.clone()),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join("\n\n")
    }

    /// A date or a time on the city's clocks.
    fn time(&mut self, name: &str, time: LocalTime) {
        if all_day(self.schedule) {
            let value = icalendar::date(time.date());
            self.lines.raw(&format!("{name};VALUE=DATE"), &value);
            return;
        }
        let value = icalendar::local(self.clock(time));
        match self.calendar.zone() {
            Tz::UTC => self.lines.raw(name, &format!("{value}Z")),
            zone => self
                .lines
                .raw(&format!("{name};TZID={}", zone.name()), &value),
        }
    }

    /// A time on the clock: a day alone has the time of day of the schedule's start.
    fn clock(&self, time: LocalTime) -> NaiveDateTime {
        match (time, self.schedule.start) {
            (LocalTime::DateTime(time), _) if !all_day(self.schedule) => time,
            (time, LocalTime::DateTime(start)) if !all_day(self.schedule) => {
                time.date().and_time(start.time())
            }
            (time, _) => time.date().and_time(NaiveTime::MIN),
        }
    }

    /// The rule, with an end that is of the kind of the start: a date, or a moment in UTC.
    fn rule(&self, rule: &str) -> String {
        let part = |part: &str| match part.split_once('=') {
            Some((name, value)) if name.eq_ignore_ascii_case("UNTIL") => {
                format!("UNTIL={}", self.until(value))
            }
            _ => part.to_ascii_uppercase(),
        };
        let parts = rule.split(';').filter(|part| !part.is_empty());
        parts.map(part).collect::<Vec<_>>().join(";")
    }

    fn until(&self, value: &str) -> String {
        let day = value.get(..8).unwrap_or(value);
        if all_day(self.schedule) {
            return day.to_owned();
        }
        if value.ends_with(['Z', 'z']) {
            return value.to_ascii_uppercase();
        }
        let local = NaiveDateTime::parse_from_str(value, "%Y%m%dT%H%M%S").ok();
        let end_of_day = || {
            let day = NaiveDate::parse_from_str(day, "%Y%m%d").ok()?;
            day.and_hms_opt(23, 59, 59)
        };
        match local.or_else(end_of_day) {
            Some(local) => icalendar::utc(self.calendar.stamp(local)),
            None => value.to_owned(),
        }
    }
}

/// A start without a time of day is a day, whatever else is said.
fn all_day(schedule: &Schedule) -> bool {
    schedule.all_day || matches!(schedule.start, LocalTime::Date(_))
}

fn after(one: &Occurrence) -> Stamp {
    let year = 366 * 86_400_000;
    Stamp::from_millis(one.until.millis() + year).unwrap_or(one.until)
}
