//! What requests and responses of both endpoints of Ollama have in common.

use crate::attributes::Attributes;
use crate::json::JsonRef;
use crate::providers::read::{
    data_url, image_type, list, some, text, write_finish_reason, write_parameters, write_provider,
    write_request_model, write_response_model,
};
use crate::providers::usage;
use crate::semconv::LlmProvider;
use crate::value::MessageContent;

/// What stands for the system of a model whose name does not say it: any custom value may.
const SYSTEM: &str = "ollama";

pub(super) fn write_request(request: JsonRef<'_>, except: &[&str], out: &mut Attributes<'_>) {
    write_request_model(text(request, "model"), SYSTEM, out);
    write_provider(Some(LlmProvider::Ollama), out);
    write_parameters(request, except, out);
}

pub(super) fn write_response(response: JsonRef<'_>, out: &mut Attributes<'_>) {
    write_response_model(text(response, "model"), SYSTEM, out);
    write_provider(Some(LlmProvider::Ollama), out);
    usage::write(&usage::OLLAMA, response, out);
    write_finish_reason(text(response, "done_reason"), out);
}

/// Whether a request has something that only this API takes.
pub(super) fn is_marked(request: JsonRef<'_>) -> bool {
    some(request, "options").is_some_and(|options| options.as_object().is_some())
        || ["keep_alive", "think"].iter().any(|mark| some(request, mark).is_some())
        || text(request, "format").is_some()
        || some(request, "format").is_some_and(|format| format.as_object().is_some())
}

/// Images come as bare base64, so that the format can only be told from how it begins.
pub(super) fn images(holder: JsonRef<'_>) -> impl Iterator<Item = MessageContent> {
    list(holder, "images")
        .iter()
        .filter_map(JsonRef::as_str)
        .map(|data| MessageContent::image(data_url(image_type(data).or(Some("image/png")), data)))
}
