//! A thread that ends has no current Context any more while its thread-local values are dropped.

use std::cell::RefCell;
use std::sync::mpsc;
use std::thread;

use futures_util::FutureExt as _;
use openinference_runtime::opentelemetry::Context;
use openinference_runtime::semconv::SpanKind;
use openinference_runtime::testing::Capture;
use openinference_runtime::{carry_fn, chain_span, context, current, propagation, span};

#[chain_span]
fn annotated(text: &str) -> usize {
    text.len()
}

#[chain_span]
async fn annotated_async(text: &str) -> usize {
    text.len()
}

/// Everything that asks for the current Context.
fn use_everything() -> usize {
    current().attribute("closed", true);
    current().in_scope(|| ());
    carry_fn(|| ())();
    span(SpanKind::Chain, "block").in_scope(|| ());
    drop(span(SpanKind::Chain, "guard").start());
    context::attributes().session("s").in_scope(|| ());
    let mut headers = std::collections::HashMap::new();
    propagation::inject(&mut headers);
    let _ = propagation::extract(&headers);
    annotated("one") + annotated_async("three").now_or_never().expect("it never waits")
}

struct Cleanup(Option<mpsc::Sender<usize>>);

impl Drop for Cleanup {
    fn drop(&mut self) {
        if let Some(done) = self.0.take() {
            let _ = done.send(use_everything());
        }
    }
}

thread_local! {
    static EARLY: RefCell<Cleanup> = const { RefCell::new(Cleanup(None)) };
    static LATE: RefCell<Cleanup> = const { RefCell::new(Cleanup(None)) };
}

/// Ends a thread on which the thread-local values were made in some order.
fn end_a_thread(make: impl FnOnce(&dyn Fn(), &dyn Fn()) + Send + 'static) {
    let (done, ended) = mpsc::channel();
    let thread = thread::spawn(move || {
        let early = || EARLY.with(|cleanup| cleanup.replace(Cleanup(Some(done.clone())))).0.is_none();
        let late = || LATE.with(|cleanup| cleanup.replace(Cleanup(Some(done.clone())))).0.is_none();
        make(&|| assert!(early()), &|| assert!(late()));
    });
    assert!(thread.join().is_ok());
    assert!(ended.iter().all(|lengths| lengths == 8));
}

#[test]
fn a_thread_may_use_everything_while_it_ends() {
    end_a_thread(|early, late| {
        early();
        drop(current());
        late();
    });
    end_a_thread(|early, _| {
        early();
        drop(current());
    });
    end_a_thread(|early, _| early());
    end_a_thread(|_, late| {
        drop(current());
        late();
    });
    end_a_thread(|early, _| {
        drop(Context::current());
        early();
    });
}

#[test]
fn a_guard_that_outlives_the_current_context_lets_go_of_nothing() {
    thread_local! {
        static GUARD: RefCell<Option<context::AttachedContext>> = const { RefCell::new(None) };
    }
    let recording = Capture::new().open();
    let cx = recording.context().clone();
    let thread = thread::spawn(move || {
        GUARD.with(|_| ());
        let _captured = cx.attach();
        GUARD.with(|guard| guard.replace(Some(context::attributes().session("s").attach())));
        annotated("text")
    });
    assert_eq!(thread.join().ok(), Some(4));
    assert_eq!(recording.trace().outline(), "CHAIN annotated\n");
}
