//! Traces through the Agent2Agent protocol: in the HTTP headers of its requests, and in the metadata of its messages.
//!
//! Over HTTP the headers are enough: a [middleware](super::reqwest) or [`inject`] at the client, a
//! [layer](super::tower) at the server. A message that is queued or passed on by another agent leaves its headers
//! behind; its `metadata` goes along. Writing both is right: a reader that finds both finds the same trace.
//!
//! ```
//! use openinference_runtime::{propagation::a2a, semconv::SpanKind, span};
//! use serde_json::json;
//!
//! // The client: any JSON-RPC request of A2A, or a message by itself.
//! let request = a2a::traced(json!({
//!     "jsonrpc": "2.0", "id": 1, "method": "SendMessage",
//!     "params": {"message": {"messageId": "m-1", "role": "ROLE_USER", "parts": [{"text": "Weather in Bern?"}]}}
//! }));
//!
//! // The server. In a macro: `parent = a2a::MessageMetadata(&request)`.
//! span(SpanKind::Agent, "answer").parent(a2a::MessageMetadata(&request)).in_scope(|| {});
//! ```
//!
//! With types instead of JSON, the field itself is the carrier: `propagation::inject(&mut message.metadata)` and
//! `parent = &message.metadata`, for a `serde_json::Map` or `Value`. In an `Option`, `inject` is the same and the parent is
//! `message.metadata.as_ref()`.
//!
//! The keys are those of W3C (`traceparent`, `tracestate`, `baggage`), as the Model Context Protocol has them in its
//! `_meta`; A2A has not laid down any.

use serde_json::{Map, Value};

use super::carrier::way::ByA2a;
use super::{ExtractCarrier, InjectCarrier, inject};

/// A message, or a request with one, with the span in progress in its metadata. JSON of any other kind is left alone.
#[must_use]
pub fn traced(mut message: Value) -> Value {
    inject(&mut MessageMut(&mut message));
    message
}

/// A message, or a request with one, to read the metadata of.
#[derive(Clone, Copy, Debug)]
pub struct MessageMetadata<'m>(pub &'m Value);

/// A message, or a request with one, to write the metadata of.
#[derive(Debug)]
pub struct MessageMut<'m>(pub &'m mut Value);

const METADATA: &str = "metadata";

/// Where a request has its message, from the outermost object inwards.
const MESSAGES: [&str; 3] = ["/params/message", "/message", ""];

impl MessageMetadata<'_> {
    fn metadata(&self) -> Option<&Map<String, Value>> {
        let message = MESSAGES.iter().find_map(|place| self.0.pointer(place)?.as_object());
        message?.get(METADATA)?.as_object()
    }
}

impl ExtractCarrier<ByA2a> for MessageMetadata<'_> {
    fn value(&self, key: &str) -> Option<&str> {
        self.metadata()?.value(key)
    }

    fn names(&self) -> Vec<&str> {
        self.metadata().map(ExtractCarrier::names).unwrap_or_default()
    }

    fn lines(&self, key: &str) -> Vec<&str> {
        self.metadata().map(|metadata| metadata.lines(key)).unwrap_or_default()
    }
}

impl InjectCarrier<ByA2a> for MessageMut<'_> {
    fn put(&mut self, key: &str, value: String) {
        let found = MESSAGES.iter().find(|place| self.0.pointer(place).is_some_and(Value::is_object));
        let message = found.and_then(|place| self.0.pointer_mut(place)?.as_object_mut());
        if let Some(message) = message {
            message.entry(METADATA).or_insert(Value::Null).put(key, value);
        }
    }
}
