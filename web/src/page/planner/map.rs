//! The planner's map: its frame, its legend, and what the live part needs to draw it.

use super::super::map::{extent, tools};
use super::super::shell::attribution;
use super::scenario::place_name;
use super::{Planner, drawing};
use crate::plan::address;
use crate::plan::classes::{self, CLASSES};
use crate::plan::figures::{FIGURES, Figure};
use leptos::prelude::*;
use okolica_coverage::Key;
use serde_json::{Value, json};

/// What the live part says in the page's language.
const SAID: [&str; 16] = [
    "plan-live",
    "plan-live-failed",
    "plan-city",
    "plan-same",
    "plan-reopen",
    "plan-changes",
    "plan-move-north",
    "plan-move-south",
    "plan-move-west",
    "plan-move-east",
    "plan-no-value",
    "plan-no-places",
    "plan-area-several",
    "plan-area-too-many",
    "plan-area-unread",
    "plan-drawing",
];

/// What it says of numbers.
const COUNTED: [&str; 7] = [
    "plan-headline-uncertain",
    "plan-headline-reached",
    "plan-gain",
    "plan-loss",
    "plan-place-total",
    "plan-place-only",
    "plan-places-count",
];

pub(super) fn map_area(page: &Planner<'_>) -> impl IntoView + use<> {
    let settings = page.view.ctx.settings;
    let ground = settings.ground && settings.basemap.is_none();
    let bbox = extent(&page.view);
    let bbox = bbox.map(|b| format!("{},{},{},{}", b.west(), b.south(), b.east(), b.north()));
    let question = address::address("", &page.pairs);
    // What was, stays as it was.
    let of_today = page.asked("as_of").is_none();
    // The live part has the facilities of today and makes the scenario itself.
    let base = address::with_changes(&page.pairs, &[]);
    let coverage = address::address("/api/coverage/ground", &base);
    let show = page.state.show;
    let bounds = show.and_then(|figure| bounds(page, figure));
    let bounds = bounds.map(|bounds| json!(bounds).to_string());
    view! {
        <section class="plan-map" aria-label=page.text("plan-map")>
            <div class="plan-map-frame">
                <div
                    id="planner-map"
                    class="map"
                    data-language=page.language()
                    data-live=of_today.then_some("events")
                    data-since=page.view.ctx.atlas.version()
                    data-bbox=bbox
                    data-words=words(page).to_string()
                    data-names=names(page).to_string()
                    data-question=question
                    data-coverage=coverage
                    data-set=page.plan.question.set.clone()
                    data-show=show.map(|figure| figure.field)
                    data-bounds=bounds
                    data-selected=page.state.selected.clone()
                    data-ground=ground.then_some("/ground.geojson")
                    data-basemap=settings.basemap.as_ref().map(|map| map.template.clone())
                ></div>
                <div
                    id="map-keys"
                    class="map-keys"
                    role="application"
                    tabindex="0"
                    aria-label=page.text("plan-map-label")
                    aria-describedby="plan-map-help"
                ></div>
                <p id="plan-map-help" class="hush">{page.text("plan-map-help")}</p>
                <p id="map-status" class="map-status" role="status"></p>
                {tools(&page.view, &["zoom-in", "zoom-out", "whole-city"])}
                <button type="button" id="add-on-map" class="button strong add-on-map" aria-pressed="false">
                    {page.text("plan-add-on-map")}
                </button>
                <div class="map-foot">{attribution(&page.view)}</div>
            </div>
            <div class="needs-live">
                {drawing::areas(page)}
                <p class="muted">{page.text("plan-map-needs-scripts")}</p>
            </div>
            {legend(page, show)}
            {colour_by(page, show)}
        </section>
    }
}

/// The classes of a figure over the areas of the answer.
pub(super) fn bounds(page: &Planner<'_>, figure: &Figure) -> Option<[f64; 4]> {
    // A scenario is coloured by the classes of what is there, so that a change can be seen.
    let document = page.plan.before.unwrap_or(page.plan.answer);
    let (areas, _) = page.areas(document);
    let values: Vec<f64> = areas.iter().filter_map(|area| figure.value(area)).collect();
    classes::bounds(figure, &values, page.state.quantiles)
}

