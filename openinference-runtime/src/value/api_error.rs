//! Errors that come as the body of a response.

use std::fmt;

use crate::json::Json;
use crate::json::{Items, JsonRef};
use crate::record::Exception;

/// What an API says went wrong, in a body that a client has handed over like any other response, or in the midst of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ApiError {
    /// The provider's name for this kind of error: `rate_limit_error`, `INVALID_ARGUMENT`, `429` ...
    pub kind: Option<String>,
    /// What it says.
    pub message: String,
}

impl ApiError {
    /// The error in a body or an event, as OpenAI, Anthropic, Google, Ollama, Amazon Bedrock, Cloudflare, watsonx, Alibaba Cloud and those
    /// who speak their APIs write it. `None` when there is none.
    #[must_use]
    pub fn of(body: &Json) -> Option<Self> {
        // Google wraps the error of a stream into a list.
        Self::read(body.view())
    }

    /// As [`of`](Self::of), of a body that is kept in any way.
    pub(crate) fn read(body: JsonRef<'_>) -> Option<Self> {
        let body = body.as_array().and_then(Items::first).unwrap_or(body);
        if !may_hold_error(body) {
            return None;
        }
        let is_error = ["type", "object"]
            .iter()
            .any(|name| body.get(name).and_then(JsonRef::as_str).is_some_and(is_error_event));
        let held = [
            body.get("error"),
            body.path(&["response", "error"]),
            // Realtime.
            body.path(&["response", "status_details", "error"]),
            // Lines of batches.
            body.path(&["response", "body", "error"]),
            body.path(&["result", "error", "error"]),
            body.path(&["result", "error"]),
            // Cohere.
            body.path(&["delta", "error"]),
        ]
        .into_iter()
        .flatten()
        .find_map(held);
        held.or_else(|| is_error.then(|| described(body)).flatten())
            .or_else(|| exception(body))
            .or_else(|| listed(body))
            .or_else(|| refused(body))
            .or_else(|| {
                body.get("choices")?.as_array()?.iter().find_map(|choice| self::held(choice.get("error")?))
            })
    }

    pub(crate) fn into_exception(self) -> Exception {
        let type_name = self.kind.unwrap_or_else(|| "error".to_owned());
        Exception { type_name, message: Some(self.message), trace: None }
    }
}

/// Most bodies, and most items of streams, have none of the fields that an error stands in.
fn may_hold_error(body: JsonRef<'_>) -> bool {
    let Some(fields) = body.as_object() else { return false };
    fields.iter().any(|(name, value)| match name {
        "error" | "errors" | "response" | "result" | "delta" | "__type" | "code" => true,
        "type" | "object" => value.as_str().is_some_and(is_error_event),
        "choices" => {
            value.as_array().is_some_and(|choices| choices.iter().any(|choice| choice.get("error").is_some()))
        }
        other => is_exception(other),
    })
}

fn held(error: JsonRef<'_>) -> Option<ApiError> {
    match error {
        JsonRef::String(message) if !message.is_empty() => {
            Some(ApiError { kind: None, message: message.to_owned() })
        }
        JsonRef::Object(_) => described(error),
        _ => None,
    }
}

fn described(error: JsonRef<'_>) -> Option<ApiError> {
    let message = error.get("message")?.as_str()?.to_owned();
    let kind = ["type", "status", "code"].iter().find_map(|name| match error.get(name)? {
        JsonRef::String(kind) if !is_error_event(kind) => Some(kind.to_owned()),
        code => Some(code.as_i64()?.to_string()),
    });
    Some(ApiError { kind, message })
}

/// Workers AI and watsonx have a list of errors in place of an answer.
fn listed(body: JsonRef<'_>) -> Option<ApiError> {
    let is_answer = ["result", "results", "data", "choices", "output"]
        .iter()
        .any(|name| body.get(name).is_some_and(|held| !held.is_null()));
    let errors = body.get("errors").filter(|_| !is_answer)?.as_array()?;
    errors.iter().find_map(described)
}

