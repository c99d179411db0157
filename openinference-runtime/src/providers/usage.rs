//! Token counts, in the dialects of all APIs: one table of where each count stands, and one reader.

use super::read::{count, fields_of, list, some, text};
use crate::attributes::Attributes;
use crate::json::JsonRef;
use crate::value::{Cost, TokenCount};

/// Where a part of a count stands in relation to the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// The whole has it.
    Within,
    /// The whole does not have it.
    Beside,
    /// Depends on who counts; the total tells, and where there is none the whole has it.
    ByTotal,
    /// As [`ByTotal`](Self::ByTotal), but where there is no total the whole does not have it.
    BesideUnlessTotal,
}

/// How an API counts. Of several places the first that has a count is taken; a slash leads into an object.
#[derive(Debug)]
pub(super) struct Dialect {
    prompt: &'static [&'static str],
    /// Further tokens of the prompt, which are added.
    prompt_more: &'static [&'static str],
    completion: &'static [&'static str],
    total: &'static [&'static str],
    cache_read: &'static [&'static str],
    cache_write: &'static [&'static str],
    reasoning: &'static [&'static str],
    prompt_audio: &'static [&'static str],
    completion_audio: &'static [&'static str],
    /// Tokens read from the cache and written to it.
    cache: Part,
    reasons: Part,
    /// Tokens of the total that nobody names are reasoning.
    rest_is_reasoning: bool,
}

const NONE: Dialect = Dialect {
    prompt: &[],
    prompt_more: &[],
    completion: &[],
    total: &[],
    cache_read: &[],
    cache_write: &[],
    reasoning: &[],
    prompt_audio: &[],
    completion_audio: &[],
    cache: Part::Within,
    reasons: Part::Within,
    rest_is_reasoning: false,
};

/// OpenAI, in chat completions, responses, embeddings, images and sound, and all who speak its APIs.
pub(super) const OPENAI: Dialect = Dialect {
    prompt: &["prompt_tokens", "input_tokens", "num_input_tokens"],
    completion: &["completion_tokens", "output_tokens", "num_output_tokens"],
    total: &["total_tokens", "num_total_tokens"],
    cache_read: &[
        "prompt_tokens_details/cached_tokens",
        "input_tokens_details/cached_tokens",
        "input_token_details/cached_tokens",
        // DeepSeek.
        "prompt_cache_hit_tokens",
        // Moonshot.
        "cached_tokens",
        // LiteLLM and others before Anthropic's models.
        "cache_read_input_tokens",
    ],
    cache_write: &[
        "prompt_tokens_details/cache_write_tokens",
        "prompt_tokens_details/cache_creation_tokens",
        "input_tokens_details/cache_write_tokens",
        "cache_creation_input_tokens",
        "cache_write_input_tokens",
    ],
    reasoning: &[
        "completion_tokens_details/reasoning_tokens",
        "output_tokens_details/reasoning_tokens",
        "output_token_details/reasoning_tokens",
        "reasoning_tokens",
    ],
    prompt_audio: &[
        "prompt_tokens_details/audio_tokens",
        "input_tokens_details/audio_tokens",
        "input_token_details/audio_tokens",
    ],
    completion_audio: &[
        "completion_tokens_details/audio_tokens",
        "output_tokens_details/audio_tokens",
        "output_token_details/audio_tokens",
    ],
    cache: Part::ByTotal,
    reasons: Part::ByTotal,
    rest_is_reasoning: true,
    ..NONE
};

/// Anthropic. What it calls input was neither read from the cache nor written to it.
pub(super) const ANTHROPIC: Dialect = Dialect {
    prompt: &["input_tokens"],
    completion: &["output_tokens"],
    cache_read: &["cache_read_input_tokens"],
    cache_write: &["cache_creation_input_tokens"],
    reasoning: &["output_tokens_details/thinking_tokens"],
    cache: Part::Beside,
    ..NONE
};

/// Converse of Amazon Bedrock. Whether it counts cached tokens within its input depends on the model.
pub(super) const BEDROCK: Dialect = Dialect {
    prompt: &["inputTokens", "input_tokens"],
    completion: &["outputTokens", "output_tokens"],
    total: &["totalTokens", "total_tokens"],
    cache_read: &["cacheReadInputTokens", "cache_read_input_tokens"],
    cache_write: &["cacheWriteInputTokens", "cache_write_input_tokens"],
    cache: Part::BesideUnlessTotal,
    ..NONE
};

