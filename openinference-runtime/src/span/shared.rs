//! The one span type: a buffer around the provider's span.
//!
//! The SDK's `set_attribute` only pushes, keeps the first 128 attributes and cannot take back a status, so
//! writes are collected here (masked on arrival), and handed over once, at the end: each key once, fixed
//! attributes before the indexed lists, the status last.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use opentelemetry::global::BoxedSpan;
#[cfg(feature = "sdk")]
use opentelemetry::trace::SpanId;
use opentelemetry::trace::{Span, SpanContext, Status};
use opentelemetry::{Key, KeyValue};

use super::end::SpanEnd;
use super::finalize::{AtStart, Known, derive, values};
use crate::attribute_view::AttributeView;
use crate::attributes::Attributes;
use crate::config::{Images, TraceConfig, with_image_scope};
use crate::diagnostics::attribute_limit;
#[cfg(feature = "sdk")]
use crate::genai::{self, Absorbed, ClientCalls, EnclosingSpan};
use crate::panics::catch_panic;

/// What all token counts begin with.
#[cfg(feature = "sdk")]
const TOKEN_COUNT: &str = "llm.token_count.";

/// Streams write some keys with every item.
const CLEAR_AT: usize = 512;

/// Who wrote an attribute. A later writer of the same key wins, but never over a higher rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    /// Inherited from the Context.
    Inherited,
    /// Found by us in arguments and results.
    Found,
    /// Said by the user: a key of the macro, `current()`, a foreign `set_attribute`.
    Said,
}

