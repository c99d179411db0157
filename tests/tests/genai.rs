//! OpenTelemetry's GenAI conventions beside those of OpenInference.

use openinference_runtime::config::TraceConfig;
use openinference_runtime::cost::{ModelPrice, PriceBook};
use openinference_runtime::opentelemetry::trace::{
    FutureExt as _, Span as _, SpanKind as OtelKind, TraceContextExt as _, Tracer as _, TracerProvider as _,
};
use openinference_runtime::opentelemetry::{Context, KeyValue};
use openinference_runtime::semconv::SpanKind;
use openinference_runtime::testing::{Capture, Node, Recording, Trace};
use openinference_runtime::value::{Message, TokenCount, write_input_messages};
use openinference_runtime::{current, embedding_span, llm_span, span, tool_span};
use serde_json::{Value, json};

fn prices() -> PriceBook {
    PriceBook::empty()
        .with("gpt-4o", ModelPrice::per_token(1.0, 10.0))
        .with("small", ModelPrice::per_token(2.0, 0.0))
}

/// A capture of our spans and of those of clients that know the other conventions.
fn recording() -> Recording {
    let config = TraceConfig::builder().without_env().price_book(prices()).build();
    Capture::new().config(config).convert_genai().open()
}

/// What a client does around a call: a span by the other conventions.
fn client(recording: &Recording, operation: &'static str, more: impl IntoIterator<Item = KeyValue>) {
    let tracer = recording.tracer_provider().tracer("client");
    let builder = tracer.span_builder(format!("{operation} gpt-4o")).with_kind(OtelKind::Client);
    let mut span =
        builder.with_attributes([KeyValue::new("gen_ai.operation.name", operation)]).start(&tracer);
    span.set_attributes(more);
    span.end();
}

fn usage(prompt: i64, completion: i64) -> Vec<KeyValue> {
    vec![
        KeyValue::new("gen_ai.request.model", "gpt-4o"),
        KeyValue::new("gen_ai.provider.name", "openai"),
        KeyValue::new("gen_ai.usage.input_tokens", prompt),
        KeyValue::new("gen_ai.usage.output_tokens", completion),
        KeyValue::new(
            "gen_ai.output.messages",
            r#"[{"role":"assistant","parts":[{"type":"text","content":"Hi"}],"finish_reason":"stop"}]"#,
        ),
    ]
}

fn within<T>(recording: &Recording, f: impl FnOnce() -> T) -> (T, Trace) {
    let _captured = recording.context().clone().attach();
    let value = f();
    (value, recording.trace())
}

fn attribute(span: &Node, key: &str) -> Option<Value> {
    serde_json::to_value(span).ok()?.get("attributes")?.get(key).cloned()
}

fn has(span: &Node, prefix: &str) -> bool {
    let attributes = serde_json::to_value(span).ok().and_then(|span| span.get("attributes").cloned());
    attributes
        .as_ref()
        .and_then(Value::as_object)
        .is_some_and(|all| all.keys().any(|key| key.starts_with(prefix)))
}

/// Tokens and dollars of all spans that a backend counts.
fn counted(trace: &Trace) -> (i64, f64) {
    fn sum(span: &Node) -> (i64, f64) {
        let counts = ["LLM", "EMBEDDING"].contains(&span.kind.as_str());
        let tokens =
            attribute(span, "llm.token_count.total").and_then(|count| count.as_i64()).unwrap_or_default();
        let dollars = attribute(span, "llm.cost.total").and_then(|cost| cost.as_f64()).unwrap_or_default();
        let below = span.children.iter().map(sum).fold((0, 0.0), |all, one| (all.0 + one.0, all.1 + one.1));
        if counts { (below.0 + tokens, below.1 + dollars) } else { below }
    }
    trace.roots.iter().map(sum).fold((0, 0.0), |all, one| (all.0 + one.0, all.1 + one.1))
}

