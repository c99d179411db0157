//! Helpers shared by the tests with client crates.

use openinference_runtime::testing::Trace;

/// What the first span says of the call: one line for each attribute of the conventions for models.
///
/// # Panics
/// When there is no span.
#[must_use]
pub fn said(trace: &Trace) -> String {
    let attributes = trace.roots[0].attributes.iter().filter(|(key, _)| key.starts_with("llm."));
    attributes.map(|(key, value)| format!("{key}: {}\n", value.write(1000))).collect()
}
