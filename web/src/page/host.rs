//! The temporary closure of the space at which an initiative takes place. Its dates stand, since
//! nobody has said that they don't; who wants to come is told that the place is closed then.

use super::detail::Subject;
use super::view::View;
use crate::when;
use leptos::prelude::*;
use okolica_atlas::item::{Closure, Detail};
use okolica_atlas::record::Record;
use okolica_atlas::time::Stamp;

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

    /// Whether the place is closed on a date that begins then.
    pub(super) fn covers(&self, start: Stamp) -> bool {
        self.from <= start && start < self.until
    }

    /// What is closed until when, and why.
    pub(super) fn notice(&self, view: &View<'_>) -> AnyView {
        let period = when::closure(view.words, &self.closed, view.today);
        let said = [("name", self.host.as_str()), ("period", &period)];
        let mut text = view.words.with("host-closed", &said).trim_end().to_owned();
        if let Some(reason) = &self.closed.reason {
            text = format!("{text}: {reason}");
        }
        let text = format!("{text}. {}", view.text("host-closed-ask"));
        view! { <p class="note">{text}</p> }.into_any()
    }
}
