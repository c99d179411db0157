//! Which entry of a price book is meant by the name of a model and that of its provider.

use crate::semconv::providers::{PROVIDERS, Provider};

/// A provider that the table of providers knows, by its name in the conventions, in LiteLLM or elsewhere: the row that has
/// its entries in LiteLLM's file.
pub(super) fn entries_of(provider: &str) -> Option<&'static Provider> {
    Provider::of(Provider::named(provider)?.provider?)
}

/// The provider whose billing holds for an entry with this `litellm_provider`: none for what has more after a hyphen, such as
/// Fireworks' embedding models, which are billed otherwise.
pub(super) fn billed_by(litellm_provider: &str) -> Option<&'static Provider> {
    PROVIDERS.iter().find(|row| row.litellm.providers.contains(&litellm_provider))
}

/// Whether an entry with this `litellm_provider` is the provider's.
pub(super) fn is_of(provider: &Provider, litellm_provider: &str) -> bool {
    provider.litellm.providers.iter().any(|name| {
        let rest = litellm_provider.strip_prefix(name);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    })
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
    use super::{at_date, bare, billed_by, entries_of, is_of, is_version_of};
    use crate::semconv::LlmProvider;

    #[test]
    fn every_provider_of_the_conventions_has_its_entries() {
        for provider in LlmProvider::ALL {
            let row = entries_of(provider.as_str());
            assert!(row.is_some_and(|row| !row.litellm.prefixes.is_empty()), "{provider}");
        }
    }

    #[test]
    fn an_entry_is_its_providers_with_more_after_a_hyphen_too() {
        let google = entries_of("gemini").unwrap();
        assert_eq!(google.provider, Some(LlmProvider::Google));
        assert!(is_of(google, "vertex_ai-language-models"));
        assert!(!is_of(google, "vertex_aiz"));
    }

    #[test]
    fn a_providers_billing_does_not_hold_for_what_it_sells_otherwise() {
        assert!(billed_by("fireworks_ai").is_some_and(|row| row.billing.cache_read_percent.is_some()));
        assert!(billed_by("fireworks_ai-embedding-models").is_none());
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
