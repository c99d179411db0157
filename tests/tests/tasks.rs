//! The span in progress goes along to tasks, threads and channels.

use std::sync::mpsc;
use std::thread;

use futures_util::{StreamExt as _, stream};
use openinference_runtime::semconv::{SpanKind, attributes::SESSION_ID};
use openinference_runtime::span::SpanHandle;
use openinference_runtime::testing::{LinkTo, Trace, capture, capture_sync};
use openinference_runtime::{carry, carry_fn, context, current, span};
use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};
use tokio::task::{JoinSet, spawn_blocking};

fn step(name: String) {
    span(SpanKind::Chain, name).in_scope(|| {});
}

/// The names of the spans below the only root, which carries a session that they inherit.
fn below_the_root(trace: &Trace) -> Vec<&str> {
    assert_eq!(trace.roots.len(), 1, "{trace:#?}");
    let mut names: Vec<_> = trace.roots[0].children.iter().map(|span| span.name.as_str()).collect();
    assert!(trace.roots[0].children.iter().all(|span| span.text(SESSION_ID) == Some("s")));
    names.sort_unstable();
    names
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn spawned_tasks_have_the_span_as_their_parent() {
    let (_, trace) = capture(async {
        span(SpanKind::Agent, "root")
            .session("s")
            .scope(async {
                tokio::spawn(carry(async { step("spawn".into()) })).await.expect("runs");
                spawn_blocking(carry_fn(|| step("spawn_blocking".into()))).await.expect("runs");
                let mut set = JoinSet::new();
                for n in 0..3 {
                    set.spawn(carry(async move {
                        tokio::task::yield_now().await;
                        step(format!("set:{n}"));
                    }));
                }
                set.join_all().await;
            })
            .await;
    })
    .await;
    assert_eq!(below_the_root(&trace), ["set:0", "set:1", "set:2", "spawn", "spawn_blocking"]);
}

#[test]
fn threads_have_the_span_as_their_parent() {
    let (_, trace) = capture_sync(|| {
        span(SpanKind::Agent, "root").session("s").in_scope(|| {
            thread::spawn(carry_fn(|| step("thread".into()))).join().expect("runs");
            thread::scope(|scope| {
                scope.spawn(carry_fn(|| step("scoped".into())));
            });
        });
    });
    assert_eq!(below_the_root(&trace), ["scoped", "thread"]);
}

#[test]
fn rayon_has_the_span_as_its_parent() {
    let (_, trace) = capture_sync(|| {
        span(SpanKind::Agent, "root").session("s").in_scope(|| {
            rayon::join(carry_fn(|| step("join:a".into())), carry_fn(|| step("join:b".into())));
            let here = current();
            (0..3).into_par_iter().for_each(|n| here.in_scope(|| step(format!("item:{n}"))));
        });
    });
    assert_eq!(below_the_root(&trace), ["item:0", "item:1", "item:2", "join:a", "join:b"]);
}

#[tokio::test]
async fn a_carried_stream_runs_within_the_span_wherever_it_is_polled() {
    let (_, trace) = capture(async {
        let steps = span(SpanKind::Agent, "root")
            .session("s")
            .scope(async { carry(stream::iter(["one", "two"]).map(|name| step(name.into()))) })
            .await;
        assert_eq!(tokio::spawn(steps.count()).await.expect("runs"), 2);
    })
    .await;
    assert_eq!(below_the_root(&trace), ["one", "two"]);
}

#[test]
fn a_handle_goes_through_a_channel_with_its_job() {
    let (_, trace) = capture_sync(|| {
        let (sender, receiver) = mpsc::channel::<(SpanHandle, String)>();
        let worker = thread::spawn(carry_fn(move || {
            for (here, name) in receiver {
                here.in_scope(|| step(name));
                span(SpanKind::Tool, "by_parent").parent(&here).in_scope(|| {});
            }
        }));
        span(SpanKind::Agent, "root").session("s").in_scope(|| {
            sender.send((current(), "by_scope".to_owned())).expect("the worker listens");
        });
        drop(sender);
        worker.join().expect("runs");
    });
    assert_eq!(below_the_root(&trace), ["by_parent", "by_scope"]);
}

#[test]
fn a_fan_in_links_to_the_spans_that_it_gathers() {
    let (_, trace) = capture_sync(|| {
        let parts: Vec<_> =
            ["a", "b"].map(|name| span(SpanKind::Chain, name).in_scope(current)).into_iter().collect();
        span(SpanKind::Chain, "gather").links(&parts).in_scope(|| {});
    });
    let gather = trace.find("gather").expect("made");
    let linked: Vec<_> =
        ["a", "b"].iter().filter_map(|name| trace.find(*name)).map(|span| LinkTo::Span(span.id)).collect();
    assert_eq!(gather.links, linked);
}

#[tokio::test]
async fn a_span_ends_with_its_work_and_not_with_the_tasks_that_carry_it() {
    let ((), trace) = capture(async {
        let (done, wait) = tokio::sync::oneshot::channel::<()>();
        let task = span(SpanKind::Agent, "root").in_scope(|| {
            tokio::spawn(carry(async {
                wait.await.expect("sent below");
                step("late".into());
            }))
        });
        assert!(!task.is_finished());
        done.send(()).expect("the task waits");
        task.await.expect("runs");
    })
    .await;
    let root = &trace.roots[0];
    assert_eq!(root.children[0].name, "late");
    assert!(root.recorded.end.is_some());
    assert!(
        root.recorded.end <= root.children[0].recorded.start,
        "the root ended before the late step began"
    );
}

#[test]
fn without_a_span_what_is_inherited_is_carried_all_the_same() {
    let (_, trace) = capture_sync(|| {
        let _session = context::attributes().session("s").attach();
        thread::spawn(carry_fn(|| step("alone".into()))).join().expect("runs");
    });
    assert_eq!(trace.roots[0].text(SESSION_ID), Some("s"));
}

#[test]
fn a_span_that_nobody_wants_does_not_take_the_context_away() {
    let (_, trace) = capture_sync(|| {
        span(SpanKind::Agent, "outer").session("s").in_scope(|| {
            let unwanted = context::suppressed_in(|| span(SpanKind::Tool, "unwanted").open());
            unwanted.attribute("written", "to nobody");
            assert!(!unwanted.is_recording());
            assert!(!unwanted.span_context().is_valid());
        });
    });
    assert_eq!(trace.roots[0].attribute("written"), None);
}
