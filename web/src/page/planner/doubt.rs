//! Gap or unknown: what weakens the figures, beside them; and how they are counted.

use super::Planner;
use crate::format;
use crate::plan::figures::{Unit, write};
use leptos::prelude::*;
use okolica_coverage::Limit;
use serde_json::Value;

/// A share that nobody would call a weakness.
const SLIGHT: f64 = 0.005;

pub(super) fn doubt(page: &Planner<'_>) -> impl IntoView + use<> {
    let document = page.plan.answer;
    let found = &document["diagnostics"];
    let area = page.focus();
    let share = |field: &str, message: &str| {
        let share = area?[field].as_f64().filter(|share| *share > SLIGHT)?;
        let share = write(Unit::Share, share, page.language());
        Some(page.with(message, &[("share", &share)]))
    };
    let counted =
        |count: usize, message: &str| (count > 0).then(|| page.view.words.count(message, count));
    let length = |field: &str| found[field].as_array().map_or(0, Vec::len);
    let people = |value: &Value| value.as_f64().unwrap_or_default().round() as usize;
    let hidden = area.map_or(0, |area| people(&area["unknown_cells"]));
    let vanished = document["vanished"]
        .as_array()
        .map_or_else(Vec::new, |kinds| {
            let tree = page.view.ctx.atlas.categories();
            let kinds = kinds.iter().filter_map(Value::as_str);
            kinds
                .map(|id| tree.label(id, page.language()).to_owned())
                .collect()
        });
    let vanished = (!vanished.is_empty())
        .then(|| page.with("plan-doubt-vanished", &[("kinds", &vanished.join(", "))]));
    let spread =
        (document["population_method"] == "spread evenly").then(|| page.text("plan-doubt-spread"));
    let all = [
        spread,
        share("hours_unknown_share", "plan-doubt-hours"),
        share("stale_share", "plan-doubt-stale"),
        counted(hidden, "plan-doubt-people"),
        counted(people(&found["people_outside"]), "plan-doubt-outside"),
        counted(length("far_outside"), "plan-doubt-far"),
        counted(length("pile_ups"), "plan-doubt-pile"),
        vanished,
    ];
    let rows: Vec<_> = all
        .into_iter()
        .flatten()
        .map(|text| view! { <li>{text}</li> })
        .collect();
    let none = rows
        .is_empty()
        .then(|| view! { <p>{page.text("plan-doubt-none")}</p> });
    view! {
        <section class="card" aria-labelledby="doubt-title">
            <h2 id="doubt-title">{page.text("plan-doubt")}</h2>
            <p class="hint">{page.text("plan-doubt-intro")}</p>
            {none}
            <ul class="doubts">{rows}</ul>
        </section>
    }
}

pub(super) fn how(page: &Planner<'_>) -> impl IntoView + use<> {
    let language = page.language();
    let question = page.plan.question;
    let limit = format::distance(question.limit.metres(), language);
    let limit = match question.limit {
        Limit::Within(_) => limit,
        Limit::Minutes { minutes, speed } => {
            let minutes = format::decimal(minutes, 1, language);
            let speed = format::decimal(speed, 1, language);
            page.with(
                "plan-limit-minutes",
                &[("minutes", &minutes), ("speed", &speed), ("limit", &limit)],
            )
        }
    };
    let detour = format::decimal(question.detour, 2, language);
    let sure = format::distance(question.sure_reach(), language);
    let limit = page.with(
        "plan-how-limit",
        &[("limit", &limit), ("detour", &detour), ("sure", &sure)],
    );
    let sources = page.view.ctx.atlas.cells().sources();
    let sources: Vec<&str> = sources
        .iter()
        .map(|(name, _)| name.as_str())
        .filter(|name| !name.is_empty())
        .collect();
    let sources = (!sources.is_empty()).then(|| {
        let text = page.with("plan-how-population", &[("sources", &sources.join(", "))]);
        view! { <p>{text}</p> }
    });
    view! {
        <section class="card" aria-labelledby="how-title">
            <h2 id="how-title">{page.text("plan-how")}</h2>
            <p>{page.text("plan-how-text")}</p>
            <p>{limit}</p>
            {sources}
        </section>
    }
}
