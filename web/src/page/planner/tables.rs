//! What else the answer says in tables: places that would be missed, the best new ones, kinds by
//! area, who relies on whose places.

use super::frame::scrolling;
use super::{CITY, Planner};
use crate::format;
use crate::plan::address::{self, CANDIDATES, MAX_SITES};
use crate::plan::figures::{Unit, write};
use crate::plan::lookup;
use leptos::prelude::*;
use okolica_coverage::OUTSIDE;
use serde_json::Value;

/// Places that are listed of those that somebody would miss.
const MISSED: usize = 12;

pub(super) fn list<'v>(value: &'v Value, field: &str) -> &'v [Value] {
    value[field].as_array().map_or(&[][..], |list| list)
}

fn people(page: &Planner<'_>, value: &Value) -> String {
    value.as_f64().map_or_else(
        || page.text("plan-no-value"),
        |people| write(Unit::People, people, page.language()),
    )
}

/// The places that most people would miss.
pub(super) fn closing(page: &Planner<'_>) -> impl IntoView + use<> {
    let mut places: Vec<&Value> = list(page.plan.answer, "places").iter().collect();
    let only = |place: &Value| place["people_only"].as_f64().unwrap_or_default();
    places.retain(|place| only(place) >= 0.5);
    places.sort_by(|a, b| only(b).total_cmp(&only(a)));
    let changes = address::changes(&page.pairs);
    let rows: Vec<_> = places
        .iter()
        .take(MISSED)
        .map(|place| {
            let name = place_name(page, place);
            let mut all = changes.clone();
            let keys = list(place, "keys").iter().filter_map(Value::as_str);
            for key in keys {
                match key.strip_prefix("add:") {
                    // What the scenario adds is taken back, not closed.
                    Some(number) => remove_added(&mut all, number),
                    None => all.push(format!("close:{key}")),
                }
            }
            let label = format!("{}: {name}", page.text("plan-close-it"));
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td class="number-cell">{people(page, &place["people_only"])}</td>
                    <td class="number-cell">{people(page, &place["people"])}</td>
                    <td><a class="button small" href=page.href_of_changes(&all) aria-label=label data-change-link="">{page.text("plan-close-it")}</a></td>
                </tr>
            }
        })
        .collect();
    let none = rows.is_empty();
    view! {
        <section id="closing" class="card" aria-labelledby="closing-title">
            <h2 id="closing-title">{page.text("plan-closing")}</h2>
            <p class="hint">{page.text("plan-closing-intro")}</p>
            {none.then(|| view! { <p>{page.text("plan-closing-none")}</p> })}
            {(!none).then(|| view! {
                {scrolling("closing-title", view! {
                    <table class="figures">
                        <thead>
                            <tr>
                                <th scope="col">{page.text("plan-place")}</th>
                                <th scope="col" class="number-cell">{page.text("plan-closing-lose")}</th>
                                <th scope="col" class="number-cell">{page.text("plan-closing-total")}</th>
                                <th scope="col"><span class="hush">{page.text("plan-close")}</span></th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                })}
            })}
        </section>
    }
}

fn remove_added(changes: &mut Vec<String>, number: &str) {
    let added = changes
        .iter()
        .enumerate()
        .filter(|(_, change)| change.starts_with("add:"));
    let at = number
        .parse::<usize>()
        .ok()
        .and_then(|number| added.clone().nth(number));
    let at = at.map(|(at, _)| at);
    if let Some(at) = at {
        changes.remove(at);
    }
}

/// The names of the facilities at a place; its position where they have none.
fn place_name(page: &Planner<'_>, place: &Value) -> String {
    let names = list(place, "names").iter().filter_map(Value::as_str);
    let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
    if !names.is_empty() {
        return names.join(", ");
    }
    let degrees = |field: &str| {
        let value = place[field].as_f64().unwrap_or_default();
        format::decimal(value, 5, page.language())
    };
    page.with(
        "plan-change-add",
        &[("lat", &degrees("lat")), ("lon", &degrees("lon"))],
    )
}

