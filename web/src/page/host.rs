//! The temporary closure of the space at which an initiative takes place. Its dates stand, since
//! nobody has said that they don't, but are not certain: who wants to come is told that the place
//! is closed then.

use super::detail::Subject;
use super::view::View;
use crate::when;
use crate::words::Words;
use chrono::NaiveDate;
use leptos::prelude::*;
use okolica_atlas::record::Record;
use okolica_model::item::{Closure, Detail};
use okolica_model::schedule::Occurrence;
use okolica_model::time::Stamp;

/// A closure that is not over.
pub(super) struct HostClosure {
    host: String,
    closed: Closure,
    from: Stamp,
    until: Stamp,
}

impl HostClosure {
    pub(super) fn of(view: &View<'_>, record: &Record) -> Option<Self> {
        let host = Subject::new(view, view.ctx.atlas.item(record.space()?)?);
        let Detail::Space(space) = &host.item.detail else {
            return None;
        };
        let closed = space.closed.clone()?;
        let (from, until) = closed.moments(&view.calendar);
        (view.ctx.now < until).then_some(Self {
            host: host.title,
            closed,
            from,
            until,
        })
    }

    /// Whether the place is closed at that moment.
    pub(super) fn covers(&self, at: Stamp) -> bool {
        self.from <= at && at < self.until
    }

    /// Whether it is closed when the date begins; of one that has begun, whether it is now.
    pub(super) fn is_on(&self, view: &View<'_>, date: &Occurrence) -> bool {
        self.covers(date.from.max(view.ctx.now))
    }

    /// Whether it is closed at any time of the date.
    pub(super) fn touches(&self, date: &Occurrence) -> bool {
        date.from < self.until && self.from < date.until
    }

    /// What is closed until when, and why.
    pub(super) fn notice(&self, view: &View<'_>) -> AnyView {
        let text = closed_note(view.words, &self.host, &self.closed, view.today);
        view! { <p class="note">{text}</p> }.into_any()
    }
}

/// What is closed until when, why, and what to do about it.
#[must_use]
pub fn closed_note(words: Words, host: &str, closed: &Closure, today: NaiveDate) -> String {
    let period = when::closure(words, closed, today);
    let said = [("name", host), ("period", &period)];
    let mut text = words.with("host-closed", &said).trim_end().to_owned();
    if let Some(reason) = &closed.reason {
        text = format!("{text}: {reason}");
    }
    format!("{text}. {}", words.text("host-closed-ask"))
}