#[test]
fn both_conventions_are_written_where_that_is_asked_for() {
    #[llm_span(provider = "openai")]
    fn chat(_request: Value) -> Value {
        json!({
            "id": "chatcmpl-1", "object": "chat.completion", "model": "gpt-4o-2024-08-06",
            "choices": [{"index": 0, "message": {"role": "assistant", "content": "Hi"}, "finish_reason": "stop"}],
            "usage": {"prompt_tokens": 10, "completion_tokens": 2, "total_tokens": 12}
        })
    }
    let request =
        json!({"model": "gpt-4o", "temperature": 0.5, "messages": [{"role": "user", "content": "Ho"}]});
    let config = TraceConfig::builder().without_env().enable_genai_semconv(true).build();
    let (_, trace) = Capture::new().config(config).run_sync(|| {
        span(SpanKind::Agent, "agent").session("s-1").in_scope(|| chat(request.clone()));
    });
    let agent = &trace.roots[0];
    assert_eq!(attribute(agent, "gen_ai.operation.name"), Some(json!("invoke_agent")));
    assert_eq!(attribute(agent, "gen_ai.agent.name"), Some(json!("agent")));
    let call = &agent.children[0];
    for (key, expected) in [
        ("gen_ai.operation.name", json!("chat")),
        ("gen_ai.provider.name", json!("openai")),
        ("gen_ai.conversation.id", json!("s-1")),
        ("gen_ai.request.model", json!("gpt-4o")),
        ("gen_ai.response.model", json!("gpt-4o-2024-08-06")),
        ("gen_ai.response.id", json!("chatcmpl-1")),
        ("gen_ai.request.temperature", json!(0.5)),
        ("gen_ai.usage.input_tokens", json!(10)),
        ("gen_ai.response.finish_reasons", json!(["stop"])),
        ("gen_ai.input.messages", json!(r#"[{"role":"user","parts":[{"type":"text","content":"Ho"}]}]"#)),
    ] {
        assert_eq!(attribute(call, key), Some(expected), "{key}");
    }
    let (_, plain) = Capture::new().run_sync(|| chat(request));
    assert!(!has(&plain.roots[0], "gen_ai."), "only where it is asked for");
}

#[test]
fn what_is_masked_is_masked_in_both() {
    let config =
        TraceConfig::builder().without_env().enable_genai_semconv(true).hide_input_text(true).build();
    let (_, trace) = Capture::new().config(config).run_sync(|| {
        span(SpanKind::Llm, "chat").in_scope(|| {
            current().write(|out| write_input_messages(&[Message::user("a secret")], out));
        });
    });
    let call = serde_json::to_string(&trace).expect("spans serialise");
    assert!(call.contains("gen_ai.input.messages") && call.contains("__REDACTED__"), "{call}");
    assert!(!call.contains("a secret"), "{call}");
}

#[test]
fn what_the_program_says_in_the_other_words_stays_whenever_it_says_it() {
    let config = TraceConfig::builder().without_env().enable_genai_semconv(true).build();
    let (_, trace) = Capture::new().config(config).run_sync(|| {
        let planner = span(SpanKind::Agent, "planner").attribute("gen_ai.operation.name", "plan");
        planner.attribute("gen_ai.agent.name", "mine").in_scope(|| {
            current().attribute("agent.name", "another");
            current().attribute("gen_ai.conversation.id", "c-1");
            current().attribute("session.id", "s-1");
        });
    });
    for (key, expected) in [
        ("gen_ai.operation.name", "plan"),
        ("gen_ai.agent.name", "mine"),
        ("agent.name", "another"),
        ("gen_ai.conversation.id", "c-1"),
    ] {
        assert_eq!(trace.roots[0].text(key), Some(expected), "{key}");
    }
}

#[test]
fn a_span_of_a_client_becomes_one_of_ours_with_its_cost() {
    let recording = recording();
    let ((), trace) = within(&recording, || client(&recording, "chat", usage(3, 1)));
    let call = &trace.roots[0];
    assert_eq!((call.kind.as_str(), call.name.as_str()), ("LLM", "chat gpt-4o"));
    assert_eq!(attribute(call, "llm.model_name"), Some(json!("gpt-4o")));
    assert_eq!(attribute(call, "llm.cost.total"), Some(json!(13.0)));
    assert_eq!(attribute(call, "llm.output_messages.0.message.content"), Some(json!("Hi")));
    assert!(!has(call, "gen_ai."), "{call:#?}");
}

#[test]
fn a_call_with_a_span_of_ours_and_one_of_its_client_counts_once() {
    #[llm_span(model = "gpt-4o")]
    fn chat(recording: &Recording, prompt: &str) -> String {
        client(recording, "chat", usage(3, 1));
        current().write(|out| TokenCount::new(3, 1).write(out));
        prompt.to_owned()
    }
    let recording = recording();
    let (_, trace) = within(&recording, || chat(&recording, "Hi"));
    assert_eq!(counted(&trace), (4, 13.0));
    let part = &trace.roots[0].children[0];
    assert_eq!((part.kind.as_str(), part.name.as_str()), ("CHAIN", "chat gpt-4o"));
    assert!(!has(part, "llm.") && !has(part, "gen_ai.usage"), "{part:#?}");
}

#[test]
fn a_span_that_knows_no_tokens_takes_those_of_the_client() {
    #[llm_span]
    fn chat(recording: &Recording, prompt: &str) -> String {
        client(recording, "chat", usage(3, 1));
        prompt.to_owned()
    }
    let recording = recording();
    let (_, trace) = within(&recording, || chat(&recording, "Ho"));
    assert_eq!(counted(&trace), (4, 13.0));
    let call = &trace.roots[0];
    for (key, expected) in [
        ("llm.model_name", json!("gpt-4o")),
        ("llm.provider", json!("openai")),
        ("llm.finish_reason", json!("stop")),
        ("llm.output_messages.0.message.content", json!("Hi")),
        ("output.value", json!("Ho")),
    ] {
        assert_eq!(attribute(call, key), Some(expected), "{key}");
    }
}

#[test]
fn several_calls_in_one_are_summed_up() {
    #[llm_span]
    fn chat(recording: &Recording) {
        client(recording, "chat", usage(3, 1));
        client(recording, "chat", usage(10, 2));
    }
    let recording = recording();
    let ((), trace) = within(&recording, || chat(&recording));
    assert_eq!(counted(&trace), (16, 43.0));
    assert_eq!(attribute(&trace.roots[0], "llm.cost.completion"), Some(json!(30.0)));
}

#[test]
fn a_call_of_another_kind_below_is_a_call_of_its_own() {
    #[llm_span(model = "gpt-4o")]
    fn chat(recording: &Recording) {
        client(
            recording,
            "embeddings",
            [KeyValue::new("gen_ai.request.model", "small"), KeyValue::new("gen_ai.usage.input_tokens", 5)],
        );
        lookup(recording);
        current().write(|out| TokenCount::new(3, 1).write(out));
    }
    #[tool_span]
    fn lookup(recording: &Recording) {
        client(recording, "chat", usage(1, 0));
    }
    let recording = recording();
    let ((), trace) = within(&recording, || chat(&recording));
    let kinds: Vec<_> = trace.roots[0].children.iter().map(|child| child.kind.as_str()).collect();
    assert_eq!(kinds, ["EMBEDDING", "TOOL"]);
    assert_eq!(trace.roots[0].children[1].children[0].kind, "LLM", "a tool may ask a model itself");
    assert_eq!(counted(&trace).1, 13.0 + 10.0 + 1.0);
}

#[test]
fn embeddings_count_once_too() {
    #[embedding_span(model = "small")]
    fn embed(recording: &Recording, text: &str) -> Vec<f64> {
        client(
            recording,
            "embeddings",
            [KeyValue::new("gen_ai.request.model", "small"), KeyValue::new("gen_ai.usage.input_tokens", 5)],
        );
        vec![text.len() as f64]
    }
    let recording = recording();
    let (_, trace) = within(&recording, || embed(&recording, "Hi"));
    assert_eq!(attribute(&trace.roots[0], "llm.token_count.prompt"), Some(json!(5)));
    assert_eq!(counted(&trace).1, 10.0);
    assert_eq!(trace.roots[0].children[0].kind, "CHAIN");
}

#[tokio::test]
async fn a_span_that_ends_after_ours_keeps_what_ours_does_not_count() {
    #[llm_span(model = "gpt-4o")]
    async fn start(recording: &Recording, counts: bool) -> Context {
        if counts {
            current().write(|out| TokenCount::new(3, 1).write(out));
        }
        let tracer = recording.tracer_provider().tracer("client");
        let builder = tracer.span_builder("chat gpt-4o").with_attributes(usage(3, 1));
        Context::current_with_span(builder.start(&tracer))
    }
    for counts in [true, false] {
        let recording = recording();
        let late = start(&recording, counts).with_context(recording.context().clone()).await;
        late.span().end();
        assert_eq!(counted(&recording.trace()), (4, 13.0), "counted by ours: {counts}");
    }
}

#[test]
fn a_span_that_says_its_kind_itself_stays_as_it_is() {
    let recording = recording();
    let ((), trace) = within(&recording, || {
        let more = [
            KeyValue::new("openinference.span.kind", "CHAIN"),
            KeyValue::new("gen_ai.request.model", "gpt-4o"),
        ];
        client(&recording, "chat", more);
        client(&recording, "", [KeyValue::new("http.request.method", "GET")]);
    });
    assert_eq!(trace.roots[0].kind, "CHAIN");
    assert_eq!(attribute(&trace.roots[0], "gen_ai.request.model"), Some(json!("gpt-4o")));
    assert_eq!(trace.roots[1].kind, "", "and one that is of no conventions does too");
}

#[test]
fn attributes_of_ours_that_a_client_has_written_win() {
    let recording = recording();
    let ((), trace) = within(&recording, || {
        let mut more = usage(3, 1);
        more.push(KeyValue::new("llm.model_name", "its own word"));
        more.push(KeyValue::new("llm.cost.total", 0.25));
        client(&recording, "chat", more);
    });
    assert_eq!(attribute(&trace.roots[0], "llm.model_name"), Some(json!("its own word")));
    assert_eq!(attribute(&trace.roots[0], "llm.cost.total"), Some(json!(0.25)));
    assert_eq!(attribute(&trace.roots[0], "llm.cost.prompt"), None);
}
