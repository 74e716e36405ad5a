//! `/planner/report`: the answer to a question on sheets of A4, for the city or one of its areas.

use super::frame::scrolling;
use super::{CITY, Plan, Planner, doubt, drawing, headline, shapes, tables};
use crate::format;
use crate::page::not_found;
use crate::page::shell::{Head, Live, Page, document};
use crate::page::view::{PRODUCT, View};
use crate::page::{PageContext, Rendered};
use crate::plan::address::{self, PageState};
use crate::plan::figures::{FIGURES, Figure, Unit, write};
use crate::plan::lookup;
use crate::when;
use chrono::NaiveDate;
use leptos::prelude::*;
use serde_json::Value;

/// The columns of the table of areas.
const COLUMNS: [&str; 9] = [
    "population",
    "not_reached",
    "not_reached_share",
    "uncertain",
    "reached",
    "nearest_mean_m",
    "nearest_p90_m",
    "places",
    "per_10000",
];

/// A longer address makes a code that no phone reads from paper.
const LONGEST_CODE: usize = 900;

/// The report of a question; `district` is the code of the area that it is about, none the city.
#[must_use]
pub fn report(ctx: &PageContext<'_>, plan: &Plan<'_>, district: Option<&str>) -> Rendered {
    let pairs = plan.question.to_query().into_iter();
    let page = Planner {
        pairs: pairs
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
        view: View::new(ctx),
        plan,
        state: PageState {
            selected: district.map(str::to_owned),
            ..PageState::default()
        },
    };
    let area = lookup::area(plan.answer, district.unwrap_or(CITY));
    let Some(area) = area else {
        return not_found(ctx);
    };
    let place = page.view.site().to_owned();
    let name = match area["code"].as_str() {
        Some(CITY) | None => place.clone(),
        Some(_) => page.area_name(area),
    };
    let title = page.with("report-title", &[("name", &name)]);
    document(&page.view, || Page {
        status: 200,
        title: format!("{title} – {place}"),
        description: None,
        class: "planner-report",
        canonical: None,
        head: Head::default(),
        live: Live::Nothing,
        content: content(&page, area, district, &title).into_any(),
    })
}

fn content(
    page: &Planner<'_>,
    area: &Value,
    district: Option<&str>,
    title: &str,
) -> impl IntoView + use<> {
    let back = {
        let language = page.view.state.language.as_deref();
        address::href(&page.pairs, &page.state, language)
    };
    let of_city = district.is_none();
    view! {
        <main id="content" class="planner report">
            <p class="back"><a href=back>{page.text("report-back")}</a></p>
            <header>
                <p class="report-over">{stand(page)}</p>
                <h1>{title.to_owned()}</h1>
            </header>
            {super::wrong(page)}
            <section class="headline" aria-labelledby="report-answer">
                <h2 id="report-answer" class="hush">{page.text("plan-answer")}</h2>
                {headline::sentence(page, area)}
            </section>
            {question(page)}
            {of_city.then(|| drawing::areas(page))}
            {of_city.then(|| districts(page))}
            {figures(page, area)}
            {shapes::curve(page)}
            {of_city.then(|| tables::matrix(page))}
            {of_city.then(|| tables::ledger(page))}
            {of_city.then(|| drawing::flows(page))}
            {doubt::doubt(page)}
            {doubt::how(page)}
            {means(page)}
            {foot(page, district)}
        </main>
    }
}

/// City, day and number of the change log.
fn stand(page: &Planner<'_>) -> String {
    let document = page.plan.answer;
    let day = document["day"].as_str().unwrap_or_default();
    let date = NaiveDate::parse_from_str(day, "%Y-%m-%d").map_or_else(
        |_| day.to_owned(),
        |day| when::date(page.view.words, day, page.view.today),
    );
    let number = document["change_log"].to_string();
    let city = page.view.site();
    page.with(
        "report-stand",
        &[("city", city), ("date", &date), ("number", &number)],
    )
}

