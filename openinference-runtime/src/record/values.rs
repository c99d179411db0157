//! The values as arguments and results: the attributes that they bring along.

use crate::attributes::Attributes;
use crate::config::TraceConfig;
use crate::record::{Record, Recorded, Side};
use crate::semconv::SpanKind;
use crate::semconv::patterns::{RERANKER_INPUT_DOCUMENTS, RERANKER_OUTPUT_DOCUMENTS, RETRIEVAL_DOCUMENTS};
use crate::value::{
    Annotation, Chunk, Cost, Document, Embedding, Evaluation, Message, PromptTemplate, TokenCount,
    ToolDefinition, write_documents, write_embeddings, write_input_messages, write_output_messages,
    write_tools,
};

macro_rules! record {
    ($($type:ty: |$items:ident, $side:ident, $kind:ident, $out:ident| $write:expr;)*) => {$(
        impl Record for $type {
            fn record(&self, config: &TraceConfig) -> Option<Recorded> {
                Recorded::of_typed(self, config, config.value_length_limit().saturating_mul(4))
            }

            fn record_list(items: &[Self], config: &TraceConfig) -> Option<Recorded> {
                let budget = config.value_length_limit().saturating_mul(4).saturating_mul(items.len().max(1));
                Recorded::of_typed(items, config, budget)
            }

            fn attributes(&self, side: Side, kind: SpanKind, out: &mut Attributes<'_>) {
                Self::list_attributes(std::slice::from_ref(self), side, kind, out);
            }

            fn list_attributes($items: &[Self], $side: Side, $kind: SpanKind, $out: &mut Attributes<'_>) {
                $write
            }
        }
    )*};
}

record! {
    Message: |messages, side, kind, out| match (kind, side) {
        (SpanKind::Llm, Side::Input) => write_input_messages(messages, out),
        (SpanKind::Llm, Side::Output) => write_output_messages(messages, out),
        _ => {}
    };

    ToolDefinition: |tools, side, kind, out| if (kind, side) == (SpanKind::Llm, Side::Input) {
        write_tools(tools, out);
    };

    Document: |documents, side, kind, out| match (kind, side) {
        (SpanKind::Retriever, Side::Output) => write_documents(RETRIEVAL_DOCUMENTS, documents, out),
        (SpanKind::Reranker, Side::Input) => write_documents(RERANKER_INPUT_DOCUMENTS, documents, out),
        (SpanKind::Reranker, Side::Output) => write_documents(RERANKER_OUTPUT_DOCUMENTS, documents, out),
        _ => {}
    };

    Embedding: |embeddings, _side, kind, out| if kind == SpanKind::Embedding {
        write_embeddings(embeddings, out);
    };

    TokenCount: |counts, side, kind, out| if side == Side::Output && counts_tokens(kind) {
        counts.iter().for_each(|count| count.write(out));
    };

    Cost: |costs, side, kind, out| if side == Side::Output && counts_tokens(kind) {
        costs.iter().for_each(|cost| cost.write(out));
    };

    Annotation: |annotations, side, kind, out| if (kind, side) == (SpanKind::Evaluator, Side::Output) {
        Annotation::write_valid(annotations, out);
    };

    Evaluation: |evaluations, side, kind, out| if (kind, side) == (SpanKind::Evaluator, Side::Output) {
        Evaluation::write_valid(evaluations, out);
    };

    PromptTemplate: |prompts, _side, kind, out| if matches!(kind, SpanKind::Prompt | SpanKind::Llm) {
        prompts.iter().for_each(|prompt| prompt.write(out));
    };
}

fn counts_tokens(kind: SpanKind) -> bool {
    matches!(kind, SpanKind::Llm | SpanKind::Embedding)
}

/// In a stream, a piece of the answer; by itself, its text.
impl Record for Chunk {
    fn record(&self, _: &TraceConfig) -> Option<Recorded> {
        self.content.clone().map(Recorded::Text)
    }

    fn chunk(&self, _: &TraceConfig) -> Option<Chunk> {
        Some(self.clone())
    }
}
