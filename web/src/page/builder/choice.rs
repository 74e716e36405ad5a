//! What the builder's address says.

use super::usual_height;
use crate::page::embed::{Frame, Parts, Theme};
use crate::page::view::{View, place_named};
use crate::state::{EMBED, MapView, OF_FRAME, ViewState};
use crate::words::Language;
use okolica_model::FieldError;
use std::ops::RangeInclusive;

/// Heights that a frame can be given, in CSS pixels.
pub(super) const HEIGHTS: RangeInclusive<u32> = 200..=2000;

/// How close a place that is named is shown, unless somebody says otherwise.
pub(super) const CLOSE: u8 = 14;

/// How close the live map goes.
const CLOSEST: u8 = 19;

/// An embed, as it was chosen.
pub(super) struct Choice {
    /// The embed's own address, language included.
    state: ViewState,
    pub(super) frame: Frame,
    /// CSS pixels.
    pub(super) height: u32,
    pub(super) language: Option<Language>,
    /// What means nothing here.
    pub(super) wrong: Vec<FieldError>,
    /// A place that was named and that nobody knows.
    pub(super) unknown_place: Option<String>,
}

impl Choice {
    pub(super) fn read(view: &View<'_>) -> Self {
        let value = |name: &str| {
            let mut pairs = view.ctx.query.iter();
            let found = pairs.find(|(key, value)| key == name && !value.trim().is_empty());
            found.map(|(_, value)| value.trim())
        };
        let mut wrong = view.wrong.clone();
        let mut refuse = |name: &str, text: &str, expected: &str| {
            wrong.push(FieldError::new(name, text, expected));
        };
        let language = value("embed_lang").and_then(|tag| {
            let known = Language::of_tag(tag);
            if known.is_none() {
                refuse("embed_lang", tag, &Language::tags_or());
            }
            known
        });
        let height = value("height").and_then(|text| {
            let height = text.parse().ok().filter(|height| HEIGHTS.contains(height));
            if height.is_none() {
                refuse("height", text, "200 to 2000");
            }
            height
        });
        if let Some(text) = value("map").filter(|text| MapView::parse(text).is_none()) {
            refuse(
                "map",
                text,
                "zoom/latitude/longitude like 14/52.2297/21.0122",
            );
        }
        let named = value("place_name");
        let found = named.and_then(|name| place_named(view.ctx, name));
        let zoom = value("zoom").and_then(|text| {
            let zoom = text.parse().ok().filter(|zoom| *zoom <= CLOSEST);
            if zoom.is_none() {
                refuse("zoom", text, "0 to 19");
            }
            zoom
        });
        let place = found.as_ref().map(|(_, center)| MapView {
            center: *center,
            zoom: zoom.unwrap_or(CLOSE),
        });
        let own = own_pairs(view.ctx.query);
        let frame = Frame::read(&own, &mut wrong);
        let state = ViewState {
            map: place.or(view.state.map),
            filter: view.state.filter.clone(),
            language: language.map(|language| language.tag().to_owned()),
            ..ViewState::default()
        };
        Self {
            state: state.on(EMBED, &pairs_of(&frame)),
            height: height.unwrap_or_else(|| usual_height(frame.parts)),
            frame,
            language,
            wrong,
            unknown_place: named.filter(|_| found.is_none()).map(str::to_owned),
        }
    }

    /// The embed's address.
    pub(super) fn embed(&self) -> String {
        self.state.href()
    }

    /// The list alone, for servers to put into their pages.
    pub(super) fn fragment(&self) -> String {
        let embed = self.embed();
        let mark = if embed.contains('?') { '&' } else { '?' };
        format!("{embed}{mark}fragment=list")
    }

    /// The same view on the map page.
    pub(super) fn whole(&self) -> String {
        ViewState {
            frame: None,
            ..self.state.clone()
        }
        .href()
    }

    pub(super) fn map(&self) -> Option<MapView> {
        self.state.map
    }

    /// What the embed's address says, name by name.
    pub(super) fn pairs(&self) -> Vec<(String, String)> {
        crate::state::pairs(&self.state.query())
    }

    /// The builder's address with these choices.
    pub(super) fn builder(&self, view: &View<'_>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in self.pairs() {
            let name = if name == "lang" { "embed_lang" } else { &name };
            query.append_pair(name, &value);
        }
        if self.height != usual_height(self.frame.parts) {
            query.append_pair("height", &self.height.to_string());
        }
        if let Some(language) = &view.state.language {
            query.append_pair("lang", language);
        }
        format!("/embed/builder?{}", query.finish())
    }
}

/// What an embed's address says of its looks, where they are not the usual ones.
fn pairs_of(frame: &Frame) -> Vec<(String, String)> {
    let parts = (frame.parts != Parts::default()).then(|| frame.parts.name().to_owned());
    let theme = (frame.theme != Theme::default()).then(|| frame.theme.name().to_owned());
    let all = [
        ("view", parts),
        ("accent", frame.accent.map(|accent| accent.to_string())),
        ("title", frame.title.clone()),
        ("theme", theme),
        ("max", frame.max.map(|max| max.to_string())),
        ("filters", frame.open.then(|| "open".to_owned())),
    ];
    let said = all.into_iter();
    said.filter_map(|(name, value)| Some((name.to_owned(), value?)))
        .collect()
}

/// What the address says of the embed's looks. The browser's own field for colours puts a `#`
/// before them.
fn own_pairs(query: &[(String, String)]) -> Vec<(String, String)> {
    let own = query
        .iter()
        .filter(|(name, value)| OF_FRAME.contains(&name.as_str()) && !value.trim().is_empty());
    own.map(|(name, value)| {
        let value = value.trim();
        let value = match name.as_str() {
            "accent" => value.strip_prefix('#').unwrap_or(value),
            _ => value,
        };
        (name.clone(), value.to_owned())
    })
    .collect()
}
