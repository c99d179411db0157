//! Spans of one's own through OpenTelemetry's API.

use opentelemetry::global::BoxedTracer;
use opentelemetry::trace::TracerProvider as _;
use opentelemetry::trace::noop::NoopTracer;

use super::Telemetry;

impl Telemetry {
    /// A tracer of this set-up, for spans of one's own through OpenTelemetry's API; it does nothing where spans go nowhere.
    pub fn tracer(&self, name: &'static str) -> BoxedTracer {
        match self.active.started.provider() {
            Some(provider) => BoxedTracer::new(Box::new(provider.tracer(name))),
            None => BoxedTracer::new(Box::new(NoopTracer::new())),
        }
    }
}
