//! What else there is: initiatives at a space, and neighbours of an item.

use super::detail::Subject;
use super::host::HostClosure;
use super::said::{Said, dotted};
use super::view::View;
use crate::{format, when};
use leptos::prelude::*;
use okolica_atlas::record::Record;
use okolica_model::filter::Filter;
use okolica_model::item::{Detail, Initiative, Status};
use okolica_model::time::Stamp;
use okolica_model::{ItemKey, ItemKind, Layer};

/// How far ahead the next date of an initiative is looked for, in milliseconds: two months.
const AHEAD: i64 = 61 * 86_400_000;
/// The most initiatives of a space that are looked at; no real space has as many.
const GUESTS: usize = 500;
const GUESTS_SHOWN: usize = 12;
const NEIGHBOURS: usize = 5;
/// Neighbours to choose from: what is over or in the same place is passed over.
const CANDIDATES: usize = 40;

/// What an initiative does next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Next {
    /// On a date from `from` on, said in words.
    Date {
        from: Stamp,
        text: String,
    },
    Ongoing,
}

/// The next date of an initiative that takes place before `until`, with a word where its space is
/// closed then; `None` for what is over, cancelled, put off or later.
pub(super) fn next_before(
    view: &View<'_>,
    record: &Record,
    initiative: &Initiative,
    until: Stamp,
) -> Option<Next> {
    if initiative.status != Status::Scheduled {
        return None;
    }
    let Some(schedule) = &initiative.schedule else {
        return Some(Next::Ongoing);
    };
    let dates = schedule.occurrences(&view.calendar, view.ctx.now, until);
    let one = dates.iter().find(|one| !one.cancelled)?;
    let mut text = when::occurrence(view.words, one, view.today);
    if HostClosure::of(view, record).is_some_and(|closure| closure.is_on(view, one)) {
        text = format!("{text} ({})", view.text("host-closed-then"));
    }
    Some(Next::Date {
        from: one.from,
        text,
    })
}

/// The initiatives at a space that are not over, by their next date.
pub(super) fn guests(view: &View<'_>, subject: &Subject<'_>) -> Vec<AnyView> {
    let key = subject.key();
    if key.kind != ItemKind::Space {
        return Vec::new();
    }
    let until = ahead(view);
    let mut all: Vec<(Option<Stamp>, String, &Record, Said)> = view
        .ctx
        .atlas
        .initiatives_at(key.id)
        .take(GUESTS)
        .filter_map(|record| {
            let item = record.item();
            let Detail::Initiative(initiative) = &item.detail else {
                return None;
            };
            let name = Said::name(view, &item);
            Some(match next_before(view, record, initiative, until)? {
                Next::Date { from, text } => (Some(from), text, record, name),
                Next::Ongoing => (None, view.text("ongoing"), record, name),
            })
        })
        .collect();
    // Dates first, by date; what has none after them.
    all.sort_by_key(|(from, _, record, _)| (from.is_none(), *from, record.key()));
    let rows: Vec<_> = all
        .into_iter()
        .take(GUESTS_SHOWN)
        .map(|(_, when, record, name)| row(view, record.key(), name, [Said::here(when)]))
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    vec![view! { <ul class="beside" role="list">{rows}</ul> }.into_any()]
}

/// The nearest other items that are not over.
pub(super) fn neighbours(view: &View<'_>, subject: &Subject<'_>) -> Vec<AnyView> {
    let Some(at) = subject.record.position() else {
        return Vec::new();
    };
    let own = subject.key();
    let host = subject.record.space();
    let is_known = |record: &Record| {
        record.key() == own
            || Some(record.key()) == host
            || (record.space().is_some() && (record.space() == host || record.space() == Some(own)))
    };
    let until = ahead(view);
    let rows: Vec<_> = view
        .ctx
        .atlas
        .ask(Layer::Items, &Filter::default(), view.ctx.now)
        .nearest(at, CANDIDATES)
        .into_iter()
        .filter(|(record, _)| !is_known(record))
        .filter_map(|(record, distance)| {
            let item = record.item();
            if let Detail::Initiative(initiative) = &item.detail {
                next_before(view, record, initiative, until)?;
            }
            let name = Said::name(view, &item);
            let tree = view.ctx.atlas.categories();
            let category = tree.label(record.category().as_str(), view.language().tag());
            let distance = format::distance(distance.get(), view.language().tag());
            let said = [category.to_owned(), distance].map(Said::here);
            Some(row(view, record.key(), name, said))
        })
        .take(NEIGHBOURS)
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    vec![view! { <ul class="beside" role="list">{rows}</ul> }.into_any()]
}

fn ahead(view: &View<'_>) -> Stamp {
    let now = view.ctx.now;
    Stamp::from_millis(now.millis() + AHEAD).unwrap_or(now)
}

/// An item in a few words.
pub(super) fn row(
    view: &View<'_>,
    key: ItemKey,
    name: Said,
    said: impl IntoIterator<Item = Said>,
) -> AnyView {
    let href = view.link(&format!("/{key}"));
    view! {
        <li>
            <a class="item-link" href=href data-key=key.to_string() lang=name.language>{name.text}</a>
            " "
            <span class="muted">{dotted(said)}</span>
        </li>
    }
    .into_any()
}
