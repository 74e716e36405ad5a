//! `/embed/builder`: an office chooses what its embed shows and how it looks, sees it, and copies
//! the code. The address reproduces the page.

mod choice;
mod code;
mod form;

use super::embed::Parts;
use super::shell::{Head, Live, Page, document, to_map};
use super::view::View;
use super::{PageContext, Rendered};
use crate::accent::{Accent, ENOUGH};
use crate::format;
use choice::Choice;
use leptos::prelude::*;

#[must_use]
pub fn builder(ctx: &PageContext<'_>) -> Rendered {
    let view = View::new(ctx);
    let choice = Choice::read(&view);
    let title = view.text("builder-title");
    document(&view, || {
        Page {
        status: 200,
        title: format!("{title} – {}", view.site()),
        description: Some(view.text("builder-about")),
        class: "builder-page",
        canonical: Some("/embed/builder".to_owned()),
        head: Head::default(),
        live: Live::Builder,
        content: view! {
            <main id="content" class="builder">
                <div class="builder-head">
                    {to_map(&view)}
                    <h1 class="detail-title">{title}</h1>
                    <p>{view.text("builder-about")}</p>
                </div>
                {form::form(&view, &choice)}
                <div id="builder-result" class="builder-result" data-updated=view.text("builder-updated")>
                    {notes(&view, &choice)}
                    {preview(&view, &choice)}
                    {code::codes(&view, &choice)}
                </div>
                <p id="builder-said" class="hush" role="status"></p>
            </main>
        }
        .into_any(),
    }
    })
}

/// What of the choices means nothing here, and what the colour comes to.
fn notes(view: &View<'_>, choice: &Choice) -> Vec<AnyView> {
    let wrong = choice.wrong.iter().map(|error| {
        let said = [
            ("setting", format!("{}={}", error.field, error.value)),
            ("expected", error.expected.clone()),
        ];
        let said = said.each_ref().map(|(name, text)| (*name, text.as_str()));
        view.words.with("builder-wrong", &said)
    });
    let place = choice
        .unknown_place
        .as_ref()
        .map(|name| view.words.with("builder-no-place", &[("name", name)]));
    wrong
        .chain(place)
        .map(|text| view! { <p class="note">{text}</p> }.into_any())
        .chain(choice.frame.accent.map(|accent| colours(view, accent)))
        .collect()
}

/// How well the colour can be read in the light and in the dark.
fn colours(view: &View<'_>, accent: Accent) -> AnyView {
    let ratio = |value: f64| {
        // Rounded down: too little must not look like enough.
        let value = (value * 10.0).floor() / 10.0;
        format::decimal(value, 1, view.language().tag())
    };
    let light = accent.light_contrast();
    let enough = ratio(ENOUGH);
    let asked = accent.asked().to_string();
    let said = [
        ("accent", asked.as_str()),
        ("contrast", &ratio(light)),
        ("enough", &enough),
    ];
    let Some(_) = accent.on_light() else {
        let text = view.words.with("builder-accent-pale", &said);
        return view! { <p class="note" id="builder-contrast">{text}</p> }.into_any();
    };
    let light = view.words.with("builder-accent-light", &said);
    let dark = accent.on_dark();
    let used = dark.to_string();
    let said = [
        ("accent", used.as_str()),
        ("contrast", &ratio(accent.dark_contrast())),
    ];
    let changed = dark != accent.asked();
    let dark = view.words.with(
        if changed {
            "builder-accent-tinted"
        } else {
            "builder-accent-dark"
        },
        &said,
    );
    view! { <p id="builder-contrast">{light} " " {dark}</p> }.into_any()
}

fn preview(view: &View<'_>, choice: &Choice) -> impl IntoView + use<> {
    let title = view.text("builder-preview");
    view! {
        <section class="detail-section">
            <h2>{title.clone()}</h2>
            <iframe
                id="builder-preview"
                class="builder-preview"
                src=choice.embed()
                title=title
                height=choice.height.to_string()
            ></iframe>
        </section>
    }
}

/// The height of a frame that nobody says one of.
fn usual_height(parts: Parts) -> u32 {
    match parts {
        Parts::Map => 600,
        Parts::Both => 700,
        Parts::List => 500,
    }
}
