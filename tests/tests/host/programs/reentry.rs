//! Code of the program that runs because of a span, and what it does to spans.

use std::cell::Cell;
use std::time::Duration;
use std::{fmt, panic};

use anyhow::{Result, ensure};
use openinference_runtime::config::TraceConfig;
use openinference_runtime::opentelemetry::trace::{Span as _, TraceContextExt as _};
use openinference_runtime::opentelemetry::{Context, KeyValue};
use openinference_runtime::{chain_span, current, telemetry};
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{Span, SpanData, SpanProcessor};
use serde::{Serialize, Serializer};

use super::{PATIENCE, builder, run, work};

/// What a user's code does to the span that it runs because of.
#[test]
fn code_that_runs_because_of_a_span_may_write_to_it() -> Result<()> {
    run("reentry::writers", |_| ()).map(drop)
}

#[test]
#[ignore = "a program of its own, run by another test"]
fn writers() -> Result<()> {
    fn note_mine() {
        current().attribute("note", "of mine");
        current().event("noted", Vec::new());
        current().in_scope(|| work(1));
    }
    fn note() {
        note_mine();
        let cx = Context::current();
        cx.span().set_attribute(KeyValue::new("note", "of others"));
        cx.span().add_event("noted", Vec::new());
        work(1);
    }
    struct Writes;
    impl Serialize for Writes {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            note();
            serializer.serialize_str("value")
        }
    }
    struct Shows;
    impl fmt::Debug for Shows {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            note();
            f.write_str("shown")
        }
    }
    #[derive(Debug)]
    struct Processor;
    impl SpanProcessor for Processor {
        fn on_start(&self, span: &mut Span, _: &Context) {
            note();
            span.set_attribute(KeyValue::new("note", "of a processor"));
        }
        fn on_end(&self, _: SpanData) {
            note();
            let _ = telemetry::flush(Duration::ZERO);
        }
        fn force_flush(&self) -> OTelSdkResult {
            note();
            Ok(())
        }
        fn shutdown_with_timeout(&self, _: Duration) -> OTelSdkResult {
            note();
            Ok(())
        }
    }
    fn noted() -> i64 {
        note();
        1
    }
    #[chain_span(
        attributes("before" = noted()),
        on_result(|_| "after" = noted()),
        on_end = |_| note()
    )]
    fn takes(value: &Writes, shown: &Shows) -> Writes {
        let _ = (value, shown);
        current().attribute("key", "of mine, redacted");
        note();
        Writes
    }
    let config = TraceConfig::builder().redactor(|text: &str| {
        note_mine();
        Some(text.replace("secret", "***"))
    });
    let telemetry = builder().trace_config(config.build()).span_processor(Processor).init()?;
    takes(&Writes, &Shows);
    ensure!(telemetry.flush(PATIENCE));
    ensure!(telemetry.counts().made >= 1);
    ensure!(telemetry.shutdown(PATIENCE));
    Ok(())
}

/// A program's panic hook reports to wherever it reports: with spans of its own.
#[test]
fn a_panic_hook_may_make_spans() -> Result<()> {
    run("reentry::panic_hooks", |_| ()).map(drop)
}

#[test]
#[ignore = "a program of its own, run by another test"]
fn panic_hooks() -> Result<()> {
    thread_local! {
        static PANICS: Cell<usize> = const { Cell::new(0) };
        /// Where a panic ends the process, whoever catches it.
        static IN_HOOK: Cell<bool> = const { Cell::new(false) };
    }
    fn panic_outside_of_hooks(whose: &str) {
        assert!(IN_HOOK.get(), "of {whose}");
    }
    let hook = |is_ours_around: bool| {
        panic::set_hook(Box::new(move |_| {
            PANICS.set(PANICS.get() + 1);
            IN_HOOK.set(!is_ours_around);
            current().attribute("panicked", true);
            work(PANICS.get());
            IN_HOOK.set(false);
        }));
    };
    struct Panics;
    impl Serialize for Panics {
        fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            panic!("of a value")
        }
    }
    impl fmt::Debug for Panics {
        fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
            panic!("of a value")
        }
    }
    #[derive(Debug)]
    struct Processor;
    impl SpanProcessor for Processor {
        fn on_start(&self, _: &mut Span, _: &Context) {
            panic_outside_of_hooks("a processor");
        }
        fn on_end(&self, _: SpanData) {
            panic_outside_of_hooks("a processor");
        }
        fn force_flush(&self) -> OTelSdkResult {
            panic_outside_of_hooks("a processor");
            Ok(())
        }
        fn shutdown_with_timeout(&self, _: Duration) -> OTelSdkResult {
            panic_outside_of_hooks("a processor");
            Ok(())
        }
    }
    #[chain_span(attributes("note" = "redacted"), on_end = |_| panic!("of a function"))]
    fn takes(value: &Panics) -> &Panics {
        current().attribute("key", "redacted");
        value
    }
    #[chain_span]
    fn panics() {
        panic!("of its own")
    }
    let config = TraceConfig::builder().redactor(|text: &str| {
        assert!(!text.contains("redacted"), "of a redactor");
        None::<String>
    });
    // Before set-up, whose hook calls it, and after, so that ours is gone: then what a span runs in it must not panic.
    for is_before in [true, false] {
        if is_before {
            hook(true);
        }
        let config = config.clone().build();
        let telemetry = builder().trace_config(config).span_processor(Processor).init()?;
        if !is_before {
            hook(false);
        }
        takes(&Panics);
        ensure!(panic::catch_unwind(panics).is_err());
        telemetry.flush(PATIENCE);
        ensure!(telemetry.counts().processor_panics > 0);
        drop(telemetry);
    }
    ensure!(PANICS.get() > 10);
    Ok(())
}
