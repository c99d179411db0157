//! The same schema, offered to a model.

use std::borrow::Cow;

use openinference_runtime::testing::{capture, capture_sync};
use openinference_runtime::tool::Tool;
use openinference_runtime::value::ToolDefinition;
use openinference_runtime::{LlmRequest, llm_span, tool_span};
use serde_json::json;

use super::schema_of;

/// Current weather of a city.
#[tool_span(definition = weather_tool)]
async fn get_weather<'a>(
    /// Its English name.
    city: &'a str,
    days: Option<u8>,
    #[span(skip)] station: &'a str,
) -> Cow<'a, str> {
    let _ = (days, station);
    city.into()
}

#[tokio::test]
async fn the_definition_says_what_the_span_says() {
    let tool: Tool = weather_tool();
    let (_, trace) = capture(get_weather("Rome", None, "a")).await;
    assert_eq!(tool.parameters(), &schema_of(&trace));
    assert_eq!(trace.roots[0].text("tool.name"), Some(tool.name()));
    assert_eq!(trace.roots[0].text("tool.description"), tool.description());
}

#[test]
fn each_api_has_its_form() {
    let tool = weather_tool();
    let schema = tool.parameters().clone();
    let (name, description) = ("get_weather", "Current weather of a city.");
    assert_eq!(schema["properties"]["city"], json!({ "type": "string", "description": "Its English name." }));
    assert_eq!(
        tool.openai(),
        json!({ "type": "function", "function": { "name": name, "description": description, "parameters": schema } })
    );
    assert_eq!(
        tool.openai_responses(),
        json!({ "type": "function", "name": name, "description": description, "parameters": schema })
    );
    assert_eq!(tool.anthropic(), json!({ "name": name, "description": description, "input_schema": schema }));
    assert_eq!(tool.mcp(), json!({ "name": name, "description": description, "inputSchema": schema }));
    assert_eq!(
        tool.gemini(),
        json!({ "name": name, "description": description, "parametersJsonSchema": schema })
    );
    assert_eq!(serde_json::to_value(&tool).unwrap(), tool.openai());
}

#[test]
fn servers_of_the_model_context_protocol_list_it() {
    let listed = rmcp::model::Tool::from(&weather_tool());
    assert_eq!(serde_json::to_value(listed).unwrap(), weather_tool().mcp());
}

#[test]
fn what_is_offered_is_in_the_span_of_the_call() {
    #[derive(LlmRequest)]
    struct Request(#[oi(tools)] Vec<Tool>);

    #[llm_span]
    fn ask(request: Request) {
        let _ = request;
    }
    let (_, trace) = capture_sync(|| ask(Request(vec![weather_tool()])));
    let definition = trace.roots[0].text("llm.tools.0.tool.json_schema").unwrap();
    let definition: serde_json::Value = serde_json::from_str(definition).unwrap();
    assert_eq!(definition, weather_tool().openai());
    assert_eq!(serde_json::to_value(ToolDefinition::from(&weather_tool())).unwrap(), definition);
}

const RENAMED: &str = "renamed";

struct Tools;

impl Tools {
    #[tool_span(name = RENAMED, description = "By key.", definition = first_tool)]
    fn first(&self, r#type: u8) -> u8 {
        r#type
    }

    /// By doc comment.
    #[tool_span(name = "second-tool", skip(secret), definition = second_tool)]
    pub(crate) fn second(secret: u8, given: bool) -> bool {
        given && secret > 0
    }
}

#[test]
fn methods_are_tools_under_the_name_that_they_are_given() {
    let first = Tools::first_tool();
    assert_eq!((first.name(), first.description()), ("renamed", Some("By key.")));
    assert_eq!(first.parameters()["required"], json!(["type"]));
    assert_eq!(Tools.first(1), 1);
    let second = Tools::second_tool();
    assert_eq!((second.name(), second.description()), ("second-tool", Some("By doc comment.")));
    assert_eq!(second.parameters()["properties"], json!({ "given": { "type": "boolean" } }));
    assert!(Tools::second(1, true));
}

#[test]
fn a_tool_by_hand_is_one_too() {
    let tool = Tool::new("now", json!({ "type": "object" })).with_description("What time it is.");
    assert_eq!(
        tool.anthropic(),
        json!({ "name": "now", "description": "What time it is.", "input_schema": { "type": "object" } })
    );
    assert_eq!(Tool::new("now", json!({})).mcp(), json!({ "name": "now", "inputSchema": {} }));
}
