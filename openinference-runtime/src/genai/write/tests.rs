use opentelemetry::{Array, KeyValue, Value};

use super::write;
use crate::attributes::Attributes;
use crate::config::TraceConfig;
use crate::json::Json;
use crate::value::{
    Audio, Document, Embedding, File, Message, MessageContent, Reasoning, TokenCount, ToolCall,
    ToolDefinition, write_choices, write_documents, write_embeddings, write_input_messages,
    write_output_messages, write_prompts, write_tools,
};

/// What is written for a span that says what `say` says.
fn written(kind: &'static str, say: impl FnOnce(&mut Attributes<'_>)) -> Vec<KeyValue> {
    let config = TraceConfig::default();
    let mut said = Attributes::new(&config);
    said.push("openinference.span.kind", kind);
    say(&mut said);
    let said = said.into_buffer();
    let mut out = Attributes::new(&config);
    write(&said, &mut out);
    out.into_vec()
}

fn get(written: &[KeyValue], key: &str) -> Option<Value> {
    let mut found = written.iter().filter(|attribute| attribute.key.as_str() == key);
    let value = found.next().map(|attribute| attribute.value.clone());
    assert!(found.next().is_none(), "{key} twice");
    value
}

fn text(written: &[KeyValue], key: &str) -> String {
    match get(written, key) {
        Some(Value::String(text)) => text.into(),
        other => format!("{other:?}"),
    }
}

#[track_caller]
fn assert_json(written: &[KeyValue], key: &str, expected: &str) {
    let found = text(written, key);
    assert_eq!(Json::parse(&found), Json::parse(expected), "{key}: {found}");
}

