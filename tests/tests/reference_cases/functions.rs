//! What the reference's decorators do to functions and methods of every sort.

use openinference_runtime::testing::{SpanStatus, assert_span, assert_trace, capture, capture_sync};
use openinference_runtime::{
    agent_span, chain_span, context, current, embedding_span, evaluator_span, guardrail_span, prompt_span,
    reranker_span, retriever_span, tool_span,
};
use serde::Serialize;

#[derive(Serialize, Clone)]
struct Answer {
    text: String,
    scores: Vec<Score>,
}

#[derive(Serialize, Clone)]
struct Score {
    value: f64,
}

#[chain_span]
fn nested(question: &str, depth: u8) -> Answer {
    Answer { text: question.to_owned(), scores: vec![Score { value: f64::from(depth) / 2.0 }] }
}

#[test]
fn several_inputs_and_a_nested_output_are_json() {
    let (_, trace) = capture_sync(|| nested("why", 3));
    assert_span!(
        trace,
        "nested",
        input == r#"{"question":"why","depth":3}"#,
        "input.mime_type" == "application/json",
        output == r#"{"text":"why","scores":[{"value":1.5}]}"#,
        "output.mime_type" == "application/json",
    );
}

struct Shop {
    name: String,
}

impl Shop {
    #[tool_span]
    fn price(&self, of: &str) -> usize {
        of.len() + self.name.len()
    }

    #[chain_span]
    fn open(name: &str) -> Self {
        Self { name: name.to_owned() }
    }

    #[agent_span]
    async fn close(self) -> String {
        self.name
    }
}

#[chain_span]
impl Shop {
    fn annotated_by_its_impl() -> u8 {
        7
    }
}

#[tokio::test]
async fn methods_are_named_with_their_type_and_leave_self_out() {
    let (_, trace) = capture(async {
        let shop = Shop::open("corner");
        shop.price("tea");
        shop.close().await;
        Shop::annotated_by_its_impl();
    })
    .await;
    assert_trace!(
        trace,
        "CHAIN open\nTOOL Shop::price\nAGENT Shop::close\nCHAIN Shop::annotated_by_its_impl"
    );
    assert_span!(trace, "Shop::price", input == r#"{"of":"tea"}"#);
    assert_span!(trace, "Shop::close", no "input.value", output == "corner");
}

#[chain_span(name = "called otherwise")]
fn plainly_named() {}

#[agent_span(name = "planner")]
async fn plan() -> &'static str {
    "done"
}

#[retriever_span(name = "search")]
async fn look_up(_query: &str) -> Vec<String> {
    Vec::new()
}

#[tokio::test]
async fn a_name_of_ones_own_wins() {
    let (_, trace) = capture(async {
        plainly_named();
        plan().await;
        look_up("x").await;
    })
    .await;
    assert_trace!(trace, "CHAIN called otherwise\nAGENT planner\nRETRIEVER search");
    assert_span!(trace, "planner", "agent.name" == "planner", output == "done");
}

#[retriever_span]
fn retrieve(query: &str) -> Vec<String> {
    vec![query.to_owned()]
}

#[reranker_span]
fn rerank(query: &str) -> Vec<String> {
    vec![query.to_owned()]
}

#[guardrail_span]
fn guard(text: &str) -> bool {
    text.is_empty()
}

#[evaluator_span]
fn evaluate(text: &str) -> f64 {
    if text.is_empty() { 0.0 } else { 0.5 }
}

#[embedding_span]
fn embed(text: &str) -> Vec<f64> {
    vec![f64::from(u8::from(text.is_empty()))]
}

#[prompt_span]
fn render(name: &str) -> String {
    format!("Hi {name}")
}

