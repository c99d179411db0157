//! Log records on their way out, masked by the configuration of the spans, whoever made them.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::{Duration, Instant};

use opentelemetry::logs::AnyValue;
use opentelemetry::{InstrumentationScope, Key};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::{OTelSdkError, OTelSdkResult};
use opentelemetry_sdk::logs::{LogProcessor, SdkLogRecord};

use super::masked::MaskedRecord;
use crate::config::TraceConfig;
use crate::instant;
use crate::processors::mask_spans::masked_scope;
use crate::telemetry::pipeline::ExportQueue;
use crate::telemetry::pipeline::protobuf::{self, LogItem};

/// How long the SDK's `force_flush`, which has no timeout of its own, may take.
const FLUSH: Duration = Duration::from_secs(5);

/// Puts log records into a queue.
#[derive(Debug)]
pub(crate) struct LogExportProcessor {
    pub(crate) queue: Arc<ExportQueue>,
    pub(crate) config: Arc<TraceConfig>,
}

impl LogProcessor for LogExportProcessor {
    fn emit(&self, record: &mut SdkLogRecord, scope: &InstrumentationScope) {
        let masked = MaskedRecord::new(&self.config, record.trace_context().is_some());
        // Under no key, so that no switch has a say in it.
        let body = record.body().and_then(|body| masked.value("", body.clone()));
        let target = target(record);
        let attributes = record
            .attributes_iter()
            .filter(|(key, _)| !is_target(key))
            .filter_map(|(key, value)| Some((key.clone(), masked.value(key.as_str(), value.clone())?)))
            .collect::<Vec<(_, AnyValue)>>();
        let masked = masked_scope(&self.config, scope);
        let scope = masked.as_ref().unwrap_or(scope);
        self.queue.push(&LogItem { record, scope, target, body, attributes });
    }

    fn force_flush(&self) -> OTelSdkResult {
        let target = self.queue.request_flush();
        in_time(self.queue.wait_flushed(target, instant::after(FLUSH)), FLUSH)
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.queue.close(instant::after(timeout));
        in_time(self.queue.wait_closed(), timeout)
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.queue.set_resource(protobuf::Resource::new(resource));
    }
}

/// Where `tracing` puts the target of what comes from `log`, whose own target is then `log` for all records.
fn is_target(key: &Key) -> bool {
    key.as_str() == "log.target"
}

fn target(record: &SdkLogRecord) -> Option<Cow<'static, str>> {
    let of_log = record.attributes_iter().find(|(key, _)| is_target(key)).map(|(_, value)| value);
    match of_log {
        Some(AnyValue::String(target)) => Some(target.as_str().to_owned().into()),
        _ => record.target().cloned(),
    }
}

/// Without its processor a queue's thread has nothing to do.
impl Drop for LogExportProcessor {
    fn drop(&mut self) {
        self.queue.close(Instant::now());
    }
}

fn in_time(in_time: bool, timeout: Duration) -> OTelSdkResult {
    if in_time { Ok(()) } else { Err(OTelSdkError::Timeout(timeout)) }
}
