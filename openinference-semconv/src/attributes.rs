//! Every attribute of the conventions: one constant per key, and [`ATTRIBUTES`], the same rows as data.
//!
//! A row that says so belongs to an item of a list or to an object and stands behind its prefix:
//! [`MESSAGE_ROLE`] of the first input message is `llm.input_messages.0.message.role`
//! ([`Place::Item`]).

use crate::{Attribute, Place, ValueType};

/// The last line of a constant's documentation: where in the specification the row stands. `$section` adds what else
/// is said about it there.
macro_rules! origin {
    (reserved, $section:literal) => {
        concat!("Specification: `spec/semantic_conventions.md`, Reserved Attributes", $section, ".")
    };
    (package, $section:literal) => {
        concat!("Not in the pinned revision's Reserved Attributes: from the Python package", $section, ".")
    };
    (javascript, $section:literal) => {
        concat!(
            "Not in the pinned revision's Reserved Attributes: from the JavaScript and Java packages",
            $section,
            "."
        )
    };
}

macro_rules! unit {
    () => {
        None
    };
    ($unit:ident) => {
        Some(stringify!($unit))
    };
}

macro_rules! in_spec {
    (reserved) => {
        true
    };
    ($package:ident) => {
        false
    };
}

macro_rules! attributes {
    ($(
        in $section:literal {
            $($name:ident = $key:literal: $value_type:ident $([$unit:ident])?, $place:ident, $origin:ident, $doc:literal;)*
        }
    )*) => {
        $($(
            #[doc = $doc]
            #[doc = ""]
            #[doc = concat!(
                "Key: `", $key, "`. ",
                "Type: [`", stringify!($value_type), "`](ValueType::", stringify!($value_type), ")"
                $(, ", in ", stringify!($unit))?, ". ",
                "Place: [`", stringify!($place), "`](Place::", stringify!($place), ")."
            )]
            #[doc = ""]
            #[doc = origin!($origin, $section)]
            pub const $name: &str = $key;
        )*)*

        /// Every attribute of the conventions, grouped by topic. No key stands twice.
        pub const ATTRIBUTES: &[Attribute] = &[
            $($(
                Attribute {
                    name: stringify!($name),
                    key: $key,
                    value_type: ValueType::$value_type,
                    unit: unit!($($unit)?),
                    place: Place::$place,
                    doc: $doc,
                    in_spec: in_spec!($origin),
                },
            )*)*
        ];

        /// The rows, for their numbers.
        #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "named as the constants are")]
        enum Row {
            $($($name,)*)*
        }

        /// One [`KeyPattern`](crate::KeyPattern) per key.
        pub mod patterns {
            use super::Row;
            use crate::KeyPattern;

            $($(
                #[doc = concat!("`", $key, "`.")]
                pub const $name: KeyPattern = KeyPattern::new(Row::$name as usize);
            )*)*
        }
    };
}

