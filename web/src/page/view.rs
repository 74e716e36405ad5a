//! What every page starts from: the language, the day, the state that the address says.

use super::embed::Frame;
use super::{PageContext, Rendered};
use crate::state::{self, ViewState};
use crate::words::{Language, Words};
use chrono::NaiveDate;
use leptos::prelude::*;
use okolica_model::calendar::Calendar;
use okolica_model::{FieldError, Position};

/// The product's name, which stands beside the city's.
pub(super) const PRODUCT: &str = "Okolica";

/// A request as pages read it.
pub(super) struct View<'a> {
    pub ctx: &'a PageContext<'a>,
    pub words: Words,
    pub state: ViewState,
    /// How an embed looks; `None` on pages of our own.
    pub frame: Option<Frame>,
    /// Filter values that mean nothing here.
    pub wrong: Vec<FieldError>,
    /// The city's clocks and holidays.
    pub calendar: Calendar,
    /// A place that was typed and that nobody knows.
    pub unknown_place: Option<String>,
    /// Today in the city; long ago in a copy.
    pub today: NaiveDate,
}

impl<'a> View<'a> {
    pub(super) fn new(ctx: &'a PageContext<'a>) -> Self {
        let (pairs, unknown_place) = placed(ctx);
        let (state, mut wrong) = ViewState::read(&pairs, Some(ctx.atlas));
        let mut state = state.on(ctx.path, &pairs);
        let frame = state
            .frame
            .as_deref()
            .map(|own| Frame::read(own, &mut wrong));
        let profile = ctx.atlas.profile();
        let asked = state.language.as_deref().and_then(Language::of_tag);
        let language = asked
            .or_else(|| ctx.accept_language.and_then(Language::accepted))
            .unwrap_or_else(|| Language::of_city(profile));
        // Links carry a language only where the reader chose one.
        state.language = asked.map(|language| language.tag().to_owned());
        let calendar = Calendar::of(profile);
        Self {
            ctx,
            words: language.words(),
            state,
            frame,
            wrong,
            unknown_place,
            // In a copy no day is today's: every date has its year.
            today: match ctx.copy {
                Some(_) => NaiveDate::default(),
                None => calendar.day(ctx.now),
            },
            calendar,
        }
    }

    pub(super) fn language(&self) -> Language {
        self.words.language
    }

    pub(super) fn text(&self, id: &str) -> String {
        self.words.text(id)
    }

    pub(super) fn fragment(&self) -> Option<&str> {
        let mut pairs = self.ctx.query.iter();
        let found = pairs.find(|(name, _)| name == "fragment");
        found.map(|(_, value)| value.as_str())
    }

    /// Whether the answer takes the place of the list beside a map that is live: it shows what the
    /// map does.
    pub(super) fn is_swapped_in(&self) -> bool {
        let name = if self.frame.is_some() {
            "results"
        } else {
            "list"
        };
        self.fragment() == Some(name)
    }

    /// Whether the filters are not the reader's to change.
    pub(super) fn is_locked(&self) -> bool {
        self.frame.as_ref().is_some_and(|frame| !frame.open)
    }

    /// The target of links that show another part of this page: in an embed all others leave the
    /// frame.
    pub(super) fn here(&self) -> Option<&'static str> {
        self.frame.is_some().then_some("_self")
    }

    /// The same view on the map page.
    pub(super) fn unframed(&self) -> String {
        ViewState {
            frame: None,
            ..self.base()
        }
        .href()
    }

    /// The view without any filter.
    pub(super) fn cleared(&self) -> String {
        ViewState {
            language: self.state.language.clone(),
            frame: self.state.frame.clone(),
            ..ViewState::default()
        }
        .href()
    }

    /// The state that the links of a page start from: its filters and language alone.
    pub(super) fn base(&self) -> ViewState {
        ViewState {
            after: None,
            skip: 0,
            selected: None,
            ..self.state.clone()
        }
    }

    /// Whether the page stays as it is while time goes on: nothing in it may be true today alone.
    pub(super) fn is_copy(&self) -> bool {
        self.ctx.copy.is_some()
    }

    /// An address outside the map page, in the language that was asked for.
    pub(super) fn link(&self, path: &str) -> String {
        if let Some(copy) = &self.ctx.copy {
            return copy.page(path);
        }
        match &self.state.language {
            Some(language) => format!("{path}?lang={language}"),
            None => path.to_owned(),
        }
    }

    /// An address with the service in front, as it stands in files and behind codes.
    pub(super) fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.ctx.settings.public_url)
    }

    /// The language that items' own texts are in, where it is not that of the page.
    pub(super) fn foreign(&self) -> Option<&str> {
        let own = self.ctx.atlas.profile().languages.first()?;
        (Language::of_tag(own) != Some(self.language())).then_some(own.as_str())
    }

    /// The map page in the language that was asked for.
    pub(super) fn home_link(&self) -> String {
        self.link("/")
    }

    /// The city's name, where it has one other than the product's own.
    pub(super) fn city(&self) -> Option<&'a str> {
        let atlas = self.ctx.atlas;
        Some(atlas.profile().name.as_str()).filter(|name| !name.is_empty() && *name != PRODUCT)
    }

    /// What the pages are titled with: the city, else the product.
    pub(super) fn site(&self) -> &'a str {
        self.city().unwrap_or(PRODUCT)
    }

    pub(super) fn contact(&self) -> Option<&str> {
        let settings = self.ctx.settings.contact.as_deref();
        settings.or(self.ctx.atlas.profile().contact.as_deref())
    }

    /// An answer of this language.
    pub(super) fn rendered(&self, status: u16, html: String) -> Rendered {
        Rendered {
            status,
            html,
            language: self.language().tag(),
            styles: Vec::new(),
        }
    }
}

/// The HTML of a view.
pub(super) fn html(view: impl FnOnce() -> AnyView) -> String {
    // Leptos marks places between texts for a hydration that these pages never have; HTML knows no such mark.
    Owner::new().with(|| view().to_html()).replace("<!>", "")
}

/// The query with the point of a place that was typed by its name, and the name if nobody knows
/// it. A distance without a point, which the form always sends, says nothing.
fn placed(ctx: &PageContext<'_>) -> (Vec<(String, String)>, Option<String>) {
    let mut pairs = ctx.query.to_vec();
    let value = |name: &str| {
        let mut said = ctx
            .query
            .iter()
            .filter(|(key, value)| key == name && !value.is_empty());
        said.next().map(|(_, value)| value.trim())
    };
    if value("near").is_some() {
        return (pairs, None);
    }
    let around = value("around").filter(|name| !name.is_empty());
    let Some(name) = around else {
        pairs.retain(|(key, _)| key != "within" && key != "around");
        return (pairs, None);
    };
    pairs.retain(|(key, _)| !matches!(key.as_str(), "within" | "around" | "near"));
    let Some((name, at)) = place_named(ctx, name) else {
        return (pairs, Some(name.to_owned()));
    };
    let within = value("within").and_then(|text| text.parse().ok());
    if let Some(near) = state::near(at, within.unwrap_or(state::WITHIN)) {
        pairs.push((
            "near".to_owned(),
            format!("{},{}", near.at.lon(), near.at.lat()),
        ));
        pairs.push(("within".to_owned(), near.within.get().to_string()));
        pairs.push(("around".to_owned(), name));
    }
    (pairs, None)
}

/// The place that a text names: its name, and where it is.
pub(super) fn place_named(ctx: &PageContext<'_>, text: &str) -> Option<(String, Position)> {
    let places = ctx.atlas.places(text, None, 1);
    let place = places.first()?;
    Some((place.name.clone(), place.position))
}
