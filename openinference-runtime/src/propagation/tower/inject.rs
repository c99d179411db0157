//! The side that calls.

use std::task::{Context as TaskContext, Poll};

use http::Request;
use tower_layer::Layer;
use tower_service::Service;

use crate::propagation::Propagation;

/// Writes the span in progress to the headers of every request.
#[derive(Clone, Copy, Debug, Default)]
pub struct InjectLayer {
    propagation: Propagation,
}

impl InjectLayer {
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

impl<S> Layer<S> for InjectLayer {
    type Service = Inject<S>;

    fn layer(&self, inner: S) -> Inject<S> {
        Inject { inner, propagation: self.propagation }
    }
}

/// See [`InjectLayer`].
#[derive(Clone, Copy, Debug)]
pub struct Inject<S> {
    inner: S,
    propagation: Propagation,
}

impl<S: Service<Request<B>>, B> Service<Request<B>> for Inject<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, task: &mut TaskContext<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(task)
    }

    fn call(&mut self, mut request: Request<B>) -> S::Future {
        self.propagation.inject(&mut request);
        self.inner.call(request)
    }
}
