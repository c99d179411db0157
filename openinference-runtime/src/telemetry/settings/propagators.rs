//! `OTEL_PROPAGATORS`, which the SDK does not read.

use super::{env::Environment, parse};
use crate::telemetry::InitError;

const PROPAGATORS: &str = "OTEL_PROPAGATORS";

/// One way to carry a trace across processes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Propagator {
    /// W3C trace context.
    TraceContext,
    /// W3C baggage.
    Baggage,
}

/// The wanted ones, without repetition; the specification's default is both.
pub(super) fn resolve(environment: &Environment) -> Result<Vec<Propagator>, InitError> {
    let Some(value) = environment.get(PROPAGATORS) else {
        return Ok(vec![Propagator::TraceContext, Propagator::Baggage]);
    };
    let mut propagators = Vec::new();
    for (index, word) in parse::list(&value) {
        let propagator = match word.as_str() {
            "tracecontext" => Propagator::TraceContext,
            "baggage" => Propagator::Baggage,
            "none" => continue,
            _ => {
                return Err(parse::refused_entry(
                    PROPAGATORS,
                    index,
                    "`tracecontext`, `baggage`, both, or `none`",
                ));
            }
        };
        if !propagators.contains(&propagator) {
            propagators.push(propagator);
        }
    }
    Ok(propagators)
}
