//! The side that is called: a server, and a client that a server asks.

use std::borrow::Cow;
use std::future::Future;

use rmcp::ErrorData;
use rmcp::model::ProtocolVersion;
use rmcp::service::{MaybeSendFuture, NotificationContext, RequestContext, Service, ServiceRole};

use crate::context::carried;
use crate::current_context;
use crate::propagation::Propagation;

/// A handler that runs below the span that each request or notification names in its `_meta`.
///
/// For servers, and for the handlers of clients that servers ask (sampling, elicitation).
#[derive(Clone, Copy, Debug)]
pub struct ExtractHandler<S> {
    inner: S,
    propagation: Propagation,
}

impl<S> ExtractHandler<S> {
    /// Takes trace context and baggage.
    #[must_use]
    pub const fn new(inner: S) -> Self {
        Self::with(Propagation::new(), inner)
    }

    /// Takes what `propagation` says.
    #[must_use]
    pub const fn with(propagation: Propagation, inner: S) -> Self {
        Self { inner, propagation }
    }
}

impl<R: ServiceRole, S: Service<R>> Service<R> for ExtractHandler<S> {
    fn handle_request(
        &self,
        request: R::PeerReq,
        context: RequestContext<R>,
    ) -> impl Future<Output = Result<R::Resp, ErrorData>> + MaybeSendFuture + '_ {
        let cx = self.propagation.extract(&context);
        // A handler may do its work here already.
        let _attached = current_context::attach(cx.clone());
        carried(cx, self.inner.handle_request(request, context))
    }

    fn handle_notification(
        &self,
        notification: R::PeerNot,
        context: NotificationContext<R>,
    ) -> impl Future<Output = Result<(), ErrorData>> + MaybeSendFuture + '_ {
        let cx = self.propagation.extract(&context);
        let _attached = current_context::attach(cx.clone());
        carried(cx, self.inner.handle_notification(notification, context))
    }

    fn get_info(&self) -> R::Info {
        self.inner.get_info()
    }

    fn supported_protocol_versions(&self) -> Cow<'static, [ProtocolVersion]> {
        self.inner.supported_protocol_versions()
    }
}
