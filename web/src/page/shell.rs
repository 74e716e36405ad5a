//! The document around every page.

use super::markup::inline;
use super::symbol::sprite;
use super::view::{PRODUCT, View, html};
use super::{Rendered, copy, device, embed, feeds, share};
use crate::markdown;
use crate::state::ViewState;
use crate::words::Language;
use leptos::prelude::*;
use okolica_model::filter::Filter;
use serde_json::Value;

/// The product's mark, as the icon of its pages.
pub const MARK: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\" \
    fill=\"#0b6b62\"><circle cx=\"12\" cy=\"13\" r=\"9\"/>\
    <path d=\"M21 12l8 8-8 8-8-8z\" fill=\"#b4530a\"/></svg>";

/// Characters of a description that previews show.
const PREVIEW: usize = 200;

/// What machines read of a page.
pub(super) struct Head {
    /// Open Graph's type.
    pub kind: &'static str,
    /// schema.org as JSON-LD.
    pub data: Option<Value>,
    /// The filter of a view that can be subscribed to.
    pub feeds: Option<Filter>,
    /// What it shows of the map.
    pub share: Option<share::Share>,
}

impl Default for Head {
    fn default() -> Self {
        Self {
            kind: "website",
            data: None,
            feeds: None,
            share: None,
        }
    }
}

/// The scripts that a page loads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Live {
    Nothing,
    Map,
    Planner,
    Builder,
}

/// What a page gives its document.
pub(super) struct Page {
    pub status: u16,
    pub title: String,
    pub description: Option<String>,
    /// The class of the body, which chooses the layout.
    pub class: &'static str,
    /// The address without its language and what does not change the page; `None` keeps it out
    /// of indexes.
    pub canonical: Option<String>,
    pub head: Head,
    /// Which part of the page comes alive.
    pub live: Live,
    pub content: AnyView,
}

impl Page {
    /// A sheet of text that no index needs.
    pub(super) fn unlisted(view: &View<'_>, title: &str, content: AnyView) -> Self {
        Self {
            status: 200,
            title: format!("{title} – {}", view.site()),
            description: None,
            class: "text-page",
            canonical: None,
            head: Head::default(),
            live: Live::Nothing,
            content,
        }
    }
}

pub(super) fn document(view: &View<'_>, page: impl FnOnce() -> Page) -> Rendered {
    let mut status = 200;
    let mut styles = Vec::new();
    let body = html(|| {
        let page = page();
        status = page.status;
        styles = styles_of(view, &page);
        let on_map = page.class.starts_with("map-page");
        let skip = if on_map {
            "skip-to-results"
        } else {
            "skip-to-content"
        };
        view! {
            <html lang=view.language().tag()>
                {head(view, &page)}
                <body class=page.class>
                    <a class="skip" href="#content">{view.text(skip)}</a>
                    {banner(view)}
                    {device::said(view)}
                    {header(view)}
                    {(!on_map).then(|| device::offline(view))}
                    {page.content}
                    {(!on_map).then(|| foot(view))}
                    // Last: words come before icons.
                    {sprite(view)}
                </body>
            </html>
        }
        .into_any()
    });
    let rendered = view.rendered(status, format!("<!DOCTYPE html>{body}"));
    Rendered { styles, ..rendered }
}

/// The styles that a page can't be painted without.
fn styles_of(view: &View<'_>, page: &Page) -> Vec<String> {
    let assets = &view.ctx.settings.assets;
    let of_all = (&assets.style, "/static/okolica.css");
    let of_class = match page.class {
        class if class.starts_with("planner") => {
            Some((&assets.planner_style, "/static/planner.css"))
        }
        class if class.starts_with("builder") => {
            Some((&assets.builder_style, "/static/builder.css"))
        }
        _ => None,
    };
    let frame = view.frame.as_ref();
    let of_frame = frame.map_or_else(Vec::new, |frame| embed::styles(view, frame));
    std::iter::once(of_all)
        .chain(of_class)
        .map(|(built, plain)| built.clone().unwrap_or_else(|| plain.to_owned()))
        .chain(of_frame)
        .collect()
}

