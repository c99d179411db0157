//! What a host name or a model name says about a call, by the [table of providers](crate::providers::PROVIDERS).

use crate::{LlmProvider, LlmSystem, providers};

/// Who runs the service at a host. `host` is a bare host name, without scheme, port or path; case and surrounding white
/// space do not matter. A subdomain of a known host counts (`eu.api.openai.com`), a longer label does not
/// (`notapi.openai.com`). `None`: not in the table.
///
/// ```
/// use openinference_semconv::{LlmProvider, infer};
///
/// assert_eq!(infer::provider_from_host("my-resource.openai.azure.com"), Some(LlmProvider::Azure));
/// assert_eq!(infer::provider_from_host("localhost"), None);
/// ```
#[must_use]
pub fn provider_from_host(host: &str) -> Option<LlmProvider> {
    providers::of_host(host.trim())
}

/// Whose product a model is, by how its name begins; case and surrounding white space do not matter. `None`: not in the
/// table.
///
/// ```
/// use openinference_semconv::{LlmSystem, infer};
///
/// assert_eq!(infer::system_from_model("claude-sonnet-4-5"), Some(LlmSystem::Anthropic));
/// assert_eq!(infer::system_from_model("my-own-model"), None);
/// ```
#[must_use]
pub fn system_from_model(model: &str) -> Option<LlmSystem> {
    providers::of_model(model.trim())
}
