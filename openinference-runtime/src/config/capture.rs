//! Privacy levels: how much of the content reaches a span at all.

use super::Hidden;

/// How much of what passes through an application its spans say.
///
/// Works beside the `OPENINFERENCE_HIDE_*` switches: of the two, the stricter wins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Capture {
    /// Everything that no switch hides.
    #[default]
    All,
    /// The shape without the content: texts, arguments, results, documents, vectors, metadata and error messages are
    /// redacted; kinds, names, roles, tool names and schemas, models, counts, costs, scores and timing are kept.
    Structure,
    /// No inputs, outputs, messages, tools, documents, embeddings, templates and metadata at all; kinds, names,
    /// models, counts, costs, finish reasons and timing are kept.
    Nothing,
}

impl Capture {
    pub(super) fn hides(self, key: &str) -> Hidden {
        match self {
            Self::All => Hidden::Visible,
            Self::Structure => structure(key),
            Self::Nothing => nothing(key),
        }
    }
}

/// Last parts of keys that hold content, wherever they stand.
const CONTENT: &[&str] = &[
    "input.value",
    "output.value",
    "message.content",
    "message.function_call_arguments_json",
    "message_content.text",
    "message_content.signature",
    "message_content.data",
    "message_content.encrypted_content",
    "tool_call.function.arguments",
    "tool_call.reasoning_signature",
    "image.url",
    "audio.url",
    "audio.transcript",
    "llm.function_call",
    "prompt.text",
    "completion.text",
    "document.content",
    "document.metadata",
    "embedding.text",
    "embedding.vector",
    "reranker.query",
    "llm.prompt_template.template",
    "llm.prompt_template.variables",
    "annotation.explanation",
    "annotation.metadata",
    "evaluation.explanation",
    "evaluation.metadata",
    "exception.message",
    "exception.stacktrace",
];

/// Content under other conventions, which foreign code may set on our spans.
const FOREIGN_CONTENT: &[&str] = &[
    "gen_ai.input.messages",
    "gen_ai.output.messages",
    "gen_ai.system_instructions",
    "gen_ai.prompt",
    "gen_ai.completion",
    "gen_ai.tool.call.arguments",
    "gen_ai.tool.call.result",
];

/// Key families that say nothing but content.
const FAMILIES: &[&str] = &[
    "llm.input_messages",
    "llm.output_messages",
    "llm.prompts",
    "llm.choices",
    "llm.tools",
    "llm.prompt_template",
    "retrieval.documents",
    "reranker.input_documents",
    "reranker.output_documents",
    "embedding.embeddings",
    "gen_ai.tool.definitions",
];

fn structure(key: &str) -> Hidden {
    match key {
        // The MIME type of a redaction would be a lie.
        "input.mime_type" | "output.mime_type" => Hidden::Dropped,
        "metadata" => Hidden::Redacted,
        _ if is_content(key) => Hidden::Redacted,
        _ => Hidden::Visible,
    }
}

fn nothing(key: &str) -> Hidden {
    let gone = matches!(
        key,
        "input.mime_type" | "output.mime_type" | "metadata" | "tool.parameters" | "tool.json_schema"
    ) || FAMILIES.iter().any(|family| is_below(key, family))
        || is_content(key);
    if gone { Hidden::Dropped } else { Hidden::Visible }
}

fn is_content(key: &str) -> bool {
    CONTENT.iter().any(|suffix| ends_with_part(key, suffix))
        || FOREIGN_CONTENT.iter().any(|family| is_below(key, family))
}

/// `a.b` ends `a.b` and `x.a.b`, but not `xa.b`.
pub(super) fn ends_with_part(key: &str, suffix: &str) -> bool {
    key.strip_suffix(suffix).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// `a.b` is below `a.b` and `a`, but `ab` is not below `a`.
pub(super) fn is_below(key: &str, family: &str) -> bool {
    key.strip_prefix(family).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests;
