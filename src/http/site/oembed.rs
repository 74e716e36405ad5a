//! `/oembed`: how to embed what an address of this service shows (oEmbed 1.0, <https://oembed.com>).

use crate::http::request::context::RequestContext;
use crate::http::response::answer;
use crate::http::response::problem::{Answer, Problem};
use crate::http::server::headers;
use crate::http::site::pages;
use axum::http::StatusCode;
use axum::http::header::HeaderValue;
use okolica_atlas::{Atlas, Record};
use okolica_model::FieldError;
use okolica_model::district::DEFAULT_SET;
use okolica_model::filter::{DistrictFilter, Filter};
use okolica_web::format::escaped;
use okolica_web::page;
use okolica_web::state::{EMBED, MapView, ViewState};
use okolica_web::words::Language;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

const XML: HeaderValue = HeaderValue::from_static("text/xml; charset=utf-8");

/// Pixels of an embed that nobody says the size of.
const USUAL: [u32; 2] = [640, 480];
/// Nothing is seen in a smaller one.
const LEAST: u32 = 100;
/// The sizes of pictures, the larger first, and what asks for them.
const THUMBNAILS: [(u32, u32, Option<&str>); 2] =
    [(1200, 630, None), (640, 320, Some("size=small"))];
/// Seconds that a consumer may keep an answer: it changes with a name alone.
const A_DAY: u32 = 86_400;

/// How close an item is shown.
const CLOSE: u8 = 16;

/// What somebody wants to embed.
struct Shown {
    title: String,
    /// The address of the embed, and that of its picture.
    embed: String,
    picture: String,
}

pub(crate) async fn oembed(cx: RequestContext) -> Answer {
    let (app, atlas, pairs) = (&cx.app, &cx.atlas, &cx.pairs);
    // Consumers add what they like to the query: of that nothing is meant for us.
    let value = |name: &str| {
        let found = pairs
            .iter()
            .find(|(key, value)| key == name && !value.is_empty());
        found.map(|(_, value)| value.as_str())
    };
    let as_xml = match value("format") {
        None | Some("json") => false,
        Some("xml") => true,
        Some(other) => {
            let detail = format!("format {other} is not spoken here, but json and xml are");
            return Err(Problem::new(StatusCode::NOT_IMPLEMENTED, detail));
        }
    };
    let most = |name| value(name).map(|text| pixels(name, text)).transpose();
    let most = [most("maxwidth"), most("maxheight")];
    let url = value("url").ok_or_else(|| {
        let expected = format!("an address of {}", app.settings.public_url);
        FieldError::new("url", "nothing", expected)
    });
    let (most, url) = match (most, url) {
        ([Ok(width), Ok(height)], Ok(url)) => ([width, height], url),
        ([width, height], url) => {
            let errors = [width.err(), height.err(), url.err()];
            return Err(Problem::parameters(errors.into_iter().flatten().collect()));
        }
    };
    let base = app.settings.public_url.as_str();
    let shown = url
        .strip_prefix(base)
        .and_then(|local| shown(atlas, local))
        .ok_or_else(|| Problem::not_found(format!("{url} shows nothing that can be embedded")))?;
    let document = document(base, atlas.profile().name.as_str(), &shown, most);
    if as_xml {
        answer::of_bytes(&cx.headers, XML, xml(&document).into_bytes())
    } else {
        let body = Value::Object(document).to_string();
        answer::of_bytes(&cx.headers, headers::JSON, body.into_bytes())
    }
}

fn pixels(name: &str, text: &str) -> Result<u32, FieldError> {
    let pixels = text.parse().ok().filter(|pixels| *pixels >= LEAST);
    pixels.ok_or_else(|| FieldError::new(name, text, format!("pixels, {LEAST} or more")))
}

/// What an address shows, without the service in front of it.
fn shown(atlas: &Atlas, local: &str) -> Option<Shown> {
    let local = local.split('#').next().unwrap_or_default();
    let (path, query) = local.split_once('?').unwrap_or((local, ""));
    let pairs = okolica_web::state::pairs(query);
    let (state, _) = ViewState::read(&pairs, Some(atlas));
    let language = state.language.as_deref().and_then(Language::of_tag);
    let spoken = language.unwrap_or_else(|| Language::of_city(atlas.profile()));
    // The rest of a list, or a part of a page, is nothing to embed.
    let state = ViewState {
        after: None,
        skip: 0,
        language: language.map(|language| language.tag().to_owned()),
        ..state
    };
    if matches!(path, "" | "/") || path == EMBED {
        return Some(of_view(atlas, state.on(EMBED, &pairs), spoken));
    }
    if let Some(code) = path.strip_prefix("/districts/") {
        let code = percent_decode_str(code).decode_utf8().ok()?;
        let set = pairs.iter().find(|(name, _)| name == "set");
        let set = set.map_or(DEFAULT_SET, |(_, set)| set.as_str());
        return of_district(atlas, set, &code, state.language);
    }
    let id = path.rsplit('/').next()?;
    let key = pages::item_at(atlas, path, id)?;
    if path != format!("/{key}") {
        return None;
    }
    let view = ViewState {
        selected: Some(key),
        language: state.language,
        ..ViewState::default()
    };
    Some(of_view(atlas, view.on(EMBED, &[]), spoken))
}

