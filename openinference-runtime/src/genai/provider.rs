//! Who runs a model and whose it is, as both conventions name it.

use std::borrow::Cow;

use crate::semconv::providers;
#[cfg(feature = "sdk")]
use crate::semconv::{LlmProvider, LlmSystem, providers::Provider};

/// `gen_ai.provider.name` for what a span says of provider and system. One that GenAI's conventions have no name for goes
/// by its own, in small letters.
pub(crate) fn genai_name(provider: Option<&str>, system: Option<&str>) -> Option<Cow<'static, str>> {
    let known = providers::gen_ai_name(provider, system).map(Cow::Borrowed);
    known.or_else(|| Some(provider.or(system)?.to_ascii_lowercase().into()))
}

/// `llm.provider` and `llm.system` for a `gen_ai.provider.name`, or for a `gen_ai.system` of former versions. A provider
/// that OpenInference has no name for goes by its own, in small letters.
#[cfg(feature = "sdk")]
pub(super) fn openinference_names(name: &str) -> (Option<String>, Option<String>) {
    match Provider::named(name) {
        Some(row) => (
            row.provider.map(LlmProvider::as_str).map(str::to_owned),
            row.system.map(LlmSystem::as_str).map(str::to_owned),
        ),
        None => (Some(name.trim().to_ascii_lowercase()), None),
    }
}

#[cfg(test)]
mod tests {
    use super::genai_name;

    #[test]
    fn a_provider_is_named_by_the_table() {
        for (provider, system, expected) in [
            (Some("azure"), Some("openai"), "azure.ai.openai"),
            (Some("azure"), Some("meta"), "azure.ai.inference"),
            (Some("azure"), None, "azure.ai.inference"),
            (Some("aws"), Some("anthropic"), "aws.bedrock"),
            (Some("google"), Some("vertexai"), "gcp.vertex_ai"),
            (Some("google"), None, "gcp.gen_ai"),
            (None, Some("vertexai"), "gcp.vertex_ai"),
            (Some("openai"), Some("openai"), "openai"),
            (None, Some("openai"), "openai"),
            (Some("OpenAI"), None, "openai"),
            (Some("anthropic"), None, "anthropic"),
            (Some("xai"), Some("xai"), "x_ai"),
            (Some("mistralai"), Some("mistralai"), "mistral_ai"),
            (None, Some("mistralai"), "mistral_ai"),
            (Some("groq"), Some("meta"), "groq"),
            (Some("moonshot"), None, "moonshot_ai"),
            (Some("Our-Own"), None, "our-own"),
            (None, Some("meta"), "meta"),
            (Some("fireworks"), Some("deepseek"), "fireworks"),
        ] {
            assert_eq!(genai_name(provider, system).as_deref(), Some(expected), "{provider:?} {system:?}");
        }
        assert_eq!(genai_name(None, None), None);
    }

    #[cfg(feature = "sdk")]
    #[test]
    fn a_provider_is_read_back_by_the_same_table() {
        use super::openinference_names;
        let names = |name| {
            let (provider, system) = openinference_names(name);
            (provider.unwrap_or_default(), system.unwrap_or_default())
        };
        assert_eq!(names("azure.ai.openai"), ("azure".into(), "openai".into()));
        assert_eq!(names("gcp.gemini"), ("google".into(), String::new()));
        assert_eq!(names("x_ai"), ("xai".into(), "xai".into()));
        assert_eq!(names("vertex_ai"), ("google".into(), "vertexai".into()), "a former name");
        assert_eq!(names("OpenAI"), ("openai".into(), "openai".into()));
        assert_eq!(names("ollama"), ("ollama".into(), String::new()));
    }
}
