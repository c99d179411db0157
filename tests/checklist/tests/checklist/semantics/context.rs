//! E40: the context is current during each poll and that of before between them.

use futures_util::FutureExt as _;
use openinference_checklist::{block_on, call, traced};
use openinference_runtime::testing::{Trace, capture};
use openinference_runtime::{carry, chain_span, current};

#[chain_span]
async fn child() {
    tokio::task::yield_now().await;
}

#[chain_span]
async fn first() {
    tokio::task::yield_now().await;
    child().await;
    tokio::task::yield_now().await;
    child().await;
}

#[chain_span]
async fn second() {
    child().await;
    tokio::task::yield_now().await;
    child().await;
}

/// Both have their own children, and two of them.
fn apart(trace: &Trace) {
    assert_eq!(trace.roots.len(), 2, "{}", trace.outline());
    for root in &trace.roots {
        let children: Vec<_> = root.children.iter().map(|child| child.name.as_str()).collect();
        assert_eq!(children, ["child", "child"], "{}", trace.outline());
    }
}

#[test]
fn during_a_poll() {
    #[chain_span]
    async fn f() -> bool {
        let before = current().is_recording();
        tokio::task::yield_now().await;
        before && current().is_recording()
    }
    assert!(call(f()));
}

#[test]
fn restored_between_polls() {
    call(async {
        let mut future = Box::pin(first_only());
        assert!((&mut future).now_or_never().is_none());
        assert!(!current().is_recording(), "left current across a yield");
        future.await;
        assert!(!current().is_recording(), "left current after the end");
    });
    #[chain_span]
    async fn first_only() {
        tokio::task::yield_now().await;
    }
}

#[test]
fn in_interleaved_tasks() {
    let (_, trace) = traced(async {
        let tasks = (tokio::spawn(carry(first())), tokio::spawn(carry(second())));
        let _ = (tasks.0.await, tasks.1.await);
    });
    apart(&trace);
}

#[test]
fn across_threads() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).build().expect("a runtime");
    let (_, trace) = runtime.block_on(capture(async {
        let tasks: Vec<_> = (0..32).map(|_| tokio::spawn(carry(first()))).collect();
        for task in tasks {
            task.await.expect("it does not panic");
        }
    }));
    assert_eq!(trace.roots.len(), 32);
    assert!(trace.roots.iter().all(|root| root.children.len() == 2), "{}", trace.outline());
}

#[test]
fn in_a_join() {
    let (_, trace) = traced(async { tokio::join!(first(), second()) });
    apart(&trace);
}

#[test]
fn in_a_select() {
    let ((), trace) = traced(async {
        let (one, two) = (first().fuse(), second().fuse());
        futures_util::pin_mut!(one, two);
        for _ in 0..2 {
            futures_util::select_biased! {
                () = one => {}
                () = two => {}
            }
        }
    });
    apart(&trace);
}

#[test]
fn in_threads_of_their_own() {
    let ((), trace) = traced(async {
        let futures = [carry(first().boxed()), carry(second().boxed())];
        std::thread::scope(|scope| {
            for future in futures {
                scope.spawn(|| block_on(future));
            }
        });
    });
    apart(&trace);
}