fn swatch(class: &'static str) -> impl IntoView + use<> {
    view! {
        <svg class=format!("swatch {class}") viewBox="0 0 28 18" width="28" height="18" aria-hidden="true">
            <rect x="1" y="1" width="26" height="16"></rect>
            <path class="swatch-hatch" d="M1 9l8-8M1 17L17 1M9 17L25 1M17 17l10-10"></path>
            <path class="swatch-dots" d="M6 6h.01M14 6h.01M22 6h.01M10 12h.01M18 12h.01"></path>
        </svg>
    }
}

fn mark(class: &'static str) -> impl IntoView + use<> {
    view! {
        <svg class=format!("swatch {class}") viewBox="0 0 28 18" width="28" height="18" aria-hidden="true">
            <circle cx="14" cy="9" r="6"></circle>
            <path class="mark-plus" d="M14 6v6M11 9h6"></path>
            <path class="mark-cross" d="M11 6l6 6M17 6l-6 6"></path>
        </svg>
    }
}

fn legend(page: &Planner<'_>, show: Option<&'static Figure>) -> AnyView {
    let marks: Vec<_> = [
        ("mark-place", "plan-legend-place"),
        ("mark-maybe", "plan-legend-maybe"),
        ("mark-added", "plan-legend-added"),
        ("mark-closed", "plan-legend-closed"),
    ]
    .into_iter()
    .map(|(class, label)| view! { <li>{mark(class)} {page.text(label)}</li> })
    .collect();
    let (title, rows) = match show {
        None => {
            let rows: Vec<_> = [
                ("cell-reached", "plan-legend-reached"),
                ("cell-uncertain", "plan-legend-uncertain"),
                ("cell-not-reached", "plan-legend-not-reached"),
                ("cell-gap", "plan-legend-gap"),
            ]
            .into_iter()
            .map(|(class, label)| view! { <li>{swatch(class)} {page.text(label)}</li> }.into_any())
            .collect();
            (None, rows)
        }
        Some(figure) => (Some(page.name_of(figure)), class_rows(page, figure)),
    };
    let note = show.filter(|figure| figure.cut_offs.is_none() && !page.state.quantiles);
    view! {
        <div class="plan-legend">
            {title.map(|title| view! { <p class="legend-title">{title}</p> })}
            <ul role="list">{rows} {marks}</ul>
            {note.map(|_| view! { <p class="hint">{page.text("plan-classes-note")}</p> })}
        </div>
    }
    .into_any()
}

/// The style of each class.
pub(super) const COLOURS: [&str; CLASSES] = ["class-0", "class-1", "class-2", "class-3", "class-4"];

/// The classes of a figure with their bounds.
pub(super) fn class_legend(page: &Planner<'_>, figure: &Figure) -> impl IntoView + use<> {
    view! {
        <figcaption class="plan-legend">
            <p class="legend-title">{page.name_of(figure)}</p>
            <ul role="list">{class_rows(page, figure)}</ul>
        </figcaption>
    }
}

fn class_rows(page: &Planner<'_>, figure: &Figure) -> Vec<AnyView> {
    let text = |value: f64| figure.text(value, page.language());
    let mut rows = Vec::new();
    if let Some(bounds) = bounds(page, figure) {
        for (at, class) in COLOURS.into_iter().enumerate() {
            let label = match (at.checked_sub(1).map(|at| text(bounds[at])), bounds.get(at)) {
                (None, Some(to)) => page.with("plan-legend-to", &[("to", &text(*to))]),
                (Some(from), Some(to)) => page.with(
                    "plan-legend-between",
                    &[("from", &from), ("to", &text(*to))],
                ),
                (Some(from), None) => page.with("plan-legend-over", &[("from", &from)]),
                (None, None) => String::new(),
            };
            rows.push(view! { <li>{swatch(class)} {label}</li> }.into_any());
        }
    }
    rows.push(view! { <li>{swatch("class-none")} {page.text("plan-legend-none")}</li> }.into_any());
    rows
}

