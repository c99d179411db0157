//! `llm.cost.*`.

use crate::attributes::Attributes;
use crate::semconv::patterns::{
    LLM_COST_COMPLETION, LLM_COST_COMPLETION_DETAILS_AUDIO, LLM_COST_COMPLETION_DETAILS_OUTPUT,
    LLM_COST_COMPLETION_DETAILS_REASONING, LLM_COST_PROMPT, LLM_COST_PROMPT_DETAILS_AUDIO,
    LLM_COST_PROMPT_DETAILS_CACHE_READ, LLM_COST_PROMPT_DETAILS_CACHE_WRITE, LLM_COST_PROMPT_DETAILS_INPUT,
    LLM_COST_TOTAL,
};

/// What a call has cost, in US dollars (specification: `llm.cost.*`). The details are parts of `prompt` and `completion`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Cost {
    /// All that was sent to the model.
    pub prompt: Option<f64>,
    /// All that the model generated.
    pub completion: Option<f64>,
    /// Both together. Computed when it is not given and both are known.
    pub total: Option<f64>,
    /// The part of the prompt that is plain input.
    pub input: Option<f64>,
    /// The part of the prompt that was read from the cache.
    pub cache_read: Option<f64>,
    /// The part of the prompt that was written to the cache.
    pub cache_write: Option<f64>,
    /// The part of the prompt that is audio.
    pub prompt_audio: Option<f64>,
    /// The part of the completion that is plain output.
    pub output: Option<f64>,
    /// The part of the completion that is reasoning.
    pub reasoning: Option<f64>,
    /// The part of the completion that is audio.
    pub completion_audio: Option<f64>,
}

macro_rules! setters {
    ($($(#[$doc:meta])* $field:ident),* $(,)?) => {
        impl Cost {
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $field(mut self, dollars: f64) -> Self {
                    self.$field = Some(dollars);
                    self
                }
            )*
        }
    };
}

setters! {
    /// Prompt and completion together, where there is more to pay than these two.
    total,
    /// The part of the prompt that is plain input.
    input,
    /// The part of the prompt that was read from the cache.
    cache_read,
    /// The part of the prompt that was written to the cache.
    cache_write,
    /// The part of the prompt that is audio.
    prompt_audio,
    /// The part of the completion that is plain output.
    output,
    /// The part of the completion that is reasoning.
    reasoning,
    /// The part of the completion that is audio.
    completion_audio,
}

impl Cost {
    /// All that was sent to the model and all that it generated, in US dollars.
    #[must_use]
    pub fn new(prompt: f64, completion: f64) -> Self {
        Self { prompt: Some(prompt), completion: Some(completion), ..Self::default() }
    }

    /// The total alone, in US dollars.
    #[must_use]
    pub fn of_total(total: f64) -> Self {
        Self::default().total(total)
    }

    /// Writes `llm.cost.*`.
    pub fn write(&self, out: &mut Attributes<'_>) {
        let total = self.total.or_else(|| Some(self.prompt? + self.completion?));
        for (key, dollars) in [
            (LLM_COST_PROMPT, self.prompt),
            (LLM_COST_COMPLETION, self.completion),
            (LLM_COST_TOTAL, total),
            (LLM_COST_PROMPT_DETAILS_INPUT, self.input),
            (LLM_COST_PROMPT_DETAILS_CACHE_READ, self.cache_read),
            (LLM_COST_PROMPT_DETAILS_CACHE_WRITE, self.cache_write),
            (LLM_COST_PROMPT_DETAILS_AUDIO, self.prompt_audio),
            (LLM_COST_COMPLETION_DETAILS_OUTPUT, self.output),
            (LLM_COST_COMPLETION_DETAILS_REASONING, self.reasoning),
            (LLM_COST_COMPLETION_DETAILS_AUDIO, self.completion_audio),
        ] {
            if let Some(dollars) = dollars {
                out.push(key, dollars);
            }
        }
    }
}
