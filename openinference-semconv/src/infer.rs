//! What a host name or a model name says about a call. The tables are those of the reference's Python helpers
//! `infer_llm_provider_from_host` and `infer_llm_system_from_model_name`.

use crate::{LlmProvider, LlmSystem};

/// Host name of a service, or the end of it behind a dot, and who runs it.
const PROVIDERS: &[(&str, LlmProvider)] = &[
    ("api.openai.com", LlmProvider::OpenAi),
    ("openai.azure.com", LlmProvider::Azure),
    ("services.ai.azure.com", LlmProvider::Azure),
    ("cognitiveservices.azure.com", LlmProvider::Azure),
    ("api.anthropic.com", LlmProvider::Anthropic),
    ("api.cohere.com", LlmProvider::Cohere),
    ("api.cohere.ai", LlmProvider::Cohere),
    ("api.mistral.ai", LlmProvider::MistralAi),
    ("generativelanguage.googleapis.com", LlmProvider::Google),
    ("aiplatform.googleapis.com", LlmProvider::Google),
    ("amazonaws.com", LlmProvider::Aws),
    ("api.x.ai", LlmProvider::XAi),
    ("api.deepseek.com", LlmProvider::DeepSeek),
    ("api.groq.com", LlmProvider::Groq),
    ("api.fireworks.ai", LlmProvider::Fireworks),
    ("api.moonshot.cn", LlmProvider::Moonshot),
    ("api.cerebras.ai", LlmProvider::Cerebras),
    ("api.perplexity.ai", LlmProvider::Perplexity),
    ("api.together.ai", LlmProvider::Together),
    ("api.together.xyz", LlmProvider::Together),
    ("ollama.com", LlmProvider::Ollama),
    ("api.meta.ai", LlmProvider::Meta),
    ("api.z.ai", LlmProvider::Zai),
    ("api.minimax.io", LlmProvider::MiniMax),
    ("api.minimaxi.com", LlmProvider::MiniMax),
    ("api.minimax.chat", LlmProvider::MiniMax),
    ("oci.oraclecloud.com", LlmProvider::Oracle),
    ("api.typesafe.ai", LlmProvider::TypeSafe),
];

/// How the name of a model begins, and whose it is. The first match wins.
const SYSTEMS: &[(&str, LlmSystem)] = &[
    ("google_anthropic_vertex", LlmSystem::Anthropic),
    ("anthropic", LlmSystem::Anthropic),
    ("claude", LlmSystem::Anthropic),
    ("gpt", LlmSystem::OpenAi),
    ("o1", LlmSystem::OpenAi),
    ("o3", LlmSystem::OpenAi),
    ("o4", LlmSystem::OpenAi),
    ("text-embedding", LlmSystem::OpenAi),
    ("davinci", LlmSystem::OpenAi),
    ("curie", LlmSystem::OpenAi),
    ("babbage", LlmSystem::OpenAi),
    ("ada", LlmSystem::OpenAi),
    ("azure", LlmSystem::OpenAi),
    ("openai", LlmSystem::OpenAi),
    ("cohere", LlmSystem::Cohere),
    ("command", LlmSystem::Cohere),
    ("mistral", LlmSystem::MistralAi),
    ("mixtral", LlmSystem::MistralAi),
    ("pixtral", LlmSystem::MistralAi),
    ("gemini", LlmSystem::VertexAi),
    ("vertex", LlmSystem::VertexAi),
    ("google", LlmSystem::VertexAi),
    ("jev", LlmSystem::TypeSafe),
    ("typesafe", LlmSystem::TypeSafe),
];

/// Who runs the service at a host, by the reference's table. `host` is a bare host name, without scheme, port or path;
/// case and surrounding white space do not matter. A subdomain of a known host counts (`eu.api.openai.com`), a longer
/// label does not (`notapi.openai.com`). `None`: not in the table.
///
/// ```
/// use openinference_semconv::{LlmProvider, infer};
///
/// assert_eq!(infer::provider_from_host("my-resource.openai.azure.com"), Some(LlmProvider::Azure));
/// assert_eq!(infer::provider_from_host("localhost"), None);
/// ```
#[must_use]
pub fn provider_from_host(host: &str) -> Option<LlmProvider> {
    let host = host.trim();
    PROVIDERS.iter().find(|(suffix, _)| is_host_or_subdomain(host, suffix)).map(|(_, provider)| *provider)
}

/// Whose product a model is, by how its name begins and by the reference's table; case and surrounding white space do
/// not matter. `None`: not in the table.
///
/// ```
/// use openinference_semconv::{LlmSystem, infer};
///
/// assert_eq!(infer::system_from_model("claude-sonnet-4-5"), Some(LlmSystem::Anthropic));
/// assert_eq!(infer::system_from_model("my-own-model"), None);
/// ```
#[must_use]
pub fn system_from_model(model: &str) -> Option<LlmSystem> {
    let model = model.trim();
    SYSTEMS.iter().find(|(prefix, _)| starts_with_ignoring_case(model, prefix)).map(|(_, system)| *system)
}

fn is_host_or_subdomain(host: &str, suffix: &str) -> bool {
    // Bytes: a cut at a fixed distance from the end may fall inside a character of a malformed host.
    let (host, suffix) = (host.as_bytes(), suffix.as_bytes());
    let Some(at) = host.len().checked_sub(suffix.len()) else { return false };
    let (front, end) = host.split_at(at);
    end.eq_ignore_ascii_case(suffix) && front.last().is_none_or(|byte| *byte == b'.')
}

fn starts_with_ignoring_case(text: &str, prefix: &str) -> bool {
    text.as_bytes().get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix.as_bytes()))
}
