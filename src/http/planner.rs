//! `/planner`: the planners' page over what `/api/coverage` answers.

use crate::coverage::Asked;
use crate::http::problem::{Answer, Problem};
use crate::http::{AppState, clock, coverage, pages};
use axum::extract::{Request, State};
use axum::http::header::LOCATION;
use axum::http::{HeaderValue, StatusCode};
use axum::response::IntoResponse;
use okolica_atlas::coverage::{self as figures, Candidates, Question, SiteSearch};
use okolica_web::page::{self, Plan};
use okolica_web::plan::address;
use serde_json::{Value, json};

/// Metres between candidates for new places: the first that a city is not too large for.
const STEPS: [f64; 4] = [500.0, 1000.0, 2000.0, 4000.0];

pub(crate) async fn planner(State(app): State<AppState>, request: Request) -> Answer {
    let query = pages::query(request.uri());
    // What a form sends becomes the address that can be shared.
    if let Some(href) = address::of_form(&query) {
        let location = HeaderValue::try_from(href).unwrap_or(HeaderValue::from_static("/planner"));
        return Ok((StatusCode::SEE_OTHER, [(LOCATION, location)]).into_response());
    }
    let (state, asked) = address::PageState::split(&query);
    let (answered, wrong) = coverage::leniently(&app, &asked, clock::now()).await?;
    let answer = answered.json(app.settings.public_url.as_str(), coverage::FIGURES);
    let other = answer.get("compared");
    // The question as it was asked: its answer says which state of the data that came to be.
    let pairs = asked
        .iter()
        .filter(|(name, _)| wrong.iter().all(|error| error.field != *name))
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let (question, _) = Question::parse(pairs, Some(&answered.asked.atlas));
    // The page is there at once; its live part asks for the rest.
    let rest = query
        .iter()
        .any(|(name, value)| name == "fragment" && value == "rest");
    let whole = rest || state.wait;
    let sites = match state.sites.filter(|_| whole) {
        Some(number) => best_sites(&app, &answered.asked, number.into()).await?,
        None => None,
    };
    let trend = match whole {
        true => {
            let present = app.atlas()?;
            let asked = &answered.asked;
            Some(app.coverage()?.trend(&present, clock::now(), asked).await?)
        }
        false => None,
    };
    let compares = question.compare.is_some();
    pages::answer_page(&app, &request, |ctx| {
        page::planner(
            ctx,
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

/// The best new places, as `/api/coverage/sites` says them; `None` where too many could be one.
async fn best_sites(
    app: &AppState,
    asked: &Asked,
    number: usize,
) -> Result<Option<Value>, Problem> {
    let _turn = app.coverage()?.turn().await?;
    let asked = asked.clone();
    let find = move || {
        STEPS.into_iter().find_map(|step| {
            let search = SiteSearch {
                sites: number,
                candidates: Candidates::Grid(step),
                ..SiteSearch::default()
            };
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
