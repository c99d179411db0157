//! Masking against the reference implementation, for every combination of its settings.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::{env, thread};

use anyhow::{Context, Result, ensure};
use openinference_runtime::config::{REDACTED, TraceConfig, TraceConfigBuilder};
use openinference_runtime::opentelemetry::Value;
use openinference_runtime::semconv::attributes::ATTRIBUTES;
use openinference_tests::live;
use serde_json::json;

type Set = fn(TraceConfigBuilder, bool) -> TraceConfigBuilder;

/// The switches as the reference names them. Code has one for both spellings of embedding vectors.
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
];

/// Only the environment has it.
const DEPRECATED: &str = "hide_embedding_vectors";

const IMAGE_LIMITS: &[usize] = &[0, 26, 27, 32_000];

/// Of 27 bytes, so that the limits stand on both sides of it.
const IMAGE: &str = "data:image/png;base64,AAAA=";

/// Differences from the reference that we want, with the reason: keys, values, what it says and what we say.
const DIFFERENCES: &[(&str, &str, char, char, &str)] = &[
    ("llm.invocation_parameters", "text", 'k', 'r', PARAMETERS),
    ("embedding.invocation_parameters", "text", 'k', 'r', PARAMETERS),
    ("llm.prompt_template.template", "text", 'k', 'r', INPUT),
    ("llm.prompt_template.variables", "text", 'k', 'r', INPUT),
    ("input.documents", "text", 'k', 'r', INPUT),
    ("output.documents", "text", 'k', 'r', "an output under a name of its own"),
    ("embedding.text", "text", 'k', 'r', INPUT),
    ("embedding.embeddings.0.embedding.text", "text", 'k', 'r', INPUT),
    ("llm.output_messages.1.embedding.text", "text", 'k', 'r', INPUT),
    ("retrieval.documents.0.embedding.text", "text", 'k', 'r', INPUT),
    ("my.list.0.embedding.text", "text", 'k', 'r', INPUT),
    ("gen_ai.input.messages", "text", 'k', 'r', "the input under the name of another convention"),
];

const INPUT: &str = "an input under a name of its own";
const PARAMETERS: &str = "of parameters the known scalars are kept, and of other text nothing";

/// Keys that the table of the conventions does not have: in the flattened form, near misses, and other conventions.
const MORE_KEYS: &[&str] = &[
    "llm.input_messages",
    "llm.output_messages_count",
    "my.llm.tools.note",
    "llm.invocation_parameters.temperature",
    "input.value.note",
    "my.input.value",
    "my.embedding.embeddings.0.embedding.vector.note",
    "embedding.vector",
    "llm.prompts_of_mine",
    "llm.choices",
    "message.content",
    "message_content.image.image.url",
    "llm.input_messages.0.message_content.image",
    "retrieval.documents.0.document.content",
    "gen_ai.input.messages",
    "my.own",
];

/// Lists that the conventions flatten, and what their members' keys begin with.
const LISTS: &[(&str, &[&str])] = &[
    ("llm.input_messages.0", &["message.", "tool_call.", "document."]),
    ("llm.input_messages.12.message.contents.3", &["message_content.", "image."]),
    ("llm.output_messages.1", &["message.", "tool_call.", "embedding."]),
    ("llm.output_messages.0.message.contents.0", &["message_content.", "image."]),
    ("llm.prompts.0", &["prompt."]),
    ("llm.choices.2", &["completion."]),
    ("llm.tools.0", &["tool."]),
    ("embedding.embeddings.0", &["embedding.", "document."]),
    ("retrieval.documents.0", &["document.", "embedding."]),
    ("reranker.input_documents.0", &["document."]),
    ("reranker.output_documents.0", &["document."]),
    ("my.list.0", &["message.content", "document.", "embedding.", "image."]),
];

/// Every key of the conventions, alone and as a member of every list, with values on both sides of the image rule.
fn attributes() -> Vec<(String, String)> {
    let alone = ATTRIBUTES.iter().map(|attribute| attribute.key.to_owned());
    let members = LISTS.iter().flat_map(|(list, members)| {
        let stands_there = |key: &str| members.iter().any(|member| key.starts_with(member));
        let keys = ATTRIBUTES.iter().map(|attribute| attribute.key).filter(move |key| stands_there(key));
        keys.map(move |key| format!("{list}.{key}"))
    });
    let images = ["llm.input_messages", "llm.output_messages", "my"].into_iter().flat_map(|list| {
        ["image.url", "image.url.note", "audio.url"]
            .map(|last| format!("{list}.0.message.contents.0.message_content.image.{last}"))
    });
    let images =
        images.chain(["input.images.0.image.url".to_owned(), "output.images.1.image.url".to_owned()]);
    let text = |key: String| (key, "text".to_owned());
    let mut all: Vec<_> =
        alone.chain(members).chain(MORE_KEYS.iter().map(ToString::to_string)).map(text).collect();
    for key in images {
        for value in [
            IMAGE,
            "https://images.example/1.png",
            "data:image/png,AAAAAAAAAAAAAAAAAAAAAAA",
            "data:audio/wav;base64,AAAA=",
        ] {
            all.push((key.clone(), value.to_owned()));
        }
    }
    all
}

