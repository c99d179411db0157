//! `llm.prompts.*` and `llm.choices.*`, of APIs that complete a text.

use super::{indexed, push_text};
use crate::attributes::Attributes;
use crate::semconv::attributes::{COMPLETION_TEXT, LLM_CHOICES, LLM_PROMPTS, PROMPT_TEXT};

/// Writes `llm.prompts.<index>.prompt.text` (specification: `llm_spans.md`).
pub fn write_prompts<S: AsRef<str>>(prompts: impl IntoIterator<Item = S>, out: &mut Attributes<'_>) {
    for (index, text) in prompts.into_iter().enumerate() {
        push_text(out, &indexed("", LLM_PROMPTS, index), PROMPT_TEXT, Some(text.as_ref()));
    }
}

/// Writes `llm.choices.<index>.completion.text` (specification: `llm_spans.md`).
pub fn write_choices<S: AsRef<str>>(choices: impl IntoIterator<Item = S>, out: &mut Attributes<'_>) {
    for (index, text) in choices.into_iter().enumerate() {
        push_text(out, &indexed("", LLM_CHOICES, index), COMPLETION_TEXT, Some(text.as_ref()));
    }
}
