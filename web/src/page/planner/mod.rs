//! The planners' page: a question as a sentence, its answer in one number, and everything that
//! explains it. Complete without scripts: every choice is a form or a link.

mod doubt;
mod drawing;
mod form;
mod frame;
mod glossary;
mod headline;
mod map;
mod report;
mod scenario;
mod shapes;
mod table;
mod tables;
mod trend;

pub use report::report;

use super::shell::{Head, Live, Page, document};
use super::view::{View, html};
use super::{PageContext, Rendered};
use crate::plan::address::{self, PageState};
use crate::plan::figures::Figure;
use crate::words::Args;
use leptos::prelude::*;
use okolica_coverage::{Facility, Question};
use okolica_model::FieldError;
use serde_json::Value;
use std::collections::BTreeMap;

/// The code of the city among areas.
const CITY: &str = "CITY";

/// What the page shows: made by the service, the same that the API answers.
pub struct Plan<'a> {
    pub question: &'a Question,
    /// Values of the question that mean nothing here.
    pub wrong: &'a [FieldError],
    /// The document of `/api/coverage`, of the scenario where there is one.
    pub answer: &'a Value,
    /// The same without the scenario.
    pub before: Option<&'a Value>,
    /// The same at the time to compare with.
    pub compared: Option<&'a Value>,
    /// Without the changes of the scenario.
    pub facilities: &'a [Facility],
    /// The best new places, where they are asked for.
    pub sites: Option<&'a Value>,
    /// The shares reached at the ends of the last months, where they are reckoned.
    pub trend: Option<&'a Value>,
    pub presets: &'a [Preset],
}

/// A question that is ready to be asked, with where its limits come from.
#[derive(Debug, Clone)]
pub struct Preset {
    pub question: Vec<(String, String)>,
    /// By language.
    pub label: BTreeMap<String, String>,
    pub note: BTreeMap<String, String>,
    pub source: BTreeMap<String, String>,
    pub url: Option<String>,
}

impl Preset {
    pub(super) fn label(&self, language: &str) -> &str {
        in_language(&self.label, language)
    }

    pub(super) fn note(&self, language: &str) -> &str {
        in_language(&self.note, language)
    }

    pub(super) fn source(&self, language: &str) -> &str {
        in_language(&self.source, language)
    }
}

/// The text in a language, else in English, else in any.
fn in_language<'a>(texts: &'a BTreeMap<String, String>, language: &str) -> &'a str {
    let text = texts.get(language).or_else(|| texts.get("en"));
    text.or_else(|| texts.values().next())
        .map_or("", String::as_str)
}

/// A request for the page as its parts read it.
struct Planner<'a> {
    view: View<'a>,
    plan: &'a Plan<'a>,
    state: PageState,
    /// The question as its canonical pairs.
    pairs: Vec<(String, String)>,
}

impl Planner<'_> {
    fn text(&self, id: &str) -> String {
        self.view.text(id)
    }

    fn with(&self, id: &str, args: &Args<'_>) -> String {
        self.view.words.with(id, args)
    }

    /// The choice of a message for the number after `at`, such as the name of a day.
    fn choice(&self, id: &str, name: &'static str, at: usize) -> String {
        self.view.words.choice(id, name, at as u32 + 1)
    }

    /// What the address says of a parameter of the question; `None` where it is the usual.
    fn asked(&self, name: &str) -> Option<String> {
        let found = self.pairs.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.clone())
    }

    /// The page of this question in another state.
    fn href(&self, change: impl FnOnce(&mut PageState)) -> String {
        let mut state = self.state.clone();
        change(&mut state);
        address::href(&self.pairs, &state, self.view.state.language.as_deref())
    }

    /// The page with other changes.
    fn href_of_changes(&self, changes: &[String]) -> String {
        let pairs = address::with_changes(&self.pairs, changes);
        address::href(&pairs, &self.state, self.view.state.language.as_deref())
    }

    fn language(&self) -> &'static str {
        self.view.language().tag()
    }

    fn name_of(&self, figure: &Figure) -> String {
        self.text(&format!("figure-{}", figure.field))
    }

    /// The areas of a document of `/api/coverage`, the city apart.
    fn areas<'v>(&self, document: &'v Value) -> (Vec<&'v Value>, Option<&'v Value>) {
        let areas = document["areas"].as_array().map_or(&[][..], |list| list);
        let (city, areas): (Vec<_>, Vec<_>) = areas.iter().partition(|area| area["code"] == CITY);
        (areas, city.into_iter().next())
    }

    fn city(&self) -> Option<&Value> {
        self.areas(self.plan.answer).1
    }

    /// The area that is looked at, else the city.
    fn focus(&self) -> Option<&Value> {
        let (areas, city) = self.areas(self.plan.answer);
        let selected = self.state.selected.as_deref();
        let chosen = areas
            .into_iter()
            .find(|area| area["code"].as_str() == selected);
        chosen.or(city)
    }

    /// Where what takes long is on the page, for who has no scripts that fetch it.
    fn waiting(&self, part: &str) -> String {
        let href = self.href(|_| ());
        let mark = if href.contains('?') { '&' } else { '?' };
        format!("{href}{mark}wait=1#{part}")
    }

    /// What an area is called.
    fn area_name(&self, area: &Value) -> String {
        match area["code"].as_str() {
            Some(CITY) => self.text("plan-city"),
            Some(code) => match area["name"].as_str() {
                Some(name) if !name.is_empty() => name.to_owned(),
                _ => code.to_owned(),
            },
            None => String::new(),
        }
    }

    /// A figure as text, or why there is none.
    fn figure(&self, area: &Value, figure: &Figure) -> String {
        match figure.value(area) {
            Some(value) => figure.text(value, self.language()),
            None => self.reason(area, figure),
        }
    }

    fn reason(&self, area: &Value, figure: &Figure) -> String {
        match area["reasons"][figure.field].as_str() {
            Some(reason) => self.text(&format!("plan-reason-{}", reason.replace('_', "-"))),
            None => self.text("plan-no-value"),
        }
    }
}

