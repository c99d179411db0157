//! Feedback on spans that have ended.

use openinference_runtime::config::TraceConfig;
use openinference_runtime::feedback::{
    self, Annotation, Evaluation, Feedback, FeedbackError, SpanIds, Target,
};
use openinference_runtime::semconv::{AnnotatorKind, SpanKind};
use openinference_runtime::testing::{Capture, LinkTo, capture, capture_sync};
use openinference_runtime::{carry, context, current, span};
use serde_json::json;

fn whole() -> Annotation {
    Annotation::new("correctness")
        .score(0.5)
        .label("correct")
        .explanation("it says so")
        .annotator(AnnotatorKind::Llm)
        .identifier("judge-2")
        .metadata(json!({"rubric": 2, "api_key": "secret"}))
}

fn whole_evaluation() -> Evaluation {
    Evaluation::new("correctness")
        .score(0.5)
        .label("correct")
        .explanation("it says so")
        .annotator(AnnotatorKind::Llm)
        .identifier("judge-2")
        .metadata(json!({"rubric": 2, "api_key": "secret"}))
}

fn ids() -> SpanIds {
    current().ids().expect("in a span")
}

#[test]
fn feedback_is_a_root_span_with_one_link_to_what_it_is_about() {
    let (_, trace) = capture_sync(|| {
        let answer = span(SpanKind::Agent, "answer").in_scope(ids);
        // Somewhere else, in the middle of something else.
        let _session = context::attributes().session("other").attach();
        span(SpanKind::Chain, "elsewhere").in_scope(|| {
            let both = [Feedback::from(whole()), whole_evaluation().into()];
            feedback::record(&Target::Span(answer), both).expect("it says something");
            feedback::record(&Target::Trace(answer), &[whole()]).expect("it says something");
        });
        feedback::record(&Target::Session("s-1".to_owned()), &[whole()]).expect("it says something");
    });
    insta::assert_yaml_snapshot!(trace);
}

#[test]
fn feedback_on_an_open_span_is_written_to_it() {
    let (_, trace) = capture_sync(|| {
        span(SpanKind::Chain, "answer").in_scope(|| {
            current().write(|out| {
                feedback::write(&[Annotation::new("tone").label("kind")], out).expect("it says something");
            });
        });
    });
    assert_eq!(trace.roots[0].text("annotations.0.annotation.label"), Some("kind"));
}

#[test]
fn feedback_that_says_nothing_is_an_error_and_makes_no_span() {
    let (_, trace) = capture_sync(|| {
        let span = span(SpanKind::Agent, "answer").in_scope(ids);
        let record = |annotation| feedback::record(&Target::Span(span), &[whole(), annotation]);
        assert_eq!(record(Annotation::new("")), Err(FeedbackError::NoName));
        let name = || "correctness".to_owned();
        assert_eq!(record(Annotation::new("correctness")), Err(FeedbackError::NoResult(name())));
        let infinite = Annotation::new("correctness").score(f64::INFINITY);
        assert_eq!(record(infinite), Err(FeedbackError::Score(name())));
    });
    assert_eq!(trace.spans().count(), 1);
}

#[test]
fn reasons_are_hidden_with_what_they_quote() {
    let config = TraceConfig::builder().hide_outputs(true).build();
    let (_, trace) = Capture::new().config(config).run_sync(|| {
        let answer = span(SpanKind::Agent, "answer").in_scope(ids);
        let only_reasons = Annotation::new("reasons").explanation("it says so");
        feedback::record(&Target::Span(answer), &[whole(), only_reasons]).expect("it says something");
    });
    let carrier = trace.find("feedback").expect("made");
    let keys: Vec<_> = carrier.attributes.keys().filter(|key| key.starts_with("annotations")).collect();
    let fields = ["annotator_kind", "identifier", "label", "name", "score"];
    assert_eq!(
        keys,
        fields.map(|field| format!("annotations.0.annotation.{field}")).iter().collect::<Vec<_>>()
    );
}

#[tokio::test]
async fn a_capture_knows_the_spans_that_were_made_in_order() {
    let (ids, trace) = capture(async {
        let work = async {
            span(SpanKind::Agent, "first")
                .scope(async {
                    span(SpanKind::Llm, "second").in_scope(|| {});
                    tokio::spawn(carry(async { span(SpanKind::Tool, "third").in_scope(|| {}) })).await
                })
                .await
        };
        let (done, ids) = feedback::collect_span_ids(work).await;
        done.expect("runs");
        span(SpanKind::Chain, "after").links(ids.clone()).in_scope(|| {});
        ids
    })
    .await;
    assert_eq!(ids.len(), 3);
    let named = |name: &str| LinkTo::Span(trace.find(name).expect("made").id);
    assert_eq!(trace.find("after").expect("made").links, [named("first"), named("second"), named("third")]);
}

#[test]
fn ids_are_kept_as_text_and_come_back() {
    let text = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    let ids: SpanIds = text.parse().expect("valid");
    assert_eq!(ids.to_string(), text);
    assert_eq!(serde_json::to_value(ids).expect("text"), json!(text));
    assert_eq!(serde_json::from_value::<SpanIds>(json!(text)).expect("text"), ids);
    let zero = format!("00-{}-00f067aa0ba902b7-01", "0".repeat(32));
    for wrong in
        ["", "-", "00-4bf9-00f0-01", "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", &zero, "ü"]
    {
        assert!(wrong.parse::<SpanIds>().is_err(), "{wrong}");
    }
}

#[tokio::test]
async fn a_server_that_sends_elsewhere_gets_nothing_there_and_is_not_quoted() -> anyhow::Result<()> {
    use openinference_runtime::feedback::phoenix::Client;
    use test_http_server::{Answer, Server};

    let elsewhere = openinference_tests::sink::Sink::start()?;
    // A server lives as long as the test.
    let to: &'static str = format!("{}/v1/span_annotations", elsewhere.url()).leak();
    let server = Server::start(move |_| {
        let answer = Answer::status(http::StatusCode::TEMPORARY_REDIRECT).header("location", to);
        std::future::ready(answer.body("text/plain", "no entry for hunter2"))
    })?;
    let (ids, _) = capture_sync(|| span(SpanKind::Agent, "a").in_scope(ids));
    let annotation = Annotation::new("a").label("b");
    let sent = Client::new(&server.url())?.api_key("k")?.annotate(&Target::Span(ids), &[annotation]).await;
    let error = sent.expect_err("a redirect is no answer");
    let said = format!("{error} {error:?}");
    assert!(said.contains("307") && !said.contains("hunter2"), "{said}");
    assert!(elsewhere.bodies().is_empty());
    Ok(())
}
