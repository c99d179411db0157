//! A middleware for `reqwest` clients.
//!
//! ```
//! use openinference_runtime::propagation::reqwest::InjectMiddleware;
//!
//! let client = reqwest_middleware::ClientBuilder::new(reqwest::Client::new()).with(InjectMiddleware::new()).build();
//! ```
//!
//! A bare `reqwest` client takes headers by hand: `request.headers(http::headers())`, see
//! [`http::headers`](super::http::headers).
//!
//! The header names the span in progress, so that two requests of one span name the same parent, and a service that makes
//! no span passes on the one that it was called with. W3C Trace Context lets a service do so; who wants each request to be
//! told from the others asks for a span of its own, [`InjectMiddleware::with_client_spans`]. It is not the default, because
//! an HTTP request is none of the kinds of OpenInference, and a tree of them hides what an agent did.

use async_trait::async_trait;
use http::Extensions;
use reqwest_middleware::reqwest::{Request, Response};
use reqwest_middleware::{Middleware, Next, Result};

use super::{Propagation, client_span};
use crate::context::carried;
use crate::current_context;

/// Writes the span in progress to the headers of every request; it makes no span unless told to. Add it after middleware
/// that makes some, so that they are what the other side sees.
#[derive(Clone, Copy, Debug, Default)]
pub struct InjectMiddleware {
    propagation: Propagation,
    client_spans: bool,
}

impl InjectMiddleware {
    /// Sends trace context and baggage.
    #[must_use]
    pub const fn new() -> Self {
        Self::with(Propagation::new())
    }

    /// Sends what `propagation` says.
    #[must_use]
    pub const fn with(propagation: Propagation) -> Self {
        Self { propagation, client_spans: false }
    }

    /// Makes a span of OpenTelemetry's kind CLIENT around every request, which the request then names: method, host, port
    /// and status, nothing of the path. `openinference_only` leaves it out of the export.
    #[must_use]
    pub const fn with_client_spans(mut self) -> Self {
        self.client_spans = true;
        self
    }
}

#[async_trait]
impl Middleware for InjectMiddleware {
    async fn handle(
        &self,
        mut request: Request,
        extensions: &mut Extensions,
        next: Next<'_>,
    ) -> Result<Response> {
        let cx = current_context::get();
        let Some(cx) = self.client_spans.then(|| client_span::start(&cx, &request)).flatten() else {
            self.propagation.inject_context(&cx, request.headers_mut());
            return next.run(request, extensions).await;
        };
        self.propagation.inject_context(&cx, request.headers_mut());
        let response = carried(cx.clone(), next.run(request, extensions)).await;
        client_span::end(&cx, &response);
        response
    }
}