attributes! {
    in ", and Span Kinds" {
        OPENINFERENCE_SPAN_KIND = "openinference.span.kind": String, Span, reserved,
            "What the span stands for: a `SpanKind`. Every OpenInference span has it.";
    }

    in "" {
        INPUT_VALUE = "input.value": String, Span, reserved, "What the operation was given.";
        INPUT_MIME_TYPE = "input.mime_type": String, Span, reserved,
            "What `input.value` is: a `MimeType`. Absent means plain text.";
        OUTPUT_VALUE = "output.value": String, Span, reserved, "What the operation gave back.";
        OUTPUT_MIME_TYPE = "output.mime_type": String, Span, reserved,
            "What `output.value` is: a `MimeType`. Absent means plain text.";
        METADATA = "metadata": Json, Span, reserved, "Data of the application's own about the span: one JSON object.";
        TAG_TAGS = "tag.tags": StringList, Span, reserved, "Labels that sort the span into categories.";
        SESSION_ID = "session.id": String, Span, reserved,
            "Identifier of the session, such as one conversation, that the span belongs to.";
        USER_ID = "user.id": String, Span, reserved, "Identifier of the user on whose behalf the work was done.";
        PROJECT_NAME = "openinference.project.name": String, Resource, package,
            "Name of the project that a backend files the spans under.";
    }

    in "; `spec/multimodal_attributes.md`" {
        INPUT_IMAGES = "input.images": ObjectList, Span, package,
            "Images that the operation was given, whatever the kind of span. Items: `image.*`.";
        OUTPUT_IMAGES = "output.images": ObjectList, Span, package,
            "Images that the operation made, whatever the kind of span. Items: `image.*`.";
        INPUT_DOCUMENTS = "input.documents": ObjectList, Span, package,
            "Documents, such as PDF files, that the operation was given, whatever the kind of span. Items: `document.*`.";
        OUTPUT_DOCUMENTS = "output.documents": ObjectList, Span, package,
            "Documents, such as PDF files, that the operation made, whatever the kind of span. Items: `document.*`.";
        IMAGE_URL = "image.url": String, Item, reserved, "Where the image is, or the image itself as a base64 data URL.";
        AUDIO_URL = "audio.url": String, Item, reserved, "Where the audio is, or the audio itself as a base64 data URL.";
        AUDIO_MIME_TYPE = "audio.mime_type": String, Item, reserved, "Format of the audio, such as `audio/wav`.";
        AUDIO_TRANSCRIPT = "audio.transcript": String, Item, reserved, "What is said in the audio, as text.";
        VIDEO_URL = "video.url": String, Item, package, "Where the video is, or the video itself as a base64 data URL.";
    }

    in "; System and Model Identification; `spec/llm_spans.md`" {
        LLM_SYSTEM = "llm.system": String, Span, reserved,
            "Whose product or API the call speaks to: an `LlmSystem` or a custom value. Every `LLM` span has it.";
        LLM_PROVIDER = "llm.provider": String, Span, reserved,
            "Who runs the model: an `LlmProvider` or a custom value.";
        LLM_MODEL_NAME = "llm.model_name": String, Span, reserved,
            "Name of the model: the one that answered where it is known, otherwise the one asked for.";
        LLM_REQUEST_MODEL_NAME = "llm.request.model_name": String, Span, reserved,
            "Name of the model that the caller asked for.";
        LLM_RESPONSE_MODEL_NAME = "llm.response.model_name": String, Span, reserved,
            "Name of the model that answered, as the provider reports it.";
    }

    in "; `spec/llm_spans.md`" {
        LLM_INVOCATION_PARAMETERS = "llm.invocation_parameters": Json, Span, reserved,
            "Parameters of the call, such as the temperature, without the messages: one JSON object.";
        LLM_INPUT_MESSAGES = "llm.input_messages": ObjectList, Span, reserved,
            "Messages of the request to a chat API. Items: `message.*`.";
        LLM_OUTPUT_MESSAGES = "llm.output_messages": ObjectList, Span, reserved,
            "Messages of the response of a chat API. Items: `message.*`.";
        LLM_FINISH_REASON = "llm.finish_reason": String, Span, reserved,
            "Why the model stopped, such as `stop`, `length` or `tool_calls`.";
    }

    in "; Completions API (Legacy Text Completion)" {
        LLM_PROMPTS = "llm.prompts": ObjectList, Span, reserved,
            "Prompts of the request to a completions API. Items: `prompt.text`.";
        LLM_CHOICES = "llm.choices": ObjectList, Span, reserved,
            "Texts of the response of a completions API. Items: `completion.text`.";
        PROMPT_TEXT = "prompt.text": String, Item, package, "Text of one prompt of a completions API.";
        COMPLETION_TEXT = "completion.text": String, Item, package, "Text of one choice of a completions API.";
    }

    in "" {
        LLM_PROMPT_TEMPLATE = "llm.prompt_template.template": String, Span, reserved,
            "The template that the prompt was made from, with its placeholders.";
        LLM_PROMPT_TEMPLATE_VARIABLES = "llm.prompt_template.variables": Json, Span, reserved,
            "What the placeholders of the template were filled with: one JSON object.";
        LLM_PROMPT_TEMPLATE_VERSION = "llm.prompt_template.version": String, Span, reserved,
            "Version of the prompt template.";
        PROMPT_VENDOR = "prompt.vendor": String, Span, reserved, "Where the prompt is kept: the vendor or the library.";
        PROMPT_ID = "prompt.id": String, Span, reserved, "The vendor's identifier of the prompt.";
        PROMPT_URL = "prompt.url": String, Span, reserved, "Web address of the prompt at its vendor.";
    }

    in "; Token Count Details" {
        LLM_TOKEN_COUNT_PROMPT = "llm.token_count.prompt": Integer [tokens], Span, reserved,
            "Size of the prompt, cached parts included.";
        LLM_TOKEN_COUNT_COMPLETION = "llm.token_count.completion": Integer [tokens], Span, reserved,
            "Size of the completion, reasoning included.";
        LLM_TOKEN_COUNT_TOTAL = "llm.token_count.total": Integer [tokens], Span, reserved,
            "Size of prompt and completion together.";
        LLM_TOKEN_COUNT_PROMPT_DETAILS = "llm.token_count.prompt_details": Prefix [tokens], Span, package,
            "What the prompt is made of: each part is an integer attribute behind this prefix.";
        LLM_TOKEN_COUNT_PROMPT_DETAILS_CACHE_READ = "llm.token_count.prompt_details.cache_read": Integer [tokens], Span, reserved,
            "The part of the prompt that was read from the cache.";
        LLM_TOKEN_COUNT_PROMPT_DETAILS_CACHE_WRITE = "llm.token_count.prompt_details.cache_write": Integer [tokens], Span, reserved,
            "The part of the prompt that was not in the cache and was written to it.";
        LLM_TOKEN_COUNT_PROMPT_DETAILS_CACHE_INPUT = "llm.token_count.prompt_details.cache_input": Integer [tokens], Span, package,
            "The part of the prompt that was cached.";
        LLM_TOKEN_COUNT_PROMPT_DETAILS_AUDIO = "llm.token_count.prompt_details.audio": Integer [tokens], Span, reserved,
            "The part of the prompt that is audio.";
        LLM_TOKEN_COUNT_COMPLETION_DETAILS = "llm.token_count.completion_details": Prefix [tokens], Span, javascript,
            "What the completion is made of: each part is an integer attribute behind this prefix.";
        LLM_TOKEN_COUNT_COMPLETION_DETAILS_REASONING = "llm.token_count.completion_details.reasoning": Integer [tokens], Span, reserved,
            "The part of the completion that the model spent on reasoning.";
        LLM_TOKEN_COUNT_COMPLETION_DETAILS_AUDIO = "llm.token_count.completion_details.audio": Integer [tokens], Span, reserved,
            "The part of the completion that is audio.";
    }

    in "; System and Model Identification, at the end" {
        LLM_COST = "llm.cost": Prefix [USD], Span, javascript, "What the call cost: float attributes behind this prefix.";
        LLM_COST_PROMPT = "llm.cost.prompt": Float [USD], Span, reserved, "Cost of all that was sent to the model.";
        LLM_COST_COMPLETION = "llm.cost.completion": Float [USD], Span, reserved,
            "Cost of all that the model generated.";
        LLM_COST_TOTAL = "llm.cost.total": Float [USD], Span, reserved, "Cost of the call: prompt and completion.";
        LLM_COST_PROMPT_DETAILS = "llm.cost.prompt_details": Prefix [USD], Span, package,
            "What the cost of the prompt is made of: each part is a float attribute behind this prefix.";
        LLM_COST_PROMPT_DETAILS_INPUT = "llm.cost.prompt_details.input": Float [USD], Span, reserved,
            "Cost of the input tokens.";
        LLM_COST_PROMPT_DETAILS_CACHE_READ = "llm.cost.prompt_details.cache_read": Float [USD], Span, reserved,
            "Cost of the part of the prompt that was read from the cache.";
        LLM_COST_PROMPT_DETAILS_CACHE_WRITE = "llm.cost.prompt_details.cache_write": Float [USD], Span, reserved,
            "Cost of the part of the prompt that was written to the cache.";
        LLM_COST_PROMPT_DETAILS_CACHE_INPUT = "llm.cost.prompt_details.cache_input": Float [USD], Span, reserved,
            "Cost of the part of the prompt that was cached.";
        LLM_COST_PROMPT_DETAILS_AUDIO = "llm.cost.prompt_details.audio": Float [USD], Span, reserved,
            "Cost of the part of the prompt that is audio.";
        LLM_COST_COMPLETION_DETAILS = "llm.cost.completion_details": Prefix [USD], Span, package,
            "What the cost of the completion is made of: each part is a float attribute behind this prefix.";
        LLM_COST_COMPLETION_DETAILS_OUTPUT = "llm.cost.completion_details.output": Float [USD], Span, reserved,
            "Cost of the output tokens.";
        LLM_COST_COMPLETION_DETAILS_REASONING = "llm.cost.completion_details.reasoning": Float [USD], Span, reserved,
            "Cost of the part of the completion that is reasoning.";
        LLM_COST_COMPLETION_DETAILS_AUDIO = "llm.cost.completion_details.audio": Float [USD], Span, reserved,
            "Cost of the part of the completion that is audio.";
    }

    in "; Common Flattened Attribute Patterns" {
        MESSAGE_ROLE = "message.role": String, Item, reserved,
            "Who speaks in the message: `system`, `user`, `assistant`, `tool` …";
        MESSAGE_CONTENT = "message.content": String, Item, reserved, "Text of a message that is nothing but text.";
        MESSAGE_CONTENTS = "message.contents": ObjectList, Item, reserved,
            "Parts of a message that has several, or whose order matters. Items: `message_content.*`, and `tool_call.*` for a part of the type `tool_use`.";
        MESSAGE_NAME = "message.name": String, Item, reserved,
            "Name of the tool or function that a message with the role `tool` or `function` comes from.";
        MESSAGE_TOOL_CALL_ID = "message.tool_call_id": String, Item, reserved,
            "The `tool_call.id` that a message with the role `tool` answers.";
        MESSAGE_TOOL_CALLS = "message.tool_calls": ObjectList, Item, reserved,
            "Tool calls that the model asks for in the message. Items: `tool_call.*`.";
        MESSAGE_FUNCTION_CALL_NAME = "message.function_call_name": String, Item, reserved,
            "Name of the function that the model calls. The older form of `message.tool_calls`.";
        MESSAGE_FUNCTION_CALL_ARGUMENTS_JSON = "message.function_call_arguments_json": Json, Item, reserved,
            "Arguments of the function that the model calls: one JSON object. The older form of `message.tool_calls`.";
        MESSAGE_CONTENT_TYPE = "message_content.type": String, Item, reserved,
            "What the part is: a `MessageContentType`.";
        MESSAGE_CONTENT_TEXT = "message_content.text": String, Item, reserved,
            "Text of a part of the type `text` or `reasoning`.";
        MESSAGE_CONTENT_IMAGE = "message_content.image": Object, Item, reserved,
            "Image of a part of the type `image`. Continues with `image.*`.";
        MESSAGE_CONTENT_AUDIO = "message_content.audio": Object, Item, package,
            "Audio of a part of the type `audio`. Continues with `audio.*`.";
        MESSAGE_CONTENT_VIDEO = "message_content.video": Object, Item, package,
            "Video of a part of the type `video`. Continues with `video.*`.";
        MESSAGE_CONTENT_DOCUMENT = "message_content.document": Object, Item, package,
            "Document of a part of the type `document`. Continues with `document.*`.";
        MESSAGE_CONTENT_ID = "message_content.id": String, Item, reserved, "The provider's identifier of the part.";
        MESSAGE_CONTENT_SIGNATURE = "message_content.signature": String, Item, reserved,
            "The provider's opaque signature of the part, verbatim.";
        MESSAGE_CONTENT_DATA = "message_content.data": String, Item, reserved,
            "The provider's opaque data in place of reasoning that it hides, verbatim.";
        MESSAGE_CONTENT_ENCRYPTED_CONTENT = "message_content.encrypted_content": String, Item, reserved,
            "The provider's encrypted reasoning, verbatim.";
    }

    in "; `spec/tool_calling.md`" {
        LLM_TOOLS = "llm.tools": ObjectList, Span, reserved,
            "Tools that the model is told about. Items: `tool.json_schema`, `tool.name` and `tool.description`.";
        LLM_FUNCTION_CALL = "llm.function_call": Json, Span, reserved,
            "Function call that the model asks for: one JSON object. The older form of `message.tool_calls`.";
        TOOL_CALL_ID = "tool_call.id": String, Item, reserved, "Identifier of the tool call.";
        TOOL_CALL_FUNCTION_NAME = "tool_call.function.name": String, Item, reserved,
            "Name of the function that the model calls.";
        TOOL_CALL_FUNCTION_ARGUMENTS_JSON = "tool_call.function.arguments": Json, Item, reserved,
            "Arguments of the function that the model calls: one JSON object.";
        TOOL_CALL_REASONING_SIGNATURE = "tool_call.reasoning_signature": String, Item, reserved,
            "The provider's opaque reasoning token on the tool call, verbatim.";
        TOOL_NAME = "tool.name": String, Span, reserved, "Name of the tool, by which a model calls it.";
        TOOL_DESCRIPTION = "tool.description": String, Span, reserved,
            "What the tool does, as a model reads it to choose.";
        TOOL_PARAMETERS = "tool.parameters": Json, Span, reserved,
            "Definition of the tool's parameters: a JSON schema. The arguments of one call are `input.value`.";
        TOOL_JSON_SCHEMA = "tool.json_schema": Json, Span, reserved,
            "Whole definition of the tool, as a model is told about it: one JSON object.";
        TOOL_ID = "tool.id": String, Span, reserved, "The `tool_call.id` that the tool's result answers.";
    }

    in "; `spec/embedding_spans.md`" {
        EMBEDDING_MODEL_NAME = "embedding.model_name": String, Span, reserved, "Name of the embedding model.";
        EMBEDDING_INVOCATION_PARAMETERS = "embedding.invocation_parameters": Json, Span, reserved,
            "Parameters of the call without its input: one JSON object.";
        EMBEDDING_EMBEDDINGS = "embedding.embeddings": ObjectList, Span, reserved,
            "What was embedded and the result. Items: `embedding.text` and `embedding.vector`.";
        EMBEDDING_TEXT = "embedding.text": String, Item, reserved,
            "The text that was embedded; absent when the input was tokens.";
        EMBEDDING_VECTOR = "embedding.vector": FloatList, Item, reserved, "The embedding.";
    }

    in "" {
        RETRIEVAL_DOCUMENTS = "retrieval.documents": ObjectList, Span, reserved,
            "Documents that were found. Items: `document.*`.";
        RERANKER_INPUT_DOCUMENTS = "reranker.input_documents": ObjectList, Span, reserved,
            "Documents before reranking. Items: `document.*`.";
        RERANKER_OUTPUT_DOCUMENTS = "reranker.output_documents": ObjectList, Span, reserved,
            "Documents after reranking. Items: `document.*`.";
        RERANKER_QUERY = "reranker.query": String, Span, reserved, "What the documents were compared with.";
        RERANKER_MODEL_NAME = "reranker.model_name": String, Span, reserved, "Name of the reranking model.";
        RERANKER_TOP_K = "reranker.top_k": Integer, Span, reserved, "How many documents were asked for.";
        DOCUMENT_ID = "document.id": StringOrInteger, Item, reserved, "Identifier of the document.";
        DOCUMENT_SCORE = "document.score": Float, Item, reserved, "How relevant the document is.";
        DOCUMENT_CONTENT = "document.content": String, Item, reserved, "Text of the document.";
        DOCUMENT_METADATA = "document.metadata": Json, Item, reserved, "Data about the document: one JSON object.";
        DOCUMENT_URL = "document.url": String, Item, package,
            "Where the document is, or the document itself as a base64 data URL.";
        DOCUMENT_MIME_TYPE = "document.mime_type": String, Item, package,
            "Format of the document, such as `application/pdf`.";
        DOCUMENT_NAME = "document.name": String, Item, package,
            "Name of the document, such as its file name; not an identifier.";
    }

    in "" {
        AGENT_NAME = "agent.name": String, Span, reserved,
            "Name of the agent. Agents that do the same work have the same name.";
        GRAPH_NODE_ID = "graph.node.id": String, Span, reserved, "Identifier of the node in the execution graph.";
        GRAPH_NODE_NAME = "graph.node.name": String, Span, reserved, "The node's name for human readers.";
        GRAPH_NODE_PARENT_ID = "graph.node.parent_id": String, Span, reserved,
            "The `graph.node.id` of the parent node; absent or empty for the root.";
    }

    in "; `spec/decision_spans.md`" {
        DECISION_MODEL_NAME = "decision.model_name": String, Span, package,
            "Name of the decision model: the one that answered where it is known, otherwise the one asked for.";
        DECISION_REQUEST_MODEL_NAME = "decision.request.model_name": String, Span, package,
            "Name of the decision model that the caller asked for.";
        DECISION_RESPONSE_MODEL_NAME = "decision.response.model_name": String, Span, package,
            "Name of the decision model that answered, as the provider reports it.";
        DECISION_SYSTEM = "decision.system": String, Span, package,
            "Whose API the call speaks: one of the values of `LlmSystem` or a custom one.";
        DECISION_PROVIDER = "decision.provider": String, Span, package,
            "Who runs the decision model: one of the values of `LlmProvider` or a custom one.";
        DECISION_TOKEN_COUNT_INPUT = "decision.token_count.input": Integer [tokens], Span, package,
            "Size of state, questions and options.";
        DECISION_TOKEN_COUNT_OUTPUT = "decision.token_count.output": Integer [tokens], Span, package,
            "Size of the answers.";
    }

    in "; `spec/annotations.md`" {
        ANNOTATIONS = "annotations": ObjectList, Span, reserved, "Feedback on the span. Items: `annotation.*`.";
        TRACE_ANNOTATIONS = "trace.annotations": ObjectList, Span, reserved,
            "Feedback on the whole trace. Items: `annotation.*`.";
        SESSION_ANNOTATIONS = "session.annotations": ObjectList, Span, reserved,
            "Feedback on the session; needs `session.id` on the same span. Items: `annotation.*`.";
        ANNOTATION_NAME = "annotation.name": String, Item, reserved, "Name of the criterion or metric.";
        ANNOTATION_SCORE = "annotation.score": Number, Item, reserved, "The result as a number.";
        ANNOTATION_LABEL = "annotation.label": String, Item, reserved, "The result as a category.";
        ANNOTATION_EXPLANATION = "annotation.explanation": String, Item, reserved, "Reasons for the result.";
        ANNOTATION_ANNOTATOR_KIND = "annotation.annotator_kind": String, Item, reserved,
            "Who judged: an `AnnotatorKind` or a custom value.";
        ANNOTATION_IDENTIFIER = "annotation.identifier": String, Item, reserved,
            "Tells apart results of the same name on the same target, and stays the same when one is sent again.";
        ANNOTATION_METADATA = "annotation.metadata": Json, Item, reserved,
            "Further data on the result or the judge: one JSON object.";
        EVALUATIONS = "evaluations": ObjectList, Span, reserved,
            "Feedback on the span, where it is called evaluation. Items: `evaluation.*`.";
        TRACE_EVALUATIONS = "trace.evaluations": ObjectList, Span, reserved,
            "Feedback on the whole trace, where it is called evaluation. Items: `evaluation.*`.";
        SESSION_EVALUATIONS = "session.evaluations": ObjectList, Span, reserved,
            "Feedback on the session, where it is called evaluation; needs `session.id` on the same span. Items: `evaluation.*`.";
        EVALUATION_NAME = "evaluation.name": String, Item, reserved, "Name of the criterion or metric.";
        EVALUATION_SCORE = "evaluation.score": Number, Item, reserved, "The result as a number.";
        EVALUATION_LABEL = "evaluation.label": String, Item, reserved, "The result as a category.";
        EVALUATION_EXPLANATION = "evaluation.explanation": String, Item, reserved, "Reasons for the result.";
        EVALUATION_ANNOTATOR_KIND = "evaluation.annotator_kind": String, Item, reserved,
            "Who judged: an `AnnotatorKind` or a custom value.";
        EVALUATION_IDENTIFIER = "evaluation.identifier": String, Item, reserved,
            "Tells apart results of the same name on the same target, and stays the same when one is sent again.";
        EVALUATION_METADATA = "evaluation.metadata": Json, Item, reserved,
            "Further data on the result or the judge: one JSON object.";
    }

    in "" {
        EXCEPTION_TYPE = "exception.type": String, Event, reserved, "Type of the error.";
        EXCEPTION_MESSAGE = "exception.message": String, Event, reserved, "What the error says.";
        EXCEPTION_STACKTRACE = "exception.stacktrace": String, Event, reserved,
            "Where the error comes from: backtrace or chain of sources.";
        EXCEPTION_ESCAPED = "exception.escaped": Boolean, Event, reserved, "Whether the error left the span.";
    }
}
