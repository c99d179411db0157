//! Settings that change what spans say.

use openinference_runtime::config::{CaptureLevel, TraceConfig, TraceConfigBuilder};
use openinference_runtime::cost::{ModelPrice, PriceBook};

/// Nothing is changed.
pub(crate) fn none() -> TraceConfig {
    TraceConfig::builder().without_env().build()
}

/// Each by itself, by name.
pub(crate) fn all() -> Vec<(&'static str, TraceConfig)> {
    let with =
        |set: fn(TraceConfigBuilder) -> TraceConfigBuilder| set(TraceConfig::builder().without_env()).build();
    vec![
        ("inputs", with(|config| config.hide_inputs(true))),
        ("outputs", with(|config| config.hide_outputs(true))),
        ("messages", with(|config| config.hide_input_messages(true).hide_output_messages(true))),
        ("texts", with(|config| config.hide_input_text(true).hide_output_text(true))),
        ("images_and_audio", with(|config| config.hide_input_images(true).hide_audio(true))),
        ("completions", with(|config| config.hide_prompts(true).hide_choices(true))),
        ("tools", with(|config| config.hide_llm_tools(true).hide_llm_invocation_parameters(true))),
        ("tool_arguments", with(|config| config.hide_tool_arguments(true))),
        ("embeddings", with(|config| config.hide_embeddings_vectors(true).hide_embeddings_text(true))),
        ("retrieval_documents", with(|config| config.hide_retrieval_documents(true))),
        ("documents", with(|config| config.hide_documents(true))),
        ("exceptions_and_metadata", with(|config| config.hide_exceptions(true).hide_metadata(true))),
        ("structure", with(|config| config.capture(CaptureLevel::Structure))),
        ("nothing", with(|config| config.capture(CaptureLevel::Nothing))),
        ("short_values", with(|config| config.value_length_limit(80).base64_image_max_length(16))),
        ("genai", with(|config| config.enable_genai_semconv(true))),
        ("prices", TraceConfig::builder().without_env().price_book(prices()).build()),
        ("secrets", with(|config| config.secret_names(["city", "model"]).not_secret_names(["api_key"]))),
        (
            "redactor",
            with(|config| {
                config.redactor(|text: &str| text.contains("ea").then(|| text.replace("ea", "[ea]")))
            }),
        ),
    ]
}

/// Of every model that the calls name, roughly.
fn prices() -> PriceBook {
    ["gpt-4o", "gpt-4o-mini", "claude-sonnet-4-5", "gemini-2.5-flash", "command-a-03-2025", "mistral-small"]
        .into_iter()
        .fold(PriceBook::empty(), |book, model| {
            book.with(model, ModelPrice::per_token(1.0, 10.0).cache_read(0.25))
        })
}
