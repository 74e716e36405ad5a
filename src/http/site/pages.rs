//! The pages: rendered by `okolica-web`, complete without scripts.

use crate::http::feeds;
use crate::http::request::context::RequestContext;
use crate::http::response::answer;
use crate::http::response::encoding::Encoding;
use crate::http::response::problem::{Answer, Problem};
use crate::http::response::validator::{self, Digest};
use crate::http::server::headers;
use crate::http::state::AppState;
use axum::extract::{Path, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue, LINK, RETRY_AFTER,
    VARY,
};
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use okolica_atlas::Atlas;
use okolica_model::calendar::Calendar;
use okolica_model::district::DEFAULT_SET;
use okolica_model::time::Stamp;
use okolica_model::{Filter, ItemKey, ItemKind, Layer};
use okolica_web::page::{self, PageContext, Rendered};
use okolica_web::qr;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Feeds say what is true for this long, in milliseconds: midnight falls on a boundary in every time
/// zone.
const TIME_SLICE: i64 = 15 * MINUTE;
/// Pages: hours and dates change on full minutes, so that a list agrees with its map.
const MINUTE: i64 = 60 * 1000;

pub(crate) async fn home(cx: RequestContext) -> Answer {
    cx.work_out(&cx.filter()).await?;
    answer_page(&cx, page::home)
}

pub(crate) async fn space(Path(id): Path<String>, cx: RequestContext) -> Answer {
    item(&cx, ItemKind::Space, &id)
}

pub(crate) async fn initiative(Path(id): Path<String>, cx: RequestContext) -> Answer {
    if let Some(id) = id.strip_suffix(".ics") {
        return feeds::one(&cx, id);
    }
    item(&cx, ItemKind::Initiative, &id)
}

pub(crate) async fn district(Path(code): Path<String>, cx: RequestContext) -> Answer {
    let today = Calendar::of(cx.atlas.profile()).day(cx.now);
    let days = Filter {
        when: Some(page::days_of_district(today)),
        ..Filter::default()
    };
    cx.work_out(&days).await?;
    answer_page(&cx, |page| page::district(page, &code))
}

pub(crate) async fn statement(cx: RequestContext) -> Answer {
    answer_page(&cx, page::statement)
}

pub(crate) async fn builder(cx: RequestContext) -> Answer {
    cx.work_out(&cx.filter()).await?;
    answer_page(&cx, page::builder)
}

pub(crate) async fn mine(cx: RequestContext) -> Answer {
    answer_page(&cx, page::mine)
}

pub(crate) async fn offline(cx: RequestContext) -> Answer {
    answer_page(&cx, page::offline)
}

pub(crate) async fn api_docs(cx: RequestContext) -> Answer {
    answer_page(&cx, page::api_docs)
}

/// The code of an item's page.
pub(crate) async fn item_code(Path(id): Path<String>, cx: RequestContext) -> Answer {
    let key = item_at(&cx.atlas, cx.uri.path(), &id);
    let key = key.ok_or_else(|| Problem::not_found("there is no such page to make a code of"))?;
    code(&cx, &format!("/{key}"))
}

/// The item that an address below its page is about.
pub(crate) fn item_at(atlas: &Atlas, path: &str, id: &str) -> Option<ItemKey> {
    let kind = ItemKind::ALL
        .into_iter()
        .find(|kind| path.starts_with(&format!("/{}/", kind.layer())))?;
    let id = crate::http::request::cursor::parse_id(id)?;
    let key = ItemKey { kind, id };
    atlas.item(key).map(|_| key)
}

/// The code of a district's page, or with `of=calendar` of its calendar.
pub(crate) async fn district_code(Path(name): Path<String>, cx: RequestContext) -> Answer {
    let set = cx.value("set").unwrap_or(DEFAULT_SET);
    if cx.atlas.district(set, &name).is_none() {
        return Err(Problem::not_found(
            "there is no such district to make a code of",
        ));
    }
    let encode = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
    let path = if cx.value("of") == Some("calendar") {
        let set = (set != DEFAULT_SET).then(|| format!("&set={}", encode(set)));
        let set = set.unwrap_or_default();
        format!("/feeds/initiatives.ics?district={}{set}", encode(&name))
    } else {
        let set = (set != DEFAULT_SET).then(|| format!("?set={}", encode(set)));
        format!("/districts/{}{}", encode(&name), set.unwrap_or_default())
    };
    code(&cx, &path)
}

/// The code of an address of this service.
pub(crate) fn code(cx: &RequestContext, path: &str) -> Answer {
    const SVG: HeaderValue = HeaderValue::from_static("image/svg+xml");
    let address = format!("{}{path}", cx.app.settings.public_url);
    let drawn = qr::svg(&address)
        .ok_or_else(|| Problem::not_found("the address is too long for a code"))?;
    answer::of_bytes(&cx.headers, SVG, drawn.into_bytes())
}

fn item(cx: &RequestContext, kind: ItemKind, id: &str) -> Answer {
    match crate::http::request::cursor::parse_id(id) {
        Some(id) => answer_page(cx, |page| page::item(page, ItemKey { kind, id })),
        None => answer_page(cx, page::not_found),
    }
}

