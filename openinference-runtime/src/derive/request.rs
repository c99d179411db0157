//! What `#[derive(LlmRequest)]` says.

use crate::opentelemetry::KeyValue;

use super::describe_fields::FieldCollector;
use super::members::Members;
use super::response_facts::{Model, write_attributes};
use crate::attributes::Attributes;
use crate::config::TraceConfig;
use crate::json::Json;
use crate::record::{AttributeValue, Side};
use crate::semconv::SpanKind;
use crate::semconv::patterns::LLM_INVOCATION_PARAMETERS;
use crate::value::{
    Message, PromptTemplate, Role, ToolDefinition, write_input_messages, write_prompts, write_tools,
};

/// The fields of a request; one method for each key.
#[derive(Debug, Default)]
pub struct Request {
    model: Model,
    messages: Vec<Message>,
    prompts: Vec<String>,
    tools: Vec<ToolDefinition>,
    parameters: Members,
    template: PromptTemplate,
    variables: Members,
    attributes: Vec<KeyValue>,
}

#[allow(missing_docs, reason = "the table of the keys says what they are")]
impl Request {
    pub fn model(&mut self, name: Option<String>) {
        self.model.name = name;
    }

    pub fn provider(&mut self, provider: Option<String>) {
        self.model.provider = provider;
    }

    pub fn system(&mut self, system: Option<String>) {
        self.model.system = system;
    }

    pub fn system_message(&mut self, text: Option<String>) {
        self.messages.extend(text.map(Message::system));
    }

    pub fn messages(&mut self, messages: Vec<Message>) {
        let asked = |message: Message| Message { role: message.role.or(Some(Role::User)), ..message };
        self.messages.extend(messages.into_iter().map(asked));
    }

    pub fn user_message(&mut self, text: Option<String>) {
        self.messages.extend(text.map(Message::user));
    }

    pub fn prompts(&mut self, prompts: Vec<String>) {
        self.prompts = prompts;
    }

    pub fn tools(&mut self, tools: Vec<ToolDefinition>) {
        self.tools = tools;
    }

    pub fn invocation_parameters(&mut self, parameters: Option<Json>) {
        self.parameters.whole(parameters);
    }

    pub fn invocation_parameters_member(&mut self, name: &str, parameter: Option<Json>) {
        self.parameters.member(name, parameter);
    }

    pub fn template(&mut self, template: Option<String>) {
        self.template.template = template;
    }

    pub fn variables(&mut self, variables: Option<Json>) {
        self.variables.whole(variables);
    }

    pub fn variables_member(&mut self, name: &str, variable: Option<Json>) {
        self.variables.member(name, variable);
    }

    pub fn template_version(&mut self, version: Option<String>) {
        self.template.version = version;
    }

    pub fn attribute<Type, V: AttributeValue<Type>>(
        &mut self,
        key: &'static str,
        value: V,
        config: &TraceConfig,
    ) {
        self.attributes.extend(value.attribute_value(config).map(|value| KeyValue::new(key, value)));
    }
}

impl FieldCollector for Request {
    fn write(mut self, side: Side, kind: SpanKind, out: &mut Attributes<'_>) {
        if (side, kind) != (Side::Input, SpanKind::Llm) {
            return;
        }
        self.model.write_asked(out);
        if let Some(parameters) = self.parameters.take() {
            out.push_json(LLM_INVOCATION_PARAMETERS, &parameters);
        }
        self.template.variables = self.variables.take();
        self.template.write(out);
        write_attributes(self.attributes, out);
        write_tools(&self.tools, out);
        write_prompts(&self.prompts, out);
        write_input_messages(&self.messages, out);
    }
}
