//! What each figure means, one click away from every place where it stands.

use super::Planner;
use crate::plan::figures::{FIGURES, Unit};
use leptos::prelude::*;

pub(super) fn glossary(page: &Planner<'_>) -> impl IntoView + use<> {
    let entries: Vec<_> = FIGURES
        .iter()
        .map(|figure| {
            let field = figure.field;
            let unit = match figure.unit {
                Unit::People => "people",
                Unit::Count => "count",
                Unit::Mean => "mean",
                Unit::Share => "share",
                Unit::Metres => "metres",
                Unit::Km2 => "km2",
                Unit::Index => "index",
            };
            let unit = page.text(&format!("plan-unit-{unit}"));
            let limits = page.text(&format!("figure-{field}-limits"));
            let source = page.text(&format!("figure-{field}-source"));
            view! {
                <details class="term" id=format!("figure-{field}")>
                    <summary>{page.name_of(figure)}</summary>
                    <p>{page.text(&format!("figure-{field}-means"))}</p>
                    <ul>
                        <li>{page.with("plan-unit-of", &[("unit", &unit)])}</li>
                        <li>{page.with("plan-source-of", &[("source", &source)])}</li>
                        <li>{page.with("plan-limits-of", &[("limits", &limits)])}</li>
                    </ul>
                </details>
            }
        })
        .collect();
    view! {
        <section class="card wide glossary" aria-labelledby="glossary-title">
            <h2 id="glossary-title">{page.text("plan-glossary")}</h2>
            {entries}
        </section>
    }
}
