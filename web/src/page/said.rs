//! Texts that items say of themselves, marked with their language where that is not the page's,
//! so that a screen reader speaks them right.

use super::view::View;
use leptos::prelude::*;
use okolica_model::item::{Item, Translation};

/// A text as the page shows it.
#[derive(Clone)]
pub(super) struct Said {
    pub text: String,
    /// BCP 47, where it is not the page's language.
    pub language: Option<String>,
}

impl Said {
    /// In the language of items' own texts: what nobody translates, such as an address.
    pub(super) fn own(view: &View<'_>, text: &str) -> Self {
        Self {
            text: text.to_owned(),
            language: view.foreign().map(str::to_owned),
        }
    }

    /// In the language of the page.
    pub(super) const fn here(text: String) -> Self {
        Self {
            text,
            language: None,
        }
    }

    /// The name of an item in the page's language, its own, or what stands for one.
    pub(super) fn name(view: &View<'_>, item: &Item) -> Self {
        let tree = view.ctx.atlas.categories();
        let label = tree.label(item.common.category.as_str(), view.language().tag());
        Self {
            text: super::named(view.words, item, label),
            language: name_language(view, item),
        }
    }

    pub(super) fn view(self) -> AnyView {
        match self.language {
            Some(language) => view! { <span lang=language>{self.text}</span> }.into_any(),
            None => self.text.into_any(),
        }
    }

    pub(super) fn line(self) -> AnyView {
        view! { <p lang=self.language>{self.text}</p> }.into_any()
    }

    /// The text inside a message, as its `name`.
    pub(super) fn inside(self, view: &View<'_>, message: &str) -> AnyView {
        const HERE: &str = "\u{1}";
        let text = view.words.with(message, &[("name", HERE)]);
        match text.split_once(HERE) {
            Some((before, after)) => {
                view! { {before.to_owned()} {self.view()} {after.to_owned()} }.into_any()
            }
            None => text.into_any(),
        }
    }
}

/// Texts beside each other, with dots between them.
pub(super) fn dotted(parts: impl IntoIterator<Item = Said>) -> Vec<AnyView> {
    parts
        .into_iter()
        .filter(|part| !part.text.is_empty())
        .enumerate()
        .map(|(at, part)| {
            let dot = (at > 0).then_some(" · ");
            view! { {dot} {part.view()} }.into_any()
        })
        .collect()
}

/// The language of an item's name, where it is not the page's.
pub(super) fn name_language(view: &View<'_>, item: &Item) -> Option<String> {
    let own = Some(item.common.name.as_str()).filter(|name| !name.is_empty());
    translated(view, item, |texts| texts.name.as_deref(), own)?.language
}

/// The text in the page's language, if somebody translated it; otherwise the item's own, marked
/// where that is in another language.
pub(super) fn translated<'t>(
    view: &View<'_>,
    item: &'t Item,
    pick: impl Fn(&'t Translation) -> Option<&'t str>,
    own: Option<&'t str>,
) -> Option<Said> {
    let found = item.common.translations.get(view.language().tag());
    match found.and_then(pick) {
        Some(text) => Some(Said::here(text.to_owned())),
        None => own.map(|text| Said::own(view, text)),
    }
}
