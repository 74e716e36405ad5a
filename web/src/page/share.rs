//! How a page looks where somebody links to it: its picture, which the service draws, and where
//! others find how to embed what it shows.

use super::detail::Subject;
use super::symbol::close_view;
use super::view::View;
use crate::state::ViewState;
use leptos::prelude::*;
use okolica_atlas::Atlas;
use okolica_model::ItemKey;
use okolica_model::district::District;

/// The picture of the whole city.
const CITY: &str = "/map.png";

/// Pixels of a picture, as networks like them.
const PICTURE: (u32, u32) = (1200, 630);
/// Pixels of a small one on a page, half of those that it has.
const SMALL: (u32, u32) = (320, 160);

/// What a page shows that others may link to.
pub(super) struct Share {
    /// The address of its picture.
    picture: String,
    /// The address of what can be embedded.
    shown: String,
}

impl Share {
    /// A view of the map, or the item that is open in it.
    pub(super) fn of_view(view: &View<'_>) -> Self {
        let state = ViewState {
            language: None,
            ..view.base()
        };
        let item = view.state.selected;
        let drawn = ViewState {
            map: state.map,
            filter: state.filter.clone(),
            ..ViewState::default()
        };
        let picture = match drawn.query() {
            query if query.is_empty() => CITY.to_owned(),
            query => format!("{CITY}?{query}"),
        };
        Self {
            picture: item
                .and_then(|key| of_item(view.ctx.atlas, key))
                .unwrap_or(picture),
            shown: ViewState {
                selected: item,
                ..state
            }
            .href(),
        }
    }

    pub(super) fn of_item(atlas: &Atlas, key: ItemKey) -> Self {
        Self {
            picture: of_item(atlas, key).unwrap_or_else(|| CITY.to_owned()),
            shown: format!("/{key}"),
        }
    }

    pub(super) fn of_district(district: &District) -> Self {
        let shown = super::district::path(district);
        let (path, set) = shown.split_once('?').unwrap_or((&shown, ""));
        let mark = if set.is_empty() { "" } else { "?" };
        Self {
            picture: format!("{path}/map.png{mark}{set}"),
            shown,
        }
    }
}

/// An item's own picture, where it has a place.
fn of_item(atlas: &Atlas, key: ItemKey) -> Option<String> {
    atlas.item(key)?.position()?;
    Some(format!("/{key}/map.png"))
}

/// The picture of a page, said to those who show links to it.
pub(super) fn preview(view: &View<'_>, title: &str, share: Option<&Share>) -> AnyView {
    let picture = share.map_or(CITY, |share| share.picture.as_str());
    let alt = view.words.with("picture-alt", &[("name", title)]);
    let (width, height) = PICTURE;
    let facts: Vec<_> = [
        ("og:image", view.absolute(picture)),
        ("og:image:type", "image/png".to_owned()),
        ("og:image:width", width.to_string()),
        ("og:image:height", height.to_string()),
        ("og:image:alt", alt),
    ]
    .into_iter()
    .map(|(name, content)| super::shell::property(name, content))
    .collect();
    view! {
        {facts}
        <meta name="twitter:card" content="summary_large_image"/>
        {share.map(|share| embedded(view, title, share))}
    }
    .into_any()
}

/// Where programs find how to embed what the page shows (oEmbed 1.0, section 4).
fn embedded(view: &View<'_>, title: &str, share: &Share) -> Vec<AnyView> {
    let language = view.state.language.as_deref();
    let shown = view.absolute(&super::shell::in_language(&share.shown, language));
    [
        ("json", "application/json+oembed"),
        ("xml", "text/xml+oembed"),
    ]
    .into_iter()
    .map(|(format, kind)| {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("url", &shown)
            .append_pair("format", format)
            .finish();
        let href = view.absolute(&format!("/oembed?{query}"));
        view! { <link rel="alternate" r#type=kind title=title.to_owned() href=href/> }.into_any()
    })
    .collect()
}

/// Where an item is, as a small picture that leads to the map.
pub(super) fn small_map(view: &View<'_>, subject: &Subject<'_>) -> Option<AnyView> {
    let key = subject.key();
    let state = ViewState {
        map: Some(close_view(subject.record.position()?)),
        selected: Some(key),
        language: view.state.language.clone(),
        ..ViewState::default()
    };
    let picture = format!("/{key}/map.png?size=small");
    let alt = view
        .words
        .with("small-map-alt", &[("name", &subject.title)]);
    let (width, height) = SMALL;
    Some(
        view! {
            <p class="small-map">
                <a href=state.href()>
                    <img src=picture alt=alt width=width height=height loading="lazy" decoding="async"/>
                </a>
            </p>
        }
        .into_any(),
    )
}
