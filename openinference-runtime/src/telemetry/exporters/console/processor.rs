//! Prints each tree when its local root ends.

use std::{
    fmt,
    io::{self, Write},
    time::Duration,
};

use opentelemetry::{Context, trace::Span as _};
use opentelemetry_sdk::{
    error::OTelSdkResult,
    trace::{Span, SpanData, SpanProcessor},
};

use super::{
    forest::{Below, ConsoleForest},
    render,
    style::Style,
};
use crate::fork_lock::ForkLock;

/// Where the tree goes.
pub(crate) enum Output {
    /// stderr; coloured when it is a terminal.
    Stderr {
        /// Whether it is one.
        terminal: bool,
    },
    /// Somewhere else, without colours.
    Writer(Box<dyn Write + Send>),
}

/// The SDK's side of the tree.
pub(crate) struct ConsoleProcessor {
    forest: ForkLock<ConsoleForest>,
    style: Style,
    writer: ForkLock<Box<dyn Write + Send>>,
}

impl ConsoleProcessor {
    pub(crate) fn new(output: Output) -> Self {
        let (writer, style): (Box<dyn Write + Send>, _) = match output {
            Output::Stderr { terminal: true } => (Box::new(io::stderr()), Style::for_terminal()),
            Output::Stderr { terminal: false } => (Box::new(io::stderr()), Style::PLAIN),
            Output::Writer(writer) => (writer, Style::PLAIN),
        };
        Self { forest: ForkLock::default(), style, writer: ForkLock::new(writer) }
    }

    /// In one piece, so that trees of several threads do not mix. A closed stderr must not hurt the application.
    fn print(&self, below: Below) {
        let text = render::roots(below, self.style);
        if text.is_empty() {
            return;
        }
        let Some(mut writer) = self.writer.lock() else { return };
        let _ = writer.write_all(text.as_bytes()).and_then(|()| writer.flush());
    }
}

impl SpanProcessor for ConsoleProcessor {
    fn on_start(&self, span: &mut Span, _: &Context) {
        if let Some(mut forest) = self.forest.lock() {
            forest.start(span.span_context());
        }
    }

    fn on_end(&self, span: SpanData) {
        let complete = self.forest.lock().map(|mut forest| forest.end(&span));
        complete.into_iter().for_each(|complete| self.print(complete));
    }

    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }

    /// Spans whose root never ends are shown at least now.
    fn shutdown_with_timeout(&self, _: Duration) -> OTelSdkResult {
        let rest = self.forest.lock().map(|mut forest| forest.drain());
        rest.into_iter().flatten().for_each(|below| self.print(below));
        Ok(())
    }
}

impl fmt::Debug for ConsoleProcessor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConsoleProcessor").field("style", &self.style).finish_non_exhaustive()
    }
}
