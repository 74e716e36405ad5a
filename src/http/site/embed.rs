//! `/embed`: the map for pages of others, and what they load to show it.

use crate::http::request::context::RequestContext;
use crate::http::response::answer;
use crate::http::response::problem::{Answer, Problem};
use crate::http::server::headers;
use crate::http::site::pages;
use axum::extract::Request;
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderMap, HeaderValue};
use okolica_model::FieldError;
use okolica_web::accent::Accent;
use okolica_web::page::{self, Theme};
use okolica_web::state;

const SCRIPT: HeaderValue = HeaderValue::from_static("text/javascript; charset=utf-8");
const STYLE: HeaderValue = HeaderValue::from_static("text/css; charset=utf-8");
/// For what changes with a new build alone, at an address that does not.
const A_DAY: HeaderValue = HeaderValue::from_static("public, max-age=86400");

pub(crate) async fn embed(cx: RequestContext) -> Answer {
    let filter = cx.filter();
    cx.work_out(&filter).await?;
    cx.app.count_open(&cx, &filter);
    pages::answer_page(&cx, page::embed)
}

/// The script that makes frames as high as what is in them, and `<okolica-map>` a frame.
pub(crate) async fn script(asked: HeaderMap) -> Answer {
    let text = okolica_web::EMBED_SCRIPT.as_bytes().to_vec();
    let mut response = answer::of_bytes(&asked, SCRIPT, text)?;
    response
        .headers_mut()
        .insert(CACHE_CONTROL, headers::AN_HOUR);
    Ok(response)
}

/// The style of an accent (`accent=RRGGBB`) and a scheme (`theme=light|dark|auto`).
pub(crate) async fn style(request: Request) -> Answer {
    let (mut accent, mut theme, mut wrong) = (None, Theme::Auto, Vec::new());
    for (name, value) in state::pairs(request.uri().query().unwrap_or_default()) {
        let expected = match name.as_str() {
            "accent" => {
                accent = Accent::parse(&value).filter(|accent| accent.on_light().is_some());
                accent.is_none().then_some(
                    "six hexadecimal digits of a colour with a contrast of 4.5 on light grounds",
                )
            }
            "theme" => {
                let read = Theme::parse(&value);
                theme = read.unwrap_or_default();
                read.is_none().then_some("light, dark or auto")
            }
            _ => Some("accent or theme as the name"),
        };
        wrong.extend(expected.map(|expected| FieldError::new(name, value, expected)));
    }
    if !wrong.is_empty() {
        return Err(Problem::parameters(wrong));
    }
    let text = page::embed_style(accent, theme).into_bytes();
    let mut response = answer::of_bytes(request.headers(), STYLE, text)?;
    response.headers_mut().insert(CACHE_CONTROL, A_DAY);
    Ok(response)
}
