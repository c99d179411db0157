//! What becomes of every type that the providers have: `tests/data/types`. `manifest.tsv` says it, for each member of each union;
//! `MANIFEST=write` writes it anew, to be read before it is committed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use anyhow::{Context as _, Result};
use futures_executor::block_on;
use openinference_runtime::testing::Node;
use openinference_tests::members::{directory, in_snake_case, members, unions};
use openinference_tests::payloads::Report;
use serde_json::Value;

/// Union and member, and what becomes of it.
type Manifest = BTreeMap<(String, String), String>;

#[test]
fn every_member_of_the_providers_types_becomes_what_the_manifest_says() -> Result<()> {
    let members = members()?;
    let mut found = Manifest::new();
    let mut lost = String::new();
    for union in unions()? {
        let of =
            members.get(&union.of).with_context(|| format!("{}: generate.py has not read it", union.of))?;
        for (member, examples) in of {
            let mut becomes = BTreeSet::new();
            let mut texts = false;
            for example in examples {
                texts |=
                    sent(example).iter().any(|(path, leaf)| leaf.is_string() && is_content(&union.of, path));
                let mut spellings = vec![example.clone()];
                spellings.extend(union.spellings.then(|| in_snake_case(example)));
                for (frame, example) in
                    union.frames.iter().flat_map(|frame| spellings.iter().map(move |it| (frame, it)))
                {
                    let call = frame.around(example);
                    let span = block_on(call.call())?;
                    let known = Known::of(&span);
                    becomes.extend(known.becomes(example));
                    for fault in known.faults(&union.of, &call, example) {
                        writeln!(lost, "{}\t{member}\t{fault}", union.of)?;
                    }
                }
            }
            let becomes: Vec<&str> = becomes.into_iter().collect();
            let becomes =
                if becomes.is_empty() { "output.value only".to_owned() } else { becomes.join(", ") };
            if texts && becomes == "output.value only" {
                writeln!(lost, "{}\t{member}\tbecomes nothing, and has texts", union.of)?;
            }
            found.insert((union.of.clone(), member.clone()), becomes);
        }
    }
    let path = directory().join("manifest.tsv");
    if std::env::var_os("MANIFEST").is_some() {
        let rows = found.iter().map(|((union, member), becomes)| format!("{union}\t{member}\t{becomes}\n"));
        std::fs::write(&path, format!("union\tmember\tbecomes\n{}", rows.collect::<String>()))?;
    }
    let manifest: Manifest = std::fs::read_to_string(&path)?
        .lines()
        .skip(1)
        .filter_map(|row| {
            let mut columns = row.split('\t').map(str::to_owned);
            Some(((columns.next()?, columns.next()?), columns.next()?))
        })
        .collect();
    for (member, becomes) in &found {
        if manifest.get(member) != Some(becomes) {
            writeln!(
                lost,
                "{}\t{}\tbecomes {becomes}, the manifest says {:?}",
                member.0,
                member.1,
                manifest.get(member)
            )?;
        }
    }
    for gone in manifest.keys().filter(|member| !found.contains_key(*member)) {
        writeln!(lost, "{}\t{}\tis no member any more", gone.0, gone.1)?;
    }
    assert!(lost.is_empty(), "\n{lost}");
    Ok(())
}

/// Fields that hold what a model, a tool or a person says: they are in an attribute of their own, and not in `output.value` or
/// `input.value` alone.
const CONTENT: &[&str] = &[
    "args",
    "arguments",
    "b64_json",
    "code",
    "command",
    "commands",
    "content",
    "data",
    "delta",
    "diff",
    "encrypted_content",
    "error",
    "file_url",
    "image",
    "image_url",
    "input",
    "input_schema",
    "instructions",
    "logs",
    "message",
    "output",
    "outputs",
    "partial_image_b64",
    "partial_json",
    "prompt",
    "queries",
    "query",
    "reasoning",
    "redactedContent",
    "redacted_content",
    "refusal",
    "response",
    "result",
    "results",
    "signature",
    "stderr",
    "stdout",
    "summary",
    "text",
    "thinking",
    "thought_signature",
    "thoughtSignature",
    "tool_plan",
    "transcript",
    "uri",
    "url",
];

