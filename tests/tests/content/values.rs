//! Typed values, types of an application's own, arguments and results of every sort, endings of every sort, and what others
//! write to spans.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::sync::{Arc, Mutex};

use futures_executor::block_on;
use futures_util::{FutureExt as _, Stream, StreamExt as _, stream};
use openinference_runtime::opentelemetry::trace::{Status, TraceContextExt as _};
use openinference_runtime::opentelemetry::{Array, Context, KeyValue, Value as OtelValue};
use openinference_runtime::record::Json;
use openinference_runtime::semconv::{AnnotatorKind, SpanKind};
use openinference_runtime::value::{
    Annotation, Audio, Chunk, Cost, Document, Embedding, Evaluation, File, Message, MessageContent,
    PromptTemplate, Reasoning, TokenCount, ToolCall, ToolCallChunk, ToolDefinition, write_choices,
    write_prompts,
};
use openinference_runtime::{
    Document, LlmChunk, LlmRequest, LlmResponse, agent_span, chain_span, context, current, embedding_span,
    evaluator_span, guardrail_span, llm_span, prompt_span, reranker_span, retriever_span, span, tool_span,
};
use serde::{Serialize, Serializer};
use serde_json::json;

use crate::calls::Call;

pub(crate) fn calls() -> Vec<Call> {
    [typed(), derived(), recorded(), endings(), scopes(), foreign()].into_iter().flatten().collect()
}

// Typed values.

