//! What a span that ends is given beside what was said of it.

use std::time::SystemTime;

use opentelemetry::{Key, KeyValue, Value};

use super::shared::Rank;
use crate::attribute_view::AttributeView;
use crate::attributes::Attributes;
use crate::config::TraceConfig;
#[cfg(feature = "sdk")]
use crate::genai::ClientCalls;

/// An attribute that the provider's span has had since its start.
#[derive(Debug)]
pub(crate) struct AtStart {
    pub(super) key: Key,
    pub(super) rank: Rank,
    /// Kept where somebody asks for it in the end.
    value: Option<Value>,
}

impl AtStart {
    pub(super) fn of(attribute: &KeyValue, rank: Rank, config: &TraceConfig, is_told: bool) -> Self {
        let key = attribute.key.clone();
        let value = (is_told || is_used(config, key.as_str())).then(|| attribute.value.clone());
        Self { key, rank, value }
    }
}

/// What a span that ends is known to say, beside what is written at the end.
pub(super) struct Known {
    pub(super) at_start: Vec<AtStart>,
    /// What the spans of clients say of the same call.
    #[cfg(feature = "sdk")]
    pub(super) below: ClientCalls,
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

/// Adds to `last`, which is written now, what follows from it and from what is known besides: from the latter what has a
/// value still, which it returns.
pub(super) fn derive(
    config: &TraceConfig,
    started: SystemTime,
    known: Known,
    last: &mut Vec<KeyValue>,
) -> Vec<KeyValue> {
    #[cfg(feature = "sdk")]
    let is_one_call = known.below.fill(known.at_start.iter().map(|known| known.key.as_str()), last);
    #[cfg(not(feature = "sdk"))]
    let is_one_call = true;
    let known = values(known.at_start);
    #[cfg(feature = "cost")]
    if let Some(prices) = config.price_book()
        && is_one_call
        && let Some(cost) = crate::cost::of_span(prices, &AttributeView::new(&known, last), started)
    {
        let mut out = Attributes::new(config);
        cost.write(&mut out);
        last.extend(out.into_vec());
    }
    #[cfg(not(feature = "cost"))]
    let _ = (started, is_one_call);
    if config.genai_semconv() {
        let mut out = Attributes::new(config);
        crate::genai::write(&AttributeView::new(&known, last), &mut out);
        last.extend(out.into_vec());
    }
    known
}

/// The attributes that have been kept.
pub(super) fn values(at_start: Vec<AtStart>) -> Vec<KeyValue> {
    at_start.into_iter().filter_map(|known| Some(KeyValue::new(known.key, known.value?))).collect()
}