/// What may stand in `output.value` or `input.value` alone, with all in it.
const ASIDE: &[(&str, &str)] = &[
    ("annotations", "where a text is from: the conventions have no attribute"),
    ("citations", "where a text is from"),
    ("citation", "where a text is from"),
    ("logprobs", "how probable a token was"),
    ("usage", "counts"),
    ("groundingMetadata", "where a text is from"),
    ("grounding_metadata", "where a text is from"),
    ("search_results", "where a text is from"),
    ("modelStatus", "what a provider says of a model"),
    ("model_status", "what a provider says of a model"),
    ("segments", "the text again, in pieces"),
    ("languages", "in which languages something is said"),
    ("acknowledged_safety_checks", "what the application has allowed; the provider has said it before"),
    ("partialArgs", "the pieces of arguments, which a call has as a whole"),
    ("partial_args", "the pieces of arguments"),
    ("automaticFunctionCallingHistory", "what a client adds of former calls"),
    ("automatic_function_calling_history", "what a client adds of former calls"),
    ("chat_history", "the request again"),
    ("transcription", "how a session is set up"),
    ("misalignment", "what a moderator says"),
    ("interimInputTranscription", "what is heard before it is understood, and then said as a whole"),
    ("interim_input_transcription", "what is heard before it is understood"),
    ("voiceConsentSignature", "whose voice a session may use"),
    ("voice_consent_signature", "whose voice a session may use"),
];

/// What of a member may stand aside that others must not.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    ("responses.response_stream_event.ResponseStreamEvent", "response/instructions", "the request again"),
    ("responses.response_stream_event.ResponseStreamEvent", "response/prompt", "the request again"),
    ("realtime_server_event.RealtimeServerEvent", "session/prompt", "a template's variables"),
    ("cohere.V2ChatStreamResponse", "prompt", "the request again, for those who look for faults"),
    ("cohere.StreamedChatResponse", "prompt", "the request again, for those who look for faults"),
    ("mistralai.client.models.", "content/thinking/url", "where a thought is from"),
    ("mistralai.client.models.ContentChunk", "thinking/url", "where a thought is from"),
    ("google.genai.interactions.Step", "summary/data", "a picture of a thought; reasoning is text"),
    (
        "realtime.conversation_item.ConversationItem",
        "content/transcript",
        "an example of a text that has one",
    ),
    ("realtime.conversation_item.ConversationItem", "content/image_url", "an example of a text that has one"),
    ("realtime_server_event.RealtimeServerEvent", "error/code", "an error has a type, which is its name"),
    (
        "realtime_server_event.RealtimeServerEvent",
        "response/status_details/error/code",
        "an error has a type",
    ),
    ("realtime_server_event.RealtimeServerEvent", "part/transcript", "an example of a text that has one"),
];

/// Fields of an item of a stream that say where its content belongs, and not what it is.
const PLUMBING: &[(&str, &str)] = &[
    ("output_index", "the place of a piece, which the order says"),
    ("content_index", "the place of a piece"),
    ("summary_index", "the place of a piece"),
    ("contentBlockIndex", "the place of a piece"),
    ("content_block_index", "the place of a piece"),
    ("index", "the place of a piece"),
    ("sequence_number", "the place of an event"),
    ("event_id", "names an event"),
    ("item_id", "names the item that a piece is of"),
    ("obfuscation", "noise that hides the length of a piece"),
    ("response_id", "names the response that a piece is of"),
    ("previous_item_id", "the place of an item"),
    ("annotation_index", "the place of an annotation"),
    ("command_index", "the place of a piece"),
    ("partial_image_index", "the place of a piece"),
];

/// Objects whose names of fields are names of secrets, and what else nobody may see.
const SECRET: &[&str] = &[
    "authorization",
    "api_key",
    "apiKey",
    "domain_secrets",
    "apiAuth",
    "api_auth",
    "authConfig",
    "auth_config",
    "headers",
    // A value beside its name, which in an example is "text .. of key": the name of a secret.
    "filters",
    "customMetadata",
    "custom_metadata",
];

/// A text or a number of an example, with the names of the fields that lead to it.
type Leaf = (Vec<String>, Value);

/// What an example says: texts that begin as all of them do, and numbers.
fn sent(example: &Value) -> Vec<Leaf> {
    let mut leaves = Vec::new();
    collect(&mut Vec::new(), example, &mut leaves);
    leaves.retain(|(path, _)| !path.iter().any(|name| SECRET.contains(&&**name)));
    leaves
}

fn collect(path: &mut Vec<String>, value: &Value, to: &mut Vec<Leaf>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                path.push(name.clone());
                collect(path, value, to);
                path.pop();
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(path, item, to)),
        Value::String(text) if text.starts_with("text ") => to.push((path.clone(), value.clone())),
        Value::String(text) if text.starts_with('{') => {
            collect(path, &serde_json::from_str(text).unwrap_or_default(), to);
        }
        Value::Number(_) => to.push((path.clone(), value.clone())),
        _ => {}
    }
}

/// Whether a field, or one that it is in, is of the list.
fn is_one_of(list: &[(&str, &str)], path: &[String]) -> bool {
    let is = |known: &str, name: &str| {
        if known.starts_with('_') || known == "Id" { name.ends_with(known) } else { name == known }
    };
    path.iter().any(|name| list.iter().any(|(known, _)| is(known, name)))
}