#[llm_span(model = "gpt-4o", provider = "openai")]
fn converse(messages: &[Message], tools: &[ToolDefinition], city: &str) -> (Message, TokenCount, Cost) {
    let _ = (messages, tools, city);
    (
        Message::assistant("Take a light jacket.")
            .tool_call(ToolCall::new("pack", r#"{"what":"jacket"}"#).id("c-9")),
        TokenCount::new(20, 7).cache_read(16).cache_write(3).reasoning(2).prompt_audio(1).completion_audio(0),
        Cost::new(0.5, 0.25).cache_read(0.125),
    )
}

#[llm_span]
fn answers(messages: Vec<Message>) -> Vec<Message> {
    messages
}

#[llm_span]
fn pieces(#[span(skip)] chunks: Vec<Chunk>) -> impl Stream<Item = Result<Chunk, String>> + use<> {
    stream::iter(chunks).map(Ok)
}

#[embedding_span(model = "text-embedding-3-small")]
fn vectors(texts: &[&str]) -> Vec<Embedding> {
    texts.iter().map(|text| Embedding::new([0.5, -1.25, f64::NAN]).text(*text)).collect()
}

#[retriever_span]
fn look_up(query: &str) -> Vec<Document> {
    vec![
        Document::new(format!("{query} is old."))
            .id(1)
            .score(0.75)
            .metadata(&json!({ "page": 3, "api_key": "sk" })),
        Document::new("Oslo is cold.").id("b"),
    ]
}

#[reranker_span(model = "rerank-v3.5", query = query, top_k = 2)]
fn order(query: &str, documents: Vec<Document>) -> Vec<Document> {
    let _ = query;
    documents.into_iter().rev().collect()
}

#[prompt_span]
fn fill(template: PromptTemplate) -> String {
    let _ = template;
    "Weather in Rome?".to_owned()
}

#[evaluator_span]
fn judge(answer: &str) -> (Evaluation, Annotation) {
    let _ = answer;
    (
        Evaluation::new("correct")
            .score(0.5)
            .label("half")
            .explanation("so so")
            .annotator(AnnotatorKind::Llm),
        Annotation::new("useful").score(1).identifier("i").metadata(json!({ "by": "ann" })),
    )
}

#[guardrail_span]
fn guard(text: &str) -> bool {
    text.len() < 10
}

fn conversation() -> Vec<Message> {
    vec![
        Message::system("Be brief."),
        Message::user("Weather in Rome? See the year in the diary, dear."),
        Message::assistant_calls([
            ToolCall::new("get_weather", r#"{"city":"Rome","api_key":"sk-1"}"#).id("call_1"),
            ToolCall::new("get_time", Json::Object(vec![("zone".to_owned(), Json::from("CET"))]))
                .reasoning_signature("s"),
        ]),
        Message::tool("call_1", r#"{"degrees":18}"#).name("get_weather"),
        Message::new("critic")
            .part("plain")
            .part(MessageContent::signed_text("signed", "sig"))
            .part(MessageContent::image("https://example.com/a.png"))
            .part(MessageContent::image("data:image/png;base64,AAAABBBBCCCCDDDDEEEEFFFF"))
            .part(
                Audio::default().url("data:audio/wav;base64,AAAA").mime_type("audio/wav").transcript("heard"),
            )
            .part(MessageContent::Video("https://example.com/v.mp4".to_owned()))
            .part(
                File::default()
                    .id("f-1")
                    .url("https://example.com/a.pdf")
                    .mime_type("application/pdf")
                    .name("a.pdf"),
            )
            .part(Reasoning::default().text("Hm.").id("r").signature("sig").data("d").encrypted_content("e"))
            .part(ToolCall::new("f", "{}").id("call_2")),
        Message::user("a\0b \u{1f600} \"quoted\" \\ \n\t\u{7f}\u{2028}"),
        Message::user(""),
    ]
}

fn typed() -> Vec<Call> {
    let tools = || {
        [
            ToolDefinition::function("get_weather", "Weather of a city.", &json!({ "type": "object" })),
            ToolDefinition::new(&json!({ "type": "web_search" })),
        ]
    };
    let many =
        |count: usize| (0..count).map(|turn| Message::user(format!("question {turn}"))).collect::<Vec<_>>();
    vec![
        Call::new("typed: a conversation", move || {
            converse(&conversation(), &tools(), "Rome");
        }),
        Call::new("typed: two hundred messages", move || {
            answers(many(200));
        }),
        Call::new("typed: pieces of an answer", || {
            let chunks = vec![
                Chunk::reasoning("Hm."),
                Chunk::content("Sun").model("gpt-4o-2024-08-06"),
                Chunk::content("ny.").finish_reason("stop").attribute("app.cached", true),
                Chunk::content("x").choice(1).finish_reason("length"),
                Chunk::default().tool_call(ToolCallChunk::start("call_1", "f")),
                Chunk::default()
                    .tool_call(ToolCallChunk::arguments("{\"a\":"))
                    .tool_call(ToolCallChunk::arguments("1}")),
                Chunk::default().usage(TokenCount::new(3, 2)).cost(Cost::of_total(0.5)),
            ];
            block_on(pieces(chunks).for_each(|_| std::future::ready(())));
        }),
        Call::new("typed: embeddings", || {
            vectors(&["Rome", "Oslo"]);
        }),
        Call::new("typed: documents", || {
            order("warm", look_up("Rome"));
        }),
        Call::new("typed: a prompt", || {
            fill(
                PromptTemplate::new("Weather in {city}?")
                    .variables(&json!({ "city": "Rome" }))
                    .version("v2")
                    .vendor("phoenix")
                    .id("p-1")
                    .url("https://example.com/p"),
            );
        }),
        Call::new("typed: judgements", || {
            judge("Sunny.");
        }),
        Call::new("typed: a guard", || {
            guard("Sunny.");
        }),
        Call::new("typed: completions", || {
            span(SpanKind::Llm, "complete").in_scope(|| {
                current().write(|out| {
                    write_prompts(["Once", "upon"], out);
                    write_choices(["a time"], out);
                });
            });
        }),
    ]
}

// Types of an application's own.

#[derive(Serialize, LlmRequest)]
struct Question {
    #[oi(model)]
    model: &'static str,
    #[oi(system_message)]
    persona: Option<&'static str>,
    #[oi(messages)]
    history: Vec<Message>,
    #[oi(user_message)]
    text: Arc<str>,
    #[oi(invocation_parameters = "top_p")]
    share: Option<f32>,
    #[oi(attribute = "app.tenant")]
    tenant: u32,
}

#[derive(Debug, LlmResponse)]
struct Answer {
    #[oi(model)]
    served_by: &'static str,
    #[oi(reasoning)]
    thought: Option<&'static str>,
    #[oi(content)]
    text: String,
    #[oi(tool_calls)]
    calls: Vec<ToolCall>,
    #[oi(finish_reason)]
    because: &'static str,
    #[oi(total_tokens)]
    tokens: u64,
}

#[derive(Clone, Debug, Serialize, LlmChunk)]
enum Event {
    Begin(#[oi(model)] &'static str),
    Text(#[oi(content)] &'static str),
    Ping,
    End {
        #[oi(finish_reason)]
        because: Option<&'static str>,
        #[oi(completion_tokens)]
        written: u32,
    },
}

#[derive(Clone, Serialize, Document)]
struct Passage {
    #[oi(id)]
    key: u64,
    #[oi(content)]
    body: &'static str,
    #[oi(score = |distance| 1.0 - distance)]
    distance: f32,
    #[oi(metadata = "source")]
    path: &'static str,
}

#[llm_span]
fn ask(question: &Question) -> Answer {
    let _ = question;
    Answer {
        served_by: "gpt-4o-2024-08-06",
        thought: Some("Hm."),
        text: "Let me see.".to_owned(),
        calls: vec![ToolCall::new("get_weather", r#"{"city":"Rome"}"#).id("call_1")],
        because: "tool_calls",
        tokens: 27,
    }
}

#[llm_span]
fn listen(#[span(skip)] events: Vec<Event>) -> impl Stream<Item = Event> + use<> {
    stream::iter(events)
}

#[retriever_span]
fn search(query: &str) -> Result<Vec<Passage>, String> {
    let _ = query;
    Ok(vec![
        Passage { key: 1, body: "Rome is old.", distance: 0.25, path: "a.md" },
        Passage { key: 2, body: "Oslo is cold.", distance: 0.5, path: "b.md" },
    ])
}

fn derived() -> Vec<Call> {
    let events = || {
        vec![
            Event::Begin("o3"),
            Event::Text("Let me "),
            Event::Ping,
            Event::Text("see."),
            Event::End { because: Some("stop"), written: 7 },
        ]
    };
    vec![
        Call::new("derived: a request and its response", || {
            ask(&Question {
                model: "claude-sonnet-4-5",
                persona: Some("Be brief."),
                history: conversation(),
                text: "Weather in Rome?".into(),
                share: Some(0.5),
                tenant: 7,
            });
        }),
        Call::new("derived: a stream", move || {
            block_on(listen(events()).for_each(|_| std::future::ready(())));
        }),
        Call::new("derived: a stream that is dropped early", move || {
            let mut stream = Box::pin(listen(events()));
            block_on(stream.next());
            block_on(stream.next());
        }),
        Call::new("derived: documents", || {
            let _ = search("warm");
        }),
    ]
}

// Arguments and results.

#[derive(Clone, Debug, Serialize)]
struct Place {
    city: String,
    api_key: String,
    at: (f64, f64),
    names: BTreeMap<u8, Option<&'static str>>,
    kind: Kind,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Town,
    Area { km2: u32 },
    Both(i8, char),
}

#[derive(Debug)]
struct OnlyDebug(#[allow(dead_code, reason = "shown by Debug")] u8);

struct Nothing;

struct Fails;

impl Serialize for Fails {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("will not"))
    }
}

struct Panics;

impl Serialize for Panics {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        panic!("in Serialize")
    }
}

fn place(kind: Kind) -> Place {
    Place {
        city: "Rome".to_owned(),
        api_key: "sk-123".to_owned(),
        at: (41.9, f64::INFINITY),
        names: BTreeMap::from([(1, Some("Roma")), (2, None)]),
        kind,
    }
}

#[chain_span]
fn one<T: Serialize>(value: T) -> T {
    value
}

#[chain_span]
fn several(number: u32, text: &str, debug: OnlyDebug, nothing: Nothing, big: u64, wide: i128) -> OnlyDebug {
    let _ = (number, text, nothing, big, wide);
    debug
}

/// What a tool is told, and what not.
#[tool_span]
fn tool(
    city: &str,
    api_key: &str,
    #[span(redact)] pin: u16,
    #[span(skip)] seed: u8,
    max_tokens: u64,
) -> Place {
    let _ = (api_key, pin, seed, max_tokens);
    Place { city: city.to_owned(), ..place(Kind::Town) }
}

#[tool_span]
fn tool_of_nothing() {}

#[chain_span]
fn locked(state: &Arc<Mutex<Place>>) {
    let _ = state;
}

#[agent_span(skip(secret), input = format!("{question}!"), output = |answer: &String| answer.len())]
fn chosen(question: &str, secret: &str) -> String {
    format!("{question}{secret}")
}

#[chain_span(skip_all, skip_output)]
fn silent(text: &str) -> &str {
    text
}

fn recorded() -> Vec<Call> {
    vec![
        Call::new("recorded: texts", || {
            one("hello");
            one(Cow::Borrowed("a\0b \u{1f600} \"quoted\" \\ \n"));
            one("x".repeat(100_000));
            one('c');
        }),
        Call::new("recorded: numbers", || {
            one(1_u8);
            one(u64::MAX);
            one(i128::MIN);
            one(0.1_f32);
            one(f64::NEG_INFINITY);
            one(true);
            one(None::<u8>);
            one(());
        }),
        Call::new("recorded: structures", || {
            one(place(Kind::Town));
            one(place(Kind::Area { km2: 1285 }));
            one(vec![place(Kind::Both(-1, 'x'))]);
            one(
                json!({ "token": "t", "password": 1, "nested": [{ "authorization": "Bearer x" }], "e": 1e300 }),
            );
            one((1, "two", [3.5; 2]));
        }),
        Call::new("recorded: long lists and deep ones", || {
            one((0..50_000).collect::<Vec<u32>>());
            one((0..80).fold(json!("leaf"), |inner, _| json!([inner])));
        }),
        Call::new("recorded: what fails", || {
            one_of_those_that_fail();
        }),
        Call::new("recorded: several arguments", || {
            several(1, "two", OnlyDebug(3), Nothing, u64::MAX, -1);
        }),
        Call::new("recorded: tools", || {
            tool("Rome", "sk", 1234, 9, 100);
            tool_of_nothing();
        }),
        Call::new("recorded: a lock", || {
            let state = Arc::new(Mutex::new(place(Kind::Town)));
            locked(&state);
            let _held = state.lock();
            locked(&state);
        }),
        Call::new("recorded: what is chosen", || {
            chosen("why", "because");
            silent("x");
        }),
    ]
}

fn one_of_those_that_fail() {
    one(Fails);
    one(Panics);
}

// Endings.

#[derive(Debug)]
struct Closed {
    reason: &'static str,
    source: std::num::ParseIntError,
}

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the kitchen is closed: {}", self.reason)
    }
}

impl Error for Closed {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.source)
    }
}

#[agent_span]
fn refuse(api_key: &str) -> Result<u8, Closed> {
    let _ = api_key;
    "x".parse::<u8>().map_err(|source| Closed { reason: "year's end", source })
}

#[tool_span]
fn boxed() -> Result<(), Box<dyn Error + Send + Sync>> {
    Err("no weather".into())
}

#[chain_span]
fn any() -> anyhow::Result<String> {
    Err(anyhow::anyhow!("root cause").context("around it"))
}

#[tool_span(error_if = |why: &String| why != "nothing found")]
fn finds() -> Result<u8, String> {
    Err("nothing found".to_owned())
}

#[agent_span]
async fn waits() {
    std::future::pending::<()>().await;
}

#[llm_span]
fn refused(request: &serde_json::Value) -> serde_json::Value {
    let _ = request;
    json!({ "error": { "type": "rate_limit_error", "message": "slow down" } })
}

fn endings() -> Vec<Call> {
    vec![
        Call::new("ends: with an error", || {
            let _ = refuse("sk");
            let _ = boxed();
            let _ = any();
            let _ = finds();
        }),
        Call::new("ends: with a provider's error", || {
            refused(&json!({ "model": "gpt-4o", "messages": [{ "role": "user", "content": "x" }] }));
        }),
        Call::new("ends: cancelled", || {
            let mut waiting = Box::pin(waits());
            assert!((&mut waiting).now_or_never().is_none());
        }),
        Call::new("ends: never polled", || drop(waits())),
        Call::new("ends: with a panic", || {
            span(SpanKind::Chain, "panics").in_scope(|| std::panic::resume_unwind(Box::new("out of tea")));
        }),
        Call::new("ends: by hand", || {
            let _ = span(SpanKind::Chain, "parse").in_scope_result(|| "x".parse::<u32>());
            span(SpanKind::Chain, "fine").input(&vec![1, 2]).in_scope(|| {
                current().set_output("done");
                current().rename("renamed");
                current().event("seen", vec![KeyValue::new("what", "this")]);
                current().record_error(&std::fmt::Error);
                current().set_ok();
            });
        }),
    ]
}

// Scopes, parents and links.

fn scopes() -> Vec<Call> {
    vec![
        Call::new("scopes: inherited attributes", || {
            context::attributes()
                .session("s-1")
                .user("u-1")
                .metadata(json!({ "tenant": "t-1", "api_key": "very secret" }))
                .tags(["beta", "eu"])
                .prompt_template("Weather in {city}?", "v2", json!({ "city": "Bern" }))
                .attribute("team", "blue")
                .in_scope(|| {
                    span(SpanKind::Agent, "outer").in_scope(|| {
                        converse(&[Message::user("Hi")], &[], "Bern");
                        span(SpanKind::Tool, "inner").attribute("team", "red").in_scope(|| ());
                    });
                });
        }),
        Call::new("scopes: parents and links", || {
            let first = span(SpanKind::Chain, "first").in_scope(current);
            let second = span(SpanKind::Chain, "second").links(vec![first.clone()]).in_scope(current);
            span(SpanKind::Chain, "third").parent(&second).session("s").tags(["a"]).in_scope(|| ());
        }),
    ]
}

// What others write.

fn foreign() -> Vec<Call> {
    let keys = [
        "llm.input_messages.x.y",
        "llm.input_messages.00.message.content",
        "llm.input_messages.01.message.content",
        "llm.input_messages.99999999999999999999.message.content",
        "llm.input_messages.4294967296.message.content",
        "llm.input_messages",
        "llm.input_messages.",
        "llm.input_messages.0",
        "llm.input_messages.0.message.contents.0.message_content.image.image.url",
        "llm.input_messages.0.message.tool_calls.0.tool_call.function.arguments",
        "llm.output_messages.0.message.content",
        "llm.tools.0.tool.json_schema",
        "llm.prompts.0.prompt.text",
        "retrieval.documents.0.document.content",
        "embedding.embeddings.0.embedding.text",
        "input.value",
        "output.value",
        "metadata",
        "LLM.MODEL_NAME",
        "llm.model_name",
        "api_key",
        "",
        ".",
        "a key with spaces",
        "gen_ai.request.model",
        "session.id",
    ];
    vec![
        Call::new("foreign: keys that look like ours", move || {
            span(SpanKind::Llm, "llm").in_scope(|| {
                for key in keys {
                    current().attribute(key, format!("of {key}"));
                }
            });
        }),
        Call::new("foreign: keys by OpenTelemetry's API", move || {
            span(SpanKind::Chain, "chain").in_scope(|| {
                let cx = Context::current();
                for key in keys {
                    cx.span().set_attribute(KeyValue::new(key, "first"));
                    cx.span().set_attribute(KeyValue::new(key, "last"));
                }
                cx.span().set_attribute(KeyValue::new("openinference.span.kind", "TOOL"));
                cx.span().set_status(Status::error("said by another"));
                cx.span().add_event("event", vec![KeyValue::new("password", "p"), KeyValue::new("n", 1)]);
            });
        }),
        Call::new("foreign: values of every type", || {
            span(SpanKind::Chain, "values").in_scope(|| {
                let text =
                    |text: &str| openinference_runtime::opentelemetry::StringValue::from(text.to_owned());
                current().attribute("bool", true);
                current().attribute("integer", i64::MIN);
                current().attribute("float", 0.1);
                current().attribute("nan", f64::NAN);
                current().attribute("text", "a\0b");
                current().attribute("bools", OtelValue::Array(Array::Bool(vec![true, false])));
                current().attribute("integers", OtelValue::Array(Array::I64(vec![1, -1])));
                current().attribute("floats", OtelValue::Array(Array::F64(vec![0.5, f64::INFINITY])));
                current().attribute("texts", OtelValue::Array(Array::String(vec![text("a"), text("b\0")])));
                current().attribute("none", OtelValue::Array(Array::String(Vec::new())));
            });
        }),
        Call::new("foreign: twelve thousand attributes", || {
            span(SpanKind::Chain, "many").in_scope(|| {
                for number in 0..12_000_u32 {
                    current().attribute(format!("app.{number:05}"), i64::from(number));
                }
            });
        }),
        Call::new("foreign: writers on other threads", || {
            span(SpanKind::Chain, "shared").in_scope(|| {
                let handle = current();
                std::thread::scope(|threads| {
                    for thread in 0..4 {
                        let handle = &handle;
                        threads.spawn(move || {
                            for number in 0..50 {
                                handle.attribute(format!("app.{thread}.{number}"), number);
                            }
                        });
                    }
                });
            });
        }),
    ]
}
