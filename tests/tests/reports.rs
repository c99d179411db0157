//! What people have reported to be lost or misread, elsewhere: `tests/data/reports`. Beside every payload stands what its span
//! must say, written by hand.

use std::fmt::Write as _;

use anyhow::{Context as _, Result};
use openinference_runtime::testing::{Node, SpanStatus};
use openinference_tests::payloads::{Report, reports, samples};
use openinference_tests::providers::recorded;
use serde_json::Value;

#[tokio::test]
async fn every_report_has_its_right_span() -> Result<()> {
    let mut wrong = String::new();
    for (file, cases) in reports()? {
        for case in &cases {
            let span = case.call().await.with_context(|| case.name.clone())?;
            for fault in faults(case, &cases, &span).await? {
                writeln!(wrong, "{file}: {}: {fault}", case.name)?;
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    Ok(())
}

async fn faults(case: &Report, cases: &[Report], span: &Node) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for (key, expected) in &case.span {
        let found = span.attribute(key).map(serde_json::to_value).transpose()?;
        if !found.as_ref().is_some_and(|found| same(found, expected)) {
            let found = found.map_or_else(|| "nothing".to_owned(), |found| found.to_string());
            faults.push(format!("{key} is {found}, not {expected}"));
        }
    }
    let expected = case.status.clone().map_or(SpanStatus::Ok, SpanStatus::Error);
    if span.status != expected {
        faults.push(format!("ended {:?}, not {expected:?}", span.status));
    }
    let output = span.text("output.value").unwrap_or_default();
    for text in &case.output_holds {
        if !output.contains(text) {
            faults.push(format!("{text} is not in {output}"));
        }
    }
    for (key, _) in span.attributes.iter() {
        if let Some(part) = case.lacks.iter().find(|part| key.contains(&***part)) {
            faults.push(format!("{part} is there: {key}"));
        }
    }
    if let Some(name) = &case.same_output_as {
        let other = cases.iter().find(|case| case.name == *name).context("the other case")?;
        let other = other.call().await?;
        let (one, other) = (json(output), json(other.text("output.value").unwrap_or_default()));
        if one != other {
            faults.push(format!("the output is\n{one}\nnot\n{other}"));
        }
    }
    Ok(faults)
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

/// Whether two values are the same; JSON as text is compared by what it says.
fn same(found: &Value, expected: &Value) -> bool {
    found == expected
        || found.as_str().zip(expected.as_str()).is_some_and(|(found, expected)| {
            expected.starts_with(['{', '[']) && json(found) == json(expected) && !json(found).is_null()
        })
}

/// Fields of an event that say where its content belongs, not what the model answers.
const PLUMBING: &[(&str, &str)] = &[
    ("type", "names an event, or a part whose kind the attributes say"),
    ("event_type", "names an event"),
    ("object", "names what an item is: a chunk, where the output is the whole"),
    ("index", "the place of a piece, which the order says"),
    ("output_index", "the place of a piece, which the order says"),
    ("contentBlockIndex", "the place of a piece, which the order says"),
    ("sequence_number", "the place of an event, which the order says"),
    ("done", "an item that is not the last one says so"),
    ("status", "a response that is being made says so"),
    ("partial_json", "pieces of arguments, which the whole has in its own spacing"),
    ("total_tokens", "an item that is not the last one counts what was said so far"),
    ("isError", "is the status of the span"),
    ("event_id", "names an event"),
    ("generation_token_count", "an item that is not the last one counts what was said so far"),
    ("output_tokens", "an item that is not the last one counts what was said so far"),
    ("finish_reason", "an item that is not the last one says so"),
    ("stop_reason", "an item that is not the last one says so"),
];

/// Beside what a person has written down: all that is sent is found again, by whichever way it came. Answers are those of reports,
/// of the providers' own SDKs and of the tests of the formats; those of their types are in `members.rs`.
#[tokio::test]
async fn every_text_and_number_of_an_answer_is_in_its_span() -> Result<()> {
    let mut calls: Vec<(String, Report)> = Vec::new();
    for (file, cases) in reports()? {
        calls.extend(cases.into_iter().map(|case| (file.clone(), case)));
    }
    for (file, cases) in recorded()? {
        for case in cases {
            calls.push((format!("SDK of {file}"), case.report()?));
        }
    }
    calls.extend(samples()?.into_iter().map(|sample| ("shapes".to_owned(), sample)));
    let mut lost = String::new();
    for (file, case) in &calls {
        for (name, leaf) in missing(case).await? {
            writeln!(lost, "{file}: {}: {name}: {leaf}", case.name)?;
        }
    }
    assert!(lost.is_empty(), "\n{lost}");
    Ok(())
}

/// What an answer says that its span does not.
async fn missing(case: &Report) -> Result<Vec<(String, Value)>> {
    let span = case.call().await?;
    let mut known = Vec::new();
    for (_, value) in span.attributes.iter() {
        leaves("", &serde_json::to_value(value)?, &mut known);
    }
    let mut sent = Vec::new();
    answers(case).iter().for_each(|answer| leaves("", answer, &mut sent));
    sent.retain(|(name, leaf)| {
        let is_plumbing = PLUMBING.iter().any(|(field, _)| field == name);
        !is_plumbing && !known.iter().any(|(_, known)| holds(known, leaf))
    });
    Ok(sent)
}

/// The JSON of an answer: the response, or the items of the stream.
fn answers(case: &Report) -> Vec<Value> {
    let whole = case.response.iter().cloned();
    let items = case.items.iter().flat_map(|item| match item {
        Value::String(body) => body
            .lines()
            .map(|line| line.strip_prefix("data:").unwrap_or(line))
            .filter_map(|line| serde_json::from_str(line).ok())
            .collect(),
        item => vec![item.clone()],
    });
    whole.chain(items).collect()
}

/// The texts and numbers of a value, with the names of their fields; JSON that is written down as text too.
fn leaves(name: &str, value: &Value, to: &mut Vec<(String, Value)>) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| leaves(name, value, to)),
        Value::Array(items) => items.iter().for_each(|item| leaves(name, item, to)),
        Value::String(text) if text.is_empty() => {}
        Value::Number(number) if number.as_f64() == Some(0.0) => {}
        Value::String(text) => {
            to.push((name.to_owned(), value.clone()));
            if let Ok(inner @ (Value::Object(_) | Value::Array(_))) = serde_json::from_str(text) {
                leaves(name, &inner, to);
            }
        }
        Value::Number(_) => to.push((name.to_owned(), value.clone())),
        Value::Null | Value::Bool(_) => {}
    }
}

fn holds(known: &Value, sent: &Value) -> bool {
    match (known, sent) {
        (Value::String(known), Value::String(sent)) => known.contains(sent.as_str()),
        (Value::Number(known), Value::Number(sent)) => known.as_f64() == sent.as_f64(),
        (Value::String(known), Value::Number(sent)) => known.contains(&sent.to_string()),
        _ => false,
    }
}