/// Whether a text has to be in an attribute. A text in an object of an application's own is of the field that has it.
fn is_content(union: &str, path: &[String]) -> bool {
    let field = path.iter().rev().find(|name| *name != "key");
    let is_content = field.is_some_and(|field| CONTENT.contains(&&**field)) && !is_one_of(ASIDE, path);
    let path = path.join("/");
    let is_exception = |(of, place, _): &(&str, &str, &str)| union.contains(of) && path.starts_with(place);
    is_content && !EXCEPTIONS.iter().any(is_exception)
}

/// What a span says.
struct Known {
    attributes: BTreeMap<String, Value>,
}

impl Known {
    fn of(span: &Node) -> Self {
        let mut attributes: BTreeMap<String, Value> = span
            .attributes
            .iter()
            .map(|(key, value)| (key.to_owned(), serde_json::to_value(value).unwrap_or_default()))
            .collect();
        attributes.insert("status".to_owned(), Value::from(format!("{:?}", span.status)));
        Self { attributes }
    }

    fn holders<'a>(&'a self, leaf: &'a Value) -> impl Iterator<Item = &'a str> {
        self.attributes.iter().filter(|(_, value)| holds(value, leaf)).map(|(key, _)| &**key)
    }

    /// What the texts of an example have become.
    fn becomes(&self, example: &Value) -> BTreeSet<&'static str> {
        let leaves = sent(example);
        let texts = leaves.iter().filter(|(_, leaf)| leaf.is_string());
        let mut becomes: BTreeSet<&str> =
            texts.flat_map(|(_, leaf)| self.holders(leaf)).filter_map(|key| self.kind(key)).collect();
        // A tool of the server's is known by its type.
        if becomes.is_empty() && self.attributes.keys().any(|key| key.starts_with("llm.tools.")) {
            becomes.insert("tool");
        }
        becomes
    }

    fn kind(&self, key: &str) -> Option<&'static str> {
        let tail = |part: &str| key.split_once(part).map(|(head, _)| head.to_owned());
        if key == "status" {
            return Some("error");
        }
        if key.contains(".message.tool_calls.") || key.contains(".message.function_call") {
            return Some("call");
        }
        if let Some(message) = tail(".message.") {
            let role = self.attributes.get(&format!("{message}.message.role")).and_then(Value::as_str);
            return Some(match key.rsplit('.').next().unwrap_or_default() {
                _ if role == Some("tool") => "tool message",
                "signature" | "data" | "encrypted_content" => "signature",
                "url" | "image" | "audio" | "video" | "mime_type" | "file" => "media",
                "id" | "name" | "tool_call_id" => "message field",
                _ => "message text",
            });
        }
        match key {
            "input.value" | "output.value" | "input.mime_type" | "output.mime_type" => None,
            key if key.starts_with("llm.tools.") => Some("tool"),
            "llm.invocation_parameters" => Some("parameters"),
            key if key.starts_with("llm.choices.") || key.starts_with("llm.prompts.") => Some("message text"),
            "llm.model_name" | "llm.request.model_name" | "llm.response.model_name" => Some("model"),
            _ => Some("attribute"),
        }
    }

    fn faults(&self, union: &str, call: &Report, example: &Value) -> Vec<String> {
        let is_request = call.request.is_some();
        let whole = if is_request { "input.value" } else { "output.value" };
        let mut faults = Vec::new();
        for (path, leaf) in sent(example) {
            let is_plumbing = !call.items.is_empty() && is_one_of(PLUMBING, &path);
            let name = path.join("/");
            let holders: Vec<&str> = self.holders(&leaf).collect();
            if !is_plumbing && !holders.contains(&whole) {
                faults.push(format!("{name}: {leaf} is not in {whole}{}", shown(call)));
            }
            if leaf.is_string()
                && !is_plumbing
                && is_content(union, &path)
                && !holders.iter().any(|key| !key.ends_with("put.value"))
            {
                faults.push(format!("{name}: {leaf} is in no attribute{}", shown(call)));
            }
        }
        faults
    }
}

fn shown(call: &Report) -> &'static str {
    if call.request.is_some() {
        " (request)"
    } else if call.items.is_empty() {
        " (response)"
    } else {
        " (stream)"
    }
}

fn holds(known: &Value, leaf: &Value) -> bool {
    match (known, leaf) {
        (Value::String(known), Value::String(leaf)) => known.match_indices(leaf.as_str()).next().is_some(),
        (Value::Number(known), Value::Number(leaf)) => known.as_f64() == leaf.as_f64(),
        (Value::String(known), Value::Number(leaf)) => known.contains(&leaf.to_string()),
        _ => false,
    }
}
