//! Streams over the network, from a server of others that speaks the providers' APIs and says what a script says.

use std::fmt::Write as _;
use std::time::Duration;

use anyhow::{Context as _, Result};
use futures_util::{Stream, StreamExt as _, TryStreamExt as _};
use openinference_runtime::llm_span;
use openinference_runtime::record::Json;
use openinference_runtime::testing::{Node, SpanStatus, Trace, capture};
use openinference_tests::live;
use prost::bytes::Bytes;
use serde_json::{Value, json};

/// One call, with the API's path.
type Call = (&'static str, Value);

#[llm_span]
async fn chat(
    #[span(skip)] url: &str,
    #[span(skip)] path: &str,
    request: Value,
) -> Result<impl Stream<Item = Result<Bytes>> + Unpin + use<>> {
    let client = reqwest::Client::builder().no_proxy().build()?;
    let post = client.post(format!("{url}{path}")).bearer_auth("none").header("x-api-key", "none");
    Ok(post.json(&request).send().await?.error_for_status()?.bytes_stream().map_err(Into::into))
}

async fn read(url: &str, (path, request): Call) -> Result<(Vec<Result<Bytes>>, Trace)> {
    let (pieces, trace) =
        capture(async { Ok::<_, anyhow::Error>(chat(url, path, request).await?.collect().await) }).await;
    Ok((pieces?, trace))
}

fn openai(question: &str) -> Call {
    let request = json!({
        "model": "o3", "stream": true, "stream_options": { "include_usage": true },
        "messages": [{ "role": "user", "content": question }],
    });
    ("/v1/chat/completions", request)
}

fn responses(question: &str) -> Call {
    ("/v1/responses", json!({ "model": "o3", "stream": true, "input": question }))
}

fn anthropic(question: &str) -> Call {
    let messages = json!([{ "role": "user", "content": question }]);
    (
        "/v1/messages",
        json!({ "model": "claude-sonnet-4-5", "max_tokens": 100, "stream": true, "messages": messages }),
    )
}

fn gemini(question: &str) -> Call {
    let contents = json!([{ "role": "user", "parts": [{ "text": question }] }]);
    ("/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse", json!({ "contents": contents }))
}

fn ollama(question: &str) -> Call {
    ("/api/chat", json!({ "model": "llama3", "messages": [{ "role": "user", "content": question }] }))
}

/// What the span says of the answer, but for identifiers that differ from run to run.
fn answer(span: &Node) -> String {
    let mut said = String::new();
    let is_answer = |key: &str| {
        ["llm.output_messages.", "llm.token_count.", "llm.finish_reason", "llm.response."]
            .iter()
            .any(|start| key.starts_with(start))
    };
    let is_random = |key: &str| key.ends_with("message_content.id");
    for (key, value) in span.attributes.iter().filter(|(key, _)| is_answer(key) && !is_random(key)) {
        let _ = writeln!(said, "{key}: {}", value.write(1000));
    }
    said
}

#[tokio::test]
async fn text_reasoning_calls_and_usage_come_together_from_their_pieces() -> Result<()> {
    let Some(server) = live::aimock()? else { return Ok(()) };
    let apis = [
        ("openai", openai as fn(&str) -> Call),
        ("responses", responses),
        ("anthropic", anthropic),
        ("gemini", gemini),
        ("ollama", ollama),
    ];
    for (name, call) in apis {
        let (pieces, trace) = read(server.url(), call("Weather in Bern?")).await.context(name)?;
        assert!(pieces.iter().all(Result::is_ok), "{name}: {pieces:?}");
        assert_eq!(trace.roots[0].status, SpanStatus::Ok, "{name}");
        insta::assert_snapshot!(name, answer(&trace.roots[0]));
    }
    Ok(())
}

#[tokio::test]
async fn an_early_drop_keeps_what_arrived() -> Result<()> {
    let Some(server) = live::aimock()? else { return Ok(()) };
    for call in [openai, responses, anthropic, gemini] {
        let (path, request) = call("Slowly");
        let (seen, trace) = capture(async {
            let mut pieces = chat(server.url(), path, request).await?;
            let mut seen = String::new();
            while !seen.contains("One ") {
                seen.push_str(&String::from_utf8_lossy(&pieces.next().await.context("the stream goes on")??));
            }
            Ok::<_, anyhow::Error>(seen)
        })
        .await;
        assert!(!seen?.contains("other"), "{path}: the server is faster than the test");
        let span = &trace.roots[0];
        let prefix = "llm.output_messages.0.message.content";
        let said = span.text(prefix).or_else(|| span.text(&format!("{prefix}s.0.message_content.text")));
        assert!(said.is_some_and(|said| "One after the other.".starts_with(said)), "{path}: {said:?}");
        assert_eq!(span.attribute("stream.incomplete"), Some(&Json::Bool(true)), "{path}");
        assert_eq!(span.status, SpanStatus::Unset, "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn a_line_that_is_cut_is_the_calls_error_and_keeps_what_arrived() -> Result<()> {
    let Some(server) = live::aimock()? else { return Ok(()) };
    let (pieces, trace) = read(server.url(), openai("Interrupted")).await?;
    assert!(pieces.last().is_some_and(Result::is_err), "{pieces:?}");
    let span = &trace.roots[0];
    assert!(span.status.is_error(), "{:?}", span.status);
    let arrived: String = pieces.iter().flatten().map(|piece| String::from_utf8_lossy(piece)).collect();
    let said = span.text("llm.output_messages.0.message.content").unwrap_or_default();
    assert!("This sentence never ends".starts_with(said), "{said}");
    assert!(!said.is_empty(), "{arrived}");
    Ok(())
}

#[tokio::test]
async fn the_first_token_is_an_event_at_its_time() -> Result<()> {
    let Some(server) = live::aimock()? else { return Ok(()) };
    let (_, trace) = read(server.url(), openai("Slowly")).await?;
    let span = &trace.roots[0];
    let event = span.event("First Token Stream Event").context("an event")?;
    let (start, end) = span.recorded.start.zip(span.recorded.end).context("times")?;
    let at = event.recorded.0.context("a time")?;
    let first = at.duration_since(start)?;
    // The server waits 200 ms between the pieces, so that a client that is late finds them apart.
    assert!(end.duration_since(at)? > Duration::from_millis(40), "{first:?}");
    // How many seconds differs from run to run: a capture shows only that it is there.
    assert!(span.attribute("gen_ai.response.time_to_first_chunk").is_some());
    Ok(())
}
