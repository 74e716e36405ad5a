//! What the service answered once to every kind of request, and must go on answering.
//!
//! `requests.txt` holds the requests in the order in which they are sent: method, address, headers
//! and body between ` | `. `answers.jsonl.zst` holds the answers that an earlier build gave over
//! the store of `tests/stores`, at one fixed moment. Texts are compared byte for byte, GeoJSON
//! outside tiles as parsed JSON. What was added since stands in [`DIFFERENCES`].
//!
//! To record anew, on purpose: `cargo test -p okolica --test integration golden::record -- --ignored`
//! (after `cargo xtask web`, since pages name the browser's files).

use crate::stores::{LAST_CHANGE, MOMENT, geopackage};
use crate::support::app::{Answer, PUBLIC_URL, TOKEN, settings, start};
use axum::Router;
use axum::body::{Body, BodyDataStream};
use axum::http::{HeaderMap, Method, Request};
use base64::Engine as _;
use futures_util::StreamExt as _;
use okolica::http::{clock, router};
use okolica_model::time::Stamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use tower::ServiceExt as _;

/// Every difference from the recorded answers that is wanted: where (the beginning of an address),
/// what, and why. `what` is `body`, `header NAME`, `member NAME` (of any JSON object in the body), or
/// `text START … END` (all of the body between the two, both included, as often as it is there).
const DIFFERENCES: &[(&str, &str, &str)] = &[
    ("/metrics", "body", "counts what this process has done"),
    (
        "/api/collections/",
        "member timeStamp",
        "the moment of the answer",
    ),
    (
        "/api/coverage?f=xlsx",
        "body",
        "a workbook holds the moment when it was made",
    ),
    (
        "/static/",
        "body",
        "a file of the browser's part; its name says its content",
    ),
];

const REQUESTS: &str = include_str!("requests.txt");
const ANSWERS: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/golden/answers.jsonl.zst"
);

/// The longest body of bytes that is kept whole.
const WHOLE: usize = 16 * 1024;

/// Headers that say when, how long the compressed body is, or which build answers.
const PASSED_OVER: [&str; 3] = ["date", "content-length", "last-modified"];

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Recorded {
    request: String,
    address: String,
    status: u16,
    headers: BTreeMap<String, String>,
    body: Kept,
}

/// A body, decompressed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Kept {
    Text(String),
    Bytes { base64: String },
    Long { length: usize, fnv: String },
}

/// What the placeholders in braces stand for: taken from the answers so far.
#[derive(Debug, Default)]
struct Known {
    /// The tag of the last answer that had one.
    etag: String,
    /// The path after the rest of a list, as the last answer links it.
    next: String,
    /// The path of the item that was made last.
    location: String,
    /// A file of the browser's part that the last page names.
    asset: String,
}

impl Known {
    fn fill(&self, line: &str) -> String {
        let id = self.location.rsplit('/').next().unwrap_or_default();
        [
            ("{etag}", self.etag.as_str()),
            ("{next}", &self.next),
            ("{location-id}", id),
            ("{location}", &self.location),
            ("{asset}", &self.asset),
        ]
        .into_iter()
        .fold(line.to_owned(), |line, (name, value)| {
            assert!(
                !line.contains(name) || !value.is_empty(),
                "{line}: no {name} yet"
            );
            line.replace(name, value)
        })
    }

    fn learn(&mut self, answer: &Answer) {
        let keep = |known: &mut String, found: &str| {
            if !found.is_empty() {
                found.clone_into(known);
            }
        };
        keep(&mut self.etag, answer.header("etag"));
        let location = answer.header("location");
        keep(
            &mut self.location,
            location.strip_prefix(PUBLIC_URL).unwrap_or_default(),
        );
        let text = String::from_utf8_lossy(&answer.body);
        if let Ok(Value::Object(document)) = serde_json::from_str(&text) {
            let links = document
                .get("links")
                .and_then(Value::as_array)
                .into_iter()
                .flatten();
            let next = links
                .filter(|link| link["rel"] == "next")
                .find_map(|link| link["href"].as_str());
            keep(
                &mut self.next,
                next.and_then(|next| next.strip_prefix(PUBLIC_URL))
                    .unwrap_or_default(),
            );
        }
        let style = text
            .split('"')
            .find(|part| part.starts_with("/static/") && part.ends_with(".css"));
        keep(&mut self.asset, style.unwrap_or_default());
    }
}

