//! What every document of the API is asked with: its format and its language.

use crate::http::request::context::RequestContext;
use crate::http::request::query::Query;
use crate::http::response::answer;
use crate::http::response::problem::{Answer, Problem};
use crate::http::server::headers;
use crate::http::site::pages;
use crate::http::state::AppState;
use axum::extract::FromRequestParts;
use axum::http::header::{ACCEPT, ACCEPT_LANGUAGE, HeaderMap, HeaderValue, VARY};
use axum::http::request::Parts;
use okolica_atlas::Atlas;
use okolica_model::FieldError;
use okolica_web::page::ApiPage;
use okolica_web::words::{Language, Words};
use serde_json::{Value, json};

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Html,
}

/// Format and language of an answer.
#[derive(Clone)]
pub(crate) struct Frame {
    pub(crate) format: Format,
    pub(crate) words: Words,
    /// `f` and `lang` where they were asked for, to be asked for again.
    pub(crate) given: Vec<(&'static str, String)>,
}

impl Frame {
    /// The parameters that are read.
    pub(crate) const NAMES: [&str; 2] = ["f", "lang"];

    pub(crate) fn read(query: &mut Query<'_>, atlas: &Atlas, asked: &HeaderMap) -> Self {
        let format = query.single("f", |text| match text {
            "json" => Ok(Format::Json),
            "html" => Ok(Format::Html),
            _ => Err(FieldError::new("f", text, "json or html")),
        });
        let language = query.single("lang", |text| {
            Language::ALL
                .into_iter()
                .find(|language| language.tag() == text)
                .ok_or_else(|| FieldError::new("lang", text, Language::tags_or()))
        });
        let accepted = asked
            .get(ACCEPT_LANGUAGE)
            .and_then(|value| Language::accepted(value.to_str().ok()?));
        let mut given = Vec::new();
        given.extend(format.map(|format| match format {
            Format::Json => ("f", "json".to_owned()),
            Format::Html => ("f", "html".to_owned()),
        }));
        given.extend(language.map(|language| ("lang", language.tag().to_owned())));
        Self {
            format: format.unwrap_or_else(|| accepted_format(asked)),
            words: language
                .or(accepted)
                .unwrap_or_else(|| Language::of_city(atlas.profile()))
                .words(),
            given,
        }
    }

    pub(crate) fn text(&self, id: &str) -> String {
        self.words.text(id)
    }
}

/// A request for a document, which takes format and language alone, and what answers it.
pub(crate) struct Plain {
    pub(crate) cx: RequestContext,
    pub(crate) frame: Frame,
}

impl FromRequestParts<AppState> for Plain {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Problem> {
        let cx = RequestContext::from_request_parts(parts, app).await?;
        let mut query = Query::new(cx.uri.query());
        let frame = Frame::read(&mut query, &cx.atlas, &cx.headers);
        query.finish(&[&Frame::NAMES])?;
        Ok(Self { cx, frame })
    }
}

impl Plain {
    /// The address of `/api`.
    pub(crate) fn base(&self) -> String {
        format!("{}/api", self.cx.app.settings.public_url)
    }

    /// The document, or the page that says the same.
    pub(crate) fn answer(
        &self,
        content_type: HeaderValue,
        document: &Value,
        page: impl FnOnce() -> ApiPage,
    ) -> Answer {
        let body = || document.to_string().into_bytes();
        let mut response = match self.frame.format {
            Format::Json => answer::of_bytes(&self.cx.headers, content_type, body())?,
            Format::Html => pages::api(&self.cx, &page())?,
        };
        vary(response.headers_mut());
        Ok(response)
    }
}

/// An answer under `/api` depends on more than its encoding.
pub(crate) fn vary(headers: &mut HeaderMap) {
    headers.append(VARY, HeaderValue::from_static("accept, accept-language"));
}

/// JSON unless HTML is named and wanted more: scripts and GIS clients send `*/*`.
fn accepted_format(asked: &HeaderMap) -> Format {
    let html = weight(asked, |kind| kind == "text/html");
    let json = weight(asked, |kind| kind.ends_with("json"));
    if html > json {
        Format::Html
    } else {
        Format::Json
    }
}

/// The greatest weight that `Accept` gives a media type, in thousandths.
pub(crate) fn weight(asked: &HeaderMap, is_meant: impl Fn(&str) -> bool) -> u16 {
    let mut most = 0;
    for value in asked.get_all(ACCEPT) {
        for element in value.to_str().unwrap_or_default().split(',') {
            let mut parts = element.split(';').map(str::trim);
            let kind = parts.next().unwrap_or_default().to_ascii_lowercase();
            if is_meant(&kind) {
                let quality = parts.find_map(|part| part.strip_prefix("q="));
                let quality = quality.map_or(Some(1.0), |text| text.parse::<f32>().ok());
                let quality = quality.unwrap_or(1.0).clamp(0.0, 1.0);
                most = most.max((quality * 1000.0) as u16);
            }
        }
    }
    most
}

/// Whether `Accept` names a media type.
pub(crate) fn names(asked: &HeaderMap, kind: &str) -> bool {
    weight(asked, |named| named == kind) > 0
}

/// A link as OGC APIs write it.
pub(crate) fn link(rel: &str, kind: &str, title: &str, href: &str) -> Value {
    json!({"href": href, "rel": rel, "type": kind, "title": title})
}

/// The links of a document to itself and to its other form.
pub(crate) fn own_links(frame: &Frame, href: &str, json_type: &str) -> Vec<Value> {
    let (this, other) = match frame.format {
        Format::Json => ("self", "alternate"),
        Format::Html => ("alternate", "self"),
    };
    let mark = if href.contains('?') { '&' } else { '?' };
    vec![
        link(
            this,
            json_type,
            &frame.text("api-as-json"),
            &format!("{href}{mark}f=json"),
        ),
        link(
            other,
            "text/html",
            &frame.text("api-as-html"),
            &format!("{href}{mark}f=html"),
        ),
    ]
}

pub(crate) const SCHEMA_JSON: HeaderValue = HeaderValue::from_static("application/schema+json");
pub(crate) const OPENAPI_JSON: HeaderValue =
    HeaderValue::from_static("application/vnd.oai.openapi+json;version=3.0");

/// `application/schema+json`, or plain JSON for who asks for that alone, as GDAL does.
pub(crate) fn schema_type(asked: &HeaderMap) -> HeaderValue {
    let plain = names(asked, "application/json") && !names(asked, "application/schema+json");
    if plain { headers::JSON } else { SCHEMA_JSON }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_for_who_names_it() {
        for (accept, expected) in [
            ("*/*", Format::Json),
            ("", Format::Json),
            (
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                Format::Html,
            ),
            ("application/geo+json, text/html;q=0.5", Format::Json),
            ("text/html, application/json", Format::Json),
            ("TEXT/HTML", Format::Html),
            ("text/html;q=0", Format::Json),
        ] {
            let asked = HeaderMap::from_iter([(ACCEPT, accept.parse().expect("a value"))]);
            assert_eq!(accepted_format(&asked), expected, "{accept}");
        }
    }
}
