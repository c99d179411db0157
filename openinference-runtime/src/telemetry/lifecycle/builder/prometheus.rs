//! The page for Prometheus.

use std::net::SocketAddr;

use super::Builder;

impl Builder {
    /// Where Prometheus may scrape `/metrics`; port 0 lets the system choose. Without it `OTEL_METRICS_EXPORTER` decides.
    pub fn prometheus(mut self, address: SocketAddr) -> Self {
        self.choices.prometheus = Some(address);
        self
    }
}