/// The best new places: asked for with a form, as looking for them takes a while.
pub(super) fn sites(page: &Planner<'_>) -> impl IntoView + use<> {
    let asked = page.state.sites.unwrap_or(3);
    let numbers: Vec<_> = (1..=MAX_SITES)
        .map(|number| view! { <option value=number.to_string() selected=number == asked>{number}</option> })
        .collect();
    let candidates: Vec<_> = std::iter::once("")
        .chain(CANDIDATES)
        .map(|value| {
            let text = match value {
                "" => page.text("plan-sites-anywhere"),
                "spaces" => page.text("plan-sites-spaces"),
                step => page.with("plan-sites-grid", &[("step", step)]),
            };
            let on = page.state.candidates.unwrap_or_default() == value;
            view! { <option value=value selected=on>{text}</option> }
        })
        .collect();
    let inside = page.state.at_least_in.clone().unwrap_or_default();
    let (areas, _) = page.areas(page.plan.answer);
    let areas: Vec<_> = areas
        .into_iter()
        .map(|area| {
            let code = area["code"].as_str().unwrap_or_default().to_owned();
            let on = code == inside;
            view! { <option value=code selected=on>{page.area_name(area)}</option> }
        })
        .collect();
    let share = page.state.at_least.map(|share| share.to_string());
    let mut pairs = page.pairs.clone();
    let mut state = page.state.clone();
    state.sites = None;
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
    let found = match (page.plan.sites, page.state.sites) {
        (Some(found), _) => Some(found_sites(page, found)),
        (None, Some(_)) if page.state.wait || page.view.fragment() == Some("rest") => {
            Some(view! { <p>{page.text("plan-sites-many")}</p> }.into_any())
        }
        (None, Some(_)) => {
            let href = page.waiting("sites");
            Some(view! { <p>{page.text("plan-later")} " " <a href=href>{page.text("plan-later-show")}</a></p> }.into_any())
        }
        (None, None) => None,
    };
    // The live part fetches them when the page is there.
    let wait = page.view.fragment().is_none().then(|| {
        view! { <input id="sites-wait" type="hidden" name="wait" value="1"/> }
    });
    view! {
        <section id="sites" class="card" aria-labelledby="sites-title">
            <h2 id="sites-title">{page.text("plan-sites")}</h2>
            <p class="hint">{page.text("plan-sites-intro")}</p>
            <form action="/planner#sites" method="get" class="inline-form">
                {hidden}
                {wait}
                <label>{page.text("plan-sites-count")} " " <select name="sites">{numbers}</select></label>
                <label>{page.text("plan-sites-where")} " " <select name="candidates">{candidates}</select></label>
                <label>
                    {page.text("plan-sites-least")} " "
                    <input class="number" type="number" name="at_least" min="1" max="100" step="1" autocomplete="off" value=share/>
                </label>
                <label>
                    {page.text("plan-sites-in")} " "
                    <select name="at_least_in"><option value="">{page.text("plan-sites-every")}</option>{areas}</select>
                </label>
                <button class="button" type="submit">{page.text("plan-sites-find")}</button>
            </form>
            {found}
        </section>
    }
}

