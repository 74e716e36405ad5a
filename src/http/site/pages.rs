//! The pages: rendered by `okolica-web`, complete without scripts.

use crate::http::feeds;
use crate::http::request::clock;
use crate::http::response::answer;
use crate::http::response::encoding::Encoding;
use crate::http::response::problem::{Answer, Problem};
use crate::http::response::validator::{self, Digest};
use crate::http::server::headers;
use crate::http::state::AppState;
use axum::extract::{Path, Request, State};
use axum::http::header::{
    ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue,
    LINK, RETRY_AFTER, VARY,
};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use okolica_atlas::Atlas;
use okolica_model::calendar::Calendar;
use okolica_model::district::DEFAULT_SET;
use okolica_model::time::Stamp;
use okolica_model::{Filter, ItemKey, ItemKind, Layer};
use okolica_web::page::{self, PageContext, Rendered};
use okolica_web::{qr, state};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Feeds say what is true for this long, in milliseconds: midnight falls on a boundary in every time
/// zone.
const TIME_SLICE: i64 = 15 * MINUTE;
/// Pages: hours and dates change on full minutes, so that a list agrees with its map.
const MINUTE: i64 = 60 * 1000;

pub(crate) async fn home(State(app): State<AppState>, request: Request) -> Answer {
    work_out(&app, query(request.uri())).await?;
    answer_page(&app, &request, page::home)
}

/// Works out the dates that the filters of an address ask for.
pub(crate) async fn work_out(app: &AppState, pairs: Vec<(String, String)>) -> Result<(), Problem> {
    let atlas = app.atlas()?;
    let pairs = pairs.iter().map(|(name, value)| (&**name, &**value));
    let (filter, _) = Filter::parse(pairs, Some(&*atlas));
    app.work_out(&atlas, &filter, clock::now()).await
}

pub(crate) async fn space(
    State(app): State<AppState>,
    Path(id): Path<String>,
    request: Request,
) -> Answer {
    item(&app, ItemKind::Space, &id, &request)
}

pub(crate) async fn initiative(
    State(app): State<AppState>,
    Path(id): Path<String>,
    request: Request,
) -> Answer {
    if let Some(id) = id.strip_suffix(".ics") {
        return feeds::one(&app, id, request.uri().query(), request.headers());
    }
    item(&app, ItemKind::Initiative, &id, &request)
}

pub(crate) async fn district(
    State(app): State<AppState>,
    Path(code): Path<String>,
    request: Request,
) -> Answer {
    let (atlas, now) = (app.atlas()?, clock::now());
    let today = Calendar::of(atlas.profile()).day(now);
    let days = Filter {
        when: Some(page::days_of_district(today)),
        ..Filter::default()
    };
    app.work_out(&atlas, &days, now).await?;
    answer_page(&app, &request, |ctx| page::district(ctx, &code))
}

pub(crate) async fn statement(State(app): State<AppState>, request: Request) -> Answer {
    answer_page(&app, &request, page::statement)
}

pub(crate) async fn builder(State(app): State<AppState>, request: Request) -> Answer {
    work_out(&app, query(request.uri())).await?;
    answer_page(&app, &request, page::builder)
}

pub(crate) async fn mine(State(app): State<AppState>, request: Request) -> Answer {
    answer_page(&app, &request, page::mine)
}

pub(crate) async fn offline(State(app): State<AppState>, request: Request) -> Answer {
    answer_page(&app, &request, page::offline)
}

pub(crate) async fn api_docs(State(app): State<AppState>, request: Request) -> Answer {
    answer_page(&app, &request, page::api_docs)
}

