//! What somebody may mean while typing: the options of the search box. The map swaps them in.

use super::said::Said;
use super::symbol::symbol;
use super::view::View;
use crate::state::{self, ViewState};
use leptos::prelude::*;
use okolica_atlas::search::{Place, Suggestion};
use okolica_model::district::StoredDistrict;
use okolica_model::filter::DistrictFilter;
use std::collections::HashSet;

/// Options at most.
const SHOWN: usize = 8;

/// The options for what has been typed, in an order and of kinds that the atlas gives.
pub(super) fn options(view: &View<'_>, typed: &str) -> impl IntoView + use<> {
    let ctx = view.ctx;
    let at = view.state.filter.near.map(|near| near.at);
    let found = ctx.atlas.suggest(typed, at, ctx.now, SHOWN);
    let options: Vec<_> = found
        .into_iter()
        .enumerate()
        .map(|(number, suggestion)| option(view, number, &suggestion))
        .collect();
    options.into_view()
}

fn option(view: &View<'_>, number: usize, suggestion: &Suggestion<'_>) -> AnyView {
    let tag = view.language().tag();
    let mut key = None;
    let mut icon = None;
    let (text, kind, href) = match *suggestion {
        Suggestion::Category(category, count) => {
            let mut state = without_words(view);
            state.filter.categories = vec![category.id.clone()];
            let kind = view.words.count("suggestion-category", count);
            (
                Said::here(category.label(tag).to_owned()),
                kind,
                state.href(),
            )
        }
        Suggestion::District(stored) => (
            Said::own(view, &stored.district.name),
            view.text("suggestion-district"),
            in_district(view, stored).href(),
        ),
        Suggestion::Place(place) => (
            Said::here(view.words.with("near-place", &[("place", &place.name)])),
            place_kind(view, place),
            around(view, place).href(),
        ),
        Suggestion::Item(record) => {
            let item = record.item();
            let tree = view.ctx.atlas.categories();
            let label = tree.label(record.category().as_str(), tag).to_owned();
            key = Some(record.key().to_string());
            icon = Some(symbol(view, record.key().kind, record.category()));
            let text = Said::name(view, &item);
            (text, label, view.link(&format!("/{}", record.key())))
        }
    };
    view! {
        <li
            role="option"
            id=format!("suggestion-{number}")
            class="suggestion"
            aria-selected="false"
            data-href=href
            data-key=key
        >
            {icon}
            <span class="suggestion-text" lang=text.language>{text.text}</span>
            " "
            <span class="suggestion-kind">{kind}</span>
        </li>
    }
    .into_any()
}

/// The places and districts that the words of a search name, as links; for those who typed and
/// chose none.
pub(super) fn named(view: &View<'_>) -> Option<impl IntoView + use<>> {
    const MOST: usize = 3;
    let text = view.state.filter.q.as_deref();
    let text = text.filter(|_| !view.is_locked())?;
    let atlas = view.ctx.atlas;
    let at = view.state.filter.near.map(|near| near.at);
    // A stop has posts on each side of its street: one of a name is enough.
    let mut places = atlas.places(text, at, 4 * MOST);
    let mut names = HashSet::new();
    places.retain(|place| names.insert(&place.name));
    let places = places.into_iter().take(MOST).map(|place| {
        let text = view.words.with("near-place", &[("place", &place.name)]);
        (text, around(view, place).href())
    });
    let districts = atlas.districts_like(text).into_iter().take(MOST);
    let districts = districts.map(|stored| {
        let name = &stored.district.name;
        let text = view.words.with("whole-district", &[("district", name)]);
        (text, in_district(view, stored).href())
    });
    let links: Vec<_> = places
        .chain(districts)
        .map(|(text, href)| view! { <li><a class="state-link" href=href target=view.here()>{text}</a></li> })
        .collect();
    (!links.is_empty()).then(|| view! { <ul class="named" role="list">{links}</ul> })
}

/// The view with all filters but the words.
fn without_words(view: &View<'_>) -> ViewState {
    let mut state = view.base();
    state.filter.q = None;
    state.filter.bbox = None;
    state.map = None;
    state
}

fn in_district(view: &View<'_>, stored: &StoredDistrict) -> ViewState {
    let mut state = without_words(view);
    state.filter.near = None;
    state.around = None;
    state.filter.district = Some(DistrictFilter {
        set: stored.district.set.clone(),
        codes: vec![stored.district.code.clone()],
    });
    state
}

fn around(view: &View<'_>, place: &Place) -> ViewState {
    let mut state = without_words(view);
    state.filter.near = state::near(place.position, state::WITHIN);
    state.filter.district = None;
    state.around = Some(place.name.clone());
    state
}

/// What a place is, and in which district.
fn place_kind(view: &View<'_>, place: &Place) -> String {
    let kind = match place.kind.as_deref() {
        Some("street") => "place-street",
        Some("stop") => "place-stop",
        Some("neighbourhood") => "place-neighbourhood",
        _ => "place-other",
    };
    let kind = view.text(kind);
    match view.ctx.atlas.district_of(place) {
        Some(stored) => format!("{kind}, {}", stored.district.name),
        None => kind,
    }
}