#[test]
fn every_kind_records_input_and_output_and_ends_well() {
    let (_, trace) = capture_sync(|| {
        retrieve("q");
        rerank("q");
        guard("t");
        evaluate("t");
        embed("t");
        render("Ada");
    });
    assert_trace!(
        trace,
        "RETRIEVER retrieve\nRERANKER rerank\nGUARDRAIL guard\nEVALUATOR evaluate\nEMBEDDING CreateEmbeddings\nPROMPT render"
    );
    for span in trace.spans() {
        assert_eq!(span.status, SpanStatus::Ok, "{span:?}");
        assert!(span.input().is_some() && span.output().is_some(), "{span:?}");
    }
    assert_span!(trace, "guard", input == "t", output == "false");
    assert_span!(trace, "evaluate", output == "0.5");
}

/// Tells the price.
///
/// In whole coins.
#[tool_span]
fn price(of: &str) -> usize {
    of.len()
}

#[tool_span(name = "now", description = "What time it is")]
fn clock() -> u8 {
    12
}

#[tool_span]
async fn undocumented(a: u8, b: u8) -> u8 {
    a + b
}

#[tokio::test]
async fn a_tool_says_its_name_and_its_documentation() {
    let (_, trace) = capture(async {
        price("tea");
        clock();
        undocumented(1, 2).await;
    })
    .await;
    let tool =
        assert_span!(trace, "price", "tool.name" == "price", input == r#"{"of":"tea"}"#, output == "3")
            .tool();
    assert!(tool.description().is_some_and(|text| text.starts_with("Tells the price.")), "{tool:?}");
    assert_span!(trace, "now", "tool.name" == "now", "tool.description" == "What time it is", input == "{}");
    assert_span!(trace, "undocumented", no "tool.description", input == r#"{"a":1,"b":2}"#, output == "3");
}

#[tool_span]
fn says_more() -> String {
    current().attribute("tool.id", "call_1");
    current().set_output("what was said in the function");
    "what it returned".to_owned()
}

#[chain_span]
fn says_its_input(question: &str) -> usize {
    current().set_input("what was said in the function");
    question.len()
}

#[test]
fn what_is_said_in_the_function_wins_over_what_is_found() {
    let (_, trace) = capture_sync(|| {
        says_more();
        says_its_input("why");
    });
    assert_span!(
        trace,
        "says_more",
        output == "what was said in the function",
        "tool.id" == "call_1",
        status == ok
    );
    assert_span!(trace, "says_its_input", input == "what was said in the function", output == "3");
}

#[chain_span]
fn around(question: &str) -> usize {
    price(question)
}

#[tokio::test]
async fn a_session_is_on_every_span_below_whatever_made_it() {
    let session = || context::attributes().session("s-1");
    let (_, trace) = capture(session().scope(async {
        around("why");
        plan().await;
    }))
    .await;
    assert_trace!(trace, "CHAIN around\n  TOOL price\nAGENT planner");
    assert!(trace.spans().all(|span| span.session_id() == Some("s-1")));
}

#[tokio::test]
async fn nothing_is_recorded_where_tracing_is_suppressed_and_functions_run() {
    let (values, trace) = capture(context::suppressed(async {
        let tool = price("tea");
        let agent = plan().await;
        (tool, agent)
    }))
    .await;
    assert_eq!((values, trace.len()), ((3, "done"), 0));
}

#[tool_span]
fn fails() -> Result<u8, std::num::ParseIntError> {
    "x".parse()
}

#[chain_span]
fn panics() {
    panic!("no more tea")
}

#[test]
fn an_error_is_a_status_one_event_and_no_output() {
    let (_, trace) = capture_sync(|| {
        let _ = fails();
        let _ = std::panic::catch_unwind(panics);
    });
    let failed = assert_span!(trace, "fails", error == "ParseIntError: invalid digit found in string", no "output.value");
    let error = failed.error().and_then(|error| error.exception_type.zip(error.message));
    assert_eq!(error, Some(("core::num::error::ParseIntError", "invalid digit found in string")));
    assert_eq!(failed.events.len(), 1);
    let panicked = assert_span!(trace, "panics", status == error, no "output.value");
    assert_eq!(panicked.events.len(), 1);
}
