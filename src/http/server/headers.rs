//! Header values that answers share, and the security headers of each area of the site.

use crate::config::{BasemapTemplate, PublicUrl};
use crate::embedders::{EmbedRules, Embedders};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, CONTENT_SECURITY_POLICY, HeaderMap,
    HeaderName, HeaderValue, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, VARY,
    X_CONTENT_TYPE_OPTIONS,
};
use okolica_model::Filter;
use okolica_model::district::DEFAULT_SET;
use okolica_model::time::Stamp;
use std::collections::BTreeMap;

pub(crate) const JSON: HeaderValue = HeaderValue::from_static("application/json");
pub(crate) const GEO_JSON: HeaderValue = HeaderValue::from_static("application/geo+json");
pub(crate) const PROBLEM_JSON: HeaderValue = HeaderValue::from_static("application/problem+json");
pub(crate) const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");
pub(crate) const PLAIN: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");

pub(crate) const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");
/// Kept by anyone, asked about before each use: an edit shows at once, and asking costs a 304.
pub(crate) const REVALIDATE: HeaderValue =
    HeaderValue::from_static("public, max-age=0, must-revalidate");
/// For an answer that stays true by the clock until then: it may be used so long without asking.
/// What only leaves out what has ended is asked about like any other, so that an edit shows at
/// once.
pub(crate) fn until(filter: &Filter, now: Stamp, until: Option<Stamp>) -> HeaderValue {
    let asks_when = filter.is_timed() && (filter.when.is_some() || filter.open.is_some());
    let Some(until) = until.filter(|_| asks_when) else {
        return REVALIDATE;
    };
    let seconds = ((until.millis() - now.millis()) / 1000).max(1);
    let text = format!("public, max-age={seconds}, must-revalidate");
    HeaderValue::try_from(text).unwrap_or(REVALIDATE)
}

/// For answers that hold what only those with the token may see.
pub(crate) const PRIVATE: HeaderValue = HeaderValue::from_static("private, no-store");
/// For addresses that hold a hash of their content.
pub(crate) const IMMUTABLE: HeaderValue =
    HeaderValue::from_static("public, max-age=31536000, immutable");
pub(crate) const AN_HOUR: HeaderValue = HeaderValue::from_static("public, max-age=3600");

const VARY_ENCODING: HeaderValue = HeaderValue::from_static("accept-encoding");

const CROSS_ORIGIN_RESOURCE_POLICY: HeaderName =
    HeaderName::from_static("cross-origin-resource-policy");
const CROSS_ORIGIN_OPENER_POLICY: HeaderName =
    HeaderName::from_static("cross-origin-opener-policy");
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

const ANY: HeaderValue = HeaderValue::from_static("*");
const NOSNIFF: HeaderValue = HeaderValue::from_static("nosniff");
const SAME_ORIGIN: HeaderValue = HeaderValue::from_static("same-origin");
const CROSS_ORIGIN: HeaderValue = HeaderValue::from_static("cross-origin");
const EXPOSED: HeaderValue = HeaderValue::from_static("etag, link, location, content-crs");

/// The parts of the site that differ in what other sites may do with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Area {
    /// Public data: `/tiles`, what the map draws its ground of, and pictures of the map.
    Tiles,
    /// Public data: `/api`, `/feeds` and `/oembed`.
    Api,
    /// What pages of others load from here to embed the map.
    Widget,
    Static,
    /// Health and metrics.
    Operations,
    /// The page that stands in frames of others.
    Embed,
    /// The page that shows embeds in frames of its own.
    Builder,
    Page,
}

impl Area {
    pub(crate) fn of(path: &str) -> Self {
        let first = path[1.min(path.len())..].split('/').next();
        if path.ends_with("/map.png") {
            return Self::Tiles;
        }
        match first.unwrap_or_default() {
            "tiles" | "ground.geojson" => Self::Tiles,
            "api" | "feeds" | "oembed" => Self::Api,
            "static" => Self::Static,
            "health" | "metrics" => Self::Operations,
            "embed" => match path {
                "/embed" => Self::Embed,
                "/embed/builder" => Self::Builder,
                "/embed/counts" | "/embed/counts.csv" => Self::Page,
                _ => Self::Widget,
            },
            _ => Self::Page,
        }
    }

    /// Whether errors are problem documents, and unknown parameters errors.
    pub(crate) const fn is_data(self) -> bool {
        matches!(self, Self::Tiles | Self::Api | Self::Widget)
    }

    /// Whether its answers are for people.
    pub(crate) const fn is_page(self) -> bool {
        matches!(self, Self::Embed | Self::Builder | Self::Page)
    }

    /// Whether scripts of other sites may read its answers.
    pub(crate) const fn is_open(self) -> bool {
        self.is_data() || matches!(self, Self::Embed)
    }
}

/// The security headers, made once of the settings.
#[derive(Debug)]
pub(crate) struct SecurityHeaders {
    policy: HeaderValue,
    builder_policy: HeaderValue,
    embed_policy: HeaderValue,
    /// By the code of a district of the default set.
    district_policies: BTreeMap<String, HeaderValue>,
    transport: Option<HeaderValue>,
}

