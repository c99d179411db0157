//! `llm.system` from the name of a model.

use crate::semconv::LlmSystem;
use crate::semconv::infer::system_from_model;

/// Regions that stand before the name of a model on Amazon Bedrock (`us.anthropic.claude-...`).
const REGIONS: &[&str] = &["us.", "us-gov.", "eu.", "apac.", "global.", "jp.", "au.", "ca.", "sa."];

/// Whose product a model is, by the table of providers. What stands before a slash (`openai/gpt-4o`,
/// `models/gemini-2.5-flash`, `accounts/x/models/llama-v3`) counts when the name itself says nothing.
pub(crate) fn of_model(model: Option<&str>) -> Option<LlmSystem> {
    let model = model?.trim();
    let name = model.rsplit('/').next().unwrap_or(model);
    let name = REGIONS.iter().find_map(|region| name.strip_prefix(region)).unwrap_or(name);
    system_from_model(name).or_else(|| model.split('/').find_map(system_from_model))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_is_known_by_its_name_whatever_stands_before_it() {
        for (model, system) in [
            ("gpt-4o-mini", LlmSystem::OpenAi),
            ("o3-mini", LlmSystem::OpenAi),
            ("chatgpt-4o-latest", LlmSystem::OpenAi),
            ("openai/gpt-4o", LlmSystem::OpenAi),
            ("claude-sonnet-4-5", LlmSystem::Anthropic),
            ("us.anthropic.claude-sonnet-4-5-v1:0", LlmSystem::Anthropic),
            ("models/gemini-2.5-flash", LlmSystem::VertexAi),
            ("Mistral-large-latest", LlmSystem::MistralAi),
            ("codestral-latest", LlmSystem::MistralAi),
            ("command-r-plus", LlmSystem::Cohere),
            ("deepseek-chat", LlmSystem::DeepSeek),
            ("grok-4", LlmSystem::XAi),
            ("meta-llama/Llama-3.3-70B-Instruct", LlmSystem::Meta),
            ("accounts/fireworks/models/llama-v3p1-8b", LlmSystem::Meta),
            ("eu.amazon.nova-lite-v1:0", LlmSystem::Amazon),
            ("jamba-1.5-large", LlmSystem::Ai21),
        ] {
            assert_eq!(of_model(Some(model)), Some(system), "{model}");
        }
    }

    #[test]
    fn an_unknown_model_is_nobodys() {
        assert_eq!(of_model(Some("my-deployment")), None);
        assert_eq!(of_model(Some("")), None);
        assert_eq!(of_model(None), None);
    }
}
