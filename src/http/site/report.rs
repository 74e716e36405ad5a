//! `/planner/report`: answers of coverage on sheets of A4.

use crate::http::api::coverage;
use crate::http::request::clock;
use crate::http::response::problem::{Answer, Problem};
use crate::http::site::pages;
use crate::http::state::AppState;
use axum::extract::{Request, State};
use okolica_coverage::Question;
use okolica_web::page::{self, Plan};

pub(crate) async fn report(State(app): State<AppState>, request: Request) -> Answer {
    let query = pages::query(request.uri());
    let atlas = app.atlas()?;
    let (answered, wrong) = coverage::leniently(&app, &atlas, &query, clock::now()).await?;
    let base = app.settings.public_url.as_str();
    let answer = answered.json(base, coverage::FIGURES);
    let district = query.iter().find(|(name, _)| name == "district");
    let district = district.map(|(_, code)| code.as_str());
    pages::answer_page_of(&app, &atlas, &request, |ctx| {
        let plan = Plan {
            question: &answered.asked.question,
            wrong: &wrong,
            answer: &answer,
            before: None,
            compared: None,
            facilities: &answered.asked.facilities,
            sites: None,
            trend: None,
            presets: &[],
        };
        page::report(ctx, &plan, district)
    })
}

/// The code of a report's address.
pub(crate) async fn code(State(app): State<AppState>, request: Request) -> Answer {
    let query: Vec<(String, String)> = pages::query(request.uri());
    let known = |name: &str| Question::NAMES.contains(&name) || name == "district";
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    for (name, value) in &query {
        if !known(name) {
            return Err(Problem::not_found(
                "there is no such report to make a code of",
            ));
        }
        pairs.append_pair(name, value);
    }
    pages::code(
        &app,
        &request,
        &format!("/planner/report?{}", pairs.finish()),
    )
}
