//! What-if without scripts: each change is a form or a link, and the address holds all of them.
//! The live part takes the same forms and links over.

use super::Planner;
use super::form::DAYS;
use crate::format;
use crate::plan::{address, lookup};
use leptos::prelude::*;
use okolica_coverage::{Change, Facility, Key};

/// Says that the figures are not of what is there. It stays in the page, hidden, for the live
/// part.
pub(super) fn banner(page: &Planner<'_>) -> impl IntoView + use<> {
    let mut changes = address::changes(&page.pairs);
    let on = !changes.is_empty();
    changes.pop();
    let undo = page.href_of_changes(&changes);
    let reset = page.href_of_changes(&[]);
    view! {
        <div id="scenario-banner" class="scenario-banner" role="status" hidden=!on>
            <strong>{page.text("plan-scenario-banner")}</strong>
            <span id="scenario-sum"></span>
            <a id="undo" class="button" href=undo>{page.text("plan-undo")}</a>
            <a id="reset" href=reset>{page.text("plan-reset")}</a>
        </div>
    }
}

/// What a place is called.
pub(super) fn place_name(page: &Planner<'_>, facility: &Facility) -> String {
    if facility.name.is_empty() {
        let tree = page.view.ctx.atlas.categories();
        tree.label(facility.category.as_str(), page.language())
            .to_owned()
    } else {
        facility.name.clone()
    }
}

pub(super) fn name_of_id(page: &Planner<'_>, id: u64) -> String {
    let found = page
        .plan
        .facilities
        .iter()
        .find(|one| one.key == Key::Space(id));
    found.map_or_else(|| id.to_string(), |facility| place_name(page, facility))
}

pub(super) fn what_if(page: &Planner<'_>) -> impl IntoView + use<> {
    view! {
        <section id="what-if" class="card wide what-if" aria-labelledby="what-if-title">
            <h2 id="what-if-title">{page.text("plan-what-if")}</h2>
            <p>{page.text("plan-what-if-intro")}</p>
            <div id="changes">{changes(page)}</div>
            <div class="what-if-forms">
                {add(page)}
                {close(page)}
                {hours(page)}
            </div>
        </section>
    }
}

/// The changes, each with what it does and a link that takes it back.
fn changes(page: &Planner<'_>) -> Option<AnyView> {
    let all = address::changes(&page.pairs);
    let mut added = 0;
    let rows: Vec<_> = page
        .plan
        .question
        .scenario
        .iter()
        .enumerate()
        .map(|(at, change)| {
            let mut rest = all.clone();
            if at < rest.len() {
                rest.remove(at);
            }
            let figures = match change {
                Change::Add { .. } => {
                    added += 1;
                    place_figures(page, &format!("add:{}", added - 1))
                }
                _ => None,
            };
            let text = said(page, change);
            let label = format!("{}: {text}", page.text("plan-reopen"));
            view! {
                <li data-at=at.to_string()>
                    <span>{text}</span>
                    {figures}
                    <a class="button" href=page.href_of_changes(&rest) aria-label=label>{page.text("plan-reopen")}</a>
                </li>
            }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <h3>{page.text("plan-changes")}</h3>
            <ol class="changes">{rows}</ol>
        }
        .into_any()
    })
}

/// A change in words.
fn said(page: &Planner<'_>, change: &Change) -> String {
    let language = page.language();
    match change {
        Change::Add { position, .. } => {
            let degrees = |value| format::decimal(value, 5, language);
            page.with(
                "plan-change-add",
                &[
                    ("lat", &degrees(position.lat())),
                    ("lon", &degrees(position.lon())),
                ],
            )
        }
        Change::Close(id) => page.with("plan-change-close", &[("name", &name_of_id(page, *id))]),
        Change::Hours { id, windows } => {
            let hours: Vec<String> = windows.iter().map(|window| window.text()).collect();
            page.with(
                "plan-change-hours",
                &[
                    ("name", &name_of_id(page, *id)),
                    ("hours", &hours.join(", ")),
                ],
            )
        }
    }
}

/// How many people a place reaches, and how many of them nobody else does.
fn place_figures(page: &Planner<'_>, key: &str) -> Option<AnyView> {
    let (people, only) = lookup::place(page.plan.answer, key)?;
    let said = |message: &str, people: f64| page.view.words.count(message, people.round() as usize);
    let (total, only) = (
        said("plan-place-total", people),
        said("plan-place-only", only),
    );
    Some(view! { <span class="muted">{total} ", " {only}</span> }.into_any())
}

