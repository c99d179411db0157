//! Values, causes, times and stacks that are not what one expects.

use std::cell::RefCell;
use std::error::Error;
use std::fmt;
use std::rc::Rc;
use std::thread;
use std::time::{Duration, SystemTime};

use anyhow::{Context as _, Result, ensure};
use openinference_runtime::config::TraceConfig;
use openinference_runtime::opentelemetry::global;
use openinference_runtime::opentelemetry::trace::{Span as _, SpanBuilder};
use openinference_runtime::{Telemetry, chain_span};

use super::{PATIENCE, builder, run};

#[test]
fn a_value_that_is_a_circle_is_shown_as_far_as_it_fits() -> Result<()> {
    run("values::circles", |_| ()).map(drop)
}

#[test]
#[ignore = "a program of its own, run by another test"]
fn circles() -> Result<()> {
    /// `Debug` is what an argument without `Serialize` is recorded by.
    #[derive(Debug)]
    struct Node {
        name: &'static str,
        next: RefCell<Option<Rc<Node>>>,
    }
    #[chain_span]
    fn walk(node: &Node) -> &'static str {
        node.name
    }
    let _telemetry = builder().init()?;
    let circle = || {
        let node = Rc::new(Node { name: "a", next: RefCell::new(None) });
        node.next.replace(Some(Rc::clone(&node)));
        walk(&node)
    };
    // The stack that every thread has.
    ensure!(thread::spawn(circle).join().ok() == Some("a"));
    ensure!(circle() == "a");
    Ok(())
}

#[test]
fn an_error_that_is_its_own_cause_ends() -> Result<()> {
    run("values::own_cause", |_| ()).map(drop)
}

#[test]
#[ignore = "a program of its own, run by another test"]
fn own_cause() -> Result<()> {
    #[derive(Debug)]
    struct Own;
    impl fmt::Display for Own {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("own")
        }
    }
    impl Error for Own {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(&Own)
        }
    }
    #[chain_span]
    fn fails() -> Result<(), Own> {
        Err(Own)
    }
    let _telemetry = builder().init()?;
    ensure!(fails().is_err());
    Ok(())
}

#[test]
fn a_thread_with_a_small_stack_has_room_for_a_span() -> Result<()> {
    run("values::small_stacks", |_| ()).map(drop)
}

#[test]
#[ignore = "a program of its own, run by another test"]
fn small_stacks() -> Result<()> {
    #[chain_span]
    fn chat(request: &serde_json::Value) -> serde_json::Value {
        request.clone()
    }
    let config = TraceConfig::builder().redactor(|text: &str| Some(text.replace("secret", "***")));
    let _telemetry = builder().trace_config(config.build()).init()?;
    let request = serde_json::json!({
        "model": "gpt-4o", "messages": [{"role": "user", "content": [{"type": "text", "text": "secret"}]}],
        "deep": [[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]],
    });
    let done = thread::Builder::new().stack_size(64 << 10).spawn(move || chat(&request).to_string().len());
    ensure!(done?.join().is_ok_and(|length| length > 0));
    Ok(())
}

#[test]
fn spans_of_any_year_are_exported() -> Result<()> {
    run("values::any_year", |_| ()).map(drop)
}

#[test]
#[ignore = "a program of its own, run by another test"]
fn any_year() -> Result<()> {
    let file = tempfile::NamedTempFile::new()?;
    let telemetry =
        Telemetry::builder().environment::<&str, &str>([]).file(file.path()).quiet(true).init()?;
    let year = Duration::from_secs(365 * 24 * 60 * 60);
    let before = SystemTime::UNIX_EPOCH.checked_sub(10 * year).context("1960")?;
    let after = SystemTime::UNIX_EPOCH.checked_add(100_000 * year).context("the year 101970")?;
    let tracer = global::tracer("of others");
    for (start, end) in [(before, after), (after, before), (before, before), (after, after)] {
        let mut span = SpanBuilder::from_name("any").with_start_time(start).start(&tracer);
        span.add_event_with_timestamp("event", before, Vec::new());
        span.end_with_timestamp(end);
    }
    ensure!(telemetry.flush(PATIENCE));
    ensure!(telemetry.counts().delivered == 4, "{:?}", telemetry.counts());
    Ok(())
}
