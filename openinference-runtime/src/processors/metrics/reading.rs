//! What a finished span says, as measurements.

use opentelemetry::trace::Status;
use opentelemetry::{KeyValue, StringValue, Value};
use opentelemetry_sdk::trace::SpanData;

use super::instruments::Instruments;
use super::labels::{Labels, OTHER};
use crate::genai::genai_name;
use crate::semconv::SpanKind;
use crate::semconv::attributes::{
    AGENT_NAME, EMBEDDING_MODEL_NAME, EXCEPTION_TYPE, LLM_COST_TOTAL, LLM_MODEL_NAME, LLM_PROVIDER,
    LLM_REQUEST_MODEL_NAME, LLM_RESPONSE_MODEL_NAME, LLM_SYSTEM, LLM_TOKEN_COUNT_COMPLETION,
    LLM_TOKEN_COUNT_PROMPT, OPENINFERENCE_SPAN_KIND, TOOL_NAME,
};

const TIME_TO_FIRST_CHUNK: &str = "gen_ai.response.time_to_first_chunk";

pub(super) struct Reading<'s> {
    span: &'s SpanData,
    pub(super) kind: SpanKind,
    seconds: f64,
    error: Option<String>,
}

impl<'s> Reading<'s> {
    /// None for a span that is none of the conventions.
    pub(super) fn of(span: &'s SpanData) -> Option<Self> {
        let kind = text(span, OPENINFERENCE_SPAN_KIND)?.parse().ok()?;
        // A clock that went back measures nothing.
        let seconds = span.end_time.duration_since(span.start_time).unwrap_or_default().as_secs_f64();
        Some(Self { span, kind, seconds, error: error(span) })
    }

    pub(super) fn measure(&self, instruments: &Instruments, labels: &Labels) {
        match self.kind {
            SpanKind::Llm => self.call("chat", instruments, labels),
            SpanKind::Embedding => self.call("embeddings", instruments, labels),
            SpanKind::Tool => {
                let name = self.named("gen_ai.tool.name", &[TOOL_NAME], labels);
                instruments.tool.record(self.seconds, &self.outcome(name.into_iter().collect(), labels));
            }
            SpanKind::Agent => {
                let name = self.named("gen_ai.agent.name", &[AGENT_NAME], labels);
                instruments.agent.record(self.seconds, &self.outcome(name.into_iter().collect(), labels));
            }
            _ => {}
        }
        if self.error.is_some() {
            let kind = KeyValue::new(OPENINFERENCE_SPAN_KIND, self.kind.as_str());
            instruments.errors.add(1, &self.outcome(vec![kind], labels));
        }
    }

    /// A call of a model.
    fn call(&self, operation: &'static str, instruments: &Instruments, labels: &Labels) {
        let models = [
            self.provider(labels),
            self.named(
                "gen_ai.request.model",
                &[LLM_REQUEST_MODEL_NAME, LLM_MODEL_NAME, EMBEDDING_MODEL_NAME],
                labels,
            ),
            self.named("gen_ai.response.model", &[LLM_RESPONSE_MODEL_NAME], labels),
        ];
        let models: Vec<KeyValue> = models.into_iter().flatten().collect();
        let mut call = models.clone();
        call.push(KeyValue::new("gen_ai.operation.name", operation));

        instruments.operation.record(self.seconds, &self.outcome(call.clone(), labels));
        for (key, kind) in [(LLM_TOKEN_COUNT_PROMPT, "input"), (LLM_TOKEN_COUNT_COMPLETION, "output")] {
            if let Some(tokens) = number(self.span, key) {
                let kind = KeyValue::new("gen_ai.token.type", kind);
                #[allow(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "finite and not negative"
                )]
                instruments.tokens.record(tokens as u64, &[&call[..], &[kind]].concat());
            }
        }
        if let Some(seconds) = number(self.span, TIME_TO_FIRST_CHUNK) {
            instruments.first_chunk.record(seconds, &call);
        }
        if let Some(cost) = number(self.span, LLM_COST_TOTAL) {
            instruments.cost.add(cost, &models);
        }
    }

    fn outcome(&self, mut attributes: Vec<KeyValue>, labels: &Labels) -> Vec<KeyValue> {
        attributes.extend(self.error.as_deref().map(|error| labels.label("error.type", error)));
        attributes
    }

    /// The attribute, by the first of these keys that the span has.
    fn named(&self, key: &'static str, from: &[&str], labels: &Labels) -> Option<KeyValue> {
        let value = from.iter().find_map(|key| text(self.span, key))?;
        Some(labels.label(key, value))
    }

    fn provider(&self, labels: &Labels) -> Option<KeyValue> {
        let (provider, system) = (text(self.span, LLM_PROVIDER), text(self.span, LLM_SYSTEM));
        let name = genai_name(provider, system)?;
        Some(labels.label("gen_ai.provider.name", &name))
    }
}

/// The type of the last exception, or that the call was cancelled; None where nothing failed.
fn error(span: &SpanData) -> Option<String> {
    let Status::Error { .. } = span.status else { return None };
    let named = span.events.iter().rev().find_map(|event| match &*event.name {
        "exception" => {
            let exception = event.attributes.iter().find(|one| one.key.as_str() == EXCEPTION_TYPE)?;
            Some(exception.value.to_string())
        }
        "cancelled" => Some("cancelled".to_owned()),
        _ => None,
    });
    Some(named.unwrap_or_else(|| OTHER.to_owned()))
}

fn value<'s>(span: &'s SpanData, key: &str) -> Option<&'s Value> {
    span.attributes
        .iter()
        .rev()
        .find(|attribute| attribute.key.as_str() == key)
        .map(|attribute| &attribute.value)
}

fn text<'s>(span: &'s SpanData, key: &str) -> Option<&'s str> {
    match value(span, key)? {
        Value::String(text) => Some(StringValue::as_str(text)).filter(|text| !text.is_empty()),
        _ => None,
    }
}

/// A number that can be counted with.
fn number(span: &SpanData, key: &str) -> Option<f64> {
    #[allow(clippy::cast_precision_loss, reason = "no count of tokens comes near 2^53")]
    let number = match value(span, key)? {
        Value::I64(number) => *number as f64,
        Value::F64(number) => *number,
        _ => return None,
    };
    (number.is_finite() && number >= 0.0).then_some(number)
}
