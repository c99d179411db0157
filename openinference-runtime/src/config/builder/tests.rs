use super::*;
use crate::config::MASKING_SWITCHES;
use crate::config::{DEFAULT_BASE64_IMAGE_MAX_LENGTH, DEFAULT_VALUE_LENGTH_LIMIT, Hidden};

fn build(builder: TraceConfigBuilder, env: &[(&str, &str)]) -> TraceConfig {
    builder.build_from(&Set(env))
}

/// Variables of a test.
struct Set<'a>(&'a [(&'a str, &'a str)]);

impl env::Variables for Set<'_> {
    fn get(&self, name: &str) -> Option<String> {
        self.0.iter().find(|(variable, _)| *variable == name).map(|(_, value)| (*value).to_owned())
    }

    fn names(&self) -> Vec<String> {
        self.0.iter().map(|(variable, _)| (*variable).to_owned()).collect()
    }
}

fn from_env(env: &[(&str, &str)]) -> TraceConfig {
    build(TraceConfig::builder(), env)
}

#[test]
fn without_variables_the_defaults_hold() {
    let config = from_env(&[]);
    assert_eq!(config, TraceConfig::default());
    assert_eq!(config.value_length_limit(), DEFAULT_VALUE_LENGTH_LIMIT);
    assert_eq!(config.base64_image_max_length(), DEFAULT_BASE64_IMAGE_MAX_LENGTH);
}

#[test]
fn each_switch_has_its_variable() {
    for (variable, key) in [
        ("OPENINFERENCE_HIDE_LLM_INVOCATION_PARAMETERS", "llm.invocation_parameters"),
        ("OPENINFERENCE_HIDE_LLM_TOOLS", "llm.tools.0.tool.json_schema"),
        ("OPENINFERENCE_HIDE_INPUTS", "input.value"),
        ("OPENINFERENCE_HIDE_OUTPUTS", "output.value"),
        ("OPENINFERENCE_HIDE_INPUT_MESSAGES", "llm.input_messages.0.message.role"),
        ("OPENINFERENCE_HIDE_OUTPUT_MESSAGES", "llm.output_messages.0.message.role"),
        (
            "OPENINFERENCE_HIDE_INPUT_IMAGES",
            "llm.input_messages.0.message.contents.0.message_content.image.image.url",
        ),
        ("OPENINFERENCE_HIDE_INPUT_TEXT", "llm.input_messages.0.message.content"),
        ("OPENINFERENCE_HIDE_OUTPUT_TEXT", "llm.output_messages.0.message.content"),
        ("OPENINFERENCE_HIDE_PROMPTS", "llm.prompts.0.prompt.text"),
        ("OPENINFERENCE_HIDE_CHOICES", "llm.choices.0.completion.text"),
        ("OPENINFERENCE_HIDE_EMBEDDING_VECTORS", "embedding.embeddings.0.embedding.vector"),
        ("OPENINFERENCE_HIDE_EMBEDDINGS_VECTORS", "embedding.embeddings.0.embedding.vector"),
        ("OPENINFERENCE_HIDE_EMBEDDINGS_TEXT", "embedding.embeddings.0.embedding.text"),
    ] {
        assert_eq!(TraceConfig::default().hides(key), Hidden::Visible);
        for value in ["true", "TRUE", " True "] {
            assert_ne!(from_env(&[(variable, value)]).hides(key), Hidden::Visible, "{variable}={value}");
        }
        assert_eq!(from_env(&[(variable, "false")]).hides(key), Hidden::Visible, "{variable}");
    }
}

#[test]
fn numbers_and_the_rest_have_their_variables() {
    let config = from_env(&[
        ("OPENINFERENCE_BASE64_IMAGE_MAX_LENGTH", "7"),
        ("OPENINFERENCE_ENABLE_GENAI_SEMCONV", "true"),
    ]);
    assert_eq!(config.base64_image_max_length(), 7);
    assert!(config.genai_semconv());
    assert!(config.warnings().is_empty());
}

#[test]
fn code_wins_over_the_environment() {
    let env = [
        ("OPENINFERENCE_HIDE_INPUTS", "true"),
        ("OPENINFERENCE_BASE64_IMAGE_MAX_LENGTH", "7"),
        ("OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT", "100"),
        ("OPENINFERENCE_ENABLE_GENAI_SEMCONV", "true"),
    ];
    let code = TraceConfig::builder()
        .hide_inputs(false)
        .base64_image_max_length(8)
        .value_length_limit(200)
        .enable_genai_semconv(false);
    let config = build(code, &env);
    assert_eq!(config.hides("input.value"), Hidden::Visible);
    assert_eq!(config.base64_image_max_length(), 8);
    assert_eq!(config.value_length_limit(), 200);
    assert!(!config.genai_semconv());
}