/// The fields that every form of the section sends along.
fn along(page: &Planner<'_>) -> Vec<AnyView> {
    let mut pairs = vec![("form".to_owned(), "1".to_owned())];
    // Metres and minutes go by their own names, which a form's address keeps.
    pairs.extend(page.pairs.clone());
    pairs.extend(page.state.pairs());
    let language = page.view.state.language.clone();
    pairs.extend(language.map(|tag| ("lang".to_owned(), tag)));
    pairs
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> }.into_any())
        .collect()
}

fn add(page: &Planner<'_>) -> AnyView {
    view! {
        <form id="add" action="/planner" method="get" class="change-form" aria-labelledby="add-title">
            <h3 id="add-title">{page.text("plan-add")}</h3>
            {along(page)}
            <p class="hint">{page.text("plan-add-hint")}</p>
            <div class="pair">
                <label class="field stacked">
                    <span>{page.text("plan-lat")}</span>
                    <input name="add_lat" type="text" inputmode="decimal" required=true autocomplete="off" maxlength="20"/>
                </label>
                <label class="field stacked">
                    <span>{page.text("plan-lon")}</span>
                    <input name="add_lon" type="text" inputmode="decimal" required=true autocomplete="off" maxlength="20"/>
                </label>
            </div>
            <button class="button" type="submit">{page.text("plan-add-here")}</button>
        </form>
    }
    .into_any()
}

/// Places of the kind that is asked for, whatever is known of them, by name.
fn choices(page: &Planner<'_>) -> Vec<AnyView> {
    let language = page.view.language();
    let closed = |facility: &Facility| {
        let changes = &page.plan.question.scenario;
        changes
            .iter()
            .any(|change| matches!(change, Change::Close(id) if facility.key == Key::Space(*id)))
    };
    let mut all: Vec<(String, Key)> = page
        .plan
        .facilities
        .iter()
        .filter(|facility| facility.is_meant(page.plan.question) && !closed(facility))
        .map(|facility| (place_name(page, facility), facility.key))
        .collect();
    all.sort_by(|a, b| language.compare(&a.0, &b.0).then(a.1.cmp(&b.1)));
    all.into_iter()
        .map(|(name, key)| view! { <option value=key.to_string()>{name}</option> }.into_any())
        .collect()
}

fn close(page: &Planner<'_>) -> AnyView {
    view! {
        <form id="close" action="/planner" method="get" class="change-form" aria-labelledby="close-title">
            <h3 id="close-title">{page.text("plan-close")}</h3>
            {along(page)}
            <label class="field stacked">
                <span>{page.text("plan-which")}</span>
                <select name="close">{choices(page)}</select>
            </label>
            <button class="button" type="submit">{page.text("plan-close-it")}</button>
        </form>
    }
    .into_any()
}

fn hours(page: &Planner<'_>) -> AnyView {
    let days: Vec<_> = DAYS
        .into_iter()
        .enumerate()
        .map(|(at, day)| {
            view! {
                <label class="check">
                    <input type="checkbox" name="hours_days" value=day checked=at < 5/>
                    <span class="check-label">{page.choice("weekday", "day", at)}</span>
                </label>
            }
        })
        .collect();
    view! {
        <form id="hours" action="/planner" method="get" class="change-form" aria-labelledby="hours-title">
            <h3 id="hours-title">{page.text("plan-hours")}</h3>
            {along(page)}
            <label class="field stacked">
                <span>{page.text("plan-which")}</span>
                <select name="hours_of">{choices(page)}</select>
            </label>
            <fieldset class="options">
                <legend>{page.text("plan-days")}</legend>
                <div class="days">{days}</div>
            </fieldset>
            <div class="pair">
                <label class="field stacked">
                    <span>{page.text("plan-from")}</span>
                    <input type="time" name="hours_from" value="08:00" step="1800" required=true/>
                </label>
                <label class="field stacked">
                    <span>{page.text("plan-until")}</span>
                    <input type="time" name="hours_until" value="20:00" step="1800" required=true/>
                </label>
            </div>
            <button class="button" type="submit">{page.text("plan-hours-set")}</button>
        </form>
    }
    .into_any()
}
