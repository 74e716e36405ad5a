//! An item in full: the same part stands in the panel beside the map and on its own page.

use super::dates::dates;
use super::markup::description;
use super::opening::opening;
use super::results::{cost_line, fact_text, status, title};
use super::said::{Said, dotted, name_language, translated};
use super::share::small_map;
use super::symbol::{small_icon, symbol};
use super::view::View;
use super::{around, take};
use crate::format;
use crate::state::ViewState;
use crate::when;
use leptos::prelude::*;
use okolica_atlas::record::Record;
use okolica_model::district::DEFAULT_SET;
use okolica_model::item::{Ages, Detail, Fact, Funding, Item, Registration};
use okolica_model::{ItemKey, ItemKind};

/// Where a detail stands, which decides its heading and actions.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Beside the map.
    Panel,
    /// On its own page.
    Page,
    /// On its page of a copy, which has no service behind it and stays while time goes on.
    Copy,
}

/// What a detail is drawn from, read once.
pub(super) struct Subject<'a> {
    pub record: &'a Record,
    pub item: Item,
    pub title: String,
    pub category: String,
}

impl<'a> Subject<'a> {
    pub(super) fn new(view: &View<'_>, record: &'a Record) -> Self {
        let item = record.item();
        let tree = view.ctx.atlas.categories();
        let category = tree.label(record.category().as_str(), view.language().tag());
        let category = category.to_owned();
        Self {
            title: title(view, &item, &category),
            record,
            item,
            category,
        }
    }

    pub(super) fn key(&self) -> ItemKey {
        self.record.key()
    }
}

pub(super) fn detail(
    view: &View<'_>,
    subject: &Subject<'_>,
    place: Place,
) -> impl IntoView + use<> {
    let heading = subject.title.clone();
    let lang = name_language(view, &subject.item);
    let heading = if place != Place::Panel {
        view! { <h1 id="detail-title" class="detail-title" tabindex="-1" lang=lang>{heading}</h1> }
            .into_any()
    } else {
        view! { <h2 id="detail-title" class="detail-title" tabindex="-1" lang=lang>{heading}</h2> }
            .into_any()
    };
    let badge = status(&subject.item)
        .map(|status| view! { <span class="badge">{view.text(status)}</span> });
    let summary = translated(
        view,
        &subject.item,
        |texts| texts.summary.as_deref(),
        subject.item.common.summary.as_deref(),
    );
    let position = subject
        .record
        .position()
        .map(|at| format!("{},{}", at.lon(), at.lat()));
    view! {
        <div class="detail-body" data-key=subject.key().to_string() data-position=position data-category=subject.record.category().to_string()>
            <div class="detail-head">
                {symbol(view, subject.key().kind, subject.record.category())}
                <div>
                    {heading}
                    <p class="item-line">{overline(view, subject)} " " {badge}</p>
                </div>
            </div>
            {summary.map(|said| view! { <p class="lead" lang=said.language>{said.text}</p> })}
            {only_in(view, &subject.item)}
            {(place != Place::Copy).then(|| take::actions(view, subject, place))}
            {timing(view, subject)}
            {(place != Place::Copy).then(|| section(view, "section-on-here", around::guests(view, subject)))}
            {whereabouts(view, subject, place)}
            {access(view, &subject.item)}
            {cost(view, &subject.item)}
            {about(view, &subject.item)}
            {offer(view, &subject.item)}
            {who(view, &subject.item)}
            {contact(view, &subject.item)}
            {(place != Place::Copy).then(|| section(view, "section-near", around::neighbours(view, subject)))}
            {(place == Place::Page).then(|| {
                let path = format!("/{}", subject.key());
                take::code(view, &path, &format!("{path}/qr.svg"))
            })}
            {provenance(view, subject)}
        </div>
    }
}

/// Says once that texts are in another language than the page.
fn only_in(view: &View<'_>, item: &Item) -> Option<impl IntoView + use<>> {
    let foreign = view.foreign()?;
    let translation = item.common.translations.get(view.language().tag());
    let has = |own: &Option<String>, translated: Option<&Option<String>>| {
        own.is_none() || translated.is_some_and(Option::is_some)
    };
    let whole = has(
        &item.common.summary,
        translation.map(|texts| &texts.summary),
    ) && has(
        &item.common.description,
        translation.map(|texts| &texts.description),
    );
    let language = view.words.language_name(foreign);
    let text = view.words.with("only-in", &[("language", &language)]);
    (!whole).then(|| view! { <p class="muted only-in">{text}</p> })
}