/// Sends every request, one after the other.
async fn answers() -> Vec<Recorded> {
    let folder = tempfile::tempdir().expect("a folder");
    let (state, _live) = start(&geopackage(&folder), settings()).await;
    let router = router(state);
    let moment = Stamp::parse("moment", MOMENT).expect("a moment");
    let mut known = Known::default();
    let mut written = false;
    let mut out = Vec::new();
    for line in REQUESTS
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        let filled = known.fill(line);
        let (address, request) = request(&filled);
        written |=
            request.headers().contains_key("authorization") && request.method() != Method::GET;
        let answer = clock::standing(moment, send(&router, request)).await;
        known.learn(&answer);
        out.push(recorded(line, &address, &answer, written));
    }
    out
}

fn request(line: &str) -> (String, Request<Body>) {
    let mut parts = line.split(" | ");
    let first = parts.next().unwrap_or_default();
    let (method, address) = first.split_once(' ').expect("a method and an address");
    let mut request = Request::builder().method(method).uri(address);
    let mut body = Body::empty();
    for part in parts {
        let (name, value) = part.split_once(": ").expect("a header and its value");
        if name == "body" {
            body = Body::from(value.to_owned());
        } else {
            request = request.header(name, value.replace("{token}", TOKEN));
        }
    }
    (address.to_owned(), request.body(body).expect("a request"))
}

/// The answer; of a stream of events, those up to the state that the store has now.
async fn send(router: &Router, request: Request<Body>) -> Answer {
    let response = router.clone().oneshot(request).await.expect("an answer");
    let (parts, body) = response.into_parts();
    let events = parts
        .headers
        .get("content-type")
        .is_some_and(|kind| kind == "text/event-stream");
    let body = match events {
        true => events_so_far(body.into_data_stream()).await,
        false => axum::body::to_bytes(body, usize::MAX)
            .await
            .expect("a body")
            .to_vec(),
    };
    Answer {
        status: parts.status,
        body: decoded(&parts.headers, body),
        headers: parts.headers,
    }
}

/// The fields of the events, whichever way they are spaced.
async fn events_so_far(mut stream: BodyDataStream) -> Vec<u8> {
    let last = format!("id: {LAST_CHANGE}");
    let mut text = String::new();
    while !text.lines().any(|line| line == last) {
        let chunk = stream.next().await.expect("more events").expect("a piece");
        for line in String::from_utf8_lossy(&chunk).lines() {
            let (name, value) = line.split_once(':').unwrap_or((line, ""));
            text.push_str(&format!("{name}: {}\n", value.trim_start()));
        }
    }
    text.into_bytes()
}

fn decoded(headers: &HeaderMap, body: Vec<u8>) -> Vec<u8> {
    let mut out = Vec::new();
    let encoding = headers
        .get("content-encoding")
        .map(axum::http::HeaderValue::as_bytes);
    match encoding {
        Some(b"gzip") => flate2::read::GzDecoder::new(&body[..])
            .read_to_end(&mut out)
            .expect("gzip"),
        Some(b"zstd") => zstd::stream::read::Decoder::new(&body[..])
            .and_then(|mut d| d.read_to_end(&mut out))
            .expect("zstd"),
        _ => return body,
    };
    out
}

