//! When a space is open: now, in words, and as a week.

use super::detail::Subject;
use super::said::Said;
use super::view::View;
use crate::{hours, when};
use chrono::{Datelike, Days, NaiveDate};
use leptos::prelude::*;
use okolica_model::activity::Activity;
use okolica_model::item::{Item, Space};
use okolica_model::time::{LocalTime, Stamp};

/// How far ahead the next opening is looked for, in milliseconds: two weeks.
const AHEAD: i64 = 14 * 86_400_000;
/// Units of a day's bar: quarters of an hour, as many as a day has.
const QUARTERS: f64 = 96.0;

/// A stretch in which a space is open: from, until, and whether that is certain.
type Stretch = (Stamp, Stamp, bool);

/// What the section "When" says of a space.
pub(super) fn opening(view: &View<'_>, subject: &Subject<'_>, space: &Space) -> Vec<AnyView> {
    let mut out = Vec::new();
    if let Some(closed) = &space.closed {
        let period = when::closure(view.words, closed, view.today);
        let text = view.words.with("closed-now", &[("period", &period)]);
        let text = text.trim_end().to_owned();
        let reason = closed.reason.as_deref();
        let reason = reason.map(|reason| view! { ": " {Said::own(view, reason).view()} });
        out.push(view! { <p class="note">{text} {reason}</p> }.into_any());
    }
    let standing = line(view, &subject.item);
    let known = standing.is_some();
    let standing = standing.filter(|_| !view.is_copy());
    let Some(text) = &space.opening_hours else {
        out.extend(standing.map(|text| view! { <p class="standing">{text}</p> }.into_any()));
        out.push(view! { <p class="muted">{view.text("hours-unknown")}</p> }.into_any());
        return out;
    };
    out.extend(standing.map(|text| view! { <p class="standing">{text}</p> }.into_any()));
    let rules: Vec<_> = hours::rules(view.words, text)
        .into_iter()
        .map(|rule| view! { <li>{rule}</li> })
        .collect();
    let label = view.text("hours");
    out.push(view! { <ul class="hours" role="list" aria-label=label>{rules}</ul> }.into_any());
    if known && view.is_copy() {
        return out;
    }
    if known {
        out.push(week(view, subject).into_any());
    } else {
        out.push(view! { <p class="muted">{view.text("hours-unread")}</p> }.into_any());
    }
    out
}

