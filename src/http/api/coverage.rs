//! `/api/coverage`: who lives within reach of what, and who does not.

use crate::coverage::{Answered, Asked, Trouble, csv, workbook};
use crate::http::api::feature;
use crate::http::request::context::RequestContext;
use crate::http::request::query::Query;
use crate::http::response::answer;
use crate::http::response::encoding::Encoding;
use crate::http::response::problem::{Answer, Problem};
use crate::http::response::validator::{self, Digest};
use crate::http::server::headers;
use crate::http::state::AppState;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    ACCEPT, CACHE_CONTROL, CONTENT_DISPOSITION, ETAG, HeaderMap, HeaderValue, VARY,
};
use axum::http::{Method, StatusCode};
use okolica_coverage::{Question, classes, pack};
use okolica_model::FieldError;
use okolica_model::area::{Area, MAX_VERTICES, polygons_of_geojson};
use serde_json::{Map, Value};

pub(crate) const FIGURES: &str = "/api/coverage";
const CELLS: &str = "/api/coverage/cells.geojson";

/// More corners than an address may have: then others wait.
const LARGE: usize = okolica_coverage::MAX_VERTICES;

const CSV: HeaderValue = HeaderValue::from_static("text/csv; charset=utf-8; header=present");
const XLSX: HeaderValue =
    HeaderValue::from_static("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
const BYTES: HeaderValue = HeaderValue::from_static("application/octet-stream");
const BY_ACCEPT: HeaderValue = HeaderValue::from_static("accept-encoding, accept");

const AREA_TYPES: [&str; 2] = ["application/geo+json", "application/json"];

/// How figures are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Json,
    GeoJson,
    Csv,
    Xlsx,
}

impl Format {
    const ALL: [Self; 4] = [Self::Json, Self::GeoJson, Self::Csv, Self::Xlsx];

    /// The value of `f`, and the end of a file's name.
    const fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::GeoJson => "geojson",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    const fn media_type(self) -> HeaderValue {
        match self {
            Self::Json => headers::JSON,
            Self::GeoJson => headers::GEO_JSON,
            Self::Csv => CSV,
            Self::Xlsx => XLSX,
        }
    }

    fn parse(text: &str) -> Result<Self, FieldError> {
        let found = Self::ALL.into_iter().find(|format| format.name() == text);
        found.ok_or_else(|| FieldError::new("f", text, "json, geojson, csv or xlsx"))
    }

    /// What the client names with the greatest weight, of equal ones the first; JSON when it
    /// names none of them.
    fn accepted(asked: &HeaderMap) -> Self {
        let mut best = (0.0, Self::Json);
        for value in asked.get_all(ACCEPT) {
            for element in value.to_str().unwrap_or_default().split(',') {
                let mut parts = element.split(';').map(str::trim);
                let name = parts.next().unwrap_or_default();
                let weight = parts.find_map(|part| part.strip_prefix("q=")?.parse::<f32>().ok());
                let weight = weight.unwrap_or(1.0);
                let is = |format: &Self| {
                    let full = format.media_type();
                    let full = full.to_str().unwrap_or_default().split(';').next();
                    full.is_some_and(|full| full.eq_ignore_ascii_case(name))
                };
                if let Some(format) = Self::ALL.iter().copied().find(is)
                    && weight > best.0
                {
                    best = (weight, format);
                }
            }
        }
        best.1
    }
}

impl From<Trouble> for Problem {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Fields(errors) => Self::parameters(errors),
            Trouble::Busy => Self::busy("another long reckoning is under way", 5),
            Trouble::Store(error) => {
                tracing::error!("a state of the store can't be read: {error}");
                Self::busy("the store does not answer", 10)
            }
        }
    }
}

