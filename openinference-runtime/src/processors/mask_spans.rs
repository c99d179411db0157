//! Everything that a span says, masked: for spans that did not come through this crate.

use std::sync::Arc;
use std::time::Duration;

use opentelemetry::trace::Status;
use opentelemetry::{Context, InstrumentationScope, KeyValue, Value};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{Span, SpanData, SpanProcessor};

use crate::config::{Hidden, TraceConfig};
use crate::semconv::SpanKind;
use crate::semconv::attributes::OPENINFERENCE_SPAN_KIND;
use crate::source;

/// Masks the spans that other instrumentation makes, on their way to a processor: attributes, events, links, status, name and
/// the attributes of the scope, as a [`TraceConfig`] says.
///
/// The set-up of [`telemetry`](crate::telemetry) has it before every processor and exporter. Spans of this crate were masked
/// when they were written, and pass untouched.
///
/// ```
/// use openinference_runtime::config::TraceConfig;
/// use openinference_runtime::filter::MaskSpans;
/// use opentelemetry_sdk::trace::{BatchSpanProcessor, InMemorySpanExporter, SdkTracerProvider};
///
/// let processor = BatchSpanProcessor::builder(InMemorySpanExporter::default()).build();
/// let masked = MaskSpans::new(processor, TraceConfig::from_env());
/// let provider = SdkTracerProvider::builder().with_span_processor(masked).build();
/// ```
#[derive(Debug)]
pub struct MaskSpans<P> {
    inner: P,
    mask: Mask,
}

impl<P: SpanProcessor> MaskSpans<P> {
    /// Passes on to `inner` what `config` lets spans say.
    pub fn new(inner: P, config: TraceConfig) -> Self {
        Self::masking(inner, Mask::new(config))
    }

    pub(crate) fn masking(inner: P, mask: Mask) -> Self {
        Self { inner, mask }
    }
}

impl<P: SpanProcessor> SpanProcessor for MaskSpans<P> {
    fn on_start(&self, span: &mut Span, cx: &Context) {
        self.inner.on_start(span, cx);
    }

    fn on_end(&self, mut span: SpanData) {
        self.mask.mask(&mut span);
        self.inner.on_end(span);
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.inner.force_flush()
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.inner.shutdown_with_timeout(timeout)
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.inner.set_resource(resource);
    }
}

/// What finished spans may say.
#[derive(Clone, Debug)]
pub(crate) struct Mask {
    config: Arc<TraceConfig>,
    /// Whether code that is not ours may have written to our spans behind our back: a processor when they started, a sampler.
    distrusts: bool,
}

impl Mask {
    pub(crate) fn new(config: TraceConfig) -> Self {
        Self { config: Arc::new(config), distrusts: false }
    }

    /// The same, where spans of ours are masked too.
    pub(crate) fn distrusting(self, distrusts: bool) -> Self {
        Self { distrusts, ..self }
    }

    pub(crate) fn config(&self) -> &TraceConfig {
        &self.config
    }

    /// What spans of this kind may say.
    pub(crate) fn config_of(&self, kind: SpanKind) -> Arc<TraceConfig> {
        Arc::clone(&self.config).for_kind(kind)
    }

    /// Masks the span, unless it was.
    pub(crate) fn mask(&self, span: &mut SpanData) {
        if self.distrusts || !source::is_ours(&span.instrumentation_scope) {
            self.mask_all(span);
        }
    }

    fn mask_all(&self, span: &mut SpanData) {
        let config = match kind(&span.attributes).and_then(|kind| kind.parse().ok()) {
            Some(kind) => self.config_of(kind),
            None => Arc::clone(&self.config),
        };
        attributes(&config, &mut span.attributes);
        span.name = config.mask_name(std::mem::take(&mut span.name));
        for event in &mut span.events.events {
            attributes(&config, &mut event.attributes);
            event.name = config.mask_name(std::mem::take(&mut event.name));
        }
        for link in &mut span.links.links {
            attributes(&config, &mut link.attributes);
        }
        if let Status::Error { description } = &mut span.status {
            span.status = config.mask_error(std::mem::take(description));
        }
        if let Some(scope) = masked_scope(&config, &span.instrumentation_scope) {
            span.instrumentation_scope = scope;
        }
    }
}

fn attributes(config: &TraceConfig, all: &mut Vec<KeyValue>) {
    all.retain_mut(|one| {
        let value = std::mem::replace(&mut one.value, Value::Bool(false));
        config.mask(one.key.as_str(), value).map(|value| one.value = value).is_some()
    });
}

/// The scope in place of one whose attributes say what they may not.
pub(crate) fn masked_scope(
    config: &TraceConfig,
    scope: &InstrumentationScope,
) -> Option<InstrumentationScope> {
    let is_hidden = |one: &KeyValue| config.hides(one.key.as_str()) != Hidden::Visible;
    if !scope.attributes().any(is_hidden) {
        return None;
    }
    let mut masked: Vec<KeyValue> = scope.attributes().cloned().collect();
    attributes(config, &mut masked);
    let mut builder = InstrumentationScope::builder(scope.name().to_owned()).with_attributes(masked);
    if let Some(version) = scope.version() {
        builder = builder.with_version(version.to_owned());
    }
    if let Some(url) = scope.schema_url() {
        builder = builder.with_schema_url(url.to_owned());
    }
    Some(builder.build())
}

/// The last kind that the span says.
fn kind(attributes: &[KeyValue]) -> Option<&str> {
    let kind = attributes.iter().rev().find(|one| one.key.as_str() == OPENINFERENCE_SPAN_KIND)?;
    match &kind.value {
        Value::String(kind) => Some(kind.as_str()),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
