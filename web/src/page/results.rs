//! The list: what fits the filters, page by page, in the order of the API. The map swaps this
//! part in as it moves.

use super::symbol::{small_icon, symbol};
use super::view::View;
use crate::format;
use crate::hours;
use crate::state::ViewState;
use crate::when;
use crate::words::Words;
use leptos::prelude::*;
use okolica_atlas::filter::Filter;
use okolica_atlas::item::{Access, Cost, Detail, Fact, Item, Status};
use okolica_atlas::query::Page;
use okolica_atlas::record::Record;
use okolica_atlas::{ItemKey, Layer, geodesy};

/// Items on a page of the list.
const PAGE: usize = 30;

/// What a list shows.
pub(super) struct Listing<'a> {
    items: Vec<&'a Record>,
    /// All that fit, on every page.
    matched: usize,
    /// Those that fit and have no position, wherever the map looks.
    without_position: usize,
    next: Option<ItemKey>,
}

pub(super) fn list<'a>(view: &View<'a>) -> Listing<'a> {
    let atlas = view.ctx.atlas;
    let state = &view.state;
    let anywhere = Filter {
        bbox: None,
        ..state.filter.clone()
    };
    if state.without_place {
        return placeless(view, &anywhere);
    }
    let Page {
        items,
        matched,
        without_position,
        next,
    } = atlas
        .ask(Layer::Items, &state.filter, view.ctx.now)
        .page(state.after, PAGE);
    let without_position = if state.filter.bbox.is_some() {
        atlas
            .ask(Layer::Items, &anywhere, view.ctx.now)
            .page(None, 0)
            .without_position
    } else {
        without_position
    };
    Listing {
        items,
        matched,
        without_position,
        next,
    }
}

/// Only the items without a position. They are few and stand anywhere in the order of keys, so
/// all are gone through.
fn placeless<'a>(view: &View<'a>, filter: &Filter) -> Listing<'a> {
    let all = view
        .ctx
        .atlas
        .ask(Layer::Items, filter, view.ctx.now)
        .page(None, usize::MAX)
        .items;
    let mut placeless: Vec<&Record> = all
        .into_iter()
        .filter(|record| record.position().is_none())
        .collect();
    let matched = placeless.len();
    if let Some(after) = view.state.after {
        placeless.retain(|record| record.key() > after);
    }
    let next = placeless
        .get(PAGE)
        .and(placeless.get(PAGE - 1))
        .map(|record| record.key());
    placeless.truncate(PAGE);
    Listing {
        items: placeless,
        matched,
        without_position: matched,
        next,
    }
}

/// The whole swappable part: chips, total, items, the way on.
pub(super) fn results(view: &View<'_>) -> impl IntoView + use<> {
    let listing = list(view);
    let fragment = view.fragment() == Some("list");
    let in_view = fragment && view.state.filter.bbox.is_some();
    let placed = if view.state.without_place {
        0
    } else if view.state.filter.bbox.is_some() {
        listing.matched
    } else {
        listing.matched - listing.without_position
    };
    let rows: Vec<_> = listing
        .items
        .iter()
        .map(|record| row(view, record))
        .collect();
    view! {
        <div
            class="results-body"
            data-total=listing.matched
            data-placed=placed
            data-counts=counts(view)
        >
            {super::filters::gone(view)}
            {super::filters::chips(view, fragment)}
            {heading(view, &listing, in_view)}
            {if rows.is_empty() {
                empty(view, in_view).into_any()
            } else {
                view! { <ol class="items" role="list">{rows}</ol> }.into_any()
            }}
            {paging(view, &listing)}
        </div>
    }
}

fn heading(view: &View<'_>, listing: &Listing<'_>, in_view: bool) -> impl IntoView + use<> {
    let total = view.words.count("results", listing.matched);
    let here = in_view
        .then(|| view! { " " <span class="results-here">{view.text("results-here")}</span> });
    let others = listing.without_position;
    let others = (others > 0 && !view.state.without_place).then(|| {
        let mut state = view.base();
        state.without_place = true;
        state.filter.bbox = None;
        // What the map shows is counted without them, the whole list with them.
        let key = if view.state.filter.bbox.is_some() {
            "without-place"
        } else {
            "of-them-without-place"
        };
        let text = view.words.count(key, others);
        view! { <p class="without-place"><a class="state-link" href=state.href()>{text}</a></p> }
    });
    view! {
        <div class="results-head">
            <h2 id="results-total" tabindex="-1" data-total=listing.matched>
                {total} {here}
            </h2>
            {others}
        </div>
    }
}

/// How many items each category would give, for the filters beside the list.
fn counts(view: &View<'_>) -> String {
    let counts = super::filters::category_counts(view);
    serde_json::to_string(&counts).unwrap_or_default()
}

fn paging(view: &View<'_>, listing: &Listing<'_>) -> impl IntoView + use<> {
    let first = view.state.after.is_some().then(|| {
        let href = view.base().href();
        view! { <a class="button page-link" href=href>{view.text("first-page")}</a> }
    });
    let next = listing.next.map(|key| {
        let state = ViewState {
            after: Some(key),
            ..view.base()
        };
        view! { <a class="button page-link" rel="next" href=state.href()>{view.text("more")}</a> }
    });
    let any = first.is_some() || next.is_some();
    any.then(|| view! { <p class="paging">{first} {next}</p> })
}

