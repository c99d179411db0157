//! Who runs a model and whose it is, by the name of the GenAI conventions.

use crate::semconv::providers::Provider;
use crate::semconv::{LlmProvider, LlmSystem};

/// `llm.provider` and `llm.system` for a `gen_ai.provider.name`, or for a `gen_ai.system` of former versions. A provider
/// that OpenInference has no name for goes by its own, in small letters.
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
    use super::openinference_names;

    #[test]
    fn a_provider_is_read_back_by_the_same_table() {
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
