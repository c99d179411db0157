//! The page for Prometheus.

use std::net::SocketAddr;

use super::Telemetry;
use crate::telemetry::signals::Scrape;

impl Telemetry {
    /// Where Prometheus may scrape `/metrics`; None where that is not wanted.
    pub fn prometheus_address(&self) -> Option<SocketAddr> {
        self.active.started.signals.meters.scrape().map(Scrape::address)
    }

    /// What Prometheus would scrape, for a page of one's own; None where that is not wanted.
    pub fn prometheus_text(&self) -> Option<String> {
        self.active.started.signals.meters.scrape().map(Scrape::text)
    }
}
