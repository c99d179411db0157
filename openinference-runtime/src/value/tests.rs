use std::collections::BTreeMap;

use crate::opentelemetry::Value;

use super::*;
use crate::attributes::Attributes;
use crate::config::TraceConfig;
use crate::json::Json;
use crate::record::{Record, Recorded, Side};
use crate::semconv::SpanKind;

fn written(write: impl FnOnce(&mut Attributes<'_>)) -> BTreeMap<String, Value> {
    written_by(&TraceConfig::default(), write)
}

fn written_by(config: &TraceConfig, write: impl FnOnce(&mut Attributes<'_>)) -> BTreeMap<String, Value> {
    let mut out = Attributes::new(config);
    write(&mut out);
    out.into_vec().into_iter().map(|attribute| (attribute.key.to_string(), attribute.value)).collect()
}

#[track_caller]
fn are(written: &BTreeMap<String, Value>, expected: &[(&str, Value)]) {
    let expected: BTreeMap<String, Value> =
        expected.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
    assert_eq!(written, &expected);
}

#[test]
fn a_message_of_one_text_has_content() {
    let written = written(|out| write_input_messages(&[Message::user("hi").name("ann")], out));
    are(
        &written,
        &[
            ("llm.input_messages.0.message.role", "user".into()),
            ("llm.input_messages.0.message.content", "hi".into()),
            ("llm.input_messages.0.message.name", "ann".into()),
        ],
    );
}

#[test]
fn every_kind_of_part_has_its_keys() {
    let message = Message::new("assistant")
        .part(Reasoning::default().text("hm").id("r").signature("s").data("d").encrypted_content("e"))
        .part(MessageContent::signed_text("t", "sig"))
        .part(MessageContent::image("https://x/i.png"))
        .part(Audio::default().url("u").mime_type("audio/wav").transcript("said"))
        .part(MessageContent::Video("v".to_owned()))
        .part(File::default().id("f").url("u").mime_type("application/pdf").name("a.pdf"))
        .part(ToolCall::new("f", "{}").id("call").reasoning_signature("rs"));
    let written = written(|out| message.flatten("m", out));
    let mut expected = vec![("m.message.role", "assistant".into())];
    expected.extend([
        ("m.message.contents.0.message_content.type", Value::from("reasoning")),
        ("m.message.contents.0.message_content.text", "hm".into()),
        ("m.message.contents.0.message_content.id", "r".into()),
        ("m.message.contents.0.message_content.signature", "s".into()),
        ("m.message.contents.0.message_content.data", "d".into()),
        ("m.message.contents.0.message_content.encrypted_content", "e".into()),
        ("m.message.contents.1.message_content.type", "text".into()),
        ("m.message.contents.1.message_content.text", "t".into()),
        ("m.message.contents.1.message_content.signature", "sig".into()),
        ("m.message.contents.2.message_content.type", "image".into()),
        ("m.message.contents.2.message_content.image.image.url", "https://x/i.png".into()),
        ("m.message.contents.3.message_content.type", "audio".into()),
        ("m.message.contents.3.message_content.audio.audio.url", "u".into()),
        ("m.message.contents.3.message_content.audio.audio.mime_type", "audio/wav".into()),
        ("m.message.contents.3.message_content.audio.audio.transcript", "said".into()),
        ("m.message.contents.4.message_content.type", "video".into()),
        ("m.message.contents.4.message_content.video.video.url", "v".into()),
        ("m.message.contents.5.message_content.type", "document".into()),
        ("m.message.contents.5.message_content.document.document.id", "f".into()),
        ("m.message.contents.5.message_content.document.document.url", "u".into()),
        ("m.message.contents.5.message_content.document.document.mime_type", "application/pdf".into()),
        ("m.message.contents.5.message_content.document.document.name", "a.pdf".into()),
        ("m.message.contents.6.message_content.type", "tool_use".into()),
        ("m.message.contents.6.tool_call.id", "call".into()),
        ("m.message.contents.6.tool_call.function.name", "f".into()),
        ("m.message.contents.6.tool_call.function.arguments", "{}".into()),
        ("m.message.contents.6.tool_call.reasoning_signature", "rs".into()),
    ]);
    are(&written, &expected);
}

#[test]
fn arguments_of_calls_are_json_text_either_way() {
    let as_value = Json::Object(vec![("a".to_owned(), Json::Int(1))]);
    let message = Message::assistant_calls([ToolCall::new("f", as_value), ToolCall::new("g", r#"{"a": 1}"#)]);
    let written = written(|out| message.flatten("m", out));
    assert_eq!(
        written.get("m.message.tool_calls.0.tool_call.function.arguments"),
        Some(&r#"{"a":1}"#.into())
    );
    assert_eq!(
        written.get("m.message.tool_calls.1.tool_call.function.arguments"),
        Some(&r#"{"a": 1}"#.into())
    );
}

#[test]
fn the_result_of_a_call_names_the_call() {
    let written = written(|out| Message::tool("call_1", "18 °C").flatten("m", out));
    assert_eq!(written.get("m.message.role"), Some(&"tool".into()));
    assert_eq!(written.get("m.message.tool_call_id"), Some(&"call_1".into()));
}

#[test]
fn a_function_is_defined_as_the_specification_shows() {
    let tool = ToolDefinition::function("f", "does", &BTreeMap::from([("type", "object")]));
    are(
        &written(|out| write_tools(&[tool], out)),
        &[(
            "llm.tools.0.tool.json_schema",
            r#"{"type":"function","function":{"name":"f","description":"does","parameters":{"type":"object"}}}"#.into(),
        )],
    );
}

#[test]
fn a_total_is_computed_unless_it_is_given() {
    let total = |count: TokenCount| written(|out| count.write(out)).remove("llm.token_count.total");
    assert_eq!(total(TokenCount::new(20, 7)), Some(27.into()));
    assert_eq!(total(TokenCount::new(20, 7).total(30)), Some(30.into()));
    assert_eq!(total(TokenCount { prompt: Some(1), ..TokenCount::default() }), None);
    assert_eq!(total(TokenCount::new(u64::MAX, 1)), None, "what does not fit is left out");
}

#[test]
fn token_counts_and_costs_have_all_their_details() {
    let count =
        TokenCount::new(10, 5).cache_read(4).cache_write(3).prompt_audio(2).reasoning(1).completion_audio(0);
    let cost = Cost::new(0.5, 0.25).input(0.1).cache_read(0.2).cache_write(0.3).prompt_audio(0.4).output(0.5);
    let cost = cost.reasoning(0.6).completion_audio(0.7);
    let written = written(|out| {
        count.write(out);
        cost.write(out);
    });
    are(
        &written,
        &[
            ("llm.token_count.prompt", 10.into()),
            ("llm.token_count.completion", 5.into()),
            ("llm.token_count.total", 15.into()),
            ("llm.token_count.prompt_details.cache_read", 4.into()),
            ("llm.token_count.prompt_details.cache_write", 3.into()),
            ("llm.token_count.prompt_details.audio", 2.into()),
            ("llm.token_count.completion_details.reasoning", 1.into()),
            ("llm.token_count.completion_details.audio", 0.into()),
            ("llm.cost.prompt", 0.5.into()),
            ("llm.cost.completion", 0.25.into()),
            ("llm.cost.total", 0.75.into()),
            ("llm.cost.prompt_details.input", 0.1.into()),
            ("llm.cost.prompt_details.cache_read", 0.2.into()),
            ("llm.cost.prompt_details.cache_write", 0.3.into()),
            ("llm.cost.prompt_details.audio", 0.4.into()),
            ("llm.cost.completion_details.output", 0.5.into()),
            ("llm.cost.completion_details.reasoning", 0.6.into()),
            ("llm.cost.completion_details.audio", 0.7.into()),
        ],
    );
}

#[test]
fn a_document_has_id_content_score_and_metadata() {
    let document = Document::new("text").id(7).score(0.5_f32).metadata(&BTreeMap::from([("page", 3)]));
    are(
        &written(|out| write_documents("retrieval.documents", &[document], out)),
        &[
            ("retrieval.documents.0.document.id", 7.into()),
            ("retrieval.documents.0.document.content", "text".into()),
            ("retrieval.documents.0.document.score", 0.5.into()),
            ("retrieval.documents.0.document.metadata", r#"{"page":3}"#.into()),
        ],
    );
}

#[test]
fn secrets_that_an_application_has_named_are_redacted_in_metadata() {
    let config = TraceConfig::builder().without_env().secret_names(["card_number"]).build();
    let document = Document::new("text").metadata(&BTreeMap::from([("cardNumber", "4111")]));
    let written = written_by(&config, |out| document.flatten("d", out));
    assert_eq!(written.get("d.document.metadata"), Some(&r#"{"cardNumber":"__REDACTED__"}"#.into()));
}

#[test]
fn a_vector_is_a_native_list_of_floats() {
    let written = written(|out| write_embeddings(&[Embedding::new([0.5_f32, 1.0]).text("a")], out));
    are(
        &written,
        &[
            ("embedding.embeddings.0.embedding.text", "a".into()),
            ("embedding.embeddings.0.embedding.vector", Value::Array(vec![0.5, 1.0].into())),
        ],
    );
}

#[test]
fn a_template_says_where_it_is_kept() {
    let prompt = PromptTemplate::new("Hi {name}").variables(&BTreeMap::from([("name", "Ann")])).version("2");
    are(
        &written(|out| prompt.vendor("v").id("p").url("u").write(out)),
        &[
            ("llm.prompt_template.template", "Hi {name}".into()),
            ("llm.prompt_template.variables", r#"{"name":"Ann"}"#.into()),
            ("llm.prompt_template.version", "2".into()),
            ("prompt.vendor", "v".into()),
            ("prompt.id", "p".into()),
            ("prompt.url", "u".into()),
        ],
    );
}

#[test]
fn what_is_hidden_is_hidden_here_too() {
    let config =
        TraceConfig::builder().without_env().hide_input_text(true).hide_output_messages(true).build();
    let written = written_by(&config, |out| {
        write_input_messages(&[Message::user("secret").part("secret")], out);
        write_output_messages(&[Message::assistant("secret")], out);
    });
    assert_eq!(written.get("llm.input_messages.0.message.content"), Some(&"__REDACTED__".into()));
    assert_eq!(
        written.get("llm.input_messages.0.message.contents.0.message_content.text"),
        Some(&"__REDACTED__".into())
    );
    assert!(!written.keys().any(|key| key.starts_with("llm.output_messages")));
}

#[test]
fn a_list_of_documents_is_written_by_the_kind_of_span() {
    let documents = vec![Document::new("a"), Document::new("b")];
    let keys = |side, kind| -> Vec<String> {
        written(|out| documents.attributes(side, kind, out)).into_keys().collect()
    };
    assert_eq!(
        keys(Side::Output, SpanKind::Retriever),
        ["retrieval.documents.0.document.content", "retrieval.documents.1.document.content"]
    );
    assert_eq!(keys(Side::Input, SpanKind::Reranker)[0], "reranker.input_documents.0.document.content");
    assert_eq!(keys(Side::Output, SpanKind::Reranker)[0], "reranker.output_documents.0.document.content");
    assert!(keys(Side::Output, SpanKind::Tool).is_empty());
    let recorded = documents.record(&TraceConfig::default());
    assert_eq!(recorded, Json::parse(r#"[{"content":"a"},{"content":"b"}]"#).map(Recorded::Json));
}

#[test]
fn a_role_is_written_as_the_provider_writes_it() {
    for role in ["system", "developer", "user", "assistant", "tool", "function", "model"] {
        assert_eq!(Role::from(role).as_str(), role);
        assert_eq!(Role::from(role.to_owned()), Role::from(role));
    }
}