/// Renders a page unless the client's copy is still right.
pub(crate) fn answer_page(
    cx: &RequestContext,
    render: impl FnOnce(&PageContext<'_>) -> Rendered,
) -> Answer {
    let encoding = Encoding::of_answer(&cx.headers)?;
    let tag = of_settings(cx.app.page_settings(&cx.atlas))
        .number(cx.atlas.version())
        .number(cx.atlas.items_version(Layer::Items))
        .text(&cx.uri.to_string())
        .text(cx.accept_language().unwrap_or_default())
        .number(cx.start_of(MINUTE).millis().unsigned_abs())
        .text(encoding.name())
        .tag();
    let mut response = if validator::is_known(&cx.headers, &tag) {
        validator::not_modified(tag.clone(), headers::REVALIDATE)
    } else {
        of_rendered(rendered(cx, render), encoding)
    };
    let found = response.status() != StatusCode::NOT_FOUND;
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, headers::REVALIDATE);
    headers.insert(
        VARY,
        HeaderValue::from_static("accept-encoding, accept-language"),
    );
    if found {
        headers.insert(ETAG, tag);
    }
    Ok(response)
}

/// Renders a page that is the asker's alone: nobody keeps it.
pub(crate) fn answer_private_page(
    cx: &RequestContext,
    render: impl FnOnce(&PageContext<'_>) -> Rendered,
) -> Answer {
    let encoding = Encoding::of_answer(&cx.headers)?;
    let mut response = of_rendered(rendered(cx, render), encoding);
    response
        .headers_mut()
        .insert(CACHE_CONTROL, headers::PRIVATE);
    Ok(response)
}

/// A start with other settings makes other pages of the same data.
fn of_settings(settings: &page::Settings) -> Digest {
    let (template, attribution) = settings.basemap.as_ref().map_or(("", ""), |basemap| {
        (basemap.template.as_str(), basemap.attribution.as_str())
    });
    Digest::new()
        .text(&settings.public_url)
        .text(settings.contact.as_deref().unwrap_or_default())
        .text(template)
        .text(attribution)
        .number(settings.ground.into())
        .text(&format!("{:?}", settings.statement))
}

fn rendered(cx: &RequestContext, render: impl FnOnce(&PageContext<'_>) -> Rendered) -> Rendered {
    render(&PageContext {
        atlas: &cx.atlas,
        now: cx.start_of(MINUTE),
        query: &cx.pairs,
        accept_language: cx.accept_language(),
        settings: cx.app.page_settings(&cx.atlas),
        path: cx.uri.path(),
        copy: None,
    })
}

fn of_rendered(rendered: Rendered, encoding: Encoding) -> Response {
    let mut response = answer::compressed(encoding, headers::HTML, rendered.html.into_bytes());
    *response.status_mut() =
        StatusCode::from_u16(rendered.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    // Asked for as soon as the head is there: nothing can be painted without them.
    for style in rendered.styles {
        if let Ok(link) = HeaderValue::try_from(format!("<{style}>; rel=preload; as=style")) {
            response.headers_mut().append(LINK, link);
        }
    }
    if let Ok(language) = HeaderValue::try_from(rendered.language) {
        response.headers_mut().insert(CONTENT_LANGUAGE, language);
    }
    response
}

/// A problem document made a page: what people get outside of `/api` and `/tiles`.
pub(crate) fn of_problem(
    app: &AppState,
    uri: &Uri,
    asked: &HeaderMap,
    mut problem: Response,
) -> Response {
    let Ok(cx) = RequestContext::new(app, Method::GET, uri.clone(), asked.clone()) else {
        return starting();
    };
    let status = problem.status().as_u16();
    let rendering = AssertUnwindSafe(|| {
        rendered(&cx, |page| match status {
            404 => page::not_found(page),
            status => page::error(page, status),
        })
    });
    // After a panic the page may fail too; the plain document then has to do.
    if let Ok(rendered) = catch_unwind(rendering) {
        let encoding = Encoding::of_answer(asked).unwrap_or(Encoding::Identity);
        let (parts, body) = of_rendered(rendered, encoding).into_parts();
        *problem.body_mut() = body;
        problem.headers_mut().extend(parts.headers);
    }
    problem
}

/// Before the first atlas.
fn starting() -> Response {
    let headers = [
        (CONTENT_TYPE, headers::PLAIN),
        (CACHE_CONTROL, headers::NO_STORE),
        (RETRY_AFTER, HeaderValue::from_static("2")),
    ];
    let text = "Okolica właśnie startuje. / Okolica is just starting.\n";
    (StatusCode::SERVICE_UNAVAILABLE, headers, text).into_response()
}

/// A document of the API as a page.
pub(crate) fn api(cx: &RequestContext, document: &page::ApiPage) -> Answer {
    let rendered = rendered(cx, |page| page::api(page, document));
    let language = HeaderValue::from_static(rendered.language);
    let mut response = answer::of_bytes(&cx.headers, headers::HTML, rendered.html.into_bytes())?;
    response.headers_mut().insert(CONTENT_LANGUAGE, language);
    Ok(response)
}

/// The start of the time slice that feeds are made for.
pub(crate) fn slice_of_feeds(cx: &RequestContext) -> Stamp {
    cx.start_of(TIME_SLICE)
}

pub(crate) async fn favicon() -> Response {
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("image/svg+xml")),
        (CACHE_CONTROL, headers::AN_HOUR),
    ];
    (headers, page::MARK).into_response()
}

pub(crate) async fn robots(State(app): State<AppState>) -> Response {
    let headers = [
        (CONTENT_TYPE, headers::PLAIN),
        (CACHE_CONTROL, headers::AN_HOUR),
    ];
    let base = &app.settings.public_url;
    let text = format!(
        "User-agent: *\nDisallow: /api/\nDisallow: /tiles/\nDisallow: /feeds/\n\n\
         Sitemap: {base}/sitemap.xml\n"
    );
    (headers, text).into_response()
}
