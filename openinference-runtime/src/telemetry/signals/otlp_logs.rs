//! Log records that are sent to a collector.

use std::sync::Arc;

use opentelemetry::KeyValue;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::logs::SdkLoggerProvider;

use super::collector_route;
use super::logs::LogExportProcessor;
use crate::config::TraceConfig;
use crate::telemetry::InitError;
use crate::telemetry::exporters::Signal;
use crate::telemetry::pipeline::route::Route;
use crate::telemetry::settings::SignalSettings;

/// The provider whose records are sent, where that is wanted.
pub(super) fn provider(
    settings: &SignalSettings,
    resource: &[KeyValue],
    config: &TraceConfig,
    routes: &mut Vec<Route>,
) -> Result<Option<SdkLoggerProvider>, InitError> {
    let Some(collector) = &settings.logs else { return Ok(None) };
    let queue = collector_route::start(collector, Signal::Logs, "log records", routes)?;
    let processor = LogExportProcessor { queue, config: Arc::new(config.clone()) };
    let resource = Resource::builder_empty().with_attributes(resource.iter().cloned()).build();
    let builder = SdkLoggerProvider::builder().with_resource(resource).with_log_processor(processor);
    Ok(Some(builder.build()))
}
