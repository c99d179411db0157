//! Code over environment over default.

use std::time::Duration;

use super::blob::UploadQueue;
use super::env::{self, Reader};
use super::flags::{Hide, Switch};
use super::limit::MIN_LIMIT_REASON;
use super::redact::Redactors;
use super::secrets::Secrets;
use super::{BlobUploader, Capture, DEFAULT_UPLOAD_TIMEOUT, MIN_VALUE_LENGTH_LIMIT, Redactor, TraceConfig};

const CAPTURE: &str = "OPENINFERENCE_CAPTURE";
const CAPTURES: [(&str, Capture); 3] =
    [("all", Capture::All), ("structure", Capture::Structure), ("nothing", Capture::Nothing)];

const BASE64_IMAGE_MAX_LENGTH: &str = "OPENINFERENCE_BASE64_IMAGE_MAX_LENGTH";
const BLOB_UPLOADER: &str = "OPENINFERENCE_BLOB_UPLOADER";
const ENABLE_GENAI_SEMCONV: &str = "OPENINFERENCE_ENABLE_GENAI_SEMCONV";
const SPAN_VALUE_LENGTH_LIMIT: &str = "OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT";
const VALUE_LENGTH_LIMIT: &str = "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT";

/// Builds a [`TraceConfig`]. What is set here wins over the environment, which wins over the defaults.
#[derive(Clone, Debug, Default)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct TraceConfigBuilder {
    switches: Vec<(Switch, bool)>,
    capture: Option<Capture>,
    base64_image_max_length: Option<usize>,
    value_length_limit: Option<usize>,
    genai_semconv: Option<bool>,
    secrets: Secrets,
    redact: Redactors,
    upload_queue: Option<UploadQueue>,
    upload_timeout: Option<Duration>,
    #[cfg(feature = "cost")]
    price_book: Option<crate::cost::PriceBook>,
    without_env: bool,
}

