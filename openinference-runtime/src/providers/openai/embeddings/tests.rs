use crate::providers::recognition::{request_format, response_format};
use crate::providers::testing::{json, name, request, response};
use crate::semconv::SpanKind::{Embedding, Llm};

const SHAPE: &str = "OpenAiEmbeddings";

#[test]
fn a_request_says_model_parameters_and_texts() {
    request(Embedding, SHAPE, r#"{"model": "text-embedding-3-small", "input": ["a", "b"], "dimensions": 3}"#)
        .has("embedding.model_name", "text-embedding-3-small")
        .has("embedding.invocation_parameters", r#"{"model":"text-embedding-3-small","dimensions":3}"#)
        .has("embedding.embeddings.0.embedding.text", "a")
        .has("embedding.embeddings.1.embedding.text", "b")
        .lacks("llm.");
    request(Embedding, SHAPE, r#"{"model": "m", "input": "a"}"#)
        .has("embedding.embeddings.0.embedding.text", "a");
}

#[test]
fn tokens_are_no_text() {
    for input in ["[1,2,3]", "[[1],[2,3]]"] {
        request(Embedding, SHAPE, &format!(r#"{{"model": "m", "input": {input}}}"#)).lacks("embedding.text");
    }
}

#[test]
fn a_response_says_model_vectors_and_counts() {
    response(
        Embedding,
        SHAPE,
        r#"{"object": "list", "model": "text-embedding-3-small", "data": [
            {"object": "embedding", "index": 1, "embedding": [1, -0.5]},
            {"object": "embedding", "index": 0, "embedding": [0.25, 0.0]}],
            "usage": {"prompt_tokens": 8, "total_tokens": 8}}"#,
    )
    .has("embedding.model_name", "text-embedding-3-small")
    .has("embedding.embeddings.0.embedding.vector", "Array(F64([0.25, 0.0]))")
    .has("embedding.embeddings.1.embedding.vector", "Array(F64([1.0, -0.5]))")
    .has("llm.token_count.prompt", "I64(8)")
    .has("llm.token_count.total", "I64(8)");
}

#[test]
fn a_vector_in_base64_is_decoded() {
    response(Embedding, SHAPE, r#"{"data": [{"embedding": "AACAPwAAAL8="}]}"#)
        .has("embedding.embeddings.0.embedding.vector", "Array(F64([1.0, -0.5]))");
}

#[test]
fn half_a_vector_is_none() {
    for vector in [r#"[0.5, "…[cut: 1 of 1536 items kept]"]"#, r#""AACAPwAA""#, r#""no base64!""#] {
        response(Embedding, SHAPE, &format!(r#"{{"data": [{{"embedding": {vector}}}]}}"#)).lacks("vector");
    }
}

#[test]
fn what_only_looks_like_it_is_left_alone() {
    for payload in [r#"{"input": "x"}"#, r#"{"model": "m", "input": {}}"#, r#"{"model": "m", "input": []}"#] {
        assert_ne!(name(request_format(Embedding, json(payload).view())), SHAPE, "{payload}");
    }
    let request = json(r#"{"model": "m", "input": "x"}"#);
    assert_ne!(name(request_format(Llm, request.view())), SHAPE, "only an embedding span embeds");
    let other = json(r#"{"data": [{"vector": [1.0]}]}"#);
    assert_ne!(name(response_format(Embedding, None, other.view())), SHAPE);
}
