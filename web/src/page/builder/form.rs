//! The form of the builder: what the embed shows, and how it looks.

use super::choice::{CLOSE, Choice, HEIGHTS};
use super::usual_height;
use crate::page::embed::{Parts, Theme};
use crate::page::filters;
use crate::page::view::View;
use crate::words::Language;
use leptos::prelude::*;

/// Zooms that a place can be shown at, from far to near.
const ZOOMS: [(u8, &str); 3] = [
    (12, "builder-zoom-far"),
    (CLOSE, "builder-zoom-middle"),
    (16, "builder-zoom-near"),
];

/// Filters that the form has no field for; what the address says of them stays.
const UNASKED: [&str; 6] = ["tag", "set", "bbox", "near", "within", "q"];

/// A choice of a menu: its value, its text, whether it is chosen.
type Entry = (String, String, bool);

pub(super) fn form(view: &View<'_>, choice: &Choice) -> impl IntoView + use<> {
    let asked = view.state.filter.to_query().into_iter();
    let kept = asked.filter(|(name, _)| UNASKED.contains(name));
    let language = view.state.language.clone().map(|tag| ("lang", tag));
    let kept: Vec<_> = kept
        .chain(language)
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect();
    view! {
        <form id="builder-form" class="builder-form" action="/embed/builder" method="get" aria-label=view.text("builder-form")>
            {kept}
            <h2>{view.text("builder-what")}</h2>
            {filters::preset(view)}
            <h2>{view.text("builder-how")}</h2>
            {looks(view, choice)}
            {place(view, choice)}
            <button class="button strong" type="submit">{view.text("builder-show")}</button>
        </form>
    }
}

fn looks(view: &View<'_>, choice: &Choice) -> impl IntoView + use<> {
    let frame = &choice.frame;
    let parts = Parts::ALL.map(|parts| {
        let text = view.text(&format!("builder-view-{}", parts.name()));
        (parts.name().to_owned(), text, parts == frame.parts)
    });
    let themes = Theme::ALL.map(|theme| {
        let text = view.text(&format!("builder-theme-{}", theme.name()));
        (theme.name().to_owned(), text, theme == frame.theme)
    });
    let reader = (
        String::new(),
        view.text("builder-lang-auto"),
        choice.language.is_none(),
    );
    let languages = Language::ALL.map(|language| {
        let chosen = choice.language == Some(language);
        (
            language.tag().to_owned(),
            language.name().to_owned(),
            chosen,
        )
    });
    let languages: Vec<Entry> = std::iter::once(reader).chain(languages).collect();
    let accent = frame
        .accent
        .map_or_else(String::new, |accent| accent.to_string());
    let max = frame.max.map_or_else(String::new, |max| max.to_string());
    let (least, most) = (HEIGHTS.start().to_string(), HEIGHTS.end().to_string());
    let usual = usual_height(frame.parts);
    let height = (choice.height != usual).then(|| choice.height.to_string());
    view! {
        {menu("view", view.text("builder-view"), parts.to_vec())}
        <label class="check">
            <input type="checkbox" name="filters" value="open" checked=frame.open/>
            <span class="check-label">{view.text("builder-open")}</span>
        </label>
        {menu("embed_lang", view.text("builder-lang"), languages)}
        <label class="field stacked">
            <span>{view.text("builder-heading")}</span>
            <input type="text" name="title" maxlength="80" value=frame.title.clone().unwrap_or_default()/>
        </label>
        {menu("theme", view.text("builder-theme"), themes.to_vec())}
        <label class="field stacked">
            <span>{view.text("builder-accent")}</span>
            <input type="text" name="accent" maxlength="7" placeholder="0b6b62" autocapitalize="none" spellcheck="false" autocomplete="off" value=accent/>
        </label>
        <div class="pair">
            <label class="field stacked">
                <span>{view.text("builder-max")}</span>
                <input type="number" name="max" min="1" max="100" inputmode="numeric" value=max/>
            </label>
            <label class="field stacked">
                <span>{view.text("builder-height")}</span>
                <input type="number" name="height" min=least max=most inputmode="numeric" placeholder=usual.to_string() value=height.unwrap_or_default()/>
            </label>
        </div>
    }
}

/// Where the map begins: a place by its name, or the very view.
fn place(view: &View<'_>, choice: &Choice) -> impl IntoView + use<> {
    let name = choice.unknown_place.clone().unwrap_or_default();
    let zooms = ZOOMS.map(|(zoom, text)| (zoom.to_string(), view.text(text), zoom == CLOSE));
    let map = choice.map().map_or_else(String::new, |map| map.to_string());
    view! {
        <fieldset class="options">
            <legend>{view.text("builder-place")}</legend>
            <p class="hint">{view.text("builder-place-about")}</p>
            <div class="pair wide">
                <label class="field stacked">
                    <span>{view.text("builder-place-name")}</span>
                    <input type="text" name="place_name" maxlength="100" autocomplete="off" value=name/>
                </label>
                {menu("zoom", view.text("builder-zoom"), zooms.to_vec())}
            </div>
            <label class="field stacked">
                <span>{view.text("builder-map")}</span>
                <input type="text" name="map" placeholder="14/52.2297/21.0122" autocomplete="off" value=map/>
            </label>
        </fieldset>
    }
}

fn menu(name: &'static str, label: String, entries: Vec<Entry>) -> impl IntoView + use<> {
    let options: Vec<_> = entries
        .into_iter()
        .map(|(value, text, chosen)| view! { <option value=value selected=chosen>{text}</option> })
        .collect();
    view! {
        <label class="field stacked">
            <span>{label}</span>
            <select name=name>{options}</select>
        </label>
    }
}
