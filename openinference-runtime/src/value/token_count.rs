//! `llm.token_count.*`.

use crate::attributes::Attributes;
use crate::key::PatternSet;
use crate::semconv::patterns::{
    LLM_TOKEN_COUNT_COMPLETION, LLM_TOKEN_COUNT_COMPLETION_DETAILS_AUDIO,
    LLM_TOKEN_COUNT_COMPLETION_DETAILS_REASONING, LLM_TOKEN_COUNT_PROMPT,
    LLM_TOKEN_COUNT_PROMPT_DETAILS_AUDIO, LLM_TOKEN_COUNT_PROMPT_DETAILS_CACHE_READ,
    LLM_TOKEN_COUNT_PROMPT_DETAILS_CACHE_WRITE, LLM_TOKEN_COUNT_TOTAL,
};

/// The keys of counts of tokens, and of parts of such.
pub(crate) static TOKEN_COUNTS: PatternSet = PatternSet::new(|key| key.starts_with("llm.token_count."));

/// How many tokens a call has used (specification: `llm_spans.md`). The details are parts of `prompt` and `completion`, not
/// additions to them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct TokenCount {
    /// Tokens of the prompt, cached ones included.
    pub prompt: Option<u64>,
    /// Tokens of the completion, reasoning included.
    pub completion: Option<u64>,
    /// Both together. Computed when it is not given and both are known.
    pub total: Option<u64>,
    /// The part of the prompt that was read from the cache.
    pub cache_read: Option<u64>,
    /// The part of the prompt that was written to the cache.
    pub cache_write: Option<u64>,
    /// The part of the prompt that is audio.
    pub prompt_audio: Option<u64>,
    /// The part of the completion that is reasoning.
    pub reasoning: Option<u64>,
    /// The part of the completion that is audio.
    pub completion_audio: Option<u64>,
}

macro_rules! setters {
    ($($(#[$doc:meta])* $field:ident),* $(,)?) => {
        impl TokenCount {
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $field(mut self, tokens: u64) -> Self {
                    self.$field = Some(tokens);
                    self
                }
            )*
        }
    };
}

setters! {
    /// Prompt and completion together, where the provider counts more than these two.
    total,
    /// The part of the prompt that was read from the cache.
    cache_read,
    /// The part of the prompt that was written to the cache.
    cache_write,
    /// The part of the prompt that is audio.
    prompt_audio,
    /// The part of the completion that is reasoning.
    reasoning,
    /// The part of the completion that is audio.
    completion_audio,
}

impl TokenCount {
    /// Tokens of the prompt, cached ones included, and of the completion, reasoning included.
    #[must_use]
    pub fn new(prompt: u64, completion: u64) -> Self {
        Self { prompt: Some(prompt), completion: Some(completion), ..Self::default() }
    }

    /// Writes `llm.token_count.*`.
    pub fn write(&self, out: &mut Attributes<'_>) {
        let total = self.total.or_else(|| self.prompt?.checked_add(self.completion?));
        for (key, tokens) in [
            (LLM_TOKEN_COUNT_PROMPT, self.prompt),
            (LLM_TOKEN_COUNT_COMPLETION, self.completion),
            (LLM_TOKEN_COUNT_TOTAL, total),
            (LLM_TOKEN_COUNT_PROMPT_DETAILS_CACHE_READ, self.cache_read),
            (LLM_TOKEN_COUNT_PROMPT_DETAILS_CACHE_WRITE, self.cache_write),
            (LLM_TOKEN_COUNT_PROMPT_DETAILS_AUDIO, self.prompt_audio),
            (LLM_TOKEN_COUNT_COMPLETION_DETAILS_REASONING, self.reasoning),
            (LLM_TOKEN_COUNT_COMPLETION_DETAILS_AUDIO, self.completion_audio),
        ] {
            if let Some(tokens) = tokens.and_then(|tokens| i64::try_from(tokens).ok()) {
                out.push(key, tokens);
            }
        }
    }
}