/// Content generation of Google. Thoughts count beside the candidates, what tools add beside the prompt.
pub(super) const GEMINI: Dialect = Dialect {
    prompt: &["promptTokenCount", "prompt_token_count"],
    prompt_more: &["toolUsePromptTokenCount", "tool_use_prompt_token_count"],
    completion: &[
        "candidatesTokenCount",
        "candidates_token_count",
        // Sessions.
        "responseTokenCount",
        "response_token_count",
    ],
    total: &["totalTokenCount", "total_token_count"],
    cache_read: &["cachedContentTokenCount", "cached_content_token_count"],
    reasoning: &["thoughtsTokenCount", "thoughts_token_count"],
    prompt_audio: &["promptTokensDetails/AUDIO", "prompt_tokens_details/AUDIO"],
    completion_audio: &[
        "candidatesTokensDetails/AUDIO",
        "candidates_tokens_details/AUDIO",
        "responseTokensDetails/AUDIO",
        "response_tokens_details/AUDIO",
    ],
    reasons: Part::Beside,
    ..NONE
};

/// Cohere: what was used, before what was billed.
pub(super) const COHERE: Dialect = Dialect {
    prompt: &["tokens/input_tokens", "billed_units/input_tokens"],
    completion: &["tokens/output_tokens", "billed_units/output_tokens"],
    cache_read: &["cached_tokens"],
    ..NONE
};

/// Ollama.
pub(super) const OLLAMA: Dialect =
    Dialect { prompt: &["prompt_eval_count"], completion: &["eval_count"], ..NONE };

/// The crate `rig`. Its input is all of it, cached or not.
pub(super) const RIG: Dialect = Dialect {
    prompt: &["input_tokens"],
    completion: &["output_tokens"],
    total: &["total_tokens"],
    cache_read: &["cached_input_tokens"],
    cache_write: &["cache_creation_input_tokens"],
    reasoning: &["reasoning_tokens"],
    ..NONE
};

/// Llama and Titan, as Amazon Bedrock invokes them.
pub(super) const BEDROCK_INVOKE: Dialect = Dialect {
    prompt: &["prompt_token_count", "inputTextTokenCount"],
    completion: &["generation_token_count", "tokenCount", "totalOutputTextTokenCount"],
    ..NONE
};

/// Interactions of Google. Thoughts count beside the output.
pub(super) const INTERACTIONS: Dialect = Dialect {
    prompt: &["total_input_tokens"],
    prompt_more: &["total_tool_use_tokens"],
    completion: &["total_output_tokens"],
    total: &["total_tokens"],
    cache_read: &["total_cached_tokens"],
    reasoning: &["total_thought_tokens", "total_reasoning_tokens"],
    prompt_audio: &["input_tokens_by_modality/audio"],
    completion_audio: &["output_tokens_by_modality/audio"],
    reasons: Part::Beside,
    ..NONE
};

/// The server of llama.cpp.
pub(super) const LLAMA_CPP: Dialect =
    Dialect { prompt: &["tokens_evaluated"], completion: &["tokens_predicted"], ..NONE };

/// watsonx, in text generation.
pub(super) const WATSONX: Dialect =
    Dialect { prompt: &["input_token_count"], completion: &["generated_token_count"], ..NONE };

/// Text generation of Hugging Face.
pub(super) const HUGGING_FACE: Dialect =
    Dialect { prompt: &["prefill_tokens", "input_length"], completion: &["generated_tokens"], ..NONE };

/// Writes the counts in `usage`, and what the call has cost, where that stands there too.
pub(super) fn write(dialect: &Dialect, usage: JsonRef<'_>, out: &mut Attributes<'_>) {
    let counts = read(dialect, usage);
    if counts != TokenCount::default() {
        counts.write(out);
    }
    if let Some(cost) = cost(usage) {
        cost.write(out);
    }
}

/// Writes the counts of several answers of one session, each of which is billed.
pub(super) fn write_sum<'a>(
    dialect: &Dialect,
    usages: impl Iterator<Item = JsonRef<'a>>,
    out: &mut Attributes<'_>,
) {
    let all = usages.map(|usage| read(dialect, usage)).fold(TokenCount::default(), |all, one| TokenCount {
        prompt: sum(all.prompt, one.prompt),
        completion: sum(all.completion, one.completion),
        total: sum(all.total, one.total),
        cache_read: sum(all.cache_read, one.cache_read),
        cache_write: sum(all.cache_write, one.cache_write),
        prompt_audio: sum(all.prompt_audio, one.prompt_audio),
        reasoning: sum(all.reasoning, one.reasoning),
        completion_audio: sum(all.completion_audio, one.completion_audio),
    });
    if all != TokenCount::default() {
        all.write(out);
    }
}

