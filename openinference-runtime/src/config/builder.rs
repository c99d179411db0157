//! Code over environment over default.

use super::env::{self, Reader};
use super::flags::{Hide, Switch};
use super::limit::MIN_LIMIT_REASON;
use super::secrets::Secrets;
use super::{Capture, MIN_VALUE_LENGTH_LIMIT, TraceConfig};

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
    /// Redacts `input.value` and prompts, drops input messages and advertised tools (`OPENINFERENCE_HIDE_INPUTS`).
    hide_inputs => [Inputs];
    /// Redacts `output.value` and choices, drops output messages (`OPENINFERENCE_HIDE_OUTPUTS`).
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
}

impl TraceConfigBuilder {
    /// How much of the content is captured. Default: [`Capture::All`].
    pub fn capture(mut self, capture: Capture) -> Self {
        self.capture = Some(capture);
        self
    }

    /// Longest inline base64 image, in bytes of the whole `data:` URL (`OPENINFERENCE_BASE64_IMAGE_MAX_LENGTH`).
    /// Default: 32,000. A longer one is redacted.
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
        if let Some(name) = env.text(BLOB_UPLOADER) {
            env.warn(
                BLOB_UPLOADER,
                name,
                "it names a Python entry point; oversized images are redacted instead of uploaded",
            );
        }

        TraceConfig {
            hide,
            capture: self.capture.unwrap_or(default.capture),
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
