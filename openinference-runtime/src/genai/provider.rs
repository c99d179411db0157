//! Who runs a model and whose it is, as both conventions name it.

/// `gen_ai.provider.name`, `llm.provider`, `llm.system`. Of several rows for one provider the first is written.
const PROVIDERS: &[(&str, Option<&str>, Option<&str>)] = &[
    ("openai", Some("openai"), Some("openai")),
    ("anthropic", Some("anthropic"), Some("anthropic")),
    ("cohere", Some("cohere"), Some("cohere")),
    ("mistral_ai", Some("mistralai"), Some("mistralai")),
    ("azure.ai.openai", Some("azure"), Some("openai")),
    ("azure.ai.inference", Some("azure"), None),
    ("aws.bedrock", Some("aws"), None),
    ("gcp.vertex_ai", Some("google"), Some("vertexai")),
    ("gcp.gen_ai", Some("google"), None),
    ("gcp.gemini", Some("google"), None),
    ("deepseek", Some("deepseek"), None),
    ("groq", Some("groq"), None),
    ("perplexity", Some("perplexity"), None),
    ("x_ai", Some("xai"), None),
    ("moonshot_ai", Some("moonshot"), None),
];

/// `gen_ai.provider.name` for what a span says of provider and system.
pub(super) fn genai_name(provider: Option<&str>, system: Option<&str>) -> Option<String> {
    let provider = provider.map(str::to_ascii_lowercase);
    let system = system.map(str::to_ascii_lowercase);
    let row = match (provider.as_deref(), system.as_deref()) {
        (None, None) => return None,
        (None, Some(system)) => PROVIDERS.iter().find(|row| row.2 == Some(system)),
        (Some(provider), system) => {
            let of_provider = || PROVIDERS.iter().filter(|row| row.1 == Some(provider));
            of_provider().find(|row| row.2.is_some() && row.2 == system).or_else(|| {
                // A provider of the models of others, or of its own alone.
                of_provider().find(|row| row.2.is_none()).or_else(|| of_provider().next())
            })
        }
    };
    row.map(|row| row.0.to_owned()).or(provider).or(system)
}

/// `llm.provider` and `llm.system` for a `gen_ai.provider.name`, or for a `gen_ai.system` of former versions.
#[cfg(feature = "sdk")]
pub(super) fn openinference_names(name: &str) -> (Option<String>, Option<String>) {
    let name = name.trim().to_ascii_lowercase();
    let former = match name.as_str() {
        "az.ai.openai" => "azure.ai.openai",
        "az.ai.inference" => "azure.ai.inference",
        "vertex_ai" => "gcp.vertex_ai",
        "gemini" => "gcp.gemini",
        "xai" => "x_ai",
        "mistral" | "mistralai" => "mistral_ai",
        "aws_bedrock" | "bedrock" => "aws.bedrock",
        other => other,
    };
    match PROVIDERS.iter().find(|row| row.0 == former) {
        Some((_, provider, system)) => (provider.map(str::to_owned), system.map(str::to_owned)),
        // A provider that OpenInference has no name for goes by its own.
        None => (Some(name), None),
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
        assert_eq!(names("x_ai"), ("xai".into(), String::new()));
        assert_eq!(names("vertex_ai"), ("google".into(), "vertexai".into()), "a former name");
        assert_eq!(names("OpenAI"), ("openai".into(), "openai".into()));
        assert_eq!(names("ollama"), ("ollama".into(), String::new()));
    }
}
