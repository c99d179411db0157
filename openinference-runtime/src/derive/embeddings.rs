//! What `#[derive(Embedding)]` says.

use crate::opentelemetry::KeyValue;

use super::describe_fields::{DescribeFields, FieldCollector, collect};
use super::members::Members;
use super::response_facts::write_attributes;
use crate::attributes::Attributes;
use crate::config::TraceConfig;
use crate::json::Json;
use crate::record::{AttributeValue, Side};
use crate::semconv::SpanKind;
use crate::semconv::patterns::{EMBEDDING_INVOCATION_PARAMETERS, EMBEDDING_MODEL_NAME};
use crate::value::{Embedding, TokenCount, write_embeddings};

/// The fields of embeddings, or of a list of them; one method for each key.
#[derive(Debug, Default)]
pub struct Embeddings {
    embeddings: Vec<Embedding>,
    said: Embedding,
    model: Option<String>,
    parameters: Members,
    usage: TokenCount,
    attributes: Vec<KeyValue>,
}

#[allow(missing_docs, reason = "the table of the keys says what they are")]
impl Embeddings {
    pub fn text(&mut self, text: Option<String>) {
        self.said.text = text;
    }

    pub fn vector(&mut self, vector: Vec<f64>) {
        self.said.vector = vector;
    }

    /// Texts and vectors that a type holds in two lists belong together one by one.
    pub fn texts(&mut self, texts: Vec<String>) {
        for (index, text) in texts.into_iter().enumerate() {
            self.at(index).text = Some(text);
        }
    }

    pub fn embeddings(&mut self, embeddings: Vec<Embedding>) {
        for (index, embedding) in embeddings.into_iter().enumerate() {
            let known = self.at(index);
            known.text = embedding.text.or(known.text.take());
            known.vector = embedding.vector;
        }
    }

    pub fn model(&mut self, model: Option<String>) {
        self.model = model;
    }

    pub fn invocation_parameters(&mut self, parameters: Option<Json>) {
        self.parameters.whole(parameters);
    }

    pub fn invocation_parameters_member(&mut self, name: &str, parameter: Option<Json>) {
        self.parameters.member(name, parameter);
    }

    pub fn usage(&mut self, usage: TokenCount) {
        self.usage = usage;
    }

    pub fn attribute<Type, V: AttributeValue<Type>>(
        &mut self,
        key: &'static str,
        value: V,
        config: &TraceConfig,
    ) {
        self.attributes.extend(value.attribute_value(config).map(|value| KeyValue::new(key, value)));
    }

    fn at(&mut self, index: usize) -> &mut Embedding {
        if index >= self.embeddings.len() {
            self.embeddings.resize_with(index + 1, Embedding::default);
        }
        &mut self.embeddings[index]
    }
}

impl FieldCollector for Embeddings {
    fn end(&mut self) {
        let said = std::mem::take(&mut self.said);
        if said != Embedding::default() {
            self.embeddings.push(said);
        }
    }

    fn write(mut self, _: Side, kind: SpanKind, out: &mut Attributes<'_>) {
        if kind != SpanKind::Embedding {
            return;
        }
        if let Some(model) = self.model {
            out.push(EMBEDDING_MODEL_NAME, model);
        }
        if let Some(parameters) = self.parameters.take() {
            out.push_json(EMBEDDING_INVOCATION_PARAMETERS, &parameters);
        }
        self.usage.write(out);
        write_attributes(self.attributes, out);
        write_embeddings(&self.embeddings, out);
    }
}

/// The embeddings of a value, for a type that holds it.
pub fn embeddings<T: DescribeFields<Embeddings>>(value: &T, config: &TraceConfig, to: &mut Vec<Embedding>) {
    to.extend(collect::<Embeddings, T>(std::slice::from_ref(value), config).embeddings);
}
