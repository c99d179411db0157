//! The table of providers.

use std::collections::BTreeSet;

use openinference_semconv::providers::{PROVIDERS, Provider, gen_ai_name};
use openinference_semconv::{LlmProvider, LlmSystem};

#[test]
fn every_provider_and_every_system_of_the_conventions_has_a_row() {
    for &provider in LlmProvider::ALL {
        assert!(Provider::of(provider).is_some(), "{provider}");
    }
    for system in LlmSystem::ALL {
        assert!(PROVIDERS.iter().any(|row| row.system == Some(*system)), "{system}");
    }
}

#[test]
fn no_name_host_or_beginning_stands_twice() {
    let mut seen = BTreeSet::new();
    for row in PROVIDERS {
        let facts =
            row.hosts.iter().chain(row.model_prefixes).chain(row.request_fields).chain(row.response_fields);
        for fact in facts.chain(row.aliases.iter().filter(|alias| !row.model_prefixes.contains(alias))) {
            let kind = row.aliases.contains(fact);
            assert!(seen.insert((kind, fact)), "{fact}");
        }
    }
}

#[test]
fn what_is_said_once_for_a_provider_stands_in_its_first_row() {
    for row in PROVIDERS {
        let first = row.provider.and_then(Provider::of);
        if first != Some(row) {
            assert!(row.litellm.prefixes.is_empty() && row.litellm.providers.is_empty(), "{row:?}");
            assert!(
                !row.billing.long_prompt_is_inclusive && row.billing.cache_read_percent.is_none(),
                "{row:?}"
            );
        }
        assert_eq!(first.is_some_and(|first| !first.litellm.prefixes.is_empty()), row.provider.is_some());
    }
}

#[test]
fn a_provider_is_found_by_each_of_its_names() {
    for row in PROVIDERS {
        let own = row.provider.map(LlmProvider::as_str);
        let names = own.iter().chain(&row.gen_ai_name).chain(row.aliases).chain(row.litellm.prefixes);
        for name in names {
            let found = Provider::named(&format!(" {} ", name.to_ascii_uppercase()));
            assert_eq!(found.and_then(|found| found.provider), row.provider, "{name}");
        }
    }
    assert_eq!(Provider::named("our-own"), None);
    assert_eq!(Provider::named(""), None);
}

#[test]
fn models_are_sold_by_who_made_them() {
    let seller = |system| Provider::selling(system).and_then(|row| row.provider);
    assert_eq!(seller("OpenAI"), Some(LlmProvider::OpenAi));
    assert_eq!(seller("vertexai"), Some(LlmProvider::Google));
    assert_eq!(seller("amazon"), Some(LlmProvider::Aws));
    assert_eq!(seller("meta"), None, "only sold by others");
    assert_eq!(seller("our-own"), None);
}

#[test]
fn the_own_system_of_a_host_of_others_is_that_of_its_api() {
    assert_eq!(Provider::own_system(LlmProvider::Google), Some(LlmSystem::VertexAi));
    assert_eq!(Provider::own_system(LlmProvider::Aws), Some(LlmSystem::Amazon));
    assert_eq!(Provider::own_system(LlmProvider::Groq), None);
}

#[test]
fn genai_names_the_provider_of_a_system_alone() {
    for (provider, system, expected) in [
        (Some("azure"), Some("openai"), Some("azure.ai.openai")),
        (Some("azure"), Some("meta"), Some("azure.ai.inference")),
        (Some("aws"), Some("amazon"), Some("aws.bedrock")),
        (Some("google"), None, Some("gcp.gen_ai")),
        (Some("Moonshot"), None, Some("moonshot_ai")),
        (None, Some("xai"), Some("x_ai")),
        (None, Some("amazon"), Some("aws.bedrock")),
        (None, Some("meta"), None),
        (Some("fireworks"), Some("deepseek"), None),
        (None, None, None),
    ] {
        assert_eq!(gen_ai_name(provider, system), expected, "{provider:?} {system:?}");
    }
}
