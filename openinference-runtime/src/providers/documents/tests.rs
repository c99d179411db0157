use crate::providers::recognition::response_format;
use crate::providers::testing::{Written, json, response};
use crate::semconv::SpanKind::{Chain, Reranker, Retriever};

fn found(payload: &str) -> Written {
    response(Retriever, "Retrieved", payload)
}

const FIRST: &str = "retrieval.documents.0.document";

#[test]
fn objects_with_a_text_are_documents() {
    for name in ["content", "text", "page_content", "pageContent"] {
        found(&format!(r#"[{{"id": "d1", "{name}": "Rome", "score": 0.5, "metadata": {{"page": 3}}}}]"#))
            .has(&format!("{FIRST}.id"), "d1")
            .has(&format!("{FIRST}.content"), "Rome")
            .has(&format!("{FIRST}.score"), "F64(0.5)")
            .has(&format!("{FIRST}.metadata"), r#"{"page":3}"#);
    }
}

#[test]
fn texts_are_documents() {
    found(r#"["Rome", "Paris"]"#).has("retrieval.documents.1.document.content", "Paris");
}

#[test]
fn pairs_of_document_and_score_are_documents() {
    found(r#"[[{"text": "Rome"}, 0.5], ["Paris", 1]]"#)
        .has(&format!("{FIRST}.content"), "Rome")
        .has(&format!("{FIRST}.score"), "F64(0.5)")
        .has("retrieval.documents.1.document.score", "F64(1.0)");
    found(r#"[[0.5, "d1", {"text": "Rome"}]]"#)
        .has(&format!("{FIRST}.id"), "d1")
        .has(&format!("{FIRST}.score"), "F64(0.5)");
}

#[test]
fn points_of_a_store_are_documents() {
    found(r#"{"matches": [{"id": 7, "score": 0.5, "metadata": {"text": "Rome"}}]}"#)
        .has(&format!("{FIRST}.id"), "I64(7)")
        .has(&format!("{FIRST}.content"), "Rome")
        .has(&format!("{FIRST}.metadata"), r#"{"text":"Rome"}"#);
    found(r#"[{"id": 7, "score": 0.5, "payload": {"content": "Rome"}}]"#)
        .has(&format!("{FIRST}.content"), "Rome");
    found(r#"{"hits": {"hits": [{"_id": "x", "_score": 2.5, "_source": {"body": "Rome"}}]}}"#)
        .has(&format!("{FIRST}.id"), "x")
        .has(&format!("{FIRST}.score"), "F64(2.5)");
    found(r#"[{"score": 0.5, "node": {"id": "n", "text": "Rome"}}]"#)
        .has(&format!("{FIRST}.id"), "n")
        .has(&format!("{FIRST}.score"), "F64(0.5)");
}

/// What stores and searches answer, and the first document in it.
#[test]
fn results_of_stores_and_searches_are_documents() {
    for (store, result) in [
        ("Qdrant", r#"{"result": {"points": [{"id": "d", "score": 0.5, "payload": {"text": "Rome"}}]}}"#),
        (
            "Chroma",
            r#"{"ids": [["d"]], "documents": [["Rome"]], "distances": [[0.5]], "metadatas": [[{"page": 1}]]}"#,
        ),
        ("Milvus", r#"{"data": [[{"id": "d", "distance": 0.5, "entity": {"text": "Rome"}}]]}"#),
        (
            "Weaviate",
            r#"{"data": {"Get": {"City": [{"content": "Rome", "_additional": {"id": "d", "score": "0.5"}}]}}}"#,
        ),
        (
            "Weaviate's client",
            r#"{"objects": [{"uuid": "d", "properties": {"text": "Rome"}, "metadata": {"distance": 0.5}}]}"#,
        ),
        ("OpenSearch", r#"{"hits": {"hits": [{"_id": "d", "_score": 0.5, "_source": {"text": "Rome"}}]}}"#),
        ("Pinecone", r#"{"matches": [{"id": "d", "score": 0.5, "metadata": {"text": "Rome"}}]}"#),
        ("pgvector", r#"[{"id": "d", "content": "Rome", "embedding": [0.1, 0.2], "distance": 0.5}]"#),
        ("Azure", r#"{"value": [{"@search.score": 0.5, "id": "d", "content": "Rome", "title": "t"}]}"#),
        (
            "Bedrock",
            r#"{"retrievalResults": [{"content": {"text": "Rome"}, "score": 0.5, "metadata": {"id": "d"}}]}"#,
        ),
        (
            "OpenAI",
            r#"{"data": [{"file_id": "d", "filename": "a", "score": 0.5, "content": [{"type": "text", "text": "Rome"}]}]}"#,
        ),
        (
            "Tavily",
            r#"{"results": [{"id": "d", "title": "t", "url": "u", "content": "Rome", "score": 0.5}]}"#,
        ),
        ("Exa", r#"{"results": [{"id": "d", "title": "t", "url": "u", "text": "Rome", "score": 0.5}]}"#),
        ("LlamaIndex", r#"[{"node": {"id_": "d", "text": "Rome", "metadata": {}}, "score": 0.5}]"#),
    ] {
        let written = found(result);
        assert_eq!(written.get(&format!("{FIRST}.content")), "Rome", "{store}");
        assert_eq!(written.get(&format!("{FIRST}.id")), "d", "{store}");
        assert_eq!(written.get(&format!("{FIRST}.score")), "F64(0.5)", "{store}");
    }
    found(r#"{"web": {"results": [{"title": "t", "url": "u", "description": "Rome"}]}}"#)
        .has(&format!("{FIRST}.content"), "Rome")
        .has(&format!("{FIRST}.metadata"), r#"{"title":"t","url":"u"}"#);
    found(r#"{"content": [{"type": "text", "text": "Rome"}]}"#).has(&format!("{FIRST}.content"), "Rome");
}

#[test]
fn a_reranker_returns_documents_in_their_new_order() {
    response(Reranker, "Reranked", r#"[{"text": "Rome", "score": 0.9}]"#)
        .has("reranker.output_documents.0.document.content", "Rome")
        .has("reranker.output_documents.0.document.score", "F64(0.9)");
}

#[test]
fn what_recording_left_out_is_no_document() {
    found(r#"[{"text": "Rome"}, "…[cut: 1 of 9 items kept]"]"#).lacks("documents.1");
}

#[test]
fn other_results_are_left_alone() {
    for payload in
        ["[]", "[1]", r#"[{"name": "Ann"}]"#, r#"[{"text": "a"}, 7]"#, r#"{"text": "a"}"#, r#"[[0.5, "id"]]"#]
    {
        assert!(response_format(Retriever, None, json(payload).view()).is_none(), "{payload}");
    }
    assert!(
        response_format(Chain, None, json(r#"[{"text": "a"}]"#).view()).is_none(),
        "only a retriever retrieves"
    );
}