fn overline(view: &View<'_>, subject: &Subject<'_>) -> String {
    let kind = match subject.key().kind {
        ItemKind::Space => "kind-space",
        ItemKind::Initiative => "kind-initiative",
    };
    let atlas = view.ctx.atlas;
    let district = atlas
        .districts_of(subject.record)
        .find(|stored| stored.district.set == DEFAULT_SET)
        .map(|stored| stored.district.name.clone());
    let parts = [
        Some(subject.category.clone()),
        Some(view.text(kind)),
        district,
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A section with a heading, left out when it has nothing to say.
pub(super) fn section(
    view: &View<'_>,
    heading: &str,
    content: Vec<AnyView>,
) -> Option<impl IntoView + use<>> {
    (!content.is_empty()).then(|| {
        view! {
            <section class="detail-section">
                <h2>{view.text(heading)}</h2>
                {content}
            </section>
        }
    })
}

pub(super) fn line(text: String) -> AnyView {
    view! { <p>{text}</p> }.into_any()
}

fn link(url: &str, text: Said) -> AnyView {
    let url = url.to_owned();
    view! { <p><a href=url rel="nofollow noopener" lang=text.language>{text.text}</a></p> }
        .into_any()
}

fn timing(view: &View<'_>, subject: &Subject<'_>) -> Option<impl IntoView + use<>> {
    let content = match &subject.item.detail {
        Detail::Space(space) => opening(view, subject, space),
        Detail::Initiative(initiative) => dates(view, subject.record, initiative),
    };
    section(view, "section-when", content)
}

fn whereabouts(
    view: &View<'_>,
    subject: &Subject<'_>,
    place: Place,
) -> Option<impl IntoView + use<>> {
    let mut out = Vec::new();
    let item = &subject.item;
    if let Detail::Initiative(initiative) = &item.detail
        && let Some(id) = initiative.space
    {
        let key = ItemKey {
            kind: ItemKind::Space,
            id,
        };
        if let Some(space) = view.ctx.atlas.item(key) {
            let href = view.link(&format!("/{key}"));
            let text = Said::name(view, &space.item()).inside(view, "at-space");
            out.push(
                view! { <p><a class="item-link" href=href data-key=key.to_string()>{text}</a></p> }
                    .into_any(),
            );
        }
    }
    let address = item.common.address.as_deref();
    out.extend(address.map(|text| Said::own(view, text).line()));
    if subject.record.position().is_none() {
        out.push(view! { <p class="muted">{view.text("no-position")}</p> }.into_any());
    }
    let atlas = view.ctx.atlas;
    let stated = atlas.districts_stated(subject.record);
    let districts: Vec<_> = atlas
        .districts_of(subject.record)
        .filter(|stored| stored.district.set == DEFAULT_SET)
        .map(|stored| {
            let name = stored.district.name.clone();
            let name = if view.is_copy() {
                name.into_any()
            } else {
                let code = path_segment(&stored.district.code);
                view! { <a href=view.link(&format!("/districts/{code}"))>{name}</a> }.into_any()
            };
            let note = stated.then(|| format!(" ({})", view.text("stated-district")));
            view! { <p>{name} {note}</p> }.into_any()
        })
        .collect();
    out.extend(districts);
    // In the panel the map itself stands beside it.
    let on_page = place == Place::Page;
    out.extend(on_page.then(|| small_map(view, subject)).flatten());
    section(view, "section-where", out)
}

/// A text as one segment of a path.
pub(super) fn path_segment(text: &str) -> String {
    // Form encoding differs from that of paths in the space alone.
    form_urlencoded::byte_serialize(text.as_bytes())
        .collect::<String>()
        .replace('+', "%20")
}

fn access(view: &View<'_>, item: &Item) -> Option<impl IntoView + use<>> {
    let words = view.words;
    let all = item.common.access.all();
    let known: Vec<_> = all
        .into_iter()
        .filter_map(|(fact, known)| {
            let icon = fact.icon().and_then(|icon| small_icon(view, icon));
            let text = fact_text(words, fact, known)?;
            Some(view! { <li>{icon} " " {text}</li> })
        })
        .collect();
    let unknown: Vec<String> = all
        .into_iter()
        .filter(|(_, known)| *known == Fact::Unknown)
        .map(|(fact, _)| words.text(&format!("fact-name-{}", fact.name())))
        .collect();
    let mut out: Vec<AnyView> = Vec::new();
    out.extend(ages(view, item.common.ages).map(line));
    if !item.common.languages.is_empty() {
        let names: Vec<String> = item
            .common
            .languages
            .iter()
            .map(|code| words.language_name(code))
            .collect();
        out.push(line(
            words.with("spoken", &[("languages", &names.join(", "))]),
        ));
    }
    if !known.is_empty() {
        out.push(view! { <ul class="facts" role="list">{known}</ul> }.into_any());
    }
    if !unknown.is_empty() {
        let text = words.with("access-unknown", &[("facts", &unknown.join(", "))]);
        out.push(view! { <p class="muted">{text}</p> }.into_any());
    }
    section(view, "section-access", out)
}

fn ages(view: &View<'_>, ages: Ages) -> Option<String> {
    let (min, max) = (
        ages.min.map(|age| age.to_string()),
        ages.max.map(|age| age.to_string()),
    );
    match (min, max) {
        (Some(min), Some(max)) => Some(
            view.words
                .with("ages-between", &[("min", &min), ("max", &max)]),
        ),
        (Some(min), None) => Some(view.words.with("ages-from", &[("min", &min)])),
        (None, Some(max)) => Some(view.words.with("ages-to", &[("max", &max)])),
        (None, None) => None,
    }
}

fn cost(view: &View<'_>, item: &Item) -> Option<impl IntoView + use<>> {
    let mut out = vec![match cost_line(view, &item.common.cost) {
        Some(said) => said.line(),
        None => view! { <p class="muted">{view.text("cost-unknown")}</p> }.into_any(),
    }];
    match &item.detail {
        Detail::Space(space) => {
            if let Some(booking) = &space.booking {
                out.push(view! { <h3>{view.text("booking")}</h3> }.into_any());
                let language = view.foreign().map(str::to_owned);
                out.push(view! { <div lang=language>{description(booking)}</div> }.into_any());
            }
        }
        Detail::Initiative(initiative) => out.extend(registration(view, &initiative.registration)),
    }
    section(view, "section-cost", out)
}

fn registration(view: &View<'_>, registration: &Registration) -> Vec<AnyView> {
    let mut out = vec![match registration.required {
        Some(true) => line(view.text("registration-required")),
        Some(false) => line(view.text("registration-none")),
        None => view! { <p class="muted">{view.text("registration-unknown")}</p> }.into_any(),
    }];
    if let Some(deadline) = registration.deadline {
        let date = when::moment(view.words, deadline, view.today);
        out.push(line(
            view.words.with("registration-deadline", &[("date", &date)]),
        ));
    }
    if let Some(url) = &registration.url {
        out.push(link(url, Said::here(view.text("register"))));
    }
    out
}

fn about(view: &View<'_>, item: &Item) -> Option<impl IntoView + use<>> {
    let own = item.common.description.as_deref();
    let text = translated(view, item, |texts| texts.description.as_deref(), own);
    let mut out: Vec<AnyView> = text
        .iter()
        .map(|said| {
            let language = said.language.clone();
            view! { <div lang=language>{description(&said.text)}</div> }.into_any()
        })
        .collect();
    if let Some(image) = &item.common.image {
        let text = match &image.alt {
            Some(text) => Said::own(view, text),
            None => Said::here(view.text("image")),
        };
        out.push(link(&image.url, text));
        let licence = image.licence.as_ref();
        let licence = licence.map(|name| view.words.with("licence", &[("name", name)]));
        out.extend(licence.map(|text| view! { <p class="muted">{text}</p> }.into_any()));
    }
    if !item.common.tags.is_empty() {
        let tags: Vec<_> = item
            .common
            .tags
            .iter()
            .map(|tag| tag_link(view, tag))
            .collect();
        let label = view.text("tags");
        out.push(view! { <ul class="tags" role="list" aria-label=label>{tags}</ul> }.into_any());
    }
    section(view, "section-about", out)
}

fn tag_link(view: &View<'_>, tag: &str) -> impl IntoView + use<> {
    let state = ViewState {
        filter: okolica_model::filter::Filter {
            tags: vec![tag.to_owned()],
            ..ViewState::default().filter
        },
        language: view.state.language.clone(),
        ..ViewState::default()
    };
    let text = Said::own(view, &format!("#{tag}"));
    let href = (!view.is_copy()).then(|| state.href());
    view! { <li><a class="tag state-link" href=href lang=text.language>{text.text}</a></li> }
}

fn offer(view: &View<'_>, item: &Item) -> Option<impl IntoView + use<>> {
    let Detail::Space(space) = &item.detail else {
        return None;
    };
    let people = |count: u32| view.words.count("capacity", count as usize);
    let mut out: Vec<AnyView> = space
        .capacity
        .map(|count| line(people(count)))
        .into_iter()
        .collect();
    let rooms: Vec<_> = space
        .rooms
        .iter()
        .map(|room| {
            let capacity = room.capacity.map(|count| Said::here(people(count)));
            let equipment = room.equipment.iter().map(|text| Said::own(view, text));
            let name = std::iter::once(Said::own(view, &room.name));
            view! { <li>{dotted(name.chain(capacity).chain(equipment))}</li> }
        })
        .collect();
    if !rooms.is_empty() {
        out.push(view! { <ul>{rooms}</ul> }.into_any());
    }
    section(view, "section-offer", out).map(IntoView::into_view)
}

fn who(view: &View<'_>, item: &Item) -> Option<impl IntoView + use<>> {
    let mut out: Vec<AnyView> = Vec::new();
    match &item.detail {
        Detail::Space(space) => {
            let operator = space.operator.as_deref();
            out.extend(operator.map(|name| Said::own(view, name).line()));
        }
        Detail::Initiative(initiative) => {
            let organiser = &initiative.organiser;
            let name = organiser.name.as_deref();
            let name = name.map(|name| Said::own(view, name));
            match (name, &organiser.website) {
                (name, Some(url)) => {
                    let text = name.unwrap_or_else(|| Said::here(view.text("website")));
                    out.push(link(url, text));
                }
                (Some(name), None) => out.push(name.line()),
                (None, None) => {}
            }
            if let Some(name) = &initiative.programme {
                let text = Said::own(view, name).inside(view, "programme");
                out.push(view! { <p>{text}</p> }.into_any());
            }
            out.extend(funding(view, &initiative.funding).map(line));
        }
    }
    section(view, "section-who", out)
}

fn funding(view: &View<'_>, funding: &Funding) -> Option<String> {
    let amount = format::decimal(funding.amount?, 2, view.language().tag());
    let amount = match &funding.currency {
        Some(currency) => format!("{amount}\u{A0}{currency}"),
        None => amount,
    };
    Some(match funding.year {
        Some(year) => view.words.with(
            "funding-year",
            &[("year", &year.to_string()), ("amount", &amount)],
        ),
        None => view.words.with("funding", &[("amount", &amount)]),
    })
}

fn contact(view: &View<'_>, item: &Item) -> Option<impl IntoView + use<>> {
    let common = &item.common;
    let mut out: Vec<AnyView> = Vec::new();
    // A copy is for the bulk of items, where these leave only if that was agreed to.
    let public = common.contact_public || !view.is_copy();
    if let Some(phone) = common.phone.as_ref().filter(|_| public) {
        let digits: String = phone
            .chars()
            .filter(|c| c.is_ascii_digit() || *c == '+')
            .collect();
        // A number is not broken over two lines.
        let shown = phone.replace(' ', "\u{a0}");
        out.push(link(&format!("tel:{digits}"), Said::here(shown)));
    }
    if let Some(email) = common.email.as_ref().filter(|_| public) {
        out.push(link(&format!("mailto:{email}"), Said::here(email.clone())));
    }
    if let Some(url) = &common.website {
        out.push(link(url, Said::here(view.text("website"))));
    }
    section(view, "section-contact", out)
}

/// Where the facts come from, how fresh they are, and how to mend them.
fn provenance(view: &View<'_>, subject: &Subject<'_>) -> impl IntoView + use<> {
    let words = view.words;
    let common = &subject.item.common;
    let ago = |then| {
        if view.is_copy() {
            return when::full_date(words, view.calendar.day(then));
        }
        when::ago(words, then, view.ctx.now)
    };
    // Who confirmed it is whoever the data comes from, where it says so.
    let by = common.source.as_deref();
    let fresh = match (common.confirmed_at, by) {
        (Some(then), Some(name)) => {
            words.with("confirmed-by", &[("ago", &ago(then)), ("name", name)])
        }
        (Some(then), None) => words.with("confirmed", &[("ago", &ago(then))]),
        (None, _) => words.with("updated", &[("ago", &ago(subject.record.updated_at()))]),
    };
    let source = common
        .source
        .as_ref()
        .map(|name| words.with("source", &[("name", name)]));
    let source = source.map(|text| match common.source_url.clone() {
        Some(url) => view! { <a href=url rel="nofollow noopener">{text}</a> }.into_any(),
        None => text.into_any(),
    });
    let licence = common
        .licence
        .as_ref()
        .map(|name| words.with("licence", &[("name", name)]));
    view! {
        <footer class="provenance">
            <p>{fresh} " " {report(view, subject)}</p>
            {source.map(|source| view! { <p>{source}</p> })}
            {licence.map(|text| view! { <p>{text}</p> })}
        </footer>
    }
}

/// A mail to whoever keeps the map, with what it is about already in it.
fn report(view: &View<'_>, subject: &Subject<'_>) -> Option<impl IntoView + use<>> {
    let contact = view.contact()?;
    let service = match &view.ctx.copy {
        Some(copy) => copy.live?,
        None => &view.ctx.settings.public_url,
    };
    let page = format!("{service}/{}", subject.key());
    let about = view
        .words
        .with("report-subject", &[("name", &subject.title)]);
    let body = format!("{page}\n\n{}\n", view.text("report-body"));
    let href = format!(
        "mailto:{contact}?subject={}&body={}",
        path_segment(&about),
        path_segment(&body)
    );
    Some(view! { <a class="report" href=href>{view.text("report-mistake")}</a> })
}
