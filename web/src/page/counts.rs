//! How often embeds were opened, for the office.

use super::filters::on;
use super::shell::{Page, document};
use super::view::View;
use super::{PageContext, Rendered};
use crate::state::{self, EMBED};
use crate::{format, when};
use chrono::{Days, NaiveDate};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The days that the page looks back, today included.
const DAYS_OF_COUNTS: u64 = 30;

/// Sums of an embed's openings.
#[derive(Default)]
struct Sums {
    today: u64,
    week: u64,
    month: u64,
}

/// `/embed/counts`. `opened`: how often which embed was opened on which day since
/// [`first_day_of_counts`], each embed as the address of its preset.
#[must_use]
pub fn counts(ctx: &PageContext<'_>, opened: &[(NaiveDate, &str, u64)]) -> Rendered {
    let view = View::new(ctx);
    let title = view.text("counts-title");
    document(&view, || {
        let content = view! {
            <main id="content" class="sheet-of-paper">
                <p class="back">
                    <a href=view.link("/embed/builder")>{view.text("builder-title")}</a>
                </p>
                <article>
                    <h1 class="detail-title">{title.clone()}</h1>
                    <p>{view.text("counts-about")}</p>
                    <p><a href="/embed/counts.csv" download=true>{view.text("counts-csv")}</a></p>
                    {by_embed(&view, opened)}
                    {by_day(&view, opened)}
                </article>
            </main>
        };
        Page::unlisted(&view, &title, content.into_any())
    })
}

fn by_embed(view: &View<'_>, opened: &[(NaiveDate, &str, u64)]) -> AnyView {
    let mut sums: BTreeMap<&str, Sums> = BTreeMap::new();
    let week = before(view.today, 6);
    for (day, embed, opens) in opened {
        let sum = sums.entry(embed).or_default();
        sum.month += opens;
        if *day >= week {
            sum.week += opens;
        }
        if *day == view.today {
            sum.today += opens;
        }
    }
    if sums.is_empty() {
        return view! { <p class="note">{view.text("counts-none")}</p> }.into_any();
    }
    let mut sums: Vec<_> = sums.into_iter().collect();
    sums.sort_by(|(a, x), (b, y)| y.month.cmp(&x.month).then(a.cmp(b)));
    let rows: Vec<_> = sums
        .into_iter()
        .map(|(embed, sum)| {
            view! {
                <tr>
                    <th scope="row">{name(view, embed)}</th>
                    <td class="number">{format::number(sum.today)}</td>
                    <td class="number">{format::number(sum.week)}</td>
                    <td class="number">{format::number(sum.month)}</td>
                </tr>
            }
        })
        .collect();
    let columns = ["counts-today", "counts-week", "counts-month"];
    let columns = columns.map(|id| view! { <th scope="col" class="number">{view.text(id)}</th> });
    view! {
        <section class="detail-section">
            <h2>{view.text("counts-by-embed")}</h2>
            <div class="table-frame" tabindex="0" role="region" aria-label=view.text("counts-by-embed")>
                <table class="plain-table">
                    <thead>
                        <tr>
                            <th scope="col">{view.text("counts-embed")}</th>
                            {columns}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn by_day(view: &View<'_>, opened: &[(NaiveDate, &str, u64)]) -> Option<impl IntoView + use<>> {
    let mut days: BTreeMap<NaiveDate, u64> = BTreeMap::new();
    for (day, _, opens) in opened {
        *days.entry(*day).or_default() += opens;
    }
    let rows: Vec<_> = days
        .into_iter()
        .rev()
        .map(|(day, opens)| {
            let day = when::date(view.words, day, view.today);
            view! {
                <tr>
                    <th scope="row">{day}</th>
                    <td class="number">{format::number(opens)}</td>
                </tr>
            }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="detail-section">
                <h2>{view.text("counts-by-day")}</h2>
                <table class="plain-table">
                    <thead>
                        <tr>
                            <th scope="col">{view.text("counts-day")}</th>
                            <th scope="col" class="number">{view.text("counts-opened")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </section>
        }
    })
}

/// What an embed shows, as its filters are called on pages, and a link to it.
fn name(view: &View<'_>, embed: &str) -> AnyView {
    let (path, query) = embed.split_once('?').unwrap_or((embed, ""));
    if path != EMBED {
        return view.text("counts-others").into_any();
    }
    let mut pairs = state::pairs(query);
    pairs.push(("lang".to_owned(), view.language().tag().to_owned()));
    let ctx = PageContext {
        query: &pairs,
        ..*view.ctx
    };
    let preset = View::new(&ctx);
    let labels: Vec<String> = on(&preset, false)
        .into_iter()
        .map(|(label, _)| label)
        .collect();
    let text = if query.is_empty() {
        view.text("counts-whole")
    } else if labels.is_empty() {
        // A preset of what is no more.
        query.to_owned()
    } else {
        labels.join(" · ")
    };
    view! { <a href=embed.to_owned()>{text}</a> }.into_any()
}

fn before(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}

/// The first day that the page looks at.
#[must_use]
pub fn first_day_of_counts(today: NaiveDate) -> NaiveDate {
    before(today, DAYS_OF_COUNTS - 1)
}
