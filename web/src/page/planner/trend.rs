//! The share of people reached at the ends of the last months.

use super::Planner;
use crate::plan::draw;
use crate::plan::figures::{Unit, write};
use crate::when;
use chrono::NaiveDate;
use leptos::prelude::*;
use serde_json::Value;

pub(super) fn trend(page: &Planner<'_>) -> Option<AnyView> {
    let area = page.focus()?;
    let code = area["code"].as_str()?;
    let title = format!("{}: {}", page.text("plan-trend"), page.area_name(area));
    let content = match page.plan.trend {
        Some(months) => shares(page, months, code),
        None => view! {
            <p><a class="button" href=page.waiting("trend")>{page.text("plan-trend-show")}</a></p>
        }
        .into_any(),
    };
    Some(
        view! {
            <section id="trend" class="card" aria-labelledby="trend-title">
                <h2 id="trend-title">{title}</h2>
                <p class="hint">{page.text("plan-trend-intro")}</p>
                {content}
            </section>
        }
        .into_any(),
    )
}

fn shares(page: &Planner<'_>, months: &Value, code: &str) -> AnyView {
    let months = months.as_array().map_or(&[][..], |list| list);
    let shares: Vec<(String, f64)> = months
        .iter()
        .filter_map(|month| {
            let share = month["reached_share"][code].as_f64()?;
            Some((date(page, month["date"].as_str()?), share))
        })
        .collect();
    if shares.is_empty() {
        return view! { <p>{page.text("plan-no-value")}</p> }.into_any();
    }
    let drawn = (shares.len() > 1).then(|| {
        let last = shares.len() as f64 - 1.0;
        let points = shares.iter().enumerate();
        let line = draw::line(points.map(|(at, (_, share))| (at as f64 / last, *share)));
        view! {
            <svg class="curve spark" viewBox="-4 -4 328 168" role="img" aria-labelledby="trend-title" aria-describedby="trend-table">
                <line class="curve-grid" x1="0" x2="320" y1="0" y2="0"></line>
                <line class="curve-grid" x1="0" x2="320" y1="160" y2="160"></line>
                <path class="curve-line" d=line></path>
            </svg>
        }
    });
    let short = (shares.len() < 2).then(|| view! { <p>{page.text("plan-trend-short")}</p> });
    let rows: Vec<_> = shares
        .into_iter()
        .map(|(date, share)| {
            let share = write(Unit::Share, share, page.language());
            view! { <tr><th scope="row">{date}</th><td class="number-cell">{share}</td></tr> }
        })
        .collect();
    view! {
        {drawn}
        {short}
        <table id="trend-table" class="figures">
            <thead>
                <tr>
                    <th scope="col">{page.text("plan-day")}</th>
                    <th scope="col" class="number-cell">{page.text("figure-reached_share")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn date(page: &Planner<'_>, text: &str) -> String {
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d");
    day.map_or_else(
        |_| text.to_owned(),
        |day| when::date(page.view.words, day, page.view.today),
    )
}