pub(super) fn head(view: &View<'_>, page: &Page) -> impl IntoView + use<> {
    let assets = &view.ctx.settings.assets;
    let boot = match page.live {
        Live::Nothing => None,
        Live::Map => assets.map.boot.clone(),
        Live::Planner => assets.planner.boot.clone(),
        Live::Builder => assets.builder.boot.clone(),
    };
    // An embed loads nothing that could keep anything on the device.
    let own = match &view.frame {
        // In a copy this comes before what starts the map: it answers what the map asks.
        Some(_) if view.is_copy() => vec![assets.frame.clone(), assets.copy.clone()],
        Some(_) => vec![assets.frame.clone()],
        None => vec![assets.device.clone(), assets.page.clone()],
    };
    view! {
        <head>
            <meta charset="utf-8"/>
            // A page of ours would not show inside of somebody else's.
            {view.frame.is_some().then(|| view! { <base target="_top"/> })}
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <title>{page.title.clone()}</title>
            {page.description.clone().map(|text| view! { <meta name="description" content=text/> })}
            <meta name="color-scheme" content="light dark"/>
            <meta name="theme-color" content="#f6f3ec" media="(prefers-color-scheme: light)"/>
            <meta name="theme-color" content="#12181f" media="(prefers-color-scheme: dark)"/>
            {page.canonical.is_none().then(|| view! { <meta name="robots" content="noindex"/> })}
            {page.canonical.as_deref().map(|path| addresses(view, page, path))}
            {page.head.feeds.as_ref().map(|filter| subscriptions(view, filter))}
            {page.head.data.as_ref().map(data)}
            <link rel="icon" href=copy::icon(view) type="image/svg+xml"/>
            {styles_of(view, page)
                .into_iter()
                .map(|style| view! { <link rel="stylesheet" href=style/> })
                .collect_view()}
            // Modules run in order after the page is read, so no list waits for them.
            // At low priority, so that they don't hold up the style.
            {own
                .into_iter()
                .flatten()
                .chain(boot)
                .map(|url| view! { <script type="module" src=url fetchpriority="low"></script> })
                .collect_view()}
        </head>
    }
}

/// Where the page is, in which languages, and how it looks where somebody links to it.
fn addresses(view: &View<'_>, page: &Page, path: &str) -> impl IntoView + use<> {
    let asked = view.state.language.as_deref();
    let canonical = view.absolute(&in_language(path, asked));
    let alternates: Vec<_> = Language::ALL
        .into_iter()
        .map(|language| {
            let href = view.absolute(&in_language(path, Some(language.tag())));
            view! { <link rel="alternate" hreflang=language.tag() href=href/> }
        })
        .collect();
    let others: Vec<_> = Language::ALL
        .into_iter()
        .filter(|language| *language != view.language())
        .map(|language| property("og:locale:alternate", language.locale().to_owned()))
        .collect();
    let description = page.description.as_deref();
    let description = description.map(|text| property("og:description", preview(text)));
    view! {
        <link rel="canonical" href=canonical.clone()/>
        {alternates}
        <link rel="alternate" hreflang="x-default" href=view.absolute(path)/>
        {property("og:title", page.title.clone())}
        {description}
        {property("og:url", canonical)}
        {property("og:type", page.head.kind.to_owned())}
        {property("og:site_name", view.site().to_owned())}
        {property("og:locale", view.language().locale().to_owned())}
        {others}
        {share::preview(view, &page.title, page.head.share.as_ref())}
    }
}

/// A fact of Open Graph.
pub(super) fn property(name: &'static str, content: String) -> AnyView {
    leptos::html::meta()
        .attr("property", name)
        .attr("content", content)
        .into_any()
}

/// The address of a page in a language.
pub(super) fn in_language(path: &str, language: Option<&str>) -> String {
    let Some(language) = language else {
        return path.to_owned();
    };
    let mark = if path.contains('?') { '&' } else { '?' };
    format!("{path}{mark}lang={language}")
}

/// The start of a text, up to the end of a word.
fn preview(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = text.char_indices().nth(PREVIEW) else {
        return text;
    };
    let start = &text[..end];
    let whole = start.rfind(' ').map_or(start, |at| &start[..at]);
    format!("{whole}…")
}

