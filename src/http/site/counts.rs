//! `/embed/counts` and `/embed/counts.csv`: how often embeds were opened, for those who have the
//! token.

use crate::http::request::context::RequestContext;
use crate::http::response::problem::{Answer, Problem};
use crate::http::server::headers;
use crate::http::site::pages;
use crate::http::state::AppState;
use crate::import::safe_cell;
use crate::store::{Opened, StoreError};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};
use axum::response::IntoResponse;
use chrono::NaiveDate;
use okolica_model::calendar::Calendar;
use okolica_web::page;

const CSV: HeaderValue = HeaderValue::from_static("text/csv; charset=utf-8; header=present");
const AS_FILE: HeaderValue = HeaderValue::from_static("attachment; filename=\"embed-counts.csv\"");

pub(crate) async fn page(cx: RequestContext) -> Answer {
    cx.require_office()?;
    let today = Calendar::of(cx.atlas.profile()).day(cx.now);
    let opened = totals(&cx.app, page::first_day_of_counts(today)).await?;
    let opened: Vec<_> = opened
        .iter()
        .map(|one| (one.day, one.embed.as_str(), one.opens))
        .collect();
    pages::answer_private_page(&cx, |page| page::counts(page, &opened))
}

/// Every day that was ever counted.
pub(crate) async fn csv(cx: RequestContext) -> Answer {
    cx.require_office()?;
    let mut csv = ::csv::Writer::from_writer(Vec::new());
    // A Vec takes every write, and rows are as long as the header.
    let _ = csv.write_record(["day", "embed", "opens"]);
    for Opened { day, embed, opens } in totals(&cx.app, NaiveDate::default()).await? {
        let embed = safe_cell(&embed).into_owned();
        let _ = csv.write_record([day.to_string(), embed, opens.to_string()]);
    }
    let headers = [
        (CONTENT_TYPE, CSV),
        (CONTENT_DISPOSITION, AS_FILE),
        (CACHE_CONTROL, headers::PRIVATE),
    ];
    Ok((headers, csv.into_inner().unwrap_or_default()).into_response())
}

/// The totals since a day, with what was counted a moment ago.
async fn totals(app: &AppState, since: NaiveDate) -> Result<Vec<Opened>, Problem> {
    let down = |error: StoreError| {
        tracing::error!("openings of embeds can't be read: {error}");
        Problem::busy("the store does not answer", 5)
    };
    app.keep_opens().await.map_err(down)?;
    app.live()?.store().opens(since).await.map_err(down)
}