/// The state of one span, shared by the call that it describes and by the Context that it is current in.
#[derive(Debug)]
pub(crate) struct SharedSpan {
    context: SpanContext,
    config: Arc<TraceConfig>,
    recording: bool,
    started: (SystemTime, Instant),
    on_end: Option<fn(&SpanEnd<'_>)>,
    /// The provider's limits are not ours.
    external: bool,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    /// None once ended.
    span: Option<BoxedSpan>,
    /// What the builder was given, for the sampler to see.
    at_start: Vec<AtStart>,
    /// What the spans of clients say of the same call.
    #[cfg(feature = "sdk")]
    below: ClientCalls,
    /// Whether the span had token counts of its own when it ended.
    #[cfg(feature = "sdk")]
    counted: bool,
    buffer: Vec<(KeyValue, Rank)>,
    /// To be uploaded, when the span ends with them.
    images: Images,
    /// The length at which the buffer is cleared of what has been overwritten.
    clear_at: usize,
    found: Status,
    said: Status,
}

impl SharedSpan {
    pub(crate) fn new(
        span: BoxedSpan,
        config: Arc<TraceConfig>,
        at_start: Vec<AtStart>,
        started: (SystemTime, Instant),
        later: Vec<(KeyValue, Rank)>,
        on_end: Option<fn(&SpanEnd<'_>)>,
    ) -> Self {
        let (context, recording) = (span.span_context().clone(), span.is_recording());
        let mut images = Images::default();
        if recording && config.uploads() {
            images.retain(later.iter().map(|(attribute, _)| attribute));
        }
        let state = State {
            span: Some(span),
            at_start,
            #[cfg(feature = "sdk")]
            below: ClientCalls::default(),
            #[cfg(feature = "sdk")]
            counted: false,
            buffer: later,
            images,
            clear_at: CLEAR_AT,
            found: Status::Unset,
            said: Status::Unset,
        };
        Self { context, config, recording, started, on_end, external: false, state: Mutex::new(state) }
    }

    /// The same on a provider that somebody else has made.
    pub(crate) fn external(mut self) -> Self {
        self.external = true;
        self
    }

    pub(crate) fn context(&self) -> &SpanContext {
        &self.context
    }

    pub(crate) fn config(&self) -> &Arc<TraceConfig> {
        &self.config
    }

    /// False when the sampler said no, and once the span has ended.
    pub(crate) fn is_recording(&self) -> bool {
        self.recording && self.state().span.is_some()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Collects what `write` puts into the masked list.
    pub(crate) fn write(&self, rank: Rank, write: impl FnOnce(&mut Attributes<'_>)) {
        if !self.is_recording() {
            return;
        }
        // Filled before the lock is taken: a value's own code may come back to this very span.
        with_image_scope(&self.config, || {
            let mut attributes = Attributes::new(&self.config);
            write(&mut attributes);
            self.extend(rank, attributes.into_vec());
        });
    }

    /// Adds attributes that are masked already.
    pub(crate) fn extend(&self, rank: Rank, attributes: Vec<KeyValue>) {
        let mut state = self.state();
        let State { at_start, buffer, clear_at, images, .. } = &mut *state;
        if self.config.uploads() {
            images.retain(&attributes);
        }
        buffer.extend(attributes.into_iter().map(|attribute| (attribute, rank)));
        if buffer.len() >= *clear_at {
            *buffer = winners(at_start, std::mem::take(buffer));
            *clear_at = CLEAR_AT.max(buffer.len() * 2);
        }
    }

    /// The outcome that we saw.
    pub(crate) fn found_status(&self, status: Status) {
        let mut state = self.state();
        // An error stays: an end that follows it does not make the call a success.
        if !matches!(state.found, Status::Error { .. }) {
            state.found = status;
        }
    }

    fn said_status(&self, status: Status) {
        let status = match status {
            Status::Error { description } => self.config.mask_error(description),
            other => other,
        };
        let mut state = self.state();
        if status >= state.said
            || matches!((&status, &state.said), (Status::Error { .. }, Status::Error { .. }))
        {
            state.said = status;
        }
    }

    pub(crate) fn event(&self, name: impl Into<Cow<'static, str>>, attributes: Vec<KeyValue>) {
        self.event_at(name, self.now(), attributes);
    }

    pub(crate) fn event_at(
        &self,
        name: impl Into<Cow<'static, str>>,
        at: SystemTime,
        attributes: Vec<KeyValue>,
    ) {
        if !self.is_recording() {
            return;
        }
        let mut masked = Attributes::new(&self.config);
        for KeyValue { key, value, .. } in attributes {
            masked.push(key, value);
        }
        let masked = masked.into_vec();
        let name = self.config.mask_name(name.into());
        if let Some(span) = self.state().span.as_mut() {
            span.add_event_with_timestamp(name, at, masked);
        }
    }

    pub(crate) fn rename(&self, name: impl Into<Cow<'static, str>>) {
        let name = self.config.mask_name(name.into());
        if let Some(span) = self.state().span.as_mut() {
            span.update_name(name);
        }
    }

    pub(crate) fn link(&self, to: SpanContext, attributes: Vec<KeyValue>) {
        let mut masked = Attributes::new(&self.config);
        for KeyValue { key, value, .. } in attributes {
            masked.push(key, value);
        }
        let masked = masked.into_vec();
        if let Some(span) = self.state().span.as_mut() {
            span.add_link(to, masked);
        }
    }

    /// The wall clock at the start plus what has passed since, so that a step of the clock bends no span.
    pub(crate) fn now(&self) -> SystemTime {
        self.started.0 + self.elapsed()
    }

    pub(crate) fn elapsed(&self) -> Duration {
        self.started.1.elapsed()
    }

    /// Hands everything over and ends the provider's span. The second call does nothing.
    pub(crate) fn end(&self) {
        self.end_at(self.now());
    }

    /// What is written at the end: fixed attributes first and the indexed lists last, where a limit on their
    /// number does the least harm. Beside it, what the span has had since its start.
    fn last_words(
        &self,
        known: Known,
        buffer: Vec<(KeyValue, Rank)>,
        images: Images,
    ) -> (Vec<KeyValue>, Vec<KeyValue>) {
        if !self.recording {
            return (values(known.at_start), Vec::new());
        }
        let mut kept: Vec<KeyValue> =
            winners(&known.at_start, buffer).into_iter().map(|(attribute, _)| attribute).collect();
        images.resolve(&self.config, &mut kept);
        let known = derive(&self.config, self.started.0, known, &mut kept);
        kept.sort_by_key(|attribute| is_indexed(attribute.key.as_str()));
        (known, kept)
    }

    /// A function that panics when it is told costs the span nothing.
    fn tell(&self, status: &Status, at: SystemTime, attributes: AttributeView<'_>) {
        let Some(tell) = self.on_end else { return };
        let duration = at.duration_since(self.started.0).unwrap_or_default();
        catch_panic(|| tell(&SpanEnd { duration, status, attributes }));
    }

    pub(crate) fn end_at(&self, at: SystemTime) {
        let mut state = self.state();
        let Some(mut span) = state.span.take() else { return };
        let at_start = std::mem::take(&mut state.at_start);
        let buffer = std::mem::take(&mut state.buffer);
        let images = std::mem::take(&mut state.images);
        #[cfg(feature = "sdk")]
        let below = std::mem::take(&mut state.below);
        #[cfg(feature = "sdk")]
        if genai::is_listened_to() {
            let keys = at_start.iter().map(|known| &known.key).chain(buffer.iter().map(|(one, _)| &one.key));
            state.counted = keys.into_iter().any(|key| key.as_str().starts_with(TOKEN_COUNT));
        }
        let status = match &state.said {
            Status::Unset => state.found.clone(),
            said => said.clone(),
        };
        // Released first: a span processor may look at the current span, which may be this one.
        drop(state);
        // A processor that panics must not take the call with it.
        catch_panic(|| {
            let known = Known {
                at_start,
                #[cfg(feature = "sdk")]
                below,
            };
            let (known, last) = self.last_words(known, buffer, images);
            self.tell(&status, at, AttributeView::new(&known, &last));
            if self.recording {
                if self.external {
                    attribute_limit::check(known.len() + last.len());
                }
                for attribute in last {
                    span.set_attribute(attribute);
                }
                span.set_status(status);
            }
            span.end_with_timestamp(at);
        });
    }
}

#[cfg(feature = "sdk")]
impl EnclosingSpan for SharedSpan {
    fn absorb(&self, id: SpanId, said: Vec<KeyValue>) -> Absorbed {
        // The processor that read it may mask by other rules than this span does.
        let mut masked = Attributes::new(&self.config);
        for KeyValue { key, value, .. } in said {
            masked.push(key, value);
        }
        let mut state = self.state();
        if state.span.is_none() {
            return Absorbed::TooLate { counted: state.counted };
        }
        state.below.add(id, masked.into_vec());
        Absorbed::Taken
    }
}

impl Drop for SharedSpan {
    fn drop(&mut self) {
        self.end();
    }
}

/// Each key once, by rank and then by time.
fn winners(at_start: &[AtStart], buffer: Vec<(KeyValue, Rank)>) -> Vec<(KeyValue, Rank)> {
    let mut winners: HashMap<Key, Winner> = HashMap::with_capacity(at_start.len() + buffer.len());
    for AtStart { key, rank, .. } in at_start {
        winners.insert(key.clone(), Winner { rank: *rank, at: None });
    }
    for (at, (attribute, rank)) in buffer.iter().enumerate() {
        let winner = Winner { rank: *rank, at: Some(at) };
        winners
            .entry(attribute.key.clone())
            .and_modify(|known| {
                if *rank >= known.rank {
                    *known = winner;
                }
            })
            .or_insert(winner);
    }
    buffer
        .into_iter()
        .enumerate()
        .filter(|(at, (attribute, _))| {
            winners.get(&attribute.key).is_some_and(|winner| winner.at == Some(*at))
        })
        .map(|(_, kept)| kept)
        .collect()
}

#[derive(Clone, Copy)]
struct Winner {
    rank: Rank,
    /// Its place in the buffer; None when the provider's span has it already.
    at: Option<usize>,
}

/// True for the members of a flattened list: `llm.input_messages.0.message.role`.
pub(crate) fn is_indexed(key: &str) -> bool {
    key.split('.').any(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(all(test, feature = "sdk"))]
mod tests;

/// What goes into the Context: everything that foreign code writes to the current span passes through here,
/// so it is masked and deduplicated like our own.
#[derive(Debug)]
pub(crate) struct ContextSpan(pub(crate) Arc<SharedSpan>);

impl Span for ContextSpan {
    fn add_event_with_timestamp<T>(&mut self, name: T, timestamp: SystemTime, attributes: Vec<KeyValue>)
    where
        T: Into<Cow<'static, str>>,
    {
        self.0.event_at(name, timestamp, attributes);
    }

    fn span_context(&self) -> &SpanContext {
        self.0.context()
    }

    fn is_recording(&self) -> bool {
        self.0.is_recording()
    }

    fn set_attribute(&mut self, attribute: KeyValue) {
        self.0.write(Rank::Said, |attributes| attributes.push(attribute.key, attribute.value));
    }

    fn set_status(&mut self, status: Status) {
        self.0.said_status(status);
    }

    fn update_name<T>(&mut self, new_name: T)
    where
        T: Into<Cow<'static, str>>,
    {
        self.0.rename(new_name);
    }

    fn add_link(&mut self, span_context: SpanContext, attributes: Vec<KeyValue>) {
        self.0.link(span_context, attributes);
    }

    fn end_with_timestamp(&mut self, timestamp: SystemTime) {
        self.0.end_at(timestamp);
    }
}
