//! The accept loop, and the work around every request: limits, headers, health, figures.

pub(crate) mod accept;
pub(crate) mod address;
pub(crate) mod envelope;
pub(crate) mod headers;
pub(crate) mod health;
pub(crate) mod in_flight;
pub(crate) mod metrics;
pub(crate) mod serve;
pub(crate) mod stall;
