//! The side that is called.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context as TaskContext, Poll, ready};

use http::{Request, Response};
use opentelemetry::Context;
use pin_project_lite::pin_project;
use tower_layer::Layer;
use tower_service::Service;

use crate::context::{InContext, carried};
use crate::current_context;
use crate::propagation::Propagation;

/// Lets a service run below the span that the request names, up to the last frame of the response's body: the spans
/// of a streamed answer belong to the request too.
#[derive(Clone, Copy, Debug, Default)]
pub struct ExtractLayer {
    propagation: Propagation,
}

impl ExtractLayer {
    /// Takes trace context and baggage.
    #[must_use]
    pub const fn new() -> Self {
        Self::with(Propagation::new())
    }

    /// Takes what `propagation` says.
    #[must_use]
    pub const fn with(propagation: Propagation) -> Self {
        Self { propagation }
    }
}

impl<S> Layer<S> for ExtractLayer {
    type Service = Extract<S>;

    fn layer(&self, inner: S) -> Extract<S> {
        Extract { inner, propagation: self.propagation }
    }
}

/// See [`ExtractLayer`].
#[derive(Clone, Copy, Debug)]
pub struct Extract<S> {
    inner: S,
    propagation: Propagation,
}

impl<S, B, R> Service<Request<B>> for Extract<S>
where
    S: Service<Request<B>, Response = Response<R>>,
{
    type Response = Response<InContext<R>>;
    type Error = S::Error;
    type Future = ExtractFuture<S::Future>;

    fn poll_ready(&mut self, task: &mut TaskContext<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(task)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let cx = self.propagation.extract(&request);
        // A service may do its work here already.
        let attached = current_context::attach(cx.clone());
        let response = self.inner.call(request);
        drop(attached);
        ExtractFuture { cx: cx.clone(), response: carried(cx, response) }
    }
}

pin_project! {
    /// The response to come.
    #[derive(Debug)]
    pub struct ExtractFuture<F> {
        #[pin]
        response: InContext<F>,
        cx: Context,
    }
}

impl<F, R, E> Future for ExtractFuture<F>
where
    F: Future<Output = Result<Response<R>, E>>,
{
    type Output = Result<Response<InContext<R>>, E>;

    fn poll(self: Pin<&mut Self>, task: &mut TaskContext<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let response = ready!(this.response.poll(task));
        Poll::Ready(response.map(|response| response.map(|body| carried(this.cx.clone(), body))))
    }
}
