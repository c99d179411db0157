//! The trace of a project, with models that say what the test's script says.

use example_support::{Script, endpoint::OpenAi};
use openinference_runtime::config::TraceConfig;
use openinference_runtime::cost::PriceBook;
use openinference_runtime::record::Json;
use openinference_runtime::testing::{Capture, Trace, assert_span, assert_trace, capture};
use openinference_runtime::value::TokenCount;
use orchestrator::model::{CallType, Models};
use orchestrator::{Report, run_project};
use serde_json::json;

/// A plan of one task.
const PLAN: &str =
    r#"{ "about": "You plan", "text": "[{\"id\": \"add\", \"type\": \"code\", \"description\": \"Add\"}]" }"#;
const GOOD: &str = r#"{ "about": "You write", "text": "1 + 1" }, { "about": "You review", "text": "0.9" }"#;

async fn models(script: &str, dollars: f64) -> Models {
    let script = Script::parse(script).expect("a script");
    Models::new(OpenAi::scripted(script).await.expect("a port"), dollars)
}

/// Replies to everything but the plan, as they stand in a script.
async fn run(replies: &str) -> (Report, Trace) {
    run_within(replies, 1.0).await
}

async fn run_within(replies: &str, dollars: f64) -> (Report, Trace) {
    let models = models(&format!(r#"{{ "replies": [{PLAN}, {replies}] }}"#), dollars).await;
    let (report, trace) = capture(run_project(&models, "Add 1+1", "returns 2")).await;
    (report.expect("a plan"), trace)
}

#[tokio::test]
async fn a_project_has_tasks_and_these_have_calls_and_checks() {
    let (report, trace) = run(GOOD).await;
    assert!(report.is_done());
    assert_trace!(
        trace,
        "
        CHAIN run_project
          LLM llm_call:plan
          CHAIN task:add
            LLM llm_call:generate
            GUARDRAIL policy_check
            LLM llm_call:review
            GUARDRAIL policy_enforce
        "
    );
    assert_span!(
        trace,
        "run_project",
        "project.description" == "Add 1+1",
        "project.criteria" == "returns 2",
        "project.status" == "done",
        "project.tasks" == 1,
        "budget.limit" == 1.0,
    );
    assert_span!(
        trace,
        "\"task:add\"",
        "task.id" == "add",
        "task.type" == "code",
        "task.description" == "Add",
        "task.status" == "done",
        "task.score" == 0.9,
        "cache.hit" == false,
    );
    assert_span!(
        trace,
        "\"llm_call:generate\"",
        "call.type" == "generate",
        "llm.model_name" == "gpt-4o-mini",
        "llm.provider" == "openai",
    );
    assert_span!(trace, "\"llm_call:review\"", "call.type" == "review", "llm.model_name" == "gpt-4o");
    assert_span!(
        trace,
        "policy_check",
        "policy.count" == 3,
        "policy.passed" == true,
        "policy.violations" == [""; 0]
    );
    assert_span!(trace, "policy_enforce", status == ok, "policy.count" == 3, "policy.passed" == true);
    trace.check().assert_clean();
}

#[tokio::test]
async fn a_call_says_what_it_used_and_what_it_cost() {
    let models = models(&format!(r#"{{ "replies": [{PLAN}, {GOOD}] }}"#), 1.0).await;
    let prices = TraceConfig::builder().without_env().price_book(PriceBook::built_in()).build();
    let (_, trace) = Capture::new().config(prices).run(run_project(&models, "Add 1+1", "returns 2")).await;
    let mut total = 0.0;
    for call in trace.find_all("llm") {
        let TokenCount { prompt, completion, total: tokens, .. } = call.llm().token_count();
        assert!(prompt > Some(0) && completion > Some(0) && tokens > prompt, "{call:#?}");
        total += call.attribute("llm.cost.total").and_then(Json::as_f64).expect("a cost");
    }
    let spent = trace.span("run_project").attribute("budget.spent").and_then(Json::as_f64);
    assert!((spent.expect("said") - total).abs() < 1e-12, "{spent:?} {total}");
}

#[tokio::test]
async fn what_is_known_is_not_asked_again() {
    let models = models(&format!(r#"{{ "replies": [{GOOD}] }}"#), 1.0).await;
    let (answers, trace) = capture(async {
        let first = models.ask(CallType::Generate, "Add").await.expect("an answer");
        let second = models.ask(CallType::Generate, "Add").await.expect("an answer");
        [first.cached, second.cached]
    })
    .await;
    assert_eq!(answers, [false, true]);
    assert_trace!(trace, "LLM llm_call:generate");
}

#[tokio::test]
async fn a_task_whose_answer_is_known_says_so_and_makes_no_call() {
    let two = r#"{ "about": "You plan", "text": "[{\"id\": \"a\", \"type\": \"code\", \"description\": \"Add\"}, {\"id\": \"b\", \"type\": \"code\", \"description\": \"Add\"}]" }"#;
    let models = models(&format!(r#"{{ "replies": [{two}, {GOOD}] }}"#), 1.0).await;
    let (_, trace) = capture(run_project(&models, "Add", "returns 2")).await;
    assert_span!(trace, "\"task:a\"", "cache.hit" == false, |task| task.find_all("llm").len() == 2);
    assert_span!(trace, "\"task:b\"", "cache.hit" == true, |task| task.find_all("llm").is_empty());
}

#[tokio::test]
async fn a_busy_model_is_one_call_with_an_event_for_each_further_attempt() {
    let busy = r#"{ "about": "You write", "times": 1, "status": 429, "retry_after": 0 },
                  { "about": "You write", "times": 1, "status": 503 }"#;
    let (report, trace) = run(&format!("{busy}, {GOOD}")).await;
    assert!(report.is_done());
    let call = trace.span("\"llm_call:generate\"");
    let event = |index: usize, key: &str| call.events[index].attributes.get(key).and_then(Json::as_f64);
    assert_eq!(call.events.iter().map(|event| &*event.name).collect::<Vec<_>>(), ["retry", "retry"]);
    assert_eq!(event(0, "http.response.status_code"), Some(429.0));
    assert_eq!(event(0, "retry.delay_ms"), Some(0.0));
    assert_eq!(event(1, "http.response.status_code"), Some(503.0));
    assert_eq!(event(1, "retry.delay_ms"), Some(200.0));
    assert!(!call.status.is_error());
}

#[tokio::test]
async fn waiting_for_ones_turn_is_no_part_of_the_call() {
    // Four calls are made at the same time; the fifth has to wait for one of them.
    let slow = r#"{ "replies": [{ "delay_ms": 200, "text": "late" }] }"#;
    let models = models(slow, 1.0).await;
    let ask = |prompt: &'static str| models.ask(CallType::Generate, prompt);
    let (_, trace) = capture(async { tokio::join!(ask("1"), ask("2"), ask("3"), ask("4"), ask("5")) }).await;
    let calls: Vec<_> = trace.spans().map(|call| &call.recorded).collect();
    assert_eq!(calls.len(), 5);
    let first_end = calls.iter().filter_map(|call| call.end).min();
    let last_start = calls.iter().filter_map(|call| call.start).max();
    assert!(last_start >= first_end, "{last_start:?} {first_end:?}");
}

#[tokio::test]
async fn a_text_against_a_policy_is_repaired() {
    let (report, trace) =
        run(r#"{ "about": "You write", "text": "x.unwrap()" }, { "about": "You repair", "text": "x" },
           { "about": "You review", "text": "0.9" }"#)
        .await;
    assert!(report.is_done());
    assert_trace!(
        trace,
        "
        CHAIN run_project
          LLM llm_call:plan
          CHAIN task:add
            LLM llm_call:generate
            GUARDRAIL policy_check
            CHAIN remediation
              LLM llm_call:repair
              GUARDRAIL policy_check
            LLM llm_call:review
            GUARDRAIL policy_enforce
        "
    );
    let check = "\"task:add\" > policy_check";
    assert_span!(trace, check, "policy.passed" == false, "policy.violations" == ["no_panics"]);
    assert_span!(
        trace,
        "remediation",
        "remediation.strategy" == "repair",
        "remediation.trigger" == "policy",
        "remediation.success" == true,
        "cache.hit" == false,
    );
}

#[tokio::test]
async fn a_text_that_cannot_be_repaired_fails_its_task() {
    let (report, trace) = run(
        r#"{ "about": "You write", "text": "x.unwrap()" }, { "about": "You repair", "text": "panic!()" },
           { "about": "You review", "text": "0.9" }"#,
    )
    .await;
    assert!(!report.is_done());
    assert_span!(trace, "remediation", "remediation.success" == false);
    assert_span!(
        trace,
        "policy_enforce",
        status == error,
        "policy.passed" == false,
        "policy.violations" == ["no_panics"]
    );
    assert_span!(trace, "\"task:add\"", status == error, "task.status" == "failed");
    assert_span!(trace, "run_project", status == ok, "project.status" == "failed");
}

#[tokio::test]
async fn a_poor_text_is_written_again() {
    let (_, trace) = run(
        r#"{ "about": "You write", "text": "poor" }, { "about": "You repair", "text": "good" },
           { "about": "You review", "contains": "good", "text": "0.9" }, { "about": "You review", "text": "0.1" }"#,
    )
    .await;
    assert_span!(trace, "remediation", "remediation.trigger" == "score", "remediation.strategy" == "repair");
    assert_span!(trace, "\"task:add\"", "task.score" == 0.9, output == "good");
}

#[tokio::test]
async fn a_model_that_fails_is_replaced() {
    let (report, trace) =
        run(r#"{ "about": "You write", "model": "gpt-4o-mini", "status": 400, "text": "no" },
           { "about": "You write", "text": "1 + 1" }, { "about": "You review", "text": "0.9" }"#)
        .await;
    assert!(report.is_done());
    assert_span!(trace, "\"llm_call:generate\"", status == error);
    assert_span!(
        trace,
        "remediation",
        "remediation.trigger" == "failure",
        "remediation.strategy" == "fallback"
    );
    assert_span!(trace, "remediation > llm", name == "llm_call:fallback", "llm.model_name" == "gpt-4o");
}

#[tokio::test]
async fn a_remedy_that_fails_too_says_so() {
    let (report, trace) = run(r#"{ "about": "You write", "status": 400, "text": "no" }"#).await;
    assert!(!report.is_done());
    assert_span!(trace, "remediation", status == error, "remediation.success" == false);
    assert_span!(trace, "\"task:add\"", status == error, "task.status" == "failed");
}

#[tokio::test]
async fn the_budget_ends_a_project() {
    let (report, trace) = run_within(GOOD, 1e-9).await;
    assert!(!report.is_done());
    assert_trace!(
        trace,
        "
        CHAIN run_project
          LLM llm_call:plan
          CHAIN task:add (error: *the budget is spent*)
        "
    );
    assert_span!(trace, "run_project", "project.status" == "over_budget");
}

#[tokio::test]
async fn descriptions_are_cut_to_200_characters() {
    let long = "ü".repeat(300);
    let plan = json!([{ "id": "add", "type": "code", "description": long }]).to_string();
    let plan = json!({ "about": "You plan", "text": plan });
    let models = models(&format!(r#"{{ "replies": [{plan}, {GOOD}] }}"#), 1.0).await;
    let (_, trace) = capture(run_project(&models, &long, "returns 2")).await;
    for (span, key) in [("run_project", "project.description"), ("\"task:add\"", "task.description")] {
        let text = trace.span(span).text(key).expect("said");
        assert_eq!(text, "ü".repeat(200));
    }
}
