//! The filters: a form that works without scripts, chips for what is on, counts for what is not.

use super::symbol::{colour, icon_name, shape};
use super::view::View;
use crate::format;
use crate::state::ViewState;
use leptos::prelude::*;
use okolica_atlas::category::Category;
use okolica_atlas::district::DEFAULT_SET;
use okolica_atlas::filter::{DistrictFilter, Filter};
use okolica_atlas::{ItemKind, Layer};
use std::collections::BTreeMap;

/// The form beside the list.
pub(super) fn form(view: &View<'_>) -> impl IntoView + use<> {
    let state = &view.state;
    let tags = state.filter.tags.join(",");
    let hidden: Vec<_> = [
        ("tag", tags),
        ("lang", state.language.clone().unwrap_or_default()),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
    .collect();
    view! {
        <form id="filters" class="filters" action="/" method="get" aria-label=view.text("filters")>
            {hidden}
            {layers(view)}
            {districts(view)}
            {categories(view)}
            <button class="button strong apply" type="submit">{view.text("apply")}</button>
        </form>
    }
}

fn layers(view: &View<'_>) -> impl IntoView + use<> {
    let chosen = view.state.filter.layer;
    let options: Vec<_> = [
        (None, "", "layer-all"),
        (Some(ItemKind::Space), "spaces", "layer-spaces"),
        (
            Some(ItemKind::Initiative),
            "initiatives",
            "layer-initiatives",
        ),
    ]
    .into_iter()
    .map(|(kind, value, label)| {
        view! {
            <label class="segment">
                <input type="radio" name="layer" value=value checked=chosen == kind/>
                <span>{view.text(label)}</span>
            </label>
        }
    })
    .collect();
    view! {
        <fieldset class="segments">
            <legend class="hush">{view.text("layer")}</legend>
            {options}
        </fieldset>
    }
}

fn districts(view: &View<'_>) -> Option<impl IntoView + use<>> {
    let mut all: Vec<(String, String)> = view
        .ctx
        .atlas
        .districts(DEFAULT_SET)
        .iter()
        .map(|stored| (stored.district.name.clone(), stored.district.code.clone()))
        .collect();
    if all.is_empty() {
        return None;
    }
    let language = view.language();
    all.sort_by(|a, b| language.compare(&a.0, &b.0));
    let chosen = view.state.filter.district.as_ref();
    let is_chosen = |code: &String| {
        chosen.is_some_and(|filter| filter.set == DEFAULT_SET && filter.codes.contains(code))
    };
    let options: Vec<_> = all
        .into_iter()
        .map(|(name, code)| {
            let selected = is_chosen(&code);
            view! { <option value=code selected=selected>{name}</option> }
        })
        .collect();
    Some(view! {
        <label class="field">
            <span>{view.text("district")}</span>
            <select name="district">
                <option value="">{view.text("district-any")}</option>
                {options}
            </select>
        </label>
    })
}

fn categories(view: &View<'_>) -> impl IntoView + use<> {
    let tree = view.ctx.atlas.categories();
    let counts = category_counts(view);
    let language = view.language();
    let label = |category: &Category| category.label(language.tag()).to_owned();
    let mut tops: Vec<&Category> = tree.iter().filter(|entry| entry.parent.is_none()).collect();
    tops.sort_by(|a, b| language.compare(&label(a), &label(b)));
    let groups: Vec<_> = tops
        .into_iter()
        .map(|top| {
            let mut children: Vec<&Category> = tree.children(top.id.as_str()).collect();
            children.sort_by(|a, b| language.compare(&label(a), &label(b)));
            let children: Vec<_> = children
                .into_iter()
                .map(|child| view! { <li>{choice(view, child, &counts)}</li> })
                .collect();
            let children =
                (!children.is_empty()).then(|| view! { <ul role="list">{children}</ul> });
            view! { <li>{choice(view, top, &counts)} {children}</li> }
        })
        .collect();
    let chosen = view.state.filter.categories.len();
    let badge = (chosen > 0).then(|| view! { <span class="badge">{chosen}</span> });
    view! {
        <details class="categories">
            <summary>{view.text("categories")} " " {badge}</summary>
            <ul class="category-tree" role="list">{groups}</ul>
        </details>
    }
}

fn choice(
    view: &View<'_>,
    category: &Category,
    counts: &BTreeMap<String, usize>,
) -> impl IntoView + use<> {
    let id = category.id.as_str().to_owned();
    let checked = view.state.filter.categories.contains(&category.id);
    let count = counts.get(&id).copied().unwrap_or_default();
    let icons = &view.ctx.settings.assets.icons;
    let icon = Some(icon_name(category)).filter(|name| icons.contains_key(*name));
    let symbol = shape(ItemKind::Space, colour(category), icon);
    view! {
        <label class="check">
            <input type="checkbox" name="category" value=id.clone() checked=checked/>
            {symbol}
            <span class="check-label">{category.label(view.language().tag()).to_owned()}</span>
            <span class="count" data-count-of=id>{format::number(count as u64)}</span>
        </label>
    }
}

/// How many items of each category fit all other filters; a parent counts its children's too.
pub(super) fn category_counts(view: &View<'_>) -> BTreeMap<String, usize> {
    counts_under(view, &view.state.filter)
}

/// The same for any filter.
pub(super) fn counts_under(view: &View<'_>, filter: &Filter) -> BTreeMap<String, usize> {
    let atlas = view.ctx.atlas;
    let tree = atlas.categories();
    let mut counts = BTreeMap::new();
    let asked = atlas.ask(Layer::Items, filter, view.ctx.now);
    for (id, count) in asked.category_counts() {
        *counts.entry(id.to_string()).or_default() += count;
        let parent = tree
            .get(id.as_str())
            .and_then(|category| category.parent.as_ref());
        if let Some(parent) = parent {
            *counts.entry(parent.to_string()).or_default() += count;
        }
    }
    counts
}

/// What is on, each with a link to the view without it.
pub(super) fn chips(view: &View<'_>, fragment: bool) -> Option<impl IntoView + use<>> {
    let base = view.base();
    let chips: Vec<_> = on(view, fragment)
        .into_iter()
        .map(|(label, filter, without_place)| {
            let state = ViewState {
                filter,
                without_place,
                ..base.clone()
            };
            let name = view.words.with("chip-remove", &[("filter", &label)]);
            view! {
                <li>
                    <a class="chip state-link" href=state.href() aria-label=name>
                        {label} <span class="chip-x" aria-hidden="true">"×"</span>
                    </a>
                </li>
            }
        })
        .collect();
    if chips.is_empty() {
        return None;
    }
    Some(view! {
        <ul class="chips" role="list" aria-label=view.text("chips")>
            {chips}
            <li>
                <a class="chip-clear state-link" href=view.home_link()>{view.text("clear-all")}</a>
            </li>
        </ul>
    })
}

/// Each filter that is on: its label, and the state without it.
fn on(view: &View<'_>, fragment: bool) -> Vec<(String, Filter, bool)> {
    let filter = &view.state.filter;
    let without_place = view.state.without_place;
    let mut out = Vec::new();
    let mut add = |label: String, change: &dyn Fn(&mut Filter)| {
        let mut rest = filter.clone();
        change(&mut rest);
        if fragment {
            // Here the box is where the map looks, not what somebody chose.
            rest.bbox = None;
        }
        out.push((label, rest, without_place));
    };
    if let Some(kind) = filter.layer {
        let label = match kind {
            ItemKind::Space => "layer-spaces",
            ItemKind::Initiative => "layer-initiatives",
        };
        add(view.text(label), &|rest| rest.layer = None);
    }
    for id in &filter.categories {
        let label = view
            .ctx
            .atlas
            .categories()
            .label(id.as_str(), view.language().tag());
        add(label.to_owned(), &|rest| {
            rest.categories.retain(|other| other != id);
        });
    }
    for tag in &filter.tags {
        add(format!("#{tag}"), &|rest| {
            rest.tags.retain(|other| other != tag);
        });
    }
    if let Some(district) = &filter.district {
        for code in &district.codes {
            add(district_name(view, district, code), &|rest| {
                drop_district(rest, code);
            });
        }
    }
    if let Some(near) = filter.near {
        let distance = format::distance(near.within.get(), view.language().tag());
        let label = view.words.with("chip-near", &[("distance", &distance)]);
        add(label, &|rest| rest.near = None);
    }
    if filter.bbox.is_some() && !fragment {
        add(view.text("chip-area"), &|rest| rest.bbox = None);
    }
    if without_place {
        out.push((view.text("chip-without-place"), filter.clone(), false));
    }
    out
}

fn district_name(view: &View<'_>, filter: &DistrictFilter, code: &str) -> String {
    let found = view.ctx.atlas.district(&filter.set, code);
    found.map_or_else(|| code.to_owned(), |stored| stored.district.name.clone())
}

fn drop_district(filter: &mut Filter, code: &str) {
    if let Some(district) = &mut filter.district {
        district.codes.retain(|other| other != code);
        if district.codes.is_empty() {
            filter.district = None;
        }
    }
}

/// What the address asks for that no longer exists.
pub(super) fn gone(view: &View<'_>) -> Option<impl IntoView + use<>> {
    let notes: Vec<_> = view
        .wrong
        .iter()
        .map(|error| {
            let filter = format!("{} = {}", error.field, error.value);
            let text = view.words.with("filter-gone", &[("filter", &filter)]);
            view! { <p class="note">{text}</p> }
        })
        .collect();
    (!notes.is_empty()).then_some(notes)
}
