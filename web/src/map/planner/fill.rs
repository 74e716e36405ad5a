//! Fills the page's figures: each stands in an element that says what it is of.

use super::super::dom;
use super::{Data, Planner};
use crate::format::{self, escaped};
use crate::plan::figures::{Figure, Unit, write};
use crate::plan::{address, draw, lookup};
use okolica_coverage::{Change, Key, Question};
use serde_json::Value;
use std::collections::HashMap;
use web_sys::{Element, HtmlElement};

/// Every element of the page that a selector finds.
fn all(selector: &str) -> Vec<HtmlElement> {
    let root = dom::document().and_then(|document| document.document_element());
    root.map_or_else(Vec::new, |root| dom::all(&root, selector))
}

fn attribute(element: &Element, name: &str) -> String {
    element
        .get_attribute(&format!("data-{name}"))
        .unwrap_or_default()
}

/// The areas of a document by their codes.
fn by_code(document: &Value) -> HashMap<&str, &Value> {
    let areas = document["areas"].as_array().map_or(&[][..], |list| list);
    let coded = areas
        .iter()
        .filter_map(|area| Some((area["code"].as_str()?, area)));
    coded.collect()
}

/// Writes the answer's figures into the page, and the differences to what is there today.
pub(super) fn figures(planner: &Planner, data: &Data, answer: &Value, scenario: bool) {
    let language = planner.words.language.as_str();
    let (now, before) = (by_code(answer), by_code(&data.before));
    let none = planner.words.text("plan-no-value");
    let figure_of = |element: &Element| Figure::of(&attribute(element, "field"));
    let value = |areas: &HashMap<&str, &Value>, code: &str, figure: &Figure| {
        areas.get(code).and_then(|area| figure.value(area))
    };
    for element in all("[data-area][data-field]") {
        let Some(figure) = figure_of(&element) else {
            continue;
        };
        let code = attribute(&element, "area");
        // What has no figure keeps the reason that the server gave, unless it had one.
        match value(&now, &code, figure) {
            Some(value) => set(&element, &figure.text(value, language)),
            None if value(&before, &code, figure).is_some() => set(&element, none),
            None => {}
        }
    }
    for element in bars() {
        let Some(figure) = figure_of(&element) else {
            continue;
        };
        let most = attribute(&element, "most").parse().unwrap_or_default();
        let value = value(&now, &attribute(&element, "bar"), figure).unwrap_or_default();
        // Numbers are fine for a width.
        let _ = element.set_attribute("width", &draw::bar(value, most));
    }
    let missed = Figure::of("not_reached");
    let by = |code: &str, figure: &Figure| {
        scenario
            .then(|| Some(value(&now, code, figure)? - value(&before, code, figure)?))
            .flatten()
    };
    for element in all("[data-change]") {
        let by = missed.and_then(|figure| by(&attribute(&element, "change"), figure));
        let said = by.map(|by| change(planner, by));
        show_change(&element, said);
    }
    if let Some(sum) = dom::by_id("scenario-sum") {
        let by = missed.and_then(|figure| by("CITY", figure));
        let said = by.map(|by| change(planner, by));
        let text = said.map(|(text, class)| {
            (
                format!("{}: {text}", planner.words.text("plan-city")),
                class,
            )
        });
        show_change(&sum, text);
    }
    for element in all("[data-difference]") {
        let difference = figure_of(&element).and_then(|figure| {
            figure.difference(by(&attribute(&element, "difference"), figure)?, language)
        });
        set(&element, &difference.unwrap_or_default());
    }
    for table in all("table.figures") {
        // A token without spaces is never refused.
        let _ = table
            .class_list()
            .toggle_with_force("with-changes", scenario);
    }
    headline(planner, &now, language);
    if let Some(element) = dom::by_id("places-count") {
        let count = answer["places"].as_array().map_or(0, Vec::len) as u64;
        let text = match count {
            0 => planner.words.text("plan-no-places").to_owned(),
            count => planner.words.count("plan-places-count", count),
        };
        set(&element, &text);
    }
    shapes(&now, &before, scenario, language);
    tables(answer, language, none);
}