/// DashScope says it in the place of an answer.
fn refused(body: JsonRef<'_>) -> Option<ApiError> {
    let is_answer = body.get("output").is_some_and(|output| !output.is_null());
    body.get("request_id").filter(|_| !is_answer)?.as_str()?;
    let code = body.get("code")?.as_str().filter(|code| !code.is_empty())?.to_owned();
    let message = body.get("message")?.as_str()?.to_owned();
    Some(ApiError { kind: Some(code), message })
}

/// Amazon names the exception in a field, or by the field that holds it.
fn exception(body: JsonRef<'_>) -> Option<ApiError> {
    if let Some(kind) = body.get("__type").and_then(JsonRef::as_str) {
        let message = body.get("message").or_else(|| body.get("Message"))?.as_str()?.to_owned();
        return Some(ApiError { kind: Some(kind.to_owned()), message });
    }
    let name = body.as_object()?.names().find(|name| is_exception(name))?;
    let message = body.get(name)?.get("message")?.as_str()?.to_owned();
    Some(ApiError { kind: Some(name.to_owned()), message })
}

/// Whether this names an event, and not a kind of error.
fn is_error_event(kind: &str) -> bool {
    kind == "error" || kind.ends_with(".error")
}

fn is_exception(name: &str) -> bool {
    name.ends_with("Exception") || name.ends_with("_exception")
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Some(kind) => write!(f, "{kind}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for ApiError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn says(body: &str, error: Option<&str>) {
        let found = Json::parse(body).as_ref().and_then(ApiError::of).map(|error| error.to_string());
        assert_eq!(found.as_deref(), error, "{body}");
    }

    #[test]
    fn every_provider_has_its_way_to_say_it() {
        says(
            r#"{"error": {"message": "Slow down", "type": "rate_limit_error", "code": null}}"#,
            Some("rate_limit_error: Slow down"),
        );
        says(
            r#"{"type": "error", "error": {"type": "overloaded_error", "message": "Busy"}}"#,
            Some("overloaded_error: Busy"),
        );
        says(
            r#"[{"error": {"code": 400, "message": "No", "status": "INVALID_ARGUMENT"}}]"#,
            Some("INVALID_ARGUMENT: No"),
        );
        says(
            r#"{"result": null, "success": false, "errors": [{"code": 7003, "message": "No route"}]}"#,
            Some("7003: No route"),
        );
        says(
            r#"{"errors": [{"code": "model_not_supported", "message": "No"}]}"#,
            Some("model_not_supported: No"),
        );
        says(r#"{"errors": [{"message": "in part"}], "data": {"a": 1}}"#, None);
        says(r#"{"code": "InvalidApiKey", "message": "No", "request_id": "r"}"#, Some("InvalidApiKey: No"));
        says(r#"{"code": "", "message": "", "request_id": "r", "output": {"text": "a"}}"#, None);
        says(r#"{"error": "model not found"}"#, Some("model not found"));
        says(r#"{"object": "error", "message": "No", "code": 404}"#, Some("404: No"));
        says(r#"{"type": "error", "code": "server_error", "message": "No"}"#, Some("server_error: No"));
        says(
            r#"{"type": "response.failed", "response": {"error": {"code": "server_error", "message": "No"}}}"#,
            Some("server_error: No"),
        );
        says(r#"{"__type": "ValidationException", "message": "No"}"#, Some("ValidationException: No"));
        says(r#"{"choices": [{"error": {"code": 502, "message": "No"}}]}"#, Some("502: No"));
        says(r#"{"throttlingException": {"message": "Slow"}}"#, Some("throttlingException: Slow"));
        says(r#"{"throttling_exception": {"message": "Slow"}}"#, Some("throttling_exception: Slow"));
        says(r#"{"type": "message-end", "delta": {"error": "No"}}"#, Some("No"));
        says(r#"{"type": "conversation.response.error", "code": 7, "message": "No"}"#, Some("7: No"));
    }

    #[test]
    fn what_is_no_error_is_none() {
        for body in [
            r#"{"error": null, "output": []}"#,
            r#"{"message": "hi"}"#,
            r#"{"choices": []}"#,
            r#"{"error": {}}"#,
            r#"{"error": ""}"#,
            "[]",
            "7",
        ] {
            says(body, None);
        }
    }
}
