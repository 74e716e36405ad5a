//! The list: what fits the filters, page by page, in the order of the API. The map swaps this
//! part in as it moves.

use super::around::{Next, next_before};
use super::copy::StaticCopy;
use super::feeds::subscribe;
use super::filters::Counts;
use super::said::{Said, dotted, name_language};
use super::symbol::{small_icon, symbol};
use super::view::View;
use super::{device, filters, opening, suggest};
use crate::format;
use crate::state::ViewState;
use crate::when;
use crate::words::Words;
use leptos::prelude::*;
use okolica_atlas::record::Record;
use okolica_atlas::search::Loosened;
use okolica_model::filter::{DistrictFilter, Filter};
use okolica_model::item::{Access, AccessFact, Cost, Detail, Fact, Item, Status};
use okolica_model::time::Stamp;
use okolica_model::{ItemKey, Layer, Metres, Position};

/// Items on a page of the list.
const PAGE: usize = 30;

/// Straight as the crow flies is shorter than any way: a walker goes about this much further.
const DETOUR: f64 = 1.3;
/// What a walker makes, in metres a minute: 4.8 km/h.
const PACE: f64 = 80.0;
/// How far ahead the next date of an initiative is looked for, in milliseconds: half a year.
const AHEAD: i64 = 183 * 86_400_000;
/// Items that an empty list offers instead.
const NEAREST: usize = 3;

/// An item of a list, and how far it is from where somebody looks.
pub(super) type Row<'a> = (&'a Record, Option<Metres>);

/// What a list shows.
pub(super) struct Listing<'a> {
    pub rows: Vec<Row<'a>>,
    /// All that fit, on every page.
    pub matched: usize,
    /// Those that fit and have no position, wherever the map looks.
    without_position: usize,
    /// Those that may fit: they don't say.
    unknown: usize,
    next: Option<Onward>,
}

/// Where the next page starts.
enum Onward {
    /// After an item, in the order of keys.
    After(ItemKey),
    /// After so many items, in another order.
    Skip(usize),
}

/// How many items a page of the list has.
fn length(view: &View<'_>) -> usize {
    if view.is_copy() {
        return StaticCopy::PAGE;
    }
    view.frame
        .as_ref()
        .and_then(|frame| frame.max)
        .unwrap_or(PAGE)
}

pub(super) fn list<'a>(view: &View<'a>) -> Listing<'a> {
    let ctx = view.ctx;
    let state = &view.state;
    let anywhere = Filter {
        bbox: None,
        ..state.filter.clone()
    };
    if state.without_place {
        return placeless(view, &anywhere);
    }
    let asked = ctx.atlas.ask(Layer::Items, &state.filter, ctx.now);
    let length = length(view);
    let page = asked.page(state.after, length);
    let without_position = if state.filter.bbox.is_some() {
        let everywhere = ctx.atlas.ask(Layer::Items, &anywhere, ctx.now);
        everywhere.page(None, 0).without_position
    } else {
        page.without_position
    };
    let at = state.filter.near.map(|near| near.at);
    let (rows, next) = match at {
        _ if state.filter.q.is_some() || at.is_some() => {
            let skip = state.skip.min(page.matched);
            let rows: Vec<Row<'_>> = if page.matched == 0 {
                Vec::new()
            } else {
                let found = asked.ranked(at, skip, length).items.into_iter();
                found.map(|item| (item.record, item.distance)).collect()
            };
            let shown = skip + rows.len();
            (rows, (shown < page.matched).then_some(Onward::Skip(shown)))
        }
        _ => {
            let rows = page.items.into_iter().map(|record| (record, None));
            (rows.collect(), page.next.map(Onward::After))
        }
    };
    Listing {
        rows,
        matched: page.matched,
        without_position,
        unknown: page.unknown,
        next,
    }
}

/// The items without a position. They are few and stand anywhere in the order of keys, so all are
/// gone through.
fn all_placeless<'a>(view: &View<'a>, filter: &Filter) -> Vec<&'a Record> {
    let asked = view.ctx.atlas.ask(Layer::Items, filter, view.ctx.now);
    let mut all = asked.page(None, usize::MAX).items;
    all.retain(|record| record.position().is_none());
    all
}

