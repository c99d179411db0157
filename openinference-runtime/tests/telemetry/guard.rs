//! The guard: once, twice, and after it.

use openinference_runtime::{
    InitError, Telemetry, init,
    opentelemetry::{
        Context, global,
        propagation::Injector,
        trace::{TraceContextExt as _, Tracer as _},
    },
    semconv::SpanKind,
    span,
};

use crate::{LONG, alone, builder, sending_to, sink::Sink, spans};

#[test]
fn a_second_set_up_that_says_nothing_shares_the_first() {
    let _alone = alone();
    let sink = Sink::new();
    let first = sending_to(&sink.url());
    let second = init().expect("the same again");
    spans::ours("a");
    drop(first);
    spans::ours("b");
    assert_eq!(second.counts().made, 2);
    drop(second);
    let names = sink.names();
    assert_eq!(names, ["a", "b"]);
}

#[test]
fn spans_that_are_open_are_counted_until_they_end() {
    let _alone = alone();
    let sink = Sink::new();
    let url = sink.url();
    // Two exporters, and each span is one all the same.
    let exporters = [("OTEL_EXPORTER_OTLP_ENDPOINT", url.as_str()), ("OTEL_TRACES_EXPORTER", "otlp,console")];
    let telemetry = builder(&exporters).console_writer(std::io::sink()).init().expect("telemetry");
    let open = || telemetry.counts().open;
    let outer = span(SpanKind::Chain, "outer").start();
    let inner = global::tracer("another library").start("inner");
    assert_eq!(open(), 2);
    drop(inner);
    assert_eq!(open(), 1);
    outer.ok();
    assert_eq!((open(), telemetry.counts().made), (0, 2));
    drop(telemetry);
    assert_eq!(sink.next().span_names(), ["inner", "outer"]);
}

#[test]
fn spans_that_are_not_sampled_are_not_counted_as_open() {
    let _alone = alone();
    let url = crate::sink::nobody();
    let never = [("OTEL_EXPORTER_OTLP_ENDPOINT", url.as_str()), ("OTEL_TRACES_SAMPLER", "always_off")];
    let telemetry = builder(&never).init().expect("telemetry");
    let _open = span(SpanKind::Chain, "a").start();
    assert_eq!(telemetry.counts().open, 0);
}

#[test]
fn a_second_set_up_that_says_something_else_is_an_error() {
    let _alone = alone();
    let sink = Sink::new();
    let first = Telemetry::builder().endpoint(sink.url()).quiet(true).init().expect("telemetry");
    let again = Telemetry::builder().endpoint(sink.url()).quiet(true).init();
    assert!(again.is_ok(), "the same in code");
    let other = Telemetry::builder().endpoint("http://elsewhere").init();
    assert!(matches!(other, Err(InitError::AlreadyInitialised)));
    spans::ours("a");
    drop((again, first));
    assert_eq!(sink.next().span_names(), ["a"]);
}

#[test]
fn after_the_last_guard_another_set_up_is_possible() {
    let _alone = alone();
    for name in ["first", "second"] {
        let sink = Sink::new();
        let telemetry = sending_to(&sink.url());
        spans::ours(name);
        spans::foreign(name, Vec::new());
        drop(telemetry);
        assert_eq!(sink.next().span_names(), [name, name]);
    }
}

#[test]
fn shutdown_of_one_of_two_guards_flushes_only() {
    let _alone = alone();
    let sink = Sink::new();
    let first = sending_to(&sink.url());
    let second = init().expect("the same again");
    spans::ours("a");
    assert!(first.shutdown(LONG));
    assert_eq!(sink.next().span_names(), ["a"]);
    spans::ours("b");
    assert!(second.shutdown(LONG));
    assert_eq!(sink.next().span_names(), ["b"]);
}

#[test]
fn after_the_guard_nothing_is_recorded() {
    let _alone = alone();
    let sink = Sink::new();
    let telemetry = sending_to(&sink.url());
    spans::ours("a");
    drop(telemetry);
    spans::ours("late");
    spans::foreign("late", Vec::new());
    let names = sink.names();
    assert_eq!(names, ["a"]);
}