impl SecurityHeaders {
    pub(crate) fn new(
        public_url: &PublicUrl,
        basemap: Option<&BasemapTemplate>,
        embedders: &EmbedRules,
    ) -> Self {
        let images = basemap.map_or_else(String::new, |basemap| format!(" {}", basemap.origin()));
        let policy = |frames: &str, ancestors: &str| {
            let policy = format!(
                "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                 img-src 'self' data:{images}; connect-src 'self'; manifest-src 'self'; \
                 worker-src 'self'; {frames}form-action 'self'; base-uri 'none'; \
                 frame-ancestors {ancestors}; object-src 'none'"
            );
            // Hosts were checked to be plain ASCII, so this always succeeds.
            HeaderValue::try_from(policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
        };
        let of_district = |(code, sites): (&String, &Embedders)| {
            let policy = policy("", &sites.directive());
            (code.clone(), policy)
        };
        Self {
            policy: policy("", "'none'"),
            builder_policy: policy("frame-src 'self'; ", "'none'"),
            embed_policy: policy("", &embedders.usual.directive()),
            district_policies: embedders.of_districts.iter().map(of_district).collect(),
            transport: public_url
                .is_https()
                .then_some(HeaderValue::from_static("max-age=31536000")),
        }
    }

    /// `query` is the address's, which says what an embed is of.
    pub(crate) fn add(&self, headers: &mut HeaderMap, area: Area, query: Option<&str>) {
        headers.insert(X_CONTENT_TYPE_OPTIONS, NOSNIFF);
        if let Some(transport) = &self.transport {
            headers.insert(STRICT_TRANSPORT_SECURITY, transport.clone());
        }
        if area.is_data() {
            headers.insert(CROSS_ORIGIN_RESOURCE_POLICY, CROSS_ORIGIN);
            return;
        }
        let (policies, resource) = match area {
            Area::Embed => (self.of_embed(query.unwrap_or_default()), CROSS_ORIGIN),
            Area::Builder => (vec![&self.builder_policy], SAME_ORIGIN),
            _ => (vec![&self.policy], SAME_ORIGIN),
        };
        headers.insert(CROSS_ORIGIN_RESOURCE_POLICY, resource);
        for policy in policies {
            headers.append(CONTENT_SECURITY_POLICY, policy.clone());
        }
        headers.insert(
            REFERRER_POLICY,
            HeaderValue::from_static("strict-origin-when-cross-origin"),
        );
        if matches!(area, Area::Builder | Area::Page) {
            headers.insert(CROSS_ORIGIN_OPENER_POLICY, SAME_ORIGIN);
        }
        if area.is_page() {
            headers.insert(
                PERMISSIONS_POLICY,
                HeaderValue::from_static(
                    "geolocation=(self), camera=(), microphone=(), payment=(), usb=()",
                ),
            );
        }
    }

    /// The policies of an embed. Browsers obey each: a site that holds several districts must be
    /// one of all of theirs.
    fn of_embed(&self, query: &str) -> Vec<&HeaderValue> {
        let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
        let pairs = pairs.iter().map(|(name, value)| (&**name, &**value));
        let asked = Filter::parse(pairs, None).0.district;
        let codes = asked.filter(|asked| asked.set == DEFAULT_SET);
        let codes = codes.map_or_else(Vec::new, |asked| asked.codes);
        let own = |code: &String| self.district_policies.get(code);
        let mut policies: Vec<&HeaderValue> = Vec::new();
        for policy in codes
            .iter()
            .map(|code| own(code).unwrap_or(&self.embed_policy))
        {
            if !policies.contains(&policy) {
                policies.push(policy);
            }
        }
        if policies.is_empty() {
            policies.push(&self.embed_policy);
        }
        policies
    }
}

/// Says that the answer depends on `Accept`.
pub(crate) fn vary_by_accept(headers: &mut HeaderMap) {
    headers.append(VARY, HeaderValue::from_static("accept"));
}

/// Says that the answer depends on `Accept-Encoding`.
pub(crate) fn vary_by_encoding(headers: &mut HeaderMap) {
    headers.append(VARY, VARY_ENCODING);
}

/// Lets scripts of any site read a public answer.
pub(crate) fn allow_any_origin(headers: &mut HeaderMap, area: Area) {
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, ANY);
    if area == Area::Api {
        headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_are_told_by_the_first_segment() {
        for (path, area) in [
            ("/", Area::Page),
            ("", Area::Page),
            ("/tiles/spaces/0/0/0.mvt", Area::Tiles),
            ("/tilesets", Area::Page),
            ("/api", Area::Api),
            ("/feeds/initiatives.ics", Area::Api),
            ("/static/x.js", Area::Static),
            ("/health/live", Area::Operations),
            ("/spaces/1", Area::Page),
            ("/embed", Area::Embed),
            ("/embed/builder", Area::Builder),
            ("/embed/counts", Area::Page),
            ("/embed/counts.csv", Area::Page),
            ("/embed/okolica.js", Area::Widget),
            ("/spaces/1/map.png", Area::Tiles),
            ("/map.png", Area::Tiles),
        ] {
            assert_eq!(Area::of(path), area, "{path}");
        }
    }
}
