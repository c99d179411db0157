// Values that are no literals are judged by their type, at the value.
use openinference_runtime::{chain_span, llm_span, reranker_span};

pub struct Own;

#[reranker_span(top_k = query.len() as f64, query = query.len())]
fn integer(query: &str) -> usize {
    query.len()
}

#[llm_span(model = Own, tags = query, attributes("app" = Own))]
fn string(query: &str) -> usize {
    query.len()
}

#[chain_span(on_result(|r| "llm.token_count.total" = r.to_string()), metadata = Own)]
fn result(query: &str) -> usize {
    query.len()
}

#[chain_span(name = Own)]
fn name(query: &str) -> usize {
    query.len()
}

#[chain_span(attributes("llm.model_name" = query), #[span(attribute = "llm.cost.total")])]
fn broken(query: &str) -> usize {
    query.len()
}

#[chain_span]
fn parameter(#[span(attribute = "llm.cost.total")] query: &str) -> usize {
    query.len()
}

fn main() {
    integer("");
    string("");
    result("");
    name("");
    broken("");
    parameter("");
}
