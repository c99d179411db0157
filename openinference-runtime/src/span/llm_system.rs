//! Whose model a call is of, and who runs it, where neither the call nor its payload says so.

use crate::attributes::{AttributeBuffer, Attributes};
use crate::config::TraceConfig;
use crate::key::{AttributeKey, KeyRef};
use crate::providers::system_of_model;
use crate::semconv::infer::provider_from_host;
use crate::semconv::patterns::{LLM_MODEL_NAME, LLM_PROVIDER, LLM_REQUEST_MODEL_NAME, LLM_SYSTEM};
use crate::semconv::providers::Provider;
use crate::semconv::{LlmProvider, LlmSystem};

/// Where a client says which host it speaks to (OpenTelemetry's general conventions).
const SERVER_ADDRESS: &str = "server.address";

/// Whether this depends on an attribute that is known when the span starts.
pub(super) fn depends_on(key: &AttributeKey) -> bool {
    let key = KeyRef::from(key);
    matches!(key.pattern(), Some(LLM_PROVIDER | LLM_MODEL_NAME | LLM_REQUEST_MODEL_NAME))
        || key == KeyRef::Foreign(SERVER_ADDRESS)
}

/// Adds `llm.system` from the model's name, else from who runs it, and `llm.provider` from the host.
pub(super) fn derive(config: &TraceConfig, span: &mut AttributeBuffer) {
    let provider = span.text(LLM_PROVIDER);
    let has_system = span.find(LLM_SYSTEM).is_some();
    if provider.is_some() && has_system {
        return;
    }
    let host = || span.text(SERVER_ADDRESS).and_then(provider_from_host).map(LlmProvider::as_str);
    let found = if provider.is_none() { host() } else { None };
    let system = if has_system { None } else { system(span, provider.or(found)).map(str::to_owned) };
    let mut out = Attributes::new(config);
    if let Some(found) = found {
        out.push(LLM_PROVIDER, found);
    }
    if let Some(system) = system {
        out.push(LLM_SYSTEM, system);
    }
    span.append(&mut out.into_buffer());
}

/// By the model's name, else the provider's own; a provider of others' models that nobody knows stands for itself.
fn system<'a>(span: &'a AttributeBuffer, provider: Option<&'a str>) -> Option<&'a str> {
    let model = span.text(LLM_MODEL_NAME).or_else(|| span.text(LLM_REQUEST_MODEL_NAME));
    if let Some(system) = system_of_model(model) {
        return Some(system.as_str());
    }
    let own = |known: &'static Provider| {
        let system = known.system.or_else(|| Provider::own_system(known.provider?));
        system.map(LlmSystem::as_str)
    };
    let provider = provider?;
    Provider::named(provider).and_then(own).or(Some(provider))
}
