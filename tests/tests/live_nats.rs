//! Traces through a real NATS server with JetStream.

use std::time::Duration;

use anyhow::{Context as _, Result};
use async_nats::jetstream::consumer::{AckPolicy, pull};
use async_nats::jetstream::{self, AckKind, stream};
use async_nats::{Client, HeaderMap};
use futures_util::{StreamExt as _, TryStreamExt as _};
use openinference_runtime::propagation::{Propagation, nats};
use openinference_runtime::semconv::{SpanKind, attributes::SESSION_ID};
use openinference_runtime::testing::{Node, SpanStatus, Trace, capture};
use openinference_runtime::{carry, span};
use openinference_tests::live;

async fn connect(server: &xtask::nats::Server) -> Result<Client> {
    Ok(async_nats::connect(server.url()).await?)
}

/// The spans below the sender's, all of them begun by another side.
fn received(trace: &Trace) -> &[Node] {
    let [sender] = trace.roots.as_slice() else { panic!("one trace: {trace:#?}") };
    assert!(sender.children.iter().all(|span| span.remote_parent), "{trace:#?}");
    &sender.children
}

#[tokio::test]
async fn a_message_carries_the_trace_to_its_subscriber() -> Result<()> {
    let Some(server) = live::nats_server()? else { return Ok(()) };
    let client = connect(&server).await?;
    let (done, trace) = capture(async {
        let mut messages = client.subscribe("work").await?;
        client.flush().await?;
        let worker = tokio::spawn(carry(async move {
            let message = messages.next().await.context("a message")?;
            span(SpanKind::Agent, "worker").parent(&message).in_scope(|| {});
            anyhow::Ok(())
        }));
        span(SpanKind::Chain, "sender")
            .scope(async { client.publish_with_headers("work", nats::headers(), "job".into()).await })
            .await?;
        worker.await?
    })
    .await;
    done?;
    assert_eq!(received(&trace)[0].name, "worker");
    Ok(())
}

#[tokio::test]
async fn a_request_carries_the_trace_and_the_session_to_the_one_who_replies() -> Result<()> {
    const SHARED: Propagation = Propagation::new().with_session();
    let Some(server) = live::nats_server()? else { return Ok(()) };
    let client = connect(&server).await?;
    let (reply, trace) = capture(async {
        let mut questions = client.subscribe("weather").await?;
        client.flush().await?;
        let service = client.clone();
        let worker = tokio::spawn(carry(async move {
            let question = questions.next().await.context("a question")?;
            let to = question.reply.clone().context("a reply subject")?;
            let answer = async { service.publish(to, "sunny".into()).await };
            span(SpanKind::Agent, "answer").parent(SHARED.extract(&question)).scope(answer).await?;
            anyhow::Ok(())
        }));
        let ask = async {
            let mut headers = HeaderMap::new();
            SHARED.inject(&mut headers);
            client.request_with_headers("weather", headers, "Bern".into()).await
        };
        let reply = span(SpanKind::Chain, "ask").session("s 1, ü").scope(ask).await?;
        worker.await??;
        anyhow::Ok(reply)
    })
    .await;
    assert_eq!(reply?.payload.as_ref(), b"sunny");
    assert_eq!(received(&trace)[0].text(SESSION_ID), Some("s 1, ü"));
    Ok(())
}

#[tokio::test]
async fn a_redelivery_is_a_sibling_of_the_attempt_that_failed() -> Result<()> {
    let Some(server) = live::nats_server()? else { return Ok(()) };
    let context = jetstream::new(connect(&server).await?);
    let stream = context
        .create_stream(stream::Config {
            name: "JOBS".into(),
            subjects: vec!["jobs".into()],
            ..Default::default()
        })
        .await?;
    let consumer = stream
        .create_consumer(pull::Config {
            durable_name: Some("worker".into()),
            ack_policy: AckPolicy::Explicit,
            ack_wait: Duration::from_secs(30),
            ..Default::default()
        })
        .await?;
    let (attempts, trace) = capture(async {
        span(SpanKind::Chain, "publish")
            .scope(async { context.publish_with_headers("jobs", nats::headers(), "job".into()).await?.await })
            .await?;
        let mut messages = consumer.messages().await?;
        let mut attempts = Vec::new();
        while attempts.len() < 2 {
            let message = messages.try_next().await?.context("a delivery")?;
            let delivered = message.info().map_err(anyhow::Error::from_boxed)?.delivered;
            let work = || if delivered < 2 { Err("not yet") } else { Ok(()) };
            let done =
                span(SpanKind::Tool, format!("attempt:{delivered}")).parent(&message).in_scope_result(work);
            let kind = if done.is_ok() { AckKind::Ack } else { AckKind::Nak(None) };
            message.ack_with(kind).await.map_err(anyhow::Error::from_boxed)?;
            attempts.push(delivered);
        }
        anyhow::Ok(attempts)
    })
    .await;
    assert_eq!(attempts?, [1, 2]);
    let outcomes: Vec<_> = received(&trace).iter().map(|span| (span.name.as_str(), &span.status)).collect();
    assert!(
        matches!(outcomes[..], [("attempt:1", SpanStatus::Error(_)), ("attempt:2", SpanStatus::Ok)]),
        "{outcomes:?}"
    );
    Ok(())
}