/// When a space is open or closed, whatever time it is; `None` where it does not say.
pub(super) fn rules(view: &View<'_>, space: &Space) -> Option<String> {
    let closed = space.closed.as_ref().map(|closed| {
        let period = when::closure(view.words, closed, view.today);
        let text = view.words.with("closed-now", &[("period", &period)]);
        text.trim_end().to_owned()
    });
    let text = space.opening_hours.as_deref();
    let rules = text.map(|text| hours::rules(view.words, text).join("; "));
    let parts: Vec<String> = closed.into_iter().chain(rules).collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// Whether a space is open now and when that changes, in a line; `None` where nobody knows.
pub(super) fn line(view: &View<'_>, item: &Item) -> Option<String> {
    let now = view.ctx.now;
    let ahead = Stamp::from_millis(now.millis() + AHEAD).unwrap_or(now);
    match item.activity(&view.calendar, now, ahead) {
        Activity::Spans(stretches) => Some(standing(view, &stretches, ahead)),
        _ => None,
    }
}

fn standing(view: &View<'_>, stretches: &[Stretch], ahead: Stamp) -> String {
    let now = view.ctx.now;
    let (words, calendar) = (view.words, &view.calendar);
    let current = stretches
        .iter()
        .find(|(from, until, _)| *from <= now && now < *until);
    if let Some((_, until, certain)) = current {
        if !certain {
            return words.text("maybe-open");
        }
        if *until >= ahead {
            return words.text("open-now");
        }
        return words.with("open-until", &[("time", &moment(view, *until))]);
    }
    let mut later = stretches.iter().filter(|(from, ..)| *from > now);
    let certain = later.clone().find(|(.., certain)| *certain);
    match certain {
        Some((from, ..)) if calendar.day(*from) == view.today => {
            let time = when::time_of_day(calendar.local(*from));
            words.with("opens-today", &[("time", &time)])
        }
        Some((from, ..)) => {
            let local = LocalTime::DateTime(calendar.local(*from));
            let date = when::moment(words, local, view.today);
            words.with("opens-on", &[("date", &date)])
        }
        None if later.next().is_some() => words.text("opens-perhaps"),
        None => words.text("closed-for-long"),
    }
}

/// An end: a time today, otherwise with its day.
fn moment(view: &View<'_>, at: Stamp) -> String {
    let local = view.calendar.local(at);
    // What ends as the day does ends at 24:00 of it.
    if local.date() == view.today {
        when::time_of_day(local)
    } else if at == view.calendar.midnight(next(view.today)) {
        "24:00".to_owned()
    } else {
        when::moment(view.words, LocalTime::DateTime(local), view.today)
    }
}

fn next(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(day)
}

/// The current week as seven rows, today marked, with a bar a day.
fn week(view: &View<'_>, subject: &Subject<'_>) -> impl IntoView + use<> {
    let back = u64::from(view.today.weekday().num_days_from_monday());
    let monday = view.today.checked_sub_days(Days::new(back));
    let monday = monday.unwrap_or(view.today);
    let rows: Vec<_> = (0..7)
        .filter_map(|day| monday.checked_add_days(Days::new(day)))
        .map(|day| row(view, subject, day).into_any())
        .collect();
    view! {
        <table class="week">
            <caption class="hush">{view.text("week-hours")}</caption>
            <thead class="hush">
                <tr>
                    <th scope="col">{view.text("week-day")}</th>
                    <th scope="col">{view.text("hours")}</th>
                    <td></td>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(view: &View<'_>, subject: &Subject<'_>, day: NaiveDate) -> impl IntoView + use<> {
    let (from, until) = (
        view.calendar.midnight(day),
        view.calendar.midnight(next(day)),
    );
    let stretches = of_day(view, subject, (from, until));
    let today = day == view.today;
    let weekday = view
        .words
        .choice("weekday", "day", day.weekday().number_from_monday());
    let date = view.words.with(
        "date-short",
        &[
            ("day", &day.day().to_string()),
            ("month", &day.month().to_string()),
        ],
    );
    let mark = today.then(|| view! { <span class="hush">{view.text("today")}</span> });
    let holiday = view
        .calendar
        .is_holiday(day)
        .then(|| view! { " " <span class="muted">{view.text("holiday")}</span> });
    let text = said(view, &stretches, from, until);
    let now = today.then_some(view.ctx.now);
    view! {
        <tr class=if today { "today" } else { "" } aria-current=today.then_some("date")>
            <th scope="row">{weekday} " " <span class="week-date">{date}</span> " " {mark}</th>
            <td>{text} {holiday}</td>
            <td class="week-bar">{bar(&stretches, (from, until), now)}</td>
        </tr>
    }
}

/// The stretches of a day as opening hours say them: one that goes on into the night is whole on
/// the day that it begins on, as `Fr 16:00-02:00` has it; what lasts a day or longer is cut.
fn of_day(view: &View<'_>, subject: &Subject<'_>, (from, until): (Stamp, Stamp)) -> Vec<Stretch> {
    const DAY: i64 = 86_400_000;
    let moved = |at: Stamp, by: i64| Stamp::from_millis(at.millis() + by).unwrap_or(at);
    let around = (moved(from, -DAY), moved(until, DAY));
    let Activity::Spans(stretches) = subject.item.activity(&view.calendar, around.0, around.1)
    else {
        return Vec::new();
    };
    let of_day = |(start, end, certain): Stretch| {
        if end.millis() - start.millis() >= DAY {
            let (start, end) = (start.max(from), end.min(until));
            return (start < end).then_some((start, end, certain));
        }
        (from <= start && start < until).then_some((start, end, certain))
    };
    stretches.into_iter().filter_map(of_day).collect()
}

/// The stretches of one day in words.
fn said(view: &View<'_>, stretches: &[Stretch], from: Stamp, until: Stamp) -> String {
    if stretches.is_empty() {
        return view.text("hours-closed");
    }
    let clock = |at: Stamp| {
        if at == until {
            "24:00".to_owned()
        } else {
            when::time_of_day(view.calendar.local(at))
        }
    };
    let parts: Vec<String> = stretches
        .iter()
        .map(|(start, end, certain)| {
            let all_day = *start <= from && *end >= until;
            if all_day && !certain {
                return view.text("hours-not-sure");
            }
            let text = if all_day {
                view.text("hours-all-day")
            } else {
                let (start, end) = (clock(*start), clock(*end));
                view.words
                    .with("time-range", &[("start", &start), ("end", &end)])
            };
            if *certain {
                text
            } else {
                format!("{text} ({})", view.text("hours-not-sure"))
            }
        })
        .collect();
    parts.join(", ")
}

/// A day as a bar, from midnight to midnight; what it shows stands in words beside it.
fn bar(
    stretches: &[Stretch],
    (from, until): (Stamp, Stamp),
    now: Option<Stamp>,
) -> impl IntoView + use<> {
    let day = (until.millis() - from.millis()).max(1) as f64;
    let at = |moment: Stamp| {
        let part = (moment.millis() - from.millis()) as f64 / day;
        (part.clamp(0.0, 1.0) * QUARTERS * 10.0).round() / 10.0
    };
    let open: Vec<_> = stretches
        .iter()
        .map(|(start, end, certain)| {
            let (left, right) = (at(*start), at(*end));
            let class = if *certain { "bar-open" } else { "bar-maybe" };
            view! { <rect class=class x=left.to_string() y="0" width=(right - left).to_string() height="8"></rect> }
        })
        .collect();
    let now = now.map(|now| {
        let x = at(now).to_string();
        view! { <line class="bar-now" x1=x.clone() x2=x y1="-2" y2="10"></line> }
    });
    view! {
        <svg viewBox="0 -2 96 12" preserveAspectRatio="none" width="96" height="12" aria-hidden="true">
            <rect class="bar-day" x="0" y="0" width="96" height="8"></rect>
            {open}
            {now}
        </svg>
    }
}
