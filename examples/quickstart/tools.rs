//! What the model may call.

use async_openai::types::chat::{ChatCompletionTool, ChatCompletionTools, FunctionCall, FunctionObjectArgs};
use openinference_runtime::tool_span;
use serde::{Deserialize, Serialize};
use serde_json::json;

#[derive(Debug, Serialize)]
pub(crate) struct Weather {
    city: String,
    celsius: i8,
    sky: &'static str,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum ToolError {
    #[error("no forecast for {0}")]
    UnknownCity(String),
}

/// Weather forecast of a city for the coming weekend.
#[tool_span]
async fn get_weather(city: String) -> Result<Weather, ToolError> {
    let (celsius, sky) = match city.to_lowercase().as_str() {
        "lisbon" => (19, "sunny, wind from the river"),
        "oslo" => (-4, "snow"),
        "tokyo" => (11, "light rain"),
        _ => return Err(ToolError::UnknownCity(city)),
    };
    Ok(Weather { city, celsius, sky })
}

/// The tools as the model is told about them.
pub(crate) fn definitions() -> Vec<ChatCompletionTools> {
    let function = FunctionObjectArgs::default()
        .name("get_weather")
        .description("Weather forecast of a city for the coming weekend.")
        .parameters(json!({
            "type": "object",
            "properties": { "city": { "type": "string" } },
            "required": ["city"],
            "additionalProperties": false,
        }))
        .build();
    function
        .into_iter()
        .map(|function| ChatCompletionTools::Function(ChatCompletionTool { function }))
        .collect()
}

/// Runs what the model asked for. A failure is an answer too: the model can react to it.
pub(crate) async fn call(call: &FunctionCall) -> String {
    #[derive(Deserialize)]
    struct Arguments {
        city: String,
    }

    match (call.name.as_str(), serde_json::from_str(&call.arguments)) {
        ("get_weather", Ok(Arguments { city })) => match get_weather(city).await {
            Ok(weather) => json!(weather).to_string(),
            Err(error) => format!("error: {error}"),
        },
        ("get_weather", Err(error)) => format!("error: {error}"),
        (unknown, _) => format!("error: there is no tool {unknown}"),
    }
}
