//! Feedback told to a real Phoenix over REST, and read back.

use anyhow::{Context as _, Result, ensure};
use openinference_runtime::feedback::phoenix::{Client, Error};
use openinference_runtime::feedback::{self, Annotation, Target};
use openinference_runtime::semconv::{AnnotatorKind, SpanKind};
use openinference_runtime::span;
use openinference_runtime::telemetry::Builder;
use openinference_tests::live;
use serde_json::json;

const PROJECT: &str = "feedback";

#[tokio::test(flavor = "multi_thread")]
async fn feedback_on_spans_traces_and_sessions_is_in_phoenix() -> Result<()> {
    let Some(phoenix) = live::phoenix()? else { return Ok(()) };
    let telemetry = Builder::new()
        .environment([("PHOENIX_COLLECTOR_ENDPOINT", phoenix.url())])
        .project_name(PROJECT)
        .console(false)
        .init()?;
    let session = format!("feedback-{}", std::process::id());
    let answer =
        async { span(SpanKind::Agent, "answer").session(session.clone()).input("Bern?").in_scope(|| {}) };
    let ((), spans) = feedback::collect_span_ids(answer).await;
    let span = *spans.first().context("a span was made")?;
    drop(telemetry);
    phoenix.spans_of_trace(PROJECT, &span.trace_id().to_string(), 1)?;

    let client = Client::new(&phoenix.url())?;
    let thumb = Annotation::new("thumb")
        .label("up")
        .score(1.0)
        .explanation("it says so")
        .annotator(AnnotatorKind::Human)
        .identifier("u-1")
        .metadata(json!({"page": 7}));
    for target in [Target::Span(span), Target::Trace(span), Target::Session(session.clone())] {
        client
            .annotate(&target, std::slice::from_ref(&thumb))
            .await
            .with_context(|| format!("{target:?}"))?;
    }
    let (span_id, trace_id) = (span.span_id().to_string(), span.trace_id().to_string());
    for (kind, id) in [("span", &span_id), ("trace", &trace_id), ("session", &session)] {
        let told = phoenix.annotations(PROJECT, kind, id)?;
        let expected = json!({"label": "up", "score": 1.0, "explanation": "it says so"});
        assert_eq!(told["result"], expected, "{kind}: {told:#}");
        assert_eq!(
            (&told["name"], &told["annotator_kind"]),
            (&json!("thumb"), &json!("HUMAN")),
            "{kind}: {told:#}"
        );
        assert_eq!(
            (&told["identifier"], &told["metadata"]),
            (&json!("u-1"), &json!({"page": 7})),
            "{kind}: {told:#}"
        );
    }

    // A name that Phoenix keeps for itself.
    let refused = client.annotate(&Target::Span(span), &[Annotation::new("note").label("x")]).await;
    let Err(Error::Refused { status, .. }) = refused else { panic!("{refused:?}") };
    ensure!(status.is_client_error(), "{status}");
    Ok(())
}

#[tokio::test]
async fn a_phoenix_that_is_not_there_is_an_error() -> Result<()> {
    // Bound, and closed again: nobody listens there.
    let address = std::net::TcpListener::bind(("127.0.0.1", 0))?.local_addr()?;
    let client = Client::new(&format!("http://{address}"))?.api_key("secret")?;
    assert!(!format!("{client:?}").contains("secret"));
    let gone =
        client.annotate(&Target::Session("s".to_owned()), &[Annotation::new("thumb").label("up")]).await;
    assert!(matches!(gone, Err(Error::Http(_))), "{gone:?}");
    Ok(())
}

#[test]
fn an_address_that_is_none_is_an_error() {
    for address in ["", "localhost:6006", "ftp://localhost", "http://"] {
        assert!(matches!(Client::new(address), Err(Error::Address)), "{address}");
    }
}
