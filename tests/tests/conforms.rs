//! What this workspace exports keeps to the conventions, by the same check that users run.

use std::process::Stdio;
use std::sync::{Arc, Mutex};

use anyhow::{Context as _, Result, ensure};
use axum::{Router, body::Bytes, extract::State, http::header::CONTENT_TYPE, routing::post};
use openinference_check::Input;
use openinference_runtime::testing::{Checker, Trace, assert_trace};
use openinference_tests::quickstart;
use tokio::net::TcpListener;

type Bodies = Arc<Mutex<Vec<Bytes>>>;

/// A collector that keeps what it is sent. Gives its address.
async fn collector(bodies: Bodies) -> Result<String> {
    let keep = |State(bodies): State<Bodies>, body: Bytes| async move {
        if let Ok(mut bodies) = bodies.lock() {
            bodies.push(body);
        }
        ([(CONTENT_TYPE, "application/x-protobuf")], Vec::new())
    };
    let app = Router::new().route("/v1/traces", post(keep)).with_state(bodies);
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move { axum::serve(listener, app).await });
    Ok(format!("http://{address}"))
}

#[tokio::test]
async fn the_quickstart_keeps_to_the_conventions() -> Result<()> {
    let bodies = Bodies::default();
    let endpoint = collector(Arc::clone(&bodies)).await?;
    let output = tokio::task::spawn_blocking(move || -> Result<_> {
        let mut command = quickstart::command()?;
        command.env("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint).env("OTEL_EXPORTER_OTLP_COMPRESSION", "none");
        Ok(command.stdin(Stdio::null()).output()?)
    })
    .await??;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));

    let mut input = Input::default();
    for body in bodies.lock().ok().context("a request panicked")?.iter() {
        input.read("request", body);
    }
    assert_eq!(input.problems, []);
    let trace = Trace::from_records(input.spans);
    assert_trace!(
        trace,
        "
        AGENT *
          RETRIEVER *
            EMBEDDING CreateEmbeddings
          LLM *
          TOOL *
          LLM *
        "
    );
    Checker::new().check(&trace).assert_clean();
    Ok(())
}