/// A page of these alone.
fn placeless<'a>(view: &View<'a>, filter: &Filter) -> Listing<'a> {
    let mut placeless = all_placeless(view, filter);
    let matched = placeless.len();
    if let Some(after) = view.state.after {
        placeless.retain(|record| record.key() > after);
    }
    let length = length(view);
    let next = placeless
        .get(length)
        .and(placeless.get(length - 1))
        .map(|record| Onward::After(record.key()));
    placeless.truncate(length);
    Listing {
        rows: placeless.into_iter().map(|record| (record, None)).collect(),
        matched,
        without_position: matched,
        unknown: 0,
        next,
    }
}

/// The whole swappable part: chips, total, items, the way on.
pub(super) fn results(view: &View<'_>) -> impl IntoView + use<> {
    let listing = list(view);
    let fragment = view.is_swapped_in();
    let in_view = fragment && view.state.filter.bbox.is_some();
    let placed = if view.state.without_place {
        0
    } else if view.state.filter.bbox.is_some() {
        listing.matched
    } else {
        listing.matched - listing.without_position
    };
    // In a copy those that no map shows stand apart, as its map takes the others off and on.
    let rows = listing
        .rows
        .iter()
        .filter(|(record, _)| !view.is_copy() || record.position().is_some());
    let rows: Vec<_> = rows.map(|shown| row(view, *shown)).collect();
    let apart = apart(view, &listing);
    let counts = (fragment && !view.is_locked()).then(|| Counts::of(view));
    let quick = counts.as_ref().map(|counts| {
        view! { <div class="quick-next">{super::filters::quick(view, counts)}</div> }
    });
    let counts = counts.as_ref().map(Counts::json);
    view! {
        <div
            class="results-body"
            data-total=listing.matched
            data-placed=placed
            data-counts=counts
        >
            {quick}
            {super::filters::gone(view)}
            {super::filters::chips(view, fragment)}
            {heading(view, &listing, in_view)}
            {suggest::named(view)}
            {if !rows.is_empty() {
                view! { <ol class="items" role="list">{rows}</ol> }.into_any()
            } else if apart.is_none() {
                empty(view, in_view, fragment).into_any()
            } else {
                ().into_any()
            }}
            {apart}
            {paging(view, &listing)}
            // Whoever finds nothing today may hear of it when there is something.
            {view.frame.is_none().then(|| subscribe(view, &view.base().filter))}
        </div>
    }
}

/// In a copy the items that no map has, all of them with the first part of the list.
fn apart(view: &View<'_>, listing: &Listing<'_>) -> Option<impl IntoView + use<>> {
    let count = listing.without_position;
    let first = view.ctx.copy.as_ref().is_some_and(|copy| copy.part == 1);
    if !first || count == 0 {
        return None;
    }
    let rows: Vec<_> = all_placeless(view, &view.state.filter)
        .into_iter()
        .map(|record| row(view, (record, None)))
        .collect();
    // Beside a part of the map the total is without them.
    let beside = view.words.count("without-place", count);
    Some(view! {
        <p class="without-place" data-beside=beside>{view.words.count("of-them-without-place", count)}</p>
        <ol class="items placeless" role="list">{rows}</ol>
    })
}

fn heading(view: &View<'_>, listing: &Listing<'_>, in_view: bool) -> impl IntoView + use<> {
    let total = view.words.count("results", listing.matched);
    let here = in_view
        .then(|| view! { " " <span class="results-here">{view.text("results-here")}</span> });
    let others = listing.without_position;
    let others = (others > 0 && !view.state.without_place && !view.is_copy()).then(|| {
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
        view! { <p class="without-place"><a class="state-link" href=state.href() target=view.here()>{text}</a></p> }
    });
    view! {
        <div class="results-head">
            <h2 id="results-total" tabindex="-1" data-total=listing.matched>
                {total} {here}
            </h2>
            {others}
            {may_fit(view, listing.unknown)}
            {own_districts(view)}
        </div>
    }
}

