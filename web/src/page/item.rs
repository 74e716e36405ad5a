//! The page of one item.

use super::data;
use super::detail::{Place, Subject, detail};
use super::share::Share;
use super::shell::{Head, Live, Page, document, to_map};
use super::view::{View, html};
use super::{PageContext, Rendered, not_found};
use leptos::prelude::*;
use okolica_model::ItemKey;

/// `/spaces/{id}` and `/initiatives/{id}`; with `fragment=detail` only the part that the panel
/// beside the map shows.
#[must_use]
pub fn item(ctx: &PageContext<'_>, key: ItemKey) -> Rendered {
    let Some(record) = ctx.atlas.item(key) else {
        return not_found(ctx);
    };
    let view = View::new(ctx);
    let subject = Subject::new(&view, record);
    if view.fragment() == Some("detail") {
        let html = html(|| detail(&view, &subject, Place::Panel).into_any());
        return view.rendered(200, html);
    }
    document(&view, || Page {
        status: 200,
        title: format!("{} – {}", subject.title, view.site()),
        description: Some(data::description(&view, &subject)),
        class: "text-page",
        canonical: Some(format!("/{key}")),
        head: Head {
            kind: "article",
            data: Some(data::item(&view, &subject)),
            feeds: None,
            share: Some(Share::of_item(ctx.atlas, key)),
        },
        live: Live::Nothing,
        content: view! {
            <main id="content" class="sheet-of-paper">
                {to_map(&view)}
                <article>{detail(&view, &subject, Place::Page)}</article>
            </main>
        }
        .into_any(),
    })
}
