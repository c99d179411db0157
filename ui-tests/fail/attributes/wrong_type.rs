use openinference_runtime::reranker_span;

#[reranker_span(top_k = limit)]
fn rerank(documents: Vec<String>, limit: String) -> Vec<String> {
    drop(limit);
    documents
}

fn main() {
    rerank(Vec::new(), String::new());
}