/// The figures as JSON, GeoJSON, CSV or a workbook.
pub(crate) async fn figures(State(app): State<AppState>, request: Request) -> Answer {
    let (parts, body) = request.into_parts();
    let mut query = Query::new(parts.uri.query());
    let format = query.single("f", Format::parse);
    let by_accept = format.is_none();
    let format = format.unwrap_or_else(|| Format::accepted(&parts.headers));
    let pairs = query.named(&Question::NAMES);
    query.finish(&[&Question::NAMES, &["f"]])?;
    let area = match parts.method {
        Method::POST => Some(drawn(&parts.headers, body).await?),
        _ => None,
    };
    let cx = RequestContext::new(&app, parts.method, parts.uri.clone(), parts.headers.clone())?;
    let (atlas, now) = (&cx.atlas, cx.now);
    let coverage = app.coverage()?;
    let large = area.as_ref().is_some_and(|area| area.vertices() > LARGE);
    let _turn = match large {
        true => Some(coverage.turn().await?),
        false => None,
    };
    let asked = coverage.ask(atlas, now, &pairs, area).await?;
    let make = async |asked: Asked| {
        let answered = coverage.answer(atlas, now, asked).await?;
        let base = app.settings.public_url.as_str().to_owned();
        app.aside(move || written(&answered, format, &base)).await?
    };
    let mut response = tagged(
        &app,
        &parts.headers,
        asked,
        format.name(),
        make,
        format.media_type(),
    )
    .await?;
    let found = response.headers_mut();
    if by_accept {
        found.insert(VARY, BY_ACCEPT);
    }
    if matches!(format, Format::Csv | Format::Xlsx) {
        let name = format!("attachment; filename=\"coverage.{}\"", format.name());
        if let Ok(name) = HeaderValue::try_from(name) {
            found.insert(CONTENT_DISPOSITION, name);
        }
    }
    Ok(response)
}

fn written(answered: &Answered, format: Format, base: &str) -> Result<Vec<u8>, Problem> {
    Ok(match format {
        Format::Json => answered.json(base, FIGURES).to_string().into_bytes(),
        Format::GeoJson => answered.geojson(base, FIGURES).to_string().into_bytes(),
        Format::Csv => csv(answered, base, FIGURES),
        Format::Xlsx => workbook(answered, base, FIGURES).map_err(|error| {
            tracing::error!("a workbook can't be written: {error}");
            Problem::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                "the workbook can't be written",
            )
        })?,
    })
}

/// Where people live, by who is reached.
pub(crate) async fn cells(cx: RequestContext) -> Answer {
    let question = plain(&cx).await?;
    let app = &cx.app;
    let make = async |question: Asked| {
        let coverage = app.coverage()?;
        let answered = coverage.answer(&cx.atlas, cx.now, question).await?;
        let base = app.settings.public_url.as_str().to_owned();
        app.aside(move || {
            let asked = &answered.asked;
            let classes = classes(&asked.ground, &asked.facilities, &asked.question, asked.day);
            answered
                .cells(&base, CELLS, &classes)
                .to_string()
                .into_bytes()
        })
        .await
    };
    tagged(app, &cx.headers, question, "cells", make, headers::GEO_JSON).await
}

/// Ground and facilities, packed for a browser that tries changes by itself.
pub(crate) async fn ground(cx: RequestContext) -> Answer {
    let question = plain(&cx).await?;
    let app = &cx.app;
    let make = async |question: Asked| {
        let base = app.settings.public_url.as_str().to_owned();
        app.aside(move || {
            let mut about = question.about(&base, FIGURES);
            about.insert("query".to_owned(), question.address().into());
            let about = Value::Object(about).to_string();
            pack(&question.ground, &question.facilities, &about)
        })
        .await
    };
    tagged(app, &cx.headers, question, "ground", make, BYTES).await
}

/// The answer to what of a page's address makes sense, and what does not.
pub(crate) async fn leniently(
    cx: &RequestContext,
    query: &[(String, String)],
) -> Result<(Answered, Vec<FieldError>), Problem> {
    let (atlas, now, coverage) = (&cx.atlas, cx.now, cx.app.coverage()?);
    let known = |name: &str| Question::NAMES.contains(&name);
    let pairs = query.iter().filter(|(name, _)| known(name));
    let mut pairs: Vec<(String, String)> = pairs.cloned().collect();
    let mut wrong = Vec::new();
    loop {
        match coverage.ask(atlas, now, &pairs, None).await {
            Ok(asked) => return Ok((coverage.answer(atlas, now, asked).await?, wrong)),
            Err(Trouble::Fields(errors)) => {
                let before = pairs.len();
                pairs.retain(|(name, _)| errors.iter().all(|error| error.field != *name));
                wrong.extend(errors);
                if pairs.len() == before {
                    return Err(Problem::parameters(wrong));
                }
            }
            Err(trouble) => return Err(trouble.into()),
        }
    }
}

