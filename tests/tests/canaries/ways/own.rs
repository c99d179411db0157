//! Annotated functions and spans by hand: arguments, results, endings, and what is written to the span in progress.

use std::error::Error;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use openinference_runtime::opentelemetry::baggage::BaggageExt as _;
use openinference_runtime::opentelemetry::trace::{
    SpanContext, SpanId, Status, TraceContextExt as _, TraceFlags, TraceId, TraceState,
};
use openinference_runtime::opentelemetry::{Context, KeyValue};
use openinference_runtime::semconv::SpanKind;
use openinference_runtime::value::Document;
use openinference_runtime::{
    agent_span, chain_span, context, current, reranker_span, retriever_span, span, tool_span,
};
use serde::Serialize;

use crate::canary::Canaries;
use crate::program::Program;

const ARGUMENTS: &[&str] = &["hide_inputs", "hide_tool_arguments"];
const EXCEPTIONS: &[&str] = &["hide_exceptions"];

pub(crate) fn go(program: &Program, canaries: &Canaries) {
    values(canaries);
    endings(canaries);
    attributes(canaries);
    documents(canaries);
    handed_on(program, canaries);
}

#[derive(Serialize)]
struct Account {
    owner: String,
    password: String,
    nested: serde_json::Value,
}

#[derive(Debug)]
#[expect(dead_code, reason = "shown by Debug")]
struct OnlyDebug {
    note: String,
    api_key: String,
}

#[tool_span]
fn look_up(city: &str, api_key: &str, account: &Account) -> String {
    let _ = (city, api_key, account);
    "cloudy".to_owned()
}

#[tool_span]
fn answer(#[span(skip)] result: String) -> String {
    result
}

#[chain_span]
fn debugged(value: OnlyDebug) -> usize {
    value.note.len()
}

#[chain_span]
fn body(text: &str) -> usize {
    text.len()
}

fn values(canaries: &Canaries) {
    let account = Account {
        owner: canaries.content("tool: field of an argument", ARGUMENTS),
        password: canaries.secret("tool: field of an argument named like a secret"),
        nested: serde_json::json!({ "client_secret": canaries.secret("tool: nested field named like a secret") }),
    };
    look_up(
        &canaries.content("tool: argument", ARGUMENTS),
        &canaries.secret("tool: argument named like a secret"),
        &account,
    );
    answer(canaries.content("tool: result", &["hide_outputs"]));
    debugged(OnlyDebug {
        note: canaries.content("argument by Debug", &["hide_inputs"]),
        api_key: canaries.secret("argument by Debug: field named like a secret"),
    });
    body(&format!(
        r#"{{"api_key": "{}"}}"#,
        canaries.secret("argument: JSON as text, field named like a secret")
    ));
}

#[derive(Debug)]
struct Refused {
    why: String,
    source: std::io::Error,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)
    }
}

impl Error for Refused {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.source)
    }
}

#[agent_span]
fn refuse(#[span(skip)] error: Refused) -> Result<(), Refused> {
    Err(error)
}

#[agent_span]
fn panic_with(#[span(skip)] message: String) {
    std::panic::resume_unwind(Box::new(message));
}

fn endings(canaries: &Canaries) {
    let _ = refuse(Refused {
        why: canaries.content("error: message", EXCEPTIONS),
        source: std::io::Error::other(canaries.content("error: message of its source", EXCEPTIONS)),
    });
    let message = canaries.content("panic: message", EXCEPTIONS);
    let _ = catch_unwind(AssertUnwindSafe(|| panic_with(message)));
    let status = canaries.content("span of ours: status set by other code", EXCEPTIONS);
    span(SpanKind::Chain, "status").in_scope(|| {
        Context::current().span().set_status(Status::error(status));
    });
    let recorded = std::io::Error::other(canaries.content("error: recorded by hand", EXCEPTIONS));
    span(SpanKind::Chain, "recorded").in_scope(|| current().record_error(&recorded));
}

fn attributes(canaries: &Canaries) {
    let link = SpanContext::new(
        TraceId::from(7_u128),
        SpanId::from(7),
        TraceFlags::SAMPLED,
        true,
        TraceState::default(),
    );
    let name = canaries.kept("span of ours: name");
    span(SpanKind::Chain, name)
        .session(canaries.kept("session id"))
        .user(canaries.content("user id", &[]))
        .tags([canaries.content("tag", &[])])
        .metadata(serde_json::json!({ "note": canaries.content("metadata", &["hide_metadata"]) }))
        .attribute("my.note", canaries.content("span of ours: attribute of one's own", &[]))
        .attribute("my.api_key", canaries.secret("span of ours: attribute named like a secret"))
        .in_scope(|| {
            current().set_input(&canaries.content("input set by hand", &["hide_inputs"]));
            current().set_output(&canaries.content("output set by hand", &["hide_outputs"]));
            let cx = Context::current();
            let span = cx.span();
            span.set_attribute(KeyValue::new(
                "db.password",
                canaries.secret("span of ours: attribute of other code, named like a secret"),
            ));
            span.set_attribute(KeyValue::new(
                "db.query.text",
                canaries.content("span of ours: attribute of other code", &[]),
            ));
            let noted = vec![
                KeyValue::new("my.note", canaries.content("span of ours: attribute of an event", &[])),
                KeyValue::new(
                    "my.token",
                    canaries.secret("span of ours: attribute of an event, named like a secret"),
                ),
            ];
            span.add_event("noted", noted);
            let linked = vec![
                KeyValue::new("my.note", canaries.content("span of ours: attribute of a link", &[])),
                KeyValue::new(
                    "my.secret",
                    canaries.secret("span of ours: attribute of a link, named like a secret"),
                ),
            ];
            span.add_link(link, linked);
        });
    context::attributes()
        .prompt_template(
            canaries.content("prompt template", &["hide_inputs"]),
            "v1",
            serde_json::json!({ "city": canaries.content("prompt template: variable", &["hide_inputs"]) }),
        )
        .in_scope(|| span(SpanKind::Llm, "templated").in_scope(|| {}));
}

#[retriever_span]
fn retrieve(#[span(skip)] documents: Vec<Document>) -> Vec<Document> {
    documents
}

#[reranker_span]
fn rerank(query: &str, documents: Vec<Document>) -> Vec<Document> {
    let _ = query;
    documents
}

fn documents(canaries: &Canaries) {
    let text = canaries.content("embedding: text", &["hide_inputs", "hide_embeddings_text"]);
    span(SpanKind::Embedding, "embed")
        .attribute("embedding.embeddings.0.embedding.text", text)
        .in_scope(|| {});
    const RETRIEVED: &[&str] = &["hide_outputs", "hide_documents"];
    retrieve(vec![
        Document::new(canaries.content("retrieved document: content", RETRIEVED)).id("1").metadata(
            &serde_json::json!({ "path": canaries.content("retrieved document: metadata", RETRIEVED) }),
        ),
    ]);
    let query = canaries.content("reranker: query", &["hide_inputs"]);
    let content = canaries.content("reranked document: content", &["hide_documents"]);
    rerank(&query, vec![Document::new(content)]);
}

fn handed_on(program: &Program, canaries: &Canaries) {
    span(SpanKind::Chain, "calls another").in_scope(|| {
        let cx = Context::current().with_baggage([
            KeyValue::new("tenant", canaries.kept("baggage: entry")),
            KeyValue::new("api_key", canaries.secret("baggage: entry named like a secret")),
        ]);
        let _current = cx.attach();
        program.call_another();
    });
}
