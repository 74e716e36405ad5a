//! `/ground.geojson`: water and parks that the map draws where it has no basemap.

use crate::http::request::context::RequestContext;
use crate::http::response::encoding::Encoding;
use crate::http::response::problem::{Answer, Problem};
use crate::http::response::validator::{self, Digest};
use crate::http::server::headers;
use crate::http::state::AppState;
use crate::{ground, picture};
use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG};
use axum::response::Response;
use bytes::Bytes;
use okolica_atlas::Atlas;
use serde_json::Value;
use std::path::Path;

/// A ground, written in every encoding when the service starts.
#[derive(Debug)]
pub(crate) struct Ground {
    by_encoding: Vec<(Encoding, Bytes)>,
    digest: Digest,
    drawn: picture::Ground,
}

impl Ground {
    /// The demo town's own water and parks.
    pub(crate) fn demo() -> anyhow::Result<Self> {
        Ok(Self::of(&ground::demo()?))
    }

    /// # Errors
    /// When the file can't be read or is no GeoJSON FeatureCollection.
    pub(crate) fn read(path: &Path) -> anyhow::Result<Self> {
        Ok(Self::of(&ground::read(path)?))
    }

    fn of(collection: &Value) -> Self {
        let features = collection["features"].as_array();
        let plain = collection.to_string().into_bytes();
        Self {
            drawn: picture::Ground::of_features(features.map_or(&[], Vec::as_slice)),
            digest: Digest::new().bytes(&plain),
            by_encoding: Encoding::DYNAMIC
                .map(|encoding| (encoding, encoding.compress(plain.clone()).into()))
                .to_vec(),
        }
    }

    /// The same, as pictures draw it.
    pub(crate) const fn drawn(&self) -> &picture::Ground {
        &self.drawn
    }

    /// Changes with its bytes.
    pub(crate) const fn digest(&self) -> Digest {
        self.digest
    }

    fn bytes(&self, encoding: Encoding) -> Bytes {
        self.by_encoding
            .iter()
            .find(|(own, _)| *own == encoding)
            .map_or_else(Bytes::new, |(_, bytes)| bytes.clone())
    }
}

impl AppState {
    /// The configured ground; the demo town brings its own.
    pub(crate) fn ground(&self, atlas: &Atlas) -> Option<&Ground> {
        let demo = || atlas.profile().fictional.then_some(&self.demo_ground);
        self.own_ground.as_ref().or_else(demo)
    }
}

pub(crate) async fn ground(cx: RequestContext) -> Answer {
    let ground = cx
        .app
        .ground(&cx.atlas)
        .ok_or_else(|| Problem::not_found("no ground is configured (OKOLICA_GROUND)"))?;
    let encoding = Encoding::of_answer(&cx.headers)?;
    let tag = ground.digest.text(encoding.name()).tag();
    if validator::is_known(&cx.headers, &tag) {
        let mut response = validator::not_modified(tag, headers::AN_HOUR);
        headers::vary_by_encoding(response.headers_mut());
        return Ok(response);
    }
    let mut response = Response::new(Body::from(ground.bytes(encoding)));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, headers::GEO_JSON);
    headers.insert(CACHE_CONTROL, headers::AN_HOUR);
    headers.insert(ETAG, tag);
    encoding.describe(headers);
    Ok(response)
}
