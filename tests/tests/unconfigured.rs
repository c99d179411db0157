//! A library that is annotated in an application without telemetry: the commonest state of all. One test,
//! because it is about the whole process.

use std::cell::Cell;

use openinference_runtime::opentelemetry::global;
use openinference_runtime::opentelemetry::trace::Tracer as _;
use openinference_runtime::tool_span;

thread_local! {
    static EVALUATED: Cell<u32> = const { Cell::new(0) };
}

struct Argument;

impl serde::Serialize for Argument {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        evaluated();
        serializer.serialize_unit()
    }
}

fn evaluated() -> u32 {
    EVALUATED.set(EVALUATED.get() + 1);
    EVALUATED.get()
}

#[tool_span(attributes("key" = evaluated()), input = evaluated(), output = |_| evaluated(), on_result(|_| "other" = evaluated()))]
fn annotated(argument: &Argument, number: u64) -> u64 {
    let _ = argument;
    number + 1
}

#[tool_span]
async fn annotated_async(argument: Argument, number: u64) -> u64 {
    let _ = argument;
    number + 1
}

#[test]
fn without_telemetry_nothing_is_evaluated_and_nothing_is_allocated() {
    let argument = Argument;
    // The first call may set up the thread.
    assert_eq!(annotated(&argument, 1), 2);
    let sync = allocation_counter::measure(|| {
        assert_eq!(annotated(&argument, 1), 2);
    });
    let mut future = std::pin::pin!(annotated_async(Argument, 1));
    let waker = std::task::Waker::noop();
    let asynchronous = allocation_counter::measure(|| {
        let polled = future.as_mut().poll(&mut std::task::Context::from_waker(waker));
        assert_eq!(polled, std::task::Poll::Ready(2));
    });
    // OpenTelemetry boxes the span of its no-op tracer, which is how we learn that it is one.
    let bare = allocation_counter::measure(|| {
        let tracer = global::tracer("bare");
        drop(tracer.start("bare"));
    });
    assert_eq!(EVALUATED.get(), 0, "an argument was evaluated");
    assert!(bare.count_total <= 1, "the API itself allocates {} times", bare.count_total);
    assert_eq!(sync.count_total, bare.count_total, "an annotated call allocated");
    assert_eq!(asynchronous.count_total, bare.count_total, "an annotated async call allocated");
}
