//! Log records: `opentelemetry.proto.logs.v1.LogRecord`.

use std::borrow::Cow;

use opentelemetry::logs::AnyValue;
use opentelemetry::{InstrumentationScope, Key};
use opentelemetry_sdk::logs::SdkLogRecord;

use super::{
    attributes::ArrayItems,
    item::Item,
    sink::{Sink, WireMessage},
    span::nanoseconds,
};

/// A record with what it may say.
#[derive(Debug)]
pub(crate) struct LogItem<'r> {
    pub(crate) record: &'r SdkLogRecord,
    pub(crate) scope: &'r InstrumentationScope,
    /// The part of the program that it comes from, which stands for the name of the bridge that made it.
    pub(crate) target: Option<Cow<'static, str>>,
    pub(crate) body: Option<AnyValue>,
    pub(crate) attributes: Vec<(Key, AnyValue)>,
}

impl LogItem<'_> {
    fn scope_name(&self) -> &str {
        self.target.as_deref().unwrap_or(self.scope.name())
    }
}

impl Item for LogItem<'_> {
    fn is_in(&self, scope: &InstrumentationScope) -> bool {
        self.scope_name() == scope.name()
            && self.scope.version() == scope.version()
            && self.scope.schema_url() == scope.schema_url()
            && self.scope.attributes().eq(scope.attributes())
    }

    fn scope(&self) -> InstrumentationScope {
        let Some(target) = &self.target else { return self.scope.clone() };
        let mut scope =
            InstrumentationScope::builder(target.clone()).with_attributes(self.scope.attributes().cloned());
        if let Some(version) = self.scope.version() {
            scope = scope.with_version(version.to_owned());
        }
        if let Some(url) = self.scope.schema_url() {
            scope = scope.with_schema_url(url.to_owned());
        }
        scope.build()
    }
}

impl WireMessage for LogItem<'_> {
    fn encode<S: Sink>(&self, sink: &mut S) {
        let record = self.record;
        sink.fixed64(1, record.timestamp().map_or(0, nanoseconds));
        // `SeverityNumber` has the numbers of `Severity`.
        sink.number(2, record.severity_number().map_or(0, |severity| severity as u64));
        sink.string(3, record.severity_text().unwrap_or_default());
        self.body.iter().for_each(|body| sink.message(5, body));
        self.attributes.iter().for_each(|attribute| sink.message(6, attribute));
        if let Some(context) = record.trace_context() {
            sink.fixed32(8, context.trace_flags.map_or(0, |flags| flags.to_u8().into()));
            sink.bytes(9, &context.trace_id.to_bytes());
            sink.bytes(10, &context.span_id.to_bytes());
        }
        sink.fixed64(11, record.observed_timestamp().map_or(0, nanoseconds));
        sink.string(12, record.event_name().unwrap_or_default());
    }
}

impl WireMessage for (Key, AnyValue) {
    fn encode<S: Sink>(&self, sink: &mut S) {
        sink.string(1, self.0.as_str());
        sink.message(2, &self.1);
    }
}

/// `AnyValue`, with maps and bytes, which attributes of spans do not have.
impl WireMessage for AnyValue {
    fn encode<S: Sink>(&self, sink: &mut S) {
        match self {
            Self::String(text) => text.encode(sink),
            Self::Boolean(value) => value.encode(sink),
            Self::Int(value) => value.encode(sink),
            Self::Double(value) => value.encode(sink),
            Self::ListAny(items) => sink.message(5, &ArrayItems(items)),
            Self::Map(fields) => sink.message(6, &Fields(fields)),
            Self::Bytes(bytes) => sink.bytes(7, bytes),
            // A type that does not exist yet: a value without content.
            _ => {}
        }
    }
}

/// `KeyValueList`.
struct Fields<'m>(&'m std::collections::HashMap<Key, AnyValue>);

impl WireMessage for Fields<'_> {
    fn encode<S: Sink>(&self, sink: &mut S) {
        self.0.iter().for_each(|field| sink.message(1, &field));
    }
}

impl WireMessage for (&Key, &AnyValue) {
    fn encode<S: Sink>(&self, sink: &mut S) {
        sink.string(1, self.0.as_str());
        sink.message(2, self.1);
    }
}