/// A character for each attribute, as the script has them.
fn outcomes(config: &TraceConfig, attributes: &[(String, String)]) -> String {
    let redacted = Value::from(REDACTED);
    let outcome = |(key, value): &(String, String)| match config.mask(key, value.clone().into()) {
        None => 'd',
        Some(masked) if masked == redacted => 'r',
        Some(Value::String(masked)) if masked.as_str() == value => 'k',
        Some(_) => '?',
    };
    attributes.iter().map(outcome).collect()
}

/// What the reference makes of the attributes, a line for each limit and each set of switches.
fn ask(
    python: &Path,
    switches: &[&str],
    limits: &[usize],
    attributes: &[(String, String)],
) -> Result<Vec<String>> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/masking/mask.py");
    let mut script = Command::new(python).arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let asked = json!({ "switches": switches, "image_limits": limits, "attributes": attributes });
    let mut stdin = script.stdin.take().context("stdin is a pipe")?;
    let asking = thread::spawn(move || stdin.write_all(asked.to_string().as_bytes()));
    let output = script.wait_with_output()?;
    asking.join().map_err(|_| anyhow::anyhow!("the asking thread panicked"))??;
    ensure!(output.status.success(), "mask.py failed ({})", output.status);
    Ok(String::from_utf8(output.stdout)?.lines().map(str::to_owned).collect())
}

/// Notes the attributes of which we say something else than the reference.
fn compare(
    ours: &str,
    theirs: &str,
    attributes: &[(String, String)],
    setting: &str,
    differences: &mut BTreeMap<String, String>,
) {
    for (((key, value), ours), theirs) in attributes.iter().zip(ours.chars()).zip(theirs.chars()) {
        let is_known = || {
            DIFFERENCES
                .iter()
                .any(|(known, of, they, we, _)| (*known, *of, *they, *we) == (key, value, theirs, ours))
        };
        if ours != theirs && !is_known() {
            let said = format!("{value}: {theirs} there, {ours} here, first with {setting}");
            differences.entry(key.clone()).or_insert(said);
        }
    }
}

fn report(differences: &BTreeMap<String, String>) -> String {
    differences.iter().fold(String::new(), |mut text, (key, said)| {
        let _ = writeln!(text, "{key} = {said}");
        text
    })
}

#[test]
fn every_combination_of_switches_masks_as_the_reference_does() -> Result<()> {
    let Some(venv) = live::reference()? else { return Ok(()) };
    let attributes = attributes();
    // What differs by the limit of images is what is an image; everything else is asked once.
    let (images, rest): (Vec<_>, Vec<_>) = attributes
        .into_iter()
        .partition(|(key, _)| key.contains("message_content.image") || key.contains(".images"));
    let names: Vec<&str> = SWITCHES.iter().map(|(name, _)| *name).collect();
    let mut differences = BTreeMap::new();
    let mut compared = 0;
    for (limits, attributes) in [(IMAGE_LIMITS, &images), (&[32_000], &rest)] {
        let theirs = ask(&venv.python(), &names, limits, attributes)?;
        let sets = 1_usize << SWITCHES.len();
        ensure!(theirs.len() == sets * limits.len(), "a line for every setting");
        for (line, theirs) in theirs.iter().enumerate() {
            let (limit, number) = (limits[line / sets], line % sets);
            let builder = TraceConfig::builder().without_env().base64_image_max_length(limit);
            let on = |bit: usize| number >> bit & 1 == 1;
            let config =
                SWITCHES.iter().enumerate().fold(builder, |it, (bit, (_, set))| set(it, on(bit))).build();
            let setting = || {
                let on: Vec<&str> =
                    names.iter().enumerate().filter(|(bit, _)| on(*bit)).map(|(_, name)| *name).collect();
                format!("{} and a limit of {limit}", on.join(", "))
            };
            compare(&outcomes(&config, attributes), theirs, attributes, &setting(), &mut differences);
            compared += attributes.len();
        }
    }
    assert!(differences.is_empty(), "{}", report(&differences));
    assert!(compared > 1_000_000, "{compared}");
    Ok(())
}

/// Its parent reads what the environment that it was started in makes of the attributes.
#[test]
#[ignore = "a program of its own, run by another test"]
fn masks_by_its_environment() {
    println!("outcomes:{}", outcomes(&TraceConfig::from_env(), &attributes()));
}

#[test]
fn every_variable_masks_as_the_field_of_the_reference_does() -> Result<()> {
    let Some(venv) = live::reference()? else { return Ok(()) };
    let attributes = attributes();
    let mut differences = BTreeMap::new();
    for name in SWITCHES.iter().map(|(name, _)| *name).chain([DEPRECATED]) {
        let theirs = ask(&venv.python(), &[name], &[32_000], &attributes)?;
        let variable = format!("OPENINFERENCE_{}", name.to_uppercase());
        let mut ours = Command::new(env::current_exe()?);
        ours.args(["--exact", "masks_by_its_environment", "--ignored", "--nocapture"]);
        for (other, _) in env::vars().filter(|(other, _)| other.starts_with("OPENINFERENCE_")) {
            ours.env_remove(other);
        }
        let output = String::from_utf8(ours.env(&variable, "True").output()?.stdout)?;
        let ours = output.lines().find_map(|line| line.split_once("outcomes:")).context("an answer")?.1;
        let theirs = theirs.get(1).context("a line for on")?;
        ensure!(theirs.contains(['r', 'd']), "{name} does something");
        compare(ours, theirs, &attributes, &variable, &mut differences);
    }
    assert!(differences.is_empty(), "{}", report(&differences));
    Ok(())
}
