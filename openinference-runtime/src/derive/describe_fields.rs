//! From a value of an own type to attributes.

use crate::attributes::Attributes;
use crate::config::TraceConfig;
use crate::providers;
use crate::record::{Captured, Recorded, Side};
use crate::semconv::SpanKind;

/// What the fields of a type say, collected.
pub trait FieldCollector: Default {
    /// The next value of a list begins.
    fn begin(&mut self, config: &TraceConfig) {
        let _ = config;
    }

    /// A value of a list is at its end.
    fn end(&mut self) {}

    /// Writes all that was said.
    fn write(self, side: Side, kind: SpanKind, out: &mut Attributes<'_>);
}

/// A type whose fields say something: what a derive generates.
pub trait DescribeFields<C> {
    /// Hands each field to its method of the collector.
    fn __openinference_describe(&self, to: &mut C, config: &TraceConfig);
}

pub(super) fn collect<C: FieldCollector, T: DescribeFields<C>>(values: &[T], config: &TraceConfig) -> C {
    let mut collected = C::default();
    for value in values {
        collected.begin(config);
        value.__openinference_describe(&mut collected, config);
        collected.end();
    }
    collected
}

/// The attributes of values of one type.
pub fn write<C: FieldCollector, T: DescribeFields<C>>(
    values: &[T],
    side: Side,
    kind: SpanKind,
    out: &mut Attributes<'_>,
) {
    collect::<C, T>(values, out.config()).write(side, kind, out);
}

/// What a type is without its derive.
#[must_use]
pub fn recorded(value: Captured<'_>, config: &TraceConfig) -> Option<Recorded> {
    // As much as of a payload: the type does not know the kind of the span.
    value.record(config, providers::budget(SpanKind::Llm, config))
}
