//! Traces across processes.

mod carriers;
mod inbound;
mod session;
mod w3c;

use std::collections::HashMap;

use openinference_runtime::semconv::SpanKind;
use openinference_runtime::testing::Node;
use openinference_runtime::{propagation, span};

/// A request as it comes from another process.
fn headers(pairs: &[(&str, &str)]) -> HashMap<String, String> {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

/// What a span in progress writes.
fn sent() -> HashMap<String, String> {
    span(SpanKind::Chain, "sender").in_scope(|| {
        let mut headers = HashMap::new();
        propagation::inject(&mut headers);
        headers
    })
}

/// The span that the receiver made, below the sender's.
fn received(trace: &openinference_runtime::testing::Trace) -> &Node {
    let [sender] = trace.roots.as_slice() else { panic!("one trace: {trace:#?}") };
    let [receiver] = sender.children.as_slice() else { panic!("one receiver: {trace:#?}") };
    assert!(receiver.remote_parent, "{receiver:#?}");
    receiver
}
