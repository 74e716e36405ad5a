//! The areas as a table: sortable, with a choice of columns, each area a link. What the map says
//! by colour stands here in numbers.

use super::frame::scrolling;
use super::{CITY, Planner};
use crate::plan::draw;
use crate::plan::figures::{FIGURES, Figure, Unit};
use crate::plan::lookup;
use crate::when;
use leptos::prelude::*;
use serde_json::Value;

pub(super) fn table(page: &Planner<'_>) -> impl IntoView + use<> {
    let columns = page.state.columns();
    let (mut areas, city) = page.areas(page.plan.answer);
    sort(page, &mut areas);
    let head: Vec<_> = columns.iter().map(|figure| heading(page, figure)).collect();
    // The longest bar is the largest area's: the city would make all others short.
    let most: Vec<f64> = columns
        .iter()
        .map(|figure| {
            let values = areas.iter().filter_map(|area| figure.value(area));
            values.fold(0.0, f64::max)
        })
        .collect();
    let rows: Vec<_> = areas
        .iter()
        .map(|area| row(page, area, &columns, Some(&most)))
        .collect();
    let last = city.map(|city| row(page, city, &columns, None));
    let compared = page.plan.compared.map(|_| {
        let date = compared_date(page);
        let what = Figure::of("not_reached").map(|figure| page.name_of(figure));
        let text = page.with(
            "plan-compared-of",
            &[("what", &what.unwrap_or_default()), ("date", &date)],
        );
        view! { <th scope="col" class="number-cell">{text}</th> }
    });
    let label = page.text("plan-table-caption");
    view! {
        <section aria-labelledby="areas-title" class="areas-section">
            <h2 id="areas-title">{page.text("plan-table")}</h2>
            {scrolling("areas-title", view! {
                <table id="areas" class="figures" class:with-changes=page.plan.before.is_some()>
                    <caption class="hush">{label}</caption>
                    <thead>
                        <tr>
                            {name_heading(page)}
                            {head}
                            <th scope="col" class="change-cell">{page.text("plan-change")}</th>
                            {compared}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                    <tfoot>{last}</tfoot>
                </table>
            })}
            <p class="hint">{page.text("plan-city-note")}</p>
            {downloads(page)}
        </section>
    }
}

fn compared_date(page: &Planner<'_>) -> String {
    match page.plan.question.compare {
        Some(okolica_coverage::AsOf::Date(date)) => {
            when::date(page.view.words, date, page.view.today)
        }
        Some(number) => number.to_string(),
        None => String::new(),
    }
}

/// By the chosen figure, unknown ones last; ties and names by the alphabet of the language.
fn sort(page: &Planner<'_>, areas: &mut [&Value]) {
    let language = page.view.language();
    areas.sort_by(|a, b| {
        let by_name = || language.compare(&page.area_name(a), &page.area_name(b));
        let Some(figure) = page.state.sort else {
            let order = by_name();
            return if page.state.ascending {
                order
            } else {
                order.reverse()
            };
        };
        match (figure.value(a), figure.value(b)) {
            (Some(x), Some(y)) if page.state.ascending => x.total_cmp(&y),
            (Some(x), Some(y)) => y.total_cmp(&x),
            (x, y) => y.is_some().cmp(&x.is_some()),
        }
        .then_with(by_name)
    });
}

fn name_heading(page: &Planner<'_>) -> AnyView {
    let on = page.state.sort.is_none();
    let ascending = !(on && page.state.ascending);
    let href = page.href(|state| {
        state.sort = None;
        state.ascending = ascending;
    });
    let order = on.then_some(if page.state.ascending {
        "ascending"
    } else {
        "descending"
    });
    let mark = mark(on, page.state.ascending);
    view! {
        <th scope="col" aria-sort=order>
            <a class="sort" href=href title=page.text("plan-sort-name")>{page.text("plan-area-name")} {mark}</a>
        </th>
    }
    .into_any()
}

/// A heading that orders by its figure: the larger first, and the other way round when pressed
/// again.
fn heading(page: &Planner<'_>, figure: &'static Figure) -> AnyView {
    let on = page
        .state
        .sort
        .is_some_and(|sort| sort.field == figure.field);
    let ascending = on && !page.state.ascending;
    let href = page.href(|state| {
        state.sort = Some(figure);
        state.ascending = ascending;
    });
    let order = on.then_some(if page.state.ascending {
        "ascending"
    } else {
        "descending"
    });
    let name = page.name_of(figure);
    let title = if ascending {
        "plan-sort-up"
    } else {
        "plan-sort-down"
    };
    let title = page.with(title, &[("what", &name)]);
    let mark = mark(on, page.state.ascending);
    view! {
        <th scope="col" class="number-cell" aria-sort=order>
            <a class="sort" href=href title=title>{name} {mark}</a>
        </th>
    }
    .into_any()
}

fn mark(on: bool, ascending: bool) -> Option<AnyView> {
    let outline = if ascending {
        "M5 2l4 6h-8z"
    } else {
        "M5 8l4-6h-8z"
    };
    on.then(|| {
        view! {
            <svg class="sort-mark" viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
                <path d=outline></path>
            </svg>
        }
        .into_any()
    })
}

