//! Links to subscribe to what a view shows.

use super::view::View;
use leptos::prelude::*;
use okolica_model::ItemKind;
use okolica_model::filter::Filter;

/// The formats of `/feeds/initiatives`, with the message that names each and its media type.
pub(super) const FORMATS: [(&str, &str, &str); 4] = [
    ("ics", "feed-ics", "text/calendar"),
    ("atom", "feed-atom", "application/atom+xml"),
    ("csv", "feed-csv", "text/csv"),
    ("geojson", "feed-geojson", "application/geo+json"),
];

/// The address of the initiatives that a filter keeps, as a feed.
pub(super) fn href(view: &View<'_>, filter: &Filter, format: &str) -> String {
    let mut out = form_urlencoded::Serializer::new(String::new());
    for (name, value) in filter.to_query() {
        // Feeds hold initiatives alone, and leave out what has ended unless asked.
        if !matches!(name, "layer" | "past") {
            out.append_pair(name, &value);
        }
    }
    if !filter.hide_ended {
        out.append_pair("past", "1");
    }
    out.append_pair("lang", view.language().tag());
    format!("/feeds/initiatives.{format}?{}", out.finish())
}

/// A line with a link a format; nothing where the filter keeps spaces alone.
pub(super) fn subscribe(view: &View<'_>, filter: &Filter) -> Option<impl IntoView + use<>> {
    if filter.layer == Some(ItemKind::Space) {
        return None;
    }
    let links: Vec<_> = FORMATS
        .into_iter()
        .map(|(format, message, kind)| {
            let href = href(view, filter, format);
            view! { <li><a href=href type=kind rel="nofollow">{view.text(message)}</a></li> }
        })
        .collect();
    let label = view.text("subscribe");
    Some(view! {
        <div class="subscribe">
            <span id="subscribe-label">{label}</span>
            <ul role="list" aria-labelledby="subscribe-label">{links}</ul>
        </div>
    })
}
