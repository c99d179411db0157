//! Checks files of traces against the OpenInference conventions, for CI: what `openinference-check` does.
//!
//! The rules are those of [`openinference_runtime::testing::Rule`]. Files are OTLP as JSON (one document, or one a line, as the
//! collector's file exporter writes them), OTLP as protobuf, or traces that the testing kit has saved.

mod args;
mod input;
mod output;
mod run;

pub use args::{Args, FailOn, Format};
pub use input::{Input, Problem};
pub use output::{Outcome, write};
pub use run::{Verdict, run};