/// The code of an item's page.
pub(crate) async fn item_code(
    State(app): State<AppState>,
    Path(id): Path<String>,
    request: Request,
) -> Answer {
    let key = item_at(&*app.atlas()?, request.uri().path(), &id);
    let key = key.ok_or_else(|| Problem::not_found("there is no such page to make a code of"))?;
    code(&app, &request, &format!("/{key}"))
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
pub(crate) async fn district_code(
    State(app): State<AppState>,
    Path(name): Path<String>,
    request: Request,
) -> Answer {
    let query = query(request.uri());
    let value = |name: &str| query.iter().find(|(key, _)| key == name);
    let set = value("set").map_or(DEFAULT_SET, |(_, set)| set.as_str());
    if app.atlas()?.district(set, &name).is_none() {
        return Err(Problem::not_found(
            "there is no such district to make a code of",
        ));
    }
    let encode = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
    let path = if value("of").is_some_and(|(_, of)| of == "calendar") {
        let set = (set != DEFAULT_SET).then(|| format!("&set={}", encode(set)));
        let set = set.unwrap_or_default();
        format!("/feeds/initiatives.ics?district={}{set}", encode(&name))
    } else {
        let set = (set != DEFAULT_SET).then(|| format!("?set={}", encode(set)));
        format!("/districts/{}{}", encode(&name), set.unwrap_or_default())
    };
    code(&app, &request, &path)
}

/// The pairs of an address.
pub(crate) fn query(uri: &Uri) -> Vec<(String, String)> {
    state::pairs(uri.query().unwrap_or_default())
}

/// The code of an address of this service.
pub(crate) fn code(app: &AppState, request: &Request, path: &str) -> Answer {
    const SVG: HeaderValue = HeaderValue::from_static("image/svg+xml");
    let address = format!("{}{path}", app.settings.public_url);
    let drawn = qr::svg(&address)
        .ok_or_else(|| Problem::not_found("the address is too long for a code"))?;
    answer::of_bytes(request.headers(), SVG, drawn.into_bytes())
}

fn item(app: &AppState, kind: ItemKind, id: &str, request: &Request) -> Answer {
    match crate::http::request::cursor::parse_id(id) {
        Some(id) => answer_page(app, request, |ctx| page::item(ctx, ItemKey { kind, id })),
        None => answer_page(app, request, page::not_found),
    }
}

/// Renders a page unless the client's copy is still right.
pub(crate) fn answer_page(
    app: &AppState,
    request: &Request,
    render: impl FnOnce(&PageContext<'_>) -> Rendered,
) -> Answer {
    answer_page_of(app, &*app.atlas()?, request, render)
}

/// [`answer_page`] out of the atlas that other parts of the page were made from: its tag must not be
/// that of a newer one.
pub(crate) fn answer_page_of(
    app: &AppState,
    atlas: &Atlas,
    request: &Request,
    render: impl FnOnce(&PageContext<'_>) -> Rendered,
) -> Answer {
    let asked = request.headers();
    let now = start_of(MINUTE);
    let encoding = Encoding::of_answer(asked)?;
    let tag = of_settings(app.page_settings(atlas))
        .number(atlas.version())
        .number(atlas.items_version(Layer::Items))
        .text(&request.uri().to_string())
        .text(language(asked).unwrap_or_default())
        .number(now.millis().unsigned_abs())
        .text(encoding.name())
        .tag();
    let mut response = if validator::is_known(asked, &tag) {
        validator::not_modified(tag.clone(), headers::REVALIDATE)
    } else {
        let rendered = with_context(app, atlas, request.uri(), asked, now, render);
        of_rendered(rendered, encoding)
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
    app: &AppState,
    request: &Request,
    render: impl FnOnce(&PageContext<'_>) -> Rendered,
) -> Answer {
    let atlas = app.atlas()?;
    let asked = request.headers();
    let encoding = Encoding::of_answer(asked)?;
    let now = start_of(MINUTE);
    let rendered = with_context(app, &atlas, request.uri(), asked, now, render);
    let mut response = of_rendered(rendered, encoding);
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

fn with_context(
    app: &AppState,
    atlas: &Atlas,
    uri: &Uri,
    asked: &HeaderMap,
    now: Stamp,
    render: impl FnOnce(&PageContext<'_>) -> Rendered,
) -> Rendered {
    let query = query(uri);
    render(&PageContext {
        atlas,
        now,
        query: &query,
        accept_language: language(asked),
        settings: app.page_settings(atlas),
        path: uri.path(),
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
    let Ok(atlas) = app.atlas() else {
        return starting();
    };
    let status = problem.status().as_u16();
    let rendering = AssertUnwindSafe(|| {
        with_context(
            app,
            &atlas,
            uri,
            asked,
            start_of(MINUTE),
            |ctx| match status {
                404 => page::not_found(ctx),
                status => page::error(ctx, status),
            },
        )
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
pub(crate) fn api(
    app: &AppState,
    uri: &Uri,
    asked: &HeaderMap,
    document: &page::ApiPage,
) -> Answer {
    let atlas = app.atlas()?;
    let rendered = with_context(app, &atlas, uri, asked, start_of(MINUTE), |ctx| {
        page::api(ctx, document)
    });
    let language = HeaderValue::from_static(rendered.language);
    let mut response = answer::of_bytes(asked, headers::HTML, rendered.html.into_bytes())?;
    response.headers_mut().insert(CONTENT_LANGUAGE, language);
    Ok(response)
}

fn language(asked: &HeaderMap) -> Option<&str> {
    asked.get(ACCEPT_LANGUAGE)?.to_str().ok()
}

/// The start of the time slice that it is now.
pub(crate) fn this_slice() -> Stamp {
    start_of(TIME_SLICE)
}

fn start_of(slice: i64) -> Stamp {
    let now = clock::now();
    Stamp::from_millis(now.millis() - now.millis().rem_euclid(slice)).unwrap_or(now)
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
