//! Which entry of a price book is meant by the name of a model and that of its provider.

/// How LiteLLM names a provider of the conventions (specification: `llm.provider`): what its entries begin with, and what
/// they say of it.
pub(super) struct House {
    /// `<prefix>/<model>`, in the order in which they are looked for.
    pub(super) prefixes: &'static [&'static str],
    /// `litellm_provider`, as it is or with more after a hyphen.
    pub(super) providers: &'static [&'static str],
}

const HOUSES: &[(&str, House)] = &[
    ("openai", house(&["openai"], &["openai", "text-completion-openai"])),
    ("anthropic", house(&["anthropic"], &["anthropic"])),
    ("azure", house(&["azure", "azure_ai"], &["azure", "azure_ai", "azure_text"])),
    ("google", house(&["gemini", "vertex_ai"], &["gemini", "vertex_ai"])),
    ("aws", house(&["bedrock"], &["bedrock", "bedrock_converse"])),
    ("cohere", house(&["cohere", "cohere_chat"], &["cohere", "cohere_chat"])),
    ("mistralai", house(&["mistral", "codestral"], &["mistral", "codestral", "text-completion-codestral"])),
    ("xai", house(&["xai"], &["xai"])),
    ("deepseek", house(&["deepseek"], &["deepseek"])),
    ("groq", house(&["groq"], &["groq"])),
    ("fireworks", house(&["fireworks_ai"], &["fireworks_ai"])),
    ("moonshot", house(&["moonshot"], &["moonshot"])),
    ("cerebras", house(&["cerebras"], &["cerebras"])),
    ("perplexity", house(&["perplexity"], &["perplexity"])),
    ("together", house(&["together_ai"], &["together_ai"])),
    ("meta", house(&["meta_llama", "meta"], &["meta_llama", "meta"])),
    ("zai", house(&["zai"], &["zai"])),
    ("minimax", house(&["minimax"], &["minimax"])),
    ("oracle", house(&["oci"], &["oci"])),
    ("typesafe", house(&["typesafe"], &["typesafe"])),
    ("ollama", house(&["ollama"], &["ollama", "ollama_chat"])),
];

/// The provider that sells the models of a system (specification: `llm.system`) itself. Meta's are only sold by others.
const SELLERS: &[(&str, &str)] = &[
    ("openai", "openai"),
    ("anthropic", "anthropic"),
    ("vertexai", "google"),
    ("cohere", "cohere"),
    ("mistralai", "mistralai"),
    ("xai", "xai"),
    ("deepseek", "deepseek"),
    ("amazon", "aws"),
];

const fn house(prefixes: &'static [&'static str], providers: &'static [&'static str]) -> House {
    House { prefixes, providers }
}

/// A provider by its name in the conventions or in LiteLLM.
pub(super) fn house_of(provider: &str) -> Option<&'static House> {
    let named = |(name, house): &&(&str, House)| {
        provider.eq_ignore_ascii_case(name)
            || house.prefixes.iter().any(|prefix| provider.eq_ignore_ascii_case(prefix))
    };
    HOUSES.iter().find(named).map(|(_, house)| house)
}

/// The provider of a system's models, where they are sold by who made them.
pub(super) fn seller_of(system: &str) -> Option<&'static str> {
    SELLERS.iter().find(|(name, _)| system.eq_ignore_ascii_case(name)).map(|(_, seller)| *seller)
}

impl House {
    pub(super) fn has(&self, litellm_provider: &str) -> bool {
        self.providers.iter().any(|name| {
            let rest = litellm_provider.strip_prefix(name);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        })
    }
}

/// The name of a model without what an API wraps it in: `models/gemini-2.5-flash`, the resource name of an inference
/// profile, and the owner's part of the name of a fine-tuned model.
pub(super) fn bare(model: &str) -> &str {
    let model = model.trim();
    if model.starts_with("arn:") {
        return model.rsplit('/').next().unwrap_or(model);
    }
    if model.starts_with("ft:") {
        let end = model.match_indices(':').nth(1).map_or(model.len(), |(at, _)| at);
        return &model[..end];
    }
    let model = model.strip_prefix("publishers/google/").unwrap_or(model);
    model.strip_prefix("models/").unwrap_or(model)
}

/// Whether `served` is a version of the model that was `asked` for: its name goes on with a date or a number.
pub(super) fn is_version_of(served: &str, asked: &str) -> bool {
    let Some(rest) = bare(served).strip_prefix(bare(asked)) else { return false };
    let mut rest = rest.chars();
    matches!(rest.next(), Some('-' | '@' | ':')) && rest.next().is_some_and(|first| first.is_ascii_digit())
}

/// `claude-sonnet-4-5-20250929` as Vertex AI writes it: `claude-sonnet-4-5@20250929`.
pub(super) fn at_date(model: &str) -> Option<String> {
    let (name, date) = model.rsplit_once('-')?;
    (date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit())).then(|| format!("{name}@{date}"))
}

#[cfg(test)]
mod tests {
    use super::{at_date, bare, house_of, is_version_of, seller_of};
    use crate::semconv::{LlmProvider, LlmSystem};

    #[test]
    fn every_provider_of_the_conventions_has_its_entries() {
        for provider in LlmProvider::ALL {
            assert!(house_of(provider.as_str()).is_some(), "{provider}");
        }
    }

    #[test]
    fn every_seller_is_a_provider_of_the_conventions() {
        for system in LlmSystem::ALL {
            if let Some(seller) = seller_of(system.as_str()) {
                assert!(house_of(seller).is_some(), "{system}: {seller}");
            }
        }
        assert_eq!(seller_of("meta"), None);
    }

    #[test]
    fn a_model_is_freed_of_its_wrapping() {
        for (model, expected) in [
            ("gpt-4o", "gpt-4o"),
            ("models/gemini-2.5-flash", "gemini-2.5-flash"),
            ("publishers/google/models/gemini-2.5-flash", "gemini-2.5-flash"),
            ("ft:gpt-4o-2024-08-06:acme::AbC", "ft:gpt-4o-2024-08-06"),
            ("ft:gpt-4o", "ft:gpt-4o"),
            (
                "arn:aws:bedrock:us-east-1:1:inference-profile/us.amazon.nova-lite-v1:0",
                "us.amazon.nova-lite-v1:0",
            ),
        ] {
            assert_eq!(bare(model), expected);
        }
    }

    #[test]
    fn a_version_is_the_name_with_a_date_and_no_other_model() {
        assert!(is_version_of("gpt-4o-2024-08-06", "gpt-4o"));
        assert!(is_version_of("claude-sonnet-4-5@20250929", "claude-sonnet-4-5"));
        assert!(!is_version_of("gpt-4o-mini-2024-07-18", "gpt-4o"));
        assert!(!is_version_of("gpt-4o", "gpt-4o"));
        assert!(!is_version_of("claude-3", "gpt-4o"));
    }

    #[test]
    fn vertex_dates_a_model_with_a_sign_of_its_own() {
        assert_eq!(at_date("claude-sonnet-4-5-20250929").as_deref(), Some("claude-sonnet-4-5@20250929"));
        assert_eq!(at_date("gemini-2.5-flash"), None);
    }
}