fn strings(texts: &[&'static str]) -> Option<Value> {
    Some(Value::Array(Array::String(texts.iter().map(|text| (*text).into()).collect())))
}

#[test]
fn the_operation_follows_from_the_kind() {
    for (kind, expected) in [
        ("LLM", Some("chat")),
        ("TOOL", Some("execute_tool")),
        ("EMBEDDING", Some("embeddings")),
        ("RETRIEVER", Some("retrieval")),
        ("AGENT", Some("invoke_agent")),
        ("CHAIN", None),
        ("RERANKER", None),
        ("GUARDRAIL", None),
        ("EVALUATOR", None),
        ("PROMPT", None),
    ] {
        assert_eq!(get(&written(kind, |_| {}), "gen_ai.operation.name"), expected.map(Value::from), "{kind}");
    }
    let completion = written("LLM", |out| write_prompts(["Once"], out));
    assert_eq!(text(&completion, "gen_ai.operation.name"), "text_completion");
}

#[test]
fn what_the_program_set_itself_is_not_written_again() {
    let written = written("AGENT", |out| {
        out.push("gen_ai.operation.name", "plan");
        out.push("agent.name", "planner");
    });
    assert_eq!(get(&written, "gen_ai.operation.name"), None);
    assert_eq!(text(&written, "gen_ai.agent.name"), "planner");
}

#[test]
fn the_model_that_was_asked_is_not_the_one_that_answered() {
    let written = written("LLM", |out| {
        out.push("llm.model_name", "gpt-4o-2024-08-06");
        out.push("llm.request.model_name", "gpt-4o");
        out.push("llm.response.model_name", "gpt-4o-2024-08-06");
        out.push("llm.provider", "azure");
        out.push("llm.system", "openai");
        out.push("session.id", "s-1");
        out.push("output.mime_type", "application/json");
        out.push("output.value", r#"{"id":"chatcmpl-1","model":"another"}"#);
    });
    assert_eq!(text(&written, "gen_ai.request.model"), "gpt-4o");
    assert_eq!(text(&written, "gen_ai.response.model"), "gpt-4o-2024-08-06");
    assert_eq!(text(&written, "gen_ai.response.id"), "chatcmpl-1");
    assert_eq!(text(&written, "gen_ai.provider.name"), "azure.ai.openai");
    assert_eq!(text(&written, "gen_ai.conversation.id"), "s-1");
}

#[test]
fn token_counts_keep_all_their_details() {
    let written = written("LLM", |out| {
        TokenCount::new(100, 50)
            .cache_read(60)
            .cache_write(20)
            .prompt_audio(5)
            .reasoning(30)
            .completion_audio(7)
            .write(out);
    });
    for (key, expected) in [
        ("gen_ai.usage.input_tokens", 100),
        ("gen_ai.usage.output_tokens", 50),
        ("gen_ai.usage.cache_read.input_tokens", 60),
        ("gen_ai.usage.cache_write.input_tokens", 20),
        ("gen_ai.usage.cache_creation.input_tokens", 20),
        ("gen_ai.usage.audio.input_tokens", 5),
        ("gen_ai.usage.reasoning.output_tokens", 30),
        ("gen_ai.usage.audio.output_tokens", 7),
    ] {
        assert_eq!(get(&written, key), Some(Value::I64(expected)), "{key}");
    }
}

#[test]
fn parameters_are_known_by_the_names_of_all_providers() {
    let written = written("LLM", |out| {
        out.push(
            "llm.invocation_parameters",
            r#"{"temperature":1,"top_p":0.5,"top_k":40,"max_completion_tokens":100,"frequency_penalty":0.1,
                "presence_penalty":0.2,"seed":7,"stream":true,"stop":"END","n":2,"reasoning_effort":"high",
                "response_format":{"type":"json_schema","json_schema":{}}}"#,
        );
    });
    for (key, expected) in [
        ("gen_ai.request.temperature", Value::F64(1.0)),
        ("gen_ai.request.top_p", Value::F64(0.5)),
        ("gen_ai.request.top_k", Value::I64(40)),
        ("gen_ai.request.max_tokens", Value::I64(100)),
        ("gen_ai.request.frequency_penalty", Value::F64(0.1)),
        ("gen_ai.request.presence_penalty", Value::F64(0.2)),
        ("gen_ai.request.seed", Value::I64(7)),
        ("gen_ai.request.stream", Value::Bool(true)),
        ("gen_ai.request.choice.count", Value::I64(2)),
        ("gen_ai.request.reasoning.level", "high".into()),
        ("gen_ai.output.type", "json".into()),
    ] {
        assert_eq!(get(&written, key), Some(expected), "{key}");
    }
    assert_eq!(get(&written, "gen_ai.request.stop_sequences"), strings(&["END"]));
}

#[test]
fn parameters_within_a_configuration_are_found_and_odd_ones_left_out() {
    let gemini = written("LLM", |out| {
        out.push(
            "llm.invocation_parameters",
            r#"{"generationConfig":{"maxOutputTokens":9,"stopSequences":["a","b"],"temperature":"hot","candidateCount":1}}"#,
        );
    });
    assert_eq!(get(&gemini, "gen_ai.request.max_tokens"), Some(Value::I64(9)));
    assert_eq!(get(&gemini, "gen_ai.request.stop_sequences"), strings(&["a", "b"]));
    assert_eq!(get(&gemini, "gen_ai.request.temperature"), None);
    assert_eq!(get(&gemini, "gen_ai.request.choice.count"), None, "one is not asked for");
    for broken in ["", "null", "[]", "{", "__REDACTED__"] {
        assert_eq!(written("LLM", |out| out.push("llm.invocation_parameters", broken)).len(), 1, "{broken}");
    }
}

#[test]
fn messages_keep_every_part_in_its_place() {
    let call = || ToolCall::new("weather", r#"{"city":"Rome"}"#).id("call_1");
    let written = written("LLM", |out| {
        write_input_messages(
            &[
                Message::system("Be brief."),
                Message::user("Look")
                    .part("Look")
                    .part(MessageContent::image("data:image/png;base64,AAAA"))
                    .part(MessageContent::image("https://example.com/cat.png"))
                    .part(Audio::default().url("data:audio/wav;base64,BBBB"))
                    .part(File::default().id("file-1")),
                Message::assistant_calls([call()])
                    .part(Reasoning::default().text("Hm").signature("sig"))
                    .part(call())
                    .part("after"),
                Message::tool("call_1", r#"{"c":21}"#).name("weather"),
                Message::new("function").content("plain").tool_call_id("call_2"),
                Message::new("user"),
            ],
            out,
        );
    });
    assert_json(
        &written,
        "gen_ai.input.messages",
        r#"[
            {"role":"system","parts":[{"type":"text","content":"Be brief."}]},
            {"role":"user","parts":[
                {"type":"text","content":"Look"},
                {"type":"blob","modality":"image","mime_type":"image/png","content":"AAAA"},
                {"type":"uri","modality":"image","uri":"https://example.com/cat.png"},
                {"type":"blob","modality":"audio","mime_type":"audio/wav","content":"BBBB"},
                {"type":"file","modality":"document","file_id":"file-1"}]},
            {"role":"assistant","parts":[
                {"type":"reasoning","content":"Hm","signature":"sig"},
                {"type":"tool_call","name":"weather","arguments":{"city":"Rome"},"id":"call_1"},
                {"type":"text","content":"after"}]},
            {"role":"tool","parts":[{"type":"tool_call_response","id":"call_1","response":{"c":21}}],"name":"weather"},
            {"role":"tool","parts":[{"type":"tool_call_response","id":"call_2","response":"plain"}]}
        ]"#,
    );
}

#[test]
fn output_messages_say_why_they_end() {
    let calls = || Message::assistant_calls([ToolCall::new("a", "{}"), ToolCall::new("b", "no JSON")]);
    let said = written("LLM", |out| {
        out.push("llm.finish_reason", "tool_calls");
        write_output_messages(&[calls()], out);
    });
    assert_eq!(get(&said, "gen_ai.response.finish_reasons"), strings(&["tool_call"]));
    assert_json(
        &said,
        "gen_ai.output.messages",
        r#"[{"role":"assistant","parts":[
            {"type":"tool_call","name":"a","arguments":{}},{"type":"tool_call","name":"b","arguments":"no JSON"}
        ],"finish_reason":"tool_call"}]"#,
    );
    let unsaid = written("LLM", |out| write_output_messages(&[Message::assistant("Hi"), calls()], out));
    assert_eq!(get(&unsaid, "gen_ai.response.finish_reasons"), strings(&["stop", "tool_call"]));
    let none = written("LLM", |_| {});
    assert_eq!(get(&none, "gen_ai.response.finish_reasons"), None);
}

