//! How every client introduces itself, and how long it waits.

use std::time::Duration;

pub(super) const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// As the OTLP specification wants it, with our name behind.
pub(super) const USER_AGENT: &str =
    concat!("OTel-OTLP-Exporter-Rust ", env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
