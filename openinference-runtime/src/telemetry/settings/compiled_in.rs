//! Which exporters are compiled in: what is not is refused by a message that names its feature.

pub(super) const CONSOLE: bool = cfg!(feature = "console");
pub(super) const OTLP: bool = cfg!(feature = "otlp");
pub(super) const OTLP_GRPC: bool = cfg!(feature = "otlp-grpc");
pub(super) const OTLP_LOGS: bool = cfg!(feature = "otlp-logs");
pub(super) const OTLP_METRICS: bool = cfg!(feature = "otlp-metrics");
pub(super) const PROMETHEUS: bool = cfg!(feature = "prometheus");
pub(super) const TLS: bool = cfg!(feature = "tls");
