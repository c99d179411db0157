//! The trace of a problem, with models that say what the test's script says.

use example_support::{Script, endpoint};
use mats::{gemini::Gemini, orchestrator::Orchestrator};
use openinference_runtime::testing::{Trace, assert_span, assert_trace, capture};

const CHECKOUT: &str = include_str!("../scripts/checkout.json");
const UNKNOWN_SERVICE: &str = include_str!("scripts/unknown_service.json");

async fn troubleshoot(script: &str) -> (Result<String, String>, Trace) {
    let script = Script::parse(script).expect("a script");
    let endpoint = endpoint::Gemini::scripted(script).await.expect("a port");
    let orchestrator = Orchestrator::new(Gemini::new(endpoint));
    let (report, trace) = capture(orchestrator.troubleshoot("The checkout is down")).await;
    (report.map(|report| report.answer).map_err(|error| format!("{error:#}")), trace)
}

#[tokio::test]
async fn the_orchestrator_asks_specialists_and_these_use_tools() {
    let (answer, trace) = troubleshoot(CHECKOUT).await;
    let answer = answer.expect("an answer");
    assert!(answer.starts_with("The stock service is down"), "{answer}");
    assert_trace!(
        trace,
        "
        AGENT orchestrator
          LLM generate_content
          AGENT log_specialist
            LLM generate_content
            TOOL search_log
            LLM generate_content
          LLM generate_content
          AGENT network_specialist
            LLM generate_content
            TOOL check_port
            LLM generate_content
          LLM generate_content
        "
    );
    assert_span!(trace, "orchestrator", input == "The checkout is down", output == answer);
    assert_span!(
        trace,
        "check_port",
        input == r#"{"host":"127.0.0.1","port":1}"#,
        output == r#"{"open":false,"reason":"connection refused"}"#
    );
    let log = trace.span("search_log").text("output.value").expect("lines");
    assert!(log.contains("cannot reserve stock") && !log.contains("accepted"), "{log}");
    trace.check().assert_clean();
}

#[tokio::test]
async fn requests_and_responses_of_gemini_are_read() {
    let (_, trace) = troubleshoot(CHECKOUT).await;
    let calls = trace.find_all("orchestrator > llm");
    assert_eq!(calls.len(), 3);
    let first = calls[0];
    let text = |key: &str| first.text(key).unwrap_or_default();
    assert_eq!(text("llm.model_name"), "gemini-2.5-pro");
    assert_eq!(text("llm.provider"), "google");
    assert_eq!(text("llm.input_messages.0.message.role"), "system");
    assert_eq!(text("llm.input_messages.1.message.content"), "The checkout is down");
    assert_eq!(text("llm.output_messages.0.message.tool_calls.0.tool_call.function.name"), "log_specialist");
    let json = |key: &str| serde_json::to_string(&first.attribute(key)).unwrap_or_default();
    assert!(json("llm.tools.1.tool.json_schema").contains("Reads the logs"), "{first:#?}");
    assert!(json("llm.invocation_parameters").contains("temperature"));
    let tokens = first.llm().token_count();
    assert!(tokens.prompt > Some(0) && tokens.completion > Some(0), "{tokens:?}");
    assert_eq!(tokens.total, Some(tokens.prompt.unwrap_or_default() + tokens.completion.unwrap_or_default()));
    // What the specialist found is the result of a function in the next request.
    assert_eq!(calls[1].text("llm.input_messages.3.message.role"), Some("tool"));
    let specialist = trace.find_all("network_specialist > llm")[0];
    assert_eq!(specialist.text("llm.model_name"), Some("gemini-2.5-flash"));
}

#[tokio::test]
async fn another_script_is_another_tree() {
    let (answer, trace) = troubleshoot(UNKNOWN_SERVICE).await;
    assert_eq!(answer.expect("an answer"), "I do not know payments: there is no service \"payments\"");
    assert_trace!(
        trace,
        "
        AGENT orchestrator
          LLM generate_content
          AGENT log_specialist
            LLM generate_content
            TOOL search_log (error: *there is no service*)
            LLM generate_content
          LLM generate_content
        "
    );
}

#[tokio::test]
async fn a_model_chooses_no_paths() {
    let script = UNKNOWN_SERVICE.replace("\"service\": \"payments\"", "\"service\": \"../logs/checkout\"");
    let (_, trace) = troubleshoot(&script).await;
    assert_span!(trace, "search_log", status == error);
}

#[tokio::test]
async fn a_specialist_that_fails_is_told_to_the_orchestrator_and_does_not_fail_it() {
    let script = r#"{ "replies": [
        { "about": "You orchestrate", "after": "user", "calls": [{ "name": "log_specialist", "arguments": { "question": "?" } }] },
        { "about": "You orchestrate", "text": "Nobody knows: {last}" },
        { "about": "specialist for logs", "status": 503, "text": "overloaded" } ] }"#;
    let (answer, trace) = troubleshoot(script).await;
    assert!(answer.expect("an answer").contains("overloaded"));
    assert_span!(trace, "orchestrator", status == ok);
    assert_span!(trace, "log_specialist", status == error);
    assert_span!(trace, "log_specialist > llm", status == error);
}

#[tokio::test]
async fn a_model_that_goes_round_in_circles_is_stopped() {
    let script = r#"{ "replies": [{ "calls": [{ "name": "nobody", "arguments": {} }] }] }"#;
    let (answer, trace) = troubleshoot(script).await;
    assert_eq!(answer.expect_err("no answer"), "no answer after 8 turns");
    assert_span!(trace, "orchestrator", status == error);
    assert_eq!(trace.find_all("llm").len(), 8);
}
