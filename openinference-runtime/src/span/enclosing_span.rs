//! Calls of models that have a span of ours and, below it, one of the client that makes the call.
//!
//! Both count the same tokens. The client's span hands what it says to ours, which takes what it does not know itself, and
//! is then exported as a step without counts.

use std::fmt::Debug;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use opentelemetry::trace::SpanId;
use opentelemetry::{Context, KeyValue};

use crate::semconv::SpanKind;

/// A span of ours around a call.
pub(crate) trait EnclosingSpan: Debug + Send + Sync {
    /// What the span `id` below says of the same call.
    fn absorb(&self, id: SpanId, said: Vec<KeyValue>) -> Absorbed;
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Absorbed {
    /// It is counted in the span around it.
    Taken,
    /// The span around it had ended.
    TooLate {
        /// Whether that span counts the tokens of the call itself.
        counted: bool,
    },
}

/// The call that a Context belongs to.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) kind: SpanKind,
    pub(crate) span: Arc<dyn EnclosingSpan>,
}

/// What a Context carries; none inside a span of ours of another kind.
struct InCall(Option<Call>);

/// Whether anybody reads the spans of clients.
static LISTENING: AtomicBool = AtomicBool::new(false);

pub(crate) fn listen() {
    LISTENING.store(true, Relaxed);
}

pub(crate) fn is_listened_to() -> bool {
    LISTENING.load(Relaxed)
}

/// `cx` as the Context of a span of ours.
pub(crate) fn enter<S: EnclosingSpan + 'static>(cx: Context, kind: SpanKind, span: &Arc<S>) -> Context {
    if !is_listened_to() {
        return cx;
    }
    match kind {
        SpanKind::Llm | SpanKind::Embedding => {
            let span: Arc<dyn EnclosingSpan> = Arc::<S>::clone(span);
            cx.with_value(InCall(Some(Call { kind, span })))
        }
        _ if cx.get::<InCall>().is_some_and(|call| call.0.is_some()) => cx.with_value(InCall(None)),
        _ => cx,
    }
}

/// The call that a span begins in: by its parent's Context, else by what is current. `tracing` hands on its own spans'
/// Contexts, which may be older than ours.
pub(crate) fn enclosing_call(parent: &Context) -> Option<Call> {
    match parent.get::<InCall>() {
        Some(call) => call.0.clone(),
        None => Context::map_current(|current| current.get::<InCall>()?.0.clone()),
    }
}
