//! `llm.*`.

use super::LlmSpan;
use crate::json::Json;
use crate::semconv::attributes::{
    LLM_FINISH_REASON, LLM_INPUT_MESSAGES, LLM_INVOCATION_PARAMETERS, LLM_MODEL_NAME, LLM_OUTPUT_MESSAGES,
    LLM_PROVIDER, LLM_REQUEST_MODEL_NAME, LLM_RESPONSE_MODEL_NAME, LLM_SYSTEM, LLM_TOOLS, TOOL_JSON_SCHEMA,
};
use crate::value::{Cost, Message, TokenCount, ToolCall, ToolDefinition};

impl<'t> LlmSpan<'t> {
    /// `llm.model_name`.
    #[must_use]
    pub fn model_name(&self) -> Option<&'t str> {
        self.0.text(LLM_MODEL_NAME)
    }

    /// `llm.request.model_name`.
    #[must_use]
    pub fn request_model_name(&self) -> Option<&'t str> {
        self.0.text(LLM_REQUEST_MODEL_NAME)
    }

    /// `llm.response.model_name`.
    #[must_use]
    pub fn response_model_name(&self) -> Option<&'t str> {
        self.0.text(LLM_RESPONSE_MODEL_NAME)
    }

    /// `llm.system`.
    #[must_use]
    pub fn system(&self) -> Option<&'t str> {
        self.0.text(LLM_SYSTEM)
    }

    /// `llm.provider`.
    #[must_use]
    pub fn provider(&self) -> Option<&'t str> {
        self.0.text(LLM_PROVIDER)
    }

    /// `llm.finish_reason`.
    #[must_use]
    pub fn finish_reason(&self) -> Option<&'t str> {
        self.0.text(LLM_FINISH_REASON)
    }

    /// `llm.invocation_parameters`, read as JSON.
    #[must_use]
    pub fn invocation_parameters(&self) -> Option<Json> {
        self.0.reader().json(LLM_INVOCATION_PARAMETERS)
    }

    /// `llm.input_messages`.
    #[must_use]
    pub fn input_messages(&self) -> Vec<Message> {
        self.messages(LLM_INPUT_MESSAGES)
    }

    /// `llm.output_messages`.
    #[must_use]
    pub fn output_messages(&self) -> Vec<Message> {
        self.messages(LLM_OUTPUT_MESSAGES)
    }

    fn messages(&self, key: &str) -> Vec<Message> {
        self.0.reader().messages(key)
    }

    /// The calls of tools that the model asks for, in all of its messages.
    #[must_use]
    pub fn tool_calls(&self) -> Vec<ToolCall> {
        self.output_messages().into_iter().flat_map(|message| message.tool_calls).collect()
    }

    /// `llm.tools`: what the model may call.
    #[must_use]
    pub fn tools(&self) -> Vec<ToolDefinition> {
        let tools = self.0.reader().items(LLM_TOOLS);
        tools
            .iter()
            .filter_map(|tool| tool.json(TOOL_JSON_SCHEMA))
            .map(|schema| ToolDefinition::new(&schema))
            .collect()
    }

    /// `llm.token_count.*`.
    #[must_use]
    pub fn token_count(&self) -> TokenCount {
        self.0.reader().token_count()
    }

    /// `llm.cost.*`.
    #[must_use]
    pub fn cost(&self) -> Cost {
        self.0.reader().cost()
    }
}