/// `/planner`. A form's address is turned into the shared one before, see
/// [`crate::plan::address::of_form`].
#[must_use]
pub fn planner(ctx: &PageContext<'_>, plan: &Plan<'_>) -> Rendered {
    let view = View::new(ctx);
    let (state, _) = PageState::split(ctx.query);
    let pairs = plan.question.to_query();
    let pairs = pairs
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value));
    let page = Planner {
        pairs: pairs.collect(),
        view,
        plan,
        state,
    };
    if page.view.fragment() == Some("rest") {
        let html = html(|| rest(&page).into_any());
        return page.view.rendered(200, html);
    }
    let title = page.text("planner-title");
    let place = page.view.site().to_owned();
    document(&page.view, || Page {
        status: 200,
        title: format!("{title} – {place}"),
        description: Some(page.with("planner-description", &[("city", &place)])),
        class: if ctx.settings.assets.planner.boot.is_none() {
            "planner-page"
        } else {
            "planner-page will-live"
        },
        canonical: Some(address::href(&page.pairs, &page.state, None)),
        head: Head::default(),
        live: Live::Planner,
        content: content(&page).into_any(),
    })
}

/// What the live part asks for after a change, as it is not reckoned there.
fn rest(page: &Planner<'_>) -> impl IntoView + use<> {
    view! {
        <div>
            {tables::closing(page)}
            {tables::sites(page)}
            {trend::trend(page)}
            {drawing::flows(page)}
            {table::downloads(page)}
        </div>
    }
}

fn content(page: &Planner<'_>) -> impl IntoView + use<> {
    view! {
        <main id="content" class="planner">
            <div class="plan-top">
                <h1>{page.text("planner-title")}</h1>
                {form::presets(page)}
            </div>
            {wrong(page)}
            {form::form(page)}
            {scenario::banner(page)}
            {changed(page)}
            <div class="plan-main">
                <div class="plan-left">
                    {headline::headline(page)}
                    {map::map_area(page)}
                </div>
                <div class="plan-right">
                    {table::table(page)}
                </div>
            </div>
            {scenario::what_if(page)}
            <div class="plan-grid">
                {shapes::curve(page)}
                {shapes::hours(page)}
                {trend::trend(page)}
                {tables::closing(page)}
                {tables::sites(page)}
                {tables::matrix(page)}
                {tables::ledger(page)}
                {drawing::flows(page)}
                {doubt::doubt(page)}
                {doubt::how(page)}
            </div>
            {table::all_figures(page)}
            {glossary::glossary(page)}
        </main>
    }
}

/// Says that there is newer data: figures that somebody reads don't change by themselves.
fn changed(page: &Planner<'_>) -> impl IntoView + use<> {
    view! {
        <div class="plan-news" role="status">
            <p id="plan-changed" class="plan-changed" hidden=true>
                {page.text("plan-changed")} " " <a id="plan-again" href="">{page.text("plan-again")}</a>
            </p>
        </div>
    }
}

/// What of the address could not be used.
fn wrong(page: &Planner<'_>) -> Vec<AnyView> {
    page.plan
        .wrong
        .iter()
        .map(|error| {
            let right = page.with("plan-right", &[("field", &error.field)]);
            let text = page.with(
                "plan-wrong",
                &[
                    ("field", &label(page, &error.field)),
                    ("value", &error.value),
                    ("expected", &right),
                ],
            );
            view! { <p class="note" role="alert">{text}</p> }.into_any()
        })
        .collect()
}

/// What a parameter of the question is called.
fn label(page: &Planner<'_>, name: &str) -> String {
    let message = match name {
        "category" => "plan-what",
        "within" => "plan-far",
        "minutes" => "plan-unit-min",
        "access" => "plan-conditions",
        "as_of" => "report-number",
        "compare" => "plan-compare",
        "scenario" => "plan-what-if",
        "day" => "plan-day",
        "tag" | "free" | "verified" | "when" | "who" | "speed" | "detour" | "set" | "area"
        | "kappa" => return page.text(&format!("plan-{name}")),
        other => return other.to_owned(),
    };
    page.text(message)
}
