//! Token counts of chat completions, completions and embeddings.

use super::super::read::{count, some};
use crate::json::JsonRef;
use crate::value::TokenCount;

pub(super) fn usage(response: JsonRef<'_>) -> Option<TokenCount> {
    let usage = some(response, "usage")?;
    let prompt = some(usage, "prompt_tokens_details").unwrap_or(JsonRef::Null);
    let completion = some(usage, "completion_tokens_details").unwrap_or(JsonRef::Null);
    Some(TokenCount {
        prompt: count(usage, "prompt_tokens"),
        completion: count(usage, "completion_tokens"),
        total: count(usage, "total_tokens"),
        // DeepSeek counts beside the details.
        cache_read: count(prompt, "cached_tokens").or_else(|| count(usage, "prompt_cache_hit_tokens")),
        cache_write: count(prompt, "cache_write_tokens"),
        prompt_audio: count(prompt, "audio_tokens"),
        reasoning: count(completion, "reasoning_tokens"),
        completion_audio: count(completion, "audio_tokens"),
    })
}
