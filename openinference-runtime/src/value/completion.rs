//! `llm.prompts.*` and `llm.choices.*`, of APIs that complete a text.

use crate::attributes::Attributes;
use crate::key::AttributeKey;
use crate::semconv::patterns::{COMPLETION_TEXT, LLM_CHOICES, LLM_PROMPTS, PROMPT_TEXT};

/// Writes `llm.prompts.<index>.prompt.text` (specification: `llm_spans.md`).
pub fn write_prompts<S: AsRef<str>>(prompts: impl IntoIterator<Item = S>, out: &mut Attributes<'_>) {
    for (index, text) in prompts.into_iter().enumerate() {
        out.push_text(AttributeKey::from(LLM_PROMPTS).item(index).field(PROMPT_TEXT), Some(text.as_ref()));
    }
}

/// Writes `llm.choices.<index>.completion.text` (specification: `llm_spans.md`).
pub fn write_choices<S: AsRef<str>>(choices: impl IntoIterator<Item = S>, out: &mut Attributes<'_>) {
    for (index, text) in choices.into_iter().enumerate() {
        out.push_text(
            AttributeKey::from(LLM_CHOICES).item(index).field(COMPLETION_TEXT),
            Some(text.as_ref()),
        );
    }
}
