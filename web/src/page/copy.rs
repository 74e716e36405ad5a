//! The map as files that any web server serves: its pages link to each other by relative addresses,
//! and say what stays true. `scripts/copy.js` answers what the map asks a service for.

use super::detail::{Place, Subject, detail};
use super::embed::Frame;
use super::shell::{Head, Live, Page, attribution, banner, head};
use super::symbol::sprite_of;
use super::view::{View, html};
use super::{PageContext, Rendered};
use crate::when;
use leptos::prelude::*;
use okolica_model::ItemKey;
use serde_json::{Value, json};

/// Where a page of a copy stands.
#[derive(Debug, Clone, Copy)]
pub struct StaticCopy<'a> {
    /// The way from the page to the folder of the copy: empty, or `../`.
    pub root: &'a str,
    /// Which part of the list it has, from 1.
    pub part: usize,
    /// Where the map that it is a copy of is reached, without a slash at the end.
    pub live: Option<&'a str>,
}

impl StaticCopy<'_> {
    /// The file of an embed's accent and scheme, as an address of the service.
    pub const STYLE: &'static str = "/static/accent.css";
    /// The icon's file.
    pub const ICON: &'static str = "/static/icon.svg";
    /// Items on a page of its list.
    pub const PAGE: usize = 500;
    /// The deepest tiles of items: every item stands by itself there.
    pub const ITEMS_TO: u8 = 17;
    /// The deepest tiles of districts; closer views draw these larger.
    pub const DISTRICTS_TO: u8 = 14;

    /// The way to a file of the copy from its address at the service.
    #[must_use]
    pub fn file(&self, path: &str) -> String {
        format!("{}{}", self.root, path.trim_start_matches('/'))
    }

    /// The file of a part of the list, from 1.
    #[must_use]
    pub fn list(part: usize) -> String {
        match part {
            1 => "index.html".to_owned(),
            _ => format!("list-{part}.html"),
        }
    }

    /// The way to a page of the copy.
    pub(super) fn page(&self, path: &str) -> String {
        match path {
            "/" => self.file("/index.html"),
            _ => self.file(&format!("{path}.html")),
        }
    }
}

/// The way to a file that a page needs.
pub(super) fn file(view: &View<'_>, path: &str) -> String {
    let copy = view.ctx.copy.as_ref();
    copy.map_or_else(|| path.to_owned(), |copy| copy.file(path))
}

/// The address of the icon.
pub(super) fn icon(view: &View<'_>) -> String {
    let copy = view.ctx.copy.as_ref();
    copy.map_or_else(
        || "/favicon.ico".to_owned(),
        |copy| copy.file(StaticCopy::ICON),
    )
}

/// What the copy's script needs to answer for the service.
pub(super) fn words(view: &View<'_>) -> Value {
    let forms = view.words.forms("results");
    let forms = forms.map(|(category, text)| (category.to_owned(), Value::from(text)));
    json!({
        "results": Value::Object(forms.into_iter().collect()),
        "here": view.text("results-here"),
        "empty": view.text("empty-view"),
        "more": view.text("more"),
        "deepest": {"items": StaticCopy::ITEMS_TO, "districts": StaticCopy::DISTRICTS_TO},
    })
}

/// Of which day a copy is.
pub(super) fn stamp(view: &View<'_>) -> Option<impl IntoView + use<>> {
    let day = when::full_date(view.words, view.calendar.day(view.ctx.now));
    let text = view.words.with("copy-of", &[("date", &day)]);
    view.is_copy()
        .then(|| view! { <p class="attribution">{text}</p> })
}

/// The page of an item, as its map shows it. `frame` says how that looks.
#[must_use]
pub fn copied_item(ctx: &PageContext<'_>, frame: &Frame, key: ItemKey) -> Option<Rendered> {
    let view = View {
        frame: Some(frame.clone()),
        ..View::new(ctx)
    };
    let subject = Subject::new(&view, ctx.atlas.item(key)?);
    let title = frame.title.as_deref().unwrap_or_else(|| view.site());
    let body = html(|| {
        let page = Page {
            status: 200,
            title: format!("{} – {title}", subject.title),
            description: None,
            class: "embed copy-page",
            canonical: None,
            head: Head::default(),
            live: Live::Nothing,
            content: ().into_any(),
        };
        view! {
            <html lang=view.language().tag()>
                {head(&view, &page)}
                <body class=page.class>
                    {banner(&view)}
                    <main id="content" class="embed-main">
                        <p class="back"><a href=view.home_link()>{view.text("to-the-map")}</a></p>
                        {detail(&view, &subject, Place::Copy)}
                    </main>
                    <footer class="embed-foot">{attribution(&view)} {stamp(&view)}</footer>
                    {sprite_of(&view, subject.record.category())}
                </body>
            </html>
        }
        .into_any()
    });
    Some(view.rendered(200, format!("<!DOCTYPE html>{body}")))
}
