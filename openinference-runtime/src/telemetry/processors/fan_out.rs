//! All processors of a set-up as one: the SDK copies every span for each processor that it has, the last one included.

use std::time::Duration;

use opentelemetry::Context;
use opentelemetry_sdk::{
    Resource,
    error::OTelSdkResult,
    trace::{Span, SpanData, SpanProcessor},
};

/// Hands spans to several processors, and to the last one without a copy.
#[derive(Debug)]
pub(crate) struct FanOut(pub(crate) Vec<Box<dyn SpanProcessor>>);

impl FanOut {
    /// Every one is asked, whatever the others say; the first error is told.
    fn all(&self, mut ask: impl FnMut(&dyn SpanProcessor) -> OTelSdkResult) -> OTelSdkResult {
        self.0.iter().map(|processor| ask(&**processor)).fold(Ok(()), OTelSdkResult::and)
    }
}

impl SpanProcessor for FanOut {
    fn on_start(&self, span: &mut Span, cx: &Context) {
        self.0.iter().for_each(|processor| processor.on_start(span, cx));
    }

    fn on_end(&self, span: SpanData) {
        let Some((last, others)) = self.0.split_last() else { return };
        others.iter().for_each(|processor| processor.on_end(span.clone()));
        last.on_end(span);
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.all(|processor| processor.force_flush())
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.all(|processor| processor.shutdown_with_timeout(timeout))
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.0.iter_mut().for_each(|processor| processor.set_resource(resource));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};
    use std::time::Duration;

    use opentelemetry::trace::{Tracer as _, TracerProvider as _};
    use opentelemetry::{Context, KeyValue};
    use opentelemetry_sdk::error::{OTelSdkError, OTelSdkResult};
    use opentelemetry_sdk::trace::{SdkTracerProvider, Span, SpanData, SpanProcessor};

    use super::FanOut;

    #[derive(Clone, Debug, Default)]
    struct Seen {
        /// Where the text of the first attribute lies.
        places: Arc<Mutex<Vec<usize>>>,
        fails: bool,
        asked: Arc<Mutex<usize>>,
    }

    impl SpanProcessor for Seen {
        fn on_start(&self, _: &mut Span, _: &Context) {}

        fn on_end(&self, span: SpanData) {
            let place = span.attributes[0].value.as_str().as_ptr().addr();
            self.places.lock().expect("a lock").push(place);
        }

        fn force_flush(&self) -> OTelSdkResult {
            *self.asked.lock().expect("a lock") += 1;
            if self.fails { Err(OTelSdkError::AlreadyShutdown) } else { Ok(()) }
        }

        fn shutdown_with_timeout(&self, _: Duration) -> OTelSdkResult {
            Ok(())
        }
    }

    #[test]
    fn the_last_processor_gets_the_span_and_not_a_copy() {
        let (first, last) = (Seen::default(), Seen::default());
        let fan_out = FanOut(vec![Box::new(first.clone()), Box::new(last.clone())]);
        let provider = SdkTracerProvider::builder().with_span_processor(fan_out).build();
        let text = "x".repeat(100);
        let place = text.as_ptr().addr();
        provider
            .tracer("t")
            .span_builder("s")
            .with_attributes([KeyValue::new("k", text)])
            .start(&provider.tracer("t"));
        let (first, last) = (first.places.lock().expect("a lock"), last.places.lock().expect("a lock"));
        assert_eq!((first.len(), &**last), (1, &[place][..]));
        assert_ne!(first[0], place);
    }

    #[test]
    fn an_error_of_one_keeps_nobody_from_being_asked() {
        let (first, last) = (Seen { fails: true, ..Seen::default() }, Seen::default());
        let fan_out = FanOut(vec![Box::new(first), Box::new(last.clone())]);
        assert!(fan_out.force_flush().is_err());
        assert_eq!(*last.asked.lock().expect("a lock"), 1);
    }
}