/// A question that is all in its address.
async fn plain(cx: &RequestContext) -> Result<Asked, Problem> {
    let query = Query::new(cx.uri.query());
    let pairs = query.named(&Question::NAMES);
    query.finish(&[&Question::NAMES])?;
    question(cx, &pairs).await
}

/// The question that these parameters say.
pub(crate) async fn question(
    cx: &RequestContext,
    pairs: &[(String, String)],
) -> Result<Asked, Problem> {
    let coverage = cx.app.coverage()?;
    Ok(coverage.ask(&cx.atlas, cx.now, pairs, None).await?)
}

/// The answer to a question, unless the client has it.
pub(crate) async fn tagged(
    app: &AppState,
    headers: &HeaderMap,
    asked: Asked,
    what: &str,
    make: impl AsyncFnOnce(Asked) -> Result<Vec<u8>, Problem>,
    media_type: HeaderValue,
) -> Answer {
    let encoding = Encoding::of_answer(headers)?;
    let area = asked.question.area.as_ref();
    let area = area.map(|area| area.to_geojson().to_string());
    let tag = Digest::new()
        .text(app.settings.public_url.as_str())
        .number(asked.state())
        .text(&asked.address())
        .text(&area.unwrap_or_default())
        .text(&format!("{:?}", asked.question.compare))
        .text(what)
        .text(encoding.name())
        .tag();
    let mut response = if validator::is_known(headers, &tag) {
        let mut response = validator::not_modified(tag.clone(), headers::REVALIDATE);
        headers::vary_by_encoding(response.headers_mut());
        response
    } else {
        answer::compressed(encoding, media_type, make(asked).await?)
    };
    response.headers_mut().insert(ETAG, tag);
    response
        .headers_mut()
        .insert(CACHE_CONTROL, headers::REVALIDATE);
    Ok(response)
}

/// The polygon of a body: a geometry, a feature, or a collection of one.
async fn drawn(headers: &HeaderMap, body: Body) -> Result<Area, Problem> {
    let wrong = |said: String, expected: String| {
        Problem::parameters(vec![FieldError::new("area", said, expected)])
    };
    let object = match feature::read_object(headers, body, &AREA_TYPES).await {
        Err(problem) if problem.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            let expected = format!("a polygon of at most {MAX_VERTICES} vertices");
            return Err(wrong("a body of many megabytes".to_owned(), expected));
        }
        read => read?,
    };
    let geometry = geometry_of(object).ok_or_else(|| {
        let expected = "one GeoJSON Polygon or MultiPolygon, or a feature with one";
        wrong("another object".to_owned(), expected.to_owned())
    })?;
    // Checking takes a while: not where requests are read.
    let checked = tokio::task::spawn_blocking(move || {
        polygons_of_geojson(&geometry).and_then(|polygons| Area::new(polygons, MAX_VERTICES))
    });
    let area = checked
        .await
        .map_err(|_| Problem::busy("the area could not be checked", 5))?;
    area.map_err(|error| wrong(error.value, error.expected))
}

fn geometry_of(mut object: Map<String, Value>) -> Option<Value> {
    match object.get("type")?.as_str()? {
        "FeatureCollection" => match object.remove("features")? {
            Value::Array(mut features) if features.len() == 1 => match features.pop()? {
                Value::Object(feature) => geometry_of(feature),
                _ => None,
            },
            _ => None,
        },
        "Feature" => object.remove("geometry"),
        _ => Some(Value::Object(object)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coverage::Coverage;
    use crate::store::Store;
    use axum::http::header::RETRY_AFTER;
    use axum::response::IntoResponse;

    #[tokio::test]
    async fn who_waits_in_vain_for_a_turn_is_told_when_to_come_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("gpkg:{}", folder.path().join("okolica.gpkg").display());
        let store = Store::open(&url).await.expect("a store");
        let coverage = Coverage::new(store, 0);
        let held = coverage.turn().await.expect("nobody is before");
        // From here on time passes as fast as nothing else happens.
        tokio::time::pause();
        let trouble = coverage.turn().await.expect_err("somebody is before");
        let answer = Problem::from(trouble).into_response();
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(answer.headers()[RETRY_AFTER], "5");
        drop(held);
        drop(coverage.turn().await.expect("it is free again"));
    }
}
