use crate::providers::recognition::{request_format, response_format};
use crate::providers::testing::{json, request, response};
use crate::semconv::SpanKind::{Llm, Reranker};

const SHAPE: &str = "CohereRerank";

#[test]
fn a_request_says_model_query_and_documents() {
    request(
        Reranker,
        SHAPE,
        r#"{"model": "rerank-v3.5", "query": "capital?", "top_n": 2, "documents": ["Rome", {"id": "d2", "text": "Paris"}, {"title": "t"}]}"#,
    )
    .has("reranker.model_name", "rerank-v3.5")
    .has("reranker.query", "capital?")
    .has("reranker.top_k", "I64(2)")
    .has("reranker.input_documents.0.document.content", "Rome")
    .has("reranker.input_documents.1.document.id", "d2")
    .has("reranker.input_documents.1.document.content", "Paris")
    .has("reranker.input_documents.2.document.content", r#"{"title":"t"}"#)
    .lacks("llm.");
}

#[test]
fn a_response_says_order_and_scores() {
    response(
        Reranker,
        SHAPE,
        r#"{"id": "r", "results": [{"index": 2, "relevance_score": 0.9},
            {"index": 0, "relevance_score": 0.1, "document": {"text": "Rome"}}]}"#,
    )
    .has("reranker.output_documents.0.document.id", "I64(2)")
    .has("reranker.output_documents.0.document.score", "F64(0.9)")
    .has("reranker.output_documents.1.document.content", "Rome");
}

#[test]
fn what_only_looks_like_it_is_left_alone() {
    for payload in [r#"{"query": "x"}"#, r#"{"query": "x", "documents": []}"#, r#"{"documents": ["x"]}"#] {
        assert!(request_format(Reranker, json(payload).view()).is_none(), "{payload}");
    }
    let request = json(r#"{"query": "x", "documents": ["y"]}"#);
    assert!(request_format(Llm, request.view()).is_none(), "only a reranker ranks");
    assert!(response_format(Reranker, None, json(r#"{"results": [{"index": 1}]}"#).view()).is_none());
}
