//! What is hidden is not read: nothing of it is formatted, serialised or evaluated.

use std::cell::Cell;
use std::error::Error;
use std::fmt;

use openinference_runtime::config::{self, TraceConfig, TraceConfigBuilder};
use openinference_runtime::semconv::SpanKind;
use openinference_runtime::testing::Capture;
use openinference_runtime::{chain_span, context, current, retriever_span, span, tool_span};
use serde::{Serialize, Serializer};

thread_local! {
    static READ: Cell<usize> = const { Cell::new(0) };
}

fn note() {
    READ.with(|read| read.set(read.get() + 1));
}

/// Notes when it is read, in whatever way.
#[derive(Clone, Copy)]
struct Watched;

impl Serialize for Watched {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        note();
        serializer.serialize_str("read")
    }
}

impl fmt::Display for Watched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        note();
        f.write_str("read")
    }
}

impl fmt::Debug for Watched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        note();
        f.write_str("read")
    }
}

impl Error for Watched {}

#[tool_span]
fn tool(_argument: Watched) -> Watched {
    Watched
}

#[retriever_span]
fn retrieve() -> Vec<Watched> {
    vec![Watched]
}

#[chain_span]
fn fails() -> Result<(), Watched> {
    Err(Watched)
}

#[chain_span(metadata = Watched, tags = { note(); vec!["tag"] })]
fn described() {}

#[chain_span(attributes("my.note" = { note(); "note" }, "my.api_key" = { note(); "key" }))]
fn noted() {}

fn by_hand() {
    context::attributes().metadata(Watched).in_scope(|| {});
}

fn templated() {
    context::attributes().prompt_template("t", "", Watched).in_scope(|| {});
}

fn recorded_error() {
    span(SpanKind::Chain, "c").in_scope(|| current().record_error(&Watched));
}

fn call_tool() {
    tool(Watched);
}

fn call_retriever() {
    retrieve();
}

fn fail() {
    let _ = fails();
}

/// How often something is read within a capture that hides so.
fn reads(call: fn(), hide: impl Fn(TraceConfigBuilder) -> TraceConfigBuilder) -> usize {
    READ.with(|read| read.set(0));
    Capture::new().config(hide(TraceConfig::builder().without_env()).build()).run_sync(call);
    READ.with(Cell::get)
}

#[test]
fn what_is_hidden_is_not_read() {
    let nothing = |config: TraceConfigBuilder| config.capture(config::CaptureLevel::Nothing);
    let structure = |config: TraceConfigBuilder| config.capture(config::CaptureLevel::Structure);
    let both = |config: TraceConfigBuilder| config.hide_inputs(true).hide_outputs(true);
    let exceptions = |config: TraceConfigBuilder| config.hide_exceptions(true);
    let metadata = |config: TraceConfigBuilder| config.hide_metadata(true);
    let held = |name, call: fn(), hidden: &[usize]| {
        assert!(reads(call, |config| config) > 0, "{name} is never read at all");
        assert!(hidden.iter().all(|reads| *reads == 0), "{name} is read although it is hidden: {hidden:?}");
    };
    held(
        "a tool",
        call_tool,
        &[reads(call_tool, both), reads(call_tool, structure), reads(call_tool, nothing)],
    );
    held("a document", call_retriever, &[reads(call_retriever, nothing)]);
    held("an error", fail, &[reads(fail, exceptions), reads(fail, structure), reads(fail, nothing)]);
    held("a recorded error", recorded_error, &[reads(recorded_error, exceptions)]);
    held("metadata", by_hand, &[reads(by_hand, metadata), reads(by_hand, structure)]);
    held("prompt variables", templated, &[reads(templated, |config| config.hide_inputs(true))]);
    held("metadata and tags", described, &[reads(described, structure), reads(described, nothing)]);
    assert_eq!(reads(noted, structure), 0);
    assert_eq!(reads(noted, |config| config), 1, "a key that is named like a secret is never evaluated");
}
