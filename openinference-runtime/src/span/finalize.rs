//! The end of a span: each key once, fixed attributes before the indexed lists, what follows from them (cost, GenAI names,
//! data of clients' spans), the status last.

use std::collections::HashMap;
use std::time::SystemTime;

use opentelemetry::trace::{Span as _, Status};
use opentelemetry::{Key, KeyValue, Value};

use super::buffered::{Buffered, Identity};
use super::enclosing_span::EnclosedCalls;
use super::end::SpanEnd;
use crate::attribute_view::AttributeView;
use crate::attributes::Attributes;
use crate::attributes::Rank;
use crate::config::{Images, TraceConfig};
use crate::diagnostics::attribute_limit;
use crate::panics::catch_panic;

/// An attribute that the provider's span has had since its start.
#[derive(Debug)]
pub(super) struct InitialAttribute {
    key: Key,
    rank: Rank,
    /// Kept where somebody asks for it in the end.
    value: Option<Value>,
}

impl InitialAttribute {
    pub(super) fn of(attribute: &KeyValue, rank: Rank, config: &TraceConfig, is_told: bool) -> Self {
        let key = attribute.key.clone();
        let value = (is_told || is_used(config, key.as_str())).then(|| attribute.value.clone());
        Self { key, rank, value }
    }
}

/// Whether anything is derived from an attribute.
fn is_used(config: &TraceConfig, key: &str) -> bool {
    #[cfg(feature = "cost")]
    if config.price_book().is_some() && crate::cost::depends_on(key) {
        return true;
    }
    let _ = key;
    config.genai_semconv()
}

impl Buffered {
    /// Hands everything over and ends the provider's span. To be called where the Context's lock on the span is not held: a
    /// span processor may look at the current span, which may be this one.
    pub(super) fn end(mut self, identity: &Identity, at: SystemTime) {
        let status = self.status();
        let Self { mut span, is_recording, initial, calls, attributes, images, .. } = self;
        let collected = Collected { initial, calls, attributes, images };
        let (known, last) =
            if is_recording { collected.resolve(identity) } else { (values(collected.initial), Vec::new()) };
        notify_on_end(identity, &status, at, AttributeView::new(&known, &last));
        if is_recording {
            if identity.is_external {
                attribute_limit::check(known.len() + last.len());
            }
            for attribute in last {
                span.set_attribute(attribute);
            }
            span.set_status(status);
        }
        span.end_with_timestamp(at);
    }
}

/// What was said of a span that ends.
struct Collected {
    initial: Vec<InitialAttribute>,
    calls: EnclosedCalls,
    attributes: Vec<(KeyValue, Rank)>,
    images: Images,
}

impl Collected {
    /// What is written at the end: fixed attributes first and the indexed lists last, where a limit on their
    /// number does the least harm. Beside it, what the span has had since its start.
    fn resolve(self, identity: &Identity) -> (Vec<KeyValue>, Vec<KeyValue>) {
        let config = identity.config();
        let mut last: Vec<KeyValue> =
            overridden(&self.initial, self.attributes).into_iter().map(|(attribute, _)| attribute).collect();
        self.images.resolve(config, &mut last);
        let is_one_call = self.calls.close(self.initial.iter().map(|known| known.key.as_str()), &mut last);
        let known = values(self.initial);
        derive(config, identity.clock.wall(), &known, &mut last, is_one_call);
        last.sort_by_key(|attribute| is_indexed(attribute.key.as_str()));
        (known, last)
    }
}

/// A function that panics when it is told costs the span nothing.
fn notify_on_end(identity: &Identity, status: &Status, at: SystemTime, attributes: AttributeView<'_>) {
    let Some(on_end) = identity.on_end else { return };
    let duration = at.duration_since(identity.clock.wall()).unwrap_or_default();
    catch_panic(|| on_end(&SpanEnd { duration, status, attributes }));
}

/// Adds to `last`, which is written now, what follows from it and from what is known besides.
fn derive(
    config: &TraceConfig,
    started: SystemTime,
    known: &[KeyValue],
    last: &mut Vec<KeyValue>,
    is_one_call: bool,
) {
    #[cfg(feature = "cost")]
    if let Some(prices) = config.price_book()
        && is_one_call
        && let Some(cost) = crate::cost::of_span(prices, &AttributeView::new(known, last), started)
    {
        let mut out = Attributes::new(config);
        cost.write(&mut out);
        last.extend(out.into_vec());
    }
    #[cfg(not(feature = "cost"))]
    let _ = (started, is_one_call);
    if config.genai_semconv() {
        let mut out = Attributes::new(config);
        crate::genai::write(&AttributeView::new(known, last), &mut out);
        last.extend(out.into_vec());
    }
}

/// The attributes that have been kept.
fn values(initial: Vec<InitialAttribute>) -> Vec<KeyValue> {
    initial.into_iter().filter_map(|known| Some(KeyValue::new(known.key, known.value?))).collect()
}

/// Each key once, by rank and then by time; those aside that the provider's span has already.
pub(super) fn overridden(
    initial: &[InitialAttribute],
    attributes: Vec<(KeyValue, Rank)>,
) -> Vec<(KeyValue, Rank)> {
    let mut winners: HashMap<Key, Winner> = HashMap::with_capacity(initial.len() + attributes.len());
    for InitialAttribute { key, rank, .. } in initial {
        winners.insert(key.clone(), Winner { rank: *rank, at: None });
    }
    for (at, (attribute, rank)) in attributes.iter().enumerate() {
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
    attributes
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
pub(super) fn is_indexed(key: &str) -> bool {
    key.split('.').any(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}
