//! Threads that end, on each of which something is done in a `Drop` of a thread-local value.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

use openinference_runtime::opentelemetry::Context;
use openinference_runtime::semconv::SpanKind;
use openinference_runtime::{carry_fn, chain_span, context, current, propagation, span};

static DONE: AtomicU32 = AtomicU32::new(0);

#[chain_span]
fn annotated(text: &str) -> usize {
    text.len()
}

fn use_everything() {
    current().attribute("closed", true);
    current().in_scope(|| ());
    carry_fn(|| ())();
    span(SpanKind::Chain, "block").in_scope(|| ());
    drop(span(SpanKind::Chain, "guard").start());
    context::attributes().session("s").in_scope(|| ());
    let mut headers = BTreeMap::new();
    propagation::inject(&mut headers);
    let _ = propagation::extract(&headers);
    assert_eq!(annotated("text"), 4);
    DONE.fetch_add(1, Relaxed);
}

struct Cleanup;

impl Drop for Cleanup {
    fn drop(&mut self) {
        use_everything();
    }
}

thread_local! {
    static EARLY: Cell<Option<Cleanup>> = const { Cell::new(None) };
    static LATE: Cell<Option<Cleanup>> = const { Cell::new(None) };
}

fn end_a_thread(make: fn()) {
    assert!(thread::spawn(make).join().is_ok());
}

fn early() {
    EARLY.set(Some(Cleanup));
}

fn late() {
    LATE.set(Some(Cleanup));
}

fn main() {
    end_a_thread(early);
    end_a_thread(|| {
        early();
        drop(current());
    });
    end_a_thread(|| {
        drop(current());
        late();
    });
    end_a_thread(|| {
        early();
        drop(current());
        late();
    });
    end_a_thread(|| {
        early();
        let _attached = context::attributes().session("s").attach();
        drop(Context::current());
    });
    println!("{}", DONE.load(Relaxed));
}
