//! The native API of Alibaba Cloud's DashScope: `POST .../generation`.

use super::compose::compose_message;
use super::openai::message::messages;
use super::parts::contents;
use super::read::{
    fields_of, is_list_of, list, some, text, write_finish_reason, write_parameters_with, write_request_model,
};
use super::stream::{Assembled, Budget, Growing, ResponseBuilder};
use super::{PayloadFormat, StreamMerger, usage};
use crate::attributes::Attributes;
use crate::json::{Items as Parts, Json, JsonRef};
use crate::semconv::SpanKind;
use crate::value::{Message, Role, ToolDefinition, write_input_messages, write_output_messages, write_tools};

/// What stands for the system of a model whose name does not say it: any custom value may.
const SYSTEM: &str = "dashscope";

/// The API.
#[derive(Debug)]
pub(super) struct DashScope;

impl PayloadFormat for DashScope {
    fn kind(&self) -> SpanKind {
        SpanKind::Llm
    }

    fn is_request(&self, payload: JsonRef<'_>) -> bool {
        let has_role = |message: JsonRef<'_>| text(message, "role").is_some();
        some(payload, "input").is_some_and(|input| {
            is_list_of(input.get("messages"), has_role)
                || text(input, "prompt").is_some() && some(payload, "model").is_some()
        })
    }

    fn request(&self, request: JsonRef<'_>, out: &mut Attributes<'_>) {
        write_request_model(text(request, "model"), SYSTEM, out);
        write_parameters_with(request, &["parameters"], &["input", "tools"], out);
        let tools =
            some(request, "parameters").map(|parameters| list(parameters, "tools")).unwrap_or_default();
        write_tools(&tools.iter().map(ToolDefinition::from_json).collect::<Vec<_>>(), out);
        let input = some(request, "input").unwrap_or_default();
        let prompt = text(input, "prompt").map(Message::user);
        let asked = list(input, "messages").iter().flat_map(messages).chain(prompt);
        write_input_messages(&asked.collect::<Vec<_>>(), out);
    }

    fn is_response(&self, payload: JsonRef<'_>) -> bool {
        some(payload, "output").is_some_and(|output| {
            is_list_of(output.get("choices"), |choice| some(choice, "message").is_some())
                || text(output, "text").is_some() && some(payload, "request_id").is_some()
        })
    }

    fn response(&self, response: JsonRef<'_>, out: &mut Attributes<'_>) {
        usage::write(&usage::OPENAI, some(response, "usage").unwrap_or_default(), out);
        let output = some(response, "output").unwrap_or_default();
        let choices = list(output, "choices");
        let reason = choices.first().and_then(|choice| text(choice, "finish_reason"));
        write_finish_reason(reason.or_else(|| text(output, "finish_reason")), out);
        let mut answers: Vec<Message> =
            choices.iter().filter_map(|choice| some(choice, "message")).flat_map(messages).collect();
        if let Some(said) = some(output, "text").filter(|_| answers.is_empty()) {
            answers.push(compose_message(Message::new(Role::Assistant), contents(said)));
        }
        write_output_messages(&answers, out);
    }

    /// An item is a response with a piece of the answer, or with all of it so far.
    fn is_chunk(&self, payload: JsonRef<'_>) -> bool {
        self.is_response(payload)
    }

    fn merge(&self) -> Option<Box<dyn StreamMerger>> {
        Some(Box::new(Assembled::new(&Self, Items::default())))
    }
}

/// A response, as far as it has arrived.
#[derive(Debug, Default)]
struct Items {
    fields: Growing,
    choice: Growing,
    message: Growing,
    /// Whether each item has all of the text so far, which the second text decides.
    are_whole: Option<bool>,
    budget: Budget,
}

impl ResponseBuilder for Items {
    fn budget(&mut self) -> &mut Budget {
        &mut self.budget
    }

    fn add(&mut self, item: JsonRef<'_>) {
        let Self { fields, choice, message, are_whole, budget } = self;
        for (name, value) in fields_of(item) {
            if name != "output"
                && let Some(field) = fields.field(name, budget)
            {
                field.update(value, budget);
            }
        }
        let output = some(item, "output").unwrap_or_default();
        let first = list(output, "choices").first().unwrap_or(output);
        for (name, value) in fields_of(first) {
            match name {
                "message" => {
                    for (name, value) in fields_of(value) {
                        add(message, name, value, are_whole, budget);
                    }
                }
                "text" => add(message, "content", value, are_whole, budget),
                "choices" => {}
                _ => {
                    if let Some(field) = choice.field(name, budget) {
                        field.update(value, budget);
                    }
                }
            }
        }
    }

    fn response(&mut self) -> Json {
        let mut choice = self.choice.take_fields();
        choice.push(("message".to_owned(), self.message.take()));
        let choices = Json::Array(vec![Json::Object(choice)]);
        let mut fields = self.fields.take_fields();
        fields.push(("output".to_owned(), Json::Object(vec![("choices".to_owned(), choices)])));
        Json::Object(fields)
    }
}

/// A text may come in pieces, or each time with all that came before.
fn add(
    message: &mut Growing,
    name: &str,
    value: JsonRef<'_>,
    are_whole: &mut Option<bool>,
    budget: &mut Budget,
) {
    let known = message.get(name).and_then(said_so_far);
    let next = value.as_array().and_then(Parts::first).map_or(value.as_str(), |part| text(part, "text"));
    if let (Some(known), Some(next)) = (known, next.filter(|next| !next.is_empty()))
        && PIECES.contains(&name)
        && known != next
    {
        are_whole.get_or_insert(next.starts_with(known));
    }
    let is_whole = *are_whole == Some(true);
    match (message.field(name, budget), value) {
        (Some(Growing::List(known)), JsonRef::Array(parts)) if is_whole => {
            for (at, part) in parts.iter().enumerate() {
                match known.get_mut(at) {
                    Some(known) => known.update(part, budget),
                    None if budget.members(1) == 1 => known.push(Growing::of(part, budget)),
                    None => {}
                }
            }
        }
        (Some(field), _) if is_whole => field.update(value, budget),
        _ => message.append_field(name, value, budget),
    }
}

fn said_so_far(known: &Growing) -> Option<&str> {
    match known {
        Growing::Text(text) => Some(text.as_str()),
        Growing::List(parts) => parts.first()?.text_of("text"),
        _ => None,
    }
    .filter(|text| !text.is_empty())
}

/// Texts of a message that grow.
const PIECES: &[&str] = &["content", "reasoning_content"];