/// Writes the counts that are spread over several objects; the first that has one counts.
pub(super) fn write_of(dialect: &Dialect, holders: &[JsonRef<'_>], out: &mut Attributes<'_>) {
    let counts =
        holders.iter().map(|holder| read(dialect, *holder)).fold(TokenCount::default(), |all, some| {
            TokenCount {
                prompt: all.prompt.or(some.prompt),
                completion: all.completion.or(some.completion),
                total: all.total.or(some.total),
                ..all
            }
        });
    if counts != TokenCount::default() {
        counts.write(out);
    }
}

/// The counts in `usage`. Details are parts of prompt and completion, as OpenInference has them.
pub(super) fn read(dialect: &Dialect, usage: JsonRef<'_>) -> TokenCount {
    // Where there are counts alone, there is nothing to be led into.
    let has_details =
        fields_of(usage).any(|(_, value)| matches!(value, JsonRef::Array(_) | JsonRef::Object(_)));
    let at = |place: &str| if has_details { at(usage, place) } else { count(usage, place) };
    let of = |places: &[&str]| places.iter().find_map(|place| at(place));
    let cache_read = of(dialect.cache_read);
    let cache_write = of(dialect.cache_write).or_else(|| ephemeral(usage));
    let reasoning = of(dialect.reasoning);
    let prompt = sum(of(dialect.prompt), of(dialect.prompt_more));
    let completion = of(dialect.completion);
    let total = of(dialect.total);

    let cached = cache_read.unwrap_or_default().saturating_add(cache_write.unwrap_or_default());
    let thought = reasoning.unwrap_or_default();
    let named = prompt.unwrap_or_default().saturating_add(completion.unwrap_or_default());
    let (adds_cache, adds_reasoning) = beside(dialect, total, named, cached, thought);
    let mut counts = TokenCount {
        prompt: if adds_cache { prompt.map(|count| count.saturating_add(cached)) } else { prompt },
        completion: if adds_reasoning { sum(completion, reasoning) } else { completion },
        total,
        cache_read,
        cache_write,
        prompt_audio: of(dialect.prompt_audio),
        reasoning,
        completion_audio: of(dialect.completion_audio),
    };
    if dialect.rest_is_reasoning && thought == 0 {
        add_rest(&mut counts);
    }
    add_iterations(usage, &mut counts);
    counts
}

/// Whether cached tokens and reasoning have to be added to prompt and completion.
fn beside(dialect: &Dialect, total: Option<u64>, named: u64, cached: u64, thought: u64) -> (bool, bool) {
    let by_total = |part: Part, more: u64, other: u64| match (part, total) {
        (Part::Within, _) => false,
        (Part::Beside, _) | (Part::BesideUnlessTotal, None) => true,
        (Part::ByTotal, None) => false,
        (Part::ByTotal, Some(total)) => {
            more > 0 && [more, more.saturating_add(other)].contains(&total.saturating_sub(named))
        }
        (Part::BesideUnlessTotal, Some(total)) => total >= named.saturating_add(more),
    };
    (by_total(dialect.cache, cached, thought), by_total(dialect.reasons, thought, cached))
}

/// Tokens of the total that are neither of the prompt nor of the completion: some leave out what the model thought.
fn add_rest(counts: &mut TokenCount) {
    let (Some(prompt), Some(completion), Some(total)) = (counts.prompt, counts.completion, counts.total)
    else {
        return;
    };
    let rest = total.saturating_sub(prompt.saturating_add(completion));
    if rest > 0 && completion > 0 {
        counts.completion = Some(completion.saturating_add(rest));
        counts.reasoning = Some(rest);
    }
}

/// Anthropic's rounds of one call: the counts at the top are those of the last one, all of them are billed.
fn add_iterations(usage: JsonRef<'_>, counts: &mut TokenCount) {
    let rounds: Vec<JsonRef<'_>> =
        list(usage, "iterations").iter().filter(|round| text(*round, "type") == Some("compaction")).collect();
    for round in rounds {
        let round = read(&ANTHROPIC, round);
        counts.prompt = sum(counts.prompt, round.prompt);
        counts.completion = sum(counts.completion, round.completion);
        counts.cache_read = sum(counts.cache_read, round.cache_read);
        counts.cache_write = sum(counts.cache_write, round.cache_write);
    }
}

/// Anthropic's writes to the cache by how long they last, where their sum is not said.
fn ephemeral(usage: JsonRef<'_>) -> Option<u64> {
    let writes = some(usage, "cache_creation")?;
    sum(count(writes, "ephemeral_5m_input_tokens"), count(writes, "ephemeral_1h_input_tokens"))
}

/// The count at a place: a field, a field of an object, or the item of a list of modalities.
fn at(usage: JsonRef<'_>, place: &str) -> Option<u64> {
    let Some((holder, name)) = place.split_once('/') else { return count(usage, place) };
    match some(usage, holder)? {
        JsonRef::Array(items) => {
            let item = items.iter().find(|item| text(*item, "modality") == Some(name))?;
            ["tokenCount", "token_count", "tokens"].iter().find_map(|name| count(item, name))
        }
        holder => count(holder, name),
    }
}

fn sum(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    match (one, other) {
        (None, None) => None,
        (one, other) => Some(one.unwrap_or_default().saturating_add(other.unwrap_or_default())),
    }
}

/// What OpenRouter (`cost`), Perplexity (`cost.total_cost`) and rig say that the call has cost, in US dollars.
fn cost(usage: JsonRef<'_>) -> Option<Cost> {
    let cost = some(usage, "cost")?;
    if let Some(total) = cost.as_f64() {
        return Some(Cost { total: Some(total), ..Cost::default() });
    }
    let of = |names: &[&str]| names.iter().find_map(|name| cost.get(name)?.as_f64());
    let (input, read, write) = (of(&["input"]), of(&["cache_read"]), of(&["cache_write"]));
    let parts = [input, read, write];
    let prompt = parts.iter().any(Option::is_some).then(|| parts.iter().flatten().sum());
    let cost = Cost {
        prompt: of(&["input_tokens_cost"]).or(prompt),
        completion: of(&["output_tokens_cost", "output"]),
        total: of(&["total_cost", "total"]),
        input,
        cache_read: read,
        cache_write: write,
        ..Cost::default()
    };
    (cost != Cost::default()).then_some(cost)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Json;

    #[track_caller]
    fn counts(dialect: &Dialect, usage: &str) -> TokenCount {
        read(dialect, Json::parse(usage).unwrap_or_default().view())
    }

    #[test]
    fn the_total_tells_what_is_counted_beside() {
        let usage = counts(
            &OPENAI,
            r#"{"prompt_tokens": 32, "completion_tokens": 9, "total_tokens": 135, "completion_tokens_details": {"reasoning_tokens": 94}}"#,
        );
        assert_eq!((usage.completion, usage.reasoning), (Some(103), Some(94)));
        let usage = counts(
            &OPENAI,
            r#"{"prompt_tokens": 32, "completion_tokens": 103, "total_tokens": 135, "completion_tokens_details": {"reasoning_tokens": 94}}"#,
        );
        assert_eq!(usage.completion, Some(103));
        let usage = counts(
            &OPENAI,
            r#"{"prompt_tokens": 20, "completion_tokens": 5, "total_tokens": 105, "cache_read_input_tokens": 60, "cache_creation_input_tokens": 20}"#,
        );
        assert_eq!((usage.prompt, usage.cache_read, usage.cache_write), (Some(100), Some(60), Some(20)));
        let usage = counts(
            &BEDROCK,
            r#"{"inputTokens": 100, "outputTokens": 5, "totalTokens": 105, "cacheReadInputTokens": 60}"#,
        );
        assert_eq!(usage.prompt, Some(100));
        let usage = counts(
            &BEDROCK,
            r#"{"inputTokens": 40, "outputTokens": 5, "totalTokens": 105, "cacheReadInputTokens": 60}"#,
        );
        assert_eq!(usage.prompt, Some(100));
    }

    #[test]
    fn what_nobody_names_is_reasoning() {
        let usage = counts(&OPENAI, r#"{"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 215}"#);
        assert_eq!((usage.completion, usage.reasoning), (Some(205), Some(200)));
        let usage = counts(&OPENAI, r#"{"prompt_tokens": 10, "total_tokens": 10}"#);
        assert_eq!((usage.completion, usage.reasoning), (None, None));
    }

    #[test]
    fn writes_to_the_cache_are_summed_where_only_their_parts_are_said() {
        let usage = counts(
            &ANTHROPIC,
            r#"{"input_tokens": 5, "output_tokens": 1, "cache_creation": {"ephemeral_5m_input_tokens": 10, "ephemeral_1h_input_tokens": 20}}"#,
        );
        assert_eq!((usage.prompt, usage.cache_write), (Some(35), Some(30)));
    }

    #[test]
    fn counts_by_modality_are_found() {
        let usage = counts(
            &GEMINI,
            r#"{"promptTokenCount": 9, "promptTokensDetails": [{"modality": "TEXT", "tokenCount": 4}, {"modality": "AUDIO", "tokenCount": 5}]}"#,
        );
        assert_eq!(usage.prompt_audio, Some(5));
    }
}