/// What was asked, every parameter with its value.
fn question(page: &Planner<'_>) -> impl IntoView + use<> {
    let parameters = page.plan.answer["parameters"].as_object();
    let rows: Vec<_> = parameters
        .into_iter()
        .flatten()
        .map(|(name, value)| {
            let value = match value {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            view! { <div><dt>{super::label(page, name)}</dt><dd>{said(page, name, &value)}</dd></div> }
        })
        .collect();
    view! {
        <section class="card" aria-labelledby="report-question">
            <h2 id="report-question">{page.text("plan-question")}</h2>
            <dl class="parameters">{rows}</dl>
        </section>
    }
}

/// A parameter's value in words where it has some.
fn said(page: &Planner<'_>, name: &str, value: &str) -> String {
    let number = value.parse::<f64>().ok();
    match (name, value, number) {
        ("category", ..) => {
            let tree = page.view.ctx.atlas.categories();
            let ids = value.split(',');
            let labels: Vec<&str> = ids.map(|id| tree.label(id, page.language())).collect();
            labels.join(", ")
        }
        ("access", ..) => {
            let facts = value.split(',');
            let facts: Vec<String> = facts
                .map(|fact| page.text(&format!("fact-name-{fact}")))
                .collect();
            facts.join(", ")
        }
        ("who", ..) => page.text(&format!("plan-who-{value}")),
        ("when", "any" | "evening" | "saturday" | "sunday", _) => {
            page.text(&format!("plan-when-{value}"))
        }
        ("set", "district", _) => page.text("plan-set-district"),
        ("free", ..) => page.text("report-yes"),
        ("within", _, Some(metres)) => write(Unit::Metres, metres, page.language()),
        ("detour" | "speed" | "minutes", _, Some(number)) => {
            format::decimal(number, 2, page.language())
        }
        ("kappa", _, Some(number)) => format::decimal(number, 6, page.language()),
        _ => value.to_owned(),
    }
}

/// Every area in a row.
fn districts(page: &Planner<'_>) -> impl IntoView + use<> {
    let (areas, city) = page.areas(page.plan.answer);
    let columns: Vec<&Figure> = COLUMNS.into_iter().filter_map(Figure::of).collect();
    let head: Vec<_> = columns
        .iter()
        .map(|figure| view! { <th scope="col" class="number-cell">{page.name_of(figure)}</th> })
        .collect();
    let row = |area: &Value| {
        let code = area["code"].as_str().unwrap_or_default();
        let name = page.area_name(area);
        let name = if code == CITY {
            view! { {name} }.into_any()
        } else {
            let mut pairs = page.pairs.clone();
            pairs.push(("district".to_owned(), code.to_owned()));
            let language = page.view.state.language.clone();
            pairs.extend(language.map(|language| ("lang".to_owned(), language)));
            let href = address::address("/planner/report", &pairs);
            view! { <a href=href>{name}</a> }.into_any()
        };
        let cells: Vec<_> = columns
            .iter()
            .map(|figure| view! { <td class="number-cell">{page.figure(area, figure)}</td> })
            .collect();
        view! { <tr><th scope="row">{name}</th>{cells}</tr> }
    };
    let rows: Vec<_> = areas.into_iter().map(row).collect();
    let last = city.map(row);
    view! {
        <section class="card wide" aria-labelledby="report-districts">
            <h2 id="report-districts">{page.text("plan-table")}</h2>
            {scrolling("report-districts", view! {
                <table class="figures report-districts">
                    <thead>
                        <tr><th scope="col">{page.text("plan-area-name")}</th>{head}</tr>
                    </thead>
                    <tbody>{rows}</tbody>
                    <tfoot>{last}</tfoot>
                </table>
            })}
            <p class="hint">{page.text("plan-city-note")}</p>
        </section>
    }
}

/// Every figure of the area, beside that of the city and of what it is compared with.
fn figures(page: &Planner<'_>, area: &Value) -> impl IntoView + use<> {
    let code = area["code"].as_str().unwrap_or_default();
    let city = page.city().filter(|_| code != CITY);
    let other = &page.plan.answer["compared"];
    let before = lookup::area(other, code);
    let rows: Vec<_> = FIGURES
        .iter()
        .filter(|figure| area.get(figure.field).is_some())
        .map(|figure| {
            let cell = |area: &Value| {
                view! { <td class="number-cell">{page.figure(area, figure)}</td> }
            };
            let difference = before.map(|before| {
                let by = figure.value(area).zip(figure.value(before));
                let by = by.and_then(|(now, then)| figure.difference(now - then, page.language()));
                view! { <td class="number-cell">{by.unwrap_or_else(|| page.text("plan-same"))}</td> }
            });
            view! {
                <tr>
                    <th scope="row">{page.name_of(figure)}</th>
                    {cell(area)}
                    {city.map(cell)}
                    {before.map(cell)}
                    {difference}
                </tr>
            }
        })
        .collect();
    let heading = |text: String| view! { <th scope="col" class="number-cell">{text}</th> };
    let compared = before.map(|_| {
        let day = other["day"].as_str().unwrap_or_default().to_owned();
        let text = if page.plan.question.compare.is_some() {
            day
        } else {
            page.text("report-without")
        };
        view! { {heading(text)} {heading(page.text("plan-change"))} }
    });
    view! {
        <section class="card wide" aria-labelledby="report-figures">
            <h2 id="report-figures">{page.text("plan-all-figures")}</h2>
            {scrolling("report-figures", view! {
            <table class="figures all">
                <thead>
                    <tr>
                        <th scope="col">{page.text("plan-figure")}</th>
                        {heading(page.area_name(area))}
                        {city.map(|city| heading(page.area_name(city)))}
                        {compared}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            })}
        </section>
    }
}

/// What each figure means.
fn means(page: &Planner<'_>) -> impl IntoView + use<> {
    let entries: Vec<_> = FIGURES
        .iter()
        .map(|figure| {
            let of = |part: &str| page.text(&format!("figure-{}-{part}", figure.field));
            let source = page.with("plan-source-of", &[("source", &of("source"))]);
            let limits = page.with("plan-limits-of", &[("limits", &of("limits"))]);
            let text = format!("{} {source}. {limits}.", of("means"));
            view! { <div><dt>{page.name_of(figure)}</dt><dd>{text}</dd></div> }
        })
        .collect();
    view! {
        <section class="card wide definitions" aria-labelledby="report-means">
            <h2 id="report-means">{page.text("plan-glossary")}</h2>
            <dl>{entries}</dl>
        </section>
    }
}

/// What the figures are of, and how to have them again.
fn foot(page: &Planner<'_>, district: Option<&str>) -> impl IntoView + use<> {
    let document = page.plan.answer;
    let edition = |name: &str| {
        let edition = &document["editions"][name];
        let at = edition["at"].as_str()?.get(..10)?.to_owned();
        let number = edition["number"].to_string();
        let what = page.text(&format!("report-edition-{name}"));
        let text = page.with(
            "report-edition",
            &[("what", &what), ("date", &at), ("number", &number)],
        );
        Some(view! { <li>{text}</li> })
    };
    let editions: Vec<_> = ["districts", "population", "categories"]
        .into_iter()
        .filter_map(edition)
        .collect();
    let source = document["population_source"].as_str().unwrap_or_default();
    let source = (!source.is_empty()).then(|| {
        let text = page.with("plan-how-population", &[("sources", source)]);
        view! { <li>{text}</li> }
    });
    let method = document["population_method"].as_str().unwrap_or_default();
    let method = page.text(&format!("report-people-{}", method.replace(' ', "-")));
    let mut pairs = page.pairs.clone();
    let file = |format: &str| {
        let mut pairs = page.pairs.clone();
        pairs.push(("f".to_owned(), format.to_owned()));
        address::address("/api/coverage", &pairs)
    };
    let (csv, xlsx, geojson) = (file("csv"), file("xlsx"), file("geojson"));
    pairs.extend(district.map(|code| ("district".to_owned(), code.to_owned())));
    let link = document["permalink"].is_string().then(|| {
        let href = page
            .view
            .absolute(&address::address("/planner/report", &pairs));
        let code = (href.len() <= LONGEST_CODE).then(|| {
            let picture = address::address("/planner/report/qr.svg", &pairs);
            view! { <img src=picture alt=page.text("report-code") width="132" height="132"/> }
        });
        view! {
            {code}
            <p class="address"><a href=href.clone()>{href.clone()}</a></p>
        }
    });
    let link = link.map_or_else(
        || view! { <p>{page.text("report-no-link")}</p> }.into_any(),
        IntoAny::into_any,
    );
    view! {
        <section class="card wide report-foot" aria-labelledby="report-data">
            <h2 id="report-data">{page.text("report-data")}</h2>
            <ul>
                <li>{method}</li>
                {source}
                {editions}
            </ul>
            <p>{page.text("report-again")}</p>
            {link}
            <ul class="report-files">
                <li><a href=csv>{page.text("plan-csv")}</a></li>
                <li><a href=xlsx>{page.text("plan-xlsx")}</a></li>
                <li><a href=geojson>{page.text("plan-geojson")}</a></li>
            </ul>
            <p>{PRODUCT} " – " {page.view.site().to_owned()}</p>
        </section>
    }
}