fn found_sites(page: &Planner<'_>, found: &Value) -> AnyView {
    let sites = list(found, "sites");
    if sites.is_empty() {
        return view! { <p>{no_sites(page, &found["problem"])}</p> }.into_any();
    }
    let language = page.language();
    let changes = address::changes(&page.pairs);
    let added = |site: &Value| {
        let degrees = |field: &str| site[field].as_f64().unwrap_or_default();
        format!("add:{:.6},{:.6}", degrees("lon"), degrees("lat"))
    };
    let mut all = changes.clone();
    all.extend(sites.iter().map(added));
    let rows: Vec<_> = sites
        .iter()
        .enumerate()
        .map(|(at, site)| {
            let rank = format::number(at as u64 + 1);
            let degrees = |field: &str| format::decimal(site[field].as_f64().unwrap_or_default(), 5, language);
            let mut one = changes.clone();
            one.push(added(site));
            let label = format!("{}: {rank}", page.text("plan-add-here"));
            let area = list(site, "areas").iter().filter_map(Value::as_str).filter(|code| *code != CITY);
            let area: Vec<String> = area.map(|code| area_of(page, code)).collect();
            let at = match site["name"].as_str() {
                Some(name) => name.to_owned(),
                None => format!("{}, {}", degrees("lat"), degrees("lon")),
            };
            let area = area.join(", ");
            let place = if area.is_empty() {
                at
            } else {
                format!("{area}: {at}")
            };
            view! {
                <tr>
                    <td>{rank}</td>
                    <th scope="row">{place}</th>
                    <td class="number-cell">{people(page, &site["marginal"])}</td>
                    <td class="number-cell">{people(page, &site["total"])}</td>
                    <td><a class="button small" href=page.href_of_changes(&one) aria-label=label data-change-link="">{page.text("plan-add-here")}</a></td>
                </tr>
            }
        })
        .collect();
    let count = format::number(sites.len() as u64);
    let proven = found["proven"].as_bool().unwrap_or_default();
    let proof = if proven {
        page.with("plan-sites-proven", &[("count", &count)])
    } else {
        let bound = people(page, &found["bound"]);
        page.with("plan-sites-bound", &[("bound", &bound)])
    };
    let spots = match found["parameters"]["candidates"].as_str() {
        Some("spaces") => page.text("plan-sites-spaces"),
        step => page.with("plan-sites-grid", &[("step", step.unwrap_or_default())]),
    };
    view! {
        <p>{proof}</p>
        <p class="hint">{page.text("plan-sites-where")} ": " {spots}</p>
        {scrolling("sites-title", view! {
            <table class="figures">
                <thead>
                    <tr>
                        <th scope="col">{page.text("plan-sites-rank")}</th>
                        <th scope="col">{page.text("plan-sites-place")}</th>
                        <th scope="col" class="number-cell">{page.text("plan-sites-marginal")}</th>
                        <th scope="col" class="number-cell">{page.text("plan-sites-total")}</th>
                        <th scope="col"><span class="hush">{page.text("plan-add")}</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        })}
        <p><a class="button" href=page.href_of_changes(&all) data-change-link="">{page.text("plan-sites-add")}</a></p>
    }
    .into_any()
}

/// Why there are none to propose.
fn no_sites(page: &Planner<'_>, problem: &Value) -> String {
    match (problem["kind"].as_str(), problem["code"].as_str()) {
        (Some("impossible"), Some(code)) => page.with(
            "plan-sites-impossible",
            &[
                ("area", &area_of(page, code)),
                ("most", &people(page, &problem["most"])),
            ],
        ),
        (Some("impossible"), None) => page.text("plan-sites-impossible-all"),
        (Some(_), _) => page.text("plan-sites-not-found"),
        (None, _) => page.text("plan-sites-none"),
    }
}

/// The name of the area of a code.
fn area_of(page: &Planner<'_>, code: &str) -> String {
    match lookup::area(page.plan.answer, code) {
        Some(area) => page.area_name(area),
        None => code.to_owned(),
    }
}