macro_rules! switches {
    ($($(#[$doc:meta])* $method:ident => [$($switch:ident),+];)*) => {
        impl TraceConfigBuilder {
            $(
                $(#[$doc])*
                pub fn $method(mut self, hide: bool) -> Self {
                    $(self.switches.push((Switch::$switch, hide));)+
                    self
                }
            )*
        }
    };
}

switches! {
    /// Drops `llm.invocation_parameters` (`OPENINFERENCE_HIDE_LLM_INVOCATION_PARAMETERS`).
    hide_llm_invocation_parameters => [LlmInvocationParameters];
    /// Drops `llm.tools.*` (`OPENINFERENCE_HIDE_LLM_TOOLS`).
    hide_llm_tools => [LlmTools];
    /// Redacts `input.value`, prompts and the query of rerankers, drops input messages, images, documents of rerankers and
    /// advertised tools (`OPENINFERENCE_HIDE_INPUTS`).
    hide_inputs => [Inputs];
    /// Redacts `output.value`, choices and the content of retrieved documents, drops output messages, images and documents
    /// of rerankers (`OPENINFERENCE_HIDE_OUTPUTS`).
    hide_outputs => [Outputs];
    /// Drops `llm.input_messages.*` (`OPENINFERENCE_HIDE_INPUT_MESSAGES`).
    hide_input_messages => [InputMessages];
    /// Drops `llm.output_messages.*` (`OPENINFERENCE_HIDE_OUTPUT_MESSAGES`).
    hide_output_messages => [OutputMessages];
    /// Drops the images of input messages (`OPENINFERENCE_HIDE_INPUT_IMAGES`).
    hide_input_images => [InputImages];
    /// Redacts the text of input messages, reasoning included (`OPENINFERENCE_HIDE_INPUT_TEXT`).
    hide_input_text => [InputText];
    /// Redacts the text of output messages, reasoning included (`OPENINFERENCE_HIDE_OUTPUT_TEXT`).
    hide_output_text => [OutputText];
    /// Redacts `llm.prompts.*` of the completions API (`OPENINFERENCE_HIDE_PROMPTS`).
    hide_prompts => [Prompts];
    /// Redacts `llm.choices.*` of the completions API (`OPENINFERENCE_HIDE_CHOICES`).
    hide_choices => [Choices];
    /// Redacts embedding vectors (`OPENINFERENCE_HIDE_EMBEDDINGS_VECTORS`, and the deprecated
    /// `OPENINFERENCE_HIDE_EMBEDDING_VECTORS`).
    hide_embeddings_vectors => [EmbeddingsVectors, EmbeddingVectors];
    /// Redacts the texts of embeddings (`OPENINFERENCE_HIDE_EMBEDDINGS_TEXT`).
    hide_embeddings_text => [EmbeddingsText];
    /// Redacts the content and metadata of retrieved documents (`OPENINFERENCE_HIDE_RETRIEVAL_DOCUMENTS`).
    hide_retrieval_documents => [RetrievalDocuments];
    /// Redacts the content and metadata of all documents, the output of RETRIEVER spans and input and output of RERANKER
    /// spans (`OPENINFERENCE_HIDE_DOCUMENTS`, not of the specification). Ids and scores are kept; documents in the
    /// text of prompts are text.
    hide_documents => [Documents];
    /// Redacts the arguments of tool calls, the input of TOOL spans, and input and output values of LLM spans, in which
    /// arguments stand too; messages say the rest (`OPENINFERENCE_HIDE_TOOL_ARGUMENTS`, not of the specification).
    hide_tool_arguments => [ToolArguments];
    /// Redacts messages and causes of errors and panics, in events and status descriptions; types are kept
    /// (`OPENINFERENCE_HIDE_EXCEPTIONS`, not of the specification).
    hide_exceptions => [Exceptions];
    /// Redacts `metadata`, and that of documents and annotations (`OPENINFERENCE_HIDE_METADATA`, not of the
    /// specification).
    hide_metadata => [Metadata];
    /// Redacts audio and transcripts, and input and output values of LLM spans, in which audio stands too
    /// (`OPENINFERENCE_HIDE_AUDIO`, not of the specification).
    hide_audio => [Audio];
}

impl TraceConfigBuilder {
    /// How much of the content is captured (`OPENINFERENCE_CAPTURE`: `all`, `structure` or `nothing`; not of the
    /// specification). Default: [`Capture::All`].
    pub fn capture(mut self, capture: Capture) -> Self {
        self.capture = Some(capture);
        self
    }

    /// Longest inline base64 image, in bytes of the whole `data:` URL (`OPENINFERENCE_BASE64_IMAGE_MAX_LENGTH`).
    /// Default: 32,000. A longer one is uploaded, where there is an [uploader](Self::blob_uploader), else redacted.
    pub fn base64_image_max_length(mut self, bytes: usize) -> Self {
        self.base64_image_max_length = Some(bytes);
        self
    }

    /// Longest string value in bytes, the marker of a cut value included (`OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT`,
    /// else `OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT`). Default: 65,536; less than 64 counts as 64.
    pub fn value_length_limit(mut self, bytes: usize) -> Self {
        self.value_length_limit = Some(bytes);
        self
    }

    /// Whether `gen_ai.*` attributes are to be written too (`OPENINFERENCE_ENABLE_GENAI_SEMCONV`). Default: no.
    pub fn enable_genai_semconv(mut self, enable: bool) -> Self {
        self.genai_semconv = Some(enable);
        self
    }

    /// More names of secrets, for parameters and JSON fields alike. A name matches as whole words in any spelling:
    /// `card_number` matches `cardNumber` and `x-card-number` too.
    pub fn secret_names<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.secrets.redact(names);
        self
    }

    /// Names that are not secrets although the built-in rules take them for such. Matched whole, in any spelling.
    pub fn not_secret_names<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.secrets.keep(names);
        self
    }

    /// Adds a redactor, which sees every string before it is written. Several run in the order in which they were
    /// added.
    pub fn redactor(mut self, redactor: impl Redactor) -> Self {
        self.redact.add(redactor);
        self
    }

    /// Who takes images that are longer than [`base64_image_max_length`](Self::base64_image_max_length); its URLs are
    /// written instead. Default: nobody, they are redacted.
    pub fn blob_uploader(mut self, uploader: impl BlobUploader) -> Self {
        self.upload_queue = Some(UploadQueue::new(uploader, DEFAULT_UPLOAD_TIMEOUT));
        self
    }

    /// How long the end of a span waits for the URLs of all its images. Default: 50 ms.
    pub fn upload_timeout(mut self, timeout: Duration) -> Self {
        self.upload_timeout = Some(timeout);
        self
    }

    /// What models cost, for `llm.cost.*`; [`PriceBook::empty`](crate::cost::PriceBook::empty) for none of these.
    #[cfg(feature = "cost")]
    pub fn price_book(mut self, prices: crate::cost::PriceBook) -> Self {
        self.price_book = Some(prices);
        self
    }

    /// Looks at no environment variable, for results that are the same on every machine.
    pub fn without_env(mut self) -> Self {
        self.without_env = true;
        self
    }

    /// Reads the environment for what was not set in code.
    #[must_use]
    pub fn build(self) -> TraceConfig {
        if self.without_env { self.build_from(&|_| None) } else { self.build_from(&env::process) }
    }

    pub(super) fn build_from(self, lookup: env::Lookup<'_>) -> TraceConfig {
        let mut env = Reader::new(lookup);
        let default = TraceConfig::default();

        let mut hide = Hide::default();
        for switch in Switch::ALL {
            hide.set(switch, env.boolean(switch.variable()).unwrap_or_default());
        }
        for (switch, on) in self.switches {
            hide.set(switch, on);
        }

        let image_from_env = env.integer(BASE64_IMAGE_MAX_LENGTH);
        let genai_from_env = env.boolean(ENABLE_GENAI_SEMCONV);
        let limit_from_env = limit_from(&mut env);
        let capture_from_env = env.one_of(CAPTURE, &CAPTURES);
        if let Some(name) = env.text(BLOB_UPLOADER) {
            env.warn(
                BLOB_UPLOADER,
                name,
                "it names a Python entry point; give an uploader to `TraceConfigBuilder::blob_uploader`",
            );
        }

        TraceConfig {
            hide,
            capture: self.capture.or(capture_from_env).unwrap_or(default.capture),
            base64_image_max_length: self
                .base64_image_max_length
                .or(image_from_env)
                .unwrap_or(default.base64_image_max_length),
            value_length_limit: self
                .value_length_limit
                .or(limit_from_env)
                .unwrap_or(default.value_length_limit)
                .max(MIN_VALUE_LENGTH_LIMIT),
            genai_semconv: self.genai_semconv.or(genai_from_env).unwrap_or(default.genai_semconv),
            secrets: self.secrets,
            redact: self.redact,
            payloads: default.payloads,
            key_table: default.key_table,
            variants: default.variants,
            upload_queue: match self.upload_timeout {
                Some(timeout) => self.upload_queue.map(|upload_queue| upload_queue.with_patience(timeout)),
                None => self.upload_queue,
            },
            #[cfg(feature = "cost")]
            price_book: self.price_book,
            warnings: env.warnings,
        }
    }
}

/// The span's own limit wins over the general one, as OpenTelemetry has it.
fn limit_from(env: &mut Reader<'_>) -> Option<usize> {
    let (variable, limit) = match env.integer(SPAN_VALUE_LENGTH_LIMIT) {
        Some(limit) => (SPAN_VALUE_LENGTH_LIMIT, limit),
        None => (VALUE_LENGTH_LIMIT, env.integer(VALUE_LENGTH_LIMIT)?),
    };
    if limit < MIN_VALUE_LENGTH_LIMIT {
        env.warn(variable, limit.to_string(), MIN_LIMIT_REASON);
    }
    Some(limit)
}

#[cfg(test)]
mod tests;
