use opentelemetry::{Array, KeyValue, Value};

use super::{Input, is_taken, kind_of, read};
use crate::config::TraceConfig;
use crate::json::Json;
use crate::semconv::SpanKind;

type Texts<'a> = &'a [(&'static str, &'static str)];

fn attributes(texts: Texts<'_>) -> Vec<KeyValue> {
    texts.iter().map(|(key, text)| KeyValue::new(*key, *text)).collect()
}

fn kind(texts: Texts<'_>) -> Option<SpanKind> {
    kind_of(&Input::new(&attributes(texts)))
}

/// What is read of a span with these attributes, by the kind that it is taken for.
fn converted(attributes: &[KeyValue]) -> Vec<(String, Value)> {
    let kind = kind_of(&Input::new(attributes)).expect("a span of these conventions");
    let read = read(kind, attributes, &TraceConfig::default());
    read.into_iter().map(|KeyValue { key, value, .. }| (key.to_string(), value)).collect()
}

fn get(read: &[(String, Value)], key: &str) -> Option<Value> {
    let mut found = read.iter().filter(|(known, _)| known == key);
    let value = found.next().map(|(_, value)| value.clone());
    assert!(found.next().is_none(), "{key} twice");
    value
}

#[track_caller]
fn assert_texts(read: &[(String, Value)], expected: &[(&str, &str)]) {
    for (key, text) in expected {
        assert_eq!(
            get(read, key).map(|value| value.to_string()).as_deref(),
            Some(*text),
            "{key} in {read:#?}"
        );
    }
}

fn chat(more: Texts<'_>) -> Vec<(String, Value)> {
    let mut all = attributes(&[("gen_ai.operation.name", "chat")]);
    all.extend(attributes(more));
    converted(&all)
}

#[test]
fn the_kind_follows_from_the_operation() {
    for (operation, expected) in [
        ("chat", SpanKind::Llm),
        ("text_completion", SpanKind::Llm),
        ("generate_content", SpanKind::Llm),
        ("Chat", SpanKind::Llm),
        ("embeddings", SpanKind::Embedding),
        ("retrieval", SpanKind::Retriever),
        ("rerank", SpanKind::Reranker),
        ("execute_tool", SpanKind::Tool),
        ("invoke_agent", SpanKind::Agent),
        ("create_agent", SpanKind::Agent),
        ("plan", SpanKind::Agent),
        ("invoke_workflow", SpanKind::Chain),
        ("apply_guardrail", SpanKind::Guardrail),
    ] {
        assert_eq!(kind(&[("gen_ai.operation.name", operation)]), Some(expected), "{operation}");
    }
}

#[test]
fn without_an_operation_the_kind_follows_from_what_is_said() {
    for (key, expected) in [
        ("gen_ai.tool.name", Some(SpanKind::Tool)),
        ("gen_ai.tool.call.id", Some(SpanKind::Tool)),
        ("gen_ai.retrieval.query.text", Some(SpanKind::Retriever)),
        ("gen_ai.embeddings.dimension.count", Some(SpanKind::Embedding)),
        ("gen_ai.request.model", Some(SpanKind::Llm)),
        ("gen_ai.output.messages", Some(SpanKind::Llm)),
        ("gen_ai.evaluation.name", Some(SpanKind::Evaluator)),
        ("gen_ai.agent.name", Some(SpanKind::Agent)),
        ("gen_ai.response.id", None),
        ("http.request.method", None),
    ] {
        assert_eq!(kind(&[(key, "x")]), expected, "{key}");
    }
    let unknown = [("gen_ai.operation.name", "image_generation"), ("gen_ai.request.model", "gpt-image-1")];
    assert_eq!(kind(&unknown), Some(SpanKind::Llm), "a call of a model all the same");
}

