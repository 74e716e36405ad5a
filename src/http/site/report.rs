//! `/planner/report`: answers of coverage on sheets of A4.

use crate::http::api::coverage;
use crate::http::request::context::RequestContext;
use crate::http::response::problem::{Answer, Problem};
use crate::http::site::pages;
use okolica_coverage::Question;
use okolica_web::page::{self, Plan};

pub(crate) async fn report(cx: RequestContext) -> Answer {
    let (answered, wrong) = coverage::leniently(&cx, &cx.pairs).await?;
    let base = cx.app.settings.public_url.as_str();
    let answer = answered.json(base, coverage::FIGURES);
    let district = cx.value("district");
    pages::answer_page(&cx, |page| {
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
        page::report(page, &plan, district)
    })
}

/// The code of a report's address.
pub(crate) async fn code(cx: RequestContext) -> Answer {
    let known = |name: &str| Question::NAMES.contains(&name) || name == "district";
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    for (name, value) in &cx.pairs {
        if !known(name) {
            return Err(Problem::not_found(
                "there is no such report to make a code of",
            ));
        }
        pairs.append_pair(name, value);
    }
    pages::code(&cx, &format!("/planner/report?{}", pairs.finish()))
}
