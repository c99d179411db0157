//! Spans that other code makes on the provider of the set-up, by its own conventions and by those of GenAI.

use openinference_runtime::opentelemetry::KeyValue;
use openinference_runtime::opentelemetry::trace::{
    Span as _, SpanContext, SpanId, SpanKind as OtelKind, Status, TraceFlags, TraceId, TraceState,
    Tracer as _,
};

use crate::canary::Canaries;
use crate::program::Program;

pub(crate) fn go(program: &Program, canaries: &Canaries) {
    client(program, canaries);
    speaks_openinference(program, canaries);
    speaks_genai(program, canaries);
}

fn client(program: &Program, canaries: &Canaries) {
    let tracer = program.telemetry.tracer("client");
    let link = SpanContext::new(
        TraceId::from(9_u128),
        SpanId::from(9),
        TraceFlags::SAMPLED,
        true,
        TraceState::default(),
    );
    let mut span = tracer
        .span_builder("GET /things")
        .with_kind(OtelKind::Client)
        .with_attributes([
            KeyValue::new("http.request.method", canaries.kept("foreign span: method")),
            KeyValue::new("url.query", canaries.content("foreign span: attribute at its start", &[])),
            KeyValue::new(
                "http.request.header.authorization",
                canaries.secret("foreign span: attribute at its start, named like a secret"),
            ),
        ])
        .start(&tracer);
    span.set_attribute(KeyValue::new("db.query.text", canaries.content("foreign span: attribute", &[])));
    span.set_attribute(KeyValue::new(
        "db.password",
        canaries.secret("foreign span: attribute named like a secret"),
    ));
    span.add_event(
        "exception",
        vec![
            KeyValue::new(
                "exception.message",
                canaries.content("foreign span: message of an exception", &["hide_exceptions"]),
            ),
            KeyValue::new(
                "my.token",
                canaries.secret("foreign span: attribute of an event, named like a secret"),
            ),
        ],
    );
    span.add_link(
        link,
        vec![
            KeyValue::new("my.note", canaries.content("foreign span: attribute of a link", &[])),
            KeyValue::new(
                "my.secret",
                canaries.secret("foreign span: attribute of a link, named like a secret"),
            ),
        ],
    );
    span.set_status(Status::error(canaries.content("foreign span: status", &["hide_exceptions"])));
    span.end();
}

/// Another instrumentation by the same conventions, which masks nothing.
fn speaks_openinference(program: &Program, canaries: &Canaries) {
    let tracer = program.telemetry.tracer("other-instrumentation");
    let mut span = tracer.start("ChatCompletion");
    for (key, value) in [
        ("openinference.span.kind", "LLM".to_owned()),
        (
            "input.value",
            canaries.content(
                "foreign OpenInference span: input",
                &["hide_inputs", "hide_tool_arguments", "hide_audio"],
            ),
        ),
        (
            "llm.input_messages.0.message.content",
            canaries.content(
                "foreign OpenInference span: message",
                &["hide_inputs", "hide_input_messages", "hide_input_text"],
            ),
        ),
        (
            "llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments",
            canaries.content(
                "foreign OpenInference span: argument of a tool call",
                &["hide_outputs", "hide_output_messages", "hide_tool_arguments"],
            ),
        ),
        ("metadata", canaries.content("foreign OpenInference span: metadata", &["hide_metadata"])),
        (
            "llm.prompt_template.variables",
            canaries.content("foreign OpenInference span: prompt variables", &["hide_inputs"]),
        ),
    ] {
        span.set_attribute(KeyValue::new(key, value));
    }
    span.end();
}

/// What a client says by OpenTelemetry's own conventions, which becomes a span of OpenInference on its way out.
fn speaks_genai(program: &Program, canaries: &Canaries) {
    let tracer = program.telemetry.tracer("genai-client");
    let mut span = tracer.start("chat gpt-4o");
    let message = |role: &str, text: String| {
        format!(r#"[{{"role":"{role}","parts":[{{"type":"text","content":"{text}"}}]}}]"#)
    };
    for (key, value) in [
        ("gen_ai.operation.name", "chat".to_owned()),
        ("gen_ai.request.model", canaries.kept("GenAI span: model")),
        (
            "gen_ai.input.messages",
            message("user", canaries.content("GenAI span: input message", &["hide_inputs"])),
        ),
        (
            "gen_ai.output.messages",
            message("assistant", canaries.content("GenAI span: output message", &["hide_outputs"])),
        ),
        ("gen_ai.system_instructions", canaries.content("GenAI span: system instructions", &["hide_inputs"])),
        ("gen_ai.unheard_of", canaries.content("GenAI span: attribute that nobody knows", &[])),
        ("gen_ai.client.api_key", canaries.secret("GenAI span: attribute named like a secret")),
    ] {
        span.set_attribute(KeyValue::new(key, value));
    }
    span.add_event(
        "gen_ai.client.inference.operation.details",
        vec![KeyValue::new(
            "gen_ai.input.messages",
            message(
                "user",
                canaries.content(
                    "GenAI span: input message in an event",
                    &["hide_inputs", "hide_input_messages", "hide_input_text"],
                ),
            ),
        )],
    );
    span.end();
    let mut tool = tracer.start("execute_tool look_up");
    for (key, value) in [
        ("gen_ai.operation.name", "execute_tool".to_owned()),
        ("gen_ai.tool.name", canaries.kept("GenAI span: name of a tool")),
        (
            "gen_ai.tool.call.arguments",
            format!(
                r#"{{"city":"{}","api_key":"{}"}}"#,
                canaries.content("GenAI span: argument of a tool", &["hide_inputs", "hide_tool_arguments"]),
                canaries.secret("GenAI span: argument of a tool, named like a secret"),
            ),
        ),
        ("gen_ai.tool.call.result", canaries.content("GenAI span: result of a tool", &["hide_outputs"])),
    ] {
        tool.set_attribute(KeyValue::new(key, value));
    }
    tool.end();
}
