//! Spans of every kind that a model's call has to do with, in a real Phoenix: each attribute is there, as it was written. The
//! calls are those of the providers' own SDKs. One test, as telemetry is set up once in a process.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result};
use openinference_runtime::opentelemetry::trace::TraceId;
use openinference_runtime::semconv::SpanKind;
use openinference_runtime::telemetry::Builder;
use openinference_runtime::testing::capture;
use openinference_runtime::{current, reranker_span, retriever_span, span, tool_span};
use openinference_tests::providers::{Cases, recorded, send};
use openinference_tests::reference::{Attributes, Comparison, Difference, attributes};
use openinference_tests::{live, scripted};
use serde::Serialize;
use serde_json::{Value, json};

const PROJECT: &str = "kinds";

#[derive(Clone, Serialize)]
struct Passage {
    id: &'static str,
    content: &'static str,
    metadata: Value,
}

fn passages() -> Vec<(Passage, f32)> {
    let passage = |id, content, page| Passage { id, content, metadata: json!({ "page": page }) };
    vec![(passage("p-1", "Rain in Bern.", 7), 0.75), (passage("p-2", "Sun in Rome.", 8), 0.25)]
}

#[retriever_span]
fn search(query: &str) -> Vec<(Passage, f32)> {
    let _ = query;
    passages()
}

#[reranker_span(model = "cross-encoder", top_k = 1)]
fn rank(query: &str, documents: &[(Passage, f32)]) -> Vec<(Passage, f32)> {
    let _ = query;
    documents.iter().take(1).cloned().collect()
}

/// Weather of a city.
#[tool_span]
fn get_weather(city: &str, days: u8) -> Value {
    json!({ "city": city, "degrees": vec![18; days.into()] })
}

/// All of them below one span, one after the other.
async fn everything(url: &str, cases: &Cases) -> Result<TraceId> {
    span(SpanKind::Agent, "agent")
        .scope(async {
            let found = search("rain");
            rank("rain", &found);
            for (provider, cases) in cases {
                for case in cases {
                    send(url, provider, case).await.with_context(|| format!("{provider}: {}", case.name))?;
                }
            }
            get_weather("Bern", 2);
            Ok(current().span_context().trace_id())
        })
        .await
}

/// Where Phoenix has something else than was written.
fn differences() -> Vec<Difference> {
    [
        ("gen_ai.response.time_to_first_chunk", "a capture does not show how long it took"),
        ("llm.cost.*", "the set-up has prices, a capture has none"),
        ("tool.parameters*", "Phoenix reads the JSON and shows what is in it"),
        ("*.document.metadata*", "Phoenix reads the JSON and shows what is in it"),
    ]
    .map(|(key, reason)| Difference::new("*", key, reason))
    .into()
}

fn in_phoenix(span: &Value) -> Result<(String, Attributes)> {
    let name = span["name"].as_str().context("a name")?.to_owned();
    let mut attributes: Attributes = serde_json::from_value(span["attributes"].clone())?;
    attributes.insert("openinference.span.kind".to_owned(), span["span_kind"].clone());
    Ok((name, attributes))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_attribute_of_every_kind_is_in_phoenix() -> Result<()> {
    let Some(phoenix) = live::phoenix()? else { return Ok(()) };
    let cases = recorded()?;
    let url = scripted::server(&cases).await?;
    let (captured, trace) = capture(everything(&url, &cases)).await;
    captured?;
    let expected = &trace.roots[0].children;

    let telemetry = Builder::new()
        .environment([("PHOENIX_COLLECTOR_ENDPOINT", phoenix.url())])
        .project_name(PROJECT)
        .console(false)
        .init()?;
    let id = everything(&url, &cases).await?;
    drop(telemetry);

    let mut spans = phoenix.spans_of_trace(PROJECT, &id.to_string(), expected.len() + 1)?;
    spans.retain(|span| !span["parent_id"].is_null());
    spans.sort_by_key(|span| span["start_time"].as_str().map(str::to_owned));
    assert_eq!(spans.len(), expected.len());
    let mut comparison = Comparison::new(differences());
    for (span, expected) in spans.iter().zip(expected) {
        let (name, found) = in_phoenix(span)?;
        assert_eq!(name, expected.name);
        comparison.case(&name, &found, &attributes(expected)?);
    }
    comparison.finish();

    let kinds: BTreeSet<&str> = expected.iter().map(|span| span.kind.as_str()).collect();
    assert_eq!(kinds, BTreeSet::from(["EMBEDDING", "LLM", "RERANKER", "RETRIEVER", "TOOL"]));
    let tool = spans.last().context("the tool")?;
    let schema = &tool["attributes"];
    assert_eq!(schema["tool.description"], "Weather of a city.");
    assert_eq!(schema["tool.parameters.properties.city.type"], "string", "{schema:#}");
    assert!(schema["tool.json_schema"].as_str().is_some_and(|text| text.contains("\"days\"")), "{schema:#}");
    Ok(())
}
