//! The symbols of items: spaces are round, initiatives are diamonds, each in the colour and with
//! the icon of its category. The map draws the same outlines on its canvas.

use super::view::View;
use leptos::prelude::*;
use okolica_model::category::{Category, CategoryId};
use okolica_model::{ItemKind, Position};
use std::collections::BTreeSet;

/// How many category colours there are.
const COLOURS: u8 = 8;

/// Icons that pages use besides those of categories.
const OWN: [&str; 3] = ["star", "toilet", "wheelchair"];

/// The icon of a category that names none.
const FALLBACK: &str = "marker";

/// The outlines of all icons that this map's categories use, once a page; `<use>` draws them and
/// the map reads them.
pub(super) fn sprite(view: &View<'_>) -> impl IntoView + use<> {
    let categories = view.ctx.atlas.categories();
    outlines(view, categories.iter().map(icon_name).collect())
}

/// The same for a page that shows things of one category alone.
pub(super) fn sprite_of(view: &View<'_>, category: &CategoryId) -> impl IntoView + use<> {
    let category = view.ctx.atlas.categories().get(category.as_str());
    outlines(view, category.into_iter().map(icon_name).collect())
}

fn outlines(view: &View<'_>, mut names: BTreeSet<&str>) -> impl IntoView + use<> {
    let icons = &view.ctx.settings.assets.icons;
    names.extend(OWN);
    let symbols: Vec<_> = names
        .into_iter()
        .filter_map(|name| {
            let outline = icons.get(name)?.clone();
            Some(view! {
                <symbol id=format!("i-{name}") viewBox="0 0 15 15">
                    <path d=outline></path>
                </symbol>
            })
        })
        .collect();
    view! { <svg class="sprite" width="0" height="0" aria-hidden="true">{symbols}</svg> }
}

/// The icon a category is drawn with.
pub(super) fn icon_name(category: &Category) -> &str {
    category.icon.as_deref().unwrap_or(FALLBACK)
}

/// Which of the category colours it has.
pub(super) fn colour(category: &Category) -> u8 {
    category.colour % COLOURS
}

/// The symbol of an item of a category.
pub(super) fn symbol(
    view: &View<'_>,
    kind: ItemKind,
    category: &CategoryId,
) -> impl IntoView + use<> {
    let category = view.ctx.atlas.categories().get(category.as_str());
    let colour = category.map_or(COLOURS - 1, colour);
    let icon = category.map_or(FALLBACK, icon_name);
    shape(
        kind,
        colour,
        view.ctx
            .settings
            .assets
            .icons
            .contains_key(icon)
            .then_some(icon),
    )
}

/// A symbol with a colour and perhaps an icon.
pub(super) fn shape(kind: ItemKind, colour: u8, icon: Option<&str>) -> impl IntoView + use<> {
    let outline = match kind {
        ItemKind::Space => "M0-12a12 12 0 1 1 0 24a12 12 0 1 1 0-24z",
        ItemKind::Initiative => {
            "M-1.4-13.4q1.4-1.4 2.8 0l12 12q1.4 1.4 0 2.8l-12 12q-1.4 1.4-2.8 0l-12-12q-1.4-1.4 0-2.8z"
        }
    };
    let icon = icon.map(|name| {
        view! {
            <use href=format!("#i-{name}") class="symbol-icon" x="-7" y="-7" width="14" height="14"></use>
        }
    });
    view! {
        <svg class=format!("symbol c{colour}") viewBox="-16 -16 32 32" width="32" height="32" aria-hidden="true">
            <path class="symbol-shape" d=outline></path>
            {icon}
        </svg>
    }
}

/// A small icon in a line of text.
pub(super) fn small_icon(view: &View<'_>, name: &str) -> Option<impl IntoView + use<>> {
    let known = view.ctx.settings.assets.icons.contains_key(name);
    known.then(|| {
        view! {
            <svg class="small-icon" width="14" height="14" aria-hidden="true">
                <use href=format!("#i-{name}")></use>
            </svg>
        }
    })
}

/// A map view close enough to see what stands at a position.
pub(super) fn close_view(position: Position) -> crate::state::MapView {
    crate::state::MapView {
        center: position,
        zoom: 17,
    }
}