/// How many more may fit, and the way to include them.
fn may_fit(view: &View<'_>, unknown: usize) -> Option<impl IntoView + use<>> {
    if unknown == 0 || view.state.filter.include_unknown {
        return None;
    }
    let mut state = view.base();
    state.filter.include_unknown = true;
    let text = view.words.count("may-fit", unknown);
    let include = (!view.is_locked()).then(|| {
        let text = view.text("may-fit-include");
        view! { <a class="state-link" href=state.href() target=view.here()>{text}</a> }
    });
    Some(view! { <p class="without-place">{text} " " {include}</p> })
}

/// The districts around the point that is looked near to, each a link to what is in it.
fn own_districts(view: &View<'_>) -> Option<impl IntoView + use<>> {
    let near = view.state.filter.near.filter(|_| !view.is_locked())?;
    let links: Vec<_> = view
        .ctx
        .atlas
        .districts_at(near.at)
        .into_iter()
        .map(|stored| {
            let district = &stored.district;
            let mut state = view.base();
            state.filter.near = None;
            state.filter.bbox = None;
            state.around = None;
            state.map = None;
            state.filter.district = Some(DistrictFilter {
                set: district.set.clone(),
                codes: vec![district.code.clone()],
            });
            let text = view
                .words
                .with("whole-district", &[("district", &district.name)]);
            view! { <a class="state-link" href=state.href() target=view.here()>{text}</a> " " }
        })
        .collect();
    (!links.is_empty()).then(|| view! { <p class="without-place">{links}</p> })
}

fn paging(view: &View<'_>, listing: &Listing<'_>) -> AnyView {
    if view.frame.as_ref().is_some_and(|frame| frame.max.is_some()) {
        // The rest is for a place with more room.
        let all = listing.next.as_ref().map(|_| {
            let text = view.words.count("embed-all", listing.matched);
            view! { <p class="paging"><a class="button" href=view.unframed()>{text}</a></p> }
        });
        return all.into_any();
    }
    let first = (view.state.after.is_some() || view.state.skip > 0).then(|| {
        let href = match &view.ctx.copy {
            Some(_) => view.home_link(),
            None => view.base().href(),
        };
        view! { <a class="button page-link" href=href target=view.here()>{view.text("first-page")}</a> }
    });
    let next = listing.next.as_ref().map(|next| {
        let mut state = view.base();
        match next {
            Onward::After(key) => state.after = Some(*key),
            Onward::Skip(shown) => state.skip = *shown,
        }
        let href = match &view.ctx.copy {
            Some(copy) => StaticCopy::list(copy.part + 1),
            None => state.href(),
        };
        let text = view.text("more");
        view! { <a class="button page-link" rel="next" href=href target=view.here()>{text}</a> }
    });
    let any = first.is_some() || next.is_some();
    any.then(|| view! { <p class="paging">{first} {next}</p> })
        .into_any()
}

/// Nothing fits: what was asked stands above; here what would fit if one thing of it were given
/// up.
fn empty(view: &View<'_>, in_view: bool, fragment: bool) -> impl IntoView + use<> {
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
        let framed = view.frame.is_some();
        let text = view.text(if framed {
            "embed-whole"
        } else {
            "empty-whole-city"
        });
        view! { <a class="button whole-city" href=state.href() target=view.here()>{text}</a> }
    });
    let open = !view.is_locked();
    let clear = (filtered && open).then(|| {
        let text = view.text("empty-clear");
        view! { <a class="button clear-all" href=view.cleared() target=view.here()>{text}</a> }
    });
    let instead = open.then(|| instead(view, in_view, fragment));
    view! {
        <div class="empty">
            <p class="empty-title">{view.text("empty-title")}</p>
            <p>{view.text(text)}</p>
            <p class="actions">{whole} {clear}</p>
        </div>
        {instead}
    }
}

