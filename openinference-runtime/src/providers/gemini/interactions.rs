//! Interactions: `POST .../interactions`.

use crate::attributes::Attributes;
use crate::json::{Json, JsonRef};
use crate::providers::compose::compose_message;
use crate::providers::parts::{self, contents, is_result, part};
use crate::providers::read::{
    count, fields_of, is_list_of, list, some, text, write_finish_reason, write_parameters, write_provider,
    write_request_model, write_response_model,
};
use crate::providers::stream::{Assembled, Budget, Growing, Indexed, ResponseBuilder};
use crate::providers::{PayloadFormat, StreamMerger, system, usage};
use crate::semconv::{LlmProvider, LlmSystem, SpanKind};
use crate::value::{
    Message, MessageContent, Role, ToolDefinition, write_input_messages, write_output_messages, write_tools,
};

/// The API.
#[derive(Debug)]
pub(in crate::providers) struct GeminiInteractions;

/// What only this API takes beside a model and an input.
const MARKS: &[&str] = &[
    "system_instruction",
    "generation_config",
    "agent_config",
    "previous_interaction_id",
    "response_modalities",
];
/// Steps of an input that only this API has.
const STEPS: &[&str] = &["user_input", "model_output", "function_result", "thought"];

/// Whether this is a request to this API: others take a model and an input too.
pub(in crate::providers) fn is_interaction(payload: JsonRef<'_>) -> bool {
    let model = text(payload, "model");
    let input = payload.get("input");
    let is_step = |item: JsonRef<'_>| text(item, "type").is_some_and(|kind| STEPS.contains(&kind));
    (model.is_some() || text(payload, "agent").is_some())
        && some(payload, "input").is_some()
        && some(payload, "messages").is_none()
        && (MARKS.iter().any(|mark| some(payload, mark).is_some())
            || input.and_then(JsonRef::as_array).is_some_and(|items| items.iter().any(is_step))
            || model.is_some_and(|model| system::of_model(Some(model)) == Some(LlmSystem::VertexAi)))
}

impl PayloadFormat for GeminiInteractions {
    fn kind(&self) -> SpanKind {
        SpanKind::Llm
    }

    fn is_request(&self, payload: JsonRef<'_>) -> bool {
        is_interaction(payload)
    }

    fn request(&self, request: JsonRef<'_>, out: &mut Attributes<'_>) {
        write_request_model(text(request, "model"), LlmSystem::VertexAi.as_str(), out);
        write_provider(Some(LlmProvider::Google), out);
        write_parameters(request, &["input", "system_instruction", "tools"], out);
        write_tools(&list(request, "tools").iter().map(ToolDefinition::from_json).collect::<Vec<_>>(), out);
        let instruction = some(request, "system_instruction").map(|instruction| match instruction {
            JsonRef::Object(_) => said(Role::System, contents_of(instruction)),
            other => said(Role::System, contents(other)),
        });
        let input = match request.get("input") {
            Some(JsonRef::Array(items)) => asked(items.iter()),
            Some(one) => asked(std::iter::once(one)),
            None => Vec::new(),
        };
        write_input_messages(&instruction.into_iter().chain(input).collect::<Vec<_>>(), out);
    }

    fn is_response(&self, payload: JsonRef<'_>) -> bool {
        let is_step = |step: JsonRef<'_>| text(step, "type").is_some();
        text(payload, "object") == Some("interaction")
            || (text(payload, "status").is_some() && is_list_of(payload.get("steps"), is_step))
    }

    fn response(&self, response: JsonRef<'_>, out: &mut Attributes<'_>) {
        write_response_model(text(response, "model"), LlmSystem::VertexAi.as_str(), out);
        write_provider(Some(LlmProvider::Google), out);
        usage::write(&usage::INTERACTIONS, some(response, "usage").unwrap_or_default(), out);
        write_finish_reason(text(response, "status"), out);
        let steps = list(response, "steps");
        let steps = if steps.is_empty() { list(response, "outputs") } else { steps };
        write_output_messages(&turns(steps.iter(), &model_role()), out);
    }

    fn is_chunk(&self, payload: JsonRef<'_>) -> bool {
        text(payload, "event_type").is_some_and(|event| {
            ["interaction.", "step.", "content."].iter().any(|family| event.starts_with(family))
        })
    }

    fn merge(&self) -> Option<Box<dyn StreamMerger>> {
        Some(Box::new(Assembled::new(&Self, Events::default())))
    }
}

fn model_role() -> Role {
    Role::from("model")
}

fn said(role: Role, parts: Vec<MessageContent>) -> Message {
    compose_message(Message::new(role), parts)
}

/// The parts of a content: those that it holds, or itself.
fn contents_of(item: JsonRef<'_>) -> Vec<MessageContent> {
    match some(item, "content").or_else(|| some(item, "parts")) {
        Some(held) => contents(held),
        None => contents(item),
    }
}

