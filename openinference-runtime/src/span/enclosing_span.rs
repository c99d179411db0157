//! Calls of models that have a span of ours and, below it, one of the client that makes the call.
//!
//! Both count the same tokens. The client's span hands what it says to ours, which takes what it does not know itself, and
//! is then exported as a step without counts.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use opentelemetry::trace::SpanId;
use opentelemetry::{Context, KeyValue};

use super::client_calls::ClientCalls;
use crate::attributes::{AttributeBuffer, Attributes};
use crate::config::TraceConfig;
use crate::current_context;
use crate::semconv::SpanKind;
use crate::value::TOKEN_COUNTS;

/// What became of what a client's span says.
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
#[derive(Debug)]
pub(crate) struct EnclosingSpan {
    pub(crate) kind: SpanKind,
    config: Arc<TraceConfig>,
    state: Mutex<State>,
}

#[derive(Debug)]
enum State {
    Open(ClientCalls),
    Ended { counted: bool },
}

/// The calls of clients within one span of ours; none where nobody reads the spans of clients.
#[derive(Debug, Default)]
pub(crate) struct EnclosedCalls(Option<Arc<EnclosingSpan>>);

/// What a Context carries; none inside a span of ours of another kind.
struct InCall(Option<Arc<EnclosingSpan>>);

/// Whether anybody reads the spans of clients.
static LISTENING: AtomicBool = AtomicBool::new(false);

pub(crate) fn listen() {
    LISTENING.store(true, Relaxed);
}

impl EnclosingSpan {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the span `id` below says of the same call.
    pub(crate) fn absorb(&self, id: SpanId, said: Vec<KeyValue>) -> Absorbed {
        // The processor that read it may mask by other rules than this span does.
        let mut masked = Attributes::new(&self.config);
        for KeyValue { key, value, .. } in said {
            masked.push(key, value);
        }
        match &mut *self.state() {
            State::Open(below) => {
                below.add(id, &masked.into_buffer());
                Absorbed::Taken
            }
            State::Ended { counted } => Absorbed::TooLate { counted: *counted },
        }
    }

    fn end(&self, counted: bool) -> ClientCalls {
        match std::mem::replace(&mut *self.state(), State::Ended { counted }) {
            State::Open(below) => below,
            State::Ended { .. } => ClientCalls::default(),
        }
    }
}

impl EnclosedCalls {
    /// `cx` as the Context of a span of ours, and the calls of clients that will be seen in it.
    pub(crate) fn enter(cx: &Context, kind: SpanKind, config: &Arc<TraceConfig>) -> (Option<Context>, Self) {
        if !LISTENING.load(Relaxed) {
            return (None, Self(None));
        }
        match kind {
            SpanKind::Llm | SpanKind::Embedding => {
                let state = Mutex::new(State::Open(ClientCalls::default()));
                let span = Arc::new(EnclosingSpan { kind, config: Arc::clone(config), state });
                (Some(cx.with_value(InCall(Some(Arc::clone(&span))))), Self(Some(span)))
            }
            _ if cx.get::<InCall>().is_some_and(|call| call.0.is_some()) => {
                (Some(cx.with_value(InCall(None))), Self(None))
            }
            _ => (None, Self(None)),
        }
    }

    /// Adds to `said` what clients said and the span does not. False if the summed tokens cannot be priced as one call.
    pub(crate) fn close(mut self, said: &mut AttributeBuffer) -> bool {
        let Some(span) = self.0.take() else { return true };
        let counted = said.has_any(&TOKEN_COUNTS);
        span.end(counted).fill(said)
    }
}

impl Drop for EnclosedCalls {
    fn drop(&mut self) {
        if let Some(span) = self.0.take() {
            span.end(false);
        }
    }
}

/// The call that a span begins in: by its parent's Context, else by what is current. `tracing` hands on its own spans'
/// Contexts, which may be older than ours.
pub(crate) fn around(parent: &Context) -> Option<Arc<EnclosingSpan>> {
    match parent.get::<InCall>() {
        Some(call) => call.0.clone(),
        None => current_context::get().get::<InCall>()?.0.clone(),
    }
}
