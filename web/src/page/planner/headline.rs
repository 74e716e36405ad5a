//! The answer in one sentence with one number.

use super::Planner;
use crate::plan::figures::{Figure, Unit, write};
use leptos::prelude::*;
use okolica_coverage::Group;
use serde_json::Value;

/// People out of reach as the headline says them: a number that can only be too small.
fn people(area: &Value, field: &str) -> Option<f64> {
    Figure::of(field)?.value(area)
}

pub(super) fn headline(page: &Planner<'_>) -> impl IntoView + use<> {
    let sentence = page.focus().map(|area| sentence(page, area));
    let chosen = page.state.selected.is_some().then(|| {
        let name = page.focus().map(|area| page.area_name(area));
        let text = page.with("plan-selected", &[("name", &name.unwrap_or_default())]);
        let href = page.href(|state| state.selected = None);
        view! { <p class="chosen"><strong>{text}</strong> " " <a href=href>{page.text("plan-selected-clear")}</a></p> }
    });
    view! {
        <section class="headline" aria-labelledby="answer">
            <h2 id="answer" class="hush">{page.text("plan-answer")}</h2>
            {chosen}
            <div id="headline" aria-live="polite">{sentence}</div>
            {places(page)}
        </section>
    }
}

pub(super) fn sentence(page: &Planner<'_>, area: &Value) -> AnyView {
    let numbers = people(area, "not_reached").zip(people(area, "population"));
    let Some((not_reached, population)) = numbers else {
        let why = area["reasons"]["not_reached"].as_str();
        let message = match why {
            Some("nobody_lives_there") => "plan-nobody",
            _ if page.plan.question.who != Group::All => "plan-no-group",
            _ => "plan-no-population",
        };
        return view! { <p class="headline-number">{page.text(message)}</p> }.into_any();
    };
    let language = page.language();
    let share = write(Unit::Share, not_reached / population, language);
    let code = area["code"].as_str().unwrap_or_default().to_owned();
    let main =
        page.view
            .words
            .count_with("plan-headline", count(not_reached), &[("share", &share)]);
    let said = |field: &'static str, message: &str| {
        let value = people(area, field)?;
        let text = page.view.words.count(message, count(value));
        Some(view! { <span data-said=message.to_owned() data-of=field>{text}</span> " " })
    };
    view! {
        <p class="headline-number" data-said="plan-headline" data-of="not_reached" data-code=code>{main}</p>
        <p class="headline-rest">
            {said("uncertain", "plan-headline-uncertain")} {said("reached", "plan-headline-reached")}
        </p>
    }
    .into_any()
}

fn count(value: f64) -> usize {
    value.round().max(0.0) as usize
}

/// How many places the question is about, and how many it may be about.
fn places(page: &Planner<'_>) -> impl IntoView + use<> {
    let fitting = page.plan.answer["places"].as_array().map_or(0, Vec::len);
    let fitting = if fitting == 0 {
        page.text("plan-no-places")
    } else {
        page.view.words.count("plan-places-count", fitting)
    };
    let maybe = page
        .city()
        .and_then(|city| people(city, "facilities_perhaps"));
    let maybe = maybe.filter(|count| *count > 0.0).map(|number| {
        let text = page.view.words.count("plan-places-unknown", count(number));
        view! { " " <span>{text}</span> }
    });
    view! { <p class="muted"><span id="places-count">{fitting}</span> {maybe}</p> }
}
