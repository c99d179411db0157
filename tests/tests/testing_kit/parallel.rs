//! Hundreds of captures at once: nothing of one is in another.

use std::sync::{Arc, Barrier};
use std::thread;

use openinference_runtime::semconv::SpanKind;
use openinference_runtime::testing::{Trace, capture, capture_sync};
use openinference_runtime::{agent_span, carry, carry_fn, chain_span, current, span, tool_span};

const CAPTURES: usize = 500;

#[agent_span(name = format!("agent:{number}"), session = format!("session:{number}"))]
async fn agent(number: usize) -> usize {
    let mut sum = 0;
    for step in 0..number % 4 {
        sum += tool(number, step).await;
    }
    let spawned = tokio::spawn(carry(tool(number, 100))).await.expect("the task runs to its end");
    let blocking = tokio::task::spawn_blocking(carry_fn(move || chain(number)));
    sum + spawned + blocking.await.expect("the closure runs to its end")
}

#[tool_span(name = format!("tool:{number}:{step}"))]
async fn tool(number: usize, step: usize) -> usize {
    tokio::task::yield_now().await;
    current().attribute("test.number", i64::try_from(number).expect("small"));
    tokio::task::yield_now().await;
    step
}

#[chain_span(name = format!("chain:{number}"))]
fn chain(number: usize) -> usize {
    current().attribute("test.number", i64::try_from(number).expect("small"));
    number
}

/// Everything in the trace is of that capture, and all of it is there.
fn is_of(trace: &Trace, number: usize) {
    let agent = trace.span(&format!("> \"agent:{number}\""));
    assert_eq!(trace.roots.len(), 1, "{trace}");
    let mut names: Vec<&str> = agent.children.iter().map(|span| span.name.as_str()).collect();
    let mut expected: Vec<String> = (0..number % 4).map(|step| format!("tool:{number}:{step}")).collect();
    expected.extend([format!("tool:{number}:100"), format!("chain:{number}")]);
    names.sort_unstable();
    expected.sort_unstable();
    assert_eq!(names, expected);
    for span in agent.descendants() {
        assert_eq!(span.attributes["test.number"], number);
        assert_eq!(span.session_id(), Some(format!("session:{number}").as_str()));
    }
    assert_eq!((trace.unfinished, &trace.tree_errors[..]), (0, &[][..]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn five_hundred_captures_in_tasks_at_once_share_nothing() {
    let start = Arc::new(tokio::sync::Barrier::new(CAPTURES));
    let captures: Vec<_> = (0..CAPTURES)
        .map(|number| {
            let start = Arc::clone(&start);
            tokio::spawn(async move {
                start.wait().await;
                (number, capture(agent(number)).await)
            })
        })
        .collect();
    let mut spans = 0;
    for task in captures {
        let (number, (_, trace)) = task.await.expect("the capture runs to its end");
        is_of(&trace, number);
        spans += trace.len();
    }
    // An agent, its chain and its spawned tool; 0, 1, 2 or 3 tools more.
    assert_eq!(spans, CAPTURES * 3 + CAPTURES / 4 * 6);
}

#[test]
fn captures_in_threads_at_once_share_nothing() {
    const THREADS: usize = 32;
    let start = Barrier::new(THREADS);
    thread::scope(|scope| {
        for number in 0..THREADS {
            let start = &start;
            scope.spawn(move || {
                start.wait();
                for round in 0..20 {
                    let name = format!("{number}:{round}");
                    let (_, trace) = capture_sync(|| {
                        span(SpanKind::Chain, name.clone()).in_scope(|| {
                            thread::yield_now();
                            chain(number);
                        });
                    });
                    assert_eq!(trace.outline(), format!("CHAIN {name}\n  CHAIN chain:{number}\n"));
                }
            });
        }
    });
}

#[test]
fn interleaved_futures_on_one_thread_share_nothing() {
    let captures = (0..50).map(|number| async move {
        let (_, trace) = capture(tool(number, 7)).await;
        assert_eq!(trace.outline(), format!("TOOL tool:{number}:7\n"));
        assert_eq!(trace.roots[0].attributes["test.number"], number);
    });
    futures_executor::block_on(futures_util::future::join_all(captures));
}
