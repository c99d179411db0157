//! What `#[traced_test]` makes of a test.

use std::future::Future;
use std::thread;

use opentelemetry::trace::FutureExt as _;

use super::capture::{Capture, Recording};
use super::check::Checker;

/// A test that is captured. Made by [`#[traced_test]`](crate::traced_test).
#[derive(Debug)]
#[doc(hidden)]
pub struct TracedTest {
    capture: Capture,
    checker: Option<Checker>,
}

impl TracedTest {
    #[must_use]
    pub fn new() -> Self {
        Self { capture: Capture::new(), checker: None }
    }

    /// Ids and times are the same in every run.
    #[must_use]
    pub fn deterministic(mut self) -> Self {
        self.capture = self.capture.deterministic();
        self
    }

    /// The spans have to keep to the conventions, save what the checker allows.
    #[must_use]
    pub fn check(mut self, checker: Checker) -> Self {
        self.checker = Some(checker);
        self
    }

    #[track_caller]
    pub fn run<T>(self, test: impl FnOnce(Recording) -> T) -> T {
        let recording = self.capture.open();
        let _captured = recording.context().clone().attach();
        let shown = ShowOnPanic(recording.clone());
        let value = test(recording);
        shown.check(self.checker.as_ref());
        value
    }

    pub async fn run_async<F: Future>(self, test: impl FnOnce(Recording) -> F) -> F::Output {
        let recording = self.capture.open();
        let shown = ShowOnPanic(recording.clone());
        let cx = recording.context().clone();
        let value = test(recording).with_context(cx).await;
        shown.check(self.checker.as_ref());
        value
    }
}

impl Default for TracedTest {
    fn default() -> Self {
        Self::new()
    }
}

/// Writes the tree when the test fails.
struct ShowOnPanic(Recording);

impl ShowOnPanic {
    #[track_caller]
    fn check(&self, checker: Option<&Checker>) {
        if let Some(checker) = checker {
            checker.check(&self.0.trace()).assert_clean();
        }
    }
}

impl Drop for ShowOnPanic {
    fn drop(&mut self) {
        if thread::panicking() {
            // Not by `io::stderr()`: the test harness shows what is printed with the rest of the test's output.
            eprintln!("the spans of the failed test:\n{:#}", self.0.trace());
        }
    }
}
