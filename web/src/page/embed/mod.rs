//! The map for pages of others: `/embed`.

mod frame;
mod list;
mod theme;

pub use frame::{Frame, Parts, Theme};
pub use theme::style;

use super::copy::{StaticCopy, stamp};
use super::detail::Subject;
use super::home::list_or_detail;
use super::map::map_area;
use super::results::{facts, line, results, what};
use super::shell::{Live, Page, attribution, banner, head};
use super::symbol::{sprite, symbol};
use super::view::{View, html};
use super::{PageContext, Rendered};
use crate::accent::ENOUGH;
use crate::format;
use leptos::prelude::*;

/// `/embed`; with `fragment=list` the list alone, for pages that put it into their own. The map asks
/// for `fragment=results`, its list, and for `fragment=item`, what it shows of a symbol.
#[must_use]
pub fn embed(ctx: &PageContext<'_>) -> Rendered {
    let view = View::new(ctx);
    let selected = view.state.selected.and_then(|key| ctx.atlas.item(key));
    let selected = selected.map(|record| Subject::new(&view, record));
    match (view.fragment(), &selected) {
        (Some("list"), _) => {
            let html = html(|| list::list(&view).into_any());
            return view.rendered(200, html);
        }
        (Some("results"), _) => {
            let html = html(|| results(&view).into_any());
            return view.rendered(200, html);
        }
        (Some("item"), Some(subject)) => {
            let html = html(|| card(&view, subject).into_any());
            return view.rendered(200, html);
        }
        (Some("item"), None) => return super::not_found(ctx),
        _ => {}
    }
    let frame = view.frame.clone().unwrap_or_default();
    let body = html(|| document(&view, &frame, selected.as_ref()).into_any());
    view.rendered(200, format!("<!DOCTYPE html>{body}"))
}

/// The styles of an embed beside that of every page.
pub(super) fn styles(view: &View<'_>, frame: &Frame) -> Vec<String> {
    let own = view.ctx.settings.assets.embed_style.clone();
    let own = own.unwrap_or_else(|| "/static/embed.css".to_owned());
    let office = theme::href(frame.accent, frame.theme);
    let office = office.map(|href| match &view.ctx.copy {
        Some(copy) => copy.file(StaticCopy::STYLE),
        None => href,
    });
    std::iter::once(own).chain(office).collect()
}

fn document(
    view: &View<'_>,
    frame: &Frame,
    selected: Option<&Subject<'_>>,
) -> impl IntoView + use<> {
    let has_map = frame.parts != Parts::List;
    let site = frame.title.as_deref().unwrap_or_else(|| view.site());
    let page = Page {
        status: 200,
        title: format!("{site} – {}", view.text("tagline")),
        description: None,
        class: class(view, frame.parts),
        canonical: None,
        head: super::shell::Head::default(),
        live: if has_map { Live::Map } else { Live::Nothing },
        content: ().into_any(),
    };
    let skip = (frame.parts == Parts::Both).then(|| {
        view! { <a class="skip" href="#results" target="_self">{view.text("skip-to-results")}</a> }
    });
    let shown = selected.map(|subject| card(view, subject).into_any());
    view! {
        <html lang=view.language().tag()>
            {head(view, &page)}
            <body class=page.class>
                {skip}
                {banner(view)}
                {heading(view, frame)}
                <main id="content" class="embed-main">
                    {frame.title.is_none().then(|| view! { <h1 class="hush">{page.title}</h1> })}
                    {has_map.then(|| map_area(view))}
                    <div id="panel" class="panel">{list_or_detail(view, shown)}</div>
                </main>
                <footer class="embed-foot">
                    {way_to_map(view)}
                    {attribution(view)}
                    {stamp(view)}
                </footer>
                {sprite(view)}
            </body>
        </html>
    }
}

/// The way to the same view on our own pages; from a copy to the map that it is of, where that is
/// known.
fn way_to_map(view: &View<'_>) -> Option<impl IntoView + use<>> {
    let href = match &view.ctx.copy {
        Some(copy) => format!("{}{}", copy.live?, view.unframed()),
        None => view.unframed(),
    };
    Some(view! { <a class="embed-open" href=href>{view.text("embed-open")}</a> })
}

/// The class of the body, which chooses the layout.
fn class(view: &View<'_>, parts: Parts) -> &'static str {
    let live = view.ctx.settings.assets.map.boot.is_some();
    match parts {
        Parts::List => "embed embed-list",
        _ if !live => "embed embed-list text-list",
        Parts::Map => "embed embed-map will-live",
        Parts::Both => "embed embed-both will-live",
    }
}

/// The office's name where it gave one, and what its editors should know.
fn heading(view: &View<'_>, frame: &Frame) -> Option<impl IntoView + use<>> {
    let title = frame.title.clone().map(|title| view! { <h1>{title}</h1> });
    let note = refused(view, frame);
    let any = title.is_some() || note.is_some();
    any.then(|| view! { <header class="embed-head">{title} {note}</header> })
}

/// Tells editors that their colour is not used, and why.
fn refused(view: &View<'_>, frame: &Frame) -> Option<impl IntoView + use<>> {
    let accent = frame.accent.filter(|accent| accent.on_light().is_none())?;
    let ratio = |value: f64| format::decimal(value, 1, view.language().tag());
    // Rounded down: what is refused must not look like enough.
    let has = (accent.light_contrast() * 10.0).floor() / 10.0;
    let text = view.words.with(
        "embed-accent",
        &[
            ("accent", &accent.asked().to_string()),
            ("contrast", &ratio(has)),
            ("enough", &ratio(ENOUGH)),
        ],
    );
    Some(view! { <p class="note">{text}</p> })
}

/// What the map shows of a symbol: enough to decide whether to go to its page.
fn card(view: &View<'_>, subject: &Subject<'_>) -> impl IntoView + use<> {
    let (item, record) = (&subject.item, subject.record);
    let position = record
        .position()
        .map(|at| format!("{},{}", at.lon(), at.lat()));
    let language = super::said::name_language(view, item);
    view! {
        <div class="detail-body" data-key=subject.key().to_string() data-position=position data-category=record.category().to_string()>
            <div class="detail-head">
                {symbol(view, subject.key().kind, record.category())}
                <div>
                    <h2 id="detail-title" class="detail-title" tabindex="-1" lang=language>
                        {subject.title.clone()}
                    </h2>
                    <p class="item-line">{line(view, record, item, None)}</p>
                    <p class="item-address">{what(view, item, &subject.category)}</p>
                </div>
            </div>
            {facts(view, item)}
            <p class="actions">
                <a class="button strong" href=view.link(&format!("/{}", subject.key()))>{view.text("open-page")}</a>
            </p>
        </div>
    }
}
