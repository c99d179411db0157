//! A service dies while the others go on.

use anyhow::{Context as _, Result};
use reqwest::{Client, StatusCode};
use serde_json::json;
use xtask::demo::Stage;

use super::{run, sink::Sink, stage};

/// Status and text of the answer to a command over HTTP.
async fn plan(client: &Client, stage: &Stage) -> Result<(StatusCode, String)> {
    let url = stage.url("apollo").context("apollo was there")?;
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
    // What died takes with it the spans that it had not sent yet, so those that are looked at below die first.
    stage.kill("apollo")?;
    assert!(plan(&client, &stage).await.is_err());
    // The command line needs no service of its own.
    run(&stage, &["plan", "Make tea"])?;
    stage.start_again("apollo", &["serve"])?;
    for service in ["sophia", "hermes"] {
        stage.kill(service)?;
        let (status, said) = plan(&client, &stage).await?;
        assert_eq!(status, StatusCode::BAD_GATEWAY, "{said}");
        assert!(said.contains(&format!("{service} is not there")), "{said}");
        // Where the others know it to be.
        stage.start_again(service, &[])?;
        let (status, said) = plan(&client, &stage).await?;
        assert_eq!(status, StatusCode::OK, "{said}");
    }
    stage.stop()?;

    // What has failed is in the trace of each failure, up to where the missing service was asked.
    let spans = sink.spans()?;
    let failed = |name: &str| {
        spans
            .iter()
            .filter(|span| span.name == name)
            .filter_map(|span| span.error.as_deref())
            .collect::<Vec<_>>()
    };
    let [command, asked, planned] = ["apollo.command", "apollo.api.sophia", "sophia.plan"].map(failed);
    assert_eq!([command.len(), asked.len(), planned.len()], [2, 2, 1], "{spans:#?}");
    // Spans come in no order.
    assert!(asked.iter().any(|error| error.contains("sophia is not there")), "{asked:?}");
    assert!(planned[0].contains("hermes is not there"), "{planned:?}");
    Ok(())
}
