//! Every carrier takes a trace and gives it back.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Debug;

use openinference_runtime::opentelemetry::propagation::{Extractor, Injector};
use openinference_runtime::propagation::{self, ExtractCarrier, InjectCarrier, a2a};
use openinference_runtime::semconv::SpanKind;
use openinference_runtime::span;
use openinference_runtime::testing::{Trace, capture, capture_sync};
use serde_json::json;

use super::received;

/// Sends a trace through `carrier`, and receives it in both ways that there are.
fn there_and_back<C, Out, In>(mut carrier: C)
where
    C: InjectCarrier<Out> + ExtractCarrier<In> + Debug,
{
    let (_, trace) = capture_sync(|| {
        span(SpanKind::Chain, "sender").in_scope(|| propagation::inject(&mut carrier));
        span(SpanKind::Agent, "receiver").parent(&carrier).in_scope(|| {});
    });
    assert_eq!(received(&trace).name, "receiver");
    assert_eq!(
        carrier.value("TraceParent"),
        carrier.value("traceparent"),
        "case does not matter: {carrier:?}"
    );
    assert!(carrier.value("tracestate").is_none(), "an empty value is not written: {carrier:?}");
    assert!(carrier.names().contains(&"traceparent"), "{carrier:?}");
}

/// A map of somebody else's, as OpenTelemetry has it.
#[derive(Debug, Default)]
struct Own(HashMap<String, String>);

impl Injector for Own {
    fn set(&mut self, key: &str, value: String) {
        self.0.insert(key.to_owned(), value);
    }
}

impl Extractor for Own {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.get(&key.to_ascii_lowercase()).map(String::as_str)
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(String::as_str).collect()
    }
}

#[test]
fn maps_of_strings_carry_a_trace() {
    there_and_back(HashMap::<String, String>::new());
    there_and_back(BTreeMap::<String, String>::new());
    there_and_back(Vec::<(String, String)>::new());
    there_and_back(Own::default());
}

#[test]
fn json_objects_carry_a_trace() {
    there_and_back(serde_json::Map::new());
    there_and_back(json!({"other": 1}));
    there_and_back(json!(null));
    there_and_back(None::<serde_json::Map<_, _>>);
}

#[test]
fn messages_of_a2a_carry_a_trace_in_their_metadata() {
    let message = json!({"messageId": "m-1", "metadata": {"tenant": "t-1"}});
    for request in
        [message.clone(), json!({"message": message}), json!({"id": 1, "params": {"message": message}})]
    {
        let (sent, trace) = capture_sync(|| {
            let sent = span(SpanKind::Chain, "sender").in_scope(|| a2a::traced(request.clone()));
            span(SpanKind::Agent, "receiver").parent(a2a::MessageMetadata(&sent)).in_scope(|| {});
            sent
        });
        assert_eq!(received(&trace).name, "receiver");
        let metadata = sent.pointer("/params/message/metadata").or(sent.pointer("/message/metadata"));
        let metadata =
            metadata.or(sent.pointer("/metadata")).and_then(serde_json::Value::as_object).expect("metadata");
        assert_eq!(metadata.keys().collect::<Vec<_>>(), ["tenant", "traceparent"], "{sent}");
    }
}

#[test]
fn json_that_is_no_message_is_left_alone() {
    for other in [json!(null), json!("text"), json!([1]), json!({"metadata": 7})] {
        let (sent, _) =
            capture_sync(|| span(SpanKind::Chain, "sender").in_scope(|| a2a::traced(other.clone())));
        assert_eq!(sent, other);
    }
}

#[test]
fn json_that_is_no_object_is_left_alone() {
    let mut carrier = json!(["no", "object"]);
    let (_, trace) = capture_sync(|| {
        span(SpanKind::Chain, "sender").in_scope(|| propagation::inject(&mut carrier));
        span(SpanKind::Agent, "receiver").parent(&carrier).in_scope(|| {});
    });
    assert_eq!(carrier, json!(["no", "object"]));
    assert_eq!(trace.roots.len(), 2);
}

#[test]
fn http_headers_and_requests_carry_a_trace() {
    there_and_back(http::HeaderMap::new());
    there_and_back(http::Request::new("body"));
    there_and_back(http::Request::new("body").into_parts().0);
}

#[test]
fn nats_headers_carry_a_trace() {
    there_and_back(async_nats::HeaderMap::new());
}

#[test]
fn what_was_there_before_is_replaced() {
    let mut pairs = vec![("Traceparent".to_owned(), "stale".to_owned())];
    capture_sync(|| span(SpanKind::Chain, "sender").in_scope(|| propagation::inject(&mut pairs)));
    assert_eq!(pairs.len(), 1);
    assert!(pairs[0].1.starts_with("00-"), "{pairs:?}");
}

#[test]
fn without_a_span_nothing_is_written() {
    let mut headers = HashMap::new();
    capture_sync(|| propagation::inject(&mut headers));
    assert_eq!(headers, HashMap::new());
}

#[tokio::test]
async fn the_extracted_context_holds_for_a_future() {
    let (_, trace): ((), Trace) = capture(async {
        let headers = super::sent();
        let work = async { span(SpanKind::Agent, "receiver").in_scope(|| {}) };
        use openinference_runtime::opentelemetry::trace::FutureExt as _;
        work.with_context(propagation::extract(&headers)).await;
    })
    .await;
    assert_eq!(received(&trace).name, "receiver");
}

#[test]
fn a_local_span_of_the_same_trace_stays_the_parent() {
    let (_, trace) = capture_sync(|| {
        let headers = super::sent();
        // As another middleware does that has read the same headers before.
        span(SpanKind::Chain, "server").parent(&headers).in_scope(|| {
            let _attached = propagation::extract(&headers).attach();
            span(SpanKind::Agent, "handler").in_scope(|| {});
        });
    });
    assert_eq!(received(&trace).name, "server");
    assert_eq!(received(&trace).children[0].name, "handler");
}