/// A view of the map; with an item that is open in it, that one.
fn of_view(atlas: &Atlas, state: ViewState, spoken: Language) -> Shown {
    let selected = state.selected.and_then(|key| atlas.item(key));
    let position = selected.and_then(Record::position);
    let title = selected.map(|record| page::name_of(atlas, record, &record.item(), spoken));
    let picture = match (selected, position) {
        (Some(record), Some(_)) => format!("/{}/map.png", record.key()),
        _ => {
            let drawn = ViewState {
                map: state.map,
                filter: state.filter.clone(),
                ..ViewState::default()
            };
            match drawn.query() {
                query if query.is_empty() => "/map.png".to_owned(),
                query => format!("/map.png?{query}"),
            }
        }
    };
    let place = position.map(|center| MapView {
        center,
        zoom: CLOSE,
    });
    let state = ViewState {
        map: state.map.or(place),
        ..state
    };
    Shown {
        title: title.unwrap_or_else(|| atlas.profile().name.clone()),
        embed: state.href(),
        picture,
    }
}

fn of_district(atlas: &Atlas, set: &str, code: &str, language: Option<String>) -> Option<Shown> {
    let stored = atlas.district(set, code)?;
    let state = ViewState {
        filter: Filter {
            district: Some(DistrictFilter {
                set: set.to_owned(),
                codes: vec![code.to_owned()],
            }),
            ..ViewState::default().filter
        },
        ..ViewState::default()
    };
    let picture = format!("/map.png?{}", state.query());
    let embed = ViewState { language, ..state }.on(EMBED, &[]);
    Some(Shown {
        title: stored.district.name.clone(),
        picture,
        embed: embed.href(),
    })
}

fn document(base: &str, city: &str, shown: &Shown, most: [Option<u32>; 2]) -> Map<String, Value> {
    let fitting = |usual: u32, most: Option<u32>| most.map_or(usual, |most| usual.min(most));
    let [width, height] = [fitting(USUAL[0], most[0]), fitting(USUAL[1], most[1])];
    let html = format!(
        "<iframe src=\"{}\" title=\"{}\" width=\"{width}\" height=\"{height}\" loading=\"lazy\"></iframe>",
        escaped(&format!("{base}{}", shown.embed)),
        escaped(&shown.title),
    );
    let mut out = Map::new();
    let mut say = |name: &str, value: Value| out.insert(name.to_owned(), value);
    say("type", json!("rich"));
    say("version", json!("1.0"));
    say("title", json!(shown.title));
    say("provider_name", json!(city));
    say("provider_url", json!(format!("{base}/")));
    say("cache_age", json!(A_DAY));
    let fits = |pixels: u32, most: Option<u32>| most.is_none_or(|most| pixels <= most);
    let thumbnail = THUMBNAILS
        .iter()
        .find(|(wide, high, _)| fits(*wide, most[0]) && fits(*high, most[1]));
    if let Some((wide, high, size)) = thumbnail {
        let mark = if shown.picture.contains('?') {
            "&"
        } else {
            "?"
        };
        let size = size.map_or_else(String::new, |size| format!("{mark}{size}"));
        let picture = format!("{base}{}{size}", shown.picture);
        say("thumbnail_url", json!(picture));
        say("thumbnail_width", json!(wide));
        say("thumbnail_height", json!(high));
    }
    say("html", json!(html));
    say("width", json!(width));
    say("height", json!(height));
    out
}

fn xml(document: &Map<String, Value>) -> String {
    let mut out =
        String::from("<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\n<oembed>\n");
    for (name, value) in document {
        let text = value.as_str().map_or_else(|| value.to_string(), escaped);
        // Writing to a string can't fail.
        let _ = writeln!(out, "<{name}>{text}</{name}>");
    }
    out.push_str("</oembed>\n");
    out
}
