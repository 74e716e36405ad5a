//! Entity tags: what answers are made of, hashed; and the conditions that clients send.

use axum::body::Body;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, ETAG, HeaderMap, HeaderName, HeaderValue, IF_NONE_MATCH};
use axum::response::Response;
use std::fmt::Write as _;

/// Changes with the code, equal on every instance of one build.
pub(crate) const BUILD_ID: &str = env!("OKOLICA_BUILD_ID");

/// FNV-1a over what an answer depends on; each part is closed by a byte that no text holds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Digest(u64);

impl Digest {
    /// Starts with the build.
    pub(crate) fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325).text(BUILD_ID)
    }

    pub(crate) fn text(self, part: &str) -> Self {
        self.bytes(part.as_bytes())
    }

    pub(crate) fn number(self, part: u64) -> Self {
        self.bytes(&part.to_le_bytes())
    }

    pub(crate) fn bytes(self, part: &[u8]) -> Self {
        let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        let hash = part.iter().fold(self.0, |hash, byte| step(hash, *byte));
        Self(step(hash, 0xff))
    }

    /// A strong tag: equal tags, equal bytes.
    pub(crate) fn tag(self) -> HeaderValue {
        self.quoted("")
    }

    /// A weak tag, for answers that also say when they were made.
    pub(crate) fn weak_tag(self) -> HeaderValue {
        self.quoted("W/")
    }

    /// A strong tag that also says the version of the item that it is of.
    pub(crate) fn item_tag(self, version: u64) -> HeaderValue {
        value(&format!("\"v{version}-{:016x}\"", self.0))
    }

    fn quoted(self, prefix: &str) -> HeaderValue {
        let mut text = String::with_capacity(20);
        let _ = write!(text, "{prefix}\"{:016x}\"", self.0);
        value(&text)
    }
}

fn value(text: &str) -> HeaderValue {
    // Hexadecimal digits and quotes are always allowed.
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("\"\""))
}

/// Whether the client already holds what `tag` names (RFC 9110, 13.1.2: compared weakly).
pub(crate) fn is_known(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    if !headers.contains_key(IF_NONE_MATCH) {
        return false;
    }
    let own = tag.to_str().unwrap_or_default();
    let own = own.strip_prefix("W/").unwrap_or(own).trim_matches('"');
    let named = tags(headers, &IF_NONE_MATCH);
    named.iter().any(|tag| *tag == "*" || *tag == own)
}

/// 304: the client's copy is still right.
pub(crate) fn not_modified(tag: HeaderValue, cache: HeaderValue) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    response.headers_mut().insert(ETAG, tag);
    response.headers_mut().insert(CACHE_CONTROL, cache);
    response
}

/// The tags of a condition without quotes and weakness, `*` as itself. A tag may stand there
/// without quotes, as some clients send it; what is no text is a tag that nothing has.
pub(crate) fn tags<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Vec<&'a str> {
    let mut out = Vec::new();
    for value in headers.get_all(name) {
        let mut rest = value.to_str().unwrap_or("\"\"").trim();
        while !rest.is_empty() {
            let body = rest.strip_prefix("W/").unwrap_or(rest);
            let (tag, after) = match body.strip_prefix('"') {
                Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
                None => {
                    let end = body.find(',').unwrap_or(body.len());
                    (body[..end].trim(), &body[end..])
                }
            };
            out.push(tag);
            rest = after.trim_start_matches([',', ' ', '\t']);
        }
    }
    out
}

/// The item version that a tag of ours says.
pub(crate) fn version_in(tag: &str) -> Option<u64> {
    let digits = tag.strip_prefix('v')?;
    digits.split_once('-')?.0.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::header::IF_MATCH;

    fn with(name: HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().expect("a value"))])
    }

    #[test]
    fn conditions_are_lists_weak_or_a_star() {
        let tag = HeaderValue::from_static("\"abc\"");
        for (condition, known) in [
            ("\"abc\"", true),
            ("W/\"abc\"", true),
            ("\"x\", W/\"abc\" ,\"y\"", true),
            ("\"a,b\",\"abc\"", true),
            ("*", true),
            ("abc", true),
            ("\"abcd\"", false),
            ("\"x\"", false),
            ("", false),
            ("\"unclosed", false),
        ] {
            let headers = with(IF_NONE_MATCH, condition);
            assert_eq!(is_known(&headers, &tag), known, "{condition}");
        }
        assert!(!is_known(&HeaderMap::new(), &tag));
    }

    #[test]
    fn an_item_tag_gives_its_version_back() {
        let tag = Digest::new().text("x").item_tag(17);
        let headers = with(IF_MATCH, &format!("W/{}", tag.to_str().expect("ASCII")));
        let versions: Vec<_> = tags(&headers, &IF_MATCH)
            .into_iter()
            .map(version_in)
            .collect();
        assert_eq!(versions, [Some(17)]);
        for foreign in ["", "v", "v1", "17-x", "vx-1", "*"] {
            assert_eq!(version_in(foreign), None, "{foreign}");
        }
    }

    #[test]
    fn a_condition_that_is_no_text_fits_nothing() {
        let value = HeaderValue::from_bytes(b"\"\xc3\xa9\"").expect("a value");
        let headers = HeaderMap::from_iter([(IF_MATCH, value)]);
        assert_eq!(tags(&headers, &IF_MATCH), [""]);
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        let tag = |parts: &[&str]| parts.iter().fold(Digest::new(), |d, p| d.text(p)).tag();
        assert_ne!(tag(&["ab", "c"]), tag(&["a", "bc"]));
        assert_ne!(tag(&["a"]), tag(&["a", ""]));
    }
}
