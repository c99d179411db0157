//! Every key of every macro, with the values that it takes.
#![deny(warnings)]

use std::collections::HashMap;

use openinference_runtime::opentelemetry::Context;
use openinference_runtime::opentelemetry::trace::{SpanContext, TraceContextExt as _};
use openinference_runtime::semconv::{LlmProvider, LlmSystem};
use openinference_runtime::{
    agent_span, chain_span, embedding_span, evaluator_span, guardrail_span, llm_span, prompt_span, reranker_span,
    retriever_span, tool_span,
};
use serde::Serialize;

#[derive(Serialize, Clone, Debug)]
pub struct Request {
    model: String,
    temperature: f64,
    session: Option<String>,
    tags: Vec<String>,
    metadata: HashMap<String, u8>,
}

#[llm_span(
    name = request.model,
    skip(request, parent),
    input = &request.temperature,
    output = |answer| answer.len(),
    attributes("app.a" = 1, "app.b" = "text", "app.c" = true, "app.d" = 1.5, "app.e" = ["a", "b"], "app.f" = [1, 2],
        "llm.token_count.prompt" = 7, "llm.cost.total" = 0.5, "llm.input_messages.0.message.role" = "user",
        "llm.token_count.prompt_details.text" = 3_u64),
    session = request.session,
    user = format!("user {}", 1),
    metadata = request.metadata,
    tags = request.tags,
    parent = parent,
    links = [SpanContext::empty_context()],
    otel_kind = client,
    on_result(|answer: &String| "llm.finish_reason" = "stop", "app.length" = answer.len(), "app.first" = answer.split(' ').next()),
    error_if = |error| !error.is_empty(),
    cancelled = unset,
    crate = ::openinference_runtime,
    model = request.model,
    provider = LlmProvider::OpenAi,
    system = LlmSystem::OpenAi,
    invocation_parameters = request,
    template = "Answer {question}",
    variables = HashMap::from([("question", "why")]),
    version = "1",
)]
async fn llm(request: &Request, parent: &Context) -> Result<String, String> {
    let _ = parent;
    Ok(request.model.clone())
}

/// Adds.
#[tool_span(id = call_id, description = "Adds one.", parameters = r#"{"type": "object"}"#, skip_output, cancelled = error)]
async fn tool(call_id: &str, #[span(attribute = "app.a")] a: u8) -> u8 {
    let _ = call_id;
    a + 1
}

#[agent_span(agent_name = "planner", graph_node_id = node, graph_node_name = "Plan", graph_node_parent_id = "root", parent = carrier)]
fn agent(node: &str, carrier: &HashMap<String, String>) -> usize {
    node.len() + carrier.len()
}

#[chain_span(graph_node_id = "step", tags = ["a", "b"], metadata = r#"{"a": 1}"#, links = Context::current())]
fn chain() {}

#[retriever_span(skip_all, input = query)]
fn retriever(query: &str, _top: usize) -> Vec<String> {
    vec![query.to_owned()]
}

#[embedding_span(model = "text-embedding-3-small", invocation_parameters = r#"{"dimensions": 3}"#)]
fn embedding(texts: &[&str]) -> Vec<Vec<f32>> {
    vec![vec![0.0; 3]; texts.len()]
}

#[reranker_span(query = query, top_k = top, model = String::from("rerank"))]
fn reranker(query: &str, top: usize) -> usize {
    query.len() + top
}

#[guardrail_span(error_if = is_fatal)]
fn guardrail(text: &str) -> Result<(), String> {
    if text.is_empty() { Err("empty".to_owned()) } else { Ok(()) }
}

fn is_fatal(error: &String) -> bool {
    error == "fatal"
}

#[evaluator_span(output = Verdict::score, on_result(|Verdict { score, .. }| "app.score" = *score))]
fn evaluator(text: &str) -> Verdict {
    Verdict { score: 0.5, label: text.to_owned() }
}

pub struct Verdict {
    pub score: f64,
    pub label: String,
}

impl Verdict {
    fn score(&self) -> f64 {
        self.score
    }
}

#[prompt_span(template = "a {b}", variables = r#"{"b": "c"}"#, version = "2", vendor = "phoenix", id = "p", url = "https://x.y")]
fn prompt(b: &str) -> String {
    format!("a {b}")
}

#[chain_span(parent = parent, links = links)]
fn optional(parent: Option<&Context>, links: &[SpanContext]) -> usize {
    usize::from(parent.is_some()) + links.len()
}

fn main() {
    let request = Request {
        model: "m".to_owned(),
        temperature: 0.5,
        session: None,
        tags: Vec::new(),
        metadata: HashMap::new(),
    };
    assert_eq!(agent("a", &HashMap::new()), 1);
    chain();
    assert_eq!(retriever("a", 1).len(), 1);
    assert_eq!(embedding(&["a"]).len(), 1);
    assert_eq!(reranker("a", 1), 2);
    assert!(guardrail("").is_err());
    assert_eq!(evaluator("a").label, "a");
    assert_eq!(prompt("b"), "a b");
    assert_eq!(optional(None, &[]), 0);
    assert!(!Context::current().has_active_span());
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
        assert!(llm(&request, &Context::current()).await.is_ok());
        assert_eq!(tool("a", 1).await, 2);
    });
}
