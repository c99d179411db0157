//! What tokens of each sort cost.

/// US dollars per token. What is not given is not known, which is not the same as free.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Rates {
    /// Tokens of the prompt (`input_cost_per_token`).
    pub input: Option<f64>,
    /// Tokens of the completion (`output_cost_per_token`).
    pub output: Option<f64>,
    /// Tokens of the prompt that come from the cache (`cache_read_input_token_cost`); as `input` where it is not given.
    pub cache_read: Option<f64>,
    /// Tokens of the prompt that go into the cache (`cache_creation_input_token_cost`); as `input` where it is not given.
    pub cache_write: Option<f64>,
    /// Tokens of the prompt that are audio (`input_cost_per_audio_token`); as `input` where it is not given.
    pub input_audio: Option<f64>,
    /// Tokens of the completion that are audio (`output_cost_per_audio_token`); as `output` where it is not given.
    pub output_audio: Option<f64>,
    /// Tokens of the completion that are reasoning (`output_cost_per_reasoning_token`); as `output` where it is not given.
    pub reasoning: Option<f64>,
}

impl Rates {
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// These rates, with those of `other` where one is missing.
    pub(super) fn or(&self, other: &Self) -> Self {
        Self {
            input: self.input.or(other.input),
            output: self.output.or(other.output),
            cache_read: self.cache_read.or(other.cache_read),
            cache_write: self.cache_write.or(other.cache_write),
            input_audio: self.input_audio.or(other.input_audio),
            output_audio: self.output_audio.or(other.output_audio),
            reasoning: self.reasoning.or(other.reasoning),
        }
    }
}
