//! What a reader's device may keep, and only when asked: stars, the switch for pages without a
//! connection, and how old a kept page is. `scripts/device.js` makes them work; without it none
//! of them shows.

use super::view::View;
use leptos::prelude::*;
use okolica_model::ItemKey;
use serde_json::{Map, Value};

/// What the script says; it knows each without `device-`.
const SAID: [&str; 10] = [
    "device-first",
    "device-full",
    "device-refused",
    "device-on",
    "device-off",
    "device-failed",
    "device-sure",
    "device-forgotten",
    "device-none",
    "device-saved",
];

/// Whether this build has the script, and the page may load it: an embed keeps nothing.
fn is_there(view: &View<'_>) -> bool {
    view.frame.is_none() && view.ctx.settings.assets.device.is_some()
}

/// A button that makes an item a favourite; `text` stands on it beside the star.
fn button(
    view: &View<'_>,
    key: ItemKey,
    title: &str,
    class: &'static str,
    text: Option<String>,
) -> Option<impl IntoView + use<>> {
    let label = view.words.with("star", &[("name", title)]);
    is_there(view).then(|| {
        view! {
            <button type="button" class=class data-star=key.to_string() aria-pressed="false" aria-label=label>
                {outline()}
                {text}
            </button>
        }
    })
}

fn outline() -> impl IntoView {
    view! {
        <svg class="star-shape" width="20" height="20" aria-hidden="true">
            <use href="#i-star"></use>
        </svg>
    }
}

/// The star of a row of a list.
pub(super) fn star(view: &View<'_>, key: ItemKey, title: &str) -> Option<impl IntoView + use<>> {
    button(view, key, title, "star", None)
}

/// The star among the actions of a detail.
pub(super) fn star_button(
    view: &View<'_>,
    key: ItemKey,
    title: &str,
) -> Option<impl IntoView + use<>> {
    button(view, key, title, "button star", Some(view.text("mine-one")))
}

/// The way to the favourites, in the bar of every page.
pub(super) fn link(view: &View<'_>) -> Option<impl IntoView + use<>> {
    is_there(view).then(|| {
        let here = (view.ctx.path == "/mine").then_some("page");
        view! {
            <a class="mine-link" href=view.link("/mine") aria-current=here>
                {outline()}
                <span class="mine-link-text">{view.text("mine")}</span>
            </a>
        }
    })
}

/// How old a kept page is: hidden until the script says so. It stands where it does not change
/// the size of the map.
pub(super) fn offline(view: &View<'_>) -> Option<impl IntoView + use<>> {
    is_there(view).then(|| {
        let text = view
            .words
            .with("offline-since", &[("when", "{when}"), ("ago", "{ago}")]);
        view! {
            <div id="offline" class="offline" data-text=text hidden=true>
                <p id="offline-text" role="status"></p>
                <button type="button" id="offline-again" class="button">{view.text("try-again")}</button>
            </div>
        }
    })
}

/// Where the script says something to everybody.
pub(super) fn said(view: &View<'_>) -> Option<impl IntoView + use<>> {
    is_there(view).then(|| view! { <p id="device-said" class="device-said" role="status"></p> })
}

/// The switch, and the way to be rid of it all.
pub(super) fn settings(view: &View<'_>) -> Option<impl IntoView + use<>> {
    is_there(view).then(|| {
        let said = SAID.map(|id| {
            let name = id.trim_start_matches("device-");
            (name.to_owned(), Value::from(view.text(id)))
        });
        let said = Value::Object(Map::from_iter(said));
        view! {
            <details id="device" class="device" open=view.ctx.path == "/mine" data-words=said.to_string()>
                <summary>{view.text("device")}</summary>
                <p>{view.text("device-privacy")}</p>
                <label class="check">
                    <input type="checkbox" role="switch" id="keep" aria-describedby="keep-hint"/>
                    <span class="check-label">{view.text("keep")}</span>
                </label>
                <p id="keep-hint" class="hint">{view.text("keep-hint")}</p>
                <p id="keep-impossible" class="hint" hidden=true>{view.text("keep-impossible")}</p>
                <p class="actions">
                    <button type="button" id="forget" class="button">{view.text("forget")}</button>
                    <button type="button" id="export" class="button">{view.text("export")}</button>
                </p>
            </details>
        }
    })
}