fn subscriptions(view: &View<'_>, filter: &Filter) -> Vec<AnyView> {
    if filter.layer == Some(okolica_model::ItemKind::Space) {
        return Vec::new();
    }
    feeds::FORMATS
        .into_iter()
        .filter(|(format, ..)| matches!(*format, "ics" | "atom"))
        .map(|(format, message, kind)| {
            let href = feeds::href(view, filter, format);
            view! { <link rel="alternate" r#type=kind title=view.text(message) href=href/> }
                .into_any()
        })
        .collect()
}

/// A data block, which no browser runs. Nothing in it can end the element.
fn data(data: &Value) -> impl IntoView + use<> {
    let text = data
        .to_string()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026");
    view! { <script type="application/ld+json" inner_html=text></script> }
}

/// The way from a page of text to the map; the page's script makes it the way back to the view
/// that the reader came from.
pub(super) fn to_map(view: &View<'_>) -> impl IntoView + use<> {
    view! {
        <p class="back">
            <a href=view.home_link() data-back=view.text("back-to-list")>{view.text("to-the-map")}</a>
        </p>
    }
}

/// What the law wants at hand on every page, and what we do not do.
pub(super) fn foot(view: &View<'_>) -> impl IntoView + use<> {
    view! {
        <footer class="foot">
            <a href=view.link("/planner")>{view.text("planner")}</a>
            <a href=view.link("/embed/builder")>{view.text("builder-title")}</a>
            {device::settings(view)}
            <a href=view.link("/accessibility")>{view.text("statement-title")}</a>
            <a href=view.link("/api/docs")>{view.text("docs-title")}</a>
            <span>{view.text("privacy")}</span>
        </footer>
    }
}

pub(super) fn banner(view: &View<'_>) -> Option<impl IntoView + use<>> {
    let fictional = view.ctx.atlas.profile().fictional;
    fictional.then(|| view! { <aside class="demo-banner">{view.text("demo-banner")}</aside> })
}

fn header(view: &View<'_>) -> impl IntoView + use<> {
    let city = view
        .city()
        .map(|city| view! { <span class="brand-city">{city.to_owned()}</span> });
    view! {
        <header class="bar">
            <a class="brand" href=view.home_link()>
                <svg class="brand-mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
                    <circle cx="12" cy="13" r="9"/>
                    <path d="M21 12l8 8-8 8-8-8z"/>
                </svg>
                <span class="brand-name">{PRODUCT}</span>
                {city}
            </a>
            <p class="tagline">{view.text("tagline")}</p>
            {device::link(view)}
            {languages(view)}
        </header>
    }
}

/// This page in each language.
fn languages(view: &View<'_>) -> impl IntoView + use<> {
    let here = view.language();
    let path = view.ctx.path;
    let links: Vec<_> = Language::ALL
        .into_iter()
        .map(|language| {
            // Their addresses say more than a view of the map does.
            let own = path.starts_with("/planner") || path == "/embed/builder";
            let href = if own {
                let other = ("lang".to_owned(), language.tag().to_owned());
                let pairs = view.ctx.query.iter().filter(|(name, _)| name != "lang");
                let pairs: Vec<_> = pairs.cloned().chain([other]).collect();
                crate::plan::address::address(path, &pairs)
            } else {
                let state = ViewState {
                    language: Some(language.tag().to_owned()),
                    ..view.state.clone()
                };
                format!("{path}?{}", state.query())
            };
            let tag = language.tag();
            view! {
                <li>
                    <a
                        class="lang-link"
                        href=href
                        hreflang=tag
                        lang=tag
                        title=language.name()
                        aria-current=(language == here).then_some("true")
                    >
                        <span aria-hidden="true">{tag.to_uppercase()}</span>
                        <span class="hush">{language.name()}</span>
                    </a>
                </li>
            }
        })
        .collect();
    view! {
        <nav class="languages" aria-label=view.text("languages")>
            <ul>{links}</ul>
        </nav>
    }
}

/// Whose data and whose map it is.
pub(super) fn attribution(view: &View<'_>) -> impl IntoView + use<> {
    let city = view.ctx.atlas.profile().name.clone();
    let basemap = view.ctx.settings.basemap.as_ref();
    let basemap = basemap.map(|map| {
        let runs = inline(&markdown::parse_inline(&map.attribution));
        view! { " · " {runs} }
    });
    view! {
        <p class="attribution">
            {view.words.with("attribution", &[("city", &city)])} " · "
            <a href="https://leafletjs.com" rel="noopener">{view.text("attribution-map")}</a> {basemap}
        </p>
    }
}
