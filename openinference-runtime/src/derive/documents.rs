//! What `#[derive(Document)]` says.

use crate::opentelemetry::KeyValue;

use super::describe_fields::{DescribeFields, FieldCollector, collect};
use super::field::{FieldValue, role};
use super::members::Members;
use super::response_facts::write_attributes;
use crate::attributes::Attributes;
use crate::config::TraceConfig;
use crate::json::Json;
use crate::record::{AttributeValue, Record, Recorded, Side};
use crate::semconv::SpanKind;
use crate::semconv::patterns::{
    RERANKER_INPUT_DOCUMENTS, RERANKER_MODEL_NAME, RERANKER_OUTPUT_DOCUMENTS, RERANKER_QUERY, RERANKER_TOP_K,
    RETRIEVAL_DOCUMENTS,
};
use crate::value::{Document, DocumentId, write_documents};

/// The fields of documents, or of a list of them; one method for each key.
#[derive(Debug, Default)]
pub struct Documents {
    documents: Vec<Document>,
    /// What is said of one document, and the document that it is said of where that is a field.
    said: Document,
    inner: Option<Document>,
    metadata: Members,
    query: Option<String>,
    top_k: Option<u64>,
    model: Option<String>,
    attributes: Vec<KeyValue>,
}

#[allow(missing_docs, reason = "the table of the keys says what they are")]
impl Documents {
    pub fn content(&mut self, content: Option<String>) {
        self.said.content = content;
    }

    pub fn id(&mut self, id: Option<DocumentId>) {
        self.said.id = id;
    }

    pub fn score(&mut self, score: Option<f64>) {
        self.said.score = score;
    }

    pub fn metadata(&mut self, metadata: Option<Json>) {
        self.metadata.whole(metadata);
    }

    pub fn metadata_member(&mut self, name: &str, value: Option<Json>) {
        self.metadata.member(name, value);
    }

    pub fn document(&mut self, documents: Vec<Document>) {
        self.inner = documents.into_iter().next();
    }

    pub fn documents(&mut self, documents: Vec<Document>) {
        self.documents.extend(documents);
    }

    pub fn query(&mut self, query: Option<String>) {
        self.query = query;
    }

    pub fn top_k(&mut self, top_k: Option<u64>) {
        self.top_k = top_k;
    }

    pub fn model(&mut self, model: Option<String>) {
        self.model = model;
    }

    pub fn attribute<Type, V: AttributeValue<Type>>(
        &mut self,
        key: &'static str,
        value: V,
        config: &TraceConfig,
    ) {
        self.attributes.extend(value.attribute_value(config).map(|value| KeyValue::new(key, value)));
    }
}

impl FieldCollector for Documents {
    fn end(&mut self) {
        let said = std::mem::take(&mut self.said);
        let inner = self.inner.take().unwrap_or_default();
        if let Some(Json::Object(members)) = inner.metadata {
            let own = self.metadata.take();
            self.metadata.whole(Some(Json::Object(members)));
            self.metadata.whole(own);
        }
        let document = Document {
            content: said.content.or(inner.content),
            id: said.id.or(inner.id),
            score: said.score.or(inner.score),
            metadata: self.metadata.take(),
        };
        if document != Document::default() {
            self.documents.push(document);
        }
    }

    fn write(self, side: Side, kind: SpanKind, out: &mut Attributes<'_>) {
        let list = match (kind, side) {
            (SpanKind::Retriever, Side::Output) => RETRIEVAL_DOCUMENTS,
            (SpanKind::Reranker, Side::Input) => RERANKER_INPUT_DOCUMENTS,
            (SpanKind::Reranker, Side::Output) => RERANKER_OUTPUT_DOCUMENTS,
            _ => return,
        };
        if kind == SpanKind::Reranker {
            if let Some(query) = self.query {
                out.push(RERANKER_QUERY, query);
            }
            if let Some(top_k) = self.top_k.and_then(|top_k| i64::try_from(top_k).ok()) {
                out.push(RERANKER_TOP_K, top_k);
            }
            if let Some(model) = self.model {
                out.push(RERANKER_MODEL_NAME, model);
            }
        }
        write_attributes(self.attributes, out);
        write_documents(list, &self.documents, out);
    }
}

/// The documents of a value, for a type that holds it.
pub fn documents<T: DescribeFields<Documents>>(value: &T, config: &TraceConfig, to: &mut Vec<Document>) {
    to.extend(collect::<Documents, T>(std::slice::from_ref(value), config).documents);
}

macro_rules! scored {
    ($($score:ty),*) => {$(
        /// A document and its score, as many stores of vectors return them.
        impl<T: Record + FieldValue<role::Documents>> Record for (T, $score) {
            fn record(&self, config: &TraceConfig) -> Option<Recorded> {
                let (document, score) = self;
                let document = document.record(config)?.into_json();
                Some(Recorded::Json(Json::Array(vec![document, Json::from(f64::from(*score))])))
            }

            fn attributes(&self, side: Side, kind: SpanKind, out: &mut Attributes<'_>) {
                Self::list_attributes(std::slice::from_ref(self), side, kind, out);
            }

            fn list_attributes(items: &[Self], side: Side, kind: SpanKind, out: &mut Attributes<'_>) {
                let mut collected = Documents::default();
                items.write_to(out.config(), &mut collected.documents);
                collected.write(side, kind, out);
            }
        }
    )*};
}

scored!(f32, f64);