/// What the model has said, and why it could not.
fn output(step: JsonRef<'_>) -> Vec<MessageContent> {
    let error = some(step, "error").map(contents).unwrap_or_default();
    contents_of(step).into_iter().chain(error).collect()
}

/// The messages of an input: texts and other contents are the user's, steps are whose they are.
fn asked<'a>(items: impl Iterator<Item = JsonRef<'a>>) -> Vec<Message> {
    let mut messages: Vec<Message> = Vec::new();
    let mut parts = Vec::new();
    for item in items {
        let turn = match text(item, "type") {
            Some("user_input") => vec![said(Role::User, contents_of(item))],
            Some("model_output") => vec![said(model_role(), output(item))],
            Some("thought" | "function_call") => vec![said(model_role(), contents(item))],
            _ if is_result(item) => vec![parts::result(item)],
            Some(kind) if kind.ends_with("_call") => vec![said(model_role(), contents(item))],
            None if text(item, "role").is_some() => {
                let role = text(item, "role").map_or(Role::User, Role::from);
                vec![said(role, contents_of(item))]
            }
            _ => {
                parts.extend(contents(item));
                continue;
            }
        };
        if !parts.is_empty() {
            messages.push(said(Role::User, std::mem::take(&mut parts)));
        }
        messages.extend(turn);
    }
    if !parts.is_empty() {
        messages.push(said(Role::User, parts));
    }
    messages
}

/// The messages of an answer: one, unless there are results of the server's tools among its steps.
fn turns<'a>(steps: impl Iterator<Item = JsonRef<'a>>, role: &Role) -> Vec<Message> {
    let mut messages = Vec::new();
    let mut parts: Vec<MessageContent> = Vec::new();
    for step in steps {
        if is_result(step) {
            if !parts.is_empty() {
                messages.push(said(role.clone(), std::mem::take(&mut parts)));
            }
            messages.push(parts::result(step));
        } else if text(step, "type") == Some("model_output") {
            parts.extend(output(step));
        } else {
            parts.extend(part(step));
        }
    }
    if !parts.is_empty() {
        messages.push(said(role.clone(), parts));
    }
    messages
}

/// An interaction, as far as it has arrived.
#[derive(Debug, Default)]
struct Events {
    interaction: Growing,
    steps: Indexed<Growing>,
    /// As the first form of the API calls the steps.
    are_outputs: bool,
    budget: Budget,
}

impl ResponseBuilder for Events {
    fn budget(&mut self) -> &mut Budget {
        &mut self.budget
    }

    fn add(&mut self, event: JsonRef<'_>) {
        let Self { interaction, steps, are_outputs, budget } = self;
        *are_outputs |= text(event, "event_type").is_some_and(|event| event.starts_with("content."));
        for (name, value) in fields_of(event) {
            match name {
                "interaction" => interaction.update(value, budget),
                "step" | "content" => {
                    if let Some(step) = steps.at(count(event, "index").unwrap_or_default()) {
                        step.update(value, budget);
                    }
                }
                "delta" => {
                    if let Some(step) = steps.at(count(event, "index").unwrap_or_default()) {
                        add_delta(step, value, budget);
                    }
                }
                "index" | "event_type" | "event_id" => {}
                _ => {
                    if let Some(field) = interaction.field(name, budget) {
                        field.update(value, budget);
                    }
                }
            }
        }
    }

    fn response(&mut self) -> Json {
        let mut fields = self.interaction.take_fields();
        let steps: Vec<Json> = self.steps.iter_mut().map(|(_, step)| step.take()).collect();
        let name = if self.are_outputs { "outputs" } else { "steps" };
        let known = fields.iter_mut().find(|(known, _)| known == name);
        match known {
            Some((_, Json::Array(items))) if !items.is_empty() => {}
            Some((_, known)) => *known = Json::Array(steps),
            None => fields.push((name.to_owned(), Json::Array(steps))),
        }
        if !fields.iter().any(|(name, _)| name == "object") {
            fields.push(("object".to_owned(), Json::from("interaction")));
        }
        Json::Object(fields)
    }
}

/// What a piece adds to a step: content to an output, a signature or a summary to a thought, fields to everything else.
fn add_delta(step: &mut Growing, delta: JsonRef<'_>, budget: &mut Budget) {
    let kind = text(delta, "type").unwrap_or_default();
    let is_output = step.text_of("type") == Some("model_output");
    if is_output {
        if let Some(content) = step.field("content", budget) {
            content.append_part(delta, budget);
        }
    } else if kind == "thought_summary" {
        if let Some(summary) = step.field("summary", budget) {
            summary.append_part(some(delta, "content").unwrap_or(delta), budget);
        }
    } else {
        for (name, value) in fields_of(delta) {
            if name != "type" {
                step.append_field(name, value, budget);
            }
        }
        if step.text_of("type").is_none()
            && let Some(field) = step.field("type", budget)
        {
            field.update(JsonRef::String(kind), budget);
        }
    }
}