/// Kinds of places by area, with what is missing in words.
pub(super) fn matrix(page: &Planner<'_>) -> Option<AnyView> {
    let document = page.plan.answer;
    let (areas, city) = page.areas(document);
    let tree = page.view.ctx.atlas.categories();
    let mut kinds: Vec<&str> = list(&document["matrix"], "categories")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    let language = page.view.language();
    kinds.sort_by(|a, b| {
        language.compare(tree.label(a, language.tag()), tree.label(b, language.tag()))
    });
    if kinds.is_empty() || areas.is_empty() {
        return None;
    }
    let columns: Vec<&Value> = areas.into_iter().chain(city).collect();
    let head: Vec<_> = columns
        .iter()
        .map(|area| view! { <th scope="col" class="number-cell">{page.area_name(area)}</th> })
        .collect();
    let rows: Vec<_> = kinds
        .iter()
        .map(|kind| {
            let cells: Vec<_> = columns
                .iter()
                .map(|area| {
                    let code = area["code"].as_str().unwrap_or_default();
                    let (count, rate) = lookup::kind(document, code, kind).unwrap_or_default();
                    let text = rate.map_or_else(
                        || page.text("plan-no-value"),
                        |rate| write(Unit::Mean, rate, language.tag()),
                    );
                    let empty = count == 0;
                    view! { <td class="number-cell" class:empty-cell=empty data-area=code.to_owned() data-kind=(*kind).to_owned()>{text}</td> }
                })
                .collect();
            let label = tree.label(kind, language.tag()).to_owned();
            view! { <tr><th scope="row">{label}</th>{cells}</tr> }
        })
        .collect();
    let empty: Vec<_> = kinds
        .iter()
        .filter_map(|kind| {
            let missing: Vec<String> = columns
                .iter()
                .filter(|area| {
                    let code = area["code"].as_str().unwrap_or_default();
                    code != CITY
                        && lookup::kind(document, code, kind).is_some_and(|(count, _)| count == 0)
                })
                .map(|area| page.area_name(area))
                .collect();
            let label = tree.label(kind, language.tag()).to_owned();
            let text = page.with("plan-matrix-empty", &[("areas", &missing.join(", "))]);
            (!missing.is_empty()).then(|| view! { <li><strong>{label}</strong> ": " {text}</li> })
        })
        .collect();
    let empty = (!empty.is_empty()).then(|| {
        view! {
            <details class="more">
                <summary>{page.text("plan-matrix-missing")}</summary>
                <ul>{empty}</ul>
            </details>
        }
    });
    Some(
        view! {
            <section class="card wide" aria-labelledby="matrix-title">
                <h2 id="matrix-title">{page.text("plan-matrix")}</h2>
                <p class="hint">{page.text("plan-matrix-intro")}</p>
                {scrolling("matrix-title", view! {
                    <table class="figures matrix">
                        <thead>
                            <tr>
                                <th scope="col">{page.text("plan-matrix-kind")}</th>
                                {head}
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                })}
                {empty}
            </section>
        }
        .into_any(),
    )
}

/// Who relies on whose places.
pub(super) fn ledger(page: &Planner<'_>) -> Option<AnyView> {
    let document = page.plan.answer;
    let (areas, _) = page.areas(document);
    if areas.len() < 2 {
        return None;
    }
    let columns: Vec<(String, String)> = areas
        .iter()
        .map(|area| {
            let code = area["code"].as_str().unwrap_or_default().to_owned();
            (code, page.area_name(area))
        })
        .chain([(OUTSIDE.to_owned(), page.text("plan-ledger-outside"))])
        .collect();
    let head: Vec<_> = columns
        .iter()
        .map(|(_, name)| view! { <th scope="col" class="number-cell">{name.clone()}</th> })
        .collect();
    let rows: Vec<_> = columns[..areas.len()]
        .iter()
        .map(|(from, name)| {
            let cells: Vec<_> = columns
                .iter()
                .map(|(to, _)| {
                    if from == to {
                        return view! { <td class="number-cell empty-cell">"·"</td> }.into_any();
                    }
                    let people = lookup::flow(document, from, to);
                    let text = write(Unit::People, people, page.language());
                    let none = people < 0.5;
                    view! {
                        <td class="number-cell" class:empty-cell=none data-from=from.clone() data-to=to.clone()>{text}</td>
                    }
                    .into_any()
                })
                .collect();
            view! { <tr><th scope="row">{name.clone()}</th>{cells}</tr> }
        })
        .collect();
    Some(
        view! {
            <section class="card wide" aria-labelledby="ledger-title">
                <h2 id="ledger-title">{page.text("plan-ledger")}</h2>
                <p class="hint">{page.text("plan-ledger-intro")}</p>
                {scrolling("ledger-title", view! {
                    <table class="figures matrix">
                        <thead>
                            <tr>
                                <th scope="col">{page.text("plan-ledger-lives")}</th>
                                {head}
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                })}
            </section>
        }
        .into_any(),
    )
}