/// An area's row; the figures of people and shares have a bar too, whose whole is `most`.
fn row(
    page: &Planner<'_>,
    area: &Value,
    columns: &[&'static Figure],
    most: Option<&[f64]>,
) -> AnyView {
    let code = area["code"].as_str().unwrap_or_default().to_owned();
    let name = page.area_name(area);
    let city = code == CITY;
    let chosen = page.state.selected.as_deref() == Some(code.as_str());
    let name = if city {
        name.into_any()
    } else {
        let other = (!chosen).then(|| code.clone());
        let href = page.href(|state| state.selected = other);
        view! { <a href=href aria-current=chosen.then_some("true")>{name}</a> }.into_any()
    };
    let cells: Vec<_> = columns
        .iter()
        .enumerate()
        .map(|(at, figure)| {
            let text = page.figure(area, figure);
            let bar = most.filter(|_| at == 0 || figure.unit == Unit::Share);
            let bar = bar.map(|most| {
                let whole = if figure.unit == Unit::Share { 1.0 } else { most[at] };
                let width = draw::bar(figure.value(area).unwrap_or_default(), whole);
                view! {
                    <svg class="cell-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                        <rect class="cell-bar-whole" width="100" height="8"></rect>
                        <rect class="cell-bar-part" width=width height="8" data-bar=code.clone() data-field=figure.field data-most=whole.to_string()></rect>
                    </svg>
                }
            });
            view! {
                <td class="number-cell">
                    <span data-area=code.clone() data-field=figure.field>{text}</span>
                    {bar}
                </td>
            }
        })
        .collect();
    let change = page
        .plan
        .before
        .and_then(|before| change(page, before, area));
    let compared = page.plan.compared.map(|other| {
        let text = Figure::of("not_reached")
            .zip(lookup::area(other, &code))
            .map(|(figure, area)| page.figure(area, figure));
        let text = text.unwrap_or_else(|| page.text("plan-no-value"));
        view! { <td class="number-cell">{text}</td> }
    });
    view! {
        <tr data-row=code.clone() class:chosen=chosen>
            <th scope="row">{name}</th>
            {cells}
            <td class="change-cell" data-change=code.clone()>{change}</td>
            {compared}
        </tr>
    }
    .into_any()
}

/// How many people a scenario brings within reach, or out of it, in words.
fn change(page: &Planner<'_>, before: &Value, area: &Value) -> Option<AnyView> {
    let figure = Figure::of("not_reached")?;
    let was = figure.value(lookup::area(before, area["code"].as_str()?)?)?;
    let by = figure.value(area)? - was;
    let people = by.abs().round() as usize;
    let (message, class) = match by {
        _ if people == 0 => {
            return Some(view! { <span class="muted">{page.text("plan-same")}</span> }.into_any());
        }
        by if by < 0.0 => ("plan-gain", "gain"),
        _ => ("plan-loss", "loss"),
    };
    let text = page.view.words.count(message, people);
    Some(view! { <span class=class>{text}</span> }.into_any())
}

/// The figures as files, with the question and its limits inside.
pub(super) fn downloads(page: &Planner<'_>) -> impl IntoView + use<> {
    let file = |format: &str| {
        let mut pairs = page.pairs.clone();
        if !format.is_empty() {
            pairs.push(("f".to_owned(), format.to_owned()));
        }
        crate::plan::address::address("/api/coverage", &pairs)
    };
    let report = {
        let mut pairs = page.pairs.clone();
        let selected = page.state.selected.clone();
        pairs.extend(selected.map(|code| ("district".to_owned(), code)));
        pairs.push(("lang".to_owned(), page.language().to_owned()));
        crate::plan::address::address("/planner/report", &pairs)
    };
    let link = page.plan.answer["permalink"].as_str().map(|query| {
        let href = query.to_owned();
        view! { <li><a id="permalink" href=href>{page.text("plan-link")}</a></li> }
    });
    view! {
        <nav id="downloads" class="downloads" aria-label=page.text("plan-download")>
            <ul role="list">
                <li><a class="button" href=report>{page.text("plan-report")}</a></li>
                {link}
                <li><a href=file("csv")>{page.text("plan-csv")}</a></li>
                <li><a href=file("xlsx")>{page.text("plan-xlsx")}</a></li>
                <li><a href=file("geojson")>{page.text("plan-geojson")}</a></li>
                <li><a href=file("")>{page.text("plan-json")}</a></li>
            </ul>
        </nav>
    }
}

/// Every figure of the area that is looked at.
pub(super) fn all_figures(page: &Planner<'_>) -> Option<AnyView> {
    let area = page.focus()?;
    let code = area["code"].as_str().unwrap_or_default().to_owned();
    let before = page
        .plan
        .before
        .and_then(|before| lookup::area(before, &code));
    let rows: Vec<_> = FIGURES
        .iter()
        .filter(|figure| area.get(figure.field).is_some())
        .map(|figure| {
            let text = page.figure(area, figure);
            let difference = before
                .and_then(|before| Some(figure.value(area)? - figure.value(before)?))
                .and_then(|by| figure.difference(by, page.language()));
            view! {
                <tr>
                    <th scope="row"><a href=format!("#figure-{}", figure.field)>{page.name_of(figure)}</a></th>
                    <td class="number-cell">
                        <span data-area=code.clone() data-field=figure.field>{text}</span>
                    </td>
                    <td class="change-cell" data-difference=code.clone() data-field=figure.field>{difference}</td>
                </tr>
            }
        })
        .collect();
    let title = format!(
        "{}: {}",
        page.text("plan-all-figures"),
        page.area_name(area)
    );
    Some(
        view! {
            <section class="card wide" aria-labelledby="all-title">
                <h2 id="all-title">{title}</h2>
                <table class="figures all" class:with-changes=page.plan.before.is_some()>
                    <thead class="hush-head">
                        <tr>
                            <th scope="col">{page.text("plan-figure")}</th>
                            <th scope="col">{page.text("plan-value")}</th>
                            <th scope="col" class="change-cell">{page.text("plan-change")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </section>
        }
        .into_any(),
    )
}
