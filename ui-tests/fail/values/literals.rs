use openinference_runtime::{chain_span, embedding_span, llm_span, reranker_span};

#[reranker_span(top_k = "5", query = 5)]
fn integer() {}

#[llm_span(model = 4, tags = "a", metadata = "text", session = 'a', user = b"a")]
fn string() {}

#[chain_span(attributes("llm.cost.total" = 1, "llm.token_count.total" = 1.5, "annotations.0.annotation.score" = "1"))]
fn number() {}

#[chain_span(attributes("app" = b"bytes", "tag.tags" = ["a", 1], "embedding.embeddings.0.embedding.vector" = [1.0, 2]))]
fn list() {}

#[embedding_span(invocation_parameters = 3)]
fn json() {}

#[chain_span(name = 1)]
fn name() {}

fn main() {
    integer();
    string();
    number();
    list();
    json();
    name();
}
