use openinference_runtime::reranker_span;

#[reranker_span(top_k = "5", attributes("llm.token_count.prompt" = "many"))]
fn rerank(documents: Vec<String>) -> Vec<String> {
    documents
}

fn main() {
    rerank(Vec::new());
}
