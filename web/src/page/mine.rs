//! The favourites of a device, and the page for what it did not keep.

use super::results;
use super::shell::{Page, document};
use super::view::{View, html};
use super::{PageContext, Rendered};
use crate::state;
use leptos::prelude::*;
use okolica_model::ItemKey;

/// Favourites that are drawn at most.
const MOST: usize = 300;

/// `/mine`. Only the device knows its favourites: its script asks for them with `fragment=list`
/// and `items`, keys with commas between.
#[must_use]
pub fn mine(ctx: &PageContext<'_>) -> Rendered {
    let view = View::new(ctx);
    if view.fragment() == Some("list") {
        let html = html(|| list(&view).into_any());
        return view.rendered(200, html);
    }
    let title = view.text("mine");
    document(&view, || {
        let content = view! {
            <main id="content" class="sheet-of-paper">
                <p class="back"><a href=view.home_link()>{view.text("to-the-map")}</a></p>
                <h1 id="detail-title" class="detail-title" tabindex="-1">{title.clone()}</h1>
                <p class="if-scriptless">{view.text("mine-scriptless")}</p>
                <div id="mine"></div>
                <p id="mine-none" hidden=true>{view.text("mine-none")}</p>
                <div id="mine-trouble" class="trouble" role="status" hidden=true>
                    <p>{view.text("mine-trouble")}</p>
                    <button type="button" id="mine-again" class="button">{view.text("try-again")}</button>
                </div>
            </main>
        };
        Page::unlisted(&view, &title, content.into_any())
    })
}

/// The items that were asked for, in the order of asking, and which of them are gone.
fn list(view: &View<'_>) -> impl IntoView + use<> {
    let asked = view.ctx.query.iter().find(|(name, _)| name == "items");
    let keys = asked.map_or("", |(_, keys)| keys.as_str()).split(',');
    let keys: Vec<ItemKey> = keys.filter_map(state::parse_key).take(MOST).collect();
    let mut rows = Vec::new();
    let mut gone = Vec::new();
    for key in keys {
        match view.ctx.atlas.item(key) {
            Some(record) => rows.push(results::row(view, (record, None))),
            None => gone.push(key.to_string()),
        }
    }
    let gone = (!gone.is_empty()).then(|| {
        view! {
            <p class="note">
                {view.words.count("mine-gone", gone.len())} " "
                <button type="button" id="mine-gone" class="button" data-gone=gone.join(",")>
                    {view.text("mine-gone-remove")}
                </button>
            </p>
        }
    });
    let rows = (!rows.is_empty()).then(|| {
        view! {
            <h2 class="hush">{view.text("mine")}</h2>
            <ol class="items" role="list">{rows}</ol>
        }
    });
    view! { {gone} {rows} }
}

/// `/offline`, which devices keep and show instead of a page that they did not.
#[must_use]
pub fn offline(ctx: &PageContext<'_>) -> Rendered {
    let view = View::new(ctx);
    document(&view, || {
        let content = view! {
            <main id="content" class="sheet-of-paper">
                <h1 class="detail-title">{view.text("offline-title")}</h1>
                <p class="lead">{view.text("offline-text")}</p>
                <p class="actions">
                    <a class="button strong" href=view.home_link()>{view.text("offline-last")}</a>
                    <a class="button" href=view.link("/mine")>{view.text("mine")}</a>
                </p>
            </main>
        };
        Page::unlisted(&view, &view.text("offline-title"), content.into_any())
    })
}
