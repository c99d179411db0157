//! Who runs a model and whose it is, as both conventions name it.

use std::borrow::Cow;

use crate::semconv::providers;

/// `gen_ai.provider.name` for what a span says of provider and system. One that GenAI's conventions have no name for goes
/// by its own, in small letters.
pub(crate) fn genai_name(provider: Option<&str>, system: Option<&str>) -> Option<Cow<'static, str>> {
    let known = providers::gen_ai_name(provider, system).map(Cow::Borrowed);
    known.or_else(|| Some(provider.or(system)?.to_ascii_lowercase().into()))
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
}
