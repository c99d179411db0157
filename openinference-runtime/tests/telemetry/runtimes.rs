//! Set-up, flush and shutdown inside every kind of runtime and none, over both transports.

use std::{future::pending, time::Instant};

use openinference_runtime::{Telemetry, semconv::SpanKind, span};
use tokio::sync::oneshot;

use crate::{LONG, alone, grpc, quiet, sending_to, sink::Sink, spans};

/// What an async main does, blocking calls included.
async fn program(variables: Vec<(String, String)>) {
    let telemetry = quiet(variables).init().expect("telemetry");
    let second = openinference_runtime::init().expect("the same");
    spans::ours("a");
    let start = Instant::now();
    assert!(telemetry.flush(LONG));
    spans::ours("b");
    drop(second);
    assert!(Telemetry::shutdown(telemetry, LONG));
    assert!(start.elapsed() < LONG);
}

fn everywhere(run: impl Fn(std::pin::Pin<Box<dyn Future<Output = ()>>>)) {
    let _alone = alone();
    let http = Sink::new();
    run(Box::pin(program(http.variables())));
    let names = http.names();
    assert_eq!(names, ["a", "b"]);
    let grpc = grpc::Server::start();
    run(Box::pin(program(grpc.variables())));
    let names = grpc.names();
    assert_eq!(names, ["a", "b"]);
}

#[test]
fn on_a_current_thread_tokio_runtime() {
    everywhere(|program| {
        tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(program);
    });
}

#[test]
fn on_a_multi_thread_tokio_runtime_with_one_worker() {
    everywhere(|program| {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).build().expect("a runtime");
        runtime.block_on(program);
    });
}

#[test]
fn on_a_worker_of_a_tokio_runtime() {
    let _alone = alone();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).build().expect("a runtime");
    let http = Sink::new();
    runtime.block_on(runtime.spawn(program(http.variables()))).expect("no panic");
    let grpc = grpc::Server::start();
    runtime.block_on(runtime.spawn(program(grpc.variables()))).expect("no panic");
    assert_eq!((http.rest().len(), grpc.rest().len()), (2, 2));
}

#[test]
fn on_the_executor_of_futures() {
    everywhere(futures_executor::block_on);
}

#[test]
fn on_smol() {
    everywhere(smol::block_on);
}

#[test]
fn without_any_runtime() {
    everywhere(|program| {
        // Ready at its first poll: there is nothing to wait for.
        use std::task::{Context, Poll, Waker};
        let poll = std::pin::pin!(program).poll(&mut Context::from_waker(Waker::noop()));
        assert_eq!(poll, Poll::Ready(()));
    });
}

#[test]
fn what_a_runtime_was_working_on_is_sent_as_cancelled_where_it_ends_before_the_guard() {
    let _alone = alone();
    let sink = Sink::new();
    let telemetry = sending_to(&sink.url());
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).build().expect("a runtime");
    let (started, has_started) = oneshot::channel();
    runtime.spawn(span(SpanKind::Agent, "request").scope(async {
        let _ = started.send(());
        pending::<()>().await;
    }));
    runtime.block_on(has_started).expect("it starts");
    assert_eq!(telemetry.counts().open, 1);
    drop(runtime);
    assert_eq!(telemetry.counts().open, 0);
    drop(telemetry);
    let sent = sink.next().spans();
    assert_eq!(sent.iter().map(|span| &*span.name).collect::<Vec<_>>(), ["request"]);
    let status = sent[0].status.as_ref().map(|status| &*status.message);
    assert_eq!(status, Some("cancelled"));
}
