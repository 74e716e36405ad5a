//! The residents' page: list and map.

use super::detail::{Place, Subject, detail};
use super::embed::Parts;
use super::map::map_area;
use super::share::Share;
use super::shell::{Head, Live, Page, document, foot};
use super::view::{View, html};
use super::{PageContext, Rendered, device, filters, results, suggest};
use crate::state::ViewState;
use leptos::prelude::*;

/// `/`; with `fragment=list` only the list, which the map swaps in.
#[must_use]
pub fn home(ctx: &PageContext<'_>) -> Rendered {
    let view = View::new(ctx);
    if view.fragment() == Some("list") {
        let html = html(|| results::results(&view).into_any());
        return view.rendered(200, html);
    }
    if view.fragment() == Some("suggest") {
        let typed = ctx.query.iter().find(|(name, _)| name == "typed");
        let typed = typed.map_or("", |(_, text)| text.as_str());
        let html = html(|| suggest::options(&view, typed).into_any());
        return view.rendered(200, html);
    }
    let city = view.site();
    let selected = view.state.selected.and_then(|key| ctx.atlas.item(key));
    let selected = selected.map(|record| Subject::new(&view, record));
    let title = match &selected {
        Some(subject) => format!("{} – {city}", subject.title),
        None => format!("{city} – {}", view.text("tagline")),
    };
    document(&view, || Page {
        status: 200,
        title,
        description: Some(view.words.with("page-description", &[("city", city)])),
        class: if ctx.settings.assets.map.boot.is_none() {
            "map-page text-list"
        } else {
            "map-page will-live"
        },
        canonical: Some(canonical(&view)),
        head: Head {
            feeds: Some(view.state.filter.clone()),
            share: Some(Share::of_view(&view)),
            ..Head::default()
        },
        live: Live::Map,
        content: view! {
            <main id="content" class="city" data-sheet="half">
                {panel(&view, selected.as_ref())}
                {map_area(&view)}
            </main>
        }
        .into_any(),
    })
}

/// The filters alone: where the map looks and what is open does not make another page.
fn canonical(view: &View<'_>) -> String {
    ViewState {
        filter: view.state.filter.clone(),
        without_place: view.state.without_place,
        after: view.state.after,
        ..ViewState::default()
    }
    .href()
}

fn panel(view: &View<'_>, selected: Option<&Subject<'_>>) -> impl IntoView + use<> {
    let city = view.site().to_owned();
    let shown = selected.map(|subject| detail(view, subject, Place::Panel).into_any());
    view! {
        <div id="panel" class="panel">
            <h1 class="hush">{city} " – " {view.text("tagline")}</h1>
            <div class="sheet-buttons">
                <button type="button" class="sheet-button" data-sheet-to="full">{view.text("sheet-list")}</button>
                <button type="button" class="sheet-button" data-sheet-to="half" aria-label=view.text("sheet-both-name")>{view.text("sheet-both")}</button>
                <button type="button" class="sheet-button" data-sheet-to="peek">{view.text("sheet-map")}</button>
            </div>
            {device::offline(view)}
            {list_or_detail(view, shown)}
        </div>
    }
}

/// What stands beside a map, for its script to swap: the list, or what of an item is shown.
pub(super) fn list_or_detail(view: &View<'_>, shown: Option<AnyView>) -> impl IntoView + use<> {
    let back = if view.is_copy() {
        view.home_link()
    } else {
        view.base().href()
    };
    let alone = view
        .frame
        .as_ref()
        .is_some_and(|frame| frame.parts == Parts::Map);
    let to_list = view.text(if alone { "embed-close" } else { "back-to-list" });
    let open = shown.is_some();
    view! {
        <p id="progress" class="progress" hidden=true></p>
        <p id="announcer" class="hush" role="status"></p>
        <div id="trouble" class="trouble" hidden=true>
            <p id="trouble-text"></p>
            <button type="button" id="retry" class="button">{view.text("try-again")}</button>
        </div>
        <section id="detail" class="detail" aria-labelledby="detail-title" hidden=!open>
            <p class="back"><a id="detail-back" href=back target=view.here()>{to_list}</a></p>
            <div id="detail-content">{shown}</div>
        </section>
        <div id="browse" hidden=open>
            {(!view.is_locked()).then(|| filters::form(view))}
            <section id="results" aria-labelledby="results-total">{results::results(view)}</section>
            {view.frame.is_none().then(|| foot(view))}
        </div>
    }
}