fn recorded(line: &str, address: &str, answer: &Answer, written: bool) -> Recorded {
    let mut headers = BTreeMap::new();
    for (name, value) in &answer.headers {
        let value = String::from_utf8_lossy(value.as_bytes());
        let value = match name.as_str() {
            "etag" => value.split('"').next().unwrap_or_default().to_owned() + "\"…\"",
            name if PASSED_OVER.contains(&name) => "…".to_owned(),
            _ => tidy(&value, written),
        };
        let entry: &mut String = headers.entry(name.to_string()).or_default();
        if !entry.is_empty() {
            entry.push_str(", ");
        }
        entry.push_str(&value);
    }
    let body = match std::str::from_utf8(&answer.body) {
        Ok(text) => Kept::Text(tidy(text, written)),
        Err(_) if answer.body.len() <= WHOLE => Kept::Bytes {
            base64: base64::engine::general_purpose::STANDARD.encode(&answer.body),
        },
        Err(_) => Kept::Long {
            length: answer.body.len(),
            fnv: format!("{:016x}", fnv(&answer.body)),
        },
    };
    Recorded {
        request: line.to_owned(),
        address: tidy(address, false),
        status: answer.status.as_u16(),
        headers,
        body,
    }
}

/// FNV-1a, 64 bits.
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The text with `…` for build ids and hashes of files and, once something was `written`, for
/// moments: the database's clock does not stand.
fn tidy(text: &str, written: bool) -> String {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < bytes.len() {
        let word = bytes[at..]
            .iter()
            .take_while(|byte| byte.is_ascii_alphanumeric())
            .count();
        let found = &text[at..at + word];
        if word == 0 {
            let next = (at + 1..=bytes.len()).find(|end| text.is_char_boundary(*end));
            let next = next.unwrap_or(bytes.len());
            out.push_str(&text[at..next]);
            at = next;
        } else if is_hash(found) {
            out.push('…');
            at += word;
        } else if let Some(length) = moment(&bytes[at..]).filter(|_| written) {
            out.push('…');
            at += length;
        } else {
            out.push_str(found);
            at += word;
        }
    }
    out
}

/// Whether the word is 16 hexadecimal digits with a letter among them: figures alone may be those of a coordinate.
fn is_hash(word: &str) -> bool {
    let letters = word.bytes().filter(|b| matches!(b, b'a'..=b'f')).count();
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    word.len() == 16 && letters > 0 && letters + digits == 16
}

/// The length of the moment in UTC that the text begins with: `2026-12-03T16:30:00.123Z`, with
/// `+00:00` as feeds write it, or `20261203T163000Z` of calendars.
fn moment(text: &[u8]) -> Option<usize> {
    [
        &b"0000-00-00T00:00:00.000Z"[..],
        b"0000-00-00T00:00:00Z",
        b"0000-00-00T00:00:00.000+00:00",
        b"0000-00-00T00:00:00+00:00",
        b"00000000T000000Z",
    ]
    .into_iter()
    .find(|shape| {
        text.len() >= shape.len()
            && shape.iter().zip(text).all(|(shape, byte)| match shape {
                b'0' => byte.is_ascii_digit(),
                shape => shape == byte,
            })
    })
    .map(<[u8]>::len)
}

/// The answer without what may differ.
fn compared(mut answer: Recorded) -> Recorded {
    for &(address, what, _) in DIFFERENCES {
        if !answer.address.starts_with(address) {
            continue;
        }
        if what == "body" {
            answer.body = Kept::Text(String::new());
        } else if let Some(name) = what.strip_prefix("header ") {
            answer.headers.remove(name);
        } else if let Some(name) = what.strip_prefix("member ") {
            without_member(&mut answer.body, name);
        } else if let Some((start, end)) = what
            .strip_prefix("text ")
            .and_then(|what| what.split_once(" … "))
        {
            without_text(&mut answer.body, start, end);
        } else {
            panic!("{what} is no part of an answer");
        }
    }
    // The names in any order and in one header or several, each perhaps more than once, mean the same.
    if let Some(vary) = answer.headers.get_mut("vary") {
        let names: BTreeSet<&str> = vary.split(',').map(str::trim).collect();
        *vary = names.into_iter().collect::<Vec<_>>().join(", ");
    }
    let geojson = answer
        .headers
        .get("content-type")
        .is_some_and(|kind| kind.starts_with("application/geo+json"));
    if geojson
        && !answer.address.starts_with("/tiles/")
        && let Kept::Text(text) = &mut answer.body
        && let Ok(mut document) = serde_json::from_str::<Value>(text)
    {
        document.sort_all_objects();
        *text = document.to_string();
    }
    answer
}

