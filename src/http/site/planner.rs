//! `/planner`: the planners' page over what `/api/coverage` answers.

use crate::coverage::Asked;
use crate::http::api::coverage;
use crate::http::request::context::RequestContext;
use crate::http::response::problem::{Answer, Problem};
use crate::http::site::pages;
use crate::http::state::AppState;
use axum::http::header::LOCATION;
use axum::http::{HeaderValue, StatusCode};
use axum::response::IntoResponse;
use okolica_coverage as figures;
use okolica_coverage::{Amount, Candidates, Question, SiteSearch};
use okolica_web::page::{self, Plan};
use okolica_web::plan::address;
use serde_json::{Value, json};

/// Metres between candidates for new places: the first unless a city is too large for it.
const STEPS: [f64; 4] = [500.0, 1000.0, 2000.0, 4000.0];

pub(crate) async fn planner(cx: RequestContext) -> Answer {
    let (app, query) = (&cx.app, &cx.pairs);
    // What a form sends becomes the address that can be shared.
    if let Some(href) = address::of_form(query) {
        let location = HeaderValue::try_from(href).unwrap_or(HeaderValue::from_static("/planner"));
        return Ok((StatusCode::SEE_OTHER, [(LOCATION, location)]).into_response());
    }
    let (state, asked) = address::PageState::split(query);
    let (answered, wrong) = coverage::leniently(&cx, &asked).await?;
    let answer = answered.json(app.settings.public_url.as_str(), coverage::FIGURES);
    let other = answer.get("compared");
    // The question as it was asked: its answer says which state of the data that came to be.
    let pairs = asked
        .iter()
        .filter(|(name, _)| wrong.iter().all(|error| error.field != *name))
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let (question, _) = Question::parse(pairs, Some(&*answered.asked.atlas));
    // The page is there at once; its live part asks for the rest.
    let rest = query
        .iter()
        .any(|(name, value)| name == "fragment" && value == "rest");
    let whole = rest || state.wait;
    let sites = match state.sites.filter(|_| whole) {
        Some(number) => {
            let search = wanted_sites(number, &state, &answered.asked);
            best_sites(app, &answered.asked, search).await?
        }
        None => None,
    };
    let trend = match whole {
        true => {
            let asked = &answered.asked;
            Some(app.coverage()?.trend(&cx.atlas, cx.now, asked).await?)
        }
        false => None,
    };
    let compares = question.compare.is_some();
    pages::answer_page(&cx, |page| {
        page::planner(
            page,
            &Plan {
                question: &question,
                wrong: &wrong,
                answer: &answer,
                before: other.filter(|_| !compares),
                compared: other.filter(|_| compares),
                facilities: &answered.asked.facilities,
                sites: sites.as_ref(),
                trend: trend.as_ref(),
                presets: &app.presets,
            },
        )
    })
}

/// What is looked for; a district that there is none of counts as every one, as the form shows it.
fn wanted_sites(number: u8, state: &address::PageState, asked: &Asked) -> SiteSearch {
    let known = |code: &String| asked.atlas.district(&asked.question.set, code).is_some();
    let minimum = state.at_least.map(|share| {
        let code = state.at_least_in.clone().filter(known);
        (code, Amount::Share(f64::from(share) / 100.0))
    });
    SiteSearch {
        sites: number.into(),
        candidates: match state.candidates {
            Some("spaces") => Candidates::Spaces,
            step => {
                let step = step.and_then(|step| step.parse().ok());
                Candidates::Grid(step.unwrap_or(STEPS[0]))
            }
        },
        minimums: minimum.into_iter().collect(),
    }
}

/// The best new places, as `/api/coverage/sites` says them, on a coarser grid where a city is too
/// large for that; `None` where too many could be one.
async fn best_sites(
    app: &AppState,
    asked: &Asked,
    search: SiteSearch,
) -> Result<Option<Value>, Problem> {
    let turn = app.coverage()?.turn().await?;
    let asked = asked.clone();
    let find = move || {
        // Until the search ends, also when nobody waits for it any more.
        let _turn = turn;
        let coarser =
            |step: &f64| matches!(search.candidates, Candidates::Grid(own) if own < *step);
        let coarser = STEPS.into_iter().filter(coarser).map(|step| SiteSearch {
            candidates: Candidates::Grid(step),
            ..search.clone()
        });
        std::iter::once(search.clone())
            .chain(coarser)
            .find_map(|search| {
                let Asked {
                    ground,
                    facilities,
                    question,
                    day,
                    ..
                } = &asked;
                figures::sites(ground, facilities, question, *day, &search).ok()
            })
    };
    let found = app.aside(find).await?;
    Ok(found.map(|found| json!(found)))
}
