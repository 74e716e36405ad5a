//! The document around every page.

use super::Rendered;
use super::markup::inline;
use super::symbol::sprite;
use super::view::{PRODUCT, View, html};
use crate::markdown;
use crate::state::ViewState;
use crate::words::Language;
use leptos::prelude::*;

/// What a page gives its document.
pub(super) struct Page {
    pub status: u16,
    pub title: String,
    pub description: Option<String>,
    /// The class of the body, which chooses the layout.
    pub class: &'static str,
    /// The address without what does not change the page; `None` keeps it out of indexes.
    pub canonical: Option<String>,
    /// Whether the map's scripts are wanted.
    pub live: bool,
    pub content: AnyView,
}

pub(super) fn document(view: &View<'_>, page: impl FnOnce() -> Page) -> Rendered {
    let mut status = 200;
    let body = html(|| {
        let page = page();
        status = page.status;
        view! {
            <html lang=view.language().tag()>
                {head(view, &page)}
                <body class=page.class>
                    <a class="skip" href="#content">{view.text("skip-to-results")}</a>
                    {sprite(view)}
                    {banner(view)}
                    {header(view)}
                    {page.content}
                </body>
            </html>
        }
        .into_any()
    });
    view.rendered(status, format!("<!DOCTYPE html>{body}"))
}

fn head(view: &View<'_>, page: &Page) -> impl IntoView + use<> {
    let assets = &view.ctx.settings.assets;
    let base = &view.ctx.settings.public_url;
    let style = assets.style.clone();
    let style = style.unwrap_or_else(|| "/static/okolica.css".to_owned());
    let canonical = page.canonical.as_ref().map(|path| format!("{base}{path}"));
    let preloads = if page.live {
        assets.preloads.clone()
    } else {
        Vec::new()
    };
    let scripts = if page.live {
        assets.scripts.clone()
    } else {
        Vec::new()
    };
    view! {
        <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <title>{page.title.clone()}</title>
            {page.description.clone().map(|text| view! { <meta name="description" content=text/> })}
            <meta name="color-scheme" content="light dark"/>
            <meta name="theme-color" content="#f6f3ec" media="(prefers-color-scheme: light)"/>
            <meta name="theme-color" content="#12181f" media="(prefers-color-scheme: dark)"/>
            {page.canonical.is_none().then(|| view! { <meta name="robots" content="noindex"/> })}
            {canonical.map(|url| view! { <link rel="canonical" href=url/> })}
            <link rel="icon" href="/favicon.ico" type="image/svg+xml"/>
            <link rel="stylesheet" href=style/>
            {preloads
                .into_iter()
                .map(|(kind, url)| {
                    if kind == "script" {
                        view! { <link rel="modulepreload" href=url/> }.into_any()
                    } else {
                        view! { <link rel="preload" r#as=kind href=url crossorigin="anonymous"/> }
                            .into_any()
                    }
                })
                .collect_view()}
            // Modules run in order after the page is read, so no list waits for them.
            {scripts
                .into_iter()
                .map(|url| view! { <script type="module" src=url></script> })
                .collect_view()}
        </head>
    }
}

fn banner(view: &View<'_>) -> Option<impl IntoView + use<>> {
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
            let state = ViewState {
                language: Some(language.tag().to_owned()),
                ..view.state.clone()
            };
            let href = format!("{path}?{}", state.query());
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