#[test]
fn a_call_has_its_model_provider_session_and_agent() {
    let read = chat(&[
        ("gen_ai.provider.name", "aws.bedrock"),
        ("gen_ai.request.model", "us.anthropic.claude-sonnet-4-5"),
        ("gen_ai.response.model", "claude-sonnet-4-5-20250929"),
        ("gen_ai.conversation.id", "s-1"),
        ("gen_ai.agent.name", "planner"),
        ("gen_ai.prompt.name", "p-1"),
        ("gen_ai.prompt.version", "2"),
    ]);
    assert_texts(
        &read,
        &[
            ("openinference.span.kind", "LLM"),
            ("llm.provider", "aws"),
            ("llm.system", "anthropic"),
            ("llm.model_name", "claude-sonnet-4-5-20250929"),
            ("llm.request.model_name", "us.anthropic.claude-sonnet-4-5"),
            ("llm.response.model_name", "claude-sonnet-4-5-20250929"),
            ("session.id", "s-1"),
            ("agent.name", "planner"),
            ("prompt.id", "p-1"),
            ("llm.prompt_template.version", "2"),
        ],
    );
    let former = chat(&[("gen_ai.system", "openai"), ("gen_ai.request.model", "gpt-4o")]);
    assert_texts(
        &former,
        &[("llm.provider", "openai"), ("llm.system", "openai"), ("llm.model_name", "gpt-4o")],
    );
}

