//! Spans of the GenAI conventions as spans of OpenInference.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use opentelemetry::trace::{Span as _, SpanId};
use opentelemetry::{Context, KeyValue};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{Span, SpanData, SpanProcessor};

use crate::attributes::{AttributeBuffer, Attributes, Rank};
use crate::config::TraceConfig;
use crate::cost;
use crate::fork_lock::ForkLock;
use crate::genai::read::{self, Input};
use crate::semconv::SpanKind;
use crate::semconv::attributes::OPENINFERENCE_SPAN_KIND;
use crate::span::enclosing_span::{self, Absorbed, EnclosingSpan};
use crate::{source, starting_kind};

use super::mask_spans::Mask;

/// Turns the spans that other instrumentation writes by OpenTelemetry's GenAI conventions into spans of OpenInference on
/// their way to a processor; see the [module](crate::genai).
///
/// Everything that spans of other instrumentation say is masked as a [`TraceConfig`] says, like our own spans, whether they
/// are converted or not. `gen_ai.*` attributes that have become
/// others are left out, unless the configuration [wants both](TraceConfig::genai_semconv). Attributes of OpenInference that a
/// span has already stay, and so does a span that says its kind itself.
///
/// ```
/// use openinference_runtime::genai::ConvertGenAi;
/// use opentelemetry_sdk::trace::{BatchSpanProcessor, InMemorySpanExporter, SdkTracerProvider};
///
/// let processor = BatchSpanProcessor::builder(InMemorySpanExporter::default()).build();
/// let provider = SdkTracerProvider::builder().with_span_processor(ConvertGenAi::new(processor)).build();
/// ```
#[derive(Debug)]
pub struct ConvertGenAi<P> {
    inner: P,
    mask: Mask,
    kinds_at_start: bool,
    /// Spans in progress that there is something to know of at their end.
    open: ForkLock<HashMap<SpanId, Open>>,
}

#[derive(Debug, Default)]
struct Open {
    /// The call of ours that it may be a part of.
    call: Option<Arc<EnclosingSpan>>,
    /// Whether its kind was written here.
    marked: bool,
}

impl<P: SpanProcessor> ConvertGenAi<P> {
    /// Passes on to `inner`, masking as the `OPENINFERENCE_*` variables say.
    pub fn new(inner: P) -> Self {
        enclosing_span::listen();
        let config = TraceConfig::from_env().or_built_in_prices();
        Self { inner, mask: Mask::new(config), kinds_at_start: false, open: ForkLock::default() }
    }

    /// Masks as `config` says.
    #[must_use]
    pub fn config(mut self, config: TraceConfig) -> Self {
        self.mask = Mask::new(config);
        self
    }

    /// Masks as `mask` does.
    pub(crate) fn masking(mut self, mask: Mask) -> Self {
        self.mask = mask;
        self
    }

    /// Writes the kind of a span when it starts, where it is known by then: for processors that ask for it, as
    /// [`OpenInferenceOnly`](crate::processors::filter::OpenInferenceOnly) does.
    #[must_use]
    pub fn kinds_at_start(mut self) -> Self {
        self.kinds_at_start = true;
        self
    }

    /// Writes the kind, if it is known.
    fn mark(&self, span: &mut Span) -> bool {
        let kind = self.kinds_at_start.then(|| span.exported_data()).flatten().and_then(|data| {
            let is_told = has_kind(&data.attributes);
            read::kind_of(&Input::new(&data.attributes)).filter(|_| !is_told)
        });
        if let Some(kind) = kind {
            span.set_attribute(KeyValue::new(OPENINFERENCE_SPAN_KIND, kind.as_str()));
        }
        kind.is_some()
    }

    /// The attributes of a span as OpenInference has them; `None` where they stay as they are.
    fn convert(&self, span: &SpanData, open: &Open) -> Option<Vec<KeyValue>> {
        if has_kind(&span.attributes) && !open.marked {
            return None;
        }
        let kind = read::kind_of(&Input::new(&span.attributes))?;
        let is_kept = |one: &&KeyValue| {
            !read::is_taken(one.key.as_str()) && one.key.as_str() != OPENINFERENCE_SPAN_KIND
        };
        let mut all: Vec<KeyValue> = span.attributes.iter().filter(is_kept).cloned().collect();
        let kept = all.len();
        // What the producer says in the words of OpenInference is better than what is guessed.
        let said = read::read(kind, &span.attributes, &self.mask.config_of(kind)).into_iter();
        let said: Vec<KeyValue> = said.filter(|one| all.iter().all(|known| known.key != one.key)).collect();
        all.extend(said);
        let derived_from = buffer(&all);
        self.price(span, &derived_from, &mut all);
        if self.is_part_of(span, open, kind, &all[kept..]) {
            all.truncate(kept);
            all.push(KeyValue::new(OPENINFERENCE_SPAN_KIND, SpanKind::Chain.as_str()));
        } else if self.mask.config().genai_semconv() {
            let mut out = Attributes::new(self.mask.config());
            crate::genai::write(&derived_from, &mut out);
            all.extend(out.into_vec());
        }
        Some(all)
    }

    /// Whether the call that the span describes is counted in a span of ours around it.
    fn is_part_of(&self, span: &SpanData, open: &Open, kind: SpanKind, said: &[KeyValue]) -> bool {
        let Some(call) = open.call.as_ref().filter(|call| call.kind == kind) else { return false };
        let said = said.iter().filter(|one| one.key.as_str() != OPENINFERENCE_SPAN_KIND).cloned().collect();
        match call.absorb(span.span_context.span_id(), said) {
            Absorbed::Taken => true,
            Absorbed::TooLate { counted } => counted,
        }
    }

    fn price(&self, span: &SpanData, said: &AttributeBuffer, all: &mut Vec<KeyValue>) {
        if let Some(cost) = cost::by_config(self.mask.config(), said, span.start_time) {
            let mut out = Attributes::new(self.mask.config());
            cost.write(&mut out);
            all.extend(out.into_vec());
        }
    }

    fn note(&self, id: SpanId, open: Open) {
        if let Some(mut all) = self.open.lock() {
            all.insert(id, open);
        }
    }

    fn take(&self, id: SpanId) -> Open {
        self.open.lock().and_then(|mut all| all.remove(&id)).unwrap_or_default()
    }
}

impl<P: SpanProcessor> SpanProcessor for ConvertGenAi<P> {
    fn on_start(&self, span: &mut Span, cx: &Context) {
        if starting_kind::get().is_none() {
            let open = Open { marked: self.mark(span), call: enclosing_span::around(cx) };
            if open.marked || open.call.is_some() {
                self.note(span.span_context().span_id(), open);
            }
        }
        self.inner.on_start(span, cx);
    }

    fn on_end(&self, mut span: SpanData) {
        // Our own need neither conversion nor the lock that all threads share.
        if !(source::is_ours(&span.instrumentation_scope) && has_kind(&span.attributes)) {
            let open = self.take(span.span_context.span_id());
            if let Some(attributes) = self.convert(&span, &open) {
                span.attributes = attributes;
            }
        }
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

/// The same, for those who derive something from it.
fn buffer(attributes: &[KeyValue]) -> AttributeBuffer {
    let mut buffer = AttributeBuffer::default();
    for KeyValue { key, value, .. } in attributes {
        buffer.push(Rank::Detected, key.clone().into(), value.clone());
    }
    buffer
}

fn has_kind(attributes: &[KeyValue]) -> bool {
    attributes.iter().any(|attribute| attribute.key.as_str() == OPENINFERENCE_SPAN_KIND)
}
