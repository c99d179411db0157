use super::*;

const CONTENT_KEYS: &[&str] = &[
    "input.value",
    "output.value",
    "llm.input_messages.0.message.content",
    "llm.output_messages.1.message.contents.0.message_content.text",
    "llm.input_messages.0.message.contents.1.message_content.image.image.url",
    "llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments",
    "retrieval.documents.3.document.content",
    "retrieval.documents.3.document.metadata",
    "embedding.embeddings.0.embedding.text",
    "embedding.embeddings.0.embedding.vector",
    "llm.prompt_template.variables",
    "llm.prompts.0.prompt.text",
    "reranker.query",
    "metadata",
    "exception.message",
    "exception.stacktrace",
    "gen_ai.input.messages",
    "user.id",
    "tag.tags",
    "llm.prompt_template.template",
    "llm.input_messages.0.message.contents.0.message_content.document.document.url",
    "llm.input_messages.0.message.contents.0.message_content.video.video.url",
    "llm.tools.0.tool.description",
    "my.own.attribute",
    "db.query.text",
    "url.full",
    "my.list.0.message.role",
];

const KEPT_KEYS: &[&str] = &[
    "openinference.span.kind",
    "llm.model_name",
    "llm.provider",
    "llm.finish_reason",
    "llm.token_count.prompt",
    "llm.token_count.prompt_details.cache_read",
    "llm.cost.total",
    "tool.name",
    "agent.name",
    "session.id",
    "exception.type",
    "reranker.top_k",
    "llm.invocation_parameters",
    "annotations.0.annotation.score",
    "llm.token_count.prompt_details.text",
    "http.response.status_code",
    "gen_ai.usage.input_tokens",
];

#[test]
fn structure_redacts_content_and_nothing_drops_it() {
    for key in CONTENT_KEYS {
        assert_eq!(CaptureLevel::All.hides(key), Hidden::Visible, "{key}");
        assert_eq!(CaptureLevel::Structure.hides(key), Hidden::Redacted, "{key}");
        assert_eq!(CaptureLevel::Nothing.hides(key), Hidden::Dropped, "{key}");
    }
}

#[test]
fn kinds_names_counts_and_timing_are_always_kept() {
    for key in KEPT_KEYS {
        for level in [CaptureLevel::All, CaptureLevel::Structure, CaptureLevel::Nothing] {
            assert_eq!(level.hides(key), Hidden::Visible, "{key} at {level:?}");
        }
    }
}

#[test]
fn structure_keeps_the_shape_of_a_conversation() {
    for key in [
        "llm.input_messages.0.message.role",
        "llm.output_messages.0.message.tool_calls.0.tool_call.function.name",
        "llm.tools.0.tool.json_schema",
        "retrieval.documents.0.document.score",
    ] {
        assert_eq!(CaptureLevel::Structure.hides(key), Hidden::Visible, "{key}");
        assert_eq!(CaptureLevel::Nothing.hides(key), Hidden::Dropped, "{key}");
    }
}
