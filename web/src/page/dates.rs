//! When an initiative happens: its rule in words, and its next dates as a list.

use super::detail::line;
use super::host::HostClosure;
use super::said::Said;
use super::view::View;
use crate::when;
use leptos::prelude::*;
use okolica_atlas::record::Record;
use okolica_model::item::{Initiative, Schedule};
use okolica_model::schedule::Occurrence;
use okolica_model::time::Stamp;

/// How far ahead dates are looked for, in milliseconds: a year.
const AHEAD: i64 = 366 * 86_400_000;
/// Dates in the list.
const SHOWN: usize = 8;

/// What the section "When" says of an initiative.
pub(super) fn dates(view: &View<'_>, record: &Record, initiative: &Initiative) -> Vec<AnyView> {
    let closure = HostClosure::of(view, record);
    let Some(schedule) = &initiative.schedule else {
        let closed = closure.filter(|closure| closure.covers(view.ctx.now));
        let notice = closed.map(|closure| closure.notice(view));
        let ongoing = line(view.text("ongoing"));
        return notice.into_iter().chain([ongoing]).collect();
    };
    let next = upcoming(view, schedule);
    let closed = |one: &Occurrence| {
        let closure = closure.as_ref().filter(|_| !one.cancelled);
        closure.is_some_and(|closure| closure.is_on(view, one))
    };
    let mut out = Vec::new();
    if let Some(closure) = &closure
        && next
            .iter()
            .any(|one| !one.cancelled && closure.touches(one))
    {
        out.push(closure.notice(view));
    }
    out.push(line(when::schedule(view.words, schedule, view.today)));
    if schedule.all_day {
        out.push(line(view.text("all-day")));
    }
    if next.is_empty() {
        out.push(view! { <p class="muted">{view.text("dates-over")}</p> }.into_any());
    }
    let single = schedule.rrule.is_none() && schedule.rdate.is_empty();
    if single && next.iter().all(|one| !is_changed(one)) {
        return out;
    }
    if schedule.rrule.is_some() {
        let first = when::long_date(view.words, schedule.start.date(), view.today);
        let first = view.words.with("first-date", &[("date", &first)]);
        out.push(view! { <p class="muted">{first}</p> }.into_any());
    }
    if !next.is_empty() {
        let more = next.len() > SHOWN;
        let items: Vec<_> = next
            .iter()
            .take(SHOWN)
            .map(|one| date(view, one, closed(one)).into_any())
            .collect();
        out.push(view! { <h3>{view.text("next-dates")}</h3> }.into_any());
        out.push(view! { <ul class="dates" role="list">{items}</ul> }.into_any());
        if more {
            out.push(view! { <p class="muted">{view.text("more-dates")}</p> }.into_any());
        }
    }
    out
}

/// The dates that are not over yet, cancelled ones too.
fn upcoming(view: &View<'_>, schedule: &Schedule) -> Vec<Occurrence> {
    let now = view.ctx.now;
    let until = Stamp::from_millis(now.millis() + AHEAD).unwrap_or(now);
    schedule.occurrences(&view.calendar, now, until)
}

fn is_changed(one: &Occurrence) -> bool {
    one.cancelled || one.date != one.start || one.note.is_some()
}

fn date(view: &View<'_>, one: &Occurrence, closed: bool) -> impl IntoView + use<> {
    let text = when::occurrence(view.words, one, view.today);
    let cancelled = one.cancelled;
    let badge =
        cancelled.then(|| view! { " " <span class="badge">{view.text("status-cancelled")}</span> });
    let moved = (one.date != one.start).then(|| {
        let instead = when::moment(view.words, one.date, view.today);
        let text = view.words.with("date-instead", &[("date", &instead)]);
        view! { " " <span class="badge">{text}</span> }
    });
    let note = one.note.as_deref().map(|note| Said::own(view, note));
    let note =
        note.map(|note| view! { " " <span class="muted" lang=note.language>{note.text}</span> });
    let closed =
        closed.then(|| view! { " " <span class="badge">{view.text("host-closed-then")}</span> });
    let machine = one.start.to_string();
    view! {
        <li>
            <time datetime=machine class:cancelled=cancelled>{text}</time>
            {badge}
            {moved}
            {closed}
            {note}
        </li>
    }
}
