//! `/planner`: the planners' page over what `/api/coverage` answers.

use crate::http::problem::Answer;
use crate::http::{AppState, clock, pages};
use axum::extract::{Request, State};
use axum::http::header::LOCATION;
use axum::http::{HeaderValue, StatusCode};
use axum::response::IntoResponse;
use okolica_atlas::calendar::Calendar;
use okolica_atlas::coverage::{self, Ground, Question};
use okolica_web::page::{self, Plan};
use okolica_web::plan::address;
use serde_json::Value;

pub(crate) async fn planner(State(app): State<AppState>, request: Request) -> Answer {
    let query: Vec<(String, String)> =
        form_urlencoded::parse(request.uri().query().unwrap_or_default().as_bytes())
            .into_owned()
            .collect();
    // What a form sends becomes the address that can be shared.
    if let Some(href) = address::of_form(&query) {
        let location = HeaderValue::try_from(href).unwrap_or(HeaderValue::from_static("/planner"));
        return Ok((StatusCode::SEE_OTHER, [(LOCATION, location)]).into_response());
    }
    let (_, asked) = address::PageState::split(&query);
    let atlas = app.atlas()?;
    let pairs = asked
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let (question, wrong) = Question::parse(pairs, Some(&atlas));
    let day = question
        .day
        .unwrap_or_else(|| Calendar::of(atlas.profile()).day(clock::now()));
    let ground = match &question.area {
        Some(area) => Ground::of_area(&atlas, area, &question.set),
        None => Ground::new(&atlas, &question.set),
    };
    let facilities = coverage::facilities(&atlas, day);
    let measure = |question: &Question| {
        let answer = coverage::measure(&ground, &facilities, question, day);
        serde_json::to_value(&answer).unwrap_or(Value::Null)
    };
    let answer = measure(&question);
    let before = (!question.scenario.is_empty()).then(|| {
        measure(&Question {
            scenario: Vec::new(),
            ..question.clone()
        })
    });
    pages::answer_page(&app, &request, |ctx| {
        page::planner(
            ctx,
            &Plan {
                question: &question,
                wrong: &wrong,
                answer: &answer,
                before: before.as_ref(),
                compared: None,
                facilities: &facilities,
                sites: None,
                presets: &[],
            },
        )
    })
}
