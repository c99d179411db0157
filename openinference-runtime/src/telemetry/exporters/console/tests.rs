//! What the tree looks like, to the letter.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex},
    time::{Duration, SystemTime},
};

use opentelemetry::{
    Context, KeyValue, Value,
    trace::{SpanBuilder, SpanContext, Status, TraceContextExt as _, Tracer as _, TracerProvider as _},
};
use opentelemetry_sdk::trace::{Sampler, SdkTracer, SdkTracerProvider};

use super::forest::{Below, Tree};
use super::processor::{ConsoleProcessor, Output};
use super::{render, style::Style, summary::Summary};

#[derive(Clone, Default)]
struct Buffer(Arc<Mutex<Vec<u8>>>);

impl Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("the buffer").extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Terminal {
    provider: SdkTracerProvider,
    tracer: SdkTracer,
    written: Buffer,
}

impl Terminal {
    fn new() -> Self {
        let written = Buffer::default();
        let processor = ConsoleProcessor::new(Output::Writer(Box::new(written.clone())));
        let provider = SdkTracerProvider::builder()
            .with_span_processor(processor)
            .with_max_attributes_per_span(1_000)
            .build();
        Self { tracer: provider.tracer("test"), provider, written }
    }

    fn text(&self) -> String {
        String::from_utf8(self.written.0.lock().expect("the buffer").clone()).expect("text")
    }

    /// A span from one millisecond to another, below `parent`.
    fn open(&self, parent: &Context, name: &'static str, start: u64, attributes: Vec<KeyValue>) -> Context {
        let builder = SpanBuilder::from_name(name).with_start_time(at(start)).with_attributes(attributes);
        parent.with_span(self.tracer.build_with_context(builder, parent))
    }

    fn leaf(&self, parent: &Context, name: &'static str, times: (u64, u64), attributes: Vec<KeyValue>) {
        self.open(parent, name, times.0, attributes).span().end_with_timestamp(at(times.1));
    }
}

fn at(millis: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(millis)
}

fn kind(kind: &'static str) -> KeyValue {
    KeyValue::new("openinference.span.kind", kind)
}

fn text(key: &'static str, value: &'static str) -> KeyValue {
    KeyValue::new(key, value)
}

