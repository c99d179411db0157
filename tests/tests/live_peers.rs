//! One trace across processes and languages, read back from a real Phoenix: an agent here, its MCP and A2A servers in
//! Python, written by others. One test, as telemetry is set up once in a process.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use openinference_runtime::propagation::reqwest::InjectMiddleware;
use openinference_runtime::propagation::{a2a, mcp};
use openinference_runtime::semconv::SpanKind;
use openinference_runtime::telemetry::Builder;
use openinference_runtime::{current, span};
use openinference_tests::live;
use rmcp::ServiceExt as _;
use rmcp::model::CallToolRequestParams;
use rmcp::transport::TokioChildProcess;
use serde_json::{Value, json};
use xtask::peers;

const PROJECT: &str = "peers";

fn arguments() -> serde_json::Map<String, Value> {
    json!({"city": "Bern"}).as_object().cloned().unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn one_trace_spans_an_agent_here_and_its_servers_elsewhere() -> Result<()> {
    let (Some(venv), Some(phoenix)) = (live::peers()?, live::phoenix()?) else { return Ok(()) };
    let telemetry = Builder::new()
        .environment([("PHOENIX_COLLECTOR_ENDPOINT", phoenix.url())])
        .project_name(PROJECT)
        .console(false)
        .init()?;

    let server = peers::command(&venv, "mcp_server.py", &phoenix.url(), PROJECT);
    let tools = ().serve(TokioChildProcess::new(tokio::process::Command::from(server))?).await?;
    let agent = peers::Server::a2a(&venv, &phoenix.url(), PROJECT)?;
    let client =
        reqwest_middleware::ClientBuilder::new(reqwest::Client::new()).with(InjectMiddleware::new()).build();

    let (trace, told) = span(SpanKind::Agent, "planner")
        .scope(async {
            let call = CallToolRequestParams::new("weather").with_arguments(arguments());
            let answer = tools.call_tool(mcp::traced(call)).await?;
            anyhow::ensure!(answer.is_error != Some(true), "{answer:?}");

            let message =
                json!({"messageId": "m-1", "role": "ROLE_USER", "parts": [{"text": "Weather in Bern?"}]});
            let request =
                json!({"jsonrpc": "2.0", "id": 1, "method": "SendMessage", "params": {"message": message}});
            let request = client
                .post(agent.url())
                .header("A2A-Version", "1.0")
                .header("content-type", "application/json")
                .body(a2a::traced(request).to_string());
            let answer: Value =
                serde_json::from_str(&request.send().await?.error_for_status()?.text().await?)?;
            let told =
                answer.pointer("/result/message/parts/0/text").and_then(Value::as_str).map(str::to_owned);
            Ok((current().span_context(), told.with_context(|| answer.to_string())?))
        })
        .await?;
    drop(telemetry);
    tools.cancel().await?;

    // What the metadata said is what the headers said.
    assert_eq!(told, format!("00-{}-{}-01", trace.trace_id(), trace.span_id()));

    let spans = phoenix.spans_of_trace(PROJECT, &trace.trace_id().to_string(), 4)?;
    let text =
        |span: &Value, path: &str| span.pointer(path).and_then(Value::as_str).unwrap_or_default().to_owned();
    let names: BTreeMap<_, _> =
        spans.iter().map(|span| (text(span, "/context/span_id"), text(span, "/name"))).collect();
    let mut tree: Vec<_> = spans
        .iter()
        .map(|span| {
            let parent = names.get(&text(span, "/parent_id")).map_or("root", String::as_str);
            format!("{} {} < {parent}", text(span, "/span_kind"), text(span, "/name"))
        })
        .collect();
    tree.sort_unstable();
    assert_eq!(
        tree,
        [
            "AGENT answer < planner",
            "AGENT planner < root",
            "TOOL look up < tools/call weather",
            "TOOL tools/call weather < planner",
        ]
    );
    Ok(())
}