/// The nearest items that fit all but one thing that was asked: where the map looks, else the
/// last filter without which there are any.
fn instead(view: &View<'_>, in_view: bool, fragment: bool) -> Option<AnyView> {
    let ctx = view.ctx;
    let state = &view.state;
    let middle = state.filter.bbox.and_then(|b| {
        let (lon, lat) = (
            f64::midpoint(b.west(), b.east()),
            f64::midpoint(b.south(), b.north()),
        );
        Position::new(lon, lat).ok()
    });
    let at = state.filter.near.map(|near| near.at).or(middle);
    if let Some(loosened) = loosened(view, at) {
        return Some(loosened);
    }
    let mut ways: Vec<(String, ViewState)> = Vec::new();
    if in_view {
        let mut whole = view.base();
        whole.filter.bbox = None;
        ways.push((view.text("chip-area"), whole));
    }
    ways.extend(super::filters::on(view, fragment).into_iter().rev());
    ways.into_iter().find_map(|(label, other)| {
        let asked = ctx.atlas.ask(Layer::Items, &other.filter, ctx.now);
        let found: Vec<Row<'_>> = match at {
            Some(at) => {
                let nearest = asked.nearest(at, NEAREST).into_iter();
                nearest.map(|(record, metres)| (record, Some(metres))).collect()
            }
            None => {
                let items = asked.page(None, NEAREST).items.into_iter();
                items.map(|record| (record, None)).collect()
            }
        };
        if found.is_empty() {
            return None;
        }
        let rows: Vec<_> = found.into_iter().map(|shown| row(view, shown)).collect();
        let title = if at.is_some() { "instead-nearest" } else { "instead" };
        Some(view! {
            <div class="instead">
                <h3>{view.words.with(title, &[("filter", &label)])}</h3>
                <ol class="items" role="list">{rows}</ol>
                <p><a class="button state-link" href=other.href() target=view.here()>{view.words.with("without-filter", &[("filter", &label)])}</a></p>
            </div>
        }
        .into_any())
    })
}

/// What fits nearly all words, with what was given up said.
fn loosened(view: &View<'_>, at: Option<Position>) -> Option<AnyView> {
    let ctx = view.ctx;
    let mut filter = view.state.filter.clone();
    filter.bbox = None;
    filter.q.as_ref()?;
    let ranked = ctx
        .atlas
        .ask(Layer::Items, &filter, ctx.now)
        .ranked(at, 0, NEAREST);
    if ranked.loosened.is_empty() || ranked.items.is_empty() {
        return None;
    }
    let words = view.words;
    let said: Vec<String> = ranked
        .loosened
        .iter()
        .map(|one| match one {
            Loosened::Place { place, .. } => {
                words.with("loosened-place", &[("place", &place.name)])
            }
            Loosened::Typo { word, instead } => {
                words.with("loosened-typo", &[("word", word), ("instead", instead)])
            }
            Loosened::Word { word } => words.with("loosened-word", &[("word", word)]),
            Loosened::Filter { names } => {
                let filter = filters::labels(view, names).join(", ");
                words.with("loosened-filter", &[("filter", &filter)])
            }
        })
        .collect();
    let rows: Vec<_> = ranked
        .items
        .into_iter()
        .map(|item| row(view, (item.record, item.distance)))
        .collect();
    Some(
        view! {
            <div class="instead">
                <h3>{words.with("loosened", &[("what", &said.join("; "))])}</h3>
                <ol class="items" role="list">{rows}</ol>
            </div>
        }
        .into_any(),
    )
}

/// An item in the list: its name; when, how far, what it costs; what is known of access.
pub(super) fn row(view: &View<'_>, (record, distance): Row<'_>) -> impl IntoView + use<> {
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
    let line = line(view, record, &item, distance);
    let facts = facts(view, &item);
    let title = title(view, &item, &category);
    let at = record
        .position()
        .map(|at| format!("{},{}", at.lon(), at.lat()));
    let what = what(view, &item, &category);
    let address = item.common.address.clone();
    view! {
        <li class="item" class:dimmed=dimmed data-at=at data-address=address>
            {symbol(view, key.kind, record.category())}
            <div class="item-text">
                <h3 class="item-name">
                    <a
                        class="item-link"
                        href=view.link(&format!("/{key}"))
                        data-key=key.to_string()
                        lang=name_language(view, &item)
                    >{title.clone()}</a>
                    {status}
                </h3>
                <p class="item-line">{line}</p>
                <p class="item-address">{what}</p>
                {facts}
            </div>
            {device::star(view, key, &title)}
        </li>
    }
}

