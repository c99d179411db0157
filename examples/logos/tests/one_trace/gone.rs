//! A service dies while the others go on.

use anyhow::{Context as _, Result};
use reqwest::{Client, StatusCode};
use serde_json::json;
use xtask::demo::Stage;

use super::{one, run, sink::Sink, stage};

/// Status and text of the answer to a command over HTTP.
async fn plan(client: &Client, stage: &Stage) -> Result<(StatusCode, String)> {
    let url = stage.url("apollo").context("apollo is there")?;
    let command = json!({ "type": "plan", "goal": "Make tea" });
    let answer = client.post(format!("{url}/command")).json(&command).send().await?;
    Ok((answer.status(), answer.text().await?))
}

#[tokio::test]
async fn each_service_that_is_gone_is_named_by_those_before_it_and_used_again_when_it_is_back() -> Result<()>
{
    let sink = Sink::start()?;
    let mut stage = stage(&[("OTEL_EXPORTER_OTLP_ENDPOINT", sink.url())])?;
    let client = Client::new();
    for service in ["hermes", "sophia"] {
        stage.kill(service)?;
        let (status, said) = plan(&client, &stage).await?;
        assert_eq!(status, StatusCode::BAD_GATEWAY, "{said}");
        assert!(said.contains(&format!("{service} is not there")), "{said}");
        // Where the others know it to be.
        stage.start_again(service, &[])?;
        let (status, said) = plan(&client, &stage).await?;
        assert_eq!(status, StatusCode::OK, "{said}");
    }
    stage.kill("apollo")?;
    // The command line needs no service of its own.
    run(&stage, &["plan", "Make tea"])?;
    assert!(plan(&client, &stage).await.is_err());
    stage.stop()?;

    // What has failed is in the trace of each failure, up to where the missing service was asked.
    let spans = sink.spans()?;
    let sophia = one(&spans, "sophia", "sophia.plan");
    assert!(sophia.error.as_ref().is_some_and(|error| error.contains("hermes is not there")), "{sophia:#?}");
    let failed: Vec<_> = spans.iter().filter(|span| span.error.is_some()).map(|span| &*span.name).collect();
    let count = |name: &str| failed.iter().filter(|failed| **failed == name).count();
    assert_eq!([count("apollo.command"), count("apollo.api.sophia"), count("sophia.plan")], [2, 2, 1]);
    Ok(())
}