/// The bars' parts: elements of SVG, which are no [`HtmlElement`].
fn bars() -> Vec<Element> {
    use wasm_bindgen::JsCast;
    let found = dom::document().and_then(|document| document.query_selector_all("[data-bar]").ok());
    let Some(found) = found else {
        return Vec::new();
    };
    let elements = (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok());
    elements.collect()
}

fn set(element: &Element, text: &str) {
    if element.text_content().as_deref() != Some(text) {
        element.set_text_content(Some(text));
    }
}

/// More people out of reach in words, and its class.
fn change(planner: &Planner, by: f64) -> (String, &'static str) {
    let people = by.abs().round() as u64;
    match by {
        _ if people == 0 => (planner.words.text("plan-same").to_owned(), "muted"),
        by if by < 0.0 => (planner.words.count("plan-gain", people), "gain"),
        _ => (planner.words.count("plan-loss", people), "loss"),
    }
}

fn show_change(element: &Element, said: Option<(String, &'static str)>) {
    element.set_text_content(None);
    let Some((text, class)) = said else { return };
    let span = dom::document().and_then(|document| document.create_element("span").ok());
    if let Some(span) = span {
        span.set_class_name(class);
        span.set_text_content(Some(&text));
        // A new element fits anywhere.
        let _ = element.append_child(&span);
    }
}

fn headline(planner: &Planner, now: &HashMap<&str, &Value>, language: &str) {
    let main = dom::find("[data-said=plan-headline]");
    let Some(main) = main else { return };
    let Some(area) = now.get(attribute(&main, "code").as_str()) else {
        return;
    };
    for element in all("[data-said]") {
        let id = attribute(&element, "said");
        let value = area[attribute(&element, "of")].as_f64().unwrap_or_default();
        let count = value.round().max(0.0) as u64;
        let share = area["not_reached_share"].as_f64().unwrap_or_default();
        let text = planner.words.count(&id, count);
        set(
            &element,
            &text.replace("{share}", &write(Unit::Share, share, language)),
        );
    }
}

fn shapes(
    now: &HashMap<&str, &Value>,
    before: &HashMap<&str, &Value>,
    scenario: bool,
    language: &str,
) {
    if let Some(line) = element("#curve-line") {
        let code = attribute(&line, "area");
        let path = |areas: &HashMap<&str, &Value>| {
            areas.get(code.as_str()).map_or_else(String::new, |area| {
                let shares: Vec<f64> = lookup::curve(area).collect();
                draw::curve(&shares)
            })
        };
        let _ = line.set_attribute("d", &path(now));
        if let Some(line) = element("#curve-before") {
            let path = if scenario {
                path(before)
            } else {
                String::new()
            };
            let _ = line.set_attribute("d", &path);
        }
    }
    for cell in all("[data-curve]") {
        let at: usize = attribute(&cell, "curve").parse().unwrap_or_default();
        let share = now
            .get(attribute(&cell, "area").as_str())
            .and_then(|area| lookup::curve(area).nth(at));
        if let Some(share) = share {
            set(&cell, &write(Unit::Share, share, language));
        }
    }
    let most = dom::find(".hours-grid").map(|grid| attribute(&grid, "most"));
    let most: f64 = most.and_then(|most| most.parse().ok()).unwrap_or_default();
    for cell in all("[data-slot]") {
        let slot: usize = attribute(&cell, "slot").parse().unwrap_or_default();
        let open = now
            .get(attribute(&cell, "area").as_str())
            .and_then(|area| lookup::offer(area, slot));
        if let Some(open) = open {
            set(&cell, &format::number(open as u64));
            cell.set_class_name(&format!("shade s{}", draw::shade(open, most)));
        }
    }
}

fn element(selector: &str) -> Option<Element> {
    dom::document()?.query_selector(selector).ok()?
}

fn tables(answer: &Value, language: &str, none: &str) {
    for cell in all("[data-kind]") {
        let found = lookup::kind(answer, &attribute(&cell, "area"), &attribute(&cell, "kind"));
        let (count, rate) = found.unwrap_or_default();
        let text = rate.map_or_else(|| none.to_owned(), |rate| write(Unit::Mean, rate, language));
        set(&cell, &text);
        empty(&cell, count == 0);
    }
    let flows = answer["ledger"].as_array().map_or(&[][..], |list| list);
    let flows: HashMap<(&str, &str), f64> = flows
        .iter()
        .filter_map(|flow| {
            let ends = (flow["from"].as_str()?, flow["to"].as_str()?);
            Some((ends, flow["rely"].as_f64()?))
        })
        .collect();
    for cell in all("[data-from]") {
        let (from, to) = (attribute(&cell, "from"), attribute(&cell, "to"));
        let people = flows
            .get(&(from.as_str(), to.as_str()))
            .copied()
            .unwrap_or_default();
        set(&cell, &write(Unit::People, people, language));
        empty(&cell, people < 0.5);
    }
}

fn empty(cell: &Element, is_empty: bool) {
    let _ = cell.class_list().toggle_with_force("empty-cell", is_empty);
}

/// The banner, the list of changes, and every address of the page that holds them.
pub(super) fn changes(planner: &'static Planner, data: &Data, question: &Question, answer: &Value) {
    let all_changes = planner.changes.borrow().clone();
    if let Some(banner) = dom::by_id("scenario-banner") {
        banner.set_hidden(all_changes.is_empty());
    }
    let mut fewer = all_changes.clone();
    fewer.pop();
    for (id, changes) in [("undo", &fewer), ("reset", &Vec::new())] {
        if let Some(link) = dom::by_id(id) {
            let _ = link.set_attribute("href", &planner.href_of(changes));
        }
    }
    list(planner, data, question, answer, &all_changes);
    hold(&all_changes);
    let path = planner.href_of(&all_changes);
    for link in all(".lang-link") {
        let language = link.get_attribute("hreflang").unwrap_or_default();
        let (path, query) = path.split_once('?').unwrap_or((&path, ""));
        let mut pairs = crate::state::pairs(query);
        pairs.retain(|(name, _)| name != "lang");
        pairs.push(("lang".to_owned(), language));
        let _ = link.set_attribute("href", &address::address(path, &pairs));
    }
}

/// Every form of the page sends the changes along.
fn hold(changes: &[String]) {
    let text = changes.join(";");
    for form in all("form[action^='/planner']") {
        let field = dom::all(&form, "input[name=scenario]").into_iter().next();
        let field = field.or_else(|| {
            let field: HtmlElement = wasm_bindgen::JsCast::unchecked_into(
                dom::document()?.create_element("input").ok()?,
            );
            field.set_attribute("type", "hidden").ok()?;
            field.set_attribute("name", "scenario").ok()?;
            form.prepend_with_node_1(&field).ok()?;
            Some(field)
        });
        if let Some(field) = field {
            let _ = field.set_attribute("value", &text);
        }
    }
}

/// The changes as a list, with what each place is to people.
fn list(planner: &Planner, data: &Data, question: &Question, answer: &Value, texts: &[String]) {
    let Some(holder) = dom::by_id("changes") else {
        return;
    };
    let Some(document) = dom::document() else {
        return;
    };
    let words = &planner.words;
    let focus = document
        .active_element()
        .and_then(|active| active.get_attribute("data-focus"));
    let mut html = String::new();
    let mut added = 0;
    for (at, change) in question.scenario.iter().enumerate() {
        let said = said(planner, data, change);
        let mut figures = String::new();
        let mut moves = String::new();
        if matches!(change, Change::Add { .. }) {
            if let Some((people, only)) = lookup::place(answer, &format!("add:{added}")) {
                let count = |id: &str, people: f64| words.count(id, people.round() as u64);
                figures = format!(
                    "<span class=\"muted\">{}, {}</span>",
                    escaped(&count("plan-place-total", people)),
                    escaped(&count("plan-place-only", only))
                );
            }
            for (direction, arrow) in [("north", '↑'), ("south", '↓'), ("west", '←'), ("east", '→')]
            {
                let id = format!("plan-move-{direction}");
                let label = escaped(words.text(&id));
                moves.push_str(&format!(
                    "<button type=\"button\" class=\"button small\" data-move=\"{direction}\" \
                     data-at=\"{at}\" data-focus=\"{direction}{at}\" aria-label=\"{label}\" title=\"{label}\">{arrow}</button>"
                ));
            }
            moves = format!("<span class=\"moves\">{moves}</span>");
            added += 1;
        }
        let mut rest = texts.to_vec();
        if at < rest.len() {
            rest.remove(at);
        }
        let undo = escaped(words.text("plan-reopen"));
        let href = escaped(&planner.href_of(&rest));
        let text = escaped(&said);
        html.push_str(&format!(
            "<li><span>{text}</span>{figures}{moves}<a class=\"button small\" href=\"{href}\" \
             aria-label=\"{undo}: {text}\" data-change-link=\"\">{undo}</a></li>"
        ));
    }
    if html.is_empty() {
        holder.set_inner_html("");
        return;
    }
    let title = escaped(words.text("plan-changes"));
    holder.set_inner_html(&format!(
        "<h3>{title}</h3><ol class=\"changes\">{html}</ol>"
    ));
    // The list is new; the keyboard stays where it was.
    if let Some(focus) = focus
        && let Some(button) = dom::find(&format!("[data-focus={focus}]"))
    {
        dom::focus_in_place(&button);
    }
}

fn said(planner: &Planner, data: &Data, change: &Change) -> String {
    let words = &planner.words;
    let name = |id: u64| {
        let found = data.facilities.iter().find(|one| one.key == Key::Space(id));
        let own = found
            .map(|facility| facility.name.as_str())
            .filter(|name| !name.is_empty());
        let kind = || {
            planner
                .names
                .get(id.to_string())
                .and_then(Value::as_str)
                .map(str::to_owned)
        };
        own.map(str::to_owned)
            .or_else(kind)
            .unwrap_or_else(|| id.to_string())
    };
    match change {
        Change::Add { position, .. } => {
            let degrees = |value| format::decimal(value, 5, &words.language);
            let text = words.text("plan-change-add");
            let text = text.replace("{lat}", &degrees(position.lat()));
            text.replace("{lon}", &degrees(position.lon()))
        }
        Change::Close(id) => words
            .text("plan-change-close")
            .replace("{name}", &name(*id)),
        Change::Hours { id, windows } => {
            let hours: Vec<String> = windows.iter().map(|window| window.text()).collect();
            let text = words
                .text("plan-change-hours")
                .replace("{name}", &name(*id));
            text.replace("{hours}", &hours.join(", "))
        }
    }
}

/// Puts the parts that the server made in the place of the old ones, unless somebody is in them.
pub(super) fn rest(html: &str) {
    let Some(document) = dom::document() else {
        return;
    };
    let Ok(holder) = document.create_element("div") else {
        return;
    };
    holder.set_inner_html(html);
    let active = document.active_element();
    for id in ["closing", "sites", "trend", "flows", "downloads"] {
        let new = dom::all(&holder, &format!("#{id}")).into_iter().next();
        if let (Some(old), Some(new)) = (dom::by_id(id), new)
            && !active
                .as_ref()
                .is_some_and(|active| old.contains(Some(active)))
        {
            // Both are elements of this document.
            let _ = old.replace_with_with_node_1(&new);
        }
    }
}
