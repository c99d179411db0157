//! Traces in HTTP headers and requests.
//!
//! ```
//! use openinference_runtime::{propagation, span, semconv::SpanKind};
//!
//! let mut request = http::Request::get("http://agents.test/answer").body(()).unwrap();
//! propagation::inject(&mut request);
//!
//! span(SpanKind::Agent, "answer").parent(&request).in_scope(|| {});
//! ```

use http::header::{HeaderMap, HeaderName, HeaderValue};
use http::{Request, request};

use super::carrier::way::ByHttp;
use super::{ExtractCarrier, InjectCarrier, inject};

/// Headers that name the span in progress, and nothing else: `client.get(url).headers(http::headers())`.
#[must_use]
pub fn headers() -> HeaderMap {
    let mut headers = HeaderMap::new();
    inject(&mut headers);
    headers
}

impl InjectCarrier<ByHttp> for HeaderMap {
    fn put(&mut self, key: &str, value: String) {
        // A propagator may write what HTTP cannot carry; the request is worth more than that one value.
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(key), HeaderValue::try_from(value)) {
            self.insert(name, value);
        }
    }
}

impl ExtractCarrier<ByHttp> for HeaderMap {
    fn value(&self, key: &str) -> Option<&str> {
        self.get(key)?.to_str().ok()
    }

    fn names(&self) -> Vec<&str> {
        self.keys().map(HeaderName::as_str).collect()
    }

    fn lines(&self, key: &str) -> Vec<&str> {
        self.get_all(key).iter().map(|value| value.to_str().unwrap_or_default()).collect()
    }
}

impl<B> InjectCarrier<ByHttp> for Request<B> {
    fn put(&mut self, key: &str, value: String) {
        self.headers_mut().put(key, value);
    }
}

impl<B> ExtractCarrier<ByHttp> for Request<B> {
    fn value(&self, key: &str) -> Option<&str> {
        self.headers().value(key)
    }

    fn names(&self) -> Vec<&str> {
        self.headers().names()
    }

    fn lines(&self, key: &str) -> Vec<&str> {
        self.headers().lines(key)
    }
}

impl InjectCarrier<ByHttp> for request::Parts {
    fn put(&mut self, key: &str, value: String) {
        self.headers.put(key, value);
    }
}

impl ExtractCarrier<ByHttp> for request::Parts {
    fn value(&self, key: &str) -> Option<&str> {
        self.headers.value(key)
    }

    fn names(&self) -> Vec<&str> {
        self.headers.names()
    }

    fn lines(&self, key: &str) -> Vec<&str> {
        self.headers.lines(key)
    }
}
