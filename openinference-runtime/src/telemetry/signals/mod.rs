//! Metrics and logs beside the spans, from the same set-up and flushed by the same guard.

#[cfg(any(feature = "otlp-metrics", feature = "otlp-logs"))]
mod collector_route;
#[cfg(not(feature = "logs"))]
#[path = "no_loggers.rs"]
mod loggers;
#[cfg(feature = "logs")]
mod loggers;
#[cfg(feature = "logs")]
pub(crate) mod logs;
#[cfg(feature = "otlp-metrics")]
mod masked_points;
#[cfg(feature = "metrics")]
#[cfg_attr(not(feature = "prometheus"), expect(dead_code, reason = "no page is compiled in"))]
mod meters;
#[cfg(not(feature = "metrics"))]
#[path = "no_meters.rs"]
mod meters;
#[cfg(feature = "otlp-metrics")]
mod metric_exporter;
#[cfg(all(feature = "logs", not(feature = "otlp-logs")))]
#[path = "no_otlp_logs.rs"]
mod otlp_logs;
#[cfg(feature = "otlp-logs")]
mod otlp_logs;
#[cfg(all(feature = "metrics", not(feature = "otlp-metrics")))]
#[path = "no_otlp_metrics.rs"]
mod otlp_metrics;
#[cfg(feature = "otlp-metrics")]
mod otlp_metrics;
mod running_signals;
#[cfg(all(feature = "metrics", not(feature = "prometheus")))]
#[path = "no_scrape.rs"]
mod scrape;
#[cfg(feature = "prometheus")]
mod scrape;

pub(crate) use self::meters::Meters;
pub(crate) use self::running_signals::RunningSignals;
#[cfg(feature = "prometheus")]
pub(crate) use self::scrape::Scrape;