/// Which figure colours the areas, and in which classes.
fn colour_by(page: &Planner<'_>, show: Option<&'static Figure>) -> AnyView {
    let mut state = page.state.clone();
    state.show = None;
    state.quantiles = false;
    let mut pairs = page.pairs.clone();
    pairs.extend(state.pairs());
    pairs.extend(
        page.view
            .state
            .language
            .iter()
            .map(|tag| ("lang".to_owned(), tag.clone())),
    );
    let hidden: Vec<_> = pairs
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect();
    let figures: Vec<_> = FIGURES
        .iter()
        .map(|figure| {
            let chosen = show.is_some_and(|show| show.field == figure.field);
            view! { <option value=figure.field selected=chosen>{page.name_of(figure)}</option> }
        })
        .collect();
    let classes: Vec<_> = [("", "cut-offs", false), ("quantiles", "quantiles", true)]
        .into_iter()
        .map(|(value, name, quantiles)| {
            let label = page.text(&format!("plan-classes-{name}"));
            view! { <option value=value selected=quantiles == page.state.quantiles>{label}</option> }
        })
        .collect();
    view! {
        <form class="inline-form" action="/planner" method="get">
            {hidden}
            <label>
                <span>{page.text("plan-colour-by")}</span>
                <select name="show"><option value="">{page.text("plan-colour-cells")}</option>{figures}</select>
            </label>
            <label>
                <span>{page.text("plan-classes")}</span>
                <select name="classes">{classes}</select>
            </label>
            <button class="button" type="submit">{page.text("plan-show")}</button>
        </form>
    }
    .into_any()
}

/// The names of facilities by their keys, for the changes that the live part lists.
fn names(page: &Planner<'_>) -> Value {
    let meant = page
        .plan
        .facilities
        .iter()
        .filter(|facility| facility.is_meant(page.plan.question));
    let names = meant.filter_map(|facility| match facility.key {
        // Those without a name are called by their kind, which only the server knows.
        Key::Space(id) if facility.name.is_empty() => {
            Some((id.to_string(), Value::from(place_name(page, facility))))
        }
        _ => None,
    });
    Value::Object(names.collect())
}

/// `{id: text}` and `{id: {plural category: text with {n}}}`.
fn words(page: &Planner<'_>) -> Value {
    let words = page.view.words;
    let said = SAID.map(|id| (id.to_owned(), Value::from(words.text(id))));
    let filled = [
        words_with(page, "plan-change-add", &["lat", "lon"]),
        words_with(page, "plan-change-close", &["name"]),
        words_with(page, "plan-change-hours", &["name", "hours"]),
    ];
    let forms = |forms: [(&'static str, String); 4]| {
        let forms = forms.map(|(category, text)| (category.to_owned(), Value::from(text)));
        Value::Object(forms.into_iter().collect())
    };
    let counted = COUNTED.map(|id| (id.to_owned(), forms(words.forms(id))));
    let headline = forms(words.forms_with("plan-headline", &[("share", "{share}")]));
    let headline = [("plan-headline".to_owned(), headline)];
    Value::Object(
        said.into_iter()
            .chain(filled)
            .chain(counted)
            .chain(headline)
            .collect(),
    )
}

/// A message with its values left for the browser to fill in.
fn words_with(page: &Planner<'_>, id: &'static str, names: &[&'static str]) -> (String, Value) {
    let holes: Vec<String> = names.iter().map(|name| format!("{{{name}}}")).collect();
    let args: Vec<(&'static str, &str)> = names
        .iter()
        .copied()
        .zip(holes.iter().map(String::as_str))
        .collect();
    (id.to_owned(), Value::from(page.with(id, &args)))
}