#[test]
fn token_counts_are_known_by_all_their_names() {
    let counts = |pairs: &[(&'static str, i64)]| {
        let mut all = attributes(&[("gen_ai.operation.name", "chat")]);
        all.extend(pairs.iter().map(|(key, count)| KeyValue::new(*key, *count)));
        converted(&all)
    };
    let today = counts(&[
        ("gen_ai.usage.input_tokens", 100),
        ("gen_ai.usage.output_tokens", 50),
        ("gen_ai.usage.cache_read.input_tokens", 60),
        ("gen_ai.usage.cache_write.input_tokens", 20),
        ("gen_ai.usage.reasoning.output_tokens", 30),
        ("gen_ai.usage.audio.input_tokens", 5),
        ("gen_ai.usage.audio.output_tokens", 7),
    ]);
    for (key, expected) in [
        ("llm.token_count.prompt", 100),
        ("llm.token_count.completion", 50),
        ("llm.token_count.total", 150),
        ("llm.token_count.prompt_details.cache_read", 60),
        ("llm.token_count.prompt_details.cache_write", 20),
        ("llm.token_count.prompt_details.audio", 5),
        ("llm.token_count.completion_details.reasoning", 30),
        ("llm.token_count.completion_details.audio", 7),
    ] {
        assert_eq!(get(&today, key), Some(Value::I64(expected)), "{key}");
    }
    let former = counts(&[
        ("gen_ai.usage.prompt_tokens", 10),
        ("gen_ai.usage.completion_tokens", 5),
        ("gen_ai.usage.cache_creation.input_tokens", 2),
        ("gen_ai.usage.reasoning_tokens", 3),
    ]);
    for (key, expected) in [
        ("llm.token_count.prompt", 10),
        ("llm.token_count.completion", 5),
        ("llm.token_count.prompt_details.cache_write", 2),
        ("llm.token_count.completion_details.reasoning", 3),
    ] {
        assert_eq!(get(&former, key), Some(Value::I64(expected)), "{key}");
    }
}

#[test]
fn tokens_that_are_counted_beside_the_input_are_counted_with_it() {
    let mut all = attributes(&[("gen_ai.operation.name", "chat"), ("gen_ai.usage.output_tokens", "3")]);
    all.push(KeyValue::new("gen_ai.usage.input_tokens", 10));
    all.push(KeyValue::new("gen_ai.usage.cache_read.input_tokens", 1000.0));
    let read = converted(&all);
    assert_eq!(get(&read, "llm.token_count.prompt"), Some(Value::I64(1010)));
    assert_eq!(get(&read, "llm.token_count.completion"), Some(Value::I64(3)), "a number as text");
}

#[test]
fn parameters_become_one_json() {
    let mut all = attributes(&[
        ("gen_ai.operation.name", "chat"),
        ("gen_ai.output.type", "json"),
        ("gen_ai.request.stop_sequences", r#"["END","STOP"]"#),
        ("gen_ai.request.reasoning.level", "high"),
    ]);
    all.push(KeyValue::new("gen_ai.request.temperature", 0.5));
    all.push(KeyValue::new("gen_ai.request.max_tokens", 100));
    all.push(KeyValue::new("gen_ai.request.stream", true));
    assert_texts(
        &converted(&all),
        &[(
            "llm.invocation_parameters",
            r#"{"temperature":0.5,"max_tokens":100,"stream":true,"reasoning_effort":"high","stop":["END","STOP"],"response_format":{"type":"json_object"}}"#,
        )],
    );
}

#[test]
fn an_embedding_has_its_own_names() {
    let formats = vec!["float".into()];
    let mut all = attributes(&[
        ("gen_ai.operation.name", "embeddings"),
        ("gen_ai.request.model", "text-embedding-3-small"),
        ("gen_ai.provider.name", "openai"),
    ]);
    all.push(KeyValue::new("gen_ai.request.encoding_formats", Value::Array(Array::String(formats))));
    assert_texts(
        &converted(&all),
        &[
            ("openinference.span.kind", "EMBEDDING"),
            ("embedding.model_name", "text-embedding-3-small"),
            ("embedding.invocation_parameters", r#"{"encoding_format":"float"}"#),
            ("llm.provider", "openai"),
        ],
    );
}

#[test]
fn messages_are_flattened_part_by_part() {
    let read = chat(&[
        ("gen_ai.system_instructions", r#"[{"type":"text","content":"Be brief."}]"#),
        (
            "gen_ai.input.messages",
            r#"[
                {"role":"user","parts":[{"type":"text","content":"Weather?"}]},
                {"role":"assistant","parts":[
                    {"type":"reasoning","content":"Hm","signature":"sig"},
                    {"type":"tool_call","id":"call_1","name":"weather","arguments":{"city":"Rome"}}]},
                {"role":"tool","parts":[
                    {"type":"tool_call_response","id":"call_1","response":{"c":21}},
                    {"type":"tool_call_response","id":"call_2","result":"plain"}]},
                {"role":"user","parts":[
                    {"type":"text","content":"Look"},
                    {"type":"blob","modality":"image","mime_type":"image/png","content":"AAAA"},
                    {"type":"uri","modality":"image","uri":"https://example.com/cat.png"},
                    {"type":"blob","modality":"audio","mime_type":"audio/wav","content":"BBBB"},
                    {"type":"file","modality":"document","file_id":"file-1"}]}
            ]"#,
        ),
        (
            "gen_ai.output.messages",
            r#"[{"role":"assistant","parts":[{"type":"text","content":"Sunny."}],"finish_reason":"stop"}]"#,
        ),
    ]);
    let of = |message: usize, rest: &str| format!("llm.input_messages.{message}.message.{rest}");
    for (key, expected) in [
        (of(0, "role"), "system"),
        (of(0, "content"), "Be brief."),
        (of(1, "content"), "Weather?"),
        (of(2, "contents.0.message_content.type"), "reasoning"),
        (of(2, "contents.0.message_content.text"), "Hm"),
        (of(2, "contents.0.message_content.signature"), "sig"),
        (of(2, "contents.1.message_content.type"), "tool_use"),
        (of(2, "tool_calls.0.tool_call.id"), "call_1"),
        (of(2, "tool_calls.0.tool_call.function.name"), "weather"),
        (of(2, "tool_calls.0.tool_call.function.arguments"), r#"{"city":"Rome"}"#),
        (of(3, "role"), "tool"),
        (of(3, "tool_call_id"), "call_1"),
        (of(3, "content"), r#"{"c":21}"#),
        (of(4, "tool_call_id"), "call_2"),
        (of(4, "content"), "plain"),
        (of(5, "contents.0.message_content.text"), "Look"),
        (of(5, "contents.1.message_content.image.image.url"), "data:image/png;base64,AAAA"),
        (of(5, "contents.2.message_content.image.image.url"), "https://example.com/cat.png"),
        (of(5, "contents.3.message_content.audio.audio.url"), "data:audio/wav;base64,BBBB"),
        (of(5, "contents.4.message_content.type"), "document"),
        ("llm.output_messages.0.message.content".to_owned(), "Sunny."),
        ("llm.finish_reason".to_owned(), "stop"),
        ("output.value".to_owned(), "Sunny."),
        ("output.mime_type".to_owned(), "text/plain"),
        ("input.mime_type".to_owned(), "application/json"),
    ] {
        assert_texts(&read, &[(&key, expected)]);
    }
}

#[test]
fn a_broken_message_is_lost_alone() {
    let read = chat(&[(
        "gen_ai.input.messages",
        r#"["no message",{"parts":[]},{"role":"user","parts":[{"type":7},{"type":"text","content":"Hi"},null]},
            {"role":"user","content":"plain"},{"role":"user","parts":"odd"}]"#,
    )]);
    assert_texts(
        &read,
        &[
            ("llm.input_messages.0.message.content", "Hi"),
            ("llm.input_messages.1.message.content", "plain"),
            ("llm.input_messages.2.message.role", "user"),
        ],
    );
    assert_eq!(get(&read, "llm.input_messages.3.message.role"), None);
}

#[test]
fn the_form_of_former_versions_is_read_too() {
    let read = chat(&[
        ("gen_ai.prompt.0.role", "user"),
        ("gen_ai.prompt.0.content", "Hi"),
        ("gen_ai.completion.0.role", "assistant"),
        ("gen_ai.completion.0.content", "Ho"),
        ("gen_ai.completion.0.tool_calls.0.name", "weather"),
        ("gen_ai.completion.0.tool_calls.0.arguments", "{}"),
        ("gen_ai.system_instructions", "Be brief."),
    ]);
    assert_texts(
        &read,
        &[
            ("llm.output_messages.0.message.content", "Ho"),
            ("llm.output_messages.0.message.tool_calls.0.tool_call.function.name", "weather"),
        ],
    );
    assert_texts(&read, &[("llm.input_messages.0.message.content", "Be brief.")]);
}

#[test]
fn finish_reasons_are_read_as_a_list_or_as_text() {
    for reasons in [
        Value::Array(Array::String(vec!["length".into(), "stop".into()])),
        Value::from(r#"["length"]"#),
        Value::from("length"),
    ] {
        let all = [
            KeyValue::new("gen_ai.operation.name", "chat"),
            KeyValue::new("gen_ai.response.finish_reasons", reasons),
        ];
        assert_eq!(get(&converted(&all), "llm.finish_reason"), Some("length".into()));
    }
}

#[test]
fn a_tool_is_run_with_its_arguments_as_input() {
    let read = converted(&attributes(&[
        ("gen_ai.operation.name", "execute_tool"),
        ("gen_ai.tool.name", "weather"),
        ("gen_ai.tool.description", "Current weather"),
        ("gen_ai.tool.call.id", "call_1"),
        ("gen_ai.tool.call.arguments", r#"{"city":"Rome"}"#),
        ("gen_ai.tool.call.result", "sunny"),
    ]));
    assert_texts(
        &read,
        &[
            ("openinference.span.kind", "TOOL"),
            ("tool.name", "weather"),
            ("tool.description", "Current weather"),
            ("tool.id", "call_1"),
            ("input.value", r#"{"city":"Rome"}"#),
            ("input.mime_type", "application/json"),
            ("output.value", "sunny"),
            ("output.mime_type", "text/plain"),
        ],
    );
    assert_eq!(get(&read, "tool.parameters"), None, "that is the schema, which is not known here");
}

#[test]
fn definitions_of_tools_are_functions() {
    let read = chat(&[(
        "gen_ai.tool.definitions",
        r#"[{"type":"function","name":"a","description":"does a","parameters":{"type":"object"}},
            {"name":"b","input_schema":{"type":"object"}},{"type":"web_search","name":"c"},7,{"type":"function"}]"#,
    )]);
    let schema = |at: usize| {
        let text = get(&read, &format!("llm.tools.{at}.tool.json_schema"))?.to_string();
        Json::parse(&text)
    };
    let parse = |text| Json::parse(text);
    assert_eq!(
        schema(0),
        parse(
            r#"{"type":"function","function":{"name":"a","description":"does a","parameters":{"type":"object"}}}"#
        )
    );
    assert_eq!(
        schema(1),
        parse(r#"{"type":"function","function":{"name":"b","parameters":{"type":"object"}}}"#)
    );
    assert_eq!(schema(2), parse(r#"{"type":"web_search","name":"c"}"#));
    assert_eq!(schema(3), None);
}

#[test]
fn documents_need_no_score() {
    let read = converted(&attributes(&[
        ("gen_ai.operation.name", "retrieval"),
        ("gen_ai.retrieval.query.text", "Rome?"),
        (
            "gen_ai.retrieval.documents",
            r#"[{"id":"a","score":0.5,"content":"Rome is","metadata":{"page":1}},{"id":7}]"#,
        ),
    ]));
    assert_texts(
        &read,
        &[
            ("input.value", "Rome?"),
            ("retrieval.documents.0.document.id", "a"),
            ("retrieval.documents.0.document.score", "0.5"),
            ("retrieval.documents.0.document.content", "Rome is"),
            ("retrieval.documents.0.document.metadata", r#"{"page":1}"#),
            ("retrieval.documents.1.document.id", "7"),
        ],
    );
}

#[test]
fn an_evaluation_is_feedback() {
    let mut all = attributes(&[
        ("gen_ai.evaluation.name", "relevance"),
        ("gen_ai.evaluation.score.label", "relevant"),
        ("gen_ai.evaluation.explanation", "because"),
    ]);
    all.push(KeyValue::new("gen_ai.evaluation.score.value", 0.9));
    assert_texts(
        &converted(&all),
        &[
            ("openinference.span.kind", "EVALUATOR"),
            ("evaluations.0.evaluation.name", "relevance"),
            ("evaluations.0.evaluation.score", "0.9"),
            ("evaluations.0.evaluation.label", "relevant"),
            ("evaluations.0.evaluation.explanation", "because"),
        ],
    );
}

#[test]
fn what_is_hidden_stays_hidden() {
    let config = TraceConfig::builder().without_env().hide_inputs(true).hide_output_text(true).build();
    let all = attributes(&[
        ("gen_ai.operation.name", "chat"),
        ("gen_ai.input.messages", r#"[{"role":"user","parts":[{"type":"text","content":"secret"}]}]"#),
        (
            "gen_ai.output.messages",
            r#"[{"role":"assistant","parts":[{"type":"text","content":"secret too"}]}]"#,
        ),
    ]);
    let read = read(SpanKind::Llm, &all, &config);
    let said: Vec<_> = read.iter().filter(|one| one.value.to_string().contains("secret")).collect();
    assert_eq!(said.len(), 1, "output.value has a switch of its own: {said:?}");
    assert_eq!(said[0].key.as_str(), "output.value");
}

#[test]
fn content_is_never_left_in_its_first_form() {
    for key in [
        "gen_ai.input.messages",
        "gen_ai.output.messages",
        "gen_ai.system_instructions",
        "gen_ai.prompt",
        "gen_ai.prompt.0.content",
        "gen_ai.completion",
        "gen_ai.completion.0.content",
        "gen_ai.tool.call.arguments",
        "gen_ai.tool.call.result",
        "gen_ai.tool.definitions",
        "gen_ai.retrieval.documents",
        "gen_ai.retrieval.query.text",
        "gen_ai.evaluation.explanation",
        "gen_ai.usage.input_tokens",
        "gen_ai.request.temperature",
    ] {
        assert!(is_taken(key), "{key}");
    }
    for key in
        ["gen_ai.response.id", "gen_ai.agent.id", "server.address", "gen_ai.response.time_to_first_chunk"]
    {
        assert!(!is_taken(key), "{key}");
    }
}