#[test]
fn a_failed_set_up_leaves_room_for_a_good_one() {
    let _alone = alone();
    let sink = Sink::new();
    let bad = builder(&[("OTEL_EXPORTER_OTLP_ENDPOINT", "nonsense")]).init();
    assert!(matches!(bad, Err(InitError::Endpoint { .. })), "{bad:?}");
    let telemetry = sending_to(&sink.url());
    spans::ours("a");
    drop(telemetry);
    assert_eq!(sink.next().span_names(), ["a"]);
}

#[test]
fn the_globals_can_be_left_alone() {
    let _alone = alone();
    let sink = Sink::new();
    let telemetry = Telemetry::builder()
        .environment([("OTEL_EXPORTER_OTLP_ENDPOINT", sink.url())])
        .quiet(true)
        .set_global(false)
        .init()
        .expect("telemetry");
    spans::ours("ours");
    spans::foreign("foreign", Vec::new());
    drop(telemetry);
    assert_eq!(sink.next().span_names(), ["ours"]);
}

#[test]
fn a_provider_of_ones_own_is_installed_flushed_and_shut_down() {
    use std::sync::{Arc, Mutex};

    use openinference_runtime::opentelemetry::Context;
    use opentelemetry_sdk::{
        error::OTelSdkResult,
        trace::{SdkTracerProvider, Span, SpanData, SpanProcessor},
    };

    #[derive(Clone, Debug, Default)]
    struct Log(Arc<Mutex<Vec<String>>>);
    impl Log {
        fn push(&self, entry: impl Into<String>) {
            self.0.lock().expect("the log").push(entry.into());
        }
    }
    impl SpanProcessor for Log {
        fn on_start(&self, _: &mut Span, _: &Context) {}
        fn on_end(&self, span: SpanData) {
            self.push(span.name);
        }
        fn force_flush(&self) -> OTelSdkResult {
            self.push("flush");
            Ok(())
        }
        fn shutdown_with_timeout(&self, _: std::time::Duration) -> OTelSdkResult {
            self.push("shutdown");
            Ok(())
        }
    }

    let _alone = alone();
    let log = Log::default();
    let provider = SdkTracerProvider::builder().with_span_processor(log.clone()).build();
    let telemetry = builder(&[("OTEL_EXPORTER_OTLP_ENDPOINT", "http://not-used")])
        .tracer_provider(provider)
        .init()
        .expect("telemetry");
    spans::ours("ours");
    spans::foreign("foreign", Vec::new());
    assert!(telemetry.flush(LONG));
    drop(telemetry);
    assert_eq!(*log.0.lock().expect("the log"), ["ours", "foreign", "flush", "shutdown"]);
}

#[test]
fn trace_context_and_baggage_go_out() {
    #[derive(Default)]
    struct Carrier(Vec<String>);
    impl Injector for Carrier {
        fn set(&mut self, key: &str, _: String) {
            self.0.push(key.to_owned());
        }
    }
    fn injected() -> Vec<String> {
        use openinference_runtime::opentelemetry::{KeyValue, baggage::BaggageExt as _};
        let span = global::tracer("another library").start("outgoing");
        let cx = Context::current_with_span(span).with_baggage([KeyValue::new("tenant", "t")]);
        let mut carrier = Carrier::default();
        global::get_text_map_propagator(|propagator| propagator.inject_context(&cx, &mut carrier));
        cx.span().end();
        carrier.0.sort();
        carrier.0
    }
    let _alone = alone();
    let sink = Sink::new();
    let telemetry = sending_to(&sink.url());
    assert_eq!(injected(), ["baggage", "traceparent", "tracestate"]);
    drop(telemetry);
    let url = sink.url();
    let telemetry = builder(&[("OTEL_EXPORTER_OTLP_ENDPOINT", &url), ("OTEL_PROPAGATORS", "baggage")]).init();
    assert_eq!(injected(), ["baggage"]);
    drop(telemetry);
}
