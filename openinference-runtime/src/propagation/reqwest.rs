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

use async_trait::async_trait;
use http::Extensions;
use reqwest_middleware::reqwest::{Request, Response};
use reqwest_middleware::{Middleware, Next, Result};

use super::Propagation;

/// Writes the span in progress to the headers of every request; it makes no span. Add it after middleware that makes
/// some, so that they are what the other side sees.
#[derive(Clone, Copy, Debug, Default)]
pub struct InjectMiddleware {
    propagation: Propagation,
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
        Self { propagation }
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
        self.propagation.inject(request.headers_mut());
        next.run(request, extensions).await
    }
}