#[test]
fn the_deprecated_and_the_current_vector_variable_are_independent() {
    let env = [
        ("OPENINFERENCE_HIDE_EMBEDDING_VECTORS", "true"),
        ("OPENINFERENCE_HIDE_EMBEDDINGS_VECTORS", "false"),
    ];
    assert_eq!(from_env(&env).hides("embedding.embeddings.0.embedding.vector"), Hidden::Redacted);
}

#[test]
fn a_number_that_is_not_understood_is_left_out_and_reported_without_its_text() {
    let config = from_env(&[("OPENINFERENCE_BASE64_IMAGE_MAX_LENGTH", "many")]);
    assert_eq!(config.base64_image_max_length(), DEFAULT_BASE64_IMAGE_MAX_LENGTH);
    let warned: Vec<_> = config.warnings().iter().map(ToString::to_string).collect();
    assert_eq!(
        warned,
        ["OPENINFERENCE_BASE64_IMAGE_MAX_LENGTH: it has no effect: expected a whole number of 0 or more"]
    );
}

#[test]
fn a_switch_hides_unless_its_value_is_a_clear_no() {
    for value in ["1", "yes", "on", "ture", "inputs", "\u{fffd}"] {
        let config = from_env(&[("OPENINFERENCE_HIDE_INPUTS", value)]);
        assert_eq!(config.hides("input.value"), Hidden::Redacted, "{value}");
        assert_eq!(
            config.warnings().iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["OPENINFERENCE_HIDE_INPUTS: it hides, although it is neither `true` nor `false`"]
        );
        assert!(!config.warnings()[0].is_refused);
    }
    for value in ["false", "FALSE", " 0 ", "no", "off", "", " "] {
        let config = from_env(&[("OPENINFERENCE_HIDE_INPUTS", value)]);
        assert_eq!((config.hides("input.value"), config.warnings()), (Hidden::Visible, &[][..]), "{value}");
    }
}

#[test]
fn a_level_that_does_not_exist_captures_nothing_and_is_refused() {
    let config = from_env(&[("OPENINFERENCE_CAPTURE", "structured")]);
    assert_eq!(config.capture(), CaptureLevel::Nothing);
    assert!(config.warnings()[0].is_refused);
    assert_eq!(
        config.warnings()[0].to_string(),
        "OPENINFERENCE_CAPTURE: expected one of `all`, `structure`, `nothing`; until then nothing is captured"
    );
}

#[test]
fn a_switch_that_does_not_exist_hides_everything_and_is_refused() {
    let config = from_env(&[("OPENINFERENCE_HIDE_INPUT", "true"), ("OPENINFERENCE_HIDE_OLD", "false")]);
    assert_eq!(config.capture(), CaptureLevel::Nothing);
    let warned: Vec<_> = config.warnings().iter().map(ToString::to_string).collect();
    assert_eq!(
        warned,
        ["OPENINFERENCE_HIDE_INPUT: there is no such switch; did you mean `OPENINFERENCE_HIDE_INPUTS`?"]
    );
    assert!(config.warnings()[0].is_refused);
    let code = TraceConfig::builder().capture(CaptureLevel::Structure);
    assert_eq!(build(code, &[("OPENINFERENCE_HIDE_INPUT", "true")]).capture(), CaptureLevel::Structure);
}

#[test]
fn every_switch_has_its_row_its_method_and_its_variables() {
    for (row, &switch) in MASKING_SWITCHES.iter().zip(Switch::ALL) {
        assert_eq!(row.variables, switch.variables());
        for &variable in row.variables {
            let in_code = TraceConfig::builder().without_env().hide(switch, true).build();
            assert_eq!(from_env(&[(variable, "true")]), in_code, "{variable}");
        }
        let first = row.variables[0].strip_prefix("OPENINFERENCE_").map(str::to_ascii_lowercase);
        assert_eq!(first.as_deref(), Some(row.method));
    }
}

#[test]
fn an_uploader_cannot_be_loaded_and_says_so() {
    let config = from_env(&[("OPENINFERENCE_BLOB_UPLOADER", "mine")]);
    assert_eq!(config.warnings().len(), 1);
}

#[test]
fn the_limit_of_spans_wins_over_the_general_one() {
    let general = ("OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT", "500");
    assert_eq!(from_env(&[general]).value_length_limit(), 500);
    let spans = ("OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT", "400");
    assert_eq!(from_env(&[general, spans]).value_length_limit(), 400);
}

#[test]
fn a_limit_too_small_for_the_marker_is_raised_and_reported() {
    let config = from_env(&[("OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT", "10")]);
    assert_eq!(config.value_length_limit(), MIN_VALUE_LENGTH_LIMIT);
    assert_eq!(config.warnings().len(), 1);
}