#[test]
fn completed_texts_are_messages() {
    let written = written("LLM", |out| {
        write_prompts(["Once", "Twice"], out);
        write_choices(["upon"], out);
    });
    assert_json(
        &written,
        "gen_ai.input.messages",
        r#"[{"role":"user","parts":[{"type":"text","content":"Once"}]},
            {"role":"user","parts":[{"type":"text","content":"Twice"}]}]"#,
    );
    assert_json(
        &written,
        "gen_ai.output.messages",
        r#"[{"role":"assistant","parts":[{"type":"text","content":"upon"}],"finish_reason":"stop"}]"#,
    );
}

#[test]
fn a_tool_is_called_with_its_input_and_not_with_its_schema() {
    let written = written("TOOL", |out| {
        out.push("tool.name", "weather");
        out.push("tool.description", "Current weather");
        out.push("tool.id", "call_1");
        out.push("tool.parameters", r#"{"type":"object"}"#);
        out.push("input.value", r#"{"city":"Rome"}"#);
        out.push("output.value", "sunny");
    });
    assert_eq!(text(&written, "gen_ai.tool.call.arguments"), r#"{"city":"Rome"}"#);
    assert_eq!(text(&written, "gen_ai.tool.call.result"), "sunny");
    assert_eq!(text(&written, "gen_ai.tool.call.id"), "call_1");
    assert_eq!(text(&written, "gen_ai.tool.name"), "weather");
    assert_eq!(text(&written, "gen_ai.tool.description"), "Current weather");
    assert_eq!(text(&written, "gen_ai.tool.type"), "function");
}

#[test]
fn results_that_say_no_are_results() {
    for result in ["0", "false", "null", "[]", "{}"] {
        let written = written("TOOL", |out| out.push("output.value", result));
        assert_eq!(text(&written, "gen_ai.tool.call.result"), result);
    }
}

#[test]
fn id_and_model_of_a_response_are_read_from_an_output_that_is_one() {
    let response = r#"{"id":"chatcmpl-1","model":"gpt-4o-2024-08-06"}"#;
    let said = |kind, mime_type: &'static str, output: &'static str| {
        let written = written(kind, |out| {
            out.push("output.mime_type", mime_type);
            out.push("output.value", output);
        });
        (get(&written, "gen_ai.response.id"), get(&written, "gen_ai.response.model"))
    };
    let both = (Some("chatcmpl-1".into()), Some("gpt-4o-2024-08-06".into()));
    assert_eq!(said("LLM", "application/json", response), both);
    for (kind, mime_type, output) in [
        ("CHAIN", "application/json", response),
        ("TOOL", "application/json", response),
        ("LLM", "text/plain", response),
        ("LLM", "application/json", r#"["chatcmpl-1"]"#),
        ("LLM", "application/json", r#"{"id":7,"model":""}"#),
        ("LLM", "application/json", "{"),
    ] {
        assert_eq!(said(kind, mime_type, output), (None, None), "{kind} {mime_type} {output}");
    }
}

#[test]
fn definitions_of_all_providers_have_one_form() {
    let schema = r#"{"type":"object","properties":{}}"#;
    let parsed = Json::parse(schema).expect("JSON");
    let anthropic = Json::parse(&format!(r#"{{"name":"b","input_schema":{schema}}}"#)).expect("JSON");
    let server = Json::parse(r#"{"type":"web_search_20250305","name":"web_search"}"#).expect("JSON");
    let written = written("LLM", |out| {
        write_tools(
            &[
                ToolDefinition::function("a", "does a", &parsed),
                ToolDefinition::new(&anthropic),
                ToolDefinition::new(&server),
            ],
            out,
        );
    });
    assert_json(
        &written,
        "gen_ai.tool.definitions",
        &format!(
            r#"[{{"type":"function","name":"a","description":"does a","parameters":{schema}}},
                {{"type":"function","name":"b","parameters":{schema}}},
                {{"type":"web_search_20250305","name":"web_search"}}]"#
        ),
    );
}

#[test]
fn a_retriever_has_its_query_and_documents() {
    let written = written("RETRIEVER", |out| {
        out.push("input.value", "Rome?");
        out.push("input.mime_type", "text/plain");
        let documents = [
            Document::new("Rome is").id(7).score(0.5).metadata(&Json::parse(r#"{"page":1}"#)),
            Document::default().id("b"),
        ];
        write_documents("retrieval.documents", &documents, out);
    });
    assert_eq!(text(&written, "gen_ai.retrieval.query.text"), "Rome?");
    assert_json(
        &written,
        "gen_ai.retrieval.documents",
        r#"[{"id":"7","score":0.5,"content":"Rome is","metadata":{"page":1}},{"id":"b"}]"#,
    );
}

#[test]
fn an_embedding_has_its_dimensions() {
    let written = written("EMBEDDING", |out| {
        out.push("embedding.model_name", "small");
        write_embeddings(&[Embedding::new([0.1, 0.2, 0.3])], out);
    });
    assert_eq!(get(&written, "gen_ai.embeddings.dimension.count"), Some(Value::I64(3)));
    assert_eq!(text(&written, "gen_ai.request.model"), "small");
}
