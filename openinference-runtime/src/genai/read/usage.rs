//! Token counts.

use super::super::names;
use super::Input;
use crate::value::TokenCount;

/// OpenInference's details are parts of their totals. So are those of the conventions, but not of every producer.
pub(super) fn read(input: &Input<'_>) -> TokenCount {
    let first = |keys: &[&str]| keys.iter().find_map(|key| input.count(key));
    let cache_read = first(&[names::USAGE_CACHE_READ_INPUT_TOKENS, "gen_ai.usage.cache_read_input_tokens"]);
    let cache_write = first(&[
        names::USAGE_CACHE_WRITE_INPUT_TOKENS,
        names::USAGE_CACHE_CREATION_INPUT_TOKENS,
        "gen_ai.usage.cache_creation_input_tokens",
    ]);
    let prompt = first(&[names::USAGE_INPUT_TOKENS, "gen_ai.usage.prompt_tokens"]);
    let completion = first(&[names::USAGE_OUTPUT_TOKENS, "gen_ai.usage.completion_tokens"]);
    let reasoning = first(&[names::USAGE_REASONING_OUTPUT_TOKENS, "gen_ai.usage.reasoning_tokens"]);
    let cached = cache_read.unwrap_or_default().saturating_add(cache_write.unwrap_or_default());
    TokenCount {
        prompt: prompt.map(|prompt| if cached > prompt { prompt.saturating_add(cached) } else { prompt }),
        completion,
        total: input.count("gen_ai.usage.total_tokens"),
        cache_read,
        cache_write,
        prompt_audio: input.count(names::USAGE_AUDIO_INPUT_TOKENS),
        reasoning,
        completion_audio: input.count(names::USAGE_AUDIO_OUTPUT_TOKENS),
    }
}