/// When, how far, what it costs: as much as is known.
pub(super) fn line(
    view: &View<'_>,
    record: &Record,
    item: &Item,
    distance: Option<Metres>,
) -> Vec<AnyView> {
    let parts = [
        when_line(view, record, item).map(Said::here),
        distance.map(|metres| Said::here(distance_line(view, metres))),
        cost_line(view, &item.common.cost),
    ];
    dotted(parts.into_iter().flatten())
}

/// The category and the address, where that is not the name already.
pub(super) fn what(view: &View<'_>, item: &Item, category: &str) -> Vec<AnyView> {
    let common = &item.common;
    let address = common.address.as_deref();
    let address = address.filter(|_| !common.name.is_empty());
    let address = address.map(|text| Said::own(view, text));
    dotted(std::iter::once(Said::here(category.to_owned())).chain(address))
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

/// The next date, or whether it is open.
fn when_line(view: &View<'_>, record: &Record, item: &Item) -> Option<String> {
    match &item.detail {
        Detail::Space(space) if view.is_copy() => opening::rules(view, space),
        // More follows on the line.
        Detail::Space(_) => {
            opening::line(view, item).map(|text| text.trim_end_matches('.').to_owned())
        }
        Detail::Initiative(initiative) => {
            let now = view.ctx.now;
            let until = Stamp::from_millis(now.millis() + AHEAD).unwrap_or(now);
            let next = next_before(view, record, initiative, until).filter(|_| !view.is_copy());
            Some(match (next, &initiative.schedule) {
                (Some(Next::Date { text, .. }), _) => text,
                (_, Some(schedule)) => when::schedule(view.words, schedule, view.today),
                _ => view.text("ongoing"),
            })
        }
    }
}

/// How far, and about how long on foot; nobody has looked for a way.
fn distance_line(view: &View<'_>, metres: Metres) -> String {
    let distance = format::distance(metres.get(), view.language().tag());
    let minutes = (metres.get() * DETOUR / PACE).round().max(1.0);
    if minutes > 60.0 {
        return distance;
    }
    let minutes = format!("{minutes:.0}");
    let walk = view.words.with("walk", &[("minutes", &minutes)]);
    format!("{distance} ({walk})")
}

/// What it costs in a few words, if known.
pub(super) fn cost_line(view: &View<'_>, cost: &Cost) -> Option<Said> {
    match (cost.free, &cost.text) {
        (Some(true), _) => Some(Said::here(view.text("free"))),
        (_, Some(text)) => Some(Said::own(view, text)),
        (Some(false), None) => Some(Said::here(view.text("paid"))),
        (None, None) => None,
    }
}

/// The message for a fact that is known.
pub(super) fn fact_text(words: Words, fact: AccessFact, known: Fact) -> Option<String> {
    let (name, state) = (fact.name(), known.word());
    (known != Fact::Unknown).then(|| words.text(&format!("fact-{name}-{state}")))
}

/// What helps, as words with small icons, and once what is not known.
pub(super) fn facts(view: &View<'_>, item: &Item) -> impl IntoView + use<> {
    let all = item.common.access.all();
    let mut known: Vec<AnyView> = all
        .into_iter()
        .filter(|(_, known)| matches!(known, Fact::Yes | Fact::Limited))
        .filter_map(|(fact, known)| {
            let icon = fact.icon().and_then(|icon| small_icon(view, icon));
            let text = fact_text(view.words, fact, known)?;
            Some(view! { <li>{icon} " " {text}</li> }.into_any())
        })
        .collect();
    let mut unknown = Vec::new();
    if matches!(&item.detail, Detail::Space(space) if space.opening_hours.is_none()) {
        unknown.push(view.text("unknown-hours"));
    }
    if cost_line(view, &item.common.cost).is_none() {
        unknown.push(view.text("unknown-cost"));
    }
    if item.common.access == Access::default() {
        unknown.push(view.text("unknown-access"));
    }
    if !unknown.is_empty() {
        let text = view
            .words
            .with("access-unknown", &[("facts", &unknown.join(", "))]);
        known.push(view! { <li class="muted">{text}</li> }.into_any());
    }
    (!known.is_empty()).then(|| view! { <ul class="facts" role="list">{known}</ul> })
}
