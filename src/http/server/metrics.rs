//! Figures for operators, in the text format of Prometheus.

use crate::store::{MOST_EMBEDS, OTHER_EMBEDS};
use axum::extract::MatchedPath;
use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue, LabelValueEncoder};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use std::collections::HashSet;
use std::fmt::{self, Write as _};
use std::hash::{Hash, Hasher};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Upper ends of the classes of latency, in seconds.
const LATENCIES: [f64; 11] = [
    0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0,
];

#[derive(Debug)]
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    latency: Family<RouteLabels, Histogram, fn() -> Histogram>,
    embed_opens: Family<EmbedLabels, Counter>,
    /// The embeds that have a figure of their own.
    embeds: Mutex<HashSet<String>>,
    pub(crate) tile_hits: Counter,
    pub(crate) tile_misses: Counter,
    pub(crate) connections: Gauge,
    pub(crate) event_streams: Gauge,
    pub(crate) refused_connections: Counter,
    pub(crate) atlas_version: Gauge,
    pub(crate) atlas_items: Gauge,
    pub(crate) store_healthy: Gauge,
    pub(crate) panics: Counter,
}

impl Metrics {
    pub(crate) fn new() -> Self {
        let mut registry = Registry::with_prefix("okolica");
        let requests = Family::default();
        registry.register(
            "http_requests",
            "Requests by route and status",
            requests.clone(),
        );
        let latency: Family<RouteLabels, Histogram, fn() -> Histogram> =
            Family::new_with_constructor(|| Histogram::new(LATENCIES));
        registry.register_with_unit(
            "http_request_duration",
            "Time from a request's head to its answer's head",
            Unit::Seconds,
            latency.clone(),
        );
        let embed_opens = Family::default();
        registry.register(
            "embed_opens",
            "Openings of embeds by their preset",
            embed_opens.clone(),
        );
        let mut counter = |name, help| {
            let counter = Counter::default();
            registry.register(name, help, counter.clone());
            counter
        };
        let tile_hits = counter("tile_cache_hits", "Tiles answered from memory");
        let tile_misses = counter("tile_cache_misses", "Tiles that were drawn");
        let refused_connections = counter("refused_connections", "Connections over a limit");
        let panics = counter("panics", "Requests that ended in a panic");
        let mut gauge = |name, help| {
            let gauge = Gauge::default();
            registry.register(name, help, gauge.clone());
            gauge
        };
        Self {
            connections: gauge("connections", "Open connections"),
            event_streams: gauge("event_streams", "Open streams of changes"),
            atlas_version: gauge("atlas_version", "Change-log number that answers hold"),
            atlas_items: gauge("atlas_items", "Spaces and initiatives that are published"),
            store_healthy: gauge("store_healthy", "1 while the store answers, else 0"),
            registry,
            requests,
            latency,
            embed_opens,
            embeds: Mutex::default(),
            tile_hits,
            tile_misses,
            refused_connections,
            panics,
        }
    }

    pub(crate) fn request(&self, route: Option<MatchedPath>, status: u16, took: Duration) {
        let route = Route(route);
        let labels = RouteLabels {
            route: route.clone(),
        };
        self.latency
            .get_or_create(&labels)
            .observe(took.as_secs_f64());
        self.requests
            .get_or_create(&RequestLabels { route, status })
            .inc();
    }

    /// Counts an opening of an embed; of very many the last are not told apart.
    pub(crate) fn opened(&self, embed: &str) {
        let mut embeds = self.embeds.lock().unwrap_or_else(PoisonError::into_inner);
        let told_apart = embeds.contains(embed) || embeds.len() < MOST_EMBEDS;
        if told_apart {
            embeds.insert(embed.to_owned());
        }
        let embed = if told_apart { embed } else { OTHER_EMBEDS };
        let labels = EmbedLabels {
            embed: embed.to_owned(),
        };
        self.embed_opens.get_or_create(&labels).inc();
    }

    /// The text that a collector reads.
    pub(crate) fn text(&self) -> Result<String, fmt::Error> {
        let mut text = String::new();
        prometheus_client::encoding::text::encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    route: Route,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct EmbedLabels {
    embed: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteLabels {
    route: Route,
}

/// The pattern of an address, `/spaces/{id}`; never the address itself, of which there are
/// too many.
#[derive(Debug, Clone)]
struct Route(Option<MatchedPath>);

impl Route {
    fn as_str(&self) -> &str {
        self.0.as_ref().map_or("none", MatchedPath::as_str)
    }
}

impl PartialEq for Route {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Route {}

impl Hash for Route {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl EncodeLabelValue for Route {
    fn encode(&self, encoder: &mut LabelValueEncoder<'_>) -> fmt::Result {
        encoder.write_str(self.as_str())
    }
}
