//! `/planner`: the planners' page over what `/api/coverage` answers.

use crate::http::problem::Answer;
use crate::http::{AppState, clock, coverage, pages};
use axum::extract::{Request, State};
use axum::http::header::LOCATION;
use axum::http::{HeaderValue, StatusCode};
use axum::response::IntoResponse;
use okolica_atlas::coverage::Question;
use okolica_web::page::{self, Plan};
use okolica_web::plan::address;

pub(crate) async fn planner(State(app): State<AppState>, request: Request) -> Answer {
    let query = pages::query(&request);
    // What a form sends becomes the address that can be shared.
    if let Some(href) = address::of_form(&query) {
        let location = HeaderValue::try_from(href).unwrap_or(HeaderValue::from_static("/planner"));
        return Ok((StatusCode::SEE_OTHER, [(LOCATION, location)]).into_response());
    }
    let (_, asked) = address::PageState::split(&query);
    let (answered, wrong) = coverage::leniently(&app, &asked, clock::now()).await?;
    let answer = answered.json(app.settings.public_url.as_str(), coverage::FIGURES);
    let other = answer.get("compared");
    // The question as it was asked: its answer says which state of the data that came to be.
    let pairs = asked
        .iter()
        .filter(|(name, _)| wrong.iter().all(|error| error.field != *name))
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let (question, _) = Question::parse(pairs, Some(&answered.asked.atlas));
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
                sites: None,
                presets: &app.presets,
            },
        )
    })
}
