//! What a span that ends is given beside what was said of it.

use std::time::SystemTime;

use opentelemetry::{Key, KeyValue, Value};

use super::shared::Rank;
use crate::config::TraceConfig;
#[cfg(feature = "cost")]
use crate::{attributes::Attributes, finished::Finished};

/// An attribute that the provider's span has had since its start.
#[derive(Debug)]
pub(crate) struct AtStart {
    pub(super) key: Key,
    pub(super) rank: Rank,
    /// Kept where something is derived from it.
    value: Option<Value>,
}

impl AtStart {
    pub(super) fn of(attribute: &KeyValue, rank: Rank, config: &TraceConfig) -> Self {
        let key = attribute.key.clone();
        let value = is_used(config, key.as_str()).then(|| attribute.value.clone());
        Self { key, rank, value }
    }
}

/// Whether anything is derived from an attribute.
fn is_used(config: &TraceConfig, key: &str) -> bool {
    #[cfg(feature = "cost")]
    if config.price_book().is_some() && crate::cost::depends_on(key) {
        return true;
    }
    let _ = (config, key);
    false
}

/// Adds to `last`, which is written now, what follows from it and from what the span has had since its start.
pub(super) fn derive(
    config: &TraceConfig,
    started: SystemTime,
    at_start: Vec<AtStart>,
    last: &mut Vec<KeyValue>,
) {
    let known: Vec<KeyValue> =
        at_start.into_iter().filter_map(|known| Some(KeyValue::new(known.key, known.value?))).collect();
    #[cfg(not(feature = "cost"))]
    let _ = (config, started, known, last);
    #[cfg(feature = "cost")]
    if let Some(prices) = config.price_book()
        && let Some(cost) = crate::cost::of_span(prices, &Finished::new(&known, last), started)
    {
        let mut out = Attributes::new(config);
        cost.write(&mut out);
        last.extend(out.into_vec());
    }
}
