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
    said: Said<'s>,
    pub(super) kind: SpanKind,
    seconds: f64,
    error: Option<String>,
}

/// What is measured or labels a measurement. Of several attributes with one key the last counts.
#[derive(Default)]
struct Said<'s> {
    kind: Option<&'s Value>,
    tool: Option<&'s Value>,
    agent: Option<&'s Value>,
    provider: Option<&'s Value>,
    system: Option<&'s Value>,
    model: Option<&'s Value>,
    request_model: Option<&'s Value>,
    response_model: Option<&'s Value>,
    embedding_model: Option<&'s Value>,
    prompt_tokens: Option<&'s Value>,
    completion_tokens: Option<&'s Value>,
    cost: Option<&'s Value>,
    time_to_first_chunk: Option<&'s Value>,
}

impl<'s> Said<'s> {
    /// In one pass: a span may have thousands of attributes.
    fn by(attributes: &'s [KeyValue]) -> Self {
        let mut said = Self::default();
        for KeyValue { key, value, .. } in attributes {
            let place = match key.as_str() {
                OPENINFERENCE_SPAN_KIND => &mut said.kind,
                TOOL_NAME => &mut said.tool,
                AGENT_NAME => &mut said.agent,
                LLM_PROVIDER => &mut said.provider,
                LLM_SYSTEM => &mut said.system,
                LLM_MODEL_NAME => &mut said.model,
                LLM_REQUEST_MODEL_NAME => &mut said.request_model,
                LLM_RESPONSE_MODEL_NAME => &mut said.response_model,
                EMBEDDING_MODEL_NAME => &mut said.embedding_model,
                LLM_TOKEN_COUNT_PROMPT => &mut said.prompt_tokens,
                LLM_TOKEN_COUNT_COMPLETION => &mut said.completion_tokens,
                LLM_COST_TOTAL => &mut said.cost,
                TIME_TO_FIRST_CHUNK => &mut said.time_to_first_chunk,
                _ => continue,
            };
            *place = Some(value);
        }
        said
    }
}

impl<'s> Reading<'s> {
    /// None for a span that is none of the conventions.
    pub(super) fn of(span: &'s SpanData) -> Option<Self> {
        let said = Said::by(&span.attributes);
        let kind = text(said.kind)?.parse().ok()?;
        // A clock that went back measures nothing.
        let seconds = span.end_time.duration_since(span.start_time).unwrap_or_default().as_secs_f64();
        Some(Self { said, kind, seconds, error: error(span) })
    }

    pub(super) fn measure(&self, instruments: &Instruments, labels: &Labels) {
        match self.kind {
            SpanKind::Llm => self.call("chat", instruments, labels),
            SpanKind::Embedding => self.call("embeddings", instruments, labels),
            SpanKind::Tool => {
                let name = named("gen_ai.tool.name", &[self.said.tool], labels);
                instruments.tool.record(self.seconds, &self.outcome(name.into_iter().collect(), labels));
            }
            SpanKind::Agent => {
                let name = named("gen_ai.agent.name", &[self.said.agent], labels);
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
        let said = &self.said;
        let models = [
            self.provider(labels),
            named("gen_ai.request.model", &[said.request_model, said.model, said.embedding_model], labels),
            named("gen_ai.response.model", &[said.response_model], labels),
        ];
        let models: Vec<KeyValue> = models.into_iter().flatten().collect();
        let mut call = models.clone();
        call.push(KeyValue::new("gen_ai.operation.name", operation));

        instruments.operation.record(self.seconds, &self.outcome(call.clone(), labels));
        for (tokens, kind) in [(said.prompt_tokens, "input"), (said.completion_tokens, "output")] {
            if let Some(tokens) = number(tokens) {
                let kind = KeyValue::new("gen_ai.token.type", kind);
                #[allow(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "finite and not negative"
                )]
                instruments.tokens.record(tokens as u64, &[&call[..], &[kind]].concat());
            }
        }
        if let Some(seconds) = number(said.time_to_first_chunk) {
            instruments.first_chunk.record(seconds, &call);
        }
        if let Some(cost) = number(said.cost) {
            instruments.cost.add(cost, &models);
        }
    }

    fn outcome(&self, mut attributes: Vec<KeyValue>, labels: &Labels) -> Vec<KeyValue> {
        attributes.extend(self.error.as_deref().map(|error| labels.label("error.type", error)));
        attributes
    }

    fn provider(&self, labels: &Labels) -> Option<KeyValue> {
        let (provider, system) = (text(self.said.provider), text(self.said.system));
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

/// The label that the first of these texts gives.
fn named(key: &'static str, from: &[Option<&Value>], labels: &Labels) -> Option<KeyValue> {
    let value = from.iter().find_map(|value| text(*value))?;
    Some(labels.label(key, value))
}

fn text(value: Option<&Value>) -> Option<&str> {
    match value? {
        Value::String(text) => Some(StringValue::as_str(text)).filter(|text| !text.is_empty()),
        _ => None,
    }
}

/// A number that can be counted with.
fn number(value: Option<&Value>) -> Option<f64> {
    #[allow(clippy::cast_precision_loss, reason = "no count of tokens comes near 2^53")]
    let number = match value? {
        Value::I64(number) => *number as f64,
        Value::F64(number) => *number,
        _ => return None,
    };
    (number.is_finite() && number >= 0.0).then_some(number)
}
