//! Log records that are masked as they are written, by the configuration of the spans.
//!
//! The SDK lets nobody change a record that is complete, so what a record is filled through stands in between.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::SystemTime;

use opentelemetry::logs::{AnyValue, LogRecord, Logger, LoggerProvider, Severity};
use opentelemetry::trace::TraceContextExt;
use opentelemetry::{Context, InstrumentationScope, Key, SpanId, StringValue, TraceFlags, TraceId, Value};
use opentelemetry_sdk::logs::{SdkLogRecord, SdkLogger, SdkLoggerProvider};

use crate::config::{Capture, Hidden, REDACTED, TraceConfig};

/// A provider whose records are masked.
#[derive(Debug)]
pub(super) struct MaskingProvider {
    pub(super) provider: SdkLoggerProvider,
    pub(super) config: Arc<TraceConfig>,
}

impl LoggerProvider for MaskingProvider {
    type Logger = MaskingLogger;

    fn logger_with_scope(&self, scope: InstrumentationScope) -> MaskingLogger {
        MaskingLogger { logger: self.provider.logger_with_scope(scope), config: Arc::clone(&self.config) }
    }
}

#[derive(Debug)]
pub(super) struct MaskingLogger {
    logger: SdkLogger,
    config: Arc<TraceConfig>,
}

impl Logger for MaskingLogger {
    type LogRecord = MaskedRecord;

    fn create_log_record(&self) -> MaskedRecord {
        // What happens in a span is what the span is about; a server that starts says nothing of anybody.
        let is_of_a_span = Context::map_current(|cx| cx.span().span_context().is_valid());
        let capture = if is_of_a_span { self.config.capture() } else { Capture::All };
        let config = Arc::clone(&self.config);
        MaskedRecord { record: self.logger.create_log_record(), config, capture }
    }

    fn emit(&self, record: MaskedRecord) {
        self.logger.emit(record.record);
    }

    fn event_enabled(&self, level: Severity, target: &str, name: Option<&str>) -> bool {
        self.logger.event_enabled(level, target, name)
    }
}

/// A record that is being filled.
pub(super) struct MaskedRecord {
    record: SdkLogRecord,
    config: Arc<TraceConfig>,
    /// How much of its content is kept.
    capture: Capture,
}

impl MaskedRecord {
    /// What becomes of content that no key says anything of.
    fn hides_content(&self) -> Hidden {
        match self.capture {
            Capture::All => Hidden::Visible,
            Capture::Structure => Hidden::Redacted,
            Capture::Nothing => Hidden::Dropped,
        }
    }

    /// What is written in place of the value of `key`; `None` writes nothing.
    fn masked(&self, key: &str, value: AnyValue) -> Option<AnyValue> {
        let is_secret = self.config.is_secret_parameter(key);
        let hidden = if is_content(&value) { self.hides_content() } else { Hidden::Visible };
        let hidden = hidden.max(self.config.hides(key));
        match hidden {
            Hidden::Dropped => None,
            Hidden::Redacted => Some(REDACTED.into()),
            Hidden::Visible if is_secret => Some(REDACTED.into()),
            Hidden::Visible => Some(self.clean(key, value)),
        }
    }

    /// Every text in a value as an attribute of a span would have it.
    fn clean(&self, key: &str, value: AnyValue) -> AnyValue {
        match value {
            AnyValue::String(text) => AnyValue::String(self.clean_text(key, text)),
            AnyValue::ListAny(items) => {
                AnyValue::ListAny(Box::new(items.into_iter().map(|item| self.clean(key, item)).collect()))
            }
            AnyValue::Map(fields) => {
                let field = |(name, value): (Key, AnyValue)| {
                    let value = if self.config.is_secret_field(name.as_str()) {
                        REDACTED.into()
                    } else {
                        self.clean(key, value)
                    };
                    (name, value)
                };
                AnyValue::Map(Box::new(fields.into_iter().map(field).collect()))
            }
            other => other,
        }
    }

    fn clean_text(&self, key: &str, text: StringValue) -> StringValue {
        match self.config.mask(key, Value::String(text)) {
            Some(Value::String(text)) => text,
            _ => REDACTED.into(),
        }
    }
}

/// Texts and what may be made of them; counts, times and flags are none.
fn is_content(value: &AnyValue) -> bool {
    !matches!(value, AnyValue::Int(_) | AnyValue::Double(_) | AnyValue::Boolean(_))
}

impl LogRecord for MaskedRecord {
    fn set_event_name(&mut self, name: &'static str) {
        self.record.set_event_name(name);
    }

    fn set_target<T>(&mut self, target: T)
    where
        T: Into<Cow<'static, str>>,
    {
        self.record.set_target(target);
    }

    fn set_timestamp(&mut self, timestamp: SystemTime) {
        self.record.set_timestamp(timestamp);
    }

    fn set_observed_timestamp(&mut self, timestamp: SystemTime) {
        self.record.set_observed_timestamp(timestamp);
    }

    fn set_severity_text(&mut self, text: &'static str) {
        self.record.set_severity_text(text);
    }

    fn set_severity_number(&mut self, number: Severity) {
        self.record.set_severity_number(number);
    }

    fn set_body(&mut self, body: AnyValue) {
        // Under no key, so that no switch has a say in it.
        if let Some(body) = self.masked("", body) {
            self.record.set_body(body);
        }
    }

    fn add_attributes<I, K, V>(&mut self, attributes: I)
    where
        I: IntoIterator<Item = (K, V)>,
        K: Into<Key>,
        V: Into<AnyValue>,
    {
        attributes.into_iter().for_each(|(key, value)| self.add_attribute(key, value));
    }

    fn add_attribute<K, V>(&mut self, key: K, value: V)
    where
        K: Into<Key>,
        V: Into<AnyValue>,
    {
        let key = key.into();
        if let Some(value) = self.masked(key.as_str(), value.into()) {
            self.record.add_attribute(key, value);
        }
    }

    fn set_trace_context(&mut self, trace_id: TraceId, span_id: SpanId, trace_flags: Option<TraceFlags>) {
        self.record.set_trace_context(trace_id, span_id, trace_flags);
    }
}
