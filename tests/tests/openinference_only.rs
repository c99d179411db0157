//! The option of the set-up that leaves spans of other instrumentation out. One test, because it is about the whole
//! process.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;
use openinference_runtime::opentelemetry::trace::{TraceContextExt as _, Tracer as _};
use openinference_runtime::opentelemetry::{Context, global};
use openinference_runtime::semconv::SpanKind;
use openinference_runtime::span;
use openinference_runtime::telemetry::Builder;

#[derive(Clone, Default)]
struct Output(Arc<Mutex<Vec<u8>>>);

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn the_tree_shows_openinference_spans_only_where_that_is_wanted() -> Result<()> {
    let output = Output::default();
    let none: [(&str, &str); 0] = [];
    let telemetry =
        Builder::new().environment(none).console_writer(output.clone()).openinference_only(true).init()?;
    let server = Context::current_with_span(global::tracer("middleware").start("GET /"));
    {
        let _attached = server.clone().attach();
        span(SpanKind::Agent, "planner").in_scope(|| {});
    }
    server.span().end();
    drop(telemetry);
    let tree = String::from_utf8(output.0.lock().unwrap_or_else(PoisonError::into_inner).clone())?;
    assert!(tree.contains("planner") && !tree.contains("GET"), "{tree}");
    Ok(())
}
