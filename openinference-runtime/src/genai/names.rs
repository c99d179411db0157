//! The attributes of OpenTelemetry's GenAI conventions, by their names of today and, where producers still write them, of
//! yesterday.

macro_rules! names {
    ($all:ident: $($(#[$doc:meta])* $name:ident = $key:literal;)*) => {
        $($(#[$doc])* pub(super) const $name: &str = $key;)*

        #[cfg(test)]
        const $all: &[&str] = &[$($name),*];
    };
}

names! {
    WRITTEN:
    AGENT_NAME = "gen_ai.agent.name";
    CONVERSATION_ID = "gen_ai.conversation.id";
    EMBEDDINGS_DIMENSION_COUNT = "gen_ai.embeddings.dimension.count";
    INPUT_MESSAGES = "gen_ai.input.messages";
    OPERATION_NAME = "gen_ai.operation.name";
    OUTPUT_MESSAGES = "gen_ai.output.messages";
    OUTPUT_TYPE = "gen_ai.output.type";
    PROVIDER_NAME = "gen_ai.provider.name";
    REQUEST_CHOICE_COUNT = "gen_ai.request.choice.count";
    REQUEST_ENCODING_FORMATS = "gen_ai.request.encoding_formats";
    REQUEST_FREQUENCY_PENALTY = "gen_ai.request.frequency_penalty";
    REQUEST_MAX_TOKENS = "gen_ai.request.max_tokens";
    REQUEST_MODEL = "gen_ai.request.model";
    REQUEST_PRESENCE_PENALTY = "gen_ai.request.presence_penalty";
    REQUEST_REASONING_LEVEL = "gen_ai.request.reasoning.level";
    REQUEST_SEED = "gen_ai.request.seed";
    REQUEST_STOP_SEQUENCES = "gen_ai.request.stop_sequences";
    REQUEST_STREAM = "gen_ai.request.stream";
    REQUEST_TEMPERATURE = "gen_ai.request.temperature";
    REQUEST_TOP_K = "gen_ai.request.top_k";
    REQUEST_TOP_P = "gen_ai.request.top_p";
    RESPONSE_FINISH_REASONS = "gen_ai.response.finish_reasons";
    RESPONSE_ID = "gen_ai.response.id";
    RESPONSE_MODEL = "gen_ai.response.model";
    RETRIEVAL_DOCUMENTS = "gen_ai.retrieval.documents";
    RETRIEVAL_QUERY_TEXT = "gen_ai.retrieval.query.text";
    TOOL_CALL_ARGUMENTS = "gen_ai.tool.call.arguments";
    TOOL_CALL_ID = "gen_ai.tool.call.id";
    TOOL_CALL_RESULT = "gen_ai.tool.call.result";
    TOOL_DEFINITIONS = "gen_ai.tool.definitions";
    TOOL_DESCRIPTION = "gen_ai.tool.description";
    TOOL_NAME = "gen_ai.tool.name";
    TOOL_TYPE = "gen_ai.tool.type";
    USAGE_AUDIO_INPUT_TOKENS = "gen_ai.usage.audio.input_tokens";
    USAGE_AUDIO_OUTPUT_TOKENS = "gen_ai.usage.audio.output_tokens";
    /// Replaced by [`USAGE_CACHE_WRITE_INPUT_TOKENS`], but what most backends know.
    USAGE_CACHE_CREATION_INPUT_TOKENS = "gen_ai.usage.cache_creation.input_tokens";
    USAGE_CACHE_READ_INPUT_TOKENS = "gen_ai.usage.cache_read.input_tokens";
    USAGE_CACHE_WRITE_INPUT_TOKENS = "gen_ai.usage.cache_write.input_tokens";
    USAGE_INPUT_TOKENS = "gen_ai.usage.input_tokens";
    USAGE_OUTPUT_TOKENS = "gen_ai.usage.output_tokens";
    USAGE_REASONING_OUTPUT_TOKENS = "gen_ai.usage.reasoning.output_tokens";
}

// What is read only.
names! {
    READ:
    EVALUATION_EXPLANATION = "gen_ai.evaluation.explanation";
    EVALUATION_NAME = "gen_ai.evaluation.name";
    EVALUATION_SCORE_LABEL = "gen_ai.evaluation.score.label";
    EVALUATION_SCORE_VALUE = "gen_ai.evaluation.score.value";
    PROMPT_NAME = "gen_ai.prompt.name";
    PROMPT_VERSION = "gen_ai.prompt.version";
    /// Replaced by [`PROVIDER_NAME`].
    SYSTEM = "gen_ai.system";
    SYSTEM_INSTRUCTIONS = "gen_ai.system_instructions";
}

#[cfg(all(test, feature = "sdk"))]
mod tests {
    use super::{READ, WRITTEN};
    use crate::config::class_of;

    #[test]
    fn every_name_is_in_a_class_of_what_levels_keep() {
        let names = WRITTEN.iter().chain(READ);
        let undecided: Vec<_> = names.filter(|name| class_of(name).is_none()).collect();
        assert!(undecided.is_empty(), "what do these say? {undecided:?}");
    }
}