fn empty(view: &View<'_>, in_view: bool) -> impl IntoView + use<> {
    let mut filter = view.state.filter.clone();
    filter.bbox = None;
    let filtered = !filter.is_empty() || view.state.without_place;
    let text = if in_view {
        "empty-view"
    } else if filtered {
        "empty-filters"
    } else {
        "empty-city"
    };
    let whole = in_view.then(|| {
        let mut state = view.base();
        state.filter.bbox = None;
        state.map = None;
        view! { <a class="button whole-city" href=state.href()>{view.text("empty-whole-city")}</a> }
    });
    let clear = filtered.then(|| {
        view! { <a class="button state-link" href=view.home_link()>{view.text("empty-clear")}</a> }
    });
    view! {
        <div class="empty">
            <p class="empty-title">{view.text("empty-title")}</p>
            <p>{view.text(text)}</p>
            <p class="actions">{whole} {clear}</p>
        </div>
    }
}

/// An item in the list: its name; when, how far, what it costs; what is known of access.
fn row(view: &View<'_>, record: &Record) -> impl IntoView + use<> {
    let item = record.item();
    let key = record.key();
    let category = view
        .ctx
        .atlas
        .categories()
        .label(record.category().as_str(), view.language().tag())
        .to_owned();
    let status =
        status(&item).map(|status| view! { <span class="badge">{view.text(status)}</span> });
    let dimmed = matches!(
        item.detail,
        Detail::Initiative(ref initiative) if matches!(initiative.status, Status::Cancelled | Status::Done)
    );
    let line: Vec<String> = [
        Some(category.clone()),
        when_line(view, &item),
        distance_line(view, record),
        cost_line(view.words, &item.common.cost),
    ]
    .into_iter()
    .flatten()
    .collect();
    let facts = facts(view, &item.common.access);
    let at = record
        .position()
        .map(|at| format!("{},{}", at.lon(), at.lat()));
    let address = item
        .common
        .address
        .clone()
        .filter(|_| !item.common.name.is_empty());
    view! {
        <li class="item" class:dimmed=dimmed data-at=at>
            {symbol(view, key.kind, record.category())}
            <div class="item-text">
                <h3 class="item-name">
                    <a
                        class="item-link"
                        href=view.link(&format!("/{key}"))
                        data-key=key.to_string()
                    >{title(view, &item, &category)}</a>
                    {status}
                </h3>
                <p class="item-line">{line.join(" · ")}</p>
                {address.map(|text| view! { <p class="item-address">{text}</p> })}
                {facts}
            </div>
        </li>
    }
}

/// The name in the page's language, or what stands for it.
pub(super) fn title(view: &View<'_>, item: &Item, category: &str) -> String {
    super::named(view.words, item, category)
}

/// The message for a status that changes plans.
pub(super) fn status(item: &Item) -> Option<&'static str> {
    match &item.detail {
        Detail::Space(_) => None,
        Detail::Initiative(initiative) => match initiative.status {
            Status::Scheduled => None,
            Status::Postponed => Some("status-postponed"),
            Status::Cancelled => Some("status-cancelled"),
            Status::Done => Some("status-done"),
        },
    }
}

fn when_line(view: &View<'_>, item: &Item) -> Option<String> {
    match &item.detail {
        // A short text reads at a glance; a long one waits for the detail.
        Detail::Space(space) => space
            .opening_hours
            .as_deref()
            .filter(|hours| hours.chars().count() <= 32)
            .map(|text| hours::line(view.words, text)),
        Detail::Initiative(initiative) => Some(match &initiative.schedule {
            Some(schedule) => when::schedule(view.words, schedule, view.today),
            None => view.text("ongoing"),
        }),
    }
}

fn distance_line(view: &View<'_>, record: &Record) -> Option<String> {
    let near = view.state.filter.near?;
    let metres = geodesy::distance(near.at, record.position()?).get();
    Some(format::distance(metres, view.language().tag()))
}

/// What it costs in a few words, if known.
pub(super) fn cost_line(words: Words, cost: &Cost) -> Option<String> {
    match (cost.free, &cost.text) {
        (Some(true), _) => Some(words.text("free")),
        (_, Some(text)) => Some(text.clone()),
        (Some(false), None) => Some(words.text("paid")),
        (None, None) => None,
    }
}

/// The four facts of access by name.
pub(super) fn access_facts(access: &Access) -> [(&'static str, Fact); 4] {
    [
        ("step_free", access.step_free),
        ("toilet", access.toilet),
        ("hearing_loop", access.hearing_loop),
        ("quiet", access.quiet),
    ]
}

/// The message for a fact that is known.
pub(super) fn fact_text(words: Words, name: &str, fact: Fact) -> Option<String> {
    let state = match fact {
        Fact::Yes => "yes",
        Fact::Limited => "limited",
        Fact::No => "no",
        Fact::Unknown => return None,
    };
    Some(words.text(&format!("fact-{name}-{state}")))
}

/// The icon of a fact, where the set has one.
pub(super) fn fact_icon(name: &str) -> Option<&'static str> {
    match name {
        "step_free" => Some("wheelchair"),
        "toilet" => Some("toilet"),
        _ => None,
    }
}

/// What helps, as words with small icons; what is missing or unknown waits for the detail.
fn facts(view: &View<'_>, access: &Access) -> Option<impl IntoView + use<>> {
    let known: Vec<_> = access_facts(access)
        .into_iter()
        .filter(|(_, fact)| matches!(fact, Fact::Yes | Fact::Limited))
        .filter_map(|(name, fact)| {
            let icon = fact_icon(name).and_then(|icon| small_icon(view, icon));
            let text = fact_text(view.words, name, fact)?;
            Some(view! { <li>{icon} " " {text}</li> })
        })
        .collect();
    (!known.is_empty()).then(|| view! { <ul class="facts" role="list">{known}</ul> })
}
