//! Traces in the headers of NATS and JetStream messages.
//!
//! ```no_run
//! use futures_util::StreamExt as _;
//! use openinference_runtime::{propagation::nats, semconv::SpanKind, span};
//!
//! # async fn answer(_: async_nats::Message) {}
//! # async fn f(client: async_nats::Client) -> Result<(), Box<dyn std::error::Error>> {
//! // The one who asks: the span in progress goes along.
//! let reply = client.request_with_headers("weather", nats::headers(), "Bern".into()).await?;
//!
//! // The one who answers: its span is a child of it. In a macro: `parent = &message`.
//! let mut questions = client.subscribe("weather").await?;
//! while let Some(message) = questions.next().await {
//!     span(SpanKind::Agent, "answer").parent(&message).scope(answer(message.clone())).await;
//! }
//! # Ok(())
//! # }
//! ```
//!
//! JetStream keeps the headers, so each delivery of a message makes a span below the one that published it: a
//! redelivery is a sibling of the attempt that failed.

#[cfg(feature = "jetstream")]
mod jetstream;

use async_nats::{HeaderMap, HeaderName, HeaderValue, Message};

use super::carrier::way::ByNats;
use super::{ExtractCarrier, InjectCarrier, inject};

/// Headers that name the span in progress, and nothing else.
#[must_use]
pub fn headers() -> HeaderMap {
    let mut headers = HeaderMap::new();
    inject(&mut headers);
    headers
}

impl InjectCarrier<ByNats> for HeaderMap {
    fn put(&mut self, key: &str, value: String) {
        // The message is worth more than a value that NATS cannot carry.
        if let (Ok(name), Ok(value)) = (key.parse::<HeaderName>(), value.parse::<HeaderValue>()) {
            self.insert(name, value);
        }
    }
}

impl ExtractCarrier<ByNats> for HeaderMap {
    fn value(&self, key: &str) -> Option<&str> {
        let find = |same: fn(&str, &str) -> bool| self.iter().find(|(name, _)| same((*name).as_ref(), key));
        // To NATS the case matters, and clients in other languages write `Traceparent`.
        let (_, values) = find(|name, key| name == key).or_else(|| find(str::eq_ignore_ascii_case))?;
        values.first().map(HeaderValue::as_str)
    }

    fn names(&self) -> Vec<&str> {
        self.iter().map(|(name, _)| name.as_ref()).collect()
    }

    fn lines(&self, key: &str) -> Vec<&str> {
        let of_key = self.iter().filter(|(name, _)| {
            let name: &str = (*name).as_ref();
            name.eq_ignore_ascii_case(key)
        });
        of_key.flat_map(|(_, values)| values).map(HeaderValue::as_str).collect()
    }
}

impl ExtractCarrier<ByNats> for Message {
    fn value(&self, key: &str) -> Option<&str> {
        self.headers.as_ref()?.value(key)
    }

    fn names(&self) -> Vec<&str> {
        self.headers.as_ref().map(ExtractCarrier::names).unwrap_or_default()
    }

    fn lines(&self, key: &str) -> Vec<&str> {
        self.headers.as_ref().map(|headers| headers.lines(key)).unwrap_or_default()
    }
}
