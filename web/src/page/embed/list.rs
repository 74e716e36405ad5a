//! The list for pages that put it into their own: plain HTML that means the same there. It has no id
//! and no style, and its links are absolute.

use crate::page::filters::gone;
use crate::page::results::{self, Row, line, title, what};
use crate::page::said::name_language;
use crate::page::shell::banner;
use crate::page::view::View;
use leptos::prelude::*;

pub(super) fn list(view: &View<'_>) -> impl IntoView + use<> {
    let listing = results::list(view);
    let total = view.words.count("results", listing.matched);
    let rows: Vec<_> = listing.rows.iter().map(|shown| row(view, *shown)).collect();
    let rows = (!rows.is_empty()).then(|| view! { <ul class="okolica-items">{rows}</ul> });
    let city = view.ctx.atlas.profile().name.clone();
    view! {
        <div class="okolica" lang=view.language().tag()>
            {banner(view)}
            {gone(view)}
            <p class="okolica-total">{total}</p>
            {rows}
            <p class="okolica-source">
                <a href=view.absolute(&view.unframed())>{view.text("embed-open")}</a>
                " · "
                {view.words.with("attribution", &[("city", &city)])}
            </p>
        </div>
    }
}

fn row(view: &View<'_>, (record, distance): Row<'_>) -> impl IntoView + use<> {
    let item = record.item();
    let tree = view.ctx.atlas.categories();
    let category = tree.label(record.category().as_str(), view.language().tag());
    let href = view.absolute(&view.link(&format!("/{}", record.key())));
    let name = title(view, &item, category);
    let status = results::status(&item).map(|status| format!(" ({})", view.text(status)));
    let line = line(view, record, &item, distance);
    let line = (!line.is_empty()).then(|| view! { <div class="okolica-when">{line}</div> });
    view! {
        <li class="okolica-item">
            <a class="okolica-name" href=href lang=name_language(view, &item)>{name}</a>
            {status}
            {line}
            <div class="okolica-what">{what(view, &item, category)}</div>
        </li>
    }
}
