//! Inbound values are not trusted: what is too long to be meant is not looked at.

use std::marker::PhantomData;

use opentelemetry::propagation::Extractor;

use super::{ExtractCarrier, MAX_TRACESTATE, MAX_VALUE};

/// Keys of an inbound carrier that a propagator gets to see at once.
const MAX_KEYS: usize = 256;

/// A carrier as propagators may see it.
pub(super) struct Bounded<'c, C: ?Sized, Way> {
    carrier: &'c C,
    way: PhantomData<Way>,
}

impl<'c, C: ?Sized, Way> Bounded<'c, C, Way> {
    pub(super) fn new(carrier: &'c C) -> Self {
        Self { carrier, way: PhantomData }
    }
}

impl<C: ExtractCarrier<Way> + ?Sized, Way> Extractor for Bounded<'_, C, Way> {
    fn get(&self, key: &str) -> Option<&str> {
        let value = self.carrier.value(key)?;
        let fit = match key {
            "traceparent" => is_traceparent(value.trim()),
            "tracestate" => value.len() <= MAX_TRACESTATE,
            _ => value.len() <= MAX_VALUE,
        };
        fit.then_some(value)
    }

    fn keys(&self) -> Vec<&str> {
        let mut names = self.carrier.names();
        names.truncate(MAX_KEYS);
        names
    }
}

/// `version "-" trace-id "-" parent-id "-" flags`, of 2, 32, 16 and 2 digits, and in versions to come more after another
/// dash (W3C Trace Context 3.2.2). The SDK would read a short id as a small number.
fn is_traceparent(value: &str) -> bool {
    const LENGTH: usize = 55;
    let dashes = [2, 35, 52, LENGTH];
    let bytes = value.as_bytes();
    bytes.len() >= LENGTH
        && bytes.len() <= MAX_VALUE
        && bytes.iter().enumerate().take(LENGTH + 1).all(|(at, byte)| match byte {
            b'-' => dashes.contains(&at),
            b'0'..=b'9' | b'a'..=b'f' => !dashes.contains(&at),
            _ => false,
        })
}
