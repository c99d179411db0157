use crate::attributes::Attributes;
use crate::json::Json;
use crate::semconv::SpanKind;
use crate::semconv::attributes::{RERANKER_INPUT_DOCUMENTS, RETRIEVAL_DOCUMENTS};
use crate::testing::{Trace, assert_span, capture_sync};
use crate::value::{
    Audio, Cost, Document, Embedding, File, Message, MessageContent, PromptTemplate, Reasoning, TokenCount,
    ToolCall, ToolDefinition, write_documents, write_embeddings, write_input_messages, write_output_messages,
    write_tools,
};
use crate::{current, span};

fn wrote(kind: SpanKind, write: impl FnOnce(&mut Attributes<'_>)) -> Trace {
    capture_sync(|| span(kind, "s").in_scope(|| current().write(write))).1
}

#[test]
fn messages_are_read_back_as_they_were_written() {
    let call = || ToolCall::new("get_weather", r#"{"city":"Rome"}"#).id("call_1").reasoning_signature("sig");
    let input = [
        Message::system("Be brief."),
        Message::user("").part("What is this?").part(MessageContent::image("https://example.org/i.png")),
        Message::new("user")
            .part(Audio::default().url("a").mime_type("audio/wav").transcript("hi"))
            .part(File::default().id("f").url("u").mime_type("application/pdf").name("n"))
            .part(MessageContent::Video("v".to_owned()))
            .part(Reasoning::default().text("hm").id("r").signature("s").data("d").encrypted_content("e"))
            .part(MessageContent::signed_text("t", "s"))
            .part(call()),
        Message::tool("call_0", "12 °C").name("get_weather"),
        Message { function_call: Some(ToolCall::new("old", "{}")), ..Message::assistant("") },
    ];
    let output = [Message::assistant_calls([call(), call()])];
    let trace = wrote(SpanKind::Llm, |out| {
        write_input_messages(&input, out);
        write_output_messages(&output, out);
    });
    let llm = trace.span("s").llm();
    assert_eq!(llm.input_messages(), input);
    assert_eq!(llm.output_messages(), output);
    assert_eq!(llm.tool_calls(), [call(), call()]);
}

#[test]
fn eleven_messages_keep_their_order() {
    let messages: Vec<Message> = (0..11).map(|number| Message::user(number.to_string())).collect();
    let trace = wrote(SpanKind::Llm, |out| write_input_messages(&messages, out));
    assert_eq!(trace.span("s").llm().input_messages(), messages);
}

#[test]
fn counts_costs_tools_and_the_template_are_read_back() {
    let tokens = TokenCount::new(20, 7)
        .total(27)
        .cache_read(16)
        .cache_write(1)
        .prompt_audio(2)
        .reasoning(3)
        .completion_audio(4);
    let cost = Cost { input: Some(0.5), ..Cost::new(1.0, 2.0).total(3.0) };
    let tool = ToolDefinition::function("f", "does", &Json::Object(Vec::new()));
    let template = PromptTemplate::new("Hi {name}")
        .variables(&[("name", "Ada")].into_iter().collect::<std::collections::BTreeMap<_, _>>())
        .version("1");
    let trace = wrote(SpanKind::Llm, |out| {
        tokens.write(out);
        cost.write(out);
        write_tools(std::slice::from_ref(&tool), out);
        template.write(out);
    });
    let span = trace.span("s");
    assert_eq!(span.llm().token_count(), tokens);
    assert_eq!(span.llm().cost(), cost);
    assert_eq!(span.llm().tools(), [tool]);
    assert_eq!(span.prompt_template(), Some(template));
}

#[test]
fn documents_and_embeddings_are_read_back() {
    let metadata = Json::Object(vec![("page".to_owned(), Json::Int(3))]);
    let documents = [Document::new("a").id("one").score(0.5).metadata(&metadata), Document::new("b").id(2)];
    let embeddings = [Embedding::new([0.5, 1.0]).text("t"), Embedding::of_text("u")];
    let trace = wrote(SpanKind::Retriever, |out| {
        write_documents(RETRIEVAL_DOCUMENTS, &documents, out);
        write_documents(RERANKER_INPUT_DOCUMENTS, &documents[..1], out);
        write_embeddings(&embeddings, out);
    });
    let span = trace.span("s");
    assert_eq!(span.documents(), documents);
    assert_eq!(span.reranker().input_documents(), documents[..1]);
    assert_eq!(span.reranker().output_documents(), []);
    assert_eq!(span.embedding().embeddings(), embeddings);
}

#[test]
fn input_output_and_what_the_context_gave_are_read() {
    let arguments = Json::Object(vec![("city".to_owned(), Json::from("Rome"))]);
    let (_, trace) = capture_sync(|| {
        span(SpanKind::Tool, "get_weather")
            .session("s-1")
            .user("u-1")
            .tags(["a", "b"])
            .metadata(&arguments)
            .input(&arguments)
            .in_scope_result(|| Ok::<_, String>("12 °C"))
    });
    let span = assert_span!(trace, "get_weather");
    assert_eq!(span.input().and_then(|input| input.json()), Some(arguments.clone()));
    assert_eq!(span.tool().argument("city"), Some(Json::from("Rome")));
    assert!(span.output().is_some_and(|output| output == "12 °C" && output.mime_type == "text/plain"));
    assert_eq!((span.session_id(), span.user_id()), (Some("s-1"), Some("u-1")));
    assert_eq!((span.tags(), span.metadata()), (vec!["a", "b"], Some(arguments)));
    assert_eq!(span.error(), None);
}

#[test]
fn an_error_is_read_from_status_and_event() {
    let (_, trace) = capture_sync(|| span(SpanKind::Chain, "parse").in_scope_result(|| "x".parse::<u32>()));
    let error = trace.span("parse").error();
    assert_eq!(error.map(|error| error.status), Some("ParseIntError: invalid digit found in string"));
    assert_eq!(error.and_then(|error| error.message), Some("invalid digit found in string"));
    assert_eq!(error.and_then(|error| error.exception_type), Some("core::num::error::ParseIntError"));
}
