//! What a host or a model name says about a call.

use openinference_semconv::infer::{provider_from_host, system_from_model};
use openinference_semconv::{LlmProvider, LlmSystem};

#[test]
fn a_known_host_tells_its_provider() {
    let cases = [
        ("api.openai.com", LlmProvider::OpenAi),
        ("api.anthropic.com", LlmProvider::Anthropic),
        ("api.cohere.ai", LlmProvider::Cohere),
        ("api.mistral.ai", LlmProvider::MistralAi),
        ("generativelanguage.googleapis.com", LlmProvider::Google),
        ("api.x.ai", LlmProvider::XAi),
        ("api.deepseek.com", LlmProvider::DeepSeek),
        ("api.groq.com", LlmProvider::Groq),
        ("api.fireworks.ai", LlmProvider::Fireworks),
        ("api.moonshot.cn", LlmProvider::Moonshot),
        ("api.cerebras.ai", LlmProvider::Cerebras),
        ("api.perplexity.ai", LlmProvider::Perplexity),
        ("api.together.xyz", LlmProvider::Together),
        ("ollama.com", LlmProvider::Ollama),
        ("api.z.ai", LlmProvider::Zai),
        ("api.typesafe.ai", LlmProvider::TypeSafe),
    ];
    for (host, provider) in cases {
        assert_eq!(provider_from_host(host), Some(provider), "{host}");
    }
}

#[test]
fn a_subdomain_of_a_known_host_counts() {
    let cases = [
        ("my-resource.openai.azure.com", LlmProvider::Azure),
        ("bedrock-runtime.us-east-1.amazonaws.com", LlmProvider::Aws),
        ("inference.generativeai.us-chicago-1.oci.oraclecloud.com", LlmProvider::Oracle),
    ];
    for (host, provider) in cases {
        assert_eq!(provider_from_host(host), Some(provider), "{host}");
    }
}

#[test]
fn a_host_matches_at_label_boundaries_only() {
    for host in ["smollama.com", "notapi.openai.com", "api.openai.com.example.org", "openai.com", ""] {
        assert_eq!(provider_from_host(host), None, "{host}");
    }
}

#[test]
fn case_and_surrounding_space_of_a_host_do_not_matter() {
    assert_eq!(provider_from_host(" API.OpenAI.com\n"), Some(LlmProvider::OpenAi));
}

#[test]
fn a_host_cut_inside_a_character_is_no_match() {
    assert_eq!(provider_from_host("é.ollama.com"), Some(LlmProvider::Ollama));
    assert_eq!(provider_from_host("éollama.com"), None);
    assert_eq!(provider_from_host("ééééééééééé"), None);
}

#[test]
fn the_beginning_of_a_model_name_tells_its_system() {
    let cases = [
        ("gpt-4o-mini", LlmSystem::OpenAi),
        ("o3-mini", LlmSystem::OpenAi),
        ("text-embedding-3-small", LlmSystem::OpenAi),
        ("azure/gpt-4o", LlmSystem::OpenAi),
        ("claude-sonnet-4-5", LlmSystem::Anthropic),
        ("anthropic.claude-3-haiku-20240307-v1:0", LlmSystem::Anthropic),
        ("command-r-plus", LlmSystem::Cohere),
        ("mixtral-8x7b", LlmSystem::MistralAi),
        ("gemini-2.5-pro", LlmSystem::VertexAi),
        ("jev-latest", LlmSystem::TypeSafe),
        ("llama-3.1-70b", LlmSystem::Meta),
    ];
    for (model, system) in cases {
        assert_eq!(system_from_model(model), Some(system), "{model}");
    }
}

#[test]
fn the_longest_matching_beginning_wins() {
    assert_eq!(system_from_model("google_anthropic_vertex/claude"), Some(LlmSystem::Anthropic));
    assert_eq!(system_from_model("google/gemini"), Some(LlmSystem::VertexAi));
}

#[test]
fn a_name_in_the_middle_of_a_model_name_says_nothing() {
    for model in ["my-gpt", "my-llama", "us.anthropic.claude", "ä", ""] {
        assert_eq!(system_from_model(model), None, "{model}");
    }
}

#[test]
fn case_and_surrounding_space_of_a_model_name_do_not_matter() {
    assert_eq!(system_from_model("  GPT-4o "), Some(LlmSystem::OpenAi));
}