fn without_member(body: &mut Kept, name: &str) {
    fn remove(value: &mut Value, name: &str) {
        match value {
            Value::Object(members) => {
                members.shift_remove(name);
                members.values_mut().for_each(|value| remove(value, name));
            }
            Value::Array(values) => values.iter_mut().for_each(|value| remove(value, name)),
            _ => {}
        }
    }
    if let Kept::Text(text) = body
        && let Ok(mut document) = serde_json::from_str(text)
    {
        remove(&mut document, name);
        *text = document.to_string();
    }
}

fn without_text(body: &mut Kept, start: &str, end: &str) {
    let Kept::Text(text) = body else { return };
    while let Some(from) = text.find(start) {
        let rest = from + start.len();
        let Some(length) = text[rest..].find(end) else {
            return;
        };
        text.replace_range(from..rest + length + end.len(), "");
    }
}

/// What differs first, with a few words around it.
fn difference(was: &Recorded, is: &Recorded) -> Option<String> {
    if was.status != is.status {
        return Some(format!(
            "status {} was {}: {:?}",
            is.status, was.status, is.body
        ));
    }
    let names = was.headers.keys().chain(is.headers.keys());
    for name in names {
        let (was, is) = (was.headers.get(name), is.headers.get(name));
        if was != is {
            return Some(format!("header {name} is {is:?}, was {was:?}"));
        }
    }
    match (&was.body, &is.body) {
        (was, is) if was == is => None,
        (Kept::Text(was), Kept::Text(is)) => {
            let same = was
                .chars()
                .zip(is.chars())
                .take_while(|(was, is)| was == is)
                .count();
            let around = |text: &str| -> String {
                text.chars()
                    .skip(same.saturating_sub(60))
                    .take(200)
                    .collect()
            };
            Some(format!(
                "body from character {same}\n  was …{}\n  is  …{}",
                around(was),
                around(is)
            ))
        }
        (was, is) => Some(format!("body is {is:?}, was {was:?}")),
    }
}

#[tokio::test]
async fn answers_are_as_recorded() {
    let file = std::fs::read(ANSWERS).expect("recorded answers");
    let text = zstd::decode_all(&file[..]).expect("zstd");
    let was: Vec<Recorded> = String::from_utf8(text)
        .expect("UTF-8")
        .lines()
        .map(|line| serde_json::from_str(line).expect("a recorded answer"))
        .collect();
    let is = answers().await;
    let lines = |all: &[Recorded]| {
        all.iter()
            .map(|one| one.request.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        lines(&was),
        lines(&is),
        "requests.txt has changed: record anew"
    );
    let mut different = Vec::new();
    for (was, is) in was.into_iter().zip(is) {
        let request = is.request.clone();
        if let Some(what) = difference(&compared(was), &compared(is)) {
            different.push(format!("{request}\n  {what}"));
        }
    }
    let number = different.len();
    different.truncate(30);
    assert!(
        number == 0,
        "{number} answers differ\n{}",
        different.join("\n")
    );
}

#[tokio::test]
#[ignore = "writes the answers of this build over the recorded ones"]
async fn record() {
    let lines: Vec<String> = answers()
        .await
        .iter()
        .map(|answer| serde_json::to_string(answer).expect("JSON"))
        .collect();
    let packed = zstd::encode_all(lines.join("\n").as_bytes(), 19).expect("zstd");
    std::fs::write(ANSWERS, packed).expect("written");
}
