//! The settings under which texts are looked for.

use openinference_runtime::config::{CaptureLevel, MASKING_SWITCHES, TraceConfig, TraceConfigBuilder};

type Set = fn(TraceConfigBuilder, bool) -> TraceConfigBuilder;

const SWITCHES: &[(&str, Set)] = &[
    ("hide_llm_invocation_parameters", TraceConfigBuilder::hide_llm_invocation_parameters),
    ("hide_llm_tools", TraceConfigBuilder::hide_llm_tools),
    ("hide_inputs", TraceConfigBuilder::hide_inputs),
    ("hide_outputs", TraceConfigBuilder::hide_outputs),
    ("hide_input_messages", TraceConfigBuilder::hide_input_messages),
    ("hide_output_messages", TraceConfigBuilder::hide_output_messages),
    ("hide_input_images", TraceConfigBuilder::hide_input_images),
    ("hide_input_text", TraceConfigBuilder::hide_input_text),
    ("hide_output_text", TraceConfigBuilder::hide_output_text),
    ("hide_prompts", TraceConfigBuilder::hide_prompts),
    ("hide_choices", TraceConfigBuilder::hide_choices),
    ("hide_embeddings_vectors", TraceConfigBuilder::hide_embeddings_vectors),
    ("hide_embeddings_text", TraceConfigBuilder::hide_embeddings_text),
    ("hide_retrieval_documents", TraceConfigBuilder::hide_retrieval_documents),
    ("hide_documents", TraceConfigBuilder::hide_documents),
    ("hide_tool_arguments", TraceConfigBuilder::hide_tool_arguments),
    ("hide_exceptions", TraceConfigBuilder::hide_exceptions),
    ("hide_metadata", TraceConfigBuilder::hide_metadata),
    ("hide_audio", TraceConfigBuilder::hide_audio),
];

/// One setting, with what it hides.
pub(crate) struct Setting {
    pub(crate) name: &'static str,
    pub(crate) config: TraceConfig,
    /// Whether content leaves under no switch.
    pub(crate) is_level: bool,
    /// The switches that are on.
    pub(crate) switches: Vec<&'static str>,
}

fn plain() -> TraceConfigBuilder {
    TraceConfig::builder().without_env()
}

/// Nothing, each switch by itself, all of them, and both levels.
pub(crate) fn all() -> Vec<Setting> {
    let mut all = vec![setting("none", plain(), false, Vec::new())];
    for &(name, set) in SWITCHES {
        all.push(setting(name, set(plain(), true), false, vec![name]));
    }
    let every = SWITCHES.iter().fold(plain(), |config, (_, set)| set(config, true));
    all.push(setting("all switches", every, false, SWITCHES.iter().map(|(name, _)| *name).collect()));
    all.push(setting("structure", plain().capture(CaptureLevel::Structure), true, Vec::new()));
    all.push(setting("nothing", plain().capture(CaptureLevel::Nothing), true, Vec::new()));
    all
}

fn setting(
    name: &'static str,
    config: TraceConfigBuilder,
    is_level: bool,
    switches: Vec<&'static str>,
) -> Setting {
    Setting { name, config: config.build(), is_level, switches }
}

#[test]
fn every_switch_is_a_setting() {
    let known: Vec<&str> = SWITCHES.iter().map(|(name, _)| *name).collect();
    let all: Vec<&str> = MASKING_SWITCHES.iter().map(|switch| switch.method).collect();
    assert_eq!(known, all);
}