#[test]
fn a_whole_agent() {
    let terminal = Terminal::new();
    let root = Context::new();
    let agent =
        terminal.open(&root, "answer", 0, vec![kind("AGENT"), text("input.value", "What is\n the weather?")]);
    let retriever =
        terminal.open(&agent, "search", 1, vec![kind("RETRIEVER"), text("input.value", "weather")]);
    terminal.leaf(
        &retriever,
        "CreateEmbeddings",
        (2, 3),
        vec![
            kind("EMBEDDING"),
            text("embedding.model_name", "ada"),
            text("input.value", "{}"),
            text("embedding.embeddings.0.embedding.text", "weather"),
            KeyValue::new("embedding.embeddings.0.embedding.vector", Value::Array(vec![0.5].into())),
            KeyValue::new("llm.token_count.total", 3),
        ],
    );
    retriever.span().set_attribute(text("output.value", "[{}, {}]"));
    retriever.span().set_attribute(text("retrieval.documents.0.document.content", "one"));
    retriever.span().set_attribute(text("retrieval.documents.1.document.content", "two"));
    retriever.span().end_with_timestamp(at(13));
    let llm = vec![
        kind("LLM"),
        text("input.value", "{\"model\":\"m\"}"),
        text("llm.model_name", "gpt-4o-mini"),
        text("llm.input_messages.0.message.content", "Be brief."),
        text("llm.input_messages.1.message.content", "What is the weather?"),
        text("llm.output_messages.0.message.tool_calls.0.tool_call.function.name", "get_weather"),
        text(
            "llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments",
            "{\"city\":\"Paris\"}",
        ),
        KeyValue::new("llm.token_count.prompt", 152),
        KeyValue::new("llm.token_count.completion", 38),
        KeyValue::new("llm.token_count.total", 190),
        KeyValue::new("llm.cost.total", 0.00042),
    ];
    terminal.leaf(&agent, "chat", (20, 840), llm);
    let tool = terminal.open(&agent, "get_weather", 850, vec![kind("TOOL")]);
    tool.span().set_status(Status::error("Timeout: no answer"));
    tool.span().end_with_timestamp(at(851));
    assert_eq!(terminal.text(), "", "nothing before the local root has ended");
    agent.span().set_attribute(text("output.value", "Sunny."));
    agent.span().end_with_timestamp(at(1_240));
    assert_eq!(
        terminal.text(),
        "\
AGENT answer 1.24s
│ in    What is the weather?
│ out   Sunny.
├─ RETRIEVER search 12ms
│  │ in    weather
│  │ out   2 documents: one
│  └─ EMBEDDING CreateEmbeddings 1ms ada 3 tokens
│       in    weather
│       out   1 vector
├─ LLM chat 820ms gpt-4o-mini 152+38 tokens $0.0004
│    in    What is the weather?
│    out   get_weather({\"city\":\"Paris\"})
└─ TOOL get_weather 1ms
     error Timeout: no answer
"
    );
}

#[test]
fn children_stand_in_the_order_of_their_starts() {
    let terminal = Terminal::new();
    let root = terminal.open(&Context::new(), "root", 0, vec![kind("CHAIN")]);
    terminal.leaf(&root, "second", (2, 3), Vec::new());
    terminal.leaf(&root, "first", (1, 4), Vec::new());
    root.span().end_with_timestamp(at(5));
    assert_eq!(terminal.text(), "CHAIN root 5ms\n├─ SPAN first 3ms\n└─ SPAN second 1ms\n");
}

#[test]
fn a_remote_parent_makes_a_local_root() {
    let terminal = Terminal::new();
    let other = terminal.open(&Context::new(), "other process", 0, Vec::new());
    let here = other.span().span_context().clone();
    let remote = SpanContext::new(
        here.trace_id(),
        here.span_id(),
        here.trace_flags(),
        true,
        here.trace_state().clone(),
    );
    terminal.leaf(&Context::new().with_remote_span_context(remote), "served", (1, 2), Vec::new());
    assert_eq!(terminal.text(), "SPAN served 1ms\n");
}

#[test]
fn a_span_that_outlives_its_parent_is_a_tree_of_its_own() {
    let terminal = Terminal::new();
    let root = terminal.open(&Context::new(), "root", 0, Vec::new());
    let late = terminal.open(&root, "late", 1, Vec::new());
    root.span().end_with_timestamp(at(2));
    late.span().end_with_timestamp(at(3));
    assert_eq!(terminal.text(), "SPAN root 2ms\nSPAN late 2ms\n");
}

#[test]
fn spans_below_one_that_never_ends_are_shown_at_shutdown() {
    let terminal = Terminal::new();
    let root = terminal.open(&Context::new(), "forgotten", 0, Vec::new());
    terminal.leaf(&root, "seen", (1, 2), Vec::new());
    assert_eq!(terminal.text(), "");
    terminal.provider.shutdown().expect("a shutdown");
    assert_eq!(terminal.text(), "SPAN seen 1ms\n");
}

#[test]
fn text_of_others_cannot_drive_the_terminal() {
    let terminal = Terminal::new();
    let long = KeyValue::new("output.value", Value::from("x".repeat(1_000)));
    let evil = text("input.value", "\u{1b}[2Jred\u{7}\r\n\u{202e}text\tend");
    terminal.leaf(&Context::new(), "na\u{1b}me", (0, 1), vec![evil, long]);
    let cut = format!("{}…", "x".repeat(120));
    assert_eq!(terminal.text(), format!("SPAN name 1ms\n  in    [2Jred text end\n  out   {cut}\n"));
}

#[test]
fn a_clock_that_was_set_back_gives_no_duration() {
    let terminal = Terminal::new();
    terminal.leaf(&Context::new(), "root", (5, 1), Vec::new());
    assert_eq!(terminal.text(), "SPAN root 0µs\n");
}

#[test]
fn of_a_key_that_comes_twice_the_last_counts() {
    let terminal = Terminal::new();
    let attributes = vec![text("output.value", "first"), text("output.value", "last")];
    terminal.leaf(&Context::new(), "root", (0, 1), attributes);
    assert_eq!(terminal.text(), "SPAN root 1ms\n  out   last\n");
}

#[test]
fn an_error_without_a_message_is_shown_too() {
    let terminal = Terminal::new();
    let root = terminal.open(&Context::new(), "root", 0, Vec::new());
    root.span().set_status(Status::error(""));
    root.span().end_with_timestamp(at(61_000));
    assert_eq!(terminal.text(), "SPAN root 1m01s\n  error (no message)\n");
}

#[test]
fn unsampled_spans_are_not_shown() {
    let written = Buffer::default();
    let processor = ConsoleProcessor::new(Output::Writer(Box::new(written.clone())));
    let provider =
        SdkTracerProvider::builder().with_span_processor(processor).with_sampler(Sampler::AlwaysOff).build();
    provider.tracer("test").in_span("unsampled", |_| ());
    assert!(written.0.lock().expect("the buffer").is_empty());
}

#[test]
fn what_is_kept_of_a_trace_is_bounded() {
    let terminal = Terminal::new();
    let root = terminal.open(&Context::new(), "root", 0, Vec::new());
    (0..10_100).for_each(|_| terminal.leaf(&root, "leaf", (1, 2), Vec::new()));
    root.span().end_with_timestamp(at(3));
    let text = terminal.text();
    assert!(text.ends_with("└─ … 100 more spans\n"), "{}", text.lines().last().unwrap_or_default());
    assert_eq!(text.lines().count(), 10_002);
}

#[test]
fn depth_is_bounded() {
    let terminal = Terminal::new();
    let mut chain = vec![Context::new()];
    for _ in 0..300 {
        let parent = chain.last().expect("a parent").clone();
        chain.push(terminal.open(&parent, "deep", 0, Vec::new()));
    }
    while let Some(cx) = chain.pop() {
        cx.span().end_with_timestamp(at(1));
    }
    assert!(terminal.text().contains("more spans"), "{}", terminal.text());
    assert!(terminal.text().lines().count() <= 300);
}

fn one_of_each_colour() -> Below {
    let summary = |kind: &str, error: Option<&str>| Summary {
        kind: kind.to_owned(),
        name: "name".to_owned(),
        start: at(0),
        duration: Duration::from_millis(1),
        model: None,
        tokens: super::summary::Tokens::default(),
        cost: None,
        error: error.map(str::to_owned),
        input: Some("in".to_owned()),
        output: None,
    };
    let mut below = Below::default();
    below.trees.push(Tree { summary: summary("LLM", Some("bad")), below: Below::default() });
    below
}

#[test]
fn colours_set_off_kind_name_and_error_on_a_terminal() {
    assert_eq!(
        render::roots(one_of_each_colour(), Style::COLOURED),
        "\u{1b}[1;35mLLM\u{1b}[0m \u{1b}[1mname\u{1b}[0m \u{1b}[2m1ms\u{1b}[0m\n\
         \u{1b}[2m  \u{1b}[0m\u{1b}[31merror bad\u{1b}[0m\n\
         \u{1b}[2m  \u{1b}[0m\u{1b}[2min    \u{1b}[0min\n"
    );
    assert!(!render::roots(one_of_each_colour(), Style::PLAIN).contains('\u{1b}'));
}

#[test]
fn no_color_and_a_dumb_terminal_are_respected() {
    let style = |no_color: &str, term: &str| {
        Style::from(&|name| match name {
            "NO_COLOR" => Some(no_color.to_owned().into()),
            "TERM" => Some(term.to_owned().into()),
            _ => None,
        })
    };
    assert_eq!(style("", "xterm"), Style::COLOURED, "an empty NO_COLOR says nothing");
    assert_eq!(style("1", "xterm"), Style::PLAIN);
    assert_eq!(style("", "dumb"), Style::PLAIN);
}
