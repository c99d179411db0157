//! Set-up by one call.

use super::lifecycle::builder::Builder;
use super::lifecycle::guard::Telemetry;
use super::settings::error::InitError;

/// Sets telemetry up from the `OTEL_*` and `PHOENIX_*` variables.
///
/// With an endpoint (`PHOENIX_COLLECTOR_ENDPOINT`, `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT`, `OTEL_EXPORTER_OTLP_ENDPOINT`) spans
/// go there by OTLP. Without one, the trace tree is written to stderr where that is a terminal or where it is asked for
/// (`OTEL_TRACES_EXPORTER=console` or `OTEL_EXPORT_CONSOLE=true`); else nothing is exported.
///
/// Calling it again while a guard lives returns another guard of the same set-up; the last one flushes.
///
/// # Errors
///
/// When a variable is not accepted or what it asks for is not compiled in; see [`InitError`].
pub fn init() -> Result<Telemetry, InitError> {
    Builder::new().init()
}
